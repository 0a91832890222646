"""Reuse on Spark: the rows of the local run, also when a worker dies; a clear word where Spark is missing."""

import gzip
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from headwater import engine_spark, pipeline
from headwater.engine_spark.run import packed, unpacked
from headwater.engine_spark.words import admitted, files_of
from headwater.errors import NothingToRead, UsageError
from headwater.pages.columns import Names, batches, files
from headwater.passages import corpus
from headwater.passages.fast.scan import MASKED

NAMES = Names("text", "id", "site")
TEXTS = 300
PATIENCE = 300  # seconds, on a machine that does much else
WORDS = """
    harbour ferry nets mayor storm tonnes quay crew ice dawn lamp keeper stairs tiles museum gallery valley bridge
    lantern orchard council budget tunnel winter barge pilot signal rope anchor market lighthouse fog channel 1912 47
""".split()


@pytest.fixture(scope="module")
def spark() -> None:
    """Skips where pyspark or Java is missing, except on the project's own machines, where that is a failure."""
    try:
        assert find_spec("pyspark"), "needs pyspark: pip install 'headwater[spark]'"
        engine_spark.need_java()
    except (AssertionError, UsageError) as error:
        pytest.fail(str(error)) if os.environ.get("CI") else pytest.skip(str(error))


class Heap(NamedTuple):
    """Files of texts, and the passages and faults of the local run over them."""

    files: list[str]
    rows: pa.Table
    faults: int


def sentence(chance: random.Random) -> str:
    said = " ".join(chance.choices(WORDS, k=chance.randint(6, 24))).capitalize() + "."
    return f'"{said}"' if chance.random() < 0.1 else said


def texts() -> dict[str, str]:
    """Invented texts; a third are copies with edits, a quarter carry the same wire."""
    chance = random.Random(11)  # noqa: S311
    wire = " ".join(sentence(chance) for _ in range(3))
    made: dict[str, str] = {}
    for n in range(TEXTS):
        said = [sentence(chance) for _ in range(chance.randint(2, 12))]
        if n % 3 == 2:
            copied = made[chance.choice(list(made))].split(". ")
            said += [s.replace("ferry", "vessel") for s in copied if chance.random() < 0.8]
        if n % 4 == 1:
            said.insert(chance.randrange(len(said)), wire)
        made[f"t{chance.randrange(10**6):06}-{n}"] = "\n\n".join(said)
    return made


@pytest.fixture(scope="module")
def heap(tmp_path_factory: pytest.TempPathFactory) -> Heap:
    """Two files with doubled ids, rows without text, and a footer for each site, read by the local run."""
    folder = tmp_path_factory.mktemp("heap")
    chance = random.Random(3)  # noqa: S311
    footers = [f"{sentence(chance)} {sentence(chance)}" for _ in range(7)]
    rows = [
        {"id": i, "text": f"{t}\n\n{footers[len(t) % 7]}", "site": f"https://s{len(t) % 7}.example/{i}"}
        for i, t in texts().items()
    ]
    half = len(rows) // 2
    pq.write_table(pa.Table.from_pylist(rows[:half]), folder / "first.parquet")
    more = [*rows[half:], {**rows[3], "text": rows[-1]["text"]}, {"id": "empty"}, {"text": "No id."}]
    (folder / "second.jsonl").write_text("".join(json.dumps(r) + "\n" for r in more), encoding="utf-8")
    inputs = [str(folder / "first.parquet"), str(folder / "second.jsonl")]
    stages = corpus.Stages(folder / "local", corpus.fingerprint(files(inputs), NAMES))
    tables, read = corpus.reuse(lambda: batches(inputs, NAMES), stages)
    found = pa.concat_tables(tables)
    assert found.num_rows > TEXTS
    assert np.count_nonzero(read.columns.flag & MASKED) > 6 * TEXTS
    return Heap(inputs, found, len(read.faults))


# A run so short does not pay for the JVM's second compiler, nor for two hundred parts of a shuffle.
BRIEF = "--conf spark.sql.shuffle.partitions=4 --conf spark.shuffle.io.retryWait=1s pyspark-shell"
ENVIRONMENT = {
    **os.environ, "PYSPARK_SUBMIT_ARGS": BRIEF, "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}  # fmt: skip


def command(heap: Heap, master: str, out: Path) -> list[str]:
    names = [part for name, column in NAMES._asdict().items() for part in (f"--{name}", column)]
    engine = ["--engine", "spark", "--master", master, "-o", str(out)]
    return [sys.executable, "-c", "from headwater.cli import main; main()", "reuse", *heap.files, *names, *engine]


@pytest.mark.usefixtures("spark")
def test_rows_are_those_of_the_local_run(heap: Heap, tmp_path: Path) -> None:
    out = tmp_path / "out"
    call = command(heap, "local[2]", out)
    run = subprocess.run(call, env=ENVIRONMENT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert run.returncode == 3, run.stderr  # done, but for the row without a text
    assert f"{heap.rows.num_rows:,} passages of {TEXTS + 2:,} texts" in run.stderr
    assert heap.faults == 2
    assert "the id stands twice" in run.stderr
    assert "the row has no text" in run.stderr
    assert pq.read_table(out).equals(heap.rows)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def record(address: str, text: str) -> bytes:
    """An HTML page as a WARC keeps it."""
    title, *paragraphs = text.split("\n\n")
    told = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{told}</article></body></html>"
    content = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}".encode()
    where = f"WARC-Target-URI: {address}\r\nWARC-Date: 2031-03-05T06:00:00Z\r\nContent-Length: {len(content)}"
    kind = "WARC-Type: response\r\nContent-Type: application/http; msgtype=response"
    return f"WARC/1.0\r\n{kind}\r\n{where}\r\n\r\n".encode() + content + b"\r\n\r\n"


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """Two archives of pages, some of them copies; the second begins with a page of the first, read again."""
    chance = random.Random(9)  # noqa: S311
    pages: list[bytes] = []
    for n in range(24):
        if n % 4 == 0:
            source = [sentence(chance) for _ in range(7)]
        told = [sentence(chance), *(" ".join(source[k : k + 2]) for k in range(n % 4, 7, 2))]
        pages.append(record(f"https://paper{n % 5}.example/{n}", "\n\n".join(told)))
    folder = tmp_path / "crawl"
    folder.mkdir()
    (folder / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, pages[:14])))
    (folder / "b.warc").write_bytes(b"".join([pages[3], record("https://bare.example/", ""), *pages[14:]]))
    return folder


@pytest.mark.usefixtures("spark")
def test_archives_give_the_rows_that_their_pages_give(crawl: Path, tmp_path: Path) -> None:
    found, faults = pipeline.gather([crawl])
    expected = pipeline.run(found, faults, steps=pipeline.REUSE)
    assert expected["passages"].num_rows > 24
    out = tmp_path / "out"
    call = [sys.executable, "-c", "from headwater.cli import main; main()", "reuse", str(crawl), "--engine", "spark"]
    done = subprocess.run(
        [*call, "--master", "local[2]", "-o", str(out)], env=ENVIRONMENT, capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 3, done.stderr  # done, but for the page without a text
    assert "of 24 texts" in done.stderr
    assert expected["faults"].num_rows == 1
    assert expected["faults"]["message"][0].as_py() in done.stderr
    assert pq.read_table(out).equals(expected["passages"])


def test_archives_are_found_in_folders_and_other_files_are_refused(crawl: Path) -> None:
    (crawl / "notes.txt").touch()
    assert [source for _, source in files_of([str(crawl)], None)] == ["a.warc.gz", "b.warc"]
    with pytest.raises(UsageError, match=r"notes\.txt is no WARC"):
        files_of([str(crawl / "notes.txt")], None)
    with pytest.raises(NothingToRead, match="No WARC"):
        files_of([], None)


def test_pages_under_one_id_are_one_page_or_get_longer_ids() -> None:
    names, kept, clashes = admitted(["p", "q", "p", "p"], ["aaaaaaa x", "b x", "aaaaaaa x", "ccccccc x"])
    assert (names, kept, len(clashes)) == (["p", "q", "p-cccccc"], [0, 1, 3], 1)


# A cluster of three processes on this machine


@contextmanager
def process(role: str, *arguments: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A master or a worker with all that it starts; it is over when the block is."""
    home = Path(find_spec("pyspark").submodule_search_locations[0])  # type: ignore[union-attr, index]
    java = f"{os.environ['JAVA_HOME']}/bin/java" if "JAVA_HOME" in os.environ else shutil.which("java") or "java"
    call = [java, "-Xmx256m", "-cp", f"{home}/jars/*", f"org.apache.spark.deploy.{role}", *arguments]
    scala = next(home.glob("jars/spark-core_*")).name.split("_")[1].split("-")[0]
    env = {**ENVIRONMENT, "SPARK_HOME": str(home), "SPARK_SCALA_VERSION": scala, "SPARK_LOCAL_IP": "127.0.0.1"}
    with log.open("wb") as file:
        running = subprocess.Popen(call, env=env, stdout=file, stderr=file, start_new_session=True)
    try:
        yield running
    finally:
        stop(running)


def stop(running: subprocess.Popen[bytes]) -> None:
    """As a machine that loses its power: the process and those that it started, at once."""
    if running.poll() is None:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(path: Path, *running: subprocess.Popen[bytes]) -> None:
    """Until a file is there; no longer than the processes live that may make it."""
    end = time.monotonic() + PATIENCE
    while not path.exists():
        assert all(p.poll() is None for p in running), f"over before there was {path.name}"
        assert time.monotonic() < end, f"no {path.name} within {PATIENCE} seconds"
        time.sleep(0.02)


@pytest.mark.usefixtures("spark")
def test_rows_are_the_same_when_a_worker_dies_in_the_middle(heap: Heap, tmp_path: Path) -> None:
    port, out, log = free_port(), tmp_path / "out", tmp_path / "run.log"
    master = f"spark://127.0.0.1:{port}"
    with ExitStack() as stack:
        place = ("--host", "127.0.0.1", "--webui-port", "0")
        stack.enter_context(process("master.Master", *place, "--port", str(port), log=tmp_path / "master.log"))
        size = (*place, "--cores", "1", "--memory", "1g", "--work-dir")
        workers = [
            stack.enter_context(process("worker.Worker", *size, str(folder), master, log=folder.with_suffix(".log")))
            for folder in (tmp_path / "one", tmp_path / "two")
        ]
        with log.open("wb") as file:
            running = subprocess.Popen(command(heap, master, out), env=ENVIRONMENT, stderr=file, start_new_session=True)
        stack.callback(stop, running)
        wait_for(tmp_path / "out.part" / "pairs" / "_temporary", running)
        assert list((tmp_path / "two").glob("app-*/*/stderr")), "the worker has nothing to do"
        stop(workers[1])
        assert running.poll() is None, "it was over before the worker died"
        assert running.wait(PATIENCE) == 3, log.read_text()
        assert workers[0].poll() is None
    assert pq.read_table(out).equals(heap.rows)


# What may be missing


def test_without_pyspark_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    (tmp_path / "a.jsonl").write_text('{"text": "a"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"pip install 'headwater\[spark\]'"):
        engine_spark.reuse([str(tmp_path / "a.jsonl")], Names("text"), tmp_path / "out", "local[1]")


@pytest.mark.parametrize("said", ["", 'openjdk version "11.0.2" 2019-01-15', 'java version "1.8.0_402"'])
def test_without_java_or_with_an_old_one_the_way_out_is_named(
    said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if said:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin" / "java").write_text(f"#!/bin/sh\necho '{said}' >&2\n", encoding="utf-8")
        (tmp_path / "bin" / "java").chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(UsageError, match="openjdk-17-jre-headless"):
        engine_spark.need_java()


def test_an_outcome_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "kept").touch()
    with pytest.raises(UsageError, match="there already"):
        engine_spark.reuse([], Names("text"), tmp_path / "out", "local[1]")


def test_packed_columns_come_back_from_slices_and_chunks() -> None:
    values, bounds = np.arange(10, dtype=np.int32), np.array([0, 3, 3, 7, 10])
    rows = packed(values, bounds)
    assert unpacked(rows.slice(1, 2), np.int32).tolist() == [3, 4, 5, 6]
    assert unpacked(pa.chunked_array([rows.slice(0, 1), rows.slice(3)]), np.int32).tolist() == [
        0, 1, 2, 7, 8, 9,
    ]  # fmt: skip
    assert packed(values, bounds[2:]).to_pylist() == [bytes(values[3:7]), bytes(values[7:])]
