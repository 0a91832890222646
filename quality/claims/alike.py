"""Alike: average precision of our likeness and of plain TF-IDF cosine in the same run.

On sentence pairs that people aligned (SuperPAL) or judged to be paraphrases (MSRP). Tuned on no threshold.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from headwater.claims import Sentence, likeness, rarity, sentence
from headwater.names import Name, canonical, proper_names
from headwater.text import words


class Topic(NamedTuple):
    """Pairs of sentences of one story, and which of them say the same."""

    pairs: list[tuple[str, str]]
    gold: list[bool]


def figures(data: Path) -> dict[str, float]:
    """Average precision, and how far above plain TF-IDF cosine it is, of every set that is there."""
    found: dict[str, float] = {}
    for name, topics in (("SuperPAL", superpal(data)), ("MSRP", msrp(data))):
        if topics:
            ours, plain = average_precision(_ours(topics), topics), average_precision(_plain(topics), topics)
            found |= {f"{name} AP": ours, f"{name} AP above plain TF-IDF": ours - plain}
    return found


def superpal(data: Path) -> list[Topic]:
    """Every sentence of a summary with every aligned sentence of its documents, by topic."""
    path = data / "claims" / "superpal" / "dev_MN_only.csv"
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        by_topic: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in csv.DictReader(file):
            by_topic[row["topic"]].append(row)
    topics = []
    for _, found in sorted(by_topic.items()):
        aligned = {(r["scuSentence"], r["docSentText"]) for r in found}
        pairs = [(a, b) for a in sorted({p[0] for p in aligned}) for b in sorted({p[1] for p in aligned})]
        topics.append(Topic(pairs, [p in aligned for p in pairs]))
    return topics


def msrp(data: Path) -> list[Topic]:
    """The test half of the paraphrase corpus, as one topic."""
    path = data / "claims" / "msrp" / "msr_paraphrase_test.txt"
    if not path.exists():
        return []
    found = [line.split("\t") for line in path.read_text("utf-8-sig").splitlines()[1:]]
    return [Topic([(r[3], r[4]) for r in found], [r[0] == "1" for r in found])]


def average_precision(scores: Sequence[float], topics: Sequence[Topic]) -> float:
    """The mean of the precisions at every true pair, best score first."""
    gold = [g for t in topics for g in t.gold]
    order = sorted(range(len(gold)), key=lambda i: (-scores[i], i))
    hits, total = 0, 0.0
    for rank, i in enumerate(order, 1):
        if gold[i]:
            hits += 1
            total += hits / rank
    return total / hits


def _ours(topics: Iterable[Topic]) -> list[float]:
    scores = []
    for topic in topics:
        texts = sorted({t for p in topic.pairs for t in p})
        called = {t: proper_names(t) for t in texts}
        full = canonical(n.form for t in texts for n in called[t]) if len(texts) < 500 else {}
        made = {t: _sentence(t, called[t], full) for t in texts}
        worth = rarity([made[t] for t in texts])
        scores += [likeness(made[a], made[b], worth) for a, b in topic.pairs]
    return scores


def _sentence(text: str, called: list[Name], full: dict[str, str]) -> Sentence:
    return sentence(text, text, called={n.start: (n.end, f"@{full.get(n.form, n.form)}") for n in called})


def _plain(topics: Sequence[Topic]) -> list[float]:
    """Cosine of word counts weighted by smoothed idf over all sentences of the set."""
    bags = {t: Counter(w.form for w in words(t)) for topic in topics for p in topic.pairs for t in p}
    counts = Counter(form for bag in bags.values() for form in bag)
    idf = {form: math.log((1 + len(bags)) / (1 + n)) + 1 for form, n in counts.items()}

    def cosine(a: Counter[str], b: Counter[str]) -> float:
        norms = (math.sqrt(sum((n * idf[f]) ** 2 for f, n in bag.items())) for bag in (a, b))
        return sum(a[f] * b[f] * idf[f] ** 2 for f in a if f in b) / max(1e-9, math.prod(norms))

    return [cosine(bags[a], bags[b]) for topic in topics for a, b in topic.pairs]
