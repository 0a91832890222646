"""The records of the room: witnesses, derivations and the evidence for them."""

from typing import Literal

import msgspec

from headwater.records import Place, Record

How = Literal["copy", "trim", "rewrite", "merge", "update", "quote"]


class Witness(Record, frozen=True):
    """A node of the trees: a document, or a lost source whose text must have existed."""

    id: str
    kind: Literal["document", "lost"]
    label: str
    date: str | None  # EDTF, best estimate
    date_source: str | None
    date_confidence: float
    family: str
    origin: bool  # nothing in the heap stands above it


class Evidence(Record, frozen=True):
    """One reason for or against a derivation, in words and in spans."""

    kind: str
    in_favour: bool = msgspec.field(name="for")
    weight: float  # bits
    text: str
    spans: tuple[Place, ...]


class Derivation(Record, frozen=True):
    """One edge: the child has wording from the parent."""

    parent: str
    child: str
    how: How
    probability: float
    evidence: tuple[Evidence, ...]


class Alternative(Derivation, frozen=True):
    """An edge that lost against the best tree."""
