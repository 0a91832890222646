"""The words of one document that count: title and body, with offsets, segments and quotation marks."""

from functools import lru_cache
from typing import NamedTuple

from headwater.documents import Body
from headwater.records import Span
from headwater.text import words

STOPS = frozenset(".!?\u2026\u3002\uff01\uff1f\n")  # between two words: a sentence ends
_OPENING, _CLOSING, _EITHER = "\u201c\u201e\u00ab", "\u201d\u00bb", '"'


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
        marks = iter([] if is_title else quotations(body.text, span))
        mark = next(marks, None)
        at = span.start
        for start, end, form in words(body.text, span.start, span.end):
            while mark and mark.end <= start:
                mark = next(marks, None)
            found.forms.append(form)
            found.starts.append(start)
            found.ends.append(end)
            found.segments.append(segment)
            found.quoted.append(mark is not None and mark.start <= start)
            found.opening.append(at == span.start or not STOPS.isdisjoint(body.text[at:start]))
            at = end
    return found


def stretches(body: Body) -> list[tuple[Span, bool]]:
    """What is read of a document, in order, and whether it is title."""
    return sorted([(s, True) for s in body.title] + [(s, False) for s in body.body])


def quotations(text: str, paragraph: Span) -> list[Span]:
    """What stands inside double quotation marks; an open mark closes with its paragraph."""
    found: list[Span] = []
    opened: int | None = None
    for at in range(paragraph.start, paragraph.end):
        char = text[at]
        if char in _OPENING or (char == _EITHER and opened is None):
            opened = at
        elif opened is not None and (char in _CLOSING or char == _EITHER):
            found.append(Span(opened, at + 1))
            opened = None
    if opened is not None:
        found.append(Span(opened, paragraph.end))
    return found
