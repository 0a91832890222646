"""`reuse`: pages or a column of texts in, shared passages out."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click

from headwater.cli.frame import (
    Command,
    cli,
    column_reuse,
    finish,
    form_of,
    known_form,
    print_rows,
    print_table,
    progress_bar,
    stdin_of,
    takes_column,
    takes_exports,
    takes_inputs,
    takes_jobs,
    talk,
)
from headwater.engine import LocalEngine
from headwater.errors import UsageError
from headwater.export import export, write
from headwater.pages.columns import Names
from headwater.records import Fault, to_table


@cli.command(
    cls=Command,
    examples="""
    headwater reuse crawl/ --export reuse/
    headwater reuse pages.jsonl
    headwater reuse corpus/*.parquet --text content --id doc_id -o reuse.parquet
    headwater reuse crawl/*.warc.gz --engine spark --master spark://host:7077 -o reuse/
    headwater reuse crawl/ --text text --id url --engine spark --master spark://host:7077 -o reuse/""",
)
@takes_inputs
@takes_exports
@takes_jobs
@takes_column
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="With --text: the file of the passages, by its ending."
)
@click.option(
    "--memory", default="1GB", show_default=True, metavar="SIZE", help="With --text: what candidates may take."
)
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
    help="Where it runs; spark takes WARC, or a column with --text, and writes a folder of Parquet files.",
)  # fmt: skip
@click.option("--master", metavar="URL", help="With --engine spark: its master; else Spark runs on this machine.")
def reuse(
    inputs: tuple[str, ...], folder: Path | None, form: str | None, jobs: int,
    text: str | None, name: str | None, site: str | None, output: Path | None, memory: str,
    engine: str, master: str | None,
) -> None:  # fmt: skip
    """The passages that documents share, at the character. One JSON object a line, or files.

    With --text a corpus of any size: each text is taken as it is, memory stays bounded, and a run that was stopped goes
    on where it was.
    """
    from headwater import pipeline  # noqa: PLC0415

    if engine == "spark":
        _reuse_on_spark(inputs, Names(text, name, site) if text else None, output, master or f"local[{jobs}]")
        return
    if master:
        raise UsageError("--master goes with --engine spark.")
    if text:
        _reuse_corpus(inputs, Names(text, name, site), output, jobs, _bytes(memory))
        return
    if name or site or output:
        raise UsageError("--id, --site and -o go with --text COLUMN; for pages use --export FOLDER.")
    names = ("passages", "documents", "blocks", "stamps", "comments", "faults")
    form = form_of(folder, form)
    with progress_bar() as progress:
        found, faults = pipeline.gather(inputs, stdin_of(inputs))
        tables = pipeline.run(found, faults, LocalEngine(jobs), pipeline.REUSE, progress)
    if folder:
        export({name: tables[name] for name in names}, folder, form)
    else:
        print_rows("passages", tables)
    finish(tables)


def _reuse_corpus(inputs: tuple[str, ...], names: Names, output: Path | None, jobs: int, memory: int) -> None:
    """The passages of a column of texts, into a file or onto stdout."""
    known_form(output)
    work = output.with_name(output.name + ".part") if output else None
    with column_reuse(inputs, names, jobs, memory, work) as (found, corpus):
        if output and work:
            passages = write(found, output)
            shutil.rmtree(work)
            talk.print(_told(passages, len(corpus.ids), output), markup=False)
        else:
            from headwater.passages import Passage  # noqa: PLC0415

            for table in found:
                print_table(Passage, table)
    finish({"faults": to_table(Fault, corpus.faults)})


def _reuse_on_spark(inputs: tuple[str, ...], names: Names | None, output: Path | None, master: str) -> None:
    """The passages of a column of texts or of the pages of archives, reckoned by a cluster, into a folder."""
    if not output:
        raise UsageError("--engine spark needs -o FOLDER.")
    from headwater import engine_spark  # noqa: PLC0415

    with progress_bar() as progress:
        found = engine_spark.reuse(inputs, names, output, master, progress)
    talk.print(_told(found.passages, found.texts, output), markup=False)
    finish({"faults": to_table(Fault, found.faults)})


def _told(passages: int, texts: int, output: Path) -> str:
    """What a run came to."""
    from headwater.report.words import count  # noqa: PLC0415

    return f"{count(passages, 'passage')} of {count(texts, 'text')}: {output}"


def _bytes(size: str) -> int:
    """A size such as 800MB or 4GB in bytes."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?\s*", size, re.IGNORECASE)
    if not found:
        raise UsageError(f"--memory {size}: give a size such as 800MB or 4GB.")
    return int(float(found[1]) * 1024 ** " kmgt".index(found[2].lower() or " "))
