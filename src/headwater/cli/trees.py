"""`tree` and `why`: the family trees of a workspace, and the evidence for one edge."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from headwater.cli.frame import (
    Command,
    cli,
    put,
)
from headwater.store import Workspace

TWO_COLUMNS = 60  # characters; a narrower terminal gets one text under the other


@cli.command(
    "tree",
    cls=Command,
    examples="""
    headwater tree story.headwater
    headwater tree story.headwater --story 2 -o tree.txt
    headwater tree story.headwater --dot | dot -Tsvg -o tree.svg
    headwater tree story.headwater --graphml -o tree.graphml""",
)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--story", metavar="N|ID", help="Only this story: its number, its id or the start of it.")
@click.option("--dot", "form", flag_value="dot", help="For Graphviz: lost sources dashed, merged texts dotted.")
@click.option("--graphml", "form", flag_value="graphml", help="For Gephi, yEd, networkx and others.")
@click.option("--newick", "form", flag_value="newick", help="For programs that draw phylogenies: no merged texts.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file to write; standard output without it.")
def tree(workspace: Path, story: str | None, form: str | None, output: Path | None) -> None:
    """The family trees: who took it from whom, how surely, and which sources are lost.

    Letters are those of the report, Greek ones lost sources. An edge of less than 50 % is undecided; a runner-up of
    20 % or more is named ("or from B, 31 %").
    """
    from headwater import tell  # noqa: PLC0415

    trees = tell.story_trees(Workspace(workspace).tables(), story)
    out = Console(highlight=False)
    if form:
        put(tell.GRAPHS[form](trees), output)
    elif output or not out.is_terminal:
        put(tell.written(tell.told(trees)), output)
    else:
        out.print(*tell.told(trees), sep="\n")


@cli.command(
    cls=Command,
    examples="""
    headwater why story.headwater A C
    headwater why story.headwater gazette.html "Coast Radio" --all
    headwater why story.headwater 3f2a 9b01""",
)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.argument("a")
@click.argument("b")
@click.option("--story", metavar="N|ID", help="The story whose letters A and B are; the first one without it.")
@click.option("--all", "everything", is_flag=True, help="The whole texts, not only what they share.")
def why(workspace: Path, a: str, b: str, story: str | None, everything: bool) -> None:
    """The evidence for and against one text being taken from another, and their words side by side.

    A and B, in either order, are letters (see `headwater tree`), ids, starts of ids, or parts of sources or publishers
    that no other text has. What only one text has stands between signs: [-words of the first one-], {+words of the
    second one+}; a bar parts what they share from the words around it.
    """
    from headwater import tell  # noqa: PLC0415

    case = tell.case(Workspace(workspace).tables(), a, b, story)
    out = Console(highlight=False)
    parts = tell.why(case, everything, columns=out.is_terminal and out.width >= TWO_COLUMNS)
    if out.is_terminal:
        out.print(*parts, sep="\n")
    else:
        put(tell.written(parts), None)
