"""Page: one page as it was handed in, from files, folders, archives, feeds, rows and addresses.

model      the records             rows       JSONL, Parquet, stdin, frames
files      files and folders       archives   WARC, WET, ARC, WACZ
encoding   bytes -> text           feeds      RSS, Atom, JSON feeds
                                   web        addresses (cache: their answers, kept)
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from headwater.pages.encoding import decode
from headwater.pages.files import read_file, read_folder
from headwater.pages.model import HUGE, Given, Page
from headwater.pages.rows import from_jsonl, from_rows
from headwater.pages.web import Web, is_address
from headwater.records import Fault

__all__ = ["HUGE", "Given", "Page", "Web", "decode", "from_rows", "pages"]

STDIN = "-"


def pages(
    inputs: Iterable[str | Path], stdin: BinaryIO | None = None, web: Web | None = None
) -> Iterator[Page | Fault]:
    """Every page of any mix of files, folders, addresses and `-` (JSONL on `stdin`), sorted by source.

    What cannot be read is a fault. The order of the inputs changes nothing; an input named twice is read once. A `web`
    that follows has the entries of feeds read from their pages; one that is not given is made and closed where needed.
    """
    with ExitStack() as stack:
        fetch = web.page if web and web.follow else None
        for name in sorted({str(i) for i in inputs}):
            if name == STDIN:
                yield from from_jsonl(stdin or sys.stdin.buffer, STDIN)
            elif is_address(name):
                web = web or stack.enter_context(Web())
                yield from web.read(name)
            elif _is_folder(name):
                yield from read_folder(Path(name), fetch)
            else:
                yield from read_file(Path(name), name, fetch)


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except OSError:  # a name that no file can have; reading it says so
        return False
