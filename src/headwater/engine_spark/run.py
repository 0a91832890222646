"""The tables of a run: where each is kept, its columns, and arrays in them."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.passages.corpus import Progress, opened
from headwater.passages.fast.rows import Found, Ints, Longs

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Batches = Iterator[pa.RecordBatch]


class Stage(NamedTuple):
    """Where a table of the run is kept, its columns as Spark names them, and the one that parts it into folders."""

    name: str
    columns: str
    by: tuple[str, ...] = ()


READ = Stage(
    "words",
    "place long, id string, site string, page string, words int, forms binary, starts binary, ends binary, "
    "flags binary, told binary",
)
RANKS = Stage("ranks", "place long, document int, size int, site int")
COUNTS = Stage("counts", "form long, times long")
RUNS = Stage("runs", "run long, document int, texts long")
FAMILIES = Stage("families", "document int, site int, family int")
MARKED = Stage("marked", "place long, remaining long, marks binary")
REMAINING = Stage("remaining", COUNTS.columns)
TALLY = "slot int, one int, two int"
PAIRED = Stage("pairs", "a int, b int")
KINDS: dict[Any, str] = {Ints: "int", Longs: "long", NDArray[np.bool_]: "boolean"}
ALIGNED = Stage("found", ", ".join(f"{name} {KINDS[kind]}" for name, kind in get_type_hints(Found).items()), ("part",))


class Run:
    """A session, and the folder in which the stages of a run are kept."""

    def __init__(self, spark: "SparkSession", folder: Path, progress: Progress) -> None:
        self.spark = spark
        self.folder = folder
        self.progress = progress

    def kept(self, stage: Stage, make: Callable[[], "DataFrame"]) -> "DataFrame":
        """The table of a stage, as an earlier run left it or made now."""
        path = self.folder / stage.name
        if not (path / "_SUCCESS").exists():
            self.progress(stage.name, 0, 0)
            make().write.mode("overwrite").partitionBy(*stage.by).parquet(f"file://{path}")
        return self.open(stage)

    def open(self, stage: Stage) -> "DataFrame":
        """The table of a stage that is there."""
        found = self.spark.read.schema(stage.columns).parquet(f"file://{self.folder / stage.name}")
        found.createOrReplaceTempView(stage.name)
        return found


def filled(stage: Stage, *columns: "pa.Array | NDArray[Any]") -> pa.RecordBatch:
    """Columns by the names that the stage gives them."""
    names = [column.split()[0] for column in stage.columns.split(", ")]
    return pa.RecordBatch.from_arrays([c if isinstance(c, pa.Array) else pa.array(c) for c in columns], names)


def packed(values: NDArray[Any], bounds: NDArray[np.int64]) -> pa.Array:
    """Row d holds the bytes of values[bounds[d]:bounds[d + 1]], without a copy of them."""
    inside = np.ascontiguousarray(values[bounds[0] : bounds[-1]])
    ends = ((bounds - bounds[0]) * inside.itemsize).astype(np.int32)
    return pa.Array.from_buffers(pa.binary(), len(bounds) - 1, [None, pa.py_buffer(ends), pa.py_buffer(inside)])


def unpacked(column: "pa.Array | pa.ChunkedArray", kind: type[Any]) -> NDArray[Any]:
    """What the rows of a packed column hold, one after the other."""
    chunks = column.chunks if isinstance(column, pa.ChunkedArray) else [column]
    parts = [np.zeros(0, kind)]
    for chunk in chunks:
        _, offsets, data = chunk.buffers()
        ends = np.frombuffer(offsets, np.int32)[chunk.offset : chunk.offset + len(chunk) + 1]
        if len(chunk) and ends[-1] > ends[0]:
            parts.append(np.frombuffer(data, np.uint8)[ends[0] : ends[-1]].view(kind))
    return np.concatenate(parts)


def listed(keys: NDArray[np.uint64], documents: NDArray[np.int32], name: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(keys.view(np.int64)), pa.array(documents)], [name, "document"])


def bounds_of(counts: "pa.Array | pa.ChunkedArray") -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts.to_numpy(), dtype=np.int64)]).astype(np.int64)


@lru_cache(maxsize=8)
def array(folder: Path, name: str) -> NDArray[Any]:
    """An array that the driver has left: one copy of it in memory for all workers of a machine."""
    return opened(folder / f"{name}.npy")
