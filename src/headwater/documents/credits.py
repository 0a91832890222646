"""Credits read from what a page prints: the agency, the dateline, the persons of the byline, the publisher.

Nothing is invented: a name counts as an author only where the page puts it into a byline, and only if it is a person's.
"""

import re
from typing import NamedTuple

from headwater.documents import lexicon
from headwater.documents.calendar import dates_in
from headwater.records import Span

# Agencies that distribute copy, by the names they are credited with. The first name is the one we report.
_AGENCIES = """
The Associated Press | Associated Press | AP | AP News | Assoc. Press ;
Reuters | Thomson Reuters | Reuters News Agency ;
Agence France-Presse | AFP | Agence France Presse | Agence France-Presse (AFP) ;
United Press International | UPI ; Bloomberg | Bloomberg News ;
Deutsche Presse-Agentur | dpa | dpa-AFX | German Press Agency ; ANSA ; Adnkronos ; EFE | Agencia EFE ;
Europa Press ; Lusa ; Belga | Belga News Agency ; ANP ;
APA | Austria Presse Agentur | Austria Press Agency ; Keystone-SDA | SDA | Keystone-ATS | ATS ;
PAP | Polish Press Agency ; CTK | ČTK | Czech News Agency ; MTI ; Tanjug ; BTA ; Agerpres ; Hina ; STA ;
Ritzau ; NTB ; TT ; STT ; Interfax ; TASS | Itar-Tass | ITAR-TASS ; RIA Novosti ; Ukrinform ;
Interfax-Ukraine ; BelTA ; Anadolu Agency | Anadolu | AA ; DHA | Demirören News Agency ;
Xinhua | Xinhua News Agency ; China News Service | CNS ; Kyodo News | Kyodo ; Jiji Press | Jiji ;
Yonhap | Yonhap News Agency ; KCNA | Korean Central News Agency ; Central News Agency | CNA ;
Press Trust of India | PTI ; ANI | Asian News International ; IANS | Indo-Asian News Service ;
UNI | United News of India ; Antara ; Bernama ; Vietnam News Agency | VNA ;
Associated Press of Pakistan | APP ; BSS ; Australian Associated Press | AAP ;
The Canadian Press | Canadian Press | CP ; PA Media | Press Association | PA ; Agência Brasil ; Télam ;
Notimex ; Prensa Latina ; Pan African News Agency | PANA ; MENA | Middle East News Agency ;
Saudi Press Agency | SPA ; WAM | Emirates News Agency ; Petra ; IRNA ; Mehr News Agency ;
NAN | News Agency of Nigeria ; Inter Press Service | IPS ; Tribune News Service | TNS ; States Newsroom ;
Stacker ; CNN Wire | CNN Newsource ; The Conversation ; Capital News Service ; City News Service ;
Bay City News ; KFF Health News | Kaiser Health News ; ProPublica
"""
AGENCIES = tuple(tuple(n.strip() for n in names.split("|")) for names in re.split(r"[;\n]", _AGENCIES) if names.strip())
_BY_NAME = {name.casefold(): names[0] for names in AGENCIES for name in names}
_NAME = "|".join(re.escape(n) for names in AGENCIES for n in sorted(names, key=len, reverse=True))
_ANY = re.compile(rf"(?<![\w.])(?:{_NAME})(?![\w-])")
_PLACE = r"[^\W\d_a-z][\w.'’ -]{0,40}(?:,\s[\w.'’ -]{2,30}){0,2}"
_DATELINE = re.compile(
    rf"(?:(?P<day>{_PLACE}?),?\s*(?P<on>(?:[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}|\d{{1,2}}\s[A-Z][a-z]{{2,8}})(?:,?\s\d{{4}})?)?\s*)?"
    rf"[(/\[](?P<agency>(?:{_NAME}))(?:[/ ,][^()\[\]]{{1,30}})?[)/\]](?P<mark>\s*[-–—:]+)?\s*"
)
_CAPITALS = re.compile(
    r"(?P<place>[A-Z][A-Z.'’ -]{2,30}(?:,\s(?:[A-Z][A-Za-z.]+ ?){1,3}){0,2})(?:,\s(?P<on>[A-Z][a-z]{2,8}\.?\s\d{1,2}))?"
    r"\s*(?:[—–]|\s-|--)\s*(?=[\"“'‘A-Z])"
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


def agency_named(name: str) -> str | None:
    """The agency that a name or a doubled name stands for; None for everything else."""
    plain = re.sub(r"\s+", " ", name).strip(" .,;:()[]|/")
    plain = re.sub(r"^(?:by|via|from)\s+(?:the\s+(?=associated|canadian))?", "", plain, flags=re.I)
    if found := _BY_NAME.get(plain.casefold().removeprefix("the ")) or _BY_NAME.get(plain.casefold()):
        return found if plain.casefold() not in _AMBIGUOUS or plain.isupper() else None
    half = re.split(r"\s*(?<=\w)(?:By|Von|Par)\s+", plain, maxsplit=1)
    if len(half) == 2 and half[0].casefold() == half[1].casefold():
        return agency_named(half[0])
    return None


_AMBIGUOUS = frozenset(n.casefold() for names in AGENCIES for n in names if n.isupper() and len(n) <= 4)


def read_byline(line: str) -> Byline:
    """The persons and the agency of a byline. `By Ann Lee and Bo Ray, The Associated Press | 3 May` is two and one."""
    prefix = lexicon.BYLINE.match(line)
    rest = line[prefix.end() :] if prefix else line
    for found in reversed(dates_in(rest)):
        rest = rest[: found.start] + "\t" + rest[found.end :]
    persons: list[str] = []
    agency: str | None = None
    poster = bool(prefix and prefix["post"])
    for part in _PARTING.split(rest.replace("(", "|").replace(")", "|")):
        agency = agency or agency_named(part)
        for name in _AND.split(part) if not agency_named(part) else ():
            found_agency = agency_named(name)
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
    """The dateline that opens a first paragraph: `SANTA RIVA (AP) — `, `(Reuters) - `, `OSLO, March 3 — `."""
    if m := _DATELINE.match(text, start, min(end, start + 160)):
        place = (m["day"] or "").strip(" ,") or None
        if m.end() < end and (m["mark"] or (place and place.split(",")[0].isupper())):
            return Dateline(Span(m.start(), m.end()), place, agency_named(m["agency"]) or m["agency"])
    if m := _CAPITALS.match(text, start, min(end, start + 120)):
        return Dateline(Span(m.start(), m.end()), m["place"].strip(" ,"), None)
    return None


def agency_in_note(line: str) -> str | None:
    """The agency that a note credits, as in `Copyright 2021 The Associated Press` or `Reporting by Reuters`."""
    found = _ANY.search(line)
    return agency_named(found.group()) if found else None
