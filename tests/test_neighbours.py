"""Neighbours: the index that grows document by document gives the groups of a plain version over all of them."""

import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.store import Member, Workspace, Writer, neighbours


class Doc(NamedTuple):
    """A document as the index sees it."""

    site: str
    sketch: frozenset[int]


def plain(docs: Mapping[str, Doc]) -> set[frozenset[str]]:
    """The groups, by comparing all with all and cutting what hangs together level by level."""
    printed = Counter(f for d in docs.values() for f in d.sketch)
    on_site = Counter((f, d.site) for d in docs.values() for f in d.sketch if d.site)
    twins = len(neighbours.SHARES) + 1

    def level(a: Doc, b: Doc) -> int:
        same = a.site != "" and a.site == b.site
        shared = a.sketch & b.sketch
        if sum(f % 2 for f in shared) >= (neighbours.TWINS_ON_SITE if same else neighbours.TWINS):
            return twins
        rare = sum(
            f % 2 == 0 and printed[f] <= neighbours.RARE and (not same or on_site[f, a.site] <= neighbours.ON_SITE)
            for f in shared
        )
        return neighbours.closeness(rare, min(sum(f % 2 == 0 for f in d.sketch) for d in (a, b)))

    def cut(names: frozenset[str], at: int) -> set[frozenset[str]]:
        found: set[frozenset[str]] = set()
        left = set(names)
        while left:
            part = {left.pop()}
            while near := {n for n in left if any(level(docs[n], docs[m]) >= at for m in part)}:
                part |= near
                left -= near
            fits = len(part) <= neighbours.MOST or at == len(neighbours.SHARES)
            found |= {frozenset(part)} if fits else cut(frozenset(part), at + 1)
        return found

    return cut(frozenset(docs), 1)


def grown(docs: Mapping[str, Doc], order: list[str], path: Path) -> set[frozenset[str]]:
    """The groups, by an index into which the documents come in this order."""
    with Workspace(path, create=True).writing() as writer:
        for n, name in enumerate(order, 1):
            before = groups(writer)
            site, sketch = docs[name]
            changed = writer.enrol(Member(n, name, name.encode(), "", name), site, sorted(sketch))
            assert groups(writer) - before == {members(writer, lead) for lead in changed} - before
        return groups(writer)


def groups(writer: Writer) -> set[frozenset[str]]:
    """All groups of a workspace by the names of their members."""
    return {members(writer, lead) for lead in writer.leads()}


def members(writer: Writer, lead: int) -> frozenset[str]:
    """The names of one group."""
    return frozenset(m.base for m in writer.group(lead))


SITES = st.sampled_from(["", "a", "b"])
MIXED = st.lists(st.tuples(SITES, st.frozensets(st.integers(0, 24), max_size=14)), max_size=14)
LINKED = st.lists(st.tuples(SITES, st.frozensets(st.sampled_from(range(0, 50, 2)), max_size=10)), max_size=14)


@settings(max_examples=200, deadline=None)
@given(MIXED | LINKED, st.randoms(use_true_random=False))
def test_groups_depend_on_the_documents_alone(given_docs: list[tuple[str, frozenset[int]]], random: object) -> None:
    docs = {f"d{n}": Doc(*doc) for n, doc in enumerate(given_docs)}
    order = sorted(docs)
    random.shuffle(order)  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(neighbours, "RARE", 4)
        patch.setattr(neighbours, "ON_SITE", 2)
        patch.setattr(neighbours, "SHARED", 2)
        patch.setattr(neighbours, "SHARES", (0.2, 0.4, 0.6))
        patch.setattr(neighbours, "MOST", 3)
        assert grown(docs, order, Path(folder) / "w") == plain(docs)


def test_what_a_site_prints_everywhere_joins_nothing(tmp_path: Path) -> None:
    same = frozenset(range(0, 40, 2))
    docs = {f"d{n}": Doc("site", same | {100 * n + k for k in range(2, 30, 2)}) for n in range(1, 7)}
    assert len(grown(docs, sorted(docs), tmp_path / "one")) == len(docs)
    docs = {n: d._replace(site=n) for n, d in docs.items()}
    assert len(grown(docs, sorted(docs), tmp_path / "many")) == 1


def test_a_wire_that_everybody_prints_hangs_together(tmp_path: Path) -> None:
    wire = frozenset({*range(1, 17, 2), *range(0, 60, 2)})
    docs = {f"d{n:03}": Doc(f"s{n}", wire) for n in range(70)}
    assert grown(docs, [*sorted(docs)[1:], "d000"], tmp_path / "w") == {frozenset(docs)}


def test_a_chain_of_likenesses_is_cut_where_it_is_loosest(tmp_path: Path) -> None:
    """Two close clusters of thirty, and one text between them that has a little of either."""
    own = {side: frozenset(range(side, side + 40, 2)) for side in (1000, 2000)}
    docs = {
        f"{side}-{n:02}": Doc("", own[side] | {side * 100 + n * 50 + k for k in range(0, 40, 2)})
        for side in own for n in range(30)
    }  # fmt: skip
    docs["between"] = Doc("", frozenset({*range(1000, 1008, 2), *range(2000, 2008, 2), *range(9000, 9050, 2)}))
    found = grown(docs, sorted(docs), tmp_path / "w")
    assert sorted(map(len, found)) == [1, 30, 30]
