"""Raw: sentences of running English that lie open in the data, without any labels, for the parser to learn words from.

Read are only collections whose licence lets one learn from them; those without one, or there to measure by alone, are
left out, and so is whatever GUM holds out. Some of what is read is measured on elsewhere (pages, dates, stories,
claims); of those labels nothing is seen here.
"""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from headwater.documents import read
from headwater.language.forms import usual, words
from headwater.pages import Page
from headwater.text import sentences
from train import ecb

PAGES = (  # MIT, MIT, Apache-2.0, Apache-2.0, Apache-2.0, CC BY 4.0
    "aeb/html/*.gz",
    "fundus-parser-tests/*/*.html.gz",
    "htmldate/html/*.gz",
    "magic-html-forum/*.html.gz",
    "trafilatura-comments/html/*.gz",
    "wcxb/dev/html/*.gz",
)
SHORTEST, LONGEST = 4, 50  # words of a sentence to be parsed
_RUNNING = 0.7  # its least share of words all in small letters, or of marks

Forms = tuple[str, ...]


def raw(data: Path) -> list[list[Forms]]:
    """The sentences of every document, each sentence once."""
    seen: set[Forms] = set()
    found: list[list[Forms]] = []
    for document in (*_pages(data / "pages"), *_events(data / "stories"), *_summed(data), *_encyclopedia(data)):
        fresh = [s for s in dict.fromkeys(document) if s not in seen]
        seen.update(fresh)
        if fresh:
            found.append(fresh)
    return found


def _pages(folder: Path) -> Iterator[list[Forms]]:
    """Bodies and comments of pages in English."""
    for path in (p for pattern in PAGES for p in sorted(folder.glob(pattern))):
        html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
        found = read(Page(path.name, "html", html, ""))
        if (found.document.language or "").startswith("en"):
            places = [(b.start, b.end) for b in found.blocks if b.label == "body"]
            places += [(c.start, c.end) for c in found.comments]
            yield [s for start, end in places for s in cut(found.document.text[start:end])]


def _events(folder: Path) -> Iterator[list[Forms]]:
    """The news of ECB+ (CC BY 3.0)."""
    for told in ecb.read(folder / "ecbplus"):
        yield [forms for line in told.sentences for forms in cut(line)]


def _summed(data: Path) -> Iterator[list[Forms]]:
    """The sentences of news and of their summaries in SuperPAL (Apache-2.0)."""
    with (data / "claims" / "superpal" / "dev_MN_only.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield [s for column in ("scuSentence", "docSentText") for s in cut(row[column])]


def _encyclopedia(data: Path) -> Iterator[list[Forms]]:
    """The sentences of Wikigold (CC BY 4.0)."""
    path = data / "language" / "ner" / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"
    for lines in path.read_text("utf-8").split("\n\n"):
        yield [*cut(ecb.joined([line.split(" ")[0] for line in lines.splitlines()]))]


def cut(text: str) -> Iterator[Forms]:
    """The sentences of a text as forms."""
    for span in sentences(text):
        forms = tuple(usual(text[w.start : w.end]) for w in words(text, span.start, span.end))
        if forms:
            yield forms


_CLOSING = frozenset(".!?\"'\u201d\u2019)")


def is_running(forms: Forms) -> bool:
    """Whether a sentence is running English, no headline, list or address."""
    small = sum(form.islower() or not form[0].isalpha() for form in forms)
    return SHORTEST <= len(forms) <= LONGEST and forms[-1] in _CLOSING and small >= _RUNNING * len(forms)
