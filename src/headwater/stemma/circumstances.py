"""Circumstances: what is known of each text beside its wording, and the priors that follow from it.

Dates are soft: the more both dates are trusted, the more it costs to set the later text above the earlier one. A
page put up long after its text was written is a copy of something. So is a page that credits an agency.
"""

import math
import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from headwater.documents import Block, Document, Stamp
from headwater.records import Place
from headwater.stemma.trees import Priors
from headwater.text import fold

MOST_TRUST = 0.97  # in any date
LATE_DAYS = 30  # a page put up so long after its text was written is a copy
LATE_ORIGIN, LATE_PARENT, LATE_PARENT_OF_OLD = 15.0, 15.0, 30.0
CREDITED_ORIGIN, CREDITED_ELSEWHERE, CREDITED_ALIKE, CREDITED_PARENT = 15.0, 10.0, 6.0, -8.0
POSTED_ORIGIN = 8.0  # an article inside a forum post came from somewhere
CANONICAL_PARENT = -20.0  # the page itself names the other page as its original
LATER_LOST = 4.0


class Circumstance(NamedTuple):
    """What is known of one document beside its wording."""

    document: Document
    day: date | None  # when the text was written
    trust: float  # in that day
    posted: date | None  # when the page says that it was published
    put_up: Stamp | None  # the earliest stamp of the page, where it lies long after the writing
    credit: Place | None  # where the agency is credited

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
        host = re.sub(r"^[a-z]+://([^/]*).*", r"\1", (self.document.url or "").casefold())
        return bool(name) and (name in _squash(self.document.publisher or "") or name in _squash(host))


def _squash(name: str) -> str:
    return re.sub(r"^the|[^a-z0-9]", "", fold(name))


def as_day(value: str | None) -> date | None:
    """The calendar day of an EDTF value, where it is as precise as that."""
    try:
        return date.fromisoformat((value or "")[:10])
    except ValueError:
        return None


def circumstance(
    document: Document, stamps: Sequence[Stamp], blocks: Sequence[Block], written: tuple[str | None, float]
) -> Circumstance:
    """One document's circumstances; `written` is the day its text was written and the confidence in it."""
    day = as_day(written[0])
    dated = [(at, s) for s in stamps if (at := as_day(s.value))]
    first = min(dated, key=lambda x: (x[0], x[1].raw), default=None)
    late = first[1] if day and first and (first[0] - day).days >= LATE_DAYS else None
    posted = as_day(document.date_published.value) if document.date_published and not late else None
    return Circumstance(document, day, min(written[1], MOST_TRUST), posted, late, _credit(document, blocks))


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


def priors(known: Sequence[Circumstance]) -> Priors:
    """Circumstances -> bits against each relation."""
    n = len(known)
    parent, second = np.zeros((n, n)), np.zeros((n, n))
    for p in range(n):
        for c in range(n):
            reasons = against_parent(known[p], known[c]) if p != c else []
            parent[p, c] = sum(w for _, w in reasons)
            second[p, c] = sum(w for kind, w in reasons if kind != "credit")
    origin = np.array([sum(w for _, w in against_origin(k)) for k in known])
    days = tuple(float(k.day.toordinal()) if k.day else math.nan for k in known)
    return Priors(parent, second, origin, days, LATER_LOST)


def against_parent(p: Circumstance, c: Circumstance) -> list[tuple[str, float]]:
    """Reasons against one text as the parent of another, in bits; negative ones speak for it."""
    found: list[tuple[str, float]] = []
    order = later(p, c)
    if order:
        trust = p.trust * c.trust
        found.append(("date", -math.log2(1 - trust) if order > 0 else -math.log2(1 + trust)))
    if p.late:
        found.append(("late", LATE_PARENT_OF_OLD if c.day and not c.late else LATE_PARENT))
    if c.credited:
        if p.is_page_of(c.document.agency):
            found.append(("credit", CREDITED_PARENT))
        else:
            alike = fold(p.document.agency or "") == fold(c.document.agency or "")
            found.append(("credit", CREDITED_ALIKE if alike else CREDITED_ELSEWHERE))
    if p.document.url and c.document.canonical_url == p.document.url and c.document.url != p.document.url:
        found.append(("canonical", CANONICAL_PARENT))
    return found


def later(p: Circumstance, c: Circumstance) -> int:
    """How many days later one text is than another; of texts written on one day, how much later it was put up."""
    if p.day and c.day and p.day != c.day:
        return (p.day - c.day).days
    return (p.posted - c.posted).days if p.posted and c.posted else 0


def against_origin(k: Circumstance) -> list[tuple[str, float]]:
    """Reasons against a text having no parent, in bits."""
    found: list[tuple[str, float]] = []
    if k.late:
        found.append(("late", LATE_ORIGIN))
    if k.credited:
        found.append(("credit", CREDITED_ORIGIN))
    if k.document.kind == "forum":
        found.append(("posted", POSTED_ORIGIN))
    return found
