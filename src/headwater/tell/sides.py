"""Sides: two texts side by side, shared wording aligned row by row, what differs in it marked."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Literal, NamedTuple

from headwater.documents import Block, Document
from headwater.passages import Passage
from headwater.records import Record, Span
from headwater.report.words import one_way
from headwater.text import Word, sentences, words

CONTEXT = 4  # words shown on each side of a shared stretch
SIGNS = (("[-", "-]"), ("{+", "+}"))  # around what only the left text has, and only the right one

Mark = Literal["same", "changed", "around"]


class Piece(NamedTuple):
    """Some characters of a row: shared, changed within what is shared, or around it."""

    text: str
    mark: Mark


class Row(Record, frozen=True):
    """What stands side by side; an empty side has nothing to match. `first`: a new stretch begins."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    first: bool


class Change(Record, frozen=True):
    """A place where two texts part: the words of each; none where one of them has nothing."""

    a: Span | None
    b: Span | None


class Side(NamedTuple):
    """A text and the parts of it that are its account."""

    text: str
    parts: Sequence[Span]


Pair = tuple[Span, Span]


def side(document: Document, blocks: Iterable[Block]) -> Side:
    """A document with its title and body as its account; the whole text where nothing is labelled so."""
    parts = [Span(b.start, b.end) for b in blocks if b.label in ("title", "body")]
    return Side(document.text, parts or [Span(0, len(document.text))])


def pair(passage: Passage, first: str) -> Pair:
    """The stretches of a passage, that of the first document first."""
    a, b = Span(passage.a_start, passage.a_end), Span(passage.b_start, passage.b_end)
    return (a, b) if passage.a == first else (b, a)


def cut(left: Side, right: Side, shared: Iterable[Pair]) -> list[Row]:
    """The shared stretches alone, each with a few words of what is around it."""
    rows: list[Row] = []
    for a, b in _pairs(left, right, shared):
        found = aligned(left.text, right.text, (a, b))
        before = (_before(left, a), _before(right, b))
        after = (_after(left, a), _after(right, b))
        found[0] = Row(before[0] + found[0].left, before[1] + found[0].right, True)
        found[-1] = Row(found[-1].left + after[0], found[-1].right + after[1], found[-1].first)
        rows += found
    return rows


def whole(left: Side, right: Side, shared: Iterable[Pair]) -> list[Row]:
    """Both accounts from end to end: in the order of the left one, what only one of them has beside nothing."""
    pairs = _pairs(left, right, shared)
    ends = {b: before.end for before, b in pairwise([Span(0, 0), *sorted(b for _, b in pairs)])}
    rows: list[Row] = []
    at = 0
    for a, b in pairs:
        rows += _alone(left, at, a.start, True)
        rows += _alone(right, ends[b], b.start, False)
        rows += aligned(left.text, right.text, (a, b))
        at = a.end
    rows += _alone(left, at, len(left.text), True)
    rows += _alone(right, max((b.end for _, b in pairs), default=0), len(right.text), False)
    return rows


def apart(shared: Iterable[Pair]) -> list[Pair]:
    """The pairs in the order of the left text, none over another on either side: the longer ones stay whole."""
    kept: list[Pair] = []
    for pair in sorted(shared, key=lambda p: (-len(p[0]), p)):
        a, b = _free(pair[0], [k[0] for k in kept]), _free(pair[1], [k[1] for k in kept])
        if a and b:
            kept.append((a, b))
    return sorted(kept)


def _free(span: Span, taken: Iterable[Span]) -> Span | None:
    """What other spans leave of one at its longer end; none where too little is left to align."""
    start, end = span.start, span.end
    for t in sorted(taken):
        if t.start < end and start < t.end:
            if t.start - start >= end - t.end:
                end = t.start
            else:
                start = t.end
    return Span(start, end) if end > start else None


class Stretch(NamedTuple):
    """One side of a shared stretch: its words, and the numbers of those that read the same on the other side."""

    text: str
    span: Span
    words: list[Word]
    same: set[int]


Step = tuple[str, int, int, int, int]  # as difflib tells it


def _pairs(left: Side, right: Side, shared: Iterable[Pair]) -> list[Pair]:
    """The pairs apart from each other, with the marks that open and close them."""
    pairs = apart(shared)
    a, b = _with_marks(left.text, [p[0] for p in pairs]), _with_marks(right.text, [p[1] for p in pairs])
    return [(a[p[0]], b[p[1]]) for p in pairs]


def _with_marks(text: str, spans: Iterable[Span]) -> dict[Span, Span]:
    """Every span with the marks that stand at its ends without a blank; marks between two go with the first."""
    found: dict[Span, Span] = {}
    ordered = sorted(spans)
    before = 0
    for span, after in zip(ordered, [*(s.start for s in ordered[1:]), len(text)], strict=False):
        start, end = span.start, span.end
        while start > before and not _apart(text[start - 1]):
            start -= 1
        while end < after and not _apart(text[end]):
            end += 1
        found[span] = Span(start, end)
        before = end
    return found


def _apart(char: str) -> bool:
    """Whether a character is no mark that belongs to a word beside it."""
    return char.isspace() or char.isalnum()


def aligned(left: str, right: str, pair: Pair) -> list[Row]:
    """The rows of a stretch that both texts carry: a sentence of the left one each, and what stands for it."""
    a, b, steps = _compared(left, right, pair)
    for tag, i, i_end, j, j_end in steps:
        if tag == "equal":
            a.same.update(range(i, i_end))
            b.same.update(range(j, j_end))
    cuts = [(0, 0), *_cuts(a, steps), (len(a.words), len(b.words))]
    return [
        Row(tuple(_pieces(a, i, i_end)), tuple(_pieces(b, j, j_end)), n == 0)
        for n, ((i, j), (i_end, j_end)) in enumerate(pairwise(cuts))
    ]


def _compared(left: str, right: str, pair: Pair) -> tuple[Stretch, Stretch, list[Step]]:
    """Both sides of a shared stretch in words, and the steps from one to the other."""
    a = Stretch(left, pair[0], words(left, pair[0].start, pair[0].end), set())
    b = Stretch(right, pair[1], words(right, pair[1].start, pair[1].end), set())
    forms = [w.form for w in a.words], [w.form for w in b.words]
    return a, b, [*SequenceMatcher(None, *forms, autojunk=False).get_opcodes()]


def changes(left: Side, right: Side, shared: Iterable[Pair]) -> list[Change]:
    """Every place where two texts part, in the order of the left one; what only the right one has stands last."""
    pairs = _pairs(left, right, shared)
    found = [c for pair in pairs for c in _changed(left.text, right.text, pair)]
    found += [Change(span, None) for span in _outside(left, [a for a, _ in pairs])]
    found.sort(key=lambda c: (c.a is None, c.a or c.b))
    return found + [Change(None, span) for span in _outside(right, [b for _, b in pairs])]


def _changed(left: str, right: str, pair: Pair) -> Iterator[Change]:
    a, b, steps = _compared(left, right, pair)
    for tag, i, i_end, j, j_end in steps:
        if tag != "equal":
            yield Change(_extent(a.words[i:i_end]), _extent(b.words[j:j_end]))


def _extent(found: Sequence[Word]) -> Span | None:
    return Span(found[0].start, found[-1].end) if found else None


def _outside(side: Side, shared: Iterable[Span]) -> Iterator[Span]:
    """The words of an account that lie outside of all shared stretches, a part a span."""
    ends = sorted(shared)
    for start, end in zip([0, *(s.end for s in ends)], [*(s.start for s in ends), len(side.text)], strict=True):
        for part in side.parts:
            here = _extent(words(side.text, max(part.start, start), min(part.end, end)))
            if here:
                yield here


def _cuts(a: Stretch, steps: Sequence[Step]) -> list[tuple[int, int]]:
    """Where the rows part, as numbers of words on both sides: at ends of sentences that both texts have."""
    starts = [w.start for w in a.words]
    found = []
    for sentence in sentences(a.text, a.span.start, a.span.end):
        i = bisect_left(starts, sentence.end)
        j = next((j + i - k for tag, k, k_end, j, _ in steps if tag == "equal" and k < i <= k_end), None)
        if j is not None and i < len(starts):
            found.append((i, j))
    return found


def _pieces(of: Stretch, first: int, last: int) -> Iterator[Piece]:
    """Words `first` to `last` of a stretch, those of one mark together, with what stands between them."""
    at, until = _seam(of, first), _seam(of, last)
    for same, run in groupby(range(first, last), key=of.same.__contains__):
        inside = list(run)
        start, end = of.words[inside[0]].start, of.words[inside[-1]].end
        if start > at:
            yield Piece(of.text[at:start], "same")
        yield Piece(of.text[start:end], "same" if same else "changed")
        at = end
    if until > at:
        yield Piece(of.text[at:until], "same")


def _seam(of: Stretch, n: int) -> int:
    """Where the row of word `n` begins: at the first blank after the word before, so that marks stay with words."""
    if n == 0:
        return of.span.start
    if n == len(of.words):
        return of.span.end
    gap = of.text[of.words[n - 1].end : of.words[n].start]
    blank = re.search(r"\s", gap)
    return of.words[n - 1].end + (blank.start() if blank else len(gap))


def _part(side: Side, at: int) -> Span:
    """The part of the account that a place lies in; the whole text where it lies in none."""
    return next((p for p in side.parts if p.start <= at <= p.end), Span(0, len(side.text)))


def _before(side: Side, span: Span) -> tuple[Piece, ...]:
    """A few words up to a shared stretch, a bar behind them."""
    near = words(side.text, _part(side, span.start).start, span.start)
    if not near:
        return ()
    more = "… " if len(near) > CONTEXT else ""
    return (Piece(f"{more}{side.text[near[-CONTEXT:][0].start : span.start].rstrip()} | ", "around"),)


def _after(side: Side, span: Span) -> tuple[Piece, ...]:
    """A few words from the end of a shared stretch on, a bar before them."""
    part = _part(side, span.end)
    near = words(side.text, span.end, part.end)
    if not near:
        return ()
    end, more = (near[CONTEXT - 1].end, " …") if len(near) > CONTEXT else (part.end, "")
    return (Piece(f" | {side.text[span.end : end].lstrip()}{more}", "around"),)


def _alone(side: Side, start: int, end: int, left: bool) -> Iterator[Row]:
    """What one account has between two places, a part a row."""
    for part in side.parts:
        here = Span(max(part.start, start), min(part.end, end))
        if here.end > here.start and words(side.text, here.start, here.end):
            pieces = (Piece(side.text[here.start : here.end], "around"),)
            yield Row(pieces if left else (), () if left else pieces, True)


def shown(pieces: Sequence[Piece], signs: tuple[str, str]) -> list[Piece]:
    """The pieces as they are written: on one line, what is changed between signs."""
    line: list[Piece] = []
    for n, p in enumerate(pieces):
        text = re.sub(r"\s+", " ", one_way(p.text))
        text = text.lstrip() if n == 0 else text
        text = text.rstrip() if n == len(pieces) - 1 else text
        line.append(Piece(f"{signs[0]}{text}{signs[1]}" if p.mark == "changed" else text, p.mark))
    return line
