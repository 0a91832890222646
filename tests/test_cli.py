"""The command line: data on stdout, talk on stderr, exit codes that say what happened."""

import json
import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from headwater import cli
from headwater.pipeline import KINDS
from headwater.store import Workspace

GOOD = "The quay was repaired in May, the town said.\n\nThe crane came back in June after nine weeks in the yard.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one good page."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "quay.txt").write_text(GOOD)
    return tmp_path / "in"


def headwater(*words: str | Path, stdin: str | None = None) -> Result:
    """The command run in this process."""
    return CliRunner().invoke(cli.cli, [str(w) for w in words], input=stdin)


def shell(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """The command as a user starts it."""
    command = [sys.executable, "-c", "from headwater.cli import main; main()", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_demo_prints_a_summary_and_writes_a_report(tmp_path: Path) -> None:
    result = headwater("demo", "-o", tmp_path / "demo.html")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("8 documents · 1 story · 2 lost sources · 3 independent accounts")
    assert "<html" in (tmp_path / "demo.html").read_text(encoding="utf-8")


def test_trace_writes_every_table_and_a_workspace(folder: Path, tmp_path: Path) -> None:
    result = headwater("trace", folder, "-w", tmp_path / "w.headwater", "--export", tmp_path / "out")
    assert result.exit_code == 0
    assert {p.stem for p in (tmp_path / "out").iterdir()} == set(KINDS)
    assert set(KINDS) <= set(Workspace(tmp_path / "w.headwater").tables())


def test_pages_traced_before_stay_in_the_workspace(folder: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "w.headwater"
    headwater("trace", folder, "-w", workspace)
    (tmp_path / "more.txt").write_text("A second page, about a theatre that was sold.\n")
    assert "2 documents" in headwater("trace", tmp_path / "more.txt", "-w", workspace).stdout


def test_json_is_one_object(folder: Path) -> None:
    summary = json.loads(headwater("trace", folder, "--json").stdout)
    assert summary["documents"] == 1
    assert len(summary["by_story"]) == 1


def test_a_bad_page_gives_exit_code_three_and_a_line_on_stderr(folder: Path) -> None:
    (folder / "bad.html").write_bytes(b"\x00" * 600)
    result = headwater("trace", folder)
    assert result.exit_code == cli.SOME_UNREAD
    assert "bad.html" in result.stderr
    assert "bad.html" not in result.stdout


def test_nothing_to_read_is_exit_code_one_and_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = shell("trace", tmp_path)
    assert done.returncode == cli.FAILED
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_wrong_use_is_exit_code_two() -> None:
    assert headwater("trace", "--nonsense").exit_code == cli.WRONG_USE
    assert headwater("trace").exit_code == cli.WRONG_USE


def test_opening_a_report_needs_a_place_for_it(folder: Path) -> None:
    done = shell("trace", folder, "--open")
    assert done.returncode == cli.WRONG_USE
    assert "-w" in done.stderr


def test_rows_come_on_standard_input() -> None:
    row = json.dumps({"id": "x1", "body": GOOD})
    result = headwater("read", "-", stdin=row + "\n")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["id"] == "x1"


def test_explain_shows_every_stretch_with_its_label(folder: Path) -> None:
    lines = headwater("read", folder, "--explain").stdout.splitlines()
    assert lines[0].startswith("quay.txt")
    assert len(lines) == 3
    assert lines[2].endswith("The crane came back in June after nine weeks in the yard.")
    assert "body" in lines[2]


def test_reuse_prints_passages(folder: Path) -> None:
    (folder / "copy.txt").write_text("From our wires.\n\n" + GOOD)
    passages = [json.loads(x) for x in headwater("reuse", folder).stdout.splitlines()]
    assert passages
    assert all(p["a"] < p["b"] for p in passages)


def test_report_and_export_read_a_workspace(folder: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "w.headwater"
    headwater("trace", folder, "-w", workspace)
    assert "quay" in headwater("report", workspace).stdout
    assert headwater("report", workspace, "--story", "1").stdout.count("<h1") == 1
    assert "no such story" in shell("report", workspace, "--story", "9").stderr
    assert headwater("export", workspace, "--format", "parquet", "-o", tmp_path / "p").exit_code == 0
    assert (tmp_path / "p" / "documents.parquet").is_file()


def test_a_missing_workspace_is_one_clear_line(tmp_path: Path) -> None:
    done = shell("report", tmp_path / "none.headwater")
    assert done.returncode == cli.FAILED
    assert "headwater trace" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", sorted(cli.cli.commands))
def test_every_command_has_help_with_examples_first(name: str) -> None:
    text = headwater(name, "--help").output
    assert f"headwater {name}" in text
    assert text.index("Examples") < text.index("Options")


def test_a_form_without_a_folder_is_wrong_use(folder: Path) -> None:
    done = shell("trace", folder, "--format", "parquet")
    assert done.returncode == cli.WRONG_USE
    assert "--export" in done.stderr


def test_explaining_and_exporting_at_once_is_wrong_use(folder: Path, tmp_path: Path) -> None:
    assert shell("read", folder, "--explain", "--export", tmp_path / "out").returncode == cli.WRONG_USE
    assert not (tmp_path / "out").exists()


def test_reading_nothing_is_exit_code_one(tmp_path: Path) -> None:
    for words in (("read", tmp_path), ("read", tmp_path / "none.html")):
        done = shell(*words)
        assert done.returncode == cli.FAILED
        assert "No readable page" in done.stderr


def test_a_failed_trace_leaves_no_workspace(tmp_path: Path) -> None:
    workspace = tmp_path / "w.headwater"
    assert shell("trace", tmp_path, "-w", workspace).returncode == cli.FAILED
    assert not workspace.exists()


def test_exporting_over_a_file_is_one_clear_line(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    done = shell("trace", folder, "--export", tmp_path / "taken")
    assert done.returncode == cli.FAILED
    assert "Traceback" not in done.stderr
    assert "name a folder" in done.stderr


def test_a_busy_port_is_one_clear_line(folder: Path, tmp_path: Path) -> None:
    headwater("trace", folder, "-w", tmp_path / "w.headwater")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = shell("serve", tmp_path / "w.headwater", "--port", str(taken.getsockname()[1]))
    assert done.returncode == cli.FAILED
    assert "--port" in done.stderr


def test_pages_of_one_name_in_two_folders_are_both_kept(tmp_path: Path) -> None:
    for name, text in (("one", GOOD), ("two", "A theatre was sold, and nobody knows to whom.\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.txt").write_text(text)
    workspace = tmp_path / "w.headwater"
    headwater("trace", tmp_path / "one", "-w", workspace)
    assert "2 documents" in headwater("trace", tmp_path / "two", "-w", workspace).stdout
    assert "2 documents" in headwater("trace", tmp_path / "one", tmp_path / "two").stdout
    assert "2 documents" in headwater("trace", tmp_path / "two", "-w", workspace).stdout


SAID = (
    "The Quay Commission fined Captain Joren Tull on 4 March 2031, the Ostrand News Agency said.\n\n"
    "“The engine had failed long before the storm came,” Tull told reporters, according to the Ostrand News Agency."
    "\n\nThe commission denied that it had known of the storm. Norway accused Denmark of hiding the wreck on "
    "5 March 2031.\n"
)


@pytest.fixture
def heard(tmp_path: Path) -> Path:
    """A folder with a page in which people speak, and a copy of it."""
    (tmp_path / "heard").mkdir()
    (tmp_path / "heard" / "one.txt").write_text(SAID)
    (tmp_path / "heard" / "two.txt").write_text(SAID)
    return tmp_path / "heard"


def test_quotes_tell_who_said_what_through_whom_and_where(heard: Path) -> None:
    done = shell("quotes", heard, "--speaker", "Joren Tull")
    assert done.returncode == cli.DONE
    at = SAID.index("“")
    place = f"{at}-{SAID.index('”') + 1} · Ostrand News Agency → Joren Tull: told"
    assert done.stdout.splitlines() == [
        "Joren Tull",
        "  “The engine had failed long before the storm came,”",
        f"    one.txt {place}",
        f"    two.txt {place}",
    ]


def test_quotes_tell_what_is_denied_and_take_a_name_in_any_case(heard: Path) -> None:
    lines = headwater("quotes", heard, "--speaker", "quay commission").stdout.splitlines()
    assert lines[0] == "Quay Commission"
    assert all(line.endswith(" · denied") for line in lines[2:] if line)


def test_quotes_as_rows_for_a_pipe(heard: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "w.headwater"
    headwater("trace", heard, "-w", workspace)
    from_pages, kept = (headwater("quotes", x, "--json").stdout for x in (heard, workspace))
    rows = [json.loads(line) for line in kept.splitlines()]
    assert from_pages == kept
    assert {(r["source"], r["speaker"]) for r in rows} >= {("one.txt", "Joren Tull"), ("two.txt", "Joren Tull")}
    assert all(SAID[r["start"] : r["end"]].replace("\n", " ") == r["words"] for r in rows if len(r["parts"]) == 1)


def test_nobody_by_a_name_is_said_on_stderr_with_those_who_are_quoted(heard: Path) -> None:
    done = shell("quotes", heard, "--speaker", "Ilse Varga")
    assert (done.returncode, done.stdout.strip()) == (cli.DONE, "")
    assert "Joren Tull" in done.stderr


def test_events_are_told_once_with_their_ladder_and_every_place(heard: Path) -> None:
    lines = shell("events", heard).stdout.splitlines()
    accused = lines.index("5 March 2031 · accuse: Norway [NOR] → Denmark [DNK]")
    assert lines[accused + 1] == "  two documents → one text → one newsroom → one speaker"
    assert lines[accused + 2] == "  Norway accused Denmark of hiding the wreck on 5 March 2031."
    assert [line.split()[0] for line in lines[accused + 3 : accused + 5]] == ["one.txt", "two.txt"]


def test_events_as_rows_have_their_ladder(heard: Path) -> None:
    rows = [json.loads(line) for line in headwater("events", heard, "--json").stdout.splitlines()]
    (accused,) = [r for r in rows if r["type"] == "ACCUSE" and r["date"] == "2031-03-05"]
    assert accused["ladder"] == {"documents": 2, "texts": 1, "newsrooms": 1, "speakers": 1}
    assert len(accused["supports"]) == 2


def test_one_event_of_four_copies_has_four_supports_and_one_text(heard: Path) -> None:
    for name in ("three", "four"):
        (heard / f"{name}.txt").write_text(
            SAID.removesuffix("\n") + f"\n\nThis is what page {name} has to add to it.\n"
        )
    (heard / "own.txt").write_text("On 5 March 2031 the Norwegian government accused Denmark. Nobody in Oslo slept.\n")
    rows = [json.loads(line) for line in headwater("events", heard, "--json").stdout.splitlines()]
    (accused,) = [r for r in rows if r["type"] == "ACCUSE"]
    assert len(accused["supports"]) == 5
    assert (accused["ladder"]["documents"], accused["ladder"]["texts"]) == (5, 2)


def test_a_timeline_has_texts_and_events_in_the_order_of_the_calendar(heard: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "w.headwater"
    headwater("trace", heard, "-w", workspace)
    done = shell("timeline", workspace)
    assert done.returncode == cli.DONE
    assert any(line.startswith("  accuse: Norway") for line in done.stdout.splitlines())
    moments = [json.loads(line) for line in headwater("timeline", workspace, "--json").stdout.splitlines()]
    dates = [m["date"] for m in moments if m["date"]]
    assert dates == sorted(dates)
    assert "2031-03-05" in dates
    assert {letter for m in moments for letter, _ in m["texts"]} == {"A", "B"}


def test_a_workspace_is_read_by_itself(heard: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "w.headwater"
    headwater("trace", heard, "-w", workspace)
    for command in ("quotes", "events"):
        done = shell(command, workspace, heard)
        assert done.returncode == cli.WRONG_USE
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["quotes", "events"])
def test_what_is_said_on_the_pages_that_can_be_read_comes_with_exit_code_three(heard: Path, command: str) -> None:
    (heard / "bad.html").write_bytes(b"\x00" * 600)
    done = headwater(command, heard)
    assert done.exit_code == cli.SOME_UNREAD
    assert "one.txt" in done.stdout
    assert "bad.html" in done.stderr


@pytest.mark.parametrize("words", [("quotes",), ("events",), ("timeline",)])
def test_another_program_s_database_is_one_clear_line(words: tuple[str, ...], tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("create table t (x)")
    done = shell(*words, tmp_path / "other.db")
    assert done.returncode == cli.FAILED
    assert "another program" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("events",), "no events were found"),
        (("claims", "--differ"), "no accounts were found to differ"),
        (("quotes",), "no statements were found"),
        (("search", "zebra"), "no text holds these words"),
        (("stories", "--since", "2999"), "no story has a text of 2999 or later"),
    ],
)
def test_an_empty_answer_is_said(tmp_path: Path, command: tuple[str, ...], told: str) -> None:
    (tmp_path / "one.txt").write_text("Apples and pears lie in the cellar.\n")
    headwater("trace", tmp_path / "one.txt", "-w", tmp_path / "w.headwater")
    name, *rest = command
    done = shell(name, tmp_path / "w.headwater", *rest)
    assert done.stdout == ""
    assert told in done.stderr


def test_it_is_said_once_that_something_is_compiled_and_not_when_it_is_there(tmp_path: Path) -> None:
    script = """
from numba import njit
from headwater.cli.compiling import said
from headwater.cli.frame import talk

with said(talk):
    one, two = (njit("int64(int64)", cache=True)(f) for f in (abs_, twice))
"""
    functions = "def abs_(x): return abs(x)\ndef twice(x): return x + x\n"
    (tmp_path / "run.py").write_text(functions + script)
    calls = [sys.executable, str(tmp_path / "run.py")]
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "kept")}
    first, second = (
        subprocess.run(calls, env=environment, capture_output=True, text=True, timeout=100, check=True).stderr
        for _ in range(2)
    )
    assert first.splitlines() == ["preparing the compiled part, once: this takes most of a minute"]
    assert second == ""
