"""CSV: one row a line for spreadsheets; nested fields as JSON.

A spreadsheet runs a cell that begins with one of some characters as a formula, and pages are written by strangers: such
a cell has an apostrophe before it, and so has one that begins with an apostrophe, so that taking the first apostrophe
off gives the cell back. Every text is in quotation marks, or a sheet that parts cells at other marks would find new
cells in it. After "CSV Injection" of the OWASP Foundation.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from headwater.export.batches import rows

RUN = "=+-@\t\r\n＝＋－＠"  # what a formula may begin with; full width in some languages


class Csv:
    """A CSV file."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.file = path.open("w", encoding="utf-8", newline="")
        self.close = self.file.close
        self.lines = csv.writer(self.file, quoting=csv.QUOTE_NONNUMERIC)
        self.lines.writerow(schema.names)

    def write(self, table: pa.Table) -> None:
        """Append the rows of a table."""
        self.lines.writerows(map(_cell, row.values()) for row in rows(table))


def _cell(value: Any) -> Any:
    """A value as a cell that no spreadsheet runs."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return guarded(value) if isinstance(value, str) else value


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it, or where it begins with one."""
    return f"'{text}" if text.startswith((*RUN, "'")) else text
