"""Heap: what tracing makes, with every table of the contract as an attribute."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from headwater.engine import Engine, LocalEngine
from headwater.pages import Page
from headwater.pipeline import adding, show
from headwater.pipeline.steps import KINDS, Progress, gather, run
from headwater.records import Fault, Record, Tables, from_table
from headwater.store import Workspace

_SHOWN = 20  # rows of a table in a notebook


class Rows:
    """One table of a heap, for any Arrow-speaking program."""

    def __init__(self, name: str, table: pa.Table) -> None:
        self.name = name
        self.table = table

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def __iter__(self) -> Iterator[Record]:
        return iter(from_table(KINDS[self.name], self.table))

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow C stream, by which pandas, Polars, DuckDB and others read this without a copy."""
        return self.table.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> pa.Table:
        """The rows as a pyarrow table."""
        return self.table

    def to_pandas(self) -> object:
        """The rows as a pandas data frame; needs pandas."""
        return self.table.to_pandas()

    def to_polars(self) -> object:
        """The rows as a Polars data frame; needs polars."""
        import polars  # only for who asks for it  # noqa: PLC0415

        return polars.from_arrow(self.table)

    def __repr__(self) -> str:
        return f"<{self.name}: {len(self)} rows; columns {', '.join(self.table.column_names)}>"

    def _repr_html_(self) -> str:
        rows = [[show.text(v) for v in row.values()] for row in self.table.slice(0, _SHOWN).to_pylist()]
        rest = len(self) - len(rows)
        more = f"<p>and {rest} more rows</p>" if rest > 0 else ""
        return show.framed(show.table(self.table.column_names, rows), more)


class Heap:
    """A traced heap of pages: every table of the contract as an attribute (`heap.stories`, `heap.passages` …)."""

    def __init__(self, tables: Tables) -> None:
        self.tables = dict(tables)

    def __getattr__(self, name: str) -> Rows:
        if name in KINDS:
            return Rows(name, self.tables[name])
        raise AttributeError(f"A heap has no table {name!r}; there are {', '.join(KINDS)}.")

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *KINDS})

    def summary(self) -> dict[str, int]:
        """What was found, in numbers."""
        lost = pc.sum(pc.equal(self.tables["witnesses"]["kind"], "lost")).as_py() or 0
        differ = pc.sum(pc.equal(self.tables["conflicts"]["kind"], "conflict")).as_py() or 0
        return {
            "documents": len(self.documents),
            "stories": len(self.stories),
            "lost sources": int(lost),
            "independent accounts": int(pc.sum(self.tables["stories"]["lines"]).as_py() or 0),
            "differences": int(differ),
            "faults": len(self.faults),
        }

    def __repr__(self) -> str:
        return "<Heap: " + " · ".join(f"{n} {name}" for name, n in self.summary().items()) + ">"


def trace(
    inputs: str | Path | Iterable[str | Path],
    jobs: int = 1,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Heap:
    """Files, folders and addresses -> a traced heap. `jobs` is the number of processes.

    Raises NothingToRead where no page among the inputs can be read; single bad pages are rows in `faults`.
    """
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    return Heap(traced(*gather(given, stdin), LocalEngine(jobs), progress))


def traced(
    found: list[Page], faults: list[Fault], engine: Engine | None = None, progress: Progress | None = None
) -> dict[str, pa.Table]:
    """All tables of a heap: traced as one where it is small enough, else as a workspace would keep it."""
    if len(found) <= adding.WHOLE:
        return run(found, faults, engine, progress=progress)
    with TemporaryDirectory(prefix="headwater-") as folder:
        workspace = Workspace(Path(folder) / "heap", create=True)
        items: list[Page | Fault] = [*found, *faults]
        # More than is traced as one, or it would be, only to be traced in groups after that.
        adding.at_once(workspace, items[: adding.WHOLE + 1], engine or LocalEngine(), progress)
        for _ in adding.add(workspace, items[adding.WHOLE + 1 :], engine, progress):
            pass
        return workspace.tables()
