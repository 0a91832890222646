"""The contestants, one table of ratios, and the curve of growth."""

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from math import isnan, nan
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq
from quality.reuse import articles
from rich.console import Console
from rich.table import Table

from bench.reuse.heap import invented, real, texts, write

HERE = Path(__file__).parent
DATA = HERE.parents[2] / "shared" / "data"
FEW = 300  # documents of a first run: it compiles what is compiled once; and then of one that shows what starting costs
TENTH, ENOUGH = 10, 10_000  # datasketch gets a tenth of the heap, but so many documents; its cost grows in line

out = Console(highlight=False, width=None if sys.stdout.isatty() else 130)


class Cost(NamedTuple):
    """What a process took."""

    cpu: float  # seconds, user and system
    wall: float  # seconds; nan where it was not measured
    peak: float  # MB
    said: str = ""  # its last line on stdout
    failed: str = ""  # its last line on stderr, where it failed

    def each(self, documents: int, start: "Cost") -> float:
        """Milliseconds of CPU for every document beyond the few of the start."""
        return 1_000 * (self.cpu - start.cpu) / max(1, documents - FEW)

    def scaled(self, done: int, documents: int, start: "Cost") -> "Cost":
        """What more documents would take, were it in line; memory is left as it was."""
        return self._replace(cpu=start.cpu + self.each(done, start) * (documents - FEW) / 1_000, wall=nan)


class Contestant(NamedTuple):
    """A name, what it gives, its command over a heap, and whether it gets a tenth of the heap."""

    name: str
    gives: str
    command: Callable[[Path], Sequence[str]]
    in_part: bool = False

    def documents(self, of: int) -> int:
        """How many documents of a heap it gets."""
        return min(of, max(of // TENTH, ENOUGH)) if self.in_part else of


def main(documents: int, growth: Sequence[int], rounds: int, names: Sequence[str], from_real: bool) -> None:
    """Measure and print: the table for one size, then the growth where sizes are named."""
    with tempfile.TemporaryDirectory() as folder:
        heaps = Heaps(Path(folder), from_real)
        found = [c for c in contestants(Path(folder)) if not names or c.name in names]
        _compare(found, heaps, documents, rounds)
        if growth:
            _grow(heaps, growth)


class Heaps:
    """The heaps of a run, each written once."""

    def __init__(self, folder: Path, from_real: bool) -> None:
        self.folder = folder
        self.wording = real(articles(DATA)) if from_real else invented()
        self.kind = "sentences of real articles" if from_real else "invented words"

    def of(self, documents: int) -> Path:
        """The heap of so many documents."""
        path = self.folder / f"{documents}.parquet"
        if not path.exists():
            write(path, documents, self.wording)
        return path


# The contestants


def contestants(folder: Path) -> list[Contestant]:
    """All that can run on this machine; a line is printed for each that cannot."""
    found = [Contestant("headwater", "passages", lambda heap: headwater(heap, folder / "passages.parquet"))]
    found.append(Contestant("candidates", "candidates", _module("candidates")))
    for name, library, gives in (
        ("rensa", "rensa", "documents alike"),
        ("rensa-flags", "rensa", "whether alike"),
        ("datasketch", "datasketch", "documents alike"),
    ):
        if find_spec(library):
            found.append(Contestant(name, gives, _peer(name), in_part=name == "datasketch"))
        else:
            out.print(f"{name}: not installed; pip install 'headwater\\[bench]'")
    if shutil.which("passim"):
        found.append(Contestant("passim", "passages", lambda heap: _passim(heap, folder)))
    else:
        out.print("passim: not installed, left out")
    program = _compiled(folder)
    if program:
        found.append(Contestant("C floor", "nothing: hashes and sorts", lambda heap: _floor(heap, program)))
    return found


def _compiled(folder: Path) -> Path | None:
    """The floor, compiled for this machine; None, and a line why, where that cannot be."""
    compiler = shutil.which("cc")
    if compiler is None:
        out.print("C floor: there is no C compiler (cc) on this machine, left out")
        return None
    program = folder / "floor"
    command = [compiler, "-O3", "-march=native", "-o", str(program), str(HERE / "floor.c")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)  # noqa: S603  (our own command)
    if done.returncode:
        out.print(f"C floor: cc failed, left out: {done.stderr.strip()[-200:]}", markup=False)
        return None
    return program


def headwater(heap: Path, target: Path) -> list[str]:
    """The command of ours, in a process of its own."""
    command = ["reuse", str(heap), "--text", "text", "--id", "id", "-o", str(target)]
    return [sys.executable, "-c", "from headwater.cli import main; main()", *command]


def _module(name: str) -> Callable[[Path], list[str]]:
    return lambda heap: [sys.executable, "-m", f"bench.reuse.{name}", str(heap)]


def _peer(name: str) -> Callable[[Path], list[str]]:
    return lambda heap: [sys.executable, "-m", "bench.reuse.peers", name, str(heap)]


def _passim(heap: Path, folder: Path) -> list[str]:
    lines = folder / f"{heap.stem}.jsonl"
    if not lines.exists():
        rows = (json.dumps({"id": str(n), "text": text}) for n, text in enumerate(texts(heap)))
        lines.write_text("\n".join(rows), "utf-8")
    return ["passim", str(lines), str(folder / f"passim{time.monotonic_ns()}")]


def _floor(heap: Path, program: Path) -> list[str]:
    raw = heap.with_suffix(".raw")
    if not raw.exists():
        with raw.open("wb") as file:
            for text in texts(heap):
                file.write(text.encode("utf-8", "replace") + b"\0")
    return [str(program), str(raw)]


# Measuring


def measured(command: Sequence[str]) -> Cost:
    """The command in a process of its own."""
    launcher = [sys.executable, "-S", "-E", str(HERE / "process.py"), *command]
    done = subprocess.run(launcher, check=True, capture_output=True, cwd=HERE.parents[1])  # noqa: S603  (our own commands)
    took = json.loads(done.stdout)
    failed = (took["talk"] or f"exit code {took['code']}") if took["code"] else ""
    return Cost(took["cpu"], took["wall"], took["peak"] / 1e6, took["said"], failed)


def _costs(found: Sequence[Contestant], heaps: Heaps, documents: int, rounds: int) -> dict[str, tuple[Cost, Cost]]:
    """The best of some rounds of every contestant, all in turn: on few documents, and on the heap."""
    for contestant in found:
        measured(contestant.command(heaps.of(FEW)))
    costs: dict[str, tuple[Cost, Cost]] = {}
    for _ in range(rounds):
        for c in found:
            start, cost = measured(c.command(heaps.of(FEW))), measured(c.command(heaps.of(c.documents(documents))))
            old = costs.get(c.name, (start, cost))
            costs[c.name] = min(old[0], start, key=_cpu), min(old[1], cost, key=_cpu)
    return costs


def _cpu(cost: Cost) -> float:
    return cost.cpu


def _compare(found: Sequence[Contestant], heaps: Heaps, documents: int, rounds: int) -> None:
    costs = _costs(found, heaps, documents, rounds)
    for name, (_, cost) in costs.items():
        if cost.failed:
            out.print(f"{name}: failed, left out: {cost.failed}", markup=False)
    ran = [c for c in found if not costs[c.name][1].failed]
    table = Table("contestant", "gives", "CPU s", "×", "ms CPU a document", "×", "wall s", "peak MB", "found")
    ratios: dict[str, str] = {}
    base: tuple[float, float] | None = None
    for c in ran:
        start, cost = costs[c.name]
        each = cost.each(c.documents(documents), start)
        if c.documents(documents) < documents:
            cost = cost.scaled(c.documents(documents), documents, start)
        base = base or (cost.cpu, each)
        whole = f"{cost.cpu / base[0]:.2f}"
        further = (f"{each:.3f}", f"{each / base[1]:.2f}") if documents >= 10 * FEW else ("–", "–")
        ratios[c.name] = f"{c.name} {whole} ({further[1]})"
        name = c.name if c.documents(documents) == documents else f"{c.name}, {c.documents(documents):,} scaled"
        wall, said = "–" if isnan(cost.wall) else f"{cost.wall:.2f}", cost.said if len(cost.said) < 40 else ""
        table.add_row(name, c.gives, f"{cost.cpu:.2f}", whole, *further, wall, f"{cost.peak:.0f}", said)
    table.title = f"{documents:,} documents ({heaps.kind}), best of {rounds}; a document: each beyond the first {FEW}"
    out.print(table)
    line = f"CPU seconds on {documents:,} documents, {next(iter(ratios), 'nobody')} = 1 (each further document)"
    out.print(f"{_today()}: {line}: {', '.join(ratios.values())}", soft_wrap=True)


def _grow(heaps: Heaps, sizes: Sequence[int]) -> None:
    table = Table(
        "documents", "CPU s", "wall s", "× the size before", "peak GB", "passages", title="Growth of headwater reuse"
    )  # fmt: skip
    before: Cost | None = None
    for size in sizes:
        heap = heaps.of(size)
        target = heap.with_suffix(".out.parquet")
        cost = measured(headwater(heap, target))
        if cost.failed:
            out.print(f"{size:,} documents: failed: {cost.failed}", markup=False)
            return
        ratio = f"{cost.cpu / before.cpu:.1f} CPU, {cost.wall / before.wall:.1f} wall" if before else ""
        passages = f"{pq.read_metadata(target).num_rows:,}"
        table.add_row(f"{size:,}", f"{cost.cpu:.1f}", f"{cost.wall:.1f}", ratio, f"{cost.peak / 1e3:.2f}", passages)
        before = cost
    out.print(table)
    out.print(_today(), soft_wrap=True)


def _today() -> str:
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{datetime.now(UTC):%Y-%m-%d}, {machine}"
