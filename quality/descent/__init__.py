"""Descent: families of news texts whose every edge is known, traced, and scored against what was.

A heap has stories; a story has a family of texts that were made of one another, and sometimes other accounts that
share a press quote with it and nothing else. Dates lie and are missing, what others copied is lost, credits are given
or not. In one setting the texts come as pages, too, furniture around them. Tuning looks at seeds 1 and 2; the mean of
11, 12 and 13 is shown, for one alone is off by some hundredths.

model      the records                 wording   words for other words        score    what was found of it
supply     raw material                copiers   what becomes of a text       peers    the rule of the peers
shapes     who stands under whom       families  the texts of a story         losses   what is lost where
simulate   the heap                    pages     rows as sites print them     truth    the gold
printed    what was read of such pages

`python -m quality.descent --help` takes settings, sizes and seeds.
"""

import time
from collections import defaultdict
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from statistics import fmean

import pyarrow as pa

from headwater.pages import Page, from_rows
from headwater.pipeline import STEPS, run
from quality.descent import peers
from quality.descent.model import Gold, Heap
from quality.descent.printed import readings
from quality.descent.score import Found, score
from quality.descent.shapes import stemmata
from quality.descent.simulate import SETTINGS, heap
from quality.descent.supply import Articles, articles, own

SEEDS = (11, 12, 13)
UNTIL = 1 + next(n for n, step in enumerate(STEPS) if step.name == "stemma")
SHOWN = (
    "edges F1", "ancestors F1", "root", "lost sources F1", "lost sources made up", "merges, both parents",
    "origins exact", "origins mean error", "calibration error", "rewrite, recall", "quote, recall",
)  # fmt: skip
PRINTED = "lies"  # the setting that is also shown as pages with furniture around the texts
SHOWN_PRINTED = (
    "titles", "publishers", "days", "words of accounts, precision", "words of accounts, recall",
    "edges F1", "ancestors F1", "root", "origins exact", "origins mean error", "lost sources made up",
)  # fmt: skip
STANDING = ("edges F1", "ancestors F1", "lost sources F1")
LESS_IS_BETTER = frozenset(
    f"descent, {setting}, {figure}"
    for setting in (*SETTINGS, f"pages, {PRINTED}")
    for figure in ("origins mean error", "calibration error", "lost sources made up")
)


def figures(data: Path) -> dict[str, float]:
    """The mean figures of the shown seeds in every setting; none where the articles are missing."""
    sources, real = articles(data), stemmata(data)
    found: dict[str, list[float]] = defaultdict(list)
    for name, seed in product(SETTINGS, SEEDS) if sources else ():
        made = heap(sources, real, seed, SETTINGS[name])
        values = score(read(made.gold, traced(made)))
        for figure in SHOWN:
            if figure in values:
                found[f"descent, {name}, {figure}"].append(values[figure])
    for seed in SEEDS if sources else ():
        made = heap(sources, real, seed, SETTINGS[PRINTED], form="text")
        tables = traced(made)
        for figure, value in (score(read(made.gold, tables)) | readings(made, tables)).items():
            if figure in SHOWN_PRINTED:
                found[f"descent, pages, {PRINTED}, {figure}"].append(value)
    return {figure: fmean(values) for figure, values in found.items()}


def traced(made: Heap) -> dict[str, pa.Table]:
    """The rows through all steps as far as the trees."""
    return run([page for page in from_rows(made.rows, "heap") if isinstance(page, Page)], steps=STEPS[:UNTIL])


def read(gold: Gold, tables: Mapping[str, pa.Table]) -> Found:
    """The tables against a gold."""
    witnesses, derivations, runners = (
        tables[name].to_pylist() for name in ("witnesses", "derivations", "alternatives")
    )  # fmt: skip
    return Found(gold, witnesses, derivations, runners)


def by_peers(made: Heap) -> dict[str, float]:
    """The rule of the peers on the same texts, clean, and their count of origins by likeness."""
    texts = {row["id"]: row["body"] for row in made.clean}
    dates = {row["id"]: row["date_published"] for row in made.clean if "date_published" in row}
    groups = peers.alike(texts)
    errors = [abs(len({groups[d] for d in ds}) - made.gold.origins[s]) for s, ds in made.gold.stories.items()]
    by_cosine = {"origins exact, by cosine": sum(e == 0 for e in errors) / len(errors)}
    return score(Found(made.gold, *peers.rule(texts, dates))) | by_cosine


def material(data: Path, seed: int) -> Articles:
    """Articles of others where they are, else our own."""
    return articles(data) or own(900, seed)


def measured(made: Heap) -> tuple[dict[str, float], Found]:
    """The figures with the seconds that they took, and what they are of."""
    begin = time.perf_counter()
    tables = traced(made)
    spent = time.perf_counter() - begin
    found = read(made.gold, tables)
    lenient = score(read(made.standing, tables))
    more = {f"{figure}, stand-ins allowed": lenient[figure] for figure in STANDING if figure in lenient}
    return score(found) | more | {"seconds": spent}, found
