"""Words that an edited copy misprints, whatever they are: "2805" for "2005", "Reputlic" for "Republic".

What stands between the same words in both is held against each other, one with digits against one with digits, one
with a capital against one that is hardly different. What they are as values does not matter: "2005" is a year, "2805"
a number, "9/11" neither.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from headwater.claims.kinds import Kind, Slot
from headwater.claims.numbers import Number, both_hold
from headwater.claims.spellings import house
from headwater.claims.values import Facts, Value, agree, one_name
from headwater.claims.wording import Sentence, stem
from headwater.names import country, distance

MISPRINT = 2  # letters apart
AROUND = 3  # words on a side, among which one has digits
SHORTEST = 4  # letters of a name

_DIGITS = re.compile(r"\d+")

Matches = list[tuple[int, int]]
Gap = tuple[tuple[int, int], tuple[int, int]]


class Difference(NamedTuple):
    """A slot that two sentences fill otherwise."""

    slot: Slot
    kind: Kind
    a: Value
    b: Value


class Found(NamedTuple):
    """A difference between two sentences of a story, by their numbers."""

    a: int
    b: int
    difference: Difference


def gaps(matches: Matches, n: int, m: int) -> list[Gap]:
    """The unmatched stretches of words that stand for each other, from (i, j) to (k, l), half-open."""
    edges = [(-1, -1), *matches, (n, m)]
    return [((i + 1, j + 1), (k, p)) for (i, j), (k, p) in pairwise(edges) if k > i + 1 and p > j + 1]


def misprints(a: Facts, b: Facts, matches: Matches) -> Iterator[Difference]:
    """Numbers and names of an edited copy that differ as printed, and that the values of the sentences do not tell."""
    for (i, j), (k, m) in gaps(matches, len(a.sentence.words), len(b.sentence.words)):
        x, y = (_with_digits(s, at, to) for s, at, to in ((a.sentence, i, k), (b.sentence, j, m)))
        if len(x) == len(y) == 1 and max(k - i, m - j) <= AROUND:
            if not _one_value(a, x[0], b, y[0]) and _other_digits(
                a.sentence.words[x[0]].form, b.sentence.words[y[0]].form
            ):
                yield Difference(
                    "number", "conflict", _word("number", a.sentence, x[0]), _word("number", b.sentence, y[0])
                )
        elif i and j and k - i == m - j == 1 and (kind := _names(a.sentence, i, b.sentence, j)):
            yield Difference("name", kind, _word("name", a.sentence, i), _word("name", b.sentence, j))


def _with_digits(sentence: Sentence, first: int, last: int) -> list[int]:
    return [i for i in range(first, last) if any(c.isdigit() for c in sentence.words[i].form)]


def _one_value(a: Facts, i: int, b: Facts, j: int) -> bool:
    """Whether two words are part of numbers or dates that can be one."""
    here, there = (
        [v for v in f.values if v.slot in ("number", "date") and v.first <= n < v.last] for f, n in ((a, i), (b, j))
    )
    return any(v.slot == w.slot and agree(v, w) in ("same", "variant") for v in here for w in there)


def _other_digits(a: str, b: str) -> bool:
    """Whether two words have other digits, and one is not the other rounded."""
    here, there = a.replace(",", ""), b.replace(",", "")
    if here == there or _DIGITS.sub("0", here) != _DIGITS.sub("0", there):
        return False  # "48km" and "30" are two measures, "4:00" and "4" two ways to tell the hour
    if here.isdecimal() and there.isdecimal():
        return both_hold(Number(float(here), "count", ""), Number(float(there), "count", "")) == "conflict"
    return True


def _names(a: Sentence, i: int, b: Sentence, j: int) -> Kind | None:
    """Conflict or variant, where two words inside a sentence are names hardly different; None where they are not."""
    x, y = (s.printed(s.words[n].start, s.words[n].end) for s, n in ((a, i), (b, j)))
    if not all(len(w) >= SHORTEST and w[0].isupper() and w[1:].islower() for w in (x, y)) or x[0] != y[0]:
        return None
    here, there = a.words[i].form, b.words[j].form
    if distance(here, there) > MISPRINT or stem(here) == stem(there) or house(here) == house(there):
        return None
    return "variant" if one_name(x, y) and not (country(x) or country(y)) else "conflict"


def _word(slot: Slot, sentence: Sentence, i: int) -> Value:
    word = sentence.words[i]
    return Value(slot, word.start, word.end, i, i + 1, sentence.printed(word.start, word.end), "")
