"""Collation: the words of a family lined up, so that every word knows which witnesses have it at this place.

A column is one word at one place of the common text, with the witnesses that have it. Columns come from the
passages: their words are aligned pair by pair and joined. What one witness alone has is a column of its own.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

import numpy as np

from headwater.documents import Body
from headwater.passages import Passage, Rarity, Tokens, tokens
from headwater.records import Place
from headwater.stemma.cohesion import Tie

QUOTED = 0.1  # quoted words can be had from the speaker as well as from another text
MANY = 20_000  # blocks of equal words; more are joined by compiled code
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


Block = tuple[int, int, int]  # equal words of two texts: the first in one, the first in the other, and how many


def aligned(left: Sequence[str], right: Sequence[str]) -> tuple[Block, ...]:
    """The equal words of two stretches: from both ends, and what is between (Ratcliff and Metzener 1988)."""
    if left == right:
        return ((0, 0, len(left)),)
    head = next((n for n, (x, y) in enumerate(zip(left, right, strict=False)) if x != y), min(len(left), len(right)))
    most = min(len(left), len(right)) - head
    tail = next((n for n in range(most) if left[-1 - n] != right[-1 - n]), most)
    i, j = len(left) - tail, len(right) - tail
    between = ((head + x, head + y, size) for x, y, size in _aligned(tuple(left[head:i]), tuple(right[head:j])))
    return ((0, 0, head), *between, (i, j, tail))


@lru_cache(maxsize=1 << 15)  # among many copies the same stretches meet over and over
def _aligned(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()) if left and right else ()


def lined_up(passages: Sequence[Passage], a: Tokens, b: Tokens) -> Iterator[Block]:
    """The equal words of two texts by all their passages. A word follows its heaviest passage only."""
    taken: tuple[set[int], set[int]] = set(), set()
    for p in sorted(passages, key=lambda p: (-p.weight, p)):
        left, right = _stretch(a, p.a_start, p.a_end), _stretch(b, p.b_start, p.b_end)
        for i, j, size in aligned(a.forms[left], b.forms[right]):
            ours, theirs = range(left.start + i, left.start + i + size), range(right.start + j, right.start + j + size)
            found = [(ours.start, theirs.start, size)]
            if not (taken[0].isdisjoint(ours) and taken[1].isdisjoint(theirs)):
                each = zip(ours, theirs, strict=True)
                found = [(x, y, 1) for x, y in each if x not in taken[0] and y not in taken[1]]
            for x, y, many in found:
                taken[0].update(range(x, x + many))
                taken[1].update(range(y, y + many))
            yield from found


def _stretch(text: Tokens, first: int, last: int) -> slice:
    """The words that begin between two offsets."""
    return slice(bisect_left(text.starts, first), bisect_left(text.starts, last))


def collate(bodies: Sequence[Body], passages: Sequence[Passage]) -> Collation:
    """Bodies and the passages among them -> their collation."""
    names = tuple(b.document for b in bodies)
    number = {name: i for i, name in enumerate(names)}
    texts = tuple(tokens(b) for b in bodies)
    first = [0, *accumulate(len(text.forms) for text in texts)]
    blocks: list[Block] = []

    def pair(p: Passage) -> tuple[int, int]:
        return number[p.a], number[p.b]

    for (a, b), shared in groupby(sorted(passages, key=pair), pair):
        found = lined_up([*shared], texts[a], texts[b])
        blocks += [(first[a] + i, first[b] + j, size) for i, j, size in found]
    return _columns(names, texts, joined(first[-1], blocks), first)


def joined(words: int, blocks: Sequence[Block]) -> list[int]:
    """The first of all words that each of so many is one with (union-find; Tarjan 1975)."""
    if len(blocks) > MANY:
        from headwater.passages.fast import clusters  # opens the compiler: half a second  # noqa: PLC0415

        compiled: list[int] = clusters.joined(words, np.array(blocks, np.int64)).tolist()
        return compiled
    root = list(range(words))

    def top(x: int) -> int:
        while root[x] != x:
            root[x] = root[root[x]]
            x = root[x]
        return x

    for first, other, size in blocks:
        for k in range(size):
            low, high = sorted((top(first + k), top(other + k)))
            root[high] = low
    return [top(x) for x in range(words)]


def _columns(names: tuple[str, ...], texts: tuple[Tokens, ...], tops: list[int], first: list[int]) -> Collation:
    order = {t: n for n, t in enumerate(sorted(set(tops)))}
    columns = [tuple(order[t] for t in tops[first[w] : first[w + 1]]) for w in range(len(texts))]
    masks = [0] * len(order)
    for w, row in enumerate(columns):
        for c in row:
            masks[c] |= 1 << w
    return Collation(names, texts, tuple(columns), tuple(masks))


def runs(c: Collation, bits: Rarity) -> list[list[Run]]:
    """Every witness cut where the set of witnesses that share its words changes."""
    found: list[list[Run]] = []
    for w, text in enumerate(c.texts):
        masks = [c.masks[x] for x in c.columns[w]]
        start = 0
        found.append([])
        for k in range(1, len(masks) + 1):
            if k == len(masks) or masks[k] != masks[start] or text.segments[k] != text.segments[start]:
                found[w].append(Run(w, start, k - 1, masks[start], _worth(text, start, k, bits)))
                start = k
    return found


def _worth(text: Tokens, start: int, end: int, bits: Rarity) -> float:
    worth = sum(bits(text.forms[k]) * (QUOTED if text.quoted[k] else 1.0) for k in range(start, end))
    return worth * LONE_WORD if end - start == 1 else worth


class Reading(NamedTuple):
    """What one text has at a place where another has something else: its words from one to another, the last not."""

    witness: int
    start: int
    end: int


class Segment(NamedTuple):
    """Consecutive places of the common text that the same set of witnesses have."""

    mask: int
    words: int
    bits: float
    tie: Tie = Tie(0.0, 0.0)
    columns: tuple[int, ...] = ()  # the places


def segments(c: Collation, tie: Sequence[Tie], bits: Rarity) -> list[Segment]:
    """The common text from end to end, cut where the set of witnesses changes; `tie`: that of every column."""
    worth = _column_bits(c, bits)
    found: list[Segment] = []
    for mask, group in groupby(_order(c), key=lambda x: c.masks[x]):
        columns = list(group)
        own = sum(worth[x] for x in columns) * (LONE_WORD if len(columns) == 1 else 1.0)
        whole = Tie(*(sum(each) for each in zip(*(tie[x] for x in columns), strict=True)))
        found.append(Segment(mask, len(columns), own, whole, tuple(columns)))
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


def variants(c: Collation, pairs: Iterable[tuple[int, int]]) -> list[dict[Reading, list[Reading]]]:
    """For every witness its readings where another of a pair parts from it for a few words, and what these have there.

    A reading may be empty (an addition or an omission).
    """
    found: list[dict[Reading, list[Reading]]] = [defaultdict(list) for _ in c.texts]
    for a, b in pairs:
        where = {column: j for j, column in enumerate(c.columns[b])}
        met = [(i, where[column]) for i, column in enumerate(c.columns[a]) if column in where]
        for (i, j), (k, m) in pairwise(met):
            if (k - i, m - j) != (1, 1) and 0 < k - i <= 5 and 0 < m - j <= 5:
                ours, theirs = Reading(a, i + 1, k), Reading(b, j + 1, m)
                found[a][ours].append(theirs)
                found[b][theirs].append(ours)
    return found
