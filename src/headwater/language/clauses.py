"""Clause: a cue of attribution with its roles: who is its subject, and what stands as its content."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from headwater.language.content import end_of, start_of
from headwater.language.lexicon import ACCORDING, CUES, Cue, several
from headwater.language.phrases import Range, Tokens, left_of, right_of
from headwater.language.roles import Clause
from headwater.records import Span

_BE = several("be am is are was were been being 's 're 'm")
_DOUBTFUL = several("may might could can should must would ca")
_HEARD = several("say allege believe think report claim expect understand know assume suspect")


class _Found(NamedTuple):
    """A clause by token positions. `aside` is the parenthesis (", X said,") around which its content stands."""

    cue: Cue
    verb: Range
    subject: Range | None
    start: int  # of a content behind the cue
    place: Literal["after", "around", "according", "before"]
    aside: Range | None = None
    outer: Range | None = None


class _Group(NamedTuple):
    """The verb group around a cue: where it starts, and how it is bent."""

    start: int
    negated: bool
    modal: str
    passive: bool
    infinitive: bool


def clauses(tokens: Tokens) -> tuple[Clause, ...]:
    """Every attribution of a sentence outside its quotations, in the order of the cues."""
    found = _according(tokens)
    for i, token in enumerate(tokens):
        cue = CUES.get(token.lemma) if token.tag in ("V", "VD", "VG") else None
        one = _attribution(tokens, i, cue, found) if cue else None
        if one is not None:
            found.append(one)
    found.sort(key=lambda f: f.verb)
    made = (_clause(tokens, one, found) for one in found)
    return tuple(clause for clause in made if clause is not None)


def _attribution(tokens: Tokens, i: int, cue: Cue, before: Sequence[_Found]) -> _Found | None:
    """The clause around the cue at `i`, or None where the word gives nobody's words."""
    group = _group(tokens, i)
    if group.negated or group.modal in _DOUBTFUL:
        return None
    if group.passive:
        return _passive(tokens, i, cue, group)
    return _inverted(tokens, i, cue, group) or _active(tokens, i, cue, group, before)


def _active(tokens: Tokens, i: int, cue: Cue, group: _Group, before: Sequence[_Found]) -> _Found | None:
    """X said Y; or Y, X said, where nothing follows the cue."""
    subject = _subject(tokens, i, group, before)
    if subject is None:
        return None
    content = start_of(tokens, i, cue)
    if content is None or _is_split(tokens, subject, content[0]):
        return _around(tokens, i, cue, group, subject)
    start, verb_end = content
    only_quoted = cue.takes == "q" and verb_end == i + 1 and tokens[start].tag != "Q"
    return None if only_quoted else _Found(cue, (group.start, verb_end), subject, start, "after")


def _is_split(tokens: Tokens, subject: Range, start: int) -> bool:
    """ "A," X said, "B": a quotation before the speaker and one behind the cue's comma."""
    return (
        tokens[subject[0] - 1].tag == "Q"
        and subject[0] > 0
        and tokens[start - 1].tag == ","
        and tokens[start].tag == "Q"
    )


def _group(tokens: Tokens, i: int) -> _Group:
    """The auxiliaries, negations and adverbs that belong to the verb at `i`."""
    start, negated, modal, passive = i, False, "", False
    k = i - 1
    while k >= 0 and tokens[k].tag in ("AUX", "MD", "NEG", "ADV"):
        negated = negated or tokens[k].tag == "NEG"
        modal = tokens[k].form if tokens[k].tag == "MD" else modal
        if tokens[k].form in _BE and tokens[i].tag == "VD":
            passive = passive or all(t.tag in ("ADV", "NEG") for t in tokens[k + 1 : i])
        start = k
        k -= 1
    return _Group(start, negated, modal, passive, k >= 0 and tokens[k].tag == "TO")


def _subject(tokens: Tokens, i: int, group: _Group, before: Sequence[_Found]) -> Range | None:
    """The subject left of the verb group, or that of the verb it is coordinated with or hangs on."""
    last = group.start - 1
    if tokens[i].tag == "VG" and not any(t.tag == "AUX" for t in tokens[group.start : i]):
        return _inherited(tokens, group.start, before, nearest=True)
    if group.infinitive:
        return _inherited(tokens, last, before, nearest=False)
    found = left_of(tokens, last)
    if found is None and last >= 0 and tokens[last].tag in ("CC", ","):
        return _inherited(tokens, last, before, nearest=False)
    return found


def _inherited(tokens: Tokens, stop: int, before: Sequence[_Found], *, nearest: bool) -> Range | None:
    """The subject of a cue before (the nearest for a participle, else the first), else of the first finite verb."""
    earlier = [f.subject for f in before if f.verb[1] <= stop and f.subject is not None and f.place == "after"]
    if earlier:
        return earlier[-1] if nearest else earlier[0]
    for k in range(stop):
        if tokens[k].tag in ("V", "VD", "AUX", "MD"):
            found = left_of(tokens, _group(tokens, k).start - 1)
            if found is not None:
                return found
    return None


def _inverted(tokens: Tokens, i: int, cue: Cue, group: _Group) -> _Found | None:
    """ "…," said X, a professor of history."""
    k = group.start - 1
    if not ("c" in cue.takes and cue.kind == "say" and tokens[i].tag in ("V", "VD") and k >= 0 and i + 1 < len(tokens)):
        return None
    if tokens[k].tag not in (",", "Q", "-") or tokens[i + 1].tag not in ("P", "N", "DET", "POSS", "PRO", "NUM"):
        return None
    bare = right_of(tokens, i + 1, appositions=False)
    if bare < len(tokens) and tokens[bare].tag in ("V", "VD", "AUX", "MD", "Q", "ADV", "NEG") and tokens[k].tag != "Q":
        return None
    end = right_of(tokens, i + 1)
    first = k + 1 if tokens[k].tag == "Q" else k
    return _Found(cue, (group.start, i + 1), (i + 1, end), -1, "around", (first, _aside_end(tokens, end)))


def _around(tokens: Tokens, i: int, cue: Cue, group: _Group, subject: Range) -> _Found | None:
    """A cue without content to its right: the content is what stands before it, and goes on behind it."""
    if "c" not in cue.takes or tokens[i].tag == "VG" or group.infinitive or subject[1] > i:
        return None
    k = subject[0] - 1
    if k < 0 or not (tokens[k].tag in (",", "Q", "-", ".", ":") or tokens[k].form == "as"):
        return None
    first = k + 1 if tokens[k].tag == "Q" else k
    return _Found(cue, (group.start, i + 1), subject, -1, "around", (first, _aside_end(tokens, i + 1)))


def _aside_end(tokens: Tokens, k: int) -> int:
    """Behind the parenthesis that goes on at `k`: its comma included, or all where no content follows."""
    for m in range(k, len(tokens)):
        tag = tokens[m].tag
        if tag == ",":
            ahead = tokens[m + 1].tag if m + 1 < len(tokens) else "."
            quoted = any(t.tag == "Q" for t in tokens[m + 1 : m + 3])
            if quoted or ahead not in ("VG", "WH", "PREP", "SUB", "CC", "ADV"):
                return m + 1
        elif tag in ("Q", ";", ":", "."):
            return m
    return len(tokens)


def _passive(tokens: Tokens, i: int, cue: Cue, group: _Group) -> _Found | None:
    """ "It is alleged that …", which nobody is said to say; "X was accused by Y of"."""
    k = group.start - 1
    behind = tokens[i + 1 : i + 5]
    verb = group.start, i + 1
    if k >= 0 and tokens[k].form == "it" and behind and behind[0].form == "that" and cue.lemma in _HEARD:
        return _Found(cue, verb, None, i + 2, "after")
    by = next((m for m, t in enumerate(behind, i + 1) if t.form == "by"), None)
    patient = left_of(tokens, k) if by is not None and cue.kind in ("say", "judge") else None
    if by is None or patient is None:
        return None
    end = right_of(tokens, by + 1)
    return _Found(cue, verb, (by + 1, end), patient[0], "before", (group.start, end)) if end > by + 1 else None


def _according(tokens: Tokens) -> list[_Found]:
    """Every "according to X", with the whole of "his comments published by X"."""
    found: list[_Found] = []
    for i in range(len(tokens) - 2):
        if tokens[i].form != "according" or tokens[i + 1].form != "to":
            continue
        end = _past_publisher(tokens, right_of(tokens, i + 2))
        if end > i + 2:
            before = i - 1 if i and tokens[i - 1].tag == "," else i
            behind = end + 1 if end < len(tokens) and tokens[end].tag == "," else end
            found.append(_Found(ACCORDING, (i, i + 2), (i + 2, end), -1, "according", (before, behind)))
    return found


def _past_publisher(tokens: Tokens, k: int) -> int:
    """Behind "published by the ministry", "released on Monday by the board" where such stands at `k`."""
    if k >= len(tokens) or tokens[k].tag != "VD":
        return k
    by = next((m for m in range(k + 1, min(len(tokens) - 1, k + 6)) if tokens[m].form in ("by", "in", "on")), None)
    return k if by is None else right_of(tokens, by + 1)


def _clause(tokens: Tokens, found: _Found, others: Sequence[_Found]) -> Clause | None:
    """The clause as spans, parentheses of others cut out of its content; None where nothing is left of that."""
    pieces = _pieces(tokens, found, others)
    for other in others:
        if other.aside is not None and other is not found and not _holds(found, other):
            pieces = [part for piece in pieces for part in _without(piece, other.aside)]
    spans = tuple(s for s in (_span(tokens, *piece) for piece in pieces) if s is not None)
    verb = _span(tokens, *found.verb)
    if not spans or verb is None:
        return None
    subject = _span(tokens, *found.subject) if found.subject else None
    outer = _span(tokens, *found.outer) if found.outer else None
    return Clause(found.cue, verb, subject, spans, found.place, outer)


def _pieces(tokens: Tokens, found: _Found, others: Sequence[_Found]) -> list[Range]:
    """The token ranges of the content."""
    if found.aside is None:
        cues = [
            o.subject[0] if o.subject and o.subject[0] < o.verb[0] else o.verb[0] for o in others if o.place == "after"
        ]
        cues += [o.verb[0] for o in others if o.place == "after"]
        return [(found.start, end_of(tokens, found.start, found.cue, cues))]
    if found.place == "before":
        return [(found.start, found.verb[0])]
    semicolons = [k for k in range(found.aside[0]) if tokens[k].tag == ";"]
    return [(semicolons[-1] + 1 if semicolons else 0, found.aside[0]), (found.aside[1], len(tokens))]


def _holds(found: _Found, other: _Found) -> bool:
    """Whether a later parenthesis takes in an earlier one: "…," X said, according to Y."""
    if found.aside is None or other.aside is None or other.place == "before":
        return other.place == "before"
    return other.aside[0] < found.aside[0] and found.place != "before"


def _without(piece: Range, hole: Range) -> list[Range]:
    """A range without what lies in another."""
    if hole[1] <= piece[0] or hole[0] >= piece[1]:
        return [piece]
    return [(a, b) for a, b in ((piece[0], hole[0]), (hole[1], piece[1])) if a < b]


def _span(tokens: Tokens, start: int, end: int) -> Span | None:
    """The text span of a token range without the marks at its edges."""
    while start < end and tokens[start].tag in (",", ";", ":", "-", ".", ")"):
        start += 1
    while end > start and tokens[end - 1].tag in (",", ";", ":", "-", "."):
        end -= 1
    return Span(tokens[start].start, tokens[end - 1].end) if end > start else None
