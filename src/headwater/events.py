"""Event: who did what to whom, when (PLOVER, 2021 edition)."""

from typing import Literal

from headwater.records import Place, Record


class Actor(Record, frozen=True):
    """One side of an event."""

    name: str
    country: str | None  # ISO 3166 alpha-3
    role: str | None  # PLOVER sector: GOV, MIL, …


class Event(Record, frozen=True):
    """One event, told once, however many copies report it."""

    id: str
    type: str
    mode: str | None
    source: tuple[Actor, ...]
    target: tuple[Actor, ...]
    date: str | None  # EDTF
    status: Literal["reported", "alleged", "denied"]
    confidence: float
    supports: tuple[Place, ...]
