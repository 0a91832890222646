"""Pairs: what two texts share, as the runs of words that read the same in both, and where they part in between."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from headwater.passages import Passage
from headwater.records import Record, Span
from headwater.text import Word, words

_SHORTEST_RUN = 2  # words; a lone word between two changes is no shared wording

Run = tuple[Span, Span]


class Shared(Record, frozen=True):
    """A passage of two texts: the runs that read the same on both sides, in order."""

    a: str
    b: str
    runs: tuple[Run, ...]

    def turned(self) -> "Shared":
        """The same with its sides changed over."""
        return Shared(self.b, self.a, tuple((right, left) for left, right in self.runs))

    def gaps(self) -> list[Run]:
        """Where the sides part between two runs: a span of each, empty where a side has nothing."""
        return [
            (Span(before[0].end, after[0].start), Span(before[1].end, after[1].start))
            for before, after in pairwise(self.runs)
        ]


class Words:
    """The words of a text, found once, and those that lie between two offsets."""

    def __init__(self, text: str) -> None:
        self._words = words(text)
        self._starts = [w.start for w in self._words]

    def __len__(self) -> int:
        return len(self._words)

    def between(self, start: int, end: int) -> list[Word]:
        """The words that lie in a span as a whole."""
        found = self._words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [w for w in found if w.end <= end]


def shared(read: Mapping[str, Words], passages: Iterable[Passage]) -> list[Shared]:
    """The passages whose two texts are at hand, without stock phrases."""
    held = (p for p in passages if p.kind != "stock" and p.a in read and p.b in read)
    rows = (Shared(p.a, p.b, same_words(read[p.a], read[p.b], p)) for p in held)
    return [row for row in rows if row.runs]


def same_words(a: Words, b: Words, passage: Passage) -> tuple[Run, ...]:
    """The runs of words within a passage that read the same on both sides."""
    left, right = a.between(passage.a_start, passage.a_end), b.between(passage.b_start, passage.b_end)
    return tuple(
        (Span(left[i].start, left[i + n - 1].end), Span(right[j].start, right[j + n - 1].end))
        for i, j, n in _blocks([w.form for w in left], [w.form for w in right])
        if n >= min(_SHORTEST_RUN, len(left), len(right)) and n
    )


def _blocks(left: Sequence[str], right: Sequence[str]) -> Iterable[tuple[int, int, int]]:
    """The matching blocks; most copies are the same from end to end, which takes no search."""
    if left == right:
        return [(0, 0, len(left))]
    return SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
