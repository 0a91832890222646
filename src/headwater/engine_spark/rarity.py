"""What words are worth in the whole corpus: counted by Spark, left on disk by the driver for all workers."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from headwater.engine_spark.run import COUNTS, REMAINING, Batches, Run, Stage, array, filled, unpacked
from headwater.passages.fast.scan import MASKED
from headwater.passages.fast.vocabulary import Vocabulary

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def count_words(run: Run, stage: Stage) -> None:
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
        yield filled(COUNTS, *np.unique(forms[flags & MASKED == 0], return_counts=True))


def numbered(
    folder: Path, stage: Stage, forms: NDArray[np.uint64]
) -> tuple[Vocabulary, NDArray[np.int32], NDArray[np.int64]]:
    """Words of a batch in numbers of its own, and the place of each among those that are counted; -1: it is not."""
    vocabulary = Vocabulary()
    numbers = vocabulary.intern(forms)
    known, local = array(folder, f"{stage.name}-form"), vocabulary.hashes[: vocabulary.size]
    if not len(known):
        return vocabulary, numbers, np.full(len(local), -1)
    at = np.minimum(np.searchsorted(known, local), len(known) - 1)
    return vocabulary, numbers, np.where(known[at] == local, at, -1)


def bits_of(folder: Path, vocabulary: Vocabulary, at: NDArray[np.int64], total: int) -> NDArray[np.int32]:
    """The rarity of the words of a batch in the whole corpus."""
    counts = np.ones(len(at), np.int64)
    counts[at >= 0] = array(folder, f"{REMAINING.name}-times")[at[at >= 0]]
    return Vocabulary(vocabulary.hashes[: vocabulary.size], counts).grains(total)
