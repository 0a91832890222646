"""The values that fill the slots of a sentence: numbers, dates, names, places, and whether it denies."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from headwater.claims.kinds import Slot
from headwater.claims.numbers import Number, both_hold, numbers
from headwater.claims.wording import Sentence, listed
from headwater.dates import When, interval
from headwater.names import Name, country, same_name
from headwater.text import fold

SURE_DATE = 0.5  # confidence below which two days are not held against each other

_NEGATIONS = listed(
    "not never cannot no none nobody neither nor without failed fails fail denied denies deny refused refuses "
    "refuse rejected rejects reject declined declines decline"
)


class Day(NamedTuple):
    """What an expression of time stands for on the calendar; null where it could not be resolved."""

    days: tuple[date, date] | None
    sure: bool


class Value(NamedTuple):
    """One filler of a slot: where it is printed, and what it means."""

    slot: Slot
    start: int
    end: int
    first: int  # words of the sentence, half-open
    last: int
    printed: str
    meaning: Number | Day | str  # of a name: the full name that stands for it


class Facts(NamedTuple):
    """A sentence with the values in it."""

    sentence: Sentence
    values: tuple[Value, ...]


def facts(
    sentence: Sentence,
    whens: Iterable[When] = (),
    called: Iterable[Name] = (),
    full: Mapping[str, str] | None = None,
) -> Facts:
    """A sentence and the values in it, in order.

    `whens` and `called` are the expressions of time and the names of its document, `full` the full name for each form.
    """
    taken: set[int] = set()
    found: list[Value] = []
    for values in (
        _days(sentence, whens),
        _numbers(sentence),
        _names(sentence, called, full or {}),
        _negations(sentence),
    ):
        free = [v for v in values if taken.isdisjoint(range(v.first, v.last))]
        taken |= {i for v in free for i in range(v.first, v.last)}
        found += free
    return Facts(sentence, tuple(sorted(found, key=lambda v: (v.first, v.last))))


def agree(a: Value, b: Value) -> Literal["same", "variant", "conflict"] | None:
    """How two fillers of one slot stand to each other; None where nothing can be said."""
    if a.printed.casefold() == b.printed.casefold():
        return "same"
    if isinstance(a.meaning, Number) and isinstance(b.meaning, Number):
        return both_hold(a.meaning, b.meaning)
    if isinstance(a.meaning, Day) and isinstance(b.meaning, Day):
        return _agree_days(a.meaning, b.meaning)
    return _agree_names(a, b)


def _agree_days(a: Day, b: Day) -> Literal["same", "variant", "conflict"] | None:
    if a.days is None or b.days is None:
        return None
    if a.days == b.days:
        return "variant"
    if a.days[0] <= b.days[1] and b.days[0] <= a.days[1]:
        return "variant"
    return "conflict" if a.sure and b.sure else None


def _agree_names(a: Value, b: Value) -> Literal["variant", "conflict"]:
    return "variant" if a.meaning == b.meaning or _one_name(a.printed, b.printed) else "conflict"


@lru_cache(maxsize=65536)  # the same few names meet in every sentence of a story
def _one_name(a: str, b: str) -> bool:
    """Whether two names can be one, or stand for one state."""
    here = country(a)
    return same_name(a, b) or _shortened(a, b) or (here is not None and here == country(b))


def _shortened(a: str, b: str) -> bool:
    """Whether one name is cut short from the other, or a part of it: "Tenn.", a surname with or without "Jr"."""
    short, long = sorted((fold(a).strip("."), fold(b).strip(".")), key=len)
    return long.startswith(short) or set(short.split()) <= set(long.split())


def _words(sentence: Sentence, start: int, end: int) -> tuple[int, int] | None:
    """The words of a sentence that a span of the document covers, half-open."""
    inside = [i for i, w in enumerate(sentence.words) if w.start < end and w.end > start]
    return (inside[0], inside[-1] + 1) if inside else None


def _value(sentence: Sentence, slot: Slot, first: int, last: int, meaning: Number | Day | str) -> Value:
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    return Value(slot, start, end, first, last, sentence.printed(start, end), meaning)


def _days(sentence: Sentence, whens: Iterable[When]) -> Iterable[Value]:
    for when in whens:
        if when.type not in ("date", "time") or when.end <= sentence.start or when.start >= sentence.end:
            continue
        at = _words(sentence, when.start, when.end)
        if at:
            yield _value(sentence, "date", *at, Day(interval(when.value), when.confidence >= SURE_DATE))


def _numbers(sentence: Sentence) -> Iterable[Value]:
    for found in numbers(sentence.text, sentence.start, sentence.words):
        yield _value(sentence, "number", found.first, found.last, found.number)


def _names(sentence: Sentence, called: Iterable[Name], full: Mapping[str, str]) -> Iterable[Value]:
    for name in called:
        if sentence.start <= name.start and name.end <= sentence.end:
            at = _words(sentence, name.start, name.end)
            if at:
                slot: Slot = "place" if name.kind == "place" else "name"
                yield _value(sentence, slot, *at, full.get(name.form, name.form))


def _negations(sentence: Sentence) -> Iterable[Value]:
    forms = [w.form for w in sentence.words]
    for i, form in enumerate(forms):
        yet = form == "yet" and forms[i + 1 : i + 2] == ["to"]
        if yet or form in _NEGATIONS or form.endswith("n't"):
            yield _value(sentence, "polarity", i, i + 1, "")
