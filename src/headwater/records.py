"""Records: the typed rows of every table, and their way to and from Arrow and JSON.

A table is a list of records of one type. The type is the schema: field names are column names, nested
records are Arrow structs, tuples are Arrow lists.
"""

import re
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec
import pyarrow as pa


class Record(msgspec.Struct, frozen=True, order=True):
    """One row of a table, or a value inside one. Immutable, compared by value, ordered by its fields."""


class Span(Record, frozen=True, order=True):
    """Half-open stretch of a document's text, in Unicode code points."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __bool__(self) -> bool:
        return True


class Place(Record, frozen=True, order=True):
    """A span together with the document it lies in."""

    document: str
    start: int
    end: int


class Fault(Record, frozen=True, order=True):
    """Something that could not be read or done: where, at which stage, and why. Nothing is lost silently."""

    source: str  # as in documents
    stage: str  # the room in which it happened
    message: str
    document: str | None = None
    start: int | None = None
    end: int | None = None


Tables = Mapping[str, pa.Table]
R = TypeVar("R", bound=Record)

_ATOMS = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def _arrow_type(hint: Any) -> pa.DataType:
    """The Arrow type of one annotation."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):  # X | None: every Arrow column may hold nulls
        (inner,) = [a for a in typing.get_args(hint) if a is not type(None)]
        return _arrow_type(inner)
    if origin is typing.Literal:
        return pa.string()
    if origin is tuple:  # tuple[X, ...]
        return pa.list_(_arrow_type(typing.get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, Record):
        return pa.struct(list(schema(hint)))
    return _ATOMS[hint]


@cache
def schema(kind: type[Record]) -> pa.Schema:
    """The Arrow schema of a record type."""
    return pa.schema([(f.encode_name, _arrow_type(f.type)) for f in msgspec.structs.fields(kind)])


def to_table(kind: type[R], rows: Iterable[R]) -> pa.Table:
    """Records of one type -> Arrow table, in the order given."""
    made = [msgspec.to_builtins(row) for row in rows]
    try:
        return pa.Table.from_pylist(made, schema=schema(kind))
    except UnicodeEncodeError:  # half a character, as JSON can escape it, is none in UTF-8
        return pa.Table.from_pylist(whole(made), schema=schema(kind))


def whole(value: Any) -> Any:
    """A value with U+FFFD for every lone surrogate, one for one, so that offsets stay."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\ufffd", value)
    if isinstance(value, dict):
        return {name: whole(v) for name, v in value.items()}
    return [whole(v) for v in value] if isinstance(value, list | tuple) else value


def from_table(kind: type[R], table: pa.Table) -> list[R]:
    """Arrow table -> records of one type, in the table's order."""
    return msgspec.convert(table.to_pylist(), list[kind])  # type: ignore[valid-type]


def to_json(row: Record) -> bytes:
    """One record as one line of JSON, without the line end."""
    return msgspec.json.encode(row)
