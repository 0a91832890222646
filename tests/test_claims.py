"""Claims: what says the same is lined up, how independent it is, and where accounts differ. All invented."""

from itertools import permutations

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater import claims, pipeline
from headwater.claims import (
    Claim,
    Conflict,
    Descent,
    Difference,
    Ladder,
    facts,
    ladder,
    likeness,
    lineup,
    rarity,
    sentence,
    slots,
)
from headwater.claims.along import Along
from headwater.claims.numbers import Number, both_hold, numbers
from headwater.claims.spellings import Called, spelt
from headwater.claims.telling import clearest
from headwater.claims.wording import stem
from headwater.dates import When, Written
from headwater.documents import Block, Document
from headwater.engine import LocalEngine
from headwater.names import distance, proper_names
from headwater.pages import Given, Page
from headwater.passages import Passage
from headwater.records import Place, Record, Span, from_table, to_table
from headwater.statements import Link, Statement
from headwater.stemma import Derivation, Witness
from headwater.stories import Story
from headwater.text import digest, words

KINDS: dict[str, type[Record]] = {
    "documents": Document,
    "blocks": Block,
    "passages": Passage,
    "stories": Story,
    "dates": When,
    "written": Written,
    "witnesses": Witness,
    "derivations": Derivation,
    "statements": Statement,
}
WIRE = (
    "Inspectors closed the Quillmar bridge on Tuesday after 12 of its cables had rusted through. "
    "Governor Ilse Brandvik said the ferry would run every hour. "
    "The bridge carries 9,000 cars a day between Quillmar and Oststad. "
    "No one was hurt when a cable fell into the river."
)


def heap(texts: dict[str, str], parents: dict[str, tuple[str, str]] | None = None) -> dict[str, pa.Table]:
    """The tables that claims are made from: one story, its documents, who has it from whom and how, shared passages."""
    known = dict(sorted(texts.items()))
    lost = sorted({p for p, _ in (parents or {}).values()} - known.keys())
    rows: dict[str, list[Record]] = {name: [] for name in KINDS}
    for name, text in known.items():
        rows["documents"].append(document(name, text))
        rows["blocks"].append(Block(name, 0, len(text), "body", None, 1.0))
    rows["stories"] = [Story("story", "A story", tuple(known), None, None, 1)]
    rows["witnesses"] = [Witness(w, "document", w, None, None, 0.0, "f", w not in (parents or {})) for w in known]
    rows["witnesses"] += [Witness(w, "lost", w, None, None, 0.0, "f", True) for w in lost]
    rows["derivations"] = [edge(p, c, how) for c, (p, how) in sorted((parents or {}).items())]
    rows["passages"] = [p for a in known for b in known if a < b for p in shared(a, known[a], b, known[b])]
    return {name: to_table(KINDS[name], found) for name, found in rows.items()}


def document(name: str, text: str, agency: str | None = None, publisher: str | None = None) -> Document:
    return Document(
        name,
        f"{name}.txt",
        None,
        None,
        None,
        None,
        (),
        agency,
        publisher,
        None,
        "en",
        None,
        None,
        (),
        text,
        digest(text),
        "article",
    )


def edge(parent: str, child: str, how: str = "copy", probability: float = 0.9) -> Derivation:
    return Derivation(parent, child, how, probability, ())  # type: ignore[arg-type]


def shared(a: str, first: str, b: str, second: str) -> list[Passage]:
    """A passage for every sentence that two texts share to the letter."""
    return [
        Passage(
            a,
            first.index(s),
            first.index(s) + len(s),
            b,
            second.index(s),
            second.index(s) + len(s),
            9,
            1.0,
            99.0,
            "copy",
            s,
        )
        for s in first.replace(". ", ".|").split("|")
        if s in second
    ]


def made(tables: dict[str, pa.Table]) -> tuple[list[Claim], list[Conflict]]:
    found = claims.step(LocalEngine(), tables)
    assert found["faults"].to_pylist() == []
    return from_table(Claim, found["claims"]), from_table(Conflict, found["conflicts"])


def differing(first: str, second: str, dates: tuple[tuple[str, str], ...] = ()) -> list[Difference]:
    """The slots in which two sentences differ. `dates`: expressions of time in either, with their value."""
    told = []
    for name, text in (("a", first), ("b", second)):
        whens = [
            When(name, text.index(t), text.index(t) + len(t), t, "date", v, None, 0.9) for t, v in dates if t in text
        ]
        told.append(facts(sentence(name, text), whens, proper_names(text)))
    return slots(told[0], told[1], rarity([f.sentence for f in told]))


# Lining up


def test_the_same_in_other_words_is_lined_up_and_the_rest_is_not() -> None:
    texts = (
        "Inspectors closed the Quillmar bridge after twelve cables had rusted.",
        "The Quillmar bridge was closed by inspectors, who found rusted cables.",
        "Governor Brandvik promised a ferry every hour.",
        "Schools in Oststad stay open, the mayor announced.",
    )
    found = lineup([sentence(str(n), t) for n, t in enumerate(texts)], [])
    assert found == [[0, 1], [2], [3]]


def test_one_document_does_not_say_a_thing_twice_in_other_words() -> None:
    first = sentence("a", "The council sold the old mill in March for a record sum.")
    second = sentence("a", "The council sold the new mill in April for a small sum.")
    assert lineup([first, second], []) == [[0], [1]]


def test_groups_do_not_depend_on_the_order_of_sentences() -> None:
    told = [sentence(str(n), t) for n, t in enumerate(WIRE.split(". "))]
    told += [sentence(f"x{n}", t.replace("Tuesday", "Tuesday evening")) for n, t in enumerate(WIRE.split(". "))]
    groups = {frozenset(told[i].place for i in g) for g in lineup(told, [])}
    back = told[::-1]
    assert groups == {frozenset(back[i].place for i in g) for g in lineup(back, [])}


@given(st.lists(st.text("abc de.", max_size=30), max_size=8))
def test_every_sentence_is_in_exactly_one_group(texts: list[str]) -> None:
    told = [s for n, t in enumerate(texts) if (s := sentence(str(n), t)).matter]
    assert sorted(i for g in lineup(told, []) for i in g) == list(range(len(told)))


def test_a_clause_that_says_the_same_counts_whatever_stands_around_it() -> None:
    one = "The Tarnby council closed the old toll bridge."
    more = "After a night of storms, the Tarnby council closed the old toll bridge, and the ferry to Carrow ran empty."
    part = "After a night of storms, the Tarnby ferry closed its old cabins, and the council to Carrow ran empty."
    a, b, c = (sentence(str(n), t) for n, t in enumerate((one, more, part)))
    worth = rarity([a, b, c])
    assert likeness(a, b, worth) > 2 * likeness(a, c, worth) > 0


def test_forms_of_one_word_bring_sentences_nearer() -> None:
    a, b, c = (
        sentence(n, f"The council {w} on Monday.")
        for n, w in (("a", "harmonised"), ("b", "harmonising"), ("c", "rusts"))
    )
    worth = rarity([a, b, c])
    assert likeness(a, b, worth) > likeness(a, c, worth)


@given(st.lists(st.text("abc ,.", min_size=1, max_size=30), min_size=2, max_size=4))
def test_likeness_is_the_same_from_both_sides_and_a_share(texts: list[str]) -> None:
    told = [sentence(str(n), t) for n, t in enumerate(texts)]
    worth = rarity(told)
    for a in told:
        for b in told:
            assert likeness(a, b, worth) == likeness(b, a, worth)
            assert 0 <= likeness(a, b, worth) <= 1


def test_likeness_is_one_for_the_same_words_and_nought_for_nothing_in_common() -> None:
    a, b = sentence("a", "Divers raised the anchor."), sentence("b", "Wolves howl at night.")
    worth = rarity([a, b])
    assert likeness(a, a, worth) == pytest.approx(1.0)
    assert likeness(a, b, worth) == 0.0


@pytest.mark.parametrize(
    "pair", [("delivered", "delivers"), ("ferries", "ferry"), ("closing", "closed"), ("cables", "cable")]
)
def test_a_stem_is_the_same_for_forms_of_one_word(pair: tuple[str, str]) -> None:
    assert stem(pair[0]) == stem(pair[1])


# The ladder


def test_copies_of_a_lost_wire_are_one_text_and_one_newsroom() -> None:
    tables = heap(
        {"a": WIRE, "b": WIRE, "c": WIRE}, {"a": ("lost:w", "copy"), "b": ("lost:w", "copy"), "c": ("b", "trim")}
    )
    found, differ = made(tables)
    assert {c.ladder for c in found} == {Ladder(3, 1, 1, 1)}
    assert {s.text_line for c in found for s in c.supports} == {"lost:w"}
    assert differ == []


def test_what_only_one_copy_has_is_its_own_line() -> None:
    own = "The mayor of Oststad called the inspection overdue. "
    found, _ = made(heap({"a": own + WIRE, "b": WIRE}, {"a": ("lost:w", "copy"), "b": ("lost:w", "copy")}))
    (alone,) = [c for c in found if c.ladder.documents == 1]
    assert alone.text == own.strip()
    assert [s.text_line for s in alone.supports] == ["a"]


def test_the_rungs_of_any_set_of_spans() -> None:
    text = "The lake was drained."
    places = [Place(d, 0, len(text)) for d in "abc"]
    witnesses = [Witness(d, "document", d, None, None, 0.0, "f", d != "b") for d in "abc"]
    passages = [Passage("a", 0, len(text), "b", 0, len(text), 4, 1.0, 99.0, "copy", "x")]
    said = [statement("a", text, "Ana Kestrel"), statement("c", text, "Ana Kestrel")]
    documents = [
        document(d, text, agency) for d, agency in (("a", "Norrland Wire"), ("b", None), ("c", "The Norrland Wire"))
    ]
    rungs = ladder(places, witnesses, [edge("a", "b")], passages, said, documents)
    assert rungs == Ladder(documents=3, texts=2, newsrooms=1, speakers=1)


def test_an_edge_that_is_not_asserted_joins_nothing() -> None:
    text = "The lake was drained."
    passages = [Passage("a", 0, len(text), "b", 0, len(text), 4, 1.0, 99.0, "copy", "x")]
    places = [Place("a", 0, len(text)), Place("b", 0, len(text))]
    assert ladder(places, [], [edge("a", "b", probability=0.4)], passages).texts == 2
    assert ladder(places, [], [edge("a", "b", probability=0.6)], passages).texts == 1


def test_copies_of_one_of_several_equal_texts_are_one_text() -> None:
    tables = heap(dict.fromkeys("abcd", WIRE), {"b": ("a", "copy"), "c": ("a", "copy"), "d": ("c", "trim")})
    doubtful = [msgspec.structs.replace(d, probability=0.3) for d in from_table(Derivation, tables["derivations"])]
    tables["derivations"] = to_table(Derivation, doubtful)
    found, _ = made(tables)
    assert {c.ladder for c in found} == {Ladder(4, 1, 1, 1)}
    assert {s.text_line for c in found for s in c.supports} == {"a"}


def test_both_texts_that_a_merged_one_was_made_from_are_followed() -> None:
    first, second = "The lake was drained.", "The dam held."
    passages = [
        Passage("a", 0, len(first), "c", 0, len(first), 4, 1.0, 99.0, "copy", "x"),
        Passage("b", 0, len(second), "c", len(first) + 1, len(first) + 1 + len(second), 3, 1.0, 99.0, "copy", "y"),
    ]
    witnesses = [Witness(d, "document", d, None, None, 0.0, "f", d != "c") for d in "abc"]
    edges = [edge("a", "c", "merge", 0.45), edge("b", "c", "merge", 0.1)]
    for parent, text, start in (("a", first, 0), ("b", second, len(first) + 1)):
        places = [Place(parent, 0, len(text)), Place("c", start, start + len(text))]
        assert ladder(places, witnesses, edges, passages).texts == 1


def test_a_text_with_matter_of_its_own_that_may_quote_another_stays_its_own() -> None:
    text = "The lake was drained."
    passages = [Passage("a", 0, len(text), "b", 0, len(text), 4, 1.0, 99.0, "copy", "x")]
    witnesses = [Witness(d, "document", d, None, None, 0.0, "f", True) for d in "ab"]
    places = [Place("a", 0, len(text)), Place("b", 0, len(text))]
    assert ladder(places, witnesses, [edge("a", "b", "quote", 0.4)], passages).texts == 2


def test_pages_without_dates_that_print_one_article_are_one_text() -> None:
    paper = Page("", "body", f"{WIRE}\n\nThe road office will close the old quay to lorries until the ice is gone.")
    pages = [
        msgspec.structs.replace(paper, source=name, given=Given(id=name, publisher=f"The {name} Post"))
        for name in ("Carrow", "Hollin", "Oststad", "Tarnby")
    ]
    pages[3] = msgspec.structs.replace(pages[3], content=WIRE.replace("every hour", "every two hours"))
    found = from_table(Claim, pipeline.run(pages)["claims"])
    whole = [c.ladder for c in found if c.ladder.documents > 2]
    assert len(whole) >= 3
    assert {(r.texts, r.newsrooms, r.speakers) for r in whole} == {(1, 1, 1)}


def test_what_one_speaker_says_in_several_statements_counts_together() -> None:
    text = "Ana Kestrel called the lock unsafe and said she would shut it, the port office reported."
    unsafe = said("a", text, "the lock unsafe", "Ana Kestrel")
    shut = said("a", text, "she would shut it", "Ana Kestrel")
    whole = Place("a", text.index("the lock"), text.index(", the port"))
    assert Descent([], [], statements=[unsafe, shut]).statement(whole) in (unsafe, shut)
    assert Descent([], [], statements=[unsafe]).statement(whole) is None
    other = said("a", text, "she would shut it", "Tom Dunmore")
    assert Descent([], [], statements=[unsafe, other]).statement(whole) is None


def test_what_is_said_twice_over_in_one_place_counts_once() -> None:
    text = "Ana Kestrel hoped to hear that the lock is safe before the winter comes and the boats go home."
    hope = said("a", text, "hear that the lock is safe", "Ana Kestrel")
    safe = said("a", text, "the lock is safe", "Ana Kestrel")
    place = Place("a", text.index("hear"), len(text))
    assert Descent([], [], statements=[hope, safe]).statement(place) is None


def said(document_: str, text: str, words_: str, speaker: str) -> Statement:
    """What somebody says in these words of a text."""
    start = text.index(words_)
    whole = statement(document_, text, speaker)
    return msgspec.structs.replace(whole, id=f"s:{start}", start=start, end=start + len(words_))


def test_a_circle_of_edges_ends() -> None:
    places = [Place("a", 0, 9), Place("b", 0, 9)]
    passages = [Passage("a", 0, 9, "b", 0, 9, 2, 1.0, 9.0, "copy", "x")]
    assert ladder(places, [], [edge("a", "b"), edge("b", "a")], passages).documents == 2


def statement(document_: str, text: str, speaker: str) -> Statement:
    link = (Link(speaker, 0, 0),)
    return Statement(
        f"s:{document_}",
        document_,
        None,
        0,
        len(text),
        (),
        "indirect",
        0,
        0,
        speaker,
        True,
        0,
        0,
        link,
        "asserted",
        (),
        "u",
    )


# Slots


@pytest.mark.parametrize(
    ("old", "new", "slot"),
    [
        ("12 of its", "14 of its", "number"),
        ("9,000 cars", "4,000 cars", "number"),
        ("Ilse Brandvik", "Tor Hagstad", "name"),
        ("and Oststad", "and Fjellvik", "name"),
        ("into the river", "into the sea", "wording"),
        ("had rusted", "had not rusted", "polarity"),
        ("No one was hurt when a cable", "Someone was hurt when a cable", "polarity"),
    ],
)
def test_a_planted_change_is_found_and_nothing_else(old: str, new: str, slot: str) -> None:
    assert WIRE.count(old) == 1
    _, differ = made(heap({"a": WIRE, "b": WIRE, "c": WIRE.replace(old, new)}))
    assert [(c.slot, c.kind) for c in differ] == [(slot, "variant" if slot == "wording" else "conflict")]
    (row,) = differ
    assert {p.document for p in row.readings[0].supports} == {"a", "b"}
    assert {p.document for p in row.readings[1].supports} == {"c"}


def test_a_reading_is_printed_where_it_says() -> None:
    changed = WIRE.replace("9,000", "4,000")
    _, (row,) = made(heap({"a": WIRE, "b": changed}))
    texts = {"a": WIRE, "b": changed}
    for reading in row.readings:
        assert {texts[p.document][p.start : p.end] for p in reading.supports} == {reading.value}


def test_another_number_does_not_support_the_claim() -> None:
    found, (row,) = made(heap({"a": WIRE, "b": WIRE, "c": WIRE.replace("9,000", "4,000")}))
    (claim,) = [c for c in found if c.id == row.claim]
    assert {s.document for s in claim.supports} == {"a", "b"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("More than 1,000 sheep drowned in the Tarn valley.", "Some 1,040 sheep drowned in the Tarn valley."),
        ("Ana Kestrel opened the dam on the river Ull.", "Kestrel opened the dam on the river Ull."),
        ("The Norwegian fleet left the port of Bergen at dawn.", "Norway's fleet left the port of Bergen at dawn."),
        ("Six boats left the harbour of Carrow at dawn.", "6 boats left the harbour of Carrow at dawn."),
        ("At least six people died in the Tarn flood in June.", "The Tarn flood killed at least 12 people in June."),
        ("Police were called to a mill in the Elm district.", "Police were called to a mill in Fern Street."),
        ("The council said the toll would rise in Carrow.", "Mayor Ana Kestrel said the toll would rise in Carrow."),
        (
            "The mill of Carrow sold for $165,000 in the May sale.",
            "The mill of Carrow sold for £90,000 in the May sale.",
        ),
        ("Sales of Tarnby cloth declined in May, the mill said.", "Sales of Tarnby cloth rose in May, the mill said."),
        ("The pilot cutter Elsa freed two crews off Carrow.", "The pilot cutter Irma freed three crews off Carrow."),
    ],
)
def test_what_can_both_hold_is_no_conflict(first: str, second: str) -> None:
    assert [d for d in differing(first, second) if d.kind == "conflict"] == []


@pytest.mark.parametrize(
    ("old", "new", "slot"),
    [
        ("more than 60 cars", "more than 70 cars", "number"),
        ("since 2005", "since 2805", "number"),
        ("the Atlas 2s", "the Atlas 5s", "number"),
        ("Minister", "Milister", "name"),
    ],
)
def test_a_misprint_in_a_copy_is_found_whatever_it_is(old: str, new: str, slot: str) -> None:
    text = "The ferry Halcyon, said Transport Minister Ana Kestrel, has carried more than 60 cars a day since 2005"
    text += " with two engines of the Atlas 2s make."
    assert text.count(old) == 1
    dates = (("since 2005", "2005"),)
    assert [(d.slot, d.kind) for d in differing(text, text.replace(old, new), dates)] == [(slot, "conflict")]


@pytest.mark.parametrize(("old", "new"), [("48km", "30"), ("at 4:00", "at 4"), ("1,040", "1040"), ("Centre", "Center")])
def test_another_way_to_print_the_same_is_no_misprint(old: str, new: str) -> None:
    text = "The crew of the Tarnby Centre drove 48km to the dam at 4:00 on Monday and counted 1,040 sheep on the way."
    assert [d for d in differing(text, text.replace(old, new)) if d.kind == "conflict"] == []


def test_a_page_of_the_next_day_tells_of_the_same_day() -> None:
    first, second = (f"Calls to the Tarnby mill were not answered on {t}." for t in ("Monday", "this day"))
    dates = (("Monday", "2024-05-06"), ("this day", "2024-05-07"))
    assert [d for d in differing(first, second, dates) if d.kind == "conflict"] == []
    assert [d.kind for d in differing(first, second, (dates[0], ("this day", "2024-05-17")))] == ["conflict"]


def test_an_address_of_the_web_says_nothing() -> None:
    lines = [f"https://www.tarnby.example/2024/05/0{n}/mill-closes/{n}40{n}" for n in (6, 7)]
    tables = heap({"a": f"{lines[0]} {WIRE}", "b": f"{lines[1]} {WIRE}"})
    dates = [When(d, at, at + 10, "2024/05/06", "date", "2024-05-06", None, 0.9) for d in "ab" for at in (31,)]
    _, differ = made(tables | {"dates": to_table(When, dates)})
    assert differ == []


def test_the_day_of_the_page_dates_the_page_and_not_the_story() -> None:
    stamps = {"a": "6 May 2024", "b": "7 May 2024"}
    tables = heap({d: f"Posted {t} {WIRE}" for d, t in stamps.items()})
    dates = [
        When(d, 7, 17, t, "date", f"2024-05-0{n}", None, 0.9) for (d, t), n in zip(stamps.items(), (6, 7), strict=True)
    ]
    tables |= {"dates": to_table(When, dates)}
    assert [c.slot for c in made(tables)[1]] == ["date"]
    written = [Written(w.document, str(w.value), "text", 0.9) for w in dates]
    assert made(tables | {"written": to_table(Written, written)})[1] == []


def test_a_coarser_date_is_a_variant_and_another_day_a_conflict() -> None:
    first, second = "The dam failed on 4 May near Hollin.", "The dam failed in May near Hollin."
    (variant,) = differing(first, second, (("4 May", "2024-05-04"), ("in May", "2024-05")))
    assert (variant.slot, variant.kind) == ("date", "variant")
    other = first.replace("4 May", "9 May")
    (conflict,) = differing(first, other, (("4 May", "2024-05-04"), ("9 May", "2024-05-09")))
    assert (conflict.slot, conflict.kind) == ("date", "conflict")


def test_a_coarser_reading_between_two_that_clash_does_not_make_them_one() -> None:
    text = "They were contesting rulings by two clerks in the Harbour Court {}."
    values = {"a": ("in May this year", "2024-05"), "b": ("this year", "2024"), "c": ("in March this year", "2024-03")}
    texts = {d: text.format(printed) for d, (printed, _) in values.items()}
    at = text.index("{")
    whens = [When(d, at, at + len(t), t, "date", value, None, 0.9) for d, (t, value) in values.items()]
    _, differ = made(heap(texts) | {"dates": to_table(When, whens)})
    (row,) = [c for c in differ if c.kind == "conflict"]
    assert row.slot == "date"
    assert {"in May this year", "in March this year"} <= {r.value for r in row.readings}


def test_another_word_of_an_editor_is_a_variant_of_wording() -> None:
    (found,) = differing(
        "Crews shipped the grain to Tarnby overnight, the harbour master said.",
        "Crews delivered the grain to Tarnby overnight, the harbour master said.",
    )
    assert (found.slot, found.kind, found.a.printed, found.b.printed) == ("wording", "variant", "shipped", "delivered")


def test_untouched_copies_differ_in_nothing() -> None:
    _, differ = made(heap({"a": WIRE, "b": WIRE, "c": WIRE.replace("bridge", "Bridge")}))
    assert differ == []


def test_another_number_after_an_update_is_news() -> None:
    late = WIRE.replace("12 of its", "15 of its")
    _, (row,) = made(heap({"a": WIRE, "b": late}, {"b": ("a", "update")}))
    assert (row.slot, row.kind, row.arises) == ("number", "update", "b")


def test_the_odd_reading_arises_on_the_edge_to_its_branch() -> None:
    odd = WIRE.replace("12 of its", "21 of its")
    texts = {"a": WIRE, "b": odd, "c": odd, "d": WIRE}
    tree = {"a": ("lost:w", "copy"), "b": ("lost:w", "copy"), "c": ("b", "copy"), "d": ("a", "copy")}
    _, (row,) = made(heap(texts, tree))
    assert (row.kind, row.arises) == ("conflict", "b")


# Numbers in other words


def test_another_count_of_the_same_in_quite_other_words_is_a_conflict() -> None:
    one = "Six barges blocked the mouth of Port Ansel on Monday, chained to one another in protest at the new toll."
    other = "Nine barges lie across the mouth of Port Ansel, and I counted them twice from the pier."
    found, (row,) = made(heap({"a": one, "b": one, "c": other}))
    assert (row.slot, row.kind, [r.value for r in row.readings]) == ("number", "conflict", ["Six", "Nine"])
    assert len(found) == 2


@pytest.mark.parametrize(
    "other",
    [
        "Nine people were injured when the ferry Halcyon hit the pier of Port Ansel.",
        "Another nine people were killed when the ferry Halcyon hit the pier of Port Ansel.",
        "Nine people were killed and six hurt when the ferry Halcyon hit the pier of Port Ansel.",
        "Nine cars went overboard when the ferry Halcyon hit the pier of Port Ansel.",
        "An additional two cars and nine people were lost when the ferry Halcyon hit the pier of Port Ansel.",
    ],
)
def test_counts_of_other_things_are_no_conflict(other: str) -> None:
    one = "Six people were killed when the ferry Halcyon hit the pier of Port Ansel."
    _, differ = made(heap({"a": one, "b": "The coast guard gave no names yet. " + other}))
    assert [c for c in differ if c.kind == "conflict"] == []


def test_the_ages_of_one_person_differ_wherever_they_stand() -> None:
    one = "The court of Tarnby heard that Ana Kestrel, 47, had left the mill before dawn on the day of the fire."
    other = "A 59-year-old baker, Ana Kestrel, was charged on Monday. The 52-year-old owner, Tom Dunmore, was not."
    texts = {"a": one, "b": one, "c": other.replace("A 59-year-old baker, Ana", "The 59-year-old Ana")}
    _, (row,) = made(heap(texts))
    assert (row.slot, row.kind, [r.value for r in row.readings]) == ("number", "conflict", ["47", "59"])
    _, differ = made(heap(texts | {"c": texts["c"].replace("59", "49")}))
    assert differ == []  # nobody knows how many birthdays lie between two accounts without a date


@pytest.mark.parametrize("maker", ["Kestrel Mills of Oststad", "Ullmark Foods of Tarnby"])
def test_accounts_of_other_matters_count_other_things(maker: str) -> None:
    one = "Ullmark Foods of Tarnby sells well. By its books it paid six crowns a crate for apples in the whole of May."
    other = f"{maker} sells badly. Growers here complain that it paid nine crowns a crate for apples, without asking."
    _, differ = made(heap({"a": one, "b": other}))
    assert [c.slot for c in differ] == (["number"] if maker in one else [])


@pytest.mark.parametrize(("place", "number"), [("in the hall", 1), ("in trading on the exchange", 0)])
def test_figures_of_a_market_are_those_of_the_hour(place: str, number: int) -> None:
    one = f"Visits to Tarnby Mills rose 4 percent {place} after the fire, and shares of blame were told out all day."
    other = f"In Carrow they think that Tarnby Mills rose 9 percent {place} because nobody else is left."
    _, differ = made(heap({"a": one, "b": other}))
    assert [c.slot for c in differ] == ["number"] * number


# Numbers


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        ("nearly two dozen boats", [24]),
        ("1.2 million people in 3 towns", [1.2e6, 3]),
        ("twenty-five of 1,040", [25, 1040]),
        ("Covid-19 at 10:30", []),
        ("No. 7 and route B-52", []),
        ("at 7 p.m. call 0845 125 2222", []),
        ("between $140 and $150 million", [140e6, 150e6]),
        ("140-150 million", [140e6, 150e6]),
        ("3.5 to 4 million", [3.5e6, 4e6]),
        ("between 900,000 and 1.2 million", [900e3, 1.2e6]),
        ("fell by 31,500 to 2.4 million", [31500, 2.4e6]),
        ("won 58-3 after 40-50 boats had left", [40, 50]),
        ("reached .20 parts, then 0.25", [0.2, 0.25]),
    ],
)
def test_numbers_are_read_from_digits_and_words(text: str, amounts: list[float]) -> None:
    assert [f.number.amount for f in numbers(text, 0, words(text))] == amounts


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_two_numbers_stand_to_each_other_the_same_from_both_sides(a: int, b: int) -> None:
    x, y = Number(a, "count", ""), Number(b, "count", "")
    assert both_hold(x, y) == both_hold(y, x)
    assert both_hold(x, x) == "same"


# Names


def named(*forms: tuple[str, str]) -> list[Called]:
    return [Called(Place(d, n, n + len(name)), name) for n, (d, name) in enumerate(forms)]


def test_a_slip_in_one_document_is_a_conflict_and_a_spelling_is_not() -> None:
    found = spelt(named(("a", "Pavel Morozov"), ("b", "Pavel Morozov"), ("c", "Pavel Morokov"), ("d", "Pawel Morozov")))
    assert [(f.kind, [form[0].printed for form in f.forms]) for f in found] == [
        ("variant", ["Pavel Morozov", "Pawel Morozov"]),
        ("conflict", ["Pavel Morozov", "Pavel Morokov"]),
    ]


@pytest.mark.parametrize(("right", "odd"), [("Tarnby Mills", "Tarnby Mill"), ("Ull Harbour", "Ull Harbor")])
def test_an_ending_or_a_house_s_spelling_is_no_slip(right: str, odd: str) -> None:
    assert all(f.kind == "variant" for f in spelt(named(("a", right), ("b", right), ("c", odd))))


@pytest.mark.parametrize(("right", "odd"), [("Simon Holt", "Simon Hood"), ("Ull Commission", "Ull Commissioner")])
def test_other_people_and_who_holds_an_office_are_no_slips(right: str, odd: str) -> None:
    assert spelt(named(("a", right), ("b", right), ("c", odd))) == []


def test_two_lists_of_players_are_two_sides_and_one_with_another_name_is_a_difference() -> None:
    team = "Varga, Strand, Tull, {}, Holm, Brandt (Kestrel 82), Dunmore, {}, Lind."
    _, differ = made(heap({"a": team.format("Olsen", "Hagstad"), "b": team.format("Moe", "Rask")}))
    assert differ == []
    _, differ = made(heap({"a": team.format("Olsen", "Hagstad"), "b": team.format("Moe", "Hagstad")}))
    assert [c.slot for c in differ] == ["name"]


def test_two_people_are_not_one() -> None:
    assert spelt(named(("a", "Ana Kestrel"), ("b", "Ana Kestrel"), ("c", "Tom Kestner"), ("a", "Ana Dunmore"))) == []


@given(st.text("ab", max_size=5), st.text("ab", max_size=5))
def test_the_distance_of_words_is_a_distance(a: str, b: str) -> None:
    assert distance(a, b) == distance(b, a) >= abs(len(a) - len(b))
    assert (distance(a, b) == 0) == (a == b)


# The whole


def test_the_clearest_wording_stands_by_itself() -> None:
    texts = ("He also said it would close later.", "The Tarnby mill will close in May, the owner said.")
    assert clearest([sentence(str(n), t) for n, t in enumerate(texts)]) == "The Tarnby mill will close in May"


def test_a_said_fragment_is_told_with_who_says_it() -> None:
    text = "Mayor Ole Brandt said he backs the toll on the Quillmar bridge."
    told = sentence("a", text, core=(text.index("he "), len(text)))
    assert clearest([told]) == text
    whole = sentence("a", text, core=(text.index("the toll"), len(text)))
    assert clearest([whole]) == "The toll on the Quillmar bridge."


def test_questions_and_headings_are_no_claims() -> None:
    found, _ = made(heap({"a": "What Quillmar needs\nWhy did the Quillmar bridge fail in 2021?"}))
    assert found == []


def test_a_meeting_that_one_alone_says_took_place() -> None:
    one = "In 2015, President Olav Strand and Chancellor Rita Holm met in Madrid, Spain."
    other = (
        "President Olav Strand has accepted an invitation from Chancellor Rita Holm to visit Spain, with no date set."
    )
    tables = heap({"a": other, "b": one})
    when = [When("b", 3, 7, "2015", "date", "2015", None, 0.9)]
    written = [Written("a", "2024-05-01", "published", 0.9)]
    tables |= {"dates": to_table(When, when), "written": to_table(Written, written)}
    _, differ = made(tables)
    assert [(c.slot, c.kind, [v.value for v in c.readings]) for c in differ] == [
        ("date", "conflict", ["invitation from Chancellor Rita Holm to visit", "2015"])
    ]


def test_the_order_of_documents_changes_nothing() -> None:
    texts = {"a": WIRE, "b": WIRE.replace("12 of", "14 of"), "c": WIRE}
    tables = heap(texts)
    results = []
    for order in permutations(range(3)):
        shuffled = dict(tables)
        for name in ("documents", "blocks"):
            shuffled[name] = tables[name].take(list(order))
        results.append(made(shuffled))
    assert all(r == results[0] for r in results)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=4))
def test_odd_text_raises_nothing(texts: list[str]) -> None:
    safe = {f"d{n}": t.encode("utf-8", "replace").decode() for n, t in enumerate(texts)}
    made(heap(safe))


_spans = st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda ends: Span(min(ends), max(ends)))


@given(st.lists(_spans), _spans)
def test_what_stands_in_a_stretch_is_all_that_touches_it(spans: list[Span], stretch: Span) -> None:
    touching = [s for s in spans if s.start < stretch.end and s.end > stretch.start]
    assert Along(spans).touching(stretch.start, stretch.end) == sorted(touching, key=lambda s: s.start)
