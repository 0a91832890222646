"""Imprint: the lines around an account that say whose text it is: its agency, its dateline, what was put right.

Only lines beside the account are believed: between the title and its first paragraphs, at the end of its last one, and
in the few lines below. A credit of a picture is none of the text's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from headwater.documents import lexicon
from headwater.documents.agencies import LONG_NAME, NAME, agency_in, agency_named, stands_alone
from headwater.documents.calendar import dates_in
from headwater.documents.credits import Dateline, is_person, read_dateline
from headwater.documents.lines import Labelled
from headwater.documents.places import is_city
from headwater.records import Span
from headwater.text import trim

ABOVE = 12  # lines between title and account that may hold a credit
BELOW = 8  # lines under the account that may
OPENING = 3  # paragraphs of the account that may hold its dateline
SHORTEST = 60  # characters of a paragraph that a dateline may open
LONGEST = 160  # of a line that is a credit
_BLANKED = ("caption", "related", "ranking", "newsletter", "crumb", "widget")


class Imprint(NamedTuple):
    """What the lines around an account credit."""

    labels: list[Labelled]  # with credits and datelines parted from what they stand in
    agency: str | None
    dateline: str | None


def read_imprint(text: str, labels: Sequence[Labelled]) -> Imprint:
    """The agency and the dateline of an account, and its labels with both marked."""
    zone = _zone(labels)
    if zone is None:
        return Imprint(list(labels), None, None)
    found = _find_dateline(text, labels, zone)
    credited = list(_credited(text, labels, zone))
    end = closing_agency(text, labels[zone.last])
    agencies = [found[1].agency if found else None, *(c.agency for c in credited), end[1] if end else None]
    place = (found[1].place if found else None) or _place_beside(text, labels, zone)
    marks = {c.line for c in credited if c.label}
    return Imprint(
        list(_marked(text, labels, marks, found, (zone.last, end[0]) if end else None)),
        next((a for a in agencies if a), None),
        place,
    )


# -- where credits stand -----------------------------------------------------------------------------------------------


class Zone(NamedTuple):
    """The lines that belong to an account, by their places among the labels."""

    top: int  # the first line that may hold a credit
    first: int  # paragraph of the account; short lines above it may be credits
    last: int  # of the account
    end: int  # behind the last line that may hold a credit


class Credited(NamedTuple):
    """A line that credits an agency."""

    line: int
    agency: str
    label: bool  # it is a credit and no more: a byline


def _zone(labels: Sequence[Labelled]) -> Zone | None:
    body = [i for i, f in enumerate(labels) if f.label == "body"]
    if not body:
        return None
    first = next((i for i in body if _is_prose(labels[i])), body[0])
    titles = [i for i, f in enumerate(labels[:first]) if f.label == "title"]
    top = max(titles[0] + 1 if titles else 0, first - ABOVE)
    return Zone(top, first, body[-1], min(len(labels), body[-1] + 1 + BELOW))


def _credited(text: str, labels: Sequence[Labelled], zone: Zone) -> Iterator[Credited]:
    """The lines of the zone that credit an agency, those above the account first."""
    for i in range(zone.top, zone.end):
        line = labels[i]
        if line.label == "comment" or line.detail in _BLANKED:
            continue
        words = text[line.start : line.end]
        if zone.first < i < zone.last - 2 and line.label == "body" and not _WITH.match(words):
            continue
        agency = credit_in(words, i < zone.first or line.label == "byline")
        foreign = _is_picture(text, labels[i - 1]) or (i > zone.last and labels[i - 1].label == "furniture")
        if agency and not (_SOURCE.match(words) and foreign):  # a source belongs to what stands above it
            yield Credited(i, agency, line.label == "furniture" or (i < zone.first and len(words) <= SHORTEST))


def _is_picture(text: str, line: Labelled) -> bool:
    """Whether a line tells what a picture shows: a caption, or a sentence that is no part of the account."""
    sentence = line.label == "furniture" and text[line.end - 1] in ".!?" and line.end - line.start > SHORTEST
    return sentence or line.detail == "caption"


# -- one line ----------------------------------------------------------------------------------------------------------

_SOURCE = re.compile(
    r"\W*(?:quellen?|source|fuente|fonte|kaynak|bron|kilde|källa|źródło|источник|来源|來源|المصدر)\s*[:：]", re.I
)
_WITH = re.compile(
    r"\W*(?:with (?:files|inputs?|(?:additional )?reporting|contributions?|material|information) (?:from|by)\b"
    r"|mit (?:informationen|material|angaben|inhalten) (?:der|von|des)\b"
    r"|(?:weitere|verwendete|additional|other) (?:quellen|sources)\b"
    r"|avec (?:l['’])?(?=afp|agences?\b)|con informaci[oó]n de\b|com informaç\S+ d\w\b"
    r"|(?:this|the) (?:story|article|report) (?:includes|contains|uses) (?:material|information|reporting) from\b)",
    re.I,
)
_RIGHTS = re.compile(
    rf"\W*(?:©|\(c\)|copyright\b)(?:[\s©@–-]|\d{{4}}|\(c\)|copyright|by|the)*(?P<agency>{NAME})(?![\w])", re.I
)
_PROVIDER = re.compile(
    r"\W*(?:©\s*)?(?i:provided by|distributed by|syndicated by|syndicated from|supplied by|via)\s+"
    r"(?P<house>(?:The\s)?[A-Z][\w.&’'-]*(?:\s(?:[A-Z][\w.&’'-]*|of|the|and|for)){0,4}?)"
    r"\s*(?:[.|]?$|\s(?i:photo|image)\w*:.*$)"
)
_PROVIDED = re.compile(r"\W*(?:©\s*)?provided by\b", re.I)
_GLUED = re.compile(rf"(?<=[^\W\d_])\s?(?P<agency>(?:The\s)?(?:{LONG_NAME}))$")
_PARTS = re.compile(r"\s*[|•·\t,;()\[\]–—]\s*|\s-\s|\s{2,}|\s+(?:and|und|with|mit|y|et|e)\s+")
_PICTURE = re.compile(
    r"\b(?:bild\w*|fotos?|foto\w*|photograph\w*|imagen|imagem|getty|images|sipa|imago|handout|pool)\b", re.I
)
_CLOSING = re.compile(
    rf"(?<=[.!?…»”\"')\]’])(?P<credit>\s*(?:[-–—]+\s*|[(\[/]\s*)?(?P<agency>{NAME})"
    r"(?:[/-]\w{2,12}|,\s?[\w-]{2,12})?\s*[)\]]?)\.?\s*$"
)
_FROM = re.compile(r"(?i:vi rapporterer fra|reporting from|reported from)\s+(?P<place>[^\W\d_a-z][\w./ -]{1,40})$")


def credit_in(line: str, above: bool) -> str | None:
    """The agency, or the other house, that a line beside an account credits for it; `above` the account or below it."""
    if m := _PROVIDER.match(line):
        return agency_named(m["house"]) or (m["house"] if _PROVIDED.match(line) else None)
    if len(line) > 2 * LONGEST or lexicon.MEDIUM.search(line) or _PICTURE.search(line):
        return None
    if _WITH.match(line) or (lexicon.CONTRIBUTOR.match(line) and not re.search(r"[\"“”]", line)):
        return agency_in(line)
    if m := _RIGHTS.match(line):
        return agency_named(m["agency"])
    return _whole_line(line, above) if len(line) <= LONGEST else None


def _whole_line(line: str, above: bool) -> str | None:
    """The agency of a line that is a credit and nothing else: agencies, persons, places, a date."""
    prefix = _SOURCE.match(line) or lexicon.BYLINE.match(line)
    rest = line[prefix.end() :] if prefix else line
    for found in reversed(dates_in(rest)):
        rest = rest[: found.start] + "|" + rest[found.end :]
    parts = [p for p in (_CLOCK.sub("", part).strip(" .,") for part in _PARTS.split(rest)) if p]
    agencies = [a for p in parts if (a := _agency_of_part(p, bool(prefix) or above))]
    if not agencies or prefix:
        return next(iter(agencies), None)
    return agencies[0] if _is_bare_credit(rest, parts, above) else None


def _is_bare_credit(line: str, parts: Sequence[str], above: bool) -> bool:
    """Whether a line that no word announces is a credit all the same, and not a picture's, as `Ann Lee, AP` is."""
    if len(parts) == 1:
        return stands_alone(parts[0])
    if not above and not line.startswith(("(", "[")):
        return False
    if any(is_person(p) and not agency_named(p) for p in parts) and not _GLUED.search(line.strip(" |")):
        return False
    return all(_agency_of_part(p, above) or is_person(p) or is_city(p) or p.isupper() for p in parts)


_CLOCK = re.compile(
    r"\b\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s?(?:[A-Z]{2,4}T|Uhr|h))?|^\s*(?:updated|published|stand)\W*$", re.I
)


def _agency_of_part(part: str, glued: bool) -> str | None:
    """The agency of one part of a credit; `dpa/lno` is one's, `AFP/Ann Lee` is a picture's."""
    if "/" in part:
        pieces = part.split("/")
        plain = all(agency_named(p) or " " not in p.strip() for p in pieces)
        return next((a for p in pieces if (a := agency_named(p))), None) if plain else None
    if found := agency_named(part):
        return found
    m = _GLUED.search(part) if glued else None
    return agency_named(m["agency"]) if m and is_person(part[: m.start()]) else None


def closing_agency(text: str, line: Labelled) -> tuple[Span, str] | None:
    """The agency that closes an account, as in `… until May. — AFP` or `… (dpa)`, with its span."""
    m = _CLOSING.search(text, max(line.start + 1, line.end - 40), line.end)
    agency = agency_named(m["agency"]) if m and m["agency"][0] not in " " else None
    if m is None or agency is None or not stands_alone(m["agency"]):
        return None
    span = trim(text, m.start("credit"), m.end())
    return span, agency


# -- datelines ---------------------------------------------------------------------------------------------------------


def _find_dateline(text: str, labels: Sequence[Labelled], zone: Zone) -> tuple[int, Dateline] | None:
    """The line that a dateline opens, and the dateline: the account's first paragraphs, or a standfirst above them."""
    body = [i for i in range(zone.first, zone.last + 1) if labels[i].label == "body"]
    long = [i for i in body if labels[i].end - labels[i].start > SHORTEST][:OPENING]
    above = [
        i for i in range(zone.top, zone.first)
        if labels[i].label == "furniture" and labels[i].detail == "other" and labels[i].end - labels[i].start > SHORTEST
    ]  # fmt: skip
    for i in [*long[:1], *above, *long[1:]]:
        found = read_dateline(text, labels[i].start, labels[i].end)
        if found and (i in long or found.place):
            return i, found
    return None


def _place_beside(text: str, labels: Sequence[Labelled], zone: Zone) -> str | None:
    """The place of a dateline that is a line of its own above the account."""
    for i in range(zone.top, zone.first):
        words = text[labels[i].start : labels[i].end]
        if len(words) <= LONGEST and (place := place_in(words)):
            return place
    above = text[labels[zone.first - 1].start : labels[zone.first - 1].end] if zone.first > zone.top else ""
    return above if is_scene(above, text[labels[zone.first].start : labels[zone.first].end]) else None


def _is_prose(line: Labelled) -> bool:
    return line.label == "body" and line.end - line.start > SHORTEST


def is_scene(line: str, paragraph: str) -> bool:
    """Whether a line above a paragraph is a place's name alone: the paragraph has it behind a word for "in"."""
    if not re.fullmatch(r"[^\W\d_a-z][\w.'’-]{2,25}(?:\s[^\W\d_a-z][\w.'’-]{1,25}){0,2}", line):
        return False
    return bool(re.search(rf"\b(?:in|near|aus|nahe|à|en|em|w|i|в)\s{re.escape(line)}\b", paragraph))


def place_in(line: str) -> str | None:
    """The place in a line above an account: beside an agency, beside a date, or after words for "reporting from"."""
    if m := _FROM.match(line):
        return m["place"] if all(p[:1].isupper() for p in re.split(r"[/ ]+", m["place"])) else None
    dates = dates_in(line)
    parts = [p.strip() for p in re.split(r"[,|/]", line[: dates[0].start] if dates else line) if p.strip()]
    if not parts or len(parts) > 3 or not (dates or any(agency_named(p) for p in parts)):
        return None
    return next((p for p in parts if is_city(p) and not agency_named(p)), None)


# -- labels ------------------------------------------------------------------------------------------------------------


def _marked(
    text: str,
    labels: Sequence[Labelled],
    credited: set[int],
    opening: tuple[int, Dateline] | None,
    closing: tuple[int, Span] | None,
) -> Iterable[Labelled]:
    """The labels, with credit lines as bylines, and datelines and closing credits parted from their paragraphs."""
    for i, line in enumerate(labels):
        if i in credited and line.label in ("furniture", "body"):
            yield line._replace(label="byline", detail=None, confidence=0.7)
            continue
        start, end = line.start, line.end
        if opening and opening[0] == i:
            head = trim(text, opening[1].span.start, opening[1].span.end)
            yield Labelled(head.start, head.end, "dateline", None, 0.9)
            start = opening[1].span.end
        if closing and closing[0] == i and start < closing[1].start:
            rest = trim(text, start, closing[1].start)
            yield line._replace(start=rest.start, end=rest.end)
            yield Labelled(closing[1].start, closing[1].end, "byline", None, 0.9)
            continue
        yield line._replace(start=start, end=end)
