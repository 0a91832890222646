"""`serve` and `whence`: the workbench, and where a text comes from that is not in the workspace."""

from __future__ import annotations

import sys
import threading
import webbrowser
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import click

from headwater.cli.frame import Command, cli, progress_bar, talk
from headwater.cli.keeping import takes_json, takes_workspace
from headwater.errors import HeadwaterError, NothingToRead, UsageError
from headwater.pages import Page, pages
from headwater.records import to_json
from headwater.store import Workspace

if TYPE_CHECKING:
    from headwater.tell.place import Placed

MADE = "made"  # the value of --token without one
MOST_BITS = 20  # passages that are told


@cli.command(
    cls=Command,
    examples="""
    headwater serve story.headwater --open
    headwater serve story.headwater --port 8200
    headwater serve story.headwater --host 192.168.1.20""",
)
@takes_workspace
@click.option("--port", default=8100, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="127.0.0.1", show_default=True, help="Where to listen; elsewhere a token is needed.")
@click.option(
    "--token", is_flag=False, flag_value=MADE, metavar="TOKEN", help="Who comes in must show this; made where left out."
)
@click.option("--origin", metavar="URL", help="Where browsers find it behind a proxy: https://heap.example.")
@click.option("--private", is_flag=True, help="Addresses that are pasted may be in private networks.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def serve(
    workspace: Path, port: int, host: str, token: str | None, origin: str | None, private: bool, show: bool
) -> None:
    """The workbench: stories, search, comparing, adding and asking where a text comes from, until Ctrl-C.

    It reads the workspace as it grows, whoever writes. Nobody but this machine reaches it unless --host says so.
    """
    from secrets import token_urlsafe  # noqa: PLC0415

    from headwater import server  # the web server is loaded only here  # noqa: PLC0415

    kept = Workspace(workspace)
    door = server.Door.at(host, port, token_urlsafe(32) if token == MADE else token, private, origin)
    try:
        free = server.is_free(port, host)
    except OSError as error:
        raise UsageError(f"Nobody can listen at {host}, port {port}: {error.strerror}.") from error
    if not free:
        raise HeadwaterError(f"Port {port} is in use on this machine; take another with `--port`.")
    talk.print(f"{door.address}   (Ctrl-C stops it)", markup=False)
    if show:
        threading.Timer(1.0, webbrowser.open, (door.address,)).start()
    server.serve(kept, door)


@cli.command(
    cls=Command,
    examples="""
    headwater whence story.headwater found.txt
    headwater whence story.headwater https://gazette.example/1204
    pbpaste | headwater whence story.headwater -""",
)
@takes_workspace
@click.argument("source", metavar="FILE|ADDRESS|-")
@takes_json
def whence(workspace: Path, source: str, as_json: bool) -> None:
    """Where a text comes from that is not in the workspace: from whom, how surely, and what it shares. It is not kept.

    It is traced with the texts of the workspace that are most like it; `-` reads a text from standard input.
    """
    from headwater.pipeline.whence import pasted, whence  # noqa: PLC0415
    from headwater.tell.place import placed  # noqa: PLC0415

    kept = Workspace(workspace)
    page = pasted(sys.stdin.read()) if source == "-" else _first(source)
    with progress_bar() as progress:
        found = placed(whence(kept, page, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), progress))
    if as_json:
        click.echo(to_json(found).decode())
        return
    for line in _lines(found):
        click.echo(line)


def _first(source: str) -> Page:
    """The first page of a file or an address."""
    faults = []
    for item in pages([source]):
        if isinstance(item, Page):
            return item
        faults.append(item)
    raise NothingToRead(f"There is no text to look for: {faults[0].message if faults else 'no page'}.")


def _lines(found: Placed) -> Iterator[str]:
    """The answer, the kin, and the passages."""
    yield found.sentence
    for k in chain(found.parents, found.children):
        where = f" ({k.document})" if k.document else ""
        yield f"  {k.how} {k.name}{where} · {k.chance}{'' if k.asserted else ', not certain enough to be asserted'}"
    if found.story:
        yield f"  story {found.story}"
    if near := found.nearest:
        yield f"  nearest at hand: {near.name} ({near.document}) · {near.words} words in common"
    for b in found.bits[:MOST_BITS]:
        yield f"  {b.words} words{', a stock phrase' if b.stock else ''}: {b.text}"
        yield f"    in {', '.join(f'{h.name} {h.start}-{h.end}' for h in b.holders)}"
    if len(found.bits) > MOST_BITS:
        yield f"  and {len(found.bits) - MOST_BITS} more passages; `--json` tells all"
    yield f"  traced with {found.looked} text{'' if found.looked == 1 else 's'} of the workspace"
