"""The peers' rule: each text under the most similar earlier one. What there is without a stemma."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import combinations
from math import log, sqrt
from typing import Any

from headwater.text import words

ALIKE = 0.5  # cosine that makes two texts one account
LEAST = 0.1  # of the later text's 4-grams stand in the earlier one
GRAM = 4
COMMON = 8  # texts that a word may stand in, at least, and still make two of them worth a look

Row = Mapping[str, Any]


def grams(text: str) -> frozenset[tuple[str, ...]]:
    """Runs of four words."""
    forms = [text[w.start : w.end].casefold() for w in words(text)]
    return frozenset(zip(*(forms[k:] for k in range(GRAM)), strict=False))


def rule(texts: Mapping[str, str], dates: Mapping[str, str]) -> tuple[list[Row], list[Row]]:
    """Witnesses and derivations as tables; a text without a date counts as later than all others."""
    of = {d: grams(t) for d, t in texts.items()}
    holders: dict[tuple[str, ...], list[str]] = {}
    for d in sorted(of):
        for g in of[d]:
            holders.setdefault(g, []).append(d)
    order = {d: k for k, d in enumerate(sorted(texts, key=lambda d: (dates.get(d, "9"), d)))}
    edges: list[Row] = []
    for d in sorted(of):
        shared = Counter(o for g in of[d] for o in holders[g] if order[o] < order[d])
        if shared:
            best = max(shared, key=lambda o: (shared[o], -order[o]))
            if shared[best] >= LEAST * len(of[d]):
                edges.append({"parent": best, "child": d, "how": "copy", "probability": 1.0})
    return [{"id": d, "kind": "document"} for d in sorted(texts)], edges


def alike(texts: Mapping[str, str]) -> dict[str, str]:
    """A group for every text: those that are linked by likeness of their words (cosine of TF-IDF, single link)."""
    counts = {d: Counter(text[w.start : w.end].casefold() for w in words(text)) for d, text in sorted(texts.items())}
    frequency = Counter(form for c in counts.values() for form in c)
    weight = {d: {f: n * log(len(counts) / frequency[f]) for f, n in c.items()} for d, c in counts.items()}
    size = {d: sqrt(sum(x * x for x in w.values())) or 1.0 for d, w in weight.items()}
    holders: dict[str, list[str]] = defaultdict(list)
    for d, w in weight.items():
        for form in w:
            if frequency[form] <= max(COMMON, len(counts) / 4):
                holders[form].append(d)
    group = {d: d for d in counts}
    for a, b in sorted({pair for ds in holders.values() for pair in combinations(ds, 2)}):
        shared = sum(x * weight[b].get(f, 0.0) for f, x in weight[a].items())
        if group[a] != group[b] and shared >= ALIKE * size[a] * size[b]:
            old, new = group[b], group[a]
            group = {d: new if g == old else g for d, g in group.items()}
    return group
