"""A heap for measuring: invented words by Zipf's law, sentences, families of copies; any size, batch by batch.

Three documents in ten are derived copies (a family has 2 to 1,000 documents); the kinds are those that `quality.reuse`
knows. With `real`, sentences are those of real articles in which a third of the words are swapped for others of the
same articles, so that wording is real and nobody copies by accident.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
Text = list[Numbers]  # sentences of word numbers

VOCABULARY = 50_000
WORDS = 300  # of a document, on average
COPIED = 0.3  # share of documents that are in a family
LARGEST = 1_000  # documents of a family
SWAPPED = 0.35  # of the words of a real sentence
BATCH = 2_000  # documents that are written at a time
ONSETS = "b br c ch d dr f fl g gr h j k kl l m n p pl qu r s sh st t tr v w z".split(" ")
VOWELS = "a e i o u ai ea oo".split(" ")
CODAS = ["", "l", "n", "r", "s", "nd", "rt", "ck"]


class Wording(NamedTuple):
    """The words that there are, how common each is (summed up), and real sentences to start from, if any."""

    words: list[str]
    shares: np.ndarray[tuple[int], np.dtype[np.float64]]
    sentences: Sequence[Numbers]

    def draw(self, chance: np.random.Generator, count: int) -> Numbers:
        """So many words, as common words as they are."""
        return np.searchsorted(self.shares, chance.random(count))


def invented() -> Wording:
    """Words of syllables, the commonest the shortest, one in forty a number; frequencies by Zipf's law."""
    syllables = [o + v + c for c in CODAS for v in VOWELS for o in ONSETS]
    chance = np.random.default_rng(1)
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        size = 1 + min(3, len(found) // 800) if len(found) < 3_200 else int(chance.integers(2, 5))
        drawn = "".join(syllables[k] for k in chance.integers(0, len(syllables), size))
        found[str(int(chance.integers(2, 99_999))) if chance.random() < 0.025 else drawn] = None
    shares = np.cumsum(1 / (np.arange(VOCABULARY) + 2.7))
    return Wording(list(found), shares / shares[-1], ())


def real(texts: Sequence[str]) -> Wording:
    """The words and sentences of real articles."""
    said = [sentence.split() for text in texts for sentence in text.replace("\n", " ").split(". ")]
    words, counts = np.unique(np.array([w.rstrip(".") or "-" for s in said for w in s]), return_counts=True)
    number = {w: k for k, w in enumerate(words.tolist())}
    sentences = [np.array([number[w.rstrip(".") or "-"] for w in s]) for s in said if len(s) > 3]
    return Wording(words.tolist(), np.cumsum(counts) / counts.sum(), sentences)


def write(path: Path, documents: int, wording: Wording, seed: int = 1) -> None:
    """So many documents as Parquet with the columns `id` and `text`; the same for the same seed."""
    schema = pa.schema([("id", pa.string()), ("text", pa.string())])
    families = _families(documents, np.random.default_rng(seed))
    with pq.ParquetWriter(path, schema) as file:
        for start in range(0, documents, BATCH):
            rows = range(start, min(documents, start + BATCH))
            texts = [_printed(_document(n, int(families[n]), wording, seed), wording) for n in rows]
            file.write_table(pa.table({"id": [f"d{n:08}" for n in rows], "text": texts}, schema))


def texts(path: Path) -> Iterator[str]:
    """The texts of a heap, in order."""
    for batch in pq.ParquetFile(path).iter_batches(BATCH, columns=["text"]):
        yield from batch.column(0).to_pylist()


def _families(documents: int, chance: np.random.Generator) -> Numbers:
    """The family of every document, -1 for those that stand alone: many small families, few large ones."""
    found = np.full(documents, -1, dtype=np.int64)
    copies = chance.permutation(documents)[: int(COPIED * documents)]
    at = family = 0
    while at < len(copies):
        size = min(LARGEST, documents // 10 + 2, int(2 / chance.random() ** 0.9))
        found[copies[at : at + size]] = family
        at, family = at + size, family + 1
    return found


def _document(n: int, family: int, wording: Wording, seed: int) -> Text:
    chance = np.random.default_rng([seed, 1, n])
    if family < 0:
        return _fresh(wording, chance)
    source = _fresh(wording, np.random.default_rng([seed, 2, family]))
    kind = KINDS[int(chance.integers(len(KINDS)))]
    return kind(source, wording, chance)


def _fresh(wording: Wording, chance: np.random.Generator) -> Text:
    """A text of about 300 words in sentences."""
    wanted = int(np.clip(chance.lognormal(np.log(WORDS) - 0.18, 0.6), 30, 5_000))
    if len(wording.sentences):
        drawn = chance.integers(0, len(wording.sentences), max(2, wanted // 20))
        return [_swapped(wording.sentences[k], SWAPPED, wording, chance) for k in drawn]
    ends = np.cumsum(chance.integers(5, 32, wanted // 12 + 1))
    return [s for s in np.split(wording.draw(chance, wanted), ends[ends < wanted]) if len(s)]


def _swapped(sentence: Numbers, share: float, wording: Wording, chance: np.random.Generator) -> Numbers:
    return np.where(chance.random(len(sentence)) < share, wording.draw(chance, len(sentence)), sentence)


def _copy(source: Text, wording: Wording, chance: np.random.Generator) -> Text:
    return source


def _trimmed(source: Text, wording: Wording, chance: np.random.Generator) -> Text:
    return source[: max(2, int(len(source) * chance.uniform(0.3, 0.9)))]


def _edited(source: Text, wording: Wording, chance: np.random.Generator) -> Text:
    share = chance.uniform(0.02, 0.2)
    return [_swapped(s[chance.random(len(s)) >= share / 3], share, wording, chance) for s in source]


def _moved(source: Text, wording: Wording, chance: np.random.Generator) -> Text:
    found = list(source)
    for _ in range(max(1, len(source) // 4)):
        found.insert(int(chance.integers(len(found))), found.pop(int(chance.integers(len(found)))))
    return found


def _quoted(source: Text, wording: Wording, chance: np.random.Generator) -> Text:
    own, at = _fresh(wording, chance), int(chance.integers(len(source)))
    middle = len(own) // 2
    return [*own[:middle], *source[at : at + int(chance.integers(1, 4))], *own[middle:]]


def _merged(source: Text, wording: Wording, chance: np.random.Generator) -> Text:
    own = _fresh(wording, chance)
    return [*source[: max(2, len(source) // 2)], *own[: len(own) // 2 + 1]]


KINDS = (_copy, _trimmed, _edited, _moved, _quoted, _merged)


def _printed(text: Text, wording: Wording) -> str:
    """Sentences with capitals and full stops, four a paragraph."""
    said = [" ".join([wording.words[k] for k in s.tolist()]) + "." for s in text if len(s)]
    said = [s[0].upper() + s[1:] for s in said]
    return "\n\n".join(" ".join(said[k : k + 4]) for k in range(0, len(said), 4))
