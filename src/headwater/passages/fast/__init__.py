"""The fast version of passages: the same rows as the plain one, compiled, over columns; opened for large heaps only.

Words to columns on disk (`characters`, `scan`, `vocabulary`, `heap`), rare runs to candidate pairs (`seeds`), pairs to
passages (`align`), passages to rows with their clusters (`clusters`, `rows`).
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from headwater.documents import Body
from headwater.passages.fast.align import Work, aligned
from headwater.passages.fast.heap import Columns, ranked, read, texts
from headwater.passages.fast.rows import table
from headwater.passages.fast.seeds import candidates
from headwater.passages.words import stretches

PIECE = 1 << 10  # texts scanned at a time


def passages_of(heap: Sequence[Body], jobs: int = 1) -> pa.Table:
    """All passages of a heap of bodies, sorted."""
    parts = (heap[i : i + PIECE] for i in range(0, len(heap), PIECE))
    pieces = (texts((b.text, [(s.start, s.end, int(t)) for s, t in stretches(b)]) for b in part) for part in parts)
    with TemporaryDirectory(prefix="headwater-") as folder:
        return passages(read(pieces, Path(folder), jobs), [b.document for b in heap], jobs)


def passages(columns: Columns, ids: Sequence[str], jobs: int = 1) -> pa.Table:
    """All passages of a heap, sorted; `ids` names its texts."""
    order = ranked(ids)
    pairs = candidates(columns, order)
    work = Work(columns, columns.vocabulary.grains(), columns.bounds[:-1][order], columns.bounds[1:][order], pairs)
    return table(aligned(work, 0, len(pairs.left), jobs), sorted(ids))
