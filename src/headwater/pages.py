"""Page: one page as it was handed in, before anything is read from it."""

import gzip
import json
import os
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from headwater.records import Fault, Record

HUGE = 50_000_000  # bytes, unpacked; beyond this a single page is not a page
STDIN = "-"

Reader = Callable[[Path, str], "Iterator[Page | Fault]"]
Form = Literal["html", "text", "body", "headline"]


class Given(Record, frozen=True):
    """What the input itself states about a page: evidence like anything printed on it (source `given`)."""

    id: str | None = None
    headline: str | None = None
    date_published: str | None = None
    date_retrieved: str | None = None
    publisher: str | None = None
    agency: str | None = None
    language: str | None = None


class Page(Record, frozen=True):
    """One page: markup or text, its address, and where it came from."""

    source: str  # path or address as given, relative to the input folder where there was one; `path#row` for a row
    form: Form  # how `content` is to be read
    content: str
    url: str | None = None
    given: Given = Given()


class Decoded(NamedTuple):
    """Bytes as text; `loss` tells what was lost on the way, if anything."""

    text: str
    loss: str | None = None


_BOMS = (("utf-8-sig", b"\xef\xbb\xbf"), ("utf-32", b"\xff\xfe\0\0"), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff"))
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I)
_AS_BROWSERS_READ = """
iso-8859-1=cp1252 latin-1=cp1252 latin1=cp1252 ascii=cp1252 us-ascii=cp1252 iso-8859-9=cp1254
gb2312=gb18030 gbk=gb18030 shift_jis=cp932 euc-kr=cp949
"""
_BROWSERS_MEAN = dict(pair.split("=") for pair in _AS_BROWSERS_READ.split())
_UNDEFINED_IN_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Bytes as text, without a byte-order mark: by mark, then declaration, then UTF-8, then what it most looks like."""
    for name, mark in _BOMS:
        if raw.startswith(mark):
            return _decode_as(raw, name)
    for known in (declared, _declared_inside(raw), "utf-8"):
        read = _try(raw, _BROWSERS_MEAN.get(known.lower(), known)) if known else None
        if read is not None:
            return Decoded(read)
    if len(_broken_utf8(raw)) <= len(raw) / 2000:  # UTF-8 with a few bytes spoilt, not another encoding
        return _decode_as(raw, "utf-8")
    if guess := _guess(raw):
        return Decoded(guess)
    return _decode_as(raw, "cp1252")


def _declared_inside(raw: bytes) -> str | None:
    found = _CHARSET.search(raw, 0, 4096)
    return found.group(1).decode("ascii") if found else None


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _decode_as(raw: bytes, encoding: str) -> Decoded:
    text = raw.decode(encoding, "replace")
    lost = text.count("\ufffd") - raw.count("\ufffd".encode())
    return Decoded(text, f"wrongly encoded: {lost} characters could not be read as {encoding}" if lost > 0 else None)


def _broken_utf8(raw: bytes) -> list[int]:
    """Where UTF-8 breaks: one offset for each character that cannot be read."""
    return [m.start() for m in re.finditer("\ufffd", raw.decode("utf-8", "replace"))]


def _guess(raw: bytes) -> str | None:
    """The text by the statistics of its bytes; Western Europe needs no guess unless its page has holes there."""
    if not _UNDEFINED_IN_CP1252.search(raw) and sum(b > 127 for b in raw) < len(raw) / 8:
        return raw.decode("cp1252")
    from charset_normalizer import from_bytes  # 30 ms that most heaps need not pay  # noqa: PLC0415

    best = from_bytes(raw[:200_000]).best()
    return _try(raw, best.encoding) if best else None


def _is_binary(raw: bytes) -> bool:
    """Whether no text of any encoding looks like this: zero bytes without a mark, or many control bytes."""
    if any(raw.startswith(mark) for _, mark in _BOMS):
        return False
    head = raw[:8192]
    control = sum(b < 32 and b not in b"\t\n\r\f\v\x1b" for b in head)
    return b"\0" in head or control > len(head) / 20


def pages(inputs: Iterable[str | Path], stdin: BinaryIO | None = None) -> Iterator[Page | Fault]:
    """Every page of any mix of files, folders and `-` (JSONL on `stdin`), sorted by source.

    What cannot be read is a fault. The order of the inputs changes nothing; an input named twice is read once.
    """
    for name in sorted({str(i) for i in inputs}):
        if name == STDIN:
            yield from _jsonl(stdin or sys.stdin.buffer, STDIN)
        elif Path(name).is_dir():
            yield from _folder(Path(name))
        else:
            yield from read_file(Path(name), name)


def _folder(root: Path) -> Iterator[Page | Fault]:
    """Every file of a folder that is a page by its name, in the order of their paths; hidden ones left out."""
    missed: list[Fault] = []
    found: list[tuple[str, Path]] = []

    def unreadable(error: OSError) -> None:
        missed.append(_fault(Path(error.filename).relative_to(root).as_posix(), error.strerror or "cannot be read"))

    for where, folders, files in os.walk(root, onerror=unreadable):
        folders[:] = [f for f in folders if not f.startswith(".")]
        for file in files:
            path = Path(where) / file
            if not file.startswith(".") and _reader(file):
                found.append((path.relative_to(root).as_posix(), path))
    for source, path in sorted(found):
        yield from read_file(path, source)
    yield from sorted(missed)


def read_file(path: Path, source: str) -> Iterator[Page | Fault]:
    """The pages of one file, by the ending of its name; an unknown ending is read as markup or text by its looks."""
    try:
        if not path.exists():
            yield _fault(source, "no such file")
        elif path.stat().st_size == 0:
            yield _fault(source, "empty file")
        else:
            yield from (_reader(path.name) or _by_looks)(path, source)
    except (OSError, EOFError, zlib.error) as error:
        yield _fault(source, getattr(error, "strerror", None) or f"cannot be read: {error}")


def _reader(name: str) -> Reader | None:
    """The reader for a file name, or None where the ending tells nothing."""
    ending = Path(name.lower().removesuffix(".gz")).suffix
    return _READERS.get(ending)


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path) if packed else path.open("rb")  # type: ignore[return-value]


def _whole(path: Path, source: str) -> bytes | Fault:
    with _open(path) as file:
        raw = file.read(HUGE + 1)
    if len(raw) > HUGE:
        return _fault(source, f"huge: more than {HUGE // 1_000_000} MB in one page")
    if not raw.strip():
        return _fault(source, "empty file")
    if _is_binary(raw):
        return _fault(source, "binary: no text in any encoding known here")
    return raw


def _one(path: Path, source: str, form: Form) -> Iterator[Page | Fault]:
    raw = _whole(path, source)
    if isinstance(raw, Fault):
        yield raw
        return
    text, loss = decode(raw)
    if loss:
        yield _fault(source, loss)
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
    with _open(path) as file:
        yield from _jsonl(file, source)


def _jsonl(file: BinaryIO, source: str) -> Iterator[Page | Fault]:
    """The rows of a stream of JSON lines; one that is no object is a fault; blank lines count and are skipped."""
    yield from _numbered((_json_row(line) for line in file), source)


class _Bad(str):
    """Why a row could not be read."""

    __slots__ = ()


def _json_row(line: bytes) -> object:
    if not line.strip():
        return None
    try:
        return json.loads(decode(line).text)
    except (ValueError, RecursionError) as error:
        return _Bad(f"no JSON: {error}")


def _parquet(path: Path, source: str) -> Iterator[Page | Fault]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        with _open(path) as file, pq.ParquetFile(pa.PythonFile(file) if not _seeks(file) else file) as table:
            names = [n for n in table.schema_arrow.names if n in _COLUMNS]
            rows = (r for batch in table.iter_batches(64, columns=names) for r in batch.to_pylist())
            yield from from_rows(rows, source)
    except pa.ArrowInvalid as error:
        yield _fault(source, f"no Parquet: {error}")


def _seeks(file: BinaryIO) -> bool:
    return file.seekable()


def from_rows(rows: Iterable[Mapping[str, object]], source: str) -> Iterator[Page | Fault]:
    """A page for every row (columns as in the contract), named `source#row`, counted from 1.

    A row without content is a fault.
    """
    yield from _numbered(rows, source)


def _numbered(rows: Iterable[object], source: str) -> Iterator[Page | Fault]:
    for number, row in enumerate(rows, 1):
        if row is not None:
            yield _row(row, f"{source}#{number}")


def _row(row: object, source: str) -> Page | Fault:
    if isinstance(row, _Bad):
        return _fault(source, str(row))
    if not isinstance(row, Mapping):
        return _fault(source, "the row is no object")
    given = Given(**{name: _string(row.get(name)) for name in Given.__struct_fields__})
    for form in _FORMS:
        content = _string(row.get(form))
        if content is not None:
            return _content(Page(source, form, content.removeprefix("\ufeff"), _string(row.get("url")), given))
    return _fault(source, "the row holds no html, text, body or headline")


def _content(page: Page) -> Page | Fault:
    if len(page.content) > HUGE:
        return _fault(page.source, f"huge: more than {HUGE // 1_000_000} MB in one page")
    return page


def _string(value: object) -> str | None:
    """A given value as a string; numbers and dates as they print, blanks and other things as nothing."""
    if value is None or isinstance(value, bool | list | dict):
        return None
    text = value.isoformat() if hasattr(value, "isoformat") else str(value)
    return text if text.strip() else None


def _fault(source: str, message: str) -> Fault:
    return Fault(source, "pages", message)


_FORMS: tuple[Form, ...] = ("html", "text", "body", "headline")  # the first that a row fills is read
_COLUMNS = frozenset(("url", *_FORMS, *Given.__struct_fields__))
_READERS = {".html": _html, ".htm": _html, ".xhtml": _html, ".txt": _text, ".text": _text, ".jsonl": _lines,
            ".ndjson": _lines, ".parquet": _parquet}  # fmt: skip
