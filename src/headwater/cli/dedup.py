"""`dedup`: pages or a column of texts in, a decision a document out."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from pathlib import Path

import click
import pyarrow as pa
from rich.console import Console

from headwater import dedup
from headwater.cli.frame import (
    Command,
    cli,
    column_reuse,
    finish,
    known_form,
    print_table,
    progress_bar,
    stdin_of,
    takes_column,
    takes_inputs,
    takes_jobs,
    talk,
)
from headwater.engine import LocalEngine
from headwater.errors import UsageError
from headwater.export import write
from headwater.pages.columns import Names
from headwater.records import Fault, from_table, to_table


@cli.command(
    "dedup",
    cls=Command,
    examples="""
    headwater dedup crawl/ --explain
    headwater dedup crawl.warc.gz --keep longest -o decisions.parquet
    headwater dedup corpus/*.parquet --text content --id doc_id -o decisions.parquet
    headwater dedup pages.jsonl | jq 'select(.dropped) | [.document, .kept, .why]'""",
)
@takes_inputs
@click.option(
    "--keep", type=click.Choice(dedup.KEEPS), default="root", show_default=True,
    help="Of texts that carry each other: what most of the family derives from, the longest, or the earliest.",
)  # fmt: skip
@click.option(
    "--threshold", default=dedup.THRESHOLD, show_default=True, type=click.FloatRange(0, 1, min_open=True),
    help="Drop a document when a kept one carries this share of its words.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Print what was decided, family by family, for reading.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="The file to write: .parquet, .jsonl or .csv.")
@takes_column
@takes_jobs
def dedup_command(
    inputs: tuple[str, ...], keep: dedup.Keep, threshold: float, explain: bool, output: Path | None, jobs: int,
    text: str | None, name: str | None, site: str | None,
) -> None:  # fmt: skip
    """Every document kept or dropped: for which kept one, by which passages, why. One JSON object a line, or a file.

    Nothing is deleted. Furniture and stock phrases do not count. A trimmed copy is dropped for its full text, never the
    full text for its excerpt; and nobody is dropped for a document that is dropped itself.
    """
    from headwater import pipeline  # noqa: PLC0415

    known_form(output)
    if text:
        _dedup_corpus(inputs, Names(text, name, site), keep, threshold, explain, output, jobs)
        return
    if name or site:
        raise UsageError("--id and --site go with --text COLUMN.")
    decide = pipeline.Step("dedup", partial(dedup.step, keep=keep, threshold=threshold))
    with progress_bar() as progress:
        found, faults = pipeline.gather(inputs, stdin_of(inputs))
        tables = pipeline.run(found, faults, LocalEngine(jobs), (*pipeline.REUSE, decide), progress)
    _decided(tables["decisions"], explain, output)
    finish(tables)


def _dedup_corpus(
    inputs: tuple[str, ...],
    names: Names,
    keep: dedup.Keep,
    threshold: float,
    explain: bool,
    output: Path | None,
    jobs: int,
) -> None:
    """The decisions on a column of texts."""
    with column_reuse(inputs, names, jobs) as (found, corpus):
        decisions = dedup.of_corpus(corpus, pa.concat_tables(found), keep, threshold)
    _decided(decisions, explain, output)
    finish({"faults": to_table(Fault, corpus.faults)})


def _decided(decisions: pa.Table, explain: bool, output: Path | None) -> None:
    """The decisions into a file, for reading, or as JSON lines; what it comes to is said in each case."""
    if output:
        write([decisions], output)
    if explain:
        _explain_families(decisions)
        click.echo(dedup.summary(decisions))
        return
    if not output:
        print_table(dedup.Decision, decisions)
    talk.print(dedup.summary(decisions) + (f": {output}" if output else ""), markup=False)


def _explain_families(decisions: pa.Table) -> None:
    """Every family with its kept documents first, the largest first; then what stands alone and has a warning."""
    out = Console(highlight=False, soft_wrap=True)
    families: dict[str, list[dedup.Decision]] = defaultdict(list)
    for row in from_table(dedup.Decision, decisions):
        families[row.family].append(row)
    for members in sorted(families.values(), key=lambda rows: (-len(rows), rows[0].document)):
        warning = members[0].warning
        if len(members) > 1:
            out.print(f"family {members[0].family} · {len(members)} documents", style="bold underline", markup=False)
        for row in sorted(members, key=lambda row: row.dropped):
            if len(members) > 1 or row.warning:
                word, style = ("dropped", "dim") if row.dropped else ("kept", "green")
                name = dedup.called(row.document, row.source)
                out.print(f"  {word:<8} {name}: {row.why}", style=style, markup=False)
            if row.warning and row.warning != warning:
                out.print(f"           {row.warning}", style="yellow", markup=False)
        if warning:
            out.print(f"  ! {warning}", style="yellow", markup=False)
