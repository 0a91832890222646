"""Value: a form counted from an anchor, as EDTF (ISO 8601-2)."""

from calendar import monthrange
from datetime import date, timedelta

from headwater.dates.forms import (
    Calendar,
    Century,
    Clock,
    Decade,
    Direction,
    Duration,
    Every,
    Feast,
    Form,
    Half,
    Quarter,
    Season,
    Shift,
    Since,
    Unit,
    Vague,
    Weekday,
)

_LETTER: dict[Unit, str] = {"minute": "TM", "hour": "TH", "day": "D", "week": "W", "month": "M", "year": "Y"}
_TIMES: dict[Unit, tuple[int, Unit]] = {
    "weekend": (2, "day"),
    "quarter": (3, "month"),
    "decade": (10, "year"),
    "century": (100, "year"),
}
_PARTS: dict[Unit, tuple[int, str, str]] = {"minute": (60, "PT", "S"), "hour": (60, "PT", "M"), "year": (12, "P", "M")}
_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_SEASON_STARTS = (3, 6, 9, 12)
_NEAR: dict[Direction | None, int] = {"past": 4, "future": 6, "present": 6, None: 4}  # a day so few months off is meant


class Anchor:
    """The date that others are counted from, with its precision (day, month, year)."""

    def __init__(self, value: str) -> None:
        parts = [int(p) for p in value[:10].split("-")]
        self.year = parts[0]
        self.month = parts[1] if len(parts) > 1 else None
        self.day = date(*parts) if len(parts) == 3 else None


def as_day(value: str | None) -> date | None:
    """The day of an EDTF value that is one, a clock time left off; else null."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def resolve(form: Form, anchor: str | None, tense: Direction | None = None) -> str | None:
    """The value of a form: EDTF; ISO 8601 for durations and sets; null where it has no place on the calendar.

    `anchor` is an EDTF day, month or year, or null. A value finer than the anchor allows is null.
    """
    if isinstance(form, Duration):
        return _duration(form)
    if isinstance(form, Every):
        return f"R/{_duration(Duration(form.unit, form.count))}"
    if isinstance(form, Vague):
        return None
    try:
        return _value(form, Anchor(anchor) if anchor else None, tense)
    except (ValueError, OverflowError):  # 31 February; the year 0
        return None


def interval(value: str | None) -> tuple[date, date] | None:
    """The first and last day that a closed EDTF value covers; null for what is open or no date."""
    if not value or value[0] in "PR":
        return None
    first, _, last = value.partition("/")
    try:
        low, high = _bounds(first), _bounds(last or ("" if "/" in value else first))
    except ValueError:
        return None
    return low[0], high[1]


def _bounds(value: str) -> tuple[date, date]:
    if value.endswith("X"):
        low = int(value.replace("X", "0"))
        return date(low, 1, 1), date(low + 10 ** value.count("X") - 1, 12, 31)
    parts = [int(p) for p in value[:10].split("-")]
    if len(parts) == 1:
        return date(parts[0], 1, 1), date(parts[0], 12, 31)
    year, month = parts[:2]
    months = {**{21 + i: (s, 3) for i, s in enumerate(_SEASON_STARTS)}, **{33 + i: (1 + 3 * i, 3) for i in range(4)}}
    start, length = {**months, 40: (1, 6), 41: (7, 6)}.get(month, (month, 1))
    if len(parts) == 3:
        return date(year, month, parts[2]), date(year, month, parts[2])
    end_year, end_month = _add_months(year, start, length - 1)
    return date(year, start, 1), date(end_year, end_month, monthrange(end_year, end_month)[1])


def _value(form: Form, anchor: Anchor | None, tense: Direction | None) -> str | None:
    value: str | None = None
    match form:
        case Calendar():
            value = _calendar(form, anchor, tense)
        case Feast() if anchor:
            value = _feast(form, anchor, tense)
            if form.around:
                value = _days(Shift(form.around, 0), date.fromisoformat(value))
        case Decade():
            value = _decade(form, anchor)
        case Century():
            value = f"{form.number - 1:02}XX"
        case Since():
            first = _value(form.first, anchor, "past")
            value = f"{first.partition('/')[0].replace('X', '0')}/" if first else None
        case Clock():
            value = _clock(form, anchor, tense)
        case Quarter() | Half():
            value = _part_of_year(form, anchor)
        case Season():
            value = _season(form, anchor, tense)
        case Weekday() if anchor:
            value = _weekday(form, anchor, tense)
        case Shift() if anchor:
            value = _shift(form, anchor)
    return value


def _calendar(form: Calendar, anchor: Anchor | None, tense: Direction | None) -> str | None:
    year = form.year
    if year is None:
        if anchor is None or form.month is None:
            return None
        if form.months is not None and anchor.month is not None:
            year = _add_months(anchor.year, anchor.month, form.months)[0]
        else:
            year = anchor.year + form.years if form.years is not None else _year_of(form, anchor, tense)
    if form.month is None:
        return f"{year:04}/{form.until:04}" if form.until else f"{year:04}"
    if form.day is None:
        return f"{year:04}-{date(year, form.month, 1).month:02}"
    first = date(year, form.month, form.day)
    if form.until is None:
        return first.isoformat()
    return f"{first}/{first.replace(day=form.until)}" if form.until > form.day else None


def _year_of(form: Calendar, anchor: Anchor, tense: Direction | None) -> int:
    """The year of a month or a day in a month that stands without one."""
    assert form.month is not None  # noqa: S101  (the caller's check, for the type)
    if anchor.month is None or form.turn == 0:
        return anchor.year
    here = (anchor.month, anchor.day.day if anchor.day else 31) if form.day else (anchor.month, 0)
    there = (form.month, form.day or 0)
    if form.turn == -1:
        return anchor.year - (there >= here)
    if form.turn == 1:
        return anchor.year + (there <= here)
    months = form.month - anchor.month
    if form.day and (abs(months) < _NEAR[tense] or abs(months) > 12 - _NEAR[tense]):
        return anchor.year + (months < -6) - (months > 6)
    if tense == "future":
        return anchor.year + (there < here)
    return anchor.year - (there > here)


def _feast(form: Feast, anchor: Anchor, tense: Direction | None) -> str:
    """The feast nearest to the anchor, or on the side that the words point to."""
    month = form.rule[0] or 4
    named = Calendar(month=month, day=form.rule[1] if len(form.rule) == 2 and form.rule[0] else 20, turn=form.turn)
    year = _year_of(named, anchor, tense)
    if form.rule[0] == 0:
        return (_easter(year) + timedelta(form.rule[1])).isoformat()
    if len(form.rule) == 2:
        return date(year, month, form.rule[1]).isoformat()
    weekday, which = form.rule[1:3]
    first = date(year, month, 1)
    day = first + timedelta((weekday - first.weekday()) % 7 + 7 * (which - 1))
    day = day if day.month == month else day - timedelta(7)
    return (day + timedelta(sum(form.rule[3:]))).isoformat()


def _easter(year: int) -> date:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm; Meeus 1991)."""
    century, of_century = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (year % 19 + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _decade(form: Decade, anchor: Anchor | None) -> str:
    start = form.start
    if start < 100:
        start += 1900
        if anchor is not None and start + 100 <= anchor.year and start % 100 < 30:
            start += 100
    return f"{start // 10}X"


def _part_of_year(form: Quarter | Half, anchor: Anchor | None) -> str | None:
    """A quarter is 33 to 36, a half 40 or 41; without a year it is the latest that has begun."""
    if form.number is None:
        return _shift(Shift("quarter", -1 - 4 * form.back), anchor) if anchor and form.year is None else None
    base, months = (32, 3) if isinstance(form, Quarter) else (39, 6)
    year = form.year
    if year is None:
        if anchor is None:
            return None
        year = anchor.year + (form.years or 0)
        if form.years is None and anchor.month is not None and (form.number - 1) * months >= anchor.month:
            year -= 1
    return f"{year - (form.back if isinstance(form, Quarter) else 0)}-{base + form.number}"


def _season(form: Season, anchor: Anchor | None, tense: Direction | None) -> str | None:
    """A season is 21 to 24; the winter is named by the year it begins in."""
    year = form.year
    if year is None:
        if anchor is None:
            return None
        if form.years is not None:
            return f"{anchor.year + form.years}-{20 + form.number}"
        year, month = anchor.year, anchor.month or 12
        start = _SEASON_STARTS[form.number - 1]
        if form.turn == -1:
            year -= start + 2 >= month
        elif form.turn == 1 or (form.turn is None and tense == "future"):
            year += start + 2 < month
        elif form.turn is None:
            year -= start > month
    return f"{year}-{20 + form.number}"


def _weekday(form: Weekday, anchor: Anchor, tense: Direction | None) -> str | None:
    """The nearest such day on the side that the words point to; a bare one that is the anchor's own is that day."""
    if anchor.day is None:
        return None
    ahead = (form.day - anchor.day.weekday()) % 7
    if form.turn == 1:
        ahead = ahead or 7
    elif form.turn == -1:
        ahead = ahead - 7
    elif ahead and tense != "future" and form.turn != 0:
        ahead -= 7
    return (anchor.day + timedelta(ahead)).isoformat()


def _shift(form: Shift, anchor: Anchor) -> str | None:
    if form.unit in ("decade", "century"):
        size = 10 if form.unit == "decade" else 100
        return f"{anchor.year // size + form.by}{'X' * (len(str(size)) - 1)}"
    if form.unit == "year":
        return f"{anchor.year + form.by:04}"
    if anchor.month is None:
        return None
    if form.unit in ("month", "quarter"):
        year, month = _add_months(anchor.year, anchor.month, form.by * _MONTHS[form.unit])
        return f"{year:04}-{month:02}" if form.unit == "month" else f"{year:04}-{33 + (month - 1) // 3}"
    return _days(form, anchor.day) if anchor.day else None


def _days(form: Shift, anchor: date) -> str:
    if form.unit not in ("week", "weekend"):
        return (anchor + timedelta(form.by if form.unit == "day" else 0)).isoformat()
    monday = anchor + timedelta(7 * form.by - anchor.weekday())
    if form.unit == "weekend":
        late = form.by == 0 and anchor.weekday() < 3  # on a Monday "the weekend" is the one just gone
        saturday = monday + timedelta(-2 if late else 5)
        return f"{saturday}/{saturday + timedelta(1)}"
    return f"{monday}/{monday + timedelta(6)}"


def _clock(form: Clock, anchor: Anchor | None, tense: Direction | None) -> str | None:
    """A day with its hour; without an hour the day alone, since EDTF knows no mornings."""
    day = _value(form.day or Shift("day", 0), anchor, tense) if anchor or isinstance(form.day, Calendar) else None
    if day is None or form.hour is None:
        return day
    return f"{day}T{form.hour:02}:{form.minute or 0:02}"


def _duration(form: Duration) -> str | None:
    if form.count is None:
        return None
    times, unit = _TIMES.get(form.unit, (1, form.unit))
    count = form.count * times
    if not float(count).is_integer() and unit in _PARTS:
        size, prefix, letter = _PARTS[unit]
        rest = f"{round(count % 1 * size)}{letter}"
        return f"{prefix}{int(count)}{_LETTER[unit][-1]}{rest}" if count >= 1 else prefix + rest
    prefix, letter = ("PT", _LETTER[unit][1]) if unit in ("minute", "hour") else ("P", _LETTER[unit])
    return f"{prefix}{count:g}{letter}"


def _add_months(year: int, month: int, more: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + more
    return total // 12, total % 12 + 1
