"""Sentences: paragraphs -> sentences. A quotation is never cut; what stands in it is read again by itself."""

import re
from collections.abc import Sequence

from headwater.language.lexicon import CUES, VERB_FORMS
from headwater.language.quotes import Quotation, inner, quotations
from headwater.language.roles import Sentence
from headwater.language.tokens import SHORTENED, tokens
from headwater.records import Span
from headwater.text import fold, trim

_LONG_ENOUGH = 25  # code points between marks that can hold an attribution


_SAYING = frozenset(lemma for lemma, cue in CUES.items() if cue.kind in ("say", "order") and "c" in cue.takes)


def sentences(text: str, paragraphs: Sequence[Span]) -> list[Sentence]:
    """The sentences of every paragraph in order, those inside quotations after the sentence that holds them."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        found += _sentences(text, paragraph, number, False)
    return found


def _sentences(text: str, span: Span, number: int, quoted: bool) -> list[Sentence]:
    """The sentences of one stretch, each followed by those inside its quotations."""
    marks = quotations(text, span)
    found: list[Sentence] = []
    for part in _cut(text, span, marks):
        inside = [q for q in marks if part.start <= q.start < part.end]
        found.append(Sentence(part.start, part.end, number, quoted, tuple(tokens(text, part, inside))))
        for q in inside:
            if len(inner(q)) >= _LONG_ENOUGH:
                found += _sentences(text, inner(q), number, True)
    return found


_STOP = re.compile(r"[.!?\u2026]+[)\]]*(?=\s|$)|[\u3002\uff01\uff1f]")


def _cut(text: str, span: Span, marks: list[Quotation]) -> list[Span]:
    """The spans of the sentences; a quotation is never cut, and ends one where it closes after a full stop."""
    ends: list[int] = []
    at = span.start
    for q in [*marks, None]:
        stop = q.start if q else span.end
        ends += [m.end() for m in _STOP.finditer(text, at, stop) if _stops(text, m.start(), m.end(), span)]
        if q:
            at = q.end
            if _quotation_stops(text, q, span):
                ends.append(q.end)
    found: list[Span] = []
    start = span.start
    for end in [*ends, span.end]:
        part = trim(text, start, end)
        if len(part):
            found.append(part)
        start = end
    return found


_LAST_WORD = re.compile(r"(\w+)\.?$")


def _stops(text: str, start: int, end: int, span: Span) -> bool:
    """Whether a mark in plain text ends a sentence."""
    rest = text[end : min(span.end, end + 12)].lstrip()
    if not rest or text[start] in "\u3002\uff01\uff1f":
        return True
    if rest[0].islower():
        return False
    if text[start:end] != ".":
        return True
    word = _LAST_WORD.search(text[max(span.start, start - 12) : start])
    last = word.group(1) if word else ""
    if len(last) == 1 and text[max(span.start, start - 2) : start - 1] == ".":  # U.S. The
        return rest.split(" ")[0] in _OPENERS
    return not ((len(last) == 1 and last.isupper()) or fold(last) in SHORTENED)


_OPENERS = frozenset(("The", "He", "She", "It", "But", "In", "A", "They"))


def _quotation_stops(text: str, quotation: Quotation, span: Span) -> bool:
    """Whether a quotation that closes after a full stop ends the sentence: no short "X said." follows."""
    between = inner(quotation)
    last = text[between.end - 1 : between.end] if len(between) else ""
    if last not in ".!?\u2026" or quotation.end >= span.end:
        return False
    rest = text[quotation.end : min(span.end, quotation.end + 90)]
    following = rest.lstrip()
    if following == rest or not following or following[0].islower():
        return False
    words = re.split(r"[.!?\"\u201c]", following, maxsplit=1)[0].split()
    said = next((i for i, w in enumerate(words[:8]) if VERB_FORMS.get(w.lower(), ("", ""))[0] in _SAYING), None)
    return said is None or len(words) - said > 4
