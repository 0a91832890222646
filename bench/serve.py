"""`python -m bench serve`: twenty clients at the workbench of a large workspace, what they wait for, and what fails."""

import http.client
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import NamedTuple
from urllib.parse import quote

import pyarrow as pa
from rich.console import Console
from rich.table import Table

from bench.stream import pages
from headwater import pipeline
from headwater.engine import LocalEngine
from headwater.pages import Page
from headwater.pipeline import KINDS, STEPS, adding
from headwater.records import Fault, Record, Span, to_table
from headwater.server import Door, is_free, serve
from headwater.statements import Link, Statement
from headwater.stemma import Derivation, Witness
from headwater.store import Wanted, Workspace

BAR = 0.150  # seconds: p95 of every kind of request
CLIENTS = 20
PORT = 8155
TOLD = 5000  # pages after which it is told how far ingest has come


def quickly(group: tuple[list[Page], list[Fault]], jobs: int = 1, progress: object = None) -> dict[str, pa.Table]:
    """What is found in a group by reading it and by stories alone; copies and speakers invented."""
    tables = pipeline.run(*group, LocalEngine(), steps=(STEPS[0], STEPS[2]))
    witnesses: list[Record] = []
    edges: list[Record] = []
    for documents in tables["stories"]["documents"].to_pylist():
        for n, name in enumerate(documents):
            witnesses.append(Witness(name, "document", name, None, None, 0.0, documents[0], n == 0))
            edges += [Derivation(documents[(n - 1) // 2], name, "copy", 0.9, ())] if n else []
    said: list[Record] = [_said(name) for name in tables["documents"]["id"].to_pylist()]
    made = {"witnesses": witnesses, "derivations": edges, "statements": said}
    return tables | {table: to_table(KINDS[table], rows) for table, rows in made.items()}


def _said(document: str) -> Statement:
    """The first words of a text as somebody's; one of five thousand speakers, some far oftener than others."""
    who = f"Speaker {int(5000 ** Random(document).random())}"
    return Statement(
        f"s-{document}", document, None, 0, 20, (Span(0, 20),), "indirect", 0, 5, who, True, 0, 5, (Link(who, 0, 5),),
        "asserted", (), f"u-{document}",
    )  # fmt: skip


def build(path: Path, documents: int) -> None:
    """A workspace of so many documents, filled through the front door; one that is there already stays."""
    if path.exists():
        return
    whole, began, done = adding._trace, time.perf_counter(), 0
    adding._trace = quickly
    heap, workspace = pages(documents), Workspace(path, create=True)
    # More than is traced as one, or it would be, only to be traced in groups after that.
    adding.at_once(workspace, [*islice(heap, adding.WHOLE + 1)], LocalEngine(), None)
    for added in pipeline.add(workspace, heap):
        done += added.pages
        if done // TOLD > (done - added.pages) // TOLD:
            print(f"{done:>9,} pages  {time.perf_counter() - began:7.0f} s", file=sys.stderr, flush=True)
    adding._trace = whole


class Heap(NamedTuple):
    """What the clients know to ask for."""

    stories: list[str]
    documents: list[str]
    words: list[str]
    sites: list[str]
    speakers: list[str]


def questions(heap: Heap, random: Random) -> Iterator[tuple[str, str]]:
    """An endless mix of what people ask: the kind, and the address."""
    one = random.choice

    def words() -> str:
        return quote(" ".join(random.sample(one(heap.words).split(), 2)))

    kinds: dict[str, Callable[[], str]] = {
        "stories, the latest": lambda: "/",
        "stories, a page further on": lambda: f"/?page={random.randint(2, 200)}",
        "stories, the largest": lambda: f"/?sort=size&page={random.randint(1, 20)}",
        "stories of a newsroom": lambda: f"/?newsroom={one(heap.sites)}",
        "stories of a speaker": lambda: f"/?speaker={quote(one(heap.speakers))}",
        "stories of a newsroom and some days": lambda: f"/?newsroom={one(heap.sites)}&from=2031-03-01&to=2031-04",
        "several texts, one source": lambda: f"/?single=1&page={random.randint(1, 50)}",
        "search": lambda: f"/?q={words()}",
        "search for a common word": lambda: "/?q=" + one(["the", "said", "with"]),
        "search in a newsroom": lambda: f"/?q={words()}&newsroom={one(heap.sites)}",
        "a story": lambda: "/story/" + quote(one(heap.stories), safe=""),
        "a document": lambda: "/document/" + quote(one(heap.documents), safe=""),
        "two documents": lambda: f"/compare?a={one(heap.documents)}&b={one(heap.documents)}",
        "is something new": lambda: "/api/state",
        "names as one types": lambda: f"/api/names?kind=speaker&q=speaker+{random.randint(1, 99)}",
        "rows of a table": lambda: f"/api/tables/documents?after={random.randint(0, 50_000)}&limit=20",
    }
    while True:
        kind = one([*kinds])
        yield kind, kinds[kind]()


def known(workspace: Workspace) -> Heap:
    """What a workspace has to ask for."""
    with workspace.reading() as reader:
        shelf = reader.shelf(Wanted(), 0, 2000) + reader.shelf(Wanted(sort="size"), 0, 200)
        listed = [d for s in shelf[::4] for d in reader.listed(s.id, 0, 3)]
        speakers = reader.alike("speaker", "speaker", 200)
    sites = sorted({(d.url or "").split("/")[2] for d in listed if d.url})
    return Heap([s.id for s in shelf], [d.id for d in listed], [d.headline or "" for d in listed], sites, speakers)


def client(seed: int, heap: Heap, until: float, pause: float, told: Callable[[str, float, int], None]) -> None:
    """Ask one question after the other, with pauses of about so many seconds."""
    random = Random(seed)
    line = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
    for kind, address in questions(heap, random):
        if pause:
            time.sleep(random.expovariate(1 / pause))
        if time.perf_counter() > until:
            return
        began = time.perf_counter()
        try:
            line.request("GET", address)
            answer = line.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            line.close()
            status = 0
        told(kind, time.perf_counter() - began, status)


def load(heap: Heap, seconds: float, pause: float) -> tuple[dict[str, list[float]], list[tuple[str, int]]]:
    """What twenty clients waited for, by kind, and what failed."""
    took: dict[str, list[float]] = defaultdict(list)
    failed: list[tuple[str, int]] = []
    lock = threading.Lock()

    def told(kind: str, waited: float, status: int) -> None:
        with lock:
            took[kind].append(waited)
            if status != 200:
                failed.append((kind, status))

    until = time.perf_counter() + seconds
    clients = [threading.Thread(target=client, args=(n, heap, until, pause, told)) for n in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return took, failed


def main(documents: int, seconds: float, path: Path | None) -> None:
    """Measure and print one table; a workspace at `path` is used, and made where there is none."""
    with TemporaryDirectory() as folder:
        path = path or Path(folder) / "heap.headwater"
        build(path, documents)
        workspace = Workspace(path)
        heap = known(workspace)
        process = get_context("spawn").Process(target=serve, args=(workspace, Door.at(port=PORT)), daemon=True)
        process.start()
        while is_free(PORT):
            time.sleep(0.1)
        client(-1, heap, time.perf_counter() + 5, 0.0, lambda *_: None)
        table = Table("what twenty clients wait for, median and p95", "a second between questions", "none", "bar")
        calm, errors = load(heap, seconds, 1.0)
        eager, more = load(heap, seconds, 0.0)
        process.terminate()
        process.join()
    for kind in sorted(calm):
        table.add_row(kind, _told(calm[kind]), _told(eager[kind]), f"{BAR * 1000:.0f} ms")
    table.add_row("all", *(_told([t for times in took.values() for t in times]) for took in (calm, eager)), "")
    table.add_row("answers a second", *(f"{sum(map(len, t.values())) / seconds:.0f}" for t in (calm, eager)), "")
    table.add_row("errors", str(len(errors)), str(len(more)), "0")
    Console().print(f"{documents:,} documents, {seconds:.0f} seconds each", table)
    for kind, status in sorted({*errors, *more}):
        print(f"{status} {kind}", file=sys.stderr)


def _told(times: Sequence[float]) -> str:
    return f"{median(times) * 1000:.0f} and {quantiles(times, n=20)[-1] * 1000:.0f} ms" if len(times) > 1 else "-"
