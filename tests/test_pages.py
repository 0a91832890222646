"""Pages: every input becomes pages or faults, never an exception, whatever order it comes in."""

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater import pages as room
from headwater.pages import Given, Page, decode, from_rows, pages
from headwater.records import Fault


def read(*inputs: str | Path, stdin: bytes = b"") -> tuple[list[Page], list[Fault]]:
    found = list(pages(inputs, io.BytesIO(stdin)))
    return [p for p in found if isinstance(p, Page)], [f for f in found if isinstance(f, Fault)]


@pytest.fixture
def heap(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("The weir at Ostrel broke.\r\nNobody was hurt.\r\n", newline="")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.html").write_text("<p>The weir at Ostrel broke.</p>")
    (tmp_path / "a" / "notes.bin").write_bytes(b"\0\1\2")
    (tmp_path / ".hidden.txt").write_text("not a page")
    return tmp_path


def test_a_folder_is_read_in_the_order_of_its_paths_and_keeps_line_ends(heap: Path) -> None:
    found, faults = read(heap)
    assert [(p.source, p.form) for p in found] == [("a/z.html", "html"), ("b.txt", "text")]
    assert found[1].content == "The weir at Ostrel broke.\r\nNobody was hurt.\r\n"
    assert faults == []


def test_the_order_of_the_inputs_changes_nothing(heap: Path) -> None:
    files = [heap / "b.txt", heap / "a" / "z.html", heap / "b.txt"]
    assert read(*files) == read(*reversed(files))
    assert len(read(*files)[0]) == 2


def test_gzipped_files_are_read_by_their_inner_ending(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"<p>Ferry aground</p>"))
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Ferry aground"}\n'))
    (tmp_path / "torn.txt.gz").write_bytes(gzip.compress(b"Ferry aground" * 50)[:30])
    found, faults = read(tmp_path)
    assert [(p.source, p.form) for p in found] == [("page.html.gz", "html"), ("rows.jsonl.gz#1", "text")]
    assert [f.source for f in faults] == ["torn.txt.gz"]


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("binary.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "binary"),
        ("broken.parquet", b"PAR0 and then nothing", "Parquet"),
    ],
)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(raw)
    found, (fault,) = read(tmp_path)
    assert found == []
    assert fault.source == name
    assert message in fault.message


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    found, (fault,) = read(tmp_path / "gone.txt")
    assert found == []
    assert fault == Fault(str(tmp_path / "gone.txt"), "pages", "no such file")


def test_a_huge_page_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "HUGE", 1000)
    (tmp_path / "long.txt").write_text("word " * 300)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"word " * 300))
    found, faults = read(tmp_path)
    assert found == []
    assert all("huge" in f.message for f in faults)
    assert len(faults) == 2


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Grüße aus Köln".encode("utf-8-sig"), "Grüße aus Köln"),
        ("Grüße aus Köln".encode("utf-16"), "Grüße aus Köln"),
        ("“Grüße” – Köln".encode("cp1252"), "“Grüße” – Köln"),
        ('<meta charset="windows-1251"><p>Плотина</p>'.encode("cp1251"), '<meta charset="windows-1251"><p>Плотина</p>'),
        ('<meta charset=iso-8859-1>“x”'.encode("cp1252"), "<meta charset=iso-8859-1>“x”"),
        ('<meta charset="no-such-thing"><p>ü</p>'.encode(), '<meta charset="no-such-thing"><p>ü</p>'),
    ],
)  # fmt: skip
def test_text_is_decoded_by_mark_declaration_and_looks(raw: bytes, text: str) -> None:
    assert decode(raw) == (text, None)


def test_a_text_that_decodes_with_losses_is_read_and_reported(tmp_path: Path) -> None:
    (tmp_path / "torn.txt").write_bytes("Größe und Höhe. ".encode() * 400 + b"caf\xe9 \xff ende")
    (page,), (fault,) = read(tmp_path)
    assert page.content.startswith("Größe und Höhe.")
    assert "wrongly encoded: 2 characters" in fault.message


def test_rows_hold_pages_texts_bodies_or_headlines() -> None:
    rows: list[dict[str, object]] = [
        {"id": 7, "url": "https://ostrel.example/1", "html": "<p>x</p>", "text": "y"},
        {"text": "\ufeffThe weir broke.", "headline": "Weir", "date_published": "2031-03-02", "agency": "Inland Wire"},
        {"body": "The weir broke.", "language": "en"},
        {"headline": "Weir breaks at Ostrel", "text": "  "},
    ]
    found = list(from_rows(rows, "heap"))
    assert found == [
        Page("heap#1", "html", "<p>x</p>", "https://ostrel.example/1", Given(id="7")),
        Page(
            "heap#2", "text", "The weir broke.", None,
            Given(headline="Weir", date_published="2031-03-02", agency="Inland Wire"),
        ),
        Page("heap#3", "body", "The weir broke.", None, Given(language="en")),
        Page("heap#4", "headline", "Weir breaks at Ostrel", None, Given(headline="Weir breaks at Ostrel")),
    ]  # fmt: skip


def test_bad_rows_are_faults_and_the_others_are_read() -> None:
    lines = b'{"text": "one"}\n\n[1]\n{broken\n{"id": "x"}\n{"text": "six"}'
    found, faults = read("-", stdin=lines)
    assert [(p.source, p.content) for p in found] == [("-#1", "one"), ("-#6", "six")]
    assert [f.source for f in faults] == ["-#3", "-#4", "-#5"]


def test_parquet_rows_are_those_of_jsonl(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "The weir broke.", "views": 3}, {"id": "b", "text": None, "views": 4}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "heap.parquet")
    (tmp_path / "heap.jsonl").write_text("\n".join(json.dumps(r) for r in rows))
    (one, two), faults = read(tmp_path)
    assert (one.content, one.given) == (two.content, two.given)
    assert [f.source for f in faults] == ["heap.jsonl#2", "heap.parquet#2"]


@given(st.binary(max_size=200))
def test_any_bytes_decode(raw: bytes) -> None:
    assert isinstance(decode(raw).text, str)
