"""The score: pairs and characters, precision and recall; recall by kind; passages for each true stretch."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyarrow as pa

from headwater.engine import Engine
from headwater.pages import Page, from_rows
from headwater.passages import Passage
from headwater.pipeline import REUSE, run
from headwater.records import from_table
from quality.reuse.kinds import KINDS
from quality.reuse.model import Heap
from quality.reuse.truth import Extent, Pair, Truth, bits, together, truths

QUOTES = frozenset({"quote", "quotes"})
NOTHING = Truth([], Extent(), False)


class Found(NamedTuple):
    """One passage of a pair: the characters that it covers, its kind, the stretches that it belongs with."""

    extent: Extent
    kind: str
    cluster: str


class Judged(NamedTuple):
    """A heap with its truth, and what was found of it."""

    heap: Heap
    true: dict[Pair, Truth]
    found: dict[Pair, list[Found]]
    apart: float  # of the pairs that share a commonplace and nothing else, those not taken for copies

    def of(self, pair: Pair) -> Truth:
        """The truth of a pair."""
        return self.true.get(pair, NOTHING)

    def false(self) -> list[Pair]:
        """The pairs that share nothing and were found."""
        return [pair for pair in self.found if not self.of(pair).stretches]


def judged(heap: Heap, form: str, engine: Engine | None = None) -> Judged:
    """The heap through the steps of reuse, each document a row with its id, its text (as this form) and its address."""
    rows = ({"id": d.name, form: d.text, "url": d.url} for d in heap.documents)
    tables = run([page for page in from_rows(rows, "heap") if isinstance(page, Page)], engine=engine, steps=REUSE)
    true = truths(heap.documents)
    raw = _found(tables)
    found = {pair: kept for pair, every in raw.items() if (kept := _settled(every, true.get(pair, NOTHING)))}
    return Judged(heap, true, dict(sorted(found.items())), _apart(true, raw))


def _found(tables: Mapping[str, pa.Table]) -> dict[Pair, list[Found]]:
    """The passages by pair of names; stock phrases make no pair."""
    found: dict[Pair, list[Found]] = defaultdict(list)
    for p in from_table(Passage, tables["passages"]):
        if p.kind != "stock":
            one, two = sorted(((p.a, bits(p.a_start, p.a_end)), (p.b, bits(p.b_start, p.b_end))))
            found[one[0], two[0]].append(Found(Extent(one[1], two[1]), p.kind, p.cluster))
    return found


def _settled(every: Iterable[Found], truth: Truth) -> list[Found]:
    """Passages that do not lie in what counts for nothing."""
    return [f for f in every if 2 * (f.extent & truth.free).size() < f.extent.size()]


def _apart(true: Mapping[Pair, Truth], raw: Mapping[Pair, list[Found]]) -> float:
    """Commonplaces may be found, as stock or as quotations; the share that is not called a copy."""
    pairs = [pair for pair, t in true.items() if t.commonplace and not t.stretches]
    return sum(all(f.kind != "copy" for f in raw.get(pair, ())) for pair in pairs) / max(1, len(pairs))


def score(judgement: Judged, of_kinds: bool = True) -> dict[str, float]:
    """The figures of a heap; copies of a viral body and commonplaces have figures of their own."""
    kind = {d.name: d.kind for d in judgement.heap.documents}
    viral = {name for name, k in kind.items() if k == "viral"}
    wanted = [pair for pair, t in judgement.true.items() if t.stretches and not viral.issuperset(pair)]
    found = [pair for pair in judgement.found if not viral.issuperset(pair)]
    result = _pairs_and_characters(judgement, wanted, found)
    if of_kinds:
        for k in KINDS:
            if of_kind := [pair for pair in wanted if k in (kind[pair[0]], kind[pair[1]])]:
                result |= {f"{k}, {figure}": value for figure, value in _recall(judgement, of_kind).items()}
        if quoted := [pair for pair in wanted if not QUOTES.isdisjoint((kind[pair[0]], kind[pair[1]]))]:
            result["quotes of 1–3 sentences, pairs recall"] = _recall(judgement, quoted)["pairs recall"]
    hit = [pair for pair in wanted if pair in judgement.found]
    pieces = sum(len(judgement.found[pair]) for pair in hit)
    result["stretches for each passage"] = sum(len(judgement.of(pair).stretches) for pair in hit) / max(1, pieces)
    if viral:
        result["commonplaces not taken for copies"] = judgement.apart
        result |= _viral(
            judgement, [pair for pair, t in judgement.true.items() if t.stretches and viral.issuperset(pair)]
        )
    return result


def _pairs_and_characters(judgement: Judged, wanted: list[Pair], found: list[Pair]) -> dict[str, float]:
    hit = sum(bool(judgement.of(pair).stretches) for pair in found)
    printed = right = 0
    for pair in found:
        have = together(f.extent for f in judgement.found[pair]).without(judgement.of(pair).free)
        printed, right = printed + have.size(), right + (have & judgement.of(pair).wanted).size()
    recall = _recall(judgement, wanted)
    return {
        "pairs precision": hit / max(1, len(found)),
        "pairs recall": recall["pairs recall"],
        "characters precision": right / max(1, printed),
        "characters recall": recall["characters recall"],
    }


def _recall(judgement: Judged, pairs: list[Pair]) -> dict[str, float]:
    """The share of pairs that are found, and of their characters."""
    covered = wanted = 0
    for pair in pairs:
        want = judgement.of(pair).wanted
        have = together(f.extent for f in judgement.found.get(pair, ()))
        wanted, covered = wanted + want.size(), covered + (want & have).size()
    return {
        "pairs recall": sum(pair in judgement.found for pair in pairs) / max(1, len(pairs)),
        "characters recall": covered / max(1, wanted),
    }


def _viral(judgement: Judged, pairs: list[Pair]) -> dict[str, float]:
    """How much of a body that very many print is found; links through a cluster count, as not every pair is listed."""
    clusters: dict[str, set[str]] = defaultdict(set)
    covered: dict[str, int] = defaultdict(int)
    wanted: dict[str, int] = defaultdict(int)
    for pair in pairs:
        want = judgement.of(pair).wanted
        have = together(f.extent for f in judgement.found.get(pair, ())) & want
        for name, need, got in zip(pair, want, have, strict=True):
            wanted[name] |= need
            covered[name] |= got
            clusters[name] |= {f.cluster for f in judgement.found.get(pair, ())}
    linked = sum(pair in judgement.found or bool(clusters[pair[0]] & clusters[pair[1]]) for pair in pairs)
    return {
        "viral, pairs recall": linked / max(1, len(pairs)),
        "viral, characters recall": sum(x.bit_count() for x in covered.values())
        / max(1, sum(x.bit_count() for x in wanted.values())),
    }
