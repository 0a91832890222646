"""`python -m bench fuzz`: mutations of the open pages, feeds and archives through every room, seeded.

A finding is whatever is no fault row: an exception, spans outside the text, blocks that overlap, a page that takes
longer than ten seconds. `--seed` and `--first` show one of them again.
"""

import faulthandler
import gzip
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random

from headwater import documents
from headwater.documents import Reading
from headwater.engine import LocalEngine
from headwater.errors import NothingToRead
from headwater.pages import Page, pages
from headwater.pipeline import run, stream
from headwater.text import digest

DATA = Path(__file__).parents[2] / "shared" / "data" / "pages"
SLOW = 10.0  # CPU seconds that one page may take
LARGEST = 400_000  # bytes of a mutated file: larger ones only repeat what smaller ones show
TO_THE_END = 3_000  # characters of a text that go through all later rooms

TAGS = "div p a span li ul table tr td h1 article section blockquote pre noscript script template br time".split()
ODD = (
    "\0", "\ud800", "\udfff", "\u202e", "\u200b", "\ufeff", "\u2028", "\x85", "\r", "\x1c", "\U0010ffff", "İ", "ﬃ",
    "́" * 50, "“", "\"'" * 9, "&#xD800;", "&#0;", "&nbsp;" * 99, "<![CDATA[", "]]>", "<!--", "-->", "<?xml", "\n" * 99,
    "( " * 99, "2.1.1 ", "> > > ", "9999-99-99", "31.02.2019 25:61", "A" * 5000, "Mr. " * 99, "word " * 999, "«»" * 50,
)  # fmt: skip


def flaws(reading: Reading) -> list[str]:
    """What is wrong with a reading: spans outside its text, blocks that overlap, a digest of another text."""
    text, size, last = reading.document.text, len(reading.document.text), 0
    found = [] if reading.document.text_sha256 == digest(text) else ["the digest is of another text"]
    for block in reading.blocks:
        if not last <= block.start < block.end <= size:
            found.append(f"block {block.start}-{block.end} {block.label} after {last} in a text of {size}")
        last = block.end
    spans = [(s.start, s.end) for s in reading.stamps if s.start is not None and s.end is not None]
    spans += [(c.start, c.end) for c in reading.comments]
    spans += [(q.start, q.end) for c in reading.comments for q in c.quotes]
    found += [f"span {a}-{b} in a text of {size}" for a, b in spans if not 0 <= a <= b <= size]
    ids = [c.id for c in reading.comments]
    return found + (["two comments of one id"] if len(set(ids)) < len(ids) else [])


def mutated(raw: bytes, other: bytes, random: Random) -> bytes:
    """The bytes with one to six things done to them."""
    for _ in range(random.randint(1, 6)):
        raw = random.choice(_MUTATIONS)(raw, other, random)[:LARGEST]
    return raw


def _cut(raw: bytes, other: bytes, random: Random) -> bytes:
    a, b = _stretch(raw, random)
    return raw[:a] + raw[b:]


def _end(raw: bytes, other: bytes, random: Random) -> bytes:
    return raw[: random.randint(0, len(raw))]


def _double(raw: bytes, other: bytes, random: Random) -> bytes:
    a, b = _stretch(raw, random)
    return raw[:b] + raw[a:b] * random.choice((1, 2, 30)) + raw[b:]


def _move(raw: bytes, other: bytes, random: Random) -> bytes:
    a, b = _stretch(raw, random)
    to = random.randint(0, len(raw))
    return raw[:to] + raw[a:b] + raw[to:]


def _splice(raw: bytes, other: bytes, random: Random) -> bytes:
    a, b = _stretch(other, random)
    at = random.randint(0, len(raw))
    return raw[:at] + other[a:b] + raw[at:]


def _flip(raw: bytes, other: bytes, random: Random) -> bytes:
    changed = bytearray(raw)
    for _ in range(random.randint(1, 50) if raw else 0):
        changed[random.randrange(len(raw))] = random.randrange(256)
    return bytes(changed)


def _odd(raw: bytes, other: bytes, random: Random) -> bytes:
    for _ in range(random.randint(1, 8)):
        at = random.randint(0, len(raw))
        raw = raw[:at] + random.choice(ODD).encode("utf-8", "surrogatepass") + raw[at:]
    return raw


def _nest(raw: bytes, other: bytes, random: Random) -> bytes:
    at, tag = random.randint(0, len(raw)), random.choice(TAGS)
    return raw[:at] + f"<{tag} class='comment-body'>".encode() * random.choice((1, 40, 3000)) + raw[at:]


def _unclose(raw: bytes, other: bytes, random: Random) -> bytes:
    return raw.replace(f"</{random.choice(TAGS)}>".encode(), b"")


def _stretch(raw: bytes, random: Random) -> tuple[int, int]:
    a = random.randint(0, len(raw))
    return a, min(len(raw), a + random.choice((1, 10, 200, 5000, 50_000)))


_MUTATIONS: Sequence[Callable[[bytes, bytes, Random], bytes]] = (
    _cut, _end, _double, _move, _splice, _flip, _odd, _nest, _unclose,
)  # fmt: skip


def _content(path: Path) -> bytes:
    raw = path.read_bytes()
    return gzip.decompress(raw) if path.suffix == ".gz" and ".warc" not in path.suffixes else raw


def one(files: Sequence[Path], seed: int, number: int, folder: Path) -> Iterator[str]:
    """The findings of one mutated file."""
    random = Random(f"{seed}:{number}")
    path = random.choice(files)
    raw = mutated(_content(path), _content(random.choice(files)), random)
    ending = random.choice(("html", "txt", "xml", "jsonl", "warc", "arc", "json")) if random.random() < 0.15 else None
    name = f"page.{ending}" if ending else path.name.removesuffix(".gz" if ".warc" not in path.suffixes else "")
    target = folder / name
    target.write_bytes(raw)
    try:
        yield from broken(target, random.choice(("text", "body")) if number % 5 == 0 else None)
    except Exception as error:
        at = traceback.extract_tb(error.__traceback__)[-1]
        yield f"{type(error).__name__}: {str(error)[:200]} at {Path(at.filename).name}:{at.lineno} in {at.name}"
    target.unlink()


def broken(target: Path, to_the_end: str | None = None) -> Iterator[str]:
    """What is wrong with how one file is read; with `to_the_end` its texts go through all rooms as that form."""
    found = [p for p in pages([target]) if isinstance(p, Page)]
    readings: list[Reading] = []
    for page in found[:20]:
        for fast in (True, False):
            begin = time.process_time()
            reading = documents.read(page, fast)
            seconds = time.process_time() - begin
            if seconds > SLOW:
                yield f"slow: {seconds:.0f} s for {len(page.content)} characters"
            yield from flaws(reading)
        readings.append(reading)
    for tables in stream([target]):
        yield from _netted(tables["faults"].to_pylist())
    if to_the_end and readings:
        texts = [r.document.text[:TO_THE_END] for r in readings[:2]]
        yield from _through_all([t for t in texts if t.strip()], to_the_end)


def _through_all(texts: Sequence[str], form: str) -> Iterator[str]:
    heap = [Page(str(k), form, text) for k, text in enumerate([*texts, *(t[len(t) // 3 :] for t in texts)])]  # type: ignore[arg-type]
    begin = time.process_time()
    try:
        tables = run(heap, engine=LocalEngine())
    except NothingToRead:
        return
    if time.process_time() - begin > SLOW * max(1, len(heap)):
        yield f"slow: all rooms, {sum(map(len, texts))} characters"
    yield from _netted(tables["faults"].to_pylist())


def _netted(faults: Sequence[dict[str, str]]) -> Iterator[str]:
    """Exceptions that only the net under the steps caught."""
    for fault in faults:
        kind = fault["message"].partition(":")[0]
        if kind.endswith(("Error", "Exception")) and fault["stage"] != "pages":
            yield f"caught by the net in {fault['stage']}: {fault['message'][:200]}"


def main(minutes: float, seed: int, first: int, data: Path = DATA) -> int:
    """Fuzz for so long; print each new finding once with its number. Returns how many there are."""
    faulthandler.enable()
    files = sorted(p for p in data.rglob("*") if p.is_file() and not p.name.startswith("LICENSE"))
    files = [p for p in files if p.suffix in (".gz", ".xml", ".warc", ".arc", ".bad", ".html")]
    known: set[str] = set()
    begin, number = time.monotonic(), first
    with tempfile.TemporaryDirectory() as folder:
        while number == first or time.monotonic() - begin < 60 * minutes:
            for finding in one(files, seed, number, Path(folder)):
                key = finding.partition(" for ")[0] if finding.startswith("slow") else finding.split(" at ")[-1]
                if key not in known:
                    known.add(key)
                    print(f"{number}: {finding}", flush=True)
            number += 1
    spent = (time.monotonic() - begin) / 60
    print(f"{number - first} files in {spent:.1f} minutes, {len(known)} kinds of findings", flush=True)
    return len(known)
