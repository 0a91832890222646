"""Furniture that reading left in the bodies: what one site prints on several of its pages."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from headwater.documents import Body, Document

SITE_REPEATS = 3  # the same paragraph on so many pages of one site is its furniture


def site(document: Document) -> str:
    """Whose page it is: the host of its address, else its publisher, else nobody's ("")."""
    return host(document.url or "") or document.publisher or ""


def host(address: str) -> str:
    """The host of an address without `www.`, or what is given where it is none."""
    found = re.match(r"[a-z][a-z0-9+.-]*://(?:[^/?#]*@)?(?:www\.)?([^/?#:]+)", address, re.IGNORECASE)
    return (found[1] if found else address).casefold()


def masked(heap: Sequence[Body], sites: Mapping[str, str]) -> list[Body]:
    """The bodies without paragraphs that one site prints on several of its pages: they are its furniture."""
    seen: Counter[tuple[str, str]] = Counter()
    for body in heap:
        site = sites.get(body.document)
        if site:
            seen.update({(site, body.text[s.start : s.end]) for s in body.body})
    repeated = {key for key, n in seen.items() if n >= SITE_REPEATS}
    return [
        Body(
            b.document, b.source, b.text, b.title,
            tuple(s for s in b.body if (sites.get(b.document, ""), b.text[s.start : s.end]) not in repeated),
        )
        for b in heap
    ]  # fmt: skip
