"""HTML -> the text that a reader can see, in reading order, with the element behind every stretch of it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree, html

from headwater.documents.lines import Hint

_NEVER_SHOWN = """
script style template head title meta link svg math iframe object embed canvas audio video map area select option
datalist textarea input button noframes applet param source track
"""
_BREAKS_LINES = """
address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form
h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary
table caption tbody td tfoot th thead tr ul
"""
_NEVER = frozenset(_NEVER_SHOWN.split())
_BLOCK = frozenset(_BREAKS_LINES.split())
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_CAPTION = re.compile(r"\b(?:wp-)?caption\b|figcaption|image-?(?:caption|credit)|photo-?(?:caption|credit)", re.I)
_BOX = re.compile(
    r"(?:^|[\s_-])(?:promos?|promotion|advert(?:isement)?|sponsored|newsletter|subscribe|signup|sign-up|related|popular"
    r"|recommend(?:ed|ations?)|trending|outbrain|taboola|read-?more|paywall|cookie)(?:$|[\s_-])",
    re.I,
)
_BLANKS = re.compile(r"[ \t\r\n\f\v\x1c-\x1e\x85\u2028\u2029]+")
NEXT_TO_NOTHING = 200  # visible letters below which `noscript` is the page


class Run(NamedTuple):
    """One block of visible text (a line of the text) and the element that holds it."""

    start: int
    end: int
    element: etree._Element
    links: float  # share of the letters that are in links


class Seen(NamedTuple):
    """A page as a reader sees it."""

    text: str
    runs: list[Run]
    root: etree._Element


def parse(markup: str) -> etree._Element | None:
    """The tree of a page, or None where there is no element in it."""
    clean = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup).replace("\0", "")
    if not clean.strip():
        return None
    try:
        return html.document_fromstring(
            clean, parser=html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def visible(root: etree._Element) -> Seen:
    """The visible text of a page, one line a block."""
    seen = _collect(root, noscript=False)
    if sum(c.isalpha() for c in seen.text[: 20 * NEXT_TO_NOTHING]) < NEXT_TO_NOTHING:
        fuller = _collect(root, noscript=True)
        return fuller if len(fuller.text) > len(seen.text) else seen
    return seen


def _collect(root: etree._Element, noscript: bool) -> Seen:
    lines: list[tuple[str, etree._Element, float]] = []
    pieces: list[str] = []
    linked = 0
    holder: etree._Element = root

    def close() -> None:
        nonlocal linked
        line = _BLANKS.sub(" ", "".join(pieces)).strip(" ")
        if line.strip():
            lines.append((line, holder, min(1.0, linked / _letters(line))))
        pieces.clear()
        linked = 0

    for kind, element, words in _walk(root, noscript):
        if kind == "break":
            close()
            holder = element
        elif kind == "lines":
            for k, part in enumerate(words.splitlines() or [""]):
                if k:
                    close()
                pieces.append(part)
        else:
            if not pieces:
                holder = element
            pieces.append(words)
            if element.tag == "a" or any(e.tag == "a" for e in ancestors(element)):
                linked += _letters(words)
    close()
    text = "\n".join(line for line, _, _ in lines)
    runs: list[Run] = []
    at = 0
    for line, element, share in lines:
        runs.append(Run(at, at + len(line), element, share))
        at += len(line) + 1
    return Seen(text, runs, root)


def _letters(text: str) -> int:
    return len(text.split()) + sum(map(str.isalnum, text))


def _walk(root: etree._Element, noscript: bool) -> Iterator[tuple[str, etree._Element, str]]:
    """The page's text in reading order, with the places where lines break. No recursion: pages nest without end."""
    stack: list[tuple[etree._Element, bool, bool]] = [(root, False, False)]  # element, leaving, inside pre
    while stack:
        element, leaving, pre = stack.pop()
        block = element.tag in _BLOCK
        if leaving:
            if block:
                yield "break", element, ""
            if element.tail and element is not root:
                yield ("lines" if pre else "text"), element.getparent(), element.tail
            continue
        if not isinstance(element.tag, str) or _is_hidden(element, noscript):
            if element.tail:
                yield "text", element.getparent(), element.tail
            continue
        stack.append((element, True, pre))
        if block or element.tag == "br":
            yield "break", element, ""
        inside = pre or element.tag == "pre"
        if element.text:
            yield ("lines" if inside else "text"), element, element.text
        stack.extend((child, False, inside) for child in reversed(element))


def _is_hidden(element: etree._Element, noscript: bool) -> bool:
    if element.tag in _NEVER or (element.tag == "noscript" and not noscript):
        return True
    if element.tag in ("body", "html"):
        return False
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def ancestors(element: etree._Element) -> Iterator[etree._Element]:
    """The element and all that hold it, innermost first."""
    at: etree._Element | None = element
    while at is not None:
        yield at
        at = at.getparent()


def boxed(seen: Seen) -> list[bool]:
    """For each line whether it stands in a box of its own: an aside, or what its class calls a promotion or a list.

    A box that holds more than a fifth of the page's letters is taken for the page's own frame.
    """
    most = sum(run.end - run.start for run in seen.runs) / 5
    around = [[e for e in ancestors(run.element) if _is_box(e)] for run in seen.runs]
    letters: dict[etree._Element, int] = {}
    for run, boxes in zip(seen.runs, around, strict=True):
        for box in boxes:
            letters[box] = letters.get(box, 0) + run.end - run.start
    return [any(letters[box] < most for box in boxes) for boxes in around]


def _is_box(element: etree._Element) -> bool:
    if element.tag in ("body", "html", "article", "main"):
        return False
    return element.tag == "aside" or bool(_BOX.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def hint(run: Run, main: bool) -> Hint:
    """What the elements around a line tell about it."""
    around = list(ancestors(run.element))
    caption = any(e.tag == "figcaption" or _CAPTION.search(e.get("class") or "") for e in around[:4])
    heading = any(e.tag == "h1" for e in around[:3])
    sub = any(e.tag in ("h2", "h3", "h4", "h5", "h6") for e in around[:3])
    return Hint(main, heading, caption, run.links, sub)
