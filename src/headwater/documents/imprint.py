"""Imprint: the lines around an account that say whose text it is: its agency, its dateline, what was put right.

Only lines beside the account are believed: between the title and its first paragraphs, at the end of its last one, and
in the few lines below. A credit of a picture is none of the text's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from headwater.documents import lexicon
from headwater.documents.agencies import LONG_NAME, NAME, agency_in, agency_named, stands_alone
from headwater.documents.calendar import dates_in
from headwater.documents.credits import Dateline, is_person, read_dateline
from headwater.documents.lines import Labelled
from headwater.documents.model import Reading
from headwater.documents.newsrooms import Place, house_named, is_own, newsroom_in, newsroom_named, own_names
from headwater.documents.places import is_city
from headwater.records import Span
from headwater.text import fold, trim

ABOVE = 12  # lines between title and account that may hold a credit
BELOW = 8  # lines under the account that may
OPENING = 3  # paragraphs of the account that may hold its dateline
LATEST = 8  # that may where it names a place and an agency: what stands above may be no part of the account
RUN_ON = 1000  # of a line that may be a whole page; its dateline stands among the first of them
SHORTEST = 60  # characters of a paragraph that a dateline may open
LONGEST = 160  # of a line that is a credit
_PROMPTS = ("caption", "newsletter", "widget")  # what a line of source may be taken for
_BLANKED = ("caption", "related", "ranking", "newsletter", "crumb", "widget")


class Imprint(NamedTuple):
    """What the lines around an account credit."""

    labels: list[Labelled]  # with credits and datelines parted from what they stand in
    agency: str | None
    dateline: str | None


def read_imprint(text: str, labels: Sequence[Labelled], own: Sequence[str] = ()) -> Imprint:
    """The agency and the dateline of an account, and its labels with both marked.

    `own` are the names of the page's house (`newsrooms.own_names`); it is credited only as a wire is, in a dateline.
    """
    zone = _zone(labels)
    if zone is None:
        return Imprint(list(labels), None, None)
    found = _find_dateline(text, labels, zone)
    credited = list(_credited(text, labels, zone, own))
    end = _find_closing(text, labels, zone, own)
    agencies = [found[1].agency if found else None, *(c.agency for c in credited), end[2] if end else None]
    place = (found[1].place if found else None) or _place_beside(text, labels, zone)
    marks = {c.line for c in credited if c.label and not (end and c.line == end[0])}
    within = None if found else _dateline_within(text, labels, zone)
    return Imprint(
        list(_marked(text, labels, marks, found, end[:2] if end else None)),
        next((a for a in (*agencies, within and within.agency) if a), None),
        place or (within and within.place),
    )


def credited_by_others(readings: Sequence[Reading]) -> list[Reading]:
    """The readings, those without an agency with the one that their byline names and other pages of the heap credit.

    `By Ostrel Press` may be a person's byline; where others print `(Ostrel Press)` before their text it is none.
    """
    credited = {a for r in readings if (a := r.document.agency) and not is_person(a)}
    names = {fold(a): a for a in sorted(credited)}
    return [r if r.document.agency or not names else _with_agency(r, names) for r in readings]


def _with_agency(reading: Reading, names: Mapping[str, str]) -> Reading:
    one = reading.document
    last = max((b.start for b in reading.blocks if b.label == "body"), default=0)
    for block in reading.blocks:
        words = one.text[block.start : block.end]
        if block.start > last or block.label not in ("byline", "furniture") or len(words) > SHORTEST:
            continue
        prefix = lexicon.BYLINE.match(words)
        name = names.get(fold(words[prefix.end() :].strip(" ."))) if prefix else None
        if name and not is_own(name, own_names(one.url, one.publisher)):
            return replace(reading, document=replace(one, agency=name))
    return reading


# -- where credits stand -----------------------------------------------------------------------------------------------


class Zone(NamedTuple):
    """The lines that belong to an account, by their places among the labels."""

    titled: bool  # a title stands above
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
    return Zone(bool(titles), top, first, body[-1], min(len(labels), body[-1] + 1 + BELOW))


def _credited(text: str, labels: Sequence[Labelled], zone: Zone, own: Sequence[str]) -> Iterator[Credited]:
    """The lines of the zone that credit an agency, those above the account first."""
    for i in range(zone.top, zone.end):
        line = labels[i]
        words = text[line.start : line.end]
        source = bool(_SOURCE.match(words))
        if line.label == "comment" or (line.detail in _BLANKED and not (source and line.detail in _PROMPTS)):
            continue
        if zone.first < i < zone.last - 2 and line.label == "body" and not _WITH.match(words):
            continue
        above = i < zone.first or line.label == "byline"
        agency = credit_in(words, above) or newsroom_credit(words, own, bare=above and zone.titled)
        if agency and not (source and _is_of_another(text, labels, i, zone)):
            yield Credited(i, agency, line.label == "furniture" or (i < zone.first and len(words) <= SHORTEST))


def _is_of_another(text: str, labels: Sequence[Labelled], i: int, zone: Zone) -> bool:
    """Whether a source is none of the account's: it belongs to what stands above it, a picture or a box."""
    before = labels[i - 1]
    if before.detail != "caption" and before.label == "furniture" and _is_prompt(text, before):
        return False
    return (i > zone.last and before.label == "furniture") or _is_picture(text, before)


def _is_prompt(text: str, line: Labelled) -> bool:
    """Whether a line speaks to the reader or for the house: it has no source itself."""
    words = text[line.start : line.end].lower()
    return line.detail in _PROMPTS or (len(words) > SHORTEST and bool(lexicon.ADDRESS.search(words)))


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
_CLOSING_NEWSROOM = re.compile(
    r"(?<=[.!?…»”\"')\]’])(?P<credit>\s*(?P<mark>[-–—]+\s*|[(\[/]\s*(?i:source:\s*)?)"
    r"(?P<newsroom>[^\W\d_a-z][^()\[\]/.!?\n–—]{3,60}?)\s*[)\]/]?)\.?\s*$"
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


def closing_agency(text: str, line: Labelled, own: Sequence[str] = ()) -> tuple[Span, str] | None:
    """The agency that closes an account, as in `… until May. — AFP` or `… (dpa)`, with its span."""
    return _closing_known(text, line) or _closing_newsroom(text, line, own)


def _closing_newsroom(text: str, line: Labelled, own: Sequence[str]) -> tuple[Span, str] | None:
    m = _CLOSING_NEWSROOM.search(text, max(line.start + 1, line.end - 90), line.end)
    newsroom = newsroom_named(m["newsroom"], "brackets") if m else None
    if m is None or newsroom is None or is_own(newsroom, own):
        return None
    return trim(text, m.start("credit"), m.end()), newsroom


def _closing_known(text: str, line: Labelled) -> tuple[Span, str] | None:
    m = _CLOSING.search(text, max(line.start + 1, line.end - 40), line.end)
    agency = agency_named(m["agency"]) if m and m["agency"][0] not in " " else None
    if m is None or agency is None or not stands_alone(m["agency"]):
        return None
    span = trim(text, m.start("credit"), m.end())
    return span, agency


# -- newsrooms that no table holds -------------------------------------------------------------------------------------

_SMALL = "of|the|and|for|de|la|le|der|die|das|del|di|du|des"
_HOUSE = rf"(?P<house>[^\W_a-z][\w.&’'-]*(?:\s(?:[^\W_a-z][\w.&’'-]*|&|{_SMALL})){{0,5}})"
_FIRST = r"(?:originally|first|initially)\s"
_PRINTED = r"(?:appeared|published|ran|aired|produced|reported|posted)"
_AGAIN = "(?:republished|reprinted|reproduced|syndicated)"
_ORIGIN = re.compile(  # where a text stood before: `This article first appeared in the …`
    r"\W*(?i:(?P<this>this (?:story|article|report|piece|post|column|essay|interview|content)\b[^.!?]{0,80}?\s"
    r"|the post\b.{2,150}?\s)?"
    rf"(?:{_FIRST}{_PRINTED}|{_PRINTED} (?=originally|first|initially)\w+|{_AGAIN})"
    rf"(?: (?:here|with (?:the )?permission))?\s(?P<word>on|in|at|by|from|of|via|through)\s(?P<article>the\s)?){_HOUSE}"
)
_ORIGIN_ABROAD = re.compile(
    r"\W*(?i:(?P<this>(?:dieser|dies) (?:artikel|beitrag|text)|cet article|este (?:artículo|artigo|texto)"
    r"|esta (?:nota|noticia)|questo articolo|dit artikel)?"
    r"(?:\s?(?:ist|wurde|a été|est|fue|foi|se|è|stato|is|erschien(?:en)?|verscheen|apparso|uscito|paru|publi\w+"
    r"|pubbli\w+|gepubli\w+|veröffentlicht|zuerst|ursprünglich|zunächst|initialement|d['’]abord|eerder|eerst"
    r"|oorspronkelijk|ori[gx]in\w+)\b){2,6}\s"
    r"(?P<word>auf|bei|in|im|sur|dans|par|en|por|em|no|na|su|sul|sulla|da|op|door)\s"
    rf"(?P<article>(?:der|dem|le|la|el|il|o|a|de|het)\s)?){_HOUSE}"
)
_FIRST_ABROAD = re.compile(
    r"\b(?:zuerst|ursprünglich|zunächst|initialement|d['’]abord|eerder|eerst|oorspronkelijk|ori[gx]in\w+)\b", re.I
)
_CONTRIBUTED = re.compile(r"\bcontributed\b|\breporting by\b|\bwith (?:files|reporting)", re.I)
_OWNED = re.compile(
    r"\W*(?:©|\(c\)|copyright\b)(?:[\s©@,–-]|\d{4}|\(c\)|copyright|by|the)*(?P<name>[^.|,;]{4,60}?)"
    r"(?:\s*[.|,;]|\s+all rights|$)",
    re.I,
)
_SET_OFF = re.compile(r"\W*[(\[–—-]")


def newsroom_credit(line: str, own: Sequence[str], bare: bool) -> str | None:
    """The newsroom that a line beside an account credits by its form; `bare` where a name alone is enough of a line."""
    if len(line) > 2 * LONGEST or lexicon.MEDIUM.search(line) or _PICTURE.search(line):
        return None
    found = _newsroom_behind_words(line, own) or (_newsroom_line(line, bare) if len(line) <= LONGEST else None)
    return found if found and not is_own(found, own) else None


def _newsroom_behind_words(line: str, own: Sequence[str]) -> str | None:
    """The newsroom in a note on rights or contributors, the house that a text is said to have appeared at first."""
    if own and (m := _ORIGIN.match(line) or _ORIGIN_ABROAD.match(line)):  # else it may be the page's own
        return _first_house(m, line)
    if m := _PROVIDER.match(line):
        return newsroom_named(m["house"], "brackets")
    if (_WITH.match(line) or _CONTRIBUTED.search(line)) and not re.search(r"[\"“”]", line):
        return newsroom_in(line)
    m = _OWNED.match(line) if own else None
    return newsroom_named(m["name"]) if m else None


def _first_house(m: re.Match[str], line: str) -> str | None:
    """The house at which a text is said to have stood first; a sentence about some other work is not about the text."""
    if len(line) - m.end() > (LONGEST if m["this"] else SHORTEST // 2):
        return None
    if m.re is _ORIGIN_ABROAD and not _FIRST_ABROAD.search(m.group()):
        return None
    house = re.sub(rf"(?:['’]s?|\s(?:&|{_SMALL}))+$", "", m["house"].rstrip(".,"))
    if found := house_named(house, "brackets"):
        return found
    if m["word"].lower() in _BY and not m["article"] and is_person(house):
        return None
    return house if len(house) > 2 and house[0].isalpha() and not is_city(house) and not _TIME.match(house) else None


_BY = frozenset(("by", "of", "par", "por", "door", "da"))
_TIME = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|spring|summer|autumn|fall|winter"
    r"|english|german|french|spanish|russian|chinese|arabic|print|part|issue|section|volume|vol)\w{0,6}\b",
    re.I,
)


def _newsroom_line(line: str, bare: bool) -> str | None:
    """The newsroom of a line that is a credit and nothing else."""
    prefix = _SOURCE.match(line) or lexicon.BYLINE.match(line)
    place: Place = "brackets" if _SOURCE.match(line) else "byline" if prefix else "line"
    rest = line[prefix.end() :] if prefix else line
    if not (prefix or bare or _SET_OFF.match(line)) or (len(rest) > SHORTEST and rest.rstrip()[-1:] in ".!?"):
        return None
    for found in reversed(dates_in(rest)):
        rest = rest[: found.start] + "|" + rest[found.end :]
    parts = [p for p in (_CLOCK.sub("", part).strip(" .,") for part in _PARTS.split(rest)) if p]
    named = [newsroom_named(p, place) for p in parts]
    whole = all(n or _stands_in_credit(p, bool(prefix)) for n, p in zip(named, parts, strict=True))
    return next((n for n in named if n), None) if whole else None


def _stands_in_credit(part: str, announced: bool) -> bool:
    """Whether what stands beside a newsroom in a credit is part of it: a person, a place, an office, an agency."""
    known = is_person(part) or is_city(part) or part.isupper() or agency_named(part)
    return bool(known) or (announced and len(part.split()) <= 4)


def _find_closing(
    text: str, labels: Sequence[Labelled], zone: Zone, own: Sequence[str]
) -> tuple[int, Span, str] | None:
    """The line that a closing credit ends, its span and the agency: the account's last, or prose right below it."""
    for i in range(zone.last, min(zone.last + 2, zone.end)):
        line = labels[i]
        below = line.label == "furniture" and line.detail == "other" and line.end - line.start > SHORTEST
        if (i == zone.last or below) and (found := closing_agency(text, line, own)):
            return i, *found
    return None


# -- datelines ---------------------------------------------------------------------------------------------------------


def _find_dateline(text: str, labels: Sequence[Labelled], zone: Zone) -> tuple[int, Dateline] | None:
    """The line that a dateline opens, and the dateline: the account's first paragraphs, or a standfirst above them."""
    body = [i for i in range(zone.first, zone.last + 1) if labels[i].label == "body"]
    long = [i for i in body if labels[i].end - labels[i].start > SHORTEST][:LATEST]
    above = [
        i for i in range(zone.top, zone.first)
        if labels[i].label == "furniture" and labels[i].detail == "other" and labels[i].end - labels[i].start > SHORTEST
    ]  # fmt: skip
    for i in [*long[:1], *above, *long[1:]]:
        found = read_dateline(text, labels[i].start, labels[i].end)
        full = found and found.place and found.agency
        if found and (full or i in long[:OPENING] or (found.place and i in above)):
            return i, found
    return None


_WITHIN = re.compile(
    r"[.!?:…”\"]\s(?=[^\W\d_a-zß-ÿ]{3}[^()\n]{0,40}\([^()\n]{3,60}\)\s?[-–—])|(?<=\d)\s(?=[A-Z]{3,30} \()"
)


def _dateline_within(text: str, labels: Sequence[Labelled], zone: Zone) -> Dateline | None:
    """The dateline of an account that is a single line, with what stands above it on the page in the same line."""
    line = labels[zone.first]
    if zone.first != zone.last or line.end - line.start < RUN_ON:
        return None
    for m in _WITHIN.finditer(text, line.start, min(line.end, line.start + RUN_ON)):
        found = read_dateline(text, m.end(), line.end)
        if found and found.place and found.agency:
            return found
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
