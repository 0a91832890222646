"""Learns what the probabilities of the trees are worth: `python -m train.calibration`, from families of known descent.

Every edge between two texts that a tree lists is right or wrong; the weights are those under which this is likeliest
(logistic regression with a slight pull to nothing). Texts that have a twin to the letter are left out: which of the
two it was can only be told by halves. Writes `calibration.json`, prints the log.

The heaps come from `quality.descent`, seeds 201 to 208, in all settings; what is tuned by hand is tuned on others, and
others measure. The weights in use were learned before merged texts followed their second parent by the stretch,
lost sources paid for their place, and drafts told how many are lost. Learned anew, from seeds 201 to 206, they are
.050/.052/.060/.057 off the truth in the four settings where that is measured, for .038/.048/.068/.065, and assert less
(edges F1 .874/.808/.729/.709 for .874/.809/.732/.707; of merged texts hardly any where dates are bad), so they stand.
Needs `pip install '.[train]'` and ../shared/data.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path

import numpy as np
import numpy.typing as npt
from quality.__main__ import DATA
from quality.descent import UNTIL, material
from quality.descent.model import Gold
from quality.descent.shapes import stemmata
from quality.descent.simulate import SETTINGS, heap
from scipy.optimize import minimize

from headwater import stemma
from headwater.documents import bodies
from headwater.pages import Page, from_rows
from headwater.passages import rarity, tokens
from headwater.pipeline import STEPS, run
from headwater.records import Record, to_table
from headwater.stemma.calibration import FEATURES, features, listed
from headwater.stemma.drafts import judge
from headwater.stemma.model import Alternative, Derivation

Numbers = npt.NDArray[np.float64]

SEEDS, STORIES = range(201, 209), 40
LISTED = 0.02
PULL = 1e-4


def traced(seed: int, setting: str) -> tuple[Gold, list[Record], float]:
    """The truth of a simulated heap, the rows of its trees as they are before calibration, and how lossy it is."""
    made = heap(material(DATA, seed), stemmata(DATA), seed, SETTINGS[setting], STORIES)
    tables = run([page for page in from_rows(made.rows, "heap") if isinstance(page, Page)], steps=STEPS[: UNTIL - 1])
    every = bodies(tables)
    bits = rarity(tokens(b) for b in every)
    kin = list(stemma.material(tables, every, bits))
    judged = judge([d for k in kin if 2 <= len(k.bodies) <= stemma.LARGEST for d in stemma.draft(k, bits)])
    return made.gold, [row for k in kin for row in stemma.trace(k, bits, judged)], judged.lossiness


def lessons(gold: Gold, rows: Sequence[Record], lossiness: float) -> Iterator[tuple[Numbers, bool, float]]:
    """Features of each edge between texts without twins, whether it is right, and what was said of it."""
    chosen, rest = ([r for r in rows if type(r) is kind] for kind in (Derivation, Alternative))
    alike = Counter(gold.twin.values())
    alone = {d for d, of in gold.twin.items() if alike[of] == 1}
    true = {(e.parent, e.child) for e in gold.edges}
    each = features(listed(to_table(Derivation, chosen), to_table(Alternative, rest)), lossiness)
    for e, row in zip([*chosen, *rest], each, strict=True):
        if e.probability >= LISTED and {e.parent, e.child} <= alone:
            yield row, (e.parent, e.child) in true, e.probability


def learn(rows: Numbers, right: Numbers) -> Numbers:
    """The weights; the first, of what always is, is free."""
    held = PULL * len(rows) * np.array([float(n > 0) for n in range(rows.shape[1])])

    def loss(w: Numbers) -> tuple[float, Numbers]:
        odds = rows @ w
        off = 1 / (1 + np.exp(-odds)) - right
        return float(np.logaddexp(0, odds).sum() - right @ odds + held @ w**2), rows.T @ off + 2 * held * w

    return np.asarray(minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x)


def main() -> None:
    """Makes the heaps, learns, prints the log, writes the weights."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", type=Path, default=Path("src/headwater/stemma/calibration.json"), help="where to")
    path = asked.parse_args().write
    found = {at: list(lessons(*traced(*at))) for at in product(SEEDS, SETTINGS)}
    every = [lesson for some in found.values() for lesson in some]
    weights = learn(np.array([row for row, *_ in every]), np.array([float(y) for _, y, _ in every]))
    learned = {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
    for setting in SETTINGS:
        some = [lesson for (_, s), x in found.items() if s == setting for lesson in x if lesson[2] > 0.9]
        now = np.mean([1 / (1 + np.exp(-(row @ weights))) for row, *_ in some])
        true, before = np.mean([y for _, y, _ in some]), np.mean([p for *_, p in some])
        print(f"{setting:10} {len(some):4} edges of .9 and more: said {before:.3f}, now {now:.3f}, true {true:.3f}")
    for name, w in learned.items():
        print(f"{name:16} {w:7.3f}")
    path.write_text(json.dumps(learned, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
