"""Files and folders -> pages, by the ending of their names, gzipped or not."""

import gzip
import os
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from headwater.pages import archives, feeds, model
from headwater.pages.encoding import decode, is_binary
from headwater.pages.model import Form, Page, fault
from headwater.pages.rows import COLUMNS, from_jsonl, from_rows
from headwater.records import Fault

Reader = Callable[[Path, str], Iterator[Page | Fault]]
Fetch = Callable[[str], Iterable[Page | Fault]]


def read_folder(root: Path, fetch: Fetch | None = None) -> Iterator[Page | Fault]:
    """Every file of a folder that is a page by its name, in the order of their paths; hidden ones left out.

    The entries of a feed are read from their pages by `fetch`, where it is given.
    """
    missed: list[Fault] = []
    found: list[tuple[str, Path]] = []

    def unreadable(error: OSError) -> None:
        missed.append(fault(Path(error.filename).relative_to(root).as_posix(), error.strerror or "cannot be read"))

    for where, folders, files in os.walk(root, onerror=unreadable):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for file in files:
            path = Path(where) / file
            if not file.startswith(".") and _reader(file):
                found.append((path.relative_to(root).as_posix(), path))
    for source, path in sorted(found):
        yield from read_file(path, source, fetch)
    yield from sorted(missed)


def read_file(path: Path, source: str, fetch: Fetch | None = None) -> Iterator[Page | Fault]:
    """The pages of one file, by the ending of its name; an unknown ending is read as markup or text by its looks.

    The entries of a feed are read from their pages by `fetch`, where it is given.
    """
    try:
        if not path.exists():
            yield fault(source, "no such file")
        elif path.stat().st_size == 0:
            yield fault(source, "empty file")
        else:
            reader = _reader(path.name) or _named_reader(path.name)
            found = reader(path, source)
            found = feeds.follow(found, fetch) if fetch and reader is _feed else found
            yield from chain([first], found) if (first := next(found, None)) else [fault(source, "holds no page")]
    except (OSError, EOFError, zlib.error) as error:
        yield fault(source, getattr(error, "strerror", None) or f"cannot be read: {error}")


def _reader(name: str) -> Reader | None:
    """The reader for a file name, or None where the ending tells nothing."""
    ending = Path(name.lower().removesuffix(".gz")).suffix
    return _READERS.get(ending)


def _named_reader(name: str) -> Reader:
    """The reader for a file that somebody named although its ending promises no page."""
    return _feed if name.lower().removesuffix(".gz").endswith(".json") else _by_looks


def opened(path: Path) -> BinaryIO:
    """A file's bytes, unpacked where it is gzipped, whatever its name."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path) if packed else path.open("rb")  # type: ignore[return-value]


def _whole(path: Path, source: str) -> bytes | Fault:
    with opened(path) as file:
        raw = file.read(model.HUGE + 1)
    if len(raw) > model.HUGE:
        return fault(source, f"huge: more than {model.HUGE // 1_000_000} MB in one page")
    if not raw.strip():
        return fault(source, "empty file")
    if is_binary(raw):
        return fault(source, "binary: no text in any encoding known here")
    return raw


def _one(path: Path, source: str, form: Form) -> Iterator[Page | Fault]:
    raw = _whole(path, source)
    if isinstance(raw, Fault):
        yield raw
        return
    text, loss = decode(raw)
    if loss:
        yield fault(source, loss)
    yield Page(source, form, text)


def _html(path: Path, source: str) -> Iterator[Page | Fault]:
    return _one(path, source, "html")


def _text(path: Path, source: str) -> Iterator[Page | Fault]:
    return _one(path, source, "text")


def _by_looks(path: Path, source: str) -> Iterator[Page | Fault]:
    """A file whose name tells nothing: markup where it opens as markup, text otherwise."""
    for page in _one(path, source, "text"):
        if isinstance(page, Page) and re.match(r"\s*<(?:!doctype|html|head|body|\?xml|!--)", page.content, re.I):
            yield Page(page.source, "html", page.content)
        else:
            yield page


def _lines(path: Path, source: str) -> Iterator[Page | Fault]:
    with opened(path) as file:
        yield from from_jsonl(file, source)


def _parquet(path: Path, source: str) -> Iterator[Page | Fault]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with opened(path) as file, pq.ParquetFile(pa.PythonFile(file) if not _seeks(file) else file) as table:
            names = [n for n in table.schema_arrow.names if n in COLUMNS]
            rows = (r for batch in table.iter_batches(64, columns=names) for r in batch.to_pylist())
            yield from from_rows(rows, source)
    except pa.ArrowInvalid as error:
        yield fault(source, f"no Parquet: {error}")


def _seeks(file: BinaryIO) -> bool:
    return file.seekable()


def _feed(path: Path, source: str) -> Iterator[Page | Fault]:
    raw = _whole(path, source)
    if isinstance(raw, Fault):
        yield raw
    else:
        yield from feeds.from_feed(raw, source)


def _archive(path: Path, source: str) -> Iterator[Page | Fault]:
    return archives.from_archive(path, source)


_READERS: dict[str, Reader] = {
    **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
    **dict.fromkeys((".txt", ".text"), _text),
    **dict.fromkeys((".jsonl", ".ndjson"), _lines),
    **dict.fromkeys((".xml", ".rss", ".atom"), _feed),
    **dict.fromkeys((".warc", ".wet", ".arc", ".wacz"), _archive),
    ".parquet": _parquet,
}
