"""Addresses over a real server on loopback: asked politely, kept, asked again only for changes."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from headwater.pages import Page, Web
from headwater.pages.cache import FRESH, Answer, Cache
from headwater.records import Fault

BODY = b"<html><title>Weir broke</title><p>The weir at Ostrel broke on Monday.</p></html>"


class Host(BaseHTTPRequestHandler):
    """Answers one page with an ETag, and notes what it was asked."""

    asked: list[tuple[str, str | None]] = []  # noqa: RUF012  (shared with the test on purpose)
    tag, body = '"one"', BODY

    def do_GET(self) -> None:
        """One page; 304 to who has it."""
        self.asked.append((self.path, self.headers.get("if-none-match")))
        if self.path == "/robots.txt":
            self.send_error(404)
        elif self.headers.get("if-none-match") == self.tag:
            self.send_response(304)
            self.end_headers()
        else:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("etag", self.tag)
            self.send_header("content-length", str(len(self.body)))
            self.end_headers()
            self.wfile.write(self.body)

    def log_message(self, *args: Any) -> None:
        """Nothing on stderr."""


@pytest.fixture
def host() -> Iterator[str]:
    Host.asked, Host.tag, Host.body = [], '"one"', BODY
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def fetch(url: str, cache: Path, now: float) -> Page | Fault:
    web = Web(sleep=lambda _: None, cache=cache, now=lambda: now)
    (found,) = web.read(url)
    web.close()
    return found


def test_within_the_hour_nobody_is_asked_again(host: str, tmp_path: Path) -> None:
    first = fetch(f"{host}/weir", tmp_path, 1_000_000.0)
    calls = list(Host.asked)
    again = fetch(f"{host}/weir", tmp_path, 1_000_000.0 + FRESH - 1)
    assert isinstance(first, Page)
    assert "Ostrel" in first.content
    assert again == first
    assert Host.asked == calls == [("/robots.txt", None), ("/weir", None)]


def test_later_only_a_change_is_sent(host: str, tmp_path: Path) -> None:
    first = fetch(f"{host}/weir", tmp_path, 0.0)
    same = fetch(f"{host}/weir", tmp_path, FRESH)
    assert same == first
    assert Host.asked[-1] == ("/weir", '"one"')
    Host.tag, Host.body = '"two"', BODY.replace(b"Monday", b"Tuesday")
    changed = fetch(f"{host}/weir", tmp_path, 2 * FRESH)
    assert isinstance(changed, Page)
    assert "Tuesday" in changed.content
    assert changed.given.date_retrieved == "1970-01-01T02:00:00Z"


def test_a_spoilt_file_in_the_cache_counts_as_none(host: str, tmp_path: Path) -> None:
    fetch(f"{host}/weir", tmp_path, 0.0)
    for kept in tmp_path.iterdir():
        kept.write_bytes(b"\x93torn")
    assert isinstance(fetch(f"{host}/weir", tmp_path, 1.0), Page)
    assert Host.asked[-1] == ("/weir", None)


def test_an_answer_is_kept_whole(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "answers")
    answer = Answer(200, "text/html", None, b"\0\xff", '"t"', "Mon, 01 Jan 2024 00:00:00 GMT", 5.0)
    cache.keep("https://post.example/\ud800", answer)
    assert cache.get("https://post.example/\ud800") == answer
    assert cache.get("https://post.example/other") is None
