"""`python -m bench serve`: twenty clients at the workbench of a large workspace, what they wait for, and what fails."""

import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from random import Random
from statistics import median, quantiles

import httpx
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from bench.stream import pages
from headwater import pipeline
from headwater.engine import LocalEngine
from headwater.pages import Page
from headwater.pipeline import KINDS, STEPS, adding
from headwater.records import Fault, Record, Span, to_table
from headwater.statements import Link, Statement
from headwater.stemma import Derivation, Witness
from headwater.store import Workspace

BAR = 0.150  # seconds: p95 of every kind of request
CLIENTS = 20
TOLD = 5000  # pages after which it is told how far ingest has come


def quickly(group: tuple[list[Page], list[Fault]], progress: object = None) -> dict[str, pa.Table]:
    """What is found in a group by reading it and by stories alone; a chain of copies and one speaker a text invented."""
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
