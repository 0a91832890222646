"""Repetition: what many pages of one site print is the site's, and part of no account.

A page by itself cannot tell a notice at its foot from its last paragraph; its site's other pages can.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b
from urllib.parse import urlsplit

from headwater.pages import Page
from headwater.text import lines

PAGES = 3  # of one site that print a line, from which it is the site's
MOST = 500  # pages of one site that are looked at

Repeated = Mapping[str, frozenset[bytes]]  # of each site, the lines that it repeats


def repeated(pages: Iterable[Page]) -> Repeated:
    """For each site the keys of the lines that several of its pages print; for pages without markup, with an address.

    The same in whatever order the pages come; a page that comes twice counts once.
    """
    by_site: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        if page.form == "text" and (name := site(page.url)):
            by_site[name].add(page.content)
    found = {name: _often(texts) for name, texts in sorted(by_site.items()) if len(texts) >= PAGES}
    return {name: some for name, some in found.items() if some}


def _often(texts: Collection[str]) -> frozenset[bytes]:
    chosen = sorted(texts, key=key)[:MOST] if len(texts) > MOST else texts
    count = Counter(k for text in chosen for k in _keys(text))
    return frozenset(k for k, n in count.items() if n >= PAGES)


def _keys(text: str) -> set[bytes]:
    return {key(line) for span in lines(text) if (line := text[span.start : span.end].strip())}


def key(line: str) -> bytes:
    """What stands for a line without the white space at its ends: eight bytes."""
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def site(url: str | None) -> str:
    """The host of an address; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
