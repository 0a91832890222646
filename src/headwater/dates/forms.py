"""Form: what an expression of time says, before it is counted from any date."""

from typing import Literal

from headwater.records import Record

Unit = Literal["minute", "hour", "day", "week", "weekend", "month", "quarter", "year", "decade", "century"]
Part = Literal["morning", "midday", "afternoon", "evening", "night"]
Direction = Literal["past", "present", "future"]


class Calendar(Record, frozen=True):
    """A date with parts left out. `years`, `months` and `turn` say which: -1 last, 0 this, 1 next."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    years: int | None = None  # "October last year"
    months: int | None = None  # "October of last month"
    turn: int | None = None  # "last October"
    until: int | None = None  # the last of several days or years: "Sept. 7-9", "1990-1995"


class Weekday(Record, frozen=True):
    """A day of the week, Monday 0."""

    day: int
    turn: int | None = None  # -1 last, 0 this, 1 next, None bare


class Feast(Record, frozen=True):
    """A day of the year with a name.

    `rule` is month and day; or month, weekday, which of them (5 the last) and how many days after that; or 0 and how
    many days after Easter Sunday.
    """

    rule: tuple[int, ...]
    turn: int | None = None
    around: Literal["week", "weekend"] | None = None  # "Easter week"


class Shift(Record, frozen=True):
    """So many units from the anchor, or from the date that the text told last: yesterday, a day later."""

    unit: Unit
    by: int
    told: bool = False
    compared: bool = False  # "a year ago": a quarter's where the quarters of accounts are compared


class Quarter(Record, frozen=True):
    """A quarter of a year, 1 to 4; without a number the one that the text tells of, else the latest that is over."""

    number: int | None = None
    year: int | None = None
    years: int | None = None
    back: int = 0  # so many years before that


class Half(Record, frozen=True):
    """A half of a year, 1 or 2."""

    number: int
    year: int | None = None
    years: int | None = None


class Season(Record, frozen=True):
    """A season, spring 1 to winter 4."""

    number: int
    year: int | None = None
    years: int | None = None
    turn: int | None = None


class Decade(Record, frozen=True):
    """Ten years; without a century ("the 90s") it is the latest one that has begun."""

    start: int


class Century(Record, frozen=True):
    """A hundred years, by number."""

    number: int


class Clock(Record, frozen=True):
    """A time of day on a day; without a day it is the anchor's."""

    day: "Calendar | Weekday | Shift | None" = None
    hour: int | None = None
    minute: int | None = None
    part: Part | None = None


class Since(Record, frozen=True):
    """From a date on, with no end."""

    first: "Calendar | Weekday | Shift | Quarter | Half | Season | Decade"


class Duration(Record, frozen=True):
    """A length of time; `count` is null where it is not said ("several years")."""

    unit: Unit
    count: float | None


class Every(Record, frozen=True):
    """A repetition: every so many units, or every such day of the week."""

    unit: Unit
    count: int = 1
    weekday: int | None = None


class Vague(Record, frozen=True):
    """Past, present or future without a place on the calendar."""

    direction: Direction


Form = (
    Feast
    | Calendar
    | Weekday
    | Shift
    | Quarter
    | Half
    | Season
    | Decade
    | Century
    | Clock
    | Since
    | Duration
    | Every
    | Vague
)


def is_counted(form: Form) -> bool:
    """Whether a form needs a date to be counted from."""
    match form:
        case Clock():
            return form.day is None or is_counted(form.day)
        case Since():
            return is_counted(form.first)
        case Weekday() | Shift() | Feast():
            return True
        case Decade():
            return form.start < 100
    return getattr(form, "year", 0) is None
