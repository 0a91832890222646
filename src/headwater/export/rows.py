"""Rows: one file a table, written batch by batch, in the form of a writer."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Protocol

import pyarrow as pa

from headwater.errors import HeadwaterError
from headwater.export.jsonl import Jsonl
from headwater.export.parquet import Parquet
from headwater.export.sheet import Csv
from headwater.records import Tables


class Writer(Protocol):
    """One file that takes the rows of one table, as many times as there are batches."""

    def __init__(self, path: Path, schema: pa.Schema) -> None: ...

    def write(self, table: pa.Table) -> None:
        """Append the rows of a table."""

    def close(self) -> None:
        """Finish the file."""


FORMATS: dict[str, type[Writer]] = {"jsonl": Jsonl, "parquet": Parquet, "csv": Csv}


class Files:
    """A folder with one file a table, named for it; the folder is made where there is none."""

    def __init__(self, folder: str | Path, names: Iterable[str], form: str = "jsonl") -> None:
        self.folder = Path(folder)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HeadwaterError(f"Cannot write into {folder}: {error.strerror}; name a folder.") from error
        self.form = form
        self.names = sorted(names)
        self.writers: dict[str, Writer] = {}

    @property
    def paths(self) -> list[Path]:
        """The files, sorted."""
        return [self.folder / f"{name}.{self.form}" for name in self.names]

    def write(self, tables: Tables) -> None:
        """Append a batch; every batch holds every table."""
        for name, path in zip(self.names, self.paths, strict=True):
            if name not in self.writers:
                self.writers[name] = FORMATS[self.form](path, tables[name].schema)
            self.writers[name].write(tables[name])

    def __enter__(self) -> "Files":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for writer in self.writers.values():
            writer.close()


def write(tables: Iterable[pa.Table], path: Path) -> int:
    """Rows that come table by table into one file, in the form that its ending names -> how many.

    The file is there whole or not at all. At least one table comes, be it empty: it brings the columns.
    """
    new = path.with_name(path.name + ".new")
    writer: Writer | None = None
    count = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for table in tables:
            writer = writer or FORMATS[path.suffix.lstrip(".")](new, table.schema)
            writer.write(table)
            count += table.num_rows
        if writer:
            writer.close()
            new.replace(path)
    except OSError as error:
        raise HeadwaterError(f"Cannot write {path}: {error.strerror}.") from error
    return count
