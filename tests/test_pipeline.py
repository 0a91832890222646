"""Pipeline: every table is filled, the order of the inputs and the number of processes change nothing."""

import json
from itertools import pairwise
from pathlib import Path

import pytest

import headwater as hw
from headwater.engine import LocalEngine
from headwater.errors import NothingToRead
from headwater.pages import Page
from headwater.pipeline import KINDS, READ, STEPS, Heap, gather, run, steps, stream
from headwater.records import schema

EXAMPLES = Path(hw.__file__).parent / "examples"


@pytest.fixture(scope="module")
def harbour() -> Heap:
    """The example that `headwater demo` shows."""
    return hw.trace(EXAMPLES / "harbour")


def test_every_table_of_the_contract_is_there_with_its_columns(harbour: Heap) -> None:
    for name, kind in KINDS.items():
        assert harbour.tables[name].schema.equals(schema(kind)), name
    filled = {name for name in KINDS if len(getattr(harbour, name))}
    assert set(KINDS) - filled <= {"alternatives", "faults"}


def test_what_leaves_the_house_refers_to_what_is_there(harbour: Heap) -> None:
    texts = {d["id"]: d["text"] for d in harbour.documents.to_arrow().to_pylist()}
    for name in ("blocks", "dates", "statements", "comments"):
        for row in getattr(harbour, name).to_arrow().to_pylist():
            assert 0 <= row["start"] < row["end"] <= len(texts[row["document"]]), (name, row)
    for claim in harbour.claims.to_arrow().to_pylist():
        assert all(s["start"] < s["end"] <= len(texts[s["document"]]) for s in claim["supports"])
    nodes = {w["id"] for w in harbour.witnesses.to_arrow().to_pylist()}
    assert set(texts) <= nodes
    assert all({e["parent"], e["child"]} <= nodes for e in harbour.derivations.to_arrow().to_pylist())


def test_blocks_are_in_order_and_do_not_overlap(harbour: Heap) -> None:
    rows = harbour.blocks.to_arrow().to_pylist()
    for one, two in pairwise(rows):
        if one["document"] == two["document"]:
            assert one["end"] <= two["start"]


def test_neither_the_order_of_files_nor_a_second_process_changes_a_byte() -> None:
    folder = EXAMPLES / "dam"
    files = sorted(folder.iterdir())
    alone = run(*gather(files))
    other = run(*gather(reversed(files)), LocalEngine(jobs=2, rows_that_pay=2))
    for name in KINDS:
        assert json.dumps(alone[name].to_pylist()) == json.dumps(other[name].to_pylist()), name


def test_progress_names_every_step_once() -> None:
    seen: list[tuple[str, int, int]] = []
    run([Page("a", "body", "One short text.")], progress=lambda *x: seen.append(x))
    assert [s for s, _, _ in seen] == [*(s.name for s in STEPS), "done"]


def test_a_stream_gives_the_documents_of_one_go_in_any_batches(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    rows = [{"id": i, "body": f"Gate {i} was shut in May."} for i in ("a", "b", "a", "c")]
    rows[3] |= {"id": "b"}  # another page under a taken id
    path = tmp_path / "pages.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in rows))
    whole = run(*gather([path]), steps=READ)
    monkeypatch.setattr(steps, "BATCH", 1)
    parts = list(stream([path]))
    assert len(parts) == 4
    for name in ("documents", "blocks"):
        assert sorted(json.dumps(r) for t in parts for r in t[name].to_pylist()) == sorted(
            json.dumps(r) for r in whole[name].to_pylist()
        )
    assert sum(t["faults"].num_rows for t in parts) == whole["faults"].num_rows == 1


def test_no_readable_page_is_a_wrong_call_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    with pytest.raises(NothingToRead, match=r"empty\.txt"):
        hw.trace(tmp_path)


def test_a_bad_page_is_a_row_and_the_rest_is_traced(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The quay was repaired in May.\nThe crane came back in June.\n")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    heap = hw.trace(tmp_path)
    assert len(heap.documents) == 1
    assert [f["source"] for f in heap.faults.to_arrow().to_pylist()] == ["picture.html"]


def test_tables_are_attributes_for_any_arrow_program(harbour: Heap) -> None:
    pandas = pytest.importorskip("pandas")
    assert isinstance(harbour.stories.to_pandas(), pandas.DataFrame)
    assert harbour.claims.to_arrow() is harbour.tables["claims"]
    assert "rows" in repr(harbour.passages)
    assert "<table" in harbour.passages._repr_html_()
    assert "stories" in dir(harbour)
    with pytest.raises(AttributeError, match="there are documents"):
        _ = harbour.nonsense


def test_the_summary_counts_what_the_tables_hold(harbour: Heap) -> None:
    counts = harbour.summary()
    assert counts["documents"] == len(harbour.documents)
    assert counts["lost sources"] == sum(w["kind"] == "lost" for w in harbour.tables["witnesses"].to_pylist())
    assert "independent" in repr(harbour)
