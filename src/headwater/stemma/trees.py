"""Trees: the family tree that tells the collation with the fewest bits.

Every word of the common text arose once and was handed down or dropped (Dollo's law). So a tree is charged for
every word that it must let arise a second time, for every run of words that a copier put in or cut out, and for
every source it makes up. Lost sources are nodes without a text of their own: they have what at least two of their
neighbours share, so they are kept only where they explain more than they cost. Priors speak for dates, credits and
pages that were put up long after their text was written; they are bits too, and wording can outweigh them.

Minimum description length (Rissanen 1978) over stemmata, with observed texts as inner nodes. The search goes from node
to node and takes the best of its moves: another parent, another way up, a lost parent, a second parent.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from headwater.stemma.collation import Segment

ROOT = -1
CUT = 6.0  # bits for each run of words that a copier leaves out: where, and that he did
ADDED = 6.5  # for each run that he puts in: copiers cut a little more than they add
LOST = 20.0  # for a source that nobody in the heap holds
HIDDEN = 12.0  # more if it copied a text that we do hold: what is lost is mostly what was sent out first
PARTIAL = 10.0  # against an edge between two texts of which neither has much of the other
SECOND = 20.0  # for taking words from a second text as well
LIKELY = 8  # parents that a text is tried under at first
SEARCHED = 40  # witnesses; in larger families each text is only put at its best place
ROUNDS = 200  # of descent; it has always stopped long before

Bits = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Shape(NamedTuple):
    """The common text in segments: who has each, and the bits to write it again."""

    has: Flags  # witness x segment
    bits: Bits
    alone: Flags  # witness x segment: nobody else has it
    gaps: npt.NDArray[np.int64]  # witness x witness: in how many pieces the second lacks what the first has


class Priors(NamedTuple):
    """What is known beside the wording, in bits against a relation."""

    parent: Bits  # witness x witness: [p, c] against p as the parent of c
    second: Bits  # the same against p as a further parent, of which a credit says nothing
    origin: Bits  # against a witness having no parent at all
    day: tuple[float, ...]  # when each text was written, as a day number; nan where unknown
    later: float  # bits against a lost parent whose children are all later than its child


class Tree(NamedTuple):
    """Parents by node: first the witnesses, then the lost sources; `second` are the further parents of merged texts."""

    parents: tuple[int, ...]
    second: tuple[tuple[int, int], ...] = ()  # (child, parent)

    def children(self, node: int) -> list[int]:
        """The nodes directly under a node."""
        return [c for c, p in enumerate(self.parents) if p == node]

    def below(self, node: int) -> set[int]:
        """A node and everything under it."""
        found, queue = {node}, [node]
        while queue:
            fresh = [c for c in self.children(queue.pop()) if c not in found]
            found.update(fresh)
            queue += fresh
        return found


def shape(found: Sequence[Segment], witnesses: int) -> Shape:
    """Segments -> arrays."""
    has = np.array([[bool(s.mask >> w & 1) for s in found] for w in range(witnesses)], dtype=np.bool_)
    between = np.array([gaps(text, has) for text in has]).reshape(witnesses, witnesses)
    return Shape(has, np.array([s.bits for s in found]), has & (has.sum(axis=0) == 1), between)


def gaps(held: Flags, among: Flags) -> npt.NDArray[np.int64]:
    """In how many pieces each row of `among` lacks what `held` has; what neither has does not part a piece."""
    missing = ~among[..., held]
    return np.asarray(missing[..., :1].sum(axis=-1) + (missing[..., 1:] & ~missing[..., :-1]).sum(axis=-1))


def thinness(shape: Shape) -> Bits:
    """Bits against each pair as parent and child, by how little of either the other has."""
    size = shape.has @ shape.bits
    both = (shape.has * shape.bits) @ shape.has.T
    return np.asarray(PARTIAL * (1 - both / np.maximum(1.0, np.minimum.outer(size, size))))


def presence(tree: Tree, p: Shape) -> list[Flags]:
    """For every node, which segments its text has.

    A lost source has what two of its neighbours hand to each other, and whatever its most complete copy has alone:
    so it is no cheaper than that copy in its place, unless the others know something that the copy lacks.
    """
    witnesses = len(p.has)
    nodes = len(tree.parents)
    if nodes == witnesses:
        return list(p.has)
    order = _downward(tree)
    children: list[list[int]] = [[] for _ in range(nodes)]
    for c, parent in enumerate(tree.parents):
        if parent != ROOT:
            children[parent].append(c)
    reach: list[Flags] = [p.has[v] if v < witnesses else np.zeros(len(p.bits), dtype=np.bool_) for v in range(nodes)]
    for v in reversed(order):
        if v >= witnesses:
            reach[v] = np.logical_or.reduce([reach[c] for c in children[v]])
    present = list(reach)
    sides: dict[int, npt.NDArray[np.int64]] = {}
    for v in order:
        if v < witnesses:
            continue
        above = tree.parents[v]
        if above == ROOT:
            down = np.zeros(len(p.bits), dtype=np.int64)
        elif above < witnesses:
            down = p.has[above].astype(np.int64)
        else:
            down = (sides[above] - reach[v] >= 1).astype(np.int64)
        sides[v] = down + sum(reach[c].astype(np.int64) for c in children[v])
        present[v] = sides[v] >= 2
        copies = [c for c in children[v] if c < witnesses]
        if copies:
            missing = {c: float(p.bits[present[v] & ~p.has[c]].sum()) for c in copies}
            present[v] |= p.alone[min(copies, key=lambda c: (missing[c], c))]
    return present


def _downward(tree: Tree) -> list[int]:
    """Nodes with every parent before its children."""
    depth: dict[int, int] = {ROOT: 0}

    def of(v: int) -> int:
        if v not in depth:
            depth[v] = of(tree.parents[v]) + 1
        return depth[v]

    return sorted(range(len(tree.parents)), key=lambda v: (of(v), v))


def days(tree: Tree, priors: Priors) -> list[float]:
    """When each node's text was written; a lost source no later than the first of its own copies that we hold."""
    witnesses = len(priors.day)
    found = list(priors.day) + [float("nan")] * (len(tree.parents) - witnesses)
    for v in reversed(_downward(tree)):
        if v >= witnesses:
            under = tree.children(v)
            held = [found[c] for c in under if c < witnesses]
            found[v] = float(np.fmin.reduce(held or [found[c] for c in under]))
    return found


def cost(tree: Tree, p: Shape, priors: Priors) -> float:
    """The bits of a tree, less what every tree has to pay."""
    witnesses, nodes = len(p.has), len(tree.parents)
    present = presence(tree, p)
    total = LOST * (nodes - witnesses) + SECOND * len(tree.second)
    when = days(tree, priors) if nodes > witnesses else ()
    for v, above in enumerate(tree.parents):
        if above == ROOT:
            total += priors.origin[v] if v < witnesses else 0.0
        elif above < witnesses and v < witnesses:
            total += CUT * p.gaps[above, v] + ADDED * p.gaps[v, above] + priors.parent[above, v]
        else:
            total += CUT * int(gaps(present[above], present[v])) + ADDED * int(gaps(present[v], present[above]))
            if above < witnesses:
                copies = sorted(w for w in tree.below(v) if w < witnesses)
                total += HIDDEN + priors.parent[above, copies].min()
            elif when[above] > when[v]:
                total += priors.later
    total += sum(priors.second[other, child] for child, other in tree.second if other < witnesses)
    return float(total + (np.maximum(_arisings(tree, present) - 1, 0) * p.bits).sum())


def _arisings(tree: Tree, present: list[Flags]) -> npt.NDArray[np.int64]:
    """How often each segment arises: at nodes that have it and whose parents have it not."""
    has = np.array([*present, np.zeros_like(present[0])])  # the last row is that of ROOT
    fresh = has[:-1] & ~has[list(tree.parents)]
    for child, other in tree.second:
        fresh[child] &= ~has[other]
    return np.asarray(fresh.sum(axis=0))


def grow(p: Shape, priors: Priors) -> Tree:
    """A first tree: each text in turn, the longest first, under whichever text tells it best."""
    size = (p.has * p.bits).sum(axis=1)
    order = sorted(range(len(p.has)), key=lambda w: (-size[w], w))
    parents: dict[int, int] = {}
    for w in order:
        likely = sorted(parents, key=lambda q: (-float(p.bits[p.has[w] & p.has[q]].sum()), q))[:LIKELY]
        prices = {q: round(_price({**parents, w: q}, p, priors), 6) for q in [ROOT, *likely]}
        parents[w] = min(prices, key=lambda q: (prices[q], q))
    return Tree(tuple(parents[w] for w in range(len(p.has))))


def _price(parents: dict[int, int], p: Shape, priors: Priors) -> float:
    """The cost of a tree over some of the witnesses."""
    some = sorted(parents)
    where = {x: i for i, x in enumerate(some)} | {ROOT: ROOT}
    square = np.ix_(some, some)
    part = p._replace(has=p.has[some], alone=p.alone[some], gaps=p.gaps[square])
    day = tuple(priors.day[i] for i in some)
    known = Priors(priors.parent[square], priors.second[square], priors.origin[some], day, priors.later)
    return cost(Tree(tuple(where[parents[x]] for x in some)), part, known)


Near = Sequence[frozenset[int]]  # for every witness, those that share most with it


def near(p: Shape) -> Near:
    """For every witness, those that share most of the common text with it."""
    both = (p.has * p.bits) @ p.has.T
    every = range(len(p.has))
    best = [sorted((q for q in every if q != w), key=lambda q: (-both[w, q], q))[:LIKELY] for w in every]
    return [frozenset(qs) for qs in best]


def moves(tree: Tree, v: int, kin: Near) -> Iterator[Tree]:
    """Every tree one step away at a node: another parent, a lost source more, a second parent more or less."""
    yield from _reattached(tree, v, kin)
    yield from _reversed(tree, v)
    yield from _with_lost(tree, v, kin)
    yield from _with_second(tree, v, kin)


def _others(tree: Tree, v: int, kin: Near) -> list[int]:
    """The nodes that a node may have to do with: lost sources, and the witnesses that are like it."""
    witnesses = len(kin)
    return [q for q in range(len(tree.parents)) if q != v and (q >= witnesses or v >= witnesses or q in kin[v])]


def _reattached(tree: Tree, v: int, kin: Near) -> Iterator[Tree]:
    below = tree.below(v)
    for q in [ROOT, *_others(tree, v, kin)]:
        if q not in below and q != tree.parents[v]:
            yield Tree(_replaced(tree.parents, {v: q}), tree.second)


def _reversed(tree: Tree, v: int) -> Iterator[Tree]:
    """A child in its parent's place, with or without its siblings; and a whole family hung up at another node."""
    above = tree.parents[v]
    if above == ROOT:
        return
    swap = {v: tree.parents[above], above: v}
    yield Tree(_replaced(tree.parents, swap), tree.second)
    siblings = {c: v for c in tree.children(above) if c != v}
    if siblings:
        yield Tree(_replaced(tree.parents, siblings | swap), tree.second)
    yield Tree(_replaced(tree.parents, _turned(tree, v)), tree.second)


def _turned(tree: Tree, node: int) -> dict[int, int]:
    """The parents on the way from a node to its origin, the other way round."""
    turned, child = {node: ROOT}, node
    while tree.parents[child] != ROOT:
        turned[tree.parents[child]] = child
        child = tree.parents[child]
    return turned


def _with_lost(tree: Tree, v: int, kin: Near) -> Iterator[Tree]:
    """A lost source above a node and its parent, above it and all its children, or above it and a sibling."""
    new, above, under = len(tree.parents), tree.parents[v], tree.children(v)
    if above != ROOT:
        yield Tree((*_replaced(tree.parents, {v: new, above: new}), tree.parents[above]), tree.second)
    if len(under) > 1:
        yield Tree((*_replaced(tree.parents, dict.fromkeys([v, *under], new)), above), tree.second)
    for w in _others(tree, v, kin):
        if tree.parents[w] == above:
            yield Tree((*_replaced(tree.parents, {v: new, w: new}), above), tree.second)


def _with_second(tree: Tree, v: int, kin: Near) -> Iterator[Tree]:
    """A second parent more or less; and a child turned into the second parent of what it hung on."""
    had = [s for s in tree.second if s[0] == v]
    for one in had:
        yield Tree(tree.parents, tuple(s for s in tree.second if s != one))
    if had or v >= len(kin) or tree.parents[v] == ROOT:
        return
    below = tree.below(v)
    for q in _others(tree, v, kin):
        if q not in below and q != tree.parents[v]:
            yield Tree(tree.parents, tuple(sorted((*tree.second, (v, q)))))
    for child in tree.children(v):
        yield Tree(_replaced(tree.parents, {child: ROOT}), tuple(sorted((*tree.second, (v, child)))))


def _replaced(parents: tuple[int, ...], change: dict[int, int]) -> tuple[int, ...]:
    return tuple(change.get(v, p) for v, p in enumerate(parents))


def tidy(tree: Tree, witnesses: int) -> Tree:
    """The tree without lost sources that have fewer than two children, nodes renumbered."""
    parents = dict(enumerate(tree.parents))
    while True:
        idle = [v for v in parents if v >= witnesses and sum(p == v for p in parents.values()) < 2]
        if not idle:
            break
        gone = idle[0]
        above = parents.pop(gone)
        parents = {v: above if p == gone else p for v, p in parents.items()}
    kept = {v: i for i, v in enumerate(sorted(parents))} | {ROOT: ROOT}
    second = {(kept[c], kept[p]) for c, p in tree.second if c in parents and p in kept}
    now = Tree(tuple(kept[parents[v]] for v in sorted(parents)), tuple(sorted(second)))
    return Tree(now.parents, tuple((c, p) for c, p in now.second if p not in now.below(c) and p != now.parents[c]))


def search(p: Shape, priors: Priors) -> Tree:
    """The best tree that descent finds: from what is held alone, and from a world where every source is lost."""
    first = grow(p, priors)
    if len(p.has) > SEARCHED:
        return first
    found = [descend(start, p, priors) for start in (first, bereft(first))]
    return min(found, key=lambda t: (round(cost(t, p, priors), 6), t))


def descend(tree: Tree, p: Shape, priors: Priors) -> Tree:
    """Node by node to the best neighbour, round after round until there is none better."""
    witnesses, kin = len(p.has), near(p)
    best, price = tree, cost(tree, p, priors)
    for _ in range(ROUNDS):
        before, v = price, 0
        while v < len(best.parents):
            options = {tidy(t, witnesses) for t in moves(best, v, kin)} - {best}
            found = min(((round(cost(t, p, priors), 6), t) for t in options), default=(price, best))
            if found[0] < price - 1e-6:
                price, best = found
            v += 1
        if price == before:
            break
    return best


def bereft(tree: Tree) -> Tree:
    """The tree with every text that has children made one more child of a lost source in its place."""
    parents = list(tree.parents)
    for v in range(len(tree.parents)):
        under = tree.children(v)
        if under:
            parents.append(parents[v])
            for c in (v, *under):
                parents[c] = len(parents) - 1
    return Tree(tuple(parents))


def rivals(tree: Tree, p: Shape, priors: Priors, node: int, kin: Near) -> dict[int, float]:
    """The cost of the tree with a node under each parent that it may have, its own one included."""
    below = tree.below(node)
    options = sorted({ROOT, tree.parents[node], *_others(tree, node, kin)} - below)
    return {q: cost(Tree(_replaced(tree.parents, {node: q}), tree.second), p, priors) for q in options}
