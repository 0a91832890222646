"""The report shows what the tables hold, leads every mark to its characters, and lets nothing of a page run."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ferry_heap
from headwater import pipeline, report
from headwater.documents import Block
from headwater.events import Event
from headwater.passages import Passage
from headwater.records import Place, Span
from headwater.report import findings, html, views, words
from headwater.report.dossier import Dossier, dossier, lone, story_list
from headwater.report.html import environment
from headwater.report.marks import Mark, cut
from headwater.report.pairs import Shared, Words, shared
from headwater.report.strands import Strand, above, strands
from headwater.report.texts import Text, read, texts
from headwater.report.tree import Drawing, drawing, reading_order
from headwater.report.weave import Twin, encoded, next_twin, strip
from headwater.report.words import chance, count, day, excerpt, listing, slug, web_address
from headwater.stemma import Derivation, Evidence, Witness
from headwater.stories import Story

VOID = {"meta", "input", "br", "img", "link"}
# HTML itself ends an element of the left before one of the right, and before the end of its parent.
_FLOW = {
    "p",
    "ul",
    "ol",
    "dl",
    "details",
    "div",
    "section",
    "figure",
    "header",
    "article",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
}
ENDS = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "th": {"th", "td"},
    "td": {"th", "td"},
    "tr": {"tr"},
    "p": _FLOW,
}
FERRY = ferry_heap.ferry()
DEMO_BYTES = 77_000  # measured: 75,100


class Outline(HTMLParser):
    """Every element with its attributes and the text inside it; notes tags that do not nest."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, str] = {}
        self.odd: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(page)
        self.odd += [tag for tag, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        while self._open and tag in ENDS.get(self._open[-1][0], ()):
            self._open.pop()
        self.elements.append((tag, named))
        if tag not in VOID:
            self._open.append((tag, named.get("id")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open[-1][0] in ENDS and self._open[-1][0] != tag:
            self._open.pop()
        if not self._open or self._open.pop()[0] != tag:
            self.odd.append(tag)

    def handle_data(self, data: str) -> None:
        for _, name in self._open:
            if name:
                self.inside[name] = self.inside.get(name, "") + data

    def all(self, attribute: str) -> list[str]:
        return [a[attribute] or "" for _, a in self.elements if attribute in a]


def ferry_story() -> Dossier:
    return dossier(FERRY, story_list(FERRY)[0])


@pytest.mark.parametrize("tables", [FERRY, ferry_heap.hostile()], ids=["ferry", "hostile"])
class TestThePage:
    def test_is_well_formed_with_every_id_once(self, tables: dict[str, pa.Table]) -> None:
        outline = Outline(report.page(tables))
        ids = outline.all("id")
        assert outline.odd == []
        assert len(ids) == len(set(ids))

    def test_has_one_main_heading_and_no_level_left_out(self, tables: dict[str, pa.Table]) -> None:
        for page in (report.page(tables), report.page(tables, story=story_list(tables)[0].id)):
            main = page.split("<main")[1].split("</main>")[0]
            levels = [int(tag[1]) for tag, _ in Outline(main).elements if re.fullmatch(r"h[1-6]", tag)]
            assert levels.count(1) == 1
            assert levels[0] == 1
            assert all(b <= a + 1 for a, b in pairwise(levels) if b != 5)

    def test_every_link_within_the_page_has_its_end(self, tables: dict[str, pa.Table]) -> None:
        outline = Outline(report.page(tables))
        targets = {unquote(h[1:]) for h in outline.all("href") if h.startswith("#")}
        assert len(targets) > 20
        assert targets <= set(outline.all("id"))

    def test_nothing_comes_from_elsewhere_and_nothing_runs_but_its_own_script(
        self, tables: dict[str, pa.Table]
    ) -> None:
        outline = Outline(report.page(tables))
        tags = [tag for tag, _ in outline.elements]
        assert tags.count("script") == 1
        assert tags.count("style") == 1
        assert not {"img", "iframe", "object", "base", "link"} & set(tags)
        attributes = {name for _, named in outline.elements for name in named}
        assert not [a for a in attributes if a.startswith("on") or a in ("src", "style", "srcdoc")]
        assert all(h.startswith(("#", "http://", "https://")) for h in outline.all("href"))

    def test_every_control_character_is_gone(self, tables: dict[str, pa.Table]) -> None:
        assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f]", report.page(tables))

    def test_a_story_alone_stands_on_the_same_ground(self, tables: dict[str, pa.Table]) -> None:
        for story in story_list(tables):
            outline = Outline(report.page(tables, story=story.id))
            assert outline.odd == []
            assert report.security_policy() in outline.all("content")
            assert [tag for tag, _ in outline.elements].count("script") == 1


def test_an_anchor_holds_the_characters_of_its_place() -> None:
    outline = Outline(report.page(FERRY))
    named = {
        t.key: t.document for n, s in enumerate(story_list(FERRY), 1) for t in views.view(dossier(FERRY, s, n)).texts
    }
    texts = {d["id"]: d["text"] for d in FERRY["documents"].to_pylist()}
    places = [m for m in map(re.compile(r"([\w-]+):(\w+)\.(\w+)").fullmatch, outline.all("id")) if m]
    assert len(places) > 8
    parted = 0
    for place in places:
        start, length = int(place[2], 36), int(place[3], 36)
        shown, meant = outline.inside[place[0]], texts[named[place[1]]][start : start + length]
        assert meant.startswith(shown)
        parted += shown != meant
    assert parted <= sum(tag == "i" and "id" not in a for tag, a in outline.elements)


def test_a_place_that_is_all_of_a_paragraph_has_the_id_of_that_paragraph() -> None:
    of = ferry_story()
    block = next(b for b in of.blocks["a1"] if b.label == "body")
    place = of.at(Place("a1", block.start, block.end))
    outline = Outline(report.page(FERRY))
    assert outline.all("id").count(place.id) == 1
    assert outline.inside[place.id].endswith(of.text("a1", block.start, block.end))
    assert of.at(Place("a1", block.start, block.end - 1)).id != place.id


def test_a_page_is_the_same_whatever_the_order_of_the_rows() -> None:
    turned = {name: table.take(list(range(table.num_rows))[::-1]) for name, table in FERRY.items()}
    assert report.page(turned) == report.page(FERRY)


def test_a_heap_of_nothing_still_makes_a_page() -> None:
    assert "No story was found" in report.page({})
    assert "No story was found" in report.page(ferry_heap.as_tables({}))
    assert report.story_section({}, "s1") is None
    assert "No story was found" in report.page(FERRY, story="none")


def test_texts_alone_make_a_story_page() -> None:
    rows = ferry_heap.records()
    page = report.page(ferry_heap.as_tables({k: rows[k] for k in ("documents", "stories")}))
    assert Outline(page).odd == []
    assert "Harbour Times" in page


def printed_text(tables: dict[str, pa.Table], document: str) -> str:
    """One text as the templates print it, wherever it is shown."""
    of = lone(tables, document)
    assert of is not None
    text = next(t for t in views.view(of).texts if t.document == document)
    template = environment().from_string('{% from "text.html" import text as show %}{{ show(one) }}')
    return re.sub(r"<[^>]*>", "", template.render(one=text))


def test_a_document_without_a_story_can_be_read() -> None:
    rows = ferry_heap.records()
    assert "brides, coffins" in printed_text(ferry_heap.as_tables({"documents": rows["documents"]}), "f6")
    assert lone(FERRY, "none") is None


def test_the_title_given_is_the_title_shown() -> None:
    assert "<title>Boats &lt;b&gt;</title>" in report.page(FERRY, "Boats <b>\u202e")


# ---- what it says


def test_the_summary_is_plain_and_shows_four_rungs() -> None:
    shown = findings.summary(ferry_story())
    assert shown.sentences[0] == "Five documents come down to two texts from one newsroom, citing two speakers."
    assert "Two sources that they draw on are lost." in shown.sentences
    assert [(r.n, r.noun) for r in shown.ladder] == [(5, "documents"), (2, "texts"), (1, "newsroom"), (2, "speakers")]


def test_no_independence_is_claimed_outside_the_ladder_and_no_truth_anywhere() -> None:
    page = report.page(FERRY).split("</style>")[1].split("<script>")[0]
    said = re.sub(r"<figure class=ladder.*?</figure>|<[^>]*>", "", page, flags=re.DOTALL).casefold()
    assert "independent" not in said
    assert not re.search(r"\b(false|fake|confirmed|proven|verified|debunked)\b", said)


def test_a_cell_tells_how_a_document_says_it() -> None:
    of = ferry_story()
    row, quoted = findings.matrix(of).rows
    how = {c.siglum: c.how for c in row.cells}
    letter = of.sigla
    assert how[letter["a1"]] == "cites"
    assert how[letter["b2"]] == "says"
    assert how[letter["c3"]] == "differs"
    assert how[letter["e5"]] == "absent"
    assert {c.how for c in quoted.cells if c.siglum in (letter["a1"], letter["d4"])} == {"quotes"}
    assert quoted.chains[0].links == ("Ida Brekke", "Northern Wire")


def test_a_difference_names_where_it_came_in() -> None:
    of = ferry_story()
    first = findings.differences(of)[0]
    assert (first.kind, first.arises) == ("conflict", of.sigla["c3"])
    assert [r.value for r in first.readings] == ["61 people", "16 people"]


def test_one_quotation_in_three_texts_is_told_once() -> None:
    rows = ferry_heap.records()
    tables = ferry_heap.as_tables({**rows, "claims": [], "conflicts": []})
    brekke = next(s for s in findings.speakers(dossier(tables, story_list(tables)[0])) if s.name == "Ida Brekke")
    assert [len(q.refs) for q in brekke.sayings] == [3]
    assert brekke.claims == ()


def test_what_is_printed_twice_in_a_text_leads_there_once() -> None:
    rows, said = ferry_heap.records(), ferry_story().statements
    first = next(s for s in said if s.speaker == "Ida Brekke")
    again = msgspec.structs.replace(first, id="again", start=first.start + 1, end=first.end + 1)
    tables = ferry_heap.as_tables({**rows, "statements": [*said, again], "claims": [], "conflicts": []})
    brekke = next(s for s in findings.speakers(dossier(tables, story_list(tables)[0])) if s.name == "Ida Brekke")
    assert [[r.text for r in q.refs] for q in brekke.sayings] == [["A", "C", "D"]]


def test_those_without_a_name_are_one_whatever_letter_they_begin_with() -> None:
    rows, said = ferry_heap.records(), ferry_story().statements
    alike = [
        msgspec.structs.replace(s, speaker=name, named=False)
        for s, name in zip(said, ("the two mates", "The two mates"), strict=False)
    ]
    tables = ferry_heap.as_tables({**rows, "statements": alike})
    told = findings.speakers(dossier(tables, story_list(tables)[0]))
    assert [s.name for s in told] == ["The two mates"]


def test_a_claim_further_down_has_its_first_words_and_the_numbers_of_its_ladder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = findings.matrix(ferry_story()).rows
    monkeypatch.setattr("headwater.report.findings.claims._MOST_ROWS", 1)
    told = findings.matrix(ferry_story())
    assert told.rows == whole[:1]
    assert [[r.n for r in row.ladder] for row in told.folded] == [[r.n for r in row.ladder] for row in whole[1:]]
    assert any(r.members for r in told.rows[0].ladder)
    assert not any(r.members for row in told.folded for r in row.ladder)


def test_what_a_claim_tells_is_not_told_again_by_speaker() -> None:
    of = ferry_story()
    brekke = next(s for s in findings.speakers(of) if s.name == "Ida Brekke")
    (told,) = (row for row in findings.matrix(of).rows if row.text == "Nobody was hurt")
    assert brekke.sayings == ()
    assert brekke.claims == (told.n,)


def test_light_evidence_stands_together() -> None:
    rows = ferry_heap.records()
    at = ferry_heap.place("a1", "Two tugs")
    told = tuple(Evidence("reading", True, 9.0 - n, f"reading {n}", (at,)) for n in range(8))
    rows["derivations"][0] = msgspec.structs.replace(rows["derivations"][0], evidence=told)
    tables = ferry_heap.as_tables(rows)
    reasons = findings.links(dossier(tables, story_list(tables)[0]))[0].reasons_for
    assert [r.text for r in reasons[:2]] == [f"reading {n}" for n in range(2)]
    assert [(r.text, r.bits, len(r.refs)) for r in reasons[2:]] == [("6 lighter pieces together", "27", 1)]


def test_no_sentence_is_printed_more_than_twice() -> None:
    shown = re.sub(r"<[^>]*>", "", report.page(FERRY, story="s1").split("</style>")[1])
    shown = "".join(shown.split())
    for document in ferry_story().documents:
        for sentence in (s for s in document.text.split("\n\n") if s.endswith(".")):
            printed = sum(d.text.count(sentence) for d in ferry_story().documents)
            assert printed <= shown.count("".join(sentence.split())) <= printed + 1, sentence


def test_a_copy_put_up_elsewhere_is_no_newsroom_of_its_own() -> None:
    rows = ferry_heap.records()
    apart = dossier(ferry_heap.as_tables({**rows, "derivations": [], "witnesses": []}), story_list(FERRY)[0])
    assert findings.summary(ferry_story()).ladder[2].n == 1
    assert findings.summary(apart).ladder[2].n == 5


def test_the_report_of_the_demo_stays_small() -> None:
    heap = pipeline.trace(Path(html.__file__).parents[1] / "examples" / "dam")
    assert len(report.page(heap.tables).encode("utf-8")) <= DEMO_BYTES


@pytest.mark.data
def test_the_report_of_the_founding_example_stays_small() -> None:
    seeds = Path(__file__).parents[2] / "shared" / "data" / "seeds"
    if not seeds.is_dir():
        pytest.skip("needs ../shared/data/seeds")
    heap = pipeline.trace(sorted(seeds.glob("*.txt")))
    assert len(report.page(heap.tables).encode("utf-8")) <= 90 * 1024


def test_a_page_that_claims_megabytes_of_titles_makes_no_report_of_megabytes() -> None:
    rows, huge = ferry_heap.records(), "<b>long \u202e" * 100_000
    for table, fields in {
        "documents": ("headline", "publisher", "agency", "source", "url"),
        "stories": ("headline",),
        "witnesses": ("label",),
        "statements": ("speaker",),
        "comments": ("author", "rank"),
        "claims": ("text",),
        "faults": ("message", "source"),
    }.items():
        rows[table] = [msgspec.structs.replace(r, **dict.fromkeys(fields, huge)) for r in rows[table]]
    assert len(report.page(ferry_heap.as_tables(rows))) < 4 * len(report.page(FERRY))


def test_a_long_text_is_shown_to_its_end() -> None:
    rows, long = ferry_heap.records(), "boat " * 2000 + "harbour"
    rows["documents"][5] = msgspec.structs.replace(rows["documents"][5], text=long)
    blocks = [b for b in rows["blocks"] if isinstance(b, Block) and b.document != "f6"]
    assert long in report.page(
        ferry_heap.as_tables({**rows, "blocks": [*blocks, Block("f6", 0, len(long), "body", None, 1.0)]})
    )


def test_two_marks_that_end_one_line_stay_two_characters() -> None:
    assert words.printable("a\r\nb\x00") == "a \nb\ufffd"


def test_every_edge_has_its_evidence_and_its_runner_up() -> None:
    of = ferry_story()
    link = next(k for k in findings.links(of) if k.child == of.sigla["b2"])
    assert link.reasons_for[0].strength == "strong"
    assert [r.siglum for r in link.runners] == [of.sigla["a1"]]


def test_evidence_names_texts_by_their_letters_but_never_inside_a_quotation() -> None:
    rows = ferry_heap.records()
    told = Evidence("reading", True, 9.0, "“Harbour Times of old” here and in Harbour Times, not in Coast Radio", ())
    rows["derivations"][0] = msgspec.structs.replace(rows["derivations"][0], evidence=(told,))
    tables = ferry_heap.as_tables(rows)
    of = dossier(tables, story_list(tables)[0])
    texts_ = {reason.text for link in findings.links(of) for reason in link.reasons_for}
    a, d = of.sigla["a1"], of.sigla["d4"]
    assert f"“Harbour Times of old” here and in {a}, not in {d}" in texts_


def test_lost_sources_have_greek_letters() -> None:
    of = ferry_story()
    assert {of.sigla["lost:1"], of.sigla["lost:2"]} == {"α", "β"}
    assert sorted(of.sigla[d.id] for d in of.documents) == list("ABCDE")


# ---- the tree


def witness(name: str, date: str | None = None, kind: str = "document") -> Witness:
    return Witness(name, kind, name, date, None, 0.0, "f", False)  # type: ignore[arg-type]


def edge(parent: str, child: str, probability: float = 0.9) -> Derivation:
    return Derivation(parent, child, "copy", probability, ())


@st.composite
def trees(draw: st.DrawFn, most: int = 12) -> tuple[list[Witness], list[Derivation]]:
    """A forest with second parents, dates that may lie or be missing."""
    n = draw(st.integers(1, most))
    dates = st.none() | st.sampled_from(["2031-03-01", "2031-03-02", "2031-04", "2031", "2030-12-31/2031-01-02", "odd"])
    rows = [witness(f"w{i}", draw(dates)) for i in range(n)]
    edges = [edge(f"w{draw(st.integers(0, i - 1))}", f"w{i}", 0.9) for i in range(1, n) if draw(st.booleans())]
    edges += [edge(f"w{draw(st.integers(0, i - 1))}", f"w{i}", 0.4) for i in range(1, n) if draw(st.booleans())]
    return rows, edges


@given(trees())
def test_every_witness_has_a_row_of_its_own_and_no_child_stands_left_of_its_parent(
    tree: tuple[list[Witness], list[Derivation]],
) -> None:
    order = reading_order(*tree)
    drawn = drawing(order, tree[1])
    assert sorted(n.row for n in drawn.nodes) == list(range(len(tree[0])))
    assert all(0 <= n.x <= 100 for n in drawn.nodes)
    x = {n.witness: n.x for n in drawn.nodes}
    first = {e.child: e for e in sorted(tree[1], key=lambda e: (e.probability, e.parent), reverse=True)}
    likeliest = {c: min((-e.probability, e.parent) for e in tree[1] if e.child == c)[1] for c in first}
    assert all(x[parent] < x[child] for child, parent in likeliest.items())
    assert all(a.x < b.x for a, b in zip(drawn.ticks, drawn.ticks[1:], strict=False))


Box = tuple[float, float, float, float]  # left, top, right, bottom; rem
RING, LETTER = 0.87, 0.44  # rem: the radius of a ring with its line, and a letter of a date


def labels(drawn: Drawing, wide: float) -> tuple[list[Box], list[Box], list[Box]]:
    """The boxes of rings, of dates and of names, in a drawing of this width; as the style sheet has them."""
    rings = [(n.x * wide / 100, (n.row + 0.5) * views.ROW) for n in drawn.nodes]
    back = {"start": 0.0, "middle": 0.5, "end": 1.0}
    dates = []
    for t in drawn.ticks:
        left = t.x * wide / 100 - back[t.anchor] * len(t.text) * LETTER
        dates.append((left, drawn.rows * views.ROW, left + len(t.text) * LETTER, (drawn.rows + 0.5) * views.ROW))
    names = [(wide, n.row * views.ROW, 2.2 * wide, (n.row + 1) * views.ROW) for n in drawn.nodes]
    return [(x - RING, y - RING, x + RING, y + RING) for x, y in rings], dates, names


def apart(a: Box, b: Box) -> bool:
    return a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


@settings(max_examples=40)
@given(trees(most=60), st.sampled_from([18.0, 24.0, 32.0]))
def test_no_two_labels_overlap_up_to_sixty_witnesses(tree: tuple[list[Witness], list[Derivation]], wide: float) -> None:
    drawn = drawing(reading_order(*tree), tree[1])
    rings, dates, names = labels(drawn, wide)
    assert all(apart(a, b) for boxes in (rings, dates, names) for a, b in combinations(boxes, 2))
    assert all(apart(a, b) for a in rings for b in dates)
    assert all(box[0] >= 0 and box[2] <= wide for box in [*rings, *dates])


@given(trees(), st.randoms(use_true_random=False))
def test_the_drawing_does_not_know_the_order_of_its_rows(
    tree: tuple[list[Witness], list[Derivation]], random: object
) -> None:
    rows, edges = list(tree[0]), list(tree[1])
    random.shuffle(rows)  # type: ignore[attr-defined]
    random.shuffle(edges)  # type: ignore[attr-defined]
    assert reading_order(rows, edges) == reading_order(*tree)


def test_what_has_no_date_stands_in_a_lane_of_its_own_behind_all_dates() -> None:
    rows = [witness("a", "2031-03-01"), witness("b"), witness("c"), witness("d", "2031-03-09"), witness("e")]
    edges = [edge("a", "b"), edge("b", "c"), edge("a", "e"), edge("e", "d")]
    drawn = drawing(reading_order(rows, edges), edges)
    places = {n.witness: n for n in drawn.nodes}
    assert [n for n in "abcde" if places[n].lane] == ["b", "c"]
    assert [n for n in "abcde" if places[n].dated] == ["a", "d"]
    assert drawn.lane is not None
    assert places["e"].x < places["d"].x < drawn.lane < places["b"].x < places["c"].x
    assert drawn.ticks[-1].text == "no date"


def test_where_all_is_dated_there_is_no_lane() -> None:
    assert drawing([witness("a", "2031")], []).lane is None


def test_a_ring_is_drawn_all_the_same() -> None:
    rows, edges = [witness("a"), witness("b")], [edge("a", "b"), edge("b", "a")]
    assert len(drawing(reading_order(rows, edges), edges).nodes) == 2


def test_the_rows_of_the_drawing_are_as_high_as_those_of_the_names() -> None:
    style = Path(html.__file__).parents[1].joinpath("templates", "style.css").read_text("utf-8")
    assert f".rows li {{ height: {views.ROW:g}rem;" in style


def test_a_long_chain_is_drawn_without_recursion() -> None:
    rows = [witness(f"{i:05}") for i in range(3000)]
    edges = [edge(f"{i:05}", f"{i + 1:05}") for i in range(2999)]
    assert [w.id for w in reading_order(rows, edges)] == [w.id for w in rows]


# ---- where wording enters


def passage(a: str, b: str, text: str) -> Passage:
    return Passage(a, 0, len(text), b, 0, len(text), 9, 1.0, 9.0, "copy", "c")


def entering(texts_: dict[str, str], passages: list[Passage], derivations: list[Derivation]) -> dict[str, list[Strand]]:
    read = {name: Words(text) for name, text in texts_.items()}
    return strands(read, shared(read, passages), derivations, ())


def test_wording_of_two_children_enters_with_their_parent() -> None:
    text = "the boat lay on the gravel"
    found = entering({"a": text, "b": text}, [passage("a", "b", text)], [edge("lost:1", "a"), edge("lost:1", "b")])
    assert found == {name: [Strand(0, len(text), "lost:1")] for name in "ab"}


def test_wording_enters_at_the_topmost_text_that_has_it() -> None:
    text = "the boat lay on the gravel"
    edges = [edge("a", "b"), edge("b", "c")]
    all_three = [passage("a", "b", text), passage("a", "c", text), passage("b", "c", text)]
    assert entering(dict.fromkeys("abc", text), all_three, edges)["c"][0].witness == "a"
    new_in_b = [passage("b", "c", text)]
    assert entering({"a": "", "b": text, "c": text}, new_in_b, edges)["c"][0].witness == "b"


def test_a_changed_word_belongs_to_no_strand() -> None:
    a, b = "the boat lay on soft gravel all night", "the boat lay on hard gravel all night"
    found = entering(
        {"a": a, "b": b}, [Passage("a", 0, len(a), "b", 0, len(b), 8, 0.9, 9.0, "copy", "c")], [edge("a", "b")]
    )
    assert [b[s.start : s.end] for s in found["b"]] == ["the boat lay on", "gravel all night"]


def test_without_descent_in_common_no_strand_is_drawn() -> None:
    text = "the boat lay on the gravel"
    assert entering({"a": text, "b": text}, [passage("a", "b", text)], []) == {"a": [], "b": []}


@given(trees(), st.data())
def test_strands_lie_in_order_and_enter_at_or_above_their_text(
    tree: tuple[list[Witness], list[Derivation]], data: st.DataObject
) -> None:
    names = [w.id for w in tree[0]]
    told = [" ".join(data.draw(st.permutations(["boat", "gravel", "night", "tug", "quay"]))) for _ in names]
    texts = dict(zip(names, told, strict=True))
    told_of = [
        Passage(a, 0, len(texts[a]), b, 0, len(texts[b]), 5, 1.0, 9.0, "copy", "c")
        for a, b in combinations(sorted(names), 2)
    ]
    parents: dict[str, list[str]] = {}
    for e in tree[1]:
        parents.setdefault(e.child, []).append(e.parent)
    for name, found in entering(texts, told_of, tree[1]).items():
        assert all(s.start < s.end <= len(texts[name]) for s in found)
        assert all(a.end <= b.start for a, b in pairwise(found))
        assert {s.witness for s in found} <= set(above(parents, name))


# ---- two texts


def test_where_two_texts_part_the_apparatus_has_the_words_of_both() -> None:
    found = views.comparison(FERRY, "a1", "c3")
    assert found is not None
    assert [t.document for t in found.texts] == ["a1", "c3"]
    assert [(k.text, [r.value for r in k.readings]) for k in found.apparatus] == [("61", ["16"])]
    assert found.passages == 2


def test_the_words_in_common_are_the_same_from_either_side() -> None:
    one, other = views.comparison(FERRY, "a1", "d4"), views.comparison(FERRY, "d4", "a1")
    assert one is not None
    assert other is not None
    assert one.words == other.words > 10


def test_a_reading_is_told_once_for_all_texts_that_print_it() -> None:
    lines = {"a": "six boats lay there at noon", "b": "six boats lay here at noon", "c": "six boats lay here at noon"}
    rows = ferry_heap.records()
    documents = [msgspec.structs.replace(rows["documents"][0], id=n, text=t) for n, t in lines.items()]
    passages = [
        Passage(a, 0, len(lines[a]), b, 0, len(lines[b]), 6, 0.9, 9.0, "copy", "c") for a, b in combinations("abc", 2)
    ]
    story = Story("s", "Boats", ("a", "b", "c"), None, None, 1)
    of = dossier(ferry_heap.as_tables({"documents": documents, "passages": passages, "stories": [story]}), story)
    (locus,) = findings.apparatus(of, shared({n: Words(t) for n, t in lines.items()}, passages))
    assert (locus.ref.text, locus.text) == ("A", "there")
    assert [(r.value, [x.text for x in r.refs]) for r in locus.readings] == [("here", ["B", "C"])]


def test_a_change_of_words_that_the_apparatus_tells_is_not_told_as_a_difference_too() -> None:
    rows = ferry_heap.records()
    garbled = ferry_heap.place("c3", "16 people")
    wording = msgspec.structs.replace(rows["conflicts"][0], slot="wording", kind="variant")
    number = msgspec.structs.replace(wording, id="x9", slot="number")
    tables = ferry_heap.as_tables({**rows, "conflicts": [wording, number]})
    shown_ = views.view(dossier(tables, story_list(tables)[0]))
    assert [d.slot for d in shown_.variants] == ["number"]
    assert [r.place.start for k in shown_.apparatus for row in k.readings for r in row.refs] == [garbled.start]


def test_two_texts_make_a_piece() -> None:
    page = report.compare(FERRY, "a1", "f6") or ""
    assert "no wording in common" in page
    assert (report.compare(FERRY, "a1", "b2") or "").count("<article") == 2
    assert report.compare(FERRY, "a1", "a1") is None
    assert report.compare(FERRY, "a1", "none") is None


runs_ = st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(1, 50), st.integers(1, 50)), min_size=1)


@given(st.lists(runs_, min_size=1, max_size=4))
def test_what_two_texts_share_can_be_read_back_from_the_page(passages: list[list[tuple[int, int, int, int]]]) -> None:
    told = []
    for steps in passages:
        here, there, runs = 0, 0, []
        for x, y, n, m in steps:
            runs.append((Span(here + x, here + x + n), Span(there + y, there + y + m)))
            here, there = here + x + n, there + y + m
        told.append(Shared("a", "b", tuple(runs)))
    key, *read = encoded("a", told, {"a": "A", "b": "B"}).split("/")
    assert key == "B"
    assert [runs_of(passage) for passage in read] == [list(p.runs) for p in sorted(told)]


def runs_of(passage: str) -> list[tuple[Span, Span]]:
    """A passage as the script reads it."""
    here, there, runs = 0, 0, []
    for run in passage.split(","):
        x, y, n, *m = (int(part, 36) for part in run.split("."))
        runs.append((Span(here + x, here + x + n), Span(there + y, there + y + (m or [n])[0])))
        here, there = runs[-1][0].end, runs[-1][1].end
    return runs


def test_a_chip_leads_to_the_text_that_follows_and_from_the_last_to_the_first() -> None:
    around = [Twin(0, 9, "c", 70), Twin(0, 9, "a", 30), Twin(40, 49, "b", 5)]
    assert next_twin(around, [Span(0, 9)], ["a", "b", "c"], "b") == around[0]
    assert next_twin(around, [Span(0, 9)], ["a", "b"], "b") == around[1]
    assert next_twin(around, [Span(20, 30)], ["a", "b", "c"], "b") is None


def test_a_strip_is_as_high_as_what_is_open_with_a_lane_for_every_strand() -> None:
    blocks = [Block("a", 0, 50, "title", None, 1.0), Block("a", 150, 200, "body", None, 1.0)]
    found = strip(blocks, [Strand(0, 25, "x"), Strand(150, 200, "y"), Strand(25, 26, "x")], {"x": 1, "y": 2})
    assert found.width == 4
    assert [(b.style, b.path) for b in found.bands] == [(1, "M1 0V52"), (2, "M3 100V200")]


# ---- texts


def shown(document: str) -> Text:
    of = ferry_story()
    return next(t for t in views.view(of).texts if t.document == document)


def printed(text: Text) -> str:
    """All that is shown of a text, without white space."""
    parts = text.parts
    lines = [p.pieces for part in parts for p in part.paragraphs]
    lines += [said.pieces for part in parts for reply in part.replies for said in reply.parts]
    return "".join("".join(piece.text for pieces in lines for piece in pieces).split())


@pytest.mark.parametrize("document", [d.id for d in ferry_story().documents])
def test_nothing_of_title_body_notes_and_comments_is_left_out(document: str) -> None:
    of = ferry_story()
    for block in of.blocks[document]:
        if block.label in ("title", "body", "note", "comment"):
            assert "".join(of.text(document, block.start, block.end).split()) in printed(shown(document))


def test_furniture_is_folded_counted_and_shown_by_its_opening_words() -> None:
    text = shown("a1")
    assert [(p.folded, p.count) for p in text.parts] == [("page furniture", 1), ("", 5), ("page furniture", 2)]
    assert "Readmore:thepriceoffish" in printed(text)
    rows = ferry_heap.records()
    long = ferry_heap.as_tables({**rows, "blocks": [furniture("related") for _ in range(9)]})
    of = dossier(long, story_list(long)[0])
    told = next(t for t in texts(of, [], [], read(of.documents))[0] if t.document == "b2")
    assert [p.count for p in told.parts] == [9]
    assert printed(told) == "TheferrySolveigran…" * 2 + "and7morelinesofrelatedlinks"


def test_furniture_that_is_linked_is_shown_in_full() -> None:
    rows = ferry_heap.records()
    tables = ferry_heap.as_tables({**rows, "blocks": [furniture("related")]})
    of = dossier(tables, story_list(tables)[0])
    line = furniture("related")
    told = next(
        t for t in texts(of, [Place("b2", line.start, line.start + 9)], [], read(of.documents))[0] if t.document == "b2"
    )
    assert printed(told) == "".join(of.text("b2", line.start, line.end).split())


def test_a_text_is_shown_with_all_of_its_furniture() -> None:
    rows = ferry_heap.records()
    tables = ferry_heap.as_tables({**rows, "blocks": [furniture("related") for _ in range(9)]})
    line = furniture("related")
    words = FERRY["documents"].to_pylist()[1]["text"][line.start : line.end]
    assert printed_text(tables, "b2").count(words) == 9


def furniture(detail: str) -> Block:
    """The first line of the body of a text, as furniture."""
    body = next(b for b in ferry_story().blocks["b2"] if b.label == "body")
    return msgspec.structs.replace(body, label="furniture", detail=detail)


def test_dates_of_mere_mention_are_counted_and_lead_to_the_first_of_each_text() -> None:
    of = ferry_story()
    told = findings.timeline(of)
    assert all(len({r.text for r in m.refs}) == len(m.refs) <= m.mentions for m in told)
    rows = ferry_heap.records()
    alone = ferry_heap.as_tables({**rows, "events": [], "claims": [], "conflicts": []})
    counted = findings.timeline(dossier(alone, story_list(alone)[0]))
    assert sum(m.mentions for m in counted) == sum(d.type == "date" and d.value is not None for d in of.dates) > 0


def test_a_date_belongs_to_the_event_that_its_paragraph_tells() -> None:
    of = msgspec.structs.replace(ferry_story(), claims=[], conflicts=[], events=[])
    date = next(d for d in of.dates if d.value)
    block = next(b for b in of.blocks[date.document] if b.start <= date.start < b.end)

    def mentions(at: int) -> int:
        support = Place(date.document, at, at + 1)
        event = Event("v", "AID", None, (), (), date.value, "reported", 0.5, (support,))
        return sum(m.mentions for m in findings.timeline(msgspec.structs.replace(of, events=[event])))

    (elsewhere,) = [b.start for b in of.blocks[date.document] if b.start != block.start][:1]
    assert mentions(block.end - 1) == mentions(elsewhere) - 1


def test_a_thread_is_folded_with_its_replies_inside_and_its_quotes_folded() -> None:
    thread = next(p for p in shown("e5").parts if p.folded == "comments")
    assert [(r.author, r.depth) for r in thread.replies] == [("gull_7", 0), ("old_salt", 1)]
    assert [(s.of, "".join(p.text for p in s.pieces)) for s in thread.replies[1].parts] == [
        ("gull_7", "Were you really?"),
        ("", "Yes, on deck."),
    ]
    assert (thread.replies[1].to, thread.replies[1].above) == ("gull_7", thread.replies[0].parts[0].id)


def test_shares_tell_whose_wording_a_text_is() -> None:
    text = shown("b2")
    assert [(s.siglum, s.per_cent) for s in text.shares] == [("α", 95)]
    body = next(p for part in text.parts for p in part.paragraphs if p.label == "body")
    assert [s.to for s in text.shares] == [body.id]


def test_an_empty_place_is_shown_at_the_character_after_it() -> None:
    of = ferry_story()
    (text, *_), _, _ = texts(of, [Place("a1", 30, 30), Place("a1", 10_000, 10_000)], [], read(of.documents))
    opened = {o.id: p.text for part in text.parts for q in part.paragraphs for p in q.pieces for o in p.opens if o.id}
    a = of.sigla["a1"]
    assert opened == {f"{a}:u.0": of.text("a1", 30, 31)}
    assert text.strays == (f"{a}:7ps.0",)


# ---- marks


spans = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda p: Span(min(p), max(p)))


@given(st.text(min_size=30, max_size=30), st.lists(st.tuples(st.integers(0, 2), spans), max_size=8))
def test_marks_nest_keep_the_text_and_hold_their_characters(text: str, given_: list[tuple[int, Span]]) -> None:
    marks = [Mark(r, s.start, s.end, f"t{n}", f"i{n}") for n, (r, s) in enumerate(given_)]
    pieces = cut(text, 0, len(text), marks)
    assert "".join(p.text for p in pieces) == text
    held: dict[str, str] = {m.id or "": "" for m in marks}
    opened: list[tuple[str, str]] = []
    ids = []
    for piece in pieces:
        ids += [o.id for o in piece.opens if o.id]
        opened += [(o.tag, o.tag.replace("t", "i")) for o in piece.opens]
        for _, name in opened:
            held[name] += piece.text
        for tag in piece.closes:
            assert opened.pop()[0] == tag
    assert opened == []
    assert len(ids) == len(set(ids))
    assert held == {m.id: text[m.start : m.end] for m in marks}


# ---- words


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "no date"),
        ("2031", "2031"),
        ("2031-03", "March 2031"),
        ("2031-03-04", "4 March 2031"),
        ("2031-03-04T09:30+01:00", "4 March 2031, 09:30"),
        ("2031-03-04/2031-04-01", "4 March to 1 April 2031"),
        ("2031-03-04/2031-03-09", "4 to 9 March 2031"),
        ("2030-12-31/2031-01-01", "31 December 2030 to 1 January 2031"),
        ("../2031-03", "… to March 2031"),
        ("2031-21", "spring 2031"),
        ("2031-22/2031-23", "summer 2031 to autumn 2031"),
        ("2031-24/..", "winter 2031 to …"),
        ("2031-33", "first quarter of 2031"),
        ("2031-41", "second half of 2031"),
        ("199X", "the 1990s"),
        ("198X/199X", "the 1980s to the 1990s"),
        ("20XX", "the 21st century"),
        ("2031-W07", "week 7 of 2031"),
        ("2031-03-XX", "March 2031"),
        ("2031-03-04~", "about 4 March 2031"),
        ("199X?", "perhaps the 1990s"),
        ("2031~/2031-03-04?", "about 2031 to perhaps 4 March 2031"),
        ("2031-03%", "perhaps about March 2031"),
        ("2031-25", "2031-25"),
        ("2031-22-01", "2031-22-01"),
        ("\u202eodd", "\u202eodd"),
    ],
)
def test_dates_are_written_out(value: str | None, shown: str) -> None:
    assert day(value) == shown


def test_counts_chances_and_lists_read_as_prose() -> None:
    assert [count(n, "text") for n in (0, 1, 12, 1300)] == ["no texts", "one text", "twelve texts", "1,300 texts"]
    assert [chance(p) for p in (0.999, 0.5, 0.001)] == ["over 99 %", "50 %", "under 1 %"]
    assert [listing(p) for p in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert excerpt("one  two\nthree", 9) == "one two …"


@pytest.mark.parametrize(
    "bad", ["javascript:alert(1)", "data:text/html,x", "//x.example", "https://", "http://[", "", None]
)
def test_only_addresses_of_the_web_become_links(bad: str | None) -> None:
    assert web_address(bad) is None


@given(st.text(), st.text())
def test_slugs_are_safe_and_tell_names_apart(a: str, b: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.~-]+", slug(a))
    assert (slug(a) == slug(b)) == (a.encode("utf-8", "replace") == b.encode("utf-8", "replace"))


# ---- contrast


def palettes() -> Iterator[dict[str, str]]:
    style = Path(html.__file__).parents[1].joinpath("templates", "style.css").read_text("utf-8")
    blocks = re.findall(r":root \{(.*?)\n\s*\}", style, flags=re.DOTALL)[:2]
    yield from (dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block)) for block in blocks)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a: str, b: str) -> float:
    dark, light = sorted((luminance(a), luminance(b)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", list(palettes()), ids=["light", "dark"])
def test_all_writing_stands_out_seven_to_one(palette: dict[str, str]) -> None:
    grounds = ["paper", "raise", "lit", *(f"t{n}" for n in range(1, 9))]
    assert min(contrast(palette["ink"], palette[g]) for g in grounds) >= 7
    assert min(contrast(palette[c], palette[g]) for c in ("soft", "link") for g in ("paper", "raise")) >= 7
    assert min(contrast(palette[f"l{n}"], palette[g]) for n in range(1, 9) for g in ("paper", f"t{n}")) >= 3
