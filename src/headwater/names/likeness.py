"""Likeness: which names are one, and what that one is called."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache

from headwater.names.lexicon import LINK, ORGANISATION, RANKS, TITLES
from headwater.names.table import POSSESSIVE, distance, territory_of
from headwater.territories import TERRITORIES
from headwater.text import fold

_PUNCTUATION = re.compile(r"[^\w\s]")


def same_name(a: str, b: str) -> bool:
    """Whether two names can be one: titles, accents, hyphens and spelling apart; a part of a name; an acronym.

    Names and demonyms of one territory are one; a capital or a seat is another name (compare `country` for that).
    """
    one, two = territory_of(a), territory_of(b)
    if one or two:
        return one == two
    x, y = _tokens(a), _tokens(b)
    if not x or not y:
        return False
    if x == y or _is_acronym(a, y) or _is_acronym(b, x):
        return True
    short, long = sorted((x, y), key=len)
    if len(short) == 1:
        return (
            len(long) > 1
            and long[-1] not in RANKS
            and len(short[0]) > 1
            and any(_same_word(short[0], w, 1) for w in _ends(long))
        )
    return _same_person(short, long)


def _ends(forms: Sequence[str]) -> tuple[str, str, str]:
    """The words of a name that can stand for all of it."""
    return forms[0], _head(forms), forms[-1]


def _same_person(short: Sequence[str], long: Sequence[str]) -> bool:
    """The family name agrees and every given name of the shorter one has its like, in order."""
    if ORGANISATION & {short[-1], long[-1]} and short != long[-len(short) :]:
        return False
    ends = _same_word(short[-1], long[-1], 1) and _same_given(short[0], long[0])
    if len(short) == len(long):
        return ends and all(_same_given(s, t) for s, t in zip(short[1:-1], long[1:-1], strict=True))
    return ends or long[: len(short)] == short or long[-len(short) :] == short


def _same_given(a: str, b: str) -> bool:
    initial = len(a) == 1 or len(b) == 1
    return a[0] == b[0] if initial else _same_word(a, b, 2)


def _same_word(a: str, b: str, most: int) -> bool:
    """Whether two words are one in two spellings: the same sounds, and not more than so many letters apart."""
    if a == b or _sound(a) == _sound(b):
        return True
    if min(len(a), len(b)) < 5 or a[0] != b[0]:
        return False
    return _skeleton(a) == _skeleton(b) and distance(_sound(a), _sound(b)) <= most


_SOUNDS = (
    ("kh", "h"),
    ("ck", "k"),
    ("ph", "f"),
    ("tch", "ch"),
    ("tsch", "ch"),
    ("sch", "sh"),
    ("zh", "j"),
    ("x", "ks"),
    ("q", "k"),
    ("yy", "i"),
    ("iy", "i"),
    ("ij", "i"),
    ("ie", "i"),
    ("ey", "ei"),
    ("ay", "ai"),
    ("oo", "u"),
    ("ou", "u"),
    ("w", "v"),
    ("y", "i"),
    ("ii", "i"),
)


@lru_cache(maxsize=4096)
def _sound(word: str) -> str:
    """One spelling for what transliterations spell in several ways; double letters are single."""
    for spelled, plain in _SOUNDS:
        word = word.replace(spelled, plain)
    return re.sub(r"(?<=[aeiou])h$", "", re.sub(r"(.)\1+", r"\1", word))


@lru_cache(maxsize=4096)
def _skeleton(word: str) -> str:
    """First letter and consonants."""
    sound = _sound(word)
    return sound[:1] + re.sub(r"[aeiouh]", "", sound[1:])


@lru_cache(maxsize=16384)
def _tokens(name: str) -> tuple[str, ...]:
    """The words of a name that tell it apart: titles, articles, accents and full stops gone, hyphens as blanks."""
    plain = unicodedata.normalize("NFKD", POSSESSIVE.sub("", name))
    plain = fold("".join(c for c in plain if not unicodedata.combining(c))).translate(
        {ord("ø"): "o", ord("ł"): "l", ord("đ"): "d"}
    )
    found = _PUNCTUATION.sub("", plain.replace("-", " ")).split()
    if found[:1] == ["the"]:
        found = found[1:]
    return tuple(found[_titles(found) :])


def _titles(forms: Sequence[str]) -> int:
    """How many titles open a name; none in that of a body, and no office as such ("Governor of Norland")."""
    n = 0
    while n < len(forms) - 1 and forms[n] in TITLES and forms[n + 1] != "of" and not _is_body(forms[n:]):
        n += 1
    return n


def _is_body(forms: Sequence[str]) -> bool:
    return _head(forms) in ORGANISATION


def _head(forms: Sequence[str]) -> str:
    """The word for what a name is of: its last, or the one before "of"."""
    return forms[forms.index("of", 1) - 1] if "of" in forms[1:] else forms[-1]


def _is_acronym(short: str, long: Sequence[str]) -> bool:
    return _letters(short) in _initials(long)


def _letters(name: str) -> str | None:
    """The folded letters of what can be an acronym: capitals alone, with or without full stops."""
    letters = name.replace(".", "")
    return fold(letters) if letters.isupper() and letters.isalpha() else None


def _initials(forms: Sequence[str]) -> tuple[str, ...]:
    """The acronyms of a name of several words: without its small links, and with them."""
    if len(forms) < 2:
        return ()
    return "".join(w[0] for w in forms if w not in LINK), "".join(w[0] for w in forms)


def canonical(names: Iterable[str]) -> dict[str, str]:
    """Every name -> the one full name that stands for it: the commonest, then the longest of those that are the same.

    `names` are the mentions of one story, repeated as often as they occur; their order changes nothing.
    """
    counts = Counter(names)
    full = sorted(counts, key=lambda n: _worth(n, counts[n]))
    heads: dict[str, list[str]] = defaultdict(list)  # by each of their marks
    members: dict[str, list[str]] = {}
    weight: Counter[str] = Counter()
    for name in full:
        marks = _marks(name)
        fits = [h for h in dict.fromkeys(h for m in marks for h in heads[m]) if same_name(name, h)]
        if fits:
            home = max(fits, key=lambda h: (weight[h], h))
        else:
            home = name
            for mark in marks:
                heads[mark].append(name)
        members.setdefault(home, []).append(name)
        weight[home] += counts[name]
    return {m: one for group in members.values() for one in [_fullest(group, counts)] for m in group}


def _worth(name: str, count: int) -> tuple[bool, int, int, str]:
    """The order in which names gather others: whole ones first; of bodies the longest, of the rest the commonest."""
    forms = _tokens(name)
    lengths = (-len(forms), -count) if forms and _is_body(forms) else (-count, -len(forms))
    return (len(forms) < 2, *lengths, name)


def _marks(name: str) -> set[str]:
    """Two names that are one have a mark in common: their territory, an acronym, or how one of their ends sounds."""
    if code := territory_of(name):
        return {f"={code}"}
    forms = _tokens(name)
    if not forms:
        return set()
    acronyms = {*_initials(forms), _letters(name)}
    return {*(f"~{_skeleton(w)}" for w in _ends(forms)), *(f".{a}" for a in acronyms if a)}


def _fullest(group: Sequence[str], counts: Counter[str]) -> str:
    """The name that a group goes by: the longest of a body, the commonest of others; of two to four words if it can."""
    entry = next((c for n in group if (c := territory_of(n))), None)
    if entry:
        return next(t.names[0] for t in TERRITORIES if t.code == entry)
    bodies = [n for n in group if len(_tokens(n)) > 1 and _is_body(_tokens(n))]
    whole = [n for n in bodies or group if 1 < len(_tokens(n)) <= 4] or bodies or group
    return _bare(max(whole, key=lambda n: (len(_tokens(n)) if bodies else 0, counts[n], len(n), n)))


def _bare(name: str) -> str:
    """A name without article and titles, as printed."""
    parts = POSSESSIVE.sub("", name).split()
    if len(parts) > 1 and fold(parts[0]) == "the":
        parts = parts[1:]
    return " ".join(parts[_titles([fold(p).strip(".,") for p in parts]) :])
