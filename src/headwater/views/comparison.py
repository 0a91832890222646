"""Comparison: two texts side by side, aligned where they share wording, with a span for every place where they part."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from headwater.documents import Body, Document
from headwater.passages import Candidate, passages_of, rarity, tokens
from headwater.pipeline import show
from headwater.records import Span
from headwater.tell.sides import SIGNS, Change, Pair, Piece, Row, Side, apart, changes, pair, shown, whole
from headwater.text import paragraphs

_TAGS = ("del", "ins")


class Diff:
    """What is the same in two texts and what is not. Spans are half-open, in code points of `a` and of `b`."""

    def __init__(self, left: Side, right: Side, shared: Iterable[Pair], names: tuple[str, str] = ("a", "b")) -> None:
        self.a, self.b = left.text, right.text
        self.names = names
        self._sides = left, right
        self._shared = list(shared)

    @cached_property
    def changes(self) -> list[Change]:
        """Every place where the texts part, in the order of `a`; what only `b` has stands last."""
        return changes(*self._sides, self._shared)

    @cached_property
    def rows(self) -> list[Row]:
        """Both texts from end to end, a sentence of `a` a row, with what stands for it in `b`."""
        return whole(*self._sides, self._shared)

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __str__(self) -> str:
        lines = [line for row in self.rows if _parts(row) for line in self._lines(row)]
        return "\n".join(lines) if lines else "no difference in words"

    def _lines(self, row: Row) -> Iterator[str]:
        """A row as two lines, what one text alone has between signs."""
        wide = max(map(len, self.names))
        for name, pieces, signs in zip(self.names, (row.left, row.right), SIGNS, strict=True):
            if pieces:
                alone = not (row.left and row.right)
                line = "".join(p.text for p in shown([_marked(p, alone) for p in pieces], signs))
                yield f"{name:<{wide}}  {line}"

    def __repr__(self) -> str:
        return f"<Diff of {self.names[0]} and {self.names[1]}: {len(self)} differences>"

    def _repr_html_(self) -> str:
        cells = [[_cell(row.left, 0), _cell(row.right, 1)] for row in self.rows]
        return show.framed(show.table(self.names, cells))


def _parts(row: Row) -> bool:
    return any(p.mark != "same" for p in (*row.left, *row.right))


def _marked(piece: Piece, alone: bool) -> Piece:
    """What stands beside nothing is a difference as a whole."""
    return piece._replace(mark="changed") if alone else piece


def _cell(pieces: Sequence[Piece], side: int) -> str:
    """One side of a row; what differs in it in the element for it, so that it is told without colour too."""
    tag = _TAGS[side]
    said = [(show.text(p.text, len(p.text)), p.mark) for p in shown(pieces, ("", ""))]
    return "".join(text if mark == "same" else f"<{tag}>{text}</{tag}>" for text, mark in said)


def diff(a: str | Document, b: str | Document) -> Diff:
    """Two texts, or two documents of a heap, aligned: what they share, and every place where they part.

    Texts that share most of their wording, in one order, are aligned from end to end, and so are texts that share none;
    of others the shared stretches are aligned, wherever they stand.
    """
    texts = [x.text if isinstance(x, Document) else x for x in (a, b)]
    left, right = (Side(t, [Span(0, len(t))]) for t in texts)
    names = (a.id, b.id) if isinstance(a, Document) and isinstance(b, Document) else ("a", "b")
    shared = apart(_shared(*texts))
    most = 2 * sum(len(s) for s, _ in shared) >= min(map(len, texts))
    if not shared or (most and _in_order(shared)):
        shared = [(left.parts[0], right.parts[0])]
    return Diff(left, right, shared, names)


def _in_order(pairs: Sequence[Pair]) -> bool:
    return all(before[1].end <= after[1].start for before, after in pairwise(pairs))


def _shared(a: str, b: str) -> list[Pair]:
    """The stretches that two texts share."""
    one, other = (Body(name, name, text, (), tuple(paragraphs(text))) for name, text in (("a", a), ("b", b)))
    found = passages_of(Candidate(one, other), rarity(map(tokens, (one, other))))
    return [pair(p, "a") for p in found]
