"""Addresses -> pages: one polite client that asks robots.txt and waits between two calls on a host."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from headwater import __version__
from headwater.pages import model
from headwater.pages.encoding import decode, is_binary
from headwater.pages.feeds import from_feed
from headwater.pages.model import Given, Page, fault
from headwater.records import Fault

AGENT = f"headwater/{__version__}"
PAUSE = 1.0  # seconds between two calls on one host, where its robots.txt asks for no other
PATIENCE = 20.0  # seconds until an address is given up


def is_address(name: str) -> bool:
    """Whether an input is an address."""
    return bool(re.match(r"https?://", name, re.I))


class Web:
    """Reads addresses. `transport` takes the place of the network, `sleep` and `clock` that of time."""

    def __init__(
        self,
        transport: Any = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        import httpx  # noqa: PLC0415  (70 ms that most heaps need not pay)

        self._client = httpx.Client(
            transport=transport, follow_redirects=True, timeout=PATIENCE, headers={"user-agent": AGENT}
        )
        self._error = httpx.HTTPError
        self._sleep, self._clock = sleep, clock
        self._robots: dict[str, Any] = {}
        self._called: dict[str, float] = {}

    def read(self, url: str) -> Iterator[Page | Fault]:
        """The page at an address, or those of the feed at it; what cannot or may not be read is a fault."""
        try:
            rules = self._rules(url)
            if not rules.can_fetch(url, AGENT):
                yield fault(url, "not allowed by robots.txt")
                return
            self._wait(url, rules.crawl_delay(AGENT) or PAUSE)
            status, kind, charset, raw = self._get(url)
        except (self._error, ValueError) as error:
            yield fault(url, f"cannot be fetched: {error or type(error).__name__}")
            return
        yield from self._pages(url, status, kind, charset, raw)

    def _pages(self, url: str, status: int, kind: str, charset: str | None, raw: bytes) -> Iterator[Page | Fault]:
        if status >= 400:
            yield fault(url, f"answered {status}")
        elif len(raw) > model.HUGE:
            yield fault(url, f"huge: more than {model.HUGE // 1_000_000} MB in one page")
        elif not raw.strip() or is_binary(raw):
            yield fault(url, "no text at this address")
        elif re.search(r"rss|atom|[/+]xml|feed", kind) and "html" not in kind:
            yield from from_feed(raw, url)
        else:
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            form: model.Form = "text" if kind.startswith("text/plain") else "html"
            yield Page(url, form, decode(raw, charset).text, url, Given(date_retrieved=now))

    def _get(self, url: str) -> tuple[int, str, str | None, bytes]:
        """Status, content type, declared encoding and content, never much more than a page may have."""
        with self._client.stream("GET", url) as answer:
            raw = b""
            for part in answer.iter_bytes():
                raw += part
                if len(raw) > model.HUGE:
                    break
            return answer.status_code, answer.headers.get("content-type", "").lower(), answer.charset_encoding, raw

    def _rules(self, url: str) -> Any:
        """The host's robots.txt; where there is none, everything is allowed."""
        from protego import Protego  # noqa: PLC0415

        split = urlsplit(url)
        host = f"{split.scheme}://{split.netloc}"
        if host not in self._robots:
            try:
                status, _, _, raw = self._get(f"{host}/robots.txt")
            except self._error:
                status, raw = 0, b""
            self._robots[host] = Protego.parse(decode(raw).text if status == 200 else "")
            self._called[split.netloc] = self._clock()
        return self._robots[host]

    def _wait(self, url: str, pause: float) -> None:
        """Until the host may be called again."""
        host = urlsplit(url).netloc
        left = self._called.get(host, -pause) + pause - self._clock()
        if left > 0:
            self._sleep(left)
        self._called[host] = self._clock()
