"""Authors: the persons that a page's markup names as its writers, and the agency it credits.

Four sources, from the most trusted to the least: linked data, meta elements, elements marked as author, and the line
that opens with a word for "by". The first that names persons is believed; a longer list beside the headline that holds
all of them completes it. A name is a person's by its form and by not being the site's; nothing is guessed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from lxml import etree

from headwater.documents.agencies import agency_named
from headwater.documents.credits import is_person

_META_NAMES = """
author dc.creator dc.creator.creator dcterms.creator article:author og:author articleauthor article:byline
parsely-author sailthru.author byl cxenseparse:author
"""
_META = _META_NAMES.split()
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Recipe)\b")
_PAGE = re.compile(r"WebPage\b")
_BLANKS = re.compile(r"\s+")
_LINK = re.compile(r"https?:|www\.")
_TURNED = re.compile(r"^([^\W\d_][^\W\d_]+), ([^\W\d_][^\W\d_]+)$")
_HOST = re.compile(r"^\w+://|[:/].*$")
_WRITTEN = re.compile(r"written|verfasst|geschrieben|écrit|escrito|scritto|geschreven|skrevet|author|autor|by\b", re.I)
_ADDRESS = re.compile(r"https?:|www\.|@|\.(?:com|net|org|de|tv)\b", re.I)
_BY = re.compile(
    r"^\W*(?:(?:an?|eine?|written|story|words|text|report|article|published|exklusiv)\s)?"
    r"(?:(?:kommentar|analyse|interview|essay|gastbeitrag|kolumne|opinion|analysis|comment)\s)?"
    r"(?:by|von|par|por|di|door|av|af|przez|від|автор|autor(?:in|en|es|i|e|a)?(?:/autor)?|auteure?s?|authors?)"
    r"(?:\s*[:|]\s*|\s+|$)",
    re.I,
)
_JOIN = re.compile(r"\s*(?:[,;|&·•、，]|\s[/–—]\s|/|\s(?:and|und|et|y|e|og|och|en|i|и|ve)(?=\s))\s*", re.I)
_AFTER = re.compile(r"\s+(?:[Ff]or(?= [Tt]he )|in|aus|from|en|à|i)\s+[^\W\d_a-z].*$|\s*[(\[].*$")
_MARKED = re.compile(
    r"author(?!i[sz]|it)|byline|autor(?!i[sz]|it)|auteur|writer|verfasser|forfatter|skribent|redakt[eø]r|journalist|yazar",
    re.I,
)
_ELSEWHERE = re.compile(
    r"comment(?!ary)|kommentar|related|teaser|recommend|sidebar|footer|summary|photo|image|img|caption|quote|promo"
    r"|newsletter|popular|trending|\bcard\w*byline|reply|widget_|most-?read|more-",
    re.I,
)
_NAMING = re.compile(r"(?<!first)(?<!last)(?<!given)(?<!family)name|link|person", re.I)
_ORGANISATION = re.compile(
    r"\b(?:redaktion|redaktionen|redazione|redacci[oó]n|r[eé]daction|redactie|redakcja|nachrichten(?:agentur)?|agentur"
    r"|ajansı|haber(?:ler|leri)?|online|editorial|board|verlag|ag|gmbh|ltd|inc|llc|corp|kitchens?|sports?|sport"
    r"|zeitung|tageszeitung|presse|rundfunk|fernsehen|journal|giornale|diario|correo|notizie|noticias|nyheter"
    r"|institut|stiftung|verein|verband|today|club|community|partner|advertorial|anzeige|sponsored)\b",
    re.I,
)
_NO_NAME = re.compile(
    r"\b(?:am|um|uhr|on|at|the|all|show|articles?|more|about|view|profile|posts?|read|follow|updated|published"
    r"|veröffentlicht|posted|rebloggt|e-?mail|kommentare?|comments?|commentaires?|comentarios?|commenti|minuten|lesezeit|min|autor(?:in|en)?|author|von|by)$"
    r"|^(?:the|der|die|das|les|il|los|een|en|von|by|about|show|view|published|updated|via|e-?mail|contact|follow)\b",
    re.I,
)
_GLUED = re.compile(r"[a-zß-ÿ]{3}[A-ZÄÖÜ]")  # a name and the word behind it
_BOX = re.compile(
    r"\b(?:redaktion|fotos?|photos?|bild(?:er)?|kamera|sendung|quelle|source|credits?|edited|editing|editor|schnitt)\s*:",
    re.I,
)
_CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_SIGNS = re.compile(r"[\W_]+")
_NO_LINE = frozenset("script style meta link title html head body option path svg img source input button".split())
LONGEST = 200  # letters of an element that is a byline
FEWEST_LEVELS = 2  # below `body`, where an element still stands beside the headline


class Credits(NamedTuple):
    """What markup credits."""

    persons: tuple[str, ...] = ()
    agency: str | None = None


class Site(NamedTuple):
    """The names a site goes by, letters only and in small ones."""

    host: str = ""
    names: tuple[str, ...] = ()

    @property
    def called(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.names, self.host)


class Name(NamedTuple):
    """A name as a source has it."""

    text: str
    stated: bool = False  # the source says that it is a person's


def site_of(url: str | None, *names: str | None) -> Site:
    """The names of a site: what it calls itself, and the longest label of its host."""
    host = _HOST.sub("", url or "")
    labels = host.split(".")[:-1]
    return Site(_letters(max(labels, key=len, default="")), tuple(_letters(n) for n in names if n and _letters(n)))


def read_credits(
    things: Sequence[dict[str, Any]],
    metas: dict[str, list[str]],
    root: etree._Element | None,
    site: Site,
    headline: str | None = None,
) -> Credits:
    """The persons and the agency that the sources together credit; the page around them is one, if given."""
    stated = [list(linked_names(things)), list(meta_names(metas))]
    shown = [] if root is None else list(shown_names(root, site, headline))
    every = [*stated, *shown]
    agency = next((a for names in every for n in names if (a := agency_named(n.text))), None)
    best = next((found for names in every if (found := persons(names, site))), ())
    beside = persons(shown[0], site) if best and shown else ()
    return Credits(beside if len(beside) > len(best) and set(best) <= set(beside) else best, agency)


# -- names -------------------------------------------------------------------------------------------------------------


def persons(names: Iterable[Name], site: Site) -> tuple[str, ...]:
    """Those of the names that are persons', each once, in their order."""
    return tuple(dict.fromkeys(n for name in names if (n := person(name, site))))


def person(name: Name, site: Site) -> str | None:
    """A name as it is told, if it is a person's: no agency, no organisation, nothing of the site's own name."""
    plain = _once(_BLANKS.sub(" ", name.text).strip(" .,;:|–—-\u200b\ufeff"))
    if agency_named(plain) or _ADDRESS.search(plain) or _ORGANISATION.search(plain) or _NO_NAME.search(plain):
        return None
    if _CASELESS.search(plain):
        return plain if name.stated and len(plain.split()) <= 4 and len(plain) <= 40 else None
    if not is_person(plain) or _GLUED.search(plain) or _of_site(plain, site) or _acronym(plain):
        return None
    return plain.title() if plain.isupper() else plain


def _once(text: str) -> str:
    """A doubled text, as hidden labels make them, once."""
    half = text[: len(text) // 2].strip()
    return half if half and text == f"{half} {half}" else text


def _of_site(name: str, site: Site) -> bool:
    """Whether a name is the site's. A site may be called as its only author is, to the letter."""
    key = _letters(name)
    words = [w for w in map(_letters, name.split()) if len(w) > 1]
    for own in site.called:
        if len(own) > 2 and key != own and (key.startswith(own) or own.startswith(key) or own in words):
            return True
    return key in site.names and key != site.host


def _acronym(name: str) -> bool:
    """Whether letters stand for an organisation: `MDR` in `MDR Nord`; initials have a full stop or a single letter."""
    return any(len(w) > 1 and w.isupper() and w.isalpha() and not re.search(r"[AEIOUYÄÖÜÅØ]", w) for w in name.split())


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def split_names(text: str) -> list[str]:
    """The names in a field or a line: `By Ann Lee and Bo Ray, Oslo` gives three, of which two are persons'."""
    plain = _BY.sub("", " ".join(text.split()), count=1)
    if _LINK.search(plain) or (_ADDRESS.search(plain) and " " not in plain):
        return []
    return [part for n in _JOIN.split(plain) if n and (part := _AFTER.sub("", n).strip())]


def _turned(text: str) -> str:
    """`Lee, Ann`, as catalogues write it, as `Ann Lee`."""
    return _TURNED.sub(r"\2 \1", text.strip())


# -- linked data and meta elements -------------------------------------------------------------------------------------


def linked_names(things: Sequence[dict[str, Any]]) -> Iterator[Name]:
    """The authors of the first article that has some; an address in place of a thing is looked up."""
    known = {t["@id"]: t for t in things if isinstance(t.get("@id"), str) and t.get("name")}
    articles = [t for t in things if _ARTICLE.search(_types(t))]
    pages = [t for t in things if _PAGE.search(_types(t))]
    for thing in (*articles, *pages):
        found = list(_linked(thing.get("author") or thing.get("creator"), known))
        if found:
            yield from found
            return


def _types(thing: dict[str, Any]) -> str:
    kind = thing.get("@type")
    return " ".join(map(str, kind)) if isinstance(kind, list) else str(kind)


def _linked(value: Any, known: dict[str, dict[str, Any]], depth: int = 0) -> Iterator[Name]:
    if isinstance(value, list) and depth < 4:
        for item in value:
            yield from _linked(item, known, depth + 1)
    elif isinstance(value, str):
        yield from (Name(n) for n in split_names(value))
    elif isinstance(value, dict):
        thing = value if value.get("name") else known.get(str(value.get("@id")), {})
        names = thing.get("name")
        organised = "Organization" in _types(thing)
        for name in names if isinstance(names, list) else [names]:
            for one in split_names(name) if isinstance(name, str) else ():
                if not organised or agency_named(one):
                    yield Name(one, "Person" in _types(thing))


def meta_names(metas: dict[str, list[str]]) -> Iterator[Name]:
    """The names in the first meta element that names somebody; of one key all elements."""
    labels = [
        f"twitter:data{k[-1]}"
        for k, v in metas.items()
        if k.startswith("twitter:label") and k[13:].isdigit() and len(k) == 14 and _WRITTEN.search(v[0])
    ]
    found: list[list[Name]] = []
    for key in (*_META, *labels):
        names = [Name(n) for value in metas.get(key, []) for n in split_names(_turned(value))]
        found += [names] if any(is_person(n.text) for n in names) else []
    yield from max(found, key=len, default=[])  # the first of the longest


# -- what the page shows -----------------------------------------------------------------------------------------------


def shown_names(root: etree._Element, site: Site, headline: str | None = None) -> Iterator[list[Name]]:
    """The names in the elements that are marked as author or open with "by", those nearest to the headline first."""
    above = _above_headline(root, headline)
    placed: list[tuple[int, int, etree._Element]] = []
    marked = list(_bylines(root))
    alone = Counter(map(_signature, marked))
    for order, element in enumerate(marked):
        depth = _nearness(element, above)
        near = depth is not None and depth >= FEWEST_LEVELS
        single = alone[_signature(element)] == 1 and bool(_MARKED.search(_marks(element)))
        if depth is not None and (near or single or _declared(element)):
            placed.append((-depth, order, element))
    placed.sort(key=lambda p: p[:2])
    for depth, _, first in placed:
        names = _names_in(first)
        found = persons(names, site)
        alike = [(e, d) for d, _, e in placed if _signature(e) == _signature(first)]
        if any(d == depth and not _close(e, first) and persons(_names_in(e), site) != found for e, d in alike):
            continue  # a list of teasers, each with its own
        if found or any(agency_named(n.text) for n in names):
            yield [n for e, _ in alike if _close(e, first) for n in _names_in(e)]
            return


def _above_headline(root: etree._Element, headline: str | None) -> dict[etree._Element, int]:
    """The elements around the headline, or else around the longest heading, with how deep they lie in the page."""
    headings = [(_letters("".join(h.itertext())), h) for h in root.iter("h1")]
    wanted = _letters(headline or "")
    heading = max(headings, key=lambda h: (bool(h[0]) and h[0] in wanted, len(h[0])), default=("", root))[1]
    around = [heading, *heading.iterancestors()]
    return {e: len(around) - 1 - k for k, e in enumerate(around)}


def _bylines(root: etree._Element) -> Iterator[etree._Element]:
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _NO_LINE:
            continue
        values = element.attrib.values()
        marked = bool(values) and _MARKED.search(" ".join(values)) and _MARKED.search(_marks(element))
        if not (marked or _opens_with_by(element)):
            continue
        text = " ".join("".join(element.itertext()).split())
        if _BY.fullmatch(text) and element.getparent() is not None:  # the names stand beside the word
            element = element.getparent()  # noqa: PLW2901
            text = " ".join(" ".join(element.itertext()).split())
        if 3 < len(text) <= LONGEST and not _BOX.search(text):
            yield element


def _marks(element: etree._Element) -> str:
    """What an element is called: class, id, rel, itemprop, and short data attributes."""
    kept = ("class", "id", "rel", "itemprop")
    return " ".join(v for k, v in element.attrib.items() if k in kept or (k.startswith("data-") and len(v) < 40))


def _opens_with_by(element: etree._Element) -> bool:
    text = element.text
    return bool(text) and not text.isspace() and len(text) < LONGEST and element.tag != "a" and _is_by(text)


def _is_by(line: str) -> bool:
    """Whether a line opens with a word for "by". `Author: Ann Lee` may be of a book that is told about."""
    by = _BY.match(line)
    return by is not None and not re.search(r"aut.*:", by.group(), re.I)


def _declared(element: etree._Element) -> bool:
    return "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author"


def _nearness(element: etree._Element, above: dict[etree._Element, int]) -> int | None:
    """How deep lies what holds both the element and the headline; None where it belongs to something else."""
    if _ELSEWHERE.search(_marks(element)):
        return None
    for around in element.iterancestors():
        if around in above:
            return above[around]
        if around.tag in ("nav", "footer", "aside", "figure", "figcaption") or _ELSEWHERE.search(_marks(around)):
            return None
    return None


def _signature(element: etree._Element) -> tuple[str, str]:
    return str(element.tag), element.get("class") or ""


def _close(a: etree._Element, b: etree._Element) -> bool:
    """Whether two elements stand in one list: the same grandparent."""
    return a is b or any(x is y for x in list(a.iterancestors())[:2] for y in list(b.iterancestors())[:2])


def _names_in(element: etree._Element) -> list[Name]:
    """The names in a byline: in its links and name elements where there are some, else piece by piece."""
    naming = [e for e in element.iter() if e.tag == "a" or (e is not element and _NAMING.search(_marks(e)))]
    inner = [e for e in naming if not any(e in n.iterancestors() for n in naming)]
    found = [Name(n.text, stated=True) for e in inner for n in _pieces(e)]
    return found if any(is_person(n.text) for n in found) else _pieces(element)


def _pieces(element: etree._Element) -> list[Name]:
    """The names in the text of an element as a whole, or in its stretches where that is no name."""
    whole = split_names("".join(element.itertext()))
    if len(whole) == 1 and is_person(_once(whole[0])) and not _GLUED.search(whole[0]):
        return [Name(whole[0])]
    return [Name(n) for piece in element.itertext() if piece.strip() for n in split_names(piece)]


def line_persons(line: str) -> tuple[str, ...]:
    """The persons of a line that opens with a word for "by"; none of any other line."""
    return persons(map(Name, split_names(line)), Site()) if len(line) <= LONGEST and _is_by(line) else ()


def poster_name(text: str, headline: str | None = None) -> str | None:
    """The name of who posted a page, without "posted by"; None for a stamp, a counter or the headline itself."""
    plain = re.sub(r"^.{0,16}\b(?:by|von|par|por|di|door|av|af)\s+", "", " ".join(text.split()), flags=re.I)
    if plain == headline or len(plain) > 40 or len(plain.split()) > 3 or _ADDRESS.search(plain):
        return None
    return None if _NO_NAME.search(plain) or _ELSEWHERE.search(plain) else plain or None
