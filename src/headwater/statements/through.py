"""Through: the sources that stand around a cue: who carried the words, who was told them, who is cited for them."""

from collections.abc import Iterator, Sequence

from headwater.documents.agencies import agency_named
from headwater.language import Sentence, Token
from headwater.language.lexicon import WRITINGS, several
from headwater.language.phrases import right_of
from headwater.records import Span
from headwater.statements.kinds import Attribution
from headwater.text import fold

_CARRYING = several("carried published released broadcast aired reported distributed relayed posted printed issued run")
_MEDIA = several(
    "agency news media radio television tv newspaper broadcaster channel network magazine press outlet station website "
    "times post gazette herald tribune journal telegraph courier observer chronicle daily mail mirror wire service"
)
_CITED = several(
    "official officials source sources person people aide aides diplomat diplomats witness witnesses police lawyer "
    "lawyers expert experts analyst analysts spokesman spokeswoman spokesperson minister ministers ministry resident "
    "residents relative relatives neighbour neighbours doctor doctors officer officers commander commanders member "
    "members researcher researchers scientist scientists economist economists executive executives employee employees "
    "worker workers insider insiders activist activists office prosecutor prosecutors investigator investigators "
    "authorities media agency newspaper broadcaster radio television government leader leaders adviser advisers"
)
_LEADING = several("by to with")
_CITING = several("cite quote")
_HEARING = several("tell inform")
_BETWEEN = 6  # tokens between "statement" and "carried by"


def through(text: str, sentence: Sentence, told: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of one sentence, each with the outer or inner source that its sentence names beside the cue."""
    found = _cited(text, sentence, told)
    outlets = [*_carriers(text, sentence)]
    for outlet in outlets:
        if not any(part.start <= outlet.start < part.end for one in found for part in one.content):
            found = [_with_outer(one, outlet) for one in found]
    return [_with_hearer(text, sentence, one) for one in found]


def _with_outer(one: Attribution, outlet: Span) -> Attribution:
    """An attribution through an outlet, where nobody stands there yet and the outlet itself does not speak."""
    if one.outer is not None or one.subject is None or _meet(one.subject, outlet):
        return one
    return one._replace(outer=outlet)


def _carriers(text: str, sentence: Sentence) -> Iterator[Span]:
    """Who put out the writing in which something was said: "in a statement carried by X", "in an interview with X"."""
    tokens = sentence.tokens
    for k in [k for k, t in enumerate(tokens[:-1]) if t.form in _LEADING]:
        token = tokens[k]
        near = {t.form for t in tokens[max(0, k - _BETWEEN) : k]}
        written = not near.isdisjoint(WRITINGS)
        carried = token.form == "by" and written and not near.isdisjoint(_CARRYING)
        spoken = token.form != "by" and ((written and "in" in near) or "speaking" in near)
        if carried or spoken:
            end = right_of(tokens, k + 1, appositions=False)
            if end > k + 1 and (carried or is_medium(text[tokens[k + 1].start : tokens[end - 1].end])):
                yield Span(tokens[k + 1].start, tokens[end - 1].end)


def _with_hearer(text: str, sentence: Sentence, one: Attribution) -> Attribution:
    """An attribution with the outlet that was told: "X told Y Radio that"."""
    if one.cue.lemma not in _HEARING or one.outer is not None:
        return one
    first = next((k for k, t in enumerate(sentence.tokens) if t.start >= one.verb.end), None)
    end = right_of(sentence.tokens, first, appositions=False) if first is not None else 0
    if first is None or end <= first:
        return one
    start = sentence.tokens[first].start
    ahead = [part.start for part in one.content if part.end > start]
    words = [t for t in sentence.tokens[first:end] if not ahead or t.start < min(ahead)]
    if not words or not is_medium(text[start : words[-1].end]):
        return one
    return one._replace(outer=Span(start, words[-1].end))


def is_medium(words: str) -> bool:
    """Whether a phrase names who brings news to others: an agency of the table, or a word for one as its head."""
    forms = fold(words).split()
    return bool(forms) and (forms[-1] in _MEDIA or agency_named(words) is not None)


def _cited(text: str, sentence: Sentence, told: Sequence[Attribution]) -> list[Attribution]:
    """ "X reported Y, citing Z": Z says it, through X; what is cited and can say nothing stays as it is."""
    found = list(told)
    for citing in told:
        plain = citing.cue.lemma in _CITING and fold(text[citing.verb.start : citing.verb.end]).endswith("ing")
        if not plain or len(citing.content) != 1 or not _can_speak(sentence, citing.content[0]):
            continue
        host = next((n for n, one in enumerate(found) if _hosts(one, citing)), None)
        if host is not None:
            found[host] = found[host]._replace(outer=found[host].subject, subject=citing.content[0])
            found.remove(citing)
    return found


def _hosts(one: Attribution, citing: Attribution) -> bool:
    """Whether two cues have one subject, and the first is free to take an outer source."""
    return one.cue.lemma not in _CITING and one.outer is None and one.subject == citing.subject is not None


def _can_speak(sentence: Sentence, span: Span) -> bool:
    """Whether a noun phrase is of people, a body or a writing."""
    inside = [t for t in sentence.tokens if span.start <= t.start < span.end]
    last = head(inside)
    return last is not None and (last.tag == "P" or last.form in _CITED or last.form in WRITINGS)


def head(tokens: Sequence[Token]) -> Token | None:
    """The head of a noun phrase: its last noun before a preposition, a comma or a clause."""
    last: Token | None = None
    for t in tokens:
        if t.tag == "GEN":  # "Varga's visit" is a visit
            last = None
        elif t.tag in ("N", "P"):
            last = t
        elif last is not None or t.tag not in ("DET", "POSS", "NUM", "ADV", "VD", "VG"):
            break
    return last


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
