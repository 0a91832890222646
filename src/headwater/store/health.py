"""Health: what can be wrong with a workspace, told in one line each."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from headwater.store import catalogue
from headwater.store.schema import quoted


class Trouble(NamedTuple):
    """Something that is not as it should be."""

    kind: str  # damaged, search, orphans, untraced, waiting, outdated
    many: int
    told: str  # one sentence
    mends: bool  # whether making it anew mends it


def troubles(connection: sqlite3.Connection, recipe: str) -> Iterator[Trouble]:
    """All that is wrong, the worst first."""
    damaged = [row[0] for row in connection.execute("pragma integrity_check(10)") if row[0] != "ok"]
    if damaged:
        yield Trouble("damaged", len(damaged), f"the file is damaged: {damaged[0]}", False)
        return
    yield from _search(connection)
    yield from _catalogue(connection)
    yield from _orphans(connection)
    yield from _untraced(connection)
    yield from _outdated(connection, recipe)


def _search(connection: sqlite3.Connection) -> Iterator[Trouble]:
    """Whether the index of words holds what the documents hold."""
    if not connection.execute("select 1 from _tables where name = 'documents'").fetchone():
        return
    try:
        connection.execute("savepoint looked")
        connection.execute("insert into _search (_search, rank) values ('integrity-check', 1)")
        connection.execute("release looked")
    except sqlite3.DatabaseError:
        connection.execute("rollback to looked")
        yield Trouble("search", 1, "the index of words does not agree with the documents", True)


def _catalogue(connection: sqlite3.Connection) -> Iterator[Trouble]:
    """Whether lists and filters go by what was found."""
    if not catalogue.agrees(connection):
        yield Trouble("search", 1, "the catalogue of stories does not agree with the findings", True)


def _orphans(connection: sqlite3.Connection) -> Iterator[Trouble]:
    """Findings of parts that are not there, and documents that no page gives."""
    for (name,) in connection.execute("select name from _tables order by name").fetchall():
        lost = f"select count(*) from {quoted(name)} where _part is not null and _part not in (select part from _parts)"  # noqa: S608
        (count,) = connection.execute(lost).fetchone()
        if count:
            yield Trouble("orphans", count, f"{count} rows of {name} belong to nothing that is traced", True)


def _untraced(connection: sqlite3.Connection) -> Iterator[Trouble]:
    """Pages that wait, and documents that nothing was found in because nobody looked."""
    (waiting,) = connection.execute("select count(*) from _pages where state = 1").fetchone()
    if waiting:
        yield Trouble("waiting", waiting, f"{waiting} pages wait to be read", True)
    query = "select count(*) from _members where name is not null and part is null"
    (lost,) = connection.execute(query).fetchone()
    if lost:
        yield Trouble("untraced", lost, f"{lost} documents are not traced", True)
    if connection.execute("select 1 from _tables where name = 'documents'").fetchone():
        query = """
            select count(*) from _members m where m.name is not null and m.part is not null
            and not exists (select 1 from documents d where d.id = m.name and d._part = m.part)
        """
        (missing,) = connection.execute(query).fetchone()
        if missing:
            yield Trouble("untraced", missing, f"{missing} documents have lost their row", True)


def _outdated(connection: sqlite3.Connection, recipe: str) -> Iterator[Trouble]:
    """Findings that other versions of the steps have made."""
    now = msgspec.json.decode(recipe, type=dict[str, str])
    query = "select versions, count(*) from _parts join _recipes using (recipe) group by versions order by versions"
    for versions, count in connection.execute(query).fetchall():
        made = msgspec.json.decode(versions, type=dict[str, str])
        other = [step for step in now if made.get(step) != now[step]]
        if other:
            told = f"{count} part{'s were' if count != 1 else ' was'} traced by other versions of {', '.join(other)}"
            yield Trouble("outdated", count, told, True)
