"""Reuse in a corpus: a column of texts through the fast version, stage by stage, in bounded memory.

Every stage is kept in a folder beside the outcome, so that a run that was stopped goes on where it was:
words (columns on disk), furniture (marked there), pairs (candidates), and passages so many pairs at a time. Pairs go
family by family, so that a text is read about once; the rows come out text by text, picked from all that is kept.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from headwater.pages.columns import Batch, Names
from headwater.pages.model import fault
from headwater.passages.fast.align import PAIRS, Work, aligned, by_family
from headwater.passages.fast.furniture import mark
from headwater.passages.fast.heap import Columns, Texts, mapped, ranked, read
from headwater.passages.fast.rows import Clusters, Found, Places, clusters, rows, together
from headwater.passages.fast.scan import MASKED
from headwater.passages.fast.seeds import Pairs, candidates
from headwater.passages.fast.vocabulary import Vocabulary
from headwater.passages.furniture import host
from headwater.records import Fault

Progress = Callable[[str, int, int], None]  # stage, how many are done, how many there are (0: not known)
AT_ONCE = 16 * PAIRS  # pairs whose passages are kept together
ROWS = 1 << 19  # of a table that is made at a time, unless one text has more
EMPTY = 128  # bytes of an array on disk that has nothing in it
LAYOUT = 5  # of what is kept; what another layout has left is made anew


class Corpus(NamedTuple):
    """The words of all texts, and what is known of the texts besides, in the order of reading."""

    columns: Columns
    ids: list[str]
    sites: NDArray[np.int32]  # a number for each host; -1: not known
    faults: list[Fault]

    def words(self) -> NDArray[np.int64]:
        """How many words of each text count: furniture does not."""
        found = []
        for bounds in self.columns.parts():
            counts = np.concatenate([[0], np.cumsum(self.columns.flag[bounds[0] : bounds[-1]] & MASKED == 0)])
            found.append(np.diff(counts[bounds - bounds[0]]))
        return np.concatenate([*found, np.zeros(0, np.int64)])


class Stages:
    """A folder in which every stage of a run leaves its arrays; whole or not at all."""

    def __init__(self, folder: Path, inputs: str) -> None:
        self.folder = folder
        told = folder / "inputs.txt"
        wanted = f"{LAYOUT}\n{inputs}"
        if not told.exists() or told.read_text("utf-8") != wanted:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            told.write_text(wanted, "utf-8")

    def kept(self, name: str, make: Callable[[], dict[str, NDArray[Any]]]) -> dict[str, NDArray[Any]]:
        """The arrays of a stage, as an earlier run left them or made now; read as they are needed."""
        path = self.folder / name
        if not path.exists():
            whole = path.with_suffix(".new")
            shutil.rmtree(whole, ignore_errors=True)
            whole.mkdir()
            for column, array in make().items():
                np.save(whole / f"{column}.npy", array)
            whole.rename(path)
        return {file.stem: opened(file) for file in path.iterdir()}


def opened(path: Path) -> NDArray[Any]:
    """An array on disk, read as it is needed; what is written to it stays in memory."""
    found: NDArray[Any] = np.load(path, mmap_mode="c" if path.stat().st_size > EMPTY else None).view(np.ndarray)
    return found


def fingerprint(paths: Iterable[Path], names: Names | None) -> str:
    """What tells whether a stopped run may go on: the files as they are now, and the columns."""
    return "\n".join([*(f"{p.resolve()} {p.stat().st_size} {p.stat().st_mtime_ns}" for p in paths), str(names)])


def reuse(
    batches: Callable[[], Iterable[Batch]], stages: Stages, jobs: int = 1, memory: int = 1 << 30,
    progress: Progress = lambda *_: None,
) -> tuple[Iterator[pa.Table], Corpus]:  # fmt: skip
    """The passages of a corpus, sorted, table by table, and what was read.

    `memory`: bytes for what is not the words and the outcome.
    """
    corpus = read_corpus(batches, stages, jobs, progress)

    def unfurnished() -> dict[str, NDArray[Any]]:
        progress("furniture", 0, 0)
        mark(corpus.columns, corpus.sites, memory)  # the marks are kept with the words
        return {"counts": corpus.columns.vocabulary.counts}

    corpus.columns.vocabulary.counts = stages.kept("furniture", unfurnished)["counts"]

    def paired() -> dict[str, NDArray[Any]]:
        progress("candidates", 0, 0)
        return by_family(candidates(corpus.columns, ranked(corpus.ids), memory), len(corpus.ids))._asdict()

    pairs = Pairs(**stages.kept("pairs", paired))
    return _rows(lambda: _aligned(corpus, pairs, stages, jobs, progress), sorted(corpus.ids), progress), corpus


def _rows(blocks: Callable[[], Iterator[Found]], names: Sequence[str], progress: Progress) -> Iterator[pa.Table]:
    """The passages of all blocks, each sorted by its left texts, as tables: those of so many left texts at a time."""
    counts = np.zeros(len(names) + 1, np.int64)
    for block in blocks():
        counts[1:] += np.bincount(block.a, minlength=len(names))
    progress("clusters", 0, 0)
    ends = np.cumsum(counts)
    of = clusters(places(blocks(), int(ends[-1])), names)
    text = 0
    while text < max(1, len(names)):
        stop = max(text + 1, int(np.searchsorted(ends, ends[text] + ROWS, "right")) - 1)
        yield _between(blocks(), of, names, text, stop)
        text = stop


def places(blocks: Iterator[Found], total: int) -> Places:
    """Where all passages stand."""
    found = Places(*(np.empty(total, np.int32) for _ in Places._fields))
    first = 0
    for block in blocks:
        for name in Places._fields:
            getattr(found, name)[first : first + len(block.a)] = getattr(block, name)
        first += len(block.a)
    return found


def _between(blocks: Iterator[Found], of: Clusters, names: Sequence[str], text: int, stop: int) -> pa.Table:
    """The rows of the left texts from one up to another."""
    found, numbers, spots = [], [], []
    first = 0
    for block in blocks:
        begin, end = np.searchsorted(block.a, [text, stop])
        found.append([column[begin:end] for column in block])
        numbers.append(of.number[first + begin : first + end])
        spots.append(of.place[first + begin : first + end])
        first += len(block.a)
    return rows(together(found), Clusters(np.concatenate(numbers), np.concatenate(spots), of.names), names)


def read_corpus(
    batches: Callable[[], Iterable[Batch]], stages: Stages, jobs: int = 1, progress: Progress = lambda *_: None
) -> Corpus:
    """The words of all texts, read now or kept from before."""
    folder = stages.folder / "columns"

    def scanned() -> dict[str, NDArray[Any]]:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        ids: dict[str, int] = {}
        hosts: dict[str | None, int] = {None: -1}
        sites: list[int] = []
        faults: list[Fault] = []

        def pieces() -> Iterator[Texts]:
            for batch in batches():
                faults.extend(batch.faults)
                faults.extend(admit(ids, batch.ids))
                names = [host(site) if site else None for site in batch.sites]
                sites.extend(hosts.setdefault(name, len(hosts) - 1) for name in names)
                progress("words", len(ids), 0)
                yield piece(batch.texts)

        columns = read(pieces(), folder, jobs)
        pa.default_memory_pool().release_unused()
        known = columns.vocabulary
        return {
            "bounds": columns.bounds, "hashes": known.hashes[: known.size], "counts": known.counts[: known.size],
            "sites": np.array(sites, np.int32), "ids": _packed(list(ids)), "faults": _packed(faults),
        }  # fmt: skip

    kept = stages.kept("words", scanned)
    vocabulary = Vocabulary(kept["hashes"], kept["counts"])
    form, start, end = (mapped(folder / name, np.int32) for name in ("form", "start", "end"))
    columns = Columns(form, start, end, mapped(folder / "flag", np.uint8), kept["bounds"], vocabulary)
    ids, faults = _unpacked(kept["ids"], list[str]), _unpacked(kept["faults"], list[Fault])
    return Corpus(columns, ids, kept["sites"], faults)


def _packed(value: Any) -> NDArray[np.uint8]:
    return np.frombuffer(msgspec.msgpack.encode(value), np.uint8)


def _unpacked(packed: NDArray[np.uint8], kind: Any) -> Any:
    return msgspec.msgpack.decode(packed.tobytes(), type=kind)


def admit(taken: dict[str, int], ids: Sequence[str]) -> Iterator[Fault]:
    """Take in ids in order; one that is taken already gets a number, and a fault says so.

    `taken` has every name in order, and which number to try for the next of that name.
    """
    for given in ids:
        name, n = given, taken.get(given, 1)
        while name in taken:
            n += 1
            name = f"{given}#{n}"
        if name != given:
            taken[given] = n
            yield fault(given, f"the id stands twice; this text is called {name}")
        taken[name] = 1


def piece(texts: pa.Array) -> Texts:
    """Strings as Arrow holds them, for the scanner: each read whole. Bytes that are no UTF-8 become U+FFFD."""
    try:
        texts.validate(full=True)
    except pa.ArrowInvalid:
        texts = pa.array([t.decode("utf-8", "replace") for t in texts.cast(pa.binary()).to_pylist()], pa.string())
    _, offsets, data = texts.buffers()
    bounds = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1].astype(np.int64)
    none = np.zeros(0, np.int64)
    return Texts(
        np.frombuffer(data or b"", np.uint8)[: bounds[-1]] if len(texts) else np.zeros(0, np.uint8),
        bounds if len(texts) else np.zeros(1, np.int64), np.zeros(len(texts) + 1, np.int64), none, none,
        np.zeros(0, np.uint8),
    )  # fmt: skip


def _aligned(corpus: Corpus, pairs: Pairs, stages: Stages, jobs: int, progress: Progress) -> Iterator[Found]:
    """The passages of all pairs, so many pairs at a time, each time sorted by the left texts."""
    columns, order, many = corpus.columns, ranked(corpus.ids), len(pairs.left)
    work = Work(columns, columns.vocabulary.grains(), columns.bounds[:-1][order], columns.bounds[1:][order], pairs)
    for first in range(0, max(many, 1), AT_ONCE):
        last = min(first + AT_ONCE, many)

        def made(first: int = first, last: int = last) -> dict[str, NDArray[Any]]:
            found = aligned(work, first, last, jobs, lambda n: progress("pairs", n, many))
            by_left = np.argsort(found.a, kind="stable")
            return {name: column[by_left] for name, column in found._asdict().items()}

        yield Found(**stages.kept(f"passages-{first:012}", made))
        progress("pairs", last, many)
