"""Trains the labeller of lines: python train/lines.py [DATA]

Gold bodies and, for other pages, what our own reading of the markup calls body are laid over the lines of the visible
text; the labeller then learns to tell the same lines without markup. Writes src/headwater/documents/lines.json and
prints how it does, and how the rules do: on a set that it was not trained on, and on the news pages when trained on
the others alone. The same data gives the same bytes.
"""

import gzip
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # sums in one order, so the same weights

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from quality.pages import aeb, body, dated, snippets  # noqa: E402

from headwater.documents import read  # noqa: E402
from headwater.documents.extract import align  # noqa: E402
from headwater.documents.labeller import SECOND, features, judged, likelihood, names, second_features  # noqa: E402
from headwater.documents.lines import Line, heaviest_run, read_lines, weight  # noqa: E402
from headwater.documents.markup import parse, visible  # noqa: E402
from headwater.pages import Page, decode  # noqa: E402

OUT = ROOT / "src" / "headwater" / "documents" / "lines.json"
LOG = Path(__file__).with_suffix(".log")
RIDGE = 60.0
FOLDS = 5
GOLD = 2.5  # what a page with gold weighs, one without being 1
LEAST = 800  # letters of body, below which a page teaches nothing about articles
Matrix = NDArray[np.float64]
Look = tuple[Matrix, float]  # weights and bias


class Lesson(NamedTuple):
    """A page's lines that are judged, which of them are body, how many letters each has, and what the page weighs."""

    page: list[Line]
    x: Matrix
    y: Matrix
    size: Matrix
    weight: float


def lesson(html: str, url: str, gold: str | None) -> Lesson | None:
    """A page to learn from; by our reading where there is no gold; None where the gold is not on the page."""
    root = parse(html)
    if root is None:
        return None
    seen = visible(root)
    page = read_lines(seen.text)
    if len(page) < 5:
        return None
    told = gold
    if told is None:
        reading = read(Page("page", "html", html, url))
        told = body(reading) if reading.document.kind == "article" else ""
    main = align([p for p in told.splitlines() if p.strip()], seen)
    letters = sum(len(line.text) for line, b in zip(page, main, strict=True) if b)
    if letters < (LEAST if gold is None else 0.7 * len(told)):
        return None
    kept = judged(page)
    page = [page[i] for i in kept]
    size = np.array([min(len(line.text), 400) for line in page], dtype=float)
    return Lesson(page, features(page), np.array(main, dtype=float)[kept], size, 1.0 if gold is None else GOLD)


def news_gold(gold: Any) -> str:
    """The body of a news page as its gold has it."""
    parts = gold.get("body") or {}
    lines = list(parts.get("summary") or ())
    for section in parts.get("sections") or ():
        lines += [*section.get("headline", ()), *section.get("paragraphs", ())]
    return "\n".join(lines)


def news(root: Path) -> Iterator[tuple[str, str]]:
    """News pages with their bodies: the pages of a paper, oldest first, go with the versions of its gold."""
    for file in sorted((root / "fundus-parser-tests").glob("*/*.json")):
        versions = json.loads(file.read_text("utf-8"))
        pages = sorted(file.parent.glob(f"{file.stem}_*.html.gz"))
        for version, page in zip(sorted(versions), pages, strict=True):
            if gold := news_gold(versions[version]):
                yield decode(gzip.decompress(page.read_bytes())).text, gold


def fit(lessons: Sequence[Lesson]) -> Look:
    """Weights and bias by Newton's method; of a page's weight its lines have shares by the root of their length.

    The penalty is on the weights of features of variance 1, so that none is favoured for its unit.
    """
    x = np.vstack([le.x for le in lessons])
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    x = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    y = np.concatenate([le.y for le in lessons])
    w = np.concatenate([le.weight * np.sqrt(le.size) / np.sqrt(le.size).sum() for le in lessons]) * 60
    theta = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[-1] = 0
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x @ theta, -30, 30)))
        slope = x.T @ (w * (p - y)) + ridge * theta
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-6)
        step = np.linalg.solve(curve, slope)
        theta -= step
        if np.abs(step).max() < 1e-3:
            break
    weights = theta[:-1] / spread
    weights[spread < 1e-5] = 0  # a feature that never varied
    return weights, float(theta[-1] - weights @ mean)


def score(lessons: Sequence[Lesson], guess: Sequence[NDArray[np.bool_]]) -> float:
    """Mean F1 over the pages, lines by their length."""
    found = []
    for le, g in zip(lessons, guess, strict=True):
        both = (le.size * le.y * g).sum()
        found.append(2 * both / ((le.size * le.y).sum() + (le.size * g).sum()))
    return float(np.mean(found))


def by_rules(le: Lesson) -> NDArray[np.bool_]:
    """The heaviest run, without what has a known shape."""
    first, last = heaviest_run([weight(line) for line in le.page])
    return np.array([first <= i < last and line.shape is None for i, line in enumerate(le.page)])


def by_weights(le: Lesson, first: Look, second: Look) -> NDArray[np.bool_]:
    """What the trained labeller takes."""
    return np.asarray(likelihood(again(le, first).x, *second) > 0.5)


def again(le: Lesson, first: Look) -> Lesson:
    """The lesson with what a second look sees."""
    return le._replace(x=np.hstack([le.x, second_features(le.page, likelihood(le.x, *first))]))


def fit_both(lessons: Sequence[Lesson]) -> tuple[Look, Look]:
    """Both looks; the second learns from first looks at pages that these had not seen."""
    parts = [lessons[k::FOLDS] for k in range(FOLDS)]
    seen: list[Lesson] = []
    for k, part in enumerate(parts):
        first = fit([le for j, other in enumerate(parts) if j != k for le in other])
        seen += [again(le, first) for le in part]
    return fit(lessons), fit(seen)


def lessons_of(root: Path) -> Iterator[tuple[str, Lesson]]:
    """Every set by its name."""
    for html, gold in news(root):
        if le := lesson(html, "", gold):
            yield "fundus", le
    for case in (*dated(root), *snippets(root)):
        if le := lesson(case.html, case.url, None):
            yield "silver", le
    for case in aeb(root):
        if le := lesson(case.html, case.url, case.gold):
            yield "aeb", le


def main() -> None:
    """Trains on two sets, tests on the others' pages, then writes the weights, and the figures beside this file."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    write((np.zeros(len(names())), 0.0), (np.zeros(len(names()) + len(SECOND)), 0.0))  # forums ask for weights
    sets: dict[str, list[Lesson]] = {}
    for name, le in lessons_of(data / "pages"):
        sets.setdefault(name, []).append(le)
    log = [" ".join(f"{name} {len(found)}" for name, found in sets.items())]
    first, second = fit_both([*sets["fundus"], *sets["silver"]])
    apart = {"fundus": fit_both(sets["silver"]), "aeb": (first, second)}
    for name, looks in apart.items():
        found = sets[name]
        rules, mine = [by_rules(le) for le in found], [by_weights(le, *looks) for le in found]
        log.append(f"{name:8} rules {score(found, rules):.4f}  trained on others {score(found, mine):.4f}")
    LOG.write_text("\n".join(log) + "\n", "utf-8")
    print("\n".join(log))
    write(first, second)


def write(first: Look, second: Look) -> None:
    """The weights of both looks to where the labeller reads them."""
    looks = {"first": (first, names()), "second": (second, [*names(), *(f"second {n}" for n in SECOND)])}
    OUT.write_text(json.dumps({k: _stored(*v) for k, v in looks.items()}, indent=1) + "\n", "utf-8")


def _stored(look: Look, columns: Sequence[str]) -> dict[str, Any]:
    weights, bias = look
    return {"bias": round(bias, 4), "weights": {n: round(float(w), 4) for n, w in zip(columns, weights, strict=True)}}


if __name__ == "__main__":
    main()
