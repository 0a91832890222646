"""Rounds: who is asked when, and what is read of the answers.

Everybody is asked politely: robots.txt and a pause between two calls (`pages.Web`), only for what has changed since,
and whoever does not answer ever more seldom. A page that its feed still lists is asked again after a while, or as soon
as the feed tells something else of it: another text at the same address is another version, and a witness of its own.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from headwater.engine import Engine
from headwater.pages import Page, Web
from headwater.pages.cache import Answer
from headwater.pages.web import is_feed, page_of
from headwater.pipeline import add
from headwater.records import Fault
from headwater.store import Watched, Workspace, Writer
from headwater.watch.changes import Change, changes
from headwater.watch.listed import Entry, entries

AGAIN = 6 * 3600.0  # seconds after which a page is asked again that its feed still lists
LONGEST = 24 * 3600.0  # seconds until an address is asked again that does not answer
PAGES = 64  # that are read before they are kept
MOST = 500  # pages of one feed in one round; the others come in the next
LISTS = 10  # site maps that another names, in one round
_LIST = "a list"  # what is told of a site map that another names


class Round(NamedTuple):
    """What one round came to."""

    asked: int  # addresses
    changes: list[Change]
    faults: list[Fault]


class Watch:
    """Asks feeds for pages, and keeps what they bring in a workspace."""

    def __init__(  # noqa: PLR0913  (what is watched, how often, and two that stand for the world outside)
        self,
        workspace: Workspace,
        feeds: Sequence[str] = (),
        *,
        every: float = 600.0,
        again: float = AGAIN,
        engine: Engine | None = None,
        web: Callable[[], Web] = Web,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._workspace, self._every, self._again, self._engine = workspace, every, again, engine
        self._web, self._now = web, now
        self.feeds = sorted({*feeds}) or [w.url for w in workspace.feeds()]

    def round(self) -> Iterator[Round]:
        """Ask every feed that is due, read what is new, and keep it -> what came of it, some pages at a time."""
        known = self._workspace.watched(self.feeds)
        with self._web() as web:
            for feed in self.feeds:
                if feed not in known or known[feed].due <= self._now():
                    yield from self._list(web, feed, None, known.get(feed))

    def pause(self) -> float:
        """Seconds until a feed is due."""
        known = self._workspace.watched(self.feeds)
        due = min((known[f].due if f in known else 0.0 for f in self.feeds), default=0.0)
        return max(0.0, due - self._now())

    def _list(self, web: Web, url: str, above: str | None, before: Watched | None) -> Iterator[Round]:
        """What one feed or site map brings; `above` is the site map that names it."""
        told = None if above is None else _LIST
        answer = web.ask(url, _kept(before))
        if isinstance(answer, Fault):
            yield self._keep([answer], [self._failed(web, url, above, told, before)], 1)
            return
        faults: list[Fault] = []
        if answer is None:  # nothing has changed
            listed = [Entry(w.url, w.told or "", lists=w.told == _LIST) for w in self._workspace.listed(url)]
        else:
            listed, faults = entries(answer.raw, url)
        known = self._workspace.watched(e.url for e in listed)
        ahead = [self._ahead(url, e, known.get(e.url)) for e in listed]
        row = self._answered(url, above, told, answer, before)
        yield self._keep(faults, [row, *(w for w in ahead if w != known.get(w.url))], 1, (url, listed))
        known = {w.url: w for w in ahead}
        lists = sorted((e for e in listed if e.lists), key=lambda e: e.told, reverse=True)
        for entry in lists[:LISTS] if above is None else ():
            yield from self._list(web, entry.url, url, known.get(entry.url))
        wanted = [e for e in listed if not e.lists and self._is_wanted(known[e.url])][:MOST]
        for first in range(0, len(wanted), PAGES):
            yield self._pages(web, url, wanted[first : first + PAGES], known)

    def _pages(self, web: Web, feed: str, wanted: Sequence[Entry], known: Mapping[str, Watched]) -> Round:
        """Read some pages, and keep them."""
        items: list[Page | Fault] = []
        rows: list[Watched] = []
        for entry in wanted:
            before = known[entry.url]
            answer = web.ask(entry.url, _kept(before))
            if answer and not isinstance(answer, Fault) and is_feed(answer):
                answer = Fault(entry.url, "pages", "a feed, no page")
            if isinstance(answer, Fault):  # what the feed itself has of it is better than nothing
                items += [
                    answer,
                    *([replace(entry.page, source=entry.url)] if entry.page and not before.failures else []),
                ]
                rows.append(self._failed(web, entry.url, feed, entry.told, before))
            else:
                items += [_dated(page_of(entry.url, answer), entry)] if answer else []
                rows.append(self._answered(entry.url, feed, entry.told, answer, before))
        return self._keep(items, rows, len(wanted))

    def _keep(
        self,
        items: Sequence[Page | Fault],
        rows: Sequence[Watched],
        asked: int,
        listed: tuple[str, Sequence[Entry]] | None = None,
    ) -> Round:
        """Pages, and what is known of addresses, into the workspace: both or none."""

        def also(writer: Writer) -> None:
            for row in rows:
                writer.watch(row)
            if listed:
                writer.unlist(listed[0], (e.url for e in listed[1]))

        told = [c for a in add(self._workspace, items, self._engine, compare=True, also=also) for c in changes(a)]
        return Round(asked, told, [x for x in items if isinstance(x, Fault)])

    def _ahead(self, feed: str, entry: Entry, before: Watched | None) -> Watched:
        """What is known of an address that a list names, before it is asked.

        It is kept with the list, for a list that has not changed since does not name its pages again.
        """
        told = _LIST if entry.lists else entry.told
        if before is None:
            return Watched(entry.url, feed, told, None, None, 0.0, 0.0, 0)
        asked = before.asked if before.told == told else 0.0
        return before._replace(feed=feed, told=told, asked=asked)

    def _is_wanted(self, page: Watched) -> bool:
        """Whether a page is to be asked for now."""
        return page.due <= self._now() if page.failures else page.asked + self._again <= self._now()

    def _answered(
        self, url: str, feed: str | None, told: str | None, answer: Answer | None, before: Watched | None
    ) -> Watched:
        """What is known of an address that has answered; no answer means that nothing has changed."""
        tag, modified = (answer.tag, answer.modified) if answer else (before and before.tag, before and before.modified)
        return Watched(url, feed, told, tag or None, modified or None, self._now(), self._now() + self._every, 0)

    def _failed(self, web: Web, url: str, feed: str | None, told: str | None, before: Watched | None) -> Watched:
        """What is known of an address that has not answered: it is asked later, and ever more seldom.

        Not before its host wants to be asked again.
        """
        one = before or Watched(url, feed, told, None, None, 0.0, 0.0, 0)
        wait = max(web.left_alone(url), min(LONGEST, self._every * 2.0 ** min(one.failures, 20)))
        return one._replace(told=told, asked=self._now(), due=self._now() + wait, failures=one.failures + 1)


def _kept(before: Watched | None) -> Answer | None:
    """What an address answered last, as far as one must know it to ask only for changes."""
    if before is None or not (before.tag or before.modified):
        return None
    return Answer(200, "", None, b"", before.tag, before.modified, before.asked)


def _dated(page: Page, entry: Entry) -> Page:
    """A page with the day that its feed gives it."""
    given = entry.page.given.date_published if entry.page else None
    return replace(page, given=replace(page.given, date_published=given)) if given else page
