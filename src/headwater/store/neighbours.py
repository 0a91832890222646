"""Neighbours: which documents of a heap may have to do with each other, kept up to date document by document.

Two documents are adjacent where they share enough features that few others have, or where they are twins: most of their
wording is the same. Features that many have prove nothing. So that what one site prints everywhere joins nothing, a
feature counts between two pages of one site only as long as few of its pages have it.

The groups are those of pivots: in the order of a rank that is drawn from each document's content, a document is a
pivot unless it is adjacent to one before it; it then belongs to the first such pivot. That is a greedy maximal
independent set in random order, so the groups depend on what is there and never on when it came, a chain of likenesses
swallows nothing, and a new document moves few others (Ailon, Charikar and Newman 2008; Censor-Hillel, Haramaty and
Karnin 2016).
"""

import heapq
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

RARE = 64  # documents that have a feature; one that more have does not count
SHARED = 4  # features that adjacent documents share, at the least
SHARE = 0.06  # of the features of the one that has fewer
ON_SITE = 3  # pages of one site that have a feature, for it to count between them
TWINS, TWINS_ON_SITE = 2, 6  # of the eight twin features, on two sites and on one


class Node(NamedTuple):
    """A document in the index; of two the one with the lower rank comes first."""

    rank: int
    n: int
    site: int  # 0: not known
    size: int  # features that are no twin features
    pivot: int | None


def is_twin(feature: int) -> bool:
    """Whether a feature stands for the wording as a whole; such a one counts however many have it."""
    return bool(feature & 1)


class Neighbours:
    """The index, over the connection of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.execute

    def insert(self, n: int, sketch: Sequence[int]) -> set[int]:
        """Take in a member that has no pivot yet -> the pivots of all groups that changed."""
        node = self._node(n)
        weakened: set[int] = set()
        for feature in sketch:
            weakened.update(self._post(feature, node))
        return self._settle([n, *(m for m in sorted(weakened) if self._has_lost_its_pivot(m))])

    def _post(self, feature: int, node: Node) -> Iterable[int]:
        """Note who has a feature -> the others between whom it counts no longer."""
        if is_twin(feature):
            self._sql("insert into _postings values (?, ?, ?)", (feature, node.n, node.site))
            return ()
        rows = self._sql("select n, site from _postings where feature = ?", (feature,)).fetchall()
        if rows and rows[0][0] == 0:
            return ()
        if len(rows) == RARE:
            self._sql("delete from _postings where feature = ?", (feature,))
            self._sql("insert into _postings values (?, 0, 0)", (feature,))
            return [n for n, _ in rows]
        self._sql("insert into _postings values (?, ?, ?)", (feature, node.n, node.site))
        here = [n for n, site in rows if site == node.site != 0]
        return here if len(here) == ON_SITE else ()

    def _settle(self, changed: Iterable[int]) -> set[int]:
        """Find the pivots of members anew, and of those after them that depend on them -> the pivots concerned."""
        queue = sorted((node.rank, node.n) for node in map(self._node, changed))
        touched: set[int] = set()
        last = None
        while queue:
            _, n = heapq.heappop(queue)
            if n == last:
                continue  # several before it told of it
            last = n
            node, near = self._node(n), self.near(n)
            before = [x for x in near if x.pivot == x.n and x.rank < node.rank]
            pivot = min(before).n if before else n
            if pivot == node.pivot:
                continue
            self._sql("update _members set pivot = ? where n = ?", (pivot, n))
            touched.update(x for x in (node.pivot, pivot) if x is not None)
            if n in (pivot, node.pivot):
                for x in near:
                    if x.rank > node.rank:
                        heapq.heappush(queue, (x.rank, x.n))
        return touched

    def _has_lost_its_pivot(self, n: int) -> bool:
        """Whether a document is no longer adjacent to its pivot; one that is a pivot itself stays one."""
        node = self._node(n)
        if node.pivot is None or node.pivot == n:
            return False
        pivot = self._node(node.pivot)
        rare = twin = 0
        for feature in {*self._sketch(n)} & {*self._sketch(node.pivot)}:
            if is_twin(feature):
                twin += 1
            else:
                rows = self._sql("select n, site from _postings where feature = ?", (feature,)).fetchall()
                here = sum(site == node.site for _, site in rows) if node.site == pivot.site != 0 else 0
                rare += bool(rows) and rows[0][0] != 0 and here <= ON_SITE
        return not _are_adjacent(node, pivot, rare, twin)

    def near(self, n: int) -> list[Node]:
        """The documents that a document is adjacent to."""
        node, sketch = self._node(n), self._sketch(n)
        rare: Counter[int] = Counter()
        twin: Counter[int] = Counter()
        rare_here: Counter[int] = Counter()  # by features that count on one site, too
        for feature in sketch:
            rows = self._sql("select n, site from _postings where feature = ?", (feature,)).fetchall()
            if is_twin(feature):
                twin.update(m for m, _ in rows)
            elif rows and rows[0][0] != 0:
                rare.update(m for m, _ in rows)
                here = [m for m, site in rows if site == node.site != 0]
                if len(here) <= ON_SITE:
                    rare_here.update(here)
        likely = {m for m, k in rare.items() if k >= SHARED} | {m for m, k in twin.items() if k >= TWINS}
        found = []
        for m in sorted(likely - {n}):
            other = self._node(m)
            same = other.site == node.site != 0
            if _are_adjacent(node, other, (rare_here if same else rare)[m], twin[m]):
                found.append(other)
        return found

    def _node(self, n: int) -> Node:
        row = self._sql("select rank, n, site, size, pivot from _members where n = ?", (n,)).fetchone()
        return Node(*row)

    def _sketch(self, n: int) -> "array[int]":
        (raw,) = self._sql("select sketch from _members where n = ?", (n,)).fetchone()
        return unpacked(raw)


def _are_adjacent(a: Node, b: Node, rare: int, twin: int) -> bool:
    """Whether two documents that share so many features may have to do with each other."""
    same = a.site == b.site != 0
    return rare >= max(SHARED, SHARE * min(a.size, b.size)) or twin >= (TWINS_ON_SITE if same else TWINS)


def packed(sketch: Sequence[int]) -> bytes:
    """A sketch as it is kept."""
    return array("q", sketch).tobytes()


def unpacked(raw: bytes) -> "array[int]":
    """A sketch as it is read."""
    found = array("q")
    found.frombytes(raw)
    return found


def likely(connection: sqlite3.Connection, sketch: Sequence[int], limit: int) -> list[str]:
    """Ids of the documents that share most with a text that is not in the index: the rarer a feature, the more."""
    weight: defaultdict[str, float] = defaultdict(float)
    query = """
        select m.name from _postings p join _members m using (n) where p.feature = ? and m.name is not null limit ?
    """
    for feature in sketch:
        names = [name for (name,) in connection.execute(query, (feature, RARE + 1))]
        if names and (len(names) <= RARE or is_twin(feature)):
            for name in names:
                weight[name] += 1 / len(names)
    return sorted(weight, key=lambda name: (-weight[name], name))[:limit]
