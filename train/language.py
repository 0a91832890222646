"""Trains the network that reads English: `python -m train.language [DATA]`, an hour or more on one core.

A teacher is learned from GUM (annotations CC BY 4.0; some of its texts may only be shared alike) without the documents
that it holds out for testing, each epoch in straight or typographic marks, and from sentences of it put into the mouths
of its speakers. Running text without labels (`train.raw`) gives it words that GUM does not have (`train.vectors`). The
pupil, which is what the package brings, goes on from there with GUM and with what the teacher reads in that text,
dropout standing between the two (self-training, as Xie et al. 2020 do it). The figures stand in `language.log`; what
has been trained is kept in `build/language`.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from shutil import copyfile
from typing import Any, NamedTuple

import jax
import numpy as np
from quality.language import scores

from headwater.language.forms import affixes
from headwater.language.network import WEIGHTS, Network, load, parse
from train.lstm import Batch, Names, Weights, begun, fresh, step, stored, write
from train.raw import Forms, is_running, raw
from train.treebank import Tree, curled, reported, split, straight
from train.vectors import foreseen, positional, seen_often

ROOT = Path(__file__).resolve().parent.parent
LOG = Path(__file__).with_name("language.log")
BUILD = ROOT / "build" / "language"
REPORTED = 1200  # sentences of reported speech that are made anew for every epoch
LENGTHS, WORDS_AT_ONCE = (12, 24, 40, 64, 128), 1500  # a batch holds sentences of about one length
OFTEN = 5  # times that a word of running text comes at least, to be known
AT_ONCE = 200  # sentences that the teacher reads
TURNS = 6  # epochs over which what the teacher has read is spread


class Course(NamedTuple):
    """How one network is trained."""

    name: str
    seed: int
    cycles: tuple[tuple[int, float, float], ...]  # epochs, rate, share of the way over which it falls to nothing


TEACHER = Course("teacher", 1, ((25, 2e-3, 0.6), (10, 1e-3, 1.0)))
PUPIL = Course("pupil", 3, ((13, 1e-3, 1.0),))


def names_of(trees: Sequence[Tree]) -> Names:
    """The words that come more than once, and all tags and labels."""
    counts = Counter(form.lower() for t in trees for form in (*straight(t), *curled(t)))
    often = sorted(word for word, n in counts.items() if n > 2)
    kinds = (sorted({x for t in trees for x in kind(t)}) for kind in (_upos, _xpos, _labels))
    upos, xpos, labels = ({name: i for i, name in enumerate(kind)} for kind in kinds)
    known = np.array([1, *(counts[word] for word in often)], np.float32)
    return Names({word: i for i, word in enumerate(["", *often])}, upos, xpos, labels, known)


def widened(names: Names, documents: Sequence[Sequence[Forms]]) -> Names:
    """The names with the words of running text."""
    more = [word for word in seen_often(documents, OFTEN) if word not in names.words]
    words = {word: i for i, word in enumerate([*names.words, *more])}
    times = Counter(form.lower() for sentences in documents for s in sentences for form in s)
    counts = np.pad(names.counts, (0, len(more))) + np.array([times[word] for word in words], np.float32)
    return names._replace(words=words, counts=counts)


def worded(learned: Any, names: Names, positions: Any) -> Any:
    """The vectors of all words: learned ones, those foreseen for words that GUM does not have, rare ones in between."""
    many = len(learned)
    sure = np.sqrt(np.minimum(names.counts[1:], 100))
    told = foreseen(positions, learned[1:], sure)
    share = (names.counts[1:] / (names.counts[1:] + 2))[:, None]
    return np.vstack([learned[:1], share * learned[1:] + (1 - share) * told[: many - 1], told[many - 1 :]])


def _upos(tree: Tree) -> list[str]:
    return tree.upos


def _xpos(tree: Tree) -> list[str]:
    return tree.xpos


def _labels(tree: Tree) -> list[str]:
    return tree.labels


def encoded(tree: Tree, forms: Sequence[str], names: Names) -> Batch:
    """One sentence as rows of numbers."""
    return (
        [names.words.get(form.lower(), 0) for form in forms],
        [affixes(form) for form in forms],
        tree.heads,
        [names.labels[x] for x in tree.labels],
        [names.upos[x] for x in tree.upos],
        [names.xpos[x] for x in tree.xpos] or [-1] * len(forms),
        [1.0] * len(forms),
    )


def batches(rows: Sequence[Batch], draw: np.random.Generator) -> Iterator[Batch]:
    """All sentences in any order, those of about one length together, padded."""
    groups: dict[int, list[int]] = {length: [] for length in LENGTHS}
    for i in draw.permutation(len(rows)):
        length = next((n for n in LENGTHS if len(rows[i][0]) <= n), None)
        if length is not None:
            groups[length].append(int(i))
    size = {length: WORDS_AT_ONCE // length for length in LENGTHS}
    cut = [(n, ids[k : k + size[n]]) for n, ids in groups.items() for k in range(0, len(ids), size[n])]
    for k in draw.permutation(len(cut)):
        length, ids = cut[k]
        yield tuple(_padded([rows[i][column] for i in ids], size[length], length) for column in range(7))


def _padded(column: Sequence[Sequence[Any]], many: int, length: int) -> Any:
    first = np.asarray(column[0])
    found = np.zeros((many, length, *first.shape[1:]), np.float32 if first.dtype.kind == "f" else np.int32)
    for i, row in enumerate(column):
        found[i, : len(row)] = row
    return found


def epoch_of(trees: Sequence[Tree], names: Names, seed: int, epoch: int) -> list[Batch]:
    """The sentences of one epoch, each in straight or in typographic marks, and those of reported speech."""
    draw = np.random.default_rng((seed, epoch))
    every = [*trees, *reported(trees, REPORTED, seed * 1000 + epoch)]
    return [encoded(t, curled(t) if draw.random() < 0.5 else straight(t), names) for t in every]


def pupils_epoch(trees: Sequence[Tree], told: Sequence[Batch], names: Names, seed: int, epoch: int) -> list[Batch]:
    """An epoch of the treebank, and a part of what the teacher has read."""
    return [*epoch_of(trees, names, seed, epoch), *told[epoch % TURNS :: TURNS]]


def train(course: Course, start: Weights | None, lessons: Callable[[int, int], list[Batch]], names: Names) -> None:
    """Writes the weights after every epoch. A cycle starts from those that the one before it has written."""
    path, first, log = _weights(course), 0, list[str]()
    for epochs, rate, falling in course.cycles:
        seed = course.seed + first
        draw, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
        state = begun(stored(path) if first else start or fresh(names, draw))
        total, n = epochs * sum(1 for _ in batches(lessons(course.seed, first), draw)), 0
        for epoch in range(first, first + epochs):
            values: list[float] = []
            for batch in batches(lessons(course.seed, epoch), draw):
                n += 1
                key, own = jax.random.split(key)
                now = rate * min(1, n / 100) * min(1, max(0, 1 - n / total) / falling)
                state, value = step(state, batch, names.counts, own, now)
                values.append(float(value))
            say(log, f"{course.name} epoch {epoch + 1:2} loss {np.mean(values):.3f}")
            write(path, state.mean, names)
        first += epochs
    path.with_suffix(".log").write_text("\n".join(log) + "\n", "utf-8")


def _weights(course: Course) -> Path:
    return BUILD / f"{course.name}.npz"


def is_trained(course: Course) -> bool:
    """Whether a course has come to its end."""
    return _weights(course).with_suffix(".log").is_file()


def say(log: list[str], line: str) -> None:
    """A line to the terminal and to the log."""
    log.append(line)
    print(line, f"({time.process_time():.0f} s)", flush=True)


def teach(trees: Sequence[Tree], names: Names, documents: Sequence[Sequence[Forms]]) -> None:
    """Trains the pupil: the teacher with more words, by the treebank and by what the teacher reads in running text."""
    wide = widened(names, documents)
    sentences = [s for document in documents for s in document]
    texts = [*sentences, *map(straight, trees), *map(curled, trees)]
    positions = positional(texts, [word for word in wide.words if word])
    teacher = load(_weights(TEACHER))
    vectors = worded(teacher.weights["word"], names, positions).astype(np.float32)
    teacher = teacher._replace(weights=teacher.weights | {"word": vectors}, words=wide.words)
    told = heard(teacher, [s for s in sentences if is_running(s)])
    start = stored(_weights(TEACHER)) | {"word": jax.numpy.asarray(vectors)}
    read = [encoded(tree, tree.forms, wide) for tree in told]
    train(PUPIL, start, lambda seed, epoch: pupils_epoch(trees, read, wide, seed, epoch), wide)


def heard(teacher: Network, sentences: Sequence[Forms]) -> list[Tree]:
    """The trees that the teacher finds; which tags of the Penn treebank they have is not told."""
    starts = range(0, len(sentences), AT_ONCE)
    found = [p for i in starts for p in parse(teacher, sentences[i : i + AT_ONCE])]
    rows = zip(sentences, found, strict=True)
    return [Tree("", [*forms], p.upos, [], p.heads, p.labels, [], []) for forms, p in rows]


def main() -> None:
    """Trains, tests through the package's own reading, and keeps the log beside this file."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    learn, dev, test = split(data / "language" / "gum")
    learn += dev
    names, documents, log = names_of(learn), raw(data), list[str]()
    BUILD.mkdir(parents=True, exist_ok=True)
    say(log, f"treebank {sum(len(t.forms) for t in learn)} words, {len(names.words)} of them known")
    say(log, f"running text {sum(len(s) for document in documents for s in document)} words")
    if not is_trained(TEACHER):
        train(TEACHER, None, partial(epoch_of, learn, names), names)
    if not is_trained(PUPIL):
        teach(learn, names, documents)
    copyfile(_weights(PUPIL), WEIGHTS)
    for course in (TEACHER, PUPIL):
        log += _weights(course).with_suffix(".log").read_text("utf-8").splitlines()
    for line in (f"{name:24} {value:.2f}" for name, value in scores(test).items()):
        say(log, line)
    LOG.write_text("\n".join(log) + "\n", "utf-8")


if __name__ == "__main__":
    main()
