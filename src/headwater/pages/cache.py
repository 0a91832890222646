"""Cache: what addresses answered, kept in a folder, so that a run can be resumed and a page be asked for politely."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import msgspec

from headwater.errors import HeadwaterError

FRESH = 3600.0  # seconds in which an address is not asked again: an interrupted run goes on where it stopped


class Answer(msgspec.Struct, frozen=True):
    """What an address answered."""

    status: int
    kind: str  # content type
    charset: str | None  # as declared in the header
    raw: bytes
    tag: str | None = None  # ETag
    modified: str | None = None  # Last-Modified
    asked: float = 0.0  # seconds since 1970
    url: str | None = None  # where it led, if elsewhere


class Cache:
    """A folder with one file an address. A file that cannot be read counts as none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise HeadwaterError(f"Cannot make the cache {folder}: {error.strerror}.") from error

    def _path(self, url: str) -> Path:
        return self._folder / f"{sha256(url.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}.msgpack"

    def get(self, url: str) -> Answer | None:
        """What the address answered last, or None."""
        try:
            return msgspec.msgpack.decode(self._path(url).read_bytes(), type=Answer)
        except (OSError, msgspec.DecodeError):
            return None

    def keep(self, url: str, answer: Answer) -> None:
        """Keep an answer in place of the one before; a torn write leaves the old one."""
        path = self._path(url)
        torn = path.with_suffix(".part")
        torn.write_bytes(msgspec.msgpack.encode(answer))
        torn.replace(path)


def condition(kept: Answer | None) -> Mapping[str, str]:
    """The request headers that ask for a page only if it is another than the kept one."""
    if kept is None:
        return {}
    asked = {"if-none-match": kept.tag, "if-modified-since": kept.modified}
    return {name: value for name, value in asked.items() if value}
