"""Telling: expressions valued in the order of a text, which counts some of them from dates that it has told before."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

import msgspec

from headwater.dates.english import ENGLISH
from headwater.dates.finding import Expression
from headwater.dates.forms import Calendar, Clock, Direction, Duration, Form, Quarter, Shift, is_counted
from headwater.dates.language import Language
from headwater.dates.tenses import tense
from headwater.dates.values import resolve
from headwater.records import Record
from headwater.text import words

_FAR = 600  # characters after which a date told is no longer counted from
_BESIDE = 400  # characters within which a period and what it is compared with stand
_GAP = re.compile(r"[^.;!?\n]{0,40}")  # between a time of day and its day: "10:35 (0735 GMT) on Friday"


class Told(Record, frozen=True):
    """An expression with its value (EDTF), the date it was counted from, and the tense it was told in."""

    found: Expression
    value: str | None
    anchor: str | None = None
    tense: Direction | None = None


class _Telling(NamedTuple):
    """A text with its expressions and what they are counted from, and those that are done so far."""

    text: str
    found: Sequence[Expression]
    anchor: str | None
    lang: Language
    starts: Sequence[int]  # of the expressions
    done: list[Told]
    quarters: list[Told]  # those of the done that are quarters of their own
    years: dict[tuple[int, int], int]  # the years of the days in the months that were told with one

    def tell(self, one: Told) -> None:
        """Adds what is done."""
        self.done.append(one)
        form = one.found.form
        if isinstance(form, Quarter) and not form.back and one.value:
            self.quarters.append(one)
        if isinstance(form, Calendar) and form.year and form.month and form.day:
            self.years.setdefault((form.month, form.day), form.year)


def told(text: str, found: Sequence[Expression], anchor: str | None, lang: Language = ENGLISH) -> list[Told]:
    """The values of a text's expressions, in its order.

    `anchor` is the EDTF day, month or year of the writing, or null. "A day later" counts from the day that the text
    told last; the first date of a range has the year of the second; "a year earlier" is a quarter where accounts are.
    """
    of = _Telling(text, found, anchor, lang, [e.start for e in found], [], [], {})
    for i, expression in enumerate(found):
        after = found[i + 1] if i + 1 < len(found) else None
        here = _compared(of, _placed(of, expression, after))
        of.tell(_valued(of, here, after))
    return of.done


def _valued(of: _Telling, here: Expression, after: Expression | None) -> Told:
    """One expression, counted from what is nearest to it."""
    form = here.form
    if not is_counted(form):
        return Told(here, resolve(form, None))
    base = _base(of, here, after)
    if base is None and isinstance(form, Shift) and form.told and form.by > 0:  # later than what nobody told
        length = Duration(form.unit, form.by)
        return Told(msgspec.structs.replace(here, form=length, type="duration"), resolve(length, None))
    hint = tense(of.text, here.start, here.end, of.lang)
    value = resolve(form, base or of.anchor, hint)
    return Told(here, value, (base or of.anchor) if value else None, hint)


def _base(of: _Telling, here: Expression, after: Expression | None) -> str | None:
    """The date of the text that an expression is counted from; null for the day of writing."""
    form = here.form
    if isinstance(form, Shift) and form.told and form.unit not in ("minute", "hour"):
        fine = {"year": 4, "decade": 4, "month": 7}.get(form.unit, 10)
        return next((d for t in _before(of, here, _FAR) if (d := _date(t.value, fine))), None)
    if isinstance(form, Clock) and form.day is None and form.hour is not None:
        if after and _GAP.fullmatch(of.text, here.end, after.start):
            day = _date(resolve(after.form, of.anchor, "past"), 10)
            if day:
                return day
        return next((d for t in _before(of, here, _BESIDE) if (d := _date(t.value, 10))), None)
    return None


def _before(of: _Telling, here: Expression, far: int) -> Iterator[Told]:
    """What was told so many characters before, the last first."""
    near = takewhile(lambda t: here.start - t.found.end < far, reversed(of.done))
    return (t for t in near if t.value)


def _date(value: str | None, fine: int) -> str | None:
    """A date cut to a year (4 characters), month (7) or day (10), or null where it is not that fine."""
    if value is None or not re.fullmatch(r"\d{4}(?:-[01]\d(?:-\d\d(?:T.*)?)?)?", value) or len(value) < fine:
        return None
    return value[:fine]


def _placed(of: _Telling, here: Expression, after: Expression | None) -> Expression:
    """A day or month with the year that the other end of its range or an earlier mention gives it."""
    form = here.form
    if not isinstance(form, Calendar) or form.year or not form.month or (form.years, form.turn) != (None, None):
        return here
    year = _range_year(of, here, after) if after else None
    if year is None and form.day:
        year = of.years.get((form.month, form.day))
    return msgspec.structs.replace(here, form=msgspec.structs.replace(form, year=year)) if year else here


def _range_year(of: _Telling, here: Expression, after: Expression) -> int | None:
    """The year of the first end of a range whose second end has one."""
    first, last = here.form, after.form
    if not isinstance(first, Calendar) or not isinstance(last, Calendar) or not last.year or not last.month:
        return None
    if not of.lang.range_pattern.fullmatch(of.text, here.end, after.start):
        return None
    return last.year - ((first.month or 0, first.day or 0) > (last.month, last.day or 31))


def _compared(of: _Telling, here: Expression) -> Expression:
    """ "The quarter", and "a year earlier" where a company's quarters are compared, as the quarter that is meant."""
    form = here.form
    if isinstance(form, Quarter) and form.number is None:
        return msgspec.structs.replace(here, form=_quarter(form, of.quarters))
    if not isinstance(form, Shift) or not form.compared:
        return here
    first, last = (bisect_left(of.starts, here.start + x) for x in (1 - _BESIDE, _BESIDE))
    beside = [e for e in of.found[first:last] if _in_paragraph(of.text, here, e)]
    periods = [e.form for e in beside if e.start < here.start and isinstance(e.form, Quarter | Duration)]
    in_months = bool(periods) and isinstance(periods[-1], Duration) and periods[-1].unit == "month"
    in_accounts = _in_accounts(of, here)
    if in_accounts and in_months:  # "for the nine months, from ... a year earlier"
        return msgspec.structs.replace(here, form=Shift("year", -1))
    in_quarters = any(isinstance(e.form, Quarter) for e in beside)
    if in_quarters or (in_accounts and of.quarters):
        return msgspec.structs.replace(here, form=_quarter(Quarter(back=1), of.quarters))
    return msgspec.structs.replace(here, form=Shift("year", -1)) if in_accounts else here


def _quarter(form: Quarter, told: Sequence[Told]) -> Form:
    """A quarter without a number as the one told last."""
    value = told[-1].value if told else None
    if value is None:
        return form
    year = form.year or int(value[:4]) + (form.years or 0)
    return Quarter(int(value[5:]) - 32, year, None, form.back)


def _in_accounts(of: _Telling, here: Expression) -> bool:
    near = words(of.text, max(0, here.start - 150), min(len(of.text), here.end + 80))
    return sum(w.form in of.lang.accounts for w in near) >= 2


def _in_paragraph(text: str, a: Expression, b: Expression) -> bool:
    return "\n\n" not in text[min(a.end, b.end) : max(a.start, b.start)]
