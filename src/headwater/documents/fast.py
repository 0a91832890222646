"""The crawl-speed path: resiliparse parses the markup, prints the visible text and decides which lines are main text.

Three looks at one tree: everything visible, the main text, everything but the comments. Each is a list of lines in
reading order, so the second and third are found again in the first line by line. What the head of the page states is
read from its few elements alone.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, islice
from typing import NamedTuple

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from headwater.documents import lexicon
from headwater.documents.calendar import dates_in
from headwater.documents.lines import Labelled
from headwater.documents.markup import parse
from headwater.documents.metadata import Meta, read_meta
from headwater.documents.model import Kind, Label
from headwater.text import fold

_VISIBLE = partial(extract_plain_text, preserve_formatting=True, alt_texts=False, list_bullets=False)
_MAIN = partial(_VISIBLE, main_content=True, post_meta=False)
_COMMENTS = ["#comments", ".comments", ".comment-list", ".commentlist", "[class*=comment-body]"]
_MARKS = ('="comments', "commentlist", "comment-list", "comment-body")  # a page without them has none
_HEAD = re.compile(  # of elements: the declared language, dates, names, the address, linked data
    r"<html\b[^>]*>|<meta\b(?![^>]*(?:twitter:|fb:|al:|og:image|viewport|msapplication))[^>]*>|<time\b[^>]*>"
    r"|<link\b[^>]*canonical[^>]*>|<script\b[^>]{0,200}ld\+json[^>]*>.*?</script\s*>",
    re.I | re.S,
)
_BODY = (re.compile(r"<time\b[^>]*>"), re.compile(r"<script\b[^>]{0,200}ld\+json[^>]*>.*?</script\s*>", re.S))
_TITLE = re.compile(r"<title\b[^>]*>[^<]*</title>", re.I)
_TALK = re.compile(r"DiscussionForumPosting|QAPage|Question$")
_DATED = re.compile(r"(?:19|20)\d\d|\bago\b")
_BOX = re.compile(
    r"<(/?)(?:div|section|article|table|td|ul|ol|li|dl|dd|main|aside|blockquote|center|form|fieldset|nav)\b", re.I
)
MOST = 8  # dates or scripts of linked data that are read behind the head
SURE = 0.7  # how far these labels are believed
DEEPEST = 2000  # open boxes
HEAD = 12  # lines above the main text among which its date and byline stand


class Quick(NamedTuple):
    """What the quick look found on a page."""

    text: str
    labels: list[Labelled]
    meta: Meta
    kind: Kind


def look_quickly(markup: str, url: str | None = None, headline: str | None = None) -> Quick:
    """The visible text of a page in markup, its labels and what it states; the text is empty where there is none."""
    tree = _tree(markup)
    meta = stated(markup, url)
    lines = _lines(_VISIBLE(tree))
    if not lines:
        return Quick("", [], meta, "other")
    forum = any(_TALK.search(t) for t in meta.types)
    main = found_again(_lines(_MAIN(tree, comments=forum)), lines)
    said = _comments(tree, markup, lines) if not forum else set()
    kinds = label(lines, main - said, said, headline or meta.headline)
    kind: Kind = "forum" if forum else "article" if "body" in kinds else "listing" if len(lines) >= 10 else "other"
    return Quick("\n".join(lines), _joined(lines, kinds), meta, kind)


def is_deep(markup: str) -> bool:
    """Whether boxes nest so deep that the search for the main text, which goes with its square, would take long."""
    if markup.count("<") < 3 * DEEPEST:
        return False
    steps = accumulate(-1 if m[1] else 1 for m in _BOX.finditer(markup))
    return max(steps, default=0) > DEEPEST


def _tree(markup: str) -> HTMLTree:
    try:
        return HTMLTree.parse(markup)
    except UnicodeEncodeError:  # lone surrogates
        return HTMLTree.parse(markup.encode("utf-8", "replace").decode())


def stated(markup: str, url: str | None) -> Meta:
    """What the head and the JSON-LD state, read from those elements without the page around them."""
    end = markup.find("</head>")
    parts = _HEAD.findall(markup[:end] if end > 0 else markup)
    if end > 0:
        parts += [m.group() for pattern in _BODY for m in islice(pattern.finditer(markup, end), MOST)]
    if not any("og:title" in part for part in parts):
        parts += _TITLE.findall(markup)[:1]
    root = parse("".join(parts) + "<p>")
    return read_meta(root, url) if root is not None else Meta()


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := raw.strip())]


def _comments(tree: HTMLTree, markup: str, lines: Sequence[str]) -> set[int]:
    """The lines that are gone where the comments are left out."""
    if not any(mark in markup for mark in _MARKS):
        return set()
    rest = found_again(_lines(_VISIBLE(tree, skip_elements=_COMMENTS)), lines)
    return set(range(len(lines))) - rest


def found_again(some: Sequence[str], lines: Sequence[str]) -> set[int]:
    """Where some of the lines stand among all: same order, and of equal lines the nearest above the next one found."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        places[line].append(i)
    found: set[int] = set()
    limit = len(lines)
    for line in reversed(some):
        here = places.get(line, ())
        before = bisect_left(here, limit)
        if before:
            limit = here[before - 1]
            found.add(limit)
    return found


def label(lines: Sequence[str], main: set[int], said: set[int], headline: str | None) -> list[Label]:
    """A label for every line."""
    kinds: list[Label] = ["body" if i in main else "comment" if i in said else "furniture" for i in range(len(lines))]
    first = min(main, default=0)
    wanted = fold(headline).strip() if headline else ""
    for i in range(max(0, first - HEAD), min(len(lines), first + HEAD)):
        if found := _head(lines[i], wanted):
            kinds[i] = found
    titles = [i for i, kind in enumerate(kinds) if kind == "title"]
    for i in range(min(titles, default=0)):  # what stands above the title is no account
        kinds[i] = "furniture" if kinds[i] == "body" else kinds[i]
    return kinds


def _head(line: str, wanted: str) -> Label | None:
    """What a short line about the beginning of the main text is besides body or furniture."""
    if len(line) > 300:
        return None
    if wanted and 2 * len(line) >= len(wanted) and wanted.startswith(fold(line)):
        return "title"
    if len(line) > 120:
        return None
    if lexicon.BYLINE.match(line):
        return "byline"
    if _DATED.search(line) and (found := dates_in(line)):
        told = sum(f.end - f.start for f in found)
        return "date" if len(line) - told <= 40 and line[-1] not in ".!?" else None
    return None


def _joined(lines: Sequence[str], kinds: Sequence[Label]) -> list[Labelled]:
    """The lines with their labels; furniture that stands together is one stretch."""
    found: list[Labelled] = []
    at = start = 0
    for i, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        end = at + len(line)
        if kind != "furniture":
            found.append(Labelled(at, end, kind, None, SURE))
        elif kinds[i + 1 : i + 2] != ["furniture"]:
            found.append(Labelled(start, end, kind, "other", SURE))
        at = end + 1
        if kind != "furniture" or kinds[i + 1 : i + 2] != ["furniture"]:
            start = at
    return found
