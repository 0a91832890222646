"""Asked: a query string as what it asks for, within bounds, and links that ask for something else."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from starlette.exceptions import HTTPException

from headwater.store import Wanted
from headwater.store.listing import COUNTED
from headwater.store.reading import RANKED

ROWS, HITS = 50, 20  # of a list on a page: stories, and texts that hold some words
LONGEST = 200  # characters of a value
MOST_ROWS, MOST_BYTES = 1000, 8_000_000  # of a table in one answer
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class Query(NamedTuple):
    """Which stories, or which documents that hold some words, and which page of the list."""

    words: str
    wanted: Wanted
    page: int  # from 1

    @property
    def rows(self) -> int:
        """Rows of a page."""
        return HITS if self.words else ROWS

    @property
    def offset(self) -> int:
        """Rows before this page."""
        return (self.page - 1) * self.rows

    def link(self, page: int = 1) -> str:
        """The address of another page of this list."""
        w = self.wanted
        given = {
            "q": self.words, "newsroom": w.newsroom, "agency": w.agency, "speaker": w.speaker, "from": w.since,
            "to": w.until, "differs": "1" if w.differs else "", "single": "1" if w.single else "",
            "sort": w.sort if w.sort != "time" else "", "page": str(page) if page > 1 else "",
        }  # fmt: skip
        told = urlencode({k: v for k, v in given.items() if v})
        return f"/?{told}" if told else "/"


def query(params: Mapping[str, str]) -> Query:
    """What the list of stories is asked for. Raises HTTPException for what nobody can have meant."""
    sort = params.get("sort") or "time"
    if sort not in ("time", "size"):
        raise HTTPException(400, "Stories are sorted by time or by size.")
    until = day(params, "to")
    wanted = Wanted(
        newsroom=text(params, "newsroom"),
        agency=text(params, "agency"),
        speaker=text(params, "speaker"),
        since=day(params, "from"),
        until=until + "-12-31"[len(until) - 4 :] if until else "",
        differs=bool(text(params, "differs")),
        single=bool(text(params, "single")),
        sort="size" if sort == "size" else "time",
    )
    words = text(params, "q")
    last = -(-RANKED // HITS) if words else -(-COUNTED // ROWS)
    return Query(words, wanted, number(params, "page", 1, 1, last))


def text(params: Mapping[str, str], name: str) -> str:
    """A value on one line. Raises HTTPException where it is very long."""
    value = " ".join(params.get(name, "").split())
    if len(value) > LONGEST:
        raise HTTPException(400, f"“{name}” has more than {LONGEST} characters.")
    return value


def day(params: Mapping[str, str], name: str) -> str:
    """A day, month or year, or nothing. Raises HTTPException for anything else."""
    value = text(params, name)
    if value and not (value.isascii() and _DAY.fullmatch(value)):
        told = f"“{name}” is a day like 2031-03-04, a month like 2031-03 or a year; “{value}” is none of them."
        raise HTTPException(400, told)
    return value


def number(params: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    """A whole number within bounds. Raises HTTPException for anything else."""
    value = text(params, name)
    if not value:
        return usual
    if not (value.isascii() and value.isdigit() and len(value) < 12 and least <= int(value) <= most):
        raise HTTPException(400, f"“{name}” is a whole number from {least:,} to {most:,}.")
    return int(value)
