"""When: expressions of time, resolved to the calendar (EDTF, ISO 8601-2); and when a text was written."""

from typing import Literal

from headwater.records import Record


class When(Record, frozen=True):
    """One expression of time in the body of a document."""

    document: str
    start: int
    end: int
    text: str
    type: Literal["date", "time", "duration", "set", "vague"]
    value: str | None  # EDTF; ISO 8601 for durations and sets; null for vague
    anchor: str | None  # the date it was counted from
    confidence: float


class Written(Record, frozen=True):
    """When a document's text was written, by the best evidence there is; not when a page was put up."""

    document: str
    value: str | None  # EDTF day or month
    source: Literal["published", "text", "story", "none"]
    confidence: float
