"""When: expressions of time, resolved to the calendar (EDTF, ISO 8601-2); and when a text was written."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

import pyarrow as pa

from headwater.dates.finding import LANGUAGES, Expression, expressions, language
from headwater.dates.forms import Vague, is_counted
from headwater.dates.telling import Told, told
from headwater.dates.tenses import tense
from headwater.dates.values import interval, resolve
from headwater.dates.writing import Clues, Written, clues, written
from headwater.documents import Body, Document, Stamp, bodies
from headwater.engine import Engine
from headwater.records import Fault, Record, Tables, from_table, to_table
from headwater.stories import Story

__all__ = [
    "LANGUAGES",
    "Clues",
    "Expression",
    "Told",
    "When",
    "Written",
    "clues",
    "expressions",
    "interval",
    "language",
    "resolve",
    "step",
    "tense",
    "told",
    "whens",
    "written",
]


class When(Record, frozen=True):
    """One expression of time in the body of a document."""

    document: str
    start: int
    end: int
    text: str
    type: Literal["date", "time", "duration", "set", "vague"]
    value: str | None  # EDTF; ISO 8601 for durations and sets; null for vague
    anchor: str | None  # the date it was counted from
    confidence: float


class _Dated(Record, frozen=True):
    """A body with what dates it; the first pass has its stamps, the second its day of writing."""

    body: Body
    language: str | None
    stamps: tuple[Stamp, ...] = ()
    written: Written | None = None


def whens(body: Body, by: Written, tag: str | None = None) -> list[When]:
    """The expressions of time in a document's body, counted from the day of its writing."""
    lang = language(tag)
    found = [e for p in body.body for e in expressions(body.text, p.start, p.end, lang)]
    return [_when(body.document, t, by) for t in told(body.text, found, by.value, lang)]


def _when(document: str, one: Told, by: Written) -> When:
    found = one.found
    sure = 0.5 if isinstance(found.form, Vague) else 0.95
    if is_counted(found.form):
        sure = by.confidence * (0.95 if one.tense else 0.85) if one.value else 0.0
    return When(document, found.start, found.end, found.text, found.type, one.value, one.anchor, round(sure, 3))


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """documents, blocks, stamps, stories -> dates (`When`), written (`Written`), in the order of the documents."""
    stamps: dict[str, list[Stamp]] = defaultdict(list)
    for stamp in from_table(Stamp, tables["stamps"]):
        stamps[stamp.document].append(stamp)
    documents = from_table(Document, tables["documents"])
    tags = {d.id: d.language for d in documents}
    for d in documents:
        stamps[d.id] += _stated(d)
    every = bodies(tables)
    first = to_table(_Dated, [_Dated(b, tags[b.document], tuple(stamps[b.document])) for b in every])
    told, lost = engine.each(_Dated, first, _clues, [Clues, Fault])
    by_document = {c.document: c for c in from_table(Clues, told)}
    days: dict[str, Written] = {b.document: Written(b.document, None, "none", 0.0) for b in every}
    for story in from_table(Story, tables["stories"]):
        held = [by_document[d] for d in sorted(story.documents) if d in by_document]
        days |= {w.document: w for w in written(held)}
    second = to_table(_Dated, [_Dated(b, tags[b.document], (), days[b.document]) for b in every])
    dates, more = engine.each(_Dated, second, _dates, [When, Fault])
    return {
        "dates": dates,
        "written": to_table(Written, [days[b.document] for b in every]),
        "faults": pa.concat_tables([lost, more]),
    }


def _stated(document: Document) -> list[Stamp]:
    """The date of publication that the document settled on, as one more stamp."""
    date = document.date_published
    if date is None:
        return []
    return [Stamp(document.id, None, None, "published", date.value, date.value, date.source, date.confidence)]


def _clues(dated: _Dated) -> Iterator[Record]:
    yield clues(dated.body, dated.stamps, dated.language)


def _dates(dated: _Dated) -> Iterator[Record]:
    if dated.written is not None:
        yield from whens(dated.body, dated.written, dated.language)
