"""Batches: the rows of a table a few at a time, so that a long one is never in memory as objects."""

from collections.abc import Iterator
from typing import Any

import msgspec
import pyarrow as pa

from headwater.documents import Document

ROWS = 1024  # that are objects at one time


def rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table as dictionaries, in order."""
    for batch in table.to_batches(max_chunksize=ROWS):
        yield from batch.to_pylist()


def heads(documents: pa.Table) -> Iterator[Document]:
    """The documents without their texts."""
    for row in rows(documents.drop_columns(["text"])):
        yield msgspec.convert(row | {"text": ""}, Document)
