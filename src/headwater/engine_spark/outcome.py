"""The passages with kinds and clusters as Parquet files, part by part; clusters are joined on the driver."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from headwater.engine_spark.run import ALIGNED
from headwater.passages.corpus import places
from headwater.passages.fast.rows import Found, clusters, rows

NUMPY = {"int": np.int32, "long": np.int64, "boolean": np.bool_}
ROWS = 1 << 20  # of a file of the outcome


def write(work: Path, names: list[str], output: Path) -> int:
    """The passages, sorted, in a folder that is there whole or not at all -> how many."""
    found = work / ALIGNED.name
    total: int = sum(pq.read_metadata(file).num_rows for file in found.rglob("*.parquet"))
    of = clusters(places(_parts(found), total), names)
    whole = work / "passages"
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir()
    first = n = 0
    for part in _parts(found):
        table = rows(part, of, names, first)
        for start in range(0, max(1, table.num_rows), ROWS):
            pq.write_table(table.slice(start, ROWS), whole / f"part-{n:05}.parquet")
            n += 1
        first += len(part.a)
    if output.is_dir():
        output.rmdir()
    whole.rename(output)
    return total


def _parts(folder: Path) -> Iterator[Found]:
    """The passages of so many left texts at a time; of none where there are none."""
    found = sorted(folder.glob("part=*"), key=lambda part: int(part.name.removeprefix("part=")))
    for part in found:
        table = pq.read_table(part, columns=list(Found._fields), partitioning=None)
        yield Found(*(table[name].to_numpy() for name in Found._fields))
    if not found:
        nothing: dict[str, Any] = {c.split()[0]: np.zeros(0, NUMPY[c.split()[1]]) for c in ALIGNED.columns.split(", ")}
        yield Found(**nothing)
