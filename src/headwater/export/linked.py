"""JSON-LD, as the formats share it: names of things as IRIs, and long lists an item a line."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import msgspec
import pyarrow as pa

from headwater.report.words import web_address

OURS = "urn:headwater:"


def iri(kind: str, name: str) -> str:
    """The name of a thing of ours: whatever a page wrote into it, nothing but letters, digits and `-._~:%`."""
    return f"{OURS}{kind}:{quote(name, safe=':')}"


def address(url: str | None) -> str | None:
    """The address of a page as an IRI, where it is one of the web."""
    safe = web_address(url)
    return quote(safe, safe=":/?#[]@!$&'()*+,;=%~") if safe else None


def listed(head: dict[str, Any], key: str, items: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """One JSON object that ends with a list, an item of it a line; nothing stands for what is null or empty."""
    yield msgspec.json.encode(head)[:-1] + b"," + msgspec.json.encode(key) + b":["
    for n, item in enumerate(items):
        yield (b",\n" if n else b"\n") + msgspec.json.encode(_said(item))
    yield b"\n]}\n"


def _said(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if value not in (None, "", [])}


class Texts:
    """The texts of a heap, one at a time."""

    def __init__(self, documents: pa.Table) -> None:
        self.documents = documents
        self.rows = {name: n for n, name in enumerate(documents["id"].to_pylist())}
        self.of = lru_cache(64)(self._of)

    def _of(self, document: str) -> dict[str, Any] | None:
        """The row of a document."""
        n = self.rows.get(document)
        return None if n is None else self.documents.slice(n, 1).to_pylist()[0]
