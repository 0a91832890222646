"""Story: documents that tell of the same events."""

from headwater.records import Record


class Story(Record, frozen=True):
    """One story; each document is in exactly one."""

    id: str
    headline: str
    documents: tuple[str, ...]
    first: str | None  # EDTF day of the earliest document
    last: str | None
    lines: int  # independent lines of descent: origins that no other text of the story explains
