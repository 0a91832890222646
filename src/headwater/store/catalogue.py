"""Catalogue: what stories are listed, sorted and filtered by, filled from the findings when they are written.

_shelf    every story: how large, from when to when, how many lines of descent, whether accounts differ
_held     row of a document -> its story
_names    newsrooms, agencies and speakers
_facets   name -> stories
_told     document -> the events that it supports
_tally    how many batches were written: another number means that something may be new

A story stands here under the row that it has in `stories`, an event under that in `events`.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

LONGEST = 200  # characters of a name
NEWSROOM, AGENCY, SPEAKER = "newsroom", "agency", "speaker"
NAMES = (NEWSROOM, AGENCY, SPEAKER)

LAYOUT = """
create table _tally (version integer not null);
insert into _tally values (0);
create table _shelf (
    story integer primary key, part integer, size integer not null, first text, last text, lines integer not null,
    differs integer not null
);
create index _shelf_part on _shelf (part);
create index _shelf_last on _shelf (last desc, story);
create index _shelf_size on _shelf (size desc, last desc, story);
create index _shelf_differs on _shelf (last desc, story) where differs;
create index _shelf_single on _shelf (last desc, story) where size > 1 and lines = 1;
create table _held (n integer primary key, story integer not null);
create index _held_story on _held (story);
create table _names (name integer primary key, kind text not null, folded text not null, shown text not null);
create unique index _names_folded on _names (kind, folded);
create table _facets (name integer, story integer, primary key (name, story)) without rowid;
create index _facets_story on _facets (story);
create table _told (document text, event integer, primary key (document, event)) without rowid;
create index _told_event on _told (event);
"""

# What is filled from which columns of which tables; {which} chooses the rows of `stories`.
_SHELF = """
    select t.rowid, t._part, json_array_length(t.documents), t.first || substr('-01-01', length(t.first) - 3),
    t.last || substr('-12-31', length(t.last) - 3), coalesce(t.lines, 0), {differs} from stories t where {which}
"""
_DIFFERS = "exists (select 1 from conflicts c where c.story = t.id and c.kind = 'conflict')"
_OF_DOCUMENTS = "from stories t join _held h on h.story = t.rowid join documents d on d.rowid = h.n where {which}"
_FACETS = {
    NEWSROOM: f"select newsroom(d.publisher, d.url, d.canonical_url) as shown, t.rowid as story {_OF_DOCUMENTS}",
    AGENCY: f"select shown(d.agency) as shown, t.rowid as story {_OF_DOCUMENTS}",
    SPEAKER: """
        select shown(s.speaker) as shown, t.rowid as story from stories t join _held h on h.story = t.rowid
        join documents d on d.rowid = h.n join statements s on s.document = d.id where s.named and {which}
    """,
}
_NEEDED = {
    NEWSROOM: {"documents": {"publisher", "url", "canonical_url"}},
    AGENCY: {"documents": {"agency"}},
    SPEAKER: {"statements": {"speaker", "named", "document"}},
}
_DOCUMENT = {"documents": {"id"}}
_STORY = {"stories": {"id", "documents", "first", "last", "lines"}}
_EVENT = {"events": {"supports"}}
_NOTHING = "select * from _shelf where 0"


def teach(connection: sqlite3.Connection) -> None:
    """Give a connection the functions that filling needs."""
    connection.create_function("folded", 1, folded, deterministic=True)
    connection.create_function("shown", 1, shown, deterministic=True)
    connection.create_function("newsroom", 3, newsroom, deterministic=True)


def fill(connection: sqlite3.Connection, part: int | None = None) -> None:
    """Take in the stories of a part, or all of them."""
    which, values = ("1", ()) if part is None else ("t._part = ?", (part,))
    connection.executemany("insert or ignore into _told values (?, ?)", _told(connection, which, values))
    if _has(connection, _STORY):
        connection.execute(f"insert into _shelf {_shelf(connection).format(which=which)}", values)
        connection.executemany("insert or ignore into _held values (?, ?)", _held(connection, which, values))
        for kind in _kinds(connection):
            _fill_names(connection, kind, _FACETS[kind].format(which=which), values)


def empty(connection: sqlite3.Connection, part: int | None = None) -> None:
    """Take out the stories of a part, or all of them; before the findings themselves go."""
    if part is None:
        for table in ("_shelf", "_held", "_facets", "_names", "_told"):
            connection.execute(f"delete from {table}")  # noqa: S608
        return
    stories = "(select story from _shelf where part = ?)"
    names = connection.execute(f"select distinct name from _facets where story in {stories}", (part,)).fetchall()  # noqa: S608
    connection.execute(f"delete from _facets where story in {stories}", (part,))  # noqa: S608
    gone = "delete from _names where name = ? and not exists (select 1 from _facets f where f.name = _names.name)"
    connection.executemany(gone, names)
    connection.execute(f"delete from _held where story in {stories}", (part,))  # noqa: S608
    connection.execute("delete from _shelf where part = ?", (part,))
    if _has(connection, _EVENT):
        told = "(select rowid from events where _part = ?)"
        connection.execute(f"delete from _told where event in {told}", (part,))  # noqa: S608


def agrees(connection: sqlite3.Connection) -> bool:
    """Whether the catalogue holds what the findings hold."""
    stories = _has(connection, _STORY)
    return (
        {*connection.execute("select document, event from _told")} == {*_told(connection)}
        and {*connection.execute("select n, story from _held")} == {*(_held(connection) if stories else ())}
        and _same(connection, "select * from _shelf", _shelf(connection).format(which=1) if stories else _NOTHING)
        and all(_agree(connection, kind) for kind in NAMES)
    )


def _agree(connection: sqlite3.Connection, kind: str) -> bool:
    """Whether the names of a kind are those of the findings."""
    kept = f"select n.folded, f.story from _facets f join _names n using (name) where n.kind = '{kind}'"  # noqa: S608
    now = f"select folded(shown), story from ({_FACETS[kind].format(which=1)}) where shown is not null"  # noqa: S608
    return _same(connection, kept, now if kind in _kinds(connection) else f"{kept} and 0")


def _same(connection: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether two queries give the same rows."""
    pairs = ((one, other), (other, one))
    return not any(connection.execute(f"select 1 from ({a} except {b}) limit 1").fetchone() for a, b in pairs)  # noqa: S608


def folded(name: str | None) -> str | None:
    """A name as names are compared."""
    return None if name is None else name.casefold()


def shown(name: str | None) -> str | None:
    """A name on one line, of bounded length; None where there is none."""
    return " ".join(name.replace("\0", " ").split())[:LONGEST] or None if isinstance(name, str) else None


def newsroom(publisher: str | None, url: str | None, canonical: str | None) -> str | None:
    """Who put a document up: the publisher, else its host."""
    try:
        host = urlsplit(url or canonical or "").hostname
    except ValueError:  # brackets that hold no address
        host = None
    return shown(publisher) or shown(host and host.removeprefix("www."))


def _fill_names(connection: sqlite3.Connection, kind: str, query: str, values: tuple[int, ...]) -> None:
    """Names of one kind, spelt as they come first in the alphabet, and their stories."""
    found = f"select folded(shown) as folded, shown, story from ({query}) where shown is not null"  # noqa: S608
    names = f"select '{kind}', folded, min(shown) from ({found}) group by folded"  # noqa: S608
    connection.execute(f"insert or ignore into _names (kind, folded, shown) {names}", values)
    rows = f"select n.name, story from ({found}) x join _names n on n.kind = '{kind}' and n.folded = x.folded"  # noqa: S608
    connection.execute(f"insert or ignore into _facets {rows}", values)


def _kinds(connection: sqlite3.Connection) -> list[str]:
    """The kinds of names that there are columns for."""
    return [kind for kind in NAMES if _has(connection, _STORY) and _has(connection, _NEEDED[kind])]


def _shelf(connection: sqlite3.Connection) -> str:
    return _SHELF.replace("{differs}", _DIFFERS if _has(connection, {"conflicts": {"story", "kind"}}) else "0")


# What stands within JSON is read here: SQLite ends a text at a null character that is escaped there.


def _held(connection: sqlite3.Connection, which: str = "1", values: Sequence[int] = ()) -> Iterator[tuple[int, int]]:
    """Rows of documents with their stories."""
    if not _has(connection, _DOCUMENT):
        return
    query = f"select t.rowid, t.documents from stories t where {which}"  # noqa: S608
    for story, documents in connection.execute(query, values).fetchall():
        for document in json.loads(documents):
            found = connection.execute("select rowid from documents where id = ?", (document,)).fetchall()
            yield from ((n, story) for (n,) in found)


def _told(connection: sqlite3.Connection, which: str = "1", values: Sequence[int] = ()) -> Iterator[tuple[str, int]]:
    """Documents with the events that they support."""
    query = f"select t.rowid, t.supports from events t where {which}"  # noqa: S608
    found = connection.execute(query, values).fetchall() if _has(connection, _EVENT) else ()
    for event, supports in found:
        yield from ((place["document"], event) for place in json.loads(supports))


def _has(connection: sqlite3.Connection, needed: dict[str, set[str]]) -> bool:
    """Whether the tables are there with these columns."""
    return all(
        columns <= {row[1] for row in connection.execute(f"pragma table_info({table})")}
        for table, columns in needed.items()
    )
