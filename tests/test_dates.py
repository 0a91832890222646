"""Dates: what is found, what it comes to, and when a text was written."""

from itertools import pairwise

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.dates import Clues, Expression, When, Written, expressions, resolve, step, tense, written
from headwater.dates.language import Language
from headwater.dates.writing import Claimed
from headwater.documents import Block, Document, Stamp
from headwater.engine import LocalEngine
from headwater.records import from_table, to_table
from headwater.stories import Story
from headwater.text import paragraphs

ANCHOR = "2031-03-13"  # a Thursday


def read(text: str, anchor: str | None = ANCHOR) -> dict[str, str | None]:
    """Every expression of a text and its value."""
    return {e.text: resolve(e.form, anchor, tense(text, e.start, e.end)) for e in expressions(text)}


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
        resolve(e.form, ANCHOR, tense(text, e.start, e.end))
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


GERMAN = Language(
    tag="de",
    words={
        "month": {"Januar": 1, "März": 3},
        "weekday": {"Montag": 0, "Mittwoch": 2},
        "unit": {"Woche": "week", "Tage": "day"},
        "turn": {"vorige": -1, "nächste": 1},
        "count": {"drei": 3.0},
    },
    exact=frozenset({"month", "weekday"}),
    rules=(
        ("calendar", r"{day}\. {month} {year}"),
        ("weekday", r"{weekday}"),
        ("shift", r"{turn} {unit}"),
        ("duration", r"{count} {unit}"),
    ),
    since=r"seit ",
    past=frozenset({"fand"}),
    past_ending="te",
    future=frozenset({"wird"}),
    to_come=("zu", "sein"),
)


def test_another_language_is_only_data() -> None:
    text = "Am Mittwoch fand man die Boje. Seit 3. März 2031 und vorige Woche, drei Tage lang. Am Montag wird gesucht."
    assert {e.text: resolve(e.form, ANCHOR, tense(text, e.start, e.end, GERMAN)) for e in read_in(text, GERMAN)} == {
        "Mittwoch": "2031-03-12",
        "Seit 3. März 2031": "2031-03-03/",
        "vorige Woche": "2031-03-03/2031-03-09",
        "drei Tage": "P3D",
        "Montag": "2031-03-17",
    }


def read_in(text: str, lang: Language) -> list[Expression]:
    """The expressions of a whole text."""
    return expressions(text, 0, len(text), lang)
