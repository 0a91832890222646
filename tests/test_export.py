"""Exports of rows: every format holds the same rows, and no spreadsheet runs what a page wrote."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.claims import Claim, Ladder, Support
from headwater.errors import HeadwaterError, UsageError
from headwater.export import FORMATS, ONE_FILE, export
from headwater.export.sheet import RUN, guarded
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


def test_long_tables_are_written_whole(tmp_path: Path) -> None:
    long = {"claims": to_table(Claim, [CLAIM] * 3000)}
    for form in FORMATS:
        export(long, tmp_path, form)
    assert (tmp_path / "claims.jsonl").read_bytes().count(b"\n") == 3000
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 3001


def read_sheet(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as they were: the first apostrophe of a cell is a guard."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{k: v.removeprefix("'") for k, v in row.items()} for row in csv.DictReader(file)]


def test_csv_keeps_nested_fields_as_json(tmp_path: Path) -> None:
    export(TABLES, tmp_path, "csv")
    (row,) = read_sheet(tmp_path / "claims.csv")
    assert row["text"] == CLAIM.text
    assert json.loads(row["ladder"])["documents"] == 2


@given(st.sampled_from(["", *RUN, "'"]), st.text())
def test_no_cell_begins_with_what_a_spreadsheet_runs_and_each_can_be_read_back(first: str, rest: str) -> None:
    cell = guarded(first + rest)
    assert not cell.startswith(tuple(RUN))
    assert cell.removeprefix("'") == first + rest


def test_a_formula_on_a_page_is_a_text_in_the_sheet(tmp_path: Path) -> None:
    attacks = ["=1+1", "@SUM(A1)", "\t=1", "-1;=1+1", "'=1", 'a";=1', "＝1"]
    claims = [Claim(f"c{n}", "s", text, Ladder(1, 1, 1, 1), ()) for n, text in enumerate(attacks)]
    export({"claims": to_table(Claim, claims)}, tmp_path, "csv")
    assert [r["text"] for r in read_sheet(tmp_path / "claims.csv")] == attacks
    raw = (tmp_path / "claims.csv").read_text(encoding="utf-8")
    assert "'=1+1" in raw
    assert '"\'-1;=1+1"' in raw  # in marks: a sheet that parts cells at `;` finds one cell


def test_the_same_tables_give_the_same_bytes(tmp_path: Path) -> None:
    for form in FORMATS:
        one, two = (export(TABLES, tmp_path / n, form) for n in ("one", "two"))
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]


def test_an_unknown_form_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"'xls'; there are jsonl, parquet, csv, dot, .*, zip"):
        export(TABLES, tmp_path, "xls")


@pytest.mark.parametrize("form", [*FORMATS, *ONE_FILE])
def test_what_cannot_be_written_is_said(form: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here before")
    with pytest.raises(HeadwaterError, match="Cannot write"):
        export(TABLES, tmp_path / "file" / "below", form)
