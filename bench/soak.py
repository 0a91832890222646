"""`python -m bench soak`: pages through `watch`, from a server on this machine, and what memory does meanwhile."""

import resource
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from time import perf_counter
from typing import Any

from bench.stream import pages
from headwater.pages import Page, Web
from headwater.pipeline import adding
from headwater.store import Workspace
from headwater.watch import Watch

AT_ONCE = 100  # entries that the feed lists, the latest
FLAT = 0.10  # by how much memory may rise over the last half
MARKS = 20
WHOLE = 1000  # documents that are traced as one here: larger rounds take minutes, and the last half comes in groups


class Feed(BaseHTTPRequestHandler):
    """A feed of the latest pages, and the pages."""

    heap: Sequence[Page] = ()
    listed = 0

    def do_GET(self) -> None:
        """The feed, or the page of a number."""
        name = self.path.strip("/")
        latest = range(max(0, self.listed - AT_ONCE), self.listed)
        if name == "feed":
            self._send("application/rss+xml", _feed(self.heap, latest, self.headers["host"]))
        elif name.isdigit() and int(name) < len(self.heap):
            self._send("text/html; charset=utf-8", _page(self.heap[int(name)]))
        else:
            self.send_error(404)

    def _send(self, kind: str, body: str) -> None:
        raw = body.encode()
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args: Any) -> None:
        """Nothing on stderr."""


def _feed(heap: Sequence[Page], numbers: range, host: str | None) -> str:
    items = "".join(
        f"<item><title>{heap[n].given.headline}</title><link>http://{host}/{n}</link></item>" for n in numbers
    )
    return f'<rss version="2.0"><channel><title>Soak</title>{items}</channel></rss>'


def _page(page: Page) -> str:
    title, body = page.given.headline, page.content.replace("\n\n", "</p><p>")
    return (
        f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{body}</p></article></body></html>"
    )


@contextmanager
def served(heap: Sequence[Page]) -> Iterator[str]:
    """The address of a server of these pages on loopback, until the end of the block."""
    Feed.heap, Feed.listed = heap, 0
    with ThreadingHTTPServer(("127.0.0.1", 0), Feed) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/feed"
        server.shutdown()
        thread.join()


def soak(path: Path, documents: int, at_once: int = AT_ONCE) -> Iterator[tuple[int, float]]:
    """Documents that are kept, and megabytes of this process, round by round."""
    clock = [1_930_000_000.0]
    workspace = Workspace(path, create=True)
    with served(list(pages(documents, words=90))) as feed:
        watch = Watch(workspace, [feed], every=600, web=lambda: Web(sleep=lambda _: None), now=lambda: clock[0])
        while Feed.listed < documents:
            Feed.listed = min(documents, Feed.listed + at_once)
            for came in watch.round():
                if came.faults:
                    raise AssertionError(came.faults[0].message)
            clock[0] += 601
            yield Feed.listed, memory()


def memory() -> float:
    """Megabytes that this process holds now."""
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * resource.getpagesize() / 1e6


def main(documents: int) -> None:
    """Print memory as it goes, and whether it is flat over the last half."""
    adding.WHOLE = WHOLE
    begin = perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        held: list[float] = []
        for number, megabytes in soak(Path(folder) / "soak", documents):
            held.append(megabytes)
            if number * MARKS // documents > (number - AT_ONCE) * MARKS // documents:
                print(f"{number:>8,} pages  {megabytes:7.0f} MB  {perf_counter() - begin:6.0f} s", flush=True)
        counts = Workspace(Path(folder) / "soak").counts()
    half = held[len(held) // 2 :]
    rise = max(half) / half[0] - 1
    print(
        f"{counts['documents']:,} documents of {documents:,} pages through watch; over the last half memory rose by "
        f"{rise:.1%} at most (allowed {FLAT:.0%}); {perf_counter() - begin:.0f} s"
    )
    if rise > FLAT or counts["documents"] != documents:
        raise SystemExit(1)
