"""Text: spans over a text as it is, and the normalised view with its way back."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from headwater.records import Span
from headwater.text import digest, fold, lines, normalise, paragraphs, sentences, trim, words

anything = st.text(st.characters(), max_size=120)


def spelt(text: str) -> list[str]:
    return [w.form for w in words(text)]


def test_words_keep_numbers_possessives_and_abbreviations_whole() -> None:
    assert spelt("The skipper’s 1,250.50 tonnes, isn't it?") == [
        "the",
        "skipper's",
        "1,250.50",
        "tonnes",
        "isn't",
        "it",
    ]


def test_quotes_dashes_case_and_ligatures_are_folded() -> None:
    assert fold("‘Ofﬁce’ — “X”") == "'office' - \"x\""


def test_soft_hyphens_inside_a_word_do_not_split_it() -> None:
    assert spelt("har\u00adbour") == ["harbour"]


def test_in_scripts_without_blanks_each_character_is_a_word() -> None:
    assert spelt("港口 closed") == ["港", "口", "closed"]


def test_sentences_end_neither_after_titles_nor_inside_initials() -> None:
    text = 'Dr. Ann J. Vole spoke. "It holds," she said. No. 4 gate shut! Why?'
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "Dr. Ann J. Vole spoke.",
        '"It holds," she said.',
        "No. 4 gate shut!",
        "Why?",
    ]


def test_paragraphs_are_parted_by_blank_lines_or_else_by_line_ends() -> None:
    assert [len(s) for s in paragraphs("one\r\ntwo\r\n\r\nthree")] == [8, 5]
    assert [len(s) for s in paragraphs("one\ntwo")] == [3, 3]


def test_lines_come_without_their_ends() -> None:
    assert list(lines("a\r\n\nb")) == [Span(0, 1), Span(3, 3), Span(4, 5)]


def test_a_digest_takes_any_text() -> None:
    assert len(digest("\ud800")) == 64


@given(anything)
def test_a_normalised_offset_maps_back(text: str) -> None:
    view = normalise(text)
    assert len(view.text) == len(view.origin)
    assert view.origin == sorted(view.origin)
    for i, char in enumerate(view.text):
        span = view.back(i, i + 1)
        original = text[span.start : span.end]
        assert char in fold(original) or (char == " " and not fold(original).strip())


@given(anything)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once


@given(anything)
def test_words_and_sentences_lie_in_the_text_in_order(text: str) -> None:
    for spans in ([Span(w.start, w.end) for w in words(text)], sentences(text), paragraphs(text)):
        assert all(0 <= s.start < s.end <= len(text) for s in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(anything)
def test_sentences_hold_every_word(text: str) -> None:
    inside = sentences(text)
    assert all(any(s.start <= w.start and w.end <= s.end for s in inside) for w in words(text))


@given(anything)
def test_trimming_leaves_no_blank_at_the_ends(text: str) -> None:
    span = trim(text, 0, len(text))
    assert text[span.start : span.end] == text.strip()
