"""What every character is to the word scanner, and its folded form: tables filled block by block as texts need them."""

import re

import numpy as np
from numpy.typing import NDArray

from headwater.passages.fast.compiled import entry, inner
from headwater.passages.words import POINTS, STOPS
from headwater.text import NO_BLANKS, SOFT, fold

OTHER, LETTER, DIGIT, WHOLE, JOINER, APOSTROPHE, POINT, BLANK, OPENING, CLOSING, EITHER, SINGLE = range(12)
TEXT = "Array(uint8,1,'C',True)"  # in signatures of compiled functions: bytes that are only read
KIND = 15  # the bits of a class that hold one of the above
ENDING = 32  # the bit that is set where a sentence may end with the character
NUMERAL = 16  # the bit that is set where the folded character counts as a digit
BLOCK = 256
BLOCKS = 0x110000 // BLOCK

_WHOLE = re.compile(f"[{NO_BLANKS}]")
_JOINER = re.compile(f"[{SOFT}]")
_MARKS = {"\u2018": SINGLE, "'": APOSTROPHE, "\u2019": APOSTROPHE, '"': EITHER} | dict.fromkeys(POINTS, POINT)
_MARKS |= dict.fromkeys("\u201c\u201e\u00ab", OPENING) | dict.fromkeys("\u201d\u00bb", CLOSING)


class Characters:
    """The class of every character met so far, and where its folded form stands in `pool`."""

    def __init__(self) -> None:
        self.known = np.zeros(BLOCKS, np.uint8)
        self.kind = np.zeros(0x110000, np.uint8)
        self.at = np.zeros(0x110000, np.uint32)  # the folded character itself where there is one, else a place in pool
        self.many = np.zeros(0x110000, np.uint8)  # how many characters it folds to
        self.pool = np.zeros(0, np.uint32)

    def learn(self, data: NDArray[np.uint8]) -> None:
        """Fill the blocks of characters that stand in a stretch of UTF-8."""
        needed = self.known.copy()
        mark_blocks(data, needed)
        pool = self.pool.tolist()
        for block in np.flatnonzero(needed != self.known):
            for code in range(block * BLOCK, (block + 1) * BLOCK):
                self._fill(chr(code), code, pool)
        self.known = needed
        self.pool = np.array(pool, np.uint32)

    def _fill(self, char: str, code: int, pool: list[int]) -> None:
        plain = fold(char)
        self.kind[code] = kind_of(char) | (NUMERAL if plain.isdigit() else 0) | (ENDING if char in STOPS else 0)
        self.many[code] = len(plain)
        if len(plain) == 1:
            self.at[code] = ord(plain)
        else:
            self.at[code] = len(pool)
            pool += [ord(c) for c in plain]


def kind_of(char: str) -> int:
    """What a character is to the scanner, as `text.words` sees it."""
    if _WHOLE.match(char):
        return WHOLE
    if _JOINER.match(char):
        return JOINER
    if char in _MARKS:
        return _MARKS[char]
    if re.match(r"[^\W_]", char):
        return DIGIT if re.match(r"\d", char) else LETTER
    return BLANK if char.isspace() else OTHER


@inner
def decode(data, at):
    """The character that starts at a byte, and how many bytes it takes."""
    first = np.int64(data[at])
    if first < 0x80:
        return first, 1
    if first < 0xE0:
        return (first & 0x1F) << 6 | np.int64(data[at + 1] & 0x3F), 2
    if first < 0xF0:
        return (first & 0x0F) << 12 | np.int64(data[at + 1] & 0x3F) << 6 | np.int64(data[at + 2] & 0x3F), 3
    return (
        (first & 0x07) << 18
        | np.int64(data[at + 1] & 0x3F) << 12
        | np.int64(data[at + 2] & 0x3F) << 6
        | np.int64(data[at + 3] & 0x3F),
        4,
    )


@entry(f"void({TEXT},uint8[::1])")
def mark_blocks(data, needed):
    """Mark the blocks of all characters in a stretch of UTF-8."""
    needed[0] = 1
    at = 0
    while at < len(data):
        if data[at] < 0x80:
            at += 1
            continue
        code, size = decode(data, at)
        needed[code // BLOCK] = 1
        at += size
