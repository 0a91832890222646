"""Cohesion: how far a stretch of text speaks of what the rest speaks of.

What one text has and another lacks was cut from the one or put into the other. A stretch that was always there shares
names and uncommon words with what stands around it; one that somebody put in shares fewer (lexical cohesion: Halliday
and Hasan 1976; Hearst 1997). So a copier is likelier to leave out what belongs, and to put in what does not.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from headwater.passages import Rarity, Tokens

COMMON = 8.0  # bits in other families' texts; words of less tie nothing together
HEARD = 20_000.0  # words of other families' texts by which it is half known which words are common
ROOM = 100.0  # words of the rest by which half of what belongs would have come again; of fewer it tells little
AMPLE = 3_000  # words of the rest; more tell nothing more


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
    number = {mask: n for n, mask in enumerate(dict.fromkeys(masks))}
    sharing = _sharing(form, columns, [number[m] for m in masks], list(number))
    again = cache(sharing.again)
    rest = cache(sharing.rest)
    return [
        _tie(worth[f], again(f, number[m]), rest(number[m])) if f in worth else Tie(0.0, 0.0)
        for f, m in zip(form, masks, strict=True)
    ]


class Sharing(NamedTuple):
    """What witnesses share with others; sets of witnesses by number, what one has alone left out."""

    masks: list[int]
    having: list[list[int]]  # the witnesses in each set
    words: Mapping[int, int]  # how many words each set has in common
    sets: list[list[int]]  # the sets that each witness is in
    by_word: Mapping[tuple[str, int], set[int]]  # those by which a witness has a word

    def again(self, form: str, n: int) -> bool:
        """Whether witnesses of a set have a word with others too."""
        outside = ~self.masks[n]
        return any(self.masks[k] & outside for w in self.having[n] for k in self.by_word.get((form, w), ()))

    def rest(self, n: int) -> int:
        """How many words witnesses of a set have with others too; of very many no more than tell anything."""
        outside, seen, words = ~self.masks[n], {n}, 0
        for w in self.having[n]:
            for k in self.sets[w]:
                if k not in seen:
                    seen.add(k)
                    words += self.words[k] if self.masks[k] & outside else 0
            if words >= AMPLE:
                return AMPLE
        return words


def _sharing(form: Sequence[str], columns: Sequence[Sequence[int]], of: Sequence[int], masks: list[int]) -> Sharing:
    """`of`: the set of every column, by number."""
    having: list[list[int]] = [[] for _ in masks]
    words = Counter(n for n in of if masks[n] & (masks[n] - 1))
    sets: list[list[int]] = []
    by_word: dict[tuple[str, int], set[int]] = defaultdict(set)
    for w, row in enumerate(columns):
        found = dict.fromkeys(of[x] for x in row)
        for n in found:
            having[n].append(w)
        sets.append([n for n in found if n in words])
        for x in row:
            if of[x] in words:
                by_word[form[x], w].add(of[x])
    return Sharing(masks, having, words, sets, by_word)


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
