"""Reuse on Spark: the steps of `passages.corpus` over the machines of a cluster, the same rows out.

The compiled steps run on Arrow batches inside Spark's workers; words travel as the hashes of the scanner, which are the
same in every process. Joins and counts are Spark's; clusters are joined on the driver, which holds all names, and the
passages as numbers. Inputs and outcome are paths that every machine sees. Every stage is kept in a folder beside the
outcome, so that a worker that dies costs no more than its part of one stage, and a run that was stopped goes on.

Needs pyspark and Java 17 on the driver and the workers; pyspark is opened here only, and only when asked for.
"""

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, get_type_hints

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headwater.errors import HeadwaterError, NothingToRead, UsageError
from headwater.pages.columns import Batch, Names, batches_of, files, sources
from headwater.passages.corpus import Progress, Stages, admit, fingerprint, piece
from headwater.passages.fast.align import Work, aligned
from headwater.passages.fast.characters import Characters
from headwater.passages.fast.heap import Columns, ranked, words_of
from headwater.passages.fast.rows import Found, Ints, Longs, table
from headwater.passages.fast.seeds import Pairs, grams
from headwater.passages.fast.vocabulary import Vocabulary
from headwater.passages.furniture import host
from headwater.passages.plain import PAIRS
from headwater.passages.rarity import by_chance
from headwater.records import Fault

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

JAVA = 17
TEXTS = 1024  # whose words travel together
WORDS = 1 << 24  # that travel together, unless one text has more
BLOCK = 4096  # pairs that are aligned together, with the words of all their texts in memory
ROWS = 1 << 20  # of a file of the outcome
Batches = Iterator[pa.RecordBatch]


class Outcome(NamedTuple):
    """How much there was, and what could not be read."""

    passages: int
    texts: int
    faults: list[Fault]


class Told(msgspec.Struct):
    """What reading a file has to say: faults, or that it has no such column."""

    faults: list[Fault]
    wrong: str | None = None


class Named(NamedTuple):
    """What the driver knows of the texts: their names in sorted order, faults, the number of all words."""

    names: list[str]
    faults: list[Fault]
    words: int


class Stage(NamedTuple):
    """Where a table of the run is kept, and its columns as Spark names them."""

    name: str
    columns: str


READ = Stage(
    "words",
    "place long, id string, site string, words int, forms binary, starts binary, ends binary, flags binary, "
    "told binary",
)
RANKS = Stage("ranks", "place long, document int")
COUNTS = Stage("counts", "form long, times long")
PAIRED = Stage("pairs", "a int, b int")
KINDS: dict[Any, str] = {Ints: "int", Longs: "long", NDArray[np.bool_]: "boolean"}
ALIGNED = Stage("found", ", ".join(f"{name} {KINDS[kind]}" for name, kind in get_type_hints(Found).items()))

# Pairs into blocks. Those of one family come together, so that the words of a text travel once for most of its pairs:
# a pair goes with the first relative that its left text has.
BLOCKS = """
    with leaders as (select b as document, min(a) as leader from pairs group by b),
    led as (
        select a, b, coalesce(leader, a) as leader from pairs left join leaders on leaders.document = pairs.a
    ),
    placed as (
        select a, b, leader % {parts} as part,
               row_number() over (partition by leader % {parts} order by leader, a, b) as place
        from led
    )
    select a, b, part, cast((place - 1) div {block} as int) as block from placed
"""
NEEDED = """
    with sides as (select part, block, a as document from blocks union select part, block, b from blocks)
    select part, block, sides.document, words, forms, starts, ends, flags from sides join texts using (document)
"""


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
            make().write.mode("overwrite").parquet(f"file://{path}")
        return self.open(stage)

    def open(self, stage: Stage) -> "DataFrame":
        """The table of a stage that is there."""
        found = self.spark.read.schema(stage.columns).parquet(f"file://{self.folder / stage.name}")
        found.createOrReplaceTempView(stage.name)
        return found


def reuse(
    inputs: Sequence[str], names: Names, output: Path, master: str, progress: Progress = lambda *_: None
) -> Outcome:
    """The passages of a corpus as Parquet files in the folder `output`, sorted.

    Raises UsageError where pyspark, Java or a column is missing, HeadwaterError where the master does not answer.
    """
    if output.is_file() or (output.is_dir() and any(output.iterdir())):
        raise UsageError(f"{output} is there already; name a new folder with -o.")
    told = f"spark\n{fingerprint(files(inputs), names)}"
    work = output.resolve().with_name(output.name + ".part")
    with session(master) as spark:
        run = Run(spark, Stages(work, told).folder, progress)
        known = _read(run, list(sources(inputs)), names)
        _count(run)
        pairs = run.kept(PAIRED, lambda: _pairs(run, known.words))
        run.kept(ALIGNED, lambda: _align(run, pairs.count(), known.words))
    progress("rows", 0, 0)
    count = _write(work, known.names, output)
    shutil.rmtree(work)
    return Outcome(count, len(known.names), known.faults)


# The session


@contextmanager
def session(master: str) -> Iterator["SparkSession"]:
    """A session with a master, or within this process (`local[2]`)."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)  # none is used
        spark = _opened(master)
        try:
            spark.sparkContext.setLogLevel("ERROR")
            yield spark
        finally:
            spark.stop()


def _opened(master: str) -> "SparkSession":
    try:
        from py4j.protocol import Py4JError  # noqa: PLC0415
        from pyspark.sql import SparkSession  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("--engine spark needs pyspark: pip install 'headwater[spark]'.") from error
    need_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("headwater reuse")
    if re.match(r"local|spark://(localhost|127\.|\[::1\])", master):  # nobody else is to reach it
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        builder = builder.config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false")
    try:
        return (
            builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", TEXTS)
            .config("spark.ui.showConsoleProgress", "false")
            .getOrCreate()
        )
    except Py4JError as error:
        raise HeadwaterError(f"No Spark session with {master}; is its master running?") from error


def need_java() -> None:
    """Refuse where there is no Java, or one too old."""
    home = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=f"{home}/bin") if home else shutil.which("java")
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr if java else ""  # noqa: S603
    version = re.search(r'version "(\d+)', said)
    if not version or int(version[1]) < JAVA:
        there = f"JAVA_HOME or PATH has Java {version[1]}" if version else "none was found by JAVA_HOME or on the PATH"
        raise UsageError(f"--engine spark needs Java {JAVA} or newer, and {there}: install openjdk-17-jre-headless.")


# Words


def _read(run: Run, given: list[tuple[Path | None, str]], names: Names) -> Named:
    """The words of all texts, kept; texts ranked by their names."""
    if any(path is None for path, _ in given):
        raise UsageError("--engine spark reads files; `-` is for the engine of this machine.")
    paths = [(path.resolve(), source) for path, source in given if path]
    if not paths:
        raise NothingToRead("No JSONL and no Parquet among the inputs.")
    numbers = run.spark.range(0, len(paths), 1, len(paths))
    run.kept(READ, lambda: numbers.mapInArrow(partial(_words, paths, names), READ.columns))
    known = _named(run.folder)
    run.open(RANKS)
    run.spark.sql("select * from words join ranks using (place)").createOrReplaceTempView("texts")
    return known


def _words(paths: list[tuple[Path, str]], names: Names, numbers: Batches) -> Batches:
    """The words of the texts of some files; runs in the workers."""
    for numbered in numbers:
        for n in numbered.column(0).to_pylist():
            characters, place = Characters(), n << 40
            path, source = paths[n]
            try:
                for batch in batches_of(path, source, names):
                    yield _said(place, Told(batch.faults))
                    yield from _scanned(batch, place + 1, characters)
                    place += 1 + len(batch.ids)
            except UsageError as error:
                yield _said(place, Told([], str(error)))


def _scanned(batch: Batch, place: int, characters: Characters) -> Batches:
    texts = piece(batch.texts)
    characters.learn(texts.data)
    words = words_of(texts, characters)
    bounds = np.cumsum(np.concatenate([[0], words.counts]))
    first = 0
    while first < len(batch.ids):
        last = max(first + 1, int(np.searchsorted(bounds, bounds[first] + WORDS, "right")) - 1)
        hosts = [host(site) if site else None for site in batch.sites[first:last]]
        yield _batch(
            READ, np.arange(place + first, place + last), pa.array(batch.ids[first:last]),
            pa.array(hosts, pa.string()), words.counts[first:last].astype(np.int32),
            *(packed(column, bounds[first : last + 1]) for column in words[:4]), pa.nulls(last - first, pa.binary()),
        )  # fmt: skip
        first = last


def _said(place: int, told: Told) -> pa.RecordBatch:
    """What reading has to say, as a row among the texts."""
    nothing = [pa.nulls(1, kind) for kind in (pa.string(), pa.string(), pa.int32(), *[pa.binary()] * 4)]
    return _batch(READ, np.array([place]), *nothing, pa.array([msgspec.json.encode(told)]))


def _batch(stage: Stage, *columns: "pa.Array | NDArray[Any]") -> pa.RecordBatch:
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


def _named(folder: Path) -> Named:
    """Names for all texts, in the order of reading; where each stands in the sorted order is left as a table."""
    read = pq.read_table(folder / READ.name, columns=["place", "id", "words", "told"]).sort_by("place")
    told = [msgspec.json.decode(t, type=Told) for t in read["told"].drop_null().to_pylist()]
    wrong = [t.wrong for t in told if t.wrong]
    if wrong:
        shutil.rmtree(folder)
        raise UsageError(wrong[0])
    texts = read.filter(pc.is_valid(read["words"]))
    taken: dict[str, int] = {}
    faults = [f for t in told for f in t.faults] + list(admit(taken, texts["id"].to_pylist()))
    names = list(taken)
    order = ranked(names)
    (folder / RANKS.name).mkdir(exist_ok=True)
    ranks = pa.table({"place": texts["place"].take(pa.array(order)), "document": np.arange(len(order), dtype=np.int32)})
    pq.write_table(ranks, folder / RANKS.name / "ranks.parquet")
    return Named([names[n] for n in order], faults, pc.sum(texts["words"]).as_py() or 0)


# Rarity


def _count(run: Run) -> None:
    """How often every word stands in the corpus; those that stand once are not kept, for nobody shares them."""
    run.kept(COUNTS, lambda: _counted(run))
    for column in ("form", "times"):
        path = run.folder / f"{column}.npy"
        if not path.exists():
            known = pq.read_table(run.folder / COUNTS.name)
            forms = known["form"].to_numpy().view(np.uint64)
            order = np.argsort(forms)
            np.save(path, forms[order] if column == "form" else known["times"].to_numpy()[order])


def _counted(run: Run) -> "DataFrame":
    forms = run.spark.sql("select forms from texts")
    forms.mapInArrow(_tally, COUNTS.columns).createOrReplaceTempView("tally")
    return run.spark.sql("select form, sum(times) as times from tally group by form having sum(times) > 1")


def _tally(batches: Batches) -> Batches:
    """How often every word stands in a batch; runs in the workers."""
    for batch in batches:
        forms, times = np.unique(unpacked(batch.column("forms"), np.int64), return_counts=True)
        yield _batch(COUNTS, forms, times)


@lru_cache(maxsize=1)
def _times(folder: Path) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """The words that stand more than once, sorted, and how often: one copy for all workers of a machine."""
    forms, times = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("form", "times"))
    return forms, times


# Pairs


def _pairs(run: Run, total: int) -> "DataFrame":
    """The candidates: `plain.PAIRS` over the grams of all texts."""
    texts = run.spark.sql("select document, words, forms, flags from texts")
    texts.mapInArrow(partial(_grams, run.folder, total), "gram long, document int").createOrReplaceTempView("grams")
    return run.spark.sql(PAIRS)


def _grams(folder: Path, total: int, batches: Batches) -> Batches:
    """The grams of a batch of texts, each once a text; runs in the workers."""
    for batch in batches:
        forms, flags = unpacked(batch.column("forms"), np.uint64), unpacked(batch.column("flags"), np.uint8)
        vocabulary = Vocabulary()
        numbers = vocabulary.intern(forms)
        worth = _bits(folder, vocabulary, total)[numbers]
        keys, counts = np.empty(len(forms), np.uint64), np.empty(len(batch), np.int64)
        n = grams(forms, worth, flags, _bounds(batch.column("words")), by_chance(total), keys, counts)
        documents = np.repeat(batch.column("document").to_numpy(), counts)
        yield pa.RecordBatch.from_arrays([pa.array(keys[:n].view(np.int64)), pa.array(documents)], ["gram", "document"])


def _bounds(counts: "pa.Array | pa.ChunkedArray") -> NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts.to_numpy(), dtype=np.int64)]).astype(np.int64)


# Passages


def _align(run: Run, many: int, total: int) -> "DataFrame":
    """The passages of all pairs, block by block."""
    spark = run.spark
    parts = max(4 * spark.sparkContext.defaultParallelism, many // BLOCK)
    blocks = spark.sql(BLOCKS.format(parts=parts, block=BLOCK))
    blocks.createOrReplaceTempView("blocks")
    needed = spark.sql(NEEDED).groupBy("part", "block")
    emit = partial(_passages, run.folder, total)
    return blocks.groupBy("part", "block").cogroup(needed).applyInArrow(emit, ALIGNED.columns)


def _passages(folder: Path, total: int, pairs: pa.Table, texts: pa.Table) -> pa.Table:
    """The passages of a block of pairs, given the words of their texts; runs in the workers."""
    texts, pairs = texts.sort_by("document"), pairs.sort_by([("a", "ascending"), ("b", "ascending")])
    documents = texts["document"].to_numpy()
    bounds = _bounds(texts["words"])
    vocabulary = Vocabulary()
    numbers = vocabulary.intern(unpacked(texts["forms"], np.uint64))
    starts, ends = (unpacked(texts[name], np.int32) for name in ("starts", "ends"))
    columns = Columns(numbers, starts, ends, unpacked(texts["flags"], np.uint8), bounds, vocabulary)
    sides = (np.searchsorted(documents, pairs[side].to_numpy()).astype(np.int32) for side in "ab")
    work = Work(columns, _bits(folder, vocabulary, total), bounds[:-1], bounds[1:], Pairs(*sides))
    found = aligned(work, 0, len(pairs))
    ranks = found._replace(a=documents[found.a], b=documents[found.b])
    return pa.Table.from_batches([_batch(ALIGNED, *ranks)])


def _bits(folder: Path, vocabulary: Vocabulary, total: int) -> NDArray[np.int32]:
    """The rarity of the words of a block in the whole corpus."""
    forms, times = _times(folder)
    local = vocabulary.hashes[: vocabulary.size]
    counts = np.ones(len(local), np.int64)
    if len(forms):
        at = np.minimum(np.searchsorted(forms, local), len(forms) - 1)
        counts = np.where(forms[at] == local, times[at], counts)
    return Vocabulary(local, counts).grains(total)


# The outcome


def _write(work: Path, names: list[str], output: Path) -> int:
    """The passages with kinds and clusters, sorted, in a folder that is there whole or not at all -> how many."""
    found = pq.read_table(work / ALIGNED.name)
    rows = table(Found(*(found[name].to_numpy() for name in Found._fields)), names)
    whole = work / "passages"
    shutil.rmtree(whole, ignore_errors=True)
    whole.mkdir()
    for n, start in enumerate(range(0, max(1, rows.num_rows), ROWS)):
        pq.write_table(rows.slice(start, ROWS), whole / f"part-{n:05}.parquet")
    if output.is_dir():
        output.rmdir()
    whole.rename(output)
    return int(rows.num_rows)
