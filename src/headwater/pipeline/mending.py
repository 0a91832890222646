"""Mending: what is wrong with a workspace, put right by making it anew from its pages."""

from collections.abc import Iterator
from contextlib import ExitStack

from headwater.engine import Engine, LocalEngine
from headwater.errors import WorkspaceError
from headwater.pages import Page
from headwater.pipeline.adding import Pool, add, settle, unpacked
from headwater.pipeline.steps import Progress
from headwater.pipeline.versions import recipe
from headwater.records import Fault, from_table
from headwater.store import Trouble, Workspace


def check(workspace: Workspace) -> list[Trouble]:
    """What is wrong with a workspace, the worst first."""
    return workspace.check(recipe())


def mend(workspace: Workspace, engine: Engine | None = None, progress: Progress | None = None) -> list[Trouble]:
    """Put right what can be -> what is wrong still.

    What other versions of the steps have traced is traced anew beside the workspace and then put in its place at once;
    a run that was cut off goes on where it stopped. Raises WorkspaceError where the file itself is damaged.
    """
    found = check(workspace)
    lost = [t for t in found if not t.mends]
    if lost:
        raise WorkspaceError(
            f"{workspace.path}: {lost[0].told}. Take a copy from before, or add the pages to a new workspace."
        )
    kinds = {t.kind for t in found}
    if kinds & {"search", "orphans", "untraced", "waiting"}:
        _put_right(workspace, engine or LocalEngine())
    if "outdated" in kinds:
        _anew(workspace, engine, progress)
    return check(workspace)


def _put_right(workspace: Workspace, engine: Engine) -> None:
    """Indexes made again, orphans dropped, and traced what is not."""
    with ExitStack() as stack, workspace.writing() as writer:
        writer.drop_orphans()
        writer.drop_torn()
        writer.group_anew()
        settle(writer, writer.leads(), Pool(engine.jobs, stack))
        writer.search_anew()
    for _ in add(workspace, (), engine):
        pass


def _anew(workspace: Workspace, engine: Engine | None, progress: Progress | None) -> None:
    """All pages through the steps as they are now, beside the workspace, and in its place when all are done."""
    path = workspace.path.with_name(workspace.path.name + ".mending")
    beside = Workspace(path, create=True)
    if check(beside):  # left by a run of other versions
        beside.remove()
        beside = Workspace(path, create=True)
    for _ in add(beside, _all(workspace), engine, progress):
        pass
    workspace.take_over(beside)
    beside.remove()


def _all(workspace: Workspace) -> Iterator[Page | Fault]:
    """Every page of a workspace, and what could not be read of its inputs."""
    for raw in workspace.pages():
        yield unpacked(raw)
    tables = workspace.unread()
    if tables is not None:
        yield from (f for f in from_table(Fault, tables) if f.stage == "pages")
