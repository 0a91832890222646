"""The records of the room: one page as it was handed in, before anything is read from it."""

from typing import Literal

from headwater.records import Fault, Record

HUGE = 50_000_000  # bytes, unpacked; beyond this a single page is not a page

Form = Literal["html", "text", "body", "headline"]


class Given(Record, frozen=True):
    """What the input itself states about a page: evidence like anything printed on it (source `given`)."""

    id: str | None = None
    headline: str | None = None
    date_published: str | None = None
    date_retrieved: str | None = None
    publisher: str | None = None
    agency: str | None = None
    language: str | None = None


class Page(Record, frozen=True):
    """One page: markup or text, its address, and where it came from."""

    source: str  # path or address as given, relative to the input folder where there was one; `path#row` for a row
    form: Form  # how `content` is to be read
    content: str
    url: str | None = None
    given: Given = Given()


def fault(source: str, message: str) -> Fault:
    """Something that could not be read."""
    return Fault(source, "pages", message)
