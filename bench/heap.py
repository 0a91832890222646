"""`python -m bench heap`: what the first minute costs, and how the plain version grows with the heap."""

import resource
import subprocess
import sys
import tempfile
import time
from random import Random

from rich.console import Console
from rich.table import Table

from headwater.pages import Page
from headwater.pipeline import REUSE, STEPS, run

ONSETS, ENDS = (
    ("bar", "den", "fol", "gim", "hul", "kas", "lom", "nev", "por", "rud"),
    ("a", "el", "in", "or", "um", "yst"),
)
WORDS = [a + b for a in ONSETS for b in ENDS]
SIZES = (20, 40, 80)
PARAGRAPHS = 8


def cold_start() -> tuple[float, float]:
    """Seconds and MB of `headwater demo` in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        command = [sys.executable, "-c", "from headwater.cli import main; main()", "demo", "-o", f"{folder}/demo.html"]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  (our own command)
        seconds = time.perf_counter() - begin
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def heap(size: int, seed: int = 1) -> list[Page]:
    """Invented texts; every fourth is an original, the others are trimmed and edited copies of it."""
    random = Random(seed)
    pages: list[Page] = []
    text: list[str] = []
    for n in range(size):
        if n % 4 == 0:
            text = [" ".join(random.choices(WORDS, k=60)).capitalize() + "." for _ in range(PARAGRAPHS)]
        kept = [p for p in text if random.random() < 0.8] or text[:1]
        edited = [" ".join(random.choice(WORDS) if random.random() < 0.02 else w for w in p.split(" ")) for p in kept]
        pages.append(Page(f"{n:05}", "body", "\n\n".join(edited)))
    return pages


def main() -> None:
    """Measure and print one table."""
    table = Table("what", "documents", "seconds", "documents a second")
    seconds, megabytes = cold_start()
    table.add_row(f"headwater demo, cold, {megabytes:.0f} MB", "8", f"{seconds:.2f}", f"{8 / seconds:.1f}")
    for name, steps in (("reuse", REUSE), ("trace", STEPS)):
        for size in SIZES:
            pages = heap(size)
            begin = time.perf_counter()
            run(pages, steps=steps)
            seconds = time.perf_counter() - begin
            table.add_row(name, str(size), f"{seconds:.2f}", f"{size / seconds:.1f}")
    Console().print(table)
