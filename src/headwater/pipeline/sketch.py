"""Sketch: what of a text tells whether another may have to do with it.

Its longer words, some of its runs of four words, and eight twin features that stand for its wording as a whole (one
permutation hashing: Li, Owen and Zhang 2012). It is made of the text alone, so that it never changes.
"""

from collections.abc import Iterable
from hashlib import blake2b

from headwater.text import words

LETTERS = 4  # of a word that counts
DIGITS = 2  # of a number that does
GRAM = 4  # words of a run
SAMPLED = 8  # of so many runs one counts, always the same
TWINS = 8
LEAST = 24  # runs of a text that has twin features
MOST = 600  # features of a text; of more those with the lowest hashes


def sketch(text: str) -> list[int]:
    """The features of a text, sorted: even numbers, and odd ones for those that stand for the whole."""
    forms = [w.form for w in words(text)]
    some = {_hash(f) for f in set(forms) if len(f) >= LETTERS or (f.isdigit() and len(f) >= DIGITS)}
    grams = {_hash("\x1f".join(forms[i : i + GRAM])) for i in range(len(forms) - GRAM + 1)}
    some.update(g for g in grams if (g >> 1) % SAMPLED == 0)
    twins = _twins(grams) if len(grams) >= LEAST else ()
    return sorted([*sorted(some)[:MOST], *twins])


def _twins(grams: Iterable[int]) -> list[int]:
    """The lowest hash in each of so many bins."""
    lowest: dict[int, int] = {}
    for gram in grams:
        part = (gram >> 1) % TWINS
        lowest[part] = min(gram, lowest.get(part, gram))
    return [gram | 1 for gram in lowest.values()]


def _hash(words: str) -> int:
    """An even number below 2**63."""
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()) >> 2 << 1
