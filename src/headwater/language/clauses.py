"""Clause: a cue of attribution with its roles: who is its subject, and what stands as its content."""

from collections.abc import Sequence
from typing import NamedTuple

from headwater.language.content import Cues, end_of, start_of
from headwater.language.lexicon import ACCORDING, CUES, NOMINAL, PUT_IT, SIGNED, STANCES, WRITINGS, Cue, several
from headwater.language.phrases import Range, Tokens, left_of, right_of
from headwater.language.roles import Clause, Place
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
    place: Place
    aside: Range | None = None
    outer: Range | None = None
    limit: int | None = None  # the content ends before it


class _Group(NamedTuple):
    """The verb group around a cue: where it starts, and how it is bent."""

    start: int
    negated: bool
    modal: str
    passive: bool
    infinitive: bool


def clauses(tokens: Tokens) -> tuple[Clause, ...]:
    """Every attribution of a sentence outside its quotations, in the order of the cues."""
    found = [*_according(tokens), *_signed(tokens), *_nominal(tokens), *_stances(tokens)]
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


def _and_that(tokens: Tokens, found: _Found, others: Sequence[_Found]) -> _Found | None:
    """X praised Y, and that Z: a second content of the same cue."""
    if found.place != "after" or tokens[found.start - 1].form == "that":
        return None
    end = _pieces(tokens, found, others)[0][1]
    ahead = [t.form for t in tokens[end : end + 3] if t.form != ","]
    if ahead[:2] != ["and", "that"]:
        return None
    start = next(k for k in range(end, len(tokens)) if tokens[k].form == "that") + 1
    return found._replace(start=start) if start < len(tokens) else None


def _attribution(tokens: Tokens, i: int, cue: Cue, before: Sequence[_Found]) -> _Found | None:
    """The clause around the cue at `i`, or None where the word gives nobody's words."""
    group = _group(tokens, i)
    if group.negated or group.modal in _DOUBTFUL or (group.infinitive and _is_doubted(tokens, group.start)):
        return None
    if group.passive:
        return _passive(tokens, i, cue, group)
    found = _inverted(tokens, i, cue, group) or _active(tokens, i, cue, group, before)
    if found is None or found.subject is None:
        return found
    spoken = tokens[slice(*found.subject)]
    nobody = tokens[found.subject[0] - 1].tag == "NEG" and found.subject[0] > 0
    shown = cue.kind != "show" or any(t.form in WRITINGS or t.tag in ("PRO", "Q") for t in spoken)
    return found if shown and not nobody and spoken[0].form not in ("no", "neither", "none") else None


def _is_doubted(tokens: Tokens, stop: int) -> bool:
    """Whether the verb on which an infinitive hangs stands under a "may" or a "not"."""
    near = [t for t in tokens[max(0, stop - 6) : stop] if t.tag in ("MD", "NEG", ",", "SUB", "CC")]
    return bool(near) and (near[-1].tag == "NEG" or near[-1].form in _DOUBTFUL)


def _active(tokens: Tokens, i: int, cue: Cue, group: _Group, before: Sequence[_Found]) -> _Found | None:
    """X said Y; or Y, X said, where nothing follows the cue."""
    if tokens[i].tag == "VG" and group.start == 0:
        return _fronted(tokens, i, cue)
    if tokens[i].tag == "VG" and tokens[group.start - 1].form == "as":
        return _quoted_as(tokens, i, cue, before)
    subject = _subject(tokens, i, group, before)
    if subject is None:
        return None
    content = start_of(tokens, i, cue)
    if content is None or _closes_quotation(tokens, subject, i):
        if i + 2 == len(tokens) and tokens[i + 1].tag == ":":
            return _Found(cue, (group.start, i + 1), subject, -1, "next")
        return _around(tokens, i, cue, group, subject)
    start, verb_end = content
    only_quoted = cue.takes == "q" and verb_end == i + 1 and tokens[start].tag != "Q"
    return None if only_quoted else _Found(cue, (group.start, verb_end), subject, start, "after")


def _closes_quotation(tokens: Tokens, subject: Range, i: int) -> bool:
    """Whether a quotation that ended with a comma stands right before the speaker: "A," X told them on Friday."""
    last = subject[0] - 1
    if subject[1] > i or last < 0:
        return False
    return (
        tokens[last].lemma != "" if tokens[last].tag == "Q" else tokens[last].tag == "," and tokens[last - 1].tag == "Q"
    )


def _fronted(tokens: Tokens, i: int, cue: Cue) -> _Found | None:
    """ "Claiming Y, X left": the subject stands behind the comma."""
    content = start_of(tokens, i, cue)
    if content is None:
        return None
    for k in range(content[0], len(tokens) - 1):
        end = right_of(tokens, k + 1) if tokens[k].tag == "," else k
        if k + 1 < end < len(tokens) and tokens[end].tag in ("V", "VD", "AUX", "MD", "ADV"):
            return _Found(cue, (i, content[1]), (k + 1, end), content[0], "after", limit=k)
    return None


def _quoted_as(tokens: Tokens, i: int, cue: Cue, before: Sequence[_Found]) -> _Found | None:
    """X quoted Y as saying Z: Y says it, through X."""
    content = start_of(tokens, i, cue)
    subject = left_of(tokens, i - 2)
    quoting = next((f for f in before if f.cue.lemma in _QUOTING and subject and f.verb[1] == subject[0]), None)
    if quoting is None:
        return _was_quoted(tokens, i, cue)
    if content is None:
        return None
    return _Found(cue, (quoting.verb[0], content[1]), subject, content[0], "after", outer=quoting.subject)


_QUOTING = several("quote cite")


def _was_quoted(tokens: Tokens, i: int, cue: Cue) -> _Found | None:
    """Y was quoted (by X) as saying Z; or Z, Y was quoted as saying (by X)."""
    verb = next((k for k in range(i - 1, max(-1, i - 9), -1) if tokens[k].lemma in _QUOTING), None)
    group = _group(tokens, verb) if verb is not None else None
    subject = left_of(tokens, group.start - 1) if group is not None and group.passive else None
    if verb is None or group is None or subject is None:
        return None
    content = start_of(tokens, i, cue)
    by = next((k for k in (verb + 1, i + 1) if k + 1 < len(tokens) and tokens[k].form == "by"), None)
    outer = (by + 1, right_of(tokens, by + 1)) if by is not None else None
    if content is not None and (by is None or by < i):
        return _Found(cue, (group.start, content[1]), subject, content[0], "after", outer=outer)
    aside = subject[0] - int(tokens[subject[0] - 1].tag == ","), outer[1] if outer else i + 1
    return _Found(cue, (group.start, i + 1), subject, -1, "around", aside, outer)


def _signed(tokens: Tokens) -> list[_Found]:
    """ "…" - X, a quotation with its speaker behind a dash."""
    if len(tokens) < 3 or tokens[0].tag != "Q" or tokens[1].tag != "-":
        return []
    end = right_of(tokens, 2)
    rest = [t for t in tokens[end:] if t.tag != "."]
    return [] if rest or end == 2 else [_Found(SIGNED, (1, 2), (2, end), -1, "around", (1, len(tokens)))]


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
        return _inherited(tokens, group.start, before, around=True)
    if group.infinitive:
        return _inherited(tokens, last, before, around=False)
    found = left_of(tokens, last)
    if found is None and last >= 0 and tokens[last].tag in ("CC", ","):
        return _inherited(tokens, last, before, around=False)
    return found


def _inherited(tokens: Tokens, stop: int, before: Sequence[_Found], *, around: bool) -> Range | None:
    """The subject of the nearest cue before (of a parenthesis too, if so asked), else of the first finite verb."""
    places = ("after", "around") if around else ("after",)
    earlier = [f.subject for f in before if f.verb[1] <= stop and f.place in places and f.subject is not None]
    if earlier:
        return earlier[-1]
    for k in range(stop):
        if tokens[k].tag in ("V", "VD", "AUX", "MD"):
            found = left_of(tokens, _group(tokens, k).start - 1)
            if found is not None:
                return found
    return None


def _inverted(tokens: Tokens, i: int, cue: Cue, group: _Group) -> _Found | None:
    """ "…," said X, a professor of history."""
    k = group.start - 1
    says = cue.kind == "say" and "c" in cue.takes and "o" not in cue.takes and tokens[i].tag in ("V", "VD")
    if not says or i + 1 >= len(tokens) or tokens[i + 1].tag not in ("P", "N", "DET", "POSS", "PRO", "NUM"):
        return None
    bare = right_of(tokens, i + 1, appositions=False)
    if k < 0:
        opens = bare + 1 < len(tokens) and tokens[bare].tag == ":" and bare > i + 1
        return _Found(cue, (i, i + 1), (i + 1, bare), bare + 1, "after") if opens else None
    if tokens[k].tag not in (",", "Q", "-"):
        return None
    goes_on = bare < len(tokens) and tokens[bare].tag in _GOES_ON
    if tokens[k].tag != "Q" and (goes_on or _has_subject_before(tokens, k)):
        return None
    end = right_of(tokens, i + 1)
    first = k + 1 if tokens[k].tag == "Q" else k
    return _Found(cue, (group.start, i + 1), (i + 1, end), -1, "around", (first, _aside_end(tokens, first, end)))


_GOES_ON = frozenset(("V", "VD", "AUX", "MD", "Q", "ADV", "NEG", "SUB", "WH", "CC"))


def _has_subject_before(tokens: Tokens, comma: int) -> bool:
    """Whether the comma closes an apposition to a subject that starts its clause: "X, the mayor, said"."""
    head = left_of(tokens, comma)
    return head is not None and all(t.tag in ("CC", "SUB", "ADV", ",", "PREP", "TIME") for t in tokens[: head[0]][-2:])


def _around(tokens: Tokens, i: int, cue: Cue, group: _Group, subject: Range) -> _Found | None:
    """A cue without content to its right: the content is what stands before it, and goes on behind it."""
    if "c" not in cue.takes or tokens[i].tag == "VG" or group.infinitive or subject[1] > i:
        return None
    k = subject[0] - 1
    if k < 0 or not (tokens[k].tag in (",", "Q", "-", ".", ":") or tokens[k].form == "as"):
        return None
    first = k + 1 if tokens[k].tag == "Q" else k
    return _Found(cue, (group.start, i + 1), subject, -1, "around", (first, _aside_end(tokens, first, i + 1)))


def _aside_end(tokens: Tokens, first: int, k: int) -> int:
    """Behind the parenthesis that goes on at `k`: its comma included, or all where no content follows."""
    quoted = any(t.tag == "Q" and t.lemma for t in tokens[max(0, first - 2) : first])
    for m in range(k, len(tokens)):
        tag = tokens[m].tag
        if tag == "Q":
            return m if m == k else len(tokens)
        if tag in (":", "."):
            return m
        if tag == ";":
            return len(tokens)
        if tag == ",":
            return m + 1 if _resumes(tokens, m, quoted) else _resumed_quotation(tokens, m)
    return len(tokens)


def _resumes(tokens: Tokens, comma: int, quoted: bool) -> bool:
    """Whether the content goes on behind this comma; one that is `quoted` with a quotation or its own verb."""
    ahead = [t.tag for t in tokens[comma + 1 : comma + 3]]
    if not ahead or ahead[0] == "Q" or ahead == ["CC", "Q"]:
        return True
    if quoted:
        return ahead[0] in ("AUX", "MD", "V")
    return ahead[0] not in ("VG", "WH", "PREP", "SUB", "CC", "ADV")


def _resumed_quotation(tokens: Tokens, comma: int) -> int:
    """Behind a later comma at which a quotation goes on, if no other cue stands between; else the end."""
    for m in range(comma + 1, len(tokens) - 1):
        if tokens[m].lemma in CUES and "c" in CUES[tokens[m].lemma].takes and tokens[m].tag in ("V", "VD", "VG"):
            break
        if tokens[m].tag == "," and tokens[m + 1].tag == "Q":
            return m + 1
    return len(tokens)


def _passive(tokens: Tokens, i: int, cue: Cue, group: _Group) -> _Found | None:
    """ "It is alleged that …", which nobody is said to say; "X was accused (by Y) of"; "X is said to"."""
    behind = tokens[i + 1 : i + 5]
    verb = group.start, i + 1
    if group.start == 0 or not behind or cue.lemma in _QUOTING:
        return None
    if tokens[group.start - 1].form == "it" and behind[0].form == "that" and cue.lemma in _HEARD:
        return _Found(cue, verb, None, i + 2, "after")
    patient = left_of(tokens, group.start - 1)
    by = next((m for m, t in enumerate(behind, i + 1) if t.form == "by" and cue.kind in ("say", "judge")), None)
    agent = (by + 1, right_of(tokens, by + 1)) if by is not None else None
    if agent is not None:
        end = agent[1] if agent[0] < agent[1] else None
    elif behind[0].form in cue.preps and cue.kind == "judge":
        end = i + 2
    else:
        end = i + 1 if behind[0].tag == "TO" and cue.lemma in _RUMOURED else None
    return _Found(cue, verb, agent, patient[0], "before", (group.start, end)) if patient and end else None


_RUMOURED = several("say allege believe report think claim suspect")


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


def _nominal(tokens: Tokens) -> list[_Found]:
    """ "Her claim that Y", "the minister's warning that Y": what a noun of saying holds, by its possessor."""
    found: list[_Found] = []
    for i in range(1, len(tokens) - 2):
        polarity = NOMINAL.get(tokens[i].form)
        if polarity is None or tokens[i + 1].form != "that" or tokens[i].tag not in ("N", "V"):
            continue
        owner = next((k for k in range(i - 1, max(-1, i - 4), -1) if tokens[k].tag in ("GEN", "POSS")), None)
        subject = (
            None if owner is None else (owner, owner + 1) if tokens[owner].tag == "POSS" else left_of(tokens, owner)
        )
        if subject is not None:
            cue = Cue(tokens[i].form, "say", polarity, "c", frozenset())
            found.append(_Found(cue, (i, i + 1), subject, i + 2, "after"))
    return found


def _stances(tokens: Tokens) -> list[_Found]:
    """ "X is confident that Y", "X was worried about Y": a mind as an adjective."""
    found: list[_Found] = []
    for i in range(1, len(tokens) - 2):
        if tokens[i].form not in STANCES:
            continue
        group = _group(tokens, i)
        behind = tokens[i + 1]
        opens = behind.form in ("that", "about", "of") or behind.tag in ("PRO", "DET")
        if not opens or group.negated or group.modal in _DOUBTFUL or tokens[group.start].form not in _BE:
            continue
        subject = left_of(tokens, group.start - 1)
        if subject is not None:
            start = i + 1 if behind.tag in ("PRO", "DET") else i + 2
            cue = Cue(tokens[i].form, "mind", "asserted", "n" if behind.form in ("about", "of") else "c", frozenset())
            found.append(_Found(cue, (group.start, start if cue.takes == "n" else i + 1), subject, start, "after"))
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
    if verb is None or (not spans and found.place != "next"):
        return None
    subject = _span(tokens, *found.subject) if found.subject else None
    outer = _span(tokens, *found.outer) if found.outer else None
    return Clause(found.cue, verb, subject, spans, found.place, outer)


def _pieces(tokens: Tokens, found: _Found, others: Sequence[_Found]) -> list[Range]:
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


def _starts(others: Sequence[_Found]) -> Cues:
    """Where the attributions with a content behind them start."""
    behind = [o for o in others if o.place == "after"]
    own = [o.subject[0] for o in behind if o.subject and o.subject[0] <= o.verb[0]]
    near = [o for o in behind if o.subject and o.subject[1] == o.verb[0]]
    bare = [o.verb[0] for o in behind if o not in near]
    return Cues(frozenset(own), frozenset(bare))


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
