"""Arborescence: the cheapest way to give every text at most one parent, and how probable each parent is.

Both are exact. The cheapest set of edges is found by contracting cycles (Chu and Liu 1965, Edmonds 1967); the sum over
all arborescences, and so the share of those that hold an edge, by the matrix-tree theorem (Tutte 1948; Koo, Globerson,
Carreras and Collins 2007).
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]


def cheapest(source: Sequence[int], target: Sequence[int], cost: Sequence[float], root: int) -> list[int]:
    """For every node but the root the edge that leads to it, as an index into the edges; nodes are 0 … root.

    Every node must be reached from the root. Of equal costs the edge that stands first is taken. Takes
    edges x log(edges), by walking up the cheapest edges and contracting each ring as it closes (Gabow et al. 1986).
    """
    rings = _Rings(root, source, target, cost)
    done = {root}
    for start in range(root):
        path: list[int] = []
        at = rings.top(start)
        while at not in done:
            if at in path:
                ring = path[path.index(at) :]
                del path[-len(ring) :]
                at = rings.contract(ring)
            path.append(at)
            at = rings.leave(at)
        done.update(path)
    return rings.dismantled()


class _Rings:
    """Nodes, and the rings of nodes that are treated as one; a ring gets a number of its own."""

    def __init__(self, root: int, source: Sequence[int], target: Sequence[int], cost: Sequence[float]) -> None:
        self.root, self.source, self.target = root, source, target
        self.entering: list[list[tuple[float, int]]] = [[] for _ in range(root + 1)]
        for e, t in enumerate(target):
            self.entering[t].append((cost[e], e))
        for edges in self.entering:
            heapify(edges)
        self.spent = [0.0] * (root + 1)  # to be taken off every cost in the heap of a node
        self.into = [-1] * (root + 1)  # the edge by which a node is entered
        self.above = [-1] * (root + 1)  # the ring that a node went into
        self.head = list(range(root + 1))  # the same, as far up as is known

    def top(self, v: int) -> int:
        """The ring that a node is in by now, or itself."""
        while self.head[v] != v:
            self.head[v] = self.head[self.head[v]]
            v = self.head[v]
        return v

    def leave(self, v: int) -> int:
        """Up the cheapest edge that enters a node from outside; what it costs is taken off all others."""
        edges = self.entering[v]
        while self.top(self.source[edges[0][1]]) == v:
            heappop(edges)
        self.spent[v] = edges[0][0]
        self.into[v] = edges[0][1]
        return self.top(self.source[self.into[v]])

    def contract(self, ring: Sequence[int]) -> int:
        """One new node for a ring, with the edges of all, the smaller heaps put into the largest."""
        new = len(self.head)
        largest = max(ring, key=lambda v: (len(self.entering[v]), v))
        base = self.spent[largest]
        edges = self.entering[largest]
        for v in ring:
            self.head[v] = self.above[v] = new
            if v != largest:
                for price, e in self.entering[v]:
                    heappush(edges, (price - self.spent[v] + base, e))
                self.entering[v] = []
        self.head.append(new)
        self.above.append(-1)
        self.into.append(-1)
        self.entering.append(edges)
        self.entering[largest] = []
        self.spent.append(base)
        return new

    def dismantled(self) -> list[int]:
        """The edge into every node, rings opened from the outermost: each is cut where it is entered."""
        into, opened = list(self.into), set()
        for ring in range(len(into) - 1, self.root, -1):
            if ring in opened:
                continue
            at = self.target[into[ring]]
            while at != ring:
                into[at] = into[ring]
                opened.add(at)
                at = self.above[at]
        return into[: self.root]


def marginals(cost: Numbers) -> tuple[Numbers, float]:
    """The probability of every edge over all arborescences, each as likely as 2 to the minus of its bits; and the sum.

    `cost`: (node + 1) x node, [parent, child]; the last row is that of having no parent; infinite where there is no
    edge. The sum comes back as bits, too. The determinant of the theorem is taken node by node without a subtraction
    (Grassmann, Taksar and Heyman 1985), and in logarithms, for origins may cost thousands of bits more than edges.
    """
    n = cost.shape[1]
    edge = -cost
    np.fill_diagonal(edge[:n], -np.inf)
    whole = 0.0
    stages: list[tuple[Numbers, Numbers]] = []
    for k in range(n - 1, -1, -1):  # a node is taken out; ways through it become edges of their own
        rest = np.append(np.arange(k), n)
        entered = np.logaddexp2.reduce(edge[rest, k])
        whole += entered
        share = np.exp2(edge[rest, k] - entered)
        through = (edge[rest, k] - entered)[:, None] + edge[k, :k][None, :]
        direct = edge[rest, :k]
        both = np.logaddexp2(direct, through)
        with np.errstate(invalid="ignore"):
            stages.append((share, np.nan_to_num(np.exp2(through - both))))
        edge[rest, :k] = both
        np.fill_diagonal(edge[:k, :k], -np.inf)
    found = np.zeros_like(edge)
    for k, (share, by_way) in enumerate(reversed(stages)):  # and put back
        rest = np.append(np.arange(k), n)
        taken = found[rest, :k] * by_way
        found[rest, :k] -= taken
        found[k, :k] = taken.sum(axis=0)
        found[rest, k] = taken.sum(axis=1) + share * (1.0 - taken.sum())
    return np.clip(found, 0.0, 1.0), -float(whole)


def own_choice(cost: Numbers) -> Numbers:
    """The probability of every edge if each node chose its parent for itself: circles are not ruled out.

    For families too large for `marginals`, which takes the third power of their number.
    """
    weight = np.exp2(cost.min(axis=0) - cost)
    return np.asarray(weight / weight.sum(axis=0))
