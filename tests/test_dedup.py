"""Dedup: what is kept, which kept document stands for which other, by which words, and why."""

import csv
import json
import random
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater import cli, dedup
from headwater.dedup import KEEPS, Decision, Keep, Text, decisions, moments
from headwater.engine import LocalEngine
from headwater.pages import Given
from headwater.passages import Passage
from headwater.pipeline import REUSE, Step, run
from headwater.records import from_table, to_table
from small import pages, texts

Blocks = tuple[int, ...]

FERRY = """
    wire: The night ferry ran aground on the outer shoal shortly after midnight with forty passengers aboard. Two tugs
        from the naval yard pulled her free at first light, and nobody was hurt.

        Investigators boarded the vessel at noon to read the voyage recorder. The operator suspended the crossing
        until divers had looked at the hull, and promised to refund every ticket sold for the holiday week.
"""
TRIMMED = """
    local: The night ferry ran aground on the outer shoal shortly after midnight with forty passengers aboard. Two tugs
        from the naval yard pulled her free at first light, and nobody was hurt.
"""
EXACT = FERRY.replace("wire:", "again:")
OTHER = """
    market: Wheat prices rose for the fifth month as dealers waited for rain in the western provinces. A spokesman of
        the grain exchange expected calmer trading once the harvest reports arrive.
"""


def decided(heap: str, keep: Keep = "root", **given: Given) -> dict[str, Decision]:
    """The decisions on a small heap, by name."""
    tables = run(pages(heap, **given), steps=(*REUSE, Step("dedup", partial(dedup.step, keep=keep))))
    return {d.document: d for d in from_table(Decision, tables["decisions"])}


def dropped(heap: str, keep: Keep = "root", **given: Given) -> dict[str, str | None]:
    """Which documents of a small heap are dropped, and for whom."""
    return {name: d.kept for name, d in decided(heap, keep, **given).items() if d.dropped}


@pytest.mark.parametrize("keep", KEEPS)
def test_a_trimmed_copy_is_dropped_for_its_full_text_and_never_the_other_way_round(keep: Keep) -> None:
    assert dropped(FERRY + TRIMMED + OTHER, keep) == {"local": "wire"}


def test_the_stretches_hold_the_same_words_on_both_sides() -> None:
    heap = FERRY + TRIMMED
    local, text = decided(heap)["local"], texts(heap)
    (s,) = local.stretches
    assert text["local"][s.start : s.end] == text["wire"][s.kept_start : s.kept_end] == text["local"].rstrip(".")
    assert (local.words, local.shared_words, s.words, local.share) == (32, 32, 32, 1.0)
    assert local.shared_chars == s.end - s.start
    assert local.why.startswith("all 32 words stand in wire, from offset 0; it carries more of the family")


def test_a_word_that_is_replaced_does_not_stand_in_the_kept_text() -> None:
    changed = TRIMMED.replace("Two tugs", "Three tugs")
    local = decided(FERRY + changed)["local"]
    assert (local.words, local.shared_words, local.identity) == (32, 32, round(31 / 32, 4))
    assert local.why.startswith("31 of 32 words stand in wire, from offset 0; ")
    whole = FERRY.replace("Two tugs", "Three tugs").replace("wire:", "again:")
    longer = whole.rstrip() + " A note was added on Monday.\n"
    dropped = decided(FERRY + longer, "longest")["wire"]
    assert dropped.why.startswith(f"{dropped.words - 1} of {dropped.words} words stand in again")


def test_of_equal_texts_the_earliest_is_kept_or_what_others_credit() -> None:
    heap = FERRY + EXACT
    days = {
        "wire": Given(id="wire", date_published="2031-05-04"),
        "again": Given(id="again", date_published="2031-05-02"),
    }
    for keep in KEEPS:
        assert dropped(heap, keep, **days) == {"wire": "again"}
    days["again"] = Given(id="again", date_published="2031-05-02", agency="Northline", publisher="Quayside Post")
    days["wire"] = Given(id="wire", date_published="2031-05-04", publisher="Northline")
    assert dropped(heap, "root", **days) == {"again": "wire"}
    assert "a page of the newsroom that others credit" in decided(heap, "root", **days)["again"].why
    assert dropped(heap, "earliest", **days) == {"wire": "again"}


def test_what_was_seen_by_then_was_published_by_then() -> None:
    heap = FERRY + EXACT
    days = {
        "wire": Given(id="wire", date_retrieved="2031-05-01"),
        "again": Given(id="again", date_published="2031-05-02"),
    }
    assert dropped(heap, "earliest", **days) == {"again": "wire"}


def test_only_who_keeps_the_earliest_keeps_an_excerpt_that_is_dated_before_its_full_text() -> None:
    heap = FERRY + TRIMMED
    days = {
        "wire": Given(id="wire", date_published="2031-05-04"),
        "local": Given(id="local", date_published="2031-05-02"),
    }
    assert dropped(heap, "earliest", **days) == {}
    assert dropped(heap, "longest", **days) == dropped(heap, "root", **days) == {"local": "wire"}


@pytest.mark.parametrize("keep", KEEPS)
def test_a_text_that_quotes_and_one_that_merges_two_are_kept(keep: Keep) -> None:
    """
    column: I have taken that crossing for thirty years and never once felt safe on it. The paper says the operator
        suspended the crossing until divers had looked at the hull. High time, if anybody asks an old passenger like me.

    merged: The night ferry ran aground on the outer shoal shortly after midnight with forty passengers aboard. Two tugs
        from the naval yard pulled her free at first light, and nobody was hurt.

        Wheat prices rose for the fifth month as dealers waited for rain in the western provinces.
    """
    found = decided(FERRY + OTHER + str(test_a_text_that_quotes_and_one_that_merges_two_are_kept.__doc__), keep)
    assert not any(d.dropped for d in found.values())
    assert found["merged"].why.startswith("no other carries enough of it: 32 of its 48 words stand in wire")
    assert found["merged"].share == pytest.approx(32 / 48, abs=1e-4)


def test_equal_texts_too_short_for_a_passage_are_the_same_text() -> None:
    """
    one: Harbour closed.
    two: Harbour closed.
    three: Harbour open.
    """
    found = decided(str(test_equal_texts_too_short_for_a_passage_are_the_same_text.__doc__))
    assert {n: d.kept for n, d in found.items() if d.dropped} == {"two": "one"}
    assert found["two"].stretches == (dedup.Stretch(0, 14, 0, 14, 2),)


def test_a_page_that_holds_hardly_more_than_the_furniture_of_its_site_is_told() -> None:
    known = to_table(Text, [Text("a", "a", None, 4, repeated=36), Text("b", "b", None, 30, repeated=10)])
    one, two = from_table(Decision, decisions(known, to_table(Passage, ())))
    assert one.warning == "36 of 40 words are furniture that other pages print too: not counted"
    assert two.warning is None


def test_a_page_without_words_is_kept_and_told() -> None:
    (found,) = from_table(Decision, decisions(to_table(Text, [Text("a", "a", None, 0)]), to_table(Passage, ())))
    assert (found.dropped, found.share, found.identity) == (False, 0.0, None)
    assert found.warning == "no title or body was found in it: there is nothing to compare"


def test_a_page_of_which_little_was_read_is_told() -> None:
    known = to_table(Text, [Text("a", "a", None, 20, read=0.1)])
    (found,) = from_table(Decision, decisions(known, to_table(Passage, ())))
    assert found.warning == "only 20 words, 10% of the page, were read as its account: all else is left aside"


def test_two_hundred_edited_copies_collapse_to_one_whatever_is_kept() -> None:
    """Passages join each of them to a few representatives only; yet all are dropped for one, which carries them."""
    chance = random.Random(7)  # noqa: S311
    pool = [f"{a}{b}" for a in "bar cor den fal gim hol jur kel".split() for b in "ton wick mere stow ham ley".split()]
    body = [chance.choice(pool) for _ in range(120)]
    heap = ""
    for n in range(200):
        tail = [chance.choice(pool) for _ in range(chance.randint(4, 16))]
        heap += f"\n    doc{n:03}: {' '.join([*body, *tail])}\n"
    tables = run(pages(heap), steps=REUSE)
    words = texts(heap)
    for keep in KEEPS:
        rows = from_table(Decision, dedup.step(LocalEngine(), tables, keep)["decisions"])
        (stays,) = [d for d in rows if not d.dropped]
        assert stays.why == "it stands for 199 others"
        for d in rows:
            assert (d.family_size, d.warning) == (200, None)
            if d.dropped:
                assert d.kept == stays.document
                assert d.shared_words >= 118
                s = d.stretches[0]
                assert (
                    words[d.document][s.start : s.end][:300] == words[stays.document][s.kept_start : s.kept_end][:300]
                )


# Tables made by hand: a text is a row of blocks of ten words each, and a block that two texts share is a passage

WORDS_OF_BLOCK, SIZE = 10, 50


def made(
    heap: Mapping[str, Blocks], through: Sequence[str] | None = None, stock: Sequence[int] = ()
) -> tuple[pa.Table, pa.Table]:
    """Texts and passages of a heap of blocks; only pairs with one of `through`, where they are given."""
    rows = []
    for a in sorted(heap):
        for b in sorted(heap):
            if a < b and (through is None or {a, b} & set(through)):
                for block in sorted(set(heap[a]) & set(heap[b])):
                    i, j = (SIZE * heap[d].index(block) for d in (a, b))
                    kind: Literal["stock", "copy"] = "stock" if block in stock else "copy"
                    rows.append(Passage(a, i, i + SIZE - 1, b, j, j + SIZE - 1, WORDS_OF_BLOCK, 1.0, 80.0, kind, "c"))
    known = [Text(d, d, None, WORDS_OF_BLOCK * len(blocks)) for d, blocks in heap.items()]
    return to_table(Text, known), to_table(Passage, rows)


def choose(heap: Mapping[str, Blocks], keep: Keep = "root", **how: Sequence[str]) -> dict[str, Decision]:
    """The decisions on a heap of blocks."""
    return {d.document: d for d in from_table(Decision, decisions(*made(heap, **how), keep))}  # type: ignore[arg-type]


def carried(text: Blocks, other: Blocks) -> int:
    """The words of a text that stand in another: the oracle."""
    return WORDS_OF_BLOCK * sum(block in other for block in text)


names = st.text("abcdef", min_size=1, max_size=3)
blocks = st.lists(st.integers(0, 14), max_size=8, unique=True).map(tuple)
heaps = st.dictionaries(names, blocks, min_size=1, max_size=9)


@given(heaps, st.sampled_from(KEEPS), st.booleans())
@settings(deadline=None)
def test_whoever_is_dropped_lies_in_a_document_that_is_kept(heap: dict[str, Blocks], keep: Keep, few: bool) -> None:
    found = choose(heap, keep, **({"through": sorted(heap)[:2]} if few else {}))
    for d in found.values():
        if d.dropped:
            assert d.kept is not None
            assert not found[d.kept].dropped
            assert d.shared_words <= carried(heap[d.document], heap[d.kept])
            assert d.shared_words >= 0.8 * d.words
            assert sum(s.words for s in d.stretches) == d.shared_words
            assert found[d.kept].family == d.family


@given(heaps)
@settings(deadline=None)
def test_keeping_the_longest_drops_nothing_for_a_shorter_text_and_keeps_nothing_that_a_longer_carries(
    heap: dict[str, Blocks],
) -> None:
    found = choose(heap, "longest")
    kept = [d for d in found.values() if not d.dropped]
    for d in found.values():
        if d.dropped:
            assert len(heap[str(d.kept)]) >= len(heap[d.document])
        elif d.words:
            longer = [k for k in kept if len(heap[k.document]) > len(heap[d.document])]
            assert all(carried(heap[d.document], heap[k.document]) < 0.8 * d.words for k in longer)


@given(heaps, st.sampled_from(KEEPS), st.randoms())
@settings(deadline=None)
def test_the_order_of_the_input_changes_nothing(heap: dict[str, Blocks], keep: Keep, chance: random.Random) -> None:
    known, passages = made(heap)
    mixed = [
        table.take(pa.array(chance.sample(range(table.num_rows), table.num_rows), pa.int64()))
        for table in (known, passages)
    ]
    assert decisions(mixed[0], mixed[1], keep).equals(decisions(known, passages, keep))


def test_a_chain_does_not_swallow_its_far_end() -> None:
    heap = {"a": tuple(range(12)), "b": (4, 5, 6, 7, 8, 9, 10, 11, 20, 21), "c": (9, 10, 11, 20, 21)}
    found = choose(heap, "longest")
    assert {n: d.kept for n, d in found.items()} == {"a": None, "b": "a", "c": None}
    assert {d.family_size for d in found.values()} == {3}
    assert all(str(d.warning).startswith("chained: 2 of these 3 documents are kept") for d in found.values())


def test_a_short_text_that_many_carry_chains_them_and_is_told() -> None:
    heap = {"x": (0, *range(10, 18)), "y": (0, *range(20, 28)), "z": (0, *range(30, 38)), "note": (0,)}
    found = choose(heap)
    assert {n for n, d in found.items() if d.dropped} == {"note"}
    assert str(found["x"].warning).endswith(
        "such as note, whose 10 words 3 of them carry: furniture or a stock passage, perhaps"
    )


def test_a_family_that_one_member_contains_is_no_chain() -> None:
    heap = {"all": tuple(range(12)), "left": (0, 1, 2, 3, 4), "right": (7, 8, 9, 10, 11)}
    found = choose(heap)
    assert {n: d.kept for n, d in found.items() if d.dropped} == {"left": "all", "right": "all"}
    assert not any(d.warning for d in found.values())


def test_stock_passages_drop_nothing_and_are_told() -> None:
    heap = {"line": (0,), "news": (0, 1, 2, 3)}
    found = {d.document: d for d in from_table(Decision, decisions(*made(heap, stock=(0,))))}
    assert not any(d.dropped for d in found.values())
    assert found["line"].warning == "only stock passages link it with news: not counted"
    assert found["line"].family_size == 1


def test_the_partner_is_the_kept_text_that_carries_most() -> None:
    heap = {"a": (0, 1, 2, 3, 5, 6, 7, 8, 9), "b": (0, 1, 2, 3, 4, 20, 21, 22), "part": (0, 1, 2, 3, 4)}
    assert choose(heap, "longest")["part"].kept == "b"


def test_an_overlap_counts_each_word_once() -> None:
    known = to_table(Text, [Text("a", "a", None, 20), Text("b", "b", None, 90)])
    rows = [
        Passage("a", 0, 50, "b", 0, 50, 10, 1.0, 80.0, "copy", "c"),
        Passage("a", 0, 50, "b", 200, 250, 10, 1.0, 80.0, "copy", "c"),
    ]
    found = from_table(Decision, decisions(known, to_table(Passage, rows)))
    assert [(d.dropped, d.shared_words) for d in found] == [(False, 10), (False, 20)]


def test_moments_of_days_months_and_clocks() -> None:
    day = moments("2031-05-04")
    assert day
    assert day[0] < day[1] < day[0] + 1
    assert moments("2031-05-04T06:00+06:00") == (day[0], day[0])
    assert moments("2031-05") == (day[0] - 3, day[1] + 27)
    assert moments("soon") is moments(None) is moments("2031-05-04T99:00") is None


def test_the_manual_names_every_column() -> None:
    text = (Path(__file__).parent.parent / "docs" / "tables.md").read_text(encoding="utf-8")
    row = text[text.index("**decisions**") :].split("\n\n")[0]
    for field in msgspec.structs.fields(Decision):
        assert f"`{field.name}`" in row, field.name


# The command


def headwater(*words: str | Path, stdin: str | None = None) -> Result:
    """The command run in this process."""
    return CliRunner().invoke(cli.cli, [str(w) for w in words], input=stdin)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """A file of rows: a wire, its trimmed copy, something else."""
    path = tmp_path / "heap.jsonl"
    lines = [json.dumps({"id": n, "body": t}) + "\n" for n, t in texts(FERRY + TRIMMED + OTHER).items()]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_decisions_are_json_lines_and_the_summary_goes_to_stderr(rows: Path) -> None:
    result = headwater("dedup", rows)
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(d["document"], d["dropped"], d["kept"]) for d in found] == [
        ("local", True, "wire"), ("market", False, None), ("wire", False, None),
    ]  # fmt: skip
    assert result.stderr.strip() == "1 of 3 documents dropped · 1 family of copies"


def test_the_ending_says_the_form_and_rows_are_the_same_in_each(rows: Path, tmp_path: Path) -> None:
    for form in ("parquet", "jsonl", "csv"):
        result = headwater("dedup", rows, "-o", tmp_path / f"decisions.{form}")
        assert (result.exit_code, result.stdout) == (0, "")
    lines = (tmp_path / "decisions.jsonl").read_text("utf-8").splitlines()
    table = pq.read_table(tmp_path / "decisions.parquet")
    assert table.to_pylist() == [json.loads(line) for line in lines]
    with (tmp_path / "decisions.csv").open(encoding="utf-8") as file:
        assert [row["why"] for row in csv.DictReader(file)] == table["why"].to_pylist()
    assert headwater("dedup", rows, "-o", tmp_path / "decisions.txt").exit_code != 0


def test_explain_reads_family_by_family(rows: Path) -> None:
    lines = headwater("dedup", rows, "--explain", "--keep", "longest").stdout.splitlines()
    assert [" ".join(line.split()[:2]) for line in lines] == [
        "family " + lines[0].split()[1],
        "kept wire:",
        "dropped local:",
        "1 of",
    ]
    assert lines[2].endswith("all 32 words stand in wire, from offset 0; it is longer (66 words)")


def test_the_threshold_is_the_share_that_must_be_carried(rows: Path) -> None:
    half = {
        "id": "half",
        "body": texts(TRIMMED)["local"] + " A chandler on the pier had warned of the shoal for many years.",
    }
    every = rows.read_text("utf-8") + json.dumps(half) + "\n"
    assert '"half"' not in _dropped(headwater("dedup", "-", stdin=every))
    assert '"half"' in _dropped(headwater("dedup", "-", "--threshold", "0.6", stdin=every))
    assert headwater("dedup", rows, "--threshold", "1.5").exit_code == cli.WRONG_USE


def _dropped(result: Result) -> str:
    return "\n".join(line for line in result.stdout.splitlines() if '"dropped":true' in line)


def test_an_unreadable_page_leaves_the_others_decided(rows: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_bytes(b"\x00" * 600)
    result = headwater("dedup", tmp_path)
    assert result.exit_code == cli.SOME_UNREAD
    assert len(result.stdout.splitlines()) == 3
