"""`python -m bench descent`: CPU seconds of one family of so many witnesses, at the floor, on one core.

A simulated family: copies, trims, rewrites and merges of merges, down from one text. The reading and reuse before the
trees are timed beside them.
"""

import resource
import time
from collections import Counter
from collections.abc import Sequence

from quality.__main__ import DATA
from quality.descent import UNTIL, material
from quality.descent.simulate import SETTINGS, giant
from rich.console import Console
from rich.table import Table

from headwater.engine import LocalEngine
from headwater.pages import Page, from_rows
from headwater.pipeline import STEPS, run

SIZES = (12, 200, 1_000, 5_000)


def main(sizes: Sequence[int], seed: int) -> None:
    """Measure and print one table, a row a size."""
    table = Table("witnesses", "largest family", "passages", "CPU s before", "CPU s of the trees", "peak MB")
    for size in sizes or SIZES:
        made = giant(material(DATA, seed), seed, size, SETTINGS["lies"])
        pages = [page for page in from_rows(made.rows, "heap") if isinstance(page, Page)]
        begin = time.process_time()
        tables = run(pages, steps=STEPS[: UNTIL - 1])
        middle = time.process_time()
        witnesses = STEPS[UNTIL - 1].run(LocalEngine(), tables)["witnesses"]
        end = time.process_time()
        largest = max(Counter(witnesses["family"].to_pylist()).values())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.add_row(
            f"{size:,}", f"{largest:,}", f"{tables['passages'].num_rows:,}", f"{middle - begin:.1f}",
            f"{end - middle:.1f}", f"{peak:,.0f}",
        )  # fmt: skip
    Console().print(table)
