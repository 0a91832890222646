"""Reuse in a corpus: one column of texts, read once, kept stage by stage, the same rows as for pages."""

import gzip
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from headwater.cli import cli
from headwater.engine import LocalEngine
from headwater.errors import UsageError
from headwater.pages.columns import Batch, Names, batches, files
from headwater.passages import corpus, masked, plain
from headwater.passages.fast import seeds
from headwater.passages.fast.heap import ranked
from small import body

WORDS = (
    "harbour ferry nets mayor storm tonnes quay crew ice dawn lamp keeper stairs tiles museum gallery valley".split()
)
WIRE = "The harbour master closed the eastern gate before dawn because ice had reached the inner quay of the town."


def heap(size: int = 60, seed: int = 5) -> dict[str, str]:
    """Invented texts; every third is an edited copy of the one before."""
    chance = random.Random(seed)  # noqa: S311
    texts: dict[str, str] = {}
    said: list[str] = []
    for n in range(size):
        if n % 3 == 0:
            said = [" ".join(chance.choices(WORDS, k=chance.randint(6, 30))) + "." for _ in range(6)]
        kept = [s.replace("ferry", "vessel") if chance.random() < 0.4 else s for s in said if chance.random() < 0.8]
        texts[f"t{chance.randrange(10**6):06}-{n}"] = "\n\n".join([*kept, f'"{WIRE}" {n}'])
    return texts


def jsonl(path: Path, texts: dict[str, str]) -> Path:
    """The texts as lines of JSON."""
    path.write_text("".join(json.dumps({"key": k, "words": t}) + "\n" for k, t in texts.items()), "utf-8")
    return path


def parquet(path: Path, texts: dict[str, str]) -> Path:
    """The texts as Parquet."""
    pq.write_table(pa.table({"words": list(texts.values()), "key": list(texts)}), path)
    return path


def run(*given: object) -> Result:
    """The command line."""
    return CliRunner().invoke(cli, ["reuse", *map(str, given)], catch_exceptions=False)


def test_rows_are_those_of_the_plain_version_whatever_the_form_of_the_file(tmp_path: Path) -> None:
    texts = heap()
    packed = tmp_path / "more.jsonl.gz"
    packed.write_bytes(gzip.compress(jsonl(tmp_path / "a.jsonl", texts).read_bytes()))
    bodies = masked([body(k, t) for k, t in sorted(texts.items())], {})
    expected = plain.passages(LocalEngine(), bodies)[0].to_pylist()
    assert len(expected) > 50
    for n, path in enumerate((tmp_path / "a.jsonl", packed, parquet(tmp_path / "a.parquet", texts))):
        out = tmp_path / f"out{n}.parquet"
        done = run(path, "--text", "words", "--id", "key", "-o", out)
        assert done.exit_code == 0, done.output
        assert pq.read_table(out).to_pylist() == expected
    assert not list(tmp_path.glob("*.part"))


def test_little_memory_gives_the_same_pairs(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", heap(90))
    names = Names("words", "key")
    stages = corpus.Stages(tmp_path / "work", "x")
    columns = corpus.reuse(lambda: batches([path], names), stages)[1].columns
    order = ranked([str(n) for n in range(90)])
    whole, parts = seeds.candidates(columns, order), seeds.candidates(columns, order, memory=2_000)
    assert len(whole.left) > 30
    assert [x.tolist() for x in whole] == [x.tolist() for x in parts]


def test_a_run_that_was_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", heap())
    names = Names("words", "key")
    first = [*corpus.reuse(lambda: batches([path], names), corpus.Stages(tmp_path / "work", "same"))[0]]
    (tmp_path / "work" / "passages-000000000000").rename(tmp_path / "lost")

    def never() -> list[Batch]:
        raise AssertionError("read again")

    again, found = corpus.reuse(never, corpus.Stages(tmp_path / "work", "same"))
    assert [t.to_pylist() for t in again] == [t.to_pylist() for t in first] != [[]]
    assert len(found.ids) == 60
    with pytest.raises(AssertionError, match="read again"):
        corpus.reuse(never, corpus.Stages(tmp_path / "work", "another input"))


def test_rows_that_hold_no_text_are_faults_and_ids_that_stand_twice_are_told(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [{"text": WIRE, "id": 7}, {"text": None, "id": 8}, {"text": WIRE, "id": 7}]
    path.write_text("\n".join([*map(json.dumps, rows), "", "{broken", '{"text": "\\ud83d lone", "id": "x"}']), "utf-8")
    done = run(path, "--text", "text", "--id", "id")
    assert done.exit_code == 3
    (passage,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert (passage["a"], passage["b"]) == ("7", "7#2")
    assert "rows.jsonl#2: the row has no text" in done.stderr
    assert "the id stands twice; this text is called 7#2" in done.stderr
    assert "rows.jsonl#5: no row that can be read" in done.stderr


def test_bytes_that_are_no_utf8_are_read_as_marks(tmp_path: Path) -> None:
    raw = [WIRE.encode(), b"\xff\xf0 " + WIRE.encode() + b" \xe2\x80"]
    table = pa.table({"t": pa.array(raw, pa.binary()).view(pa.string()), "k": ["a", "b"]})
    pq.write_table(table, tmp_path / "bad.parquet")
    (passage,) = [json.loads(s) for s in run(tmp_path / "bad.parquet", "--text", "t", "--id", "k").stdout.splitlines()]
    assert (passage["a_start"], passage["b_start"], passage["words"]) == (0, 3, 19)


def test_rows_without_ids_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps({"t": WIRE}) + "\n" for _ in range(2)), "utf-8")
    (passage,) = [json.loads(line) for line in run(path, "--text", "t").stdout.splitlines()]
    assert (passage["a"], passage["b"]) == ("rows.jsonl#1", "rows.jsonl#2")
    out = tmp_path / "out.jsonl"
    assert run(path, "--text", "t", "-o", out).stderr.splitlines() == [f"one passage of two texts: {out}"]


def test_a_column_that_some_rows_hold_is_there(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows: list[dict[str, object]] = [{"t": WIRE, "k": 0, "s": None}, {"t": WIRE}, {"t": None, "k": None}]
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    (batch,) = batches([path], Names("t", "k", "s"))
    assert (batch.ids, batch.sites, len(batch.faults)) == (["0", "rows.jsonl#2"], [None, None], 1)


def test_wrong_use_names_the_way_out(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", heap(3))
    lines = jsonl(tmp_path / "b.jsonl", heap(3))
    page = tmp_path / "page.html"
    page.write_text("<p>text", "utf-8")
    for given, message in (
        ([path, "--text", "body"], "has no column 'body'; it has key, words"),
        ([lines, "--text", "body"], "No row of b.jsonl has a text in 'body': --text names it"),
        ([lines, "--text", "words", "--id", "none"], "No row of b.jsonl has an id in 'none': --id names it"),
        ([lines, "--text", "words", "--site", "none"], "No row of b.jsonl has a site in 'none': --site names it"),
        ([page, "--text", "body"], "neither JSONL nor Parquet"),
        ([tmp_path / "none.jsonl", "--text", "body"], "No such file"),
        ([lines, "--text", "key", "--id", "key"], "must be different columns"),
        ([path, "--text", "words", "-o", tmp_path / "out.xlsx"], "the ending says the form"),
        ([path, "--text", "words", "--memory", "much"], "give a size such as"),
        ([path, "--id", "key"], "go with --text"),
    ):
        with pytest.raises(UsageError, match=message):
            run(*given)


def test_dedup_of_a_column_keeps_what_covers_the_rest(tmp_path: Path) -> None:
    long = (
        f"{WIRE} Divers looked for the lost bell until noon. Nobody knew who had left the lamp burning in the stairs."
    )
    path = jsonl(tmp_path / "a.jsonl", {"short": WIRE, "long": long, "other": "Nothing of this is said anywhere else."})
    done = CliRunner().invoke(cli, ["dedup", str(path), "--text", "words", "--id", "key"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    found = {row["document"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert [(d, row["dropped"], row["kept"]) for d, row in found.items()] == [
        ("long", False, None), ("other", False, None), ("short", True, "long"),
    ]  # fmt: skip
    assert (found["short"]["words"], found["short"]["share"]) == (19, 1.0)


def test_a_folder_is_read_in_sorted_order(tmp_path: Path) -> None:
    for name in ("b.parquet", "a.jsonl", "notes.txt"):
        (tmp_path / name).write_text("", "utf-8")
    assert [p.name for p in files([tmp_path])] == ["a.jsonl", "b.parquet"]


def test_small_heaps_never_open_the_compiler() -> None:
    import subprocess  # noqa: PLC0415
    import sys  # noqa: PLC0415

    script = (
        "import sys; from headwater import trace; from pathlib import Path; import headwater.examples;"
        "folder = Path(list(headwater.examples.__path__)[0]) / 'harbour';"
        "trace(folder); sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
