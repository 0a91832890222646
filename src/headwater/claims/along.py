"""Things that stand along a text, found by the stretch that they reach into."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """What stands at characters of a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=Placed)


class Along(Generic[T]):
    """Names, dates or statements of one document, in the order of their starts."""

    def __init__(self, items: Iterable[T] = ()) -> None:
        self.items = sorted(items, key=lambda item: item.start)
        self.starts = [item.start for item in self.items]
        self.longest = max((item.end - item.start for item in self.items), default=0)

    def touching(self, start: int, end: int) -> list[T]:
        """Those that share a character with a stretch, in order."""
        first, last = bisect_left(self.starts, start - self.longest), bisect_left(self.starts, end)
        return [item for item in self.items[first:last] if item.end > start]
