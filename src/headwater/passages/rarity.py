"""Rarity: what a shared word is worth as evidence, in bits.

Minus log2 of the word's share of all words of the heap, smoothed towards what is usual in any text: a unigram language
model with a Dirichlet prior (Zhai and Lafferty 2001). The prior knows only that short words are common: in English, as
in most languages, the commonest words are the shortest (Zipf's law of abbreviation). Bits are rounded to a grain that
binary fractions hold, so that sums are exact and the same in any order.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from headwater.passages.words import Tokens

GRAIN = 64  # parts of a bit
PRIOR_WORDS = 3_000.0
LONG = 6  # letters; longer words are rare all alike
NUMBER = 2.0**-11  # share of any one number


def prior(length: int, number: bool) -> float:
    """The share of a word of so many letters in any text."""
    return NUMBER if number else 2.0 ** -(4.0 + 1.5 * min(length, LONG))


def grains(count: int, total: int, usual: float) -> int:
    """The rarity of a word in `GRAIN`ths of a bit."""
    return round(-math.log2((count + PRIOR_WORDS * usual) / (total + PRIOR_WORDS)) * GRAIN)


def by_chance(total: int) -> int:
    """What a run of words weighs, in `GRAIN`ths of a bit, that so many words in any order hold once by chance."""
    return int(math.log2(max(total, 1)) * GRAIN)


class Rarity:
    """Bits of a word, by its form."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self.counts = dict(counts)
        self.total = sum(counts.values())
        self._known: dict[str, float] = {}  # asked for before

    def __call__(self, form: str) -> float:
        found = self._known.get(form)
        if found is None:
            found = grains(self.counts.get(form, 0), self.total, prior(len(form), form.isdigit())) / GRAIN
            self._known[form] = found
        return found

    def outside(self, own: Mapping[str, int]) -> dict[str, float]:
        """The bits of some words as they are in the rest of the heap, by how often they stand in a part of it."""
        rest = max(0, self.total - sum(own.values()))
        return {
            form: grains(max(0, self.counts.get(form, 0) - n), rest, prior(len(form), form.isdigit())) / GRAIN
            for form, n in own.items()
        }


def rarity(texts: Iterable[Tokens]) -> Rarity:
    """The rarity of words in a heap. The heap's own names and topic words are common in it, and prove little."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(text.forms)
    return Rarity(counts)


def grains_of(
    counts: NDArray[np.int64], lengths: NDArray[np.int64], numbers: NDArray[np.bool_], total: int | None = None
) -> NDArray[np.int32]:
    """The rarity of many words at once in `GRAIN`ths of a bit; every different case is reckoned once.

    `total`: how many words the heap has, where these are not all of them.
    """
    case = counts * 16 + lengths * 2 + numbers
    cases, which = np.unique(case, return_inverse=True)
    total = int(counts.sum()) if total is None else total
    found = [grains(int(c) >> 4, total, prior(int(c) >> 1 & 7, bool(c & 1))) for c in cases]
    return np.array(found, np.int32)[which]
