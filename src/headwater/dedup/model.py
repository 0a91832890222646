"""The records of the room: what is known of a text, what becomes of it, and the constants of the choice."""

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from headwater.records import Record

Keep = Literal["root", "longest", "earliest"]
KEEPS: tuple[Keep, ...] = get_args(Keep)
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Column = NDArray[Any]

THRESHOLD = 0.8  # share of a document's words that another must carry to stand for it
CHAINED = "chained"  # how a warning about a whole family begins
THIN = 0.25  # share of a page below which what was read of it is told to be little
SHORT = 4  # times as long as a text that links others are those that it may link by chance
EPSILON = 1e-6  # words; sums of shares are not exact


class Stretch(Record, frozen=True):
    """Wording of a dropped document, and where it stands in the one that is kept."""

    start: int
    end: int
    kept_start: int
    kept_end: int
    words: int  # those that count: of an overlap each word once


class Decision(Record, frozen=True):
    """What becomes of one document."""

    document: str
    source: str | None
    dropped: bool
    kept: str | None  # the kept document that stands for it; null where it is kept itself
    why: str  # one plain sentence
    words: int  # of title and body, without furniture
    shared_words: int  # of them in passages with the kept one; for a kept document, with the one that comes closest
    share: float  # the same as a share
    identity: float | None  # share of the shared words that are the same to the letter
    shared_chars: int
    stretches: tuple[Stretch, ...]
    family: str
    family_size: int
    warning: str | None


class Text(Record, frozen=True):
    """What the choice needs to know of a document."""

    id: str
    name: str  # what it is called in a sentence
    source: str | None
    words: int  # that count
    repeated: int = 0  # words more that are furniture: other pages print them too
    first: float | None = None  # when it was published, at the earliest; days of the calendar, with fractions
    last: float | None = None  # at the latest
    read: float = 1.0  # share of the page's characters that title and body are
    own: bool = False  # a page of the newsroom that others credit
