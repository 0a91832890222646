"""`python -m bench crash`: a run is killed at random moments, again and again, and nothing is lost, doubled or torn.

A heap is taken in, and then more is added to it, by a process that is killed without warning; after each kill the
workspace must be sound and hold no document twice, and the next process goes on. When it gets through, the outcome must
be that of a run that nobody killed.
"""

import os
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

import pyarrow as pa

from bench.stream import pages
from headwater import pipeline
from headwater.pages import Page
from headwater.pipeline import STEPS, Step, adding
from headwater.records import Fault
from headwater.store import Workspace

DOCUMENTS, FIRST = 14, 7  # in all, and those that are taken in before the others are added


def _trace(group: tuple[list[Page], list[Fault]], steps: Sequence[Step], **how: object) -> dict[str, pa.Table]:
    del how
    return pipeline.run(group[0], group[1], steps=steps)


class TornError(AssertionError):
    """What a kill must never leave."""


def main(kills: int, seed: int, steps: Sequence[Step] = STEPS) -> None:
    """Kill so often, and print what was found; `steps` are those that trace a group."""
    adding.WHOLE, adding.BATCH = 5, 2  # many groups and many batches, so that every kind of moment is hit
    adding._trace = partial(_trace, steps=steps)
    heap = list(pages(DOCUMENTS, words=60))
    random = Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        clean = Path(folder) / "clean"
        seconds = timed(lambda: take_in(clean, heap))
        expected = Workspace(clean).tables()
        while found["kills"] < kills:
            path = Path(folder) / f"w{found['finished']}"
            _until_done(Trial(path, heap, seconds, random), found, kills)
            if found["kills"] >= kills:
                take_in(path, heap)
            held = Workspace(path).tables()
            if held != expected:
                raise TornError("a workspace whose making was cut off differs from one that was made in one go")
            found["finished"] += 1
    print(
        f"{found['kills']} kills ({found['ingest']} of ingest, {found['add']} of add): "
        f"{found['finished']} workspaces finished, all sound after every kill, none with a document lost or doubled, "
        "all equal to a clean run"
    )


class Trial(NamedTuple):
    """A workspace that is made and killed over and over."""

    path: Path
    heap: Sequence[Page]
    seconds: float  # that a whole run takes
    random: Random


def _until_done(trial: Trial, found: Counter[str], kills: int) -> None:
    """Start and kill until a process gets through, or enough were killed."""
    while found["kills"] < kills:
        before = _held(trial.path)
        if not _killed(lambda: take_in(trial.path, trial.heap), trial.random.uniform(0, 0.6 * trial.seconds)):
            return
        found["kills"] += 1
        if found["kills"] % 10 == 0:
            print(f"{found['kills']} kills, {found['finished']} workspaces finished", file=sys.stderr, flush=True)
        found["ingest" if before < FIRST else "add"] += 1
        after = _held(trial.path)
        _sound(trial.path, trial.heap)
        if after < before:
            raise TornError("documents that were kept before are lost")


def take_in(path: Path, heap: Sequence[Page]) -> None:
    """Ingest, then add."""
    workspace = Workspace(path, create=True)
    for part in (heap[:FIRST], heap[FIRST:]):
        for _ in pipeline.add(workspace, part):
            pass


def _sound(path: Path, heap: Sequence[Page]) -> None:
    """Raises TornError where a workspace is not as one must be after any kill."""
    if not _held(path):
        return
    workspace = Workspace(path)
    if troubles := pipeline.check(workspace):
        raise TornError(troubles[0].told)
    ids = workspace.tables()["documents"]["id"].to_pylist()
    if len(ids) != len({*ids}) or not {*ids} <= {p.given.id for p in heap}:
        raise TornError("a document is doubled")


def _held(path: Path) -> int:
    """How many documents a workspace holds; none where there is not even one."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    return Workspace(path).counts().get("documents", 0)


def _killed(work: Callable[[], None], after: float) -> bool:
    """Whether a process that does the work had to be killed; it is after so many seconds."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    end = time.monotonic() + after
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if status:
                raise TornError("a process failed by itself")
            return False
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return True


def timed(work: Callable[[], None]) -> float:
    """Seconds that a process takes."""
    begin = time.perf_counter()
    sys.stdout.flush()
    _killed(work, 3600)
    return time.perf_counter() - begin
