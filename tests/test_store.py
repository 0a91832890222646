"""Store: what is written is read, whole batches or nothing, and other files are refused."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater import pipeline, store
from headwater.claims import Claim, Ladder, Support
from headwater.errors import WorkspaceError
from headwater.pages import Given, Page
from headwater.pipeline import adding
from headwater.records import Fault, Tables, to_table
from headwater.store import Workspace, neighbours, rows

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


def test_a_second_writer_is_told_that_another_writes(workspace: Workspace) -> None:
    with workspace.writing() as first:
        first.replace({"faults": FAULTS})
        with pytest.raises(WorkspaceError, match="Another program is writing"), workspace.writing(wait=0.01):
            pytest.fail("two wrote at once")
    assert workspace.tables()["faults"] == FAULTS


def test_a_second_writer_waits_for_the_first(workspace: Workspace) -> None:
    writes, done = threading.Event(), threading.Event()

    def first() -> None:
        with workspace.writing() as batch:
            writes.set()
            batch.replace({"faults": FAULTS})
            done.wait(0.2)

    thread = threading.Thread(target=first)
    thread.start()
    writes.wait()
    workspace.write({"claims": CLAIMS})
    thread.join()
    assert workspace.tables() == {"claims": CLAIMS, "faults": FAULTS}


def test_a_full_disk_is_said_and_damages_nothing(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.write({"faults": FAULTS})
    opened = workspace._open

    def small(wait: float) -> sqlite3.Connection:
        connection = opened(wait)
        (pages,) = connection.execute("pragma page_count").fetchone()
        connection.execute(f"pragma max_page_count = {pages + 2}")
        return connection

    large = to_table(Fault, [Fault(f"{n}.html", "pages", "empty" * 100) for n in range(1000)])
    with monkeypatch.context() as patch:
        patch.setattr(workspace, "_open", small)
        with pytest.raises(WorkspaceError, match=r"disk is full.*as it was before.*same command again"):
            workspace.write({"faults": large})
    assert workspace.tables() == {"faults": FAULTS}
    assert workspace.check("{}") == []


def test_an_older_workspace_is_brought_up_to_date_and_a_copy_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.headwater"
    page = Page("a.txt", "body", "Nine boats lay in the harbour.", None, Given(id="a"))
    first_version(path, pipeline.run([page]))
    old = Workspace(path)
    assert old.tables()["documents"]["id"].to_pylist() == ["a"]
    assert old.search("boats") == ["a"]
    assert [p.name for p in sorted(tmp_path.iterdir()) if "backup" in p.name] == ["old.headwater.1.backup"]
    assert {t.kind for t in pipeline.check(old)} >= {"waiting"}
    (added,) = pipeline.add(old, [Page("b.txt", "body", "It opened again.")])
    assert len(added.documents) == 2
    assert pipeline.check(old) == []
    new = Workspace(tmp_path / "new.headwater", create=True)
    list(pipeline.add(new, [page, Page("b.txt", "body", "It opened again.")]))
    assert old.tables() == new.tables()


def test_a_workspace_with_groups_of_old_finds_its_groups_with_the_next_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "WHOLE", 0)
    told = "Nine boats lay in the harbour of Skerrow while the ferry crossed twice and the gale broke the old mole."
    apart = Page("c.txt", "body", "Bakers in Tolland raise the price of rye loaves again after a poor harvest.")
    pages = [Page("a.txt", "body", told), Page("b.txt", "body", f"{told} Nobody was hurt."), apart]
    path = tmp_path / "old.headwater"
    with monkeypatch.context() as patch:
        patch.setattr(neighbours, "SHARED", 1000)  # as if these two had been in two groups
        patch.setattr(neighbours, "TWINS", 9)
        list(pipeline.add(Workspace(path, create=True), pages[:2]))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("alter table _members rename column lead to pivot")
        connection.execute("drop table _links")
        for way in ("kernel", "lead"):
            connection.execute(f"drop index _members_{way}")
        connection.execute("create index _members_pivot on _members (pivot)")
        connection.execute("pragma user_version = 3")
    old, new = Workspace(path), Workspace(tmp_path / "new.headwater", create=True)
    list(pipeline.add(old, pages[2:]))
    list(pipeline.add(new, pages))
    assert new.tables()["passages"].num_rows
    assert old.tables() == new.tables()
    assert pipeline.check(old) == []


def first_version(path: Path, tables: Tables) -> None:
    """A workspace as the first version of Headwater wrote it."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("create table _tables (name text primary key, schema blob)")
        connection.execute("create virtual table _search using fts5 (id unindexed, headline, text)")
        for name, table in tables.items():
            connection.execute(f'create table "{name}" ({", ".join(table.column_names)})')
            places = ", ".join("?" * table.num_columns)
            connection.executemany(f'insert into "{name}" values ({places})', rows.packed(table))  # noqa: S608
            schema = table.schema.serialize().to_pybytes()
            connection.execute("insert into _tables values (?, ?)", (name, schema))
        connection.execute("insert into _search select id, headline, text from documents")
        connection.execute("pragma application_id = 1213677908")
        connection.execute("pragma user_version = 1")


def test_stories_and_documents_are_opened_with_what_belongs_to_them(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w", create=True)
    list(pipeline.add(workspace, [Page("a.txt", "body", "Nine boats lay in the harbour on 3 March 2031.")]))
    (story,) = workspace.stories()["id"].to_pylist()
    opened = workspace.story(story)
    assert opened is not None
    assert opened["documents"]["source"].to_pylist() == ["a.txt"]
    assert workspace.document(opened["documents"]["id"][0].as_py()) == opened
    assert workspace.story("none") is None
    assert workspace.document("' or 1 --") is None
    assert workspace.stories(since="2031-03-04").num_rows == 0
    (found,) = workspace.find("BOATS")
    assert (found.story, found.words) == (story, "Nine ‹boats› lay in the harbour on 3 March 2031.")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_question_breaks_the_search(workspace: Workspace, words: str) -> None:
    if "documents" not in workspace.tables():
        workspace.write({"documents": pa.table({"id": ["d"], "headline": ["h"], "text": ["t"]})})
    assert isinstance(workspace.search(words), list)


def test_of_very_many_that_hold_the_words_the_last_ones_are_compared(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [f"d{n}" for n in range(9)]
    workspace.write({"documents": pa.table({"id": ids, "headline": [""] * 9, "text": ["boats " * 9, *["boats"] * 8]})})
    assert workspace.search("boats", limit=1) == ["d0"]
    monkeypatch.setattr(store.reading, "RANKED", 4)
    assert workspace.search("boats") == ids[5:]
