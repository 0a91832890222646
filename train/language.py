"""Trains the network that reads English: `python -m train.language [DATA]`, half an hour or more on one core.

Learned from GUM (annotations CC BY 4.0) without the documents that it holds out for testing, each epoch in straight or
typographic marks, and from sentences of it put into the mouths of its speakers. The figures stand in `language.log`.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"  # one core, one order

import jax
import jax.numpy as jnp
import numpy as np
from quality.language import scores

from headwater.language.forms import AFFIXES, ROWS, affixes
from headwater.language.network import NAMES, WEIGHTS
from train.treebank import Tree, curled, reported, split, straight

ROOT = Path(__file__).resolve().parent.parent
LOG = Path(__file__).with_name("language.log")
SEED, DROPOUT = 1, 0.33
CYCLES = ((25, 2e-3, 0.6), (10, 1e-3, 1.0))  # epochs, rate, share of the way over which it falls to nothing
HIDDEN, WORD, AFFIX, ARC, LABEL = 128, 100, 24, 128, 48
REPORTED = 1200  # sentences of reported speech that are made anew for every epoch
LENGTHS, WORDS_AT_ONCE = (12, 24, 40, 64, 128), 1500  # a batch holds sentences of about one length

Weights = dict[str, Any]  # arrays by the names that `headwater.language.network` reads
Batch = tuple[Any, ...]  # words, affixes, heads, labels, upos, xpos, mask


class Names(NamedTuple):
    """What the rows and columns of the weights stand for."""

    words: dict[str, int]
    upos: dict[str, int]
    xpos: dict[str, int]
    labels: dict[str, int]
    counts: Any  # of every word in training


def names_of(trees: Sequence[Tree]) -> Names:
    """The words that come more than once, and all tags and labels."""
    counts = Counter(form.lower() for t in trees for form in (*straight(t), *curled(t)))
    often = sorted(word for word, n in counts.items() if n > 2)
    kinds = (sorted({x for t in trees for x in kind(t)}) for kind in (_upos, _xpos, _labels))
    upos, xpos, labels = ({name: i for i, name in enumerate(kind)} for kind in kinds)
    known = np.array([1, *(counts[word] for word in often)], np.float32)
    return Names({word: i for i, word in enumerate(["", *often])}, upos, xpos, labels, known)


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
        [names.xpos[x] for x in tree.xpos],
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


def fresh(names: Names, draw: np.random.Generator) -> Weights:
    """Weights to start from."""

    def even(*shape: int) -> Any:
        return (draw.standard_normal(shape) * np.sqrt(2 / (shape[-1] + shape[-2]))).astype(np.float32)

    def turn() -> Any:
        return np.hstack([np.linalg.qr(draw.standard_normal((HIDDEN, HIDDEN)))[0] for _ in range(4)])

    w: Weights = {
        "word": even(len(names.words), WORD) * 2,
        "affix": even(AFFIXES, ROWS, AFFIX) * 2,
        "root": np.zeros(2 * HIDDEN, np.float32),
        "arc": even(ARC + 1, ARC) * 0.5,
        "label": (draw.standard_normal((LABEL + 1, len(names.labels), LABEL + 1)) * 0.05).astype(np.float32),
    }
    for layer, size in enumerate((WORD + AFFIXES * AFFIX, 2 * HIDDEN)):
        w[f"input{layer}"] = even(2, size, 4 * HIDDEN)
        w[f"recurrent{layer}"] = np.stack([turn(), turn()]).astype(np.float32)
        w[f"gates{layer}"] = np.tile(
            np.repeat(np.array([0, 1, 0, 0], np.float32), HIDDEN), (2, 1)
        )  # memory is kept at first
    sizes = {"upos": len(names.upos), "xpos": len(names.xpos), "arc_word": ARC, "arc_head": ARC}
    for name, size in (sizes | {"label_word": LABEL, "label_head": LABEL}).items():
        w[name], w[f"{name}_bias"] = even(2 * HIDDEN, size), np.zeros(size, np.float32)
    return {name: jnp.asarray(array) for name, array in w.items()}


def thinned(key: Any, x: Any, share: float, shape: tuple[int, ...]) -> Any:
    """Dropout; where a shape has a 1, what is dropped is dropped all along that axis."""
    return x * jax.random.bernoulli(key, 1 - share, shape) / (1 - share)


def both_ways(gates: Any, mask: Any, recurrent: Any, kept: Any) -> Any:
    """The states of a layer that reads forwards and backwards; `gates`: directions, sentences, words, gates."""
    gates = jnp.stack([gates[0], gates[1, :, ::-1]])
    masks = jnp.stack([mask, mask[:, ::-1]])[..., None]

    def step(carried: Any, given: Any) -> Any:
        (state, memory), (gate, real) = carried, given
        z = gate + jnp.einsum("dbh,dhk->dbk", state * kept, recurrent)
        into, keep, out = jnp.split(jax.nn.sigmoid(z[..., : 3 * HIDDEN]), 3, axis=-1)
        memory = (keep * memory + into * jnp.tanh(z[..., 3 * HIDDEN :])) * real
        state = out * jnp.tanh(memory) * real
        return (state, memory), state

    none = jnp.zeros((2, mask.shape[0], HIDDEN))
    _, states = jax.lax.scan(step, (none, none), (jnp.moveaxis(gates, 2, 0), jnp.moveaxis(masks, 2, 0)))
    states = jnp.moveaxis(states, 0, 2)
    return jnp.concatenate([states[0], states[1, :, ::-1]], axis=-1)


def embedded(w: Weights, batch: Batch, counts: Any, key: Any) -> Any:
    """The vectors of words; rare words are at times shown as unknown ones."""
    words, affix, mask = batch[0], batch[1], batch[6]
    keys = jax.random.split(key, 4)
    hidden = jax.random.bernoulli(keys[0], 0.05 + 0.5 / (0.6 + counts[words]))
    own = w["word"][jnp.where(hidden, 0, words)]
    rest = jnp.concatenate([w["affix"][i][affix[..., i]] for i in range(AFFIXES)], axis=-1)
    own, rest = (thinned(k, x, DROPOUT, (*mask.shape, 1)) for k, x in ((keys[1], own), (keys[2], rest)))
    x = jnp.concatenate([own, rest], axis=-1)
    return thinned(keys[3], x, 0.1, x.shape)


def loss(w: Weights, batch: Batch, counts: Any, key: Any) -> Any:
    """What the network does not know of tags, heads and labels of a batch."""
    _, _, head, label, upos, xpos, mask = batch
    keys = iter(jax.random.split(key, 12))
    along = (mask.shape[0], 1)
    x, states = embedded(w, batch, counts, next(keys)), []
    for layer in range(2):
        if layer:
            x = thinned(next(keys), x, DROPOUT, (*along, x.shape[2]))
        gates = jnp.einsum("bne,dek->dbnk", x, w[f"input{layer}"]) + w[f"gates{layer}"][:, None, None]
        kept = thinned(next(keys), jnp.ones((2, mask.shape[0], HIDDEN)), 0.6 * DROPOUT, (2, mask.shape[0], HIDDEN))
        x = both_ways(gates, mask, w[f"recurrent{layer}"], kept)
        states.append(x)
    first = thinned(next(keys), states[0], DROPOUT, states[0].shape)
    x = thinned(next(keys), x, DROPOUT, (*along, x.shape[2]))
    above = jnp.concatenate([jnp.broadcast_to(w["root"], (*along, x.shape[2])), x], axis=1)

    def mlp(name: str, x: Any) -> Any:
        found = jax.nn.leaky_relu(x @ w[name] + w[f"{name}_bias"], 0.1)
        found = thinned(next(keys), found, DROPOUT, (*along, found.shape[2]))
        return jnp.concatenate([found, jnp.ones((*found.shape[:2], 1))], axis=-1)

    arcs = mlp("arc_word", x) @ w["arc"] @ mlp("arc_head", above)[..., :-1].swapaxes(1, 2)
    barred = jnp.concatenate([jnp.ones(along), mask], axis=1)[:, None] == 0
    arcs = jnp.where(barred | jnp.eye(arcs.shape[2], dtype=bool)[1:], -1e9, arcs)
    chosen = jnp.take_along_axis(mlp("label_head", above), head[..., None], axis=1)
    labels = jnp.einsum("bni,irj,bnj->bnr", mlp("label_word", x), w["label"], chosen)
    tags = 0.3 * surprise(first @ w["upos"] + w["upos_bias"], upos, mask)
    tags += 0.5 * surprise(first @ w["xpos"] + w["xpos_bias"], xpos, mask)
    return surprise(arcs, head, mask) + surprise(labels, label, mask) + tags


def surprise(scores: Any, right: Any, mask: Any) -> Any:
    """The cross entropy of the right answers, the mean over real words."""
    found = jnp.take_along_axis(jax.nn.log_softmax(scores), right[..., None], axis=-1)[..., 0]
    return -(found * mask).sum() / mask.sum()


class State(NamedTuple):
    """Weights, their moving mean, which is what is kept, and the moments of Adam (Kingma and Ba 2015)."""

    weights: Weights
    mean: Weights
    first: Weights
    second: Weights
    steps: Any


@partial(jax.jit, donate_argnums=0)
def step(s: State, batch: Batch, counts: Any, key: Any, rate: Any) -> tuple[State, Any]:
    """One step of Adam on a batch."""
    n = s.steps + 1
    value, slope = jax.value_and_grad(loss)(s.weights, batch, counts, key)
    length = jnp.sqrt(sum((g**2).sum() for g in slope.values()))
    found: list[Weights] = [{}, {}, {}, {}]
    for name, g in slope.items():
        g = g * jnp.minimum(1, 3 / length)  # noqa: PLW2901
        one = 0.9 * s.first[name] + 0.1 * g
        two = 0.95 * s.second[name] + 0.05 * g * g
        moved = s.weights[name] - rate * (one / (1 - 0.9**n)) / (jnp.sqrt(two / (1 - 0.95**n)) + 1e-8)
        share = jnp.minimum(0.999, (1 + n) / (10 + n))
        mean = share * s.mean[name] + (1 - share) * moved
        for into, array in zip(found, (moved, mean, one, two), strict=True):
            into[name] = array
    return State(found[0], found[1], found[2], found[3], n), value


def epoch_of(trees: Sequence[Tree], names: Names, epoch: int) -> list[Batch]:
    """The sentences of one epoch, each in straight or in typographic marks, and those of reported speech."""
    draw = np.random.default_rng((SEED, epoch))
    every = [*trees, *reported(trees, REPORTED, SEED * 1000 + epoch)]
    return [encoded(t, curled(t) if draw.random() < 0.5 else straight(t), names) for t in every]


def train(trees: Sequence[Tree], names: Names, log: list[str]) -> None:
    """Writes the weights after every epoch. A cycle starts from those that the one before it has written."""
    first = 0
    for epochs, rate, falling in CYCLES:
        draw, key = np.random.default_rng(SEED + first), jax.random.PRNGKey(SEED + first)
        state = begun(stored() if first else fresh(names, draw))
        total, n = epochs * sum(1 for _ in batches(epoch_of(trees, names, first), draw)), 0
        for epoch in range(epochs):
            values: list[float] = []
            for batch in batches(epoch_of(trees, names, first + epoch), draw):
                n += 1
                key, own = jax.random.split(key)
                now = rate * min(1, n / 100) * min(1, max(0, 1 - n / total) / falling)
                state, value = step(state, batch, names.counts, own, now)
                values.append(float(value))
            say(log, f"epoch {first + epoch + 1:2} loss {np.mean(values):.3f}")
            write(state.mean, names)
        first += epochs


def begun(start: Weights) -> State:
    """The state before the first step."""
    mean, first, second = ({k: v * keep for k, v in start.items()} for keep in (1, 0, 0))
    return State(start, mean, first, second, jnp.zeros(()))


def stored() -> Weights:
    """The weights as they were written last."""
    with np.load(WEIGHTS) as found:
        return {name: jnp.asarray(found[name], jnp.float32) for name in found.files if name not in NAMES}


def write(w: Weights, names: Names) -> None:
    """The weights in half precision to where the package reads them."""
    kinds = zip(NAMES, names[:4], strict=True)
    texts: dict[str, Any] = {kind: np.frombuffer("\n".join(rows).encode(), np.uint8) for kind, rows in kinds}
    stored: dict[str, Any] = texts | {name: np.asarray(array, np.float16) for name, array in w.items()}
    np.savez_compressed(WEIGHTS, **stored)


def say(log: list[str], line: str) -> None:
    """A line to the terminal and to the log."""
    log.append(line)
    print(line, f"({time.process_time():.0f} s)", flush=True)


def main() -> None:
    """Trains, tests through the package's own reading, and keeps the log beside this file."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared" / "data"
    learn, dev, test = split(data / "language" / "gum")
    learn += dev
    names = names_of(learn)
    log: list[str] = []
    say(
        log,
        f"train {sum(len(t.forms) for t in learn)} words, {len(names.words)} of them known; test {len(test)} sentences",
    )
    train(learn, names, log)
    for line in (f"{name:24} {value:.2f}" for name, value in scores(test).items()):
        say(log, line)
    LOG.write_text("\n".join(log) + "\n", "utf-8")


if __name__ == "__main__":
    main()
