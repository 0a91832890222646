"""Event: who did what to whom, when (PLOVER, 2021 edition).

First every document is coded by itself, sentence by sentence; then what copies and other accounts tell of one event
becomes one row with many supports.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec
import pyarrow as pa

from headwater.dates import When
from headwater.documents import Body, bodies
from headwater.engine import Engine
from headwater.events.actors import Mention, mentions, people
from headwater.events.coding import DENIAL, DOUBT, SAYS, Candidate, coded
from headwater.events.merging import Side, Sighting, groups
from headwater.names import canonical, proper_names
from headwater.passages import Passage
from headwater.records import Fault, Place, Record, Span, Tables, from_table, to_table
from headwater.statements import Statement
from headwater.stories import Story
from headwater.text import digest, fold, sentences, words

__all__ = ["Actor", "Event", "Sighting", "events", "sightings", "step"]

_NEEDS_TARGET = frozenset(["CONSULT", "COOPERATE", "SUPPORT", "SANCTION", "ACCUSE", "THREATEN", "REQUEST", "AID"])
_SUFFERED = frozenset(["ASSAULT", "COERCE"])  # these are told without who did it
_LONG = 1500  # characters; what is longer is a list or a table
SURE = 0.45  # a reading below this is no event


class Actor(Record, frozen=True):
    """One side of an event."""

    name: str
    country: str | None  # ISO 3166 alpha-3
    role: str | None  # PLOVER sector: GOV, MIL, …


class Event(Record, frozen=True):
    """One event, told once, however many copies report it."""

    id: str
    type: str
    mode: str | None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    date: str | None  # EDTF
    status: Literal["reported", "alleged", "denied"]
    confidence: float
    supports: tuple[Place, ...]


class _Told(Record, frozen=True):
    """A body with its expressions of time."""

    body: Body
    dates: tuple[When, ...]


def sightings(body: Body, dates: Sequence[When] = ()) -> list[Sighting]:
    """The events that one document tells, in order; each predicate once."""
    names = proper_names(body.text)
    starts = [n.start for n in names]
    known = people(body.text, names)
    found: list[Sighting] = []
    for paragraph in body.body:
        recent: list[Mention] = []
        charges: list[Candidate] = []
        for sentence in sentences(body.text, paragraph.start, paragraph.end):
            if len(sentence) > _LONG:
                continue
            tokens = words(body.text, sentence.start, sentence.end)
            inside = names[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
            actors = mentions(body.text, tokens, inside, known, recent)
            told = [_answering(body.text, c, charges) for c in coded(body.text, tokens, actors)]
            charges += [c for c in told if c.type == "ACCUSE" and c.source]
            found += [_sighting(body, sentence, c, dates) for c in _apart(told)]
            recent = actors or recent
    return sorted(found, key=lambda s: (s.start, s.end, s.type))


def _answering(text: str, c: Candidate, charges: Sequence[Candidate]) -> Candidate:
    """A denial that names nobody answers who accused the denier last in its paragraph."""
    if c.type != "REJECT" or c.target or fold(text[c.start : c.end]) not in DENIAL:
        return c
    own = {m.country or m.name for m in c.source}
    accuser = next((a.source for a in reversed(charges) if own & {m.country or m.name for m in a.target}), ())
    return c._replace(target=accuser)


def _apart(told: Sequence[Candidate]) -> list[Candidate]:
    """The sure readings of a sentence, without a second one of the same type between the same sides."""
    kept: dict[tuple[object, ...], Candidate] = {}
    for c in told:
        if c.confidence >= SURE and _is_told(c):
            sides = frozenset(m.country or m.name for m in (*c.source, *c.target))
            kept.setdefault((c.type, sides), c)
    return list(kept.values())


def _is_told(c: Candidate) -> bool:
    """Whether the sides that an event of its type cannot be without are there."""
    if not c.source:
        return c.type in _SUFFERED and any(m.country for m in c.target)
    if c.type in _NEEDS_TARGET and all(m.role == "JRN" for m in c.source):
        return False
    return bool(c.target) or len(c.source) > 1 or c.type not in _NEEDS_TARGET


def _sighting(body: Body, sentence: Span, c: Candidate, dates: Sequence[When]) -> Sighting:
    inside = [m for m in (*c.source, *c.target) if sentence.start <= m.start and m.end <= sentence.end]
    start, end = min([c.start, *(m.start for m in inside)]), max([c.end, *(m.end for m in inside)])
    return Sighting(
        body.document,
        start,
        end,
        c.start,
        c.type,
        c.mode,
        tuple(_side(m) for m in c.source),
        tuple(_side(m) for m in c.target),
        _date(body.text, sentence, c, dates),
        c.status,
        c.confidence,
    )


def _side(m: Mention) -> Side:
    return Side(m.name, m.country, m.role, m.person)


def _date(text: str, sentence: Span, c: Candidate, dates: Sequence[When]) -> str | None:
    """The date that stands nearest to the predicate in its sentence; two that make a range are one interval."""
    inside = [w for w in dates if sentence.start <= w.start < sentence.end and w.value and w.type in ("date", "time")]
    here = [w for w in inside if not _is_of_saying(text, w, c)]
    if not here:
        return None
    near = min(here, key=lambda w: (abs(w.start - c.start), w.start))
    i = here.index(near)
    for a, b in ((i - 1, i), (i, i + 1)):
        if a >= 0 and b < len(here) and text[here[a].end : here[b].start].strip() in ("and", "to", "until", "-", "–"):
            lead = text[max(0, here[a].start - 9) : here[a].start].casefold()
            if lead.endswith(("between ", "from ")):
                return f"{here[a].value}/{here[b].value}"
    return near.value


def _is_of_saying(text: str, when: When, c: Candidate) -> bool:
    """Whether a date tells when something was said of the event: "said on Friday that", "on Friday he said that"."""
    if when.start > c.start:
        return False
    return any(w.form in _TELLING for w in words(text, max(0, when.start - 16), c.start))


_TELLING = SAYS | DOUBT | DENIAL


def events(told: Sequence[Sighting], passages: Sequence[Passage] = ()) -> list[Event]:
    """The events of one story: what several documents tell of one is one row."""
    names = canonical(side.name for s in told for side in (*s.source, *s.target))
    known = _known(told, names)
    filled = [_filled(s, names, known) for s in told]
    return [_event(group, names) for group in groups(filled, passages, names)]


def _known(told: Sequence[Sighting], names: Mapping[str, str]) -> dict[str, tuple[str | None, str | None]]:
    """What the story as a whole tells of each person: the commonest state and sector."""
    states: dict[str, Counter[str]] = defaultdict(Counter)
    roles: dict[str, Counter[str]] = defaultdict(Counter)
    for side in (x for s in told for x in (*s.source, *s.target) if x.person):
        name = names[side.name]
        states[name].update([side.country] if side.country else [])
        roles[name].update([side.role] if side.role else [])
    return {n: (_commonest(states[n]), _commonest(roles[n])) for n in states}


def _commonest(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda c: (-counts[c], c), default=None)


def _filled(s: Sighting, names: Mapping[str, str], known: Mapping[str, tuple[str | None, str | None]]) -> Sighting:
    """A sighting whose persons have the state and sector that another sentence or document told."""

    def fill(side: Side) -> Side:
        state, role = known.get(names[side.name], (None, None)) if side.person else (None, None)
        return Side(side.name, side.country or state, side.role or role, side.person)

    return msgspec.structs.replace(s, source=tuple(map(fill, s.source)), target=tuple(map(fill, s.target)))


def _event(group: Sequence[Sighting], names: Mapping[str, str]) -> Event:
    best = max(group, key=lambda s: (bool(s.source and s.target), _persons(s), s.confidence, s.document, -s.start))
    supports = tuple(sorted({Place(s.document, s.start, s.end) for s in group}))
    key = "|".join([best.type, *(f"{p.document}:{p.start}" for p in supports[:1])])
    told = len({s.document for s in group})
    return Event(
        digest(key)[:10],
        best.type,
        best.mode,
        _commonest_side([_actors(s.source, names) for s in group], _actors(best.source, names)),
        _commonest_side([_actors(s.target, names) for s in group], _actors(best.target, names)),
        min((s.date for s in group if s.date), key=lambda d: (len(d) != 10, -_times(group, d), d), default=None),
        min((s.status for s in group), key=("alleged", "denied", "reported").index),
        round(1 - (1 - best.confidence) * 0.8 ** (told - 1), 3),
        supports,
    )


def _commonest_side(sides: Sequence[tuple[Actor, ...]], best: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The side as most sightings tell it, a told one before none; the surest of equals."""
    counts = Counter(s for s in sides if s)
    return max(counts, key=lambda s: (counts[s], s == best, _order(s)), default=())


def _order(side: Sequence[Actor]) -> list[tuple[str, str, str]]:
    return [(a.name, a.country or "", a.role or "") for a in side]


def _persons(s: Sighting) -> int:
    return sum(side.person for side in (*s.source, *s.target))


def _times(group: Sequence[Sighting], date: str) -> int:
    return sum(s.date == date for s in group)


def _actors(sides: Sequence[Side], names: Mapping[str, str]) -> tuple[Actor, ...]:
    return tuple(dict.fromkeys(Actor(names.get(s.name, s.name), s.country, s.role) for s in sides))


def as_stated(s: Sighting, doubted: Sequence[Statement]) -> Sighting:
    """A sighting with the polarity of the denied or alleged statement that it stands in."""
    around = next((d for d in doubted if d.start <= s.at < d.end), None)
    if around is None or s.status != "reported" or around.polarity == "asserted":
        return s
    return msgspec.structs.replace(s, status=around.polarity)


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """documents, blocks, dates, statements, passages, stories -> events (`Event`), sorted by their first support."""
    dates: dict[str, list[When]] = defaultdict(list)
    for when in from_table(When, tables["dates"]):
        dates[when.document].append(when)
    told = to_table(_Told, [_Told(b, tuple(dates[b.document])) for b in bodies(tables)])
    seen, faults = engine.each(_Told, told, _seen, [Sighting, Fault])
    doubted: dict[str, list[Statement]] = defaultdict(list)
    for statement in from_table(Statement, tables["statements"]):
        if statement.polarity != "asserted":
            doubted[statement.document].append(statement)
    by_document: dict[str, list[Sighting]] = defaultdict(list)
    for s in from_table(Sighting, seen):
        by_document[s.document].append(as_stated(s, doubted[s.document]))
    shared = from_table(Passage, tables["passages"])
    found: list[Event] = []
    for story in from_table(Story, tables["stories"]):
        held = set(story.documents)
        inside = [p for p in shared if p.a in held and p.b in held]
        found += events([s for d in sorted(held) for s in by_document[d]], inside)
    return {"events": to_table(Event, sorted(found, key=lambda e: (e.supports, e.id))), "faults": faults}


def _seen(told: _Told) -> Iterator[Record]:
    yield from sightings(told.body, told.dates)
