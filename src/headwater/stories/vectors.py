"""Vectors: what a document is about, as weighted words.

Three channels, each a third of the vector: all words, the names among them, and the opening, where news says what it
is about. Words are cut to seven letters, which takes most endings off in any language with an alphabet
(term frequency and inverse document frequency: Salton and Buckley 1988).
"""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from headwater.documents import Body
from headwater.passages import tokens

USUAL = 20  # documents that the prior of a word's frequency counts for
TITLE = 3  # a word of the title counts as often
LETTERS = 7  # of a word that count
OPENING = 120  # words

Vector = dict[str, float]
WORD, NAME, LEAD = "word ", "name ", "lead "  # what the keys of a vector begin with, by channel


def vectors(heap: Sequence[Body]) -> dict[str, Vector]:
    """A unit vector of weighted words for every document."""
    counted = {b.document: channels(b) for b in heap}
    found: dict[str, Vector] = {d: {} for d in counted}
    for channel in (WORD, NAME, LEAD):
        counts = {d: c[channel] for d, c in counted.items()}
        rare = rarity(counts)
        for d, c in counts.items():
            weighted = _unit({w: (1 + math.log(n)) * rare[w] for w, n in c.items()})
            found[d] |= {channel + w: x for w, x in weighted.items()}
    return {d: _unit(v) for d, v in found.items()}


def channels(body: Body) -> dict[str, Counter[str]]:
    """How often each word stands in a document, by channel."""
    text = tokens(body)
    forms = [key(form) for form in text.forms]
    every, names = Counter(forms), Counter[str]()
    for form, start, opening in zip(forms, text.starts, text.opening, strict=True):
        if any(t.start <= start < t.end for t in body.title):
            every[form] += TITLE - 1
        if not opening and body.text[start].isupper():
            names[form] += 1
    return {WORD: every, NAME: names, LEAD: Counter(forms[:OPENING])}


def key(form: str) -> str:
    """A word as it is compared: without most endings; numbers stay whole."""
    return form[:LETTERS] if form.isalpha() else form


def rarity(counts: Mapping[str, Mapping[str, int]]) -> dict[str, float]:
    """What each word weighs: the logarithm of how rare it is among the documents.

    Document frequency is smoothed towards what is usual (short words are common), so that five documents on one
    event do not take their own subject for a stop word.
    """
    frequency = Counter(w for c in counts.values() for w in c)
    usual = {w: USUAL * min(0.9, 2.0 ** (-0.9 * (len(w) - 1))) for w in frequency}
    return {w: max(0.0, math.log((len(counts) + USUAL) / (n + usual[w]))) for w, n in frequency.items()}


def mean(of: Sequence[Vector]) -> Vector:
    """The unit vector in the middle of some."""
    total: dict[str, float] = defaultdict(float)
    for vector in of:
        for word, x in vector.items():
            total[word] += x
    return _unit(total)


def _unit(vector: Mapping[str, float]) -> Vector:
    norm = math.sqrt(sum(x * x for x in vector.values())) or 1.0
    return {w: x / norm for w, x in vector.items() if x > 0}
