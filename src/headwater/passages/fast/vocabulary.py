"""The words of a heap, each a number, with how often it stands there: hashes interned in an open-addressed table."""

import numpy as np
from numpy.typing import NDArray

from headwater.passages.fast.compiled import entry
from headwater.passages.fast.scan import LENGTH, NUMBER
from headwater.passages.rarity import grains_of

FIRST_SIZE = 1 << 16


class Vocabulary:
    """Every word form met so far: its hash and its count."""

    def __init__(self, hashes: NDArray[np.uint64] | None = None, counts: NDArray[np.int64] | None = None) -> None:
        self.size = 0 if hashes is None else len(hashes)
        self.hashes = np.zeros(FIRST_SIZE // 2, np.uint64) if hashes is None else hashes
        self.counts = np.zeros(FIRST_SIZE // 2, np.int64) if counts is None else counts
        self._slots = np.full(FIRST_SIZE, -1, np.int32) if hashes is None else np.zeros(0, np.int32)  # known: read only

    def intern(self, forms: NDArray[np.uint64]) -> NDArray[np.int32]:
        """The number of every word in a stretch; new ones are taken in."""
        numbers = np.empty(len(forms), np.int32)
        done = 0
        while done < len(forms):
            done, self.size = intern(forms, done, numbers, self._slots, self.hashes, self.counts, self.size)
            if done < len(forms):
                self._grow()
        return numbers

    def _grow(self) -> None:
        self.hashes = np.concatenate([self.hashes, np.zeros(len(self.hashes), np.uint64)])
        self.counts = np.concatenate([self.counts, np.zeros(len(self.counts), np.int64)])
        self._slots = np.full(2 * len(self._slots), -1, np.int32)
        place_again(self._slots, self.hashes, self.size)

    def grains(self, total: int | None = None) -> NDArray[np.int32]:
        """The rarity of every word, in `rarity.GRAIN`ths of a bit; `total` words of the heap, if not just these."""
        counts, hashes = self.counts[: self.size], self.hashes[: self.size]
        lengths, numbers = (hashes & np.uint64(LENGTH)).astype(np.int64), (hashes & np.uint64(NUMBER)) != 0
        return grains_of(counts, lengths, numbers, total)


@entry("UniTuple(int64,2)(uint64[::1],int64,int32[::1],int32[::1],uint64[::1],int64[::1],int64)")
def intern(forms, first, numbers, slots, hashes, counts, size):
    """Number the forms from `first` on, as far as the table has room -> where it stopped, and the words known."""
    mask = len(slots) - 1
    for k in range(first, len(forms)):
        form = forms[k]
        at = np.int64(form >> np.uint64(20)) & mask
        while slots[at] >= 0 and hashes[slots[at]] != form:
            at = (at + 1) & mask
        if slots[at] < 0:
            if size == len(hashes):
                return k, size
            slots[at] = size
            hashes[size] = form
            size += 1
        numbers[k] = slots[at]
        counts[slots[at]] += 1
    return len(forms), size


@entry("void(int32[::1],uint64[::1],int64)")
def place_again(slots, hashes, size):
    """All known words in a larger table."""
    mask = len(slots) - 1
    for number in range(size):
        at = np.int64(hashes[number] >> np.uint64(20)) & mask
        while slots[at] >= 0:
            at = (at + 1) & mask
        slots[at] = number
