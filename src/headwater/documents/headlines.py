"""Headlines: what a page's markup gives as its headline, without the site's name, in the form that the page shows.

Linked data is believed first, then the meta elements, then the first heading, then the page's title. The others are
witnesses: where one has the same headline without what stands behind a bar or a dash, the rest is the site's.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from lxml import etree

_TAIL = re.compile(r"\s+[-–—|·•»›:]+\s+(?=\S)|\s*[|»›]\s*(?=\S)")
LONGEST_TAIL = 60  # letters of what a site adds behind a headline


def choose_headline(
    stated: str | None, metas: Sequence[str], headings: Sequence[str], title: str | None, sites: Iterable[str]
) -> str | None:
    """The headline: as linked data states it or as the most trusted of the others does, cut where the others end."""
    own = tuple(key for s in sites if (key := _key(s)))
    said = [_key(t) for t in (stated, *metas, title) if t]
    meant = [h for h in headings if _key(h) not in own and any(_key(h) in key for key in said)]
    shown = max(meant, key=len, default=None)
    given = [t for t in (stated, *metas, shown or next(iter(headings), None), title) if t]
    if not given:
        return None
    cut = [_cut(text, given, own) for text in given]
    best = _spelling(cut[0], cut)
    agreed = shown is not None and any(_key(m) == _key(shown) for m in metas)
    searched = title is not None and _key(stated or "") and _key(_cut(title, given, own)) == _key(best)
    if not agreed or shown is None or _key(shown) == _key(best):
        return best
    return shown if searched or _kicked(best, shown) else best


def headings_of(root: etree._Element) -> list[str]:
    """The first-level headings of a page, in order, without the empty ones."""
    texts = (" ".join(" ".join(h.itertext()).split()) for h in root.iter("h1"))
    return [re.sub(r"\s+([:;,.!?])", r"\1", t) for t in texts if _key(t)]


def title_of(root: etree._Element) -> str | None:
    """What stands in the `title` of a page."""
    element = root.find(".//head/title")
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _cut(text: str, others: Sequence[str], sites: Sequence[str]) -> str:
    """A headline without its last parts as long as those are the site's, or another source ends before them."""
    keys = {_key(o) for o in others}
    for found in _TAIL.finditer(text):
        head, tail = text[: found.start()].strip(), text[found.end() :]
        if not _key(head) or len(tail) > LONGEST_TAIL:
            continue
        if _key(head) in keys or (len(head.split()) > 1 and _is_site(tail, sites)):
            return head
    return text


def _is_site(tail: str, sites: Sequence[str]) -> bool:
    key = _key(tail)
    return any(key == s or (len(s) > 3 and key.startswith(s)) or (len(key) > 3 and s.startswith(key)) for s in sites)


def _spelling(best: str, all_: Sequence[str]) -> str:
    """The headline in the spelling that most sources have; they differ in marks, spaces and capitals only."""
    alike = [t for t in all_ if _key(t) == _key(best)]
    count = Counter(alike)
    return max(alike, key=lambda t: (count[t], -alike.index(t)))


def _kicked(stated: str, shown: str) -> bool:
    """Whether a headline as stated is a kicker, a colon and the headline as shown."""
    head, tail = stated[: -len(shown)], stated[-len(shown) :]
    return tail.casefold() == shown.casefold() and bool(re.search(r":\W*$", head))


def _key(text: str) -> str:
    """The letters and digits of a text in small ones, by which two spellings are known as one."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())
