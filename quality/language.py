"""Language: how well the parser that comes with the package reads GUM's test documents, and how fast.

Words and sentences are those of the treebank; labels are compared without subtypes and punctuation counts, as at
CoNLL 2018. The speed is that of reading whole texts, sentences cut and roles given, on one core.
"""

import time
from collections.abc import Sequence
from pathlib import Path

from train.treebank import Tree, split

from headwater.language import reader
from headwater.language.network import load, parse
from headwater.text import paragraphs

_TEXTS = 60  # that are read for the speed


def figures(data: Path) -> dict[str, float]:
    """Per cent of words with the right tag, head, head and label; thousands of words in a second of one core."""
    if not (data / "language" / "gum").is_dir():
        return {}
    found = {
        f"language, GUM test, {name}": value for name, value in scores(split(data / "language" / "gum")[2]).items()
    }
    texts = sorted((data / "language" / "polnear-dev" / "text").glob("*.txt"))[:_TEXTS]
    return found | {"language, thousand words a second": speed([path.read_text("utf-8") for path in texts])}


def scores(trees: Sequence[Tree]) -> dict[str, float]:
    """Per cent of words with the right tag, head (UAS), head and label (LAS); LAS in news, and of what is said."""
    found = parse(load(), [t.forms for t in trees])
    rows = [
        (t.document, *row)
        for t, p in zip(trees, found, strict=True)
        for row in zip(t.upos, p.upos, t.heads, p.heads, map(_bare, t.labels), map(_bare, p.labels), strict=True)
    ]
    both = [(document, label, (h, label) == (g, other)) for document, _, _, h, g, label, other in rows]
    return {
        "UPOS": _share([a == b for _, a, b, *_ in rows]),
        "UAS": _share([a == b for _, _, _, a, b, *_ in rows]),
        "LAS": _share([right for _, _, right in both]),
        "LAS, news": _share([right for document, _, right in both if document.startswith("news")]),
        "LAS, clausal complements": _share([right for _, label, right in both if label == "ccomp"]),
    }


def _bare(label: str) -> str:
    return label.split(":", maxsplit=1)[0]


def _share(right: Sequence[bool]) -> float:
    return 100 * sum(right) / max(1, len(right))


def speed(texts: Sequence[str]) -> float:
    """Thousands of words that are read in a second of processor time."""
    english = reader("english")
    english.read(texts[0], paragraphs(texts[0]))  # the weights are loaded
    start = time.process_time()
    for text in texts:
        english.read(text, paragraphs(text))
    return sum(len(text.split()) for text in texts) / (time.process_time() - start) / 1000
