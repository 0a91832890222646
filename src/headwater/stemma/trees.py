"""Trees: the family tree that tells the common text with the fewest bits.

A tree is charged for every edge (see `prices`), for every source that it makes up and for every second parent. Lost
sources are nodes without a text of their own: they have what their neighbours hand to each other, and are kept only
where they explain more than they cost. Priors speak for dates, credits and pages that were put up long after their
text was written; they are bits too, and wording can outweigh them.

Minimum description length (Rissanen 1978) over stemmata, with observed texts as inner nodes. Without lost sources the
best tree is found exactly, as an arborescence. From there the search goes from node to node and takes the best of its
moves: another parent, another way up, a lost parent, a second parent.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from headwater.stemma.arborescence import cheapest
from headwater.stemma.nearness import SEARCHED, Near, near
from headwater.stemma.prices import WEIGHTS, Bits, Common, Ledger, created, prices

ROOT = -1
PLACE = WEIGHTS["lost place"]  # bits for a lost source, times those that say where it stands
HIDDEN = WEIGHTS["hidden"]  # more if it copied a text that we do hold: what is lost is mostly what was sent out first
SECOND = WEIGHTS["second"]  # for taking words from a second text as well
LENDING = 30.0  # bits of wording that each of two parents must have and the other lack
LENDERS = 60  # pairs of a text and a second parent that are tried
IMPOSSIBLE = 1e9  # bits
SURE = 1e-6  # bits; a smaller gain is rounding
RINGS = 24  # edges that are given up so that one text can lend to another
ROUNDS = 200  # of descent; it has always stopped long before


class Priors(NamedTuple):
    """What is known beside the wording, in bits against a relation."""

    parent: Bits  # witness x witness: [p, c] against p as the parent of c
    second: Bits  # the same against p as a further parent, of which a credit says nothing
    origin: Bits  # against a witness having no parent at all
    unseen: Bits  # against a witness having a lost origin as its parent
    day: tuple[float, ...]  # when each text was written, as a day number; nan where unknown
    later: float  # bits against a lost parent whose children are all later than its child
    lost: float  # bits against a source that nobody in the heap holds, beside those of its edges and its place


class Tree(NamedTuple):
    """Parents by node: first the witnesses, then the lost sources; `second` are the further parents of merged texts."""

    parents: tuple[int, ...]
    second: tuple[tuple[int, int], ...] = ()  # (child, parent)

    def children(self, node: int) -> list[int]:
        """The nodes directly under a node."""
        return list(self.families()[node])

    def families(self) -> tuple[tuple[int, ...], ...]:
        """For every node, the nodes directly under it."""
        return _families(self.parents)

    def below(self, node: int) -> set[int]:
        """A node and everything under it, through second parents too."""
        under = self.families()
        found, queue = {node}, [node]
        while queue:
            v = queue.pop()
            fresh = [c for c in (*under[v], *(c for c, p in self.second if p == v)) if c not in found]
            found.update(fresh)
            queue += fresh
        return found

    def above(self, node: int) -> list[int]:
        """A node and those on the way up to its origin."""
        found = [node]
        while self.parents[found[-1]] != ROOT:
            found.append(self.parents[found[-1]])
        return found

    def circular(self) -> bool:
        """Whether a node stands above itself, by way of a second parent."""
        return any(p in self.below(c) for c, p in self.second)

    def downward(self) -> list[int]:
        """The nodes, every parent before its children."""
        under = self.families()
        found = [v for v, p in enumerate(self.parents) if p == ROOT]
        for v in found:
            found += under[v]
        return found


@lru_cache(maxsize=1 << 10)
def _families(parents: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in parents]
    for c, p in enumerate(parents):
        if p != ROOT:
            found[p].append(c)
    return tuple(tuple(under) for under in found)


def texts(tree: Tree, ledger: Ledger) -> list[int]:
    """For every node the number of its text in the ledger; lost sources have what their neighbours have from them."""
    witnesses = len(ledger.witnesses)
    found = ledger.witnesses + [ledger.nothing] * (len(tree.parents) - witnesses)
    if len(found) == witnesses:
        return found
    under, order = tree.families(), [v for v in tree.downward() if v >= witnesses]
    reach = list(found)  # what is known of a node's text from below
    for v in reversed(order):
        reach[v] = ledger.union([reach[c] for c in under[v]])
    down: dict[int, int] = {}  # and of a lost source's from above
    for v in order:
        above = tree.parents[v]
        if above < witnesses:
            down[v] = ledger.nothing if above == ROOT else found[above]
        else:
            down[v] = ledger.union([down[above], *(reach[c] for c in under[above] if c != v)])
        copies = [found[c] for c in under[v] if c < witnesses]
        found[v] = ledger.restored([down[v], *(reach[c] for c in under[v])], copies)
    return found


def days(tree: Tree, priors: Priors) -> list[float]:
    """When each node's text was written; a lost source no later than the first of its own copies that we hold."""
    witnesses = len(priors.day)
    found = list(priors.day) + [math.nan] * (len(tree.parents) - witnesses)
    if len(found) > witnesses:
        under = tree.families()
        for v in reversed(tree.downward()):
            if v >= witnesses:
                held = [found[c] for c in under[v] if c < witnesses] or [found[c] for c in under[v]]
                found[v] = min((d for d in held if not math.isnan(d)), default=math.nan)
    return found


def cost(tree: Tree, ledger: Ledger, priors: Priors) -> float:
    """The bits of a tree."""
    witnesses, nodes = len(ledger.witnesses), len(tree.parents)
    text, second = texts(tree, ledger), dict(tree.second)
    when: Sequence[float] = ()
    nearest: dict[int, list[int]] = {}
    if nodes > witnesses:
        when = days(tree, priors)
        hidden = [v for v in range(witnesses, nodes) if 0 <= tree.parents[v] < witnesses]
        nearest = {v: [w for w in tree.below(v) if w < witnesses] for v in hidden}
    total = (priors.lost + PLACE * place(ledger)) * (nodes - witnesses) + SECOND * len(second)
    for v, above in enumerate(tree.parents):
        lender = second.get(v)
        if above == ROOT:
            total += ledger.price(ledger.nothing, text[v]) + alone(tree, v, priors)
        else:
            total += ledger.price(text[above], text[v], None if lender is None else text[lender])
            total += beside(above, v, priors, when, nearest)
        if lender is not None and lender < witnesses:
            total += priors.second[lender, v]
    return float(total)


def place(ledger: Ledger) -> float:
    """Bits to say where among the texts a lost source stands: the more there are, the likelier two agree by chance."""
    return math.log2(len(set(ledger.witnesses)))


class Edges(NamedTuple):
    """The edges that a tree without lost sources may have; the first are those to origins, from a root after all."""

    source: list[int]
    target: list[int]
    bits: Bits


def edges(ledger: Ledger, priors: Priors, kin: Near) -> Edges:
    """Every witness under every one like it, and under none."""
    n = len(kin)
    source, target = [n] * n, list(range(n))
    bits: list[Bits] = [created(ledger.text.has, ledger.text) + priors.origin]
    for w, others in enumerate(kin):
        above = sorted(others)
        bits.append(ledger.from_each(above, w) + priors.parent[above, w])
        source += above
        target += [w] * len(above)
    return Edges(source, target, np.concatenate(bits).round(6))


def spanning(found: Edges, ledger: Ledger, priors: Priors, second: tuple[tuple[int, int], ...] = ()) -> Tree | None:
    """The cheapest tree in which nothing is lost, if some texts have these second parents; None where a ring is left.

    Where a text would stand above its own second parent, ring by ring either it gives up the child by which it does, or
    the second parent its parent, whichever is cheaper in the end.
    """
    bits = _helped(found, ledger, priors, second).tolist()
    _, tree = _cheapest(found, bits, second)
    if not _ring(tree):
        return tree
    trees = [_parted(found, bits, second, by_lender=way) for way in (False, True)]
    return min((t for t in trees if t), default=(0.0, None), key=lambda t: t[0])[1]


def _cheapest(found: Edges, bits: Sequence[float], second: tuple[tuple[int, int], ...]) -> tuple[float, Tree]:
    """The bits of the cheapest tree, rings by way of second parents or not, and the tree."""
    root = found.source[0]
    chosen = cheapest(found.source, found.target, bits, root)
    above = (found.source[e] for e in chosen)
    return sum(bits[e] for e in chosen), Tree(tuple(ROOT if p == root else p for p in above), second)


def _ring(tree: Tree) -> list[int]:
    """The way up from a second parent to the text that it lends to, if there is one."""
    ways = ((c, tree.above(lender)) for c, lender in tree.second)
    return next((up[: up.index(c) + 1] for c, up in ways if c in up), [])


def _helped(found: Edges, ledger: Ledger, priors: Priors, second: Sequence[tuple[int, int]]) -> Bits:
    """The bits of the edges where second parents lend."""
    has, root, bits = ledger.text.has, len(ledger.witnesses), found.bits.copy()
    source, target = np.array(found.source), np.array(found.target)
    for child, lender in second:
        into = np.flatnonzero((target == child) & (source < root) & (source != lender))
        lent, own = (np.repeat(has[w][None], len(into), axis=0) for w in (lender, child))
        bits[(target == child) | ((target == lender) & (source == child))] = IMPOSSIBLE
        helped = prices(has[source[into]], own, ledger.text, lent) + priors.parent[source[into], child]
        bits[into] = np.round(helped, 6)
    return bits


def _parted(
    found: Edges, bits: Sequence[float], second: tuple[tuple[int, int], ...], *, by_lender: bool
) -> tuple[float, Tree] | None:
    """The bits of the cheapest tree without a ring by way of a second parent, and the tree; rings parted at one end."""
    left = list(bits)
    where = {edge: e for e, edge in enumerate(zip(found.source, found.target, strict=True))}
    for _ in range(RINGS):
        price, tree = _cheapest(found, left, second)
        ring = _ring(tree)
        if not ring:
            return price, tree
        low, high = ring[:2] if by_lender else ring[-2:]
        left[where[high, low]] = IMPOSSIBLE
    return None


def table(found: Edges, witnesses: int) -> Bits:
    """The bits of the edges as (witness + 1) x witness, the last row for origins; infinite where there is none."""
    bits = np.full((witnesses + 1, witnesses), np.inf)
    bits[found.source, found.target] = found.bits
    return bits


def merging(found: Edges, ledger: Ledger, priors: Priors, kin: Near) -> Tree:
    """The cheapest tree in which nothing is lost, second parents taken in one by one, the best first.

    One that does not pay is not tried again beside others.
    """
    best = spanning(found, ledger, priors) or Tree((ROOT,) * len(kin))
    price, pairs = cost(best, ledger, priors), lending(ledger.text, kin)
    while pairs:
        trees = [(spanning(found, ledger, priors, tuple(sorted((*best.second, p)))), p) for p in pairs]
        options = [(round(cost(t, ledger, priors), 6), t, p) for t, p in trees if t and not t.circular()]
        paying = [option for option in options if option[0] <= price - SURE]
        if paying:
            price, best, _ = min(paying)
        pairs = [p for *_, p in paying if p[0] not in dict(best.second)]
    return best


def lending(text: Common, kin: Near) -> list[tuple[int, int]]:
    """Texts that could be made of two others, and what could be the second: (child, lender), the likeliest first.

    Both have a good deal of the child that the other lacks.
    """
    found = []
    for child, others in enumerate(kin):
        held = text.has[sorted(others)] & text.has[child]
        more = (held * text.bits) @ ~held.T  # what one has of the child and another lacks
        worth = np.minimum(more, more.T).max(axis=1, initial=0.0)
        found += [(-w, child, q) for w, q in zip(worth, sorted(others), strict=True) if w >= LENDING]
    return [(child, q) for _, child, q in sorted(found)[:LENDERS]]


def moves(tree: Tree, v: int, kin: Near) -> Iterator[Tree]:
    """Every tree one step away at a node: another parent, a lost source more, a second parent more or less."""
    yield from _reattached(tree, v, kin)
    yield from _reversed(tree, v)
    yield from _with_lost(tree, v, kin)
    yield from _with_second(tree, v, kin)


def _others(tree: Tree, v: int, kin: Near) -> list[int]:
    """The nodes that a node may have to do with: witnesses like it, and lost sources of such."""
    witnesses = len(kin)
    if v >= witnesses:
        return [q for q in range(len(tree.parents)) if q != v]
    lost = {tree.parents[w] for w in (v, *kin[v]) if tree.parents[w] >= witnesses}
    lost |= {tree.parents[q] for q in lost if tree.parents[q] >= witnesses}
    return sorted(kin[v] | lost)


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


def lenders(tree: Tree, child: int, ledger: Ledger, priors: Priors) -> list[tuple[float, int]]:
    """What a tree costs with each text that a child could have for a second parent, and (`ROOT`) with none."""
    rest = tuple(s for s in tree.second if s[0] != child)
    below = tree.below(child) | {tree.parents[child]}
    lent = [
        (q, Tree(tree.parents, tuple(sorted((*rest, (child, q)))))) for q in range(len(tree.parents)) if q not in below
    ]
    options = [(ROOT, Tree(tree.parents, rest)), *((q, t) for q, t in lent if not t.circular())]
    return [(round(cost(t, ledger, priors), 6), q) for q, t in options]


def _replaced(parents: tuple[int, ...], change: dict[int, int]) -> tuple[int, ...]:
    changed = list(parents)
    for v, p in change.items():
        changed[v] = p
    return tuple(changed)


def tidy(tree: Tree, witnesses: int) -> Tree:
    """The tree without lost sources that have fewer than two children, nodes renumbered."""
    if len(tree.parents) == witnesses and not tree.second:
        return tree
    parents: dict[int, int] = dict(enumerate(tree.parents))
    count = Counter(parents.values())
    idle = [v for v in parents if v >= witnesses and count[v] < 2]
    while idle:
        gone = idle.pop()
        above = parents.pop(gone)
        count[above] -= 1
        for v in [v for v, p in parents.items() if p == gone]:
            parents[v] = above
            count[above] += 1
        if above >= witnesses and count[above] < 2 and above not in idle:
            idle.append(above)
    kept = {v: i for i, v in enumerate(sorted(parents))} | {ROOT: ROOT}
    second = {(kept[c], kept[p]) for c, p in tree.second if c in parents and p in kept}
    now = Tree(tuple(kept[parents[v]] for v in sorted(parents)), tuple(sorted(second)))
    return Tree(now.parents, tuple((c, p) for c, p in now.second if p not in now.below(c) and p != now.parents[c]))


def unlost(ledger: Ledger, priors: Priors) -> Tree:
    """The best tree in which nothing is lost; in a large family without second parents."""
    kin = near(ledger.text)
    possible = edges(ledger, priors, kin)
    if len(kin) > SEARCHED:
        return spanning(possible, ledger, priors) or Tree((ROOT,) * len(kin))
    return merging(possible, ledger, priors, kin)


def search(ledger: Ledger, priors: Priors) -> Tree:
    """The best tree that descent finds: from what is held alone, from a world where every source is lost, and from one
    lost source of all; from one start alone it hangs on the order of the texts what is found.
    """
    kin, found = near(ledger.text), unlost(ledger, priors)
    if len(kin) > SEARCHED:
        return found
    starts = found, bereft(found), Tree((*[len(kin)] * len(kin), ROOT))
    ways = [descend(tidy(start, len(kin)), ledger, priors, kin) for start in starts]
    return min(ways, key=lambda t: (round(cost(t, ledger, priors), 6), t))


def descend(tree: Tree, ledger: Ledger, priors: Priors, kin: Near) -> Tree:
    """Node by node to the best neighbour, round after round until there is none better."""
    best, price = tree, cost(tree, ledger, priors)
    for _ in range(ROUNDS):
        before, v = price, 0
        while v < len(best.parents):
            options = {tidy(t, len(kin)) for t in moves(best, v, kin) if not t.circular()} - {best}
            found = min(((round(cost(t, ledger, priors), 6), t) for t in options), default=(price, best))
            if found[0] < price - SURE:
                price, best = found
            v += 1
        if price == before:
            break
    return best


def bereft(tree: Tree) -> Tree:
    """The tree with every text that has children made one more child of a lost source in its place."""
    parents = list(tree.parents)
    for v, under in enumerate(tree.families()):
        if under:
            parents.append(parents[v])
            for c in (v, *under):
                parents[c] = len(parents) - 1
    return Tree(tuple(parents))


def told(tree: Tree, ledger: Ledger, priors: Priors) -> Bits:
    """The bits of every edge that may lead to a node of the tree: (node + 1) x node, the last row for origins.

    The texts of lost sources and the second parents are those of the tree.
    """
    witnesses, nodes = len(ledger.witnesses), len(tree.parents)
    rows = np.array([ledger.rows[i] for i in texts(tree, ledger)])
    second, when = dict(tree.second), days(tree, priors)
    nearest = {v: sorted(w for w in tree.below(v) if w < witnesses) for v in range(witnesses, nodes)}
    found = np.empty((nodes + 1, nodes))
    for v in range(nodes):
        own = np.repeat(rows[v][None], nodes, axis=0)
        lent = np.repeat(rows[second[v]][None], nodes, axis=0) if v in second else None
        found[:nodes, v] = prices(rows, own, ledger.text, lent)
        found[nodes, v] = ledger.price(ledger.nothing, ledger.of(rows[v])) + alone(tree, v, priors)
        for p in range(nodes):
            found[p, v] += beside(p, v, priors, when, nearest)
    for child, _ in tree.second:  # what was lent cannot come back to the lender by any way
        below = tree.below(child)
        found[np.ix_(sorted(below), [v for v in range(nodes) if v not in below])] = np.inf
    return found


def alone(tree: Tree, v: int, priors: Priors) -> float:
    """What is known beside the wording against a node having no parent, in bits."""
    witnesses = len(priors.origin)
    if v < witnesses:
        return float(priors.origin[v])
    return float(sum(priors.unseen[c] for c in tree.children(v) if c < witnesses))


def beside(p: int, c: int, priors: Priors, when: Sequence[float], nearest: Mapping[int, Sequence[int]]) -> float:
    """What is known beside the wording against an edge, in bits; `nearest`: the witnesses under each lost source."""
    witnesses = len(priors.origin)
    if p < witnesses and c < witnesses:
        return float(priors.parent[p, c])
    if p < witnesses:
        return HIDDEN + float(min(priors.parent[p, w] for w in nearest[c]))
    return priors.later if when[p] > when[c] else 0.0
