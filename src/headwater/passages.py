"""Passage: a stretch of wording that two documents share, aligned at character offsets."""

from typing import Literal

from headwater.records import Record


class Passage(Record, frozen=True):
    """Two stretches that carry the same wording; `a` < `b`."""

    a: str
    a_start: int
    a_end: int
    b: str
    b_start: int
    b_end: int
    words: int  # aligned words
    identity: float  # share of aligned words that are the same
    weight: float  # sum of their rarity, in bits
    kind: Literal["copy", "quotation", "stock"]
    cluster: str  # the set of stretches, over all documents, that carry this wording
