"""`read`: pages in, clean documents out."""

from __future__ import annotations

from collections import defaultdict
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyarrow as pa
from rich.console import Console

from headwater.cli.frame import (
    Command,
    cli,
    finish,
    form_of,
    print_rows,
    progress_bar,
    stdin_of,
    takes_exports,
    takes_inputs,
    takes_jobs,
)
from headwater.documents import Block, Document
from headwater.engine import LocalEngine
from headwater.errors import UsageError
from headwater.export import Files
from headwater.pages import Web
from headwater.records import Fault, from_table, to_table

if TYPE_CHECKING:
    from headwater import pipeline


@cli.command(
    cls=Command,
    examples="""
    headwater read page.html
    headwater read page.html --explain
    headwater read https://harbour.example/storm --cache answers/
    headwater read feed.xml --follow
    headwater read crawl.warc.gz --fast --export documents/ --format parquet""",
)
@takes_inputs
@click.option(
    "--explain", is_flag=True, help="Show every stretch of each page with its label, in colour on a terminal."
)
@click.option("--fast", is_flag=True, help="Read markup at the speed of a crawl: plainer labels, no comment trees.")
@click.option(
    "--cache", type=click.Path(path_type=Path), help="Keep here what addresses answer; ask again only for changes."
)
@click.option("--follow", is_flag=True, help="Read the entries of feeds from the pages that they link to.")
@takes_exports
@takes_jobs
def read(
    inputs: tuple[str, ...],
    explain: bool,
    fast: bool,
    cache: Path | None,
    follow: bool,
    folder: Path | None,
    form: str | None,
    jobs: int,
) -> None:
    """Clean documents from pages: text, labels, comment trees, dates. One JSON object a line, or files.

    Pages are read as they come, so a crawl of any size stays within bounded memory.
    """
    from headwater import pipeline  # noqa: PLC0415

    names = ("documents", "blocks", "stamps", "comments", "faults")
    faults: list[pa.Table] = []
    if explain and folder:
        raise UsageError("--explain shows pages and --export writes them: take one of the two.")
    form, readable = form_of(folder, form), 0
    with progress_bar() as progress, ExitStack() as stack:
        web = stack.enter_context(Web(cache=cache, follow=follow)) if cache or follow else None
        files = stack.enter_context(Files(folder, names, form)) if folder else None
        told = partial(_tell_pages, progress)
        batches = pipeline.stream(inputs, LocalEngine(jobs), stdin_of(inputs), told, fast, web)
        for tables in batches:
            faults.append(tables["faults"])
            readable += tables["documents"].num_rows
            if files:
                files.write({name: tables[name] for name in names})
            elif explain:
                _explain(tables)
            else:
                print_rows("documents", tables)
    missed = {"faults": pa.concat_tables(faults) if faults else to_table(Fault, ())}
    if not readable:
        raise pipeline.nothing_to_read(missed)
    finish(missed)


def _tell_pages(progress: pipeline.Progress, count: int) -> None:
    progress(f"{count} pages", count, count)


_COLOURS = {
    "title": "bold", "body": "default", "comment": "cyan", "comment_meta": "blue", "furniture": "dim",
    "byline": "green", "date": "green", "dateline": "green", "quote_prompt": "magenta", "note": "yellow",
}  # fmt: skip


def _explain(tables: dict[str, pa.Table]) -> None:
    """Every document's blocks: where, what label, how sure, and the words."""
    out = Console(highlight=False, soft_wrap=True)
    blocks: dict[str, list[Block]] = defaultdict(list)
    for block in from_table(Block, tables["blocks"]):
        blocks[block.document].append(block)
    for document in from_table(Document, tables["documents"]):
        out.print(f"{document.source}  {document.kind}  {document.id}", style="bold underline", markup=False)
        for b in blocks[document.id]:
            label = b.label + (f"/{b.detail}" if b.detail else "")
            words = " ".join(document.text[b.start : b.end].split())
            line = f"{b.start:>7}-{b.end:<7} {label:<24} {b.confidence:4.2f}  {words[:150]}"
            out.print(line, style=_COLOURS[b.label], markup=False)
