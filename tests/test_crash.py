"""Killed at any moment, a workspace is whole; pages that run through `watch` all arrive. The benches in short."""

import subprocess
import sys
from pathlib import Path

from bench import soak

from headwater.store import Workspace

ROOT = Path(__file__).parent.parent


def test_nothing_is_lost_doubled_or_torn_by_kills() -> None:
    """In a process of its own, which has no threads yet that a fork would leave behind."""
    work = "from bench import crash; from headwater.pipeline import STEPS; crash.main(20, 1, (STEPS[0], STEPS[2]))"
    done = subprocess.run(
        [sys.executable, "-c", work], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("20 kills")


def test_pages_run_through_watch_and_none_is_lost(tmp_path: Path) -> None:
    held = [number for number, _ in soak.soak(tmp_path / "soak", 12, at_once=4)]
    assert held == [4, 8, 12]
    assert Workspace(tmp_path / "soak").counts()["documents"] == 12
