"""Sighting: one event as one document tells it; and which sightings are of one event.

Two are one where copied wording aligns their predicates, or where type, sides and date agree. Names part what states
join: a meeting with one minister is not the meeting with another.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from headwater.dates import interval
from headwater.events.lexicon import MUTUAL
from headwater.passages import Passage
from headwater.records import Record

_SLACK = 60  # characters by which aligned predicates may stand apart


class Side(Record, frozen=True):
    """One actor of a sighting."""

    name: str
    country: str | None
    role: str | None
    person: bool


Sides = Sequence[Side]


class Sighting(Record, frozen=True):
    """One event as one document tells it."""

    document: str
    start: int
    end: int
    at: int  # of the predicate
    type: str
    mode: str | None
    source: tuple[Side, ...]
    target: tuple[Side, ...]
    date: str | None
    status: Literal["reported", "alleged", "denied"]
    confidence: float


def groups(told: Sequence[Sighting], passages: Sequence[Passage], names: Mapping[str, str]) -> list[list[Sighting]]:
    """The sightings of a story, one list an event, in the order of their first sighting."""
    ordered = sorted(told, key=lambda s: (s.date is None, not s.target, -s.confidence, s.document, s.start, s.type))
    aligned = _aligned(told, passages)
    found: list[list[Sighting]] = []
    tellings: list[dict[_Telling, Sighting]] = []  # of each group: what a thousand copies tell alike is compared once
    of_type: dict[str, list[int]] = defaultdict(list)
    home_of: dict[_Key, int] = {}
    for s in ordered:
        home = min((home_of[k] for k in aligned.get(_key(s), ()) if k in home_of), default=None)
        if home is None:
            home = next((g for g in of_type[s.type] if _agrees(s, tellings[g].values(), names)), None)
        if home is None:
            home = len(found)
            found.append([])
            tellings.append({})
            of_type[s.type].append(home)
        found[home].append(s)
        tellings[home].setdefault((s.date, s.source, s.target), s)
        home_of[_key(s)] = home
    return sorted((sorted(g, key=_key) for g in found), key=lambda g: _key(g[0]))


_Key = tuple[str, int, str]
_Telling = tuple[str | None, tuple[Side, ...], tuple[Side, ...]]


def _key(s: Sighting) -> _Key:
    return (s.document, s.at, s.type)


def _aligned(told: Sequence[Sighting], passages: Sequence[Passage]) -> dict[_Key, set[_Key]]:
    """For each sighting those of its type whose predicates stand at the same place of copied wording."""
    by_document: dict[str, list[Sighting]] = defaultdict(list)
    for s in told:
        by_document[s.document].append(s)
    pairs: dict[_Key, set[_Key]] = defaultdict(set)
    for p in passages:
        scale = (p.b_end - p.b_start) / max(1, p.a_end - p.a_start)
        for s in by_document[p.a]:
            if not p.a_start <= s.at < p.a_end:
                continue
            there = p.b_start + (s.at - p.a_start) * scale
            near = [o for o in by_document[p.b] if o.type == s.type and abs(o.at - there) <= _SLACK]
            if near:
                other = min(near, key=lambda o: (abs(o.at - there), o.at))
                pairs[_key(s)].add(_key(other))
                pairs[_key(other)].add(_key(s))
    return pairs


def _agrees(s: Sighting, group: Collection[Sighting], names: Mapping[str, str]) -> bool:
    """Whether a sighting contradicts nothing that a group tells, and is surely like one of it."""
    if any(s.type != o.type or not _same_date(s.date, o.date) for o in group):
        return False
    alike = [_likeness(s, o, names) for o in group]
    return min(alike) >= 2 and any(a >= _needed(s, o) for a, o in zip(alike, group, strict=True))


def _needed(s: Sighting, o: Sighting) -> int:
    """The likeness that makes two sightings one: the less is dated and the more often such things happen, the more."""
    if s.date is not None and o.date is not None:
        return 2
    return 4 if s.type in MUTUAL else 3


def _same_date(a: str | None, b: str | None) -> bool:
    """Whether two dates can be of one event; an open or missing one says nothing."""
    one, two = interval(a), interval(b)
    if one is None or two is None:
        return True
    return one[0] <= two[1] and two[0] <= one[1]


def _likeness(a: Sighting, b: Sighting, names: Mapping[str, str]) -> int:
    """How well the sides of two sightings agree, 0 to 4; what both sides do may be told either way round."""
    straight = _both(a.source, a.target, b.source, b.target, names)
    if a.type not in MUTUAL:
        return straight
    return max(straight, _both(a.source, a.target, b.target, b.source, names))


def _both(s: Sides, t: Sides, u: Sides, v: Sides, names: Mapping[str, str]) -> int:
    if bool(t) != bool(v):  # a side that one does not tell: the other must be the same by name
        return 2 if _side(s, u, names) == 2 else 0
    one, two = _side(s, u, names), _side(t, v, names)
    return one + two if one and two else 0


def _side(a: Sides, b: Sides, names: Mapping[str, str]) -> int:
    """2 by a name or as one body, 1 by a state without two persons of it, else 0; two untold sides are 1."""
    if not a or not b:
        return int(not a and not b)
    if {names.get(x.name, x.name) for x in a} & {names.get(x.name, x.name) for x in b}:
        return 2
    if any(_one_body(x, y) for x in a for y in b):
        return 2
    states = {x.country for x in a if x.country} & {x.country for x in b if x.country}
    one, two = [[names.get(x.name, x.name) for x in side if x.person] for side in (a, b)]
    return int(bool(states) and (not one or not two or any(_is_garbled(x, y) for x in one for y in two)))


def _is_garbled(x: str, y: str) -> bool:
    """Whether two full names share the given name and the first letter of the other: one may be the other misspelt."""
    a, b = x.split(), y.split()
    return len(a) == len(b) > 1 and a[:-1] == b[:-1] and a[-1][0] == b[-1][0]


def _one_body(x: Side, y: Side) -> bool:
    """Whether two sides are one state, or the same kind of people of one: "Oslo" and "Norway", no persons."""
    if x.person or y.person or x.country is None or x.country != y.country:
        return False
    return x.role == y.role or {x.role, y.role} == {None, "GOV"}
