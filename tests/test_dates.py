"""Dates: what is found, what it comes to, and when a text was written."""

from datetime import date
from itertools import pairwise

import msgspec
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.dates import Clues, When, Written, clues, expressions, step, told, written
from headwater.dates.writing import Claimed, agreement
from headwater.documents import Block, Body, DateKind, Document, Stamp
from headwater.engine import LocalEngine
from headwater.records import Span, from_table, to_table
from headwater.stories import Story
from headwater.text import paragraphs

ANCHOR = "2031-03-13"  # a Thursday


def read(text: str, anchor: str | None = ANCHOR) -> dict[str, str | None]:
    """Every expression of a text and its value."""
    return {t.found.text: t.value for t in told(text, expressions(text), anchor)}


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The bridge at Ostrell closed on March 3, 2031, after frost.", "March 3, 2031", "2031-03-03"),
        ("The bridge closed on Monday, 3 March 2031.", "Monday, 3 March 2031", "2031-03-03"),
        ("The log of 2031-02-28 was lost.", "2031-02-28", "2031-02-28"),
        ("Divers found the buoy Wednesday.", "Wednesday", "2031-03-12"),
        ("Divers found the buoy on Thursday.", "Thursday", "2031-03-13"),
        ("The mayor said last Friday that it leaked.", "last Friday", "2031-03-07"),
        ("The ferry will sail again on Saturday.", "Saturday", "2031-03-15"),
        ("The ferry sails next Monday.", "next Monday", "2031-03-17"),
        ("He arrived earlier Thursday.", "earlier Thursday", "2031-03-13"),
        ("They met in September.", "September", "2030-09"),
        ("They will meet in September.", "September", "2031-09"),
        ("The Sept. 13 meeting drew crowds.", "Sept. 13", "2030-09-13"),
        ("It follows a February summit expected to matter.", "February", "2031-02"),
        ("They met in February of last month.", "February of last month", "2031-02"),
        ("It opened in October last year.", "October last year", "2030-10"),
        ("Last week the port shut.", "Last week", "2031-03-03/2031-03-09"),
        ("Earlier in the week she resigned.", "Earlier in the week", "2031-03-10/2031-03-16"),
        ("It has grown since last year.", "since last year", "2030/"),
        ("Prices fell in the early 90's.", "the early 90's", "199X"),
        ("Since the 1980s it has rusted.", "Since the 1980s", "1980/"),
        ("It was built in the 19th century.", "the 19th century", "18XX"),
        ("The armistice of 1953 held.", "1953", "1953"),
        ("The talks ended yesterday.", "yesterday", "2031-03-12"),
        ("Three days ago it snowed.", "Three days ago", "2031-03-10"),
        ("Two years ago it snowed.", "Two years ago", "2029"),
        ("During his two-day visit he slept.", "two-day", "P2D"),
        ("It lasted an hour.", "an hour", "PT1H"),
        ("The council meets every Monday.", "every Monday", "R/P1W"),
        ("Profit rose in the third quarter.", "the third quarter", "2030-35"),
        ("The shot was heard at 3:05 p.m. Tuesday.", "3:05 p.m. Tuesday", "2031-03-11T15:05"),
        ("The floods came last summer.", "last summer", "2030-22"),
        ("In recent years ties have grown.", "recent years", None),
        ("She now lives there.", "now", None),
        ("They rowed in the years of the Long Frost.", "the years of", None),
        ("It snowed on Christmas Eve.", "Christmas Eve", "2030-12-24"),
        ("They met last Thanksgiving.", "last Thanksgiving", "2030-11-28"),
        ("It took twenty-four hours.", "twenty-four hours", "PT24H"),
        ("It took 2 1/2 years.", "2 1/2 years", "P2Y6M"),
        ("Profit fell in the third quarter from a year earlier.", "a year earlier", "2029-35"),
        ("The bill was 90 pounds, paid in the quarter.", "the quarter", "2030-36"),
        ("The weir shut on March 15-16, 2030.", "March 15-16, 2030", "2030-03-15/2030-03-16"),
        ("She ran the weir from 2005-2010.", "2005-2010", "2005/2010"),
        ("It sank in nineteen ninety-six.", "nineteen ninety-six", "1996"),
        ("It was shut for two and a half years.", "two and a half years", "P2Y6M"),
        ("A minute and a half later it sank.", "A minute and a half", "PT1M30S"),
        ("The council meets twice a year.", "twice a year", "R/P1Y"),
        ("The fair is held every two years.", "every two years", "R/P2Y"),
        ("A decade ago it was a mill.", "A decade ago", "2021"),
        ("They voted on Election Day.", "Election Day", "2030-11-05"),
        ("The mill shut on Good Friday.", "Good Friday", "2031-04-11"),
        ("The log of 13/02/2031 was lost.", "13/02/2031", "2031-02-13"),
        ("It was signed 2031-02-28T08:15:00 at sea.", "2031-02-28T08:15", "2031-02-28T08:15"),
        ("The bell rang at 9:30 a.m. ET on Monday.", "9:30 a.m. ET on Monday", "2031-03-10T09:30"),
        ("It has been dry for the year.", "the year", "2031"),
        ("It took half an hour.", "half an hour", "PT30M"),
        ("Sales rose in fourth-quarter 2029.", "fourth-quarter 2029", "2029-36"),
        ("Sales rose in Q3 2029.", "Q3 2029", "2029-35"),
        ("He rowed in the 2028-29 season.", "2028-29", "2028/2029"),
        ("It was built in the 1800s.", "the 1800s", "18XX"),
        ("Since the Sept. 11 attacks it is shut.", "Since the Sept. 11", "2001-09-11/"),
        ("It meets every other week.", "every other week", "R/P2W"),
        ("It rang at 5 p.m. EDT on Tuesday, May 3.", "5 p.m. EDT on Tuesday, May 3", "2031-05-03T17:00"),
        ("Three days of talks ended.", "Three days", "P3D"),
        ("He was shot dead last Oct. 23.", "last Oct. 23", "2030-10-23"),
        ("He was shot dead on the night of Aug. 23.", "Aug. 23", "2030-08-23"),
        ("It rained on June 2, 2029. Earlier that day a dike broke.", "Earlier that day", "2029-06-02"),
        ("He left in June 2029 and was back later that year.", "later that year", "2029"),
        ("The mill was sold on June 2, 2029. It burned the day after the clerk left.", "the day after", "2029-06-03"),
        ("The day before last Tuesday it rained.", "last Tuesday", "2031-03-11"),
        ("They held day-long talks.", "day-long", "P1D"),
        ("It ended a several-year feud.", "several-year", None),
        ("The March accession is planned.", "March", "2031-03"),
        ("Profit rose in the year ended May 31.", "the year", "P1Y"),
        ("It stood for centuries.", "for centuries", None),
        ("The talks, set to resume on Monday, had stalled.", "Monday", "2031-03-17"),
        ("Easter week drew crowds.", "Easter week", "2031-04-07/2031-04-13"),
        ("She was to speak at noon.", "at noon", "2031-03-13T12:00"),
        ("They look for ways around Wednesday's ruling.", "Wednesday", "2031-03-12"),
        ("It was built in the year two thousand three.", "the year two thousand three", "2003"),
        ("It froze in the winter of nineteen ninety-six.", "the winter of nineteen ninety-six", "1996-24"),
        ("It grew in the early summer.", "in the early summer", "2030-22"),
        ("The neither-nor vote could not be held Wednesday.", "Wednesday", "2031-03-12"),
    ],
)
def test_an_expression_comes_to_its_value(text: str, words: str, value: str | None) -> None:
    assert read(text)[words] == value


@pytest.mark.parametrize(
    "text",
    [
        "Flight 2031 carried 1,998 pounds for $1999.",
        "She may march to the sun with Mr. Friend.",
        "The 65-year-old was second.",
        "Page 3/4 of form 12-1998-b.",
        "Two ferries a week call there.",
    ],
)
def test_figures_and_words_that_are_no_time_are_left_alone(text: str) -> None:
    assert [e.text for e in expressions(text) if e.type != "vague"] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The skipper expects the pilot of the tug to return on Friday.", "2031-03-14"),
        ("The mayor plans a vote on Friday.", "2031-03-14"),
        ("The strike, due to end on Friday, goes on.", "2031-03-14"),
        ("The lock was closed due to fog on Friday.", "2031-03-07"),
        ("The court is to rule Friday.", "2031-03-14"),
        ("They had been scheduled to meet on Friday.", "2031-03-07"),
        ("The tug could sail as soon as Friday.", "2031-03-14"),
        ("The harbour master extended the deadline until Friday.", "2031-03-14"),
        ("The new toll takes effect on Friday.", "2031-03-14"),
        ("The council set a new toll, effective Friday.", "2031-03-14"),
        ("The skipper said he would sail on Friday.", "2031-03-14"),
        ("The skipper, who will sail again, said on Friday that all was well.", "2031-03-07"),
        ("She will stay; by Friday he had gone.", "2031-03-07"),
        ("The toll would be paid on a still unnamed date around Friday.", "2031-03-14"),
        ("On Friday, the king arrives and will speak.", "2031-03-14"),
    ],
)
def test_a_weekday_lies_where_its_verb_points(text: str, value: str) -> None:
    assert read(text)["Friday"] == value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On May 22, 2029, he rowed, and the following year he swam.", "the following year", "2030"),
        ("It sank on Monday. A day later divers came.", "A day later", "2031-03-11"),
        ("He was hit on March 2, 2030, and died at 10 p.m. in bed.", "at 10 p.m.", "2030-03-02T22:00"),
        ("The quake struck at 10:35 a.m. (0735 GMT) Friday.", "10:35 a.m. (0735 GMT) Friday", "2031-03-07T10:35"),
        ("They met from Sept. 7 to Oct. 1, 2029.", "Sept. 7", "2029-09-07"),
        ("It sank on Sept. 7, 2027. The Sept. 7 wreck lies deep.", "Sept. 7", "2027-09-07"),
        (
            "Net profit fell in the third quarter.\n\nSales a share fell from a year earlier.",
            "a year earlier",
            "2029-35",
        ),
        ("Net sales for the nine months fell from the sales a year earlier.", "a year earlier", "2030"),
        ("Profit rose in the first quarter. The quarter was good.", "The quarter", "2031-33"),
        ("Three days later it rained.", "Three days later", "P3D"),
    ],
)
def test_what_a_text_has_told_is_counted_from(text: str, words: str, value: str) -> None:
    assert read(text)[words] == value


def test_lengths_and_repetitions_are_no_dates() -> None:
    text = "For two days, every week, several years, now and on Tuesday at 8 p.m. in 2029."
    assert [e.type for e in expressions(text)] == ["duration", "set", "vague", "vague", "time", "date"]


def test_a_range_is_its_two_ends() -> None:
    assert read("It shipped them between Sept. 7 and Oct. 1.") == {"Sept. 7": "2030-09-07", "Oct. 1": "2030-10-01"}


def test_a_value_is_never_finer_than_its_anchor() -> None:
    assert read("Last week and last month, on Friday.", "2031-03") == {
        "Last week": None,
        "last month": "2031-02",
        "Friday": None,
    }
    assert set(read("Yesterday, in May, last year.", None).values()) == {None}


@given(st.text(alphabet=st.sampled_from("0123456789-/., :'’apMayonFridlstwekg\n\ud800\u202e"), max_size=80))
def test_odd_text_gives_ordered_spans_and_no_error(text: str) -> None:
    found = expressions(text)
    for e in found:
        assert text[e.start : e.end] == e.text
    assert [(t.found.start, t.found.end) for t in told(text, found, ANCHOR)] == [(e.start, e.end) for e in found]
    assert all(a.end <= b.start for a, b in pairwise(found))


def days(*story: Clues) -> dict[str, tuple[str | None, str]]:
    return {w.document: (w.value, w.source) for w in written(story)}


WIRE = Clues("wire", weekdays=(2,))
NEXT_DAY = Clues("next", weekdays=(3, 2))
DATED = Clues("dated", lede=("2031-03-13",))


def test_undated_texts_are_dated_by_their_siblings() -> None:
    assert days(WIRE, NEXT_DAY, DATED) == {
        "wire": ("2031-03-12", "story"),
        "next": ("2031-03-13", "story"),
        "dated": ("2031-03-13", "text"),
    }


def test_the_day_of_publication_goes_before_a_day_in_the_text_and_that_before_the_story() -> None:
    stamp = (Claimed("2031-03-12", 0.9),)
    both = Clues("x", published=stamp, lede=("2031-03-11",))
    assert days(both, DATED)["x"] == ("2031-03-12", "published")
    assert days(Clues("x", lede=("2031-03-11",)), DATED)["x"] == ("2031-03-11", "text")
    assert days(Clues("x", weekdays=(2,)), DATED)["x"] == ("2031-03-12", "story")


def test_what_the_chrome_of_a_page_shows_is_no_anchor() -> None:
    """A clock in the header says a Tuesday two years later; the body alone tells when it was written."""
    text = "Tuesday, 1 April 2033, 10:15\n\nDivers found the buoy on Wednesday, harbour masters said."
    tables = heap({"a": text, "b": "The buoy was found on March 13, 2031, divers said."}, [["a", "b"]])
    at = text.index("Divers")
    blocks = [Block("a", 0, at - 2, "furniture", "widget", 1.0), Block("a", at, len(text), "body", None, 1.0)]
    blocks += [b for b in from_table(Block, tables["blocks"]) if b.document == "b"]
    shown = Stamp("a", 0, at - 2, "displayed", text[: at - 2], "2033-04-01T10:15", "text", 0.9)
    made = step(LocalEngine(), {**tables, "blocks": to_table(Block, blocks), "stamps": to_table(Stamp, [shown])})
    assert [(w.text, w.value) for w in from_table(When, made["dates"]) if w.document == "a"] == [
        ("Wednesday", "2031-03-12")
    ]


def test_the_language_of_a_document_chooses_its_words() -> None:
    tables = heap({"a": "Am Montag sank die Boje. Monday, 3.3.2031", "b": "Monday, 3.3.2031"}, [["a"], ["b"]])
    tongues = [msgspec.structs.replace(d, language=t) for d, t in zip(_documents(tables), ("de-CH", "xx"), strict=True)]
    made = step(LocalEngine(), {**tables, "documents": to_table(Document, tongues)})
    assert [(w.document, w.text) for w in from_table(When, made["dates"])] == [
        ("a", "Montag"),
        ("a", "3.3.2031"),
        ("b", "3.3.2031"),
    ]


def _documents(tables: dict[str, pa.Table]) -> list[Document]:
    return from_table(Document, tables["documents"])


def test_the_clock_of_a_scraper_never_wins() -> None:
    """It is a Monday a year later; the text tells of a Wednesday and a Thursday."""
    scraped = Clues("next", published=(Claimed("2032-05-17", 0.6),), weekdays=(3, 2))
    assert days(WIRE, scraped, DATED)["next"] == ("2031-03-13", "story")


def test_a_stamp_that_the_text_bears_out_is_taken() -> None:
    stamped = Clues("a", published=(Claimed("2031-03-13", 0.9),), weekdays=(2,))
    assert days(stamped, Clues("b", weekdays=(2,))) == {
        "a": ("2031-03-13", "published"),
        "b": ("2031-03-12", "story"),
    }


def test_a_text_without_weekdays_is_dated_to_the_month_and_nothing_to_nothing() -> None:
    assert days(DATED, Clues("plain"))["plain"] == ("2031-03", "story")
    assert days(WIRE, NEXT_DAY)["wire"] == (None, "none")


def test_a_month_that_is_called_the_last_tells_the_month_of_writing() -> None:
    text = "The tug sank in September of last month."
    body = Body("a", "a", text, (), tuple(paragraphs(text)))
    clue = clues(body, (Stamp("a", None, None, "published", "2031", "2031-05-01", "url", 0.6),))
    assert clue.month == 10
    assert agreement(clue, date(2031, 10, 3)) > agreement(clue, date(2031, 5, 1))


def test_a_day_that_all_look_back_on_is_not_the_day_of_writing_where_pages_were_put_up_within_days() -> None:
    """2003-03-14 and 2031-03-14 are both Fridays: the weekdays of the texts cannot tell."""
    put_up = {"a": "2031-03-14", "b": "2031-03-15", "c": "2031-03-16", "d": "2031-03-17"}
    back = [Clues(d, (Claimed(day, 0.7),), lede=("2003-03-14",), weekdays=(4,)) for d, day in put_up.items()]
    assert all(str(value) >= "2031-03-14" for value, _ in days(*back).values())


@pytest.mark.parametrize(("kinds", "day"), [(("modified",), "2031-03-12"), (("published", "modified"), "2031-03-13")])
def test_a_page_that_says_only_when_it_was_changed_claims_that_day(kinds: tuple[DateKind, ...], day: str) -> None:
    body = Body("a", "a", "The ferry ran again.", (), (Span(0, 20),))
    days_of = {"published": "2031-03-13", "modified": "2031-03-12"}
    stamps = [Stamp("a", None, None, kind, days_of[kind], days_of[kind], "meta", 0.7) for kind in kinds]
    assert clues(body, stamps).published == (Claimed(day, 0.7),)


def test_what_was_fetched_earlier_cannot_be_written_later() -> None:
    early = Clues("early", no_later="2031-02-01", weekdays=(2,))
    assert days(early, DATED)["early"] == (None, "none")


def test_the_order_of_a_story_changes_nothing() -> None:
    story = [WIRE, NEXT_DAY, DATED, Clues("x", published=(Claimed("2031-03-10", 0.5),))]
    assert sorted(written(story)) == sorted(written(story[::-1]))
    assert len({w.document for w in written(story)}) == len(story)


def test_the_step_dates_every_document_and_loses_none() -> None:
    texts = {
        "a": "Divers found the buoy on Wednesday.\n\nLast week it had broken loose.",
        "b": "The buoy was found on March 13, 2031, divers said.",
        "c": "",
    }
    tables = heap(texts, [["a", "b"], ["c"]])
    made = step(LocalEngine(), tables)
    assert [(w.document, w.value) for w in from_table(Written, made["written"])] == [
        ("a", "2031-03-12"),
        ("b", "2031-03-13"),
        ("c", None),
    ]
    assert [(w.text, w.value, w.anchor) for w in from_table(When, made["dates"])] == [
        ("Wednesday", "2031-03-12", "2031-03-12"),
        ("Last week", "2031-03-03/2031-03-09", "2031-03-12"),
        ("March 13, 2031", "2031-03-13", None),
    ]
    assert made["faults"].num_rows == 0


def heap(texts: dict[str, str], stories: list[list[str]]) -> dict[str, pa.Table]:
    """Tables of plain bodies."""
    nothing: dict[str, None] = dict.fromkeys(
        ("url", "canonical_url", "headline", "description", "agency", "publisher", "dateline", "language", "section"),
        None,
    )
    documents = [
        Document(
            id=k,
            source=k,
            text=t,
            text_sha256="",
            authors=(),
            keywords=(),
            date_published=None,
            kind="article",
            **nothing,
        )
        for k, t in texts.items()
    ]
    blocks = [Block(k, s.start, s.end, "body", None, 1.0) for k, t in texts.items() for s in paragraphs(t)]
    return {
        "documents": to_table(Document, documents),
        "blocks": to_table(Block, blocks),
        "stamps": to_table(Stamp, []),
        "stories": to_table(Story, [Story(s[0], "", tuple(s), None, None, 1) for s in stories]),
    }
