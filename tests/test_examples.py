"""The example heaps, and one of the tests' own in which nothing is lost, are traced as a careful reader reads them.

What a careful reader finds lies beside every heap; `quality/examples.py` says in which form.
"""

from pathlib import Path

import pytest
from quality import examples
from quality.examples import Known, Traced, Truth

from headwater import pipeline
from headwater.engine import LocalEngine

HEAPS = examples.heaps()
Found = tuple[Traced, Truth]


@pytest.fixture(scope="module", params=list(HEAPS.values()), ids=list(HEAPS))
def found(request: pytest.FixtureRequest) -> Found:
    """A traced heap and its truth."""
    heap: Path = request.param
    return examples.traced(heap)


def test_every_document_is_read(found: Found) -> None:
    heap, truth = found
    assert heap.document.keys() == truth.documents.keys()
    assert heap.rows["faults"] == []


def test_the_body_is_the_account_and_nothing_else(found: Found) -> None:
    heap, truth = found
    spans = examples.body_spans(heap, truth)
    assert {key: len(s) for key, s in spans.items()} == {key: len(s) for key, s in truth.body.items()}
    assert examples.body_f1(heap, spans) >= 0.98


def test_every_comment_answers_the_one_that_it_answers(found: Found) -> None:
    heap, truth = found
    assert all(examples.right_parents(heap, truth))
    assert all(examples.right_quotes(heap, truth))
    assert {k: len(heap.of("comments", k)) for k in truth.documents} == {
        k: len(truth.comments.get(k, ())) for k in truth.documents
    }


def test_what_tells_of_one_event_is_one_story(found: Found) -> None:
    heap, truth = found
    stories = {frozenset(heap.key[d] for d in s["documents"]) for s in heap.rows["stories"]}
    assert stories == {frozenset(s) for s in truth.stories}


def test_shared_wording_is_one_long_passage(found: Found) -> None:
    heap, truth = found
    assert [p for p, hit in zip(truth.passages, examples.long_passages(heap, truth), strict=True) if not hit] == []


def test_the_tree_is_the_one_that_the_wording_shows(found: Found) -> None:
    heap, truth = found
    assert examples.edges(heap, truth) == {(e[0], e[1]) for e in truth.edges}


def test_a_lost_source_is_found_where_there_was_one_and_nowhere_else(found: Found) -> None:
    heap, truth = found
    assert sorted(examples.lost_names(heap, truth).values()) == sorted(truth.lost)


def test_nothing_is_asserted_that_must_not_be(found: Found) -> None:
    heap, truth = found
    assert all(examples.held(heap, truth))


def test_independent_accounts_are_counted_once(found: Found) -> None:
    heap, truth = found
    assert examples.independent(heap, truth) == truth.independent


def test_every_claim_has_its_documents_and_its_ladder(found: Found) -> None:
    heap, truth = found

    def says(known: Known) -> tuple[set[str], dict[str, int]]:
        return examples.documents_of(heap, known), examples.rungs(heap, known)

    assert {k.claim: says(k) for k in truth.ladder} == {k.claim: (set(k.supports), k.ladder) for k in truth.ladder}


def test_every_difference_is_listed_with_its_readings(found: Found) -> None:
    heap, truth = found
    assert [d.what for d in truth.differences if not examples.rows_of(heap, d)] == []


def test_no_conflict_is_listed_that_is_none(found: Found) -> None:
    heap, truth = found
    assert all(examples.real_conflicts(heap, truth))


def test_a_text_is_dated_by_what_it_says(found: Found) -> None:
    heap, truth = found
    assert {k: str(examples.written(heap, k))[:7] for k in truth.written} == {
        k: d[:7] for k, d in truth.written.items()
    }


def test_expressions_of_time_have_their_values(found: Found) -> None:
    heap, truth = found
    assert [d for d, hit in zip(truth.dates, examples.right_dates(heap, truth), strict=True) if not hit] == []


@pytest.mark.parametrize("heap", list(HEAPS.values()), ids=list(HEAPS))
def test_order_and_cores_change_nothing(heap: Path) -> None:
    files = sorted(heap.iterdir())
    forth = pipeline.run(*pipeline.gather(files), LocalEngine(1))
    back = pipeline.run(*pipeline.gather(reversed(files)), LocalEngine(2, rows_that_pay=1))
    assert examples.unlike(forth, back) == []
