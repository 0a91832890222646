"""Exports: the tables as files that other programs read. One function a format."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from headwater.records import Tables

Writer = Callable[[pa.Table, Path], None]


def jsonl(table: pa.Table, path: Path) -> None:
    """One JSON object a line, UTF-8."""
    with path.open("w", encoding="utf-8", newline="\n") as out:
        for row in table.to_pylist():
            out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


def parquet(table: pa.Table, path: Path) -> None:
    """The same rows in Parquet; nested fields as lists and structs."""
    pq.write_table(table, path)


def comma(table: pa.Table, path: Path) -> None:
    """One row a line for spreadsheets; nested fields as JSON."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(table.column_names)
        for row in table.to_pylist():
            rows.writerow(
                [json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for v in row.values()]
            )


FORMATS: dict[str, Writer] = {"jsonl": jsonl, "parquet": parquet, "csv": comma}


def export(tables: Tables, folder: str | Path, form: str = "jsonl") -> list[Path]:
    """One file a table, named for it; returns the files written. The folder is made where there is none."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{name}.{form}" for name in sorted(tables)]
    for path in paths:
        FORMATS[form](tables[path.stem], path)
    return paths
