"""Writing: what one batch may do to a workspace. All of it is kept, or nothing."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from headwater.records import Tables
from headwater.store import catalogue, neighbours, rows
from headwater.store.neighbours import Neighbours
from headwater.store.schema import quoted

READ, WAITS, EMPTY = 0, 1, 2  # state of a page: has its document, waits to be read, gave no text


class Member(NamedTuple):
    """The document of a page, as the index knows it."""

    n: int
    base: str  # the id that its page gives it
    content: bytes  # digest of its text and address
    place: str  # among those of the same base, the first keeps that for its name
    name: str | None  # its id; none where it repeats another


class Watched(NamedTuple):
    """An address that is asked again and again."""

    url: str
    feed: str | None  # the feed that names it; none for feeds
    told: str | None  # what its feed told of it; none where it lists it no longer
    tag: str | None  # ETag of its last answer
    modified: str | None  # Last-Modified
    asked: float  # seconds since 1970
    due: float
    failures: int  # in a row


class Writer:
    """The verbs of one batch."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sql = connection.execute
        self._index = Neighbours(connection)

    # -- pages --------------------------------------------------------------------------------------------------------

    def is_seen(self, digest: bytes) -> bool:
        """Whether a page of this digest was taken in, or was found to tell nothing new."""
        return self._sql("select 1 from _seen where digest = ?", (digest,)).fetchone() is not None

    def see(self, digest: bytes) -> None:
        """Remember a page by its digest."""
        self._sql("insert or ignore into _seen values (?)", (digest,))

    def keep_page(self, digest: bytes, page: bytes, state: int = READ) -> int:
        """Keep a page -> its number. One that waited waits no longer."""
        self.see(digest)
        self._sql("delete from _pages where digest = ? and state = ?", (digest, WAITS))
        number = self._sql("insert into _pages (digest, state, page) values (?, ?, ?)", (digest, state, page)).lastrowid
        assert number is not None  # noqa: S101  (of an insert that went well it never is)
        return number

    def swap_page(self, n: int, digest: bytes, page: bytes, place: str) -> None:
        """Another page in place of one that gives the same document."""
        self._sql("update _pages set digest = ?, page = ?, state = ? where n = ?", (digest, page, READ, n))
        self._sql("update _members set place = ? where n = ?", (place, n))

    def drop_page(self, n: int) -> None:
        """Let a page go that gives the document of another."""
        self._sql("delete from _pages where n = ?", (n,))

    def pages(self, state: int, limit: int = -1) -> list[tuple[int, bytes, bytes]]:
        """Number, digest and content of pages in a state, in the order in which they came."""
        query = "select n, digest, page from _pages where state = ? order by n limit ?"
        return self._sql(query, (state, limit)).fetchall()

    def page(self, n: int) -> bytes:
        """The content of a page."""
        found: tuple[bytes] = self._sql("select page from _pages where n = ?", (n,)).fetchone()
        return found[0]

    def digest(self, n: int) -> bytes:
        """The digest of a page."""
        found: tuple[bytes] = self._sql("select digest from _pages where n = ?", (n,)).fetchone()
        return found[0]

    # -- members ------------------------------------------------------------------------------------------------------

    def of_base(self, base: str) -> list[Member]:
        """The members whose pages give them this id."""
        query = "select n, base, content, place, name from _members where base = ?"
        return [Member(*row) for row in self._sql(query, (base,))]

    def bases_of(self, name: str) -> list[str]:
        """The ids that pages give to the members of this name."""
        return [base for (base,) in self._sql("select distinct base from _members where name = ?", (name,))]

    def enrol(self, member: Member, host: str, sketch: Sequence[int]) -> set[int]:
        """Take a document into the index -> the leads of the groups that changed."""
        columns = "n, base, content, place, name, site, size, sketch, kernel"
        size = sum(not neighbours.is_twin(f) for f in sketch)
        self._sql(
            f"insert into _members ({columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (*member, self._site(host), size, neighbours.packed(sketch), member.n),
        )
        return self._index.insert(member.n, sketch)

    def name(self, n: int, name: str | None) -> int:
        """Give a member its id -> the lead of the group that changed by that."""
        self._sql("update _members set name = ? where n = ?", (name, n))
        return self.lead(n)

    def member(self, n: int) -> Member | None:
        """The document of a page; none where the page gives no new one."""
        query = "select n, base, content, place, name from _members where n = ?"
        row = self._sql(query, (n,)).fetchone()
        return Member(*row) if row else None

    def lead(self, n: int) -> int:
        """The member that a member's group is known by."""
        found: tuple[int] = self._sql("select lead from _members where n = ?", (n,)).fetchone()
        return found[0]

    def size(self) -> int:
        """How many members there are."""
        found: tuple[int] = self._sql("select count(*) from _members").fetchone()
        return found[0]

    def leads(self, parts: Sequence[int] | None = None) -> list[int]:
        """The leads of all groups, or of those with members in some parts."""
        if parts is None:
            return [n for (n,) in self._sql("select n from _members where lead = n order by n")]
        query = "select distinct lead from _members where part = ?"
        return sorted({n for part in parts for (n,) in self._sql(query, (part,))})

    def group(self, lead: int | None) -> list[Member]:
        """The members of a group, or all of them, in the order of their names; those that repeat others left out."""
        query = "select n, base, content, place, name from _members where name is not null"
        some = (query, ()) if lead is None else (f"{query} and lead = ?", (lead,))
        return sorted((Member(*row) for row in self._sql(*some)), key=lambda m: m.name or "")

    def is_grouped(self) -> bool:
        """Whether every member has a group."""
        return self._sql("select 1 from _members where lead is null").fetchone() is None

    def group_anew(self) -> None:
        """Fill the index of neighbours again from what the members keep."""
        self._sql("delete from _postings")
        self._sql("delete from _links")
        self._sql("update _members set lead = null, kernel = n")
        for n, sketch in self._sql("select n, sketch from _members order by n").fetchall():
            self._index.insert(n, neighbours.unpacked(sketch))

    def _site(self, host: str) -> int:
        if not host:
            return 0
        self._sql("insert or ignore into _sites (host) values (?)", (host,))
        found: tuple[int] = self._sql("select site from _sites where host = ?", (host,)).fetchone()
        return found[0]

    # -- findings -----------------------------------------------------------------------------------------------------

    def has_part(self, key: bytes) -> bool:
        """Whether just this was traced already."""
        return self._sql("select 1 from _parts where key = ?", (key,)).fetchone() is not None

    def parts_of(self, members: Iterable[Member]) -> list[int]:
        """The parts that tell of these members now."""
        found = set()
        for m in members:
            found.update(self._sql("select part from _members where n = ? and part is not null", (m.n,)).fetchall())
            if self._has("documents"):
                query = "select _part from documents where id = ? and _part is not null"
                found.update(self._sql(query, (m.name,)).fetchall())
        return sorted(part for (part,) in found)

    def tables_of(self, parts: Sequence[int]) -> dict[str, pa.Table]:
        """The findings of some parts."""
        names = self._sql("select name from _tables order by name").fetchall()
        return {name: rows.read(self._connection, name, parts) for (name,) in names}

    def drop_parts(self, parts: Iterable[int]) -> None:
        """Remove parts with their findings; their documents have none until they are traced anew."""
        names = [name for (name,) in self._sql("select name from _tables")]
        for part in parts:
            catalogue.empty(self._connection, part)
            for name in names:
                if name == "documents":
                    self._unsearch("_part = ?", part)
                self._sql(f"delete from {quoted(name)} where _part = ?", (part,))  # noqa: S608
            self._sql("update _members set part = null where part = ?", (part,))
            self._sql("delete from _parts where part = ?", (part,))

    def add_part(self, key: bytes, recipe: str, members: Sequence[Member], tables: Tables) -> None:
        """Keep what was found in some members traced together."""
        self._sql("insert or ignore into _recipes (versions) values (?)", (recipe,))
        (made_by,) = self._sql("select recipe from _recipes where versions = ?", (recipe,)).fetchone()
        name = min((m.name or "" for m in members), default="")
        query = "insert into _parts (name, key, recipe) values (?, ?, ?)"
        part = self._sql(query, (name, key, made_by)).lastrowid
        for table in sorted(tables):
            rows.insert(self._connection, table, tables[table], part)
        self._connection.executemany("update _members set part = ? where n = ?", [(part, m.n) for m in members])
        if "documents" in tables:
            self._search("_part = ?", part)
        catalogue.fill(self._connection, part)

    def replace(self, tables: Tables) -> None:
        """Whole tables, of no part, in place of what was there under their names."""
        for name in sorted(tables):
            if self._has(name):
                if name == "documents":
                    self._unsearch("?", 1)
                self._sql(f"drop table {quoted(name)}")
                self._sql("delete from _tables where name = ?", (name,))
            rows.insert(self._connection, name, tables[name], None)
            if name == "documents":
                self._search("?", 1)
        self._catalogue_anew()

    def swap_faults(self, sources: Iterable[str], faults: pa.Table) -> None:
        """What is wrong with inputs, in place of what was told of these sources before."""
        rows.ensure(self._connection, "faults", faults.schema)
        gone = [(s,) for s in sorted({*sources, *faults["source"].to_pylist()})]
        self._connection.executemany("delete from faults where _part is null and stage = 'pages' and source = ?", gone)
        rows.insert(self._connection, "faults", faults, None)

    def ensure(self, tables: Mapping[str, pa.Schema]) -> None:
        """Tables of these columns are there, be they empty."""
        for name in sorted(tables):
            rows.ensure(self._connection, name, tables[name])

    def outdated(self, recipe: str) -> list[int]:
        """The parts that were made by other versions of the steps."""
        query = "select part from _parts join _recipes using (recipe) where versions != ? order by part"
        return [part for (part,) in self._sql(query, (recipe,))]

    # -- addresses that are watched -----------------------------------------------------------------------------------

    def feeds(self) -> list[Watched]:
        """The feeds that are watched, by their addresses."""
        return [Watched(*row) for row in self._sql("select * from _watched where feed is null order by url")]

    def listed(self, feed: str) -> list[Watched]:
        """What a feed listed when it was last read."""
        query = "select * from _watched where feed = ? and told is not null order by url"
        return [Watched(*row) for row in self._sql(query, (feed,))]

    def watched(self, urls: Iterable[str]) -> dict[str, Watched]:
        """What is known of some addresses."""
        rows_of = (self._sql("select * from _watched where url = ?", (url,)).fetchone() for url in urls)
        return {row[0]: Watched(*row) for row in rows_of if row}

    def unlist(self, feed: str, listed: Iterable[str]) -> None:
        """Note that a feed lists these addresses and no others."""
        gone = {w.url for w in self.listed(feed)} - {*listed}
        self._connection.executemany("update _watched set told = null where url = ?", [(url,) for url in sorted(gone)])

    def watch(self, one: Watched) -> None:
        """Remember what is known of an address."""
        self._sql("insert or replace into _watched values (?, ?, ?, ?, ?, ?, ?, ?)", one)

    # -- mending ------------------------------------------------------------------------------------------------------

    def search_anew(self) -> None:
        """Make the index of words, and the catalogue, again from the findings."""
        if self._has("documents"):
            self._sql("insert into _search (_search) values ('rebuild')")
        self._catalogue_anew()

    def drop_orphans(self) -> int:
        """Remove findings of parts that are not there -> how many."""
        gone = 0
        for (name,) in self._sql("select name from _tables").fetchall():
            lost = "_part is not null and _part not in (select part from _parts)"
            if name == "documents":
                self._unsearch(lost)
            gone += self._sql(f"delete from {quoted(name)} where {lost}").rowcount  # noqa: S608
        self._catalogue_anew()
        return gone

    def drop_torn(self) -> None:
        """Remove the parts of documents whose row is lost, so that they are traced anew."""
        query = """
            select distinct part from _members m where name is not null and part is not null
            and not exists (select 1 from documents d where d.id = m.name and d._part = m.part)
        """
        if self._has("documents"):
            self.drop_parts([part for (part,) in self._sql(query).fetchall()])
        parts = [p for (p,) in self._sql("select part from _parts where part not in (select part from _members)")]
        self.drop_parts(parts)

    def count_up(self) -> None:
        """Say that something may be new."""
        self._sql("update _tally set version = version + 1")

    def _catalogue_anew(self) -> None:
        catalogue.empty(self._connection)
        catalogue.fill(self._connection)

    def _has(self, name: str) -> bool:
        return self._sql("select 1 from _tables where name = ?", (name,)).fetchone() is not None

    def _search(self, which: str, *values: int | None) -> None:
        """Take documents into the index of words."""
        columns = "insert into _search (rowid, headline, text) select rowid, headline, text from documents"
        self._sql(f"{columns} where {which}", values)

    def _unsearch(self, which: str, *values: int | None) -> None:
        """Take documents out of the index of words, which must be told what it held of them."""
        columns = "insert into _search (_search, rowid, headline, text) select 'delete', rowid, headline, text"
        self._sql(f"{columns} from documents where {which}", values)
