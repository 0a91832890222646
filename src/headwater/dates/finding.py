"""Expression: words that point at the calendar, found in a text and read into a form."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any, Literal

from headwater.dates.english import ENGLISH
from headwater.dates.forms import (
    Calendar,
    Century,
    Clock,
    Decade,
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
from headwater.dates.french import FRENCH
from headwater.dates.german import GERMAN
from headwater.dates.language import FIGURES_ALONE, Language
from headwater.dates.needs import beginnings, is_met
from headwater.dates.russian import RUSSIAN
from headwater.dates.spanish import SPANISH
from headwater.records import Record
from headwater.text import fold, words

LANGUAGES: Mapping[str, Language] = {lang.tag: lang for lang in (ENGLISH, FRENCH, GERMAN, RUSSIAN, SPANISH)}

_OPENS_A_RANGE = (Calendar, Weekday, Shift, Quarter, Half, Season, Decade)
_TIED = frozenset("$£€¥#.,/:-+−–%@&=_'’")  # a bare year does not hang on these


class Expression(Record, frozen=True):
    """One expression of time in a text and what it says."""

    start: int
    end: int
    text: str
    type: Literal["date", "time", "duration", "set", "vague"]
    form: Form


_GOES_ON = re.compile(r"[%/:\-]|[.,]\d")  # a rate, a range, a longer number

Parts = dict[str, Any]  # the values of a match by the names of its groups

_Kept = tuple[int, int, Form]


def language(tag: str | None) -> Language:
    """The language of a BCP 47 tag; English without one, dates in figures alone for a language that is not written."""
    return LANGUAGES.get((tag or "en").split("-")[0].lower(), FIGURES_ALONE)


def expressions(text: str, start: int = 0, end: int | None = None, lang: Language = ENGLISH) -> list[Expression]:
    """The expressions of time in a stretch, in order, without overlap: of two that overlap the longer one."""
    stop = len(text) if end is None else end
    held = beginnings(text, start, stop)
    found: list[tuple[int, int, int, Form]] = []
    for order, ((name, pattern), needs) in enumerate(zip(lang.patterns, lang.needs, strict=True)):
        if not is_met(needs, held):
            continue
        for m in pattern.finditer(text, start, stop):
            parts = {k: lang.value(k, v) for k, v in m.groupdict().items() if v is not None}
            form = _BUILDERS[name](parts)
            bare = _is_bare_year(form) and m.group().isdigit()
            if form is not None and not (bare and _is_a_number(text, m.start("year"), m.end(), lang)):
                found.append((m.start() - m.end(), order, m.start(), form))
    kept: list[_Kept] = []
    for length, _, at, form in sorted(found, key=lambda f: f[:3]):
        i = bisect_right(kept, at, key=lambda k: k[0])
        if (i == 0 or kept[i - 1][1] <= at) and (i == len(kept) or at - length <= kept[i][0]):
            kept.insert(i, (at, at - length, form))
    told = (_expression(text, start, k, lang) for k in kept)
    return [e for e in told if not _is_rate(text, e, lang)]


def _is_rate(text: str, found: Expression, lang: Language) -> bool:
    """Whether "a year" means each year: "two flights a week"."""
    if not isinstance(found.form, Duration) or fold(found.text.split()[0]) not in lang.articles:
        return False
    lead = words(text, max(0, found.start - 16), found.start)
    before = lead[-1].form if lead else ""
    return (before.endswith("s") and before not in lang.spans) or before.isdigit() or before in lang.rates


def _expression(text: str, low: int, kept: _Kept, lang: Language) -> Expression:
    start, end, form = kept
    if isinstance(form, _OPENS_A_RANGE):
        since = lang.since_pattern.search(text, max(low, start - 24), start)
        if since:
            start, form = since.start(), Since(form)
    return Expression(start, end, text[start:end], _type(form), form)


def _type(form: Form) -> Literal["date", "time", "duration", "set", "vague"]:
    if isinstance(form, Clock):
        return "time"
    if isinstance(form, Duration):
        return "vague" if form.count is None else "duration"
    if isinstance(form, Every):
        return "set"
    return "vague" if isinstance(form, Vague) else "date"


def _is_bare_year(form: Form | None) -> bool:
    return isinstance(form, Calendar) and form.year is not None and form.month is None and form.until is None


def _is_a_number(text: str, start: int, end: int, lang: Language) -> bool:
    """Whether four figures are a count or part of a code rather than a year."""
    tied = start and text[start - 1] in _TIED and text[max(0, start - 4) : start].casefold() != "mid-"
    if tied or _GOES_ON.match(text, end):
        return True
    lead = text[max(0, start - 12) : start].split()
    if lead and fold(lead[-1]) in lang.year_leads:
        return False
    if lead and lead[-1].istitle():  # "Flight 2031"
        return True
    return not 1900 <= int(text[start : start + 4]) <= 2099 or lang.counted_pattern.match(text, end) is not None


def _calendar(parts: Parts) -> Form | None:
    month = parts.get("month", parts.get("clear_month", parts.get("month_number")))
    year = parts.get("year", parts.get("spelled_year"))
    return Calendar(year, month, parts.get("day"), turn=parts.get("turn"), until=parts.get("last_day"))


def _years(parts: Parts) -> Form | None:
    """Several years in a row; a longer row is no range of years but two numbers."""
    first = parts["year"]
    if "next_year" in parts:  # "the 1998-99 season"
        return Calendar(first, until=first + 1) if (first + 1) % 100 == parts["next_year"] else None
    last = parts["last_year"]
    return Calendar(first, until=last) if first < last <= first + 150 else None


def _unit(parts: Parts) -> Unit:
    """The unit of a match, whichever kind of its words stands there."""
    return next(parts[k] for k in ("unit", "units", "one_unit", "this_unit", "whole_unit", "long_unit") if k in parts)


def _shift(parts: Parts) -> Form | None:
    unit = _unit(parts)
    return None if unit in ("minute", "hour", "day") else Shift(unit, parts.get("turn", 0))


def _ago(parts: Parts) -> Form | None:
    count, unit = float(parts.get("count", 1)), _unit(parts)
    if not count.is_integer():
        return None
    by = int(count) * int(next((parts[k] for k in ("way", "ahead") if k in parts), -1))
    if unit in ("decade", "century"):  # "a decade ago" is a year, not ten
        return Shift("year", by * (10 if unit == "decade" else 100), "way" in parts)
    return Shift(unit, by, "way" in parts)


def _step(parts: Parts) -> Form | None:
    by = next(parts[k] for k in ("step", "day_step", "same", "beside") if k in parts)
    return Shift(_unit(parts), by, True)


def _named(parts: Parts) -> Form | None:
    unit, by, told = parts["named"]
    return Shift(unit, by, told)


def _quarter(parts: Parts) -> Form | None:
    number = parts.get("short_quarter", parts.get("ordinal"))
    return Quarter(number, parts.get("year"), _year_of(parts)) if number in (1, 2, 3, 4) else None


def _year_of(parts: Parts) -> int | None:
    turn = parts.get("turn")
    return int(turn) if turn is not None else None


def _decade(parts: Parts) -> Form | None:
    start = next(parts[k] for k in ("decade", "tens_digits", "tens") if k in parts)
    return Century(start // 100 + 1) if start % 100 == 0 and 1000 < start < 2000 else Decade(start)  # "the 1800s"


def _day_of(parts: Parts) -> Calendar | Weekday | Shift | None:
    if "month" in parts:
        return Calendar(parts.get("year"), parts["month"], parts["day"])
    if "weekday" in parts:
        return Weekday(parts["weekday"])
    if "deictic" in parts:
        return Shift("day", parts["deictic"])
    return Calendar(parts["year"], parts["month_number"], parts["day"]) if "month_number" in parts else None


def _clock(parts: Parts) -> Form | None:
    hour = parts["hour"]
    if "half_day" in parts:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + parts["half_day"]
    return Clock(_day_of(parts), hour, parts.get("minute", 0))


def _part(parts: Parts) -> Form | None:
    day = _day_of(parts)
    if parts.get("turn") == 1:  # "the next morning" is that of no day that the words name
        return None
    if parts["part"] == "midday":
        return Clock(day, 12, 0)
    if day is None and parts.get("turn") == -1:  # "last night"
        day = Shift("day", -1)
    return Clock(day, None, None, parts["part"])


def _every(parts: Parts) -> Form | None:
    if "weekday" in parts or "habit" in parts:
        return Every("week", 1, parts.get("weekday", parts.get("habit")))
    if "part" in parts:
        return Every("day")
    count = float(next((parts[k] for k in ("count", "other") if k in parts), 1))
    return Every(parts["rhythm"] if "rhythm" in parts else _unit(parts), int(count)) if count.is_integer() else None


def _vague(parts: Parts) -> Form | None:
    return Vague(next(iter(parts.values()), "past"))


_BUILDERS: Mapping[str, Callable[[Parts], Form | None]] = {
    "calendar": _calendar,
    "years": _years,
    "month_of_year": lambda p: Calendar(month=p["month"], years=p["turn"]),
    "month_of_month": lambda p: Calendar(month=p["month"], months=p["turn"]),
    "turned_month": lambda p: Calendar(month=p["month"], turn=p["turn"]),
    "feast": lambda p: Feast(p["feast"], p.get("turn")),
    "feast_week": lambda p: Feast(p["feast"], p.get("turn"), p["around"]),
    "noon": lambda p: Clock(None, p["noon"], 0),
    "weekday": lambda p: Weekday(p["weekday"], p.get("turn")),
    "deictic": lambda p: Shift("day", p["deictic"]),
    "shift": _shift,
    "weekend": lambda _: Shift("weekend", 0),
    "today": lambda _: Shift("day", 0),
    "ago": _ago,
    "step": _step,
    "ends": lambda p: Calendar(month=12, day=31, years=p.get("turn", 0)),
    "year_ago": lambda _: Shift("year", -1, False, True),
    "year_earlier": lambda _: Shift("year", -1, True, True),
    "quarter_ago": lambda p: Quarter(None, p.get("year"), _year_of(p), back=0 if "year" in p or "turn" in p else 1),
    "latest_quarter": lambda _: Quarter(),
    "duration": lambda p: Duration(_unit(p), p.get("count", 1.0) + (0.5 if p.get("half") else 0.0)),
    "some": lambda p: Duration(_unit(p), None),
    "every": _every,
    "rhythm": _every,
    "quarter": _quarter,
    "named_day": lambda p: Calendar(*p.get("named_day", (2001, 9, 11))),
    "half": lambda p: Half(p["ordinal"], p.get("year"), _year_of(p)) if p["ordinal"] <= 2 else None,
    "season": lambda p: Season(p["season"], p.get("year", p.get("spelled_year")), None, p.get("turn")),
    "decade": _decade,
    "century": lambda p: Century(p["century"]),
    "clock": _clock,
    "clock_day": _clock,
    "iso_clock": _clock,
    "named": _named,
    "last_night": lambda _: Clock(Shift("day", -1), None, None, "night"),
    "season_of_year": lambda p: Season(p["season"], years=p["turn"]),
    "part": _part,
    "tonight": lambda _: Clock(Shift("day", 0), None, None, "night"),
    "vague": _vague,
    "past": lambda _: Vague("past"),
}
