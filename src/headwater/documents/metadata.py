"""What a page in markup states about itself: JSON-LD and meta elements."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from itertools import islice
from typing import Any, NamedTuple

from lxml import etree

from headwater.documents.authors import read_credits, site_of
from headwater.documents.calendar import iso
from headwater.documents.headlines import choose_headline, headings_of, is_outvoted, key_of, title_of
from headwater.documents.model import DateKind, DateSource
from headwater.documents.newsrooms import house_spelt
from headwater.documents.provenance import joined, read_provenance

_ARTICLE = re.compile(r"(?:Article|Posting|BlogPosting|NewsArticle|Report|WebPage)$")
_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"\s+")
_TAG = re.compile(r"<[^<>]{1,200}>")
_WRAPPED = re.compile(r"\s*(?:<!--|//<!\[CDATA\[|/\*.*?\*/)")
_SURPLUS = re.compile(r",(?=\s*[}\]])")
_OPENING = re.compile(r"[{\[]")
MOST_TIMES = 3  # `time` elements that are read


class Carried(NamedTuple):
    """A date that stands in the markup."""

    kind: DateKind
    raw: str
    value: str
    source: DateSource


class Time(NamedTuple):
    """A `time` element."""

    raw: str
    published: bool  # it says that it is the date of publication


class Elements(NamedTuple):
    """The elements of a page that state something about it, as their strings."""

    metas: dict[str, list[str]]
    things: list[dict[str, Any]]  # of JSON-LD
    headings: list[str]  # of the first level
    title: str | None
    canonical: str | None
    language: str | None
    times: list[Time]  # the first of them


class Meta(NamedTuple):
    """What markup states."""

    headline: str | None = None
    description: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    publisher: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    dates: tuple[Carried, ...] = ()
    types: tuple[str, ...] = ()  # of JSON-LD


def read_meta(root: etree._Element, url: str | None) -> Meta:
    """Everything that the head and the JSON-LD of a page state about it."""
    return told(elements(root), url, root)


def elements(root: etree._Element) -> Elements:
    """The elements of a page that state something about it."""
    scripts = [s.text or "" for s in root.iter("script") if "ld+json" in (s.get("type") or "")]
    return Elements(
        named(e.attrib for e in root.iter("meta")),
        list(linked_data(scripts)),
        headings_of(root),
        title_of(root),
        str(root.xpath("string(//link[@rel='canonical']/@href)")),
        root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        [timed(e.attrib) for e in islice(root.iter("time"), MOST_TIMES)],
    )


def told(found: Elements, url: str | None, root: etree._Element | None = None) -> Meta:
    """What the elements tell, and the page around them where it is given."""
    metas, things = found.metas, found.things
    article = _main_article(things, [*found.headings, found.title or "", *metas.get("og:title", [])])
    publisher = _text(_name(article.get("publisher"))) or _first(metas, "og:site_name", "application-name")
    site = site_of(url, publisher, _first(metas, "og:site_name"))
    stated = _text(article.get("headline"))
    titles = [t for key in ("og:title", "twitter:title") if (t := _text(metas.get(key)))]
    if stated and not article.get("alternativeHeadline") and is_outvoted(stated, titles, found.headings, found.title):
        stated = None  # an article that keeps another headline apart means the one it states
    headline = choose_headline(stated, titles, found.headings, found.title, site.called)
    credit = read_credits(things, metas, root, site, headline)
    address = found.canonical or _first(metas, "og:url")
    canonical = joined(url or "", address) if address else None
    origin = read_provenance(article, things, metas, site.called, (url, canonical))
    return Meta(
        headline=headline,
        description=_text(article.get("description")) or _first(metas, "description", "og:description"),
        authors=credit.persons,
        agency=credit.agency or origin.agency,
        publisher=publisher or house_spelt(url, [found.title or ""]),
        canonical_url=origin.original or canonical,
        language=_first(metas, "content-language") or found.language,
        section=_text(article.get("articleSection")) or _first(metas, "article:section", "section"),
        keywords=_keywords(article.get("keywords") or metas.get("keywords") or metas.get("article:tag") or []),
        dates=tuple(_dates(article, metas, found.times)),
        types=tuple(_type(t) for t in things),
    )


def named(metas: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """The contents of meta elements, given as their attributes, by name in small letters."""
    found: dict[str, list[str]] = {}
    for one in metas:
        key = one.get("property") or one.get("name") or one.get("itemprop") or one.get("http-equiv")
        content = (one.get("content") or "").strip()
        if key and content:
            found.setdefault(key.strip().lower(), []).append(content)
    return found


def timed(one: Mapping[str, str]) -> Time:
    """A `time` element, given as its attributes."""
    return Time(one.get("datetime") or "", "pubdate" in one or one.get("itemprop") == "datePublished")


def _first(metas: dict[str, list[str]], *keys: str) -> str | None:
    return next((_SPACE.sub(" ", metas[k][0]) for k in keys if k in metas), None)


def linked_data(scripts: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every object with a type in the page's scripts of JSON-LD, outermost first."""
    for script in scripts:
        wrapped = _WRAPPED.match(script)
        yield from _objects(_values(script[wrapped.end() :] if wrapped else script))


def _main_article(things: Sequence[dict[str, Any]], shown: Iterable[str]) -> dict[str, Any]:
    """The article that the page is about: one that is headed as the page is, else the first with a headline."""
    headed = [(t, key) for t in things if _ARTICLE.search(_type(t)) and (key := key_of(_text(t.get("headline")) or ""))]
    keys = [key for text in shown if (key := key_of(text))]
    return next((t for t, key in headed if any(key in k for k in keys)), headed[0][0] if headed else {})


def _values(raw: str) -> list[Any]:
    """The values in a script of JSON, up to where it breaks: commas too many, signs behind, several in a row."""
    clean = _SURPLUS.sub("", raw)
    found: list[Any] = []
    at = 0
    while start := _OPENING.search(clean, at):
        try:
            value, at = _DECODER.raw_decode(clean, start.start())
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 8:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart", "itemListElement"):
            yield from _objects(value.get(key), depth + 1)


def _type(thing: dict[str, Any]) -> str:
    kind = thing.get("@type")
    return str(kind[0] if isinstance(kind, list) and kind else kind)


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, str) or not value.strip():
        return None
    return " ".join(unescape(_TAG.sub("", value)).split()) or None


def _name(value: Any) -> Any:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("name") if isinstance(value, dict) else value


def _keywords(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else [value]
    split = [k.strip() for i in items if isinstance(i, str) for k in re.split(r"[,;]", i)]
    return tuple(dict.fromkeys(k for k in split if k))


def _dates(article: dict[str, Any], metas: dict[str, list[str]], times: Iterable[Time]) -> Iterator[Carried]:
    for key, kind in (("datePublished", "published"), ("dateModified", "modified"), ("dateCreated", "published")):
        raw = _text(article.get(key))
        if raw and (value := iso(raw)):
            yield Carried(kind, raw, value, "json-ld")  # type: ignore[arg-type]
    for key, kind in _META_DATES:
        for raw in metas.get(key, [])[:1]:
            if value := iso(raw):
                yield Carried(kind, raw, value, "meta")
    for time in times:
        if value := iso(time.raw):
            yield Carried("published" if time.published else "displayed", time.raw, value, "time")


_PUBLISHED = """
article:published_time datepublished og:published_time pubdate dc.date.issued dcterms.issued sailthru.date
parsely-pub-date date dc.date
"""
_MODIFIED = "article:modified_time datemodified og:updated_time last-modified"
_META_DATES: tuple[tuple[str, DateKind], ...] = (
    *((key, "published") for key in _PUBLISHED.split()),
    *((key, "modified") for key in _MODIFIED.split()),
)
