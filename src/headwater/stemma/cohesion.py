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
ROOM = 100.0  # words of the rest by which half of what belongs would have come again; of fewer it tells little


class Tie(NamedTuple):
    """The bits of an uncommon word: in the one place if its witnesses have it elsewhere too, else in the other."""

    tied: float
    loose: float


def ties(texts: Sequence[Tokens], columns: Sequence[Sequence[int]], masks: Sequence[int], bits: Rarity) -> list[Tie]:
    """The tie of every column. A word is tied if it stands again in what its witnesses share with others.

    That it does not tells the less, the less they share.
    """
    form = ["" for _ in masks]
    first: dict[int, int] = {}
    for w, (text, row) in enumerate(zip(texts, columns, strict=True)):
        for k, x in enumerate(row):
            form[x] = text.forms[k]
            first.setdefault(masks[x], w)
    worth = uncommon(texts, bits)
    held: dict[str, set[int]] = defaultdict(set)
    for x, mask in enumerate(masks):
        if form[x] in worth:
            held[form[x]].add(mask)
    again = {(f, m): any(n & m and n & ~m for n in found) for f, found in held.items() for m in found}
    rest = {m: sum(1 for x in columns[w] if masks[x] & ~m) for m, w in first.items()}
    return [_tie(worth.get(f, 0.0), again.get((f, m), False), rest[m]) for f, m in zip(form, masks, strict=True)]


def _tie(worth: float, again: bool, rest: int) -> Tie:
    return Tie(worth, 0.0) if again else Tie(0.0, worth * rest**2 / (rest**2 + ROOM**2))


def uncommon(texts: Sequence[Tokens], bits: Rarity) -> Mapping[str, float]:
    """Words that are uncommon outside of these texts, and by how much: their own subject may fill the heap."""
    own = Counter(form for text in texts for form in text.forms)
    return {form: x - COMMON for form, x in bits.outside(own).items() if x > COMMON}
