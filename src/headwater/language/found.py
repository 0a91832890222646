"""Found: a clause by token positions, before it becomes spans; the verb group of a cue and its subject."""

from collections.abc import Sequence
from typing import NamedTuple

from headwater.language.lexicon import WRITINGS, Cue, several
from headwater.language.phrases import Range, Tokens, left_of
from headwater.language.roles import Place
from headwater.records import Span

BE = several("be am is are was were been being 's 're 'm")
DOUBTFUL = several("may might could can should must would ca")


class Found(NamedTuple):
    """A clause by token positions. `aside` is the parenthesis (", X said,") around which its content stands."""

    cue: Cue
    verb: Range
    subject: Range | None
    start: int  # of a content behind the cue
    place: Place
    aside: Range | None = None
    outer: Range | None = None
    limit: int | None = None  # the content ends before it


class Group(NamedTuple):
    """The verb group around a cue: where it starts, and how it is bent."""

    start: int
    negated: bool
    modal: str
    passive: bool
    infinitive: bool


def group_of(tokens: Tokens, i: int) -> Group:
    """The auxiliaries, negations and adverbs that belong to the verb at `i`."""
    start, negated, modal, passive = i, False, "", False
    k = i - 1
    while k >= 0 and tokens[k].tag in ("AUX", "MD", "NEG", "ADV"):
        negated = negated or tokens[k].tag == "NEG"
        modal = tokens[k].form if tokens[k].tag == "MD" else modal
        if tokens[k].form in BE and tokens[i].tag == "VD":
            passive = passive or all(t.tag in ("ADV", "NEG") for t in tokens[k + 1 : i])
        start = k
        k -= 1
    return Group(start, negated, modal, passive, k >= 0 and tokens[k].tag == "TO")


def subject_of(tokens: Tokens, i: int, group: Group, before: Sequence[Found]) -> Range | None:
    """The subject left of the verb group, or that of the verb it is coordinated with or hangs on."""
    last = group.start - 1
    if tokens[i].tag == "VG" and not any(t.tag == "AUX" for t in tokens[group.start : i]):
        return _inherited(tokens, group.start, before, around=True)
    if group.infinitive:
        return _inherited(tokens, last, before, around=False)
    found = left_of(tokens, last)
    if found is None and last >= 0 and tokens[last].tag in ("CC", ","):
        return _inherited(tokens, last, before, around=False)
    return found


def _inherited(tokens: Tokens, stop: int, before: Sequence[Found], *, around: bool) -> Range | None:
    """The subject of the nearest cue before (of a parenthesis too, if so asked), else of the first finite verb."""
    places = ("after", "around") if around else ("after",)
    earlier = [f.subject for f in before if f.verb[1] <= stop and f.place in places and f.subject is not None]
    if earlier:
        return earlier[-1]
    for k in range(stop):
        if tokens[k].tag in ("V", "VD", "AUX", "MD"):
            found = left_of(tokens, group_of(tokens, k).start - 1)
            if found is not None:
                return found
    return None


def is_withheld(tokens: Tokens, cue: Cue, group: Group) -> bool:
    """Whether the page does not vouch that a cue gives somebody's words: not said, may be said, "will be hoping"."""
    guessed = group.modal != "" and cue.kind == "mind"  # by the page's own guess
    doubted = group.infinitive and _is_doubted(tokens, group.start)
    return guessed or group.negated or group.modal in DOUBTFUL or doubted


def _is_doubted(tokens: Tokens, stop: int) -> bool:
    """Whether the verb on which an infinitive hangs stands under a "may" or a "not"."""
    near = [t for t in tokens[max(0, stop - 12) : stop] if t.tag in ("MD", "NEG", ",", "SUB", "CC")]
    return bool(near) and (near[-1].tag == "NEG" or near[-1].form in DOUBTFUL)


def can_tell(cue: Cue, subject: Tokens, that: bool) -> bool:
    """Whether a subject can be who says it: "no boats" is nobody, and things show by a "that" or as writings only."""
    shown = cue.kind != "show" or that or any(t.form in WRITINGS for t in subject)
    return shown and subject[0].form not in ("no", "neither", "none")


def span_of(tokens: Tokens, start: int, end: int) -> Span | None:
    """The text span of a token range without the marks at its edges."""
    while start < end and tokens[start].tag in (",", ";", ":", "-", ".", ")"):
        start += 1
    while end > start and tokens[end - 1].tag in (",", ";", ":", "-", "."):
        end -= 1
    return Span(tokens[start].start, tokens[end - 1].end) if end > start else None
