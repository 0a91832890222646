"""The workspace on disk: one SQLite file that keeps pages and findings, whole batches or nothing.

Every table of the house is a table here under its own name; nested columns are JSON. Write-ahead logging lets a
reader (the server) read while a writer writes. The only room that knows the file's inside.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from headwater.errors import WorkspaceError
from headwater.records import Tables

SCHEMA_VERSION = 1
APPLICATION_ID = 0x48574154  # "HWAT", so that `file` and we know a workspace from any other database
WAIT = 30.0  # seconds that a second writer waits for the first

_SEARCH = "create virtual table if not exists _search using fts5 (id unindexed, headline, text)"


class Workspace:
    """A heap on disk. `Workspace(path)` opens it; `create=True` makes it where there is none."""

    def __init__(self, path: str | Path, create: bool = False) -> None:
        self.path = Path(path)
        if not create and not self.path.is_file():
            raise WorkspaceError(
                f"There is no workspace at {self.path}; `headwater trace PATH… -w {self.path}` makes one."
            )
        with self._connection() as connection:
            self._check(connection)

    def write(self, tables: Tables) -> None:
        """All the tables given, in place of those that were there under the same names: all of them or none."""
        with self._connection() as connection, connection:
            connection.execute("begin immediate")
            for name in sorted(tables):
                _write(connection, name, tables[name])

    def tables(self) -> dict[str, pa.Table]:
        """Every table that was written, as of one moment."""
        with self._connection() as connection, connection:
            connection.execute("begin")
            names = connection.execute("select name, schema from _tables order by name").fetchall()
            return {name: _read(connection, name, pa.ipc.read_schema(pa.py_buffer(schema))) for name, schema in names}

    def search(self, words: str, limit: int = 20) -> list[str]:
        """Ids of the documents that hold all the words, best first."""
        phrase = " ".join('"' + w.replace('"', "") + '"' for w in words.split())
        query = "select id from _search where _search match ? order by rank, id limit ?"
        with self._connection() as connection:
            return [row[0] for row in connection.execute(query, (phrase, limit))] if phrase else []

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.path, timeout=WAIT, isolation_level=None)) as connection:
                connection.execute("pragma synchronous = normal")
                yield connection
        except sqlite3.Error as error:
            raise WorkspaceError(f"{self.path} cannot be used as a workspace: {error}.") from error

    def _check(self, connection: sqlite3.Connection) -> None:
        """A new file gets its schema; another program's file and a newer Headwater's are refused."""
        (application,) = connection.execute("pragma application_id").fetchone()
        (version,) = connection.execute("pragma user_version").fetchone()
        (things,) = connection.execute("select count(*) from sqlite_master").fetchone()
        if application == 0 and things == 0:
            connection.execute("pragma journal_mode = wal")
            with connection:
                connection.execute("begin immediate")
                connection.execute("create table if not exists _tables (name text primary key, schema blob)")
                connection.execute(_SEARCH)
                connection.execute(f"pragma application_id = {APPLICATION_ID}")
                connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
        elif application != APPLICATION_ID:
            raise WorkspaceError(f"{self.path} is a database of another program, not a Headwater workspace.")
        elif version > SCHEMA_VERSION:
            raise WorkspaceError(f"{self.path} was written by a newer Headwater; update this one to open it.")


def _write(connection: sqlite3.Connection, name: str, table: pa.Table) -> None:
    columns = ", ".join(f"{_quoted(c)}" for c in table.column_names)
    places = ", ".join("?" * table.num_columns)
    connection.execute(f"drop table if exists {_quoted(name)}")
    connection.execute(f"create table {_quoted(name)} ({columns})")
    nested = {f.name for f in table.schema if pa.types.is_nested(f.type)}
    rows = ([_pack(v) if k in nested else v for k, v in row.items()] for row in table.to_pylist())
    connection.executemany(f"insert into {_quoted(name)} values ({places})", rows)  # noqa: S608
    schema = table.schema.serialize().to_pybytes()
    connection.execute("insert or replace into _tables values (?, ?)", (name, schema))
    if name == "documents":
        connection.execute("delete from _search")
        connection.execute('insert into _search select id, headline, text from "documents"')


def _read(connection: sqlite3.Connection, name: str, schema: pa.Schema) -> pa.Table:
    nested = {f.name for f in schema if pa.types.is_nested(f.type)}
    flags = {f.name for f in schema if pa.types.is_boolean(f.type)}
    found = connection.execute(f"select * from {_quoted(name)} order by rowid")  # noqa: S608
    rows = [
        {
            k: json.loads(v) if k in nested and v is not None else bool(v) if k in flags and v is not None else v
            for k, v in zip(schema.names, row, strict=True)
        }
        for row in found
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def _pack(value: Any) -> str | None:
    return None if value is None else json.dumps(value)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
