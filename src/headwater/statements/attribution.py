"""Attribution: the clauses of a text and its quotations -> who is given as saying what, and inside whose words."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from headwater.language import Clause, Cue, Sentence, quotations
from headwater.language.lexicon import SIGNED, several
from headwater.records import Span
from headwater.text import fold, trim

_SHORT = 5  # words; a shorter quotation without a cue is a name or an irony, not a statement


class Attribution(NamedTuple):
    """One statement before its speaker is resolved. `within` are the positions of the attributions that hold it."""

    content: tuple[Span, ...]
    verb: Span
    cue: Cue
    subject: Span | None
    paragraph: int
    outer: Span | None = None  # who quotes the subject
    within: tuple[int, ...] = ()

    @property
    def hull(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


_NEAR = 40  # attributions on either side among which nesting is looked for
_ASKING = several("what how why who when where which")
_LABEL = re.compile(r"[^\s:][^:\n]{0,40}:\s")
_NO_SPEAKER = several(
    "update updated opinion exclusive breaking review analysis video watch live correction photo photos editorial "
    "column letters note explainer interview fact read more related listen developing podcast"
)


def attributions(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """Every attribution of a text in the order of the cues, floating quotations joined or added, nesting resolved."""
    found: list[Attribution] = []
    announced: Clause | None = None  # "X writes:", waiting for its quotation
    anchor = -1  # the last attribution outside of quotations: what floats behind it belongs to its speaker
    for number, sentence in enumerate(sentences):
        if sentence.quoted:
            found += _told(text, sentence)
            continue
        label = _labelled(text, sentences, number)
        if label is not None:
            found.append(label)
        told = _told(text, sentence)
        floating = _floating(sentence)
        if floating is not None and announced is not None:
            told = [Attribution((floating,), announced.verb, announced.cue, announced.subject, sentence.paragraph)]
        elif floating is not None and anchor >= 0:
            told = _join(text, sentence, floating, anchor, found)
        anchor = len(found) if told and label is None else len(found) - 1 if label else anchor
        found += told
        announced = next((c for c in sentence.clauses if c.place == "next"), None if not floating else announced)
    return _nested(found)


def _told(text: str, sentence: Sentence) -> list[Attribution]:
    """The attributions of one sentence; inside a quotation those of others than its speaker."""
    told = (c for c in sentence.clauses if c.content and not (sentence.quoted and _says_i(text, c)))
    return [Attribution(c.content, c.verb, c.cue, c.subject, sentence.paragraph, c.outer) for c in told]


def _says_i(text: str, clause: Clause) -> bool:
    """Whether a speaker speaks of the own words ("I think"): that adds nobody to the chain."""
    return clause.subject is not None and fold(text[clause.subject.start : clause.subject.end]) in ("i", "we", "you")


def _labelled(text: str, sentences: Sequence[Sentence], number: int) -> Attribution | None:
    """ "Mayor Brandt: the quay stays closed" as a headline, "BRANDT: …" as the line of a transcript."""
    first = sentences[number]
    opens = number == 0 or sentences[number - 1].paragraph != first.paragraph
    label = _LABEL.match(text, first.start, first.end) if opens else None
    if label is None:
        return None
    name = [t for t in first.tokens if t.end < label.end() - 1]
    shouted = text[first.start : label.end()].isupper()
    named = 0 < len(name) <= 4 and all(t.tag == "P" for t in name) and not any(t.form in _NO_SPEAKER for t in name)
    if not named or not (shouted or first.paragraph == 0):
        return None
    end = max(s.end for s in sentences[number:] if s.paragraph == first.paragraph) if shouted else first.end
    colon = label.end() - 2
    content = trim(text, label.end(), end)
    words = fold(text[content.start : content.end]).split()
    if len(words) < _SHORT - 2 or (words[0] in _ASKING and not shouted):
        return None
    return Attribution((content,), Span(colon, colon + 1), SIGNED, Span(name[0].start, name[-1].end), first.paragraph)


def _floating(sentence: Sentence) -> Span | None:
    """The span of a sentence that is all quotation."""
    quoted = [t for t in sentence.tokens if t.tag == "Q"]
    others = [t for t in sentence.tokens if t.tag not in ("Q", ".", ",", "-", ":")]
    return Span(quoted[0].start, quoted[-1].end) if quoted and not others else None


def _join(text: str, sentence: Sentence, span: Span, anchor: int, found: list[Attribution]) -> list[Attribution]:
    """Adds a floating quotation to the one before it in its paragraph, or gives it to who spoke last."""
    last = found[anchor]
    near = sentence.paragraph == last.paragraph
    if near and text[last.content[-1].end - 1] in _CLOSING:
        found[anchor] = last._replace(content=(*last.content, span))
        return []
    long = len(text[span.start : span.end].split()) >= _SHORT
    if last.subject is None or sentence.paragraph - last.paragraph > 1 or not (near or long):
        return []
    return [Attribution((span,), Span(span.start, span.start), SIGNED, last.subject, sentence.paragraph)]


_CLOSING = "\"\u201d\u2019'\u00bb\u300d"


def _nested(found: Sequence[Attribution]) -> list[Attribution]:
    """Every attribution with those whose content holds its cue, the widest first."""
    out: list[Attribution] = []
    for i, one in enumerate(found):
        near = range(max(0, i - _NEAR), min(len(found), i + _NEAR + 1)) if len(one.verb) else ()
        holders = [j for j in near if j != i and _holds(found[j], one.verb)]
        holders.sort(key=lambda j: (-len(found[j].hull), j))
        out.append(one._replace(within=tuple(holders)))
    return out


def _holds(other: Attribution, verb: Span) -> bool:
    """Whether a cue stands inside the content of another attribution."""
    return any(part.start <= verb.start and verb.end <= part.end for part in other.content)


def direct_parts(text: str, content: Sequence[Span]) -> tuple[Span, ...]:
    """The stretches of a content that stand between marks, marks included."""
    return tuple(Span(q.start, q.end) for part in content for q in quotations(text, part))


def is_direct(text: str, content: Sequence[Span], direct: Sequence[Span]) -> bool:
    """Whether all words of the content stand between marks."""
    left = "".join(text[p.start : p.end] for p in content)
    for q in direct:
        left = left.replace(text[q.start : q.end], "", 1)
    return not any(c.isalnum() for c in left)
