"""Listed: the pages that a feed or a site map names, each with what is told of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

from headwater.pages import Page
from headwater.pages.feeds import from_feed
from headwater.pages.web import is_address
from headwater.records import Fault
from headwater.text import digest


class Entry(NamedTuple):
    """A page, or another site map, that a list names."""

    url: str
    told: str  # changes when the list tells something else of it
    page: Page | None = None  # what the list itself has of it
    lists: bool = False  # it is a site map


def entries(raw: bytes, source: str) -> tuple[list[Entry], list[Fault]]:
    """The entries of a feed or site map that have an address, each address once, and what is wrong with it."""
    if re.match(rb"[^{]{0,2000}?<(?:\w+:)?(?:urlset|sitemapindex)\b", raw):
        found = list(_from_site_map(raw, source))
        return found, [] if found else [Fault(source, "pages", "a site map that lists nothing")]
    items = list(from_feed(raw, source))
    once: dict[str, Entry] = {}
    for page in items:
        if isinstance(page, Page) and page.url and is_address(url := urljoin(source, page.url.strip())):
            told = digest("\x1f".join([page.content, page.given.headline or "", page.given.date_published or ""]))
            once.setdefault(url, Entry(url, told[:16], page))
    faults = [f for f in items if isinstance(f, Fault)]
    return list(once.values()), faults if once or faults else [Fault(source, "pages", "a feed that lists nothing")]


def _from_site_map(raw: bytes, source: str) -> Iterator[Entry]:
    """The entries of a site map (sitemaps.org 0.9); nothing that it names is loaded in reading it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    root = etree.fromstring(raw, parser)
    seen = set()
    for node in root if root is not None else ():
        if not isinstance(node.tag, str):
            continue  # a comment
        parts = {etree.QName(c).localname: (c.text or "").strip() for c in node if isinstance(c.tag, str)}
        url = urljoin(source, parts.get("loc", ""))
        if is_address(url) and url not in seen and parts.get("loc"):
            seen.add(url)
            yield Entry(url, parts.get("lastmod", ""), lists=etree.QName(node).localname == "sitemap")
