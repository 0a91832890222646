"""Marks: a stretch of text cut at the ends of all that is marked in it, with tags that nest.

Marks may cross. At every cut the tags that a piece needs are compared with those that are open; what is not common
is closed and opened anew. A tag that is opened a second time gets no id again: it names the mark it continues.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from headwater.records import Record


class Mark(Record, frozen=True):
    """Something marked: half-open over the text. Lower ranks lie outside."""

    rank: int
    start: int
    end: int
    tag: str
    id: str | None = None
    style: str | None = None


class Open(Record, frozen=True):
    """An opening tag."""

    tag: str
    id: str | None
    continues: str | None
    style: str | None


class Piece(Record, frozen=True):
    """Text between two cuts, with the tags to open before it and those to close after it."""

    opens: tuple[Open, ...]
    text: str
    closes: tuple[str, ...]


def cut(text: str, start: int, end: int, marks: Iterable[Mark], done: set[str] | None = None) -> list[Piece]:
    """The pieces of `text[start:end]`. `done` holds the ids given so far on this page and takes up new ones."""
    given = set() if done is None else done
    inside = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    inside.sort(key=lambda m: (m.rank, m.start, -m.end, m.id or ""))
    cuts = sorted({start, end, *(min(max(at, start), end) for m in inside for at in (m.start, m.end))})
    wanted = [[m for m in inside if m.start <= at < m.end] for at in cuts[:-1]]
    pieces: list[Piece] = []
    for n, (at, until) in enumerate(pairwise(cuts)):
        before = _shared(wanted[n - 1], wanted[n]) if n else 0
        after = _shared(wanted[n], wanted[n + 1]) if n + 1 < len(wanted) else 0
        opens = tuple(_open(m, given) for m in wanted[n][before:])
        closes = tuple(m.tag for m in reversed(wanted[n][after:]))
        pieces.append(Piece(opens, text[at:until], closes))
    return pieces


def _shared(left: Sequence[Mark], right: Sequence[Mark]) -> int:
    """How many tags from the outermost inward two neighbours have in common."""
    n = 0
    while n < min(len(left), len(right)) and left[n] == right[n]:
        n += 1
    return n


def _open(mark: Mark, given: set[str]) -> Open:
    if mark.id is None or mark.id not in given:
        if mark.id:
            given.add(mark.id)
        return Open(mark.tag, mark.id, None, mark.style)
    return Open(mark.tag, None, mark.id, mark.style)
