"""Store: what is written is read, whole batches or nothing, and other files are refused."""

import sqlite3
from pathlib import Path

import pyarrow as pa
import pytest

from headwater.claims import Claim, Ladder, Support
from headwater.errors import WorkspaceError
from headwater.records import Fault, to_table
from headwater.store import Workspace

CLAIMS = to_table(
    Claim, [Claim("c", "s", "The dam “holds”.", Ladder(2, 1, 1, 1), (Support("d", 0, 4, "d", "n", "s"),))]
)
FAULTS = to_table(Fault, [Fault("x.html", "pages", "empty")])


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return Workspace(tmp_path / "w.headwater", create=True)


def test_tables_come_back_as_they_went_in(workspace: Workspace) -> None:
    workspace.write({"claims": CLAIMS, "faults": FAULTS})
    assert Workspace(workspace.path).tables() == {"claims": CLAIMS, "faults": FAULTS}


def test_writing_again_replaces(workspace: Workspace) -> None:
    workspace.write({"faults": FAULTS})
    workspace.write({"faults": FAULTS.slice(0, 0)})
    assert workspace.tables()["faults"].num_rows == 0


def test_a_batch_that_fails_leaves_what_was(workspace: Workspace) -> None:
    workspace.write({"faults": FAULTS})
    broken = pa.table({"twice": [1], "Twice": [2]})  # two columns that are one to SQLite
    with pytest.raises(WorkspaceError):
        workspace.write({"a_first": CLAIMS, "b_broken": broken, "faults": FAULTS.slice(0, 0)})
    assert workspace.tables() == {"faults": FAULTS}


def test_a_reader_reads_while_a_writer_writes(workspace: Workspace) -> None:
    workspace.write({"faults": FAULTS})
    writer = sqlite3.connect(workspace.path, isolation_level=None)
    writer.execute("begin immediate")
    writer.execute("delete from faults")
    assert workspace.tables()["faults"] == FAULTS
    writer.rollback()
    writer.close()


def test_search_finds_documents_by_their_words_and_takes_any_question(workspace: Workspace) -> None:
    rows = [
        {"id": "d1", "headline": "Ferry", "text": "Nine boats."},
        {"id": "d2", "headline": "Dam", "text": "A crack."},
    ]
    workspace.write({"documents": pa.Table.from_pylist(rows)})
    assert workspace.search("boats") == ["d1"]
    assert workspace.search("crack dam") == ["d2"]
    assert workspace.search('" OR * NEAR(') == []
    assert workspace.search("") == []


def test_a_missing_workspace_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="headwater trace"):
        Workspace(tmp_path / "none.headwater")


def test_other_files_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, and longer than any header of one " * 20)
    with pytest.raises(WorkspaceError, match="cannot be used"):
        Workspace(text)
    foreign = tmp_path / "other.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("create table t (x)")
    connection.close()
    with pytest.raises(WorkspaceError, match="another program"):
        Workspace(foreign)


def test_a_newer_workspace_is_refused(workspace: Workspace) -> None:
    with sqlite3.connect(workspace.path) as connection:
        connection.execute("pragma user_version = 999")
    connection.close()
    with pytest.raises(WorkspaceError, match="newer"):
        Workspace(workspace.path)
