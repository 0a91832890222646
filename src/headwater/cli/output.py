"""`report`: a workspace as pages to read."""

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
from headwater.store import Workspace


@cli.command(
    cls=Command,
    examples="""
    headwater report story.headwater -o story.html
    headwater report town.headwater --story 2 --open""",
)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--story", metavar="N|ID", help="Only this story: its number, its id or the start of it.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file to write; standard output without it.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
def report(workspace: Path, story: str | None, output: Path | None, show: bool) -> None:
    """One HTML file of everything, or of one story: works offline, can be mailed and printed."""
    from headwater.report import page, story_list  # noqa: PLC0415
    from headwater.tell import chosen  # noqa: PLC0415

    tables = Workspace(workspace).tables()
    html = page(tables, story=None if story is None else chosen(story_list(tables), story)[0][1].id)
    if output is None and not show:
        click.echo(html)
        return
    target = output or workspace.with_suffix(".html")
    write_text(target, html)
    talk.print(f"report: {target}", markup=False)
    if show:
        webbrowser.open(target.resolve().as_uri())
