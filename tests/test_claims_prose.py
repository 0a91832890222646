"""Free prose: what two accounts tell in words of their own is held against each other only where both cannot hold."""

import pyarrow as pa
import pytest
from quality.claims import prose

from headwater.claims import facts, rarity, sentence, slots
from headwater.claims.slips import slips
from headwater.claims.spellings import Called, nickname, slip, spelt
from headwater.names import proper_names
from headwater.records import Place

BEFORE = "Clerks of the harbour council wrote on a bright cold morning in the old blue ledger: "
ELSEWHERE = "A goat ate seven hats near the mill."


def kinds(first: str, second: str) -> list[tuple[str, str]]:
    """Slot and kind of what differs between two sentences that have much else in common, wordings left out."""
    texts = {"a": BEFORE + first, "b": BEFORE + second, "c": ELSEWHERE}
    told = [facts(sentence(name, text), (), proper_names(text)) for name, text in texts.items()]
    found = slots(told[0], told[1], rarity([f.sentence for f in told]), vouched=True)
    return [(d.slot, d.kind) for d in found if d.slot != "wording"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a person by a first name and by a nickname, a body in full and by its initials, an epithet
        ("The mayor, Timothy Brandvik, closed the old bridge.", "The mayor, Tim Brandvik, closed the old bridge."),
        ("In May directors of QMC will abandon it.", "In May directors of QuillMag will abandon it."),
        ("It is named for Ulla Brandvik of Tarnby.", "It is named for the Iron Heron of Tarnby."),
        # a third writer among those of a row
        (
            "Reporters Cy Marrow and Bo Lindqvist and Ida Rask wrote this.",
            "Reporters Ana Kestrel and Bo Lindqvist wrote this.",
        ),
        # other units, other shares, a ratio, one of a row, the same in another measure
        ("Counted so far, she had 57 terms in the house.", "Counted so far, she had 88,747 votes."),
        ("About 22 percent of drivers in Tarnby are tired.", "About 31 percent of children in Tarnby are tired."),
        ("Long ago the ratio was 3 to 1, she said.", "Long ago the ratio was about 3-to-1, she said."),
        ("It allows rates of 11K, 22K, 33K and 44K a day.", "It allows rates of 11, 22, 33 and 44K a day."),
        ("It was above 50 degrees (122 Fahrenheit) in Tarnby.", "It was above 122 Fahrenheit in Tarnby."),
        # what is denied may be told without a denial, or something else is denied
        ("He would get the loan removed from the final bill.", "He would see that the loan was not in the final bill."),
        ("They tried to stay above the mark in Tarnby.", "They failed to stay above the mark in Tarnby."),
        ("The platform supported the bridge.", "The platform did not support the tunnel but backed the bridge."),
    ],
)
def test_what_is_told_in_another_way_is_no_conflict(first: str, second: str) -> None:
    assert [found for found in kinds(first, second) if found[1] == "conflict"] == []


@pytest.mark.parametrize(
    ("first", "second", "slot"),
    [
        ("The river Skarn will crest at 36 feet tonight.", "The river Skarn will crest at 38 feet tonight.", "number"),
        ("Voters in Tarnby said no decisions were made.", "Voters in Tarnby said decisions were made.", "polarity"),
        (
            "The sheriff, Ana Kestrel, said the driver fled on foot after the crash.",
            "The sheriff, Tom Dunmore, said the driver fled on foot after the crash on Monday.",
            "name",
        ),
        ("Shops in Oststadt had to close on the day.", "Shops in Oststapt had to close early on the day.", "place"),
        # given names that begin alike, a word that begins like a denial, a toll beside the figures of a storm
        (
            "The mayor, Christine Brandvik, closed the old bridge.",
            "The mayor, Christopher Brandvik, closed the old bridge.",
            "name",
        ),
        ("The council will not close the bridge.", "The council will close the bank bridge.", "polarity"),
        (
            "The hurricane killed 12 people with winds that broke the mole in Tarnby.",
            "The hurricane killed 14 people with winds that broke the mole in Tarnby.",
            "number",
        ),
    ],
)
def test_what_cannot_both_hold_is_one(first: str, second: str, slot: str) -> None:
    assert kinds(first, second) == [(slot, "conflict")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Storm Ilse was 75 miles east with winds of 65 mph.", "Storm Ilse was 100 miles east with winds of 65 mph."),
        ("It sold 12 pears, 31 plums and 90 figs.", "It sold 14 pears, 36 plums and 95 figs."),
    ],
)
def test_figures_of_another_hour_are_an_update(first: str, second: str) -> None:
    assert {kind for _, kind in kinds(first, second)} == {"update"}


def test_a_wording_stands_for_another_between_the_same_small_words() -> None:
    def wordings(first: str, second: str) -> list[tuple[str, str]]:
        told = [facts(sentence(n, BEFORE + text)) for n, text in (("a", first), ("b", second))]
        found = slots(told[0], told[1], rarity([f.sentence for f in told]), vouched=True)
        return [(d.a.printed, d.b.printed) for d in found if d.slot == "wording"]

    assert wordings("the ferry was torn from the quay.", "the ferry was ripped from the quay.") == [("torn", "ripped")]
    assert wordings("the ferry of the county council.", "the ferry was washed away.") == []


def test_a_nickname_is_one_person_and_a_slip_is_not() -> None:
    assert nickname("Bill Brandvik", "William Brandvik")
    assert nickname("Dave Brandvik", "David J. Brandvik")
    assert not nickname("Bill Brandvik", "William Kestrel")
    assert not nickname("Ana Brandvik", "Una Brandvik")
    assert slip("Skarn Research", "Skern Research")
    assert not slip("Skarn Research", "Skarn Researcher")
    assert not slip("Skarn", "Tarnby")


def _called(**printed: str) -> list[Called]:
    return [Called(Place(name, 0, len(form)), form) for name, form in printed.items()]


def test_a_slip_in_a_given_name_is_found_and_a_nickname_is_none() -> None:
    (row,) = spelt(_called(a="Andre Kestrel", b="Andre Kestrel", c="Anre Kestrel"))
    assert (row.kind, [f[0].printed for f in row.forms]) == ("conflict", ["Andre Kestrel", "Anre Kestrel"])
    assert spelt(_called(a="Louis Kestrel", b="Louis Kestrel", c="Louie Kestrel")) == []


def test_a_long_word_that_one_document_alone_misprints_is_found() -> None:
    (row,) = slips(_called(a="Tarnbregen", b="Ana Tarnbregen", c="Tarnbergen"), ())
    assert [[(c.place.document, c.printed) for c in form] for form in row.forms] == [
        [("a", "Tarnbregen"), ("b", "Tarnbregen")],
        [("c", "Tarnbergen")],
    ]


@pytest.mark.parametrize(
    "odd",
    [
        "Bo Tarnbergen",  # somebody else
        "Tarnbregens",  # an ending
        "Tarnbragen",  # a vowel: another spelling
    ],
)
def test_what_may_be_another_name_is_no_misprint(odd: str) -> None:
    assert slips(_called(a="Tarnbregen", b="Ana Tarnbregen", c=odd), ()) == []


def test_a_word_that_the_story_has_in_small_letters_is_no_misprint() -> None:
    told = _called(a="Marbled Hall", b="Marbled Inn", c="Marlbed Court")
    assert slips(told, {"marbled"}) == []
    assert len(slips(told, ())) == 1


def test_a_row_is_known_by_where_its_readings_stand_and_one_that_nobody_read_is_not_real() -> None:
    def place(document: str, start: int, end: int) -> dict[str, object]:
        return {"document": document, "start": start, "end": end}

    readings = [
        {"value": "12", "supports": [place("b", 4, 6), place("a", 4, 6)]},
        {"value": "14", "supports": [place("c", 4, 6)]},
    ]
    rows = [{"slot": "number", "kind": kind, "readings": readings} for kind in ("conflict", "variant")]
    texts = [{"id": name, "text": f"Now {number} ran. So."} for name, number in (("a", 12), ("b", 12), ("c", 14))]
    tables = {"documents": pa.Table.from_pylist(texts), "conflicts": pa.Table.from_pylist(rows)}
    (row,) = prose.shown(tables)
    assert row.readings == [("12", "Now 12 ran."), ("14", "Now 14 ran.")]
    tables["conflicts"] = pa.Table.from_pylist([{**rows[0], "readings": readings[::-1]}])
    assert [r.digest for r in prose.shown(tables)] == [row.digest]
    assert prose.share_real([row], {row.digest: ["real", "two counts"]}) == 1.0
    assert prose.share_real([row, row._replace(digest="")], {row.digest: ["real", "two counts"]}) == 0.5
