"""`quotes`: who says what, through whom, on which pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click
import msgspec
import pyarrow as pa
from rich.padding import Padding
from rich.text import Text

from headwater.cli.frame import Command, cli, finish, heap, show, takes_inputs, takes_jobs
from headwater.documents import Document
from headwater.errors import HeadwaterError
from headwater.records import from_table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from headwater.statements import Statement

STEPS = ("documents", "passages", "statements")
_MOST_NAMED = 8  # speakers that are offered where nobody by a name is quoted


@cli.command(
    "quotes",
    cls=Command,
    examples="""
    headwater quotes saved-pages/
    headwater quotes story.headwater --speaker "Ilse Varga"
    headwater quotes story.headwater --json | jq 'select(.kind == "direct") | [.speaker, .words]'""",
)
@takes_inputs
@click.option("--speaker", metavar="NAME", help="Only what this one says: a name, a part of one, or words as printed.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for every statement on every page.")
@takes_jobs
def quotes(inputs: tuple[str, ...], speaker: str | None, as_json: bool, jobs: int) -> None:
    """Who says what, through whom: each utterance once, with every page that prints it.

    INPUT is pages as for `headwater trace`, or one workspace. Under the words stands a line for every place: the page
    and the characters of its text, the chain of sources from the page inward (outermost → speaker), the cue; then
    "denied" or "alleged" where the page gives it so, and the comment it stands in.
    """
    tables, kept = heap(inputs, jobs, *STEPS)
    found = _statements(tables)
    pages = {d.id: d for d in from_table(Document, tables["documents"])}
    chosen = found if speaker is None else [s for s in found if _speaks(s, speaker)]
    if as_json:
        for s in chosen:
            click.echo(_row(s, pages[s.document]))
    else:
        show(_told(chosen, pages), "no statements were found" if speaker is None else _nobody(speaker, found))
    if not kept:
        finish(tables)


def _statements(tables: Mapping[str, pa.Table]) -> list[Statement]:
    """The statements of all pages, in the order of the pages and of their text."""
    from headwater.statements import Statement  # noqa: PLC0415

    if "statements" not in tables:
        raise HeadwaterError("No table `statements` is here; `headwater trace PATH… -w WORKSPACE` makes it.")
    order = {id: n for n, id in enumerate(tables["documents"]["id"].to_pylist())}
    found = from_table(Statement, tables["statements"])
    return sorted(found, key=lambda s: (order[s.document], s.start, s.end, s.id))


def _speaks(s: Statement, wanted: str) -> bool:
    """Whether a statement is of whom is meant: the same name in any spelling, or words that the speaker goes by."""
    from headwater.names import same_name  # noqa: PLC0415
    from headwater.text import fold  # noqa: PLC0415

    return same_name(wanted, s.speaker) or f" {fold(wanted)} " in f" {fold(s.speaker)} "


def _nobody(wanted: str, found: Sequence[Statement]) -> str:
    """That nobody of a name is quoted, and who is instead."""
    names: dict[str, int] = defaultdict(int)
    for s in found:
        names[s.speaker] += s.named
    most = sorted((n for n in names if names[n]), key=lambda n: (-names[n], n))[:_MOST_NAMED]
    told = f"; those quoted most: {', '.join(most)}" if most else ""
    return f"nobody called {wanted} is quoted{told}"


def _row(s: Statement, page: Document) -> str:
    """A statement as one line of JSON: its row in the table, with its page and its words."""
    more = {"source": page.source, "words": _words(s, page)}
    return msgspec.json.encode(msgspec.to_builtins(s) | more).decode()


def _words(s: Statement, page: Document) -> str:
    """The content as printed, its pieces parted by an ellipsis."""
    return " … ".join(" ".join(page.text[p.start : p.end].split()) for p in s.parts)


def _told(found: Sequence[Statement], pages: Mapping[str, Document]) -> Iterator[RenderableType]:
    """Every utterance for reading, in the order in which they are first printed."""
    together: dict[str, list[Statement]] = defaultdict(list)
    for s in found:
        together[s.utterance].append(s)
    for same in together.values():
        yield from _utterance(same, pages)


def _utterance(same: Sequence[Statement], pages: Mapping[str, Document]) -> Iterator[RenderableType]:
    """Who, the words in the fullest print, and every place."""
    from headwater.tell.trees import one_line  # noqa: PLC0415

    fullest = max(same, key=lambda s: sum(map(len, s.parts)))
    yield Text(one_line(fullest.speaker), "bold" if fullest.named else "bold italic")
    yield Padding(Text(one_line(_words(fullest, pages[fullest.document]))), (0, 0, 0, 2))
    yield from (Padding(Text(one_line(line), "dim"), (0, 0, 0, 4)) for line in _places(same, pages))
    yield Text()


def _places(same: Iterable[Statement], pages: Mapping[str, Document]) -> Iterator[str]:
    """A line a place: page, offsets, chain, cue, and what else the page makes of it."""
    for s in same:
        page = pages[s.document]
        cue = page.text[s.cue_start : s.cue_end]
        chain = " → ".join(link.name for link in s.chain)
        more: list[str] = [s.polarity] if s.polarity != "asserted" else []
        more += [f"comment {s.comment}"] if s.comment else []
        yield " · ".join([f"{page.source} {s.start}-{s.end}", f"{chain}: {cue}" if cue.strip() else chain, *more])
