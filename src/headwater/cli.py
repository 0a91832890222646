"""The command line: options -> pipeline, report, export. Data goes to stdout, talk and progress to stderr."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import webbrowser
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click
import pyarrow as pa
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from headwater import __version__, dedup
from headwater.documents import Block, Document
from headwater.engine import LocalEngine
from headwater.errors import HeadwaterError, UsageError
from headwater.export import FORMATS, Files, export, write
from headwater.pages import Page, Web
from headwater.pages.columns import Names, batches, files
from headwater.records import Fault, from_table, to_json, to_table
from headwater.store import Workspace

if TYPE_CHECKING:
    from headwater import pipeline

# The rooms behind reading are opened by the commands that need them: together they take most of a second.

DONE, FAILED, WRONG_USE, SOME_UNREAD = 0, 1, 2, 3
TWO_COLUMNS = 60  # characters; a narrower terminal gets one text under the other
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


def _inputs(command: Callable[..., None]) -> Callable[..., None]:
    return click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")(command)


def _jobs(command: Callable[..., None]) -> Callable[..., None]:
    text = "Processes to use; the outcome is the same."
    return click.option(
        "--jobs", "-j", default=os.cpu_count() or 1, show_default=True, type=click.IntRange(1), help=text
    )(command)


def _column(command: Callable[..., None]) -> Callable[..., None]:
    text = "JSONL and Parquet: the column that holds the texts; each is taken as it is, no page is read."
    name, site = (
        "With --text: the column with the ids; rows are numbered without.",
        "With --text: the column of addresses or sites.",
    )
    command = click.option("--site", metavar="COLUMN", help=site)(command)
    command = click.option("--id", "name", metavar="COLUMN", help=name)(command)
    return click.option("--text", metavar="COLUMN", help=text)(command)


def _exports(command: Callable[..., None]) -> Callable[..., None]:
    text, way = (
        "The form of the files that --export writes; jsonl without it.",
        "Write one file a table into this folder.",
    )
    form = click.option("--format", "form", type=click.Choice(sorted(FORMATS)), help=text)
    folder = click.option("--export", "folder", type=click.Path(path_type=Path), help=way)
    return form(folder(command))


def _form(folder: Path | None, form: str | None) -> str:
    """The form of the files; a form without a folder to write into cannot be meant."""
    if form and not folder:
        raise UsageError(f"--format {form} needs a folder to write into: add `--export FOLDER`.")
    return form or "jsonl"


@contextmanager
def _progress() -> Iterator[pipeline.Progress]:
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


def _stdin(inputs: tuple[str, ...]) -> Any:
    return sys.stdin.buffer if "-" in inputs else None


def _summary(heap: pipeline.Heap) -> str:
    """One line for the heap: what was found, in numbers."""
    singular = {"stories": "story", "differences": "difference"}
    parts = []
    for name, n in heap.summary().items():
        if name == "independent accounts" and len(heap.stories) > 1:
            continue  # accounts of different stories do not add up; each story's line tells its own
        if name != "faults" or n:
            one = singular.get(name, name.removesuffix("s"))
            parts.append(f"{n} {one if n == 1 else name}")
    return " · ".join(parts)


def _finish(tables: dict[str, pa.Table]) -> None:
    """Say on stderr what could not be read, and leave with the exit code that says so."""
    faults = from_table(Fault, tables["faults"])
    for fault in faults[:10]:
        talk.print(f"not read: {fault.source}: {fault.message}", markup=False)
    if len(faults) > 10:
        talk.print(f"… and {len(faults) - 10} more; see the table `faults`.")
    if faults:
        raise SystemExit(SOME_UNREAD)


@cli.command(
    cls=Command,
    examples="""
    headwater demo
    headwater demo -o first-look.html --open""",
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), default=Path("demo.html"), show_default=True, help="The report."
)
@click.option("--open", "show", is_flag=True, help="Open the report in the browser.")
def demo(output: Path, show: bool) -> None:
    """Trace a heap that comes with the package, and write its report."""
    from headwater import pipeline  # noqa: PLC0415
    from headwater.report import page  # templates are read only where a page is made  # noqa: PLC0415

    heap = pipeline.trace(Path(__file__).parent / "examples" / "harbour")
    click.echo(_summary(heap))
    for line in _stories(heap):
        click.echo(line)
    _write(output, page(heap.tables))
    click.echo(f"report: {output}")
    if show:
        webbrowser.open(output.resolve().as_uri())


@cli.command(
    cls=Command,
    examples="""
    headwater trace saved-pages/ -w story.headwater --open
    headwater trace page.html copy.txt crawl.jsonl --export tables/
    cat pages.jsonl | headwater trace - --json""",
)
@_inputs
@click.option(
    "--workspace", "-w", type=click.Path(path_type=Path), help="Keep everything here; pages traced before stay."
)
@click.option("--open", "show", is_flag=True, help="Write the report beside the workspace and open it in the browser.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
@_exports
@_jobs
def trace(
    inputs: tuple[str, ...],
    workspace: Path | None,
    show: bool,
    as_json: bool,
    folder: Path | None,
    form: str | None,
    jobs: int,
) -> None:
    """Pages in, one traced story out: families of copies, lost sources, claims and who stands behind them.

    INPUT is any mix of files, folders and addresses: .html, .txt, .jsonl, .parquet, .warc, .wacz, .wet, feeds, each
    also gzipped; `-` is JSONL on standard input.
    """
    from headwater import pipeline  # noqa: PLC0415

    if show and not workspace:
        raise UsageError("--open needs a workspace to put the report beside: add `-w NAME.headwater`.")
    form = _form(folder, form)
    kept = Workspace(workspace) if workspace and workspace.exists() else None
    with _progress() as progress:
        found, faults = pipeline.gather(inputs, _stdin(inputs))
        found = _with_kept(found, kept)
        tables = pipeline.run(found, faults, LocalEngine(jobs), progress=progress)
    heap = pipeline.Heap(tables)
    if workspace:
        kept = Workspace(workspace, create=True)
        kept.write(tables)
    if folder:
        export({name: tables[name] for name in pipeline.KINDS}, folder, form)
    if as_json:
        click.echo(
            json.dumps(
                heap.summary() | {"by_story": [json.loads(to_json(s)) for s in heap.stories]}, ensure_ascii=False
            )
        )
    else:
        for line in [_summary(heap), *_stories(heap)]:
            click.echo(line)
    if kept and show:
        _open_report(kept, tables)
    _finish(tables)


def _with_kept(found: list[Page], kept: Workspace | None) -> list[Page]:
    """The new pages and those that the workspace holds already; one that was read before is there once."""
    before = from_table(Page, kept.tables()["pages"]) if kept and "pages" in kept.tables() else []
    return sorted({*before, *found})


def _open_report(workspace: Workspace, tables: dict[str, pa.Table]) -> None:
    from headwater.report import page  # noqa: PLC0415

    target = workspace.path.with_suffix(".html")
    _write(target, page(tables))
    talk.print(f"report: {target}", markup=False)
    webbrowser.open(target.resolve().as_uri())


def _stories(heap: pipeline.Heap) -> Iterator[str]:
    """One line a story: its headline, its size, its independent lines."""
    for row in sorted(heap.tables["stories"].to_pylist(), key=lambda s: (-len(s["documents"]), s["id"])):
        lines = f"{row['lines']} line{'s' if row['lines'] != 1 else ''} of descent"
        days = " to ".join(sorted({d for d in (row["first"], row["last"]) if d}))
        n = len(row["documents"])
        yield "  " + " · ".join(x for x in (row["headline"], days, f"{n} document{'s' if n != 1 else ''}", lines) if x)


@cli.command(
    cls=Command,
    examples="""
    headwater read page.html
    headwater read page.html --explain
    headwater read https://harbour.example/storm --cache answers/
    headwater read feed.xml --follow
    headwater read crawl.warc.gz --fast --export documents/ --format parquet""",
)
@_inputs
@click.option(
    "--explain", is_flag=True, help="Show every stretch of each page with its label, in colour on a terminal."
)
@click.option("--fast", is_flag=True, help="Read markup at the speed of a crawl: plainer labels, no comment trees.")
@click.option(
    "--cache", type=click.Path(path_type=Path), help="Keep here what addresses answer; ask again only for changes."
)
@click.option("--follow", is_flag=True, help="Read the entries of feeds from the pages that they link to.")
@_exports
@_jobs
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
    form, readable = _form(folder, form), 0
    with _progress() as progress, ExitStack() as stack:
        web = stack.enter_context(Web(cache=cache, follow=follow)) if cache or follow else None
        files = stack.enter_context(Files(folder, names, form)) if folder else None
        told = partial(_tell_pages, progress)
        batches = pipeline.stream(inputs, LocalEngine(jobs), _stdin(inputs), told, fast, web)
        for tables in batches:
            faults.append(tables["faults"])
            readable += tables["documents"].num_rows
            if files:
                files.write({name: tables[name] for name in names})
            elif explain:
                _explain(tables)
            else:
                _print_rows("documents", tables)
    missed = {"faults": pa.concat_tables(faults) if faults else to_table(Fault, ())}
    if not readable:
        raise pipeline.nothing_to_read(missed)
    _finish(missed)


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


@cli.command(
    cls=Command,
    examples="""
    headwater reuse crawl/ --export reuse/
    headwater reuse pages.jsonl
    headwater reuse corpus/*.parquet --text content --id doc_id -o reuse.parquet
    headwater reuse crawl/ --text text --id url --engine spark --master spark://host:7077 -o reuse/""",
)
@_inputs
@_exports
@_jobs
@_column
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="With --text: the file of the passages, by its ending."
)
@click.option(
    "--memory", default="1GB", show_default=True, metavar="SIZE", help="With --text: what candidates may take."
)
@click.option(
    "--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
    help="With --text: where it runs; spark writes a folder of Parquet files.",
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
    form = _form(folder, form)
    with _progress() as progress:
        found, faults = pipeline.gather(inputs, _stdin(inputs))
        tables = pipeline.run(found, faults, LocalEngine(jobs), pipeline.REUSE, progress)
    if folder:
        export({name: tables[name] for name in names}, folder, form)
    else:
        _print_rows("passages", tables)
    _finish(tables)


def _reuse_corpus(inputs: tuple[str, ...], names: Names, output: Path | None, jobs: int, memory: int) -> None:
    """The passages of a column of texts, into a file or onto stdout."""
    from headwater.passages import Passage  # noqa: PLC0415
    from headwater.passages.corpus import Stages, fingerprint, reuse  # the compiler's half second  # noqa: PLC0415

    _known_form(output)
    with ExitStack() as stack:
        if output:
            work = output.with_name(output.name + ".part")
        else:
            work = Path(stack.enter_context(TemporaryDirectory(prefix="headwater-")))
        progress = stack.enter_context(_progress())
        stages = Stages(work, fingerprint(files(inputs), names))
        found, corpus = reuse(lambda: batches(inputs, names, _stdin(inputs)), stages, jobs, memory, progress)
        if output:
            count = write(found, output)
            shutil.rmtree(work)
            talk.print(f"{count} passages of {len(corpus.ids)} texts: {output}", markup=False)
        else:
            for table in found:
                for row in from_table(Passage, table):
                    click.echo(to_json(row).decode())
    _finish({"faults": to_table(Fault, corpus.faults)})


def _reuse_on_spark(inputs: tuple[str, ...], names: Names | None, output: Path | None, master: str) -> None:
    """The passages of a column of texts, reckoned by a cluster, into a folder."""
    if not names or not output:
        raise UsageError("--engine spark needs --text COLUMN and -o FOLDER.")
    from headwater import engine_spark  # noqa: PLC0415

    with _progress() as progress:
        found = engine_spark.reuse(inputs, names, output, master, progress)
    talk.print(f"{found.passages} passages of {found.texts} texts: {output}", markup=False)
    _finish({"faults": to_table(Fault, found.faults)})


def _bytes(size: str) -> int:
    """A size such as 800MB or 4GB in bytes."""
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([kmgt]?)(?:i?b)?\s*", size, re.IGNORECASE)
    if not found:
        raise UsageError(f"--memory {size}: give a size such as 800MB or 4GB.")
    return int(float(found[1]) * 1024 ** " kmgt".index(found[2].lower() or " "))


def _print_rows(name: str, tables: dict[str, pa.Table]) -> None:
    from headwater import pipeline  # noqa: PLC0415

    for row in from_table(pipeline.KINDS[name], tables[name]):
        click.echo(to_json(row).decode())


@cli.command(
    "dedup",
    cls=Command,
    examples="""
    headwater dedup crawl/ --explain
    headwater dedup crawl.warc.gz --keep longest -o decisions.parquet
    headwater dedup corpus/*.parquet --text content --id doc_id -o decisions.parquet
    headwater dedup pages.jsonl | jq 'select(.dropped) | [.document, .kept, .why]'""",
)
@_inputs
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
@_column
@_jobs
def dedup_command(
    inputs: tuple[str, ...], keep: dedup.Keep, threshold: float, explain: bool, output: Path | None, jobs: int,
    text: str | None, name: str | None, site: str | None,
) -> None:  # fmt: skip
    """Every document kept or dropped: for which kept one, by which passages, why. One JSON object a line, or a file.

    Nothing is deleted. Furniture and stock phrases do not count. A trimmed copy is dropped for its full text, never the
    full text for its excerpt; and nobody is dropped for a document that is dropped itself.
    """
    from headwater import pipeline  # noqa: PLC0415

    _known_form(output)
    if text:
        _dedup_corpus(inputs, Names(text, name, site), keep, threshold, explain, output, jobs)
        return
    if name or site:
        raise UsageError("--id and --site go with --text COLUMN.")
    decide = pipeline.Step("dedup", partial(dedup.step, keep=keep, threshold=threshold))
    with _progress() as progress:
        found, faults = pipeline.gather(inputs, _stdin(inputs))
        tables = pipeline.run(found, faults, LocalEngine(jobs), (*pipeline.REUSE, decide), progress)
    _decided(tables["decisions"], explain, output)
    _finish(tables)


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
    from headwater.passages.corpus import Stages, fingerprint, reuse  # the compiler's half second  # noqa: PLC0415

    with _progress() as progress, TemporaryDirectory(prefix="headwater-") as work:
        stages = Stages(Path(work), fingerprint(files(inputs), names))
        found, corpus = reuse(lambda: batches(inputs, names, _stdin(inputs)), stages, jobs, progress=progress)
        decisions = dedup.of_corpus(corpus, pa.concat_tables(found), keep, threshold)
    _decided(decisions, explain, output)
    _finish({"faults": to_table(Fault, corpus.faults)})


def _known_form(output: Path | None) -> None:
    """Refuse a file whose ending names no form."""
    if output and output.suffix.lstrip(".") not in FORMATS:
        raise UsageError(f"{output}: the ending says the form; use one of .{', .'.join(sorted(FORMATS))}.")


def _decided(decisions: pa.Table, explain: bool, output: Path | None) -> None:
    """The decisions into a file, for reading, or as JSON lines; what it comes to is said in each case."""
    from headwater import dedup  # noqa: PLC0415

    if output:
        write([decisions], output)
    if explain:
        _explain_families(decisions)
        click.echo(dedup.summary(decisions))
        return
    if not output:
        for row in from_table(dedup.Decision, decisions):
            click.echo(to_json(row).decode())
    talk.print(dedup.summary(decisions) + (f": {output}" if output else ""), markup=False)


def _explain_families(decisions: pa.Table) -> None:
    """Every family with its kept documents first, the largest first; then what stands alone and has a warning."""
    from headwater import dedup  # noqa: PLC0415

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
    _write(target, html)
    talk.print(f"report: {target}", markup=False)
    if show:
        webbrowser.open(target.resolve().as_uri())


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
        _put(tell.GRAPHS[form](trees), output)
    elif output or not out.is_terminal:
        _put(tell.written(tell.told(trees)), output)
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
        _put(tell.written(parts), None)


def _put(text: str, output: Path | None) -> None:
    """Text into a file, or on standard output."""
    if output:
        _write(output, text)
        talk.print(f"written: {output}", markup=False)
    else:
        click.echo(text, nl=False)


@cli.command(
    "export",
    cls=Command,
    examples="""
    headwater export story.headwater --format parquet -o tables/""",
)
@click.argument("workspace", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(sorted(FORMATS)), default="jsonl", show_default=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), required=True, help="The folder to write into.")
def export_(workspace: Path, form: str, output: Path) -> None:
    """The tables of a workspace as files, one a table."""
    from headwater import pipeline  # noqa: PLC0415

    tables = Workspace(workspace).tables()
    paths = export({name: tables[name] for name in pipeline.KINDS if name in tables}, output, form)
    talk.print(f"{len(paths)} files in {output}", markup=False)


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


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise HeadwaterError(f"Cannot write {path}: {error.strerror}.") from error


def main() -> None:
    """Run the command line; errors of ours are one line on stderr."""
    try:
        cli(standalone_mode=True)
    except HeadwaterError as error:
        talk.print(f"headwater: {error}", markup=False)
        raise SystemExit(WRONG_USE if isinstance(error, UsageError) else FAILED) from None
    except BrokenPipeError:
        raise SystemExit(DONE) from None
