"""Candidate: one reading of one predicate, with its actors; the predicates of a sentence ranked.

Rules over words, not over a parse: the source is the nearest actor before the predicate that hangs on no preposition,
the target the first one after it; a passive turns the two round. What stands under a verb of stance ("threatened to",
"refused to", "accused of") is no event of its own but told, planned or alleged.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from headwater.events.actors import Mention, People, mentions, settled
from headwater.events.lexicon import FRIENDLY, HOSTILE, Entry, bases, listed, nouns, verbs
from headwater.names import Name
from headwater.text import Word, words

Status = Literal["reported", "alleged", "denied"]

_BE = listed("was were been be being is are")
_TO_COME = listed("will would ll plans planned ready willing prepared intends going decided")
_UNSURE = listed("could may might can if whether unless likely")
_SPECULATION = listed("potential possible concerns fears speculation hopes rumors rumours worries likely hypothetical")
_DENIED_THINGS = listed("that it he she they any ever")
_MUST = frozenset(["must", "should"])
_NOT = listed("not never no n't cannot won't didn't doesn't hasn't haven't without neither")
SAYS = listed("said says announced reported told confirmed added declared stated concluded reiterated")
_DETERMINERS = listed("the a an this that its their his her no any new of for in on with s by")
_VERBAL = listed("to will would must should and they who we not also did does do officials")
DOUBT = listed("accused alleged allegedly suspected claims claimed alleging accusing reportedly accuses")
DENIAL = listed("denied denies deny denying")
_INTENTIONS = listed(
    "decision plan plans offer refusal pledge promise vow threat attempt effort bid move push readiness"
)
_NEW_CLAUSE = re.compile(r"[,;] (?:and|but|while|after|when)\b")
_JOINS = frozenset([",", "and", ", and", "&", "or", "and the", ", the", ", and the"])
_GOVERNING = frozenset(["by", "of", "for"])  # "accused of shelling", "blamed for blocking"
_ONTO = frozenset(["on", "against", "to", "upon", "for"])
# What stands under a verb of stance is told surely enough only where the stance is that it happened, or did not.
_RULED: dict[Status, float] = {"reported": 0.4, "alleged": 0.65, "denied": 0.65}
_WINDOW = 8  # words within which an object stands


class Candidate(NamedTuple):
    """One event as one sentence tells it."""

    start: int
    end: int
    type: str
    mode: str | None
    source: tuple[Mention, ...]
    target: tuple[Mention, ...]
    status: Status
    confidence: float


class _Predicate(NamedTuple):
    at: int  # the index of its word
    entry: Entry
    verb: bool
    matched: bool  # a word that must follow does


def candidates(text: str, start: int, end: int, names: Sequence[Name], known: People) -> list[Candidate]:
    """The events of one sentence that stands alone, the surest first; `names` are those of its text."""
    tokens = words(text, start, end)
    inside = [n for n in names if start <= n.start and n.end <= end]
    return coded(text, tokens, mentions(text, tokens, inside, known))


def coded(text: str, tokens: Sequence[Word], actors: Sequence[Mention]) -> list[Candidate]:
    """The events of one sentence among these actors, the surest first."""
    stop = _tail_start(text, tokens, actors)
    inside = settled([a for a in actors if a.start < stop])
    found = [p for p in _predicates(text, tokens, actors) if tokens[p.at].start < stop]
    speakers = _speakers(tokens, actors, stop)
    read = [c for i, p in enumerate(found) if (c := _coded(text, tokens, inside, found[:i], p)) is not None]
    told = _demand(text, tokens, inside, stop)
    kept = [_said(c, speakers) for c in read]
    told += [a for c in kept if (a := _accusation(c, speakers)) is not None]
    return sorted([*kept, *told], key=lambda c: (-c.confidence, c.start))


def _predicates(text: str, tokens: Sequence[Word], actors: Sequence[Mention]) -> list[_Predicate]:
    found: list[_Predicate] = []
    verbal, nominal = verbs(), nouns()
    for i, token in enumerate(tokens):
        if token.form not in verbal and token.form not in nominal:
            continue
        if any(a.start <= token.start < a.end for a in actors) or text[token.start - 1 : token.start] == "-":
            continue
        following = {t.form for t in tokens[i + 1 : i + 1 + _WINDOW]}
        if i and tokens[i - 1].form in _BE:  # "sanctions were imposed"
            following |= {t.form for t in tokens[max(0, i - _WINDOW) : i]}
        entry = next((e for e in verbal.get(token.form, ()) if not e.objects or e.objects & following), None)
        if entry and _is_verb(tokens, i, actors) and not _is_gerund(tokens, i):
            found.append(_Predicate(i, entry, True, bool(entry.objects)))
        elif token.form in nominal:
            found.append(_Predicate(i, nominal[token.form], False, False))
    return found


def _is_gerund(tokens: Sequence[Word], i: int) -> bool:
    """Whether "meeting" or "bombing" stands as a noun here."""
    form, before = tokens[i].form, tokens[i - 1].form if i else ""
    return form.endswith("ing") and form in nouns() and before not in _BE


def _is_verb(tokens: Sequence[Word], i: int, actors: Sequence[Mention]) -> bool:
    """Whether a form that could be a noun or an adjective is a verb here."""
    form, before = tokens[i].form, tokens[i - 1].form if i else ""
    if before in _DETERMINERS and not (before in _GOVERNING and form.endswith("ing")):
        return False
    if form not in bases() and form.removesuffix("s") not in bases():
        return True
    after_actor = any(0 <= tokens[i].start - a.end <= 2 for a in actors)
    return before in _VERBAL | _TO_COME | _UNSURE | _MUST or after_actor or before.endswith("ly")


def _tail_start(text: str, tokens: Sequence[Word], actors: Sequence[Mention]) -> int:
    """Where the closing ", the ministry said" begins; the end of the sentence without one."""
    end = tokens[-1].end if tokens else 0
    for i in range(len(tokens) - 1, max(1, len(tokens) - 14), -1):
        if tokens[i].form not in SAYS and not (tokens[i].form == "according" and i + 1 < len(tokens)):
            continue
        comma = text.rfind(",", tokens[0].start, tokens[i].start)
        between = [t for t in tokens[:i] if t.start > comma]
        if comma > 0 and len(between) <= 9 and not any(t.form in SAYS for t in between) and _closes(text, tokens, i):
            return comma
    return end


def _closes(text: str, tokens: Sequence[Word], i: int) -> bool:
    """Whether nothing but a day or a place follows a verb of saying."""
    rest = text[tokens[i].end : tokens[-1].end]
    return tokens[i].form == "according" or len(tokens) - i <= 4 or ("," not in rest and len(tokens) - i <= 8)


def _coded(
    text: str, tokens: Sequence[Word], actors: Sequence[Mention], earlier: Sequence[_Predicate], p: _Predicate
) -> Candidate | None:
    """One predicate with its actors, its type turned by negation and by what is only to come."""
    before = [t.form for t in tokens[max(0, p.at - 10) : p.at]]
    kind = _turned(p, before)
    if kind is None:
        return None
    source, target = _sides(text, tokens, actors, p)
    if not source and not target:
        return None
    ruled = [e for e in earlier if e.entry.stance and e.verb and p.at - e.at <= 14 and not _parts(text, tokens, e, p)]
    confidence = 0.5 + 0.2 * p.matched + 0.1 * bool(source) + 0.1 * bool(target)
    confidence -= 0.1 * min(3, len(earlier)) + 0.1 * (not p.verb)
    status = _status([t.form for t in tokens[: p.at]], ruled)
    confidence *= (_RULED[status] if ruled else 1.0) * (0.6 if _hangs(tokens, earlier, p) else 1.0)
    mode = p.entry.mode if kind == p.entry.type else None
    place = tokens[p.at]
    sure = round(max(0.05, min(0.95, confidence)), 3)
    return Candidate(place.start, place.end, kind, mode, source, target, status, sure)


def _parts(text: str, tokens: Sequence[Word], a: _Predicate, b: _Predicate) -> bool:
    """Whether a new main clause begins between two predicates."""
    return _NEW_CLAUSE.search(text, tokens[a.at].end, tokens[b.at].start) is not None


def _hangs(tokens: Sequence[Word], earlier: Sequence[_Predicate], p: _Predicate) -> bool:
    """Whether a verb is only what another one is about: "invited her to visit", "supports holding talks"."""
    if not p.verb or not any(e.verb and p.at - e.at <= 6 for e in earlier):
        return False
    return tokens[p.at - 1].form == "to" or (tokens[p.at].form.endswith("ing") and earlier[-1].at == p.at - 1)


def _turned(p: _Predicate, before: Sequence[str]) -> str | None:
    """The type after negation and tense; null where nothing happened."""
    kind = p.entry.type
    near = set(before[-4:])
    to_come = bool(near & _TO_COME)
    if near & _NOT and kind != "REJECT":
        return "REJECT" if to_come and kind in FRIENDLY else None
    if (near & _UNSURE and p.verb) or set(before) & _SPECULATION:
        return None
    if to_come and p.verb and kind in HOSTILE - {"REJECT", "THREATEN"}:
        return "THREATEN"
    return "AGREE" if to_come and p.verb and kind in FRIENDLY else kind


def _status(before: Sequence[str], ruled: Sequence[_Predicate]) -> Status:
    """Denied or alleged by a word before it, or by a verb of accusing that governs it."""
    near = set(before[-12:])
    if near & DENIAL:
        return "denied"
    return "alleged" if near & DOUBT or any(r.entry.type == "ACCUSE" for r in ruled) else "reported"


_Speakers = list[tuple[int, Mention]]  # where their words begin


def _speakers(tokens: Sequence[Word], actors: Sequence[Mention], stop: int) -> _Speakers:
    """Who the page says tells this: one at the end for the whole sentence, others for what follows their verb."""
    found: _Speakers = []
    for token in tokens:
        if token.form not in SAYS and token.form != "according":
            continue
        near = [a for a in actors if 0 <= token.start - a.end <= 24 and a.start >= (stop if token.start > stop else 0)]
        after = [a for a in actors if token.start > stop and a.start >= token.end]
        one = near[-1] if near else (after[0] if after else None)
        if one is not None and one.role != "JRN":
            found.append((tokens[0].start if token.start > stop else token.end, one))
    return found


def _said(c: Candidate, speakers: _Speakers) -> Candidate:
    """The harm, or the arming of others, that one state tells of another is alleged."""
    states = {m.country for m in c.source}
    if c.type not in HOSTILE and c.type != "AID":
        return c
    told = any(at <= c.start and s.country and s.country not in states for at, s in speakers)
    return c._replace(status="alleged") if told and states - {None} and c.status == "reported" else c


def _accusation(c: Candidate, speakers: _Speakers) -> Candidate | None:
    """Who says that another state did harm, or armed somebody, accuses it."""
    harm = c.type in HOSTILE or c.mode == "military"
    others = [s for at, s in speakers if at <= c.start and s.country and s.country not in {m.country for m in c.source}]
    if c.status != "alleged" or not harm or not others or not c.source:
        return None
    return Candidate(others[-1].start, c.end, "ACCUSE", None, (others[-1],), c.source, "reported", 0.5)


_Sides = tuple[tuple[Mention, ...], tuple[Mention, ...]]


def _sides(text: str, tokens: Sequence[Word], actors: Sequence[Mention], p: _Predicate) -> _Sides:
    """Source and target of a predicate."""
    at = tokens[p.at]
    left = [a for a in actors if a.end <= at.start]
    right = [a for a in actors if a.start >= at.end]
    if not p.verb:
        return _nominal_sides(text, at.end, left, right)
    subject = _planner(tokens, left, p.at) or _subject(left)
    if subject is not None and _tells(tokens, subject, p.at):
        subject = None
    by = next((a for a in right if a.before == "by"), None)
    if _is_passive(text, tokens, p, right):
        hit = subject or next((a for a in right if a.before in _ONTO), None)
        return (_listed(text, right, by) if by else (), _listed(text, left if subject else right, hit))
    if subject is None and at.form.endswith("ing"):  # "After arriving in Oslo, Berg …"
        doer = next((a for a in right if a.before is None and text[: a.start].rstrip().endswith(",")), None)
        return _listed(text, right, doer), tuple(a for a in right[:1] if doer and a.end <= doer.start)
    source = _listed(text, left, subject)
    others = [a for a in right if a.name not in p.entry.objects and not any(_same(a, s) for s in source)]
    if at.form.startswith("den") and tokens[p.at + 1 : p.at + 2] and _is_thing(tokens[p.at + 1].form):
        return source, ()  # whom it denies that to is not told
    return source, _listed(text, others, others[0] if others else None)


def _tells(tokens: Sequence[Word], subject: Mention, at: int) -> bool:
    """Whether an actor only says what another one did: "Norway said the islanders had", not "Norway said it had"."""
    behind = [t.form for t in tokens[:at] if t.start >= subject.end]
    says = next((k for k, form in enumerate(behind[:3]) if form in SAYS), None)
    return says is not None and any(form in _OPENS_NOUN for form in behind[says + 1 :])


_OPENS_NOUN = frozenset(["the", "a", "an", "its", "their", "his", "her", "some", "several", "many"])


def _is_passive(text: str, tokens: Sequence[Word], p: _Predicate, right: Sequence[Mention]) -> bool:
    """Whether a verb is suffered: "were arrested", "fishermen arrested by the navy"."""
    at = tokens[p.at]
    if at.form.endswith("ing") or at.form in bases():
        return False
    if {t.form for t in tokens[max(0, p.at - 3) : p.at]} & _BE:
        return True
    return bool(right) and right[0].before == "by" and text[at.end : right[0].start].split()[:1] == ["by"]


def _is_thing(form: str) -> bool:
    """Whether the word behind "denied" opens what is denied: "that …", "having sent …"."""
    return form in _DENIED_THINGS or form.endswith("ing")


def _nominal_sides(text: str, end: int, left: Sequence[Mention], right: Sequence[Mention]) -> _Sides:
    """ "the meeting between A and B", "A's attack on B", "the arrest of B by A"; `end` is that of the noun."""
    between = [a for a in right if a.before == "between"]
    if between:
        both = _listed(text, right, between[0])
        return both[:1], both[1:]
    by = next((a for a in right[:2] if a.before == "by" and "," not in text[end : a.start]), None)
    owner = by or (left[-1] if left and left[-1].possessive else _subject(left))
    other = next((a for a in right if a.before in ("on", "of", "against", "with", "to", "in")), None)
    return (owner,) if owner else (), (other,) if other else ()


def _planner(tokens: Sequence[Word], left: Sequence[Mention], i: int) -> Mention | None:
    """Whose decision it is in "Norway's decision to recognise"."""
    if i < 2 or tokens[i - 1].form != "to" or tokens[i - 2].form not in _INTENTIONS or not left:
        return None
    return left[-1] if left[-1].possessive and tokens[i - 2].start - left[-1].end <= 16 else None


def _subject(left: Sequence[Mention]) -> Mention | None:
    """The nearest actor that hangs on no preposition and owns nothing; else the first."""
    free = [a for a in left if a.before is None and not a.possessive]
    return free[-1] if free else (left[0] if left else None)


def _listed(text: str, actors: Sequence[Mention], one: Mention | None) -> tuple[Mention, ...]:
    """An actor with those that "and" joins to it, and commas before that."""
    if one is None:
        return ()
    first = last = list(actors).index(one)
    while last + 1 < len(actors) and text[actors[last].end : actors[last + 1].start].strip() in _JOINS:
        last += 1
    while (
        first and text[actors[first - 1].end : actors[first].start].strip() in _JOINS and not actors[first - 1].before
    ):
        first -= 1
    joined = any(text[a.end : b.start].strip() != "," for a, b in pairwise(actors[first : last + 1]))
    return tuple(actors[first : last + 1]) if joined else (one,)


def _same(a: Mention, b: Mention) -> bool:
    return a.name == b.name or (a.country == b.country and a.country is not None and a.role == b.role)


def _demand(text: str, tokens: Sequence[Word], actors: Sequence[Mention], stop: int) -> list[Candidate]:
    """ "A said that B must …": a request."""
    for i, token in enumerate(tokens):
        if token.form not in _MUST or token.start >= stop:
            continue
        says = [t for t in tokens[:i] if t.form in SAYS]
        left = [a for a in actors if says and a.end <= says[-1].start]
        between = [a for a in actors if says and says[-1].end <= a.start and a.end <= token.start and a.role != "JRN"]
        speaker = _subject(left)
        if speaker and between:
            target = _listed(text, between, between[-1])
            return [Candidate(says[-1].start, token.end, "REQUEST", None, (speaker,), target, "reported", 0.9)]
    return []
