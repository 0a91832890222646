"""Attribution: the clauses of a text and its quotations -> who is given as saying what, and inside whose words."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise, takewhile

from headwater.language import Clause, Sentence, Token, quotations
from headwater.language.lexicon import SIGNED, several
from headwater.language.phrases import right_of
from headwater.records import Span
from headwater.statements.kinds import Attribution
from headwater.statements.through import head, through
from headwater.text import fold, trim

_SHORT = 5  # words; a shorter quotation without a cue is a name or an irony, not a statement


_SIGNATURE = 14  # tokens of a name with what it is of: "Ilse Varga, 43, a pilot from Ostrand"
_NAMING = frozenset(("P", "N", "DET", "PREP", "NUM", "POSS", "GEN", "TIME", ",", "(", ")"))
_SPEECH = 40  # paragraphs that one quotation may go on through
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
    pending: list[Span] = []  # an open quotation whose speaker is named in a later paragraph
    for number, sentence in enumerate(sentences):
        if sentence.quoted:
            found += _told(text, sentence)
            continue
        signed = _signed(sentences, number)
        if signed is not None:
            found.append(signed)
            announced, anchor = None, -1
            continue
        label = _labelled(text, sentences, number)
        if label is not None:
            found.append(label)
        told = _told(text, sentence)
        floating = _floating(sentence)
        if floating is not None and announced is not None:
            told = [Attribution((floating,), announced.verb, announced.cue, announced.subject, sentence.paragraph)]
        elif floating is not None and _is_taken_up(text, sentences, number):
            pending.append(floating)
        elif floating is not None:
            told = _float(text, sentences, number, floating, anchor, found)
        elif pending and told:
            told[0], pending = told[0]._replace(content=(*pending, *told[0].content)), []
        anchor = len(found) + _main(text, told) if told and label is None else len(found) - 1 if label else anchor
        found += told
        announced = next((c for c in sentence.clauses if c.place == "next"), None if not floating else announced)
    return _nested(found)


def _told(text: str, sentence: Sentence) -> list[Attribution]:
    """The attributions of one sentence; inside a quotation those of others than its speaker."""
    told = [c for c in sentence.clauses if c.content and not (sentence.quoted and _says_i(text, c))]
    told = [c for c in told if not _is_mute(text, sentence, c) and not _is_noun(sentence, c, told)]
    made = [
        Attribution(c.content, c.verb, c.cue, c.subject, sentence.paragraph, c.outer, sentence.quoted) for c in told
    ]
    return through(text, sentence, made)


def _is_noun(sentence: Sentence, clause: Clause, others: Sequence[Clause]) -> bool:
    """Whether a cue is only what another one is about: "rejected | claims that …"."""
    about = any(o.place == "after" and o.content[0].start == clause.verb.start for o in others)
    return about and any(t.start == clause.verb.start and t.tag == "V" for t in sentence.tokens)


def _is_mute(text: str, sentence: Sentence, clause: Clause) -> bool:
    """Whether the subject is something that happens, or a bare "this": a visit announces nothing by words."""
    if clause.subject is None:
        return False
    if fold(text[clause.subject.start : clause.subject.end]) in _POINTING:
        return True
    if clause.cue.kind == "show":
        return False
    spoken = [t for t in sentence.tokens if clause.subject.start <= t.start < clause.subject.end]
    last = head(spoken)
    return last is not None and last.tag == "N" and last.form in _HAPPENINGS


_POINTING = several("this that these the a an there here one each what which")
_HAPPENINGS = several(
    "visit visits trip trips journey meeting meetings talks test tests launch launches attack attacks bombing blast "
    "explosion fire storm flood crash accident war conflict crisis outbreak protest protests vote win victory defeat "
    "arrest arrests death deaths move moves delay swoon rise fall drop loss losses increase decline shift scare"
)


def _main(text: str, told: Sequence[Attribution]) -> int:
    """Which attribution of a sentence leads: the first whose cue is none of a relative clause, else the first."""
    subjects = [fold(text[one.subject.start : one.subject.end]) if one.subject else "" for one in told]
    return next((n for n, words in enumerate(subjects) if not words.endswith((" who", " which", " that"))), 0)


def _says_i(text: str, clause: Clause) -> bool:
    """Whether a speaker speaks of the own words ("I think"): that adds nobody to the chain."""
    return clause.subject is not None and fold(text[clause.subject.start : clause.subject.end]) in ("i", "we", "you")


def _labelled(text: str, sentences: Sequence[Sentence], number: int) -> Attribution | None:
    """ "Mayor Brandt: the quay stays closed" as a headline, "BRANDT: …" as the line of a transcript."""
    first = sentences[number]
    if first.paragraph == 0 and first.tokens[0].tag == "Q":
        return _headed(text, first)
    opens = number == 0 or sentences[number - 1].paragraph != first.paragraph
    label = _LABEL.match(text, first.start, first.end) if opens else None
    if label is None:
        return None
    name = [t for t in first.tokens if t.end < label.end() - 1]
    shouted = text[first.start : label.end()].isupper()
    named = 0 < len(name) <= 4 and all(t.tag == "P" for t in name) and not any(t.form in _NO_SPEAKER for t in name)
    if not named or not (shouted or first.paragraph == 0):
        return None
    end = (
        max(s.end for s in takewhile(lambda s: s.paragraph == first.paragraph, _from(sentences, number)))
        if shouted
        else first.end
    )
    colon = label.end() - 2
    content = trim(text, label.end(), end)
    words = fold(text[content.start : content.end]).split()
    if len(words) < _SHORT - 2 or (words[0] in _ASKING and not shouted):
        return None
    return Attribution((content,), Span(colon, colon + 1), SIGNED, Span(name[0].start, name[-1].end), first.paragraph)


def _headed(text: str, headline: Sentence) -> Attribution | None:
    """ "‘The quay is a wound’: Mayor Brandt wants it closed": the name behind the colon of a headline."""
    tokens = headline.tokens
    content = Span(tokens[0].start, tokens[0].end)
    if len(tokens) < 3 or tokens[1].tag != ":" or len(text[content.start : content.end].split()) < _SHORT - 2:
        return None
    end = next((k for k in range(2, len(tokens)) if tokens[k].tag != "P"), len(tokens))
    shouted = not any(text[t.start].islower() for t in tokens[2:] if t.tag != "PREP")  # every word has its capital
    if end == 2 or shouted or tokens[2].form in _NO_SPEAKER:
        return None
    mention = Span(tokens[2].start, tokens[end - 1].end)
    return Attribution((content,), Span(tokens[1].start, tokens[1].end), SIGNED, mention, headline.paragraph)


def _signed(sentences: Sequence[Sentence], number: int) -> Attribution | None:
    """ "…" — X: a quotation with its speaker behind a dash, in its own sentence, after it or on the next line."""
    first = sentences[number]
    quoted = list(takewhile(_is_quotation, first.tokens))
    rest = first.tokens[len(quoted) :]
    if quoted and not rest:
        ahead = next((s for s in _from(sentences, number + 1) if not s.quoted), None)
        rest = ahead.tokens if ahead is not None and ahead.paragraph <= first.paragraph + 1 else ()
    name = [t for t in rest[1:] if t.tag != "."]
    if not quoted or not name or rest[0].tag != "-" or len(name) > _SIGNATURE:
        return None
    if name[0].tag != "P" or not all(t.tag in _NAMING for t in name):
        return None
    dash, mention = Span(rest[0].start, rest[0].end), Span(name[0].start, name[-1].end)
    return Attribution((Span(quoted[0].start, quoted[-1].end),), dash, SIGNED, mention, first.paragraph)


def _is_quotation(token: Token) -> bool:
    return token.tag == "Q"


def _floating(sentence: Sentence) -> Span | None:
    """The span of a sentence that is all quotation."""
    quoted = [t for t in sentence.tokens if t.tag == "Q"]
    others = [t for t in sentence.tokens if t.tag not in ("Q", ".", ",", "-", ":")]
    return Span(quoted[0].start, quoted[-1].end) if quoted and not others else None


def _is_taken_up(text: str, sentences: Sequence[Sentence], number: int) -> bool:
    """Whether an open quotation goes on, paragraph by paragraph, into one that names its speaker."""
    ahead_of = pairwise(s for s in _from(sentences, number) if not s.quoted)
    for one, ahead in islice(ahead_of, _SPEECH):
        span = _floating(one)
        if span is None or not _is_open(text, span) or ahead.paragraph != one.paragraph + 1:
            return False
        if ahead.tokens[0].tag != "Q":
            return False
        if any(c.content and c.content[0].start == ahead.start for c in ahead.clauses):
            return True
    return False


def _from(sentences: Sequence[Sentence], number: int) -> Iterator[Sentence]:
    """The sentences from a place on, one by one: most who ask stop soon."""
    return (sentences[k] for k in range(number, len(sentences)))


def _is_open(text: str, span: Span) -> bool:
    """Whether a quotation ends without a mark: it goes on in the next paragraph."""
    return text[span.end - 1] not in _CLOSING


def _float(  # noqa: PLR0913, PLR0917  (what floats, where, and behind what)
    text: str, sentences: Sequence[Sentence], number: int, span: Span, anchor: int, found: list[Attribution]
) -> list[Attribution]:
    """Adds a floating quotation to the one before it, or gives it to who spoke or acted last."""
    paragraph = sentences[number].paragraph
    last = found[anchor] if anchor >= 0 else None
    if last is not None and _goes_on(text, last, paragraph):
        found[anchor] = last._replace(content=(*last.content, span), paragraph=paragraph)
        return []
    actor = _actor(sentences, number)
    if last is not None and (actor is None or actor.start < last.verb.start):
        actor = last.subject if paragraph - last.paragraph <= 1 else None
    long = len(text[span.start : span.end].split()) >= _SHORT
    near = last is not None and paragraph == last.paragraph
    if actor is None or not (near or long):
        return []
    return [Attribution((span,), Span(span.start, span.start), SIGNED, actor, paragraph)]


def _goes_on(text: str, last: Attribution, paragraph: int) -> bool:
    """Whether a floating quotation is the rest of the one before it: in its paragraph, or where that was left open."""
    closed = text[last.content[-1].end - 1] in _CLOSING
    if paragraph == last.paragraph:
        return closed
    return paragraph == last.paragraph + 1 and not closed and text[last.content[-1].start] in _OPENING


def _actor(sentences: Sequence[Sentence], number: int) -> Span | None:
    """The person of whom the sentence before a floating quotation tells: "Varga was angry. “…”"."""
    before = next((sentences[k] for k in range(number - 1, -1, -1) if not sentences[k].quoted), None)
    if before is None or sentences[number].paragraph - before.paragraph > 1:
        return None
    first = next((k for k, t in enumerate(before.tokens[:2]) if t.tag in ("P", "PRO")), None)
    end = right_of(before.tokens, first) if first is not None else 0
    if first is None or end >= len(before.tokens) or before.tokens[end].tag not in ("V", "VD", "AUX", "MD", "ADV"):
        return None
    if before.tokens[first].tag == "PRO" and before.tokens[first].form not in ("he", "she"):
        return None
    return Span(before.tokens[first].start, before.tokens[end - 1].end)


_OPENING = "\"\u201c\u2018'\u00ab\u300c\u201e"
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
