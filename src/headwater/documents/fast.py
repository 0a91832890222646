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
from itertools import accumulate
from typing import NamedTuple

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from headwater.documents import lexicon
from headwater.documents.calendar import dates_in
from headwater.documents.head import read_head
from headwater.documents.lines import Labelled
from headwater.documents.metadata import Meta, told
from headwater.documents.model import Kind, Label
from headwater.text import fold

_VISIBLE = partial(extract_plain_text, preserve_formatting=True, alt_texts=False, list_bullets=False)
_MAIN = partial(_VISIBLE, main_content=True, post_meta=False)
_COMMENTS = "#comments, .comments, .comment-list, .commentlist, [class*=comment-body]"
_BOXES = frozenset("div section article aside ol ul li table dl".split())  # `span.comments` is a counter
_MARKED = re.compile(r"""comment(?:s(?<=[\s"'=]comments)(?=["'\s>])|-?list|-body)""")  # a page without has no such box
_OPENS, _CLOSES = "\ufdd0", "\ufdd1"  # no characters of any text
_TALK = re.compile(r"DiscussionForumPosting|QAPage|Question$")
_DATED = re.compile(r"(?:19|20)\d\d|\bago\b")
_BOX = re.compile(
    r"<(/?)(?:div|section|article|table|td|ul|ol|li|dl|dd|main|aside|blockquote|center|form|fieldset|nav)\b", re.I
)
SURE = 0.7  # how far these labels are believed
DEEPEST = 2000  # open boxes
HEAD = 12  # lines above the main text among which its date and byline stand


class Quick(NamedTuple):
    """What the quick look found on a page."""

    text: str
    labels: list[Labelled]
    meta: Meta
    kind: Kind


def look_quickly(markup: str, url: str | None = None, headline: str | None = None) -> Quick | None:
    """The visible text of a page in markup, its labels and what it states; the text is empty where there is none.

    None of a page that nests too deep for a quick look.
    """
    head = read_head(markup)
    if is_deep(head.rest):
        return None
    tree = _tree(head.rest)
    meta = told(head.elements, url)
    forum = any(_TALK.search(t) for t in meta.types)
    some = _lines(_MAIN(tree, comments=forum))
    marked = not forum and _may_hold_comments(head.rest) and _mark_comments(tree)
    lines, said = _without_marks(_VISIBLE(tree)) if marked else (_lines(_VISIBLE(tree)), set())
    if not lines:
        return Quick("", [], meta, "other")
    main = found_again(some, lines)
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


def _lines(text: str) -> list[str]:
    return [line for raw in text.splitlines() if (line := raw.strip())]


def _may_hold_comments(markup: str) -> bool:
    """Whether a box of comments may stand in markup; the word is found sooner than the pattern."""
    at = markup.find("comment")
    while at >= 0 and not _MARKED.match(markup, at):
        at = markup.find("comment", at + 1)
    return at >= 0


def _mark_comments(tree: HTMLTree) -> bool:
    """Whether boxes of comments stand in the tree; a mark is put at both ends of each."""
    marked = tree.document.query_selector_all(_COMMENTS).values() if tree.document else ()
    boxes = [box for box in marked if box.tag in _BOXES]
    for box in boxes:
        opens, closes = tree.create_text_node(_OPENS), tree.create_text_node(_CLOSES)
        if opens is not None and closes is not None:
            box.prepend(opens)
            box.append(closes)
    return bool(boxes)


def _without_marks(text: str) -> tuple[list[str], set[int]]:
    """The lines of a text, and which of them stand between the marks of comments."""
    lines: list[str] = []
    said: set[int] = set()
    depth = 0
    for raw in text.splitlines():
        inside = depth
        if _OPENS in raw or _CLOSES in raw:
            inside += raw.count(_OPENS)
            depth = inside - raw.count(_CLOSES)
            raw = raw.replace(_OPENS, "").replace(_CLOSES, "")  # noqa: PLW2901
        if line := raw.strip():
            said.update([len(lines)] if inside > 0 else ())
            lines.append(line)
    return lines, said


def found_again(some: Sequence[str], lines: Sequence[str]) -> set[int]:
    """Where some of the lines stand among all: same order, and of equal lines the nearest above the next one found."""
    places: dict[str, list[int]] = defaultdict(list)
    sought = set(some)
    for i, line in enumerate(lines):
        if line in sought:
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
    if wanted and 2 * len(line) >= len(wanted) and _may_open(line, wanted) and wanted.startswith(fold(line)):
        return "title"
    if len(line) > 120:
        return None
    if lexicon.BYLINE.match(line):
        return "byline"
    if _DATED.search(line) and (found := dates_in(line)):
        told = sum(f.end - f.start for f in found)
        return "date" if len(line) - told <= 40 and line[-1] not in ".!?" else None
    return None


def _may_open(line: str, wanted: str) -> bool:
    """Whether a line may open a folded text, by the first letter of both: folding all of it takes longer."""
    first = line[0]
    return first.lower() == wanted[0] or not (first.isascii() and first.isalnum() and wanted[0].isascii())


def _joined(lines: Sequence[str], kinds: Sequence[Label]) -> list[Labelled]:
    """The lines with their labels; furniture that stands together is one stretch."""
    found: list[Labelled] = []
    at, start = 0, -1
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "furniture":
            start = at if start < 0 else start
        else:
            if start >= 0:
                found.append(Labelled(start, at - 1, "furniture", "other", SURE))
            found.append(Labelled(at, at + len(line), kind, None, SURE))
            start = -1
        at += len(line) + 1
    return [*found, Labelled(start, at - 1, "furniture", "other", SURE)] if start >= 0 else found
