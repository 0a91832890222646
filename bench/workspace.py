"""`python -m bench workspace`: ingest, the size of a document, reading while it goes on, and one page more."""

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from multiprocessing import Queue, get_context
from multiprocessing.synchronize import Event
from pathlib import Path
from random import Random
from statistics import median, quantiles

from rich.console import Console
from rich.table import Table

from bench.stream import pages
from headwater import pipeline, report
from headwater.engine import LocalEngine
from headwater.pages import Page
from headwater.pipeline import STEPS, Step, adding
from headwater.store import Workspace

BAR, ADDED = 0.150, 1.0  # seconds: p95 of search and of opening a story, and of adding one page
PAUSE = 0.5  # seconds between two questions of a reader
MORE = 50  # pages that are added one by one at the end
TOLD = 1000  # pages after which it is told how far ingest has come


def read_on(path: str, stop: Event, answer: "Queue[dict[str, list[float]]]") -> None:
    """Search and open stories until it is time to stop, as a server in a process of its own does."""
    workspace, random = Workspace(path), Random(1)
    took: dict[str, list[float]] = {"search": [], "open a story": [], "open a story and draw it": []}

    def timed(what: str, work: Callable[[], object]) -> None:
        begin = time.perf_counter()
        work()
        took[what].append(time.perf_counter() - begin)

    while not stop.wait(PAUSE):
        stories = workspace.stories(limit=500).to_pylist()
        if stories:
            one = random.choice(stories)
            words = random.sample(one["headline"].split(), 2)
            timed("search", lambda: workspace.find(" ".join(words)))  # noqa: B023  (it is done at once)
            timed("open a story", lambda: workspace.story(one["id"]))  # noqa: B023
            timed("open a story and draw it", lambda: report.story_section(workspace.story(one["id"]) or {}, one["id"]))  # noqa: B023
    answer.put(took)


def main(documents: int, traced: int) -> None:
    """Measure and print one table; only the last `traced` documents go through all steps."""
    heap = pages(documents + MORE)
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder) / "heap.headwater", create=True)
        if traced < documents:
            with only(STEPS[0], STEPS[2]):
                _ingest(workspace, islice(heap, documents - traced))
        before = workspace.counts()
        began, cpu = time.perf_counter(), time.process_time()
        took = _while_read(workspace.path, lambda: _ingest(workspace, islice(heap, traced)))
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        singles = [_single(workspace, page) for page in heap]
        counts = workspace.counts()
    size = (counts["bytes"] - before.get("bytes", 0)) / (traced + MORE)
    table = Table("what", f"{documents:,} documents", "bar")
    table.add_row("ingest, documents a second", f"{traced / seconds:.1f}", "")
    table.add_row("ingest, documents a second of this process", f"{traced / cpu:.1f}", "")
    table.add_row("kilobytes a document", f"{size / 1000:.1f}", "")
    for what, times in took.items():
        table.add_row(f"{what}, median and p95, while ingest runs", _told(times), f"{BAR * 1000:.0f} ms")
    walls, cpus = zip(*singles, strict=True)
    table.add_row(f"one page more, median and p95 of {MORE}", _told(walls), f"{ADDED * 1000:.0f} ms")
    table.add_row("the same in time of this process", _told(cpus), "")
    console.print(table)


@contextmanager
def only(*steps: Step) -> Iterator[None]:
    """Groups are traced by these steps alone."""
    whole = adding._trace
    adding._trace = lambda group, jobs=1, progress=None: pipeline.run(*group, steps=steps, progress=progress)
    yield
    adding._trace = whole


def _ingest(workspace: Workspace, heap: Iterable[Page]) -> None:
    done, began = 0, time.perf_counter()
    for added in pipeline.add(workspace, heap, LocalEngine()):
        done += added.pages
        if done // TOLD > (done - added.pages) // TOLD:
            print(f"{done:>9,} pages  {time.perf_counter() - began:7.0f} s", file=sys.stderr, flush=True)


def _single(workspace: Workspace, page: Page) -> tuple[float, float]:
    """Seconds to add one page, and those of this process alone."""
    began, cpu = time.perf_counter(), time.process_time()
    for _ in pipeline.add(workspace, [page]):
        pass
    return time.perf_counter() - began, time.process_time() - cpu


def _while_read(path: Path, work: Callable[[], None]) -> dict[str, list[float]]:
    """What a reader's questions took while the work was done."""
    context = get_context("spawn")
    stop, answer = context.Event(), context.Queue()
    reader = context.Process(target=read_on, args=(str(path), stop, answer))
    reader.start()
    work()
    stop.set()
    took: dict[str, list[float]] = answer.get()
    reader.join()
    return took


def _told(times: Sequence[float]) -> str:
    if len(times) < 2:
        return "-"
    return f"{median(times) * 1000:.0f} and {quantiles(times, n=20)[-1] * 1000:.0f} ms"
