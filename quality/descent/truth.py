"""Truth: the gold of a heap, from every witness and every edge that there was, those that are lost among them.

What is lost and left fewer than two copies is contracted away: its copies stand under what it was made from. A lost
source that is the same to the letter as a text at hand is that text. Quotations do not make a source visible.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from quality.descent.model import Edge, Gold, Lost, Witness

NEEDED = 3  # readings that any stand-in lacks and others have: from then on a lost source shows in the texts
COMPARED = 64  # in larger stories no rivals are looked for

Readings = frozenset[tuple[int, str]]


def gold(witnesses: Sequence[Witness], edges: Iterable[Edge], shown: bool = False) -> Gold:
    """The truth; with `shown`, lost sources that the texts do not show are replaced by the text that could be they."""
    graph = Graph(witnesses, edges)
    for w in reversed(witnesses):  # children come after their parents
        if w.lost:
            graph.settle(w.name, shown)
    stories: dict[str, list[str]] = defaultdict(list)
    for w in witnesses:
        if not w.lost:
            stories[w.story].append(w.name)
    over = {v: graph.over(v) for v in graph.above}
    return Gold(
        {s: tuple(sorted(names)) for s, names in stories.items()},
        tuple(sorted(e._replace(rivals=graph.rivals(e, stories, over)) for e in graph.edges())),
        tuple(sorted(graph.lost())),
        {w.name: graph.twin[w.name] for w in witnesses if not w.lost},
        frozenset((a, v) for v, up in over.items() for a in up if not graph.of[a].lost and not graph.of[v].lost),
        {s: len(graph.tops(names)) for s, names in stories.items()},
    )


class Graph:
    """Who stands above whom, while what left no trace is taken out."""

    def __init__(self, witnesses: Sequence[Witness], edges: Iterable[Edge]) -> None:
        self.of = {w.name: w for w in witnesses}
        self.above: dict[str, dict[str, Edge]] = {w.name: {} for w in witnesses}
        self.below: dict[str, dict[str, None]] = {w.name: {} for w in witnesses}
        self.readings: dict[str, Readings] = {w.name: w.text.readings for w in witnesses}
        first: dict[str, str] = {}
        for w in sorted(witnesses, key=lambda w: w.lost):
            first.setdefault(w.text.body, w.name)
        self.twin = {w.name: first[w.text.body] for w in witnesses}
        for e in edges:
            self._set(e)

    def edges(self) -> list[Edge]:
        """All that are left."""
        return [e for found in self.above.values() for e in found.values()]

    def settle(self, v: str, shown: bool) -> None:
        """A lost witness is left standing, taken for another witness, or contracted."""
        copies, quotes = self._under(v)
        same = next((w for w in (*self.above[v], *copies) if self.twin[w] == self.twin[v]), None)
        if same:
            self._stand_in(same, v)
        elif len(copies) == 1 and not self.above[v]:
            self._stand_in(copies[0], v)
        elif len(copies) < 2:
            for child in (*copies, *quotes):
                for parent, upper in self.above[v].items():
                    self._set(Edge(parent, child, *_together(upper, self.above[child][v])))
            self._drop(v)
        elif shown and (stand_in := self._stand_in_of(v, copies)):
            self._stand_in(stand_in, v)

    def lost(self) -> list[Lost]:
        """The lost witnesses that are left."""
        left = [(v, self._under(v)[0]) for v in self.above if self.of[v].lost]
        return [Lost(v, frozenset(copies), self._stand_in_of(v, copies) is None) for v, copies in left]

    def over(self, v: str) -> set[str]:
        """All that stands above."""
        found: set[str] = set()
        queue = [v]
        while queue:
            fresh = self.above[queue.pop()].keys() - found
            found |= fresh
            queue += fresh
        return found

    def tops(self, names: Sequence[str]) -> set[str]:
        """The independent texts behind some: under nothing themselves; a text that quotes stands alone."""
        found: set[str] = set()
        queue, seen = list(names), set(names)
        while queue:
            v = queue.pop()
            up = [p for p, e in self.above[v].items() if e.how != "quote"]
            if not up:
                found.add(v)
            queue += [p for p in up if p not in seen]
            seen |= set(up)
        return found

    def rivals(self, e: Edge, stories: dict[str, list[str]], over: dict[str, set[str]]) -> tuple[str, ...]:
        """The texts that could as well be the parent, by wording alone."""
        members = stories[self.of[e.child].story]
        if self.of[e.parent].lost or self.of[e.child].lost or len(members) > COMPARED:
            return ()
        others = self.above[e.child].keys() - {e.parent}
        had = self.readings[e.child].difference(*(self.readings[o] for o in others))
        enough, known = len(had & self.readings[e.parent]), {e.parent, e.child, *others}
        return tuple(
            w
            for w in members
            if w not in known and e.child not in over[w] and self.twin[w] != self.twin[e.parent]
            and len(had & self.readings[w]) >= enough
        )  # fmt: skip

    def _under(self, v: str) -> tuple[list[str], list[str]]:
        copies = [c for c in self.below[v] if self.above[c][v].how != "quote"]
        return copies, [c for c in self.below[v] if self.above[c][v].how == "quote"]

    def _set(self, edge: Edge) -> None:
        if edge.parent != edge.child and edge.parent not in self.above[edge.child]:
            self.above[edge.child][edge.parent] = edge
            self.below[edge.parent][edge.child] = None

    def _drop(self, v: str) -> None:
        for c in self.below.pop(v):
            del self.above[c][v]
        for p in self.above.pop(v):
            del self.below[p][v]

    def _stand_in(self, w: str, v: str) -> None:
        """One neighbour takes the place of a lost witness."""
        for child in self.below[v]:
            if child != w:
                self._set(self.above[child][v]._replace(parent=w))
            else:
                for parent, upper in self.above[v].items():
                    self._set(Edge(parent, w, *_together(upper, self.above[child][v])))
        self._drop(v)

    def _stand_in_of(self, v: str, copies: Sequence[str]) -> str | None:
        """The neighbour that could be the lost witness: it lacks hardly any reading that others have through it."""
        around = [*copies, *self.above[v]]
        held = {w: self.readings[w] & self.readings[v] for w in around}
        lacks = {w: len(frozenset().union(*(held[o] for o in around if o != w)) - held[w]) for w in around}
        best = min(around, key=lambda w: (lacks[w], self.of[w].lost, w))
        return best if lacks[best] < NEEDED else None


def _together(upper: Edge, lower: Edge) -> tuple[str, tuple[str, ...]]:
    """What two edges in a row come to."""
    for how in ("quote", "rewrite", "merge", "update", "trim"):
        if how in (upper.how, lower.how):
            return how, (*upper.operations, *lower.operations)
    return "copy", (*upper.operations, *lower.operations)
