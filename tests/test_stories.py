"""Stories: what tells of the same events is together, what does not is apart."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from headwater.stories import FEW, reread, together
from headwater.stories.grouping import ENOUGH, average_link, groups
from headwater.stories.joining import MOST, cosines, learned, likeness
from headwater.stories.vectors import LEAD, NAME, WORD, channels, key, vectors
from small import body, passages, texts, trace

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
KIND = """
    mill1: A fire destroyed the paper mill of Tarnholt on Tuesday night. Captain Vera Lund of the Tarnholt brigade said
        forty firefighters fought the flames until dawn, and nobody was hurt.

    mill2: Firefighters fought until dawn to save the Tarnholt paper mill, which a fire destroyed on Tuesday. Nobody was
        hurt, Captain Vera Lund said.

    barn1: A fire destroyed a barn near Ulvstad on Wednesday night. Farmer Jens Dahl said thirty cows were led out
        before the roof fell, and nobody was hurt.

    barn2: Thirty cows were saved before the roof of the burning barn fell near Ulvstad on Wednesday, farmer Jens Dahl
        said. Nobody was hurt in the fire.
"""
Matrix = NDArray[np.float64]


def grouped(heap: str) -> list[tuple[str, ...]]:
    documents = [body(n, t) for n, t in texts(heap).items()]
    return together(documents, passages(heap), vectors(documents), learned())


def test_two_stories_are_told_apart() -> None:
    found = trace(HEAP)["stories"].to_pylist()
    assert sorted(tuple(s["documents"]) for s in found) == [("ice1", "ice2"), ("stage", "vote")]


def test_two_stories_of_one_kind_in_one_week_stay_apart() -> None:
    assert grouped(KIND) == [("barn1", "barn2"), ("mill1", "mill2")]


def test_shared_wording_makes_one_story_whatever_the_words_weigh() -> None:
    run = "It was a long and quiet day at the end of the year and there was nothing more to be said about any of it"
    heap = f"""
        one: {run}. The ferry to Halmoy is late.

        two: {run}. Bread is dearer in Brekke.
    """
    assert grouped(heap) == [("one", "two")]


def test_many_headlines_say_together_what_two_alone_do_not() -> None:
    """Two groups of one event that hardly share a word with each other are one when each is read as one text."""
    one = ["mill fire tarnholt", "mill tarnholt flames", "fire flames tarnholt"]
    two = ["mill blaze lund", "blaze lund flames", "fire lund blaze"]
    heap = [
        body(f"{n:02}", line) for n, line in enumerate([*one, *two, "theatre sold ostermark", "theatre cinema sold"])
    ]
    of = list(vectors(heap).values())
    lengths = [len(b.text.split()) for b in heap]
    apart = [[0, 1, 2], [3, 4, 5], [6, 7]]
    assert sorted(reread(apart, of, lengths, learned())) == [[0, 1, 2, 3, 4, 5], [6, 7]]
    long = [FEW] * len(heap)
    assert sorted(reread(apart, of, long, learned())) == apart  # what is long says so by itself


def test_a_headline_is_chosen_from_the_documents() -> None:
    heap = texts(HEAP)
    for story in trace(HEAP)["stories"].to_pylist():
        assert any(heap[d].startswith(story["headline"].removesuffix(" …")) for d in story["documents"])


def test_a_document_is_its_words_its_names_and_its_opening() -> None:
    one = channels(body("one", "Boats left Sandvik. Ingrid Holm of Sandvik counted 1400000 boats."))
    assert one[NAME] == {"sandvik": 2, "holm": 1}  # the first word of a sentence has a capital whatever it is
    assert one[WORD]["boats"] == one[LEAD]["boats"] == 2
    assert key("firefighters") == key("firefighting")
    assert key("1400000000") == "1400000000"


def test_a_vector_is_as_long_as_another() -> None:
    for vector in vectors(
        [body(n, t) for n, t in [*texts(HEAP).items(), ("bare", "nothing here has a capital")]]
    ).values():
        assert sum(x * x for x in vector.values()) == pytest.approx(1)


def test_cosines_are_those_of_the_vectors_taken_one_by_one() -> None:
    documents = [body(f"{n}{copy}", f"{t} {copy}") for n, t in texts(HEAP + KIND).items() for copy in range(5)]
    of = list(vectors(documents).values())
    found = cosines(of)
    for a, x in enumerate(of):
        for b, y in enumerate(of):
            plain = sum(x[w] * y[w] for w in x.keys() & y.keys()) if a != b else 0.0
            assert found[a, b] == pytest.approx(plain, abs=1e-6)


def test_near_neighbours_ask_for_more() -> None:
    """A cosine that is enough for two texts far from all others is not where both have a nearer one."""
    far = np.array([[0, 0.3, 0, 0], [0.3, 0, 0, 0], [0, 0, 0, 0.3], [0, 0, 0.3, 0]])
    near = far + np.array([[0, 0, 0.6, 0], [0, 0, 0, 0.6], [0.6, 0, 0, 0], [0, 0.6, 0, 0]])
    lengths = [200] * 4
    assert likeness(far, lengths, learned())[0, 1] > likeness(near, lengths, learned())[0, 1]


squares = st.integers(1, 9).flatmap(
    lambda n: arrays.arrays(float, (n, n), elements=st.floats(0, MOST, width=16)).map(
        lambda a: np.triu(a, 1) + np.triu(a, 1).T
    )
)


@given(squares)
def test_every_document_is_in_exactly_one_group(alike: Matrix) -> None:
    found = groups(alike)
    assert sorted(n for group in found for n in group) == list(range(len(alike)))


@given(squares)
def test_groups_grow_while_any_two_are_close_enough(alike: Matrix) -> None:
    """No two groups are left whose mean likeness is enough."""
    found = list(average_link(alike))
    assert sorted(n for group in found for n in group) == list(range(len(alike)))
    for i, a in enumerate(found):
        for b in found[:i]:
            assert alike[np.ix_(a, b)].mean() < ENOUGH + 1e-9


@given(st.permutations(range(9)), st.integers(0, 2**32 - 1))
def test_groups_do_not_depend_on_the_order_of_documents(order: list[int], seed: int) -> None:
    """Where no two are equally close, which is as good as always."""
    random = np.random.default_rng(seed).uniform(0, 3, (9, 9))
    alike = np.triu(random, 1) + np.triu(random, 1).T
    found = list(average_link(alike[np.ix_(order, order)]))
    assert sorted(sorted(order[n] for n in group) for group in found) == sorted(average_link(alike))


def test_a_chain_of_likenesses_is_not_one_story() -> None:
    """Each is like the next one; the ends have nothing in common."""
    chain = np.diag([1.5] * 7, 1)
    assert len(groups(chain + chain.T)) > 1


def test_a_document_goes_over_to_the_group_that_it_is_closer_to() -> None:
    """It was joined with its nearest first, whose group grew away from it."""
    alike = np.zeros((6, 6))
    for a, b, x in [(0, 1, 2), (1, 2, 1.9), (0, 2, 0.2), (2, 3, 1.4), (3, 4, 5), (3, 5, 5), (4, 5, 5), (2, 4, 1.4)]:
        alike[a, b] = alike[b, a] = x
    alike[2, 5] = alike[5, 2] = 1.4
    assert groups(alike) == [[0, 1], [2, 3, 4, 5]]
