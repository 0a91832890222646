"""Reuse on Spark: the steps of `passages.corpus` over the machines of a cluster, the same rows out.

session    the master, Java              rarity     words counted over the corpus
run        tables, stage by stage        furniture  marked as `passages.furniture` marks it
words      columns and archives -> words pairs      candidates, and their passages
                                         outcome    clusters, kinds, Parquet

The compiled steps run on Arrow batches inside Spark's workers; words travel as the hashes of the scanner, which are the
same in every process. Joins and counts are Spark's; clusters are joined on the driver, which holds all names, and where
the passages stand. Inputs and outcome are paths that every machine sees. Every stage is kept in a folder beside the
outcome, so that a worker that dies costs no more than its part of one stage, and a run that was stopped goes on.

Needs pyspark and Java 17 on the driver and the workers; pyspark is opened here only, and only when asked for.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from headwater.engine_spark.furniture import mask
from headwater.engine_spark.outcome import write
from headwater.engine_spark.pairs import align, candidates
from headwater.engine_spark.rarity import count_words
from headwater.engine_spark.run import ALIGNED, COUNTS, PAIRED, REMAINING, Run
from headwater.engine_spark.session import need_java, session
from headwater.engine_spark.words import files_of, read
from headwater.errors import UsageError
from headwater.pages.columns import Names
from headwater.passages.corpus import Progress, Stages, fingerprint
from headwater.records import Fault

__all__ = ["Outcome", "need_java", "reuse"]


class Outcome(NamedTuple):
    """How much there was, and what could not be read."""

    passages: int
    texts: int
    faults: list[Fault]


def reuse(
    inputs: Sequence[str], names: Names | None, output: Path, master: str, progress: Progress = lambda *_: None
) -> Outcome:
    """The passages of a column of texts, or of the pages of archives, as Parquet files in the folder `output`, sorted.

    Raises UsageError where pyspark, Java or a column is missing, HeadwaterError where the master does not answer.
    """
    if output.is_file() or (output.is_dir() and any(output.iterdir())):
        raise UsageError(f"{output} is there already; name a new folder with -o.")
    files = files_of(list(inputs), names)
    told = f"spark\n{fingerprint((path for path, _ in files), names)}"
    work = output.resolve().with_name(output.name + ".part")
    with session(master) as spark:
        run = Run(spark, Stages(work, told).folder, progress)
        known = read(run, files, names)
        count_words(run, COUNTS)
        mask(run, len(known.names))
        count_words(run, REMAINING)
        total = spark.sql("select sum(remaining) as words from marked").toArrow()["words"][0].as_py() or 0
        pairs = run.kept(PAIRED, lambda: candidates(run, total))
        run.kept(ALIGNED, lambda: align(run, pairs.count(), len(known.names), total))
    progress("rows", 0, 0)
    count = write(work, known.names, output)
    shutil.rmtree(work)
    return Outcome(count, len(known.names), known.faults)
