"""The fast version of passages: the same rows as the plain one, compiled, over columns; opened for large heaps only.

Words to columns on disk (`characters`, `scan`, `vocabulary`, `heap`), furniture marked there (`furniture`), rare runs
to candidate pairs (`seeds`), pairs to passages (`align`), passages to rows with their clusters (`clusters`, `rows`).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa

from headwater.documents import Body
from headwater.passages.fast.align import Work, aligned
from headwater.passages.fast.furniture import mark
from headwater.passages.fast.heap import Columns, Texts, ranked, read, texts
from headwater.passages.fast.rows import table
from headwater.passages.fast.scan import MASKED
from headwater.passages.fast.seeds import candidates
from headwater.passages.furniture import cut
from headwater.passages.words import stretches

PIECE = 1 << 10  # texts scanned at a time


def passages_of(heap: Sequence[Body], jobs: int = 1) -> pa.Table:
    """All passages of a heap of bodies, sorted."""
    with TemporaryDirectory(prefix="headwater-") as folder:
        return passages(read(_pieces(heap), Path(folder), jobs), [b.document for b in heap], jobs)


def masked(heap: Sequence[Body], sites: Mapping[str, str]) -> list[Body]:
    """The bodies without furniture, as `furniture.masked`."""
    numbers = {"": -1}
    known = [numbers.setdefault(sites.get(b.document, ""), len(numbers) - 1) for b in heap]
    with TemporaryDirectory(prefix="headwater-") as folder:
        columns = read(_pieces(heap), Path(folder))
        mark(columns, np.array(known, np.int32))
        words = pairwise(columns.bounds.tolist())
        return [
            cut(b, columns.start[i:j].tolist(), columns.end[i:j].tolist(), marks)
            if any(marks := (columns.flag[i:j] & MASKED != 0).tolist())
            else b
            for b, (i, j) in zip(heap, words, strict=True)
        ]


def _pieces(heap: Sequence[Body]) -> Iterator[Texts]:
    for first in range(0, len(heap), PIECE):
        part = heap[first : first + PIECE]
        yield texts((b.text, [(s.start, s.end, int(t)) for s, t in stretches(b)]) for b in part)


def passages(columns: Columns, ids: Sequence[str], jobs: int = 1) -> pa.Table:
    """All passages of a heap, sorted; `ids` names its texts."""
    order = ranked(ids)
    pairs = candidates(columns, order)
    work = Work(columns, columns.vocabulary.grains(), columns.bounds[:-1][order], columns.bounds[1:][order], pairs)
    return table(aligned(work, 0, len(pairs.left), jobs), sorted(ids))
