"""`python -m bench whence`: where ninety words of a document come from, in a large workspace; how long it takes."""

import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bench.serve import build
from headwater.pipeline.whence import candidates, pasted, whence
from headwater.store import Wanted, Workspace

TEXTS, FROM, WORDS = 40, 10, 90
NOW = "2031-12-31T00:00:00Z"  # behind all invented news


def main(documents: int, path: Path | None) -> None:
    """Measure and print one table; a workspace at `path` is used, and made where there is none."""
    with TemporaryDirectory() as folder:
        path = path or Path(folder) / "heap.headwater"
        build(path, documents)
        workspace = Workspace(path)
        looked: list[float] = []
        took: list[float] = []
        found = shares = named = 0
        for name, text in _texts(workspace):
            began = time.perf_counter()
            with workspace.reading() as reader:
                found += name in candidates(reader, text)
            looked.append(time.perf_counter() - began)
            began = time.perf_counter()
            answer = whence(workspace, pasted(text), NOW)
            took.append(time.perf_counter() - began)
            shares += name in {p.document for p in answer.passages}
            named += bool(answer.sure)
    table = Table("what", f"{documents:,} documents, {TEXTS} texts of {WORDS} words")
    table.add_row("candidates, median and p95", _told(looked))
    table.add_row("the whole answer", _told(took))
    table.add_row("its document among the candidates", f"{found}")
    table.add_row("its document told with the passage", f"{shares}")
    table.add_row("a parent asserted", f"{named}")
    Console().print(table)


def _texts(workspace: Workspace) -> list[tuple[str, str]]:
    """Stretches of documents drawn at random, with the ids of these."""
    random = Random(1)
    with workspace.reading() as reader:
        stories = random.sample(reader.shelf(Wanted(), 0, 20_000), TEXTS)
        names = [random.choice(reader.listed(s.id, 0, 50)).id for s in stories]
        tables = [reader.document(name) for name in names]
    rows = [{d["id"]: d["text"] for d in t["documents"].to_pylist()} for t in tables if t]
    return [(n, " ".join(r[n].split()[FROM : FROM + WORDS])) for n, r in zip(names, rows, strict=True)]


def _told(times: Sequence[float]) -> str:
    return f"{median(times) * 1000:.0f} and {quantiles(times, n=20)[-1] * 1000:.0f} ms"
