"""Engine: the verbs that apply a function on one thing to tables. Steps are written once against them."""

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from headwater.records import Fault, Record, from_table, to_table

R = TypeVar("R", bound=Record)
Emit = Callable[[R], Iterable[Record]]  # a record in; records of any of the named kinds out


class Engine(Protocol):
    """What a step may ask for."""

    @property
    def jobs(self) -> int:
        """How many things it may do at once."""

    def each(self, kind: type[R], table: pa.Table, emit: Emit[R], into: Sequence[type[Record]]) -> list[pa.Table]:
        """`emit` applied to every row; one table for each kind in `into`, rows in the order of their source rows.

        A row on which `emit` raises gives a `Fault`, so `into` names that kind too.
        """

    def sql(self, query: str, **tables: pa.Table) -> pa.Table:
        """One query over the named tables. It must order its rows."""


class LocalEngine:
    """All in this process, or over `jobs` processes where there are rows enough to pay for them."""

    def __init__(self, jobs: int = 1, rows_that_pay: int = 64) -> None:
        self.jobs = jobs
        self.rows_that_pay = rows_that_pay

    def each(self, kind: type[R], table: pa.Table, emit: Emit[R], into: Sequence[type[Record]]) -> list[pa.Table]:
        """`emit` applied to every row; one table for each kind in `into`, rows in the order of their source rows."""
        rows = from_table(kind, table)
        if self.jobs > 1 and len(rows) >= self.rows_that_pay:
            size = max(1, len(rows) // (4 * self.jobs))
            parts = [rows[i : i + size] for i in range(0, len(rows), size)]
            with ProcessPoolExecutor(self.jobs) as pool:
                found = [r for part in pool.map(partial(_emit_all, emit), parts) for r in part]
        else:
            found = _emit_all(emit, rows)
        by_kind: dict[type[Record], list[Record]] = {k: [] for k in into}
        for record in found:
            by_kind[type(record)].append(record)
        return [to_table(k, by_kind[k]) for k in into]

    def sql(self, query: str, **tables: pa.Table) -> pa.Table:
        """One query over the named tables, by DuckDB. It must order its rows."""
        # Other processes are forked from one whose database has come to an end, and with it its threads.
        with _database(os.getpid()).cursor() if self.jobs == 1 else _new_database() as connection:
            for name, table in tables.items():
                connection.register(name, table)
            return connection.sql(query).to_arrow_table()


@cache
def _database(process: int) -> Any:
    """A database in memory for all questions of a process; another's cannot be used after a fork."""
    del process
    return _new_database()


def _new_database() -> Any:
    import duckdb  # 40 ms that a heap without pairs need not pay  # noqa: PLC0415

    return duckdb.connect()


def _emit_all(emit: Emit[R], rows: Sequence[R]) -> list[Record]:
    """What `emit` finds in every row. The one net under all steps: a row that breaks a step becomes a fault."""
    found: list[Record] = []
    for row in rows:
        try:
            found.extend(list(emit(row)))
        except Exception as error:
            found.append(_fault(emit, row, error))
    return found


def _fault(emit: Emit[R], row: R, error: Exception) -> Fault:
    function = emit.func if isinstance(emit, partial) else emit
    where = str(getattr(row, "source", None) or getattr(row, "document", None) or getattr(row, "id", "?"))
    stage = function.__module__.rpartition(".")[2]
    return Fault(where, stage, f"{type(error).__name__}: {error}", document=getattr(row, "document", None))
