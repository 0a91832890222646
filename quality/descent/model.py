"""The records of the heap: words that know what they are, texts, witnesses, edges, and the gold beside the rows."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple


class Word(NamedTuple):
    """A word as printed; its key stays the same in every copy, whatever becomes of its form."""

    form: str
    key: int
    right: str | None = None  # what a copier who notices puts back


Sentence = tuple[Word, ...]
Paragraph = tuple[Sentence, ...]


class Text(NamedTuple):
    """A headline, and paragraphs of sentences."""

    headline: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences, in order."""
        return [s for p in self.paragraphs for s in p]

    @property
    def words(self) -> int:
        """How many words the body has."""
        return sum(len(s) for s in self.sentences)

    @property
    def readings(self) -> frozenset[tuple[int, str]]:
        """Every word of the body with the form that it has here."""
        return frozenset((w.key, w.form) for s in self.sentences for w in s)

    @property
    def body(self) -> str:
        """What is printed, paragraphs parted by blank lines."""
        return "\n\n".join(" ".join(written(s) for s in p) for p in self.paragraphs)


def written(sentence: Sentence) -> str:
    """The words of a sentence as a line."""
    return " ".join(w.form for w in sentence)


class Witness(NamedTuple):
    """A text of a story: where it stands, when it was really put up, what the page says of that, whether it is lost."""

    name: str  # opaque
    story: str
    text: Text
    site: int  # number in the pool of sites; agencies come first
    published: datetime
    stated: datetime | None  # None where the page bears no date
    credit: str | None  # the agency that the page names
    thread: tuple[str, ...]  # comments below an article inside a post
    lost: bool


class Edge(NamedTuple):
    """The child has wording from the parent; `how` as in the contract, and every operation on the way."""

    parent: str
    child: str
    how: str
    operations: tuple[str, ...] = ()
    rivals: tuple[
        str, ...
    ] = ()  # other texts, none made of the child, that hold as much of what it has from the parent


class Lost(NamedTuple):
    """A source that the heap does not hold and that two or more texts stem from."""

    name: str
    children: frozenset[str]
    shown: bool  # no text at hand could stand in its place: each lacks readings that others have from it


class Gold(NamedTuple):
    """The truth of a heap, lost witnesses that left no two copies contracted away."""

    stories: Mapping[str, tuple[str, ...]]  # the documents of each
    edges: tuple[Edge, ...]
    lost: tuple[Lost, ...]
    twin: Mapping[str, str]  # each document's class of texts that are the same to the letter
    above: frozenset[tuple[str, str]]  # every document and each of its ancestors among the documents: (ancestor, it)
    origins: Mapping[str, int]  # independent texts behind each story


class Heap(NamedTuple):
    """Rows as handed in and as clean text, and the gold.

    In `standing` the text that could be a lost source is it, where the readings show no need of another.
    """

    rows: list[dict[str, str]]
    clean: list[dict[str, str]]
    gold: Gold
    standing: Gold
