"""Single words of names that one document misprints: "Tarnbergen" where all others have "Tarnbregen".

A surname or a town often stands alone, so that no given name vouches for it. What does is its length, that all other
documents have the other form, and that nobody in the story is called so in full.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from headwater.claims.spellings import Called, Spelt, mistyped, sounds
from headwater.records import Place
from headwater.text import fold

LETTERS = 7  # of a word that is known by itself
OTHERS = 2  # documents that have the other form
ENDING = 2  # letters at the end of a word that may tell another word: "Norland", "Norlander"

_WORD = re.compile(r"[^\W\d_]+")


class Word(NamedTuple):
    """A word of a name as printed, and the word before it in that name."""

    called: Called
    before: str


def slips(called: Iterable[Called], plain: Collection[str], known: Collection[frozenset[str]] = ()) -> list[Spelt]:
    """The words of names that one document alone prints otherwise, each with the form of the others first.

    `plain` are the words that the story has in small letters too, `known` the pairs of words that are told already.
    """
    forms: dict[str, list[Word]] = defaultdict(list)
    for word in _words(called):
        form = fold(word.called.printed)
        if len(form) >= LETTERS and form not in plain:
            forms[form].append(word)
    common: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms):
        if len(_documents(forms[form])) >= OTHERS:
            common[_ends(form)].append(form)
    found = []
    for odd in sorted(f for f in forms if len(_documents(forms[f])) == 1):
        right = [f for f in common[_ends(odd)] if frozenset((odd, f)) not in known and _one_word(odd, f)]
        right = [f for f in right if len(_documents(forms[f]) - _documents(forms[odd])) >= OTHERS]
        if right and not _somebody_else(forms[odd], forms[right[0]]):
            best = max(right, key=lambda f: (len(_documents(forms[f])), f))
            found.append(Spelt("conflict", tuple(tuple(w.called for w in forms[f]) for f in (best, odd))))
    return found


def _words(called: Iterable[Called]) -> Iterator[Word]:
    for name in sorted(called):
        before = ""
        for m in _WORD.finditer(name.printed):
            start = name.place.start + m.start()
            yield Word(Called(Place(name.place.document, start, start + len(m[0])), m[0]), before)
            before = fold(m[0])


def _ends(form: str) -> str:
    """How a word begins and ends: where that differs, one may be an ending or another word."""
    return form[0] + form[-ENDING:]


def _one_word(odd: str, right: str) -> bool:
    """Whether one word is a misprint of the other, and no other spelling of it."""
    return mistyped(odd, right, 1) and (sounds(odd) != sounds(right) or sorted(odd) == sorted(right))


def _somebody_else(odd: Sequence[Word], right: Sequence[Word]) -> bool:
    """Whether the odd form has a given name that the other never has."""
    given = {w.before for w in odd} - {""}
    return bool(given) and given.isdisjoint(w.before for w in right)


def _documents(found: Iterable[Word]) -> set[str]:
    return {w.called.place.document for w in found}
