"""Rows: Arrow tables to SQLite's and back. Nested values are JSON."""

import json
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pyarrow as pa

from headwater.store.schema import add_part, quoted

_ORDERED = {"documents": ("source", "id"), "faults": ("source", "stage", "message", "document", "start")}


def ensure(connection: sqlite3.Connection, name: str, schema: pa.Schema) -> None:
    """The table is there; one with other columns is refused by SQLite where rows come that do not fit."""
    if connection.execute("select 1 from _tables where name = ?", (name,)).fetchone():
        return
    connection.execute(f"create table {quoted(name)} ({', '.join(map(quoted, schema.names))})")
    add_part(connection, name)
    connection.execute("insert into _tables values (?, ?)", (name, schema.serialize().to_pybytes()))


def insert(connection: sqlite3.Connection, name: str, table: pa.Table, part: int | None) -> None:
    """Append the rows of a table to a part."""
    ensure(connection, name, table.schema)
    places = ", ".join("?" * (table.num_columns + 1))
    columns = ", ".join(map(quoted, [*table.column_names, "_part"]))
    rows = ([*row, part] for row in packed(table))
    connection.executemany(f"insert into {quoted(name)} ({columns}) values ({places})", rows)  # noqa: S608


def packed(table: pa.Table) -> list[list[Any]]:
    """The rows as SQLite keeps them."""
    nested = {f.name for f in table.schema if pa.types.is_nested(f.type)}
    return [
        [json.dumps(v) if k in nested and v is not None else v for k, v in row.items()] for row in table.to_pylist()
    ]


def read(
    connection: sqlite3.Connection,
    name: str,
    parts: Sequence[int] | None = None,
    which: str = "",
    values: Sequence[Any] = (),
) -> pa.Table:
    """The rows of a table, of some parts or of all, part by part in the order of their names.

    Faults stand in the order of what they are about; those that belong to no part are about inputs.
    """
    some = which if parts is None else f"t._part in ({', '.join('?' * len(parts))})"
    return chosen(connection, name, _schema(connection, name), some or "1", tuple(values or parts or ()))


def chosen(connection: sqlite3.Connection, name: str, of: pa.Schema, which: str, values: Sequence[Any]) -> pa.Table:
    """The rows of a table of this schema that a condition on `t` chooses, in the order in which `read` gives them."""
    order = [f"t.{c}" for c in _ORDERED.get(name, ()) if c in of.names]
    within = ", ".join([*([] if name == "faults" else ["p.name"]), *order, "t.rowid"])
    source = f"{quoted(name)} t left join _parts p on p.part = t._part"
    query = f"select {_columns(of)} from {source} where {which} order by {within}"  # noqa: S608
    return table(of, connection.execute(query, values).fetchall())


def section(connection: sqlite3.Connection, name: str, after: int, limit: int) -> tuple[list[int], pa.Table]:
    """So many rows of a table behind the one of this number, in the order in which they were written; their numbers."""
    of = _schema(connection, name)
    query = f"select {_columns(of)}, t.rowid from {quoted(name)} t where t.rowid > ? order by t.rowid limit ?"  # noqa: S608
    found = connection.execute(query, (after, limit)).fetchall()
    return [row[-1] for row in found], table(of, [row[:-1] for row in found])


def schemas(connection: sqlite3.Connection) -> dict[str, pa.Schema]:
    """The tables that were written, by name."""
    return {n: _schema_of(raw) for n, raw in connection.execute("select name, schema from _tables order by name")}


def _schema(connection: sqlite3.Connection, name: str) -> pa.Schema:
    (raw,) = connection.execute("select schema from _tables where name = ?", (name,)).fetchone()
    return _schema_of(raw)


@lru_cache(256)
def _schema_of(raw: bytes) -> pa.Schema:
    return pa.ipc.read_schema(pa.py_buffer(raw))


def _columns(of: pa.Schema) -> str:
    return ", ".join(f"t.{quoted(c)}" for c in of.names)


def table(schema: pa.Schema, rows: Sequence[Sequence[Any]]) -> pa.Table:
    """Rows as SQLite keeps them -> Arrow."""
    if not rows:
        return pa.Table.from_batches((), schema)  # a tenth of the time of `schema.empty_table()`
    columns = zip(*rows, strict=True)
    return pa.table([_column(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _column(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    if pa.types.is_nested(kind):
        values = [None if v is None else json.loads(v) for v in values]
    elif pa.types.is_boolean(kind):
        values = [None if v is None else bool(v) for v in values]
    return pa.array(values, kind)
