"""`add`, `search`, `stories` and `doctor`: a workspace that grows, and what is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import click

from headwater.cli.frame import (
    SOME_UNREAD,
    Command,
    cli,
    progress_bar,
    stdin_of,
    takes_inputs,
    takes_jobs,
    talk,
)
from headwater.engine import LocalEngine
from headwater.errors import UsageError
from headwater.pages import pages
from headwater.records import Fault, to_json
from headwater.store import Workspace

takes_workspace = click.argument("workspace", type=click.Path(path_type=Path))
takes_json = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


@cli.command(
    cls=Command,
    examples="""
    headwater add story.headwater new-pages/
    headwater add story.headwater clippings.jsonl --json
    cat pages.jsonl | headwater add story.headwater -""",
)
@takes_workspace
@takes_inputs
@takes_json
@takes_jobs
def add(workspace: Path, inputs: tuple[str, ...], as_json: bool, jobs: int) -> None:
    """Add pages to a workspace, and say in one line each what came with them.

    The outcome is that of tracing everything afresh, and up to 5,000 documents that is what is done; in a larger heap
    only the texts that a page has to do with are traced anew. A run that was cut off is given again and goes on where
    it stopped.
    """
    from headwater import pipeline  # noqa: PLC0415
    from headwater.report.words import count  # noqa: PLC0415
    from headwater.watch import changes  # noqa: PLC0415

    faults: list[Fault] = []
    documents = seen = 0
    kept = Workspace(workspace, create=True)
    with progress_bar() as progress:
        items = _noted(pages(inputs, stdin_of(inputs)), faults)
        for batch in pipeline.add(kept, items, LocalEngine(jobs), progress, compare=True):
            for change in changes(batch):
                click.echo(to_json(change).decode() if as_json else change.line)
            documents, seen = documents + len(batch.documents), seen + batch.pages
    talk.print(f"{count(documents, 'new document')} on {count(seen, 'page')}", markup=False)
    for fault in faults[:10]:
        talk.print(f"not read: {fault.source}: {fault.message}", markup=False)
    if faults:
        raise SystemExit(SOME_UNREAD)


def _noted(items: Iterable[object], faults: list[Fault]) -> Iterable:  # type: ignore[type-arg]
    for item in items:
        if isinstance(item, Fault):
            faults.append(item)
        yield item


@cli.command(
    cls=Command,
    examples="""
    headwater search story.headwater 'harbour strike'
    headwater search story.headwater ferry --limit 50 --json""",
)
@takes_workspace
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="So many at the most.")
@takes_json
def search(workspace: Path, words: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Documents that hold all the words, best first, with the place where they stand."""
    hits = Workspace(workspace).find(" ".join(words), limit)
    if not hits:
        talk.print("no text holds these words")
    for found in hits:
        if as_json:
            click.echo(json.dumps(found._asdict(), ensure_ascii=False))
            continue
        who = found.publisher or found.source
        click.echo(_line(f"{found.id}  {found.headline or '(no headline)'} · {who} · story {found.story or '-'}"))
        click.echo("    " + _line(found.words))


@cli.command(
    cls=Command,
    examples="""
    headwater stories story.headwater
    headwater stories story.headwater --since 2031-03-01
    headwater stories story.headwater --since 7d --json""",
)
@takes_workspace
@click.option(
    "--since",
    default="",
    metavar="DAY",
    help="Only those with a text of this day (2031-03-01) or of so many days (7d).",
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="So many at the most.")
@takes_json
def stories(workspace: Path, since: str, limit: int, as_json: bool) -> None:
    """The stories of a workspace, the latest first: days, documents, independent lines of descent, headline."""
    rows = Workspace(workspace).stories(day_of(since, datetime.now(UTC).date()), limit).to_pylist()
    if not rows:
        talk.print(f"no story has a text of {since} or later" if since else "there is no story yet", markup=False)
    for row in rows:
        if as_json:
            click.echo(json.dumps(row, ensure_ascii=False))
            continue
        days = " to ".join(sorted({d for d in (row["first"], row["last"]) if d})) or "no date"
        documents, lines = len(row["documents"]), row["lines"]
        size = f"{documents} document{'s' if documents != 1 else ''}"
        origins = f"{lines} line{'s' if lines != 1 else ''} of descent"
        click.echo(_line(f"{row['id']}  {row['headline']} · {days} · {size} · {origins}"))


def day_of(since: str, today: date) -> str:
    """A day as it is kept; `7d` is seven days before today. Raises UsageError for anything else."""
    if ago := re.fullmatch(r"(\d{1,5})d", since):
        return str(today - timedelta(int(ago[1])))
    if since and not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", since):
        raise UsageError(
            f"--since takes a day like 2031-03-01, a month or year of one, or an age like 7d; not {since!r}."
        )
    return since


@cli.command(
    cls=Command,
    examples="""
    headwater doctor story.headwater
    headwater doctor story.headwater --repair""",
)
@takes_workspace
@click.option("--repair", is_flag=True, help="Make anew from the pages what is damaged, lost or of another version.")
@takes_jobs
def doctor(workspace: Path, repair: bool, jobs: int) -> None:
    """Whether a workspace is sound: the file, every finding in its place, and by which versions it was traced."""
    from headwater import pipeline  # noqa: PLC0415

    kept = Workspace(workspace)
    found = pipeline.check(kept)
    for trouble in found:
        click.echo(trouble.told)
    if found and repair:
        with progress_bar() as progress:
            found = pipeline.mend(kept, LocalEngine(jobs), progress)
        click.echo("; ".join(["repaired", *(f"still {t.told}" for t in found)]))
    elif found:
        click.echo(f"`headwater doctor {workspace} --repair` puts this right.")
    if found:
        raise SystemExit(1)
    counts = kept.counts()
    megabytes = counts["bytes"] / 1e6
    click.echo(f"sound: {counts.get('documents', 0)} documents, {counts.get('stories', 0)} stories, {megabytes:.1f} MB")


def _line(text: str) -> str:
    """A text on one line, without what a terminal would take for a command."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).split())
