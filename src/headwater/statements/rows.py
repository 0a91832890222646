"""Statement: who says what, through whom."""

from typing import Literal

from headwater.documents import Comment
from headwater.records import Record, Span


class Link(Record, frozen=True):
    """One source in a chain of attribution, with the words that name it."""

    name: str
    start: int
    end: int


class Statement(Record, frozen=True):
    """Something said by someone other than the page, with the chain from the page inward."""

    id: str
    document: str
    comment: str | None
    start: int  # the content, quotation marks included
    end: int
    parts: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed"]
    cue_start: int
    cue_end: int
    speaker: str  # resolved name; for the unnamed the words as printed
    named: bool
    speaker_start: int  # the mention beside the cue as printed
    speaker_end: int
    chain: tuple[Link, ...]  # outermost source first, the speaker last
    polarity: Literal["asserted", "denied", "alleged"]
    direct: tuple[Span, ...]  # words inside marks
    utterance: str  # the same for the same quotation printed elsewhere
    reader: str = "floor"  # what read the sentences: the floor, the parser that comes with the package, a pipeline


class Told(Record, frozen=True):
    """What this room reads of a document: its account and its comments."""

    document: str
    source: str
    text: str
    title: tuple[Span, ...]
    body: tuple[Span, ...]
    comments: tuple[Comment, ...]
    poster: str | None = None  # who wrote the opening post, where the account is one
