"""Attribution: the clauses of a text and its quotations -> who is given as saying what, and inside whose words."""

from collections.abc import Sequence
from typing import NamedTuple

from headwater.language import Clause, Cue, Sentence, quotations
from headwater.records import Span
from headwater.text import fold

_SHORT = 5  # words; a shorter quotation without a cue is a name or an irony, not a statement


class Attribution(NamedTuple):
    """One statement before its speaker is resolved. `within` are the positions of the attributions that hold it."""

    content: tuple[Span, ...]
    verb: Span
    cue: Cue
    subject: Span | None
    paragraph: int
    within: tuple[int, ...] = ()

    @property
    def hull(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


_FLOATING = Cue("", "say", "asserted", "q", frozenset())


def attributions(text: str, sentences: Sequence[Sentence]) -> list[Attribution]:
    """Every attribution of a text in the order of the cues, floating quotations joined or added, nesting resolved."""
    found: list[Attribution] = []
    for sentence in sentences:
        if sentence.clauses:
            told = (c for c in sentence.clauses if not (sentence.quoted and _says_i(text, c)))
            found += [Attribution(c.content, c.verb, c.cue, c.subject, sentence.paragraph) for c in told]
        elif not sentence.quoted:
            _float(text, sentence, found)
    return _nested(found)


def _says_i(text: str, clause: Clause) -> bool:
    """Whether a speaker speaks of the own words ("I think"): that adds nobody to the chain."""
    return clause.subject is not None and fold(text[clause.subject.start : clause.subject.end]) in ("i", "we", "you")


def _float(text: str, sentence: Sentence, found: list[Attribution]) -> None:
    """A quotation that is a sentence by itself: it goes on with the quotation before it, or stands with its speaker."""
    quoted = [t for t in sentence.tokens if t.tag == "Q"]
    words = [t for t in sentence.tokens if t.tag not in ("Q", ".", ",", "-", ":")]
    if not quoted or words or not found:
        return
    span = Span(quoted[0].start, quoted[-1].end)
    last = found[-1]
    near = sentence.paragraph - last.paragraph
    if near > 1 or (len(text[span.start : span.end].split()) < _SHORT and near):
        return
    if near == 0 and text[last.content[-1].end - 1] in "\"\u201d\u2019'\u00bb":
        found[-1] = last._replace(content=(*last.content, span))
    elif last.subject is not None:
        found.append(Attribution((span,), Span(span.start, span.start), _FLOATING, last.subject, sentence.paragraph))


def _nested(found: Sequence[Attribution]) -> list[Attribution]:
    """Every attribution with those whose content holds its cue, the widest first."""
    out: list[Attribution] = []
    for i, one in enumerate(found):
        holders = [j for j, other in enumerate(found) if j != i and len(one.verb) and _holds(other, one.verb)]
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
