"""Watch: feeds and site maps over a real server on loopback, asked politely; what changed is told in one line."""

import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from headwater import pipeline
from headwater.cli import cli, watching
from headwater.errors import UsageError
from headwater.pages import Web
from headwater.store import Workspace
from headwater.watch import Round, Watch, entries
from headwater.watch.changes import reworded

STORY = """<p>Nine boats lay across the mouth of the harbour at Skerrin on Monday, and the ferry for the outer islands
turned back with sixty people aboard.</p><p>"We shall stay until the council talks to us," said Marit Oksen, who owns
one of the boats. The council meets on Thursday to decide who may use the quay.</p><p>Fishermen have kept their nets
there for two hundred years, and none of them was asked before the berths were let to a shipping company.</p>"""


class Site(BaseHTTPRequestHandler):
    """A site of pages that may change; it knows what it was asked."""

    pages: dict[str, tuple[str, bytes]] = {}  # noqa: RUF012  (shared with the test on purpose)
    asked: list[tuple[str, bool]] = []  # noqa: RUF012
    fails: set[str] = set()  # noqa: RUF012

    def do_GET(self) -> None:
        """One page with an ETag; 304 to who has it, 503 where it fails."""
        kind, body = self.pages.get(self.path, ("", b""))
        tag = f'"{hash(body)}"'
        known = self.headers.get("if-none-match") == tag
        self.asked.append((self.path, known))
        self.send_response(503 if self.path in self.fails else 404 if not body else 304 if known else 200)
        if body and not known and self.path not in self.fails:
            self.send_header("content-type", kind)
            self.send_header("etag", tag)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            self.send_header("content-length", "0")
            self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Nothing on stderr."""


@pytest.fixture
def site() -> Iterator[str]:
    """A server on loopback, empty at first."""
    Site.pages, Site.asked, Site.fails = {}, [], set()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


class Clock:
    """Time that passes when it is told to."""

    now = 1_930_000_000.0


def put(path: str, body: str, kind: str = "text/html; charset=utf-8") -> None:
    Site.pages[path] = kind, body.encode()


def page(body: str, title: str = "Boats block Skerrin") -> str:
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def feed(site: str, *paths: str, told: str = "") -> str:
    items = "".join(f"<item><title>{p} {told}</title><link>{site}{p}</link></item>" for p in paths)
    return f'<rss version="2.0"><channel><title>The Skerrin Post</title>{items}</channel></rss>'


def watcher(workspace: Workspace, clock: Clock, *feeds: str) -> Watch:
    def web() -> Web:
        return Web(sleep=lambda _: None, now=lambda: clock.now)

    return Watch(workspace, feeds, every=600, again=3600, web=web, now=lambda: clock.now)


def rounds(watch: Watch) -> Round:
    """One round as one."""
    parts = list(watch.round())
    return Round(
        sum(p.asked for p in parts), [c for p in parts for c in p.changes], [f for p in parts for f in p.faults]
    )


def test_new_pages_are_read_once_and_unchanged_ones_not_again(site: str, tmp_path: Path) -> None:
    put("/feed", feed(site, "/a"), "application/rss+xml")
    put("/a", page(STORY))
    clock, workspace = Clock(), Workspace(tmp_path / "w", create=True)
    watch = watcher(workspace, clock, f"{site}/feed")
    (one,) = rounds(watch).changes
    assert (one.kind, one.line.split(" (")[0]) == ("story", "new story: Boats block Skerrin")
    assert watch.pause() == 600
    assert rounds(watch).asked == 0
    clock.now += 601
    Site.asked.clear()
    again = rounds(watch)
    assert (again.changes, again.faults) == ([], [])
    assert [a for a in Site.asked if a[0] != "/robots.txt"] == [("/feed", True)]


def test_a_round_that_was_cut_off_goes_on_though_the_feed_names_nothing_again(site: str, tmp_path: Path) -> None:
    put("/feed", feed(site, "/a", "/b"), "application/rss+xml")
    put("/a", page(STORY))
    put("/b", page(STORY.replace("Nine", "Six")))
    clock, workspace = Clock(), Workspace(tmp_path / "w", create=True)
    next(watcher(workspace, clock, f"{site}/feed").round())  # the list is kept, its pages are not read yet
    clock.now += 601
    assert len(rounds(watcher(workspace, clock)).changes) == 2
    assert ("/feed", True) in Site.asked


def test_of_a_long_list_the_rest_comes_in_the_next_round(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("headwater.watch.rounds.MOST", 1)
    put("/feed", feed(site, "/a", "/b"), "application/rss+xml")
    put("/a", page(STORY))
    put("/b", page(STORY.replace("Nine", "Six")))
    clock, workspace = Clock(), Workspace(tmp_path / "w", create=True)
    watch = watcher(workspace, clock, f"{site}/feed")
    assert [c.source for c in rounds(watch).changes] == [f"{site}/a"]
    clock.now += 601
    assert [c.source for c in rounds(watch).changes] == [f"{site}/b"]


def test_a_copy_a_new_line_and_a_number_that_differs_are_told(site: str, tmp_path: Path) -> None:
    put("/feed", feed(site, "/a"), "application/rss+xml")
    put("/a", page(STORY))
    clock, workspace = Clock(), Workspace(tmp_path / "w", create=True)
    watch = watcher(workspace, clock, f"{site}/feed")
    rounds(watch)
    clock.now += 601
    put("/b", page(STORY.replace("Nine boats", "Six boats").replace("two hundred years", "two hundred years or so")))
    put("/feed", feed(site, "/a", "/b"), "application/rss+xml")
    (two,) = rounds(watch).changes
    assert two.kind == "copy"
    assert two.line.startswith("+1 copy of Boats block Skerrin")
    assert "a number differs: " in two.line
    assert "Six" in two.line or "6" in two.line


def test_another_text_at_the_same_address_is_another_version(site: str, tmp_path: Path) -> None:
    put("/feed", feed(site, "/a"), "application/rss+xml")
    put("/a", page(STORY))
    clock, workspace = Clock(), Workspace(tmp_path / "w", create=True)
    watch = watcher(workspace, clock, f"{site}/feed")
    rounds(watch)
    clock.now += 3700
    put("/a", page(STORY.replace("sixty", "seventy")))
    (new,) = rounds(watch).changes
    assert new.kind == "version"
    assert new.line.startswith(f"new version of {site}/a: Boats block Skerrin; sixty → seventy")
    assert workspace.tables()["documents"]["url"].to_pylist() == [f"{site}/a"] * 2
    clock.now += 601
    put("/a", page(STORY.replace("sixty", "eighty")))
    put("/feed", feed(site, "/a", told="corrected"), "application/rss+xml")  # its feed says so: no need to wait
    assert [c.kind for c in rounds(watch).changes] == ["version"]
    assert pipeline.check(workspace) == []


def test_of_a_new_version_title_and_body_are_compared(site: str, tmp_path: Path) -> None:
    talk = '<div class="comments"><h2>Comments ({})</h2><div class="comment"><p>{}</p></div></div>'
    put("/feed", feed(site, "/a"), "application/rss+xml")
    put("/a", page(STORY) + talk.format(1, "My father moored there, and nobody asked him either."))
    clock = Clock()
    watch = watcher(Workspace(tmp_path / "w", create=True), clock, f"{site}/feed")
    rounds(watch)
    clock.now += 3700
    put("/a", page(STORY.replace("sixty", "seventy")) + talk.format(2, "The quay was rotten when they let it."))
    (new,) = rounds(watch).changes
    assert (new.kind, new.reworded) == ("version", ("sixty → seventy",))


def test_who_does_not_answer_is_asked_ever_more_seldom(site: str, tmp_path: Path) -> None:
    clock, workspace = Clock(), Workspace(tmp_path / "w", create=True)
    watch = watcher(workspace, clock, f"{site}/feed")
    Site.fails.add("/feed")
    put("/feed", feed(site, "/a"), "application/rss+xml")
    waits = []
    for _ in range(10):
        assert "answered 503" in rounds(watch).faults[0].message
        waits.append(watch.pause())
        clock.now += watch.pause()
    assert waits[:4] == [600, 1200, 2400, 4800]
    assert max(waits) == 24 * 3600
    Site.fails.clear()
    assert rounds(watch).faults[0].source == f"{site}/a"  # the page is missing, but the feed answers
    assert watch.pause() == 600
    assert workspace.tables()["documents"]["headline"].to_pylist() == ["/a"]  # what the feed has of it


def test_robots_are_heeded(site: str, tmp_path: Path) -> None:
    put("/robots.txt", "User-agent: *\nDisallow: /private", "text/plain")
    put("/feed", feed(site, "/private/a"), "application/rss+xml")
    put("/private/a", page(STORY))
    came = rounds(watcher(Workspace(tmp_path / "w", create=True), Clock(), f"{site}/feed"))
    assert "robots.txt" in came.faults[0].message
    assert "/private/a" not in {a for a, _ in Site.asked}


def test_site_maps_lead_to_site_maps_and_pages(site: str, tmp_path: Path) -> None:
    ours = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    top = f"<sitemapindex {ours}><sitemap><loc>{site}/news.xml</loc></sitemap></sitemapindex>"
    put("/sitemap.xml", f'<?xml version="1.0"?><!-- ours -->{top}', "application/xml")
    news = f"<urlset {ours}><url><loc>{site}/a</loc><lastmod>2031-03-03</lastmod></url><url><loc>ftp://x</loc></url></urlset>"
    Site.pages["/news.xml"] = "application/gzip", gzip.compress(news.encode(), mtime=0)
    put("/a", page(STORY))
    clock, workspace = Clock(), Workspace(tmp_path / "w", create=True)
    watch = watcher(workspace, clock, f"{site}/sitemap.xml")
    assert [c.kind for c in rounds(watch).changes] == ["story"]
    assert [w.url for w in workspace.feeds()] == [f"{site}/sitemap.xml"]
    clock.now += 601
    Site.asked.clear()
    assert rounds(watch).changes == []
    assert {a for a in Site.asked if a[0] != "/robots.txt"} == {("/sitemap.xml", True), ("/news.xml", True)}


def test_what_is_worded_otherwise_is_told_in_short() -> None:
    assert reworded("Nine boats lay there.", "Six boats lay there.") == ("Nine → Six",)
    assert reworded("It was so.", "It was so. It was denied.") == ("– → It was denied.",)
    assert reworded("a b c d e f g h i", "1 b 2 d 3 f 4 h 5") == ("a → 1", "c → 2", "e → 3", "g → 4", "and 1 more")
    assert reworded("x " * 9000, "y") == ()


def test_lists_are_taken_as_data_only() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><urlset><url><loc>http://h.example/&a;</loc></url></urlset>'
    assert [e.url for e in entries(bomb, "http://h.example/s")[0]] in ([], ["http://h.example/"])
    for raw in (b"", b"<urlset>", b"<urlset><url/></urlset>", b"{}", b"\x1f\x8b broken", b"<rss></rss>", b"\xff\xfe<"):
        found, faults = entries(raw, "http://h.example/s")
        assert (found, len(faults)) == ([], 1)


def test_the_command_tells_logs_and_runs_another(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.pages.web.PAUSE", 0.001)
    put("/feed", feed(site, "/a"), "application/rss+xml")
    put("/a", page(STORY, title="Boats \x1b[31m block Skerrin"))
    log, seen = tmp_path / "log.jsonl", tmp_path / "seen"
    words = ["watch", str(tmp_path / "w"), f"{site}/feed", "--once", "--log", str(log), "--exec", f"tee {seen}"]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("new story: Boats")
    assert "\x1b" not in done.stdout
    (row,) = [json.loads(line) for line in log.read_text().splitlines()]
    assert row["kind"] == "story"
    assert row["line"] in done.stdout
    assert json.loads(seen.read_text()) == row
    again = CliRunner().invoke(cli, ["watch", str(tmp_path / "w"), "--once"])
    assert (again.exit_code, again.stdout) == (0, "")


@pytest.mark.parametrize("words", [("--every", "soon"), ("--exec", "")])
def test_wrong_use_is_said(words: tuple[str, ...], tmp_path: Path) -> None:
    done = CliRunner().invoke(cli, ["watch", str(tmp_path / "w"), "http://h.example/f", "--once", *words])
    assert isinstance(done.exception, UsageError)
    assert not (tmp_path / "w").exists() or words[0] == "--every"


def test_a_feed_that_is_no_address_is_refused_where_none_is(tmp_path: Path) -> None:
    words = ["watch", str(tmp_path / "w"), "gazette.example/feed.xml", "feed.xml"]  # without --once: it would not end
    done = CliRunner().invoke(cli, words)
    assert isinstance(done.exception, UsageError)
    assert "'gazette.example/feed.xml' is no address; write it like https://" in str(done.exception)
    assert not (tmp_path / "w").exists()


def test_a_length_of_time_is_read_as_one_writes_it() -> None:
    assert [watching.seconds(t) for t in ("90s", "10m", "1.5h", "1d")] == [90, 600, 5400, 86400]
