"""Schema: what lies in a workspace file, and the way there from older ones.

Every table of the house is a table here under its own name, with `_part` added: which part of the heap its rows belong
to. What begins with an underscore is the workspace's own:

_tables    the house's tables with their Arrow schemas
_pages     every page as it was handed in, packed
_members   the document of every page: its name, its place in the index, who leads its group, the part that tells of it
_postings  feature -> documents; a feature of too many has document 0 alone
_links     documents that may have to do with each other, both ways round, and how many features they share
_parts     documents that were traced together: a digest of all that went in, and by which recipe
_recipes   the version of every step
_seen      digests of pages that need not be looked at again
_watched   addresses that are asked again and again, and what they answered last
and what `catalogue` tells of.
"""

import json
import os
import sqlite3
import zlib
from hashlib import blake2b
from pathlib import Path

import msgspec

from headwater.errors import WorkspaceError
from headwater.store import catalogue

VERSION = 4
APPLICATION_ID = 0x48574154  # "HWAT", so that `file` and we know a workspace from any other database

_MEMBERS = """
create table _members (
    n integer primary key, base text not null, content blob not null, place text not null, name text,
    site integer not null, size integer not null, sketch blob not null, kernel integer not null, lead integer,
    part integer
);
create index _members_base on _members (base);
create index _members_name on _members (name);
create index _members_kernel on _members (kernel);
create index _members_lead on _members (lead);
create index _members_part on _members (part);
create table _links (
    a integer, b integer, shared integer not null, least integer not null, primary key (a, b)
) without rowid;
"""
_LAYOUT = f"""
create table _tables (name text primary key, schema blob not null) without rowid;
create table _pages (n integer primary key, digest blob not null unique, state integer not null, page blob not null);
{_MEMBERS}
create table _sites (site integer primary key, host text not null unique);
create table _postings (
    feature integer, n integer, site integer not null, primary key (feature, n)
) without rowid;
create table _recipes (recipe integer primary key, versions text not null unique);
create table _parts (part integer primary key, name text not null, key blob not null unique, recipe integer not null);
create table _seen (digest blob primary key) without rowid;
create table _watched (
    url text primary key, feed text, told text, tag text, modified text, asked real not null, due real not null,
    failures integer not null
) without rowid;
create index _watched_feed on _watched (feed);
create virtual table _search using fts5 (headline, text, content = 'documents', content_rowid = 'rowid');
"""
_WAYS = ("id", "document", "story", "a", "b", "child")  # columns by which rows are found


def prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Give a new file its schema, bring an older one up to date; refuse another program's and a newer Headwater's."""
    (application,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    (things,) = connection.execute("select count(*) from sqlite_master").fetchone()
    if application == 0 and things == 0:
        connection.execute("pragma journal_mode = wal")
        _lay_out(connection)
    elif application != APPLICATION_ID:
        raise WorkspaceError(f"{path} is a database of another program, not a Headwater workspace.")
    elif version > VERSION:
        raise WorkspaceError(f"{path} was written by a newer Headwater; update this one to open it.")
    elif version < VERSION:
        backup(connection, path.with_name(f"{path.name}.{version}.backup"))
        for older in range(version, VERSION):
            _STEPS[older](connection)


def _lay_out(connection: sqlite3.Connection) -> None:
    """All or nothing; where another process was quicker, its work stands."""
    with connection:
        connection.execute("begin immediate")
        if connection.execute("pragma user_version").fetchone() == (0,):
            _run(connection, _LAYOUT + catalogue.LAYOUT)
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {VERSION}")


def backup(connection: sqlite3.Connection, path: Path) -> None:
    """A copy of the workspace as of one moment. One that is there stays: it is older, and so worth more."""
    if not path.exists():
        torn = path.with_name(f"{path.name}.{os.getpid()}.part")
        torn.unlink(missing_ok=True)
        with sqlite3.connect(torn) as copy:
            connection.backup(copy)
        copy.close()
        torn.replace(path)


def _from_first(connection: sqlite3.Connection) -> None:
    """Version 1 had the tables alone: they become one part, which is traced anew with the next pages."""
    with connection:
        connection.execute("begin immediate")
        if connection.execute("pragma user_version").fetchone() != (1,):
            return  # another process was quicker
        told = connection.execute("select name, schema from _tables").fetchall()
        connection.execute("drop table _tables")
        connection.execute("drop table _search")
        _run(connection, _LAYOUT)
        told = [(name, columns) for name, columns in told if name != "pages"]
        connection.executemany("insert into _tables values (?, ?)", told)
        _keep_pages(connection)
        for name, _ in told:
            add_part(connection, name)
            connection.execute(f"update {quoted(name)} set _part = 1")  # noqa: S608
        connection.execute("insert into _recipes values (1, '{}')")
        connection.execute("insert into _parts values (1, '', x'', 1)")
        if "documents" in {name for name, _ in told}:
            connection.execute("insert into _search (_search) values ('rebuild')")
        connection.execute("pragma user_version = 2")


def _from_second(connection: sqlite3.Connection) -> None:
    """Version 2 had no catalogue, and no way from a document to its rows."""
    with connection:
        connection.execute("begin immediate")
        if connection.execute("pragma user_version").fetchone() != (2,):
            return  # another process was quicker
        _run(connection, catalogue.LAYOUT)
        for (name,) in connection.execute("select name from _tables").fetchall():
            _pave(connection, name)
        catalogue.fill(connection)
        connection.execute("pragma user_version = 3")


def _from_third(connection: sqlite3.Connection) -> None:
    """Version 3 had other groups: its members have none until the next pages come, with which all are traced anew."""
    with connection:
        connection.execute("begin immediate")
        if connection.execute("pragma user_version").fetchone() != (3,):
            return  # another process was quicker
        if "pivot" in {row[1] for row in connection.execute("pragma table_info(_members)")}:
            connection.execute("alter table _members rename to _older")
            for way in ("base", "name", "pivot", "part"):
                connection.execute(f"drop index _members_{way}")
            _run(connection, _MEMBERS)
            same = "n, base, content, place, name, site, size, sketch, part"
            connection.execute(f"insert into _members ({same}, kernel) select {same}, n from _older")  # noqa: S608
            connection.execute("drop table _older")
        connection.execute("pragma user_version = 4")


_STEPS = {1: _from_first, 2: _from_second, 3: _from_third}


def _run(connection: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";\n"):
        connection.execute(statement)


def _keep_pages(connection: sqlite3.Connection) -> None:
    """The pages of version 1 wait to be read."""
    if not connection.execute("select 1 from sqlite_master where name = 'pages'").fetchone():
        return
    for source, form, content, url, given in connection.execute("select source, form, content, url, given from pages"):
        page = {"source": source, "form": form, "content": content, "url": url, "given": json.loads(given)}
        raw = msgspec.msgpack.encode(page)
        row = blake2b(raw, digest_size=16).digest(), zlib.compress(raw, 6)
        connection.execute("insert or ignore into _pages (digest, state, page) values (?, 1, ?)", row)
    connection.execute("drop table pages")


def add_part(connection: sqlite3.Connection, name: str) -> None:
    """The column that says which part a row belongs to, and the ways to find rows."""
    connection.execute(f"alter table {quoted(name)} add column _part integer")
    connection.execute(f"create index {quoted('_' + name + '_part')} on {quoted(name)} (_part)")
    _pave(connection, name)


def _pave(connection: sqlite3.Connection, name: str) -> None:
    """The ways to find rows by the document or the story that they belong to."""
    columns = {row[1] for row in connection.execute(f"pragma table_info({quoted(name)})")}
    for column in sorted(columns & {*_WAYS}):
        way = quoted(f"_{name}_{column}")
        connection.execute(f"create index if not exists {way} on {quoted(name)} ({quoted(column)})")


def quoted(name: str) -> str:
    """A name as SQL takes it, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'
