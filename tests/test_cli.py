"""The command line: data on stdout, talk on stderr, exit codes that say what happened."""

import json
import socket
import subprocess
import sys
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
