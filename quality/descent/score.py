"""The score: what was found of the edges, the lost sources and the origins, and how honest its probabilities are.

Everything is read from the tables `witnesses`, `derivations` and `alternatives` of the contract.

edges        directed, between documents, asserted from a probability of .5. Texts that are the same to the letter are
             one: their probabilities are added, an edge from or to a twin counts as right. An edge under a lost source
             is scored with the lost sources; where what was lost left one copy only, the text above it is the parent
undirected   the same edges without their direction
ancestors    every document with each document above it, through whatever is lost
root         the text, or a lost source, that most of a story's largest family is put under
lost         a found source is a true one where the documents nearest under both (copies, not quotations) overlap by
             half or more (Jaccard), one to one, the best first; `exact` where they are the same
merges       of the texts made of two others that the heap holds, those for which both are asserted
origins      independent texts behind a story's documents, by all edges of the best tree, as the column `origin` of
             the contract counts them: right to the number, and the mean error
calibration  the mean distance of probabilities from the share that is true, in ten bins; runners-up from .02 count. Of
             texts that are the same to the letter nobody can say which it was that took it from elsewhere, and which
             from its twin, but that one of them did: theirs are added, and edges between them ask nothing
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from quality.descent.model import Edge, Gold

ASSERTED = 0.5
LISTED = 0.02
BINS = 10
OVERLAP = 0.5

Row = Mapping[str, Any]
Pair = tuple[str, str]


class Found:
    """What the tables say, read with the twins of the gold."""

    def __init__(self, gold: Gold, witnesses: Sequence[Row], derivations: Sequence[Row], runners: Sequence[Row] = ()):
        self.gold = gold
        self.documents = set(gold.twin)
        self.lost = sorted(w["id"] for w in witnesses if w["kind"] == "lost")
        chance: dict[Pair, float] = defaultdict(float)
        between: dict[Pair, float] = defaultdict(float)
        for row in (*derivations, *runners):
            one, two = self.one(row["parent"]), self.one(row["child"])
            chance[one, row["child"]] += row["probability"]
            between[one, two] += row["probability"] * (one != two)
        self.chances = dict(between)
        self.tree = {(r["parent"], r["child"]): str(r["how"]) for r in derivations}
        self.edges = {
            (r["parent"], r["child"]): str(r["how"])
            for r in derivations
            if chance[self.one(r["parent"]), r["child"]] >= ASSERTED
        }

    def one(self, witness: str) -> str:
        """The class of twins of a document; a lost source is its own."""
        return self.gold.twin.get(witness, witness)

    @cached_property
    def between(self) -> list[Pair]:
        """The edges between documents."""
        return sorted(e for e in self.edges if self.documents.issuperset(e))

    @cached_property
    def classes(self) -> set[Pair]:
        """The same between classes of twins."""
        return {(self.one(p), self.one(c)) for p, c in self.between}

    @cached_property
    def matched(self) -> dict[str, str]:
        """Found lost sources and the true ones that they are."""
        true = {x.name: nearest(x.name, _children_of_gold(self.gold)) for x in self.gold.lost}
        found = {v: nearest(v, _children(self.edges)) for v in self.lost}
        alike = sorted(
            (-_jaccard(self._ones(found[v]), self._ones(true[t])), v, t) for v in found for t in true
        )  # fmt: skip
        result: dict[str, str] = {}
        for value, v, t in alike:
            if -value >= OVERLAP and v not in result and t not in result.values():
                result[v] = t
        return result

    def _ones(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(self.one(n) for n in names)

    @cached_property
    def exact(self) -> int:
        """Matched lost sources with exactly the copies that they have."""
        true, found = _children_of_gold(self.gold), _children(self.edges)
        return sum(self._ones(nearest(v, found)) == self._ones(nearest(t, true)) for v, t in self.matched.items())


def score(found: Found) -> dict[str, float]:
    """All figures of one heap."""
    return {
        **_edges(found),
        **_ancestors(found),
        "root": _roots(found),
        **_lost(found),
        **_merges(found),
        **_origins(found),
        "calibration error": calibration(found),
        **_kinds(found),
    }


def right(found: Found, parent: str, child: str) -> bool:
    """Whether an edge between two documents is in the gold, or would be for their twins."""
    one, two = found.one(parent), found.one(child)
    return one == two or (one, two) in _true(found)


def _true(found: Found) -> set[Pair]:
    return {(found.one(e.parent), found.one(e.child)) for e in gold_edges(found.gold)}


def gold_edges(gold: Gold) -> list[Edge]:
    """The edges between documents."""
    return [e for e in gold.edges if e.parent in gold.twin and e.child in gold.twin]


def reached(found: Found, parent: str, child: str) -> bool:
    """Whether an edge of the gold was found, if only for twins."""
    one, two = found.one(parent), found.one(child)
    return one == two or (one, two) in found.classes


def reached_or_rival(found: Found, edge: Edge) -> bool:
    """Whether it was, or one from a text that is as good a parent by wording."""
    return any(reached(found, p, edge.child) for p in (edge.parent, *edge.rivals))


def _edges(found: Found) -> dict[str, float]:
    true, mine = _true(found), found.classes
    hits = [e for e in found.between if right(found, *e)]
    precision = len(hits) / max(1, len(found.between))
    wanted = gold_edges(found.gold)
    recall = sum(reached(found, e.parent, e.child) for e in wanted) / max(1, len(wanted))
    flat = {frozenset(e) for e in true}
    either = sum(found.one(p) == found.one(c) or frozenset((found.one(p), found.one(c))) in flat
                 for p, c in found.between) / max(1, len(found.between))  # fmt: skip
    mine_flat = {frozenset(e) for e in mine}
    back = sum(frozenset((found.one(e.parent), found.one(e.child))) in mine_flat for e in wanted) / max(1, len(wanted))
    return {
        "edges precision": precision,
        "edges recall": recall,
        "edges F1": f1(precision, recall),
        "undirected F1": f1(either, back),
    }


def f1(precision: float, recall: float) -> float:
    """The harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _ancestors(found: Found) -> dict[str, float]:
    up = _parents(found.edges)
    mine = {
        (found.one(a), found.one(d))
        for d in found.documents for a in above(d, up) & found.documents if found.one(a) != found.one(d)
    }  # fmt: skip
    true = {(found.one(a), found.one(d)) for a, d in found.gold.above if found.one(a) != found.one(d)}
    both = len(mine & true)
    return {"ancestors F1": f1(both / max(1, len(mine)), both / max(1, len(true)))}


def above(node: str, up: Mapping[str, Iterable[str]]) -> set[str]:
    """All that stands above a node."""
    found: set[str] = set()
    queue = [node]
    while queue:
        fresh = set(up.get(queue.pop(), ())) - found
        found |= fresh
        queue += sorted(fresh)
    return found


def _parents(edges: Iterable[Pair]) -> dict[str, list[str]]:
    up: dict[str, list[str]] = defaultdict(list)
    for p, c in edges:
        up[c].append(p)
    return up


def _children(edges: Mapping[Pair, str]) -> dict[str, list[str]]:
    down: dict[str, list[str]] = defaultdict(list)
    for (p, c), how in sorted(edges.items()):
        if how != "quote":
            down[p].append(c)
    return down


def _children_of_gold(gold: Gold) -> dict[str, list[str]]:
    return _children({(e.parent, e.child): e.how for e in gold.edges})


def nearest(node: str, down: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """The documents nearest under a lost source: its copies, and those of lost sources under it."""
    found: set[str] = set()
    queue, seen = list(down.get(node, ())), {node}
    while queue:
        v = queue.pop()
        if v in seen:
            continue
        seen.add(v)
        if v.startswith("lost:"):
            queue += down.get(v, ())
        else:
            found.add(v)
    return frozenset(found)


def _jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, len(a | b))


def tops(documents: Iterable[str], edges: Mapping[Pair, str]) -> dict[str, set[str]]:
    """For every document the origins that it stands under; a text that quotes is its own, a circle has one."""
    up = _parents(e for e, how in edges.items() if how != "quote")
    over = {d: {d, *above(d, up)} for d in documents}
    return {d: {v for v in vs if not up.get(v)} or {min(vs)} for d, vs in over.items()}


def _roots(found: Found) -> float:
    """The share of stories whose largest family is put under its true root."""
    true = {(e.parent, e.child): e.how for e in found.gold.edges}
    good = asked = 0
    for documents in found.gold.stories.values():
        of = tops(documents, true)
        groups: dict[str, list[str]] = defaultdict(list)
        for d, roots in sorted(of.items()):
            groups[min(roots)].append(d)
        root, members = max(groups.items(), key=lambda x: (len(x[1]), x[0]))
        if len(members) > 1:
            mine = tops(members, found.edges)
            count: dict[str, int] = defaultdict(int)
            for d in members:
                for r in sorted(mine[d]):
                    count[found.one(r)] += 1
            best = max(count, key=lambda r: (count[r], r))
            asked += 1
            good += best == found.one(root) or (found.matched.get(best) == root)
    return good / max(1, asked)


def _lost(found: Found) -> dict[str, float]:
    """Of lost sources, true and found; where nothing is lost, only how many were made up."""
    true, hit = found.gold.lost, set(found.matched.values())
    counted = {"lost sources, true": float(len(true)), "lost sources, found": float(len(found.lost))}
    if not true:
        return counted | {"lost sources made up": float(len(found.lost))}
    precision, recall = len(hit) / max(1, len(found.lost)), len(hit) / len(true)
    shown = [x.name in hit for x in true if x.shown]
    shares = {"lost sources that show, recall": sum(shown) / len(shown)} if shown else {}
    return (
        counted
        | shares
        | {
            "lost sources precision": precision,
            "lost sources recall": recall,
            "lost sources F1": f1(precision, recall),
            "lost sources, exact": found.exact / len(true),
        }
    )


def _merges(found: Found) -> dict[str, float]:
    """The share of merged texts for which both parents are asserted; both in one copy's place do not count."""
    parents: dict[str, set[str]] = defaultdict(set)
    for e in found.gold.edges:
        if e.how == "merge" and e.child in found.documents:
            parents[found.one(e.child)].add(found.one(e.parent))
    mine = {(found.matched.get(p, found.one(p)), found.one(c)) for p, c in found.edges}
    hits = [all((p, c) in mine for p in ps) for c, ps in sorted(parents.items()) if len(ps) > 1]
    return {"merges, both parents": sum(hits) / len(hits)} if hits else {}


def _origins(found: Found) -> dict[str, float]:
    errors = []
    for story, documents in found.gold.stories.items():
        mine = {found.one(t) for ts in tops(documents, found.tree).values() for t in ts}
        errors.append(abs(len(mine) - found.gold.origins[story]))
    return {
        "origins exact": sum(e == 0 for e in errors) / max(1, len(errors)),
        "origins mean error": sum(errors) / max(1, len(errors)),
    }


def calibration(found: Found) -> float:
    """The expected calibration error over edges from documents and from lost sources."""
    true = {(found.one(e.parent), found.one(e.child)) for e in found.gold.edges}
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for (parent, child), chance in sorted(found.chances.items()):
        if chance < LISTED:
            continue
        edge = found.matched.get(parent, parent), found.matched.get(child, child)
        said = min(1.0, chance)
        bins[min(BINS - 1, int(BINS * said))].append((said, edge in true))
    total = sum(len(b) for b in bins.values())
    return sum(abs(sum(x for x, _ in b) - sum(y for _, y in b)) for b in bins.values()) / max(1, total)


def _kinds(found: Found) -> dict[str, float]:
    """Recall of edges by how the child came about; of quotations also where texts that hold the same words count."""
    of: dict[str, list[bool]] = defaultdict(list)
    for e in gold_edges(found.gold):
        of[f"{e.how}, recall"].append(reached(found, e.parent, e.child))
        of["edges recall, any holder of the same wording"].append(reached_or_rival(found, e))
        if e.how == "quote":
            of["quote, recall, any holder"].append(reached_or_rival(found, e))
    return {figure: sum(hits) / len(hits) for figure, hits in sorted(of.items())}
