"""Passages: what two texts share, at the character, over edits, and nothing else."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.documents import Body
from headwater.engine import LocalEngine
from headwater.passages import (
    GRAM,
    Candidate,
    Pair,
    Passage,
    Rarity,
    passages_of,
    rarity,
    runs,
    step,
    tokens,
)
from headwater.pipeline import READ, run
from headwater.records import Span, from_table
from headwater.text import words
from small import body, pages, passages, texts

WORDS = "harbour ferry nets mayor storm tonnes the of in a quay crew ice dawn"
vocabulary = st.sampled_from(WORDS.split(" "))
prose = st.lists(vocabulary, min_size=1, max_size=60).map(" ".join)
EVEN = Rarity({})


def test_a_copied_sentence_is_one_passage_at_its_characters() -> None:
    """
    wire: The harbour master closed the eastern gate before dawn because ice had reached the inner quay.
    local: Good morning. The harbour master closed the eastern gate before dawn because ice had reached the inner quay.
    """
    heap = test_a_copied_sentence_is_one_passage_at_its_characters.__doc__
    (p,) = passages(heap)
    assert texts(heap)["local"][p.a_start : p.a_end] == texts(heap)["wire"][p.b_start : p.b_end]
    assert (p.identity, p.words) == (1.0, 16)


def test_small_edits_are_bridged_and_counted() -> None:
    """
    a: The crews blocked the narrow channel with eleven trawlers and told reporters they would stay until Friday
        evening.
    b: The crews blocked the narrow channel with twelve trawlers and told journalists they would stay until
        Friday evening.
    """
    (p,) = passages(test_small_edits_are_bridged_and_counted.__doc__)
    assert p.words == 18
    assert p.identity == pytest.approx(16 / 18, abs=1e-3)


def test_moved_sentences_are_passages_of_their_own() -> None:
    """
    a: Engineers found cracks in the northern spillway during a routine inspection last week. Residents of the
        lower valley were asked to pack a bag and keep their telephones switched on.
    b: Residents of the lower valley were asked to pack a bag and keep their telephones switched on. Engineers
        found cracks in the northern spillway during a routine inspection last week.
    """
    assert len(passages(test_moved_sentences_are_passages_of_their_own.__doc__)) == 2


def test_changed_numbers_leave_one_passage_that_is_not_all_the_same() -> None:
    """
    a: The fishing fleet landed 412 tonnes of herring in March, 38 fewer than a year before, and 17 boats stayed in
        harbour for want of crews.
    b: The fishing fleet landed 590 tonnes of herring in March, 12 fewer than a year before, and 21 boats stayed in
        harbour for want of crews.
    """
    (p,) = passages(test_changed_numbers_leave_one_passage_that_is_not_all_the_same.__doc__)
    assert p.words == 26
    assert p.identity == pytest.approx(23 / 26, abs=1e-3)


def test_one_quoted_sentence_in_another_story_is_found_to_the_character() -> None:
    """
    wire: The mill has stood empty since the flood. Its last owner left the keys with the parish and moved to the coast.
        Nobody has wanted it since.
    essay: I collect such places. Its last owner left the keys with the parish and moved to the coast. You cannot make
        that up, and I have tried for years.
    """
    heap = test_one_quoted_sentence_in_another_story_is_found_to_the_character.__doc__
    (p,) = passages(heap)
    said = "Its last owner left the keys with the parish and moved to the coast"
    assert texts(heap)["essay"][p.a_start : p.a_end] == said == texts(heap)["wire"][p.b_start : p.b_end]
    assert p.kind == "copy"


def test_a_short_sentence_quoted_whole_is_no_stock_phrase_but_a_fragment_is() -> None:
    """
    a: Rain fell. Nobody had told the lighthouse keeper about the new schedule. The lamp stayed dark.
    b: We waited for an hour. Nobody had told the lighthouse keeper about the new schedule. Then we left again.
    c: Later it emerged that nobody had told the lighthouse keeper about the new schedule before the pilots met him.
    """
    found = passages(test_a_short_sentence_quoted_whole_is_no_stock_phrase_but_a_fragment_is.__doc__)
    assert {(p.a, p.b): p.kind for p in found} == {("a", "b"): "copy", ("a", "c"): "stock", ("b", "c"): "stock"}


def test_a_text_merged_from_two_shares_a_passage_with_each() -> None:
    """
    first: Surveyors measured the glacier in June and found that its tongue had drawn back by forty metres.
    second: Guides who have crossed the pass for decades said the upper bridge should be moved before winter.
    merged: Surveyors measured the glacier in June and found that its tongue had drawn back by forty metres. Guides who
        have crossed the pass for decades said the upper bridge should be moved before winter.
    """
    found = passages(test_a_text_merged_from_two_shares_a_passage_with_each.__doc__)
    assert [(p.a, p.b) for p in found] == [("first", "merged"), ("merged", "second")]
    assert all(p.identity == 1.0 for p in found)


def test_siblings_of_a_lost_source_of_which_two_words_in_five_differ_are_one_passage() -> None:
    """
    a: The old ferry Marguerite sank within minutes after striking a submerged barge near the northern lock, and
        divers recovered the bell and eleven crates of porcelain before nightfall on Sunday.
    b: The small ferry Marguerite sank within moments after hitting a submerged barge by the northern lock, yet
        divers recovered the bell plus eleven boxes of porcelain before dusk on Sunday.
    """
    (p,) = passages(test_siblings_of_a_lost_source_of_which_two_words_in_five_differ_are_one_passage.__doc__)
    assert p.words >= 27
    assert p.identity < 0.8


def test_furniture_between_two_stretches_parts_a_passage() -> None:
    first = "Inspectors counted forty cracked tiles along the western wall on Tuesday. "
    second = "Nobody was hurt, and the museum will reopen its upper gallery in March."
    clean = body("a", first + second)
    text = first + "READ MORE " + second
    at = text.index("Nobody")
    split = Body("b", "b", text, (), (Span(0, len(first) - 1), Span(at, len(text))))
    found = passages_of(Candidate(clean, split), rarity([tokens(clean), tokens(split)]))
    assert len(found) == 2
    assert all("READ MORE" not in text[p.b_start : p.b_end] for p in found)


def test_one_run_of_four_telling_words_is_enough_to_look_at_a_pair() -> None:
    """
    wire: The surveyor measured eleven collapsed warehouses behind Tarnholt station on Thursday with borrowed tools.
    edited: The measured surveyor eleven collapsed warehouses behind the Tarnholt on station Thursday by borrowed tools.
    """
    (p,) = passages(test_one_run_of_four_telling_words_is_enough_to_look_at_a_pair.__doc__)
    assert p.kind == "copy"


def test_words_that_everybody_uses_prove_nothing() -> None:
    """
    a: At the end of the day it was one of the best that we have seen, said the owner of the mill.
    b: It was one of the worst at the end of the week, and the ferry did not sail for a month.
    """
    assert passages(test_words_that_everybody_uses_prove_nothing.__doc__) == []


def test_a_shared_quotation_is_told_from_copied_prose() -> None:
    """
    a: The mayor was angry. "We were promised a bridge before the winter and we were handed a brochure instead
        of a bridge," she said.
    b: Speaking in the square she said: "We were promised a bridge before the winter and we were handed a
        brochure instead of a bridge."
    """
    (p,) = passages(test_a_shared_quotation_is_told_from_copied_prose.__doc__)
    assert p.kind == "quotation"


@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("She said ‘we won’t sell’ and sat", "we won’t sell"),
        ("Of the ‘90s nobody speaks", ""),  # nobody closes it
        ("A “town’s ‘own’ quay” is gone", "town’s own quay"),
        ("They read ‘the old quay", ""),
        ("They read “the old quay", "the old quay"),
        ("The crews’ boats, the skipper’s hat", ""),
        ("A ‘first’ and a “second” word", "first second"),
        ('"The quay is ours. "It was always ours." So it was', "The quay is ours It was always ours"),  # opened twice
        ('A 12" gun stood by the "old" quay', "old"),  # closes what nobody opened
        ('She (said: "sold" it)', "sold"),
    ],
)
def test_what_stands_in_quotation_marks_and_what_in_apostrophes(written: str, quoted: str) -> None:
    found = tokens(body("a", written))
    words_of = zip(found.starts, found.ends, found.quoted, strict=True)
    assert " ".join(written[start:end] for start, end, inside in words_of if inside) == quoted


def test_copies_of_one_wording_are_one_cluster() -> None:
    """
    a: The keeper found the lamp room unlocked and the great lens lying in pieces on the stairs.
    b: The keeper found the lamp room unlocked and the great lens lying in pieces on the stairs.
    c: Police said the keeper found the lamp room unlocked and the great lens lying in pieces on the stairs.
    """
    found = passages(test_copies_of_one_wording_are_one_cluster.__doc__)
    assert len(found) == 3
    assert len({p.cluster for p in found}) == 1


@given(prose, prose)
@settings(max_examples=60, deadline=None)
def test_a_passage_reads_the_same_on_both_sides(a: str, b: str) -> None:
    left, right = body("a", a), body("b", b)
    for p in passages_of(Candidate(left, right), EVEN):
        one = [w.form for w in words(a, p.a_start, p.a_end)]
        two = [w.form for w in words(b, p.b_start, p.b_end)]
        assert (one[0], one[-1]) == (two[0], two[-1])
        same = sum(x.size for x in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks())
        assert same >= GRAM - 1
        assert p.identity == 1.0 or one != two


@given(prose, prose)
@settings(max_examples=60, deadline=None)
def test_runs_are_those_of_brute_force(a: str, b: str) -> None:
    left, right = tokens(body("a", a)), tokens(body("b", b))
    x, y = left.forms, right.forms
    expected = set()
    for i in range(len(x)):
        for j in range(len(y)):
            n = 0
            while i + n < len(x) and j + n < len(y) and x[i + n] == y[j + n]:
                n += 1
            if n >= GRAM and not (i and j and x[i - 1] == y[j - 1]):
                expected.add((i, j, n))
    assert {tuple(r) for r in runs(left, right, GRAM)} == expected


@given(prose)
@settings(max_examples=40, deadline=None)
def test_an_exact_copy_is_covered_from_end_to_end(text: str) -> None:
    found = passages_of(Candidate(body("a", text), body("b", text)), EVEN)
    if sum(EVEN(w.form) for w in words(text)) >= 80 and len(words(text)) >= GRAM:
        assert min(p.a_start for p in found) == 0
        assert max(p.a_end for p in found) == len(text)


@given(prose, prose)
@settings(max_examples=40, deadline=None)
def test_passages_of_a_pair_never_overlap_on_both_sides(a: str, b: str) -> None:
    found = passages_of(Candidate(body("a", a), body("b", b)), EVEN)
    for i, p in enumerate(found):
        for q in found[i + 1 :]:
            apart_in_a = p.a_end <= q.a_start or q.a_end <= p.a_start
            apart_in_b = p.b_end <= q.b_start or q.b_end <= p.b_start
            assert apart_in_a or apart_in_b


def test_rare_words_weigh_more_than_common_ones() -> None:
    heap = rarity([tokens(body("a", "the ferry " * 50 + "cormorant"))])
    assert heap("cormorant") > heap("ferry") > 0
    assert heap("unseen-anywhere") >= heap("cormorant")


def test_the_step_finds_what_the_plain_version_finds_for_all_pairs() -> None:
    """
    a: The keeper found the lamp room unlocked and the great lens lying in pieces on the stairs.
    b: The keeper found the lamp room unlocked and the great lens lying in pieces on the stairs.
    c: Nothing here has any word to do with lighthouses, which is why it shares nothing.
    """
    heap = test_the_step_finds_what_the_plain_version_finds_for_all_pairs.__doc__
    tables = run(pages(heap), steps=READ)
    assert from_table(Passage, step(LocalEngine(), tables)["passages"]) == sorted(passages(heap))


def test_a_pair_is_compared_on_its_own_words() -> None:
    assert Pair(tokens(body("a", "x")), tokens(body("b", "x")), EVEN).a.forms == ["x"]
