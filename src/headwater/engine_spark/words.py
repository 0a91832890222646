"""The words of all texts, read by Spark's workers, a file a task: a column of texts, or the pages of archives."""

import shutil
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from headwater import documents
from headwater.documents import Body, Document, bodies
from headwater.engine import LocalEngine
from headwater.engine_spark.run import RANKS, READ, Batches, Run, filled, packed
from headwater.errors import NothingToRead, UsageError
from headwater.pages.columns import Names, batches_of, sources
from headwater.pages.files import read_file
from headwater.pages.model import Page
from headwater.passages.corpus import admit, piece
from headwater.passages.fast.characters import Characters
from headwater.passages.fast.heap import Texts, ranked, texts, words_of
from headwater.passages.furniture import host, site
from headwater.passages.words import stretches
from headwater.records import Fault, from_table, to_table

ARCHIVES = (".warc", ".warc.gz", ".wet", ".wet.gz", ".wacz")
PAGES = 256  # read at a time
WORDS = 1 << 24  # that travel together, unless one text has more
Files = list[tuple[Path, str]]  # and what each is called


class Told(msgspec.Struct):
    """What reading a file has to say: faults, or that it has no such column."""

    faults: list[Fault]
    wrong: str | None = None


class Named(NamedTuple):
    """What the driver knows of the texts: their names in sorted order, and faults."""

    names: list[str]
    faults: list[Fault]


class Read(NamedTuple):
    """Some texts in order: what they are called, whose they are, what is read of them, what else tells pages apart."""

    ids: list[str]
    sites: list[str | None]
    texts: Texts
    marks: list[str | None]


def read(run: Run, files: Files, names: Names | None) -> Named:
    """The words of all texts, kept; texts ranked by their names."""
    paths = [(path.resolve(), source) for path, source in files]
    numbers = run.spark.range(0, len(paths), 1, len(paths))
    run.kept(READ, lambda: numbers.mapInArrow(partial(_words, paths, names), READ.columns))
    known = _named(run.folder)
    run.open(RANKS)
    run.spark.sql("select * from words join ranks using (place)").createOrReplaceTempView("texts")
    return known


def files_of(inputs: list[str], names: Names | None) -> Files:
    """The files that are read, in order: those of a column, or archives of pages."""
    if "-" in inputs:
        raise UsageError("--engine spark reads files; `-` is for the engine of this machine.")
    found = [(path, source) for path, source in sources(inputs) if path] if names else list(_archives(inputs))
    if not found:
        raise NothingToRead(f"No {'JSONL and no Parquet' if names else 'WARC'} among the inputs.")
    return found


def _archives(inputs: list[str]) -> Iterator[tuple[Path, str]]:
    """Archives, and those in folders; called as `pages` calls them."""
    for given in sorted(set(inputs)):
        path = Path(given)
        if path.is_dir():
            found = ((p.relative_to(path).as_posix(), p) for p in path.rglob("*") if _is_archive(p) and p.is_file())
            yield from ((p, source) for source, p in sorted(found))
        elif not path.exists():
            raise UsageError(f"No such file: {given}.")
        elif not _is_archive(path):
            raise UsageError(f"{given} is no WARC; a column of JSONL or Parquet is named with --text.")
        else:
            yield path, given


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith(ARCHIVES)


def _words(paths: Files, names: Names | None, numbers: Batches) -> Batches:
    """The words of the texts of some files; runs in the workers."""
    for numbered in numbers:
        for n in numbered.column(0).to_pylist():
            characters, place = Characters(), n << 40
            path, source = paths[n]
            try:
                for found, faults in _rows(path, source, names) if names else _pages(path, source):
                    yield _said(place, Told(faults))
                    yield from _scanned(found, place + 1, characters)
                    place += 1 + len(found.ids)
            except UsageError as error:
                yield _said(place, Told([], str(error)))


def _rows(path: Path, source: str, names: Names) -> Iterator[tuple[Read, list[Fault]]]:
    """The texts of a column."""
    for batch in batches_of(path, source, names):
        yield Read(batch.ids, batch.sites, piece(batch.texts), [None] * len(batch.ids)), batch.faults


def _pages(path: Path, source: str) -> Iterator[tuple[Read, list[Fault]]]:
    """Titles and bodies of the pages of an archive."""
    items = read_file(path, source)
    while some := list(islice(items, PAGES)):
        pages = to_table(Page, [item for item in some if isinstance(item, Page)])
        made = documents.step(LocalEngine(), {"pages": pages})
        faults = [item for item in some if isinstance(item, Fault)] + from_table(Fault, made["faults"])
        yield _read(from_table(Document, made["documents"]), bodies(made)), faults


def _read(found: list[Document], heap: list[Body]) -> Read:
    told: list[str | None] = [f"{d.text_sha256} {d.url or ''}" for d in found]
    return Read(
        [d.id for d in found], [site(d) or None for d in found],
        texts((b.text, [(s.start, s.end, int(title)) for s, title in stretches(b)]) for b in heap), told,
    )  # fmt: skip


def _scanned(found: Read, place: int, characters: Characters) -> Batches:
    """The words of some texts, so many at a time."""
    characters.learn(found.texts.data)
    words = words_of(found.texts, characters)
    bounds = np.cumsum(np.concatenate([[0], words.counts]))
    first = 0
    while first < len(found.ids):
        last = max(first + 1, int(np.searchsorted(bounds, bounds[first] + WORDS, "right")) - 1)
        hosts = [host(name) if name else None for name in found.sites[first:last]]
        yield filled(
            READ, np.arange(place + first, place + last), pa.array(found.ids[first:last]),
            pa.array(hosts, pa.string()), pa.array(found.marks[first:last], pa.string()),
            words.counts[first:last].astype(np.int32),
            *(packed(column, bounds[first : last + 1]) for column in words[:4]), pa.nulls(last - first, pa.binary()),
        )  # fmt: skip
        first = last


def _said(place: int, told: Told) -> pa.RecordBatch:
    """What reading has to say, as a row among the texts."""
    nothing = [pa.nulls(1, kind) for kind in (pa.string(), pa.string(), pa.string(), pa.int32(), *[pa.binary()] * 4)]
    return filled(READ, np.array([place]), *nothing, pa.array([msgspec.json.encode(told)]))


def _named(folder: Path) -> Named:
    """Names for all texts, in the order of reading; where each stands in the sorted order is left as a table.

    A page that is read again is not ranked, so that nothing of it is looked at.
    """
    columns = ["place", "id", "site", "page", "words", "told"]
    read = pq.read_table(folder / READ.name, columns=columns).sort_by("place")
    told = [msgspec.json.decode(t, type=Told) for t in read["told"].drop_null().to_pylist()]
    wrong = [t.wrong for t in told if t.wrong]
    if wrong:
        shutil.rmtree(folder)
        raise UsageError(wrong[0])
    found = read.filter(pc.is_valid(read["words"]))
    names, kept, clashes = admitted(found["id"].to_pylist(), found["page"].to_pylist())
    found = found.take(kept)
    order = ranked(names)
    (folder / RANKS.name).mkdir(exist_ok=True)
    ranks = {
        "place": found["place"], "document": pa.array(np.argsort(order).astype(np.int32)), "size": found["words"],
        "site": found["site"].combine_chunks().dictionary_encode().indices.fill_null(-1),
    }  # fmt: skip
    pq.write_table(pa.table(ranks), folder / RANKS.name / "ranks.parquet")
    return Named([names[n] for n in order], [f for t in told for f in t.faults] + clashes)


def admitted(ids: list[str], marks: list[str | None]) -> tuple[list[str], list[int], list[Fault]]:
    """Names for texts, the numbers of those that have one, and faults where an id stands twice.

    Pages have a mark, by which the same page is known again: it is left out. Another page under a taken id gets a
    longer one, as `documents.Register` gives it; other texts get a number.
    """
    if not any(marks):
        taken: dict[str, int] = {}
        faults = list(admit(taken, ids))
        return list(taken), list(range(len(ids))), faults
    pages: dict[str, str | None] = {}
    kept, clashes = [], []
    for n, (given, mark) in enumerate(zip(ids, marks, strict=True)):
        name = given if pages.get(given, mark) == mark else f"{given}-{(mark or '')[:6]}"
        if name in pages:
            continue
        pages[name] = mark
        kept.append(n)
        if name != given:
            clashes.append(Fault(given, "documents", f"the id {given} is taken; read as {name}", name))
    return list(pages), kept, clashes
