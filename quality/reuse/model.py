"""The records of the heap: words that know what they were made from, lines of a page, documents."""

from typing import NamedTuple

from headwater.text import paragraphs, sentences

Origin = tuple[int, int]  # article, word; articles below zero are commonplaces: printed by many, copied from nobody
ROWS = 10_000  # words of an article from this number on stand in tables, results and weather lines


class Word(NamedTuple):
    """A word as printed, and the word that it was made from; None for what a copier put in and for furniture."""

    form: str
    origin: Origin | None


Sentence = list[Word]
Article = list[Sentence]


class Line(NamedTuple):
    """What stands between two line ends of a page."""

    words: Sentence
    furniture: bool = False


class Derived(NamedTuple):
    """A document of the heap: its name, what was done, its lines, what parts them, and its address."""

    name: str
    kind: str
    lines: list[Line]
    gap: str = "\n\n"
    url: str | None = None

    @property
    def text(self) -> str:
        """What is printed."""
        return self.gap.join(" ".join(w.form for w in line.words) for line in self.lines)


class Heap(NamedTuple):
    """The documents, and the articles that they were made from by number."""

    documents: list[Derived]
    articles: dict[int, Article]


def parsed(text: str, article: int) -> Article:
    """The sentences of an article, every word numbered."""
    number = 0
    found: Article = []
    for paragraph in paragraphs(text):
        for span in sentences(text, paragraph.start, paragraph.end):
            forms = text[span.start : span.end].split()
            found.append([Word(f, (article, number + k)) for k, f in enumerate(forms)])
            number += len(forms)
    return found


def plain(phrase: str) -> Sentence:
    """The words of a phrase that stems from no article."""
    return [Word(form, None) for form in phrase.split()]
