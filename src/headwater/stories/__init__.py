"""Story: documents that tell of the same events.

vectors   what a document is about, as weighted words
joining   how close two documents are, measured by how close two of one story must be
grouping  which documents belong together

What shares wording belongs together whatever its words weigh.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pyarrow as pa

from headwater.documents import Body, Document, bodies
from headwater.engine import Engine
from headwater.passages import Passage, tokens
from headwater.records import Record, Tables, from_table, to_table
from headwater.stories import grouping
from headwater.stories.joining import MOST, Measure, cosines, kin, learned, likeness
from headwater.stories.vectors import WORD, Vector, key, vectors
from headwater.text import digest

__all__ = ["Story", "headline", "step", "together"]


class Story(Record, frozen=True):
    """One story; each document is in exactly one."""

    id: str
    headline: str
    documents: tuple[str, ...]
    first: str | None  # EDTF day of the earliest document
    last: str | None
    lines: int  # independent lines of descent: origins that no other text of the story explains


def together(
    heap: Sequence[Body], passages: Sequence[Passage], of: Mapping[str, Vector], measure: Measure
) -> list[tuple[str, ...]]:
    """The ids of the documents of each story; sorted. Each document is in exactly one."""
    number = {b.document: n for n, b in enumerate(sorted(heap, key=lambda b: b.document))}
    lengths = {b.document: len(tokens(b).forms) for b in heap}
    alike = likeness(cosines([of[d] for d in number]), [lengths[d] for d in number], measure)
    for a, b in kin(passages):
        alike[number[a], number[b]] = alike[number[b], number[a]] = MOST
    names = list(number)
    return sorted(tuple(names[n] for n in group) for group in grouping.groups(alike))


def headline(documents: Sequence[Document], of: Mapping[str, Vector]) -> str:
    """The headline closest to what the story's documents have in common; chosen, not made up."""
    middle: dict[str, float] = defaultdict(float)
    for d in documents:
        for word, x in of[d.id].items():
            middle[word] += x

    def closeness(title: str) -> float:
        found = {WORD + key(w.casefold().strip(".,:;!?'\"")) for w in title.split()}
        return sum(middle.get(w, 0.0) for w in sorted(found)) / math.sqrt(len(found) or 1)

    titles = sorted({d.headline or _opening(d) for d in documents})
    return max(titles, key=lambda t: (closeness(t), -len(t), t))


def _opening(document: Document) -> str:
    """The first words of a page without a headline."""
    line = next((x.strip() for x in document.text.splitlines() if x.strip()), document.source)
    return line if len(line) <= 120 else line[:117].rsplit(" ", 1)[0] + " …"


def story(documents: Sequence[Document], of: Mapping[str, Vector]) -> Story:
    """The record of one group; its days and its lines of descent are known when the trees are."""
    ids = tuple(sorted(d.id for d in documents))
    return Story(digest("\n".join(ids))[:10], headline(documents, of), ids, None, None, len(ids))


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """Documents and passages -> stories."""
    del engine  # comparing a few thousand documents is one piece of work
    documents = {d.id: d for d in from_table(Document, tables["documents"])}
    heap = bodies(tables)
    of = vectors(heap)
    groups = together(heap, from_table(Passage, tables["passages"]), of, learned())
    return {"stories": to_table(Story, sorted(story([documents[d] for d in group], of) for group in groups))}
