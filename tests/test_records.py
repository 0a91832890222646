"""Records: what goes into a table comes out of it."""

import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.claims import Claim, Ladder, Support
from headwater.pipeline import KINDS
from headwater.records import Record, Span, from_table, schema, to_json, to_table
from headwater.stemma import Derivation, Evidence

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(st.lists(st.builds(Claim, words, words, words, st.builds(Ladder, *[st.integers(0, 9)] * 4), st.just(()))))
def test_records_survive_a_table(rows: list[Claim]) -> None:
    assert from_table(Claim, to_table(Claim, rows)) == rows


def test_nested_records_are_structs_and_reserved_words_keep_their_names() -> None:
    edge = Derivation("a", "b", "copy", 0.5, (Evidence("credit", True, 3.0, "why", ()),))
    assert json.loads(to_json(edge))["evidence"][0]["for"] is True
    assert schema(Derivation).field("evidence").type.value_type.field("for").type == pa.bool_()


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_every_table_has_a_schema_and_may_be_empty(kind: type[Record]) -> None:
    assert from_table(kind, to_table(kind, ())) == []


def test_a_span_has_a_length_and_is_true_even_when_empty() -> None:
    assert len(Span(3, 7)) == 4
    assert Span(2, 2)


def test_records_are_ordered_by_their_fields() -> None:
    one, two = Support("a", 1, 2, "a", "x", "y"), Support("a", 3, 4, "a", "x", "y")
    assert sorted([two, one]) == [one, two]
