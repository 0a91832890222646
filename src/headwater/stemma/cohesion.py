"""Cohesion: how far a stretch of text speaks of what the rest speaks of.

What one text has and another lacks was cut from the one or put into the other. A stretch that was always there shares
names and uncommon words with what stands around it; one that somebody put in shares fewer (lexical cohesion: Halliday
and Hasan 1976; Hearst 1997). So a copier is likelier to leave out what belongs, and to put in what does not.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from headwater.passages import Rarity, Tokens

COMMON = 8.0  # bits in other families' texts; words of less tie nothing together
HEARD = 20_000.0  # words of other families' texts by which it is half known which words are common
ROOM = 100.0  # words of the rest by which half of what belongs would have come again; of fewer it tells little


class Tie(NamedTuple):
    """The bits of an uncommon word, by whether its witnesses have it elsewhere too."""

    tied: float
    loose: float  # less, the less they share with others


def ties(texts: Sequence[Tokens], columns: Sequence[Sequence[int]], masks: Sequence[int], bits: Rarity) -> list[Tie]:
    """The tie of every column. A word is tied if it stands again in what its witnesses share with others."""
    form = ["" for _ in masks]
    for text, row in zip(texts, columns, strict=True):
        for k, x in enumerate(row):
            form[x] = text.forms[k]
    worth = uncommon(texts, bits)
    held: dict[str, set[int]] = defaultdict(set)
    for x, mask in enumerate(masks):
        if form[x] in worth:
            held[form[x]].add(mask)
    shared = {f: [n for n in found if n & (n - 1)] for f, found in held.items()}  # what one has alone ties nothing
    again = {(f, m): any(n & m and n & ~m for n in shared[f]) for f, found in held.items() for m in found}
    many = Counter(m for m in masks if m & (m - 1))
    rest = {m: sum(k for n, k in many.items() if n & m and n & ~m) for found in held.values() for m in found}
    return [_tie(worth.get(f, 0.0), again.get((f, m), False), rest.get(m, 0)) for f, m in zip(form, masks, strict=True)]


def _tie(worth: float, again: bool, rest: int) -> Tie:
    return Tie(worth, 0.0) if again else Tie(0.0, worth * half_at(ROOM, rest))


def half_at(middle: float, size: float) -> float:
    """From 0 for nothing to 1 for very many, slowly at first."""
    return size**2 / (size**2 + middle**2)


def uncommon(texts: Sequence[Tokens], bits: Rarity) -> Mapping[str, float]:
    """Words that are uncommon outside of these texts, and by how much: their own subject may fill the heap.

    What a heap of one story holds besides does not tell which words are.
    """
    own = Counter(form for text in texts for form in text.forms)
    known = half_at(HEARD, max(0, bits.total - own.total()))
    return {form: known * (x - COMMON) for form, x in bits.outside(own).items() if known and x > COMMON}
