"""Catalogue: stories are listed, filtered and opened from the workspace as they are from all its tables."""

import re
import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import ferry_heap
from headwater import pipeline, report
from headwater.errors import WorkspaceError
from headwater.pages import Given, Page
from headwater.records import from_table
from headwater.report.dossier import lone
from headwater.report.views import StoryView, view
from headwater.store import Readers, Wanted, Workspace
from headwater.stories import Story

EXAMPLES = Path(pipeline.__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The ferry heap, kept."""
    workspace = Workspace(tmp_path_factory.mktemp("ferry") / "ferry.headwater", create=True)
    workspace.write(ferry_heap.ferry())
    return workspace


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same with ids and names that hold whatever breaks programs."""
    workspace = Workspace(tmp_path_factory.mktemp("hostile") / "hostile.headwater", create=True)
    workspace.write(ferry_heap.hostile())
    return workspace


@pytest.fixture(scope="module")
def traced(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two heaps that come with the package, traced into one workspace."""
    workspace = Workspace(tmp_path_factory.mktemp("traced") / "two.headwater", create=True)
    found, faults = pipeline.gather([EXAMPLES / "harbour", EXAMPLES / "dam"])
    list(pipeline.add(workspace, [*found, *faults]))
    return workspace


def seen(tables: dict[str, pa.Table], document: str) -> StoryView:
    of = lone(tables, document)
    assert of is not None
    return view(of)


@pytest.mark.parametrize("which", ["ferry", "hostile", "traced"])
def test_a_story_opened_by_itself_is_drawn_as_from_the_whole_heap(which: str, request: pytest.FixtureRequest) -> None:
    workspace: Workspace = request.getfixturevalue(which)
    tables = workspace.tables()
    stories = from_table(Story, tables["stories"])
    assert len(stories) > 1
    for story in stories:
        opened = workspace.story(story.id)
        assert opened is not None
        assert report.story_section(opened, story.id) == report.story_section(tables, story.id)
        for document in story.documents:
            opened = workspace.document(document)
            assert opened is not None
            assert seen(opened, document) == seen(tables, document)


def test_a_story_brings_no_rows_of_others(traced: Workspace) -> None:
    first, second = traced.stories()["id"].to_pylist()[:2]
    opened = traced.story(first)
    assert opened is not None
    others = traced.story(second)
    assert others is not None
    assert not {*opened["documents"]["id"].to_pylist()} & {*others["documents"]["id"].to_pylist()}
    assert opened["stories"].num_rows == 1
    assert {*opened["blocks"]["document"].to_pylist()} <= {*opened["documents"]["id"].to_pylist()}


def shelf(workspace: Workspace, **wanted: Any) -> list[str]:
    """The ids of the stories of a list."""
    with workspace.reading() as reader:
        found = [s.id for s in reader.shelf(Wanted(**wanted), 0, 100)]
        assert reader.count_shelf(Wanted(**wanted)) == len(found)
    return found


def test_every_filter_agrees_with_a_search_by_hand(ferry: Workspace) -> None:
    tables = ferry.tables()
    stories = from_table(Story, tables["stories"])
    documents = {d["id"]: d for d in tables["documents"].to_pylist()}
    conflicts = {c["story"] for c in tables["conflicts"].to_pylist() if c["kind"] == "conflict"}
    said = {(s["document"], s["speaker"]) for s in tables["statements"].to_pylist() if s["named"]}
    assert {*shelf(ferry)} == {s.id for s in stories}
    for name in {d["publisher"] for d in documents.values() if d["publisher"]}:
        held = {s.id for s in stories if any(documents[d]["publisher"] == name for d in s.documents)}
        assert {*shelf(ferry, newsroom=name.upper())} == held
    for name in {speaker for _, speaker in said}:
        assert {*shelf(ferry, speaker=name)} == {s.id for s in stories if any((d, name) in said for d in s.documents)}
    assert {*shelf(ferry, differs=True)} == conflicts
    assert {*shelf(ferry, single=True)} == {s.id for s in stories if len(s.documents) > 1 and s.lines == 1}
    assert shelf(ferry, sort="size") == [s.id for s in sorted(stories, key=lambda s: -len(s.documents))]


def test_names_are_found_by_their_words_and_days_by_their_range(ferry: Workspace) -> None:
    assert shelf(ferry, speaker="brekke") == shelf(ferry, speaker="Ida Brekke") != []
    assert shelf(ferry, speaker="rekke") == []
    with ferry.reading() as reader:
        assert reader.alike("speaker", "bre", 10) == ["Ida Brekke"]
        assert reader.alike("speaker", "%", 10) == []
    last = max(s.last for s in from_table(Story, ferry.tables()["stories"]) if s.last)
    assert shelf(ferry, since=last, until=last) != []
    assert shelf(ferry, since="2032-01-01") == shelf(ferry, until="1999-12-31") == []
    assert shelf(ferry, newsroom="' or 1 --") == []


def test_words_are_looked_for_within_a_filter(ferry: Workspace) -> None:
    with ferry.reading() as reader:
        everywhere = reader.find("the", 20)
        assert len(everywhere) > 1
        some = reader.find("the", 20, 0, Wanted(newsroom="Harbour Times"))
        (story,) = shelf(ferry, newsroom="Harbour Times")
        assert {f.id for f in some} == {f.id for f in everywhere if f.story == story} != {f.id for f in everywhere}
        assert reader.find("the", 20, 0, Wanted(newsroom="Nobody")) == []
        assert {f.id for f in [*reader.find("the", 1), *reader.find("the", 20, 1)]} == {f.id for f in everywhere}


def test_the_catalogue_follows_what_is_added_and_doctor_knows_of_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w", create=True)
    with workspace.reading() as reader:
        assert reader.state() == (0, 0, 0)
    list(pipeline.add(workspace, [_page("a", "Nine boats lay in the harbour of Ostrel on 3 March 2031.", "Quay Post")]))
    with workspace.reading() as reader:
        before = reader.state()
    list(pipeline.add(workspace, [_page("b", "The museum at Vell opened a hall of clocks.", "Vell Herald")]))
    with workspace.reading() as reader:
        state = reader.state()
        assert state.version > before.version
        assert (state.documents, state.stories) == (2, 2)
    list(pipeline.add(workspace, []))
    with workspace.reading() as reader:
        assert reader.state() == state
    assert len(shelf(workspace, newsroom="vell herald")) == 1
    assert pipeline.check(workspace) == []
    with closing(sqlite3.connect(workspace.path)) as connection, connection:
        connection.execute("delete from _facets")
    assert [t.kind for t in pipeline.check(workspace)] == ["search"]
    assert pipeline.mend(workspace) == []
    assert len(shelf(workspace, newsroom="vell herald")) == 1


def test_a_workspace_of_the_second_version_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "w.headwater"
    list(pipeline.add(Workspace(path, create=True), [_page("a", "Nine boats lay in the harbour.", "Quay Post")]))
    with closing(sqlite3.connect(path)) as connection, connection:
        for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
            if table in {"_tally", "_shelf", "_held", "_names", "_facets", "_told"}:
                connection.execute(f"drop table {table}")
        names = [n for (n,) in connection.execute("select name from sqlite_master where type = 'index'")]
        for name in names:
            if re.fullmatch(r"_[a-z]+_(document|story|a|b|child)", name):
                connection.execute(f"drop index {name}")
        connection.execute("pragma user_version = 2")
    workspace = Workspace(path)
    assert len(shelf(workspace, newsroom="quay post")) == 1
    assert pipeline.check(workspace) == []
    assert (tmp_path / "w.headwater.2.backup").is_file()
    new = Workspace(tmp_path / "new", create=True)
    list(pipeline.add(new, [_page("a", "Nine boats lay in the harbour.", "Quay Post")]))
    assert layout(workspace) == layout(new)


def layout(workspace: Workspace) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(workspace.path)) as connection:
        return {*connection.execute("select name, sql from sqlite_master")}


def _page(name: str, text: str, publisher: str) -> Page:
    return Page(f"{name}.txt", "body", text, None, Given(id=name, publisher=publisher))


def test_readers_that_stay_open_see_what_is_new_and_are_few(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w", create=True)
    readers = Readers(workspace)
    with ExitStack() as stack:
        several = [stack.enter_context(readers.reading()) for _ in range(12)]
        assert {r.state() for r in several} == {(0, 0, 0)}
    assert readers._idle.qsize() == 8
    list(pipeline.add(workspace, [_page("a", "Nine boats lay in the harbour.", "Quay Post")]))
    with readers.reading() as reader:
        assert reader.state().documents == 1
        with pytest.raises(WorkspaceError), readers.reading() as broken:
            broken._sql("select no from nothing")
    assert readers._idle.qsize() == 7
    readers.close()
    assert readers._idle.qsize() == 0
