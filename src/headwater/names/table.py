"""Table: which state a name stands for."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from headwater.names.lexicon import ORGANISATION, TITLES
from headwater.territories import CITIES, PARTS, TERRITORIES
from headwater.text import fold, words

_LEADS = TITLES | ORGANISATION
_LONG = 8  # letters from which a slip still leaves a name that is like no other word
_LONGEST = 20
_NO_SLIP = frozenset({"columbia"})
MOST_WORDS = 8  # of a name in the table
POSSESSIVE = re.compile(r"['’]s?$")


Sort = Literal["name", "demonym", "capital", "seat", "part"]


class Entry(NamedTuple):
    """What the table says of a name: its state, and how it stands for it."""

    code: str  # ISO 3166 alpha-3; empty for a part of the world that is no state's
    sort: Sort  # a part of a state does not stand for it


@lru_cache(maxsize=1)
def _gazetteer() -> dict[str, Entry]:
    """Key of a name -> its entry."""
    table: dict[str, Entry] = {}
    for t in TERRITORIES:
        demonyms = [*t.demonyms, *(f"{d}s" for d in t.demonyms if not d.endswith(("s", "sh", "ch", "ese")))]
        sorts: dict[Sort, Sequence[str]] = {
            "name": t.names,
            "demonym": demonyms,
            "capital": t.capitals,
            "seat": t.seats,
        }
        for sort, forms in sorts.items():
            for form in forms:
                table.setdefault(key(form), Entry(t.code, sort))
    for code, cities in (*CITIES.items(), ("", PARTS)):
        for city in cities:
            table.setdefault(key(city), Entry(code, "part"))
    return table


@lru_cache(maxsize=1)
def _misspelt() -> dict[str, tuple[str, Entry]]:
    """The long names of territories by what is left of them without one letter."""
    names = ((key(n), Entry(t.code, "name")) for t in TERRITORIES for n in t.names)
    long = [(n, found) for n, found in names if len(n) >= _LONG and " " not in n]
    return {n[:i] + n[i + 1 :]: (n, found) for n, found in long for i in range(len(n))}


def entry(name: str) -> Entry | None:
    """What the table says of a name; a headline's capitals are no acronym ("IRAN"), one wrong letter is forgiven."""
    form = key(name)
    found = _gazetteer().get(form)
    if found is None and len(form) == 4 and form.isupper():
        return _gazetteer().get(form.lower())
    return found or _near(form)


@lru_cache(maxsize=16384)
def _near(form: str) -> Entry | None:
    """The territory whose long name has one letter more, less or other: "Afganistan"."""
    if not _LONG - 1 <= len(form) <= _LONGEST or " " in form or form in _NO_SLIP:
        return None
    for cut in (form, *(form[:i] + form[i + 1 :] for i in range(len(form)))):
        name, found = _misspelt().get(cut, ("", None))
        if found and name[0] == form[0] and distance(name, form) == 1:
            return found
    return None


def nation(name: str) -> Entry | None:
    """The entry of a name that stands for a state."""
    found = entry(name)
    return found if found and found.sort != "part" else None


def country(name: str) -> str | None:
    """The ISO 3166 alpha-3 code that a name stands for, or null.

    A territory, a demonym, a capital or a seat of government, alone or leading a longer name ("Norwegian Navy",
    "Norway's Navy", "Ministry of Defence of Norway").
    """
    exact = entry(name)
    if exact:
        return exact.code if exact.sort != "part" else None
    return next((code for form, code, sort in _territories_in(name) if _rules(name, form, sort)), None)


def _rules(name: str, form: str, sort: str) -> bool:
    """Whether a territory inside a longer name says whose that is: it describes, owns or leads it, or is its place."""
    at = name.find(form)
    before, after = name[:at].split(), name[at + len(form) :].lstrip(".").split()
    owns = name[at + len(form) : at + len(form) + 1] in ("'", "’")
    leads = bool(after) and fold(after[0]).strip(".,'’") in _LEADS
    placed = bool(before) and fold(before[-1]) in ("of", "in", "for", "the", "to")
    return sort == "demonym" or owns or leads or placed


def _territories_in(phrase: str) -> list[tuple[str, str, Sort]]:
    """The names of territories inside a phrase, leftmost longest: as printed, code, sort of name."""
    found = words(phrase)
    hits: list[tuple[str, str, Sort]] = []
    i = 0
    while i < len(found):
        for j in range(min(len(found), i + MOST_WORDS), i, -1):
            form = POSSESSIVE.sub("", phrase[found[i].start : found[j - 1].end])
            known = entry(form) if form[:1].isupper() else None
            if known:
                hits += [(form, *known)] if known.sort != "part" else []
                i = j - 1
                break
        i += 1
    return hits


@lru_cache(maxsize=16384)
def key(name: str) -> str:
    """The form under which the table is asked: no article, possessive, full stops; capitals kept for short acronyms."""
    plain = POSSESSIVE.sub("", " ".join(name.split()))
    plain = re.sub(r"^[Tt]he (?=\S)", "", plain)
    letters = plain.replace(".", "")
    if len(letters) <= 4 and letters.upper() == letters:
        return letters
    return fold(letters).replace("'", "")


def territory_of(name: str) -> str | None:
    """The code of the territory that a name or demonym is the name of."""
    found = entry(name)
    return found.code if found and found.sort in ("name", "demonym") else None


def distance(a: str, b: str) -> int:
    """How many letters must be put in, left out or changed to make one word of the other (Levenshtein 1966)."""
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]
