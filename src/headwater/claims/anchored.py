"""Numbers that differ between accounts in other words: "nine boats lie across the entrance", "six boats block it".

Whole sentences of free prose align badly; what stands right around a number tells whether the same is counted: its
unit, and some words of weight before and behind. Precision first: what one account counts twice, what is dated
otherwise, and the dead against the injured are never held against each other.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from headwater.claims.alike import Rarity
from headwater.claims.counting import AROUND, fated, fates, is_running, is_whole, of_another_hour, same_count
from headwater.claims.matters import Matters, named_in
from headwater.claims.misprints import Difference, Found
from headwater.claims.numbers import Number
from headwater.claims.values import Day, Facts, Value, agree
from headwater.dates import interval

SHARED = 3  # stems in common around two numbers, in order, their unit among them
UNNAMED = 4  # so many where neither sentence names whom the other does
SHARE = 0.5  # of the weight around the number that has less
PREFILTER = 400  # different numbers of one unit beyond which they are a table, not an account

_SUMMED = re.compile(r"\b(?:so far|to date|in total|altogether|overall|combined|cumulative)\b", re.IGNORECASE)


class Count(NamedTuple):
    """A number with its unit and the stems around it."""

    sentence: int
    document: str
    value: Value
    before: tuple[str, ...]
    after: tuple[str, ...]
    named: frozenset[str]  # who is named in the sentence

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems on both sides."""
        return self.before + self.after


def anchored(every: Sequence[Facts], worth: Rarity, written: Mapping[str, str | None]) -> Iterator[Found]:
    """The numbers of different documents that count the same and cannot both hold."""
    by_unit: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for i, facts in enumerate(every):
        for unit, count in _counts(i, facts):
            by_unit[unit].append(count)
    matters = Matters(every)
    for unit in sorted(by_unit):
        counts = by_unit[unit]
        amounts: dict[str, list[Value]] = defaultdict(list)
        for c in counts:
            amounts[c.document].append(c.value)
        for a, b in combinations(_different(counts), 2):
            if a.document == b.document or not _same_matter(a, b, unit[1], worth):
                continue
            x, y = every[a.sentence], every[b.sentence]
            if not same_count(x, a.value, y, b.value) or of_another_hour(x, y, fated(x, a.value, y, b.value)):
                continue
            if not matters.one(x, y) or (not named_in(x) & named_in(y) and len(_in_order(a.stems, b.stems)) < UNNAMED):
                continue
            if not _both_told(a, b, amounts) and not _twice(x, y, a, b) and not _otherwise(x, y, a, b, written):
                yield Found(a.sentence, b.sentence, Difference("number", "conflict", a.value, b.value))


def _counts(i: int, facts: Facts) -> Iterator[tuple[tuple[str, str], Count]]:
    """The numbers of a sentence by what they measure and count."""
    stems = facts.sentence.stems
    for v in facts.values:
        if not isinstance(v.meaning, Number) or is_whole(facts, v) or is_running(facts, v):
            continue
        behind = [s for s in stems[v.last : v.last + 3] if s]
        if behind:
            low, high = max(0, v.first - AROUND), v.last + AROUND
            before, after = (tuple(s for s in part if s) for part in (stems[low : v.first], stems[v.last : high]))
            named = frozenset(stems[w.first] for w in facts.values if w.slot == "name")
            yield (
                (v.meaning.kind, behind[0]),
                Count(i, facts.sentence.document, v, before, after, named),
            )


def _different(counts: Iterable[Count]) -> list[Count]:
    """One of each number with the same words around it."""
    kept = {(c.value.printed, c.stems): c for c in reversed(list(counts))}
    return sorted(kept.values(), key=lambda c: (c.sentence, c.value.start))[:PREFILTER]


def _same_matter(a: Count, b: Count, unit: str, worth: Rarity) -> bool:
    """Whether enough stands around two numbers that is the same, in the same order, and nobody else is named."""
    if len(set(a.stems) & set(b.stems)) < SHARED or agree(a.value, b.value) != "conflict":
        return False
    shared = _in_order(a.stems, b.stems)
    if len(shared) < SHARED or unit not in shared or not _joined(a, b):
        return False
    if a.named - b.named and b.named - a.named:
        return False
    if unit == "year" and not any(s.startswith("@") for s in shared):
        return False  # ages
    if isinstance(a.value.meaning, Number) and a.value.meaning.kind == "percent" and a.after[1:2] != b.after[1:2]:
        return False  # shares of what?
    less = min(worth.of(frozenset(c.stems)) for c in (a, b))
    return worth.of(frozenset(shared)) >= SHARE * less


def _in_order(a: Sequence[str], b: Sequence[str]) -> list[str]:
    """The longest run of stems that two sequences share in order."""
    best: list[list[str]] = [[] for _ in range(len(b) + 1)]
    for x in a:
        last = best[0]
        for j, y in enumerate(b, 1):
            here = best[j]
            best[j] = [*last, x] if x == y else max(here, best[j - 1], key=len)
            last = here
    return best[-1]


def _joined(a: Count, b: Count) -> bool:
    """Whether the nearest words agree: right before the two numbers, or right behind the unit, or nothing is before."""
    left = [[s for s in c.before if not s.startswith("@")][-1:] for c in (a, b)]
    if left[0] == left[1]:
        return True
    measured = any(isinstance(c.value.meaning, Number) and c.value.meaning.measure for c in (a, b))
    return not measured and a.after[1:2] == b.after[1:2] != ()


def _twice(x: Facts, y: Facts, a: Count, b: Count) -> bool:
    """Whether one of the two sentences has both numbers, of whatever unit, or sums up several counts."""
    if _SUMMED.search(x.sentence.text) or _SUMMED.search(y.sentence.text):
        return True
    return any(agree(b.value, v) in ("same", "variant") for v in x.values if isinstance(v.meaning, Number)) or any(
        agree(a.value, v) in ("same", "variant") for v in y.values if isinstance(v.meaning, Number)
    )


def _both_told(a: Count, b: Count, amounts: Mapping[str, Sequence[Value]]) -> bool:
    """Whether one of the two accounts has both numbers: then they count two things."""
    return any(agree(b.value, v) in ("same", "variant") for v in amounts[a.document]) or any(
        agree(a.value, v) in ("same", "variant") for v in amounts[b.document]
    )


def _otherwise(x: Facts, y: Facts, a: Count, b: Count, written: Mapping[str, str | None]) -> bool:
    """Whether two counts are of different days: dated so, or a toll that has grown from one writing to the next."""
    days = [[v for v in f.values if isinstance(v.meaning, Day)] for f in (x, y)]
    if days[0] and days[1] and not any(agree(p, q) in ("same", "variant") for p in days[0] for q in days[1]):
        return True
    then = [interval(written.get(c.document)) for c in (a, b)]
    return bool(fates(x, a.value)) and then[0] is not None and then[1] is not None and then[0] != then[1]
