"""`events` and `timeline`: who did what to whom, when, and how independent the accounts of it are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec
import pyarrow as pa
from rich.padding import Padding
from rich.text import Text

from headwater.cli.frame import Command, cli, finish, heap, show, takes_inputs, takes_jobs
from headwater.documents import Document
from headwater.errors import HeadwaterError
from headwater.records import Place, from_table
from headwater.store import Workspace
from headwater.text import sentences

if TYPE_CHECKING:
    from rich.console import RenderableType

    from headwater.claims import Ladder
    from headwater.events import Actor, Event

STEPS = ("documents", "passages", "stories", "dates", "stemma", "statements", "events")


_LINE, _AROUND = 220, 600  # characters that are shown of a sentence, and that it is looked for in


class Deed(NamedTuple):
    """An event for telling: the row of the table, and the four rungs under its places."""

    event: Event
    ladder: Ladder


@cli.command(
    "events",
    cls=Command,
    examples="""
    headwater events saved-pages/
    headwater events story.headwater --json | jq 'select(.status == "reported")'""",
)
@takes_inputs
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: the row of the table, and its ladder.")
@takes_jobs
def events(inputs: tuple[str, ...], as_json: bool, jobs: int) -> None:
    """Who did what to whom, when: each event once, however many copies tell it.

    INPUT is pages as for `headwater trace`, or one workspace. Types are those of PLOVER. Under each event stand how
    independent its accounts are (documents → texts → newsrooms → speakers) and every page and place that tells it;
    "alleged" and "denied" are told as such.
    """
    tables, kept = heap(inputs, jobs, *STEPS)
    found = _deeds(tables)
    if as_json:
        for deed in found:
            click.echo(_json(_row(deed)))
    else:
        pages = {d.id: d for d in from_table(Document, tables["documents"])}
        show((part for deed in found for part in (*_told(deed, pages), Text())), "no events were found")
    if not kept:
        finish(tables)


@cli.command(
    "timeline",
    cls=Command,
    examples="""
    headwater timeline story.headwater
    headwater timeline story.headwater --story 2
    headwater timeline story.headwater --json | jq 'select(.date > "2031-03")'""",
)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--story", metavar="N|ID", help="Only this story: its number, its id or the start of it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for every date of every story.")
def timeline(workspace: Path, story: str | None, as_json: bool) -> None:
    """Every date of a story: which texts were written then, and what happened; what has no date comes last.

    Letters are those of the report and of `headwater tree`, Greek ones lost sources.
    """
    tables = Workspace(workspace).tables()
    moments = list(_moments(tables, story))
    if as_json:
        for moment in moments:
            click.echo(_json(moment._asdict() | {"events": [_row(d) for d in moment.events]}))
    else:
        pages = {d.id: d for d in from_table(Document, tables["documents"])}
        told = (part for _, same in groupby(moments, _story_of) for part in _told_story(same, pages))
        show(told, "no dates were found")


def _story_of(moment: Moment) -> str:
    return moment.story


class Moment(NamedTuple):
    """One date of one story: the texts written then, by letter and name, and what happened."""

    story: str
    headline: str
    date: str | None
    texts: tuple[tuple[str, str], ...]
    events: tuple[Deed, ...]


def _moments(tables: Mapping[str, pa.Table], wanted: str | None) -> Iterator[Moment]:
    """The dates of every story in the order of the calendar, the largest story first."""
    from headwater import tell  # noqa: PLC0415

    deeds = _deeds(tables)
    for tree in tell.story_trees(tables, wanted):
        inside = set(tree.story.documents)
        texts: dict[str | None, list[tuple[str, str]]] = defaultdict(list)
        for branch in (b for family in tree.families for b in family):
            texts[branch.witness.date].append((branch.siglum, branch.name))
        happened: dict[str | None, list[Deed]] = defaultdict(list)
        for deed in deeds:
            if any(place.document in inside for place in deed.event.supports):
                happened[deed.event.date].append(deed)
        for date in sorted({*texts, *happened}, key=_when):
            yield Moment(tree.story.id, tree.story.headline, date, tuple(texts[date]), tuple(happened[date]))


def _told_story(moments: Iterable[Moment], pages: Mapping[str, Document]) -> Iterator[RenderableType]:
    """A story's headline, then every date with its texts on one line and its events below."""
    from headwater.report.words import day  # noqa: PLC0415
    from headwater.tell.trees import one_line  # noqa: PLC0415

    for n, moment in enumerate(moments):
        if not n:
            yield Text(one_line(moment.headline), "bold underline")
        yield Text(one_line(day(moment.date)), "bold")
        if moment.texts:
            written = " · ".join(f"{letter} {name}" for letter, name in moment.texts)
            yield Padding(Text(f"written: {one_line(written)}"), (0, 0, 0, 2))
        for deed in moment.events:
            yield from (Padding(part, (0, 0, 0, 2)) for part in _told(deed, pages, dated=False))
        yield Text()


def _deeds(tables: Mapping[str, pa.Table]) -> list[Deed]:
    """The events in the order of the calendar, those without a date last, each with its ladder."""
    from headwater.claims import Descent, count  # noqa: PLC0415
    from headwater.events import Event  # noqa: PLC0415
    from headwater.passages import Passage  # noqa: PLC0415
    from headwater.statements import Statement  # noqa: PLC0415
    from headwater.stemma import Derivation, Witness  # noqa: PLC0415

    if missing := [name for name in _TABLES if name not in tables]:
        raise HeadwaterError(f"No table `{missing[0]}` is here; `headwater trace PATH… -w WORKSPACE` makes it.")
    descent = Descent(
        from_table(Witness, tables["witnesses"]),
        from_table(Derivation, tables["derivations"]),
        from_table(Passage, tables["passages"]),
        from_table(Statement, tables["statements"]),
        from_table(Document, tables["documents"]),
    )
    found = [Deed(e, count(descent.supports(e.supports))) for e in from_table(Event, tables["events"])]
    return sorted(found, key=lambda d: (_when(d.event.date), d.event.supports, d.event.id))


_TABLES = ("events", "witnesses", "derivations", "passages", "statements", "documents")


def _when(date: str | None) -> tuple[bool, str]:
    """The place of a date in the calendar; an open beginning counts from its end."""
    return date is None, (date or "").lstrip("./")


def _json(row: Mapping[str, object]) -> str:
    return msgspec.json.encode(row).decode()


def _row(deed: Deed) -> dict[str, object]:
    """An event as JSON: its row in the table, with its ladder."""
    return {**msgspec.to_builtins(deed.event), "ladder": msgspec.to_builtins(deed.ladder)}


def _told(deed: Deed, pages: Mapping[str, Document], dated: bool = True) -> Iterator[RenderableType]:
    """What happened, how independent the accounts are, the first sentence that tells it, and every place."""
    from headwater.report.words import day, excerpt  # noqa: PLC0415
    from headwater.tell.trees import one_line, rungs  # noqa: PLC0415

    event = deed.event
    date = f"{one_line(day(event.date))} · " if dated else ""
    yield Text.assemble(date, (one_line(_deed(event)), "bold"))
    yield Padding(Text(rungs(deed.ladder)), (0, 0, 0, 2))
    places = sorted(event.supports, key=lambda p: (pages[p.document].source, p))
    first = places[0]
    yield Padding(Text(excerpt(_sentence(pages[first.document].text, first), _LINE), "italic"), (0, 0, 0, 2))
    for place in places:
        line = f"{pages[place.document].source} {place.start}-{place.end}"
        yield Padding(Text(one_line(line), "dim"), (0, 0, 0, 4))


def _sentence(text: str, place: Place) -> str:
    """The words of a place with the rest of its sentence."""
    stop = min(len(text), place.end + _AROUND)
    around = (s for s in sentences(text, max(0, place.start - _AROUND), stop) if s.end > place.start)
    whole = next(around, place)
    return text[min(whole.start, place.start) : max(whole.end, place.end)]


def _deed(event: Event) -> str:
    """An event on one line: what, who, whom, and whether it is only alleged."""
    from headwater.report.words import listing  # noqa: PLC0415

    kind = event.type.lower() + (f" ({event.mode.replace('_', ' ')})" if event.mode else "")
    source, target = (listing([_actor(a) for a in side]) for side in (event.source, event.target))
    told = f": {source or '?'}{target and ' → ' + target}" if source or target else ""
    status = "" if event.status == "reported" else f", {event.status}"
    return kind + told + status


def _actor(actor: Actor) -> str:
    codes = " ".join(code for code in (actor.country, actor.role) if code)
    return f"{actor.name} [{codes}]" if codes else actor.name
