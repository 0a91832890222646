"""How much two sentences say the same, 0 to 1, from signs that anybody can check.

1. words    the cosine of all their words, small ones too, each counted once
2. letters  the cosine of the runs of three and four letters in their words, by rarity: "ruling" is near "ruled"
3. clauses  the best clause of each against the best of the other, and against all of it, by rarity: a sentence that
            adds something still says the rest
4. whole    how much of the longer one the other holds, by rarity, beyond a half: only that makes two sentences one
less        the pairs of words that follow each other in both: a phrase is one sign, not several

The weights were not fitted. Each sign by itself ranks the pairs of one collection well and those of another less so
(aligned sentences of different articles, paraphrases); the sum is among the best on both, and so are its neighbours.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from headwater.claims.wording import Sentence, listed

COMMON, COMMON_LETTERS = 0.9, 0.7  # what is taken off the weight of every stem, of every run, where rarity is to count
HALF = 0.5
WHOLE, PHRASE = 3.0, 0.5  # weights of the fourth sign and of what is taken off; that of each other is 1
TOP = 3.0 + WHOLE * HALF - PHRASE  # the sum for two sentences that are the same
CLAUSE = 3  # words of weight
BRIEF = 2  # words of weight of a sentence that has no phrase

_RUNS = (3, 4)
_PARTED = (*',;:\u2014\u2013(\u201c"',)
_JOINING = listed(
    "and but that who which when while after as because before since although though where so if until including"
)


class Rarity(NamedTuple):
    """What the stems, and the runs of letters, of a story are worth."""

    weight: dict[str, float]
    letters: dict[str, float]

    def of(self, stems: Iterable[str]) -> float:
        """The weight of a set of stems; what stands only in who says it weighs like a common one."""
        return math.fsum(self.weight.get(s, 1.0) for s in stems)

    def square(self, stems: Iterable[str]) -> float:
        """The square of the length of a set of stems as a vector."""
        return math.fsum((self.weight.get(s, 1.0) - COMMON) ** 2 for s in stems)


class Profile(NamedTuple):
    """A sentence with all that is compared of it, in one story."""

    matter: frozenset[str]
    forms: frozenset[str]
    letters: frozenset[str]
    clauses: tuple[tuple[frozenset[str], float], ...]  # each with the square of its length
    phrases: frozenset[tuple[str, str]]
    mass: float
    square: float
    letters_square: float


def rarity(sentences: Sequence[Sentence]) -> Rarity:
    """The inverse document frequency of every stem and run of letters, over the different sentences of one story."""
    different: dict[str, set[str]] = defaultdict(set)
    letters: dict[str, frozenset[str]] = {}
    for s in sentences:
        different[s.key] |= s.matter
        letters[s.key] = letters.get(s.key, frozenset()) | _letters(s)
    counts = Counter(stem for matter in different.values() for stem in matter)
    runs = Counter(run for held in letters.values() for run in held)
    n = 1 + len(different)
    return Rarity(
        {stem: math.log(n / (1 + c)) + 1 for stem, c in counts.items()},
        {run: (math.log(n / (1 + c)) + 1 - COMMON_LETTERS) ** 2 for run, c in runs.items()},
    )


def profile(s: Sentence, worth: Rarity) -> Profile:
    """All that is compared of a sentence."""
    letters = _letters(s)
    stems = [stem for _, stem in _core(s) if stem]
    return Profile(
        s.matter,
        s.forms,
        letters,
        tuple((c, worth.square(c)) for c in clauses(s)),
        frozenset(pairwise(stems)),
        worth.of(s.matter),
        worth.square(s.matter),
        math.fsum(worth.letters.get(r, 0.0) for r in letters),
    )


def likeness(a: Sentence, b: Sentence, worth: Rarity) -> float:
    """How much two sentences say the same, 0 to 1."""
    return alike(profile(a, worth), profile(b, worth), worth)


def alike(a: Profile, b: Profile, worth: Rarity) -> float:
    """How much two sentences say the same, from their profiles."""
    if not a.matter or not b.matter:
        return 0.0
    runs = math.fsum(worth.letters.get(r, 0.0) for r in a.letters & b.letters)
    signs = (
        words(a, b),
        runs / math.sqrt(a.letters_square * b.letters_square) if a.letters_square and b.letters_square else 0.0,
        _by_clauses(a, b, worth),
        WHOLE * max(0.0, worth.of(a.matter & b.matter) / max(a.mass, b.mass) - HALF),
        -PHRASE * _phrases(a, b),
    )
    return min(1.0, max(0.0, math.fsum(signs) / TOP))


def words(a: Profile, b: Profile) -> float:
    """The cosine of two sentences over all their words, small ones too, each counted once."""
    return len(a.forms & b.forms) / math.sqrt(len(a.forms) * len(b.forms))


def _phrases(a: Profile, b: Profile) -> float:
    """The cosine over pairs of words that follow each other; those who have none follow each other in nothing else."""
    if len(a.matter) < BRIEF or len(b.matter) < BRIEF:
        return float(a.matter == b.matter)
    return len(a.phrases & b.phrases) / math.sqrt(max(1, len(a.phrases)) * max(1, len(b.phrases)))


def _by_clauses(a: Profile, b: Profile, worth: Rarity) -> float:
    """The mean of how alike the two best clauses are, and of how alike the best of each is to all of the other."""
    best = max(_cosine(p, n, q, m, worth) for p, n in a.clauses for q, m in b.clauses)
    in_b = max(_cosine(p, n, b.matter, b.square, worth) for p, n in a.clauses)
    in_a = max(_cosine(q, m, a.matter, a.square, worth) for q, m in b.clauses)
    return math.fsum((2 * best, in_a, in_b)) / 4  # the same whichever is first


def _cosine(x: frozenset[str], square_x: float, y: frozenset[str], square_y: float, worth: Rarity) -> float:
    shared = x & y
    return worth.square(shared) / math.sqrt(square_x * square_y) if shared else 0.0


def clauses(s: Sentence) -> list[frozenset[str]]:
    """The matter of a sentence clause by clause, parted at commas and joining words; none is shorter than `CLAUSE`."""
    parts: list[list[str]] = [[]]
    last = s.core[0]
    for i, stem in _core(s):
        word = s.words[i]
        between = s.printed(last, word.start)
        if len(parts[-1]) >= CLAUSE and (word.form in _JOINING or any(mark in between for mark in _PARTED)):
            parts.append([])
        if stem:
            parts[-1].append(stem)
        last = word.end
    if len(parts) > 1 and len(parts[-1]) < CLAUSE:
        rest = parts.pop()
        parts[-1] += rest
    return [frozenset(part) for part in parts]


def _core(s: Sentence) -> list[tuple[int, str]]:
    """The words of the matter itself, by number, with their stems."""
    first, last = s.core
    return [(i, stem) for i, (w, stem) in enumerate(zip(s.words, s.stems, strict=True)) if first <= w.start < last]


def _letters(s: Sentence) -> frozenset[str]:
    return frozenset().union(*(_runs(s.words[i].form) for i, _ in _core(s)))


@lru_cache(maxsize=65536)  # the same words meet in every sentence of a story
def _runs(form: str) -> frozenset[str]:
    """The runs of letters in one word, its ends marked."""
    padded = f" {form} "
    return frozenset(padded[i : i + n] for n in _RUNS for i in range(len(padded) - n + 1))
