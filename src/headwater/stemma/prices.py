"""Prices: what it costs in bits to tell one text when another is known.

The common text is cut into segments, each held by the same witnesses throughout. A child is told by the pieces that it
leaves out of its parent and those that it puts in. Words that stand in neither need not be told. Every word of the
common text arose once; a word that the child has and its parent has not is charged, so that a tree pays for what it
must let arise a second time (Dollo's law). Two-part codes in the sense of Rissanen (1978).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from headwater.stemma.collation import Segment

Bits = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CUT = 6.0  # bits for each run of words that a copier leaves out: where, and that he did
ADDED = 6.5  # for each run that he puts in: copiers cut a little more than they add
LENT, TAKEN = 15.0, 5  # for each run that he takes from a second text, and the words of the shortest


class Common(NamedTuple):
    """The common text of a family, in segments."""

    has: Flags  # witness x segment
    bits: Bits  # to write a segment again
    words: Bits

    @property
    def alone(self) -> Flags:
        """Segments that one witness alone has."""
        return np.asarray(self.has.sum(axis=0) == 1)


def common(found: Sequence[Segment], witnesses: int) -> Common:
    """Segments -> arrays."""
    has = np.array([[bool(s.mask >> w & 1) for s in found] for w in range(witnesses)], dtype=np.bool_)
    bits, words = np.array([(s.bits, float(s.words)) for s in found], dtype=np.float64).reshape(-1, 2).T
    return Common(has.reshape(witnesses, len(found)), bits, words)


def pieces(held: Flags, among: Flags) -> Bits:
    """In how many pieces each row of `among` lacks what the same row of `held` has; pair x segment both.

    What neither has does not part a piece.
    """
    pair, segment = np.nonzero(held)
    lacking = ~among[pair, segment]
    goes_on = np.append(False, lacking[:-1]) & (np.diff(pair, prepend=-1) == 0)
    return np.bincount(pair[lacking & ~goes_on], minlength=len(held)).astype(np.float64)


def prices(parents: Flags, children: Flags, text: Common, lent: Flags | None = None) -> Bits:
    """Bits to tell each child from its parent, pair by pair; of what a second parent has lent, only the pieces."""
    fresh = children & ~parents
    bits = CUT * pieces(parents, children) + ADDED * pieces(children, parents)
    if lent is not None:
        lent = lent & (text.words >= TAKEN)
        bits += LENT * pieces(children, ~(fresh & lent))
        fresh &= ~lent
    return np.asarray(bits + fresh @ text.bits)


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
        key = row.tobytes()
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
                self._prices[key] = float((below & ~lent)[0] @ self.text.bits)
            else:
                self._prices[key] = float(prices(above, below, self.text, lent)[0])
        return self._prices[key]

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
