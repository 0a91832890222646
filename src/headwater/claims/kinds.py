"""The records of this room: claims with their ladder and supports, and the slots in which accounts differ."""

from typing import Literal

from headwater.records import Place, Record

Slot = Literal["name", "number", "date", "place", "polarity", "wording"]
Kind = Literal["conflict", "variant", "update"]


class Ladder(Record, frozen=True):
    """How independent the supports of a claim are, rung by rung."""

    documents: int
    texts: int  # lines of descent of the wording
    newsrooms: int  # who reported it; the copies of one agency count once
    speakers: int  # origins of the statement


class Support(Record, frozen=True):
    """One place that says so."""

    document: str
    start: int
    end: int
    text_line: str  # the witness at the top of this wording's descent
    newsroom: str
    speaker: str


class Claim(Record, frozen=True):
    """What one or more documents say, in the clearest wording found."""

    id: str
    story: str
    text: str
    ladder: Ladder
    supports: tuple[Support, ...]


class Variant(Record, frozen=True):
    """One reading of a slot and where it stands (the value's own span)."""

    value: str
    supports: tuple[Place, ...]


class Conflict(Record, frozen=True):
    """A slot in which accounts differ."""

    id: str
    story: str
    claim: str | None
    slot: Slot
    kind: Kind
    readings: tuple[Variant, ...]
    arises: str | None  # the child on whose edge the odd reading came in
