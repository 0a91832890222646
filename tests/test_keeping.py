"""The commands of a workspace that grows: add, search, stories, doctor."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from headwater import cli
from headwater.cli.keeping import day_of
from headwater.errors import UsageError
from headwater.server.labour import Order, perform
from headwater.store import Workspace

TOLD = (
    "SKERRIN, 3 March 2031 - Nine boats lay across the mouth of the harbour on Monday, and the ferry for the outer "
    "islands turned back with sixty people aboard.\n\nThe council meets on Thursday to decide who may use the quay.\n"
)


def headwater(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.cli, [str(w) for w in words])


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A workspace of one text."""
    (tmp_path / "one.txt").write_text(TOLD)
    assert headwater("add", tmp_path / "w.headwater", tmp_path / "one.txt").exit_code == 0
    return tmp_path / "w.headwater"


def test_add_says_what_came_and_comes_to_what_trace_comes_to(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(TOLD.replace("Nine", "Six") + "\nNobody was hurt.\n")
    done = headwater("add", kept, tmp_path / "two.txt")
    assert done.stdout.startswith("+1 copy of")
    assert "one new document on one page\n" in done.stderr
    fresh = tmp_path / "fresh.headwater"
    assert headwater("trace", tmp_path / "one.txt", tmp_path / "two.txt", "-w", fresh).exit_code == 0
    assert Workspace(fresh).tables() == Workspace(kept).tables()
    (row,) = [json.loads(x) for x in headwater("add", kept, tmp_path / "two.txt", "--json").stdout.splitlines()] or [{}]
    assert row == {}


def test_of_texts_that_come_together_the_first_of_a_story_is_new(tmp_path: Path) -> None:
    heap = tmp_path / "heap"
    heap.mkdir()
    (heap / "1.txt").write_text(TOLD)
    (heap / "2.txt").write_text(TOLD.replace("Nine", "Six"))
    (heap / "3.txt").write_text(TOLD + "\nNobody was hurt.\n")
    (heap / "4.txt").write_text("Wheat prices rose in May.\n\nDealers in the western provinces waited for rain.\n")
    done = headwater("add", tmp_path / "w", heap)
    kinds = [line.partition(" of ")[0].partition(":")[0] for line in done.stdout.splitlines()]
    assert kinds == ["new story", "+1 copy", "+1 copy", "new story"]
    assert "four new documents on four pages\n" in done.stderr


def test_what_cannot_be_read_gives_exit_code_three(kept: Path, tmp_path: Path) -> None:
    done = headwater("add", kept, tmp_path / "none.txt")
    assert done.exit_code == cli.SOME_UNREAD
    assert "no such file" in done.stderr


def test_a_command_speaks_of_its_own_inputs_alone(kept: Path, tmp_path: Path) -> None:
    outcome = perform(Order(str(kept), look=False, address="http://127.0.0.1:9/secret"), lambda _: None)
    assert "private network" in outcome.faults[0]
    (tmp_path / "two.txt").write_text(TOLD.replace("Nine", "Six"))
    for command in (("trace", tmp_path / "two.txt", "-w", kept), ("add", kept, tmp_path / "two.txt")):
        done = headwater(*command)
        assert (done.exit_code, "not read" in done.stderr) == (0, False)
    (tmp_path / "blank.txt").write_text(" ")
    for name in ("none.txt", "blank.txt"):
        done = headwater("trace", tmp_path / "two.txt", tmp_path / name, "-w", kept)
        assert done.exit_code == cli.SOME_UNREAD
        assert done.stderr.count("not read: ") == 1
        assert name in done.stderr
    (tmp_path / "none.txt").write_text(TOLD)
    assert headwater("trace", tmp_path / "none.txt", "-w", kept).exit_code == 0


def test_search_shows_the_place(kept: Path) -> None:
    done = headwater("search", kept, "FERRY", "islands")
    assert "the ‹ferry› for the outer ‹islands› turned back" in " ".join(done.stdout.split())
    row = json.loads(headwater("search", kept, "ferry", "--json").stdout)
    assert row["source"].endswith("one.txt")
    assert headwater("search", kept, '" OR *').stdout == ""


def test_stories_are_listed_since_a_day(kept: Path) -> None:
    line = headwater("stories", kept).stdout
    assert "2031-03-03" in line
    assert "1 document · 1 line of descent" in line
    assert headwater("stories", kept, "--since", "2031-03-03").stdout == line
    assert headwater("stories", kept, "--since", "2031-03-04").stdout == ""
    assert isinstance(headwater("stories", kept, "--since", "Monday").exception, UsageError)
    assert day_of("7d", date(2031, 3, 10)) == "2031-03-03"


def test_doctor_finds_and_repairs(kept: Path) -> None:
    assert headwater("doctor", kept).stdout.startswith("sound: 1 documents, 1 stories")
    with Workspace(kept).writing() as writer:
        writer._sql("update stories set _part = 77")
    sick = headwater("doctor", kept)
    assert sick.exit_code == 1
    assert "1 rows of stories belong to nothing that is traced" in sick.stdout
    assert headwater("doctor", kept, "--repair").exit_code == 0
    assert headwater("doctor", kept).exit_code == 0
