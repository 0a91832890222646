"""Credits read from what a page prints: the agency, the dateline, the persons of the byline, the publisher.

Nothing is invented: a name counts as an author only where the page puts it into a byline, and only if it is a person's.
"""

import re
from functools import partial
from typing import NamedTuple

from headwater.documents import lexicon
from headwater.documents.agencies import NAME, agency_named
from headwater.documents.calendar import dates_in
from headwater.documents.newsrooms import house_named, newsroom_named
from headwater.documents.places import is_city
from headwater.records import Span

_DAY = r"\b(?:[^\W\d_]{3,10}\.?\s\d{1,2}|\d{1,2}\.?\s(?:de\s)?[^\W\d_]{3,10}\.?)(?:,?\s\d{4})?"
_PLACE = r"[^\W\d_a-z][\w.'’ /-]{0,40}?(?:,\s[\w.'’ -]{2,30}?){0,2}?"
_HOUSE = r"[A-Z][A-Z0-9&.-]{1,9}"  # a station's call letters in the agency's place
_NEWSROOM = r"[^\W\d_a-z][^()\[\]\n/]{3,60}?"  # or what may be one's name
_MARK = r"\s*\.?\s?(?:[-–—:]+|(?:\"(?=\s)))\s*"
_BRACKETED = re.compile(
    rf"(?:(?P<place>{_PLACE}),?\s*(?P<on>{_DAY})?\s*)?"
    rf"[(/\[](?:(?P<agency>{NAME})(?:[/ ,][^()\[\]]{{1,30}})?|(?P<house>{_HOUSE})"
    rf"|\s?(?P<newsroom>{_NEWSROOM})(?:\s?[/,][^()\[\]]{{1,40}}(?=[)\]]))?(?=\s?[)\]]|/))\s?[)/\]](?P<mark>{_MARK})?\s*"
)
_AGENCY_FIRST = re.compile(
    rf"[(\[]?(?P<agency>{NAME})[)\]]?\s*[-–—]+\s*(?P<place>[^\W\d_a-z][^\W\d_a-z.'’ -]{{2,30}}),\s{_DAY}\s*[-–—]+\s*"
)
_VIA = re.compile(rf"(?:[A-Z][\w.'’ ]{{1,30}}\s)?via\s(?P<agency>{NAME})\s*[-–—]+\s+", re.I)
_NEWSROOM_FIRST = re.compile(  # not where a second dash ends an apposition
    rf"(?:(?P<place>{_PLACE})(?:,?\s(?:{_DAY},?\s*)?via\s|\s*[,/|–—]\s*|\s-\s))?"
    r"(?P<newsroom>[^\W\d_a-z][\w.&’' -]{3,60}?)\s*[–—]\s*"
    rf"(?:(?P<scene>[^\W\d_a-z][^\W\d_a-z.'’ -]{{2,30}}),\s{_DAY}\s*[-–—]+\s*)?(?=[\"“„«]?[^\W\d_a-z])(?![^.!?]*[–—])"
)
_CAPITALS = re.compile(
    r"(?P<place>[A-Z][A-Z.'’ -]{2,30}(?:,\s(?:[A-Z][A-Za-z.]+ ?){1,3}){0,2})(?:,\s(?P<on>[A-Z][a-z]{2,8}\.?\s\d{1,2}))?"
    r"\s*(?:[—–]|\s-|--)\s*(?=[\"“'‘A-Z])"
)
_CITY = re.compile(
    rf"(?P<place>[^\W\d_a-z][\w.'’/-]*(?:\s[^\W\d_]['’\w.-]*){{0,3}}?)(?:,\s(?:[A-Z][\w.]+\s?){{1,2}})?(?:,\s{_DAY})?"
    r"(?:\s*[—–]\s*|\s-{1,2}\s|\s?:\s|\.\s)(?=[\"“„«'‘]?\s?[^\W\d_a-z])"
)
_NO_PLACE = re.compile(
    r"(?:updates?|exclusive|breaking|watch|video|photos?|live|opinion|analysis|comment(?:ary)?|review|news|file|editor\S*"
    r"|interview|explainer|fact check|podcast|sponsored|advert\w*|anzeige|kommentar|correction|note)\b",
    re.I,
)
_PARTING = re.compile(r"\s*(?:[|•·;\t]|\s{2,}|\u00a0\s|\s\u00a0|\s[-–—/]\s)\s*")
_AND = re.compile(r"\s*(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")


class Byline(NamedTuple):
    """What a byline credits."""

    persons: tuple[str, ...]
    agency: str | None
    poster: bool  # it names who posted the page, not who wrote it


class Dateline(NamedTuple):
    """The dateline at the head of an account."""

    span: Span
    place: str | None
    agency: str | None


def read_byline(line: str) -> Byline:
    """The persons and the agency of a byline. `By Ann Lee and Bo Ray, The Associated Press | 3 May` is two and one."""
    prefix = lexicon.BYLINE.match(line)
    rest = line[prefix.end() :] if prefix else line
    for found in reversed(dates_in(rest)):
        rest = rest[: found.start] + "\t" + rest[found.end :]
    persons: list[str] = []
    agency: str | None = None
    poster = bool(prefix and prefix["post"])
    named = partial(house_named, place="byline") if prefix else agency_named
    for part in _PARTING.split(rest.replace("(", "|").replace(")", "|")):
        agency = agency or named(part)
        for name in _AND.split(part) if not named(part) else ():
            found_agency = named(name)
            agency = agency or found_agency
            if not found_agency and (is_person(name) or (poster and is_handle(name))) and name.strip() not in persons:
                persons.append(name.strip(" .") if is_person(name) else name.strip())
    return Byline(tuple(persons), agency, poster)


def is_person(name: str) -> bool:
    """Whether a name is a person's by its form: two to five words, capitals, no office and no outlet among them."""
    parts = name.strip(" .").split()
    if not 2 <= len(parts) <= 5 or lexicon.OFFICE.search(name) or any(c.isdigit() for c in name):
        return False
    particles = {
        "de",
        "da",
        "di",
        "del",
        "della",
        "van",
        "von",
        "der",
        "den",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "dos",
        "du",
        "ter",
        "ten",
    }
    real = [p for p in parts if p.casefold() not in particles]
    return len(real) >= 2 and all(
        re.fullmatch(r"[^\W\d_](?:[^\W\d_]|['’.-])*", p) and p[0].upper() == p[0] for p in real
    )


def is_handle(name: str) -> bool:
    """Whether a word is a user's name: one word, no office."""
    plain = name.strip()
    return bool(re.fullmatch(r"[^\W_][\w.-]{1,30}", plain)) and not lexicon.OFFICE.search(plain) and not plain.isdigit()


def read_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens a paragraph: `SANTA RIVA (AP) — `, `(Reuters) - `, `OSLO, March 3 — `, `Oslo. `."""
    reach = min(end, start + 160)
    for form in (_agency_first, _bracketed, _plain):
        found = form(text, start, reach)
        if found and found.span.end < end:
            return found
    return None


def _bracketed(text: str, start: int, reach: int) -> Dateline | None:
    m = _BRACKETED.match(text, start, reach)
    if not m:
        return None
    place = (m["place"] or "").strip(" ,") or None
    agency = house_named(m["agency"] or m["house"] or m["newsroom"], "brackets")
    if m["newsroom"] and not agency:
        return None
    known = bool(place and (place.split(",", maxsplit=1)[0].isupper() or is_city(place)))
    if place and not known and not _is_name_of_place(place):
        return None
    if not (known if m["house"] and not agency else m["mark"] or known):
        return None
    return Dateline(Span(m.start(), m.end()), place, agency)


def _agency_first(text: str, start: int, reach: int) -> Dateline | None:
    if m := _AGENCY_FIRST.match(text, start, reach):
        return Dateline(Span(m.start(), m.end()), m["place"].strip(" ,"), agency_named(m["agency"]))
    if m := _VIA.match(text, start, reach):
        return Dateline(Span(m.start(), m.end()), None, agency_named(m["agency"]))
    m = _NEWSROOM_FIRST.match(text, start, reach)
    if m and (newsroom := newsroom_named(m["newsroom"])):
        return Dateline(Span(m.start(), m.end()), (m["scene"] or m["place"] or "").strip(" ,") or None, newsroom)
    return None


def _plain(text: str, start: int, reach: int) -> Dateline | None:
    m = _CAPITALS.match(text, start, min(reach, start + 120))
    if m and not _NO_PLACE.match(m["place"]):
        return Dateline(Span(m.start(), m.end()), m["place"].strip(" ,"), None)
    m = _CITY.match(text, start, min(reach, start + 60))
    if m and is_city(m["place"]):
        return Dateline(Span(m.start(), m.end()), m["place"].strip(" ,"), None)
    return None


def _is_name_of_place(name: str) -> bool:
    """Whether every word of a name opens with a capital, but for the small words inside names."""
    return all(w[0].isupper() or (k and len(w) <= 3) for k, w in enumerate(re.split(r"[\s/-]+", name.strip())) if w)
