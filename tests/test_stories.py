"""Stories: what tells of the same events is together, what does not is apart."""

from itertools import combinations
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from headwater.stories import groups, likeness, vectors
from small import body, texts, trace

HEAP = """
    ice1: The harbour of Sandvik froze overnight and forty boats cannot leave, the harbour master of Sandvik said. Ice
        thirty centimeters thick closed the channel.

    ice2: Forty boats are stuck in Sandvik after the harbour froze. The harbour master said ice thirty centimeters
        thick had closed the channel to the sea.

    vote: The council of Ostermark voted to sell its theatre to a chain of cinemas. Actors occupied the stage and
        refused to leave the theatre after the vote.

    stage: Actors occupied the stage of the theatre in Ostermark after the council voted to sell it to a chain of
        cinemas. They refused to leave.
"""


def test_two_stories_are_told_apart() -> None:
    found = trace(HEAP)["stories"].to_pylist()
    assert sorted(tuple(s["documents"]) for s in found) == [("ice1", "ice2"), ("stage", "vote")]


def test_a_headline_is_chosen_from_the_documents() -> None:
    heap = texts(HEAP)
    for story in trace(HEAP)["stories"].to_pylist():
        assert any(heap[d].startswith(story["headline"].removesuffix(" …")) for d in story["documents"])


def test_likeness_is_a_cosine_and_the_same_both_ways() -> None:
    of = vectors([body(n, t) for n, t in texts(HEAP).items()])
    alike = likeness(of)
    assert all(0 < x <= 1 + 1e-9 for x in alike.values())
    assert alike["ice1", "ice2"] > 5 * alike.get(("ice1", "stage"), 0.0)


NAMES = [f"d{i}" for i in range(8)]
PAIRS = list(combinations(NAMES, 2))
pairs = st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1, width=16))


@given(pairs)
def test_every_document_is_in_exactly_one_group(alike: dict[tuple[str, str], float]) -> None:
    found = groups(NAMES, alike)
    assert sorted(d for group in found for d in group) == NAMES


@given(pairs, st.randoms())
def test_groups_do_not_depend_on_the_order_of_anything(alike: dict[tuple[str, str], float], random: Random) -> None:
    names = list(NAMES)
    shuffled = list(alike.items())
    random.shuffle(shuffled)
    random.shuffle(names)
    assert groups(names, dict(shuffled)) == groups(sorted(names), alike)


def test_a_chain_of_likenesses_is_not_one_story() -> None:
    """Average link: d0 is like d1, d1 like d2 and so on, but the ends have nothing in common."""
    chain = {(f"d{i}", f"d{i + 1}"): 0.3 for i in range(7)}
    assert len(groups(NAMES, chain)) > 1
