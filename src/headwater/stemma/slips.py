"""Slips of the pen: words that some texts of a family misspell and others have right.

A word that stands nowhere else in the heap is a slip where others have, between the same two words, one that is spelt
alike and stands elsewhere too. It is handed down until somebody puts it right, and what comes from nowhere is mostly
without: so of two texts the one with slips is likelier the copy (indicative errors: Maas 1927).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from headwater.passages import Rarity
from headwater.stemma.collation import Collation

ALIKE = 0.75  # of their letters; readings so alike are one word and its slip
LEAST = 4  # letters of a slip; shorter words are alike by chance


class Slip(NamedTuple):
    """Two columns of a collation that are one word."""

    wrong: int
    right: int


def slips(c: Collation, bits: Rarity) -> list[Slip]:
    """The slips of a family."""
    form = {x: f for text, row in zip(c.texts, c.columns, strict=True) for x, f in zip(row, text.forms, strict=True)}
    known = {x for x, f in form.items() if bits.counts.get(f, 0) > c.masks[x].bit_count()}
    odd = {x for x in form.keys() - known if len(form[x]) >= LEAST and form[x].isalpha()}
    between: dict[tuple[int, int], set[int]] = defaultdict(set)
    for x, gap in (found for row in c.columns for found in _framed(row) if found[0] in odd):
        between[gap].add(x)
    others = ((x, y) for row in c.columns for y, gap in _framed(row) if y in known for x in between.get(gap, ()))
    return sorted(Slip(x, y) for x, y in set(others) if spelt_alike(form[x], form[y]))


def _framed(row: Sequence[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Every column of a text but its first and last, with those before and after it."""
    for (before, x), (_, after) in pairwise(pairwise(row)):
        yield x, (before, after)


@lru_cache(maxsize=1 << 16)  # the same two readings meet in every pair of texts that have them
def spelt_alike(one: str, other: str) -> bool:
    """Whether two readings are one and its slip."""
    return SequenceMatcher(None, one, other).ratio() >= ALIKE
