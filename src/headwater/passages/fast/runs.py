"""Runs of words of some texts of a corpus, as keys that are the same in every process: `furniture` spread out."""

from headwater.passages.fast.clusters import join, top
from headwater.passages.fast.compiled import entry
from headwater.passages.fast.furniture import folded
from headwater.passages.fast.seeds import distinct
from headwater.passages.model import GRAM


@entry("int64(int32[::1],boolean[::1],int64[::1],int64,uint64[::1],int64[::1])")
def runs(form, number, bounds, known, keys, counts):
    """Fill `keys` with the runs of texts, each once a text, and `counts` with their number in each -> all of them.

    Words are numbered over the corpus; those from `known` on stand in one place only, and a run with one is left out
    unless it is a number: numbers are one and the same.
    """
    n = 0
    for d in range(len(bounds) - 1):
        first, whole = n, 0
        for at in range(bounds[d], bounds[d + 1]):
            whole = whole + 1 if form[at] < known or number[form[at]] else 0
            if whole >= GRAM:
                keys[n] = folded(form, number, at - GRAM + 1)
                n += 1
        n = distinct(keys, first, n)
        counts[d] = n - first
    return n


@entry("void(int64[::1],int64[::1],int64[::1])")
def unite(left, right, root):
    """Join what is linked: `root` becomes the first of each one's set."""
    for k in range(len(left)):
        join(root, left[k], right[k])
    for d in range(len(root)):
        root[d] = top(root, d)
