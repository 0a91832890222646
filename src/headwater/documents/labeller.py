"""How likely each line of a page without markup is part of the account: two logistic regressions, one after the other.

The weights are ours, trained by `train/lines.py` on open pages whose body is known, and lie beside this file. A line is
judged by its own looks, by those of its neighbours, and by where it stands to the heaviest run of prose; then once
more, knowing what the first look made of the lines around it.
"""

import json
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from headwater.documents.lines import Line, heaviest_run, is_sentence_like, is_stamp, weight
from headwater.documents.shapes import is_byline

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

OWN = (
    "words", "length", "lower", "stop", "full", "commas", "sentence", "short", "headline", "digits", "word_length",
    "quotes", "bullet", "colon", "repeated", "stamp", "byline", "note", "gap",
    "widget", "related", "ranking", "newsletter", "caption", "tags", "crumb", "other",
)  # fmt: skip
FEW = 6  # lines: a text so short is no page, and its sentences are all that it says
SHORT_PROSE = 0.8
SHARED = ("words", "stop", "lower", "sentence", "short", "headline", "shaped")  # looked at in neighbours too
WINDOWS = ((-1, -1), (1, 1), (-2, -2), (2, 2), (-4, -1), (1, 4), (-8, -1), (1, 8))
PLACE = ("before", "after", "run", "run_share", "above_run", "below_run", "position", "mass", "weight")


def names() -> list[str]:
    """The names of all features, in the order of the columns."""
    beside = [f"{name}[{a}:{b}]" for a, b in WINDOWS for name in SHARED]
    return [*OWN, *beside, *PLACE]


def features(page: Sequence[Line]) -> Matrix:
    """One row a line, one column a feature, all of about the size of 1."""
    often = Counter(line.text for line in page)
    own = np.array([_own(line, often[line.text]) for line in page])
    shared = np.array([_shared(line) for line in page])
    return np.hstack([own, *(_window(shared, a, b) for a, b in WINDOWS), _place(page)])


def _own(line: Line, often: int) -> list[float]:
    seen, text = line.look, line.text
    detail = line.detail if line.shape and line.shape.label == "furniture" else None
    return [
        min(seen.words, 60) / 30,
        np.log1p(seen.words) / 2,
        seen.lower,
        seen.stop,
        seen.full,
        min(seen.commas, 6) / 3,
        is_sentence_like(seen),
        seen.words <= 3,
        seen.words >= 4 and not seen.stop and seen.words <= 20,
        sum(c.isdigit() for c in text) / len(text),
        min(seen.letters / max(1, seen.words), 12) / 6,
        bool(re.search(r"[\"“”«»„]", text)),
        text[0] in "-•*·>–—|",
        text.endswith(":"),
        min(often - 1, 2) / 2,
        is_stamp(line),
        is_byline(text, seen),
        bool(line.shape and line.shape.label == "note"),
        min(line.gap, 3) / 3,
        *(detail == name for name in OWN[-8:]),
    ]


def _shared(line: Line) -> list[float]:
    seen = line.look
    headline = seen.words >= 4 and not seen.stop and seen.words <= 20
    looks = [min(seen.words, 60) / 30, seen.stop, seen.lower, is_sentence_like(seen), seen.words <= 3, headline]
    return [*looks, line.shape is not None]


def _window(shared: Matrix, a: int, b: int) -> Matrix:
    """The mean of the neighbours' looks from `a` to `b` lines away; 0 beyond the page."""
    total = np.zeros_like(shared)
    count = len(shared)
    for step in range(a, b + 1):
        low, high = max(0, -step), min(count, count - step)
        if high > low:
            total[low:high] += shared[low + step : high + step]
    return total / (b - a + 1)


def _place(page: Sequence[Line]) -> Matrix:
    """Where each line stands to the page's prose and to its heaviest run."""
    weights = np.array([weight(line) for line in page])
    prose = np.maximum(weights, 0)
    mass = prose.sum() or 1.0
    first, last = heaviest_run(list(weights))
    at = np.arange(len(page))
    inside = (at >= first) & (at < last)
    columns = [
        (np.cumsum(prose) - prose) / mass,
        (mass - np.cumsum(prose)) / mass,
        inside,
        inside * prose[first:last].sum() / mass,
        np.clip(first - at, 0, 20) / 10,
        np.clip(at - last + 1, 0, 20) / 10,
        at / len(page),
        np.full(len(page), np.log1p(mass) / 6),
        weights / 4,
    ]
    return np.stack([np.asarray(c, dtype=float) for c in columns], axis=1)


SECOND = (
    "first", "logit", "run", "wide_run", "above_run", "below_run", "before", "after", "lines", "first_in_run",
    "words_of_body", "words_of_run", *(f"first[{k}]" for k in (-3, -2, -1, 1, 2, 3)),
    "first[-5:-1]", "first[1:5]", "first[-10:-1]", "first[1:10]",
)  # fmt: skip


def second_features(page: Sequence[Line], first: Vector) -> Matrix:
    """What a second look adds: the probabilities of the first around each line, and the words it shares with them."""
    size = np.sqrt([min(len(line.text), 400) for line in page])
    start, end = heaviest_run(list((first - 0.5) * size))
    wide_start, wide_end = heaviest_run(list((first - 0.35) * size))
    at = np.arange(len(page))
    run = (at >= start) & (at < end)
    mass = first * size
    total = mass.sum() or 1.0
    steps = [_shift(first, k) for k in (-3, -2, -1, 1, 2, 3)]
    spans = [
        np.mean([_shift(first, k) for k in range(a, b + 1)], axis=0) for a, b in ((-5, -1), (1, 5), (-10, -1), (1, 10))
    ]
    columns = [
        first,
        np.log(first / (1 - first)) / 4,
        run,
        (at >= wide_start) & (at < wide_end),
        np.clip(start - at, 0, 20) / 10,
        np.clip(at - end + 1, 0, 20) / 10,
        (np.cumsum(mass) - mass) / total,
        (total - np.cumsum(mass)) / total,
        np.full(len(page), np.log1p((first > 0.5).sum()) / 3),
        first * run,
        _shared_words(page, first > 0.5),
        _shared_words(page, run & (first > 0.5)),
        *steps,
        *spans,
    ]
    return np.stack([np.asarray(c, dtype=float) for c in columns], axis=1)


def _shift(values: Vector, by: int) -> Vector:
    """The values of the lines that lie `by` lines away; 0 beyond the page."""
    moved = np.zeros_like(values)
    if abs(by) < len(values):
        if by > 0:
            moved[:-by] = values[by:]
        else:
            moved[-by:] = values[:by]
    return moved


def _shared_words(page: Sequence[Line], chosen: NDArray[np.bool_]) -> Vector:
    """For each line the share of its longer words that other chosen lines have."""
    own = [frozenset(w for w in re.findall(r"\w+", line.text.casefold()) if len(w) >= 4) for line in page]
    often = Counter(w for words, c in zip(own, chosen, strict=True) if c for w in words)
    return np.array(
        [sum(often[w] > c for w in words) / len(words) if words else 0.0 for words, c in zip(own, chosen, strict=True)]
    )


def likelihood(x: Matrix, weights: Vector, bias: float) -> Vector:
    """The probabilities of a logistic regression, never quite 0 or 1."""
    return np.asarray(np.clip(1 / (1 + np.exp(-np.clip(x @ weights + bias, -30, 30))), 1e-4, 1 - 1e-4))


@cache
def _weights() -> tuple[tuple[Vector, float], tuple[Vector, float]]:
    stored = json.loads(files("headwater.documents").joinpath("lines.json").read_text("utf-8"))
    looks = ((stored["first"], names()), (stored["second"], [*names(), *(f"second {n}" for n in SECOND)]))
    first, second = ((np.array([look["weights"][n] for n in wanted]), look["bias"]) for look, wanted in looks)
    return first, second


def body_likelihood(page: Sequence[Line]) -> list[float]:
    """For each line the probability that it is part of the account."""
    if not page:
        return []
    one, two = _weights()
    x = features(page)
    first = likelihood(x, *one)
    found = [float(p) for p in likelihood(np.hstack([x, second_features(page, first)]), *two)]
    return [
        max(p, SHORT_PROSE) if len(page) <= FEW and _closes(line) else p for p, line in zip(found, page, strict=True)
    ]


def _closes(line: Line) -> bool:
    """Whether a line is a plain sentence, however short."""
    return line.look.full and line.look.words >= 3 and line.look.lower >= 0.4 and line.shape is None
