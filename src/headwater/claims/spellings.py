"""Names that the documents of a story print in different forms: found over all its names, not in any one sentence.

A form is held to be a slip for another name when both have the same first name, begin alike and are a few letters
apart, the other stands in more documents, and the odd one in a single one. Two spellings of one name are a variant;
a longer and a shorter form of it are neither.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from headwater.claims.kinds import Kind
from headwater.claims.wording import stem
from headwater.names import distance, same_name
from headwater.records import Place
from headwater.text import fold

BEGIN = 2  # letters that both surnames begin with
SLIP, LETTERS = 3, 3  # letters apart up to which it may be a slip, and no more than one in so many
LONG = 5  # letters of a word that is known by its consonants
_VOWELS = re.compile("[aeiouy]")
_AMERICAN = {"tre": "ter", "our": "or", "ise": "ize", "isation": "ization", "ence": "ense", "ogue": "og"}
_HOUSES = re.compile(rf"(?<=[a-z]{{2}})(?:{'|'.join(_AMERICAN)})$")


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
    """A name without its vowels behind the first letter of each word: "Qaida" is "Qaeda"; short words as they are."""
    words = fold(name).replace("-", " ").split()
    return " ".join(w[0] + _VOWELS.sub("", w[1:]) if len(w) >= LONG else w for w in words)


def house(word: str) -> str:
    """A word as one house spells it: "centre" and "harbour" are "center" and "harbor"."""
    return _HOUSES.sub(lambda m: _AMERICAN[m[0]], word)


def _is_slip(odd: Sequence[Called], right: Sequence[Called], form: Sequence[str], other: Sequence[str]) -> bool:
    """Whether one document alone prints a form where others have another."""
    here, there = _documents(odd), _documents(right)
    if len(here) != 1 or not there - here or len(form) != len(other):
        return False
    if not same_name(form[0], other[0]) and distance(form[0], other[0]) > (len(other[0]) > 4):
        return False
    if [stem(w) for w in form] == [stem(w) for w in other]:
        return False  # an ending: "Award" and "Awards"
    apart = distance(form[-1], other[-1])
    if form[-1].startswith(other[-1]) or other[-1].startswith(form[-1]):
        return False  # an office and who holds it: "Commission", "Commissioner"
    return form[-1][:BEGIN] == other[-1][:BEGIN] and 0 < apart <= min(SLIP, len(other[-1]) // LETTERS)


def _parts(printed: str) -> list[str]:
    """The words of a name as they are compared: hyphens are blanks."""
    return fold(printed).replace("-", " ").replace(".", "").split()


def _documents(called: Iterable[Called]) -> set[str]:
    return {c.place.document for c in called}
