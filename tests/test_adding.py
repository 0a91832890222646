"""Adding: a workspace holds the same however its pages came, and only what they touch is traced."""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater import pipeline
from headwater.pages import Given, Page
from headwater.pipeline import KINDS, STEPS, adding, versions
from headwater.pipeline.sketch import sketch
from headwater.records import Fault
from headwater.store import Workspace, neighbours
from headwater.text import digest
from test_corridor import ROOMS

SYLLABLES = "bar den fol gim hul kas lom nev por rud sil tam vek wor".split()


def words(random: Random, many: int) -> list[str]:
    """Invented words."""
    return ["".join(random.choices(SYLLABLES, k=random.choice((3, 4)))) for _ in range(many)]


def heap(size: int, seed: int = 1) -> list[Page]:
    """Invented texts in small stories: copies that are trimmed and changed, some on one site, some under one name."""
    random = Random(seed)  # noqa: S311
    pages: list[Page] = []
    while len(pages) < size:
        told = [" ".join(words(random, 14)).capitalize() + "." for _ in range(6)]
        for _ in range(random.choice((1, 2, 3))):
            kept = [s if random.random() < 0.9 else " ".join(words(random, 14)) + "." for s in told]
            host = random.choice("abc")
            name = random.choice((None, None, "x1", "x2"))
            url = f"https://{host}.example/{len(pages)}"
            pages.append(Page(f"p{len(pages):03}", "body", "\n\n".join(kept), url, Given(id=name)))
    return pages[:size]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Heaps of more than six documents are traced in groups, as large ones are."""
    monkeypatch.setattr(adding, "WHOLE", 6)
    monkeypatch.setattr(neighbours, "RARE", 4)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of this example alone."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def added(path: Path, *parts: Sequence[Page | Fault]) -> tuple[dict[str, pa.Table], int]:
    """The tables of a workspace after pages came in these parts, and how many groups were traced on the way."""
    path.unlink(missing_ok=True)
    workspace = Workspace(path, create=True)
    groups = sum(batch.groups for part in parts for batch in pipeline.add(workspace, part))
    assert pipeline.check(workspace) == []
    return workspace.tables(), groups


PAGES = heap(18)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every group only its documents and stories are found: they show which groups there are."""

    def trace(group: tuple[list[Page], list[Fault]], **how: object) -> dict[str, pa.Table]:
        del how
        return pipeline.run(group[0], group[1], steps=(STEPS[0], STEPS[2]))

    monkeypatch.setattr(adding, "_trace", trace)


@pytest.mark.usefixtures("small", "quick")
def test_a_heap_that_grows_too_large_for_one_falls_into_groups(folder: Path) -> None:
    """The first four have nothing to do with those that come later, and are two groups of the large heap."""
    of = {p.source: p for p in PAGES}
    first, more = ([of[s] for s in some.split()] for some in ("p000 p001 p002 p003", "p006 p007 p008"))
    fresh, _ = added(folder / "fresh", [*first, *more])
    grown, groups = added(folder / "grown", first, more)
    assert groups == 1 + 4
    for table in KINDS:
        assert grown[table].equals(fresh[table]), table


@pytest.mark.usefixtures("small", "quick")
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_the_outcome_is_that_of_a_fresh_trace_in_whatever_order_and_parts(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(PAGES), min_size=1, max_size=18, unique_by=lambda p: p.source))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(chosen)), max_size=4)))
    batch = data.draw(st.sampled_from((1, 3, 100)))
    parts = [chosen[a:b] for a, b in zip([0, *cuts], [*cuts, len(chosen)], strict=True)]
    again = data.draw(st.sampled_from(chosen))
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        fresh, _ = added(Path(name) / "fresh", sorted(chosen, key=lambda p: p.source))
        patch.setattr(adding, "BATCH", batch)
        grown, _ = added(Path(name) / "grown", *parts, [again])
    for table in KINDS:
        assert grown[table].equals(fresh[table]), table


def test_a_small_heap_is_traced_as_one_like_any(tmp_path: Path) -> None:
    pages = [p for p in heap(9, seed=4) if p.given.id is None]
    grown, _ = added(tmp_path / "w", pages[:3], pages[3:])
    whole = pipeline.run(sorted(pages, key=lambda p: p.source))
    for table in KINDS:
        assert grown[table].to_pylist() == whole[table].to_pylist(), table


@pytest.mark.usefixtures("small")
def test_all_findings_are_those_of_a_fresh_trace(tmp_path: Path) -> None:
    fresh, _ = added(tmp_path / "fresh", PAGES)
    grown, _ = added(tmp_path / "grown", PAGES[9:], PAGES[:4], PAGES[4:9])
    assert grown == fresh
    assert fresh["derivations"].num_rows


@pytest.mark.usefixtures("small", "quick")
def test_a_heap_without_a_workspace_is_traced_the_same_way(tmp_path: Path) -> None:
    kept, _ = added(tmp_path / "w", PAGES)
    assert pipeline.traced(PAGES, []) == kept


@pytest.mark.usefixtures("small")
def test_only_the_group_that_a_page_touches_is_traced_again(tmp_path: Path) -> None:
    random = Random(7)  # noqa: S311
    alone = [Page(f"q{i}", "body", " ".join(words(random, 80)).capitalize() + ".") for i in range(12)]
    workspace = Workspace(tmp_path / "w", create=True)
    assert sum(a.groups for a in pipeline.add(workspace, alone)) == 12
    copy = Page("copy", "body", alone[5].content + "\n\n" + " ".join(words(random, 20)) + ".")
    (one,) = pipeline.add(workspace, [copy], compare=True)
    assert one.groups == 1
    assert sorted(one.before["documents"]["source"].to_pylist()) == ["q5"]
    assert sorted(one.after["documents"]["source"].to_pylist()) == ["copy", "q5"]
    assert len(one.documents) == 1
    (nothing,) = pipeline.add(workspace, [copy, *alone])
    assert (nothing.documents, nothing.groups) == ([], 0)


@pytest.mark.usefixtures("small")
def test_several_processes_find_the_same(tmp_path: Path) -> None:
    from headwater.engine import LocalEngine  # noqa: PLC0415

    one, _ = added(tmp_path / "one", PAGES)
    workspace = Workspace(tmp_path / "two", create=True)
    for _ in pipeline.add(workspace, PAGES, LocalEngine(jobs=2)):
        pass
    assert workspace.tables() == one


def test_a_page_that_says_nothing_new_is_no_second_document(tmp_path: Path) -> None:
    page = Page("a", "body", "The quay was closed.", "https://a.example/1", Given(date_retrieved="2031-03-02"))
    earlier = Page("a", "body", "The quay was closed.", "https://a.example/1", Given(date_retrieved="2031-03-01"))
    later, _ = added(tmp_path / "one", [earlier], [page])
    sooner, _ = added(tmp_path / "two", [page], [earlier])
    assert later == sooner
    assert later["documents"].num_rows == 1
    assert "2031-03-01" in str(later["stamps"].to_pylist())


def test_an_id_that_looks_like_another_s_longer_one_takes_nothing_from_it(tmp_path: Path) -> None:
    one, two = (Page(f"p{n}", "body", f"Boat {n} came in.", None, Given(id="x")) for n in (1, 2))
    longer = f"x-{digest(two.content)[:6]}"
    three = Page("p3", "body", "Another boat came in.", None, Given(id=longer))
    later, _ = added(tmp_path / "later", [one, two], [three])
    sooner, _ = added(tmp_path / "sooner", [three], [two], [one])
    assert later == sooner
    assert sorted(later["documents"]["id"].to_pylist()) == sorted(["x", longer, f"x-{digest(two.content)[:12]}"])


def test_versions_of_one_page_are_two_witnesses(tmp_path: Path) -> None:
    one = Page("a", "body", "Nine boats lay in the harbour on Monday.", "https://a.example/1")
    two = Page("a", "body", "Six boats lay in the harbour on Monday.", "https://a.example/1")
    tables, _ = added(tmp_path / "w", [one], [two])
    assert tables["documents"].num_rows == 2
    assert set(tables["documents"]["url"].to_pylist()) == {"https://a.example/1"}


def test_what_cannot_be_read_is_told_until_it_can(tmp_path: Path) -> None:
    good = Page("a.txt", "body", "The quay was closed.")
    fault = Fault("b.txt", "pages", "empty file")
    tables, _ = added(tmp_path / "w", [good, fault])
    assert [f["source"] for f in tables["faults"].to_pylist()] == ["b.txt"]
    tables, _ = added(tmp_path / "v", [good, fault], [Page("b.txt", "body", "It opened again.")])
    assert tables["faults"].num_rows == 0


def test_a_page_without_text_is_a_fault_and_comes_once(tmp_path: Path) -> None:
    page = Page("blank", "html", "<html><body> </body></html>")
    tables, _ = added(tmp_path / "w", [page], [page, Page("b", "body", "It opened again.")])
    assert [f["source"] for f in tables["faults"].to_pylist()] == ["blank"]
    assert tables["documents"].num_rows == 1


def test_half_characters_and_odd_names_are_kept(tmp_path: Path) -> None:
    odd = Page("a\udcff'; drop table documents; --", "body", "Nine \ud800 boats.", None, Given(id='"x\0y'))
    tables, _ = added(tmp_path / "w", [odd])
    assert tables["documents"]["text"].to_pylist() == ["Nine \ufffd boats."]


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "BATCH", 5)
    workspace = Workspace(tmp_path / "w", create=True)
    next(iter(pipeline.add(workspace, PAGES)))  # and the rest is never asked for
    held = workspace.tables()["documents"].num_rows
    assert 0 < held < 18
    rest = list(pipeline.add(workspace, PAGES))
    assert len(rest[0].documents) == 0
    whole, _ = added(tmp_path / "v", PAGES)
    assert workspace.tables() == whole


def test_a_workspace_made_by_other_versions_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(adding, "recipe", lambda: '{"documents":"old"}')
        before, _ = added_unchecked(tmp_path / "w")
    workspace = Workspace(tmp_path / "w")
    (trouble,) = pipeline.check(workspace)
    assert trouble.kind == "outdated"
    assert "statements" in trouble.told
    assert pipeline.mend(workspace) == []
    assert workspace.tables() == before
    assert pipeline.mend(workspace) == []
    assert [p.name for p in tmp_path.iterdir() if "mending" in p.name] == []


def test_a_repair_that_was_cut_off_goes_on_and_one_of_other_versions_starts_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(adding, "recipe", lambda: '{"documents":"old"}')
        before, _ = added_unchecked(tmp_path / "w")
        added_unchecked(tmp_path / "w.mending")
    assert pipeline.mend(Workspace(tmp_path / "w")) == []
    assert Workspace(tmp_path / "w").tables() == before


def test_versions_are_those_of_all_steps_and_of_who_reads_language(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = json.loads(versions.recipe())
    assert list(plain) == [step.name for step in STEPS]
    assert set(" ".join(rooms for rooms, _ in versions._ROOMS).split()) <= set(ROOMS[: ROOMS.index("pipeline")])
    monkeypatch.setenv("HEADWATER_LANGUAGE", "english")
    other = json.loads(versions.recipe())
    assert [s for s in plain if plain[s] != other[s]] == ["statements", "events", "claims"]


def added_unchecked(path: Path) -> tuple[dict[str, pa.Table], int]:
    """A workspace of a few pages, whoever made it."""
    workspace = Workspace(path, create=True)
    groups = sum(a.groups for a in pipeline.add(workspace, PAGES[:6]))
    return workspace.tables(), groups


def test_lost_rows_and_orphans_are_found_and_mended(tmp_path: Path) -> None:
    whole, _ = added(tmp_path / "w", PAGES[:6])
    workspace = Workspace(tmp_path / "w")
    with workspace.writing() as writer:
        writer._sql("delete from documents where rowid = 2")
        writer._sql("update passages set _part = 999 where rowid <= 2")
        writer._sql("delete from _postings")
    kinds = {t.kind for t in pipeline.check(workspace)}
    assert {"orphans", "untraced", "search"} <= kinds
    assert pipeline.mend(workspace) == []
    assert workspace.tables() == whole


def test_a_damaged_file_is_told_and_not_touched(tmp_path: Path) -> None:
    from headwater.errors import WorkspaceError  # noqa: PLC0415

    added(tmp_path / "w", PAGES[:6])
    raw = bytearray((tmp_path / "w").read_bytes())
    raw[8192 : 8192 + 4096 * 4] = bytes(4096 * 4)
    shutil.copy(tmp_path / "w", tmp_path / "copy")
    (tmp_path / "w").write_bytes(raw)
    workspace = Workspace(tmp_path / "w")
    with pytest.raises(WorkspaceError, match="damaged"):
        pipeline.mend(workspace)
    assert (tmp_path / "w").read_bytes() == bytes(raw)


def test_a_text_s_sketch_is_made_of_what_tells_and_of_its_wording_as_a_whole() -> None:
    text = " ".join(words(Random(3), 200))  # noqa: S311
    trimmed = text[: len(text) * 3 // 4]
    one, two = set(sketch(text)), set(sketch(trimmed))
    assert len(one & two) > len(two) / 2
    assert sum(f & 1 for f in one & two) >= 3
    assert sketch("") == []
    assert all(0 <= f < 2**63 for f in one)
