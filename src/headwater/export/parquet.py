"""Parquet: the same rows as JSON lines; nested fields as lists and structs."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq


class Parquet:
    """A Parquet file."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.file = pq.ParquetWriter(path, schema)
        self.close = self.file.close

    def write(self, table: pa.Table) -> None:
        """Append the rows of a table."""
        self.file.write_table(table)
