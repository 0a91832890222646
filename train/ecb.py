"""ECB+: news texts grouped by the event that they tell of, two events of one kind to a topic."""

import gzip
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

MARKS = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}
_GLUED = re.compile(
    r" (?=[.,;:?!)%'\u2019\u201d]|n't\b)|(?<=[($\u201c]) | (?=[-/] )|(?<= [-/]) "
    r"|(?<=\d [.:]) (?=\d)|(?<=\d ,) (?=\d{3}\b)"
)
_ADDRESS = re.compile(r"https? ?:|www\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
FEW, SHORT = 4, 9  # words: fewer are no headline; fewer with a year are a date line


class Told(NamedTuple):
    """One text and what it tells of."""

    id: str
    topic: int
    story: str
    sentences: list[str]

    @property
    def lines(self) -> list[str]:
        """The sentences that are no address and no date; the first is the headline where the text has one."""
        found = [s for s in self.sentences if not _ADDRESS.search(s) and len(s.split()) >= FEW]
        return [s for s in found if len(s.split()) >= SHORT or not _YEAR.search(s)] or self.sentences[:1]


def read(folder: Path) -> Iterator[Told]:
    """The texts of all topics, sorted by topic and name."""
    for path in sorted(folder.glob("*/*.xml.gz"), key=lambda p: (int(p.parent.name), p.name)):
        name = path.name.removesuffix(".xml.gz")
        topic = int(path.parent.name)
        root = etree.fromstring(gzip.decompress(path.read_bytes()))
        sentences: dict[int, list[str]] = {}
        for token in root.iter("token"):
            form = token.text or ""
            sentences.setdefault(int(token.get("sentence")), []).append(MARKS.get(form, form))
        told = [joined(words) for _, words in sorted(sentences.items())]
        yield Told(name, topic, f"{topic}{'b' if name.endswith('plus') else 'a'}", told)


def joined(words: Sequence[str]) -> str:
    """A sentence as it was printed, as far as that can be known of its words."""
    told = " ".join(words)
    if _ADDRESS.match(told):
        return told.replace(" ", "")
    parts = _GLUED.sub("", told).split('"')
    return '"'.join(part.strip() if n % 2 else part for n, part in enumerate(parts))
