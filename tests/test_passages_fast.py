"""The fast version of passages: the same rows as the plain one, to the character."""

import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.documents import Body
from headwater.engine import LocalEngine
from headwater.passages import plain
from headwater.passages.fast import heap as columns
from headwater.passages.fast import passages as fast
from headwater.passages.model import Passage
from headwater.passages.rarity import rarity
from headwater.passages.words import stretches, tokens
from headwater.records import Span, from_table
from headwater.text import words
from small import body

MARKS = [*"“”‘’\"«»'.,:-_", "\u00ad", "\u200b", "\n", "\n\n", "  ", "\r\n"]
LETTERS = [*"abcXYZéÉßﬁıİσςΣдЖ字東ไทยក한글١٢٣²½01279", "e\u0301", "Ǆ", "ﷺ", "𝔸", "😀"]
odd = st.lists(st.sampled_from(MARKS + LETTERS + [" "]), max_size=60).map("".join)
common = st.sampled_from("the of harbour ferry mayor storm quay ice dawn crew nets tonnes eleven in a".split(" "))
sentence = st.lists(common, min_size=3, max_size=25).map(lambda ws: " ".join(ws) + ".")
quote = sentence.map(lambda s: f'"{s}"') | sentence.map(lambda s: f"‘{s}’")
pool = st.lists(sentence | quote, min_size=3, max_size=6)
SETTINGS = settings(max_examples=80, deadline=None)


def read(bodies: list[Body]) -> columns.Columns:
    """The words of some bodies as the fast version has them."""
    piece = columns.texts((b.text, [(s.start, s.end, int(t)) for s, t in stretches(b)]) for b in bodies)
    with tempfile.TemporaryDirectory() as folder:
        return columns.read([piece], Path(folder))


def rows(bodies: list[Body]) -> list[Passage]:
    """The rows of the fast version."""
    return from_table(Passage, fast(read(bodies), [b.document for b in bodies]))


def oracle(bodies: list[Body]) -> list[Passage]:
    """The rows of the plain version."""
    return from_table(Passage, plain.passages(LocalEngine(), bodies)[0])


def shuffled(parts: list[str], picks: list[list[int]]) -> list[Body]:
    """Bodies of sentences picked from a pool; a pick beyond it is an edited sentence."""
    made = []
    for n, pick in enumerate(picks):
        chosen = [parts[k % len(parts)] if k < 8 else parts[k % len(parts)].replace("ferry", "vessel") for k in pick]
        made.append(body(f"d{n}", "\n\n".join(chosen)))
    return made


@given(odd)
@SETTINGS
def test_words_are_those_of_the_plain_scanner(text: str) -> None:
    found = read([Body("a", "a", text, (), (Span(0, len(text)),))])
    expected = words(text)
    assert [(int(s), int(e)) for s, e in zip(found.start, found.end, strict=True)] == [
        (w.start, w.end) for w in expected
    ]
    numbers = {w.form: int(n) for w, n in zip(expected, found.form, strict=True)}
    assert [numbers[w.form] for w in expected] == found.form.tolist()
    assert len(set(numbers.values())) == len(numbers)
    bits = rarity([tokens(Body("a", "a", text, (), (Span(0, len(text)),)))])
    assert (found.vocabulary.grains() / 64).tolist() == [bits(form) for form in numbers]


@given(odd, odd, odd)
@SETTINGS
def test_segments_and_quotation_marks_are_those_of_the_plain_version(title: str, first: str, second: str) -> None:
    text = f"{title}|{first}\n\n{second}"
    at = len(title) + 1
    middle = at + len(first)
    one = Body("a", "a", text, (Span(0, len(title)),), (Span(at, middle), Span(middle + 2, len(text))))
    found, expected = read([one]), tokens(one)
    assert [bool(f & 1) for f in found.flag] == expected.quoted
    segments = np.cumsum((found.flag & 2) > 0)
    assert [s == t for s, t in pairwise(segments)] == [s == t for s, t in pairwise(expected.segments)]


@given(odd)
@SETTINGS
def test_a_text_that_is_all_body_is_parted_like_its_paragraphs(text: str) -> None:
    whole = columns.Texts(*columns.texts([(text, [])])._replace(spans=np.zeros(2, np.int64)))
    with tempfile.TemporaryDirectory() as folder:
        found = columns.read([whole], Path(folder))
    expected = tokens(body("a", text))
    assert found.start.tolist() == expected.starts
    assert [bool(f & 1) for f in found.flag] == expected.quoted


@given(pool, st.lists(st.lists(st.integers(0, 11), min_size=1, max_size=8), min_size=2, max_size=6))
@SETTINGS
def test_rows_are_those_of_the_plain_version(parts: list[str], picks: list[list[int]]) -> None:
    heap = shuffled(parts, picks)
    assert rows(heap) == oracle(heap)


@pytest.mark.parametrize("copies", [3, 70])
def test_a_wire_on_many_sites_is_linked_to_the_same_representatives(copies: int) -> None:
    text = "The harbour master closed the eastern gate before dawn because ice had reached the inner quay."
    heap = [body(f"d{n:02}", f"Site number {n} reports. {text}") for n in range(copies)]
    found = rows(heap)
    assert found == oracle(heap)
    assert len({p.cluster for p in found}) == 1
    assert {d for p in found for d in (p.a, p.b)} == {b.document for b in heap}
