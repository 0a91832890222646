"""Story: documents that tell of the same events.

vectors   what a document is about, as weighted words
joining   how close two documents are, measured by how close two of one story must be
grouping  which documents belong together

What shares wording belongs together whatever its words weigh.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from headwater.documents import Body, Document, bodies
from headwater.engine import Engine
from headwater.passages import Passage, tokens
from headwater.records import Record, Tables, from_table, to_table
from headwater.stories import grouping
from headwater.stories.joining import MOST, Measure, cosines, kin, learned, likeness
from headwater.stories.vectors import WORD, Vector, key, mean, vectors
from headwater.text import digest

__all__ = ["Story", "headline", "step", "together"]

FEW = 1200  # words of a group that is read as one text
CLEARLY = 1.3  # times as close as must be


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
    ordered = sorted(heap, key=lambda b: b.document)
    names = [b.document for b in ordered]
    units = [of[name] for name in names]
    lengths = [len(tokens(b).forms) for b in ordered]
    alike = likeness(cosines(units), lengths, measure)
    number = {name: n for n, name in enumerate(names)}
    for a, b in kin(passages):
        alike[number[a], number[b]] = alike[number[b], number[a]] = MOST
    groups = grouping.groups(alike)
    while len(fewer := reread(groups, units, lengths, measure)) < len(groups):
        groups = fewer
    return sorted(tuple(names[n] for n in group) for group in groups)


def reread(
    groups: Sequence[Sequence[int]], of: Sequence[Vector], lengths: Sequence[int], measure: Measure
) -> list[list[int]]:
    """Groups of short texts, each read as one text, and joined where they are clearly close.

    Two headlines on one event may share no word; ten and ten share most of what it is about. What is long enough
    says so by itself and is left as it is, as are two documents that each stand alone: they were compared before.
    """
    words = [sum(lengths[n] for n in group) for group in groups]
    alike = likeness(cosines([mean([of[n] for n in group]) for group in groups]), words, measure)
    short = np.array(words) < FEW
    several = np.array([len(group) > 1 for group in groups])
    alike *= short[:, None] & short & (several[:, None] | several)
    return [sorted(n for k in some for n in groups[k]) for some in grouping.average_link(alike / CLEARLY)]


def headline(documents: Sequence[Document], of: Mapping[str, Vector]) -> str:
    """The headline closest to what the story's documents have in common; chosen, not made up."""
    middle = mean([of[d.id] for d in documents])

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
