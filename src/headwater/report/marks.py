"""Marks: a stretch of text cut at the ends of all that is marked in it, with tags that nest.

What begins first, or ends last, lies outside. Marks may cross: at every cut the tags that a piece needs are compared
with those that are open; what is not common is closed and opened anew. A tag that is opened a second time gets no id
again. So that this is rare, a mark without an id is parted where one with an id ends.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import structs

from headwater.records import Record


class Mark(Record, frozen=True):
    """Something marked: half-open over the text. Of two over the same words the lower rank lies outside."""

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
    style: str | None


class Piece(Record, frozen=True):
    """Text between two cuts, with the tags to open before it and those to close after it."""

    opens: tuple[Open, ...]
    text: str
    closes: tuple[str, ...]


def cut(text: str, start: int, end: int, marks: Iterable[Mark], done: set[str] | None = None) -> list[Piece]:
    """The pieces of `text[start:end]`. `done` holds the ids given so far on this page and takes up new ones."""
    given = set() if done is None else done
    near = [m for m in marks if m.start < end and m.end > start and m.start < m.end]
    inside = list(_parted(near))
    inside.sort(key=lambda m: (m.start, -m.end, m.rank, m.id or ""))
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


def _parted(marks: Sequence[Mark]) -> Iterable[Mark]:
    """The marks; those without an id in pieces that cross none with an id."""
    whole = [m for m in marks if m.id]
    for m in marks:
        crossing = () if m.id else (w for w in whole if w.start < m.end and m.start < w.end)
        ends = {at for w in crossing if not (m.start <= w.start and w.end <= m.end) for at in (w.start, w.end)}
        for start, end in pairwise(sorted({m.start, m.end, *(at for at in ends if m.start < at < m.end)})):
            yield structs.replace(m, start=start, end=end)


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
        return Open(mark.tag, mark.id, mark.style)
    return Open(mark.tag, None, mark.style)
