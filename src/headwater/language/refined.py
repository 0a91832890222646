"""Refined: the floor's clauses put right by a parser's roles, and those added that only the parser sees."""

from bisect import bisect_left
from collections.abc import Sequence

from headwater.language.found import can_tell, group_of, is_withheld, span_of
from headwater.language.lexicon import CUES
from headwater.language.phrases import Range, Tokens
from headwater.language.roles import Clause
from headwater.records import Span

_VERBS = ("V", "VD", "VG")
_GOVERNED = ("infinitive", "complement", "object", "oblique", "aside")
_FAR = 4  # coordinated verbs over which a subject is looked for


def refined(tokens: Tokens, found: Sequence[Clause]) -> tuple[Clause, ...]:
    """The clauses of a sentence in the order of their cues: infinitives whole, cues with a complement not forgotten."""
    roles = {t.role for t in tokens}
    if "infinitive" not in roles and "complement" not in roles:
        return tuple(found)
    extents = _extents(tokens)
    kept = [_whole(tokens, clause, extents) for clause in found]
    added = [_seen(tokens, i, extents) for i in range(len(tokens)) if not _is_taken(tokens, i, found)]
    return tuple(sorted([*kept, *(c for c in added if c is not None)], key=lambda c: c.verb.start))


def _extents(tokens: Tokens) -> list[Range]:
    """For every token the range of what hangs on it, itself included."""
    first, last = list(range(len(tokens))), list(range(len(tokens)))
    for i in range(len(tokens)):
        at = tokens[i].head
        for _ in range(len(tokens)):  # a quotation that is one token can close a circle
            if at < 0:
                break
            first[at], last[at] = min(first[at], i), max(last[at], i)
            at = tokens[at].head
    return [(a, b + 1) for a, b in zip(first, last, strict=True)]


def _under(tokens: Tokens, i: int, *roles: str) -> int | None:
    """The first token that hangs on another in one of these roles."""
    return next((k for k, t in enumerate(tokens) if t.head == i and t.role in roles), None)


def _whole(tokens: Tokens, clause: Clause, extents: Sequence[Range]) -> Clause:
    """A clause whose content is an infinitive, to the infinitive's end where the floor stopped before it."""
    if clause.place != "after" or len(clause.content) != 1:
        return clause
    starts = [t.start for t in tokens]
    cue = range(bisect_left(starts, clause.verb.start), bisect_left(starts, clause.verb.end))
    verb = next((i for i in reversed(cue) if tokens[i].tag in _VERBS), None)
    first = bisect_left(starts, clause.content[0].start)
    around = (k for k, (a, b) in enumerate(extents) if tokens[k].head == verb and a - 2 <= first < b)
    under = next((k for k in around if tokens[k].role in _GOVERNED and verb is not None and k > verb), None)
    if under is None or tokens[under].role != "infinitive":
        return clause
    span = span_of(tokens, first, extents[under][1])
    return clause._replace(content=(span,)) if span and span.end > clause.content[0].end else clause


def _is_taken(tokens: Tokens, i: int, found: Sequence[Clause]) -> bool:
    return any(c.verb.start <= tokens[i].start < c.verb.end for c in found)


def _seen(tokens: Tokens, i: int, extents: Sequence[Range]) -> Clause | None:
    """The clause of a cue with a subject before it and a clausal complement behind it."""
    cue = CUES.get(tokens[i].lemma) if tokens[i].tag in _VERBS else None
    if cue is None:
        return None
    content, subject, group = _under(tokens, i, "complement"), _subject(tokens, i), group_of(tokens, i)
    if content is None or subject is None or is_withheld(tokens, cue, group) or extents[content][0] <= i:
        return None
    start, end = extents[content]
    that = tokens[start].form == "that"
    if not can_tell(cue, tokens[slice(*extents[subject])], that):
        return None
    said = span_of(tokens, start + int(that), end)
    who = span_of(tokens, *extents[subject])
    if said is None or who is None or said.start < who.end:
        return None
    verb = Span(tokens[group.start].start, tokens[i].end)
    return Clause(cue, verb, who, (said,), "after")


def _subject(tokens: Tokens, i: int) -> int | None:
    """The subject of a verb, or of the verb that it is coordinated with."""
    for _ in range(_FAR):
        found = _under(tokens, i, "subject", "passive subject")
        if found is not None or tokens[i].role != "conjunct" or tokens[i].head < 0:
            return found
        i = tokens[i].head
    return None
