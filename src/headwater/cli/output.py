"""`report` and `serve`: a workspace as pages to read."""

from __future__ import annotations

import webbrowser
from pathlib import Path

import click

from headwater.cli.frame import (
    Command,
    cli,
    talk,
    write_text,
)
from headwater.errors import HeadwaterError
from headwater.store import Workspace


@cli.command(cls=Command, examples="headwater report story.headwater -o story.html")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file to write; standard output without it.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def report(workspace: Path, output: Path | None, show: bool) -> None:
    """One HTML file of everything: works offline, can be mailed and printed."""
    from headwater.report import page  # noqa: PLC0415

    html = page(Workspace(workspace).tables())
    if output is None and not show:
        click.echo(html)
        return
    target = output or workspace.with_suffix(".html")
    write_text(target, html)
    talk.print(f"report: {target}", markup=False)
    if show:
        webbrowser.open(target.resolve().as_uri())


@cli.command(cls=Command, examples="headwater serve story.headwater --port 8100")
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--port", default=8100, show_default=True, type=click.IntRange(1, 65535))
def serve(workspace: Path, port: int) -> None:
    """The report of a workspace as a page on this machine, until Ctrl-C."""
    from headwater.server import is_free  # the web server is loaded only here  # noqa: PLC0415
    from headwater.server import serve as run_server  # noqa: PLC0415

    read_tables = Workspace(workspace).tables
    if not is_free(port):
        raise HeadwaterError(f"Port {port} is in use on this machine; take another with `--port`.")
    talk.print(f"http://127.0.0.1:{port}/   (Ctrl-C stops it)", markup=False)
    run_server(read_tables, port)
