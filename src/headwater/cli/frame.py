"""What all commands share: the group, common options, progress, exit codes. Data on stdout, talk on stderr."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
import pyarrow as pa
from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from headwater import __version__
from headwater.engine import LocalEngine
from headwater.errors import HeadwaterError, UsageError
from headwater.export import FORMATS
from headwater.pages.columns import Names, batches, files
from headwater.records import Fault, Record, from_table, to_json
from headwater.store import Workspace

if TYPE_CHECKING:
    from headwater import pipeline
    from headwater.passages.corpus import Corpus

# The rooms behind reading are opened by the commands that need them: together they take most of a second.

MEMORY = 1 << 30  # bytes that candidates may take
DONE, FAILED, WRONG_USE, SOME_UNREAD = 0, 1, 2, 3
talk = Console(stderr=True, highlight=False, soft_wrap=True)


class Command(click.Command):
    """A command whose examples stand first in its help."""

    def __init__(self, *args: Any, examples: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = examples

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, then what the command does."""
        if self.examples:
            with formatter.section("Examples"):
                for line in self.examples.strip().splitlines():
                    formatter.write_text(line.strip())
        super().format_help_text(ctx, formatter)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="headwater")
def cli() -> None:
    """Trace a news story to its source: who says what, who copied whom, what is lost, who is independent.

    \b
    headwater demo                                    see it on a heap that comes with the package
    headwater trace ~/saved/ -w story.headwater       trace your own pages into a workspace
    headwater report story.headwater -o story.html    one file to read, mail and print
    """


def takes_inputs(command: Callable[..., None]) -> Callable[..., None]:
    return click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")(command)


def takes_jobs(command: Callable[..., None]) -> Callable[..., None]:
    text = "Processes to use; the outcome is the same."
    return click.option(
        "--jobs", "-j", default=os.cpu_count() or 1, show_default="all cores", type=click.IntRange(1), help=text
    )(command)


def takes_column(command: Callable[..., None]) -> Callable[..., None]:
    text = "JSONL and Parquet: the column that holds the texts; each is taken as it is, no page is read."
    name, site = (
        "With --text: the column with the ids; rows are numbered without.",
        "With --text: the column of addresses or sites.",
    )
    command = click.option("--site", metavar="COLUMN", help=site)(command)
    command = click.option("--id", "name", metavar="COLUMN", help=name)(command)
    return click.option("--text", metavar="COLUMN", help=text)(command)


def takes_exports(command: Callable[..., None]) -> Callable[..., None]:
    text, way = (
        "The form of the files that --export writes; jsonl without it.",
        "Write one file a table into this folder.",
    )
    form = click.option("--format", "form", type=click.Choice(sorted(FORMATS)), help=text)
    folder = click.option("--export", "folder", type=click.Path(path_type=Path), help=way)
    return form(folder(command))


def form_of(folder: Path | None, form: str | None) -> str:
    """The form of the files; a form without a folder to write into cannot be meant."""
    if form and not folder:
        raise UsageError(f"--format {form} needs a folder to write into: add `--export FOLDER`.")
    return form or "jsonl"


@contextmanager
def progress_bar() -> Iterator[pipeline.Progress]:
    """A bar on a terminal, nothing where stderr is a file or a pipe."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(),
        console=talk, transient=True, disable=not talk.is_terminal,
    )  # fmt: skip
    with bar:
        task = bar.add_task("reading", total=None)

        def show(step: str, done: int, of: int) -> None:
            bar.update(task, description=step, completed=done, total=of)

        yield show


def stdin_of(inputs: tuple[str, ...]) -> Any:
    return sys.stdin.buffer if "-" in inputs else None


@contextmanager
def loading() -> Iterator[None]:
    """Opens rooms without looking for garbage, of which there is none: the compiler opens in two thirds of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextmanager
def column_reuse(
    inputs: tuple[str, ...], names: Names, jobs: int, memory: int = MEMORY, folder: Path | None = None
) -> Iterator[tuple[Iterator[pa.Table], Corpus]]:
    """The passages of a column of texts, and what was read; stages are left in a folder, or nowhere."""
    with loading():
        from headwater.cli.compiling import said  # noqa: PLC0415

        with said(talk):
            from headwater.passages.corpus import Stages, fingerprint, reuse  # noqa: PLC0415

    with ExitStack() as stack:
        work = folder or Path(stack.enter_context(TemporaryDirectory(prefix="headwater-")))
        progress = stack.enter_context(progress_bar())
        stages = Stages(work, fingerprint(files(inputs), names))
        yield reuse(lambda: batches(inputs, names, stdin_of(inputs)), stages, jobs, memory, progress)


def heap(inputs: tuple[str, ...], jobs: int, *steps: str) -> tuple[dict[str, pa.Table], bool]:
    """The tables of pages taken through these steps, or those of a workspace; and whether it is a workspace."""
    from headwater import pipeline  # noqa: PLC0415

    if any(_is_workspace(i) for i in inputs):
        if len(inputs) > 1:
            raise UsageError("A workspace is read by itself; trace the other pages into it with `headwater trace -w`.")
        return Workspace(inputs[0]).tables(), True
    with progress_bar() as progress:
        found, faults = pipeline.gather(inputs, stdin_of(inputs))
        chosen = [step for step in pipeline.STEPS if step.name in steps]
        return pipeline.run(found, faults, LocalEngine(jobs), chosen, progress), False


_SQLITE = b"SQLite format 3\0"


def _is_workspace(path: str) -> bool:
    """Whether an input is a database: the workspace itself says whether it is one of ours."""
    if not os.path.isfile(path):  # noqa: PTH113  (an address need not be a path)
        return False
    with Path(path).open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def show(parts: Iterable[RenderableType], nothing: str) -> None:
    """What is for reading, in colour on a terminal, plain elsewhere; where there is none, so much on stderr."""
    parts = list(parts)
    if not parts:
        talk.print(nothing, markup=False)
        return
    out = Console(highlight=False)
    if out.is_terminal:
        out.print(*parts, sep="\n")
    else:
        from headwater.tell import written  # noqa: PLC0415

        click.echo(written(parts), nl=False)


def finish(tables: dict[str, pa.Table]) -> None:
    """Say on stderr what could not be read, and leave with the exit code that says so."""
    faults = from_table(Fault, tables["faults"])
    for fault in faults[:10]:
        talk.print(f"not read: {fault.source}: {fault.message}", markup=False)
    if len(faults) > 10:
        talk.print(f"… and {len(faults) - 10} more; see the table `faults`.")
    if faults:
        raise SystemExit(SOME_UNREAD)


def print_rows(name: str, tables: dict[str, pa.Table]) -> None:
    from headwater import pipeline  # noqa: PLC0415

    print_table(pipeline.KINDS[name], tables[name])


def print_table(kind: type[Record], table: pa.Table) -> None:
    """One JSON object a line."""
    for row in from_table(kind, table):
        click.echo(to_json(row).decode())


def known_form(output: Path | None) -> None:
    """Refuse a file whose ending names no form."""
    if output and output.suffix.lstrip(".") not in FORMATS:
        raise UsageError(f"{output}: the ending says the form; use one of .{', .'.join(sorted(FORMATS))}.")


def put(text: str, output: Path | None) -> None:
    """Text into a file, or on standard output."""
    if output:
        write_text(output, text)
        talk.print(f"written: {output}", markup=False)
    else:
        click.echo(text, nl=False)


def write_text(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise HeadwaterError(f"Cannot write {path}: {error.strerror}.") from error
