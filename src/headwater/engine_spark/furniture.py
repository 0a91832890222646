"""Furniture, as `passages.furniture` has it: texts of one family, and runs that many families print."""

from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headwater.engine_spark.rarity import numbered
from headwater.engine_spark.run import (
    COUNTS,
    FAMILIES,
    MARKED,
    RANKS,
    RUNS,
    TALLY,
    Batches,
    Run,
    array,
    bounds_of,
    filled,
    listed,
    packed,
    unpacked,
)
from headwater.passages import rules
from headwater.passages.fast.furniture import behead, consist, fill, spread, vote, write
from headwater.passages.fast.runs import runs, unite
from headwater.passages.fast.scan import MASKED, NUMBER

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

LINKED = f"""
    with rare as (select run, document from runs where texts <= {{often}}),
    shared as (
        select x.document as a, y.document as b, count(*) as many
        from rare x join rare y on x.run = y.run and x.document < y.document
        group by x.document, y.document having count(*) >= {rules.LINKED_GRAMS}
    )
    select cast(a as long) as a, cast(b as long) as b, x.site >= 0 and y.site >= 0 as known
    from shared join ranks x on x.document = a join ranks y on y.document = b
    where case when x.site < 0 or y.site < 0 then least({{share}}, {rules.UNKNOWN}) * many >= least(x.size, y.size)
               when x.site = y.site then {rules.MOSTLY[1]} * many >= {rules.MOSTLY[0]} * least(x.size, y.size)
               else {{share}} * many >= least(x.size, y.size) end
"""  # noqa: S608  (numbers of ours)
DOUBTFUL = """
    select a, b, x.words as a_words, x.forms as a_forms, y.words as b_words, y.forms as b_forms
    from linked join texts x on x.document = a join texts y on y.document = b where not known
"""
PRINTED = f"""
    with told as (select run, site, family from runs join families using (document)),
    pages as (select site, count(*) as pages from ranks where site >= 0 group by site),
    sizes as (select family, count(*) as members from families group by family),
    times as (select run, family, members, count(*) as times from told join sizes using (family) group by all)
    select run from told group by run having count(distinct family) >= greatest({rules.HEAP_FAMILIES}, {{share}})
    union
    select run from times group by run
    having count(case when {rules.MEMBERS} * times <= members then 1 end)
           >= greatest(case when count(*) < {rules.OTHERS} then {rules.APART} else 1 end, {{share}})
       and count(case when 2 * times >= members and members > 1 then 1 end) = 0
    union
    select run from told join pages using (site) group by run, site, pages
    having count(distinct family) >= {rules.SITE_FAMILIES} and {rules.SITE_SHARE} * count(distinct family) >= pages
"""  # noqa: S608  (numbers of ours)


def mask(run: Run, count: int) -> None:
    """From here on the flags of texts tell furniture, as `furniture.mark` marks it."""
    spark = run.spark
    texts = spark.sql("select place, document, words, forms, flags from texts")
    if not (run.folder / MARKED.name / "_SUCCESS").exists():
        run.kept(RUNS, lambda: _runs(run, texts))
        _families(run, count)
        printed = spark.sql(PRINTED.format(share=count // rules.HEAP_SHARE)).toArrow()
        hashes = np.zeros(1 << (4 * len(printed) + 1).bit_length(), np.uint64)
        fill(np.sort(printed["run"].to_numpy()).view(np.uint64), hashes)
        np.save(run.folder / "hashes.npy", hashes)
        times, apart = _tallied(texts.mapInArrow(partial(_votes, run.folder), TALLY), len(hashes))
        np.save(run.folder / "chosen.npy", (hashes != 0) & (2 * apart < times))
        heads, _ = _tallied(texts.mapInArrow(partial(_heads, run.folder), TALLY), len(hashes))
        np.save(run.folder / "announced.npy", rules.ANNOUNCED * heads <= times)
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
    for often, share in rules.LINKS:
        linked = run.spark.sql(LINKED.format(often=often, share=share)).cache()
        linked.createOrReplaceTempView("linked")
        spread_out = run.spark.sql(DOUBTFUL).mapInArrow(partial(_spread, run.folder), "a long, b long")
        every = linked.where("known").select("a", "b").union(spread_out).toArrow()
        linked.unpersist()
        unite(every["a"].to_numpy().copy(), every["b"].to_numpy().copy(), root)
    ranks = pq.read_table(run.folder / RANKS.name)
    (run.folder / FAMILIES.name).mkdir(exist_ok=True)
    families = pa.table({
        "document": ranks["document"], "site": ranks["site"],
        "family": pa.array(root[ranks["document"].to_numpy()].astype(np.int32)),
    })  # fmt: skip
    pq.write_table(families, run.folder / FAMILIES.name / "families.parquet")
    run.open(FAMILIES)


def _spread(folder: Path, batches: Batches) -> Batches:
    """The pairs of which neither text has a long stretch of its own above what they share; runs in the workers."""
    for batch in batches:
        sides = [
            _worded(folder, pa.RecordBatch.from_arrays([batch[f"{s}_words"], batch[f"{s}_forms"]], ["words", "forms"]))
            for s in "ab"
        ]
        (here, number, begins), (there, _, starts) = sides
        known = len(number) - 2
        kept = [
            spread(here, a, a_stop, there, b, b_stop, number, known)
            and spread(there, b, b_stop, here, a, a_stop, number, known)
            for (a, a_stop), (b, b_stop) in zip(pairwise(begins), pairwise(starts), strict=True)
        ]
        yield batch.select(["a", "b"]).filter(pa.array(kept, pa.bool_()))


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
    vocabulary, numbers, at = numbered(folder, COUNTS, unpacked(batch.column("forms"), np.uint64))
    figures = array(folder, f"{COUNTS.name}-form") & np.uint64(NUMBER) != 0
    single = len(figures) + (vocabulary.hashes[: len(at)] & np.uint64(NUMBER) != 0)
    form = np.where(at >= 0, at, single).astype(np.int32)[numbers]
    return form, np.concatenate([figures, [False, True]]), bounds_of(batch.column("words"))


def _runs_of(folder: Path, batches: Batches) -> Batches:
    """The runs of a batch of texts, each once a text; runs in the workers."""
    for batch in batches:
        form, number, bounds = _worded(folder, batch)
        keys, counts = np.empty(len(form), np.uint64), np.empty(len(batch), np.int64)
        n = runs(form, number, bounds, len(number) - 2, keys, counts)
        yield listed(keys[:n], np.repeat(batch.column("document").to_numpy(), counts), "run")


def _votes(folder: Path, batches: Batches) -> Batches:
    """For every run that many print, its texts, and those of them that consist of such runs; runs in the workers."""
    hashes = array(folder, "hashes")
    chosen, times, apart = hashes != 0, np.zeros(len(hashes), np.int32), np.zeros(len(hashes), np.int32)
    for batch in batches:
        form, number, bounds = _worded(folder, batch)
        about = consist(form, number, bounds, hashes, chosen, 0)
        vote(form, number, bounds, hashes, chosen, 0, about, times, apart)
    yield _sparse(times, apart)


def _heads(folder: Path, batches: Batches) -> Batches:
    """For every chosen run the texts that have it before their account begins; runs in the workers."""
    hashes, chosen = array(folder, "hashes"), array(folder, "chosen")
    heads = np.zeros(len(hashes), np.int32)
    for batch in batches:
        words = _worded(folder, batch)
        behead(*words, hashes, chosen, 0, consist(*words, hashes, chosen, 0), heads)
    yield _sparse(heads, heads)


def _sparse(one: NDArray[np.int32], two: NDArray[np.int32]) -> pa.RecordBatch:
    slots = np.flatnonzero(one)
    columns = [slots.astype(np.int32), one[slots], two[slots]]
    return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], ["slot", "one", "two"])


def _marked(folder: Path, batches: Batches) -> Batches:
    """The flags of a batch of texts, furniture marked; runs in the workers."""
    hashes, chosen, announced = (array(folder, name) for name in ("hashes", "chosen", "announced"))
    for batch in batches:
        words = _, number, bounds = _worded(folder, batch)
        flags = unpacked(batch.column("flags"), np.uint8)
        counts = np.zeros(len(number), np.int64)
        write(*words, hashes, chosen, 0, consist(*words, hashes, chosen, 0), announced, flags, counts)
        remaining = np.diff(np.concatenate([[0], np.cumsum(flags & MASKED == 0)])[bounds])
        yield filled(MARKED, batch.column("place"), remaining, packed(flags, bounds))
