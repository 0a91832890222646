"""Numbers that differ between accounts in other words: "nine boats lie across the entrance", "six boats block it".

Whole sentences of free prose align badly; what stands right around a number tells whether the same is counted: its
unit, and some words of weight before and behind. Precision first: what one account counts twice, what is dated
otherwise, and the dead against the injured are never held against each other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from headwater.claims.apparatus import Found
from headwater.claims.lineup import Rarity
from headwater.claims.numbers import Number
from headwater.claims.slots import Difference
from headwater.claims.values import Day, Facts, Value, agree
from headwater.claims.wording import listed, stem
from headwater.dates import interval

AROUND = 8  # words on either side of a number
SHARED = 3  # stems in common around two numbers, their unit among them
SHARE = 0.4  # of the weight around the number that has less
PREFILTER = 400  # different numbers of one unit beyond which they are a table, not an account

# Counts of the one say nothing about counts of the other.
_FATES = tuple(
    frozenset(stem(w) for w in listed(words))
    for words in (
        "killed kills dead died dies deaths death toll fatalities bodies",
        "injured injuries wounded hurt hospitalised hospitalized",
        "missing disappeared",
        "arrested detained charged jailed held arrests",
        "rescued saved evacuated displaced homeless survivors survived",
        "infected cases tested",
    )
)


class Count(NamedTuple):
    """A number with its unit and the stems around it."""

    sentence: int
    document: str
    value: Value
    stems: tuple[str, ...]


def anchored(every: Sequence[Facts], worth: Rarity, written: Mapping[str, str | None]) -> Iterator[Found]:
    """The numbers of different documents that count the same and cannot both hold."""
    by_unit: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for i, facts in enumerate(every):
        for unit, count in _counts(i, facts):
            by_unit[unit].append(count)
    for unit in sorted(by_unit):
        counts = by_unit[unit]
        amounts: dict[str, list[Value]] = defaultdict(list)
        for c in counts:
            amounts[c.document].append(c.value)
        for a, b in combinations(_different(counts), 2):
            if a.document == b.document or not _same_matter(a, b, unit[1], worth):
                continue
            if _both_told(a, b, amounts) or _otherwise(every[a.sentence], every[b.sentence], a, b, written):
                continue
            yield Found(a.sentence, b.sentence, Difference("number", "conflict", a.value, b.value))


def _counts(i: int, facts: Facts) -> Iterator[tuple[tuple[str, str], Count]]:
    """The numbers of a sentence by what they measure and count."""
    stems = facts.sentence.stems
    for v in facts.values:
        if not isinstance(v.meaning, Number):
            continue
        behind = [s for s in stems[v.last : v.last + 3] if s]
        if behind:
            near = (*stems[max(0, v.first - AROUND) : v.first], *stems[v.last : v.last + AROUND])
            yield (v.meaning.kind, behind[0]), Count(i, facts.sentence.document, v, tuple(s for s in near if s))


def _different(counts: Iterable[Count]) -> list[Count]:
    """One of each number with the same words around it."""
    kept = {(c.value.printed, c.stems): c for c in reversed(list(counts))}
    return sorted(kept.values(), key=lambda c: (c.sentence, c.value.start))[:PREFILTER]


def _same_matter(a: Count, b: Count, unit: str, worth: Rarity) -> bool:
    """Whether enough stands around two numbers that is the same."""
    shared = set(a.stems) & set(b.stems)
    if len(shared) < SHARED or unit not in shared or agree(a.value, b.value) != "conflict":
        return False
    fates = [{n for n, fate in enumerate(_FATES) if not fate.isdisjoint(c.stems)} for c in (a, b)]
    if fates[0] != fates[1]:
        return False
    less = min(worth.of(frozenset(c.stems)) for c in (a, b))
    return worth.of(frozenset(shared)) >= SHARE * less


def _both_told(a: Count, b: Count, amounts: Mapping[str, Sequence[Value]]) -> bool:
    """Whether one of the two accounts has both numbers: then they count two things."""
    return any(agree(b.value, v) in ("same", "variant") for v in amounts[a.document]) or any(
        agree(a.value, v) in ("same", "variant") for v in amounts[b.document]
    )


def _otherwise(x: Facts, y: Facts, a: Count, b: Count, written: Mapping[str, str | None]) -> bool:
    """Whether two counts are of different days: dated so, or a toll that has grown from one writing to the next."""
    days = [[v.meaning.days for v in f.values if isinstance(v.meaning, Day) and v.meaning.days] for f in (x, y)]
    if days[0] and days[1] and not any(p[0] <= q[1] and q[0] <= p[1] for p in days[0] for q in days[1]):
        return True
    then = [interval(written.get(c.document)) for c in (a, b)]
    toll = any(not fate.isdisjoint(a.stems) for fate in _FATES)
    return toll and then[0] is not None and then[1] is not None and then[0] != then[1]
