"""`python -m bench read`: speed of reading beside trafilatura's in one run; `python -m bench stream`: its memory."""

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

import trafilatura
from quality import pages as quality
from rich.console import Console
from rich.table import Table

from headwater import documents
from headwater.pages import Page

DATA = Path(__file__).parents[2] / "shared" / "data" / "pages"
ROUND = 20  # pages that each reader takes in turn, so that a busy machine is busy for all of them


def speed() -> None:
    """CPU seconds, pages a second and main text of the normal path, the fast path and trafilatura, one core each.

    All are handed decoded markup. Trafilatura gives text and metadata, as we set it and as it comes; ours is the whole
    reading: document, labels with offsets, stamps and credits. The ratio is to the first row.
    """
    cases = [*quality.aeb(DATA), *quality.fundus(DATA)]
    scored = [Page("page", "html", c.html, c.url) for c in quality.aeb(DATA)]
    readers: dict[str, Callable[[Page], str]] = {
        "trafilatura, precision, metadata, no comments": _trafilatura,
        "trafilatura, its defaults with metadata": _trafilatura_as_it_comes,
        "headwater": lambda page: quality.body(documents.read(page)),
        "headwater --fast": lambda page: quality.body(documents.read(page, fast=True)),
    }
    seconds = dict.fromkeys(readers, 0.0)
    bodies: dict[str, list[str]] = {name: [] for name in readers}
    found = [Page("page", "html", c.html, c.url) for c in cases]
    for reader in readers.values():
        reader(found[0])  # what is loaded once
    for at in range(0, len(found), ROUND):
        for name, reader in readers.items():
            begin = time.process_time()
            bodies[name] += [reader(page) for page in found[at : at + ROUND]]
            seconds[name] += time.process_time() - begin
    table = Table("reader", "pages", "CPU seconds", "pages a second", "ratio", "F1", "precision")
    peer = next(iter(seconds.values()))
    gold = [c.gold for c in cases[: len(scored)]]
    for name, spent in seconds.items():
        f1, precision = quality.agreement(gold, bodies[name])
        rate = f"{len(found) / spent:.1f}"
        table.add_row(
            name, str(len(found)), f"{spent:.2f}", rate, f"{peer / spent:.2f}", f"{f1:.3f}", f"{precision:.3f}"
        )
    Console().print(table)


def _trafilatura(page: Page) -> str:
    found = trafilatura.bare_extraction(page.content, favor_precision=True, include_comments=False, with_metadata=True)
    return str(getattr(found, "text", "") or "")


def _trafilatura_as_it_comes(page: Page) -> str:
    found = trafilatura.bare_extraction(page.content, with_metadata=True)
    return str(getattr(found, "text", "") or "")


def memory(count: int, slow: int) -> None:
    """Peak memory and pace of `headwater read … --export` over so many pages in one file, fast and not."""
    table = Table("path", "pages", "seconds", "pages a second", "peak MB")
    for name, options, number in (("--fast", ["--fast"], count), ("normal", [], slow)):
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "crawl.jsonl.gz"
            write(source, number)
            begin = time.perf_counter()
            peak = _peak(["read", str(source), *options, "--jobs", "1", "--export", f"{folder}/out"])
            seconds = time.perf_counter() - begin
        table.add_row(name, str(number), f"{seconds:.0f}", f"{number / seconds:.1f}", f"{peak:.0f}")
        Console().print(table)


def write(path: Path, count: int) -> None:
    """The open pages again and again under new addresses, one row each."""
    with gzip.open(path, "wt", compresslevel=1, encoding="utf-8") as file:
        for number, (html, url) in enumerate(islice(cycle(_all()), count)):
            file.write(json.dumps({"url": f"{url}?copy={number}", "html": html}) + "\n")


def _all() -> Iterator[tuple[str, str]]:
    for cases in (quality.aeb, quality.fundus, quality.wcxb):
        for case in cases(DATA):
            yield case.html, case.url


def _peak(arguments: list[str]) -> float:
    """The peak memory in MB of the command line in a process of its own."""
    command = [sys.executable, "-c", "from headwater.cli import main; main()", *arguments]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603  (our own command)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = 0
    return usage.ru_maxrss / 1024
