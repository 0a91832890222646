"""The peers' rule: each text under the most similar earlier one. What there is without a stemma."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from headwater.text import words

LEAST = 0.1  # of the later text's 4-grams stand in the earlier one
GRAM = 4

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
