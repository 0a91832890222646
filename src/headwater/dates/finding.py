"""Expression: words that point at the calendar, found in a text and read into a form."""

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any, Literal

import msgspec

from headwater.dates.english import ENGLISH
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
    Vague,
    Weekday,
)
from headwater.dates.language import Language, listed
from headwater.records import Record
from headwater.text import fold, sentences, words

LANGUAGES: Mapping[str, Language] = {ENGLISH.tag: ENGLISH}

_OPENS_A_RANGE = (Calendar, Weekday, Shift, Quarter, Half, Season, Decade)
_TIED = frozenset("$£€¥#.,/:-+−–%@&=_'’")  # a bare year does not hang on these
_YEAR_LEADS = frozenset(
    listed(
        "in since of by until till from to during before after and late early mid through for the "
        "year fiscal or around than between circa about"
    )
)


class Expression(Record, frozen=True):
    """One expression of time in a text and what it says."""

    start: int
    end: int
    text: str
    type: Literal["date", "time", "duration", "set", "vague"]
    form: Form


_REACH = 300  # characters on each side in which a verb can rule
_GOES_ON = re.compile(r"[%/:\-]|[.,]\d")  # a rate, a range, a longer number
_COUNTED = re.compile(r" (?!was\b|is\b|has\b)\w+s\b")  # "2000 troops"

Parts = dict[str, Any]  # the values of a match by the names of its groups

_Kept = tuple[int, int, Form]


def language(tag: str | None) -> Language:
    """The language of a BCP 47 tag; English where none is known."""
    return LANGUAGES.get((tag or "en").split("-")[0].lower(), ENGLISH)


def expressions(text: str, start: int = 0, end: int | None = None, lang: Language = ENGLISH) -> list[Expression]:
    """The expressions of time in a stretch, in order, without overlap: of two that overlap the longer one."""
    stop = len(text) if end is None else end
    if not lang.hint.search(text, start, stop):
        return []
    found: list[tuple[int, int, int, Form]] = []
    for order, (name, pattern) in enumerate(lang.patterns):
        for m in pattern.finditer(text, start, stop):
            parts = {k: lang.value(k, v) for k, v in m.groupdict().items() if v is not None}
            form = _BUILDERS[name](parts)
            if form is not None and not (_is_bare_year(form) and _is_a_number(text, m.start("year"), m.end())):
                found.append((m.start() - m.end(), order, m.start(), form))
    kept: list[_Kept] = []
    for length, _, at, form in sorted(found, key=lambda f: f[:3]):
        i = bisect_right(kept, at, key=lambda k: k[0])
        if (i == 0 or kept[i - 1][1] <= at) and (i == len(kept) or at - length <= kept[i][0]):
            kept.insert(i, (at, at - length, form))
    told = [_expression(text, start, k, lang) for k in kept]
    return [_in_quarters(text, e, told) for e in told if not _is_rate(text, e, lang)]


def _in_quarters(text: str, found: Expression, told: list[Expression]) -> Expression:
    """ "A year earlier" beside a quarter is that quarter a year earlier."""
    if found.form != Shift("year", -1) or not found.text.endswith(("ago", "earlier")):
        return found
    near = next((e.form for e in told if _is_quarter(e.form) and _is_beside(text, e, found)), None)
    if isinstance(near, Quarter):
        earlier: Form = msgspec.structs.replace(near, back=1)
        return msgspec.structs.replace(found, form=earlier)
    return msgspec.structs.replace(found, form=Shift("quarter", -5)) if near else found


def _is_quarter(form: Form) -> bool:
    return isinstance(form, Quarter) or form == Shift("quarter", -1)


def _is_beside(text: str, a: Expression, b: Expression) -> bool:
    return abs(a.start - b.start) < 400 and "\n\n" not in text[min(a.end, b.end) : max(a.start, b.start)]


def _is_rate(text: str, found: Expression, lang: Language) -> bool:
    """Whether "a year" means each year: "two flights a week"."""
    if not isinstance(found.form, Duration) or fold(found.text.split()[0]) not in lang.articles:
        return False
    lead = words(text, max(0, found.start - 16), found.start)
    before = lead[-1].form if lead else ""
    return (before.endswith("s") and before not in lang.spans) or before.isdigit() or before in lang.rates


def tense(text: str, start: int, end: int, lang: Language = ENGLISH) -> Direction | None:
    """Whether the words around an expression tell of the past or of what is to come: the nearest verb decides."""
    line = max(0, text.rfind("\n", 0, start)), _line_end(text, end)
    found = sentences(text, max(line[0], start - _REACH), min(line[1], end + _REACH))
    around = next((s for s in found if s.start <= start < s.end), None)
    if around is None:
        return None
    here = [w for w in words(text, around.start, around.end) if w.end <= start or w.start >= end]
    at = bisect_right([w.start for w in here], start)
    if at < len(here) and here[at].form.removesuffix("s") in lang.events:  # "the September summit"
        return None
    future = lang.future | (lang.modals if at and here[at - 1].form in lang.limits else frozenset())
    nearest: tuple[int, Direction] | None = None
    for i, word in enumerate(here):
        direction = _direction(word.form, [w.form for w in here[max(0, i - 4) : i]], future, lang)
        if direction is None:
            continue
        away = at - i if i < at else 2 * (i - at + 1)  # what comes before rules what follows
        if nearest is None or away < nearest[0]:
            nearest = (away, direction)
    return nearest[1] if nearest else None


def _direction(form: str, before: list[str], future: frozenset[str], lang: Language) -> Direction | None:
    """The tense that one word shows, given the few before it: "will be held" is to come."""
    if form in future:
        return "future"
    if form in lang.past or (form.endswith(lang.past_ending) and len(form) > 4):
        near = before[-3:] if before[-1:] == ["been"] else before[-2:]
        to_come = tuple(before[-len(lang.to_come) :]) == lang.to_come
        return "future" if to_come or any(b in future for b in near) else "past"
    return None


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


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


def _is_bare_year(form: Form) -> bool:
    return isinstance(form, Calendar) and form.year is not None and form.month is None


def _is_a_number(text: str, start: int, end: int) -> bool:
    """Whether four figures are a count or part of a code rather than a year."""
    tied = start and text[start - 1] in _TIED and text[max(0, start - 4) : start].casefold() != "mid-"
    if tied or _GOES_ON.match(text, end):
        return True
    lead = text[max(0, start - 12) : start].split()
    if lead and fold(lead[-1]) in _YEAR_LEADS:
        return False
    if lead and lead[-1].istitle():  # "Flight 2031"
        return True
    return not 1900 <= int(text[start : start + 4]) <= 2099 or _COUNTED.match(text, end) is not None


def _calendar(parts: Parts) -> Form | None:
    month = parts.get("month", parts.get("clear_month", parts.get("month_number")))
    year = parts.get("year")
    return Calendar(year, month, parts.get("day"))


def _shift(parts: Parts) -> Form | None:
    unit = parts["unit"]
    return None if unit in ("minute", "hour", "day") else Shift(unit, parts["turn"])


def _ago(parts: Parts) -> Form | None:
    count = float(parts["count"])
    return Shift(parts["unit"], -int(count)) if count.is_integer() else None


def _year_of(parts: Parts) -> int | None:
    turn = parts.get("turn")
    return int(turn) if turn is not None else None


def _decade(parts: Parts) -> Form | None:
    return Decade(next(parts[k] for k in ("decade", "tens_digits", "tens") if k in parts))


def _day_of(parts: Parts) -> Calendar | Weekday | Shift | None:
    if "weekday" in parts:
        return Weekday(parts["weekday"])
    if "deictic" in parts:
        return Shift("day", parts["deictic"])
    return Calendar(None, parts["month"], parts["day"]) if "month" in parts else None


def _clock(parts: Parts) -> Form | None:
    hour = parts["hour"]
    if "half_day" in parts:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + parts["half_day"]
    return Clock(_day_of(parts), hour, parts.get("minute", 0))


def _part(parts: Parts) -> Form | None:
    day = _day_of(parts)
    if parts["part"] == "midday":
        return Clock(day, 12, 0)
    if day is None and parts.get("turn") == -1:  # "last night"
        day = Shift("day", -1)
    return Clock(day, None, None, parts["part"])


def _every(parts: Parts) -> Form | None:
    if "weekday" in parts:
        return Every("week", 1, parts["weekday"])
    return Every(parts["unit"]) if "unit" in parts else Every(parts["rhythm"])


def _vague(parts: Parts) -> Form | None:
    return Vague(next(iter(parts.values()), "past"))


_BUILDERS: Mapping[str, Callable[[Parts], Form | None]] = {
    "calendar": _calendar,
    "month_of_year": lambda p: Calendar(month=p["month"], years=p["turn"]),
    "turned_month": lambda p: Calendar(month=p["month"], turn=p["turn"]),
    "feast": lambda p: Feast(p["feast"], p.get("turn")),
    "weekday": lambda p: Weekday(p["weekday"], p.get("turn")),
    "deictic": lambda p: Shift("day", p["deictic"]),
    "shift": lambda p: _shift({"turn": 0, **p, "unit": p.get("unit", p.get("this_unit"))}),
    "this": lambda p: Shift(p["this_unit"], 0),
    "weekend": lambda _: Shift("weekend", 0),
    "ago": _ago,
    "year_ago": lambda _: Shift("year", -1),
    "quarter_ago": lambda _: Shift("quarter", -5),
    "latest_quarter": lambda _: Shift("quarter", -1),
    "duration": lambda p: Duration(p["unit"], p["count"]),
    "some": lambda p: Duration(p["unit"] if "unit" in p else p["units"], None),
    "every": _every,
    "rhythm": _every,
    "quarter": lambda p: Quarter(p["ordinal"], p.get("year"), _year_of(p)) if p["ordinal"] <= 4 else None,
    "half": lambda p: Half(p["ordinal"], p.get("year"), _year_of(p)) if p["ordinal"] <= 2 else None,
    "season": lambda p: Season(p["season"], p.get("year"), None, p.get("turn")),
    "decade": _decade,
    "century": lambda p: Century(p["century"]),
    "clock": _clock,
    "clock_day": _clock,
    "part": _part,
    "tonight": lambda _: Clock(Shift("day", 0), None, None, "night"),
    "vague": _vague,
}
