"""Stretches: what is read as one paragraph. A line that was ended on purpose is one, a line that was full is none."""

import re
from collections.abc import Iterable, Sequence

from headwater.records import Span
from headwater.text import trim

WRAPPED = 120  # characters; nobody sets lines of running text longer than this by hand or by mail
_LINE_END = re.compile(r"[^\S\n]*\n\s*")
_FIRST_WORD = re.compile(r"\S+")


def stretches(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans, sorted, those of several whole lines as one for each line.

    A line was ended on purpose where the next word would still have fitted, or where lines are not set to a width at
    all. What goes on in lower case, or inside an open quotation, belongs to the line before it, whatever broke it.
    """
    every = sorted(set(spans))
    width = max((len(line) for s in every for line in text[s.start : s.end].splitlines()), default=0)
    return [part for span in every for part in _lines(text, span, width)]


def _lines(text: str, span: Span, width: int) -> Sequence[Span]:
    """One span cut at the line ends that were meant."""
    found: list[Span] = []
    start = line = span.start
    for end in _LINE_END.finditer(text, span.start, span.end):
        word = _FIRST_WORD.match(text, end.end(), span.end)
        room = end.start() - line + 1 + len(word.group()) if word else 0
        meant = word is not None and (width > WRAPPED or room <= width)
        if word and meant and not _goes_on(text[start : end.start()], word.group()):
            found.append(trim(text, start, end.start()))
            start = end.end()
        line = end.end()
    return [*found, trim(text, start, span.end)]


def _goes_on(before: str, word: str) -> bool:
    """Whether a line that opens with this word goes on with what is before it."""
    quoting = before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1
    return word[0].islower() or (quoting and word[0] not in '"\u201c\u201d')
