"""Words that an edited copy misprints, whatever they are: "2805" for "2005", "Reputlic" for "Republic".

What stands between the same words in both is held against each other, one with digits against one with digits, one
with a capital against one that is hardly different. What they are as values does not matter: "2005" is a year, "2805"
a number, "9/11" neither.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from headwater.claims.counting import of_another_hour, same_count
from headwater.claims.kinds import Kind, Slot
from headwater.claims.numbers import Number, both_hold
from headwater.claims.spellings import house, nickname
from headwater.claims.values import Facts, Value, agree, one_name
from headwater.claims.wording import Sentence, stem
from headwater.names import country, distance

MISPRINT = 2  # letters apart
AROUND = 3  # words on a side, among which one has digits
SHORTEST = 4  # letters of a name

_ZONE = re.compile(r"\b(?:[ECMP][SD]T|GMT|UTC|BST|CET|\w+ time)\b")
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
    for gap in gaps(matches, len(a.sentence.words), len(b.sentence.words)):
        (i, j), (k, m) = _trimmed(a.sentence, b.sentence, gap)
        x, y = (_with_digits(s, at, to) for s, at, to in ((a.sentence, i, k), (b.sentence, j, m)))
        if len(x) == len(y) == 1 and max(k - i, m - j) <= AROUND:
            if kind := _digits(a, x[0], b, y[0]):
                yield Difference("number", kind, _word("number", a.sentence, x[0]), _word("number", b.sentence, y[0]))
        elif i and j and k - i == m - j == 1 and (kind := _names(a.sentence, i, b.sentence, j)):
            yield Difference("name", kind, _word("name", a.sentence, i), _word("name", b.sentence, j))


def _trimmed(a: Sentence, b: Sentence, gap: Gap) -> Gap:
    """A gap without the words that are the same at its ends: names in several words are aligned as one."""
    (i, j), (k, m) = gap
    while i < k and j < m and a.words[i].form == b.words[j].form:
        i, j = i + 1, j + 1
    while i < k and j < m and a.words[k - 1].form == b.words[m - 1].form:
        k, m = k - 1, m - 1
    return (i, j), (k, m)


def _with_digits(sentence: Sentence, first: int, last: int) -> list[int]:
    return [i for i in range(first, last) if any(c.isdigit() for c in sentence.words[i].form)]


def _told_otherwise(a: Sentence, i: int, b: Sentence, j: int) -> bool:
    """Whether two words with digits are told in two ways: as fractions, by two clocks; or the other has both."""
    strokes = _part_of_fraction(a, i), _part_of_fraction(b, j)
    if any(strokes[0] + strokes[1]):
        return strokes[0] != strokes[1]
    if a.words[i].form in {w.form for w in b.words} or b.words[j].form in {w.form for w in a.words}:
        return True
    zones = [_ZONE.search(s.text, s.words[n].end - s.start) for s, n in ((a, i), (b, j))]
    return zones[0] is not None and zones[1] is not None and zones[0][0] != zones[1][0]


def _part_of_fraction(sentence: Sentence, i: int) -> tuple[bool, bool]:
    """Whether a word with digits stands below a stroke, and above one; what pages print for one is a brace."""
    start, end = (at - sentence.start for at in (sentence.words[i].start, sentence.words[i].end))
    return sentence.text[:start].endswith("/"), sentence.text[end : end + 1] in ("/", "{")


def _digits(a: Facts, i: int, b: Facts, j: int) -> Kind | None:
    """What two words with digits are: in conflict, as of another hour, or nothing where both hold or count others."""
    if _told_otherwise(a.sentence, i, b.sentence, j):
        return None
    if not _other_digits(a.sentence.words[i].form, b.sentence.words[j].form):
        return None
    here, there = (
        [v for v in f.values if v.slot in ("number", "date") and v.first <= n < v.last] for f, n in ((a, i), (b, j))
    )
    both = [(v, w) for v in here for w in there if v.slot == w.slot]
    if any(agree(v, w) in ("same", "variant") or (v.slot == "number" and not same_count(a, v, b, w)) for v, w in both):
        return None
    return "update" if of_another_hour(a, b) else "conflict"


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
    surnames = [s.words[n + 1].form if n + 1 < len(s.words) else "" for s, n in ((a, i), (b, j))]
    if surnames[0] == surnames[1] and nickname(f"{x} {surnames[0]}", f"{y} {surnames[1]}"):
        return "variant"
    return "variant" if one_name(x, y) and not (country(x) or country(y)) else "conflict"


def _word(slot: Slot, sentence: Sentence, i: int) -> Value:
    word = sentence.words[i]
    return Value(slot, word.start, word.end, i, i + 1, sentence.printed(word.start, word.end), "")
