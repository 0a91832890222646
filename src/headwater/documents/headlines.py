"""Headlines: what a page's markup gives as its headline, without the site's name, in the form that the page shows.

Linked data is believed first, then the meta elements, then the first heading, then the page's title. The others are
witnesses: where most have the same headline without what stands behind a bar or a dash, the rest is the site's.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from lxml import etree

_TAIL = re.compile(r"\s+[-–—|·•»›:]+\s+(?=\S)|\s*[|»›]\s*(?=\S)")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*$")
_MISREAD = re.compile(r"[ÂÃ][\u0080-\u00bf]")  # UTF-8 that was read as another encoding
_SECTION = re.compile(r"^[^|]{2,30}\s\|\s+(?=\S)")  # before a headline
_BEFORE_MARK = re.compile(r"\s+([:;,.!?])")
_SIGNS = re.compile(r"[\W_]+")
LONGEST_TAIL = 60  # letters of what a site adds behind a headline


def choose_headline(
    stated: str | None, metas: Sequence[str], headings: Sequence[str], title: str | None, sites: Iterable[str]
) -> str | None:
    """The headline: as linked data states it or as the most trusted of the others does, cut where the others end."""
    own = tuple(key for s in sites if (key := key_of(s)))
    said = [key_of(t) for t in (stated, *metas, title) if t]
    meant = [h for h in headings if key_of(h) not in own and any(key_of(h) in key for key in said)]
    shown = max(meant, key=len, default=None)
    given = [t for t in (stated, *metas, shown or next(iter(headings), None), title) if t]
    if not given:
        return None
    voices = [[key_of(t) for t in v if t] for v in ([stated], metas, [shown])]
    cut = [_cut(text, voices, own) for text in given]
    best = _whole(_spelling(cut[0], cut), cut)
    agreed = shown is not None and any(key_of(m) == key_of(shown) for m in metas)
    searched = title is not None and key_of(stated or "") and key_of(_cut(title, voices, own)) == key_of(best)
    if not agreed or shown is None or key_of(shown) == key_of(best):
        return best
    return shown if searched or _kicked(best, shown) else best


def is_outvoted(stated: str, metas: Sequence[str], headings: Sequence[str], title: str | None) -> bool:
    """Whether all else on a page agrees on another headline: two meta elements or more, a heading and the title."""
    own = key_of(stated)
    others = [key_of(t) for t in (*metas, title or "")]
    return len(metas) > 1 and any(
        not _is_part(own, key) and all(o.startswith(key) for o in others) and not _MISREAD.search(h)
        for h in headings
        if (key := key_of(h))
    )


def _is_part(one: str, other: str) -> bool:
    return one in other or other in one


def _whole(best: str, all_: Sequence[str]) -> str:
    """The headline as another source has it to its end, where it breaks off with an ellipsis."""
    start = _ELLIPSIS.sub("", best)
    if start == best or any(key_of(t) == key_of(best) and not _ELLIPSIS.search(t) for t in all_):
        return best
    longer = (t for t in all_ if len(key_of(t)) > len(key_of(start)) and key_of(t).startswith(key_of(start)))
    return next((t for t in longer if not _ELLIPSIS.search(t)), best)


def headings_of(root: etree._Element) -> list[str]:
    """The first-level headings of a page, in order, without the empty ones."""
    return [t for h in root.iter("h1") if (t := spaced(" ".join(h.itertext())))]


def spaced(text: str) -> str:
    """The text of a heading without the blanks that its elements leave; empty where it has no letter."""
    return _BEFORE_MARK.sub(r"\1", " ".join(text.split())) if key_of(text) else ""


def title_of(root: etree._Element) -> str | None:
    """What stands in the `title` of a page."""
    element = root.find(".//head/title")
    return " ".join("".join(element.itertext()).split()) or None if element is not None else None


def _cut(text: str, voices: Sequence[Sequence[str]], sites: Sequence[str]) -> str:
    """A headline without its last parts as long as those are the site's, or no fewer voices end before them than not.

    The voices are the linked data, the meta elements and the heading; a title has none, it always has parts behind.
    """
    for found in _TAIL.finditer(text):
        head, tail = text[: found.start()].strip(), text[found.end() :]
        if not key_of(head) or len(tail) > LONGEST_TAIL:
            continue
        if _ends(key_of(head), voices) or (len(head.split()) > 1 and _is_site(tail, sites)):
            return head
    section = _SECTION.match(text)
    return text[section.end() :] if section and _ends(key_of(text[section.end() :]), voices) else text


def _ends(head: str, voices: Sequence[Sequence[str]]) -> bool:
    """Whether as many voices as have the headline longer have it end there."""
    here = sum(head in keys for keys in voices)
    longer = sum(any(key != head and key.startswith(head) for key in keys) for keys in voices)
    return here > 0 and here >= longer


def _is_site(tail: str, sites: Sequence[str]) -> bool:
    key = key_of(tail)
    return any(key == s or (len(s) > 3 and key.startswith(s)) or (len(key) > 3 and s.startswith(key)) for s in sites)


def _spelling(best: str, all_: Sequence[str]) -> str:
    """The headline in the spelling that most sources have; they differ in marks, spaces and capitals only."""
    alike = [t for t in all_ if key_of(t) == key_of(best)]
    count = Counter(alike)
    return max(alike, key=lambda t: (count[t], -alike.index(t)))


def _kicked(stated: str, shown: str) -> bool:
    """Whether a headline as stated is a kicker, a colon and the headline as shown."""
    head, tail = stated[: -len(shown)], stated[-len(shown) :]
    return tail.casefold() == shown.casefold() and bool(re.search(r":\W*$", head))


@lru_cache(maxsize=64)  # of one page the same few texts are asked for again and again
def key_of(text: str) -> str:
    """The letters and digits of a text in small ones, by which two spellings are known as one."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", text).casefold())
