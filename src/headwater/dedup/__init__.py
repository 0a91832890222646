"""Dedup: for every document whether it is kept, or which kept document stands for it, where, and why.

A document may be dropped for another where enough of its words lie in passages with it. That is directed: a trimmed
copy lies in its full text, never the full text in its excerpt. The documents are taken in the order in which they are
worth keeping: the first is kept, all that it covers is dropped for it, and so on. So nothing is dropped by a chain:
whoever is dropped lies in a document that is kept. Nothing is deleted.

Where a wording stands in very many documents, passages join each of them to a few representatives only. What a text
has in common with a kept one is then read through a representative: the words that both share with it. With the texts
at hand (`step`) such a pair is then compared itself, so that its stretches are exact.

keep      first in order, and so kept
root      what carries most of its family, equals that are known to be earlier not counted; the page of a newsroom
          that others credit; the earliest; what is nearest to the wording that the family shares; the longest
longest   the longest; of equals the earliest
earliest  the earliest (published, else retrieved); of equals the longest

model     the records                       choice    what is kept, and what stands for what
coverage  how much of one is in another     warnings  families that hang together badly
                                            rows      decisions with their sentences
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from msgspec.structs import replace

from headwater.dates import interval
from headwater.dedup.model import CHAINED, KEEPS, THRESHOLD, Decision, Keep, Stretch, Text
from headwater.dedup.rows import decisions, indirect
from headwater.documents import Body, Document, Stamp, bodies
from headwater.engine import Engine
from headwater.passages import Candidate, Passage, Rarity, masked, passages_of, rarity, site, tokens
from headwater.records import Fault, Record, Tables, from_table, schema, to_table
from headwater.text import digest

if TYPE_CHECKING:
    from headwater.passages.corpus import Corpus

__all__ = [
    "KEEPS",
    "THRESHOLD",
    "Decision",
    "Keep",
    "Stretch",
    "Text",
    "called",
    "decisions",
    "of_corpus",
    "step",
    "summary",
]

AT_ONCE = 2_000  # pairs that are compared together


class Segment(Record, frozen=True):
    """A stretch of words that nothing interrupts."""

    start: int
    end: int
    words: int


class Counted(Record, frozen=True):
    """The words of a document, counted."""

    document: str
    digest: str  # of the folded words
    segments: tuple[Segment, ...]

    @property
    def words(self) -> int:
        """How many there are."""
        return sum(s.words for s in self.segments)


def counted(body: Body) -> Iterator[Counted]:
    """The words of one body by segment, and their digest."""
    text = tokens(body)
    inside: dict[int, list[int]] = defaultdict(list)
    for k, segment in enumerate(text.segments):
        inside[segment].append(k)
    segments = tuple(Segment(text.starts[ks[0]], text.ends[ks[-1]], len(ks)) for ks in inside.values())
    yield Counted(body.document, digest("\x1f".join([*map(str, text.segments), *text.forms])), segments)


def twins(heap: Iterable[Counted]) -> list[Passage]:
    """What documents of the same words share, which is all: passages of each with the first of them.

    Passages leave out what is too short to prove that one copied the other; that two texts are equal needs no proof.
    """
    same: dict[str, list[Counted]] = defaultdict(list)
    for one in sorted(heap):
        if one.segments:
            same[one.digest].append(one)
    return [
        Passage(first.document, s.start, s.end, other.document, t.start, t.end, s.words, 1.0, 0.0, "copy", "")
        for first, *others in same.values()
        for other in others
        for s, t in zip(first.segments, other.segments, strict=True)
    ]


def with_twins(passages: pa.Table, heap: Iterable[Counted]) -> pa.Table:
    """The passages; of documents of the same words the whole texts."""
    found = to_table(Passage, twins(heap))
    if not found.num_rows:
        return passages
    pairs = found.select(["a", "b"]).group_by(["a", "b"]).aggregate([])
    return pa.concat_tables([passages.join(pairs, ["a", "b"], join_type="left anti").select(found.column_names), found])


def moments(value: str | None) -> tuple[float, float] | None:
    """The first and the last moment that an EDTF value covers, in days of the calendar; null where it is no date."""
    if value and "T" in value and "/" not in value:
        try:
            moment = datetime.fromisoformat(value)
            moment = moment.astimezone(UTC) if moment.tzinfo else moment
        except (ValueError, OverflowError):
            return None
        at = moment.toordinal() + (60 * moment.hour + moment.minute) / 1440
        return at, at
    days = interval(value)
    return (float(days[0].toordinal()), days[1].toordinal() + 1439 / 1440) if days else None


def text_of(document: Document, body: Body, retrieved: str | None, credited: frozenset[str]) -> Text:
    """What the choice needs to know of one page, its words not yet counted.

    `credited` are the newsrooms that any page credits, casefolded.
    """
    published = moments(document.date_published.value) if document.date_published else None
    seen = moments(retrieved)  # it was published by then, nobody knows how long before
    first, last = published or (None, seen[1] if seen else None)
    publisher, agency = (document.publisher or "").casefold(), (document.agency or "").casefold()
    own = publisher in credited and agency in {"", publisher}
    read = sum(map(len, body.title + body.body)) / max(1, len(document.text.strip()))
    return Text(
        document.id, called(document.id, document.source), document.source, 0, 0, first, last, min(1.0, read), own
    )


def called(document: str, source: str | None) -> str:
    """What a sentence calls a document: its address, its file, or its id where a file holds many."""
    if not source or "#" in source:
        return document
    return source if "://" in source else PurePath(source).name


def summary(decided: pa.Table) -> str:
    """One line on a table of decisions: how many are dropped, how many families there are, how many look chained."""
    dropped = pc.sum(decided["dropped"]).as_py() or 0
    families = decided.filter(pc.greater(decided["family_size"], 1))
    loose = families.filter(pc.starts_with(pc.fill_null(families["warning"], ""), CHAINED))
    many, odd = (len(pc.unique(table["family"])) for table in (families, loose))
    parts = [f"{dropped} of {decided.num_rows} document{'s' if decided.num_rows != 1 else ''} dropped"]
    parts.append(f"{many} famil{'ies' if many != 1 else 'y'} of copies")
    return " · ".join([*parts, *([f"{odd} of them chained"] if odd else [])])


def texts(tables: Tables, whole: Sequence[Body], heap: Sequence[Body], words: Mapping[str, int]) -> list[Text]:
    """What the choice needs to know of all pages; `whole`: their bodies as read, `heap`: without furniture of sites."""
    documents = from_table(Document, tables["documents"])
    retrieved = {s.document: s.value for s in from_table(Stamp, tables["stamps"]) if s.kind == "retrieved"}
    credited = frozenset(d.agency.casefold() for d in documents if d.agency)
    found = []
    for d, every, body in zip(documents, whole, heap, strict=True):
        n = words.get(d.id, 0)
        more = 0 if every == body else len(tokens(every).forms) - n
        found.append(replace(text_of(d, every, retrieved.get(d.id), credited), words=n, repeated=more))
    return found


def compared(engine: Engine, heap: Sequence[Body], pairs: Sequence[tuple[str, str]], bits: Rarity) -> list[pa.Table]:
    """The passages of chosen pairs and the faults, so many pairs at a time."""
    of = {b.document: b for b in heap}
    found, faults = to_table(Passage, ()), to_table(Fault, ())
    for first in range(0, len(pairs), AT_ONCE):
        rows = (Candidate(*(of[d] for d in sorted(pair))) for pair in pairs[first : first + AT_ONCE])
        more = engine.each(Candidate, to_table(Candidate, rows), partial(passages_of, bits=bits), (Passage, Fault))
        found, faults = (pa.concat_tables(both) for both in zip((found, faults), more, strict=True))
    return [found, faults]


def step(engine: Engine, tables: Tables, keep: Keep = "root", threshold: float = THRESHOLD) -> dict[str, pa.Table]:
    """Documents, blocks, stamps and passages -> decisions, sorted by document."""
    whole = bodies(tables)
    heap = masked(whole, {d.id: site(d) for d in from_table(Document, tables["documents"])})
    rows, faults = engine.each(Body, to_table(Body, heap), counted, (Counted, Fault))
    found = from_table(Counted, rows)
    known = to_table(Text, texts(tables, whole, heap, {c.document: c.words for c in found}))
    passages = with_twins(tables["passages"], found)
    pairs = indirect(known, passages, keep, threshold)
    if pairs:
        direct, more = compared(engine, heap, pairs, rarity(map(tokens, heap)))
        passages, faults = pa.concat_tables([passages, direct]), pa.concat_tables([faults, more])
    return {"decisions": decisions(known, passages, keep, threshold), "faults": faults}


def of_corpus(corpus: "Corpus", passages: pa.Table, keep: Keep = "root", threshold: float = THRESHOLD) -> pa.Table:
    """The decisions on a corpus of which the words alone are known, sorted by document.

    Pairs that are joined through a representative only are estimated, and equal texts too short for a passage stay.
    """
    order = np.argsort(np.array(corpus.ids, object), kind="stable")
    words = corpus.words()[order]
    ids = [corpus.ids[n] for n in order]
    none = Text("", "", None, 0)
    known = {name: [getattr(none, name)] * len(ids) for name in Text.__struct_fields__}
    rows = pa.table(known | {"id": ids, "name": ids, "words": words}, schema(Text))
    return decisions(rows, passages, keep, threshold)
