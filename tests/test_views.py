"""Views: the heap, its stories, trees and claims as objects for Python, and two texts compared."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

import headwater as hw
from ferry_heap import ferry, hostile
from headwater.claims import Claim as ClaimRow
from headwater.errors import UsageError, WorkspaceError
from headwater.records import Span, from_table
from headwater.store import Workspace
from headwater.text import words
from small import trace

FERRY = hw.Heap(ferry())


class TestHeap:
    def test_gives_its_stories_the_largest_first(self) -> None:
        assert [(s.number, s.id) for s in FERRY] == [(1, "s1"), (2, "s2")]
        assert FERRY.story().id == FERRY.story("s1").id == FERRY.story(1).id == "s1"
        assert FERRY.story(2).headline == "Six thousand nights of the Solveig"

    def test_says_which_stories_there_are_where_one_is_not(self) -> None:
        with pytest.raises(UsageError, match="no story 3; there are 2, numbered from 1"):
            FERRY.story(3)

    def test_a_workspace_opens_as_the_same_heap(self, tmp_path: Path) -> None:
        made = hw.Heap(trace("a: The ferry sank off Skarvik on Monday.\nb: The ferry sank off Skarvik on Monday."))
        Workspace(tmp_path / "w.headwater", create=True).write({n: made.tables[n] for n in hw_tables(made)})
        opened = hw.open(tmp_path / "w.headwater")
        assert repr(opened) == repr(made)
        assert str(opened.story().tree) == str(made.story().tree)
        with pytest.raises(WorkspaceError, match="no workspace"):
            hw.open(tmp_path / "elsewhere")

    def test_exports_what_the_command_exports(self, tmp_path: Path) -> None:
        paths = FERRY.export(tmp_path, "jsonl")
        assert "claims.jsonl" in [p.name for p in paths]
        (path,) = FERRY.export(tmp_path / "prov.jsonld", "prov")
        assert path.read_bytes().startswith(b'{"@context"')


def hw_tables(heap: hw.Heap) -> Iterator[str]:
    return (name for name in heap.tables if name != "pages")


class TestStory:
    def test_holds_what_belongs_to_it(self) -> None:
        story = FERRY.story(1)
        assert sorted(d.id for d in story.documents) == ["a1", "b2", "c3", "d4", "e5"]
        assert [c.text for c in story.claims] == [c.text for c in from_table(ClaimRow, FERRY.tables["claims"])]
        assert {s.speaker for s in story.statements} == {"Ida Brekke", "the harbour office"}
        assert [e.type for e in story.events] == ["ACCIDENT"]
        assert [c.id for c in story.conflicts] == ["x1", "x2"]
        assert story.ladder.documents == 5
        assert story.ladder.texts == 2

    def test_prints_its_headline_its_ladder_and_its_sentences(self) -> None:
        lines = str(FERRY.story(1)).splitlines()
        assert lines[0] == "Ferry aground off Skarvik"
        assert lines[1].strip().startswith("five documents → two texts → ")
        assert any("lost" in line for line in lines[2:])


class TestClaim:
    def test_has_its_ladder_its_supports_and_their_words(self) -> None:
        claim = FERRY.story(1).claims[1]
        assert (claim.ladder.documents, claim.ladder.speakers) == (3, 1)
        assert [s.document for s in claim.supports] == ["a1", "b2", "d4"]
        assert {claim.words(s) for s in claim.supports} == {"“Nobody was hurt and the sea was calm,”"}

    def test_has_the_readings_where_accounts_differ_on_it(self) -> None:
        first, second, _ = FERRY.story(1).claims
        assert [c.id for c in first.conflicts] == ["x1"]
        assert second.conflicts == []
        assert [first.words(r.supports[0]) for r in first.conflicts[0].readings] == ["61", "16"]
        assert "number differs: 61 people | 16 people" in str(first)


class TestTree:
    def test_has_the_edges_and_witnesses_of_the_tables(self) -> None:
        tree = FERRY.story(1).tree
        assert len(tree.edges) == FERRY.tables["derivations"].num_rows
        assert {w.id for w in tree.witnesses} == {"a1", "b2", "c3", "d4", "e5", "lost:1", "lost:2"}
        assert tree.write("dot").startswith("digraph")
        with pytest.raises(UsageError, match="Newick holds one parent"):
            tree.write("newick")

    def test_a_notebook_shows_every_witness_under_its_parent(self) -> None:
        tree = FERRY.story(1).tree
        shown = html.fromstring(tree._repr_html_())
        items = {i.text.split(" ")[0]: i for i in shown.iter("li")}
        assert set(items) == set(tree.sigla.values())
        first = {d.child: d.parent for d in sorted(tree.edges, key=lambda d: d.probability)}
        for child, parent in first.items():
            assert items[tree.sigla[child]].getparent().getparent() is items[tree.sigla[parent]]


class TestDiff:
    def test_gives_a_span_on_both_sides_for_what_differs(self) -> None:
        a, b = "Six boats blocked the port on Monday.", "Nine boats blocked the port."
        found = hw.diff(a, b)
        told = [(c.a and a[c.a.start : c.a.end], c.b and b[c.b.start : c.b.end]) for c in found]
        assert told == [("Six", "Nine"), ("on Monday", None)]
        assert str(found) == ("a  [-Six-] boats blocked the port [-on Monday-].\nb  {+Nine+} boats blocked the port.")

    def test_finds_what_was_moved(self) -> None:
        first = "The harbour master of Skarvik told reporters that nobody had been hurt on the ferry."
        second = "Two tugs from Nordby pulled at the hull for most of the night without moving it."
        assert list(hw.diff(f"{first}\n\n{second}", f"{second}\n\n{first}")) == []

    def test_documents_of_a_story_are_compared_by_their_accounts(self) -> None:
        story = FERRY.story(1)
        sigla = story.tree.sigla
        found = story.diff(sigla["a1"], sigla["c3"])
        texts = {d.id: d.text for d in story.documents}
        pairs = [(texts["a1"][c.a.start : c.a.end], texts["c3"][c.b.start : c.b.end]) for c in found if c.a and c.b]
        assert ("61", "16") in pairs
        assert all("Home · Sea" not in texts["a1"][c.a.start : c.a.end] for c in found if c.a)
        assert story.diff("a1", "c3").changes == found.changes

    def test_a_lost_source_has_no_text(self) -> None:
        with pytest.raises(UsageError, match="no text of this story"):
            FERRY.story(1).diff("a1", "lost:1")

    def test_texts_that_are_the_same_have_no_difference(self) -> None:
        same = hw.diff("The ferry sank.", "The ferry sank.")
        assert not same
        assert str(same) == "no difference in words"

    @settings(deadline=None, max_examples=60)
    @given(*[st.text(st.sampled_from("ab .,\n\u202e\ud800\x00é海"), max_size=60)] * 2)
    def test_spans_lie_in_their_texts_and_cover_all_words_that_differ(self, a: str, b: str) -> None:
        found = hw.diff(a, b)
        left, right = [c.a for c in found if c.a], [c.b for c in found if c.b]
        for text, spans in ((a, left), (b, right)):
            assert all(0 <= s.start < s.end <= len(text) for s in spans)
            assert all(x.end <= y.start for x, y in zip(sorted(spans), sorted(spans)[1:], strict=False))
        assert sorted(_without(a, left)) == sorted(_without(b, right))
        assert str(found)


def _without(text: str, spans: list[Span]) -> list[str]:
    """The words of a text that lie in none of the spans."""
    return [w.form for w in words(text) if not any(s.start <= w.start < s.end for s in spans)]


SHOWN = ("heap", "table", "story", "tree", "claim", "diff")


def shown(heap: hw.Heap) -> dict[str, str]:
    story = heap.story(1)
    views = (heap, heap.documents, story, story.tree, story.claims[0], story.diff(*(d.id for d in story.documents[:2])))
    return dict(zip(SHOWN, (v._repr_html_() for v in views), strict=True))


@pytest.mark.parametrize("view", SHOWN)
def test_a_notebook_shows_what_a_page_brings_and_runs_nothing_of_it(view: str) -> None:
    raw = shown(hw.Heap(hostile()))[view]
    tree = html.fromstring(raw)
    allowed = {"div", "style", "table", "thead", "tbody", "tr", "th", "td", "p", "h4", "ul", "li", "del", "ins"}
    assert {e.tag for e in tree.iter()} <= allowed
    assert {name for e in tree.iter() for name in e.attrib} <= {"class", "dir"}
    assert "<script>window" in tree.text_content()


@pytest.mark.parametrize("view", SHOWN)
def test_a_notebook_needs_nothing_from_elsewhere_and_reads_on_any_ground(view: str) -> None:
    raw = shown(FERRY)[view]
    assert not re.search(r"https?://(?!www\.harbour-times|islands|harbour-mirror|quay|lantern)|url\(|@import", raw)
    style = re.search(r"<style>(.*?)</style>", raw)
    assert style
    # no colour of ground or text is set but see-through ones
    assert not re.search(r"#[0-9a-f]{3,6}|(?<!-)color:", style[1])
    assert all(float(a) < 0.5 for a in re.findall(r"rgba\([^)]*,([.\d]+)\)", style[1]))


WITHOUT_PANDAS = """
import sys
class Missing:
    def find_spec(self, name, *_):
        if name.partition(".")[0] == "pandas":
            raise ImportError(name)
sys.meta_path.insert(0, Missing())
from test_views import FERRY, shown
assert all(shown(FERRY).values()) and "pandas" not in sys.modules
"""


def test_nothing_of_it_needs_pandas() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT_PANDAS], cwd=Path(__file__).parent, check=True)


def test_what_the_package_offers_stays_what_it_is_when_its_rooms_are_opened() -> None:
    """A room of the same name would stand in front of a function once it is imported."""
    code = (
        "import headwater as hw, headwater.cli, headwater.views.comparison, headwater.views.story;"
        "assert all(callable(getattr(hw, n)) for n in hw.__all__ for _ in range(2))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
