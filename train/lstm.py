"""LSTM: the network of `headwater.language.network` as it is learned: what it does not know, and steps of Adam."""

import os
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"  # one core, one order

import jax
import jax.numpy as jnp
import numpy as np

from headwater.language.forms import AFFIXES, ROWS
from headwater.language.network import NAMES

DROPOUT = 0.33
HIDDEN, WORD, AFFIX, ARC, LABEL = 128, 100, 24, 128, 48

Weights = dict[str, Any]  # arrays by the names that `headwater.language.network` reads
Batch = tuple[Any, ...]  # words, affixes, heads, labels, upos, xpos, mask; -1 where a tag is not told


class Names(NamedTuple):
    """What the rows and columns of the weights stand for."""

    words: dict[str, int]
    upos: dict[str, int]
    xpos: dict[str, int]
    labels: dict[str, int]
    counts: Any  # of every word in training


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
    """The cross entropy of the right answers, the mean over the real words of which they are told."""
    told = mask * (right >= 0)
    found = jnp.take_along_axis(jax.nn.log_softmax(scores), jnp.maximum(right, 0)[..., None], axis=-1)[..., 0]
    return -(found * told).sum() / jnp.maximum(told.sum(), 1)


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


def begun(start: Weights) -> State:
    """The state before the first step."""
    mean, first, second = ({k: v * keep for k, v in start.items()} for keep in (1, 0, 0))
    return State(start, mean, first, second, jnp.zeros(()))


def stored(path: Path) -> Weights:
    """The weights as they were written."""
    with np.load(path) as found:
        return {name: jnp.asarray(found[name], jnp.float32) for name in found.files if name not in NAMES}


def write(path: Path, w: Weights, names: Names) -> None:
    """The weights in half precision, as the package reads them."""
    kinds = zip(NAMES, names[:4], strict=True)
    texts: dict[str, Any] = {kind: np.frombuffer("\n".join(rows).encode(), np.uint8) for kind, rows in kinds}
    stored: dict[str, Any] = texts | {name: np.asarray(array, np.float16) for name, array in w.items()}
    np.savez_compressed(path, **stored)
