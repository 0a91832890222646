"""`watch`: feeds and site maps that are asked again and again."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headwater.cli.frame import Command, cli, takes_jobs, talk
from headwater.cli.keeping import takes_json, takes_workspace
from headwater.engine import LocalEngine
from headwater.errors import HeadwaterError, UsageError
from headwater.pages.web import is_address
from headwater.records import to_json
from headwater.store import Workspace

if TYPE_CHECKING:
    from headwater.watch import Change, Round

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
SHORTEST = 10.0  # seconds between two rounds


@cli.command(
    cls=Command,
    examples="""
    headwater watch town.headwater https://gazette.example/feed.xml
    headwater watch town.headwater https://gazette.example/sitemap.xml --every 1h --log changes.jsonl
    headwater watch town.headwater --once --exec 'notify-send Headwater'""",
)
@takes_workspace
@click.argument("feeds", nargs=-1, metavar="FEED…")
@click.option("--every", default="10m", show_default=True, help="How often a feed is asked: 90s, 10m, 2h, 1d.")
@click.option("--again", default="6h", show_default=True, help="How often a page is asked that its feed still lists.")
@click.option("--once", is_flag=True, help="One round, and done.")
@click.option("--exec", "command", metavar="COMMAND", help="Run this after changes, with them as JSON lines on stdin.")
@click.option(
    "--log", type=click.Path(path_type=Path, dir_okay=False), help="Append every change to this file as a JSON line."
)
@takes_json
@takes_jobs
def watch(
    workspace: Path, feeds: tuple[str, ...], every: str, again: str, once: bool, command: str | None, log: Path | None,
    as_json: bool, jobs: int,
) -> None:  # fmt: skip
    """Ask feeds and site maps again and again, add their new pages, and say in one line each what came with them.

    Addresses are asked politely: robots.txt, a pause between two calls, only for what has changed, and ever more seldom
    where nobody answers. Another text at the same address is another version, and kept beside the first. Without FEED
    those are asked that the workspace knows from before. Ctrl-C ends it; nothing is lost.
    """
    from headwater.watch import Watch  # noqa: PLC0415

    if feeds and not any(map(is_address, feeds)):
        raise UsageError(f"{feeds[0]!r} is no address; write it like https://gazette.example/feed.xml.")
    run = shlex.split(command) if command else []
    if command is not None and not run:
        raise UsageError("--exec needs a command.")
    kept = Workspace(workspace, create=bool(feeds))
    rounds = Watch(kept, feeds, every=seconds(every), again=seconds(again), engine=LocalEngine(jobs))
    if not rounds.feeds:
        raise UsageError(f"{workspace} watches nothing yet: name a feed or a site map.")
    try:
        while True:
            for came in rounds.round():
                _tell(came, as_json, log, run)
            if once:
                return
            time.sleep(max(SHORTEST, rounds.pause()))
    except KeyboardInterrupt:
        talk.print("stopped")


def seconds(text: str) -> float:
    """A length of time as one writes it: 90s, 10m, 2h, 1d. Raises UsageError for anything else."""
    found = re.fullmatch(r"(\d{1,6}(?:\.\d+)?)([smhd])", text.strip())
    if not found:
        raise UsageError(f"{text!r} is no length of time; write it like 90s, 10m, 2h or 1d.")
    return float(found[1]) * UNITS[found[2]]


def _tell(came: Round, as_json: bool, log: Path | None, run: Sequence[str]) -> None:
    """A round on stdout, in the log, and to the program that wants to know."""
    for fault in came.faults:
        talk.print(f"not read: {fault.source}: {fault.message}", markup=False)
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    lines = [_logged(change, now) for change in came.changes]
    for change, line in zip(came.changes, lines, strict=True):
        click.echo(line if as_json else change.line)
    if lines and log:
        try:
            with log.open("a", encoding="utf-8") as file:
                file.writelines(line + "\n" for line in lines)
        except OSError as error:
            raise HeadwaterError(f"Cannot write {log}: {error.strerror}.") from error
    if lines and run:
        try:
            done = subprocess.run(run, input="\n".join(lines) + "\n", text=True, check=False)  # noqa: S603
        except OSError as error:
            raise HeadwaterError(f"Cannot run {run[0]}: {error.strerror}.") from error
        if done.returncode:
            talk.print(f"{run[0]} ended with {done.returncode}", markup=False)


def _logged(change: Change, now: str) -> str:
    """A change as one line of JSON, with when it was seen and how it reads."""
    return json.dumps({"at": now, "line": change.line} | json.loads(to_json(change)), ensure_ascii=False)
