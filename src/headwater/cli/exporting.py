"""`export`: what was found, as files that other programs read."""

from __future__ import annotations

from pathlib import Path

import click

from headwater.cli.frame import (
    Command,
    cli,
    talk,
)
from headwater.export import FORMATS, ONE_FILE, export
from headwater.store import Workspace


@cli.command(
    "export",
    cls=Command,
    examples="""
    headwater export story.headwater --format parquet -o tables/
    headwater export story.headwater --format tei -o story.xml
    headwater export story.headwater --format zip -o story.zip""",
)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice([*FORMATS, *ONE_FILE]), default="jsonl", show_default=True, metavar="FORMAT"
)
@click.option("--output", "-o", type=click.Path(path_type=Path), required=True, help="The folder or the file to write.")
def export_(workspace: Path, form: str, output: Path) -> None:
    """A workspace as files for other programs.

    \b
    into a folder, one file a table:
      jsonl           JSON lines
      parquet         Parquet, the same rows
      csv             for spreadsheets; a text that one would run has an apostrophe before it
    into one file:
      dot             the family trees for Graphviz
      graphml         the family trees for Gephi, yEd, networkx
      newick          the family trees for programs that draw phylogenies; not where a text has two parents
      web-annotation  every finding on its characters (W3C Web Annotation)
      prov            who had it from whom (W3C PROV-O)
      tei             the texts of every family collated (TEI P5, parallel segmentation)
      schema-org      claims and the pages they appear on (schema.org Claim)
      zip             the report, all tables and a manifest of their hashes
    """
    from headwater import pipeline  # noqa: PLC0415

    tables = Workspace(workspace).tables()
    paths = export({name: tables[name] for name in pipeline.KINDS if name in tables}, output, form)
    talk.print(f"{len(paths)} files in {output}" if form in FORMATS else f"written: {output}", markup=False)
