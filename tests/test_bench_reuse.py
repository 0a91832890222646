"""The bench of reuse: its heap is what it says, its floor sorts, and a process is measured for what it takes itself."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from bench.reuse.heap import KINDS, Wording, _families, invented, real, texts, write
from bench.reuse.run import FEW, HERE, Contestant, Cost, measured


@pytest.fixture(scope="module")
def wording() -> Wording:
    return invented()


def grams(text: str) -> set[tuple[str, ...]]:
    words = text.lower().split()
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def test_a_heap_has_its_size_and_is_the_same_each_time(tmp_path: Path, wording: Wording) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, 150, wording)
    table = pq.read_table(tmp_path / "one")
    assert table.column_names == ["id", "text"]
    assert table.num_rows == len(set(table["id"].to_pylist())) == 150
    assert table.equals(pq.read_table(tmp_path / "two"))


def test_three_documents_in_ten_have_a_relative(tmp_path: Path, wording: Wording) -> None:
    write(tmp_path / "heap", 400, wording)
    seen: dict[tuple[str, ...], set[int]] = {}
    for n, text in enumerate(texts(tmp_path / "heap")):
        for gram in grams(text):
            seen.setdefault(gram, set()).add(n)
    shared: dict[tuple[int, ...], int] = {}
    for documents in seen.values():
        if len(documents) > 1:
            for n in documents:
                shared[n,] = shared.get((n,), 0) + 1
    assert 0.2 < sum(count >= 8 for count in shared.values()) / 400 < 0.35


def test_documents_have_about_three_hundred_words(tmp_path: Path, wording: Wording) -> None:
    write(tmp_path / "heap", 300, wording)
    assert 220 < np.mean([len(text.split()) for text in texts(tmp_path / "heap")]) < 380


def test_most_families_are_small_and_some_are_large() -> None:
    sizes = np.bincount(_families(100_000, np.random.default_rng(1)) + 1)[1:]
    assert sizes.sum() == 30_000
    assert np.median(sizes) <= 6
    assert 500 < sizes.max() <= 1_000


def test_every_kind_keeps_words_of_its_source(wording: Wording) -> None:
    source = [np.arange(100 * k, 100 * k + 20) for k in range(1, 9)]
    for kind in KINDS:
        made = np.concatenate(kind(source, wording, np.random.default_rng(3)))
        assert np.isin(made, np.concatenate(source)).sum() >= 10


def test_real_sentences_are_swapped_so_that_nobody_copies_by_accident(tmp_path: Path) -> None:
    said = [
        f"Line {k} of an invented chronicle tells how the {k} ferries left in the rain for the north" for k in range(60)
    ]
    write(tmp_path / "heap", 40, real([". ".join(said)]))
    assert not any(sentence in text for text in texts(tmp_path / "heap") for sentence in said)


def test_a_process_is_charged_for_itself_alone() -> None:
    ballast = bytearray(150_000_000)
    small = measured([sys.executable, "-S", "-c", "print('done')"])
    large = measured([sys.executable, "-S", "-c", "print(sum(bytearray(90_000_000)))"])
    assert ballast
    assert small.said == "done"
    assert small.peak < 40
    assert large.peak > 80
    assert large.cpu > small.cpu


def test_a_process_that_fails_says_why() -> None:
    assert "no such thing" in measured([sys.executable, "-S", "-c", "raise SystemExit('no such thing')"]).failed
    assert "3" in measured([sys.executable, "-S", "-c", "raise SystemExit(3)"]).failed


def test_what_a_larger_heap_would_take_pays_the_start_once() -> None:
    start, cost = Cost(1.0, 1.0, 50.0), Cost(3.0, 4.0, 100.0)
    assert cost.each(FEW + 1_000, start) == pytest.approx(2.0)
    assert cost.scaled(FEW + 1_000, FEW + 10_000, start).cpu == pytest.approx(21.0)


@pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler on this machine")
def test_the_floor_counts_the_runs_of_four_words(tmp_path: Path) -> None:
    program, raw = tmp_path / "floor", tmp_path / "raw"
    subprocess.run(["cc", "-O1", "-Wall", "-Werror", "-o", program, HERE / "floor.c"], check=True)
    raw.write_bytes(b"One two, three four FIVE.\0one two three\0One two three four!\0")
    found = json.loads(subprocess.run([program, raw], check=True, capture_output=True).stdout)
    assert found["keys"] == 3  # two of the first text, none of the second, one of the third
    raw.write_bytes(b"")
    assert json.loads(subprocess.run([program, raw], check=True, capture_output=True).stdout)["keys"] == 0


def test_the_process_of_a_peer_loads_nothing_of_ours_but_the_heap() -> None:
    loaded = "{m.split('.')[0] for m in sys.modules} & {'headwater', 'quality', 'rich'}"
    assert measured([sys.executable, "-c", f"import bench.reuse.peers, sys; print({loaded})"]).said == "set()"


def test_a_slow_peer_gets_a_part_of_a_large_heap_only() -> None:
    slow = Contestant("slow", "", lambda heap: [], in_part=True)
    assert [slow.documents(n) for n in (500, 10_000, 50_000, 1_000_000)] == [500, 10_000, 10_000, 100_000]
    assert Contestant("quick", "", lambda heap: []).documents(1_000_000) == 1_000_000
