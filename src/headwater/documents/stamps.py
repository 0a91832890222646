"""Stamps: every date that a page prints or carries, and the day of publication chosen from them.

Linked data is believed first, then the one day that the page prints beside its headline, then the meta elements, the
address, and what a search of the whole page finds. The day is that of the page's own place: a moment in UTC gives way
to the same moment on another clock of the page, or to a day next to it that is printed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from headwater.documents.calendar import Printed, dates_in, iso
from headwater.documents.lines import Labelled
from headwater.documents.metadata import Carried
from headwater.documents.model import DateKind, DatePublished, DateSource, Stamp
from headwater.documents.shapes import stamp_kind
from headwater.pages import Page

# How far a date is believed, by where it stands.
_TRUST: dict[DateSource, float] = {
    "json-ld": 0.95, "given": 0.93, "meta": 0.9, "feed": 0.9, "url": 0.75, "time": 0.7, "text": 0.7, "warc": 0.1,
}  # fmt: skip
BESIDE = 0.92  # how far the one day beside the headline of a page in markup is
FIRST_BESIDE = 0.8  # and the first of several
MONTH_ALONE = 0.5  # and the month of an address
OTHERWISE = 0.3  # and a date that is printed as anything but the day of publication
LONGEST = 160  # letters of a line that may hold a stamp
PROSE = 80  # letters of a paragraph, above which the account begins
ABOVE, UNDER, REACH = 3, 4, 8  # lines over the title, under the first paragraph, and between the two
FEW, SOME = 25, 60  # letters besides its dates that a line may have, and a line known as a stamp or a byline
_OTHERS = frozenset(("caption", "related", "ranking", "newsletter", "next_article"))
_DAY_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|-|\b)")
_MONTH_IN_URL = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/")


HALF_HOUR, FURTHEST = timedelta(minutes=30), timedelta(hours=14)  # between two clocks


class Beside(NamedTuple):
    """The dates of one day that stand beside a headline."""

    dates: tuple[Printed, ...] = ()
    alone: bool = False  # no other day stands there

    @property
    def trust(self) -> float:
        """How far the day is believed."""
        return BESIDE if self.alone else FIRST_BESIDE


class Told(NamedTuple):
    """A date in a line, with what the words before it announce."""

    printed: Printed
    kind: str | None


def read_stamps(
    page: Page, text: str, labels: Sequence[Labelled], carried: Iterable[Carried], name: str
) -> Iterator[Stamp]:
    """Every date that the page prints or carries, its markup first."""
    for raw, kind in ((page.given.date_published, "published"), (page.given.date_retrieved, "retrieved")):
        if raw:
            yield Stamp(name, None, None, kind, raw, iso(raw), "given", _TRUST["given"])  # type: ignore[arg-type]
    for c in carried:
        yield Stamp(name, None, None, c.kind, c.raw, c.value, c.source, _TRUST[c.source])
    yield from _of_address(page.url, name)
    beside = beside_headline(text, labels, page.url) if page.form == "html" else Beside()
    for f in labels:
        known = f.label in ("date", "byline", "comment_meta") or f.detail in ("crumb", "update", "correction")
        if known or any(f.start <= p.start < f.end for p in beside.dates):
            yield from _printed(text, f, name, beside)


def _of_address(url: str | None, name: str) -> Iterator[Stamp]:
    """The day, or else the month, that an address names."""
    if (m := _DAY_IN_URL.search(url or "")) and (value := iso("-".join(m.groups()))):
        yield Stamp(name, None, None, "published", m.group().strip("/"), value, "url", _TRUST["url"])
    elif m := _MONTH_IN_URL.search(url or ""):
        yield Stamp(name, None, None, "published", m.group().strip("/"), "-".join(m.groups()), "url", MONTH_ALONE)


def _printed(text: str, f: Labelled, name: str, beside: Beside) -> Iterator[Stamp]:
    usual: dict[str, DateKind] = {"comment_meta": "displayed", "note": "modified", "furniture": "displayed"}
    for p, announced in told(text, f):
        near = p in beside.dates
        kind = "published" if near else announced or usual.get(f.label, "published") if p.value else "relative"
        trust = beside.trust if near else _TRUST["text"] if kind in ("published", "modified") else OTHERWISE
        yield Stamp(name, p.start, p.end, kind, text[p.start : p.end], p.value, "text", trust)  # type: ignore[arg-type]


def told(text: str, line: Labelled) -> Iterator[Told]:
    """The dates of a line, each with what the words between it and the one before announce."""
    before = line.start
    for p in dates_in(text, line.start, line.end):
        yield Told(p, stamp_kind(text[before : p.start]) if p.value else None)
        before = p.end


# -- beside the headline -----------------------------------------------------------------------------------------------


def beside_headline(text: str, labels: Sequence[Labelled], url: str | None = None) -> Beside:
    """The dates that the page prints beside its headline as its own: those of the first day, if the address suits it.

    Under the headline, then above the first paragraph, then under it, then above the headline: the first of these
    places that holds a date tells. A date that is announced as published is taken before those that nothing announces.
    """
    for lines in _places(labels):
        dates = [t for line in lines for t in _stamped(text, line)]
        own = [t.printed for t in dates if t.kind == "published"] or [t.printed for t in dates if t.kind is None]
        if own:
            day = str(own[0].value)[:10]
            first = tuple(p for p in own if str(p.value)[:10] == day)
            return Beside(first, len(first) == len(own)) if _suits(url, day) else Beside()
    return Beside()


def _places(labels: Sequence[Labelled]) -> Iterator[Sequence[Labelled]]:
    body = [i for i, f in enumerate(labels) if f.label == "body"]
    first = next((i for i in body if labels[i].end - labels[i].start > PROSE), body[0] if body else len(labels))
    title = max((i for i, f in enumerate(labels[:first]) if f.label == "title"), default=None)
    if title is not None:
        yield labels[title + 1 : min(first, title + 1 + REACH)]
    if body:
        yield labels[max(0 if title is None else title + 1, first - REACH) : first]
        yield labels[first + 1 : first + 1 + UNDER]
    if title is not None:
        yield labels[max(0, title - ABOVE) : title]


def _stamped(text: str, line: Labelled) -> list[Told]:
    """The dates of a line that holds next to nothing else."""
    if line.end - line.start > LONGEST or line.label == "comment" or line.detail in _OTHERS:
        return []
    found = [t for t in told(text, line) if t.printed.value]
    rest = line.end - line.start - sum(t.printed.end - t.printed.start for t in found)
    return found if rest <= (SOME if line.label in ("date", "byline") else FEW) else []


def in_month_of(url: str | None, day: str) -> bool:
    """Whether a day is in the month that an address names; true where it names none."""
    m = _MONTH_IN_URL.search(url or "")
    return m is None or day.startswith("-".join(m.groups()))


def _suits(url: str | None, day: str) -> bool:
    """Whether an address names the day or one next to it, or none at all."""
    named = next((str(s.value) for s in _of_address(url, "")), day)
    if len(named) < len(day):
        return day.startswith(named)
    return abs(date.fromisoformat(named).toordinal() - date.fromisoformat(day).toordinal()) <= 1


# -- the day of publication --------------------------------------------------------------------------------------------


def choose_date(stamps: Sequence[Stamp]) -> DatePublished | None:
    """The date of publication: the best stamp that says so; agreement between kinds of source makes it surer."""
    said = [s for s in stamps if s.kind == "published" and s.value]
    if not said:
        return None
    best = max(said, key=lambda s: s.confidence)  # the first of equals
    clocks = [str(s.value) for s in stamps if s.value and len(s.value) > 10 and _tells(s)]
    value = own_day(str(best.value), [str(s.value) for s in sorted(said, key=lambda s: -s.confidence)], clocks)
    agree = {s.source for s in said if str(s.value)[:10] == value[:10]}
    confidence = min(0.98, best.confidence + 0.05 * (len(agree) - 1))
    precision = {4: "year", 7: "month", 10: "day"}.get(len(value), "minute")
    return DatePublished(value, precision, best.source, confidence)  # type: ignore[arg-type]


def _tells(stamp: Stamp) -> bool:
    """Whether a stamp is of the page's own clock: it has an offset, or is of the same moment where it agrees."""
    return bool(re.search(r"[+-]\d\d:\d\d$", str(stamp.value))) or stamp.kind in ("published", "displayed")


def own_day(value: str, others: Sequence[str], clocks: Sequence[str] = ()) -> str:
    """The moment, or the day, at the page's own place.

    A moment in UTC gives way to the same moment on another clock of the page, to itself by the offset of its other
    clocks, or to the first day next to it among the others; one that agrees with it keeps it.
    """
    if not value.endswith(("Z", "+00:00")):
        return value
    moment = datetime.fromisoformat(value)
    here = [datetime.fromisoformat(c) for c in clocks if not c.endswith(("Z", "+00:00"))]
    for other in here:
        if (offset := _between(moment, other)) is not None:
            return _shifted(moment, offset)
    offsets = {o.utcoffset() for o in here if o.utcoffset() is not None}
    if len(offsets) == 1:
        return _shifted(moment, next(iter(offsets)) or timedelta())
    day = date.fromisoformat(value[:10]).toordinal()
    beside = {date.fromordinal(n).isoformat() for n in (day - 1, day, day + 1) if 1 <= n <= date.max.toordinal()}
    printed = [o for o in others if o[:10] in beside and not o.endswith(("Z", "+00:00"))]
    return printed[0] if printed and printed[0][:10] != value[:10] else value


def _between(moment: datetime, other: datetime) -> timedelta | None:
    """How far the clock that shows the same moment goes before UTC; None where it is another moment.

    A clock without an offset shows it where it is full or half hours apart, no further than clocks on earth are.
    """
    apart = other.replace(tzinfo=None) - moment.replace(tzinfo=None)
    if other.tzinfo is not None:
        return other.utcoffset() if abs((other - moment).total_seconds()) < 60 else None
    rounded = apart if other.second else apart + timedelta(seconds=moment.second)  # a clock that shows no seconds
    same = timedelta() < abs(rounded) <= FURTHEST and not rounded % HALF_HOUR
    return rounded if same else None


def _shifted(moment: datetime, offset: timedelta) -> str:
    """A moment in UTC on a clock with that offset; as it is where the calendar ends."""
    try:
        return (moment.replace(tzinfo=None) + offset).isoformat() + _as_offset(offset)
    except OverflowError:
        return moment.isoformat()


def _as_offset(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
