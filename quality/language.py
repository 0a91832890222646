"""Language: how well the parser that comes with the package reads GUM's test documents.

Words and sentences are those of the treebank; labels are compared without subtypes and punctuation counts, as at
CoNLL 2018. Its speed is measured by `python -m bench language`.
"""

from collections.abc import Sequence
from pathlib import Path

from train.treebank import Tree, split

from headwater.language.network import load, parse


def figures(data: Path) -> dict[str, float]:
    """Per cent of words with the right tag, head, head and label."""
    if not (data / "language" / "gum").is_dir():
        return {}
    every = scores(split(data / "language" / "gum")[2])
    return {f"language, GUM test, {name}": value for name, value in every.items()}


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
