"""The elements that state something about a page, read from its markup as it stands: no tree is built.

One walk over the markup. Scripts, styles, drawings, comments and `meta` elements, none of them text to a reader, are
taken out on the way: what is left, less than half of most pages, is parsed and looked at the sooner.
"""

import re
from html import unescape
from typing import NamedTuple

from headwater.documents.headlines import spaced
from headwater.documents.metadata import MOST_TIMES, Elements, linked_data, named, timed

_INSIDE = r"""(?>[^>=]+|=\s*(?:"[^"]*"|'[^']*')?)*+>?"""  # of a tag; a quoted value may hold its end
_OPENING = re.compile(  # the letters ahead first: most tags of a page are others
    rf"<(?=[hmlts!])(?:(html|meta|link(?=[^>]*canonical)|title|script|style|svg|time|h1)(?=[\s/>])({_INSIDE})|!--)",
    re.I | re.A,
)
_USUAL = re.compile(r"""\s+([a-z]+)="([^"&]*)"\s+([a-z]+)="([^"&]*)"\s*/?>""")  # two attributes: most `meta` elements
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?""")
_CLOSING = {name: re.compile(rf"</{name}\b[^>]*>?", re.I) for name in ("title", "style", "h1")}
_CLOSING["script"] = re.compile(r"<(?:/script\b[^>]*>?|!--)", re.I)  # or a comment, which may hide the end
_UNSEEN = frozenset(("script", "style", "svg", "meta"))
_CLOSED = frozenset((*_CLOSING, "svg"))
_SILENT = frozenset(("style", "svg"))
_END = re.compile(r"--!?>")  # of a comment
_DRAWN = re.compile(r"<(/?)svg\b[^>]*>?", re.I)
_STEP = re.compile(r"<!--|-->|<script(?=[\s/>])|(</script\b[^>]*>?)", re.I)
_TAG = re.compile(r"<[^<>]*>")
LONGEST = 2000  # letters of markup in a heading


class Head(NamedTuple):
    """What a page states, and its markup without what is no text to a reader."""

    elements: Elements
    rest: str


class _Element(NamedTuple):
    name: str
    attributes: dict[str, str]
    text: str  # of a script, a title or a heading, as it stands


def read_head(markup: str) -> Head:
    """The elements of a page that state something about it, wherever they stand, and the rest of its markup."""
    found, rest = _walk(markup)
    root = next((e.attributes for e in found if e.name == "html"), {})
    links = (e.attributes for e in found if e.name == "link")
    stated = Elements(
        named(e.attributes for e in found if e.name == "meta"),
        list(linked_data(e.text for e in found if e.name == "script")),
        [t for e in found if e.name == "h1" and (t := spaced(_words(e.text[:LONGEST])))],
        next((_words(e.text) or None for e in found if e.name == "title"), None),
        next((a.get("href") for a in links if a.get("rel") == "canonical"), None),
        root.get("lang") or root.get("xml:lang"),
        [timed(e.attributes) for e in found if e.name == "time"][:MOST_TIMES],
    )
    return Head(stated, rest)


def _walk(markup: str) -> tuple[list[_Element], str]:
    """The elements in order, and the markup without what is no text to a reader. What is in comments is passed by."""
    found: list[_Element] = []
    kept: list[str] = []
    at = done = 0
    while opening := _OPENING.search(markup, at):
        begin, start = opening.span()
        if opening[1] is None:
            if not (comment := _END.search(markup, begin + 2)):  # `<!-->` is all of one
                break
            kept.append(markup[done:begin])
            at = done = comment.end()
            continue
        name, inside = opening[1].lower(), opening[2]
        end, at = _closing(markup, name, start) if name in _CLOSED else (start, start)
        if name in _UNSEEN:
            kept.append(markup[done:begin])
            done = at
        else:
            at = end
        if name == "script":
            found += [_Element(name, {}, markup[start:end])] if "ld+json" in inside else ()
        elif name not in _SILENT:
            found.append(_Element(name, _attributes(inside), markup[start:end]))
    kept.append(markup[done:])
    return found, "".join(kept)


def _closing(markup: str, name: str, at: int) -> tuple[int, int]:
    """Where the element that begins there ends, and where its closing tag does."""
    if name == "svg":
        return _end_of_drawing(markup, at)
    found = _CLOSING[name].search(markup, at)
    if found and found.group() == "<!--":
        found = _end_of_escaped(markup, at)
    return found.span() if found else (len(markup), len(markup))


def _end_of_drawing(markup: str, at: int) -> tuple[int, int]:
    """Where a drawing ends; at once where it is empty, is not closed or holds another: only its tag is taken out."""
    found = _DRAWN.search(markup, at) if markup[at - 2] != "/" else None
    return found.span() if found and found[1] else (at, at)


def _end_of_escaped(markup: str, at: int) -> re.Match[str] | None:
    """The end of a script with comments in it: a script that opens inside such a comment has an end of its own."""
    hidden = inner = False
    for step in _STEP.finditer(markup, at):
        if step[1] and not inner:
            return step
        hidden = step.group() == "<!--" or (hidden and step.group() != "-->")
        inner = hidden and not step[1] and (inner or step.group() != "<!--")
    return None


def _attributes(inside: str) -> dict[str, str]:
    """The attributes of a tag; of two of one name the first."""
    if usual := _USUAL.fullmatch(inside):
        first, a, second, b = usual.groups()
        return {second: b, first: a}
    found = {k.lower(): a or b or c for k, a, b, c in reversed(_ATTRIBUTE.findall(inside))}
    return {k: unescape(v) for k, v in found.items()} if "&" in inside else found


def _words(markup: str) -> str:
    """The words of a heading or title in markup."""
    return " ".join(unescape(_TAG.sub(" ", markup)).split())
