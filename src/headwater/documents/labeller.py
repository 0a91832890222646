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

from headwater.documents import lexicon
from headwater.documents.lines import Line, heaviest_run, is_sentence_like, is_stamp, long_words, weight
from headwater.documents.repetition import key
from headwater.documents.shapes import Look, is_byline

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

OWN = (
    "words", "length", "lower", "stop", "full", "commas", "sentence", "short", "headline", "digits", "word_length",
    "quotes", "bullet", "colon", "repeated", "stamp", "byline", "note", "gap",
    "widget", "related", "ranking", "newsletter", "caption", "tags", "crumb", "other",
    "cut_off", "capitals", "glued", "number", "address", "at_sign", "chrome", "reader", "goes_on", "numbered",
    "sentences", "tells", "little_words", "sign", "opens_quote", "dash",
)  # fmt: skip
DETAILS = OWN[OWN.index("widget") : OWN.index("cut_off")]
FEW = 6  # lines: a text so short is no page, and its sentences are all that it says
SHORT_PROSE = 0.8
OFTEN, SIGN = 3, 6  # times that a page prints a sign, and its words at most: "Advertisement" between two paragraphs
NO_SIGN = 0.05  # how likely a sign is part of the account
LEAST = 5  # lines that are left without signs
TELLING = 3  # words of a line that a site may own; a shorter one stands anywhere
VERSION = 0.5  # share of an account that its site prints elsewhere, from which it is a version of another account
REACH = 6  # lines on either side within which paragraphs of one account share words
FAR = 40  # lines
# looked at in neighbours too
SHARED = (
    "words", "stop", "lower", "sentence", "short", "headline", "shaped",
    "number", "cut_off", "stamp", "chrome", "sentences", "cohesion", "repeated",
)  # fmt: skip
WINDOWS = (
    (-1, -1), (1, 1), (-2, -2), (2, 2), (-3, -3), (3, 3), (-4, -1), (1, 4), (-8, -1), (1, 8), (-16, -1), (1, 16),
)  # fmt: skip
PLACE = ("before", "after", "run", "run_share", "above_run", "below_run", "position", "mass", "weight")
PROSE = (
    "prose_above", "prose_below", "words_above", "words_below", "between", "off_prose", "digits_off_prose",
    "repeated_above", "topical", "lines",
)  # fmt: skip

_GLUED = re.compile(
    r"(?<![#@/\w])[^\W\d_]*[a-zà-ÿа-я]{3}[\"”’)]?(?:[.!?][\"”’]?)?[A-ZÀ-ÝА-Я](?:[a-zà-ÿа-я]+\b|\s)"  # endThe next
)
_END = re.compile(r"[.!?。！？][\"”’»)]?(?:\s|$)")
_NUMBERED = re.compile(r"\d{1,3}[.)ºª]\s")


def names() -> list[str]:
    """The names of all features, in the order of the columns."""
    beside = [f"{name}[{a}:{b}]" for a, b in WINDOWS for name in SHARED]
    return [*OWN, *beside, *PLACE, "cohesion", *PROSE]


def judged(page: Sequence[Line]) -> list[int]:
    """Which lines are judged: all but the short ones that the page prints again and again, like signs in its prose.

    These would part paragraphs that belong together. All lines, where little else would be left.
    """
    often = Counter(line.text for line in page)
    kept = [i for i, line in enumerate(page) if not _is_sign(line, often[line.text])]
    return kept if len(kept) >= LEAST else list(range(len(page)))


def _is_sign(line: Line, often: int) -> bool:
    return often >= OFTEN and line.look.words <= SIGN and not line.look.stop


def features(page: Sequence[Line]) -> Matrix:
    """One row a line, one column a feature, all of about the size of 1."""
    often = Counter(line.text for line in page)
    about = _long_words(page)
    own = np.array([_own(line, often[line.text]) for line in page], dtype=float)
    cohesion = _cohesion(about)[:, None]
    column = {name: own[:, [OWN.index(name)]] for name in SHARED if name in OWN}
    column |= {"shaped": np.array([[line.shape is not None] for line in page], dtype=float), "cohesion": cohesion}
    shared = np.hstack([column[name] for name in SHARED])
    beside = [_window(shared, a, b) for a, b in WINDOWS]
    return np.hstack([own, *beside, _place(page), cohesion, _prose(page, own, about, often)])


def _own(line: Line, often: int) -> list[float]:
    seen, text = line.look, line.text
    detail = line.detail if line.shape and line.shape.label == "furniture" else None
    digits = sum(map(str.isdigit, text)) / len(text)
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
        digits,
        min(seen.letters / max(1, seen.words), 12) / 6,
        bool(re.search(r"[\"“”«»„]", text)),
        text[0] in "-•*·>–—|",
        text.endswith(":"),
        min(often - 1, 2) / 2,
        is_stamp(line),
        is_byline(text, seen),
        bool(line.shape and line.shape.label == "note"),
        min(line.gap, 3) / 3,
        *(detail == name for name in DETAILS),
        *_wording(text, seen, digits),
    ]


def _wording(text: str, seen: Look, digits: float) -> list[float]:
    parts, low = text.split(), text.lower()
    return [
        text.endswith(("...", "…")),
        sum(map(str.isupper, text)) / max(1, seen.letters),
        min(2, len(_GLUED.findall(text))) / 2,
        digits > 0.4,
        "://" in text or "www." in text or ".com" in text,
        "@" in text,
        4 * min(0.25, len(lexicon.CHROME.findall(low)) / max(4, seen.words)),
        4 * min(0.25, len(lexicon.ADDRESS.findall(low)) / max(4, seen.words)),
        text[0].islower(),
        bool(_NUMBERED.match(text)),
        min(4, len(_END.findall(text))) / 4,
        bool(lexicon.TELLS.search(text)),
        sum(len(p) <= 3 for p in parts) / len(parts),
        any(c in text for c in "|»›·•"),
        text[0] in "'\"“„«‘",
        text[0] in "—–-",
    ]


def _long_words(page: Sequence[Line]) -> list[frozenset[str]]:
    return [long_words(line.text) for line in page]


def _cohesion(about: Sequence[frozenset[str]]) -> Vector:
    """For each line the share of its longer words that lines around it have: an account keeps to its matter."""
    shared: list[set[str]] = [set() for _ in about]
    last: dict[str, int] = {}
    for i, own in enumerate(about):
        for w in own:
            before = last.get(w, i)
            if 0 < i - before <= REACH:
                shared[i].add(w)
                shared[before].add(w)
            last[w] = i
    return np.array([len(some) / max(4, len(own)) for some, own in zip(shared, about, strict=True)])


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


def _prose(page: Sequence[Line], own: Matrix, about: Sequence[frozenset[str]], often: Counter[str]) -> Matrix:
    """Where each line stands to the nearest prose, and how much of its matter the page's prose has."""
    told = np.array([is_sentence_like(line.look) and line.shape is None for line in page])
    above, before = _distance(told)
    below, behind = (column[::-1] for column in _distance(told[::-1]))
    size = np.append(own[:, OWN.index("words")], 0.0)  # the last stands for none
    behind = np.where(behind < 0, -1, len(page) - 1 - behind)
    twice = np.array([often[line.text] > 1 and line.look.words >= 4 and line.shape is None for line in page])
    matter = Counter(w for some, t in zip(about, told, strict=True) if t for w in some)
    often_told = {w for w, n in matter.items() if n >= 2}, {w for w, n in matter.items() if n >= 3}
    topical = [len(some & often_told[t]) / max(4, len(some)) for some, t in zip(about, told.tolist(), strict=True)]
    columns = [
        np.log1p(np.minimum(above, FAR)) / 3,
        np.log1p(np.minimum(below, FAR)) / 3,
        size[before],
        size[behind],
        (above < FAR) & (below < FAR),
        *_between_prose(told, own[:, OWN.index("digits")] > 0.25),
        np.minimum(_distance(twice, including=True)[0], 60) / 20,
        topical,
        np.full(len(page), np.log1p(len(page)) / 6),
    ]
    return np.stack([np.asarray(c, dtype=float) for c in columns], axis=1)


def _distance(marked: NDArray[np.bool_], including: bool = False) -> tuple[Vector, NDArray[np.int_]]:
    """For each line how far above it the nearest marked line stands, and which that is; very far and -1 for none."""
    at = np.arange(len(marked))
    last = np.maximum.accumulate(np.where(marked, at, -1))
    nearest = last if including else np.append([-1], last[:-1])
    return np.where(nearest < 0, at + 99.0, at - nearest), nearest


def _between_prose(told: NDArray[np.bool_], digits: NDArray[np.bool_]) -> tuple[Vector, Vector]:
    """For each line that is no prose: how long the stretch of such lines is, and the share of those full of digits."""
    length, share = np.zeros(len(told)), np.zeros(len(told))
    edges = np.flatnonzero(np.diff(np.concatenate([[True], told, [True]])))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        length[start:end] = np.log1p(end - start) / 3
        share[start:end] = digits[start:end].mean()
    return length, share


SECOND = (
    "first", "logit", "run", "wide_run", "above_run", "below_run", "before", "after", "lines", "first_in_run",
    "words_of_body", "words_of_run", *(f"first[{k}]" for k in (-3, -2, -1, 1, 2, 3)),
    "first[-5:-1]", "first[1:5]", "first[-10:-1]", "first[1:10]",
)  # fmt: skip


def second_features(page: Sequence[Line], first: Vector) -> Matrix:
    """What a second look adds: the probabilities of the first around each line, and the words it shares with them."""
    about = _long_words(page)
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
        _shared_words(about, first > 0.5),
        _shared_words(about, run & (first > 0.5)),
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


def _shared_words(about: Sequence[frozenset[str]], chosen: NDArray[np.bool_]) -> Vector:
    """For each line the share of its longer words that other chosen lines have."""
    marks = chosen.tolist()
    often = Counter(w for some, c in zip(about, marks, strict=True) if c for w in some)
    said = set(often), {w for w, n in often.items() if n > 1}
    return np.array([len(some & said[c]) / len(some) if some else 0.0 for some, c in zip(about, marks, strict=True)])


def likelihood(x: Matrix, weights: Vector, bias: float) -> Vector:
    """The probabilities of a logistic regression, never quite 0 or 1."""
    return np.asarray(np.clip(1 / (1 + np.exp(-np.clip(x @ weights + bias, -30, 30))), 1e-4, 1 - 1e-4))


@cache
def _weights() -> tuple[tuple[Vector, float], tuple[Vector, float]]:
    stored = json.loads(files("headwater.documents").joinpath("lines.json").read_text("utf-8"))
    looks = ((stored["first"], names()), (stored["second"], [*names(), *(f"second {n}" for n in SECOND)]))
    first, second = ((np.array([look["weights"][n] for n in wanted]), look["bias"]) for look, wanted in looks)
    return first, second


def body_likelihood(page: Sequence[Line], repeated: frozenset[bytes] = frozenset()) -> list[float]:
    """For each line the probability that it is part of the account; 0 where its site repeats it."""
    if not page:
        return []
    one, two = _weights()
    kept = judged(page)
    few = [page[i] for i in kept]
    x = features(few)
    first = likelihood(x, *one)
    found = [NO_SIGN] * len(page)
    for i, p in zip(kept, likelihood(np.hstack([x, second_features(few, first)]), *two), strict=True):
        found[i] = float(p)
    if len(page) <= FEW:
        found = [max(p, SHORT_PROSE) if _closes(line) else p for p, line in zip(found, page, strict=True)]
    return _without(repeated, page, found) if repeated else found


def _without(repeated: frozenset[bytes], page: Sequence[Line], likely: list[float]) -> list[float]:
    """The probabilities without the lines that the site repeats.

    Where these are most of what would be the account the page is a version of others, and keeps them.
    """
    again = [line.look.words >= TELLING and key(line.text) in repeated for line in page]
    told = [line.look.words if p > 0.5 else 0 for line, p in zip(page, likely, strict=True)]
    if sum(n for n, twice in zip(told, again, strict=True) if twice) > VERSION * sum(told):
        return likely
    return [0.0 if twice else p for p, twice in zip(likely, again, strict=True)]


def _closes(line: Line) -> bool:
    """Whether a line is a plain sentence, however short."""
    return line.look.full and line.look.words >= 3 and line.look.lower >= 0.4 and line.shape is None
