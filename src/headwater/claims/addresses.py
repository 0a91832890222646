"""Addresses of the web in a text: what is printed inside one is no name, no date and no number of the account."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from headwater.claims.along import Placed
from headwater.records import Span

_ADDRESS = re.compile(
    r"\S*(?:://|\bwww\.)\S+|\b[\w.-]+\.(?:com|org|net|gov|edu|info|co\.[a-z]{2})\b(?:/\S*)?|\S+@\S+\.\S+"
)


T = TypeVar("T", bound=Placed)


def addresses(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The addresses in a stretch of a text, in order."""
    return [Span(*m.span()) for m in _ADDRESS.finditer(text, start, len(text) if end is None else end)]


def outside(items: Iterable[T], spans: Iterable[Span]) -> Iterator[T]:
    """The items that share no character with any of these spans, in order."""
    held = list(spans)
    return (item for item in items if not any(item.start < s.end and item.end > s.start for s in held))
