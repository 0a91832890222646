"""Ages that accounts give one person: "Ana Kestrel, 47," here, "49-year-old Kestrel" there, in whatever sentences.

A name is the surest anchor there is: no two sentences need line up. A year more in a later account is a birthday.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from headwater.claims.misprints import Difference, Found
from headwater.claims.numbers import Number
from headwater.claims.values import Facts, Value
from headwater.dates import interval

OLDEST = 110
UNKNOWN = 3  # years that may lie between two accounts of which nobody knows when they were written
BEHIND = 2  # words between "47-year-old" and the name: "carpenter"
YEAR = 366  # days

_OLD = re.compile(r"[\s-]years?[\s-]old\b", re.IGNORECASE)
_CLOSED = re.compile(r"\s*[,.;)]")
_OPENED = re.compile(r"[,(]\s*(?:aged?\s)?$")

Told = tuple[int, Value]  # a sentence, and the age in it


def ages(every: Sequence[Facts], written: Mapping[str, str | None]) -> Iterator[Found]:
    """The ages of one person that differ between documents, each pair of ages once."""
    told: dict[str, dict[float, Told]] = defaultdict(dict)
    for i, facts in enumerate(every):
        for person, value in _ages(facts):
            if isinstance(value.meaning, Number):
                told[person].setdefault(value.meaning.amount, (i, value))
    for person in sorted(told):
        for (younger, (i, v)), (older, (j, w)) in combinations(sorted(told[person].items()), 2):
            here, there = every[i].sentence.document, every[j].sentence.document
            if here != there and not _grown(older - younger, written.get(here), written.get(there)):
                yield Found(i, j, Difference("number", "conflict", v, w))


def _ages(facts: Facts) -> Iterator[tuple[str, Value]]:
    """Whoever is given an age in a sentence, with it."""
    sentence = facts.sentence
    persons = [v for v in facts.values if v.slot == "name" and v.sort == "person" and " " in str(v.meaning)]
    for v in facts.values:
        if not isinstance(v.meaning, Number) or v.meaning.amount != int(v.meaning.amount) or v.meaning.bound:
            continue
        before, after = sentence.printed(sentence.start, v.start), sentence.printed(v.end, sentence.end)
        if not 0 < v.meaning.amount <= OLDEST:
            continue
        if old := _OLD.match(after):
            last = v.end + old.end()
            named = [p for p in persons if p.start - last >= 0 and _between(facts, last, p.start) <= BEHIND]
        elif _CLOSED.match(after) and _OPENED.search(before):
            named = [p for p in persons if p.last == v.first]
        else:
            continue
        if named:
            yield str(named[0].meaning), v


def _between(facts: Facts, start: int, end: int) -> int:
    """The words of a sentence that lie in a stretch; too many, where a comma parts it."""
    if "," in facts.sentence.printed(start, end):
        return BEHIND + 1
    return sum(start <= w.start < end for w in facts.sentence.words)


def _grown(years: float, one: str | None, other: str | None) -> bool:
    """Whether so many birthdays may lie between the writing of two accounts; a few, where that is not known."""
    days = [interval(x) for x in (one, other)]
    if days[0] is None or days[1] is None:
        return years <= UNKNOWN
    apart = max(abs((a - b).days) for a in days[0] for b in days[1])
    return apart > 0 and years <= apart / YEAR + 1
