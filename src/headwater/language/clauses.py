"""Clause: a cue of attribution with its roles: who is its subject, and what stands as its content.

found    token positions, verb groups, subjects      phrases   noun phrases to the left and to the right
asides   ", X said,", "according to X"               content   where what is said starts and ends
turns    passives, second hand, nouns, minds
"""

from collections.abc import Sequence

from headwater.language.asides import according, around, inverted, signed
from headwater.language.content import Cues, end_of, start_of
from headwater.language.found import Found, Group, can_tell, group_of, is_withheld, span_of, subject_of
from headwater.language.lexicon import CUES, PARTICIPLES, PUT_IT, Cue
from headwater.language.phrases import Range, Tokens
from headwater.language.roles import Clause
from headwater.language.turns import fronted, nominal, passive, quoted_as, stances

_LONGEST = 300  # tokens; what has no full stop for longer is a list or a table


def clauses(tokens: Tokens) -> tuple[Clause, ...]:
    """Every attribution of a sentence outside its quotations, in the order of the cues."""
    if len(tokens) > _LONGEST:
        return ()
    found = [*according(tokens), *signed(tokens), *nominal(tokens), *stances(tokens)]
    for i, token in enumerate(tokens):
        cue = _cue_at(tokens, i) if token.tag in ("V", "VD", "VG") else None
        one = _attribution(tokens, i, cue, found) if cue else None
        if one is not None:
            found.append(one)
    quoted = {f.verb[0] for f in found if f.outer}
    found = [f for f in found if f.outer or f.verb[0] not in quoted]
    found += [more for f in found if (more := _and_that(tokens, f, found))]
    found.sort(key=lambda f: (f.verb, f.start))
    made = (_clause(tokens, one, found) for one in found)
    return tuple(clause for clause in made if clause is not None)


def _cue_at(tokens: Tokens, i: int) -> Cue | None:
    """The cue that a verb is in its place: "put it" is one, "asked not to be named" is none."""
    behind = [t.form for t in tokens[i + 1 : i + 5]]
    if tokens[i].lemma == "put":
        return PUT_IT if behind[:1] == ["it"] else None
    if tokens[i].lemma == "ask" and "be" in behind and ("named" in behind or "identified" in behind):
        return None
    return CUES.get(tokens[i].lemma)


def _and_that(tokens: Tokens, found: Found, others: Sequence[Found]) -> Found | None:
    """X praised Y, and that Z: a second content of the same cue."""
    if found.place != "after" or tokens[found.start - 1].form == "that":
        return None
    end = _pieces(tokens, found, others)[0][1]
    ahead = [t.form for t in tokens[end : end + 3] if t.form != ","]
    if ahead[:2] != ["and", "that"]:
        return None
    start = next(k for k in range(end, len(tokens)) if tokens[k].form == "that") + 1
    return found._replace(start=start) if start < len(tokens) else None


def _attribution(tokens: Tokens, i: int, cue: Cue, before: Sequence[Found]) -> Found | None:
    """The clause around the cue at `i`, or None where the word gives nobody's words."""
    group = group_of(tokens, i)
    if is_withheld(tokens, cue, group):
        return None
    if group.passive:
        return passive(tokens, i, cue, group)
    found = inverted(tokens, i, cue, group) or _active(tokens, i, cue, group, before)
    if found is None or found.subject is None:
        return found
    spoken = tokens[slice(*found.subject)]
    nobody = tokens[found.subject[0] - 1].tag == "NEG" and found.subject[0] > 0
    that = found.start > 0 and tokens[found.start - 1].form == "that"
    return found if can_tell(cue, spoken, that) and not nobody else None


def _active(tokens: Tokens, i: int, cue: Cue, group: Group, before: Sequence[Found]) -> Found | None:
    """X said Y; or Y, X said, where nothing follows the cue."""
    if tokens[i].tag == "VG" and group.start == 0:
        return fronted(tokens, i, cue)
    if tokens[i].tag == "VG" and tokens[group.start - 1].form == "as":
        return quoted_as(tokens, i, cue, before)
    subject = subject_of(tokens, i, group, before)
    bare = tokens[i].form in PARTICIPLES and not any(t.tag == "AUX" for t in tokens[group.start : i])
    if subject is None or bare:  # "a letter written in May"
        return None
    content = start_of(tokens, i, cue)
    if content is None or _closes_quotation(tokens, subject, i):
        if i + 2 == len(tokens) and tokens[i + 1].tag == ":":
            return Found(cue, (group.start, i + 1), subject, -1, "next")
        return around(tokens, i, cue, group, subject)
    start, verb_end = content
    only_quoted = cue.takes == "q" and verb_end == i + 1 and tokens[start].tag != "Q"
    return None if only_quoted else Found(cue, (group.start, verb_end), subject, start, "after")


def _closes_quotation(tokens: Tokens, subject: Range, i: int) -> bool:
    """Whether a quotation that ended with a comma stands right before the speaker: "A," X told them on Friday."""
    last = subject[0] - 1
    if subject[1] > i or last < 0 or tokens[i].tag == "VG":
        return False
    return (
        tokens[last].lemma != "" if tokens[last].tag == "Q" else tokens[last].tag == "," and tokens[last - 1].tag == "Q"
    )


def _clause(tokens: Tokens, found: Found, others: Sequence[Found]) -> Clause | None:
    """The clause as spans, parentheses of others cut out of its content; None where nothing is left of that."""
    pieces = _pieces(tokens, found, others)
    for other in others:
        if other.aside is not None and other is not found and not _holds(found, other):
            pieces = [part for piece in pieces for part in _without(piece, other.aside)]
    spans = tuple(s for s in (span_of(tokens, *piece) for piece in pieces) if s is not None)
    verb = span_of(tokens, *found.verb)
    if verb is None or (not spans and found.place != "next"):
        return None
    subject = span_of(tokens, *found.subject) if found.subject else None
    outer = span_of(tokens, *found.outer) if found.outer else None
    return Clause(found.cue, verb, subject, spans, found.place, outer)


def _pieces(tokens: Tokens, found: Found, others: Sequence[Found]) -> list[Range]:
    """The token ranges of the content."""
    if found.place == "next":
        return []
    cues = _starts(others)
    if found.aside is None:
        return [(found.start, found.limit or end_of(tokens, found.start, found.cue, cues))]
    if found.place == "before":
        rest = found.aside[1]
        end = end_of(tokens, rest, found.cue, cues) if rest < len(tokens) else rest
        return [(found.start, found.verb[0]), (rest, end)]
    first, last = found.aside
    start = next((k + 1 for k in range(first - 1, -1, -1) if tokens[k].tag == ";"), 0)
    end = next((k for k in range(last, len(tokens)) if tokens[k].tag == ";"), len(tokens))
    return [(start, first), (last, end)]


def _starts(others: Sequence[Found]) -> Cues:
    """Where the attributions with a content behind them start."""
    behind = [o for o in others if o.place == "after"]
    own = [o.subject[0] for o in behind if o.subject and o.subject[0] <= o.verb[0]]
    near = [o for o in behind if o.subject and o.subject[1] == o.verb[0]]
    bare = [o.verb[0] for o in behind if o not in near]
    return Cues(frozenset(own), frozenset(bare))


def _holds(found: Found, other: Found) -> bool:
    """Whether a parenthesis is no hole in this content: a later one takes it in; or this cue stands inside it."""
    if other.aside is not None and other.aside[0] <= found.verb[0] < other.aside[1]:
        return True
    if found.aside is None or other.aside is None or other.place == "before":
        return other.place == "before"
    return other.aside[0] < found.aside[0] and found.place != "before"


def _without(piece: Range, hole: Range) -> list[Range]:
    """A range without what lies in another."""
    if hole[1] <= piece[0] or hole[0] >= piece[1]:
        return [piece]
    return [(a, b) for a, b in ((piece[0], hole[0]), (hole[1], piece[1])) if a < b]
