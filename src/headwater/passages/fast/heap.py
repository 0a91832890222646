"""The words of a whole heap in columns on disk: read once, looked at often, never all of it in memory at once."""

import mmap
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from headwater.passages.fast.characters import Characters
from headwater.passages.fast.scan import scan
from headwater.passages.fast.vocabulary import Vocabulary

TEXTS = 1 << 14  # looked at between two times that memory is given back
RESIDENT = 1 << 24  # words whose columns may stay in memory
COLUMNS = ("form", "start", "end", "flag")
T = TypeVar("T", np.int32, np.uint8)


class Texts(NamedTuple):
    """A piece of a heap: UTF-8 of some texts, and the stretches of each that count (none: all of it)."""

    data: NDArray[np.uint8]
    bounds: NDArray[np.int64]  # text d is data[bounds[d]:bounds[d + 1]]
    spans: NDArray[np.int64]  # its stretches are those from spans[d] to spans[d + 1]
    starts: NDArray[np.int64]  # in code points
    ends: NDArray[np.int64]
    titles: NDArray[np.uint8]  # 1: a title


class Words(NamedTuple):
    """The words of some texts in order, and how many each text has."""

    form: NDArray[np.uint64]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    flag: NDArray[np.uint8]
    counts: NDArray[np.int64]


class Columns(NamedTuple):
    """All words of a heap. Text d has the words from bounds[d] to bounds[d + 1]."""

    form: NDArray[np.int32]  # numbers in the vocabulary
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    flag: NDArray[np.uint8]
    bounds: NDArray[np.int64]
    vocabulary: Vocabulary

    def parts(self) -> Iterator[NDArray[np.int64]]:
        """The bounds of the texts part by part; what was read of the columns is let go after each."""
        for first in range(0, len(self.bounds) - 1, TEXTS):
            yield self.bounds[first : first + TEXTS + 1]
            self.let_go()

    @property
    def is_large(self) -> bool:
        """Whether the heap is too large to stay in memory."""
        return len(self.form) > RESIDENT

    def let_go(self) -> None:
        """Give back the memory of a large heap; what is needed again is read again."""
        if self.is_large and hasattr(mmap, "MADV_DONTNEED"):
            for column in self[:4]:
                behind: Any = column.base
                file: Any = memoryview(behind).obj
                file.madvise(mmap.MADV_DONTNEED)


def texts(bodies: Iterable[tuple[str, list[tuple[int, int, int]]]]) -> Texts:
    """A piece from texts and their stretches (start, end, 1 for title) in order."""
    encoded, spans, flat = [], [0], []
    for text, stretches in bodies:
        encoded.append(text.encode("utf-8", "surrogatepass"))
        flat += stretches or [(0, 0, 0)]  # nothing of it counts
        spans.append(len(flat))
    columns = np.array(flat, np.int64).reshape(-1, 3)
    return Texts(
        np.frombuffer(b"".join(encoded), np.uint8),
        np.cumsum([0, *map(len, encoded)], dtype=np.int64),
        np.array(spans, np.int64),
        columns[:, 0].copy(),
        columns[:, 1].copy(),
        columns[:, 2].astype(np.uint8),
    )


def words_of(piece: Texts, characters: Characters) -> Words:
    """The words of a piece; `characters` knows all that stand in it."""
    room = len(piece.data) // 2 + len(piece.bounds)
    form, start, end = np.empty(room, np.uint64), np.empty(room, np.int32), np.empty(room, np.int32)
    flag, counts = np.empty(room, np.uint8), np.empty(len(piece.bounds) - 1, np.int64)
    c = characters
    n = scan(*piece, c.kind, c.many, c.at, c.pool, form, start, end, flag, counts)
    return Words(form[:n], start[:n], end[:n], flag[:n], counts)


def read(pieces: Iterable[Texts], folder: Path, jobs: int = 1) -> Columns:
    """The words of all pieces, in files of `folder`."""
    vocabulary, counts = Vocabulary(), [np.zeros(1, np.int64)]
    files = {name: (folder / name).open("wb") for name in COLUMNS}
    try:
        for words in _scanned(pieces, jobs):
            counts.append(words.counts)
            numbered: list[NDArray[Any]] = [vocabulary.intern(words.form), words.start, words.end, words.flag]
            for column, data in zip(COLUMNS, numbered, strict=True):
                files[column].write(data.data)
    finally:
        for file in files.values():
            file.close()
    return Columns(
        mapped(folder / "form", np.int32), mapped(folder / "start", np.int32), mapped(folder / "end", np.int32),
        mapped(folder / "flag", np.uint8), np.cumsum(np.concatenate(counts), dtype=np.int64), vocabulary,
    )  # fmt: skip


def _scanned(pieces: Iterable[Texts], jobs: int) -> Iterator[Words]:
    """The words of every piece in order; scanned by threads (the scanner holds no lock), a few pieces ahead."""
    characters = Characters()
    with ThreadPoolExecutor(max(1, jobs)) as pool:
        ahead = []
        for piece in pieces:
            characters.learn(piece.data)
            ahead.append(pool.submit(words_of, piece, characters))
            if len(ahead) > jobs:
                yield ahead.pop(0).result()
        yield from (x.result() for x in ahead)


def mapped(path: Path, kind: type[T]) -> NDArray[T]:
    """A column on disk, as an array that is read from there as it is needed, and may be written to."""
    if not path.stat().st_size:
        return np.zeros(0, kind)
    with path.open("r+b") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), 0), kind)


def ranked(ids: Sequence[str]) -> NDArray[np.int64]:
    """The texts in the order of their ids."""
    return np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)
