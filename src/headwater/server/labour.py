"""Labour: what the process in the background does. It alone writes, and it says how far it is.

It may be killed at any moment: a workspace keeps whole batches or nothing.
"""

import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from msgspec.structs import replace

from headwater import pipeline, report
from headwater.engine import LocalEngine
from headwater.errors import HeadwaterError
from headwater.pages import Page, Web, pages
from headwater.pages.files import read_file
from headwater.pages.model import fault
from headwater.pipeline.whence import Whence, pasted, whence
from headwater.records import Fault, Record, from_table
from headwater.server.reaching import Open
from headwater.store import Workspace
from headwater.stories import Story
from headwater.tell.place import Placed, placed
from headwater.watch.changes import Change, changes

MOST_PAGES, MOST_CHARACTERS = 10_000, 200_000_000  # of one order
MOST_LINES = 200  # that are told of one


class File(Record, frozen=True):
    """A file that was handed in."""

    name: str  # as it was called; never a path here
    path: str  # where it lies until it is read, under a name of ours


class Order(Record, frozen=True):
    """What is to be done: pages to add, or a text to look for."""

    workspace: str
    look: bool  # for where the one page comes from, and keep nothing
    files: tuple[File, ...] = ()
    address: str = ""
    text: str = ""
    headline: str = ""
    private: bool = False  # whether addresses of private networks may be fetched


class Step(Record, frozen=True):
    """How far it is."""

    name: str
    done: int
    of: int  # 0: nobody knows


class Place(Record, frozen=True):
    """Where a text comes from: in words, and as pieces of a page."""

    placed: Placed
    beside: str | None  # the text and whom it has it from, side by side
    story: str | None  # the story as it would be with the text in it


class Line(Record, frozen=True):
    """Something that was found, and where it can be read."""

    told: str
    document: str | None = None
    story: str | None = None


class Outcome(Record, frozen=True):
    """What it came to."""

    lines: tuple[Line, ...] = ()  # what was found
    faults: tuple[str, ...] = ()  # what could not be read
    failed: str = ""  # why nothing was done
    place: Place | None = None


def labour(channel: Connection) -> None:
    """Do what is ordered until nobody orders any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    while True:
        try:
            order = channel.recv()
        except EOFError:
            return
        channel.send(perform(order, channel.send))


def perform(order: Order, tell: Callable[[Step], None]) -> Outcome:
    """One order; what goes wrong with it is told, not raised: the process goes on to the next."""

    def progress(name: str, done: int, of: int) -> None:
        tell(Step(name, done, of))

    try:
        workspace = Workspace(order.workspace)
        with ExitStack() as stack:
            items = _bounded(_items(order, stack))
            return _looked(workspace, items, progress) if order.look else _added(workspace, items, progress)
    except HeadwaterError as error:
        return Outcome(failed=str(error))
    except Exception as error:  # the one net of this process: a fault is told where it can be seen
        return Outcome(failed=f"A fault of Headwater: {type(error).__name__}: {error}")
    finally:
        for file in order.files:
            Path(file.path).unlink(missing_ok=True)


def _added(workspace: Workspace, items: Iterable[Page | Fault], progress: pipeline.Progress) -> Outcome:
    """Pages into the workspace, and what came with them."""
    found: list[Change] = []
    faults: list[str] = []
    noted = _noted(items, faults)
    documents = pages = 0
    for added in pipeline.add(workspace, noted, LocalEngine(), progress, compare=True):
        documents += len(added.documents)
        pages += added.pages
        found += changes(added)
    told = found[:MOST_LINES]
    with workspace.reading() as reader:  # a later batch may have changed the name of a story
        stories = reader.stories_of([change.document for change in told])
    lines = [Line(change.line, change.document, stories.get(change.document)) for change in told]
    if not lines and not documents:
        lines.append(Line("nothing new: every page was here already" if pages else "no page that can be read"))
    if len(found) > MOST_LINES:
        lines.append(Line(f"and {len(found) - MOST_LINES} more"))
    return Outcome(tuple(lines), tuple(faults[:MOST_LINES]))


def _looked(workspace: Workspace, items: Iterable[Page | Fault], progress: pipeline.Progress) -> Outcome:
    """Where the first page comes from."""
    faults: list[str] = []
    page = next((x for x in _noted(items, faults) if isinstance(x, Page)), None)
    if page is None:
        return Outcome(faults=tuple(faults), failed="There is no text to look for.")
    found = whence(workspace, page, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), progress)
    told = placed(found)
    parent = next((k.document for k in told.parents if k.asserted), None)  # none for a lost source
    other = found.same or parent or found.nearest
    beside = report.compare(found.tables, found.id, other) if other else None
    return Outcome(faults=tuple(faults), place=Place(told, beside, _story(found)))


def _story(found: Whence) -> str | None:
    """The story that the text would be in, where it is not alone there."""
    stories = from_table(Story, found.tables["stories"])
    one = next(s for s in stories if found.id in s.documents)
    return report.story_section(found.tables, one.id) if len(one.documents) > 1 else None


def _items(order: Order, stack: ExitStack) -> Iterator[Page | Fault]:
    """The pages of an order."""
    for file in order.files:
        yield from read_file(Path(file.path), file.name)
    if order.address:
        web = stack.enter_context(Web() if order.private else Web(Open()))
        yield from pages([order.address], web=web)
    if order.text:
        page = pasted(order.text)
        yield replace(page, given=replace(page.given, headline=order.headline or None))


def _bounded(items: Iterable[Page | Fault]) -> Iterator[Page | Fault]:
    """So many of them; that there were more is a fault."""
    characters = 0
    for n, item in enumerate(items):
        characters += len(item.content) if isinstance(item, Page) else 0
        if n >= MOST_PAGES or characters > MOST_CHARACTERS:
            yield fault(item.source, f"{MOST_PAGES:,} pages are taken at a time; add the rest with `headwater add`")
            return
        yield item


def _noted(items: Iterable[Page | Fault], faults: list[str]) -> Iterator[Page | Fault]:
    """The same, with what could not be read noted in words."""
    for item in items:
        if isinstance(item, Fault):
            faults.append(f"{item.source}: {item.message}")
        yield item
