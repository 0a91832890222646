"""Rows -> pages: what JSONL, Parquet, stdin and frames share."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO

from headwater.pages import model
from headwater.pages.encoding import decode
from headwater.pages.model import Form, Given, Page, fault
from headwater.records import Fault

_FORMS: tuple[Form, ...] = ("html", "text", "body", "headline")  # the first that a row fills is read
_ALSO = {"headline": ("title",), "date_published": ("published", "date")}  # what others call a column
COLUMNS = frozenset(("url", *_FORMS, *Given.__struct_fields__, *(name for names in _ALSO.values() for name in names)))
LONGEST = 4 * model.HUGE  # bytes of a line: a page of the largest size, escaped
_HALF = re.compile("[\ud800-\udfff]")  # of a character, as JSON can escape it


def from_rows(rows: Iterable[Mapping[str, object]], source: str) -> Iterator[Page | Fault]:
    """A page for every row (columns as in the contract), named `source#row`, counted from 1.

    A row without content is a fault.
    """
    yield from _numbered(rows, source)


def _numbered(rows: Iterable[object], source: str) -> Iterator[Page | Fault]:
    for number, row in enumerate(rows, 1):
        if row is not None:
            yield _row(row, f"{source}#{number}")


def _row(row: object, source: str) -> Page | Fault:
    if isinstance(row, _Bad):
        return fault(source, str(row))
    if not isinstance(row, Mapping):
        return fault(source, "the row is no object")
    given = Given(**{name: _cell(row, name) for name in Given.__struct_fields__})
    for form in _FORMS:
        content = _cell(row, form)
        if content is not None:
            return _content(Page(source, form, content.removeprefix("\ufeff"), _string(row.get("url")), given))
    return fault(source, "the row holds no html, text, body or headline")


def _content(page: Page) -> Page | Fault:
    if len(page.content) > model.HUGE:
        return fault(page.source, f"huge: more than {model.HUGE // 1_000_000} MB in one page")
    return page


def _cell(row: Mapping[object, object], name: str) -> str | None:
    """What a row holds in a column, by its name or by one that others use for it."""
    return next((text for key in (name, *_ALSO.get(name, ())) if (text := _string(row.get(key)))), None)


def _string(value: object) -> str | None:
    """A given value as a string; numbers and dates as they print, blanks and other things as nothing."""
    if value is None or isinstance(value, bool | list | dict):
        return None
    if isinstance(value, bytes):
        value = decode(value).text
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return _HALF.sub("\ufffd", text) if text.strip() else None


def from_jsonl(file: BinaryIO, source: str) -> Iterator[Page | Fault]:
    """The rows of a stream of JSON lines; one that is no object is a fault; blank lines count and are skipped."""
    yield from _numbered((_json_row(line) for line in _lines(file)), source)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a stream, each read no further than the largest page; the rest of a longer one is passed over."""
    while line := file.readline(LONGEST):
        yield line
        while len(line) == LONGEST and not line.endswith(b"\n"):
            line = file.readline(LONGEST)


class _Bad(str):
    """Why a row could not be read."""

    __slots__ = ()


def _json_row(line: bytes) -> object:
    if not line.strip():
        return None
    try:
        return (
            json.loads(line.decode("utf-8-sig")) if len(line) < LONGEST else _Bad("huge: a line longer than any page")
        )
    except (ValueError, RecursionError) as error:
        return _Bad(f"no JSON: {error}")
