"""Bundle: a zip with the report, every table and the hashes of all of them; the same heap gives the same bytes.

`manifest-sha256.txt` is what `sha256sum --check` reads.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from headwater.export.jsonl import lines
from headwater.records import Tables
from headwater.report import page

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip knows
_READABLE = 0o644 << 16
_CHUNK = 1 << 20


def bundle(tables: Tables) -> Iterator[bytes]:
    """The zip, piece by piece."""
    with TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            hashes = {name: _put(archive, name, parts) for name, parts in _members(tables)}
            manifest = "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes))
            _put(archive, "manifest-sha256.txt", [manifest.encode()])
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _members(tables: Tables) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Every file by a name of ours, sorted."""
    yield "report.html", [page(tables).encode()]
    for name in sorted(tables):
        yield f"tables/{name}.jsonl", lines(tables[name])


def _put(archive: ZipFile, name: str, parts: Iterable[bytes]) -> str:
    """A file into the archive -> its SHA-256."""
    about = ZipInfo(name, _EPOCH)
    about.compress_type, about.external_attr, about.create_system = ZIP_DEFLATED, _READABLE, 3
    found = sha256()
    with archive.open(about, "w", force_zip64=True) as member:
        for part in parts:
            found.update(part)
            member.write(part)
    return found.hexdigest()
