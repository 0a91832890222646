"""Supply: the raw material of a heap. Every sentence is handed out once, so that only copying makes texts alike."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import Path

from headwater.text import paragraphs, sentences
from quality.descent.model import Paragraph, Sentence, Text, Word
from quality.descent.wording import shelled
from quality.reuse import invented

NATURAL = 8  # words in a row that two articles must not share of themselves
ENDINGS = ("ing", "ed", "ly", "ion", "ies", "s", "er", "al", "")
BACKGROUNDS = 6  # stock paragraphs of the heap, put under any story

Articles = Mapping[str, Sequence[str]]  # topic -> texts: a headline, then paragraphs


def articles(data: Path) -> dict[str, list[str]]:
    """The articles of others by topic; none where they are missing."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((data / "reuse" / "bbc").glob("*/*.txt")):
        found[path.parent.name].append(path.read_text("utf-8", "replace"))
    return dict(found)


def own(texts: int, seed: int) -> dict[str, list[str]]:
    """Invented articles, so that the figures can be had anywhere; three topics that differ in nothing."""
    every = invented.articles(texts, seed)
    return {f"topic {k}": every[k::3] for k in range(3)}


class Supply:
    """Articles, sentences and words of each topic, until they are used up; then the grammar of our own goes on."""

    def __init__(self, material: Articles, chance: random.Random) -> None:
        self.chance = chance
        self.keys = count()
        self.topics = sorted(material)
        self._texts: dict[str, list[str]] = {}
        self._sentences: dict[str, list[str]] = {t: [] for t in self.topics}
        self._words: dict[str, dict[str, list[str]]] = {}
        seen: set[str] = set()
        for topic in self.topics:
            fresh = [text for text in material[topic] if _unlike(text, seen)]
            self._texts[topic] = chance.sample(fresh, len(fresh))
            self._words[topic] = _vocabulary(fresh)
        self.backgrounds = [self._background() for _ in range(BACKGROUNDS)]

    def article(self, topic: str, choice: int = 1) -> Text:
        """An article that nobody has had yet, the longest of so many."""
        texts = self._texts[topic]
        at = max(range(max(0, len(texts) - choice), len(texts)), key=lambda k: (len(texts[k]), k), default=0)
        text = texts.pop(at) if texts else invented.articles(1, self.chance.randrange(10**9))[0]
        headline, *rest = [text[p.start : p.end] for p in paragraphs(text)]
        return Text(" ".join(headline.split()), tuple(self._parsed(p) for p in rest))

    def sentences(self, topic: str, number: int) -> Paragraph:
        """So many sentences that stood together in an article of the topic."""
        pool = self._sentences[topic]
        while len(pool) < number:
            pool += reversed([_plain(s) for s in self.article(topic).sentences])
        return tuple(self.sentence(pool.pop()) for _ in range(number))

    def sentence(self, line: str) -> Sentence:
        """A line as words of its own."""
        return tuple(Word(form, next(self.keys)) for form in line.split())

    def like(self, topic: str, word: str) -> str:
        """Some word of the topic that ends alike."""
        of_ending = self._words[topic]
        ending = next(e for e in ENDINGS if word.endswith(e))
        return self.chance.choice(of_ending.get(ending) or of_ending[""] or [word])

    def _background(self) -> Paragraph:
        return self.sentences(self.chance.choice(self.topics), self.chance.choice((1, 1, 2)))

    def _parsed(self, paragraph: str) -> Paragraph:
        return tuple(self.sentence(paragraph[s.start : s.end]) for s in sentences(paragraph, 0, len(paragraph)))


def _plain(sentence: Sentence) -> str:
    return " ".join(w.form for w in sentence)


def _unlike(text: str, seen: set[str]) -> bool:
    """Whether a text is long enough and shares no run of words with those before."""
    words = [w.strip(".,\"'") for w in text.casefold().split()]
    runs = {" ".join(words[k : k + NATURAL]) for k in range(len(words) - NATURAL + 1)}
    alone = seen.isdisjoint(runs)
    seen |= runs
    return alone and len(words) > 80 and len(list(paragraphs(text))) > 2


def _vocabulary(texts: Sequence[str]) -> dict[str, list[str]]:
    """The longer words without a capital, by their endings."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in _words(texts):
        found[next(e for e in ENDINGS if word.endswith(e))].add(word)
    return {ending: sorted(words) for ending, words in sorted(found.items())}


def _words(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for form in text.split():
            word = shelled(form)[1]
            if len(word) > 3 and word.isalpha() and word.islower():
                yield word
