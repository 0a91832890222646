"""The words of one document that count: title and body, with offsets, segments and quotation marks."""

from functools import lru_cache
from typing import NamedTuple

from headwater.documents import Body
from headwater.records import Span
from headwater.text import words

STOPS = frozenset(".!?\u2026\u3002\uff01\uff1f\n")  # between two words: a sentence ends
POINTS = ".,:"  # what may stand behind a mark that closes
_OPENING, _CLOSING, _EITHER = "\u201c\u201e\u00ab", "\u201d\u00bb", '"'
_OPENING_SINGLE, _CLOSING_SINGLE = "\u2018", "\u2019"


class Tokens(NamedTuple):
    """The words that count in one document. A passage never crosses from one segment into the next."""

    forms: list[str]
    starts: list[int]
    ends: list[int]
    segments: list[int]
    quoted: list[bool]
    opening: list[bool]  # the first word of a sentence


@lru_cache(maxsize=1024)
def tokens(body: Body) -> Tokens:
    """The words of title and body with offsets; furniture between two stretches starts a new segment."""
    found = Tokens([], [], [], [], [], [])
    segment = 0
    last: tuple[bool, int] | None = None
    for span, is_title in stretches(body):
        if last is not None and (is_title != last[0] or body.text[last[1] : span.start].strip()):
            segment += 1
        last = is_title, span.end
        quotation: Quotation | None = None
        at = span.start
        for start, end, form in words(body.text, span.start, span.end):
            quotation = None if is_title else marked(body.text, span, at, start, quotation, found.quoted)
            found.forms.append(form)
            found.starts.append(start)
            found.ends.append(end)
            found.segments.append(segment)
            found.quoted.append(False)
            found.opening.append(at == span.start or not STOPS.isdisjoint(body.text[at:start]))
            at = end
        quotation = None if is_title else marked(body.text, span, at, span.end, quotation, found.quoted)
        if quotation and not quotation.single:
            _quote(found.quoted, quotation.first)
    return found


def stretches(body: Body) -> list[tuple[Span, bool]]:
    """What is read of a document, in order, and whether it is title."""
    return sorted([(s, True) for s in body.title] + [(s, False) for s in body.body])


class Quotation(NamedTuple):
    """An open one: its first word, and whether its mark is a single one."""

    first: int
    single: bool


def marked(  # noqa: PLR0913, PLR0917  (a stretch of text, and what is known by then)
    text: str, span: Span, at: int, end: int, quotation: Quotation | None, quoted: list[bool]
) -> Quotation | None:
    """What the marks between two words open or close -> the quotation that is open then; of one that closes, all words
    so far are `quoted`.

    A straight mark opens behind a blank and closes before one or a point; elsewhere it does what is due. A double mark
    that nobody closes holds to the next that opens, or to the end of its paragraph; a single one was no quotation mark
    then. What closes a single one is an apostrophe elsewhere, and counts where it stands at the end of a word.
    """
    for k in range(at, end):
        char, single = text[k], quotation is not None and quotation.single
        if char in _OPENING or (char == _EITHER and _opens(text, span, k, quotation is None or single)):
            if quotation and not single:
                _quote(quoted, quotation.first)
            quotation = Quotation(len(quoted), single=False)
        elif char == _OPENING_SINGLE and quotation is None:
            quotation = Quotation(len(quoted), single=True)
        elif quotation and (char == _CLOSING_SINGLE if single else char in _CLOSING or char == _EITHER):
            _quote(quoted, quotation.first)
            quotation = None
    return quotation


def _opens(text: str, span: Span, at: int, due: bool) -> bool:
    """Whether a straight mark opens; `due`: one that opens is due."""
    blank = at == span.start or text[at - 1].isspace()
    bare = at + 1 == span.end or text[at + 1].isspace() or text[at + 1] in POINTS or text[at + 1] in STOPS
    return due if blank == bare else blank


def _quote(quoted: list[bool], first: int) -> None:
    quoted[first:] = [True] * (len(quoted) - first)
