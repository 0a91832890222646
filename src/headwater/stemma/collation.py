"""Collation: the words of a family lined up, so that every word knows which witnesses have it at this place.

A column is one word at one place of the common text, with the witnesses that have it. Columns come from the
passages: their words are aligned pair by pair and joined. What one witness alone has is a column of its own.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import NamedTuple

from headwater.documents import Body
from headwater.passages import Passage, Rarity, Tokens, tokens
from headwater.records import Place

QUOTED = 0.1  # quoted words can be had from the speaker as well as from another text
LONE_WORD = 0.6  # two editors may hit on the same word; on the same three words hardly


class Run(NamedTuple):
    """Consecutive words of one witness that the same set of witnesses have."""

    witness: int
    first: int  # token
    last: int  # token, included
    mask: int  # bit i: witness i has it
    bits: float


class Collation(NamedTuple):
    """A family's texts, word by word."""

    names: tuple[str, ...]  # document ids; bit i of a mask is names[i]
    texts: tuple[Tokens, ...]
    columns: tuple[tuple[int, ...], ...]  # the column of every token of every witness
    masks: tuple[int, ...]  # the witnesses of every column

    def place(self, witness: int, first: int, last: int) -> Place:
        """The characters of a run of tokens."""
        text = self.texts[witness]
        return Place(self.names[witness], text.starts[first], text.ends[last])


def matches(passage: Passage, a: Tokens, b: Tokens) -> Iterator[tuple[int, int]]:
    """The pairs of equal words that a passage lines up."""
    i, i_end = bisect_left(a.starts, passage.a_start), bisect_left(a.starts, passage.a_end)
    j, j_end = bisect_left(b.starts, passage.b_start), bisect_left(b.starts, passage.b_end)
    for block in SequenceMatcher(None, a.forms[i:i_end], b.forms[j:j_end], autojunk=False).get_matching_blocks():
        for k in range(block.size):
            yield i + block.a + k, j + block.b + k


def collate(bodies: Sequence[Body], passages: Sequence[Passage]) -> Collation:
    """Bodies and the passages among them -> their collation. A word follows its heaviest passage only."""
    names = tuple(b.document for b in bodies)
    number = {name: i for i, name in enumerate(names)}
    texts = tuple(tokens(b) for b in bodies)
    first = [0]
    for text in texts:
        first.append(first[-1] + len(text.forms))
    root = list(range(first[-1]))

    def top(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    linked: set[tuple[int, int]] = set()  # (token, other witness) that a heavier passage has linked already
    for p in sorted(passages, key=lambda p: (-p.weight, p)):
        a, b = number[p.a], number[p.b]
        for i, j in list(matches(p, texts[a], texts[b])):
            x, y = first[a] + i, first[b] + j
            if (x, b) not in linked and (y, a) not in linked:
                linked |= {(x, b), (y, a)}
                low, high = sorted((top(x), top(y)))
                root[high] = low
    return _columns(names, texts, [top(x) for x in range(first[-1])], first)


def _columns(names: tuple[str, ...], texts: tuple[Tokens, ...], tops: list[int], first: list[int]) -> Collation:
    order = {t: n for n, t in enumerate(sorted(set(tops)))}
    columns = [tuple(order[t] for t in tops[first[w] : first[w + 1]]) for w in range(len(texts))]
    masks = [0] * len(order)
    for w, row in enumerate(columns):
        for c in row:
            masks[c] |= 1 << w
    return Collation(names, texts, tuple(columns), tuple(masks))


def runs(c: Collation, bits: Rarity) -> list[Run]:
    """Every witness cut where the set of witnesses that share its words changes."""
    found: list[Run] = []
    for w, text in enumerate(c.texts):
        masks = [c.masks[x] for x in c.columns[w]]
        start = 0
        for k in range(1, len(masks) + 1):
            if k == len(masks) or masks[k] != masks[start] or text.segments[k] != text.segments[start]:
                found.append(Run(w, start, k - 1, masks[start], _worth(text, start, k, bits)))
                start = k
    return found


def _worth(text: Tokens, start: int, end: int, bits: Rarity) -> float:
    worth = sum(bits(text.forms[k]) * (QUOTED if text.quoted[k] else 1.0) for k in range(start, end))
    return worth * LONE_WORD if end - start == 1 else worth


Parting = tuple[int, tuple[int, int], int, tuple[int, int]]


class Segment(NamedTuple):
    """Consecutive places of the common text that the same set of witnesses have."""

    mask: int
    words: int
    bits: float


def segments(c: Collation, bits: Rarity) -> list[Segment]:
    """The common text from end to end, cut where the set of witnesses changes."""
    worth = _column_bits(c, bits)
    found: list[Segment] = []
    for mask, columns in groupby(_order(c), key=lambda x: c.masks[x]):
        each = [worth[x] for x in columns]
        found.append(Segment(mask, len(each), sum(each) * (LONE_WORD if len(each) == 1 else 1.0)))
    return found


def _order(c: Collation) -> list[int]:
    """The columns in one order: that of the longest text, what others have besides put in where they have it."""
    after: dict[int, int] = {}  # a linked list; -1 is before the first
    for w in sorted(range(len(c.names)), key=lambda w: (-len(c.columns[w]), w)):
        last = -1
        for column in c.columns[w]:
            if column not in after and column != after.get(-1):
                after[column] = after.get(last, -2)
                after[last] = column
            last = column
    found, at = [], after.get(-1, -2)
    while at != -2:
        found.append(at)
        at = after[at]
    return found


def _column_bits(c: Collation, bits: Rarity) -> dict[int, float]:
    """What the word of each column is worth; less where most who have it have it between quotation marks."""
    found: dict[int, float] = {}
    marked: Counter[int] = Counter()
    for w, text in enumerate(c.texts):
        for k, column in enumerate(c.columns[w]):
            found[column] = max(bits(text.forms[k]), found.get(column, 0.0))
            marked[column] += text.quoted[k]
    return {x: b * QUOTED if 2 * marked[x] > c.masks[x].bit_count() else b for x, b in found.items()}


def variants(c: Collation, pairs: Iterable[tuple[int, int]]) -> Iterator[Parting]:
    """Places where two witnesses part for a few words and meet again: (witness, tokens, other witness, tokens).

    Token ranges are half-open and may be empty on one side (an addition or an omission).
    """
    for a, b in pairs:
        where = {column: j for j, column in enumerate(c.columns[b])}
        met = [(i, where[column]) for i, column in enumerate(c.columns[a]) if column in where]
        for (i, j), (k, m) in pairwise(met):
            if (k - i, m - j) != (1, 1) and 0 < k - i <= 5 and 0 < m - j <= 5:
                yield a, (i + 1, k), b, (j + 1, m)
