"""Neighbours: which documents of a heap may have to do with each other, kept up to date document by document.

Two documents are linked where they share enough features that few others have, the more of the smaller sketch the
closer. They are twins where most of their wording is the same. Features that many have prove nothing; so that what one
site prints everywhere links nothing, a feature counts between two pages of one site only as long as few of its pages
have it.

A group is what hangs together by links and twins, the loosest links included. Where that is too much, only closer
links count in it, level by level, until its parts are small enough: single linkage (Gower and Ross 1969), the tree of
its clusters cut by their size. So the groups depend on what is there and never on when it came, and one more document
moves only those that hang together with it.
"""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

RARE = 64  # documents that have a feature; one that more have does not count
SHARED = 4  # features that linked documents share, at the least
SHARES = (0.05, 0.06, 0.07, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3)  # of the smaller sketch, for a link of each level
ON_SITE = 3  # pages of one site that have a feature, for it to count between them
TWINS, TWINS_ON_SITE = 2, 6  # of the eight twin features, on two sites and on one
MOST = 48  # documents of a group, unless twins and the closest links hold more together


class Node(NamedTuple):
    """A document in the index."""

    n: int
    site: int  # 0: not known
    size: int  # features that are no twin features


Holder = tuple[int, int]  # a document that has a feature, and its site


def is_twin(feature: int) -> bool:
    """Whether a feature stands for the wording as a whole; such a one counts however many have it."""
    return bool(feature & 1)


def closeness(shared: int, least: int) -> int:
    """The level of a link by the features that two documents share; 0: they are not linked."""
    return sum(shared >= share * least for share in SHARES) if shared >= SHARED else 0


class Neighbours:
    """The index, over the connection of one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._sql = connection.execute

    def insert(self, n: int, sketch: Sequence[int]) -> set[int]:
        """Take in a member that has no group yet -> the leads of all groups that changed, as they are now."""
        node = self._node(n)
        rare: Counter[int] = Counter()
        twin: Counter[int] = Counter()
        loosened: set[int] = set()
        for feature in sketch:
            holders = self._sql("select n, site from _postings where feature = ?", (feature,)).fetchall()
            if is_twin(feature):
                twin.update(m for m, _ in holders)
                self._post(feature, node)
            elif not holders or holders[0][0] != 0:
                counted, lost = self._share(feature, node, holders)
                rare.update(counted)
                loosened |= self._loosen(lost)
        likely = {m for m, k in rare.items() if k >= SHARED} | {m for m, k in twin.items() if k >= TWINS}
        near = [m for m in sorted(likely) if self._link(node, self._node(m), rare[m], twin[m])]
        return self._settle({n, *near, *loosened})

    def _post(self, feature: int, node: Node) -> None:
        self._sql("insert into _postings values (?, ?, ?)", (feature, node.n, node.site))

    def _share(self, feature: int, node: Node, holders: list[Holder]) -> tuple[list[int], list[Holder]]:
        """Note who has a feature -> with whom it counts, and those between whom it counts no longer."""
        if len(holders) == RARE:
            self._sql("delete from _postings where feature = ?", (feature,))
            self._sql("insert into _postings values (?, 0, 0)", (feature,))
            return [], holders
        self._post(feature, node)
        here = [holder for holder in holders if holder[1] == node.site != 0]
        counted = holders if len(here) < ON_SITE else [holder for holder in holders if holder not in here]
        return [m for m, _ in counted], here if len(here) == ON_SITE else []

    def _loosen(self, holders: Iterable[Holder]) -> set[int]:
        """Take a feature from the links between some documents -> those whose links are of another level now."""
        site = dict(holders)
        on_site = Counter(site.values())
        changed: set[int] = set()
        for a, here in site.items():
            for b, shared, least in self._links(a):
                if b in site and (here == 0 or here != site[b] or on_site[here] <= ON_SITE):
                    level = closeness(shared - 1, least)
                    row = "update _links set shared = shared - 1" if level else "delete from _links"
                    self._sql(f"{row} where a = ? and b = ?", (a, b))
                    changed |= {a, b} if level != closeness(shared, least) else set()
        return changed

    def _link(self, node: Node, other: Node, rare: int, twin: int) -> bool:
        """Link two documents, or make them one kernel where they are twins, if they share so much."""
        same, least = node.site == other.site != 0, min(node.size, other.size)
        if twin >= (TWINS_ON_SITE if same else TWINS):
            low, high = sorted((self._kernel(node.n), self._kernel(other.n)))
            if low != high:
                self._sql("update _members set kernel = ? where kernel = ?", (low, high))
            return True
        if closeness(rare, least):
            self._sql("insert into _links values (?, ?, ?, ?)", (node.n, other.n, rare, least))
            self._sql("insert into _links values (?, ?, ?, ?)", (other.n, node.n, rare, least))
            return True
        return False

    def _settle(self, changed: Iterable[int]) -> set[int]:
        """Find the groups of members anew, and of those that were in one with them -> the leads of what changed."""
        queue, done, touched = sorted(changed), set[int](), set[int]()
        was: dict[int | None, list[int]] = {None: []}
        while queue:
            v = queue.pop()
            if v in done:
                continue
            group = self._group(v)
            leads = {self._lead(m) for m in group}
            was |= {lead: self._led(lead) for lead in leads - was.keys()}
            old = {m for lead in leads for m in was[lead]}
            if len(leads) > 1 or old != group:
                touched.add(min(group))
                for m in group:
                    self._sql("update _members set lead = ? where n = ?", (min(group), m))
            done |= group
            queue += sorted(old - done)
        return touched

    def _group(self, n: int) -> set[int]:
        """The members that a member is in a group with."""
        levels = range(1, len(SHARES))
        small = (found for level in levels if len(found := self._hanging(n, level, MOST)) <= MOST)
        return next(small, None) or self._hanging(n, len(SHARES), None)

    def _hanging(self, n: int, level: int, most: int | None) -> set[int]:
        """What hangs together with a member by links of a level; some of it where it is more than so many."""
        found, queue, kernels = {n}, [n], set[int]()
        for m in queue:
            near = [b for b, shared, least in self._links(m) if closeness(shared, least) >= level]
            kernel = self._kernel(m)
            if kernel not in kernels:
                kernels.add(kernel)
                near += [x for (x,) in self._sql("select n from _members where kernel = ?", (kernel,))]
            queue += [x for x in dict.fromkeys(near) if x not in found]
            found.update(near)
            if most is not None and len(found) > most:
                break
        return found

    def _links(self, n: int) -> list[tuple[int, int, int]]:
        return self._sql("select b, shared, least from _links where a = ?", (n,)).fetchall()

    def _led(self, lead: int | None) -> list[int]:
        return [n for (n,) in self._sql("select n from _members where lead = ?", (lead,))]

    def _lead(self, n: int) -> int | None:
        found: tuple[int | None] = self._sql("select lead from _members where n = ?", (n,)).fetchone()
        return found[0]

    def _kernel(self, n: int) -> int:
        found: tuple[int] = self._sql("select kernel from _members where n = ?", (n,)).fetchone()
        return found[0]

    def _node(self, n: int) -> Node:
        row = self._sql("select n, site, size from _members where n = ?", (n,)).fetchone()
        return Node(*row)


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
