"""Candidates by Spark's joins, and their passages, block by block."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from headwater.engine_spark.rarity import bits_of, numbered
from headwater.engine_spark.run import ALIGNED, REMAINING, Batches, Run, bounds_of, filled, listed, unpacked
from headwater.passages.fast.align import Work, aligned
from headwater.passages.fast.heap import Columns
from headwater.passages.fast.seeds import Pairs, grams
from headwater.passages.plain import PAIRS
from headwater.passages.rarity import by_chance

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

BLOCK = 4096  # pairs that are aligned together, with the words of all their texts in memory
TOGETHER = 1 << 18  # pairs whose passages are kept in one file and made into rows at once

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


def candidates(run: Run, total: int) -> "DataFrame":
    """The candidates: `plain.PAIRS` over the grams of all texts."""
    texts = run.spark.sql("select document, words, forms, flags from texts")
    texts.mapInArrow(partial(_grams, run.folder, total), "gram long, document int").createOrReplaceTempView("grams")
    return run.spark.sql(PAIRS)


def _grams(folder: Path, total: int, batches: Batches) -> Batches:
    """The grams of a batch of texts, each once a text; runs in the workers."""
    for batch in batches:
        forms, flags = unpacked(batch.column("forms"), np.uint64), unpacked(batch.column("flags"), np.uint8)
        vocabulary, numbers, at = numbered(folder, REMAINING, forms)
        worth = bits_of(folder, vocabulary, at, total)[numbers]
        keys, counts = np.empty(len(forms), np.uint64), np.empty(len(batch), np.int64)
        n = grams(forms, worth, flags, bounds_of(batch.column("words")), by_chance(total), keys, counts)
        yield listed(keys[:n], np.repeat(batch.column("document").to_numpy(), counts), "gram")


def align(run: Run, many: int, texts: int, total: int) -> "DataFrame":
    """The passages of all pairs, block by block; those of so many left texts together."""
    spark = run.spark
    parts = max(4 * spark.sparkContext.defaultParallelism, many // BLOCK)
    blocks = spark.sql(BLOCKS.format(parts=parts, block=BLOCK))
    blocks.createOrReplaceTempView("blocks")
    needed = spark.sql(NEEDED).groupBy("part", "block")
    emit = partial(_passages, run.folder, total)
    found = blocks.groupBy("part", "block").cogroup(needed).applyInArrow(emit, ALIGNED.columns)
    width = 1 + texts // (1 + many // TOGETHER)
    return found.selectExpr("*", f"cast(a div {width} as int) as part").repartition("part")


def _passages(folder: Path, total: int, pairs: pa.Table, texts: pa.Table) -> pa.Table:
    """The passages of a block of pairs, given the words of their texts; runs in the workers."""
    texts, pairs = texts.sort_by("document"), pairs.sort_by([("a", "ascending"), ("b", "ascending")])
    documents = texts["document"].to_numpy()
    bounds = bounds_of(texts["words"])
    vocabulary, numbers, at = numbered(folder, REMAINING, unpacked(texts["forms"], np.uint64))
    starts, ends = (unpacked(texts[name], np.int32) for name in ("starts", "ends"))
    columns = Columns(numbers, starts, ends, unpacked(texts["flags"], np.uint8), bounds, vocabulary)
    sides = (np.searchsorted(documents, pairs[side].to_numpy()).astype(np.int32) for side in "ab")
    work = Work(columns, bits_of(folder, vocabulary, at, total), bounds[:-1], bounds[1:], Pairs(*sides))
    found = aligned(work, 0, len(pairs))
    ranks = found._replace(a=documents[found.a], b=documents[found.b])
    return pa.Table.from_batches([filled(ALIGNED, *ranks)])
