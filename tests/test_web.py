"""Addresses over a real server on loopback: asked politely, kept, asked again only for changes."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from headwater.cli import cli
from headwater.pages import Page, Web, pages
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


# -- the pages that a feed's entries link to ---------------------------------------------------------------------------

ENTRY = "<item><title>{name}</title><link>{link}</link><description>In short.</description>{when}</item>"
WHEN = "<pubDate>Tue, 04 Mar 2031 09:00:00 GMT</pubDate>"


def feed_of(*links: str) -> str:
    """A feed with an entry for each address; one without an address has none."""
    entries = "".join(ENTRY.format(name=f"Entry {k}", link=link, when=WHEN) for k, link in enumerate(links, 1))
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title>{entries}</channel></rss>'


def followed(feed: Path, cache: Path | None = None) -> list[Page | Fault]:
    with Web(sleep=lambda _: None, cache=cache, follow=True) as web:
        return list(pages([feed], web=web))


def test_entries_are_read_from_their_pages(host: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(feed_of(f"{host}/weir"), "utf-8")
    (page,) = followed(feed)
    assert isinstance(page, Page)
    assert (page.source, page.url, page.content) == (f"{feed}#1", f"{host}/weir", BODY.decode())
    assert (page.given.date_published, page.given.headline) == ("2031-03-04T09:00:00Z", None)
    (short,) = pages([feed])
    assert isinstance(short, Page)
    assert "<p>In short.</p>" in short.content


def test_an_entry_whose_page_cannot_be_had_stays(host: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(feed_of(f"{host}/robots.txt", "ftp://post.example/x", "", f"{host}/weir"), "utf-8")
    found = followed(feed)
    assert [(f.source[-2:], type(f).__name__) for f in found] == [
        ("#1", "Page"), ("#1", "Fault"), ("#2", "Page"), ("#2", "Fault"), ("#3", "Page"), ("#4", "Page"),
    ]  # fmt: skip
    assert [f.message for f in found if isinstance(f, Fault)] == [
        f"its page {host}/robots.txt: answered 404",
        "its page ftp://post.example/x: no address",
    ]


def test_pages_of_entries_are_kept_as_others_are(host: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(feed_of(f"{host}/weir", f"{host}/weir"), "utf-8")
    one, two = followed(feed, tmp_path / "answers")
    assert isinstance(one, Page)
    assert isinstance(two, Page)
    assert one.content == two.content
    assert [path for path, _ in Host.asked] == ["/robots.txt", "/weir"]


def test_follow_is_an_option_of_read(host: str, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(feed_of(f"{host}/weir"), "utf-8")
    said = CliRunner().invoke(cli, ["read", str(feed), "--follow", "--jobs", "1"])
    assert "Ostrel" in said.stdout
    assert "Ostrel" not in CliRunner().invoke(cli, ["read", str(feed), "--jobs", "1"]).stdout


# -- where addresses lead ----------------------------------------------------------------------------------------------


def net(answers: dict[str, httpx.Response]) -> tuple[httpx.MockTransport, list[str]]:
    """A network of addresses with their answers; all others are not found. Also the list of what was asked."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return answers.get(str(request.url), httpx.Response(404))

    return httpx.MockTransport(answer), asked


def moved(to: str) -> httpx.Response:
    return httpx.Response(302, headers={"location": to})


def visit(answers: dict[str, httpx.Response], url: str) -> tuple[Page | Fault, list[str]]:
    transport, asked = net(answers)
    with Web(transport, sleep=lambda _: None) as web:
        (found,) = web.read(url)
    return found, asked


ONE, TWO = "https://one.example", "https://two.example"
HTML = httpx.Response(200, headers={"content-type": "text/html"}, content=BODY)


def test_every_host_on_the_way_is_asked_for_its_rules() -> None:
    shut = httpx.Response(200, text="User-agent: *\nDisallow: /inside/")
    hosts = {f"{ONE}/a": moved(f"{TWO}/inside/b"), f"{TWO}/robots.txt": shut, f"{TWO}/inside/b": HTML}
    found, asked = visit(hosts, f"{ONE}/a")
    assert isinstance(found, Fault)
    assert found.message == "not allowed by robots.txt of two.example"
    assert asked == [f"{ONE}/robots.txt", f"{ONE}/a", f"{TWO}/robots.txt"]


def test_a_page_has_the_address_that_it_was_found_at() -> None:
    found, _ = visit({f"{ONE}/a": moved("/b"), f"{ONE}/b": HTML}, f"{ONE}/a")
    assert isinstance(found, Page)
    assert (found.source, found.url) == (f"{ONE}/a", f"{ONE}/b")


@pytest.mark.parametrize(
    ("to", "message"),
    [
        (f"{ONE}/a", "leads from address to address more than 10 times"),
        ("ftp://one.example/a", "leads to ftp://one.example/a, which is no address"),
    ],
)
def test_a_way_without_an_end_is_a_fault(to: str, message: str) -> None:
    found, _ = visit({f"{ONE}/a": moved(to)}, f"{ONE}/a")
    assert isinstance(found, Fault)
    assert found.message == message


def test_rules_may_lie_elsewhere_and_a_host_that_fails_allows_nothing() -> None:
    shut = httpx.Response(200, text="User-agent: *\nDisallow: /")
    found, _ = visit({f"{ONE}/robots.txt": moved("/rules"), f"{ONE}/rules": shut, f"{ONE}/a": HTML}, f"{ONE}/a")
    assert isinstance(found, Fault)
    found, asked = visit({f"{ONE}/robots.txt": httpx.Response(503), f"{ONE}/a": HTML}, f"{ONE}/a")
    assert isinstance(found, Fault)
    assert asked == [f"{ONE}/robots.txt"]


@pytest.mark.parametrize("told", ["90", "Thu, 01 Jan 1970 00:01:30 GMT"])
def test_a_host_that_asks_to_be_left_alone_is_until_then(told: str) -> None:
    busy = httpx.Response(429, headers={"retry-after": told})
    transport, asked = net(
        {"https://a.example/one": busy, "https://b.example/": httpx.Response(200, text="<p>Hello</p>")}
    )
    seconds = [0.0]
    web = Web(transport=transport, sleep=lambda _: None, now=lambda: seconds[0])

    def read(url: str) -> Page | Fault:
        (found,) = web.read(url)
        return found

    assert "429" in str(read("https://a.example/one"))
    assert "asks to be left alone for 90 seconds" in str(read("https://a.example/two"))
    assert "https://a.example/two" not in asked
    assert isinstance(read("https://b.example/"), Page)
    seconds[0] = 91.0
    read("https://a.example/two")
    assert "https://a.example/two" in asked


@pytest.mark.parametrize("told", ["", "soon", "-5", "Thu, 99 Jan 1970 00:01:30 GMT"])
def test_what_cannot_be_read_is_no_break(told: str) -> None:
    transport, _ = net({"https://a.example/": httpx.Response(503, headers={"retry-after": told})})
    web = Web(transport=transport, sleep=lambda _: None)
    list(web.read("https://a.example/"))
    assert web.left_alone("https://a.example/") == 0
