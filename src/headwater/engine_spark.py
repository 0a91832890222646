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
from headwater.passages.fast.furniture import behead, consist, fill, vote, write
from headwater.passages.fast.heap import Columns, ranked, words_of
from headwater.passages.fast.rows import Found, Ints, Longs, table
from headwater.passages.fast.runs import runs, unite
from headwater.passages.fast.scan import MASKED, NUMBER
from headwater.passages.fast.seeds import Pairs, grams
from headwater.passages.fast.vocabulary import Vocabulary
from headwater.passages.furniture import (
    HEAP_FAMILIES,
    HEAP_SHARE,
    LINKED_GRAMS,
    LINKS,
    MOSTLY,
    SITE_FAMILIES,
    SITE_SHARE,
    UNKNOWN,
    host,
)
from headwater.passages.plain import PAIRS
from headwater.passages.rarity import by_chance
from headwater.records import Fault

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

JAVA = 17
TEXTS = 1024  # whose words travel together
WORDS = 1 << 24  # that travel together, unless one text has more
EMPTY = 128  # bytes of an array on disk that has nothing in it
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
    """What the driver knows of the texts: their names in sorted order, and faults."""

    names: list[str]
    faults: list[Fault]


class Stage(NamedTuple):
    """Where a table of the run is kept, and its columns as Spark names them."""

    name: str
    columns: str


READ = Stage(
    "words",
    "place long, id string, site string, words int, forms binary, starts binary, ends binary, flags binary, "
    "told binary",
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
ALIGNED = Stage("found", ", ".join(f"{name} {KINDS[kind]}" for name, kind in get_type_hints(Found).items()))

# Furniture, as `passages.furniture` has it: texts of one family, and runs that many families print.
LINKED = f"""
    with rare as (select run, document from runs where texts <= {{often}}),
    shared as (
        select x.document as a, y.document as b, count(*) as many
        from rare x join rare y on x.run = y.run and x.document < y.document
        group by x.document, y.document having count(*) >= {LINKED_GRAMS}
    )
    select cast(a as long) as a, cast(b as long) as b
    from shared join ranks x on x.document = a join ranks y on y.document = b
    where case when x.site < 0 or y.site < 0 then least({{share}}, {UNKNOWN}) * many >= least(x.size, y.size)
               when x.site = y.site then {MOSTLY[1]} * many >= {MOSTLY[0]} * least(x.size, y.size)
               else {{share}} * many >= least(x.size, y.size) end
"""  # noqa: S608  (numbers of ours)
PRINTED = f"""
    with told as (select run, site, family from runs join families using (document)),
    pages as (select site, count(*) as pages from ranks where site >= 0 group by site)
    select run from told group by run having count(distinct family) >= {{enough}}
    union
    select run from told join pages using (site) group by run, site, pages
    having count(distinct family) >= {SITE_FAMILIES} and {SITE_SHARE} * count(distinct family) >= pages
"""  # noqa: S608  (numbers of ours)

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
        _count(run, COUNTS)
        _mask(run, len(known.names))
        _count(run, REMAINING)
        total = spark.sql("select sum(remaining) as words from marked").toArrow()["words"][0].as_py() or 0
        pairs = run.kept(PAIRED, lambda: _pairs(run, total))
        run.kept(ALIGNED, lambda: _align(run, pairs.count(), total))
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
    read = pq.read_table(folder / READ.name, columns=["place", "id", "site", "words", "told"]).sort_by("place")
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
    sites = texts["site"].combine_chunks().dictionary_encode().indices.fill_null(-1)
    ranks = {
        "place": texts["place"], "document": pa.array(np.argsort(order).astype(np.int32)), "size": texts["words"],
        "site": sites,
    }  # fmt: skip
    pq.write_table(pa.table(ranks), folder / RANKS.name / "ranks.parquet")
    return Named([names[n] for n in order], faults)


# Rarity


def _count(run: Run, stage: Stage) -> None:
    """How often every word stands in the corpus, furniture apart; those that stand once are not kept.

    Nobody shares those.
    """
    run.kept(stage, lambda: _counted(run))
    if not (run.folder / f"{stage.name}-times.npy").exists():
        known = pq.read_table(run.folder / stage.name)
        forms = known["form"].to_numpy().view(np.uint64)
        order = np.argsort(forms)
        np.save(run.folder / f"{stage.name}-form.npy", forms[order])
        np.save(run.folder / f"{stage.name}-times.npy", known["times"].to_numpy()[order])


def _counted(run: Run) -> "DataFrame":
    words = run.spark.sql("select forms, flags from texts")
    words.mapInArrow(_tally, COUNTS.columns).createOrReplaceTempView("tally")
    return run.spark.sql("select form, sum(times) as times from tally group by form having sum(times) > 1")


def _tally(batches: Batches) -> Batches:
    """How often every word stands in a batch; runs in the workers."""
    for batch in batches:
        forms, flags = unpacked(batch.column("forms"), np.int64), unpacked(batch.column("flags"), np.uint8)
        yield _batch(COUNTS, *np.unique(forms[flags & MASKED == 0], return_counts=True))


@lru_cache(maxsize=8)
def _array(folder: Path, name: str) -> NDArray[Any]:
    """An array that the driver has left: one copy of it in memory for all workers of a machine."""
    path = folder / f"{name}.npy"
    found: NDArray[Any] = np.load(path, mmap_mode="c" if path.stat().st_size > EMPTY else None).view(np.ndarray)
    return found


def _numbered(
    folder: Path, stage: Stage, forms: NDArray[np.uint64]
) -> tuple[Vocabulary, NDArray[np.int32], NDArray[np.int64]]:
    """Words of a batch in numbers of its own, and the place of each among those that are counted; -1: it is not."""
    vocabulary = Vocabulary()
    numbers = vocabulary.intern(forms)
    known, local = _array(folder, f"{stage.name}-form"), vocabulary.hashes[: vocabulary.size]
    if not len(known):
        return vocabulary, numbers, np.full(len(local), -1)
    at = np.minimum(np.searchsorted(known, local), len(known) - 1)
    return vocabulary, numbers, np.where(known[at] == local, at, -1)


def _bits(folder: Path, vocabulary: Vocabulary, at: NDArray[np.int64], total: int) -> NDArray[np.int32]:
    """The rarity of the words of a batch in the whole corpus."""
    counts = np.ones(len(at), np.int64)
    counts[at >= 0] = _array(folder, f"{REMAINING.name}-times")[at[at >= 0]]
    return Vocabulary(vocabulary.hashes[: vocabulary.size], counts).grains(total)


# Furniture


def _mask(run: Run, count: int) -> None:
    """From here on the flags of texts tell furniture, as `furniture.mark` marks it."""
    spark = run.spark
    texts = spark.sql("select place, document, words, forms, flags from texts")
    if not (run.folder / MARKED.name / "_SUCCESS").exists():
        run.kept(RUNS, lambda: _runs(run, texts))
        _families(run, count)
        printed = spark.sql(PRINTED.format(enough=max(HEAP_FAMILIES, count // HEAP_SHARE))).toArrow()
        hashes = np.zeros(1 << (4 * len(printed) + 1).bit_length(), np.uint64)
        fill(np.sort(printed["run"].to_numpy()).view(np.uint64), hashes)
        np.save(run.folder / "hashes.npy", hashes)
        times, apart = _tallied(texts.mapInArrow(partial(_votes, run.folder), TALLY), len(hashes))
        np.save(run.folder / "chosen.npy", (hashes != 0) & (2 * apart < times))
        heads, _ = _tallied(texts.mapInArrow(partial(_heads, run.folder), TALLY), len(hashes))
        np.save(run.folder / "announced.npy", 2 * heads <= times)
    run.kept(MARKED, lambda: texts.mapInArrow(partial(_marked, run.folder), MARKED.columns))
    spark.sql(
        "select document, words, forms, starts, ends, marks as flags from texts join marked using (place)"
    ).createOrReplaceTempView("texts")


def _runs(run: Run, texts: "DataFrame") -> "DataFrame":
    """The runs that several texts have."""
    texts.mapInArrow(partial(_runs_of, run.folder), "run long, document int").createOrReplaceTempView("every")
    return run.spark.sql(
        "select * from (select *, count(*) over (partition by run) as texts from every) where texts > 1"
    )


def _families(run: Run, count: int) -> None:
    """The family of every text, as a table."""
    root = np.arange(count)
    for often, share in LINKS:
        linked = run.spark.sql(LINKED.format(often=often, share=share)).toArrow()
        left, right = (linked[side].to_numpy().copy() for side in "ab")
        unite(left, right, root)
    ranks = pq.read_table(run.folder / RANKS.name)
    (run.folder / FAMILIES.name).mkdir(exist_ok=True)
    families = pa.table({
        "document": ranks["document"], "site": ranks["site"],
        "family": pa.array(root[ranks["document"].to_numpy()].astype(np.int32)),
    })  # fmt: skip
    pq.write_table(families, run.folder / FAMILIES.name / "families.parquet")
    run.open(FAMILIES)


def _tallied(tally: "DataFrame", size: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """What all tasks have counted for the runs that many print."""
    added = tally.groupBy("slot").sum("one", "two").toArrow()
    found = np.zeros((2, size), np.int32)
    for counts, column in zip(found, added.columns[1:], strict=True):
        counts[added["slot"].to_numpy()] = column.to_numpy()
    return found[0], found[1]


def _worded(folder: Path, batch: pa.RecordBatch) -> tuple[NDArray[np.int32], NDArray[np.bool_], NDArray[np.int64]]:
    """The words of a batch of texts, numbered over the corpus; which numbers are figures; the bounds of the texts.

    Words that stand in one place only share the last two numbers: those of words and of figures.
    """
    vocabulary, numbers, at = _numbered(folder, COUNTS, unpacked(batch.column("forms"), np.uint64))
    figures = _array(folder, f"{COUNTS.name}-form") & np.uint64(NUMBER) != 0
    single = len(figures) + (vocabulary.hashes[: len(at)] & np.uint64(NUMBER) != 0)
    form = np.where(at >= 0, at, single).astype(np.int32)[numbers]
    return form, np.concatenate([figures, [False, True]]), _bounds(batch.column("words"))


def _runs_of(folder: Path, batches: Batches) -> Batches:
    """The runs of a batch of texts, each once a text; runs in the workers."""
    for batch in batches:
        form, number, bounds = _worded(folder, batch)
        keys, counts = np.empty(len(form), np.uint64), np.empty(len(batch), np.int64)
        n = runs(form, number, bounds, len(number) - 2, keys, counts)
        yield _listed(keys[:n], np.repeat(batch.column("document").to_numpy(), counts), "run")


def _listed(keys: NDArray[np.uint64], documents: NDArray[np.int32], name: str) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([pa.array(keys.view(np.int64)), pa.array(documents)], [name, "document"])


def _votes(folder: Path, batches: Batches) -> Batches:
    """For every run that many print, its texts, and those of them that consist of such runs; runs in the workers."""
    hashes = _array(folder, "hashes")
    chosen, times, apart = hashes != 0, np.zeros(len(hashes), np.int32), np.zeros(len(hashes), np.int32)
    for batch in batches:
        form, number, bounds = _worded(folder, batch)
        about = consist(form, number, bounds, hashes, chosen, 0)
        vote(form, number, bounds, hashes, chosen, 0, about, times, apart)
    yield _sparse(times, apart)


def _heads(folder: Path, batches: Batches) -> Batches:
    """For every chosen run the texts that have it before their account begins; runs in the workers."""
    hashes, chosen = _array(folder, "hashes"), _array(folder, "chosen")
    heads = np.zeros(len(hashes), np.int32)
    for batch in batches:
        behead(*_worded(folder, batch), hashes, chosen, 0, heads)
    yield _sparse(heads, heads)


def _sparse(one: NDArray[np.int32], two: NDArray[np.int32]) -> pa.RecordBatch:
    slots = np.flatnonzero(one)
    columns = [slots.astype(np.int32), one[slots], two[slots]]
    return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], ["slot", "one", "two"])


def _marked(folder: Path, batches: Batches) -> Batches:
    """The flags of a batch of texts, furniture marked; runs in the workers."""
    tables = [_array(folder, name) for name in ("hashes", "chosen", "announced")]
    for batch in batches:
        form, number, bounds = _worded(folder, batch)
        flags = unpacked(batch.column("flags"), np.uint8)
        counts = np.zeros(len(number), np.int64)
        write(form, number, bounds, tables[0], tables[1], 0, tables[2], flags, counts)
        remaining = np.diff(np.concatenate([[0], np.cumsum(flags & MASKED == 0)])[bounds])
        yield _batch(MARKED, batch.column("place"), remaining, packed(flags, bounds))


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
        vocabulary, numbers, at = _numbered(folder, REMAINING, forms)
        worth = _bits(folder, vocabulary, at, total)[numbers]
        keys, counts = np.empty(len(forms), np.uint64), np.empty(len(batch), np.int64)
        n = grams(forms, worth, flags, _bounds(batch.column("words")), by_chance(total), keys, counts)
        yield _listed(keys[:n], np.repeat(batch.column("document").to_numpy(), counts), "gram")


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
    vocabulary, numbers, at = _numbered(folder, REMAINING, unpacked(texts["forms"], np.uint64))
    starts, ends = (unpacked(texts[name], np.int32) for name in ("starts", "ends"))
    columns = Columns(numbers, starts, ends, unpacked(texts["flags"], np.uint8), bounds, vocabulary)
    sides = (np.searchsorted(documents, pairs[side].to_numpy()).astype(np.int32) for side in "ab")
    work = Work(columns, _bits(folder, vocabulary, at, total), bounds[:-1], bounds[1:], Pairs(*sides))
    found = aligned(work, 0, len(pairs))
    ranks = found._replace(a=documents[found.a], b=documents[found.b])
    return pa.Table.from_batches([_batch(ALIGNED, *ranks)])


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
