"""`python -m quality.claims`: the seconds that claims and conflicts of one story take, by its number of documents.

The story is one family of the simulator; seconds are of one core, for this step alone, beside those of all steps.
"""

import argparse
import time
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from headwater.claims import step
from headwater.engine import LocalEngine
from headwater.pages import Page, from_rows
from headwater.pipeline import run
from quality.__main__ import DATA
from quality.claims import prose
from quality.descent import material
from quality.descent.simulate import SETTINGS, giant

SIZES = (200, 500, 1000, 2000)


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes a family of each size, traces it, times the claims."""
    parser = argparse.ArgumentParser("python -m quality.claims", description=__doc__)
    parser.add_argument("size", nargs="*", type=int, default=SIZES, help="documents of the story")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--setting", choices=SETTINGS, default="clean")
    parser.add_argument("--prose", action="store_true", help="instead, the rows of free prose that nobody has judged")
    asked = parser.parse_args(arguments)
    if asked.prose:
        prose.told(DATA)
        return
    table = Table("documents", "sentences", "claims", "conflicts", "seconds", "all steps", title="One story, one core")
    for size in asked.size:
        heap = giant(material(DATA, asked.seed), asked.seed, size, SETTINGS[asked.setting])
        began = time.process_time()
        tables = run([page for page in from_rows(heap.rows, "heap") if isinstance(page, Page)], engine=LocalEngine(1))
        whole, began = time.process_time() - began, time.process_time()
        made = step(LocalEngine(1), tables)
        spent = time.process_time() - began
        sentences = sum(len(c) for c in made["claims"]["supports"].to_pylist())
        conflicts = sum(kind == "conflict" for kind in made["conflicts"]["kind"].to_pylist())
        row = (len(heap.rows), sentences, made["claims"].num_rows, conflicts)
        table.add_row(*(f"{n:,}" for n in row), f"{spent:.1f}", f"{whole:.0f}")
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
