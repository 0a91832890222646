"""Neighbours: the index that grows document by document gives the groups of a plain version over all of them."""

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.store import Member, Workspace, neighbours


class Doc(NamedTuple):
    """A document as the index sees it."""

    rank: int
    site: str
    sketch: frozenset[int]


def plain(docs: Mapping[str, Doc]) -> dict[str, str]:
    """The pivot of every document, by comparing all with all in the order of their ranks."""
    printed = Counter(f for d in docs.values() for f in d.sketch)
    on_site = Counter((f, d.site) for d in docs.values() for f in d.sketch if d.site)

    def adjacent(a: Doc, b: Doc) -> bool:
        same = a.site != "" and a.site == b.site
        shared = a.sketch & b.sketch
        rare = sum(
            f % 2 == 0 and printed[f] <= neighbours.RARE and (not same or on_site[f, a.site] <= neighbours.ON_SITE)
            for f in shared
        )
        least = min(sum(f % 2 == 0 for f in d.sketch) for d in (a, b))
        twins = neighbours.TWINS_ON_SITE if same else neighbours.TWINS
        return rare >= max(neighbours.SHARED, neighbours.SHARE * least) or sum(f % 2 for f in shared) >= twins

    pivots: dict[str, str] = {}
    for name in sorted(docs, key=lambda n: docs[n].rank):
        before = [p for p in pivots if pivots[p] == p and adjacent(docs[name], docs[p])]
        pivots[name] = min(before, key=lambda p: docs[p].rank, default=name)
    return pivots


def grown(docs: Mapping[str, Doc], order: list[str], path: Path) -> dict[str, str]:
    """The pivot of every document, by an index into which they come in this order."""
    with Workspace(path, create=True).writing() as writer:
        touched: set[int] = set()
        for n, name in enumerate(order, 1):
            before = {m.n: writer.pivot(m.n) for m in writer.group(None)}
            rank, site, sketch = docs[name]
            changed = writer.enrol(Member(n, name, name.encode(), "", name), rank, site, sorted(sketch))
            touched |= changed
            moved = {m for m, pivot in before.items() if writer.pivot(m) != pivot}
            assert {before[m] for m in moved} | {writer.pivot(m) for m in moved} <= changed
        assert touched >= {writer.pivot(n) for n in range(1, len(order) + 1)}
        return {name: order[writer.pivot(n) - 1] for n, name in enumerate(order, 1)}


FEATURES = st.frozensets(st.integers(0, 24), max_size=14)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "a", "b"]), FEATURES), max_size=14), st.randoms(use_true_random=False))
def test_groups_depend_on_the_documents_alone(given_docs: list[tuple[str, frozenset[int]]], random: object) -> None:
    ranks = list(range(len(given_docs)))
    random.shuffle(ranks)  # type: ignore[attr-defined]
    docs = {f"d{n}": Doc(ranks[n], *doc) for n, doc in enumerate(given_docs)}
    order = sorted(docs)
    random.shuffle(order)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(neighbours, "RARE", 4)
        patch.setattr(neighbours, "ON_SITE", 2)
        assert grown(docs, order, Path(folder) / "w") == plain(docs)


def test_what_a_site_prints_everywhere_joins_nothing(tmp_path: Path) -> None:
    same = frozenset(range(0, 40, 2))
    docs = {f"d{n}": Doc(n, "site", same | {100 * n + k for k in range(2, 30, 2)}) for n in range(1, 7)}
    assert set(grown(docs, sorted(docs), tmp_path / "one").values()) == set(docs)
    docs = {n: d._replace(site=n) for n, d in docs.items()}
    assert set(grown(docs, sorted(docs), tmp_path / "many").values()) == {"d1"}


def test_a_wire_that_everybody_prints_hangs_together(tmp_path: Path) -> None:
    wire = frozenset({*range(1, 17, 2), *range(0, 60, 2)})
    docs = {f"d{n:03}": Doc(n, f"s{n}", wire) for n in range(70)}
    assert set(grown(docs, [*sorted(docs)[1:], "d000"], tmp_path / "w").values()) == {"d000"}
