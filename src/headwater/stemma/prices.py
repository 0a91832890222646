"""Prices: what it costs in bits to tell one text when another is known.

The common text is cut into segments, each held by the same witnesses throughout. A child is told by what it leaves out
of its parent, in how many pieces and how long, by what it has besides, and by the small changes of wording in what it
keeps. Words that stand in neither need not be told. Every word of the common text arose once; a word that the child
has and its parent has not is charged, so that a tree pays for what it must let arise a second time (Dollo's law).

Two-part codes in the sense of Rissanen (1978). What each feature costs was learned from families whose every edge is
known, as a log-linear model over whole trees, so that a tree is as likely as 2 to the minus of its bits;
`train/stemma.py` learns them, `weights.json` holds them.
"""

import json
import math
from collections.abc import Sequence
from importlib.resources import files
from itertools import islice
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from headwater.stemma.collation import Segment
from headwater.stemma.slips import Slip

Bits = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

WEIGHTS: dict[str, float] = json.loads((files("headwater.stemma") / "weights.json").read_text("utf-8"))
FEATURES = (
    "cut", "cut tail", "cut length", "added", "added tail", "added length",
    "changes", "places", "put in", "left out", "fresh", "thin", "lent",
    "added tied", "added loose", "slips", "righted",
)  # fmt: skip
SMALL = 6  # words: a shorter piece is a change of wording, a longer one was cut or added as such
WORD = 16.0  # bits that count as one in the feature of fresh words
AT_ONCE = 64  # parents of a text that are reckoned together
TURN = 5.0  # bits that a stretch of a merged text must gain by its second parent, to be from there


class Common(NamedTuple):
    """The common text of a family, in segments."""

    has: Flags  # witness x segment
    bits: Bits  # to write a segment again
    words: Bits
    tied: Bits  # of its uncommon words, how much ties it to the rest
    loose: Bits  # and how much does not
    akin: Sequence[Sequence[int]]  # for every witness, those that it may have to do with
    slips: npt.NDArray[np.int64]  # slip x 2: the segment that has the word wrong, and the one that has it right

    @property
    def alone(self) -> Flags:
        """Segments that one witness alone has."""
        return np.asarray(self.has.sum(axis=0) == 1)

    @property
    def misspelt(self) -> npt.NDArray[np.int64]:
        """Segments that have a word wrong, by number."""
        return np.unique(self.slips[:, 0])

    def of(self, some: Sequence[int]) -> "Common":
        """What some witnesses have of it, without the segments that none of them has."""
        held = self.has[some]
        where, all_of = np.asarray(held.any(axis=0)), [range(len(some))] * len(some)
        slips = (np.cumsum(where) - 1)[self.slips[where[self.slips].all(axis=1)]]
        return Common(
            held[:, where], self.bits[where], self.words[where], self.tied[where], self.loose[where], all_of, slips
        )


def common(
    found: Sequence[Segment], witnesses: int, akin: Sequence[Sequence[int]] = (), slips: Sequence[Slip] = ()
) -> Common:
    """Segments -> arrays; `akin`: for every witness, those that it may have to do with, if not with all; `slips`: those
    of the collation that the segments are of.
    """
    size = (witnesses + 7) // 8
    packed = np.frombuffer(b"".join(s.mask.to_bytes(size, "little") for s in found), np.uint8).reshape(-1, size)
    has = np.unpackbits(packed, axis=1, count=witnesses, bitorder="little").T.astype(np.bool_, order="C")
    each = np.array([(s.bits, float(s.words), *s.tie) for s in found], dtype=np.float64)
    bits, words, tied, loose = each.reshape(-1, 4).T
    of = {x: n for n, s in enumerate(found) for x in s.columns} if slips else {}
    wrong_right = np.array([(of[s.wrong], of[s.right]) for s in slips], np.int64).reshape(-1, 2)
    return Common(has, bits, words, tied, loose, akin or [range(witnesses)] * witnesses, wrong_right)


class Pieces(NamedTuple):
    """Runs of segments that one text has and another lacks; what neither has does not part a run."""

    pair: npt.NDArray[np.int64]  # which of the pairs
    words: Bits
    tied: Bits
    loose: Bits
    last: Flags  # it reaches to the end of the text

    @property
    def large(self) -> Flags:
        """More than a change of wording."""
        return np.asarray(self.words > SMALL)

    def tally(self, which: Flags, pairs: int, worth: Bits | None = None) -> Bits:
        """How many of some, or what they are worth, for each pair."""
        return np.bincount(self.pair[which], None if worth is None else worth[which], pairs).astype(np.float64)


def pieces(held: Flags, among: Flags, text: Common) -> Pieces:
    """The pieces of each row of `held` that the same row of `among` lacks; pair x segment both."""
    pair, segment = np.nonzero(held)
    lacking = ~among[pair, segment]
    start = np.flatnonzero(_openings(pair, lacking))
    if not len(start):
        none = np.zeros(0)
        return Pieces(np.zeros(0, np.int64), none, none, none, np.zeros(0, np.bool_))
    length = np.add.reduceat(lacking.astype(np.int64), start)
    end = np.cumsum(np.bincount(pair, minlength=len(held)))[pair[start]]
    words, tied, loose = (np.add.reduceat(x[segment] * lacking, start) for x in (text.words, text.tied, text.loose))
    return Pieces(pair[start], words, tied, loose, start + length == end)


def _openings(pair: npt.NDArray[np.int64], on: Flags) -> Flags:
    """Where a run of what is on begins; none goes from one pair into the next."""
    return np.asarray(on & (np.diff(pair, prepend=-1).astype(np.bool_) | ~np.append(False, on[:-1])))


def features(parents: Flags, children: Flags, text: Common, lent: Flags | None = None) -> Bits:
    """Pair x feature, in the order of `FEATURES`; `lent`: what a second parent has, pair by pair.

    cut, added         longer pieces that the child left out or put in, but for those at the end of the text
    … length           the sum of the binary logarithms of their words
    changes, places    small changes, and the bits to say where they stand
    put in, left out   by how much there are more small pieces on one side than on the other
    fresh              the bits of words that neither parent has
    thin               how little of either the other has
    lent               stretches that are the second parent's
    added tied, loose  the sums of the binary logarithms of what ties the longer pieces put in to the rest, and what not
    slips              words that the parent has right and the child misspells
    righted            the binary logarithm of one more than those put right: who corrects one, corrects others too
    """
    n = len(parents)
    before, lendings = (parents, np.zeros(n)) if lent is None else with_lent(parents, children, lent, text)
    cut, added = pieces(before, children, text), pieces(children, before, text)
    out, put = cut.tally(~cut.large, n), added.tally(~added.large, n)
    changes, words = np.maximum(out, put), parents @ text.words
    many = np.maximum(1.0, changes)
    both = (parents & children) @ text.bits
    least = np.minimum(parents @ text.bits, (children & (parents | ~before)) @ text.bits)
    return np.stack([
        *_large(cut, n), *_large(added, n),
        changes, changes * np.log2(np.maximum(many, words) / many), np.maximum(0, put - out), np.maximum(0, out - put),
        (children & ~before) @ text.bits / WORD,
        1 - both / np.maximum(1.0, least),
        lendings,
        *_cohesion(added, n),
        *_slips(before, children, text),
    ], axis=1)  # fmt: skip


def with_lent(parents: Flags, children: Flags, lent: Flags, text: Common) -> tuple[Flags, Bits]:
    """What children had before them, stretch by stretch their parents' text or that of second parents; and how many of
    the stretches are the second's.

    Who merges two texts follows one of them at a time, in small readings too (mosaics of others: Li and Stephens 2003).
    What he left out of his parent he left out, whomever he followed; what he left out of the second need not be told.
    """
    cut, passed = _left_out(parents, children, text), _left_out(lent, children, text) & ~parents
    handed, before, stretches = cut | lent & ~passed, parents.copy(), np.zeros(len(parents))
    worth = np.where(children, WEIGHTS["fresh"] * text.bits / WORD, WEIGHTS["changes"])
    gained = worth * ((children ^ parents).astype(np.int64) - (children ^ handed))
    for k in np.flatnonzero(gained.clip(0).sum(axis=1) > TURN):
        told = np.flatnonzero(gained[k])
        second = turns(gained[k, told].tolist())
        before[k, told[second]] = handed[k, told[second]]
        stretches[k] = _openings(np.zeros_like(told), second).sum()
    return before, stretches


def _left_out(handed: Flags, children: Flags, text: Common) -> Flags:
    """The longer pieces that children left out of what was handed to them."""
    pair, segment = np.nonzero(handed)
    out = ~children[pair, segment]
    piece = np.cumsum(_openings(pair, out))
    found = np.zeros_like(handed)
    found[pair, segment] = out & (np.bincount(piece, text.words[segment] * out, len(out) + 1) > SMALL)[piece]
    return found


def turns(gained: Sequence[float]) -> Flags:
    """Where it is best to follow the second of two texts, if turning to it costs `TURN` and turning back nothing.

    `gained`: bits by which the second tells each place better. The best of all ways (Viterbi 1967).
    """
    first, second, came = 0.0, -math.inf, []
    for bits in gained:
        came.append((second > first, first - TURN <= second))
        first, second = max(first, second), max(second, first - TURN) + bits
    found, at_second = np.zeros(len(gained), np.bool_), second > first
    for k in reversed(range(len(gained))):
        found[k] = at_second
        at_second = came[k][at_second]
    return found


def _large(p: Pieces, pairs: int) -> tuple[Bits, Bits, Bits]:
    length = np.log2(np.maximum(1.0, p.words))
    return (
        p.tally(p.large & ~p.last, pairs), p.tally(p.large & p.last, pairs), p.tally(p.large, pairs, length)
    )  # fmt: skip


def _cohesion(p: Pieces, pairs: int) -> tuple[Bits, Bits]:
    return p.tally(p.large, pairs, np.log2(1 + p.tied)), p.tally(p.large, pairs, np.log2(1 + p.loose))


def _slips(before: Flags, children: Flags, text: Common) -> tuple[Bits, Bits]:
    """Slips made and put right, pair by pair."""
    wrong, right = text.slips.T
    (was_right, was_wrong), (is_right, is_wrong) = (
        (has[:, right] & ~has[:, wrong], has[:, wrong] & ~has[:, right]) for has in (before, children)
    )
    made, righted = (was_right & is_wrong).sum(axis=1), (was_wrong & is_right).sum(axis=1)
    return made.astype(np.float64), np.log2(1 + righted)


PRICES = np.array([WEIGHTS[name] for name in FEATURES])


def created(texts: Flags, text: Common) -> Bits:
    """Bits to tell texts that come from nowhere, text x segment: by the bits of their words, and what is misspelt."""
    size, wrong = texts @ text.bits / WORD, texts[:, text.misspelt].sum(axis=1)
    long = WEIGHTS["origin length"] * np.log2(1 + size)
    return np.asarray(WEIGHTS["fresh"] * size + long + WEIGHTS["origin slips"] * wrong)


def prices(parents: Flags, children: Flags, text: Common, lent: Flags | None = None) -> Bits:
    """Bits to tell each child from its parent, pair by pair."""
    return np.asarray(features(parents, children, text, lent) @ PRICES)


def restored(around: Flags, copies: Flags, text: Common) -> Flags:
    """The text of a lost source: what two of its neighbours hand to each other, and what its best copy has alone.

    So it is no cheaper than that copy in its place, unless the others know something that the copy lacks.
    `around`: neighbour x segment, what is known of it from each side; `copies`: the rows of its copies that we hold.
    """
    found = np.asarray(around.sum(axis=0) >= 2)
    if len(copies):
        found = found | (copies[int(np.argmin((found & ~copies) @ text.bits))] & text.alone)
    return found


class Ledger:
    """Texts of nodes by number, and what was ever reckoned between two of them."""

    def __init__(self, text: Common) -> None:
        self.text = text
        self.rows: list[Flags] = []
        self._number: dict[bytes, int] = {}
        self._prices: dict[tuple[int, int, int], float] = {}
        self._unions: dict[tuple[int, ...], int] = {}
        self._restored: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
        self.nothing = self.of(np.zeros(len(text.bits), dtype=np.bool_))
        self.witnesses = [self.of(row) for row in text.has]

    def of(self, row: Flags) -> int:
        """The number of a text."""
        key = np.packbits(row).tobytes()
        if key not in self._number:
            self._number[key] = len(self.rows)
            self.rows.append(row)
        return self._number[key]

    def price(self, parent: int, child: int, second: int | None = None) -> float:
        """Bits to tell one text from another, and from a second one where there is one; from nothing: all its words."""
        key = parent, child, self.nothing if second is None else second
        if key not in self._prices:
            above, below, lent = (self.rows[i][None] for i in key)
            if parent == self.nothing:
                self._prices[key] = float(created(below & ~lent, self.text)[0])
            else:
                self._prices[key] = float(prices(above, below, self.text, None if second is None else lent)[0])
        return self._prices[key]

    def from_each(self, parents: Sequence[int], child: int) -> Bits:
        """Bits to tell one witness from each of some others."""
        above, own = [self.witnesses[p] for p in parents], self.witnesses[child]
        new = {n: p for n, p in zip(above, parents, strict=True) if (n, own, self.nothing) not in self._prices}
        new.pop(self.nothing, None)
        queue = iter(sorted(new))
        while numbers := list(islice(queue, AT_ONCE)):
            some = self.text.of([child, *(new[n] for n in numbers)])
            each = prices(some.has[1:], np.repeat(some.has[:1], len(numbers), axis=0), some)
            self._prices |= {(n, own, self.nothing): float(x) for n, x in zip(numbers, each, strict=True)}
        return np.array([self.price(n, own) for n in above], np.float64)

    def union(self, texts: Sequence[int]) -> int:
        """The number of what any of some texts has."""
        key = tuple(sorted(texts))
        if key not in self._unions:
            self._unions[key] = self.of(np.asarray(np.logical_or.reduce([self.rows[i] for i in key])))
        return self._unions[key]

    def restored(self, around: Sequence[int], copies: Sequence[int]) -> int:
        """The number of the text of a lost source, by the numbers of what is around it."""
        key = tuple(sorted(around)), tuple(copies)
        if key not in self._restored:
            sides = np.array([self.rows[i] for i in key[0]])
            held = np.array([self.rows[i] for i in copies], dtype=np.bool_)
            self._restored[key] = self.of(restored(sides, held, self.text))
        return self._restored[key]
