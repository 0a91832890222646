"""`headwater claims`: claims with their ladder, differences with their readings, and what one page alone says."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from headwater import cli

WIRE = (
    "Inspectors closed the Quillmar bridge on Tuesday after 12 of its cables had rusted through.\n\n"
    "Governor Ilse Brandvik said the ferry would run every hour.\n\n"
    "No one was hurt when a cable fell into the river at Oststad on 4 May 2031.\n"
)


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A page, a copy with another number in it, and one that leaves out a paragraph and adds one."""
    folder = tmp_path / "told"
    folder.mkdir()
    (folder / "one.txt").write_text(WIRE)
    (folder / "two.txt").write_text(WIRE.replace("12 of", "14 of"))
    cut = WIRE.split("\n\n")
    (folder / "three.txt").write_text("\n\n".join([*cut[:2], "The toll on the Quillmar bridge was 4 crowns.\n"]))
    return folder


def shown(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.cli, ["claims", *map(str, words)])


def test_a_claim_stands_once_with_its_ladder_and_every_place(told: Path) -> None:
    lines = shown(told).stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "ferry would run" in line)
    assert lines[at + 1].startswith("  three documents → one text → ")
    assert [line.split()[0] for line in lines[at + 2 : at + 5]] == ["one.txt", "three.txt", "two.txt"]
    assert all(line.endswith("Ilse Brandvik") for line in lines[at + 2 : at + 5])


def test_where_nobody_is_named_the_origin_is_unknown(told: Path) -> None:
    lines = shown(told).stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "a cable fell" in line)
    assert lines[at + 2].endswith("· origin unknown")


def test_what_differs_has_every_reading(told: Path) -> None:
    lines = shown(told, "--differ").stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("number · conflict"))
    assert [line for line in lines[at + 1 : at + 7] if not line.startswith("    ")][:2] == ["  12", "  14"]


def test_what_differs_as_rows_for_a_pipe(told: Path) -> None:
    rows = [json.loads(line) for line in shown(told, "--differ", "--json").stdout.splitlines()]
    texts = {"one.txt": WIRE, "two.txt": WIRE.replace("12 of", "14 of")}
    (row,) = [r for r in rows if r["slot"] == "number"]
    assert {r["value"] for r in row["readings"]} == {"12", "14"} <= set(" ".join(texts.values()).split())


def test_what_one_page_alone_says(told: Path) -> None:
    lines = shown(told, "--only-in", "three.txt").stdout.splitlines()
    assert lines[0] == "only here"
    assert lines[1] == "The toll on the Quillmar bridge was 4 crowns."
    rows = [json.loads(line) for line in shown(told, "--only-in", "three.txt", "--json").stdout.splitlines()]
    assert [r["text"] for r in rows if r["told"] == "only here"] == [lines[1]]


def test_a_page_is_named_by_its_letter_too(told: Path, tmp_path: Path) -> None:
    kept = tmp_path / "told.headwater"
    assert CliRunner().invoke(cli.cli, ["trace", str(told), "-w", str(kept)]).exit_code == 0
    tree = CliRunner().invoke(cli.cli, ["tree", str(kept)]).stdout
    (letter,) = re.findall(r"\b([A-Z])  three\.txt", tree)
    assert shown(kept, "--only-in", letter).stdout == shown(kept, "--only-in", "three.txt").stdout != ""


def test_what_a_copy_left_out(told: Path) -> None:
    rows = [json.loads(line) for line in shown(told, "--only-in", "three.txt", "--json").stdout.splitlines()]
    assert any("a cable fell" in r["text"] for r in rows if r["told"] == "left out")


def test_one_question_at_a_time(told: Path) -> None:
    done = shown(told, "--differ", "--only-in", "one.txt")
    assert "one at a time" in str(done.exception)


def test_an_unknown_page_is_a_clear_error(told: Path) -> None:
    assert "No text is called" in str(shown(told, "--only-in", "nowhere").exception)
