"""What passages are, and the constants of how they are found, which the plain and the fast version share."""

from typing import Literal

from headwater.records import Record

GRAM = 4  # words of a seed
SHORT_GRAM = 3  # in a pair that shares something for certain
SURE = 70.0  # bits: a passage that stands for itself
LIKELY = 52.0  # bits: a passage beside a sure one
SKIP = 2.5  # bits that each skipped word costs
WINDOW = 16  # words looked ahead over an edit; bridges about ten words and still sees what follows
SHARED = 2  # grams that two documents must share to be looked at
TELLING = 20.0  # bits above what a heap of this size holds by chance: one such gram is enough
FREQUENT = 64  # documents; a gram in more of them links to representatives only
REPRESENTATIVES = 4
REPEATED = 64  # times; a gram that one text repeats more often is no place to start from
STOCK_WORDS = 12  # a copy of so few words
STOCK_BITS = 100.0  # and a pair that shares less than this: a commonplace


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


def identity(same: int, aligned: int) -> float:
    """The share of aligned words that are the same, to four places, by whole numbers: the same on every engine."""
    return (20_000 * same + aligned) // (2 * aligned) / 10_000
