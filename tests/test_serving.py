"""`headwater serve` as a program: it says where it is, adds in the background, and ends with Ctrl-C."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from headwater import pipeline
from headwater.cli import cli
from headwater.errors import HeadwaterError, UsageError
from headwater.store import Workspace

TEXT = "The lighthouse on Skarn was sold to a school of painters for one coin, the harbour board said on Friday."


@contextmanager
def served(workspace: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program while it runs, and the address that it printed."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from headwater.cli import main; main()", "serve", str(workspace)]
    command += ["--port", str(port), *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        address = re.match(r"(http://\S+)", running.stderr.readline())
        assert address
        try:
            _ready(address[1])
            yield running, address[1]
        finally:
            running.kill()


def _ready(address: str) -> None:
    transport = httpx.HTTPTransport(retries=8)
    with httpx.Client(transport=transport, timeout=30) as client:
        assert client.get(address.partition("?")[0] + "favicon.ico").status_code in (204, 401)


def test_it_adds_what_is_pasted_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    path = tmp_path / "w.headwater"
    Workspace(path, create=True)
    with served(path) as (running, address), httpx.Client(base_url=address, timeout=30) as client:
        key = re.search(r'name="key" value="([^"]+)"', client.get("/add").text)
        assert key
        sent = client.post("/add", data={"key": key[1], "text": TEXT}, headers={"origin": address.rstrip("/")})
        assert sent.status_code == 303
        for _ in range(600):
            if Workspace(path).counts().get("documents"):
                break
            assert client.get(sent.headers["location"]).status_code == 200
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
        assert running.stderr is not None
        assert "Traceback" not in running.stderr.read()
    assert Workspace(path).search("lighthouse")
    assert pipeline.check(Workspace(path)) == []


def test_ctrl_c_ends_it_in_the_midst_of_work(tmp_path: Path) -> None:
    path = tmp_path / "w.headwater"
    Workspace(path, create=True)
    rows = b"\n".join(b'{"id": "d%d", "body": "%s"}' % (n, f"{TEXT} {n} boats came. ".encode() * 9) for n in range(900))
    with served(path) as (running, address), httpx.Client(base_url=address, timeout=30) as client:
        key = re.search(r'name="key" value="([^"]+)"', client.get("/add").text)
        assert key
        sent = client.post("/add", data={"key": key[1]}, files={"files": ("rows.jsonl", rows)})
        assert sent.status_code == 303
        for _ in range(600):
            if "Under way: " in client.get(sent.headers["location"]).text:
                break
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
    assert pipeline.check(Workspace(path)) == []


def test_a_token_may_be_asked_of_this_machine_too(tmp_path: Path) -> None:
    Workspace(tmp_path / "w.headwater", create=True)
    with served(tmp_path / "w.headwater", "--token") as (_, address):
        assert httpx.get(address.partition("?")[0]).status_code == 401
        with httpx.Client() as client:
            assert client.get(address).status_code == 200
            assert "Stories" in client.get(address.partition("?")[0]).text


@pytest.mark.parametrize(
    ("options", "error", "words"),
    [
        (["--host", "192.0.2.1"], UsageError, "Nobody can listen at 192.0.2.1"),
        (["--token", "short"], UsageError, "16 characters"),
    ],
)
def test_what_cannot_be_is_told(tmp_path: Path, options: list[str], error: type[HeadwaterError], words: str) -> None:
    Workspace(tmp_path / "w.headwater", create=True)
    said = CliRunner().invoke(cli, ["serve", str(tmp_path / "w.headwater"), *options])
    assert isinstance(said.exception, error)
    assert words in str(said.exception)


@pytest.mark.parametrize(
    "raw",
    [
        b"\0\1\2\3\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /../../etc/passwd HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        b"GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + b"x" * 200_000 + b"\r\n\r\n",
        b"POST /add HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /add HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n",
        b"GET /%ff%fe%00 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
    ],
)
def test_no_bytes_on_the_line_upset_it(listening: int, raw: bytes) -> None:
    with socket.create_connection(("127.0.0.1", listening), 20) as line:
        line.settimeout(20)
        with suppress(ConnectionError):
            line.sendall(raw)
            answer = line.recv(100)
            assert re.match(rb"HTTP/1.1 4\d\d |$", answer), answer
    assert httpx.get(f"http://127.0.0.1:{listening}/api/state").status_code == 200


@pytest.fixture(scope="module")
def listening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a server that runs."""
    path = tmp_path_factory.mktemp("listening") / "w.headwater"
    Workspace(path, create=True)
    with served(path) as (_, address):
        yield int(address.rstrip("/").rpartition(":")[2])
