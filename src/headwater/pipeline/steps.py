"""Steps: the list of them, and what they make of pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyarrow as pa

from headwater import claims, dates, documents, events, passages, statements, stemma, stories
from headwater.engine import Engine, LocalEngine
from headwater.errors import NothingToRead
from headwater.pages import Page, Web, pages
from headwater.records import Fault, Record, Tables, from_table, to_table

KINDS: Mapping[str, type[Record]] = {
    "documents": documents.Document,
    "blocks": documents.Block,
    "stamps": documents.Stamp,
    "comments": documents.Comment,
    "passages": passages.Passage,
    "stories": stories.Story,
    "dates": dates.When,
    "written": dates.Written,
    "witnesses": stemma.Witness,
    "derivations": stemma.Derivation,
    "alternatives": stemma.Alternative,
    "statements": statements.Statement,
    "events": events.Event,
    "claims": claims.Claim,
    "conflicts": claims.Conflict,
    "faults": Fault,
}

BATCH, BATCH_CHARACTERS = 256, 20_000_000  # pages and characters that are read at a time

Progress = Callable[[str, int, int], None]  # step, how many are done, how many there are


class Step(NamedTuple):
    """One room's step over the tables."""

    name: str
    run: Callable[[Engine, Tables], dict[str, pa.Table]]


STEPS = (
    Step("documents", documents.step),
    Step("passages", passages.step),
    Step("stories", stories.step),
    Step("dates", dates.step),
    Step("stemma", stemma.step),
    Step("statements", statements.step),
    Step("events", events.step),
    Step("claims", claims.step),
)
READ = STEPS[:1]  # documents alone
REUSE = STEPS[:2]  # what `headwater reuse` needs


def gather(inputs: Iterable[str | Path], stdin: BinaryIO | None = None) -> tuple[list[Page], list[Fault]]:
    """All pages among the inputs and what could not be read, each sorted."""
    found: list[Page] = []
    faults: list[Fault] = []
    for item in pages(inputs, stdin):
        if isinstance(item, Fault):
            faults.append(item)
        else:
            found.append(item)
    return sorted(found), sorted(faults, key=_fault_order)


def run(
    found: Iterable[Page],
    faults: Iterable[Fault] = (),
    engine: Engine | None = None,
    steps: Iterable[Step] = STEPS,
    progress: Progress | None = None,
) -> dict[str, pa.Table]:
    """Pages through the steps -> all tables of the contract; those of steps not taken are empty.

    Raises NothingToRead where no page gives a document.
    """
    engine = engine or LocalEngine()
    steps = tuple(steps)
    tables = {name: to_table(kind, ()) for name, kind in KINDS.items()}
    tables |= {"pages": to_table(Page, found), "faults": to_table(Fault, faults)}
    for n, step in enumerate(steps):
        if progress:
            progress(step.name, n, len(steps))
        made = step.run(engine, tables)
        tables = tables | made | {"faults": pa.concat_tables([tables["faults"], *_faults(made)])}
        if not tables["documents"].num_rows:
            raise nothing_to_read(tables)
    if progress:
        progress("done", len(steps), len(steps))
    tables["faults"] = to_table(Fault, sorted(from_table(Fault, tables["faults"]), key=_fault_order))
    return tables


def stream(  # noqa: PLR0913, PLR0917  (what it reads, how, and from where)
    inputs: Iterable[str | Path],
    engine: Engine | None = None,
    stdin: BinaryIO | None = None,
    progress: Callable[[int], None] | None = None,
    fast: bool = False,
    web: Web | None = None,
) -> Iterator[dict[str, pa.Table]]:
    """Clean documents batch by batch, for heaps that do not fit into memory: the tables of reading, and `faults`.

    `progress` is told how many pages were read so far; `fast` reads markup at the speed of a crawl.
    """
    engine, register, done = engine or LocalEngine(), documents.Register(), 0
    for batch in batches(pages(inputs, stdin, web), BATCH):
        found = [item for item in batch if isinstance(item, Page)]
        faults = to_table(Fault, [item for item in batch if isinstance(item, Fault)])
        made = documents.step(engine, {"pages": to_table(Page, found)}, register, fast)
        done += len(found)
        if progress:
            progress(done)
        yield made | {"faults": pa.concat_tables([faults, made["faults"]])}


def batches(items: Iterable[Page | Fault], size: int, held: int = 0, most: int = 0) -> Iterator[list[Page | Fault]]:
    """Batches of so many pages, fewer where pages are long; as many as there were already, up to `most`, where more.

    `held`: how many there were before the first.
    """
    batch: list[Page | Fault] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += len(item.content) if isinstance(item, Page) else 0
        if len(batch) >= max(size, min(held, most)) or characters >= BATCH_CHARACTERS:
            yield batch
            held += len(batch)
            batch, characters = [], 0
    if batch:
        yield batch


def _faults(made: Tables) -> Iterator[pa.Table]:
    if "faults" in made:
        yield made["faults"]


def nothing_to_read(tables: Tables) -> NothingToRead:
    """The exception that says so, with the first fault as its reason."""
    rows = sorted(from_table(Fault, tables["faults"]), key=_fault_order)
    why = f"; the first of {len(rows)}: {rows[0].source}: {rows[0].message.rstrip('.')}" if rows else ""
    return NothingToRead(f"No readable page among the inputs{why}.")


def _fault_order(fault: Fault) -> tuple[str, ...]:
    return tuple(str(x) for x in (fault.source, fault.stage, fault.message, fault.document, fault.start))
