"""Names that the documents of a story print in different forms: found over all its names, not in any one sentence.

A form is held to be a slip for another name when both have the same first name, begin alike and are a few letters
apart, the other stands in more documents, and the odd one in a single one. Two spellings of one name are a variant;
a longer and a shorter form of it are neither.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from headwater.claims.kinds import Kind
from headwater.claims.wording import stem
from headwater.names import distance, same_name
from headwater.records import Place
from headwater.text import fold

BEGIN = 2  # letters that both surnames begin with
SLIP, LETTERS = 3, 3  # letters apart up to which it may be a slip, and no more than one in so many
LONG = 5  # letters of a word that is known by its consonants
SHORTEST, LONGER = 4, 7  # letters of a word in which one may be wrong, in which two may be
SHORTENED = 3  # letters that a given name and what a person is called by have in common
_SOFT = re.compile("g(?=[iy])")  # Greek names have a "y" there as often
_MARK = re.compile("['\u2018\u2019\u02bc]")
_VOWELS = re.compile("[aeiouy]")
_AMERICAN = {"tre": "ter", "our": "or", "ise": "ize", "isation": "ization", "ence": "ense", "ogue": "og"}
_HOUSES = re.compile(rf"(?<=[a-z]{{2}})(?:{'|'.join(_AMERICAN)})$")
_CALLED = """
william bill billy will; robert bob bobby rob; james jim jimmy jamie; richard dick rick; edward ted ned ed; john jack;
anthony tony; henry harry hank; charles chuck charlie; margaret peggy maggie meg; elizabeth betty liz beth; joseph joe;
thomas tom tommy; michael mike mick; catherine kate kathy; patrick paddy; alexander sasha alex; lawrence larry;
theodore ted; francis frank; gerald jerry;
david dave davy; louis louie lou; stephen steve; steven steve; andrew andy; nicholas nick;
matthew matt; daniel danny; kenneth kenny
"""
_ONE_PERSON = frozenset(pair for names in _CALLED.split(";") for pair in combinations(sorted(names.split()), 2))


class Called(NamedTuple):
    """One full name as printed, with its place."""

    place: Place
    printed: str


class Spelt(NamedTuple):
    """A name in several forms, that of most documents first."""

    kind: Kind
    forms: tuple[tuple[Called, ...], ...]


def spelt(called: Iterable[Called]) -> list[Spelt]:
    """The names of a story that stand in it in several forms: slips as conflicts, spellings as variants."""
    forms: dict[str, list[Called]] = defaultdict(list)
    for c in sorted(called):
        forms[" ".join(_parts(c.printed))].append(c)
    common = sorted((f for f in forms if " " in f), key=lambda f: (-len(_documents(forms[f])), -len(forms[f]), f))
    found: list[Spelt] = []
    used: set[str] = set()
    for n, right in enumerate(common):
        if right in used:
            continue
        others = [f for f in common[n + 1 :] if f not in used and f[:1] == right[:1]]
        variants = [f for f in others if _is_spelling(f, right)]
        slips = [f for f in others if f not in variants and _is_slip(forms[f], forms[right], f.split(), right.split())]
        used.update(variants, slips)
        if variants:
            found.append(Spelt("variant", tuple(tuple(forms[f]) for f in (right, *variants))))
        found += [Spelt("conflict", (tuple(forms[right]), tuple(forms[f]))) for f in slips]
    return found


def _is_spelling(form: str, right: str) -> bool:
    """Whether two forms are one name, word for word, in two spellings."""
    if len(form.split()) != len(right.split()):
        return False
    one_house = [house(w) for w in form.split()] == [house(w) for w in right.split()]
    return one_house or same_name(form, right) or sounds(form) == sounds(right)


def sounds(name: str) -> str:
    """A name without its vowels behind the first letter of each word: "Qaida" is "Qaeda"; short names as they are."""
    words = _SOFT.sub("y", _MARK.sub("", fold(name).replace("-", " "))).split()
    least = LONG if len(words) == 1 else SHORTEST
    return " ".join(w[0] + _VOWELS.sub("", w[1:]) if len(w) >= least else w for w in words)


def nickname(a: str, b: str) -> bool:
    """Whether two names are one surname with a given name and what its bearer is called: "Dave" for "David"."""
    x, y = fold(a).split(), fold(b).split()
    if min(len(x), len(y)) < 2 or x[-1] != y[-1]:
        return False
    given = (x[0], y[0])
    short, long = sorted(given, key=len)
    begins = len(short) >= SHORTENED and long.startswith(short)
    return begins or tuple(sorted(given)) in _ONE_PERSON


@lru_cache(maxsize=65536)  # the same few names meet in every sentence of a story
def slip(a: str, b: str) -> bool:
    """Whether hardly a letter parts two names, word for word, and it is no ending and no other house's spelling."""
    x, y = _parts(a), _parts(b)
    odd = [(v, w) for v, w in zip(x, y, strict=False) if v != w]
    return len(x) == len(y) and bool(odd) and all(mistyped(v, w) for v, w in odd)


def mistyped(a: str, b: str, most: int | None = None) -> bool:
    """Whether hardly a letter parts two words: one, of long words two, or `most`; letters changed about count once."""
    shorter = min(len(a), len(b))
    if shorter < SHORTEST or a[0] != b[0] or a.startswith(b) or b.startswith(a):
        return False
    apart = 1 if sorted(a) == sorted(b) else distance(a, b)
    return apart <= (most or 1 + (shorter >= LONGER)) and stem(a) != stem(b) and house(a) != house(b)


def house(word: str) -> str:
    """A word as one house spells it: "centre" and "harbour" are "center" and "harbor"."""
    return _HOUSES.sub(lambda m: _AMERICAN[m[0]], word)


def _is_slip(odd: Sequence[Called], right: Sequence[Called], form: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one document alone prints a form where others have another."""
    here, there = _documents(odd), _documents(right)
    if (
        len(here) != 1
        or not there - here
        or len(form) != len(other)
        or sounds(" ".join(form)) == sounds(" ".join(other))
    ):
        return False
    if form[-1] == other[-1]:
        called = min(len(form[0]), len(other[0])) <= LONG and nickname(" ".join(form), " ".join(other))
        return form[1:] == other[1:] and mistyped(form[0], other[0]) and not called
    if not same_name(form[0], other[0]) and distance(form[0], other[0]) > (len(other[0]) > 4):
        return False
    return _is_slip_of_surname(form[-1], other[-1]) and [stem(w) for w in form] != [stem(w) for w in other]


def _is_slip_of_surname(odd: str, right: str) -> bool:
    """Whether a few letters part two surnames, and neither is an office of the other: "Commission", "Commissioner"."""
    if odd.startswith(right) or right.startswith(odd):
        return False
    return odd[:BEGIN] == right[:BEGIN] and distance(odd, right) <= min(SLIP, len(right) // LETTERS)


def _parts(printed: str) -> list[str]:
    """The words of a name as they are compared: hyphens are blanks."""
    return fold(printed).replace("-", " ").replace(".", "").split()


def _documents(called: Iterable[Called]) -> set[str]:
    return {c.place.document for c in called}
