"""WARC, WET, ARC and WACZ archives -> pages, record by record, in bounded memory."""

import gzip
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from msgspec.structs import replace

from headwater.pages import model
from headwater.pages.encoding import decode, is_binary
from headwater.pages.model import Form, Given, Page, fault
from headwater.records import Fault

_HTML = ("text/html", "application/xhtml+xml")
# What readers of archives raise on torn, locked and lying ones; RuntimeError is a password that is missing.
_BROKEN = (OSError, EOFError, ValueError, OverflowError, RuntimeError, zlib.error, lzma.LZMAError)


def from_archive(path: Path, source: str) -> Iterator[Page | Fault]:
    """The pages of an archive, named `source#record`, counted from 1; a torn end is a fault after what was read."""
    try:
        if path.suffix.lower() == ".wacz":
            yield from _from_wacz(path, source)
        elif ".arc" in path.suffixes and ".warc" not in path.suffixes:
            with _open(path) as file:
                yield from _from_arc(file, source)
        else:
            with path.open("rb") as file:
                yield from _from_warc(file, source)
    except (zipfile.BadZipFile, *_BROKEN) as error:
        yield fault(source, f"no WACZ: {error}")


def _from_wacz(path: Path, source: str) -> Iterator[Page | Fault]:
    with zipfile.ZipFile(path) as packed:
        for name in sorted(n for n in packed.namelist() if n.endswith((".warc", ".warc.gz"))):
            with packed.open(name) as file:
                yield from _from_warc(file, f"{source}#{name}")  # type: ignore[arg-type]


def _open(path: Path) -> BinaryIO:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    return gzip.open(path) if packed else path.open("rb")  # type: ignore[return-value]


def _from_warc(file: BinaryIO, source: str) -> Iterator[Page | Fault]:
    """The pages of a WARC or WET stream: HTML answers, conversions to text, HTML resources."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # noqa: PLC0415  (40 ms that most heaps need not pay)

    kinds = WarcRecordType.response | WarcRecordType.conversion | WarcRecordType.resource
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(file, record_types=kinds, auto_decode="all"), 1):
            found = _from_record(record, f"{source}#{number}")
            if found:
                yield found
    except _BROKEN as error:
        yield fault(source, f"torn archive after record {number}: {error}")


def _from_record(record: Any, source: str) -> Page | Fault | None:
    """The page of one record; None for records that hold none, such as pictures and redirects."""
    form = _form(record)
    status = record.http_headers.status_code if record.http_headers else 200
    if form is None or 300 <= (status or 200) < 400:
        return None
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    if (status or 200) >= 400:
        return fault(source, f"{url} answered {status}")
    page = Page(source, form, "", url, Given(date_retrieved=record.headers.get("WARC-Date")))
    return _filled(page, record.reader.read(model.HUGE + 1), record.http_charset)


def _form(record: Any) -> Form | None:
    if record.headers.get("WARC-Type") == "conversion":
        return "text"
    kind = (record.http_content_type or record.headers.get("Content-Type") or "").split(";")[0].strip().lower()
    return "html" if kind in _HTML else None


def _filled(page: Page, raw: bytes, charset: str | None = None) -> Page | Fault:
    """The page with its content, or why it has none."""
    if len(raw) > model.HUGE:
        return fault(page.source, f"huge: more than {model.HUGE // 1_000_000} MB in one page")
    if not raw.strip():
        return fault(page.source, "empty record")
    if is_binary(raw):
        return fault(page.source, "binary: no text in any encoding known here")
    return replace(page, content=decode(raw, charset).text)


def _from_arc(file: BinaryIO, source: str) -> Iterator[Page | Fault]:
    """The pages of an ARC stream: a line `url address date type length`, then as many bytes."""
    number = 0
    try:
        while line := file.readline(16_384):
            if not line.strip():
                continue
            url, _, when, kind, length = line.decode("utf-8", "replace").strip().rsplit(" ", 4)
            raw = file.read(max(0, min(int(length), model.HUGE + 1)))
            number += 1
            if len(raw) != int(length):
                raise EOFError("the last record is cut short")
            if kind in _HTML and url.startswith("http"):
                page = Page(f"{source}#{number}", "html", "", url, Given(date_retrieved=_day(when)))
                yield _filled(page, raw.partition(b"\r\n\r\n")[2] or raw)
    except _BROKEN as error:
        yield fault(source, f"torn archive after record {number}: {error}")


def _day(when: str) -> str:
    """`20140216050221` as ISO prints it."""
    return f"{when[:4]}-{when[4:6]}-{when[6:8]}T{when[8:10]}:{when[10:12]}:{when[12:14]}Z"
