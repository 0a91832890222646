"""The figures of descent: the heap is what it says, its truth holds together, and the score tells good from bad."""

from functools import cache

import pytest
from quality.descent.model import Edge, Gold, Heap
from quality.descent.score import Found, Row, score
from quality.descent.simulate import SETTINGS, heap
from quality.descent.supply import own


@cache
def made(setting: str = "lies+lost", seed: int = 5, stories: int = 12, form: str = "body") -> Heap:
    return heap(own(200, 5), (), seed, SETTINGS[setting], stories, form)


def as_found(gold: Gold) -> Found:
    """The gold as if it had been found."""
    witnesses: list[Row] = [{"id": d, "kind": "document"} for d in gold.twin]
    witnesses += [{"id": x.name, "kind": "lost"} for x in gold.lost]
    return Found(gold, witnesses, [as_row(e) for e in gold.edges])


def as_row(edge: Edge) -> Row:
    return {"parent": edge.parent, "child": edge.child, "how": edge.how, "probability": 1.0}


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_gold_scored_against_itself_is_perfect(setting: str) -> None:
    figures = score(as_found(made(setting).gold))
    shares = {f: x for f, x in figures.items() if not f.endswith(("true", "found", "error"))}
    assert shares == dict.fromkeys(shares, 1.0)
    assert {"edges F1", "ancestors F1", "root", "merges, both parents", "origins exact", "quote, recall"} <= set(shares)
    assert figures["calibration error"] == figures["origins mean error"] == 0.0
    assert ("lost sources F1" in shares) == ("lost" in setting or setting == "bad")


def test_the_same_seed_gives_the_same_heap_and_another_seed_another() -> None:
    one, two, other = (heap(own(60, 5), (), seed, SETTINGS["bad"], 3) for seed in (7, 7, 8))
    assert one == two
    assert one.rows != other.rows
