"""Addresses -> pages: one polite client that asks robots.txt and waits between two calls on a host.

With a cache it asks for a page only if it has changed, and within an hour not at all.
"""

import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from headwater import __version__
from headwater.pages import model
from headwater.pages.cache import FRESH, Answer, Cache, condition
from headwater.pages.encoding import decode, is_binary
from headwater.pages.feeds import from_feed
from headwater.pages.model import Given, Page, fault
from headwater.records import Fault

AGENT = f"headwater/{__version__}"
PAUSE = 1.0  # seconds between two calls on one host, where its robots.txt asks for no other
LONGEST_PAUSE = 60.0  # seconds that robots.txt may ask for between two pages
PATIENCE = 20.0  # seconds until an address is given up


def is_address(name: str) -> bool:
    """Whether an input is an address."""
    return bool(re.match(r"https?://", name, re.I))


class Web:
    """Reads addresses; answers are kept in the folder `cache`, where one is named.

    `transport` takes the place of the network, `sleep`, `clock` and `now` that of time.
    """

    def __init__(
        self,
        transport: Any = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        cache: Path | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        import httpx  # noqa: PLC0415  (70 ms that most heaps need not pay)

        self._client = httpx.Client(
            transport=transport, follow_redirects=True, timeout=PATIENCE, headers={"user-agent": AGENT}
        )
        self._error = (httpx.HTTPError, httpx.InvalidURL)
        self._sleep, self._clock, self._now = sleep, clock, now
        self._cache = Cache(cache) if cache else None
        self._robots: dict[str, Any] = {}
        self._called: dict[str, float] = {}

    def read(self, url: str) -> Iterator[Page | Fault]:
        """The page at an address, or those of the feed at it; what cannot or may not be read is a fault."""
        kept = self._cache.get(url) if self._cache else None
        if kept and 0 <= self._now() - kept.asked < FRESH:
            yield from _pages(url, kept)
            return
        try:
            rules = self._rules(url)
            if not rules.can_fetch(url, AGENT):
                yield fault(url, "not allowed by robots.txt")
                return
            self._wait(url, min(rules.crawl_delay(AGENT) or PAUSE, LONGEST_PAUSE))
            answer = self._get(url, condition(kept))
        except (*self._error, ValueError) as error:
            yield fault(url, f"cannot be fetched: {error or type(error).__name__}")
            return
        if kept and answer.status == 304:
            answer = kept  # the day of retrieval stays that of the content
        elif self._cache and answer.status == 200:
            self._cache.keep(url, answer)
        yield from _pages(url, answer)

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def _get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """What an address answers, never much more than a page may have."""
        with self._client.stream("GET", url, headers=headers) as answer:
            raw = b""
            for part in answer.iter_bytes():
                raw += part
                if len(raw) > model.HUGE:
                    break
            stated = answer.headers
            kind, tag, modified = (
                stated.get("content-type", "").lower(),
                stated.get("etag"),
                stated.get("last-modified"),
            )
            return Answer(answer.status_code, kind, answer.charset_encoding, raw, tag, modified, self._now())

    def _rules(self, url: str) -> Any:
        """The host's robots.txt; where there is none, everything is allowed."""
        from protego import Protego  # noqa: PLC0415

        split = urlsplit(url)
        host = f"{split.scheme}://{split.netloc}"
        if host not in self._robots:
            try:
                answer = self._get(f"{host}/robots.txt")
                rules = decode(answer.raw).text if answer.status == 200 else ""
            except self._error:
                rules = ""
            self._robots[host] = Protego.parse(rules)
            self._called[split.netloc] = self._clock()
        return self._robots[host]

    def _wait(self, url: str, pause: float) -> None:
        """Until the host may be called again."""
        host = urlsplit(url).netloc
        left = self._called.get(host, -pause) + pause - self._clock()
        if left > 0:
            self._sleep(left)
        self._called[host] = self._clock()


def _pages(url: str, answer: Answer) -> Iterator[Page | Fault]:
    """The page or the entries of the feed that an address answered; the day of retrieval is that of the content."""
    if answer.status >= 400:
        yield fault(url, f"answered {answer.status}")
    elif len(answer.raw) > model.HUGE:
        yield fault(url, f"huge: more than {model.HUGE // 1_000_000} MB in one page")
    elif not answer.raw.strip() or is_binary(answer.raw):
        yield fault(url, "no text at this address")
    elif re.search(r"rss|atom|[/+]xml|feed", answer.kind) and "html" not in answer.kind:
        yield from from_feed(answer.raw, url)
    else:
        asked = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(answer.asked))
        form: model.Form = "text" if answer.kind.startswith("text/plain") else "html"
        yield Page(url, form, decode(answer.raw, answer.charset).text, url, Given(date_retrieved=asked))
