"""Learns how close two documents of one story are: `python -m train.stories`, from the open topics of ECB+.

The topics are shown as heaps of several kinds, so that nothing is learned of how large stories are: all texts, a part
of each story, a part of each story among articles on other matters, headlines alone, a part of those, and headlines
with the next sentence as one more. Every pair of documents is an example; whether they tell one story is regressed on
the logarithm of their cosine and on what a measure is of (logistic regression, by Newton's method). What is needed of
a cosine follows: the cosine at which both answers are as likely, times `STRICT`, as a story is held together by means
over many pairs and not by single ones.
Writes `src/headwater/stories/measure.json` and prints it. The same data gives the same bytes.

Needs ../shared/data (stories/ecbplus, reuse/bbc).
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater import pipeline
from headwater.documents import Body, bodies
from headwater.pages import Page, from_rows
from headwater.passages import Passage, tokens
from headwater.records import from_table
from headwater.stories.joining import NONE, Measure, cosines, features, kin
from headwater.stories.vectors import vectors
from train.ecb import Told, read

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
OUT = ROOT / "src" / "headwater" / "stories" / "measure.json"
STRICT = 0.85
OTHERS = 250  # articles on other matters in a heap
SHARE = 0.1, 0.6  # of a story that is kept in a thinned heap, from and to
Matrix = NDArray[np.float64]


class Heap(NamedTuple):
    """Documents, the wording that they share, and the story of each that is known."""

    documents: list[Body]
    passages: list[Passage]
    story: dict[str, str]

    def only(self, kept: Iterable[str]) -> "Heap":
        """The heap of some of its documents."""
        ids = set(kept)
        told = {d: s for d, s in self.story.items() if d in ids}
        return Heap(
            [b for b in self.documents if b.document in ids],
            [p for p in self.passages if p.a in ids and p.b in ids],
            told,
        )

    def thinned(self, seed: int) -> "Heap":
        """The heap with a part of each story, now a smaller, now a larger one."""
        random = Random(seed)
        share = {s: random.uniform(*SHARE) for s in sorted(set(self.story.values()))}
        return self.only(d for d in sorted(self.story) if random.random() < share[self.story[d]])

    def among(self, other: "Heap", count: int, seed: int) -> "Heap":
        """The heap with some documents of another, whose stories are not known."""
        ids = Random(seed).sample(sorted(b.document for b in other.documents), count)
        more = other.only(ids)
        return Heap(self.documents + more.documents, self.passages + more.passages, self.story)


def heap(rows: Iterable[Mapping[str, str]], told: Iterable[Told] = ()) -> Heap:
    """A heap of rows as they are handed in; which wording they share is found out."""
    found = [p for p in from_rows(rows, "heap") if isinstance(p, Page)]
    tables = pipeline.run(found, steps=pipeline.REUSE)
    return Heap(bodies(tables), from_table(Passage, tables["passages"]), {t.id: t.story for t in told})


def texts(told: Sequence[Told]) -> Heap:
    """Whole texts."""
    return heap(({"id": t.id, "body": "\n".join(t.sentences)} for t in told), told)


def headlines(told: Sequence[Told], each: int = 1) -> Heap:
    """Headlines alone, one of each text; or as if the sentences that follow were headlines too: larger stories."""
    rows = {f"{t.id} {n}": (t.story, line) for t in told for n, line in enumerate(t.lines[:each])}
    found = heap({"id": name, "headline": line} for name, (_, line) in rows.items())
    return found._replace(story={name: story for name, (story, _) in rows.items()})


def others(data: Path) -> Heap:
    """Articles that tell of other matters."""
    paths = sorted((data / "reuse" / "bbc").glob("*/*.txt"))
    return heap({"id": f"bbc {p.parent.name} {p.stem}", "body": p.read_text("utf-8", errors="replace")} for p in paths)


def shown(whole: Heap, titles: Heap, doubled: Heap, rest: Heap) -> list[Heap]:
    """The heaps of several kinds that are learned from."""
    return [
        whole,
        whole.thinned(1),
        whole.thinned(2).among(rest, OTHERS, 1),
        titles,
        titles.thinned(1),
        titles.thinned(2),
        doubled,
    ]


def pairs(one: Heap) -> tuple[Matrix, NDArray[np.float64]]:
    """What is known of every pair of documents one of which is of a known story, a row each; and whether it is one's.

    Pairs that share so much wording that nothing else counts are left out.
    """
    documents = sorted(one.documents, key=lambda b: b.document)
    of = vectors(documents)
    cosine = cosines([of[b.document] for b in documents])
    columns = [np.log(cosine + NONE), *features(cosine, [len(tokens(b).forms) for b in documents])]
    story = np.array([one.story.get(b.document, "") for b in documents])
    number = {b.document: n for n, b in enumerate(documents)}
    certain = np.zeros_like(cosine, dtype=bool)
    for a, b in kin(one.passages):
        certain[number[a], number[b]] = certain[number[b], number[a]] = True
    x, y = np.triu_indices(len(documents), 1)
    kept = ~certain[x, y] & ((story[x] != "") | (story[y] != ""))
    x, y = x[kept], y[kept]
    return np.stack([c[x, y] for c in columns], axis=1), (story[x] == story[y]).astype(float)


def learn(heaps: Iterable[Heap]) -> Measure:
    """The measure under which the pairs of the heaps are likeliest; each heap counts as much as its kind does."""
    known = [pairs(h) for h in heaps]
    rows = np.concatenate([x for x, _ in known])
    answers = np.concatenate([y for _, y in known])
    weight = np.concatenate([np.full(len(y), 500 / max(1.0, y.sum())) for _, y in known])
    cosine, bias, *rest = regression(rows, answers, weight)
    found = [-w / cosine for w in (bias, *rest)]
    return Measure(*(round(float(w), 4) for w in (found[0] + np.log(STRICT), *found[1:])))


def regression(rows: Matrix, answers: Matrix, weight: Matrix, ridge: float = 1e-3) -> Matrix:
    """The weights of a logistic regression (Newton's method; a little ridge keeps it from running away)."""
    found = np.zeros(rows.shape[1])
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(rows @ found, -30, 30)))
        slope = rows.T @ (weight * (likely - answers)) + ridge * found
        bend = (rows * (weight * likely * (1 - likely))[:, None]).T @ rows + ridge * np.eye(len(found))
        step = np.linalg.solve(bend, slope)
        found -= step
        if np.abs(step).max() < 1e-8:
            break
    return found


def main() -> None:
    """Learns from all open topics, writes the measure and prints it."""
    told = list(read(DATA / "stories" / "ecbplus"))
    measure = learn(shown(texts(told), headlines(told), headlines(told, 2), others(DATA)))
    OUT.write_text(json.dumps(measure._asdict(), indent=2) + "\n", "utf-8")
    print(OUT.read_text("utf-8"), end="")


if __name__ == "__main__":
    main()
