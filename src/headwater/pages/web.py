"""Addresses -> pages: one polite client that asks robots.txt and waits between two calls on a host.

Where an address leads to another host, that host's robots.txt is asked too.

With a cache it asks for a page only if it has changed, and within an hour not at all.
"""

import math
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import msgspec

from headwater import __version__
from headwater.pages import model
from headwater.pages.cache import FRESH, Answer, Cache, condition
from headwater.pages.encoding import decode, is_binary
from headwater.pages.feeds import follow, from_feed
from headwater.pages.model import Given, Page, fault
from headwater.records import Fault

AGENT = f"headwater/{__version__}"
PAUSE = 1.0  # seconds between two calls on one host, where its robots.txt asks for no other
LONGEST_PAUSE = 60.0  # seconds that robots.txt may ask for between two pages
PATIENCE = 20.0  # seconds until an address is given up
LONGEST_BREAK = 24 * 3600.0  # seconds that a host may ask to be left alone
MOST_HOPS = 10  # from one address to the next
_MOVED = frozenset((301, 302, 303, 307, 308))
_BUSY = frozenset((429, 503))
_NOTHING = "User-agent: *\nDisallow: /"  # the rules of a host that cannot tell its rules


def is_address(name: str) -> bool:
    """Whether an input is an address."""
    return bool(re.match(r"https?://", name, re.I))


class Web:
    """Reads addresses; answers are kept in the folder `cache`, where one is named.

    With `follow` the entries of a feed are read from the pages that they link to. `transport` takes the place of the
    network, `sleep`, `clock` and `now` that of time.
    """

    def __init__(  # noqa: PLR0913  (four of them stand for the world outside)
        self,
        transport: Any = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        cache: Path | None = None,
        now: Callable[[], float] = time.time,
        *,
        follow: bool = False,
    ) -> None:
        import httpx  # noqa: PLC0415  (70 ms that most heaps need not pay)

        self.follow = follow
        self._client = httpx.Client(transport=transport, timeout=PATIENCE, headers={"user-agent": AGENT})
        self._error = (httpx.HTTPError, httpx.InvalidURL)
        self._sleep, self._clock, self._now = sleep, clock, now
        self._cache = Cache(cache) if cache else None
        self._robots: dict[str, Any] = {}
        self._called: dict[str, float] = {}
        self._closed: dict[str, float] = {}  # until when a host asks to be left alone

    def read(self, url: str) -> Iterator[Page | Fault]:
        """The page at an address, or those of the feed at it; what cannot or may not be read is a fault."""
        answer = self._answer(url)
        if isinstance(answer, Fault):
            yield answer
        elif is_feed(answer):
            entries = from_feed(answer.raw, url)
            yield from follow(entries, self.page) if self.follow else entries
        else:
            yield page_of(url, answer)

    def page(self, url: str) -> Iterator[Page | Fault]:
        """The page at an address; a feed is none."""
        answer = self._answer(url) if is_address(url) else fault(url, "no address")
        if isinstance(answer, Fault):
            yield answer
        else:
            yield fault(url, "a feed, no page") if is_feed(answer) else page_of(url, answer)

    def ask(self, url: str, kept: Answer | None = None) -> Answer | Fault | None:
        """What an address answers now, whatever it answered before; None where that is still what is kept."""
        try:
            answer = self._asked(url, kept) if is_address(url) else fault(url, "no address")
        except (*self._error, ValueError) as error:
            return fault(url, f"cannot be fetched: {error or type(error).__name__}")
        if isinstance(answer, Fault) or (kept and answer.status == 304):
            return answer if isinstance(answer, Fault) else None
        answer = msgspec.structs.replace(answer, raw=_unpacked(answer.raw))
        why = _why_not(answer)
        return answer if why is None else fault(url, why)

    def left_alone(self, url: str) -> float:
        """For how many seconds the host of an address asks not to be called (Retry-After: RFC 9110, 10.2.3)."""
        return max(0.0, self._closed.get(urlsplit(url).netloc, 0.0) - self._now())

    def close(self) -> None:
        """End the connections."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answer(self, url: str) -> Answer | Fault:
        """What an address answers, or why that is no page."""
        kept = self._cache.get(url) if self._cache else None
        fresh = kept is not None and 0 <= self._now() - kept.asked < FRESH
        answer = kept if kept and fresh else self._anew(url, kept)
        if isinstance(answer, Fault) or (why := _why_not(answer)) is None:
            return answer
        return fault(url, why)

    def _anew(self, url: str, kept: Answer | None) -> Answer | Fault:
        """What an address answers now; the kept answer where that has not changed."""
        try:
            answer = self._asked(url, kept)
        except (*self._error, ValueError) as error:
            return fault(url, f"cannot be fetched: {error or type(error).__name__}")
        if isinstance(answer, Fault):
            return answer
        if kept and answer.status == 304:
            return kept  # the day of retrieval stays that of the content
        if self._cache and answer.status == 200:
            self._cache.keep(url, answer)
        return answer

    def _asked(self, url: str, kept: Answer | None) -> Answer | Fault:
        """What an address answers, or the one it leads to; every host on the way is asked for its rules."""
        at = url
        for _ in range(MOST_HOPS):
            rules = self._rules(at)
            if not rules.can_fetch(at, AGENT):
                return fault(url, "not allowed by robots.txt" + (f" of {urlsplit(at).netloc}" if at != url else ""))
            if left := self.left_alone(at):
                return fault(url, f"{urlsplit(at).netloc} asks to be left alone for {math.ceil(left)} seconds")
            self._wait(at, min(rules.crawl_delay(AGENT) or PAUSE, LONGEST_PAUSE))
            answer, onward = self._get(at, condition(kept))
            if onward is None:
                return msgspec.structs.replace(answer, url=at if at != url else None)
            at = onward
            if not is_address(at):
                return fault(url, f"leads to {at}, which is no address")
        return fault(url, f"leads from address to address more than {MOST_HOPS} times")

    def _get(self, url: str, headers: Mapping[str, str] | None = None) -> tuple[Answer, str | None]:
        """What an address answers, never much more than a page may have; and where it leads, if elsewhere."""
        with self._client.stream("GET", url, headers=headers) as answer:
            raw = b""
            for part in answer.iter_bytes():
                raw += part
                if len(raw) > model.HUGE:
                    break
            told = answer.headers
            kind, tag, modified = (told.get("content-type", "").lower(), told.get("etag"), told.get("last-modified"))
            found = Answer(answer.status_code, kind, answer.charset_encoding, raw, tag, modified, self._now())
            if answer.status_code in _BUSY and (after := _seconds(told.get("retry-after", ""), self._now())):
                self._closed[urlsplit(url).netloc] = self._now() + min(after, LONGEST_BREAK)
            onward = told.get("location") if answer.status_code in _MOVED else None
            return found, urljoin(url, onward) if onward else None

    def _rules(self, url: str) -> Any:
        """The host's robots.txt (RFC 9309): where there is none, all is allowed; where the host fails, nothing is."""
        from protego import Protego  # noqa: PLC0415

        split = urlsplit(url)
        host = f"{split.scheme}://{split.netloc}"
        if host not in self._robots:
            try:
                rules = self._told_rules(f"{host}/robots.txt")
            except self._error:
                rules = ""  # the page will fail as well, and say why
            self._robots[host] = Protego.parse(rules)
            self._called[split.netloc] = self._clock()
        return self._robots[host]

    def _told_rules(self, url: str) -> str:
        at: str | None = url
        for _ in range(MOST_HOPS):
            answer, at = self._get(at or url)
            if at is None:
                return decode(answer.raw).text if answer.status == 200 else _NOTHING if answer.status >= 500 else ""
        return ""

    def _wait(self, url: str, pause: float) -> None:
        """Until the host may be called again."""
        host = urlsplit(url).netloc
        left = self._called.get(host, -pause) + pause - self._clock()
        if left > 0:
            self._sleep(left)
        self._called[host] = self._clock()


def _seconds(told: str, now: float) -> float:
    """What Retry-After says, in seconds from now; 0 where it says nothing that can be read."""
    if told.strip().isdecimal():
        return float(told)
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except ValueError:
        return 0.0


def _unpacked(raw: bytes) -> bytes:
    """A file that was packed by itself, as site maps are; what cannot be unpacked stays as it is."""
    if raw[:2] != b"\x1f\x8b":
        return raw
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(raw, model.HUGE + 1)
    except zlib.error:
        return raw


def _why_not(answer: Answer) -> str | None:
    """Why an answer is no page; None where it may be one."""
    if answer.status >= 300:
        return f"answered {answer.status}"
    if len(answer.raw) > model.HUGE:
        return f"huge: more than {model.HUGE // 1_000_000} MB in one page"
    return "no text at this address" if not answer.raw.strip() or is_binary(answer.raw) else None


def is_feed(answer: Answer) -> bool:
    """Whether an answer says of itself that it is a feed, or markup that is no page."""
    return bool(re.search(r"rss|atom|[/+]xml|feed", answer.kind)) and "html" not in answer.kind


def page_of(url: str, answer: Answer) -> Page:
    """The page that an address answered, with the address it led to; the day of retrieval is that of the content."""
    asked = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(answer.asked))
    form: model.Form = "text" if answer.kind.startswith("text/plain") else "html"
    text = decode(answer.raw, answer.charset).text
    return Page(url, form, text, answer.url or url, Given(date_retrieved=asked))
