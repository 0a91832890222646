"""Walks: pages on which commands stand with what they answer; each answer is what really came.

A block `console` holds lines `$ command` and under each what it prints, a block `pycon` Python as its shell shows it.
An answer that ends with a line `…` is shown with as many lines as stand there. The commands of a page run one after
another in one folder, in which `src` is that of the project.
"""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from doctest import DocTestParser
from io import StringIO
from pathlib import Path
from typing import Any
from unittest.mock import patch

import headwater.passages.corpus  # noqa: F401  (so that what is compiled is there, and no page tells of it)
from headwater.cli import main
from manual import DOCS

MORE = "…"
_BLOCK = re.compile(r"^```(console|pycon)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """The pages with walks."""
    return [DOCS.parent / "README.md", *sorted((DOCS / "start").glob("*.md"))]


def replayed(page: str, folder: str | Path) -> str:
    """The page with the answers that its commands give in this folder."""
    source = Path(folder) / "src"
    source.symlink_to(DOCS.parent / "src")
    names: dict[str, Any] = {}
    with chdir(folder):
        try:
            return _BLOCK.sub(lambda block: f"```{block[1]}\n{_answered(block[1], block[2], names)}```", page)
        finally:
            names.clear()  # what a page has opened is closed while its folder is there


def _answered(kind: str, block: str, names: dict[str, Any]) -> str:
    steps = _console(block) if kind == "console" else _python(block, names)
    return "".join(f"{asked}{_shown(answer, before)}" for asked, before, answer in steps)


def _shown(answer: str, before: Sequence[str]) -> str:
    """An answer with as many lines as the page has of it."""
    lines = answer.splitlines()
    if before and before[-1] == MORE and len(before) <= len(lines):
        lines = [*lines[: len(before) - 1], MORE]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _console(block: str) -> Iterator[tuple[str, list[str], str]]:
    """Every command of a block as it stands there, the answer that stands there, and what it answers."""
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        if part:
            asked, *before = part.splitlines()
            yield f"{asked}\n", before, _run(asked.removeprefix("$ "))


def _run(command: str) -> str:
    """What a command prints, on either channel."""
    if not re.fullmatch(r"headwater( [^|>&;$]+)?", command):
        done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)  # noqa: S603, S607
        return done.stdout + done.stderr
    out = StringIO()
    arguments = ["headwater", *re.findall(r"'([^']*)'|\"([^\"]*)\"|(\S+)", command.partition(" ")[2])]
    given = patch.object(sys, "argv", ["".join(a) for a in arguments])
    with given, redirect_stdout(out), redirect_stderr(out), suppress(SystemExit):
        main()
    return out.getvalue()


def _python(block: str, names: dict[str, Any]) -> Iterator[tuple[str, list[str], str]]:
    for example in DocTestParser().get_examples(block):
        out = StringIO()
        with redirect_stdout(out):
            exec(compile(example.source, "<page>", "single"), names)  # noqa: S102  (our own pages)
        first, *rest = example.source.splitlines()
        asked = "".join(f"{mark} {line}\n" for mark, line in [(">>>", first), *(("...", line) for line in rest)])
        yield asked.replace("... \n", "...\n"), example.want.splitlines(), out.getvalue()
