"""Stemma: who took it from whom, what is lost, and what is no descent at all."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby, pairwise, permutations, product
from operator import itemgetter
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from headwater import pipeline
from headwater.documents import Body, bodies
from headwater.pages import Given, Page
from headwater.passages import Passage, Rarity, rarity, tokens
from headwater.records import from_table, to_table
from headwater.stemma import BELIEVED, TEMPERATURE, chances_of, collated, collation, known_of, lettered, material
from headwater.stemma.arborescence import cheapest, marginals, own_choice
from headwater.stemma.calibration import HARDLY, LED, calibrated, told_apart
from headwater.stemma.circumstances import Circumstance, missing, priors
from headwater.stemma.cohesion import ROOM, Tie, half_at, ties, uncommon
from headwater.stemma.collation import Collation, Segment, collate, segments
from headwater.stemma.drafts import RELIANCES, UNKNOWN, Draft, judge
from headwater.stemma.kinship import Groups, families, weighed, worth
from headwater.stemma.marks import marks_of, shared
from headwater.stemma.model import Alternative, Derivation
from headwater.stemma.nearness import LIKELY, compared, near, nearest
from headwater.stemma.prices import (
    FEATURES,
    TURN,
    WEIGHTS,
    Bits,
    Common,
    Flags,
    Ledger,
    common,
    created,
    features,
    pieces,
    prices,
    turns,
    with_lent,
)
from headwater.stemma.slips import slips
from headwater.stemma.trees import ROOT, Priors, Tree, cost, search, tidy, told, unlost
from headwater.stemma.trees import texts as texts_of
from small import body, passages, texts, trace

WIRE = """
    wire: Fishing crews closed the port of Ostrey on Monday with a chain of forty trawlers, in protest against a plan to
        sell the old fish market to a hotel company from the capital.

        The chain stretches from the lighthouse to the coal pier and nothing larger than a rowing boat can pass. A
        ferry with ninety passengers had to turn back to the mainland shortly after noon.

        "We have unloaded here since before there was a town, and we will unload here when the last hotel has closed,"
        said Marta Ekwall, who speaks for the crews.

        The mayor, Jonas Brandt, called the blockade unlawful and asked the coast guard to clear the channel by
        Tuesday evening. The coast guard said it would not use force against the boats.

        Ostrey landed 3,200 tonnes of herring last year, a third less than ten years ago.
"""


@dataclass
class Traced:
    """The trees of a small heap."""

    tables: dict[str, pa.Table]

    @property
    def edges(self) -> set[tuple[str, str]]:
        """Parents and children; every lost source is called lost."""
        rows = self.tables["derivations"].to_pylist()
        return {("lost" if e["parent"][:5] == "lost:" else e["parent"], e["child"]) for e in rows}

    @property
    def lost(self) -> int:
        """How many lost sources there are."""
        return sum(w["kind"] == "lost" for w in self.tables["witnesses"].to_pylist())

    @property
    def lines(self) -> int:
        """How many independent lines of descent."""
        return sum(s["lines"] for s in self.tables["stories"].to_pylist())


def traced(heap: dict[str, str], **given: Given) -> Traced:
    """A heap of texts by name through the pipeline."""
    written = "\n\n".join(f"{n}: {t}" for n, t in heap.items())
    return Traced(trace(written, **given))


@pytest.fixture(scope="module")
def wire() -> str:
    """The text of a wire story."""
    return texts(WIRE)["wire"]


def test_a_trimmed_copy_keeps_its_parent(wire: str) -> None:
    found = traced({"wire": wire, "local": "\n\n".join(wire.split("\n\n")[:3])})
    assert found.edges == {("wire", "local")}
    assert (found.lost, found.lines) == (0, 1)


def test_unrelated_texts_have_no_edges(wire: str) -> None:
    other = "The observatory on Mount Kell will replace its mirror in June, after twenty years of faint pictures."
    found = traced({"wire": wire, "other": other})
    assert (found.edges, found.lines) == (set(), 2)


def test_a_press_quote_reached_twice_is_no_descent(wire: str) -> None:
    quote = wire.split("\n\n")[2].split(" said", maxsplit=1)[0]
    other = (
        "It was cold on the pier, and the tea was gone by eight. Nobody there believed the mayor any more, and nobody "
        f"had slept. {quote} Marta Ekwall told this newspaper, and went to fetch more wood for the fire on the quay."
    )
    assert traced({"wire": wire, "own": other}).edges == set()


def edited(wire: str, changes: dict[str, str]) -> str:
    """A text with some of its words replaced; each of them must be there."""
    for old, new in changes.items():
        assert old in wire
        wire = wire.replace(old, new)
    return wire


def known_of_two(wire: str, house: str) -> list[Circumstance]:
    """What is known of a text and a longer one some hours later, the first of The Ostrey Mail."""
    days, texts_ = ("2024-03-05T09:00Z", "2024-03-05T11:30Z"), ("\n\n".join(wire.split("\n\n")[:2]), wire)
    given = [Given(id=d, date_published=d, publisher=n) for d, n in zip(days, ("The Ostrey Mail", house), strict=True)]
    tables = pipeline.run([Page(str(g.id), "body", t, given=g) for g, t in zip(given, texts_, strict=True)])
    heap = bodies(tables)
    (kin,) = material(tables, heap, rarity(map(tokens, heap)))
    return sorted(known_of(kin), key=lambda k: k.document.id)


def as_parent(known: Sequence[Circumstance], one: int) -> float:
    """The bits against one of two texts as the parent of the other, beside the wording."""
    none = np.zeros((2, 2), dtype=np.bool_)
    return float(priors(known, UNKNOWN, none, [(0, 1), (1, 0)]).parent[one, 1 - one])


def test_a_house_makes_its_later_texts_of_its_earlier_ones(wire: str) -> None:
    mail, radio = (known_of_two(wire, house) for house in ("The Ostrey Mail", "Coast Radio"))
    dearer = [as_parent(known, 1) - as_parent(known, 0) for known in (mail, radio)]
    assert dearer[0] == pytest.approx(dearer[1] + WEIGHTS["later of house"])
    assert dearer[1] > 0


def test_a_post_is_seldom_what_others_copy(wire: str) -> None:
    page, other = known_of_two(wire, "Coast Radio")
    post = page._replace(document=replace(page.document, kind="forum"))
    assert as_parent([post, other], 0) == pytest.approx(as_parent([page, other], 0) + WEIGHTS["posted parent"])
    assert as_parent([post, other], 1) == as_parent([page, other], 1)


def test_two_copies_that_each_keep_what_the_other_lost_have_a_lost_source(wire: str) -> None:
    """The third text shows it: it has readings of both, so neither of the two can be its source, nor the other's."""
    found = traced(
        {
            "east": edited(wire, {"closed the port": "shut the port", "shortly after noon": "in the afternoon",
                                  "called the blockade unlawful": "spoke of a crime", "a third less": "much less"}),
            "west": edited(wire, {"a hotel company from the capital": "hoteliers", "nothing larger": "hardly more",
                                  "would not use force against": "would leave alone",
                                  "who speaks for the crews": "their speaker"}),
            "south": edited(wire, {"with a chain of forty trawlers": "with their boats",
                                   "from the lighthouse to": "as far as",
                                   "by Tuesday evening": "at once", "Ostrey landed": "The town landed"}),
        }
    )  # fmt: skip
    assert found.edges == {("lost", "east"), ("lost", "west"), ("lost", "south")}
    assert (found.lost, found.lines) == (1, 1)


def credited(wire: str) -> tuple[dict[str, str], dict[str, Given]]:
    """Two copies of a wire story that credit their agency."""
    east, west = {"shortly after noon": "after lunch"}, {"the old fish": "the fish"}
    copies = {"east": edited(wire, east), "west": edited(wire, west)}
    return copies, {n: Given(id=n, agency="Borealis Wire", publisher=n.title()) for n in copies}


def test_copies_that_credit_an_absent_agency_have_it_as_their_source(wire: str) -> None:
    copies = {
        "east": edited(wire, {"shortly after noon": "after lunch"}),
        "west": edited(wire, {"the old fish": "the fish"}),
    }
    given_of = {n: Given(id=n, agency="Borealis Wire", publisher=n.title()) for n in copies}
    found = traced(copies, **given_of)
    assert found.edges == {("lost", "east"), ("lost", "west")}
    (label,) = [w["label"] for w in found.tables["witnesses"].to_pylist() if w["kind"] == "lost"]
    assert "Borealis Wire" in label


def test_one_copy_alone_does_not_show_what_it_was_copied_from(wire: str) -> None:
    found = traced({"east": wire}, east=Given(id="east", agency="Borealis Wire", publisher="East"))
    assert (found.edges, found.lost) == (set(), 0)


def test_the_agency_itself_in_the_heap_is_the_source_and_nothing_is_lost(wire: str) -> None:
    copies = {
        "east": edited(wire, {"shortly after noon": "after lunch"}),
        "west": edited(wire, {"the old fish": "the fish"}),
    }
    given_of = {n: Given(id=n, agency="Borealis Wire", publisher=n.title()) for n in copies}
    found = traced({**copies, "wire": wire}, wire=Given(id="wire", publisher="Borealis Wire"), **given_of)
    assert found.edges == {("wire", "east"), ("wire", "west")}
    assert found.lost == 0


def test_of_two_equal_texts_the_earlier_stands_above(wire: str) -> None:
    first = Given(id="zz", date_published="2025-05-05")
    second = Given(id="aa", date_published="2025-05-07")
    assert traced({"zz": wire, "aa": wire}, zz=first, aa=second).edges == {("zz", "aa")}


def test_adding_an_exact_copy_never_changes_the_count_of_lines(wire: str) -> None:
    heap = {"wire": wire, "local": "\n\n".join(wire.split("\n\n")[1:4])}
    before = traced(heap).lines
    assert traced({**heap, "again": wire}).lines == before
    assert traced({**heap, "again": heap["local"]}).lines == before


KEEL = """
    keel: Divers of the Ostrey museum found the keel of a merchant ship under the coal pier while the port lay idle.

        The museum had looked for the ship since a storm laid bare some of its ribs in the winter of 1962.

        The keel is twelve meters long and was built of oak that grew before the great fire, the museum said.

        Hanne Solberg, its director, learned of the find from a fisherman who had seen bubbles near the third pile.

        The find could delay the hotel by years, because the law gives the museum the right to dig wherever it was made.

        Visitors may see the first planks in the museum from Saturday on, and admission is free for all children.

        A second ship is thought to lie further out, where the charts of the last century show a bank of gravel.

        Nobody has dived there yet; the current is strong and the museum owns only one boat, which leaks a little.
"""


def test_a_text_that_takes_from_two_others_has_both_as_parents(wire: str) -> None:
    keel = texts(KEEL)["keel"]
    merged = "\n\n".join([*wire.split("\n\n")[:3], *keel.split("\n\n")[::2]])
    given_of = {
        "wire": Given(id="wire", date_published="2025-05-05", publisher="Borealis Wire"),
        "keel": Given(id="keel", date_published="2025-05-06"),
        "both": Given(id="both", date_published="2025-05-08", agency="Borealis Wire"),
    }
    found = traced({"wire": wire, "keel": keel, "both": merged}, **given_of)
    assert found.edges == {("wire", "both"), ("keel", "both")}
    assert {e["how"] for e in found.tables["derivations"].to_pylist()} == {"merge"}
    assert found.lines == 2


def test_a_text_that_only_quotes_is_its_own_origin(wire: str) -> None:
    """A page of its own with two sentences of the wire in it has a quote edge, and is a line of its own."""
    keel = texts(KEEL)["keel"].split("\n\n")
    taken = wire.split("\n\n")[1]
    first, later = Given(id="wire", date_published="2025-05-05"), Given(id="page", date_published="2025-05-09")
    found = traced({"wire": wire, "page": "\n\n".join([*keel[:4], taken, *keel[4:]])}, wire=first, page=later)
    assert found.edges == {("wire", "page")}
    assert [e["how"] for e in found.tables["derivations"].to_pylist()] == ["quote"]
    assert found.lines == 2


@pytest.mark.parametrize(
    ("before", "tied"), [("The harbour master said:", False), ("As the Ebb Courier writes:", True)]
)
def test_a_quotation_ties_only_who_names_the_paper_beside_it(wire: str, before: str, tied: bool) -> None:
    said = (
        "“We were told in March that the sheds would be sold, in May that they would not, and in June that nobody had "
        "ever asked about any sheds, so I have stopped reading letters from the capital until they agree on one.”"
    )
    own = (
        "The café by the slip has changed hands for the third time in a year, and its new owner means to stay. He has "
        f"put a stove where the counter was and sells soup to whoever comes in wet.\n\n{before} {said}\n\nThe soup is "
        "lentil on weekdays and fish on Fridays, and the bread is from the bakery on the hill."
    )
    papers = {"ebb": Given(id="ebb", publisher="Ebb Courier"), "soup": Given(id="soup", publisher="Soup Letter")}
    found = traced({"ebb": f"{wire}\n\n{said}", "soup": own}, **papers)
    assert found.edges == ({("ebb", "soup")} if tied else set())
    assert found.lines == 2
    for edge in found.tables["derivations"].to_pylist():
        (quoted,) = [e for e in edge["evidence"] if e["kind"] == "quoted from"]
        (span,) = quoted["spans"]
        assert own[span["start"] : span["end"]].strip("“”") == said.strip("“”").rstrip(".")
        assert edge["how"] == "quote"


def test_two_that_could_have_lent_the_same_share_its_probability(wire: str) -> None:
    keel = texts(KEEL)["keel"]
    merged = "\n\n".join([*wire.split("\n\n")[:3], *keel.split("\n\n")[:3]])
    last = keel.split("\n\n")[-1]
    days = {"wire": "2025-05-05", "keel": "2025-05-06", "hull": "2025-05-06", "both": "2025-05-08"}
    found = traced(
        {"both": merged, "wire": wire, "keel": keel, "hull": keel.replace(last, edited(last, {"the": "that"}))},
        **{n: Given(id=n, date_published=day) for n, day in days.items()},
    )
    rows = [*found.tables["derivations"].to_pylist(), *found.tables["alternatives"].to_pylist()]
    chance = {r["parent"]: r["probability"] for r in rows if r["child"] == "both"}
    assert chance["wire"] > 0.8
    assert chance["keel"] == pytest.approx(chance["hull"], abs=0.05)
    assert chance["keel"] < 0.6


def test_of_two_that_print_the_same_the_one_that_is_named_is_quoted(wire: str) -> None:
    taken = wire.split("\n\n")[1]
    own = (
        "The harbour museum has waited for its new roof for eleven years, and will wait for another. The director "
        f"keeps buckets under the model ships. As the Ebb Courier writes: {taken}\n\nNobody at the museum minds a "
        "quiet week, he adds, since the school classes come by bus anyway and the café is warm."
    )
    papers = {"ebb": "Ebb Courier", "flood": "Flood Herald", "museum": "Museum Letter"}
    found = traced(
        {"ebb": wire, "flood": edited(wire, {"said Marta": "says Marta"}), "museum": own},
        **{n: Given(id=n, publisher=p) for n, p in papers.items()},
    )
    (quote,) = [d for d in found.tables["derivations"].to_pylist() if d["child"] == "museum"]
    assert (quote["parent"], quote["how"]) == ("ebb", "quote")
    (named,) = [e for e in quote["evidence"] if e["kind"] == "named source"]
    (span,) = named["spans"]
    (text,) = [d["text"] for d in found.tables["documents"].to_pylist() if d["id"] == "museum"]
    assert text[span["start"] : span["end"]] == "Ebb Courier"


def test_a_credit_is_handed_on_with_the_copy(wire: str) -> None:
    """A page that credits the agency and has another copy's change of wording has the credit from that copy too."""
    east = edited(wire, {"shortly after noon": "after lunch"})
    west = "\n\n".join(east.split("\n\n")[:4])
    of = {"wire": "Borealis Wire", "east": "East", "west": "West"}
    given_of = {n: Given(id=n, publisher=p, agency="Borealis Wire") for n, p in of.items()}
    found = traced({"wire": wire, "east": east, "west": west}, **given_of)
    assert found.edges == {("wire", "east"), ("east", "west")}


def test_of_two_pages_of_one_day_the_one_put_up_first_stands_above(wire: str) -> None:
    first = Given(id="zz", date_published="2025-05-05T08:10:00Z")
    second = Given(id="aa", date_published="2025-05-05T09:40:00+00:00")
    assert traced({"zz": wire, "aa": wire}, zz=first, aa=second).edges == {("zz", "aa")}


@pytest.mark.parametrize(("first", "second"), ["ab", "ba"])
@pytest.mark.parametrize("said", ["Published", "Updated"])
@pytest.mark.parametrize("path", ["1", "2025/05/pier"])
def test_a_page_that_says_only_when_it_was_changed_stands_where_that_day_puts_it(
    wire: str, first: str, second: str, said: str, path: str
) -> None:
    """Also where its address names the month alone."""
    rows = [
        Page(n, "text", f"Pier closed\n\n{word} {day} May 2025\n\n{wire}", f"https://{n}.example/{path}", Given(id=n))
        for n, word, day in ((first, "Updated", 5), (second, said, 7))
    ]
    (edge,) = pipeline.run(sorted(rows))["derivations"].to_pylist()
    assert (edge["parent"], edge["child"]) == (first, second)


@pytest.mark.parametrize(("first", "second"), ["ab", "ba"])
def test_of_one_day_the_time_that_a_page_prints_tells(wire: str, first: str, second: str) -> None:
    rows = [
        Page(
            n, "text", f"Pier closed\n\nUpdated 5 May 2025, {at}\n\n{wire}", f"https://{n}.example/1",
            Given(id=n, date_published="2025-05-05"),
        )
        for n, at in ((first, "09:15"), (second, "13:40"))
    ]  # fmt: skip
    (edge,) = pipeline.run(sorted(rows))["derivations"].to_pylist()
    assert (edge["parent"], edge["child"]) == (first, second)


@pytest.mark.parametrize("names", ["ab", "ba"])
def test_a_later_reading_of_one_page_is_its_update(names: str) -> None:
    """Whichever says more: what was read later came later."""
    (long,) = texts(WIRE).values()
    short = long.replace("forty", "fifty").rsplit("\n\n", 1)[0]
    times = "2031-03-02T08:00:00Z", "2031-03-02T11:00:00Z"
    for versions in ((long, short), (short, long)):
        rows = [
            Page(n, "body", t, "https://a.example/1", Given(id=n, date_retrieved=w))
            for n, t, w in zip(names, versions, times, strict=True)
        ]
        (edge,) = pipeline.run(sorted(rows))["derivations"].to_pylist()
        assert (edge["parent"], edge["child"], edge["how"]) == (names[0], names[1], "update")
        assert edge["probability"] > 0.9
        reasons = {e["kind"]: e["text"] for e in edge["evidence"] if e["for"]}
        assert "https://a.example/1" in reasons["same page"]
        assert "was read 3 hours earlier" in reasons["date"]


def test_evidence_reads_what_it_claims(wire: str) -> None:
    heap = {"wire": wire, "local": edited(wire, {"shortly after noon": "after lunch"})}
    found = traced(heap)
    for edge in found.tables["derivations"].to_pylist():
        assert edge["evidence"]
        for row in edge["evidence"]:
            for span in row["spans"]:
                assert heap[span["document"]][span["start"] : span["end"]].strip()
            if row["kind"] == "shared wording":
                span = row["spans"][0]
                assert heap["local"][span["start"] : span["end"]] in wire


def test_the_heap_in_another_order_gives_the_same_bytes(wire: str) -> None:
    heap = {"wire": wire, "local": "\n\n".join(wire.split("\n\n")[1:4]), "third": edited(wire, {"forty": "sixty"})}
    one, two = traced(heap).tables, traced(dict(reversed(heap.items()))).tables
    assert {n: json.dumps(t.to_pylist()) for n, t in one.items()} == {
        n: json.dumps(t.to_pylist()) for n, t in two.items()
    }


def test_probabilities_of_a_place_sum_to_one_at_most(wire: str) -> None:
    tables = traced({"wire": wire, "local": wire[:600], "third": wire[300:]}).tables
    total: dict[str, float] = {}
    for name in ("derivations", "alternatives"):
        for e in tables[name].to_pylist():
            total[e["child"]] = total.get(e["child"], 0.0) + e["probability"]
    assert total
    assert all(0 < x <= 1.001 for x in total.values())


# The parts


def test_the_common_text_holds_every_word_once() -> None:
    """
    a: The keeper found the lamp room unlocked and the great lens lying in pieces on the stairs.
    b: On Sunday the keeper found the lamp room open and the great lens lying in pieces.
    """
    heap = test_the_common_text_holds_every_word_once.__doc__
    all_of = [body(n, t) for n, t in sorted(texts(heap).items())]
    collation = collate(all_of, passages(heap))
    found = segments(collation, [Tie(0.0, 0.0)] * len(collation.masks), Rarity({}))
    assert sum(s.words for s in found) == len(collation.masks)
    assert sum(s.words for s in found if s.mask & 1) == len(tokens(all_of[0]).forms)
    assert [s.words for s in found if s.mask == 3] == [6, 7]


BOILERPLATE = (
    "The strait was first dredged in 1931 by convicts of the island colony, and two of the three lighthouses along it "
    "still burn gas; pilots who grew up beside it say that nobody has ever charted the eastern shoal with any success."
)


@pytest.mark.parametrize("others", [1, 2])
def test_what_unrelated_texts_all_print_makes_no_family(others: int) -> None:
    own = (
        "Bakers in Orrel have agreed to raise wages by four per cent from the spring, their guild announced on Monday.",
        "A goose stopped trams for an hour in the centre of Vellin while firemen debated who was to be bitten first.",
        "The museum of clocks reopens in May with a hall for those that never once showed the right time of day.",
    )
    heap = "\n".join(f"t{i}: {own[i]}\n\n{BOILERPLATE}\n\n{gibberish(own[i])}" for i in range(1 + others))
    all_of = [body(n, t) for n, t in sorted(texts(heap).items())]
    found = families(all_of, passages(heap), rarity(tokens(b) for b in all_of))
    assert len(found) == (1 if others == 1 else 3)


def gibberish(text: str) -> str:
    """Words that nobody else has, three for each."""
    return " ".join(f"{w[::-1]} {w[1:]}{w[:1]}a {w[2:]}{w[:2]}o" for w in text.split())


def shared_text(has: Flags, bits: Bits, words: Bits) -> Common:
    """A common text of words that tie nothing together."""
    none = np.zeros(len(bits))
    return Common(has, bits, words, none, none, [range(len(has))] * len(has), np.zeros((0, 2), np.int64))


flags = st.lists(st.tuples(st.booleans(), st.booleans(), st.integers(1, 9)), max_size=12)


@given(flags)
def test_pieces_are_those_of_brute_force(found: list[tuple[bool, bool, int]]) -> None:
    kept = [(among, words) for held, among, words in found if held]
    runs = [list(run) for among, run in groupby(kept, key=itemgetter(0)) if not among]
    held, among = (np.array([[f[k] for f in found]] * 2, dtype=np.bool_) for k in (0, 1))
    text = shared_text(held, np.ones(len(found)), np.array([f[2] for f in found], dtype=np.float64))
    cut = pieces(held, among, text)
    assert cut.pair.tolist() == [0] * len(runs) + [1] * len(runs)
    assert cut.words.tolist() == [sum(words for _, words in run) for run in runs] * 2
    assert cut.last.tolist() == [bool(kept) and run is runs[-1] and not kept[-1][0] for run in runs] * 2


def test_only_what_explains_enough_counts_as_lent() -> None:
    words = np.array([30.0, 1.0, 2.0, 7.0])
    text = shared_text(np.ones((1, 4), dtype=np.bool_), 10 * words, words)
    parent, child, lender = (np.array([row], dtype=np.bool_) for row in ([1, 0, 0, 0], [1, 1, 1, 0], [0, 1, 0, 0]))
    assert counted(features(parent, child, text, lender))["lent"] == 0
    lender[0, 2] = True
    found = counted(features(parent, child, text, lender))
    assert (found["lent"], found["changes"], found["fresh"]) == (1, 0, 0)


def test_a_merged_text_has_the_small_readings_of_whom_it_follows() -> None:
    """Nothing in the second half is the second parent's alone but four readings of one word; one turn tells all."""
    words = np.tile([5.0, 1.0, 1.0], 8)  # what both have, then a word of the one or of the other
    text = shared_text(np.ones((1, 24), dtype=np.bool_), 10 * words, words)
    parent, lender = np.array([[True, True, False] * 8]), np.array([[True, False, True] * 8])
    child = np.concatenate([parent[:, :12], lender[:, 12:]], axis=1)
    alone, merged = (counted(features(parent, child, text, second)) for second in (None, lender))
    assert (alone["changes"], merged["changes"], merged["lent"]) == (4, 0, 1)
    assert prices(parent, child, text, lender) < prices(parent, child, text) - WEIGHTS["second"]


@given(st.lists(st.integers(-9, 9), max_size=9))
def test_a_merged_text_turns_to_its_second_parent_where_brute_force_does(gained: list[int]) -> None:
    def bits(followed: Sequence[bool]) -> float:
        begun = sum(on and not before for before, on in pairwise([False, *followed]))
        return sum(g for g, on in zip(gained, followed, strict=True) if on) - TURN * begun

    assert bits(turns(gained).tolist()) == max(bits(way) for way in product((False, True), repeat=len(gained)))


triples = st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans(), st.integers(1, 9)), min_size=1, max_size=14)


@given(triples)
def test_before_a_merged_text_stood_what_one_of_its_parents_has(found: list[tuple[bool, bool, bool, int]]) -> None:
    parent, child, lender = (np.array([[f[k] for f in found]], dtype=np.bool_) for k in range(3))
    words = np.array([f[3] for f in found], dtype=np.float64)
    before, stretches = with_lent(parent, child, lender, shared_text(parent, 10 * words, words))
    assert ((before == parent) | (before == lender)).all()
    assert (before == parent).all() or stretches[0] > 0
    assert ((before != child) <= ((parent != child) | (lender != child))).all()
    same = with_lent(parent, parent, lender, shared_text(parent, 10 * words, words))
    assert (same[0] == parent).all()
    assert not same[1].any()


def counted(row: Bits) -> dict[str, float]:
    """The features of one pair by name."""
    return dict(zip(FEATURES, row[0].tolist(), strict=True))


COSTS = st.integers(1, 4).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, 40), min_size=n, max_size=n), min_size=n + 1, max_size=n + 1)
)


def every_tree(n: int) -> Iterator[tuple[int, ...]]:
    """All ways to give each of some nodes a parent or none, without circles; `n` stands for none."""
    for parents in product(range(n + 1), repeat=n):
        reached = {n}
        for _ in range(n):
            reached |= {v for v in range(n) if parents[v] in reached}
        if len(reached) == n + 1:
            yield parents


@given(COSTS, st.sampled_from((0, 5000)))
@settings(deadline=None)
def test_the_cheapest_arborescence_and_the_odds_of_all_are_those_of_brute_force(
    rows: list[list[int]], far: int
) -> None:
    costs = np.array(rows, dtype=np.float64)
    costs[-1] += far
    n = costs.shape[1]
    bits = {t: float(sum(costs[p, v] for v, p in enumerate(t))) for t in every_tree(n)}
    edges = [(p, v) for p in range(n + 1) for v in range(n) if p != v]
    chosen = cheapest([p for p, _ in edges], [v for _, v in edges], [float(costs[e]) for e in edges], n)
    assert [edges[e][1] for e in chosen] == list(range(n))
    assert bits[tuple(edges[e][0] for e in chosen)] == min(bits.values())
    odds, whole = marginals(costs)
    weights = {t: 2.0 ** (min(bits.values()) - b) for t, b in bits.items()}
    for p, v in edges:
        share = sum(w for t, w in weights.items() if t[v] == p) / sum(weights.values())
        assert odds[p, v] == pytest.approx(share, abs=1e-6)
    assert whole == pytest.approx(min(bits.values()) - np.log2(sum(weights.values())), abs=1e-6)


def test_in_a_family_too_large_to_sum_up_each_text_is_judged_for_itself(
    wire: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs = np.array([[np.inf, 0.0], [1.0, np.inf], [1.0, 1.0]])
    assert own_choice(costs)[:, 1].tolist() == pytest.approx([2 / 3, 0, 1 / 3])
    monkeypatch.setattr("headwater.stemma.SUMMED", 1)
    assert traced({"wire": wire, "local": "\n\n".join(wire.split("\n\n")[:3])}).edges == {("wire", "local")}


def test_a_family_too_large_to_search_is_told_from_the_nearest_texts(wire: str) -> None:
    """Eight papers change the wire, each in a place of its own; nine sites copy each paper with a change more."""
    words, heap = wire.split(" "), {"wire": wire}
    for paper in range(8):
        print_ = changed(words, {3 + 9 * paper: f"paper{paper}", 90 + 5 * paper: f"print{paper}"})
        heap[f"paper{paper}"] = " ".join(print_)
        for site in range(9):
            heap[f"site{paper}{site}"] = " ".join(changed(print_, {8 + 7 * site: f"site{paper}{site}"}))
    day = {n: Given(id=n, date_published="2025-03-01" if n == "wire" else "2025-03-02") for n in heap}
    found = traced(heap, **day)
    assert found.lines == 1
    assert {c: p for p, c in found.edges} == {n: n[:4].replace("site", f"paper{n[4]}") for n in heap if n[0] == "s"} | {
        f"paper{n}": "wire" for n in range(8)
    }


def changed(words: Sequence[str], places: Mapping[int, str]) -> list[str]:
    """Words with others in some places."""
    return [places.get(n, word) for n, word in enumerate(words)]


TIES = st.lists(
    st.tuples(st.integers(0, 7), st.integers(0, 7), st.sampled_from("uvw"), st.integers(60, 99)), max_size=40
)


@given(TIES, st.integers(1, 4))
@settings(deadline=None)
def test_the_nearest_stay_and_every_wording_hangs_together(found: list[tuple[int, int, str, int]], most: int) -> None:
    rows = [
        Passage(f"{a}", 0, 9, f"{b}", 0, 9, 9, 1.0, float(weight), "copy", cluster)
        for a, b, cluster, weight in sorted({(min(x[:2]), max(x[:2]), *x[2:]) for x in found if x[0] != x[1]})
    ]
    left = from_table(Passage, nearest(to_table(Passage, rows), most))
    assert left == [p for p in rows if p in left]
    shared: Counter[tuple[str, str]] = Counter()
    for p in rows:
        shared[p.a, p.b] += int(p.weight)
    pairs = {(p.a, p.b) for p in left}
    for text in {d for p in rows for d in (p.a, p.b)}:
        heaviest = sorted((pair for pair in shared if text in pair), key=lambda pair: (-shared[pair], pair))
        assert pairs.issuperset(heaviest[:most])
    for cluster in {p.cluster for p in rows}:
        assert together([p for p in rows if p.cluster == cluster]) == together(
            [p for p in left if p.cluster == cluster]
        )


def together(found: Sequence[Passage]) -> set[frozenset[str]]:
    """The texts that passages tie to each other."""
    groups = Groups({d for p in found for d in (p.a, p.b)})
    for p in found:
        groups.join(p.a, p.b)
    return {frozenset(d for d in groups if groups.top(d) == top) for top in {groups.top(d) for d in groups}}


@given(st.lists(st.tuples(st.integers(1, 31), st.integers(1, 200)), min_size=1, max_size=9), st.integers(1, 4))
@settings(deadline=None)
def test_near_are_those_that_share_most_in_the_whole_family_and_outside_of_each_group(
    found: list[tuple[int, int]], most: int
) -> None:
    text = common([segment(mask, float(bits)) for mask, bits in found], 5)
    worth = {(w, q): sum(b for m, b in found if m >> w & 1 and m >> q & 1) for w, q in permutations(range(5), 2)}
    expected: list[set[int]] = [set() for _ in range(5)]
    groups = Groups(range(5))
    while len({groups.top(w) for w in range(5)}) > 1:
        top = {w: groups.top(w) for w in range(5)}
        apart = sorted((pair for pair in worth if top[pair[0]] != top[pair[1]]), key=lambda p: (-worth[p], p))
        for w in range(5):
            expected[w].update([q for v, q in apart if v == w][: LIKELY if expected[w] else most])
        for group in {*top.values()}:
            groups.join(*next(pair for pair in apart if top[pair[0]] == group))
    assert near(text, most) == [
        frozenset(q for q in range(5) if q in expected[w] or w in expected[q]) for w in range(5)
    ]


def test_a_circle_by_way_of_a_second_parent_is_seen() -> None:
    assert Tree((ROOT, 0, 1), ((0, 2),)).circular()
    assert not Tree((ROOT, 0, ROOT), ((1, 2),)).circular()


def segment(mask: int, bits: float) -> Segment:
    """A segment of one word."""
    return Segment(mask, 1, bits)


SEGMENTS = st.lists(st.tuples(st.integers(1, 15), st.floats(5, 200)), min_size=1, max_size=8)


def nothing_known(n: int) -> Priors:
    """Texts of which nothing is known beside their wording."""
    none = np.zeros((n, n))
    return Priors(none, none, np.zeros(n), np.zeros(n), (float("nan"),) * n, 0.0, missing(UNKNOWN.lossiness))


@given(SEGMENTS)
@settings(max_examples=25, deadline=None)
def test_the_search_never_ends_above_a_star_or_above_no_tree(found: list[tuple[int, float]]) -> None:
    ledger = Ledger(common([segment(m, b) for m, b in found], 4))
    free = nothing_known(4)
    best = cost(search(ledger, free), ledger, free)
    for centre in range(4):
        star = Tree(tuple(ROOT if w == centre else centre for w in range(4)))
        assert best <= cost(star, ledger, free) + 1e-6
    assert best <= cost(Tree((ROOT,) * 4), ledger, free) + 1e-6


def test_a_lost_source_has_what_its_copies_hand_to_each_other() -> None:
    ledger = Ledger(common([segment(0b11, 9.0), segment(0b01, 9.0), segment(0b10, 5.0)], 2))
    (*_, lost) = texts_of(Tree((2, 2, ROOT)), ledger)
    assert ledger.rows[lost].tolist() == [True, True, False]  # and what its most complete copy has alone


def test_an_idle_lost_source_is_taken_out() -> None:
    assert tidy(Tree((2, ROOT, 1)), 2) == Tree((1, ROOT))


def test_lost_sources_are_lettered_without_end() -> None:
    assert [lettered(n) for n in (0, 25, 26, 27, 702)] == ["A", "Z", "AA", "AB", "AAA"]


def test_a_text_that_is_little_but_quotations_is_copied_like_any_other() -> None:
    sold = '"I sold my nets in March and bought them back in May at twice the price," said Ekwall.'
    asked = '"Nobody asked us what the market is worth, and nobody can say that we did not tell them," she went on.'
    soup = '"If they want soup they may come down to the quay and pay for it like everybody else does," '
    first = f"{sold}\n\n{asked}\n\n{soup}added Tamm."
    again = first.replace("went on", "said").replace("Ekwall", "Marta Ekwall")
    museum = (
        "The harbour museum has a new boiler and no visitors. Its keeper paints the walls by himself, and on Fridays "
        f"he reads the letters that the mayor sends. {soup}he read last week, and put the sheet with the others in a "
        "drawer below the model ships."
    )
    found = traced({"first": first, "again": again, "museum": museum})
    assert found.edges in ({("first", "again")}, {("again", "first")})


def test_words_that_most_print_as_a_quotation_count_little() -> None:
    """One copier leaves the marks out; the words are the speaker's all the same."""
    said = "the nets stay dry until the ministry answers us in writing"
    heap = {"a": f'They wrote "{said}" on the wall.', "b": f'She read "{said}" aloud.', "c": f"He heard {said} twice."}
    bodies = [body(n, t) for n, t in heap.items()]
    same = passages("\n".join(f"{n}: {t}" for n, t in heap.items()))

    bits = Rarity({})
    collation = collate(bodies, same)
    found = segments(collation, [Tie(0.0, 0.0)] * len(collation.masks), bits)
    assert max(s.bits for s in found if s.words == len(said.split())) == pytest.approx(
        0.1 * sum(map(bits, said.split()))
    )


def test_a_page_of_nothing_but_a_quotation_and_its_exact_copy_are_one_text(wire: str) -> None:
    """Quoted words tie two texts by a tenth only, and what three groups print is stock; a copy is neither."""
    parts = wire.split("\n\n")
    heap = {"wire": wire, "late": "\n\n".join(parts[2:]), "quote": parts[2]}
    assert traced(heap).lines == 1
    assert traced(heap | {"again": parts[2]}).lines == 1
    assert traced({"quote": parts[2], "again": parts[2]}).edges


@pytest.mark.parametrize("sign", ["headline", "marks"])
def test_of_two_that_could_lend_the_words_the_likelier_is_who_looks_alike(wire: str, sign: str) -> None:
    """The trimmed text can be from either: it holds only what both have."""
    other = edited(wire, {"nothing larger": "hardly more", "a third less": "much less"})
    short = "\n\n".join(wire.split("\n\n")[i] for i in (0, 2, 3))
    for like in ("one", "other"):
        heap = {"one": wire, "other": other, "short": short}
        own: dict[str, Given] = {}
        if sign == "marks":
            heap |= {n: heap[n].replace('"', "''") for n in (like, "short")}
        else:
            own = {n: Given(id=n, headline="Herring crews shut in a ferry") for n in (like, "short")}
        found = traced(heap, **own)
        rows = {r["parent"]: r for t in ("derivations", "alternatives") for r in found.tables[t].to_pylist()
                if r["child"] == "short"}  # fmt: skip
        assert max(rows, key=lambda p: float(rows[p]["probability"])) == like
        (reason,) = (e for e in rows[like]["evidence"] if e["kind"] == f"same {sign}")
        read = [heap[s["document"]][s["start"] : s["end"]] for s in reason["spans"]]
        assert read == (["closed,'' said"] if sign == "marks" else [])  # that headline stands on no page
        assert {s["document"] for s in reason["spans"]} <= {"short"}


@pytest.mark.parametrize(
    ("headline", "counts"), [("Crews shut a ferry in", True), ("News", False), ("The Ostrey Evening Star", False)]
)
def test_a_headline_that_stands_over_everything_is_none(wire: str, headline: str, *, counts: bool) -> None:
    heap = {"wire": wire, "local": "\n\n".join(wire.split("\n\n")[:3])}
    given = {n: Given(id=n, headline=headline, publisher="The Ostrey Evening Star") for n in heap}
    (edge,) = traced(heap, **given).tables["derivations"].to_pylist()
    assert ("same headline" in {e["kind"] for e in edge["evidence"]}) == counts


BELONGING = (
    "Prospects changed when Brandt had the market valued, and Ekwall's trawlers first lay across the channel a "
    "week after the valuation; the lighthouse keeper counted forty, and told the coast guard that no ferry would pass."
)
FOREIGN = (
    "Orchards around Tellin bloom three weeks early this spring, and beekeepers who usually wait for warmer nights "
    "carried their hives uphill before Easter, fearing frost more than hunger after an unusually mild winter."
)


WEATHER = (
    "The weather service said that the storm which had been over the north for three days would move to the east by "
    "Saturday, and that there would be more rain in the valleys than there had been in any week of last spring."
)


def others() -> list[Page]:
    """Pages of other stories, enough to know by which words are common."""
    random = Random(1)  # noqa: S311
    common = (
        "the of and in to a an for that said was had has have on by would there more which than at it is are be been "
        "week year years last this their they who from with before after over not no three one two other will"
    ).split()
    rare = ["".join(random.choices(("ba", "dor", "fin", "gu", "kel", "mo", "ris", "tan"), k=4)) for _ in range(4000)]
    pages = []
    for n in range(90):
        written = " ".join(random.choice(common if random.random() < 0.6 else rare) for _ in range(500))
        pages.append(Page(f"other{n}", "body", f"{written}.", given=Given(id=f"other{n}")))
    return pages


@pytest.mark.parametrize(
    ("piece", "edge"), [(BELONGING, ("long", "short")), (FOREIGN, ("short", "long")), (WEATHER, ("short", "long"))]
)
def test_what_belongs_was_left_out_and_what_does_not_was_put_in(piece: str, edge: tuple[str, str], wire: str) -> None:
    """Two undated texts, one with a paragraph more, in a heap that knows which words are common."""
    paragraphs = wire.split("\n\n")
    heap = {"short": wire, "long": "\n\n".join([*paragraphs[:3], piece, *paragraphs[3:]])}
    told_of = [Page(n, "body", t, given=Given(id=n)) for n, t in heap.items()]
    tables = pipeline.run(sorted([*told_of, *others()]))
    assert {(e["parent"], e["child"]) for e in tables["derivations"].to_pylist()} == {edge}
    kinds = {
        (row["kind"], row["for"]): "".join(heap[s["document"]][s["start"] : s["end"]] for s in row["spans"])
        for name in ("derivations", "alternatives")
        for e in tables[name].to_pylist() if e["child"] == "long"
        for row in e["evidence"] if row["kind"] in ("put in", "belongs")
    }  # fmt: skip
    assert kinds.keys() == {("belongs", False) if piece == BELONGING else ("put in", True)}
    # A word or two at its ends may stand on both sides.
    assert all(piece[60:-1] in stretch for stretch in kinds.values())


def test_a_heap_of_one_story_does_not_tell_which_words_tie(wire: str) -> None:
    tables = traced({"short": wire, "long": f"{wire}\n\n{WEATHER}"}).tables
    rows = [row for n in ("derivations", "alternatives") for e in tables[n].to_pylist() for row in e["evidence"]]
    assert rows
    assert not {row["kind"] for row in rows} & {"put in", "belongs"}


def tie_of(form: str, heard: Rarity) -> float:
    """What an uncommon word is worth to cohesion."""
    return uncommon([tokens(body("x", form))], heard)[form]


PLACES = st.lists(st.tuples(st.sampled_from(["harvest", "lantern", "orchard", "of"]), st.integers(1, 15)), max_size=9)


@given(PLACES)
def test_a_word_is_tied_where_its_witnesses_have_it_again_with_others(found: list[tuple[str, int]]) -> None:
    rows = [[x for x, (_, mask) in enumerate(found) if mask >> w & 1] for w in range(4)]
    written = [tokens(body(f"{w}", " ".join(found[x][0] for x in row))) for w, row in enumerate(rows)]
    heard = Rarity({"of": 900_000, "quay": 100_000})
    for (form, mask), tie in zip(found, ties(written, rows, [m for _, m in found], heard), strict=True):
        again = any(f == form and m & mask and m & ~mask for f, m in found)
        rest = any(m & mask and m & ~mask for _, m in found)
        assert (tie.tied > 0, tie.loose > 0) == (form != "of" and again, form != "of" and not again and rest)
        if tie.loose:
            beside = sum(1 for _, m in found if m & mask and m & ~mask)
            assert tie.loose == pytest.approx(tie_of(form, heard) * half_at(ROOM, beside), rel=0.01)


HEARD = "Two trawlers came in shortly before dawn, and nobody at the harbour of Tamsin called forty boats unlawful."


@pytest.mark.parametrize("names", [("a", "b"), ("b", "a")])
def test_who_misspells_words_that_another_has_right_is_the_copy(wire: str, names: tuple[str, str]) -> None:
    right, wrong = names
    misspelt = edited(wire, {"trawlers": "tralwers", "shortly": "shorty", "unlawful": "unlawfull"})
    heap = {right: wire, wrong: misspelt, "heard": HEARD}
    days = {right: "2024-03-05", wrong: "2024-03-04", "heard": None}  # the copy is dated before what it copied
    dated = [Page(n, "body", t, given=Given(id=n, date_published=days[n])) for n, t in sorted(heap.items())]
    tables = pipeline.run(dated)
    assert Traced(tables).edges == {(right, wrong)}
    (edge,) = tables["derivations"].to_pylist()
    read = [
        [heap[s["document"]][s["start"] : s["end"]] for s in row["spans"]]
        for row in edge["evidence"] if row["kind"] == "slip" and row["for"]
    ]  # fmt: skip
    assert sorted(read) == [["shorty", "shortly"], ["tralwers", "trawlers"], ["unlawfull", "unlawful"]]


@pytest.mark.parametrize(
    ("word", "other", "is_slip"),
    [
        ("trawlers", "tralwers", True),
        ("trawlers", "dredgers", False),  # not spelt alike
        ("coal", "cola", False),  # which of the two is right nobody knows: neither stands elsewhere
        ("forty", "fort", True),
        ("the", "teh", False),  # words so short are alike by chance
    ],
)
def test_a_slip_is_spelt_like_a_word_that_stands_elsewhere(wire: str, word: str, other: str, *, is_slip: bool) -> None:
    text = " ".join(wire.split())
    both = {"a": text, "b": re.sub(rf"\b{word}\b", other, text, count=1)}
    bodies_of = [body(n, t) for n, t in both.items()]
    collation = collate(bodies_of, passages("\n".join(f"{n}: {t}" for n, t in both.items())))
    found = slips(collation, rarity(tokens(b) for b in (*bodies_of, body("heard", HEARD))))
    rows = zip(collation.texts, collation.columns, strict=True)
    form = {x: f for t, row in rows for x, f in zip(row, t.forms, strict=True)}
    assert [(form[s.wrong], form[s.right]) for s in found] == ([(other, word)] if is_slip else [])


@given(st.lists(st.tuples(*[st.booleans()] * 4), min_size=1, max_size=6))
def test_slips_made_and_put_right_are_those_of_brute_force(found: list[tuple[bool, bool, bool, bool]]) -> None:
    """For every slip whether the parent has the word wrong, and right, and whether the child has."""
    has = np.array([[x for f in found for x in f[:2]], [x for f in found for x in f[2:]]], dtype=np.bool_)
    ones, pairs = np.ones(has.shape[1]), np.arange(has.shape[1]).reshape(-1, 2)
    text = shared_text(has, ones, ones)._replace(slips=pairs)
    counts = counted(features(has[:1], has[1:], text))
    assert counts["slips"] == found.count((False, True, True, False))
    assert counts["righted"] == pytest.approx(np.log2(1 + found.count((True, False, False, True))))
    free, wrong = (created(has, text._replace(slips=s)) for s in (np.zeros((0, 2), np.int64), pairs))
    assert wrong - free == pytest.approx(WEIGHTS["origin slips"] * has[:, ::2].sum(axis=1))
    ledger = Ledger(text)
    if has.any(axis=1).all():  # what has no segment at all costs what comes from nowhere
        assert ledger.from_each([0], 1).tolist() == pytest.approx(prices(has[:1], has[1:], text).tolist())


def test_marks_count_where_texts_do_not_all_set_the_same() -> None:
    heap = {
        "a": 'The tide came in -- slowly, the master said -- and "nobody ran" that night.',
        "b": 'The tide came in -- slowly, the master said -- and "nobody ran" that night.',
        "c": "The tide came in – slowly, the master said – and “nobody ran” that night.",
        "d": "Nobody wrote any of this.",
    }
    collated = collate([body(n, t) for n, t in heap.items()], passages("\n".join(f"{n}: {t}" for n, t in heap.items())))
    found = marks_of(collated, list(heap.values()), permutations(range(4), 2))
    assert np.argwhere(found.same).tolist() == [[0, 1], [1, 0]]
    assert {len(gaps) for gaps in found.printed[:3]} == {4}  # the comma is everybody's
    assert [heap["a"][p.start : p.end] for p in shared(collated, found, 0, 1)] == [
        "in -- slowly", "said -- and", 'and "nobody', 'ran" that',
    ]  # fmt: skip
    assert not any(found.printed[3])


def test_a_gap_that_a_text_fills_in_two_ways_says_nothing() -> None:
    """It has the words twice, with a comma and with a dash, and goes with nobody for either."""
    pages = ["tea, milk. tea – milk.", "tea – milk", "tea, milk", "tea,\u200b *milk*"]
    read = tuple(tokens(body(str(n), page)) for n, page in enumerate(pages))
    collated = Collation(tuple("0123"), read, ((0, 1, 0, 1), (0, 1), (0, 1), (0, 1)), (0b1111, 0b1111))
    assert np.argwhere(marks_of(collated, pages, permutations(range(4), 2)).same).tolist() == [[2, 3], [3, 2]]


def test_words_in_marks_on_one_side_only_tie_two_texts() -> None:
    words = "the nets stay dry until the ministry answers us in writing and the boats are paid for"
    plain, quoting = body("plain", f"Then {words}."), body("quoting", f'It says "{words}" there.')
    both = body("said", f'He said "{words}" again.')

    def kept(a: Body, b: Body) -> float:
        (p,) = passages(f"{a.document}: {a.text}\n{b.document}: {b.text}")
        return worth(p, weighed(a, Rarity({})), weighed(b, Rarity({}))) / p.weight

    assert kept(plain, quoting) == pytest.approx(1.0)
    assert kept(quoting, both) < 0.3


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20), st.integers(1, 5)), max_size=12))
@settings(deadline=None)  # the first one waits for the compiler
def test_words_are_joined_alike_by_compiled_code(blocks: list[collation.Block]) -> None:
    plain = collation.joined(25, blocks)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(collation, "MANY", -1)
        assert collation.joined(25, [*blocks, (0, 0, 1)]) == plain


def test_no_way_leads_back_from_a_merged_text_to_who_lent_to_it() -> None:
    """Node 2 is made of 0 and 1; what hangs under it can nowhere stand above anything else."""
    text = shared_text(
        np.array([[1, 0, 1], [0, 1, 1], [1, 1, 1], [1, 1, 0]], dtype=np.bool_), np.full(3, 99.0), np.full(3, 9.0)
    )
    bits = told(Tree((ROOT, ROOT, 0, 2), ((2, 1),)), Ledger(text), nothing_known(4))
    assert np.isinf(bits[np.ix_([2, 3], [0, 1])]).all()
    assert np.isfinite(bits[:2]).all()


def test_two_worlds_share_the_probability_where_a_lost_source_was_found() -> None:
    """What two of three texts have stands in the third nowhere whole; the lost source is in one world alone."""
    ledger = Ledger(common([segment(m, 90.0) for m in (0b111, 0b011, 0b101, 0b110, 0b001, 0b010)], 3))
    beside, lost = nothing_known(3), Tree((3, 3, 3, ROOT))
    one, two = (
        marginals(told(tree, ledger, beside) / TEMPERATURE)[0] for tree in (lost, unlost(ledger, beside))
    )  # fmt: skip
    _, found = chances_of(lost, ledger, beside)
    assert found[:, :3].sum(axis=0) == pytest.approx(1.0)
    assert found[3, :3] == pytest.approx(BELIEVED * one[3, :3])
    assert found[4, :3] == pytest.approx(BELIEVED * one[4, :3] + (1 - BELIEVED) * two[3])
    assert found[:, 3] == pytest.approx(np.minimum(BELIEVED, one[:, 3]))


def as_tables(edges: Sequence[tuple[str, str, float]]) -> tuple[pa.Table, pa.Table]:
    """Edges as derivations, the first of each child, and as alternatives."""
    first = {child: edge for edge in reversed(edges) for child in [edge[1]]}
    chosen = [Derivation(p, c, "copy", x, ()) for p, c, x in edges if first[c][0] == p]
    others = [Alternative(p, c, "copy", x, ()) for p, c, x in edges if first[c][0] != p]
    return to_table(Derivation, chosen), to_table(Alternative, others)


@settings(deadline=None)  # the first call of all loads what compares columns
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["a", "b", "c", "lost:x"]), st.sampled_from(["d", "e", "f", "lost:y"])),
        st.floats(0.0, 1.0),
    ),
    st.floats(0.05, 50.0),
)
def test_calibration_changes_nothing_but_probabilities_and_keeps_them_such(
    edges: dict[tuple[str, str], float], lossiness: float
) -> None:
    before = as_tables([(p, c, round(x, 4)) for (p, c), x in edges.items()])
    after = calibrated(*before, lossiness)
    assert [t.schema for t in after] == [t.schema for t in before]
    assert [t.drop_columns("probability") for t in after] == [t.drop_columns("probability") for t in before]
    now = [r for t in after for r in t.to_pylist()]
    assert all(0 <= r["probability"] <= 1 for r in now)
    together = Counter[str]()
    for r in now:
        together[r["child"]] += r["probability"]
    assert all(x <= 1.001 for x in together.values())


def test_the_more_lost_sources_a_heap_shows_the_less_sure_are_edges_between_its_texts() -> None:
    edges = as_tables([("t1", "t2", 0.97), ("t3", "t2", 0.02)])
    told = [calibrated(*edges, lossiness) for lossiness in (0.3, 2.0, 4.0, 8.0)]
    sure = [derivations["probability"][0].as_py() for derivations, _ in told]
    assert sure == sorted(sure, reverse=True)
    assert sure[0] > 0.9
    assert sure[-1] < 0.8


@given(st.lists(st.tuples(st.integers(3, 40), st.integers(0, 3))))
def test_lost_sources_are_dearer_in_a_heap_where_few_show(families: list[tuple[int, int]]) -> None:
    """What shows is judged beside all that could show it; a heap of a few texts is taken to be like any other."""
    drafts = [Draft(str(n), (0.0,) * len(RELIANCES), texts, lost) for n, (texts, lost) in enumerate(families)]
    quiet = [*drafts, Draft("quiet", (0.0,) * len(RELIANCES), 12, 0)]
    found = [judge(some).lossiness for some in (drafts, quiet)]
    assert found[1] < found[0]
    assert missing(found[1]) >= missing(found[0]) >= missing(UNKNOWN.lossiness) - 1e-9
    assert judge([]).lossiness == UNKNOWN.lossiness


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from([0.0, 0.1, 0.3, 0.33, 0.5, 0.9]), st.booleans())))
def test_an_edge_is_told_apart_from_the_likeliest_that_would_stand_for_it(
    edges: list[tuple[int, float, bool]],
) -> None:
    child, chances, chosen = (np.array([e[n] for e in edges], kind) for n, kind in enumerate((np.int64, float, bool)))
    found = told_apart(chances, child, chosen)
    for n, (text, chance, _) in enumerate(edges):
        every = [*sorted((x for c, x, _ in edges if c == text), reverse=True), 0.0]
        parents = max(1, sum(held for c, _, held in edges if c == text))
        rival = every[parents] if chance >= every[parents - 1] else every[parents - 1]
        apart = abs(np.log(max(chance, HARDLY) / max(rival, HARDLY))) / LED
        assert found[n] == pytest.approx(min(1.0, apart))


def test_a_heap_without_edges_has_none_to_calibrate() -> None:
    assert [t.num_rows for t in calibrated(*as_tables([]), UNKNOWN.lossiness)] == [0, 0]


@pytest.mark.parametrize("name", ["dam", "harbour"])
def test_what_is_found_hangs_little_on_the_names_of_the_texts(name: str) -> None:
    """Documents are numbered by their ids; the search of another numbering ends at most some bits above the best."""
    tables = pipeline.trace(Path(str(files("headwater.examples") / name))).tables
    heap = bodies(tables)
    bits = rarity(map(tokens, heap))
    kin = max(material(tables, heap, bits), key=lambda kin: len(kin.bodies))
    found = set()
    for turn in range(len(kin.bodies)):
        order = [*range(turn, len(kin.bodies)), *range(turn)]
        turned = replace(
            kin, bodies=tuple(kin.bodies[i] for i in order), documents=tuple(kin.documents[i] for i in order)
        )
        collated_, *_, text = collated(turned, bits)
        pairs = compared(near(text))
        same = marks_of(collated_, [d.text for d in turned.documents], pairs).same
        beside = priors(known_of(turned), UNKNOWN, same, pairs)
        ledger = Ledger(text)
        found.add(round(cost(search(ledger, beside), ledger, beside), 2))
    assert max(found) - min(found) < 8
