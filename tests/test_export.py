"""Exports: every format holds the same rows."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from headwater.claims import Claim, Ladder, Support
from headwater.export import FORMATS, export
from headwater.records import to_table

CLAIM = Claim("c1", "s1", "The dam “holds”,\nhe said.", Ladder(2, 1, 1, 1), (Support("d", 0, 4, "d", "n", "s"),))
TABLES = {"claims": to_table(Claim, [CLAIM]), "empty": to_table(Claim, ())}


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_one_file_a_table_even_for_an_empty_one(form: str, tmp_path: Path) -> None:
    paths = export(TABLES, tmp_path / "new" / "folder", form)
    assert [p.name for p in paths] == [f"claims.{form}", f"empty.{form}"]
    assert all(p.is_file() for p in paths)


def test_jsonl_and_parquet_hold_identical_rows(tmp_path: Path) -> None:
    export(TABLES, tmp_path, "jsonl")
    export(TABLES, tmp_path, "parquet")
    lines = [json.loads(x) for x in (tmp_path / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    assert lines == pq.read_table(tmp_path / "claims.parquet").to_pylist() == TABLES["claims"].to_pylist()


def test_csv_keeps_nested_fields_as_json(tmp_path: Path) -> None:
    export(TABLES, tmp_path, "csv")
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["text"] == CLAIM.text
    assert json.loads(row["ladder"])["documents"] == 2


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for form in FORMATS:
        one, two = (export(TABLES, tmp_path / n, form) for n in ("one", "two"))
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
