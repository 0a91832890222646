"""When each text was written: evidence weighed within a story, never one stamp believed.

What a page says of its own date can be a scraper's clock. What a text says of its week cannot: a first paragraph that
tells of "Wednesday" was written on a Wednesday or the day after. So every full date of the story's documents is a
candidate, and each document says how well a candidate agrees with its weekdays, months and bounds.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Literal

from headwater.dates.finding import Expression, expressions, language
from headwater.dates.forms import Calendar, Clock, Weekday
from headwater.dates.tenses import tense
from headwater.dates.values import as_day
from headwater.documents import Body, Stamp
from headwater.records import Record

_LEDE = 3  # paragraphs that tell when
_PUT_UP = ("published", "modified")  # what a stamp says of the day on which a page was put up, the first that there is
_FIT = {0: 1.0, 1: 0.8, 2: 0.4, 6: 0.5}  # days from a past weekday to the day of writing; 6: the other side of midnight
_NEAR = timedelta(3)  # after the day of writing: most copies are put up by then
_NIGHT = timedelta(1)  # and before it, by another clock


class Written(Record, frozen=True):
    """When a document's text was written, by the best evidence there is; not when a page was put up."""

    document: str
    value: str | None  # EDTF day or month
    source: Literal["published", "text", "story", "none"]
    confidence: float


class Claimed(Record, frozen=True):
    """A day of publication as the page has it."""

    day: str
    confidence: float


class Clues(Record, frozen=True):
    """What one document tells about the day of its writing."""

    document: str
    published: tuple[Claimed, ...] = ()
    no_later: str | None = None  # it had been fetched, shown or changed by then
    no_earlier: str | None = None  # the latest full date that it looks back on
    lede: tuple[str, ...] = ()  # full dates of its first paragraphs
    weekdays: tuple[int, ...] = ()  # days of the week, told in the past tense in its first paragraphs
    month: int | None = None  # the month it counts from ("September of last month")


def clues(body: Body, stamps: Sequence[Stamp], tag: str | None = None) -> Clues:
    """The clues of one document, from its stamps and the expressions of time in its body."""
    lang = language(tag)
    days = [(s.kind, as_day(s.value), s.confidence) for s in stamps]
    found = [(i, e) for i, p in enumerate(body.body) for e in expressions(body.text, p.start, p.end, lang)]
    past = [(i, e) for i, e in found if tense(body.text, e.start, e.end, lang) != "future"]
    full = [(i, str(d)) for i, e in past if (d := _full(e))]
    weekdays = [w for i, e in past if i < _LEDE and (w := _weekday(e)) is not None]
    claimed = {kind: tuple(Claimed(str(d), c) for k, d, c in days if d and k == kind) for kind in _PUT_UP}
    return Clues(
        body.document,
        claimed["published"] or claimed["modified"],
        min((str(d) for kind, d, _ in days if d and kind in ("modified", "retrieved", "displayed")), default=None),
        max((d for _, d in full), default=None),
        tuple(dict.fromkeys(d for i, d in full if i < _LEDE)),
        tuple(dict.fromkeys(weekdays)),
        next((m for _, e in past if (m := _counted_month(e))), None),
    )


def written(story: Sequence[Clues]) -> list[Written]:
    """When each document of one story was written, in the order given."""
    day, strength = _story_day(story)
    return [_written(c, day, strength) for c in story]


def agreement(clue: Clues, day: date) -> float:
    """How well a day of writing suits what a document tells; below 0 it is spoken against."""
    score = max((_fit(day, w) for w in clue.weekdays), default=0.0)
    if clue.month is not None:
        score += 1.0 if day.month == clue.month else -1.0
    score += max((2 * p.confidence for p in clue.published if -_NIGHT <= _day(p.day) - day <= _NEAR), default=0.0)
    score += max((1.0 for d in clue.lede if 0 <= (day - _day(d)).days <= 1), default=0.0)
    return score - (3.0 if _out_of_bounds(clue, day) else 0.0)


def _story_day(story: Sequence[Clues]) -> tuple[date | None, float]:
    """The candidate that the documents agree on best, the earlier of equals, and how well."""
    days = {_day(p.day) for c in story for p in c.published} | {_day(d) for c in story for d in c.lede}
    scored = [(sum(agreement(c, d) for c in story), -d.toordinal()) for d in days]
    score, ordinal = max(scored, default=(0.0, 0))
    return (date.fromordinal(-ordinal), score) if score > 0 else (None, 0.0)


def _written(clue: Clues, story: date | None, strength: float) -> Written:
    """One document's day: its own stamp unless its text or its story speaks against that, its lede, its story."""
    stamp = max(clue.published, key=lambda p: (p.confidence * _trust(clue, _day(p.day), story), p.day), default=None)
    trust = _trust(clue, _day(stamp.day), story) if stamp else 0.0
    if stamp and trust >= 0.5:
        return Written(clue.document, stamp.day, "published", round(stamp.confidence * trust, 3))
    own = [_day(d) for d in clue.lede if story is None or abs(_day(d) - story) <= _NEAR]
    if own:
        return Written(clue.document, str(max(own)), "text", 0.8 if len(own) == 1 else 0.6)
    if story is not None and not (clue.month and clue.month != story.month):
        return _by_story(clue, story, strength)
    if stamp:
        return Written(clue.document, stamp.day, "published", round(stamp.confidence * trust, 3))
    return Written(clue.document, None, "none", 0.0)


def _by_story(clue: Clues, story: date, strength: float) -> Written:
    """The latest weekday of the lede that lies by the story's day; without one, the story's month."""
    near = (_nearest(story, w) for w in clue.weekdays)
    days = [d for d in near if abs(d - story) <= _NEAR and not _out_of_bounds(clue, d)]
    if days:
        return Written(clue.document, str(max(days)), "story", round(min(0.85, 0.5 + 0.05 * strength), 3))
    if clue.weekdays or _out_of_bounds(clue, story):
        return Written(clue.document, None, "none", 0.0)
    return Written(clue.document, f"{story.year:04}-{story.month:02}", "story", 0.5)


def _trust(clue: Clues, day: date, story: date | None) -> float:
    """How far a stamp is believed, given the weekdays of the text and the day of its story."""
    if _out_of_bounds(clue, day):
        return 0.1
    fit = max((_fit(day, w) for w in clue.weekdays), default=0.7)
    if story is not None and day - story > timedelta(60) and clue.weekdays:
        return 0.3 * fit  # put up long after the week that it tells of: a copy's stamp
    return fit if fit else 0.3


def _out_of_bounds(clue: Clues, day: date) -> bool:
    late = clue.no_later is not None and day > _day(clue.no_later) + timedelta(1)
    return late or (clue.no_earlier is not None and day < _day(clue.no_earlier) - timedelta(1))


def _fit(day: date, weekday: int) -> float:
    return _FIT.get((day.weekday() - weekday) % 7, 0.0)


def _nearest(day: date, weekday: int) -> date:
    ahead = (weekday - day.weekday()) % 7
    return day + timedelta(ahead if ahead <= 3 else ahead - 7)


def _day(value: str) -> date:
    return date.fromisoformat(value)


def _full(found: Expression) -> date | None:
    form = found.form.day if isinstance(found.form, Clock) else found.form
    if isinstance(form, Calendar) and form.year and form.month and form.day:
        return as_day(f"{form.year:04}-{form.month:02}-{form.day:02}")
    return None


def _weekday(found: Expression) -> int | None:
    """The day of the week that an expression names as just past."""
    form = found.form.day if isinstance(found.form, Clock) else found.form
    return form.day if isinstance(form, Weekday) and form.turn is None else None


def _counted_month(found: Expression) -> int | None:
    """The month of writing that "September of last month" gives away."""
    form = found.form
    if not isinstance(form, Calendar) or not form.month or form.months is None:
        return None
    return (form.month - 1 - form.months) % 12 + 1
