"""Circumstances: what is known of each text beside its wording, and the priors that follow from it.

Dates are soft: the more both dates are trusted, the more it costs to set the later text above the earlier one. A
page put up long after its text was written is a copy of something. So is a page that credits an agency.
"""

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from headwater.dates import Written
from headwater.documents import Block, Document, Stamp
from headwater.records import Place
from headwater.stemma.drafts import Heap
from headwater.stemma.prices import WEIGHTS, Flags
from headwater.stemma.trees import Priors
from headwater.text import fold, words

LEAST_HEADLINE = 3  # words
LATE_DAYS = 30  # a page put up so long after its text was written is a copy
FEW, RARE = 1.75, 8.0  # lost sources for every hundred texts, and bits more for each where half as many show or fewer
# What a text has from its first parent alone.
OF_ONE = ("agency", "same credit", "other credit", "same headline", "quoted from", "named")
RELATIONS = (
    *OF_ONE, "canonical", "late parent", "posted parent", "same publisher", "later of house", "same page",
    "later version",
)  # fmt: skip
ORIGINS = ("origin", "late origin", "credited origin", "posted origin")


class Posted(NamedTuple):
    """When a page says that it was put up, or when it was read."""

    day: date
    clock: datetime | None  # where it gives a time

    def after(self, other: "Posted") -> float:
        """How many days later it is than another; by the clock where both have one."""
        if self.clock and other.clock:
            return (self.clock - other.clock).total_seconds() / 86400
        return (self.day - other.day).days


class Circumstance(NamedTuple):
    """What is known of one document beside its wording."""

    document: Document
    day: date | None  # when the text was written
    trust: float  # in that day
    inferred: bool  # that day was inferred from weekdays and from the other texts of the story
    posted: Posted | None
    put_up: Stamp | None  # the earliest stamp of the page, where it lies long after the writing
    fetched: Posted | None  # when the page was read, as far as that is known
    headline: str  # its words
    heading: Place | None  # and where they stand on the page
    credit: Place | None  # where the agency is credited
    naming: Mapping[str, Place]  # other publishers that the text names, and where first
    quoted: Mapping[str, tuple[Place, ...]]  # documents that it quotes with their publisher's name beside the words

    @property
    def late(self) -> bool:
        """Whether the page was put up long after its text was written."""
        return self.put_up is not None

    @property
    def credited(self) -> bool:
        """Whether the text is credited to an agency that is not the page's own publisher."""
        return bool(self.document.agency) and not self.is_page_of(self.document.agency)

    def is_page_of(self, agency: str | None) -> bool:
        """Whether the page is that agency's own."""
        name = _squash(agency or "")
        return bool(name) and (name in _squash(self.document.publisher or "") or name in _host(self.document.url or ""))


@lru_cache(maxsize=1 << 12)
def _host(url: str) -> str:
    return _squash(re.sub(r"^[a-z]+://([^/]*).*", r"\1", url.casefold()))


@lru_cache(maxsize=1 << 12)
def _squash(name: str) -> str:
    return re.sub(r"^the|[^a-z0-9]", "", fold(name))


def as_day(value: str | None) -> date | None:
    """The calendar day of an EDTF value, where it is as precise as that."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def circumstance(  # noqa: PLR0913, PLR0917  (all that is known)
    document: Document,
    stamps: Sequence[Stamp],
    blocks: Sequence[Block],
    written: Written | None,
    naming: Mapping[str, Sequence[Place]],
    quoted: Mapping[str, tuple[Place, ...]],
) -> Circumstance:
    """One document's circumstances; `written`: when its text was written, as far as that is known."""
    day = as_day(written.value) if written else None
    dated = [(at, s) for s in stamps if (at := as_day(s.value))]
    first = min(dated, key=lambda x: (x[0], x[1].raw), default=None)
    late = first[1] if day and first and (first[0] - day).days >= LATE_DAYS else None
    posted = None if late else _put_up(document, stamps)
    inferred = written is not None and written.source == "story"
    trust = written.confidence if written else 0.0
    fetched = next((as_posted(s.value) for s in stamps if s.kind == "retrieved"), None)
    others = {name: places[0] for name, places in naming.items() if name != document.publisher}
    headline = _headline(document)
    heading = _heading(headline, document, blocks)
    credit = _credit(document, blocks)
    return Circumstance(
        document, day, trust, inferred, posted, late, fetched, headline, heading, credit, others, quoted
    )


def _put_up(document: Document, stamps: Sequence[Stamp]) -> Posted | None:
    """When the page says that it was published, or else that it was changed, which is seldom long after.

    Where it says the day alone, the time is that of a stamp of the same day.
    """
    said = document.date_published.value if document.date_published else None
    told = [
        (s.kind != "published", s.value)
        for s in stamps
        if s.kind in ("published", "modified") and s.value and as_day(s.value)
    ]
    day = said if as_day(said) else min(told, default=(True, None))[1]
    timed = min((at for at in told if at[1][:10] == day and "T" in at[1]), default=(True, day))
    return as_posted(timed[1])


def as_posted(value: str | None) -> Posted | None:
    """A day with its clock time where one is known; without an offset a time counts as UTC."""
    day = as_day(value)
    if not day or not value or "/" in value:
        return None
    try:
        clock = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        clock = None
    return Posted(day, clock.replace(tzinfo=clock.tzinfo or UTC) if clock else None)


def _headline(document: Document) -> str:
    """The words of a headline that is one: not the paper's own name, nor a word or two that stand over everything."""
    forms = [w.form for w in words(document.headline or "")]
    stock = len(forms) < LEAST_HEADLINE or _squash(document.headline or "") == _squash(document.publisher or "")
    return "" if stock else " ".join(forms)


def _heading(headline: str, document: Document, blocks: Sequence[Block]) -> Place | None:
    """Where the headline stands on the page, if it does."""
    for b in blocks:
        if b.label == "title" and " ".join(w.form for w in words(document.text, b.start, b.end)) == headline:
            return Place(document.id, b.start, b.end)
    return None


def _credit(document: Document, blocks: Sequence[Block]) -> Place | None:
    """Where the agency stands on the page: in a line that credits, else anywhere."""
    if not document.agency:
        return None
    credit_lines = [b for b in blocks if b.label in ("byline", "dateline", "note")]
    for start, end in [*((b.start, b.end) for b in credit_lines), (0, len(document.text))]:
        at = document.text.find(document.agency, start, end)
        if at >= 0:
            return Place(document.id, at, at + len(document.agency))
    return None


def relation(p: Circumstance, c: Circumstance) -> Iterator[str]:
    """What speaks for or against one text as the parent of another, but for which of them is later."""
    if p.late:
        yield "late parent"
    if p.document.kind == "forum":
        yield "posted parent"
    if c.credited:
        alike = fold(p.document.agency or "") == fold(c.document.agency or "")
        yield "agency" if p.is_page_of(c.document.agency) else "same credit" if alike else "other credit"
    if p.document.publisher in c.naming and not p.is_page_of(c.document.agency):
        yield "named"
    if p.document.id in c.quoted:
        yield "quoted from"
    if is_headed_alike(p, c):
        yield "same headline"
    if p.document.url and c.document.canonical_url == p.document.url and c.document.url != p.document.url:
        yield "canonical"
    if is_of_one_house(p, c):
        yield "same publisher"
    if is_later_of_house(p, c):
        yield "later of house"
    if is_same_page(p, c):
        yield "same page" if is_version(p, c) else "later version"


def is_headed_alike(a: Circumstance, b: Circumstance) -> bool:
    """Whether two texts have the same headline, word for word."""
    return bool(a.headline) and a.headline == b.headline


def is_of_one_house(a: Circumstance, b: Circumstance) -> bool:
    """Whether two texts are put up by one publisher."""
    return bool(a.document.publisher) and a.document.publisher == b.document.publisher


def is_later_of_house(a: Circumstance, b: Circumstance) -> bool:
    """Whether a text is a later one of another's publisher, at another address: a house makes the new of the old."""
    return is_of_one_house(a, b) and not is_same_page(a, b) and later(a, b) > 0


def is_same_page(a: Circumstance, b: Circumstance) -> bool:
    """Whether two texts stood at one address."""
    return bool(a.document.url) and a.document.url == b.document.url


def is_version(p: Circumstance, c: Circumstance) -> bool:
    """Whether one text is a version of the page of the other, and for all that is known an earlier one."""
    return is_same_page(p, c) and not (p.fetched and c.fetched and p.fetched.after(c.fetched) > 0)


def orphaned(k: Circumstance) -> Iterator[str]:
    """What speaks for or against a text having no parent."""
    yield "origin"
    if k.late:
        yield "late origin"
    if k.credited:
        yield "credited origin"
    if k.document.kind == "forum":
        yield "posted origin"


def agencies(known: Sequence[Circumstance]) -> frozenset[str | None]:
    """The agencies that texts name and that have a page among them."""
    return frozenset(a for a in {k.document.agency for k in known} if any(k.is_page_of(a) for k in known))


def unseen(k: Circumstance, here: Collection[str | None]) -> Iterator[str]:
    """What speaks for a lost origin as the parent of a text: it may be the agency, where that has no page here."""
    if k.credited and k.document.agency not in here:
        yield "agency"


def later(p: Circumstance, c: Circumstance) -> float:
    """How many days later one text is than another: put up, where both pages say it, else written.

    Of two versions of one page: how much later it was read. A day that was only inferred is held against another such
    day alone: both are off in the same way.
    """
    if is_same_page(p, c) and p.fetched and c.fetched:
        return p.fetched.after(c.fetched)
    if p.posted and c.posted:
        return p.posted.after(c.posted)
    if (p.posted and c.inferred) or (c.posted and p.inferred):
        return 0.0
    one, other = p.posted.day if p.posted else p.day, c.posted.day if c.posted else c.day
    return (one - other).days if one and other else 0.0


def orders(known: Sequence[Circumstance], pairs: Iterable[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """Witness x witness: 1 where the first is later than the second, -1 where it is earlier, 0 where nobody knows or
    they are none of the pairs.
    """
    found = np.zeros((len(known), len(known)), np.int64)
    for p, c in pairs:
        found[p, c] = np.sign(later(known[p], known[c]))
    return found


def misdated(order: npt.NDArray[np.int64], reliance: float) -> npt.NDArray[np.float64]:
    """Bits against each pair as parent and child by their dates; `reliance`: from 0, dates say nothing, to below 1."""
    against = np.array([-math.log2(1 + reliance), 0.0, -math.log2(1 - reliance)])
    return WEIGHTS["later"] * against[order + 1]


def priors(known: Sequence[Circumstance], heap: Heap, same_marks: Flags, pairs: Sequence[tuple[int, int]]) -> Priors:
    """Circumstances, and which texts go together in their marks -> bits against each relation of some pairs."""
    n = len(known)
    parent, second = np.zeros((n, n)), np.zeros((n, n))
    for p, c in pairs:
        reasons = {name: WEIGHTS[name] for name in relation(known[p], known[c])}
        parent[p, c] = sum(reasons.values())
        second[p, c] = sum(bits for name, bits in reasons.items() if name not in OF_ONE)
    beside = misdated(orders(known, pairs), heap.reliance) + WEIGHTS["same marks"] * same_marks
    origin = np.array([sum(WEIGHTS[name] for name in orphaned(k)) for k in known])
    here = agencies(known)
    above = np.array([sum(WEIGHTS[name] for name in unseen(k, here)) for k in known])
    days = tuple(float(k.day.toordinal()) if k.day else math.nan for k in known)
    late = float(misdated(np.ones((1, 1), np.int64), heap.reliance)[0, 0])
    return Priors(parent + beside, second + beside, origin, above, days, late, missing(heap.lossiness))


def missing(lossiness: float) -> float:
    """Bits against a lost source: dearer where few show in the heap, for some agreement is always by chance."""
    return WEIGHTS["lost"] + RARE * min(1.0, max(0.0, math.log2(FEW / lossiness)))
