"""`python -m bench language`: words per CPU second of dates, statements and events, at the floor, on one core."""

import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

from headwater.documents import bodies
from headwater.engine import LocalEngine
from headwater.pages import Page
from headwater.pipeline import STEPS, run
from headwater.records import Tables
from headwater.text import printed_words

DATA = Path(__file__).parents[2] / "shared" / "data" / "reuse" / "bbc"
LAYER = ("dates", "statements", "events")  # the steps whose matter is language, in their order


class Pace(NamedTuple):
    """What one step took for the words of a heap's bodies."""

    step: str
    words: int
    seconds: float  # of the processor


def paces(texts: Iterable[str]) -> Iterator[Pace]:
    """The pace of every step of the layer over a heap of these texts; the steps before are not timed."""
    heap = [Page(f"{n:05}", "body", text) for n, text in enumerate(texts)]
    tables = run(heap, steps=[s for s in STEPS if s.name in ("documents", "passages", "stories")])
    words = _words(tables)
    engine = LocalEngine()
    for step in (s for s in STEPS if s.name in LAYER):
        begin = time.process_time()
        made = step.run(engine, tables)
        yield Pace(step.name, words, time.process_time() - begin)
        tables |= made


def whole(steps: Sequence[Pace]) -> Pace:
    """The pace of all the steps together."""
    return Pace("the layer", steps[0].words, sum(s.seconds for s in steps))


def main(count: int) -> None:
    """Measure and print one table: so many real articles, spread over all that are at hand."""
    paths = sorted(DATA.rglob("*.txt"))
    if not paths:
        raise SystemExit(f"There are no articles in {DATA}.")
    chosen = paths[:: max(1, len(paths) // count)][:count]
    steps = list(paces(p.read_text("utf-8", errors="replace") for p in chosen))
    table = Table("step", "documents", "words", "CPU seconds", "words per CPU second")
    for name, words, seconds in (*steps, whole(steps)):
        table.add_row(name, str(len(chosen)), str(words), f"{seconds:.2f}", f"{words / seconds:,.0f}")
    Console().print(table)


def _words(tables: Tables) -> int:
    return sum(len(printed_words(body.text[p.start : p.end])) for body in bodies(tables) for p in body.body)
