"""The records of the room: what is said about a page and about every stretch of its text."""

from typing import Literal

from headwater.records import Record, Span

Label = Literal[
    "title", "byline", "date", "dateline", "body", "quote_prompt", "note", "furniture", "comment", "comment_meta"
]
Kind = Literal["article", "forum", "listing", "other"]
DateKind = Literal["published", "modified", "retrieved", "displayed", "relative"]
DateSource = Literal["json-ld", "meta", "time", "url", "warc", "feed", "given", "text"]


class DatePublished(Record, frozen=True):
    """The date of publication as the page has it; evidence, not truth."""

    value: str  # EDTF
    precision: Literal["year", "month", "day", "minute"]
    source: DateSource
    confidence: float


class Document(Record, frozen=True):
    """One page's text with what the page says about itself."""

    id: str
    source: str
    url: str | None
    canonical_url: str | None
    headline: str | None
    description: str | None
    authors: tuple[str, ...]  # persons only
    agency: str | None  # the wire or newsroom that is credited
    publisher: str | None  # who put this page up
    dateline: str | None
    language: str | None  # BCP 47
    date_published: DatePublished | None
    section: str | None
    keywords: tuple[str, ...]
    text: str
    text_sha256: str
    kind: Kind


class Block(Record, frozen=True):
    """A labelled stretch. Blocks of one document are in order and do not overlap."""

    document: str
    start: int
    end: int
    label: Label
    detail: str | None  # for notes and furniture: correction, update, contributor, rights, crumb, related, …
    confidence: float


class Stamp(Record, frozen=True):
    """A date that the page prints or carries; start and end are null where it is markup."""

    document: str
    start: int | None
    end: int | None
    kind: DateKind
    raw: str
    value: str | None  # EDTF; null for a relative age without a known retrieval date
    source: DateSource
    confidence: float


class Quoted(Record, frozen=True):
    """A stretch of a comment that repeats another comment, or the article."""

    start: int
    end: int
    of: str  # a comment's id, or "article"


class Comment(Record, frozen=True):
    """One comment's own words, with its place in the thread."""

    document: str
    id: str
    author: str | None
    rank: str | None
    parent: str | None
    date_raw: str | None
    start: int
    end: int
    quotes: tuple[Quoted, ...]


class Reading(Record, frozen=True):
    """All that was read from one page."""

    document: Document
    blocks: tuple[Block, ...]
    stamps: tuple[Stamp, ...]
    comments: tuple[Comment, ...]


class Body(Record, frozen=True):
    """What the later rooms read of a document: its text, and the stretches of it that are the account itself."""

    document: str
    source: str
    text: str
    title: tuple[Span, ...]
    body: tuple[Span, ...]  # a paragraph or sub-heading each, in order
