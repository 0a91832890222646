"""Learning: what `train` does before and beside the training of the parser: running text, and vectors of words."""

import numpy as np
import pytest
from train.raw import cut, is_running


@pytest.mark.parametrize(
    ("text", "running"),
    [
        ("The ferry of the two brothers left at noon.", True),
        ("Old Ferry Sold To Two Brothers", False),
        ("Quay Road 7, Little Skerry, North Isles.", False),
        ("Left at noon", False),
        ("So be.", False),
    ],
)
def test_running_text_is_told_from_headlines_and_addresses(text: str, running: bool) -> None:
    assert [is_running(forms) for forms in cut(text)] == [running]


def test_words_in_the_same_places_get_the_same_vectors() -> None:
    pytest.importorskip("scipy")
    from train.vectors import positional  # noqa: PLC0415

    known = ["ferry", "boat", "left", "sank"]
    texts = [f"the {noun} {verb} at noon .".split() for noun in known[:2] for verb in known[2:]]
    found = positional([*texts, "they left early .".split(), "it sank early .".split()], known, 3)
    near = found @ found.T / np.outer(*[np.linalg.norm(found, axis=1)] * 2)
    assert near[0, 1] > 0.99
    assert near[2, 3] > near[0, 2]


def test_vectors_are_foreseen_by_what_places_have_in_common_with_learned_ones() -> None:
    pytest.importorskip("scipy")
    from train.vectors import foreseen  # noqa: PLC0415

    draw = np.random.default_rng(1)
    places, slope = draw.standard_normal((500, 6)), draw.standard_normal((6, 3))
    told = foreseen(places, places[:400] @ slope + 1, np.full(400, 100.0))
    assert np.abs(told - places @ slope - 1).max() < 0.05
