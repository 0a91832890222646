"""The values that fill the slots of a sentence: numbers, dates, names, places, and whether it denies."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from headwater.claims.addresses import addresses, outside
from headwater.claims.kinds import Slot
from headwater.claims.numbers import Number, both_hold, numbers
from headwater.claims.spellings import house, nickname, sounds
from headwater.claims.wording import Sentence, listed
from headwater.dates import When, interval
from headwater.names import Kind as NameKind
from headwater.names import Name, country, same_name
from headwater.records import Span
from headwater.text import fold

SURE_DATE = 0.5  # confidence below which two days are not held against each other

_NUMERAL = re.compile(r"\b\d{1,2} $")
_NEGATIONS = listed("not never cannot no none nobody neither nor without denied denies deny rejected rejects reject")
_BEFORE_TO = listed(
    "yet still failed fails fail refused refuses refuse declined declines decline"
)  # "sales declined" denies nothing
_WEEKDAYS = listed("monday tuesday wednesday thursday friday saturday sunday")
_FROM_HERE = listed("today tonight yesterday tomorrow this last next ago now")  # counted from the day of the page


class Day(NamedTuple):
    """What an expression of time stands for on the calendar; null where it could not be resolved."""

    days: tuple[date, date] | None
    sure: bool
    told: str = ""  # the words for it, folded
    of_page: bool = False  # the day of writing in full: it dates the page, whatever sentence it ran into


class Value(NamedTuple):
    """One filler of a slot: where it is printed, and what it means."""

    slot: Slot
    start: int
    end: int
    first: int  # words of the sentence, half-open
    last: int
    printed: str
    meaning: Number | Day | str  # of a name: the full name that stands for it
    sort: NameKind | None = None  # of a name


class Facts(NamedTuple):
    """A sentence with the values in it."""

    sentence: Sentence
    values: tuple[Value, ...]


def facts(
    sentence: Sentence,
    whens: Iterable[When] = (),
    called: Iterable[Name] = (),
    full: Mapping[str, str] | None = None,
    written: str | None = None,
) -> Facts:
    """A sentence and the values in it, in order.

    `whens` and `called` are the expressions of time and the names of its document, `full` the full name for each form,
    `written` the day on which the document was.
    """
    taken: set[int] = set()
    found: list[Value] = []
    for values in (
        _days(sentence, whens, written),
        _numbers(sentence),
        _names(sentence, called, full or {}),
        _negations(sentence),
    ):
        free = [v for v in values if taken.isdisjoint(range(v.first, v.last))]
        taken |= {i for v in free for i in range(v.first, v.last)}
        found += free
    inside = [Span(sentence.start + a.start, sentence.start + a.end) for a in addresses(sentence.text)]
    return Facts(sentence, tuple(sorted(outside(found, inside), key=lambda v: (v.first, v.last))))


def agree(a: Value, b: Value) -> Literal["same", "variant", "conflict"] | None:
    """How two fillers of one slot stand to each other; None where nothing can be said."""
    if a.printed.casefold() == b.printed.casefold():
        return "same"
    if isinstance(a.meaning, Number) and isinstance(b.meaning, Number):
        return both_hold(a.meaning, b.meaning)
    if isinstance(a.meaning, Day) and isinstance(b.meaning, Day):
        return _agree_days(a.meaning, b.meaning)
    return _agree_names(a, b)


def altered(a: Value, b: Value) -> bool:
    """Whether two numbers are bounded alike and differ all the same: "more than 60" became "more than 70"."""
    if not isinstance(a.meaning, Number) or not isinstance(b.meaning, Number) or a.meaning.bound != b.meaning.bound:
        return False
    return both_hold(a.meaning._replace(bound=""), b.meaning._replace(bound="")) == "conflict"


def cut_short(a: Value, b: Value) -> bool:
    """Whether two numbers have the same digits, and only one its scale: "180 million" and "180"."""
    digits = [[c for c in v.printed if c.isdigit()] for v in (a, b)]
    return bool(digits[0]) and digits[0] == digits[1] and any(v.printed[-1:].isdigit() for v in (a, b))


def _agree_days(a: Day, b: Day) -> Literal["same", "variant", "conflict"] | None:
    if a.of_page and b.of_page:
        return "same"
    if a.days is None or b.days is None:
        return None
    if a.days == b.days:
        return "variant"
    if a.days[0] <= b.days[1] and b.days[0] <= a.days[1]:
        return "variant"
    if _of_the_page(a, b):
        return None
    return "conflict" if a.sure and b.sure else None


def _of_the_page(a: Day, b: Day) -> bool:
    """Whether two days may be one, told by pages of two days: "today" and "Monday", "Monday" of two weeks."""
    told = [frozenset(d.told.split()) for d in (a, b)]
    if told[0] and told[1] and (told[0] < told[1] or told[1] < told[0]):
        return True  # "January" and "late January", counted from two days
    if told[0] & told[1] & _WEEKDAYS:
        return not any(c.isdigit() for d in (a, b) for c in d.told)
    days = [d.days for d in (a, b) if d.days is not None]
    apart = max(d[0] for d in days) - min(d[1] for d in days)
    return apart.days <= 1 and any(t & _FROM_HERE for t in told)


def _agree_names(a: Value, b: Value) -> Literal["variant", "conflict"]:
    return "variant" if a.meaning == b.meaning or one_name(a.printed, b.printed) else "conflict"


@lru_cache(maxsize=65536)  # the same few names meet in every sentence of a story
def one_name(a: str, b: str) -> bool:
    """Whether two names can be one, or stand for one state."""
    here = country(a)
    one_state = here is not None and here == country(b)
    if one_state or same_name(a, b) or nickname(a, b):
        return True
    return _shortened(a, b) or _bare(a) == _bare(b) != "" or sounds(a) == sounds(b)


def _bare(name: str) -> str:
    """The plain letters of a name, as one house spells it: "P. J." is "P.J.", and pages lose the "\u00f1" of a name."""
    return "".join(c for word in fold(name).split() for c in house(word) if c.isalnum() and c.isascii())


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


def _days(sentence: Sentence, whens: Iterable[When], written: str | None) -> Iterable[Value]:
    for when in whens:
        if when.type not in ("date", "time") or when.end <= sentence.start or when.start >= sentence.end:
            continue
        at = _words(sentence, when.start, when.end)
        if at:
            sure, of_page = when.confidence >= SURE_DATE, _dates_the_page(when, written)
            sure = sure and not _NUMERAL.search(sentence.text[: when.start - sentence.start])  # "10 Nov 11"
            yield _value(sentence, "date", *at, Day(interval(when.value), sure, fold(when.text), of_page))


def _dates_the_page(when: When, written: str | None) -> bool:
    return written is not None and (when.value or "")[:10] == written and written[:4] in when.text


def _numbers(sentence: Sentence) -> Iterable[Value]:
    for found in numbers(sentence.text, sentence.start, sentence.words):
        yield _value(sentence, "number", found.first, found.last, found.number)


def _names(sentence: Sentence, called: Iterable[Name], full: Mapping[str, str]) -> Iterable[Value]:
    for name in called:
        if sentence.start <= name.start and name.end <= sentence.end:
            at = _words(sentence, name.start, name.end)
            if at:
                slot: Slot = "place" if name.kind == "place" else "name"
                yield _value(sentence, slot, *at, full.get(name.form, name.form))._replace(sort=name.kind)


def _negations(sentence: Sentence) -> Iterable[Value]:
    forms = [w.form for w in sentence.words]
    for i, form in enumerate(forms):
        before_to = form in _BEFORE_TO and forms[i + 1 : i + 2] == ["to"]
        if before_to or form in _NEGATIONS or form.endswith("n't"):
            yield _value(sentence, "polarity", i, i + 1, "")
