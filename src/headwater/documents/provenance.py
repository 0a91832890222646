"""Provenance: where markup says that a page's text comes from: the house it is credited to, and where it first stood.

Both are evidence of syndication. What names the page's own house, or its own host, says nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from headwater.documents.agencies import agency_named, agency_of_host

_SOURCES = ("sourceOrganization",)  # any house but the page's own is meant
_RIGHTS = ("creditText", "copyrightHolder", "provider", "copyrightNotice")  # an agency alone is: groups own papers
_META_SOURCES = (
    "source dc.source dcterms.source article:source news_source copyright dc.rights dcterms.rightsholder".split()
)
_ORIGINALS = ("syndication-source", "original-source")  # meta elements, the plainer first
_SIGNS = re.compile(r"[\W_]+")
_WHOLE = re.compile(r"https?://\w[\w./%~,+@:-]*", re.A)  # an address that joining to another leaves as it is
_SIGN = re.compile(r"^\W*(?:©|\(c\)|copyright\b)?[\W\d]*|\W+$", re.I)


class Provenance(NamedTuple):
    """What markup says of a text's origin."""

    agency: str | None = None
    original: str | None = None  # an address on another host


def read_provenance(
    article: Mapping[str, Any],
    things: Sequence[Mapping[str, Any]],
    metas: Mapping[str, Sequence[str]],
    own: Sequence[str],
    addresses: Sequence[str | None],
) -> Provenance:
    """The house and the address that a text is said to come from.

    `own` are the names of the page's house in letters alone; `addresses` are those of the page itself and its canonical
    ones, the most trusted first.
    """
    original = _original(article, metas, addresses)
    called = [n for n in (*own, *(_letters(_label(a)) for a in addresses if a and a != original)) if n]
    house = next(_houses(article, things, metas, called), None) or (original and agency_of_host(_host(original)))
    return Provenance(house or None, original)


def _houses(
    article: Mapping[str, Any],
    things: Sequence[Mapping[str, Any]],
    metas: Mapping[str, Sequence[str]],
    own: Sequence[str],
) -> Iterator[str]:
    known = {str(t["@id"]): t for t in things if t.get("@id") and t.get("name") and not _is_publisher(t, article)}
    for key in _SOURCES:
        for name in _names(article.get(key), known) if own else ():
            if not any(_alike(name, o) for o in own):
                yield agency_named(name) or name
    stated = [name for key in _RIGHTS for name in _names(article.get(key), known)]
    for name in (*stated, *(v for key in _META_SOURCES for v in metas.get(key, ()))):
        agency = agency_named(_SIGN.sub("", name))
        if agency and not any(_alike(name, o) for o in own):
            yield agency


def _is_publisher(thing: Mapping[str, Any], article: Mapping[str, Any]) -> bool:
    publisher = article.get("publisher")
    return isinstance(publisher, Mapping) and publisher.get("@id") == thing["@id"]


def _names(value: Any, known: Mapping[str, Mapping[str, Any]], depth: int = 0) -> Iterator[str]:
    """The names of one thing or several, given as text, as an object, or by their ids."""
    if isinstance(value, list) and depth < 3:
        for item in value:
            yield from _names(item, known, depth + 1)
    elif isinstance(value, Mapping):
        name = value.get("name") or known.get(str(value.get("@id")), {}).get("name")
        if isinstance(name, str) and name.strip():
            yield name.strip()
    elif isinstance(value, str) and value.strip() and "://" not in value:
        yield value.strip()


def _alike(name: str, own: str) -> bool:
    """Whether a name is one of the page's own house, or holds it, or is held by it."""
    key = _letters(name)
    return not key or (len(own) > 2 and (key in own or own in key))


def _original(
    article: Mapping[str, Any], metas: Mapping[str, Sequence[str]], addresses: Sequence[str | None]
) -> str | None:
    """The first address on another host that is said to be the text's own."""
    here = next((a for a in addresses if a), None)
    based = article.get("isBasedOn") or article.get("isBasedOnUrl")
    said = [*addresses[1:], *(v for key in _ORIGINALS for v in metas.get(key, ())), *_links(based)]
    full = (joined(here or "", link) for link in said if link)
    return next((a for a in full if a and here and _site(a) != _site(here)), None)


def _links(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, list) and depth < 3:
        for item in value:
            yield from _links(item, depth + 1)
    elif isinstance(value, Mapping):
        yield from (str(value[k]) for k in ("url", "@id") if isinstance(value.get(k), str))
    elif isinstance(value, str):
        yield value


def joined(base: str, link: str) -> str | None:
    """The full address of a link on a page; None where it is none of the web's."""
    if _WHOLE.fullmatch(link):
        return link
    try:
        full = urljoin(base, link.strip())
        return full if urlsplit(full).scheme in ("http", "https") and urlsplit(full).hostname else None
    except ValueError:
        return None


def _letters(text: str) -> str:
    return _SIGNS.sub("", text.casefold())


def _label(address: str) -> str:
    """The part of a host that is its owner's name: the longest, the last left out."""
    return max(_host(address).split(".")[:-1], key=len, default="")


@lru_cache(maxsize=16)  # a page has few addresses
def _host(address: str) -> str:
    return urlsplit(address).hostname or ""


def _site(address: str) -> str:
    """A host without the parts that name one of its faces: `www`, `m`, `amp`, …; two hosts of one owner are alike."""
    labels = _host(address).split(".")
    short = 3 if len(labels) > 2 and len(labels[-2]) <= 3 else 2  # `co.uk`, `com.au`
    return ".".join(labels[-short:])
