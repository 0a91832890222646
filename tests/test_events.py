"""Events: what one sentence tells, and one event that many pages tell."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.dates import When
from headwater.documents import Body
from headwater.events import Actor, Event, Sighting, as_stated, events, sightings
from headwater.events.coding import Candidate, candidates
from headwater.events.merging import Side
from headwater.names import proper_names
from headwater.passages import Passage
from headwater.records import Span
from headwater.statements import Statement


def body(name: str, text: str) -> Body:
    return Body(name, f"{name}.txt", text, (), (Span(0, len(text)),))


def read(text: str) -> list[Candidate]:
    return candidates(text, 0, len(text), proper_names(text), {})


def best(text: str) -> Candidate:
    return read(text)[0]


def sides(c: Candidate) -> tuple[list[str | None], list[str | None]]:
    return [m.country or m.role for m in c.source], [m.country or m.role for m in c.target]


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Norway accused Iceland of overfishing on Monday.", "ACCUSE", ["NOR"], ["ISL"]),
        ("Iceland was accused of overfishing by Norwegian officials.", "ACCUSE", ["NOR"], ["ISL"]),
        ("Norway has threatened to close its ports to Iceland.", "THREATEN", ["NOR"], ["ISL"]),
        ("Norway agreed to lift its ban on trawlers from Iceland.", "AGREE", ["NOR"], ["ISL"]),
        ("Norway will send food to Iceland.", "AGREE", ["NOR"], ["ISL"]),
        ("Norway would impose sanctions on Iceland, the minister said.", "THREATEN", ["NOR"], ["ISL"]),
        ("The Norwegian navy arrested Icelandic fishermen off the coast.", "COERCE", ["NOR"], ["ISL"]),
        ("Norway and Iceland signed a treaty on herring.", "SUPPORT", ["NOR", "ISL"], []),
        ("Norway rejected a proposal from Iceland.", "REJECT", ["NOR"], ["ISL"]),
        ("Norway demanded that Iceland release the trawler.", "REQUEST", ["NOR"], ["ISL"]),
        ("Norway said Iceland must release the trawler.", "REQUEST", ["NOR"], ["ISL"]),
        ("Norway suspended aid to Iceland.", "SANCTION", ["NOR"], ["ISL"]),
        ("Norway lifted a curfew in Iceland.", "CONCEDE", ["NOR"], ["ISL"]),
        ("Norway withdrew its troops from Iceland.", "RETREAT", ["NOR"], ["ISL"]),
        ("Norwegian students staged a rally against Iceland.", "PROTEST", ["NOR"], ["ISL"]),
        ("Norway granted asylum to Icelandic sailors.", "AID", ["NOR"], ["ISL"]),
        ("Norwegian rebels shelled a village in Iceland.", "ASSAULT", ["NOR"], ["ISL"]),
        ("Norway deployed troops along the border with Iceland.", "MOBILIZE", ["NOR"], ["ISL"]),
        ("Norway extradited a smuggler to Iceland.", "COOPERATE", ["NOR"], ["ISL"]),
        ("Norway opened an investigation against Icelandic officials.", "ACCUSE", ["NOR"], ["ISL"]),
        ("The meeting between Norway and Iceland drew crowds.", "CONSULT", ["NOR"], ["ISL"]),
        ("The arrest of two Icelandic sailors by Norwegian police drew crowds.", "COERCE", ["NOR"], ["ISL"]),
        ("Norway's recognition of Iceland drew crowds.", "SUPPORT", ["NOR"], ["ISL"]),
        ("Icelandic fishermen arrested by the Norwegian navy were freed.", "COERCE", ["NOR"], ["ISL"]),
        ("Iceland, which was accused by Norway of overfishing, said nothing.", "ACCUSE", ["NOR"], ["ISL"]),
        ("Iceland's foreign minister, who met his Norwegian counterpart in May, left.", "CONSULT", ["ISL"], ["NOR"]),
        ("The trawlers that Norway seized last week belong to Iceland.", "COERCE", ["NOR"], ["ISL"]),
        ("Sanctions were imposed on Iceland by Norway.", "SANCTION", ["NOR"], ["ISL"]),
    ],
)
def test_a_sentence_is_coded(text: str, kind: str, source: list[str], target: list[str]) -> None:
    found = best(text)
    found_source, found_target = sides(found)
    assert (found.type, found_source) == (kind, source)
    assert found_target[: len(target)] == target


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway shipped weapons to Iceland.", "reported"),
        ("Denmark said Norway had shipped weapons to Iceland.", "alleged"),
        ("Norway had shipped weapons to Iceland, Danish officials said.", "alleged"),
        ("Norway allegedly shipped weapons to Iceland.", "alleged"),
        ("Norway shipped weapons to Iceland, a newspaper reported.", "reported"),
        ("Norway visited Iceland, the Norwegian government said.", "reported"),
    ],
)
def test_what_others_say_of_a_state_is_no_fact(text: str, status: str) -> None:
    (found,) = [c for c in read(text) if c.type in ("AID", "CONSULT")]
    assert found.status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norway denied that it had shipped weapons to Iceland.", "denied"),
        ("Denmark accused Norway of shipping weapons to Iceland.", "alleged"),
    ],
)
def test_what_is_denied_or_charged_is_told_as_such_beside_the_denial_or_the_charge(text: str, status: str) -> None:
    found = {s.type: s for s in sightings(body("a", text))}
    assert (found["AID"].status, found["AID"].source[0].country, found["AID"].target[0].country) == (
        status,
        "NOR",
        "ISL",
    )
    assert {"REJECT", "ACCUSE"} & set(found)


def test_who_only_tells_it_has_not_done_it() -> None:
    text = "Norway said the islanders had shipped weapons to Iceland."
    assert not [s for s in sightings(body("a", text)) if s.type == "AID" and s.source[0].country == "NOR"]


def test_a_denial_answers_who_accused() -> None:
    text = "Denmark accused Norway of bombing a village. Norway has denied it. Iceland has denied it."
    denials = [s for s in sightings(body("a", text)) if s.type == "REJECT"]
    assert [(s.source[0].country, [x.country for x in s.target]) for s in denials] == [("NOR", ["DNK"]), ("ISL", [])]


@pytest.mark.parametrize(
    ("text", "country", "role"),
    [
        ("Norwegian police arrested students in Iceland.", "NOR", "COP"),
        ("The Norwegian navy arrested students in Iceland.", "NOR", "MIL"),
        ("Rebels in Norway attacked Iceland.", "NOR", "REB"),
        ("The Norwegian parliament condemned Iceland.", "NOR", "LEG"),
        ("A Norwegian court condemned Iceland.", "NOR", "JUD"),
        ("Norwegian fishermen attacked Iceland.", "NOR", "CVL"),
        ("The United Nations condemned Iceland.", None, "IGO"),
    ],
)
def test_actors_have_a_country_and_a_sector(text: str, country: str | None, role: str) -> None:
    (actor,) = best(text).source
    assert (actor.country, actor.role) == (country, role)


def test_a_bare_noun_may_own_what_is_done() -> None:
    (visitor,) = best("The minister's visit to Iceland drew crowds.").source
    assert (visitor.name, visitor.role, visitor.possessive) == ("minister", "GOV", True)


def test_what_did_not_happen_is_no_event() -> None:
    assert not read("Norway did not visit Iceland.")
    assert not [c for c in read("Norway could attack Iceland.") if c.type == "ASSAULT"]


def test_a_pronoun_and_a_surname_stand_for_the_person() -> None:
    text = (
        "Norwegian Foreign Minister Anna Berg arrived in Iceland. She met Icelandic President Jon Helgason. "
        "Berg praised Iceland."
    )
    found = sightings(body("a", text))
    assert [(s.type, s.source[0].country, s.target[0].country) for s in found] == [
        ("CONSULT", "NOR", "ISL"),
        ("CONSULT", "NOR", "ISL"),
        ("SUPPORT", "NOR", "ISL"),
    ]


WIRE = "Norwegian Foreign Minister Anna Berg met Icelandic President Jon Helgason on Wednesday."
REWRITE = "On Wednesday the Norwegian minister Anna Berg held talks with Icelandic President Jon Helgason."
OTHER = "Norwegian Foreign Minister Anna Berg met Icelandic Trade Minister Katrin Olsen on Wednesday."


def dated(name: str, text: str, value: str = "2031-03-12") -> list[When]:
    at = text.index("Wednesday")
    return [When(name, at, at + 9, "Wednesday", "date", value, "2031-03-13", 0.9)]


def told(*texts: tuple[str, str, str]) -> list[Event]:
    seen = [s for name, text, value in texts for s in sightings(body(name, text), dated(name, text, value))]
    return events(seen)


DAY = "2031-03-12"


def test_one_event_told_by_two_is_one_row_with_two_supports() -> None:
    (event,) = told(("a", WIRE, DAY), ("b", REWRITE, DAY))
    assert [p.document for p in event.supports] == ["a", "b"]
    assert (event.type, event.date, event.status) == ("CONSULT", DAY, "reported")
    assert (event.source[0].name, event.source[0].country, event.source[0].role) == ("Anna Berg", "NOR", "GOV")


def test_another_person_or_another_day_is_another_event() -> None:
    assert len(told(("a", WIRE, DAY), ("b", OTHER, DAY))) == 2
    assert len(told(("a", WIRE, DAY), ("b", WIRE, "2031-02-05"))) == 2


def test_copied_wording_joins_what_names_would_part() -> None:
    garbled = WIRE.replace("Helgason", "Haraldsen").replace("Jon", "Olaf")
    seen = [s for name, text in (("a", WIRE), ("b", garbled)) for s in sightings(body(name, text), dated(name, text))]
    copied = Passage("a", 0, len(WIRE), "b", 0, len(garbled), 12, 0.9, 90.0, "copy", "c1")
    assert len(events(seen)) == 2
    assert len(events(seen, [copied])) == 1


def test_a_misspelt_name_makes_no_second_event() -> None:
    assert len(told(("a", WIRE, DAY), ("b", WIRE.replace("Anna Berg", "Anna Barge"), DAY))) == 1


def test_the_day_of_saying_is_not_the_day_of_the_deed() -> None:
    text = "Denmark said Wednesday that Norway shipped weapons to Iceland."
    (found,) = [s for s in sightings(body("a", text), dated("a", text)) if s.type == "AID"]
    assert found.date is None


def test_one_doubt_makes_the_event_no_fact() -> None:
    texts = ["Denmark said Norway shipped weapons to Iceland.", "Norway shipped weapons to Iceland."]
    seen = [s for i, text in enumerate(texts) for s in sightings(body(str(i), text))]
    assert [e.status for e in events(seen) if e.type == "AID"] == ["alleged"]


def test_what_stands_in_a_denial_is_denied() -> None:
    text = "Norway shipped weapons to Iceland."
    denial = Statement("1", "a", None, 0, len(text), (), "indirect", 0, 0, "Berg", True, 0, 0, (), "denied", (), "u")
    (found,) = sightings(body("a", text))
    assert as_stated(found, [denial]).status == "denied"
    assert as_stated(found, []).status == "reported"


def test_an_event_that_some_allege_and_others_deny_is_alleged() -> None:
    texts = [
        "Denmark accused Norway of shipping weapons to Iceland.",
        "Norway denied that it shipped weapons to Iceland.",
    ]
    seen = [s for i, text in enumerate(texts) for s in sightings(body(str(i), text))]
    (event,) = [e for e in events(seen) if e.type == "AID"]
    assert (event.status, len(event.supports)) == ("alleged", 2)


def test_a_side_that_is_told_in_several_ways_is_one_of_them() -> None:
    told = [
        Sighting(d, 0, 9, 4, "ASSAULT", None, (Side("Ostrand", c, r, False),), (), "2031-03-03", "reported", sure)
        for d, c, r, sure in (("a", "NOR", None, 0.5), ("b", None, "GOV", 0.5), ("c", "NOR", "MIL", 0.9))
    ]
    (event,) = events(told)
    assert event.source == (Actor("Ostrand", "NOR", "MIL"),)


def test_the_order_of_the_documents_changes_nothing() -> None:
    texts = [("a", WIRE, DAY), ("b", REWRITE, DAY), ("c", OTHER, DAY)]
    assert told(*texts) == told(*texts[::-1])


@given(
    st.lists(
        st.sampled_from(
            [
                "Norway",
                "Iceland",
                "said",
                "met",
                "attacked",
                "the",
                "by",
                ",",
                ".",
                '"',
                "'",
                "it",
                "he",
                "who",
                "�",
                "was",
            ]
        ),
        max_size=25,
    )
)
def test_odd_text_gives_ordered_spans_and_no_error(parts: list[str]) -> None:
    text = " ".join(parts)
    found = sightings(body("a", text))
    assert all(0 <= s.start <= s.at < s.end <= len(text) for s in found)
    assert all(a.start <= b.start for a, b in pairwise(found))
