"""Tree and why: the family trees for reading and for programs that draw, and the evidence for one edge."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import msgspec
import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import ferry_heap
from headwater import cli, tell
from headwater.errors import HeadwaterError, UsageError
from headwater.records import Record, Span
from headwater.stemma import Alternative, Derivation, Witness
from headwater.store import Workspace
from headwater.stories import Story
from headwater.tell.sides import Side, aligned, apart, cut, whole

FERRY = ferry_heap.ferry()
HOSTILE = ferry_heap.hostile()
NS = "{http://graphml.graphdrawing.org/xmlns}"


def heap(change: Callable[[dict[str, list[Record]]], object]) -> dict[str, pa.Table]:
    """The ferry heap with something changed."""
    rows = ferry_heap.records()
    change(rows)
    return ferry_heap.as_tables(rows)


def edges(*new: Derivation) -> Callable[[dict[str, list[Record]]], object]:
    """The ferry heap with other edges: those into the same texts go, runners-up stay."""

    def change(rows: dict[str, list[Record]]) -> None:
        into = {d.child for d in new}
        kind = Alternative if isinstance(new[0], Alternative) else Derivation
        name = "alternatives" if kind is Alternative else "derivations"
        rows[name] = [*(r for r in rows[name] if isinstance(r, Derivation) and r.child not in into), *new]

    return change


def plain_tree(tables: dict[str, pa.Table], story: str | None = None) -> str:
    return tell.written(tell.told(tell.story_trees(tables, story)))


def plain_why(tables: dict[str, pa.Table], a: str, b: str, story: str | None = None, everything: bool = False) -> str:
    return tell.written(tell.why(tell.case(tables, a, b, story), everything, columns=False))


def headwater(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.cli, [str(w) for w in words])


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The ferry heap on disk."""
    path = tmp_path / "ferry.headwater"
    Workspace(path, create=True).write(FERRY)
    return path


class TestTheTreeForReading:
    def test_says_who_has_it_from_whom_and_how_surely(self) -> None:
        assert plain_tree(FERRY, "1") == (
            "1  Ferry aground off Skarvik · 4 to 6 March 2031 · five documents · two independent lines · s1\n"
            "α  lost source, the wire of 4 March, by 4 March 2031\n"
            "├── A  Harbour Times, 4 March 2031 · copied from α, 96 %\n"
            "│   └── B  harbour-mirror.example · rewritten from A, 62 %\n"
            "├── C  Islands Today, 4 March 2031 · shortened from α, 91 %\n"
            "└── β  lost source, a first radio bulletin · a later version of α, 58 %\n"
            "    └── D  Coast Radio, 5 March 2031 · merged from β, 83 % · also from C, 55 %\n"
            "        └── E  The Quay Forum, 6 March 2031 · quotes D, over 99 %\n"
        )

    def test_names_runners_up_from_a_fifth_on(self) -> None:
        for chance, told in ((0.31, True), (0.2, True), (0.19, False)):
            rival = Alternative("b2", "a1", "copy", chance, ())
            text = plain_tree(heap(edges(rival)), "1")
            assert (f"copied from α, 96 % · or from C, {chance * 100:.0f} %" in text) is told

    def test_says_undecided_below_a_half(self) -> None:
        text = plain_tree(heap(edges(Derivation("a1", "c3", "copy", 0.41, ()))), "1")
        assert "harbour-mirror.example · undecided, perhaps copied from A, 41 %" in text

    def test_sums_up_what_stands_alone(self) -> None:
        def change(rows: dict[str, list[Record]]) -> None:
            rows["derivations"].clear()
            rows["witnesses"] = [msgspec.structs.replace(w, family=f"f{n}") for n, w in enumerate(rows["witnesses"])]

        lines = plain_tree(heap(change), "1").splitlines()
        assert lines[1].startswith("Five texts stand alone: A Harbour Times · B Islands Today · ")
        assert len(lines) == 2

    def test_counts_stories_of_one_text_beside_others(self) -> None:
        assert plain_tree(FERRY).endswith("\n\nOne more story of one text\n")

    @pytest.mark.parametrize("wanted", ["2", "s2"])
    def test_shows_one_story_by_number_or_id(self, wanted: str) -> None:
        text = plain_tree(FERRY, wanted)
        assert "Six thousand nights" in text
        assert "One text stands alone: A The Weekly Lantern" in text
        assert "Skarvik" not in text

    @pytest.mark.parametrize(("wanted", "hint"), [("9", "there are 2"), ("s", "s1 (number 1), s2 (number 2)")])
    def test_refuses_a_story_that_is_not_there_or_not_clear(self, wanted: str, hint: str) -> None:
        with pytest.raises(UsageError, match=re.escape(hint)):
            tell.story_trees(FERRY, wanted)

    def test_of_a_ring_shows_every_text_once(self) -> None:
        ring = heap(edges(Derivation("b2", "a1", "copy", 0.6, ()), Derivation("a1", "b2", "copy", 0.6, ())))
        text = plain_tree(ring, "1")
        assert text.count("Harbour Times") == text.count("Islands Today") == 1

    def test_nothing_in_a_name_steers_the_terminal(self) -> None:
        poisoned = "\x1b[31mred\x07\u202e\n\r[bold]"

        def change(rows: dict[str, list[Record]]) -> None:
            rows["documents"] = [msgspec.structs.replace(d, publisher=poisoned) for d in rows["documents"]]

        text = plain_tree(heap(change))
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", text)
        assert "[bold]" in text

    def test_a_workspace_without_trees_is_refused_with_the_way_out(self) -> None:
        with pytest.raises(HeadwaterError, match="headwater trace"):
            tell.story_trees({"documents": FERRY["documents"]})


def read_dot(text: str) -> tuple[dict[str, dict[str, str]], dict[tuple[str, str], dict[str, str]]]:
    """Nodes and edges of a DOT file with their attributes; fails where a line is no statement."""
    string = r'"((?:[^"\\]|\\.)*)"'
    nodes: dict[str, dict[str, str]] = {}
    links: dict[tuple[str, str], dict[str, str]] = {}
    assert text.count("{") - len(re.findall(r'"[^"\n]*\{', text)) >= 1
    for line in text.splitlines():
        found = re.fullmatch(rf"\s*{string}(?: -> {string})? \[(.*)\];", line)
        if not found:
            assert re.fullmatch(
                rf'digraph headwater \{{|\s*node \[shape="box"\];|\s*subgraph {string} \{{|\s*label={string};|\s*\}}',
                line,
            ), line
            continue
        pairs = re.findall(rf"(\w+)={string}", found[3])
        assert ", ".join(f'{k}="{v}"' for k, v in pairs) == found[3]
        shown = {k: v.replace(r"\n", "\n").replace(r"\"", '"').replace(r"\\", "\\") for k, v in pairs}
        if found[2]:
            links[found[1], found[2]] = shown
        else:
            nodes[found[1]] = shown
    return nodes, links


class TestDot:
    def test_holds_every_witness_and_every_edge(self) -> None:
        nodes, links = read_dot(tell.GRAPHS["dot"](tell.story_trees(FERRY, "1")))
        assert set(nodes) == set("αβABCDE")
        assert {n for n, a in nodes.items() if a.get("style") == "dashed"} == {"α", "β"}
        assert nodes["A"]["label"] == "A Harbour Times\n4 March 2031"
        assert {e for e, a in links.items() if a.get("style") == "dotted"} == {("β", "D"), ("C", "D")}
        assert links["α", "A"]["label"] == "96 %"
        assert len(links) == 7

    def test_tells_stories_apart(self) -> None:
        nodes, links = read_dot(tell.GRAPHS["dot"](tell.story_trees(FERRY)))
        assert {"1.A", "2.A"} <= set(nodes)
        assert ("1.A", "1.B") in links

    def test_escapes_what_a_page_brings(self) -> None:
        name = 'A "quoted\\" &lt; \\N name\\'

        def change(rows: dict[str, list[Record]]) -> None:
            rows["documents"] = [msgspec.structs.replace(d, publisher=name) for d in rows["documents"]]

        nodes, _ = read_dot(tell.GRAPHS["dot"](tell.story_trees(heap(change), "2")))
        assert nodes["A"]["label"].replace("&amp;", "&") == f"A {name}\n9 March 2031"
        read_dot(tell.GRAPHS["dot"](tell.story_trees(HOSTILE)))


def read_graphml(tables: dict[str, pa.Table], story: str | None = None) -> ElementTree.Element:
    return ElementTree.fromstring(tell.GRAPHS["graphml"](tell.story_trees(tables, story)))  # noqa: S314


class TestGraphml:
    def test_reads_back_with_every_node_and_edge(self) -> None:
        root = read_graphml(FERRY, "1")
        data = {n.get("id"): {d.get("key"): d.text for d in n.iter(NS + "data")} for n in root.iter(NS + "node")}
        assert set(data) == set("αβABCDE")
        assert data["A"]["node.id"] == "a1"
        assert data["A"]["node.date"] == "2031-03-04"
        assert "node.date" not in data["B"]
        assert {n for n, d in data.items() if d["node.kind"] == "lost"} == {"α", "β"}
        links = {(e.get("source"), e.get("target")): {d.get("key"): d.text for d in e} for e in root.iter(NS + "edge")}
        assert links["β", "D"] == {"edge.how": "merge", "edge.probability": "0.83", "edge.second": "false"}
        assert links["C", "D"] == {"edge.how": "merge", "edge.probability": "0.55", "edge.second": "true"}
        assert {k for e in links for k in e} <= set(data)

    def test_names_no_key_that_it_does_not_declare(self) -> None:
        root = read_graphml(FERRY)
        assert {d.get("key") for d in root.iter(NS + "data")} <= {k.get("id") for k in root.iter(NS + "key")}

    def test_is_well_formed_whatever_a_page_brings(self) -> None:
        odd = "a\x00\x0c\ufffe\uffff]]><x>&"

        def change(rows: dict[str, list[Record]]) -> None:
            rows["documents"] = [msgspec.structs.replace(d, publisher=odd) for d in rows["documents"]]

        for tables in (HOSTILE, heap(change)):
            root = read_graphml(tables)
            names = [n.get("id") for n in root.iter(NS + "node")]
            assert len(names) == len(set(names)) == 8


Tree = tuple[str, list["Tree"]]


def read_newick(line: str) -> Tree:
    """One tree of a Newick file as names and children."""
    tokens = re.findall(r"'(?:[^']|'')*'|[(),;]", line)
    assert "".join(tokens) == line

    def node(at: int) -> tuple[Tree, int]:
        children: list[Tree] = []
        while tokens[at] in ("(", ",") and (tokens[at] == "(" or children):
            child, at = node(at + 1)
            children.append(child)
            if tokens[at] == ")":
                at += 1
                break
        return (tokens[at][1:-1].replace("''", "'"), children), at + 1

    tree, end = node(0)
    assert tokens[end:] == [";"]
    return tree


class TestNewick:
    def test_keeps_the_names_of_texts_that_others_copied(self) -> None:
        one = heap(edges(Derivation("b2", "d4", "rewrite", 0.7, ())))
        (line,) = tell.GRAPHS["newick"](tell.story_trees(one, "1")).splitlines()
        assert read_newick(line) == (
            "α lost source, the wire of 4 March",
            [
                ("A Harbour Times", [("B harbour-mirror.example", [])]),
                ("C Islands Today", [("D Coast Radio", [("E The Quay Forum", [])])]),
            ],
        )

    def test_puts_a_tree_on_a_line(self) -> None:
        alone = heap(lambda rows: rows["derivations"].clear())
        lines = tell.GRAPHS["newick"](tell.story_trees(alone)).splitlines()
        assert len(lines) == 6
        assert all(not children for _, children in map(read_newick, lines))

    def test_quotes_what_a_page_brings(self) -> None:
        name = "O'Hara's (News), \"daily\"; [1]: "

        def change(rows: dict[str, list[Record]]) -> None:
            rows["documents"] = [msgspec.structs.replace(d, publisher=name) for d in rows["documents"]]

        (line,) = tell.GRAPHS["newick"](tell.story_trees(heap(change), "2")).splitlines()
        assert read_newick(line)[0] == f"A {name.strip()}"

    def test_refuses_a_text_with_two_parents_and_says_what_to_do(self) -> None:
        with pytest.raises(UsageError, match=r"D Coast Radio .* from β and C, .* GraphML or DOT"):
            tell.GRAPHS["newick"](tell.story_trees(FERRY))


@settings(max_examples=20, deadline=None)
@given(st.integers())
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    random = Random(seed)  # noqa: S311

    def shuffled(table: pa.Table) -> pa.Table:
        return table.take(random.sample(range(len(table)), len(table)))

    mixed = {name: shuffled(table) for name, table in FERRY.items()}
    trees = tell.story_trees(mixed)
    assert tell.written(tell.told(trees)) == plain_tree(FERRY)
    for form in ("dot", "graphml"):
        assert tell.GRAPHS[form](trees) == tell.GRAPHS[form](tell.story_trees(FERRY))
    assert plain_why(mixed, "a1", "c3") == plain_why(FERRY, "a1", "c3")


class TestWhy:
    def test_gives_the_evidence_with_its_weight(self) -> None:
        text = plain_why(FERRY, "a1", "lost:1")
        assert text == (
            "α lost source, the wire of 4 March · by 4 March 2031 · lost:1\n"
            "A Harbour Times · Ferry aground off Skarvik · 4 March 2031 · a1\n"
            "\n"
            "A Harbour Times is copied from α lost source, the wire of 4 March, 96 %.\n"
            "  for\n"
            "      31 bits  strong  the same 38 words in the same order\n"
            "  against\n"
            "       3 bits  fair    the child has a paragraph that the parent lacks\n"
            "\n"
            "The text of α lost source, the wire of 4 March is not at hand, so there is nothing to put side by side.\n"
        )

    def test_puts_the_words_side_by_side_and_marks_what_differs(self) -> None:
        text = plain_why(FERRY, "a1", "c3")
        assert "B harbour-mirror.example is rewritten from A Harbour Times, 62 %." in text
        assert "Two shared passages (copied): 38 words" in text
        assert "\nA  The ferry Solveig ran aground off Skarvik on Tuesday with [-61-] people on board" in text
        assert "\nB  The ferry Solveig ran aground off Skarvik on Tuesday with {+16+} people on board" in text
        assert "since the spring of 1987" not in text

    def test_shows_whole_accounts_on_demand_and_no_furniture(self) -> None:
        text = plain_why(FERRY, "a1", "c3", everything=True)
        assert "\nA  The ferry company has run the crossing between Skarvik and the outer islands" in text
        assert "Subscribe" not in text

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            ("c3", "a1"),
            ("A", "B"),
            ("harbour times", "c3.html"),
            ("a", "harbour-mirror.example"),
            ("bour tim", "mirror"),
        ],
    )
    def test_takes_ids_letters_sources_publishers_in_either_order(self, a: str, b: str) -> None:
        assert plain_why(FERRY, a, b) == plain_why(FERRY, "a1", "c3")

    def test_letters_are_those_of_the_story_given(self) -> None:
        assert plain_why(FERRY, "A", "a1", "s2").startswith("The Weekly Lantern")

    def test_names_the_way_between_texts_that_are_not_linked(self) -> None:
        text = plain_why(FERRY, "c3", "e5")
        assert "They are not linked directly.\nBoth come from α lost source, the wire of 4 March:\n" in text
        assert "  E The Quay Forum quotes D Coast Radio, over 99 %\n" in text
        assert "They share no passage." in text

    def test_names_the_text_between_a_text_and_its_source(self) -> None:
        text = plain_why(FERRY, "e5", "lost:2")
        assert "E The Quay Forum comes from β lost source, a first radio bulletin by way of D Coast Radio:\n" in text

    def test_names_the_copy_that_two_sources_went_into(self) -> None:
        lone = heap(lambda rows: rows["derivations"].remove(rows["derivations"][3]))
        assert "Neither comes from the other; both went into D Coast Radio:\n" in plain_why(lone, "b2", "lost:2")

    def test_says_that_no_way_leads_between_stories(self) -> None:
        text = plain_why(FERRY, "f6", "d4")
        assert "No way through the trees leads from one to the other." in text
        assert "One shared passage (stock phrase): 18 words" in text
        assert "\n1  Our reporter counted 64 passengers" in text
        assert "\n2  Our reporter counted 64 passengers" in text

    def test_shows_the_edge_that_lost_and_the_one_that_won(self) -> None:
        text = plain_why(FERRY, "a1", "b2")
        assert "They are not linked directly." in text
        assert (
            "Weighed and not taken: C Islands Today is shortened from A Harbour Times, 8 %.\n  for: nothing\n" in text
        )
        assert "Other parents of C Islands Today\n  α lost source, the wire of 4 March, 91 %, in the tree" in text

    def test_tells_of_the_other_direction_too(self) -> None:
        text = plain_why(heap(edges(Alternative("c3", "a1", "copy", 0.33, ()))), "c3", "a1")
        assert "B harbour-mirror.example is rewritten from A Harbour Times, 62 %.\n" in text
        assert "\nWeighed and not taken: A Harbour Times is copied from B harbour-mirror.example, 33 %.\n" in text

    def test_names_the_runners_up_of_the_child(self) -> None:
        text = plain_why(FERRY, "b2", "lost:1")
        assert "A Harbour Times, 8 %, weighed and not taken: the child has a paragraph that the parent lacks" in text

    def test_says_undecided_below_a_half(self) -> None:
        doubt = heap(edges(Derivation("a1", "c3", "copy", 0.41, ())))
        assert "Undecided, perhaps: B harbour-mirror.example is copied from A" in plain_why(doubt, "a1", "c3")

    @pytest.mark.parametrize(
        ("a", "b", "hint"),
        [
            ("nobody", "a1", "No text is called “nobody”; `headwater tree`"),
            ("a1", "", "No text is called “”"),
            ("harbour", "a1", "a1 (Harbour Times, a1.html) or c3 (harbour-mirror.example, c3.html): give the id"),
            ("lost", "a1", "lost:1 (the wire of 4 March) or lost:2 (a first radio bulletin): give the id"),
            ("a1", "Harbour Times", "are the same text, a1; name two"),
        ],
    )
    def test_refuses_with_the_way_out(self, a: str, b: str, hint: str) -> None:
        with pytest.raises(UsageError, match=re.escape(hint)):
            tell.case(FERRY, a, b)

    def test_two_pages_of_one_publisher_are_ambiguous(self) -> None:
        def change(rows: dict[str, list[Record]]) -> None:
            rows["documents"] = [msgspec.structs.replace(d, publisher="Gull Post") for d in rows["documents"]]

        with pytest.raises(UsageError, match="or 1 more: give the id"):
            tell.case(heap(change), "gull post", "a1")

    def test_sets_two_columns_on_a_terminal_with_signs_beside_colour(self) -> None:
        console = Console(force_terminal=True, width=100, record=True, color_system="truecolor", quiet=False)
        with console.capture() as captured:
            console.print(*tell.why(tell.case(FERRY, "a1", "c3"), everything=False, columns=True), sep="\n")
        (row,) = [x for x in captured.get().splitlines() if "[-61-]" in x and "{+16+}" in x] or [""]
        assert row.count("│") == 3

    def test_stands_whatever_a_page_brings(self) -> None:
        text = plain_why(HOSTILE, "A", "B", everything=True) + plain_why(HOSTILE, "C", "D", everything=True)
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202e]", text)


WORDS = st.lists(st.sampled_from(["sea", "gull", "tide. ", "“Low”", "(quay)", "a\n\nb", "x"]), max_size=30).map(
    " ".join
)


class TestSides:
    @given(WORDS, WORDS)
    def test_rows_hold_every_character_of_a_stretch(self, left: str, right: str) -> None:
        rows = aligned(left, right, (Span(0, len(left)), Span(0, len(right))))
        assert "".join(p.text for r in rows for p in r.left) == left
        assert "".join(p.text for r in rows for p in r.right) == right

    @given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 20), st.integers(0, 50), st.integers(1, 20))))
    def test_stretches_never_overlap(self, ends: list[tuple[int, int, int, int]]) -> None:
        pairs = apart((Span(a, a + n), Span(b, b + m)) for a, n, b, m in ends)
        for side in (0, 1):
            spans = sorted(p[side] for p in pairs)
            assert all(x.end <= y.start for x, y in pairwise(spans))
        assert bool(pairs) is bool(ends)

    def test_words_around_stand_behind_a_bar(self) -> None:
        left = Side("One two three four five. The crane fell at noon. Nobody was there to see it.", [Span(0, 76)])
        right = Side("The crane fell at noon.", [Span(0, 23)])
        (row,) = cut(left, right, [(Span(25, 47), Span(0, 22))])
        assert (
            "".join(p.text for p in row.left)
            == "… two three four five. | The crane fell at noon. | Nobody was there to …"
        )
        assert "".join(p.text for p in row.right) == "The crane fell at noon."

    def test_marks_that_open_and_close_a_stretch_belong_to_it(self) -> None:
        left = Side("He said: “Low tide!” And left.", [Span(0, 30)])
        right = Side("“Low tide!”", [Span(0, 11)])
        (row,) = cut(left, right, [(Span(10, 18), Span(1, 9))])
        assert "".join(p.text for p in row.left) == "He said: | “Low tide!” | And left."
        assert "".join(p.text for p in row.right) == "“Low tide!”"

    @given(WORDS, st.lists(st.integers(0, 120), max_size=8, unique=True).map(sorted))
    def test_marks_are_given_out_once(self, text: str, cuts: list[int]) -> None:
        ends = [c for c in cuts if c <= len(text)]
        spans = [Span(a, b) for a, b in zip(ends[::2], ends[1::2], strict=False)]
        side = Side(text, [Span(0, len(text))])
        rows = whole(side, side, [(s, s) for s in spans])
        shown = "".join(p.text for r in rows for p in r.left)
        assert re.findall(r"\w", shown) == re.findall(r"\w", text)

    def test_moved_paragraphs_find_each_other_and_nothing_is_told_twice(self) -> None:
        left = Side("Crane. Quay. Gull.", [Span(0, 18)])
        right = Side("Gull. Tide. Crane.", [Span(0, 18)])
        rows = whole(left, right, [(Span(0, 6), Span(12, 18)), (Span(13, 18), Span(0, 5))])
        sides = [("".join(p.text for p in r.left).strip(), "".join(p.text for p in r.right).strip()) for r in rows]
        assert sides == [("", "Tide."), ("Crane.", "Crane."), ("Quay.", ""), ("Gull.", "Gull.")]


class TestTheCommands:
    def test_tree_prints_and_writes_the_same(self, workspace: Path, tmp_path: Path) -> None:
        assert headwater("tree", workspace).stdout == plain_tree(FERRY)
        assert headwater("tree", workspace, "--story", "1", "-o", tmp_path / "t.txt").stdout == ""
        assert (tmp_path / "t.txt").read_text(encoding="utf-8") == plain_tree(FERRY, "1")

    @pytest.mark.parametrize("form", ["dot", "graphml"])
    def test_tree_writes_graphs(self, workspace: Path, tmp_path: Path, form: str) -> None:
        printed = headwater("tree", workspace, f"--{form}").stdout
        assert printed == tell.GRAPHS[form](tell.story_trees(FERRY))
        headwater("tree", workspace, f"--{form}", "-o", tmp_path / "tree")
        assert (tmp_path / "tree").read_text(encoding="utf-8") == printed

    def test_why_prints_evidence_and_texts(self, workspace: Path) -> None:
        assert headwater("why", workspace, "c3", "a1").stdout == plain_why(FERRY, "a1", "c3")
        assert headwater("why", workspace, "c3", "a1", "--all").stdout == plain_why(FERRY, "a1", "c3", everything=True)

    def test_a_wrong_name_is_wrong_use(self, workspace: Path) -> None:
        assert isinstance(headwater("why", workspace, "nobody", "a1").exception, UsageError)


def test_a_lost_source_is_found_in_the_story_of_its_copies() -> None:
    def change(rows: dict[str, list[Record]]) -> None:
        rows["witnesses"].append(Witness("lost:3", "lost", "lost source C", None, None, 0.0, "f1", True))
        rows["derivations"].append(Derivation("lost:3", "lost:1", "copy", 0.9, ()))

    text = plain_why(heap(change), "lost:3", "lost:1")
    assert text.startswith("α lost source · no date · lost:3\nβ lost source, the wire of 4 March")


def test_a_heap_without_stories_names_nobody() -> None:
    empty = ferry_heap.as_tables({})
    assert plain_tree(empty) == "\n"
    with pytest.raises(UsageError):
        tell.case(empty, "a", "b")
    assert tell.story_trees(ferry_heap.as_tables({"stories": [Story("s", "h", (), None, None, 0)]}))[0].families == ()
