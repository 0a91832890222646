"""A meeting that one account says took place, where and when the others have it still to come.

Sentence by sentence the two do not line up: one tells of a summit in a capital, the other of an invitation without a
date. They are about the same thing where the same two people are to meet in the same country.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from headwater.claims.values import Day, Facts, Value
from headwater.dates import interval
from headwater.names import country
from headwater.records import Place

_MEET = (
    r"(?:visit(?:ing|ed)?|trip|travel(?:l?ing|l?ed)?|summit|meet(?:ing)?|met|talks|host(?:ed)?|receive[d]?|tour(?:ed)?)"
)
_INVITED = r"(?:invit(?:ed|es|ation)|will|would|plan(?:s|ned)?|expected|scheduled|promised|due|set|intends?|agreed)"
_AHEAD = re.compile(rf"\b{_INVITED}\b[^,;.]{{0,40}}?\b{_MEET}\b", re.IGNORECASE)
_HELD = re.compile(r"\b(?:held|met|visited|took place|travell?ed|hosted|received|toured)\b", re.IGNORECASE)
_PLACING = frozenset(("in", "at", "to", "visit", "visited", "visiting"))
LONG_AGO = 60  # days before the other accounts were written: not the meeting that they look forward to


class Meeting(NamedTuple):
    """Who meets where, when, and whether it is told as done."""

    facts: Facts
    people: frozenset[str]
    land: str  # ISO 3166
    when: Value | None
    status: Literal["held", "ahead"]

    cue: tuple[int, int]  # what puts it in the past or ahead

    @property
    def told_at(self) -> Place:
        """The date of what is done, the words that put ahead what is not."""
        start, end = (self.when.start, self.when.end) if self.when else self.cue
        return Place(self.facts.sentence.document, start, end)

    @property
    def told(self) -> str:
        """The date of what is done, the words that put ahead what is not."""
        return self.facts.sentence.printed(self.told_at.start, self.told_at.end)


class Disputed(NamedTuple):
    """A meeting told as done by the one and as still to come by the others."""

    held: tuple[Meeting, ...]
    ahead: tuple[Meeting, ...]


def meetings(story: Iterable[Facts], persons: frozenset[str]) -> list[Meeting]:
    """The meetings of two of these persons in a country that the sentences of a story tell of."""
    return [m for f in story for m in _meetings(f, persons)]


def _meetings(facts: Facts, persons: frozenset[str]) -> Iterator[Meeting]:
    sentence = facts.sentence
    people = frozenset(str(v.meaning) for v in facts.values if v.slot == "name") & persons
    if len(people) < 2:
        return
    days = [v for v in facts.values if isinstance(v.meaning, Day)]
    for land in sorted(set(_lands(facts))):
        if cue := _AHEAD.search(sentence.text):
            at = (sentence.start + cue.start(), sentence.start + cue.end())
            yield Meeting(facts, people, land, None, "ahead", at)
        elif (cue := _HELD.search(sentence.text)) and len(days) == 1:
            at = (sentence.start + cue.start(), sentence.start + cue.end())
            yield Meeting(facts, people, land, days[0], "held", at)


def _lands(facts: Facts) -> Iterator[str]:
    """The states in which a sentence says that something is."""
    for v in facts.values:
        land = country(v.printed) if v.slot == "place" else None
        if land and v.first and facts.sentence.words[v.first - 1].form in _PLACING:
            yield land


def disputed(found: Sequence[Meeting], written: Mapping[str, str | None]) -> list[Disputed]:
    """The meetings that some accounts tell as done long before others, when they were written, look forward to."""
    rows: list[Disputed] = []
    done: dict[tuple[frozenset[str], str, str], list[Meeting]] = {}
    for m in found:
        if m.status == "held" and m.when is not None:
            done.setdefault((m.people, m.land, m.when.printed), []).append(m)
    for held in done.values():
        there = {m.facts.sentence.document for m in held}
        ahead = [m for m in found if m.status == "ahead" and _same(held[0], m) and _before(held[0], m, written)]
        ahead = [m for m in ahead if m.facts.sentence.document not in there]
        if ahead:
            rows.append(Disputed(tuple(held), tuple(ahead)))
    return rows


def _same(held: Meeting, ahead: Meeting) -> bool:
    return held.land == ahead.land and len(held.people & ahead.people) >= 2


def _before(held: Meeting, ahead: Meeting, written: Mapping[str, str | None]) -> bool:
    """Whether the meeting was long over when the other account was written."""
    days = held.when.meaning.days if held.when is not None and isinstance(held.when.meaning, Day) else None
    then = interval(written.get(ahead.facts.sentence.document))
    return days is not None and then is not None and (then[0] - days[1]).days >= LONG_AGO
