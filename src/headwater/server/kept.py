"""Kept: pages that were drawn, for as long as nothing is new. People load the same pages again, and share them."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps

from starlette.requests import Request
from starlette.responses import Response

MOST = 32_000_000  # bytes of pages that are kept; those that nobody asked for the longest go first

Moment = tuple[int, int]  # the number of the workspace's last batch, and that of the work's last step


class Kept:
    """Pages by their addresses, all as of one moment."""

    def __init__(self, most: int = MOST) -> None:
        self._most, self._size = most, 0
        self._pages: OrderedDict[object, Response] = OrderedDict()
        self._moment: Moment | None = None
        self._lock = threading.Lock()

    def page(self, moment: Moment, address: object, draw: Callable[[], Response]) -> Response:
        """The page of an address as of a moment or later; drawn where it is not at hand. What `draw` raises passes."""
        with self._lock:
            if moment != self._moment:
                self._pages.clear()
                self._moment, self._size = moment, 0
            if address in self._pages:
                self._pages.move_to_end(address)
                return self._pages[address]
        drawn = draw()
        with self._lock:
            if moment == self._moment and address not in self._pages and len(drawn.body) <= self._most:
                self._pages[address] = drawn
                self._size += len(drawn.body)
                while self._size > self._most:
                    self._size -= len(self._pages.popitem(last=False)[1].body)
        return drawn


def kept(view: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """A view that is the same for everybody, and only another one when the workspace or the work has moved."""

    @wraps(view)
    def found(request: Request) -> Response:
        at = request.app.state.desk
        address = request.scope["path"], request.scope["query_string"]
        page: Response = at.kept.page(at.moment(), address, lambda: view(request))
        return page

    return found
