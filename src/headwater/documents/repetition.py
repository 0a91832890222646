"""Repetition: what many pages of one site print is the site's, and part of no account.

A page by itself cannot tell a notice at its foot from its last paragraph; its site's other pages can.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from hashlib import blake2b
from itertools import combinations
from urllib.parse import urlsplit

from headwater.pages import Page
from headwater.records import Span
from headwater.text import lines, sentences

EVERYWHERE = 0.8  # share of a site's pages, from which a line that they print tells nothing of one account
VERSIONS = 0.5  # share of the letters of a page's other lines, from which a page that has them is a version of it
PAGES = 3  # of one site that print a line, from which it is the site's
SITES = 2  # that repeat a line which is furniture on any page
KNOWN_BY = 3  # lines that a page without an address has of a site whose it is
MOST = 500  # pages of one site that are looked at


Repeated = Mapping[bytes, Sequence[str]]  # the keys of lines, and the sites that repeat each


def repeated(pages: Iterable[Page]) -> Repeated:
    """What several pages of one site print; told by pages without markup, with an address.

    The same in whatever order the pages come; a page that comes twice counts once. Versions of one account count once.
    """
    by_site: dict[str, set[str]] = defaultdict(set)
    for page in pages:
        if page.form == "text" and (name := site(page.url)):
            by_site[name].add(page.content)
    found: dict[bytes, list[str]] = defaultdict(list)
    for name, texts in sorted(by_site.items()):
        for k in _often(texts) if len(texts) >= PAGES else ():
            found[k].append(name)
    return dict(found)


def on_page(page: Page, known: Repeated) -> frozenset[bytes]:
    """Of a page's lines those that its site repeats, or several sites do.

    A page without an address is of the site that repeats most of its lines.
    """
    if page.form != "text" or not known:
        return frozenset()
    here = _sizes(page.content).keys() & known.keys()
    often = Counter(name for k in here for name in known[k])
    likely, count = min(often.items(), key=lambda x: (-x[1], x[0]), default=("", 0))
    name = site(page.url) or (likely if count >= KNOWN_BY else "")
    return frozenset(k for k in here if name in known[k] or len(known[k]) >= SITES)


def _often(texts: Collection[str]) -> frozenset[bytes]:
    pages = [_sizes(text) for text in sorted(texts, key=key)[:MOST]]
    account = _accounts(pages)
    where: dict[bytes, set[int]] = defaultdict(set)
    for n, sizes in zip(account, pages, strict=True):
        for k in sizes:
            where[k].add(n)
    return frozenset(k for k, accounts in where.items() if len(accounts) >= PAGES)


def _accounts(pages: Sequence[Mapping[bytes, int]]) -> list[int]:
    """A number for each page of one site, the same for versions of one account.

    Two are versions where they share most of what the shorter prints beside the lines of nearly all pages.
    """
    count = Counter(k for sizes in pages for k in sizes)
    own = [{k: n for k, n in sizes.items() if count[k] < EVERYWHERE * len(pages)} for sizes in pages]
    whole = [sum(sizes.values()) for sizes in own]
    where: dict[bytes, list[int]] = defaultdict(list)
    for i, sizes in enumerate(own):
        for k in sizes:
            where[k].append(i)
    shared: Counter[tuple[int, int]] = Counter()
    for k, some in where.items():
        for a, b in combinations(some, 2):
            shared[a, b] += own[a][k]
    account = list(range(len(pages)))
    for (a, b), size in shared.items():
        one, two = sorted((account[a], account[b]))
        if one < two and size >= VERSIONS * min(whole[a], whole[b]):
            account = [one if n == two else n for n in account]
    return account


def _sizes(text: str) -> dict[bytes, int]:
    """The keys of what a text prints, and how long each is."""
    said = (text[span.start : span.end].strip() for span in printed(text))
    return {key(line): len(line) for line in said if line}


def printed(text: str) -> list[Span]:
    """What of a text can be furniture by itself: every line, blank ones too; every sentence where all is one line."""
    found = list(lines(text))
    return found if sum(not text[x.start : x.end].isspace() for x in found if len(x)) > 1 else sentences(text)


def key(line: str) -> bytes:
    """What stands for a line without the white space at its ends: eight bytes."""
    return blake2b(line.encode("utf-8", "surrogatepass"), digest_size=8).digest()


def site(url: str | None) -> str:
    """The host of an address; empty where there is none."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
