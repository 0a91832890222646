"""Listing: stories and documents as lists show them, sorted and filtered by the catalogue."""

import sqlite3
from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any, Literal, NamedTuple

import pyarrow as pa

from headwater.store import catalogue, rows, schema

COUNTED = 10_000  # stories of a list are counted up to here
ALIKE = 200  # names that a part of a name may stand for
Sort = Literal["time", "size"]
CUT = 300  # characters of a headline, and of a name, that a list needs
_LISTED = f"""
    d.id, substr(d.headline, 1, {CUT}), substr(d.publisher, 1, {CUT}), substr(d.source, 1, {CUT}), d.url,
    json_extract(d.date_published, '$.value') as day
"""


class Shelved(NamedTuple):
    """A story as lists show it."""

    id: str
    headline: str | None
    first: str | None
    last: str | None
    documents: int
    lines: int  # of descent
    differs: bool  # whether two accounts cannot both hold


class Listed(NamedTuple):
    """A document as lists show it."""

    id: str
    headline: str | None
    publisher: str | None
    source: str
    url: str | None
    date: str | None


class Wanted(NamedTuple):
    """Which stories a list is to show. Names are whole, or words in them; days are `2031-03-04`."""

    newsroom: str = ""
    agency: str = ""
    speaker: str = ""
    since: str = ""
    until: str = ""
    differs: bool = False  # two accounts cannot both hold
    single: bool = False  # several documents, one line of descent
    sort: Sort = "time"


class State(NamedTuple):
    """How far a workspace is."""

    version: int  # another one means that something may be new
    documents: int
    stories: int


class Lister:
    """The questions of lists, as of one moment."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sql = connection.execute

    @cached_property
    def schemas(self) -> dict[str, pa.Schema]:
        """The tables that were written, by name."""
        return rows.schemas(self._connection)

    def names(self) -> list[str]:
        """The names of the tables that were written."""
        return [*self.schemas]

    def state(self) -> State:
        """The number of the last batch, and how much there is."""
        (stories,) = self._sql("select count(*) from _shelf").fetchone()
        return State(self.version(), self.count("documents"), stories)

    def version(self) -> int:
        """The number of the last batch."""
        (version,) = self._sql("select version from _tally").fetchone()
        return int(version)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        if table not in self.names():
            return 0
        found: tuple[int] = self._sql(f"select count(*) from {schema.quoted(table)}").fetchone()  # noqa: S608
        return found[0]

    def shelf(self, wanted: Wanted, offset: int, limit: int) -> list[Shelved]:
        """So many stories of a list."""
        where, values = self._where(wanted)
        order = "k.last desc, k.story" if wanted.sort == "time" else "k.size desc, k.last desc, k.story"
        query = f"""
            select s.id, substr(s.headline, 1, {CUT}), s.first, s.last, k.size, k.lines, k.differs
            from (select * from _shelf k where {where} order by {order} limit ? offset ?) k
            join stories s on s.rowid = k.story order by {order}
        """  # noqa: S608
        if "stories" not in self.names():
            return []
        found = self._sql(query, (*values, limit, offset)).fetchall()
        return [Shelved(*row)._replace(differs=bool(row[6])) for row in found]

    def count_shelf(self, wanted: Wanted) -> int:
        """How many stories a list has; one more than COUNTED where there are more."""
        where, values = self._where(wanted)
        # Of the few that an index is made of in its order, or SQLite goes through all stories instead.
        order = "order by k.last desc, k.story" if wanted.differs or wanted.single else ""
        query = f"select count(*) from (select 1 from _shelf k where {where} {order} limit {COUNTED + 1})"  # noqa: S608
        found: tuple[int] = self._sql(query, values).fetchone()
        return found[0]

    def alike(self, kind: str, name: str, limit: int) -> list[str]:
        """Names of a kind that hold these words or beginnings of words, by the number of their stories."""
        ids = self._ids(kind, name)
        query = f"""
            select n.shown, (select count(*) from _facets f where f.name = n.name) as many from _names n
            where n.name in ({holes(ids)}) order by many desc, n.folded limit ?
        """  # noqa: S608
        return [shown for shown, _ in self._sql(query, (*ids, limit))]

    def listed(self, story: str, offset: int, limit: int) -> list[Listed]:
        """So many documents of a story, by their days."""
        query = f"""
            select {_LISTED} from stories s join _held h on h.story = s.rowid join documents d on d.rowid = h.n
            where s.id = ? order by day is null, day, d.source, d.id limit ? offset ?
        """  # noqa: S608
        if not {"stories", "documents"} <= {*self.names()}:
            return []
        return [Listed(*row) for row in self._sql(query, (story, limit, offset))]

    def size(self, story: str) -> int | None:
        """How many documents a story has; None where there is no such story."""
        query = "select k.size from stories s join _shelf k on k.story = s.rowid where s.id = ?"
        found = self._sql(query, (story,)).fetchone() if "stories" in self.names() else None
        return found[0] if found else None

    def name(self, document: str) -> Listed | None:
        """A document as lists show it; None where there is no such document."""
        query = f"select {_LISTED} from documents d where d.id = ?"  # noqa: S608
        found = self._sql(query, (document,)).fetchone() if "documents" in self.names() else None
        return Listed(*found) if found else None

    def stories_of(self, documents: Iterable[str]) -> dict[str, str]:
        """Document -> the id of its story, for those that have one."""
        found = ((name, self.story_of(name)) for name in documents)
        return {name: story for name, story in found if story is not None}

    def story_of(self, document: str) -> str | None:
        """The story that a document is in."""
        query = """
            select s.id from documents d join _held h on h.n = d.rowid join stories s on s.rowid = h.story
            where d.id = ?
        """
        found = self._sql(query, (document,)).fetchone() if {"stories", "documents"} <= {*self.names()} else None
        return found[0] if found else None

    def _ids(self, kind: str, name: str) -> list[int]:
        """The names that a filter means: the one of this spelling, else those that hold its words in a row."""
        folded = catalogue.folded(catalogue.shown(name)) or ""
        exact = self._sql("select name from _names where kind = ? and folded = ?", (kind, folded)).fetchall()
        if exact:
            return [n for (n,) in exact]
        query = "select name from _names where kind = ? and instr(' ' || folded, ?) order by folded limit ?"
        return [n for (n,) in self._sql(query, (kind, " " + folded, ALIKE))]

    def _where(self, wanted: Wanted) -> tuple[str, list[Any]]:
        """The condition on `_shelf k`, and its values."""
        parts: list[str] = ["1"]
        values: list[Any] = []
        for kind in catalogue.NAMES:
            if name := getattr(wanted, kind):
                ids = self._ids(kind, name)
                parts.append(f"k.story in (select story from _facets where name in ({holes(ids)}))")  # noqa: S608
                values += ids
        for part, day in (("k.last >= ?", wanted.since), ("k.first <= ?", wanted.until)):
            if day:
                parts.append(part)
                values.append(day)
        parts += ["k.differs"] if wanted.differs else []
        parts += ["k.size > 1 and k.lines = 1"] if wanted.single else []
        return " and ".join(parts), values


def holes(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
