"""Marks: quotation marks, dashes and commas, by which texts go together that a house has not made its own.

A house gives its marks to all that it prints, whoever wrote it, and many let stand what they get. So marks are weak
evidence, and only where texts do not all have the same: who sets them like one text and unlike the others is likelier
its copy than theirs.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from headwater.records import Place
from headwater.stemma.collation import Collation
from headwater.stemma.prices import Flags

LEFTOVERS = frozenset("*_#[]{}@&%\\/•")  # of another form of the text: nobody's style

Gap = tuple[int, int]  # between two columns of the collation


class Marks(NamedTuple):
    """What texts set between words that they have one after the other, where they do not all set the same."""

    printed: tuple[dict[Gap, str], ...]  # of every witness
    same: Flags  # witness x witness, of those compared: some of these gaps are in both, and filled alike throughout


def marks_of(c: Collation, pages: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Marks:
    """The marks of a family; `pages`: the text that each witness stands in; `pairs`: those that are compared."""
    every = [_settled(_gaps(c, w, page)) for w, page in enumerate(pages)]
    fillings: dict[Gap, set[str]] = defaultdict(set)
    for printed in every:
        for gap, filling in printed.items():
            fillings[gap].add(filling)
    contested = tuple({gap: x for gap, x in printed.items() if len(fillings[gap]) > 1} for printed in every)
    same = np.zeros((len(contested), len(contested)), np.bool_)
    for a, b in {(min(pair), max(pair)) for pair in pairs}:
        same[a, b] = same[b, a] = _alike(contested[a], contested[b])
    return Marks(contested, same)


def _gaps(c: Collation, witness: int, page: str) -> Iterator[tuple[Gap, str]]:
    """What stands between the words of a text that others have too."""
    text = c.texts[witness]
    for k, (one, other) in enumerate(pairwise(c.columns[witness])):
        if text.segments[k] == text.segments[k + 1] and c.masks[one] & c.masks[other] != 1 << witness:
            yield (one, other), _filling(page[text.ends[k] : text.starts[k + 1]])


@lru_cache(maxsize=1 << 10)
def _filling(between: str) -> str:
    """The marks that a reader sees and a house sets."""
    return "".join(x for x in between if unicodedata.category(x)[0] == "P" and x not in LEFTOVERS)


def _settled(gaps: Iterable[tuple[Gap, str]]) -> dict[Gap, str]:
    """The gaps without those that a text, which has the same words twice, fills in two ways."""
    every = set(gaps)
    several = Counter(gap for gap, _ in every)
    return {gap: filling for gap, filling in sorted(every) if several[gap] == 1}


def _alike(printed: dict[Gap, str], other: dict[Gap, str]) -> bool:
    """Whether two texts have gaps in common, and fill all of them alike."""
    both = printed.keys() & other.keys()
    return bool(both) and all(printed[gap] == other[gap] for gap in both)


def shared(c: Collation, found: Marks, witness: int, other: int) -> Iterator[Place]:
    """Where a text sets the marks that another sets and not all do: the words before and after them."""
    text, printed, theirs = c.texts[witness], found.printed[witness], found.printed[other]
    for k, gap in enumerate(pairwise(c.columns[witness])):
        if gap in printed and theirs.get(gap) == printed[gap]:
            yield Place(c.names[witness], text.starts[k], text.ends[k + 1])
