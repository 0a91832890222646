"""Document: a page's text, kept unchanged, with a label over every stretch of it.

model      the records                 shapes     what one line can be known by
reading    one page -> its reading     lines      lines of plain text -> labels
markup     HTML -> visible text        threads    comment trees
extract    the main text of markup     credits    agency, byline, dateline
metadata   JSON-LD and meta            calendar   printed dates
fast       markup at a crawl's speed   authors    who wrote it, persons only
headlines  the headline as shown       stamps     dates, and the day of publication
head       elements without a tree    provenance where a text comes from
posts      what markup calls posts    talk       which opens, which answer, what is whose
quotations what a post repeats        repetition what a site prints again and again
agencies   the wires by their names   newsrooms  those that no table holds, by their form
imprint    lines that say whose text it is
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from headwater.documents.imprint import credited_by_others
from headwater.documents.model import (
    Block,
    Body,
    Comment,
    DateKind,
    DatePublished,
    DateSource,
    Document,
    Kind,
    Label,
    Quoted,
    Reading,
    Stamp,
)
from headwater.documents.repetition import Repeated, on_page, repeated
from headwater.engine import Engine
from headwater.pages import Page
from headwater.records import Fault, Record, Span, Tables, from_table, to_table

__all__ = [
    "Block",
    "Body",
    "Comment",
    "DateKind",
    "DatePublished",
    "DateSource",
    "Document",
    "Kind",
    "Label",
    "Quoted",
    "Reading",
    "Register",
    "Stamp",
    "bodies",
    "read",
    "step",
]


def read(page: Page, fast: bool = False, repeated: frozenset[bytes] = frozenset()) -> Reading:
    """One page -> its document, blocks, stamps and comments; `fast` reads markup at the speed of a crawl.

    `repeated` are those of its lines that its site prints on several pages, as `repetition.on_page` finds them.
    """
    from headwater.documents import reading  # opens the extractors: half a second  # noqa: PLC0415

    return reading.read(page, fast, repeated)


def bodies(tables: Tables) -> list[Body]:
    """The body of every document, in the order of the documents."""
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for block in from_table(Block, tables["blocks"]):
        spans[block.document, block.label].append(Span(block.start, block.end))
    return [
        Body(d.id, d.source, d.text, tuple(spans[d.id, "title"]), tuple(spans[d.id, "body"]))
        for d in from_table(Document, tables["documents"])
    ]


class Register:
    """The ids that are taken, and by what: the memory of a reading that comes batch by batch."""

    def __init__(self) -> None:
        self._taken: dict[str, tuple[str, str | None]] = {}

    def admit(self, readings: Iterable[Reading]) -> tuple[list[Reading], list[Fault]]:
        """One reading for each id: the same page again is left out, another page under a taken id gets a longer one."""
        kept: list[Reading] = []
        clashes: list[Fault] = []
        for reading in sorted(readings, key=_order):
            one = reading.document
            content = (one.text_sha256, one.url)
            name = one.id if self._taken.get(one.id, content) == content else f"{one.id}-{one.text_sha256[:6]}"
            if name in self._taken:
                continue
            self._taken[name] = content
            if name != one.id:
                clashes.append(Fault(one.source, "documents", f"the id {one.id} is taken; read as {name}", name))
            kept.append(reading if name == one.id else _renamed(reading, name))
        return sorted(kept, key=_order), clashes


def step(engine: Engine, tables: Tables, register: Register | None = None, fast: bool = False) -> dict[str, pa.Table]:
    """`pages` -> `documents`, `blocks`, `stamps`, `comments`, `faults`, sorted by source and id; ids are unique.

    What several pages of one site print, of those that are read together, is taken for no page's account; and whom a
    page of them credits in a dateline, another may credit in its byline.
    """
    bare = tables["pages"].filter(pc.equal(tables["pages"]["form"], "text"))
    emit = partial(_emit, fast=fast, known=repeated(from_table(Page, bare)))
    found, faults = engine.each(Page, tables["pages"], emit, (Reading, Fault))
    readings = credited_by_others(list(from_table(Reading, found)))
    kept, clashes = (register or Register()).admit(readings)
    return {
        "documents": to_table(Document, [r.document for r in kept]),
        "blocks": to_table(Block, [b for r in kept for b in r.blocks]),
        "stamps": to_table(Stamp, [s for r in kept for s in r.stamps]),
        "comments": to_table(Comment, [c for r in kept for c in r.comments]),
        "faults": to_table(Fault, sorted([*from_table(Fault, faults), *clashes], key=_fault_order)),
    }


def _emit(page: Page, fast: bool, known: Repeated) -> Iterable[Record]:
    reading = read(page, fast, on_page(page, known))
    yield reading if reading.document.text.strip() else Fault(page.source, "documents", "the page gives no text")


def _order(reading: Reading) -> tuple[str, str, str]:
    return reading.document.source, reading.document.id, reading.document.text


def _fault_order(fault: Fault) -> tuple[str, str, str]:
    return fault.source, fault.stage, fault.message


def _renamed(reading: Reading, name: str) -> Reading:
    replace = msgspec.structs.replace
    return Reading(
        replace(reading.document, id=name),
        tuple(replace(b, document=name) for b in reading.blocks),
        tuple(replace(s, document=name) for s in reading.stamps),
        tuple(replace(c, document=name) for c in reading.comments),
    )
