"""`demo` and `trace`: pages in, a traced heap and its summary out."""

from __future__ import annotations

import json
import webbrowser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyarrow as pa

from headwater.cli.frame import (
    Command,
    cli,
    finish,
    form_of,
    progress_bar,
    stdin_of,
    takes_exports,
    takes_inputs,
    takes_jobs,
    talk,
    write_text,
)
from headwater.engine import LocalEngine
from headwater.errors import NothingToRead, UsageError
from headwater.export import export
from headwater.pages import Page, pages
from headwater.records import Fault, from_table, to_json, to_table
from headwater.store import Workspace

if TYPE_CHECKING:
    from headwater import pipeline


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

    heap = pipeline.trace(Path(__file__).parents[1] / "examples" / "harbour")
    click.echo(_summary(heap))
    for line in _stories(heap):
        click.echo(line)
    write_text(output, page(heap.tables))
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
@takes_inputs
@click.option(
    "--workspace", "-w", type=click.Path(path_type=Path), help="Keep everything here; pages traced before stay."
)
@click.option("--open", "show", is_flag=True, help="Write the report beside the workspace and open it in the browser.")
@click.option("--json", "as_json", is_flag=True, help="The summary as one JSON object.")
@takes_exports
@takes_jobs
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
    form = form_of(folder, form)
    given: set[str] = set()  # the sources of these inputs
    with progress_bar() as progress:
        if workspace:
            tables = _kept(workspace, _noted(pages(inputs, stdin_of(inputs)), given), jobs, progress)
        else:
            tables = pipeline.traced(*pipeline.gather(inputs, stdin_of(inputs)), LocalEngine(jobs), progress)
    heap = pipeline.Heap(tables)
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
    if workspace and show:
        _open_report(workspace, tables)
    finish({"faults": _of(tables["faults"], given)} if workspace else tables)


def _noted(found: Iterable[Page | Fault], sources: set[str]) -> Iterator[Page | Fault]:
    """The same, with their sources noted."""
    for item in found:
        sources.add(item.source)
        yield item


def _of(faults: pa.Table, sources: set[str]) -> pa.Table:
    """The faults of these sources: a workspace also holds those of other runs, which have been told."""
    return to_table(Fault, [fault for fault in from_table(Fault, faults) if fault.source in sources])


def _kept(path: Path, found: Iterable[Page | Fault], jobs: int, progress: pipeline.Progress) -> dict[str, pa.Table]:
    """All tables of a workspace with these pages added; one that was made for nothing is removed."""
    from headwater import pipeline  # noqa: PLC0415

    new = not path.exists()
    workspace = Workspace(path, create=True)
    for _ in pipeline.add(workspace, found, LocalEngine(jobs), progress):
        pass
    try:
        return pipeline.tables_of(workspace)
    except NothingToRead:
        if new:
            workspace.remove()
        raise


def _open_report(workspace: Path, tables: dict[str, pa.Table]) -> None:
    from headwater.report import page  # noqa: PLC0415

    target = workspace.with_suffix(".html")
    write_text(target, page(tables))
    talk.print(f"report: {target}", markup=False)
    webbrowser.open(target.resolve().as_uri())


def _stories(heap: pipeline.Heap) -> Iterator[str]:
    """One line a story: its headline, its size, its independent lines."""
    for row in sorted(heap.tables["stories"].to_pylist(), key=lambda s: (-len(s["documents"]), s["id"])):
        lines = f"{row['lines']} line{'s' if row['lines'] != 1 else ''} of descent"
        days = " to ".join(sorted({d for d in (row["first"], row["last"]) if d}))
        n = len(row["documents"])
        yield "  " + " · ".join(x for x in (row["headline"], days, f"{n} document{'s' if n != 1 else ''}", lines) if x)
