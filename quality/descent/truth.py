"""Truth: the gold of a heap, from every witness and every edge that there was, those that are lost among them.

What is lost and left fewer than two copies is contracted away: its copies stand under what it was made from. A lost
source that is the same to the letter as a text at hand is that text. Quotations do not make a source visible.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from quality.descent.copiers import same
from quality.descent.model import Edge, Gold, Lost, Witness

NEEDED = 3  # readings that any stand-in lacks and others have: from then on a lost source shows in the texts

Above = dict[str, dict[str, Edge]]  # child -> parent -> the edge between them


def gold(witnesses: Sequence[Witness], edges: Iterable[Edge], shown: bool = False) -> Gold:
    """The truth; with `shown`, lost sources that the texts do not show are replaced by the text that could be they."""
    of = {w.name: w for w in witnesses}
    above: Above = {w.name: {} for w in witnesses}
    for e in edges:
        above[e.child][e.parent] = e
    for w in reversed(witnesses):  # children come after their parents
        if w.lost:
            _settle(w.name, above, of, shown)
    lost = [_lost(v, above, of) for v in above if of[v].lost]
    stories: dict[str, list[str]] = defaultdict(list)
    for w in witnesses:
        if not w.lost:
            stories[w.story].append(w.name)
    over = _ancestors(above, of)
    edges = [e._replace(rivals=_rivals(e, above, of, over)) for found in above.values() for e in found.values()]
    return Gold(
        {s: tuple(sorted(names)) for s, names in stories.items()},
        tuple(
            sorted(e._replace(rivals=_rivals(e, above, of, over)) for found in above.values() for e in found.values())
        ),
        tuple(sorted(lost)),
        _twins(witnesses),
        over,
        {s: len(_tops(names, above)) for s, names in stories.items()},
    )


def _settle(v: str, above: Above, of: Mapping[str, Witness], shown: bool) -> None:
    """A lost witness is left standing, taken for another witness, or contracted."""
    copies, quotes = _under(v, above)
    if twin := next((w for w in (*above[v], *copies) if same(of[w].text, of[v].text)), None):
        _stand_in(twin, v, above)
    elif len(copies) == 1 and not above[v]:
        _stand_in(copies[0], v, above)
    elif len(copies) < 2:
        for child in (*copies, *quotes):
            edge = above[child].pop(v)
            for parent, upper in above[v].items():
                _set(above, Edge(parent, child, *_together(upper, edge)))
        del above[v]
    elif shown and (stand_in := _stand_in_of(v, copies, above, of)):
        _stand_in(stand_in, v, above)


def _under(v: str, above: Above) -> tuple[list[str], list[str]]:
    copies = [c for c, found in above.items() if v in found and found[v].how != "quote"]
    return copies, [c for c, found in above.items() if v in found and found[v].how == "quote"]


def _stand_in(w: str, v: str, above: Above) -> None:
    """One neighbour takes the place of a lost witness."""
    for child, found in above.items():
        if v in found:
            edge = found.pop(v)
            if child != w:
                _set(above, edge._replace(parent=w))
            else:
                for parent, upper in above[v].items():
                    _set(above, Edge(parent, w, *_together(upper, edge)))
    del above[v]


def _set(above: Above, edge: Edge) -> None:
    if edge.parent != edge.child:
        above[edge.child].setdefault(edge.parent, edge)


def _together(upper: Edge, lower: Edge) -> tuple[str, tuple[str, ...]]:
    """What two edges in a row come to."""
    for how in ("quote", "rewrite", "merge", "update", "trim"):
        if how in (upper.how, lower.how):
            return how, (*upper.operations, *lower.operations)
    return "copy", (*upper.operations, *lower.operations)


def _stand_in_of(v: str, copies: Sequence[str], above: Above, of: Mapping[str, Witness]) -> str | None:
    """The neighbour that could be the lost witness: it lacks hardly any reading that two others have through it."""
    around = [*copies, *above[v]]
    own = of[v].text.readings
    held = {w: of[w].text.readings & own for w in around}
    lacks = {w: len(frozenset().union(*(held[o] for o in around if o != w)) - held[w]) for w in around}
    best = min(around, key=lambda w: (lacks[w], of[w].lost, w))
    return best if lacks[best] < NEEDED else None


def _rivals(e: Edge, above: Above, of: Mapping[str, Witness], over: frozenset[tuple[str, str]]) -> tuple[str, ...]:
    """The texts that could as well be the parent, by wording alone."""
    if of[e.parent].lost or of[e.child].lost:
        return ()
    others = above[e.child].keys() - {e.parent}
    had = of[e.child].text.readings.difference(*(of[o].text.readings for o in others))
    enough = len(had & of[e.parent].text.readings)
    known = {e.parent, e.child, *others}
    return tuple(
        w.name
        for w in of.values()
        if w.story == of[e.child].story and not w.lost and w.name not in known and (e.child, w.name) not in over
        and len(had & w.text.readings) >= enough and not same(w.text, of[e.parent].text)
    )  # fmt: skip


def _lost(v: str, above: Above, of: Mapping[str, Witness]) -> Lost:
    copies, _ = _under(v, above)
    return Lost(v, frozenset(copies), _stand_in_of(v, copies, above, of) is None)


def _twins(witnesses: Sequence[Witness]) -> dict[str, str]:
    first: dict[str, str] = {}
    return {w.name: first.setdefault(w.text.body, w.name) for w in witnesses if not w.lost}


def _ancestors(above: Above, of: Mapping[str, Witness]) -> frozenset[tuple[str, str]]:
    found = set()
    for v in above:
        queue, seen = list(above[v]), set(above[v])
        while queue:
            p = queue.pop()
            fresh = set(above[p]) - seen
            seen |= fresh
            queue += sorted(fresh)
        found |= {(a, v) for a in seen if not of[a].lost and not of[v].lost}
    return frozenset(found)


def _tops(names: Sequence[str], above: Above) -> set[str]:
    """The independent texts behind some: what stands above each and under nothing; a text that quotes stands alone."""
    tops: set[str] = set()
    for name in names:
        queue, seen = [name], {name}
        while queue:
            v = queue.pop()
            up = [p for p, e in above[v].items() if e.how != "quote"]
            if not up:
                tops.add(v)
            queue += [p for p in up if p not in seen]
            seen |= set(up)
    return tops
