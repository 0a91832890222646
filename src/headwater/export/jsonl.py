"""JSON lines: one JSON object a line, UTF-8."""

import json
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from headwater.export.batches import rows


def lines(table: pa.Table) -> Iterator[bytes]:
    """The rows of a table, a line each."""
    for row in rows(table):
        yield (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


class Jsonl:
    """A file of JSON lines."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        del schema  # every row names its fields
        self.file = path.open("wb")
        self.close = self.file.close

    def write(self, table: pa.Table) -> None:
        """Append the rows of a table."""
        self.file.writelines(lines(table))
