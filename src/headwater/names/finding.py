"""Finding: the names in a text, each with its kind and the title before it."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from headwater.names.given import is_given
from headwater.names.lexicon import (
    ALSO_GIVEN,
    BODIES,
    FOR,
    INTO_PLACE,
    IS_A_BODY,
    LIKE_PLACES,
    LINK,
    MAY_OPEN,
    NO_NAME,
    OF_A_BODY,
    ORG_OF,
    ORGANISATION,
    OWN_POSSESSIVE,
    PLACE,
    PLACE_OPENS,
    RANKS,
    SAID,
    SUFFIXES,
    TITLES,
)
from headwater.names.table import MOST_WORDS, POSSESSIVE, entry, nation
from headwater.records import Record
from headwater.text import fold, sentences, words

Kind = Literal["person", "place", "organisation", "unknown"]

_AGED = re.compile(r"(?:, (?:aged )?[1-9]\d,|,? who\b)")
_OPENS_NAME = re.compile(r"(?:[dl]['’]|(?:[Aa]l|[Ee]l|ash|as)[-\u2011])(?=[^\W\d_a-z])")
_FIRMS = frozenset("inc corp corporation co company ltd plc llc ag group".split())
_INSIDE = TITLES | ORGANISATION | PLACE  # these go on with a name even where they open none
_BEFORE_OF = ORG_OF | ORGANISATION | PLACE | RANKS
_HEADS_OF = ORGANISATION | ORG_OF - {"city"}
_NO_SURNAME = ORGANISATION | PLACE - LIKE_PLACES
_JOINTS = (" ", "-", "\u2011", "\u00a0", ". ", ".")
_Run = list[tuple[int, int]]  # the words of a capitalised run


class Name(Record, frozen=True):
    """One name in a text; a title before it is no part of the span."""

    start: int
    end: int
    form: str  # as printed, without a possessive ending
    kind: Kind
    title: str | None = None  # "Norwegian Foreign Minister", as printed before it


def proper_names(text: str, start: int = 0, end: int | None = None) -> list[Name]:
    """The names in a stretch, in order, without overlap; adjectives of nationality are places.

    `Name.kind` is told by title, our table of territories, head words, prepositions, and by what the rest of the
    whole text says of the same name.
    """
    stop = len(text) if end is None else min(end, len(text))
    return [name for s in sentences(text, start, stop) for name in _in_sentence(text, s.start, s.end)]


@lru_cache(maxsize=4096)  # a text is asked for as a whole, and again sentence by sentence
def _in_sentence(text: str, start: int, end: int) -> tuple[Name, ...]:
    """The names in one sentence."""
    told = _told(text)
    found: list[Name] = []
    for run in _runs(text, start, end):
        first = not any(c.isalnum() for c in text[start : run[0][0]])
        found += _split(text, _without_opener(text, run) if first else run, told)
    return tuple(found)


def _without_opener(text: str, run: _Run) -> _Run:
    """A run without the first word of its sentence where that has its capital from there alone."""
    small, capital = _words_by_case(text)
    opener = text[run[0][0] : run[0][1]]
    if len(run) == 1:
        return run if _stands_alone(text, run[0], capital) else []
    if is_given(opener) or _leading(text, run) or fold(text[run[0][0] : run[-1][1]]) in BODIES:
        return run
    second = fold(text[run[1][0] : run[1][1]])
    if fold(opener) in MAY_OPEN:  # "Foreign Minister Anna Berg", "National Assembly"; not "New Yorkers"
        heads = (fold(opener) in TITLES and second in TITLES) or (len(run) == 2 and second in ORGANISATION)
        return run if heads or opener in capital else run[1:]
    leads_in = len(opener) > 4 and opener not in capital and opener.endswith(("ly", "ing", "ed"))  # "Sadly Berg"
    again = leads_in and text.count(text[run[1][0] : run[1][1]]) > 1
    return run[1:] if again or entry(text[run[1][0] : run[-1][1]]) or opener.lower() in small else run


def _stands_alone(text: str, word: tuple[int, int], capital: frozenset[str]) -> bool:
    """Whether the only capitalised word at the head of a sentence is a name."""
    form = text[word[0] : word[1]]
    if entry(form) or fold(form) in BODIES or form.isupper():
        return True
    if fold(form) in NO_NAME or (form.endswith("s") and form not in capital):  # "Prosecutors said"
        return False
    says = fold(text[word[1] : word[1] + 12]).split()[:1]
    return form in capital or (bool(says) and says[0] in SAID)


@lru_cache(maxsize=4)
def _words_by_case(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a text that stand in small letters somewhere, and those with a capital inside a sentence."""
    small = frozenset(m.group() for m in re.finditer(r"\b[^\W\d_A-Z][\w'’]*", text))
    capital = frozenset(m[1] for m in re.finditer(r"(?<=[\w,]) ([^\W\d_a-z][\w'’]*)", text))
    return small, capital


def _runs(text: str, start: int, end: int) -> list[_Run]:
    """The runs of capitalised words of a sentence, with small links inside; possessives and commas part them."""
    runs: list[_Run] = []
    run: _Run = []
    for w in words(text, start, end):
        form = text[w.start : w.end]
        follows = bool(run) and text[run[-1][1] : w.start] in _JOINTS and not _ended(text, run[-1])
        if not run and form[0].islower() and form[0] not in "adel":
            continue  # most words
        opens = _OPENS_NAME.match(text, w.start) is not None
        capital = opens or (form[0].isupper() and not _is_plain(form, follows))
        if run and not follows:
            runs.append(run)
            run = []
        if capital or (run and _links(text, run, form)):
            run = [*run, (w.start, w.end)]
        elif run:
            runs.append(run)
            run = []
    runs += [run] if run else []
    return [r for r in (_without_links(text, r) for r in runs) if r]


def _is_plain(form: str, inside: bool) -> bool:
    """Whether a capitalised word is none of a name's: "The", "I'm"; not "US", nor a title or head inside a run."""
    word = fold(POSSESSIVE.sub("", form))
    if word == "i" or word.startswith("i'"):
        return True
    if word not in NO_NAME or (1 < len(form) < 4 and form.isupper()):
        return False
    return word not in MAY_OPEN and not (inside and word in _INSIDE)


def _links(text: str, run: _Run, form: str) -> bool:
    """Whether a small word goes on with a name: "of", a particle, the article of "of the"."""
    before = fold(text[run[-1][0] : run[-1][1]])
    if form == "the":
        return before == "of"
    if form == "for":
        return before in FOR
    return fold(form) in LINK and (form != "of" or before in _BEFORE_OF)


def _ended(text: str, word: tuple[int, int]) -> bool:
    """Whether a word closes its run: a possessive, or a full stop after more than an initial or a short title."""
    form = text[word[0] : word[1]]
    stopped = text[word[1] : word[1] + 2] == ". " and len(form) > 4
    return stopped or (POSSESSIVE.search(form) is not None and fold(form) not in OWN_POSSESSIVE)


def _without_links(text: str, run: _Run) -> _Run:
    while run and fold(text[run[-1][0] : run[-1][1]]) in LINK:
        run = run[:-1]
    return run


class _Told(NamedTuple):
    """What a whole text tells of its names: words that persons go by, and the folded forms of bodies and places."""

    persons: Counter[str]
    sure: frozenset[str]  # persons by more than a verb of saying
    bodies: frozenset[str]
    places: frozenset[str]


@lru_cache(maxsize=4)  # a text is asked for sentence by sentence
def _told(text: str) -> _Told:
    """What titles, verbs of saying, given names, heads and prepositions tell of names anywhere in the text."""
    persons: Counter[str] = Counter()
    sure: set[str] = set()
    bodies: set[str] = set()
    places: set[str] = set()
    for run in _runs(text, 0, len(text)):
        forms = _forms(text, run)
        titled = _after_title(forms)
        named = forms[titled:]
        before = fold(text[max(0, run[0][0] - 24) : run[0][0]]).split()
        after = fold(text[run[-1][1] : run[-1][1] + 24]).split()
        if _is_body_here(forms, before, after):
            bodies.add(" ".join(forms[:-1] if forms[-1] in ORGANISATION else forms))
        elif before[-1:] == ["in"] and not titled and not POSSESSIVE.search(text[run[-1][0] : run[-1][1]]):
            places.add(" ".join(forms))
        says = bool(after) and after[0] in SAID and after[1:2] not in (["it"], ["its"])
        ranked = bool(titled) or says or (before[-1:] and before[-1] in RANKS)
        if named and (ranked or _is_person(text, run, named)) and not _is_group(named, text, run):
            persons[named[-1]] += 1
            if len(named) == 3 and not is_given(named[0]):  # a family name can stand first
                persons[named[0]] += 1
    return _Told(persons, frozenset(sure), frozenset(bodies - {""}), frozenset(places))


def _forms(text: str, run: _Run) -> list[str]:
    """The folded words of a run, without possessive endings."""
    return [fold(POSSESSIVE.sub("", text[a:b])) for a, b in run]


def _is_body_here(forms: Sequence[str], before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a run is, or is called, a firm or institution where it stands."""
    if is_given(forms[0]) or len(forms) > 4:
        return False
    called = bool(before) and before[-1] in IS_A_BODY
    has = bool(after) and (after[0] in OF_A_BODY or (after[0] in SAID and after[1:2] in (["it"], ["its"])))
    return called or has or (len(forms) > 1 and forms[-1] in _FIRMS)


def _is_person(text: str, run: _Run, forms: Sequence[str]) -> bool:
    """Whether a run reads as a person's name: a given name first, an initial inside, an age or "who" behind it."""
    if not 1 < len(forms) <= 5 or "of" in forms or forms[-1] in _NO_SURNAME:
        return False
    initial = any(len(f) == 1 and f.isalpha() for f in forms[1:-1])
    return is_given(forms[0]) or initial or forms[-1] in SUFFIXES or _AGED.match(text, run[-1][1]) is not None


def _is_group(forms: Sequence[str], text: str, run: _Run) -> bool:
    whole = text[run[0][0] : run[-1][1]]
    return forms[-1] in ORGANISATION or entry(whole) is not None or whole.isupper() or " of " in whole


def _split(text: str, run: _Run, told: _Told) -> list[Name]:
    """One run as a title and a name; "Norwegian Foreign Minister Anna Berg" is one name with a title."""
    if not run:
        return []
    forms = _forms(text, run)
    cut = _after_title(forms)
    lead = _leading(text, run)
    called = lead == 1 and len(run) == 2 and forms[0] in ALSO_GIVEN  # "Jordan Ellery"
    whole = called or _is_body(forms) or forms[-1] in PLACE  # "Norwegian Department of Fish"
    if not cut and 0 < lead < len(run) and not whole:
        return [_name(text, run[:lead], None, told), *_split(text, run[lead:], told)]
    if cut and (state := _trailing(text, run[cut:])):  # a title in a headline: "Minister Visits Norway"
        return [_name(text, state, None, told)]
    if cut:
        return [_name(text, run[cut:], text[run[0][0] : run[cut - 1][1]], told)]
    if all(f in TITLES for f in forms) and forms[-1] in RANKS:
        return [_name(text, run[:lead], None, told)] if lead else []
    return [_name(text, run, None, told)]


def _after_title(forms: Sequence[str]) -> int:
    """Where the name behind a title begins; 0 without one, and in the name of a body ("Justice Department")."""
    ranks = [i for i, f in enumerate(forms) if f in RANKS]
    leading = next((i for i, f in enumerate(forms) if f not in TITLES), 0)  # "Deputy Anna Berg"
    cut = ranks[-1] + 1 if ranks else leading if is_given(forms[leading]) else 0
    if not 0 < cut < len(forms) or "of" in forms[: cut - 1]:
        return 0
    if forms[cut] == "of":  # "Secretary of State Anna Berg"; "Governor of Norland" names nobody
        rest = cut + 2 + (forms[cut + 1 : cut + 2] == ["the"])
        return next((i for i in range(rest, len(forms)) if is_given(forms[i])), rest if rest < len(forms) else 0)
    return 0 if forms[-1] in ORGANISATION and not is_given(forms[cut]) else cut


def _leading(text: str, run: _Run) -> int:
    """How many words of a run, from its start, are the name of a people or territory; 0 where a longer one holds it."""
    for n in range(min(len(run), MOST_WORDS), 0, -1):
        found = entry(text[run[0][0] : run[n - 1][1]])
        if found:
            return n if found.sort != "part" or n == len(run) else 0
    return 0


def _trailing(text: str, run: _Run) -> _Run:
    """The territory that closes a longer run."""
    tails = (run[i:] for i in range(max(1, len(run) - MOST_WORDS), len(run)))
    return next((t for t in tails if nation(text[t[0][0] : t[-1][1]])), [])


def _name(text: str, run: _Run, title: str | None, told: _Told) -> Name:
    start, end = run[0][0], run[-1][1]
    form = POSSESSIVE.sub("", text[start:end])
    if text[end : end + 1] == "." and form.count(".") and form.replace(".", "").isupper():
        end, form = end + 1, form + "."  # the last stop of U.S.
    return Name(start, start + len(form), form, _kind(text, run, form, title, told), title)


def _kind(text: str, run: _Run, form: str, title: str | None, told: _Told) -> Kind:
    """The kind of a name, by the surest of its signs."""
    start = run[0][0]
    forms = [fold(w) for w in form.replace("-", " ").split()]
    before = fold(text[max(0, start - 24) : start]).split()
    known = entry(form)
    if title or (before and before[-1] in RANKS and forms[-1] not in ORGANISATION):
        return "person"
    if known:
        return "organisation" if known.sort == "seat" else "place"
    if _is_body(forms) or fold(form) in BODIES:
        return "organisation"
    person = _is_person(text, run, _forms(text, run))
    if person and (is_given(forms[0]) or forms[-1] not in PLACE):
        return "person"
    if forms[-1] in PLACE or (forms[0].strip(".") in PLACE_OPENS and len(forms) > 1):
        return "place"
    return _by_text(forms, form, before, told)


def _is_body(forms: Sequence[str]) -> bool:
    """Whether the head of a name is a word for a body: its last word, or the one before "of" or "for"."""
    for link, heads in (("of", _HEADS_OF), ("for", FOR)):
        if link in forms[1:] and forms[forms.index(link, 1) - 1] in heads:
            return True
    return forms[-1] in ORGANISATION or (len(forms) > 2 and forms[0] in ORG_OF and forms[1] == "of")


def _by_text(forms: Sequence[str], form: str, before: Sequence[str], told: _Told) -> Kind:
    """The kind of a name that shows none itself, by what the text tells of it elsewhere."""
    letters = form.replace(".", "")
    into = bool(before) and before[-1] in INTO_PLACE
    if forms[-1] in told.sure or (len(forms) == 1 and is_given(form) and not into):
        return "person"
    if " ".join(forms) in told.bodies or (before and before[-1] in IS_A_BODY):
        return "organisation"
    if told.persons[forms[-1]] or (len(forms) == 3 and told.persons[forms[0]]):
        return "person"
    if letters.isupper() and 2 <= len(letters) <= 6:
        return "organisation"
    return "place" if into or " ".join(forms) in told.places else "unknown"
