"""RSS, Atom and JSON feeds -> pages, one an entry."""

import calendar
import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from msgspec.structs import replace

from headwater.pages.encoding import decode
from headwater.pages.model import Given, Page, fault
from headwater.records import Fault

# What feedparser, which repairs most, raises on broken feeds: half a character, an end without its beginning.
_BROKEN = (ValueError, LookupError, AttributeError, TypeError, AssertionError, RecursionError)
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")


def from_feed(raw: bytes, source: str) -> Iterator[Page | Fault]:
    """A page for every entry of a feed, named `source#entry`, counted from 1."""
    if raw.lstrip()[:1] == b"{":
        yield from _from_json(raw, source)
        return
    import feedparser  # 60 ms most heaps need not pay  # noqa: PLC0415

    try:
        feed = feedparser.parse(BytesIO(raw))  # as a stream: bytes alone may be taken for the name of a file
    except _BROKEN as error:
        yield fault(source, f"no feed: {error}")
        return
    if not feed.entries and (feed.bozo or not feed.get("version")):
        yield fault(source, f"no feed: {feed.get('bozo_exception') or 'not RSS, not Atom'}")
    for number, entry in enumerate(feed.entries, 1):
        yield _from_entry(entry, feed.feed, f"{source}#{number}")


def follow(entries: Iterable[Page | Fault], fetch: Callable[[str], Iterable[Page | Fault]]) -> Iterator[Page | Fault]:
    """The pages that the entries of a feed link to; `fetch` gives what stands at an address.

    Of the feed the date stays, the page tells the rest itself. An entry whose page cannot be had stays as the feed has
    it, with a fault beside it; one without an address stays too.
    """
    for entry in entries:
        if isinstance(entry, Fault) or not entry.url:
            yield entry
            continue
        found = list(fetch(entry.url))
        pages = [p for p in found if isinstance(p, Page)]
        if not pages:
            yield entry
            yield from (
                fault(entry.source, f"its page {entry.url}: {f.message}") for f in found if isinstance(f, Fault)
            )
        for page in pages[:1]:
            given = replace(page.given, date_published=entry.given.date_published)
            yield replace(page, source=entry.source, given=given)


def _from_entry(entry: Any, feed: Any, source: str) -> Page | Fault:
    whole = [c.get("value") or "" for c in entry.get("content", [])] or [entry.get("summary") or ""]
    given = Given(
        headline=_title(entry) or None,
        date_published=_moment(entry.get("published_parsed") or entry.get("updated_parsed")),
        publisher=(entry.get("source") or {}).get("title") or feed.get("title") or None,
        language=feed.get("language") or None,
    )
    return _page("\n".join(whole), entry.get("link"), given, source)


def _title(entry: Any) -> str:
    """The title of an entry as printed, whether the feed has it plain or in markup."""
    title = entry.get("title") or ""
    return _printed(title) if entry.get("title_detail", {}).get("type") == "text/html" else title


def _printed(markup: str) -> str:
    return html.unescape(_TAG.sub("", markup))


def _page(markup: str, url: str | None, given: Given, source: str) -> Page | Fault:
    """An entry as the article that it stands for: a piece of markup alone does not say where title and body are.

    Where it has no words but those of its title (some feeds print that again, as a link) it is a headline.
    """
    title = given.headline or ""
    if markup.strip() and not (title and _words(_printed(markup)) <= _words(title)):
        article = f"<article><h1>{html.escape(title)}</h1>\n<p>{markup}</p></article>"
        return Page(source, "html", article, url, given)
    if given.headline:
        return Page(source, "headline", given.headline, url, given)
    return fault(source, "the entry holds no text")


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold()))


def _moment(parsed: Any) -> str | None:
    """A time as feedparser gives it (UTC) in ISO 8601."""
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError):
        return None


def _from_json(raw: bytes, source: str) -> Iterator[Page | Fault]:
    """A page for every item of a JSON feed (jsonfeed.org, version 1)."""
    try:
        feed = json.loads(decode(raw).text)
    except (ValueError, RecursionError) as error:
        yield fault(source, f"no JSON: {error}")
        return
    items = feed.get("items") if isinstance(feed, dict) and "jsonfeed" in str(feed.get("version")) else None
    if not isinstance(items, list):
        yield fault(source, "no feed: JSON that is no JSON feed")
        return
    for number, item in enumerate(items, 1):
        yield _from_item(item if isinstance(item, dict) else {}, feed, f"{source}#{number}")


def _from_item(item: dict[str, Any], feed: dict[str, Any], source: str) -> Page | Fault:
    def text(thing: dict[str, Any], name: str) -> str | None:
        value = thing.get(name)
        return value if isinstance(value, str) and value.strip() else None

    given = Given(
        headline=text(item, "title"),
        date_published=text(item, "date_published"),
        publisher=text(feed, "title"),
        language=text(item, "language") or text(feed, "language"),
    )
    markup = text(item, "content_html")
    if markup is None and (plain := text(item, "content_text") or text(item, "summary")):
        return Page(source, "body", plain, text(item, "url"), given)
    return _page(markup or "", text(item, "url"), given, source)
