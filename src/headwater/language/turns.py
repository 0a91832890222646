"""Turns: attributions in other shapes than X said Y: passives, quotations at second hand, nouns, minds, participles."""

from collections.abc import Sequence

from headwater.language.content import start_of
from headwater.language.found import BE, DOUBTFUL, Found, Group, group_of
from headwater.language.lexicon import NOMINAL, STANCES, Cue, several
from headwater.language.phrases import Tokens, left_of, right_of

_HEARD = several("say allege believe think report claim expect understand know assume suspect")
_RUMOURED = several("say allege believe report think claim suspect")
_QUOTING = several("quote cite")


def passive(tokens: Tokens, i: int, cue: Cue, group: Group) -> Found | None:
    """ "It is alleged that …", which nobody is said to say; "X was accused (by Y) of"; "X is said to"."""
    behind = tokens[i + 1 : i + 5]
    verb = group.start, i + 1
    if group.start == 0 or not behind or cue.lemma in _QUOTING:
        return None
    if tokens[group.start - 1].form == "it" and behind[0].form == "that" and cue.lemma in _HEARD:
        return Found(cue, verb, None, i + 2, "after")
    patient = left_of(tokens, group.start - 1)
    by = next((m for m, t in enumerate(behind, i + 1) if t.form == "by" and "n" in cue.takes), None)
    agent = (by + 1, right_of(tokens, by + 1)) if by is not None else None
    if agent is not None:
        end = agent[1] if agent[0] < agent[1] else None
    elif behind[0].form in cue.preps and cue.kind == "judge":
        end = i + 2
    else:
        end = i + 1 if behind[0].tag == "TO" and cue.lemma in _RUMOURED else None
    return Found(cue, verb, agent, patient[0], "before", (group.start, end)) if patient and end else None


def quoted_as(tokens: Tokens, i: int, cue: Cue, before: Sequence[Found]) -> Found | None:
    """X quoted Y as saying Z: Y says it, through X."""
    content = start_of(tokens, i, cue)
    subject = left_of(tokens, i - 2)
    quoting = next((f for f in before if f.cue.lemma in _QUOTING and subject and f.verb[1] == subject[0]), None)
    if quoting is None:
        return _was_quoted(tokens, i, cue)
    if content is None:
        return None
    return Found(cue, (quoting.verb[0], content[1]), subject, content[0], "after", outer=quoting.subject)


def _was_quoted(tokens: Tokens, i: int, cue: Cue) -> Found | None:
    """Y was quoted (by X) as saying Z; or Z, Y was quoted as saying (by X)."""
    verb = next((k for k in range(i - 1, max(-1, i - 9), -1) if tokens[k].lemma in _QUOTING), None)
    group = group_of(tokens, verb) if verb is not None else None
    subject = left_of(tokens, group.start - 1) if group is not None and group.passive else None
    if verb is None or group is None or subject is None:
        return None
    content = start_of(tokens, i, cue)
    by = next((k for k in (verb + 1, i + 1) if k + 1 < len(tokens) and tokens[k].form == "by"), None)
    outer = (by + 1, right_of(tokens, by + 1)) if by is not None else None
    if content is not None and (by is None or by < i):
        return Found(cue, (group.start, content[1]), subject, content[0], "after", outer=outer)
    aside = subject[0] - int(tokens[subject[0] - 1].tag == ","), outer[1] if outer else i + 1
    return Found(cue, (group.start, i + 1), subject, -1, "around", aside, outer)


def fronted(tokens: Tokens, i: int, cue: Cue) -> Found | None:
    """ "Claiming Y, X left": the subject stands behind the comma."""
    content = start_of(tokens, i, cue)
    if content is None:
        return None
    for k in range(content[0], len(tokens) - 1):
        end = right_of(tokens, k + 1) if tokens[k].tag == "," else k
        if k + 1 < end < len(tokens) and tokens[end].tag in ("V", "VD", "AUX", "MD", "ADV"):
            return Found(cue, (i, content[1]), (k + 1, end), content[0], "after", limit=k)
    return None


def nominal(tokens: Tokens) -> list[Found]:
    """ "Her claim that Y", "the minister's warning that Y": what a noun of saying holds, by its possessor."""
    found: list[Found] = []
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
            found.append(Found(cue, (i, i + 1), subject, i + 2, "after"))
    return found


def stances(tokens: Tokens) -> list[Found]:
    """ "X is confident that Y", "X was worried about Y": a mind as an adjective."""
    found: list[Found] = []
    for i in range(1, len(tokens) - 2):
        if tokens[i].form not in STANCES:
            continue
        group = group_of(tokens, i)
        behind = tokens[i + 1]
        opens = behind.form in ("that", "about", "of") or behind.tag in ("PRO", "DET")
        if not opens or group.negated or group.modal in DOUBTFUL or tokens[group.start].form not in BE:
            continue
        subject = left_of(tokens, group.start - 1)
        if subject is not None:
            start = i + 1 if behind.tag in ("PRO", "DET") else i + 2
            cue = Cue(tokens[i].form, "mind", "asserted", "n" if behind.form in ("about", "of") else "c", frozenset())
            found.append(Found(cue, (group.start, start if cue.takes == "n" else i + 1), subject, start, "after"))
    return found
