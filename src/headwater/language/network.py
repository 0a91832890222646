"""Network: words of sentences -> tags, heads and labels, by two layers of LSTMs and biaffine scores, in numpy alone.

The model of Dozat and Manning (2017) in small: a word is its own vector (where training knew it) and those of its
endings, beginnings and shape; two layers read the sentence both ways; every word scores every other one as its head.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.language.forms import affixes
from headwater.language.trees import heads

Array = NDArray[np.float32]
Indices = NDArray[np.intp]
WEIGHTS = Path(__file__).with_name("english.npz")
NAMES = ("words", "upos_names", "xpos_names", "label_names")


class Parse(NamedTuple):
    """One sentence: for every word its tag, its head (0 for the root, words counted from 1) and its label."""

    upos: list[str]
    heads: list[int]
    labels: list[str]


class Network(NamedTuple):
    """The weights by name, and what their rows and columns stand for."""

    weights: dict[str, Array]
    words: dict[str, int]
    upos: list[str]
    xpos: list[str]  # learned beside, for what it teaches; not asked for
    labels: list[str]


class _Steps(NamedTuple):
    """Sentences from the longest on, laid out one behind the other, and which words are read at once."""

    starts: Indices
    lengths: Indices
    active: list[int]  # how many sentences have a first word, a second, …
    forward: Indices  # the words in the order of reading: all first ones, all second ones, …
    backward: Indices


@cache
def load(path: Path = WEIGHTS) -> Network:
    """The network of a file that `train.language` wrote."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    words, *names = (arrays.pop(name).tobytes().decode().split("\n") for name in NAMES)
    weights = {name: np.ascontiguousarray(array, np.float32) for name, array in arrays.items()}
    for name, array in weights.items():
        if name[:-1] in ("input", "recurrent", "gates"):  # a sigmoid is a tanh of half its argument
            array[..., : 3 * array.shape[-1] // 4] *= 0.5
    return Network(weights, {word: i for i, word in enumerate(words)}, *names)


def parse(network: Network, sentences: Sequence[Sequence[str]]) -> list[Parse]:
    """Every sentence parsed; none may be empty."""
    if not sentences:
        return []
    order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
    steps = _steps([len(sentences[i]) for i in order])
    w = network.weights
    states = _first_input(network, [form for i in order for form in sentences[i]])
    first = states = _both_ways(states, w["recurrent0"], steps)
    layer = 1
    while f"input{layer}" in w:
        states = _both_ways(_gates(states, w, layer), w[f"recurrent{layer}"], steps)
        layer += 1
    upos = _best(first @ w["upos"] + w["upos_bias"])
    trees = _trees(states, w, steps)
    labels = _labels(states, w, steps, trees)
    found: dict[int, Parse] = {}
    for i, start, length, tree in zip(order, steps.starts, steps.lengths, trees, strict=True):
        of = slice(start, start + length)
        found[i] = Parse([network.upos[k] for k in upos[of]], tree, [network.labels[k] for k in labels[of]])
    return [found[i] for i in range(len(sentences))]


def _steps(lengths: Sequence[int]) -> _Steps:
    size = np.array(lengths, np.intp)
    starts = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(np.intp)
    active = [int((size > t).sum()) for t in range(lengths[0])]
    forward = np.concatenate([starts[:n] + t for t, n in enumerate(active)])
    backward = np.concatenate([starts[:n] + size[:n] - 1 - t for t, n in enumerate(active)])
    return _Steps(starts, size, active, forward, backward)


def _first_input(network: Network, forms: Sequence[str]) -> Array:
    """What every word brings to the gates of the first layer; a form that comes twice is computed once."""
    known = {form: i for i, form in enumerate(dict.fromkeys(forms))}
    w = network.weights
    rows = np.array([affixes(form) for form in known], np.intp)
    own = w["word"][[network.words.get(form.lower(), 0) for form in known]]
    parts = [own, *(table[rows[:, i]] for i, table in enumerate(w["affix"]))]
    return _gates(np.concatenate(parts, axis=1), w, 0)[:, [known[form] for form in forms]]


def _gates(states: Array, w: dict[str, Array], layer: int) -> Array:
    """The input of both directions' gates: directions, words, gates."""
    found: Array = np.matmul(states, w[f"input{layer}"]) + w[f"gates{layer}"][:, None]
    return found


def _both_ways(gates: Array, recurrent: Array, steps: _Steps) -> Array:
    """The states of a layer that reads every sentence forwards and backwards: words, both directions' features."""
    size = recurrent.shape[1]
    gates = np.stack([gates[0, steps.forward], gates[1, steps.backward]])
    states = np.empty((2, gates.shape[1], size), np.float32)
    state, memory = np.zeros((2, 2, len(steps.starts), size), np.float32)
    at = 0
    for n in steps.active:
        here = gates[:, at : at + n]
        here += np.matmul(state[:, :n], recurrent)
        np.tanh(here, out=here)
        here[..., : 3 * size] += 1
        here[..., : 3 * size] *= 0.5
        memory = here[..., size : 2 * size] * memory[:, :n] + here[..., :size] * here[..., 3 * size :]
        state = np.multiply(here[..., 2 * size : 3 * size], np.tanh(memory), out=states[:, at : at + n])
        at += n
    found = np.empty((gates.shape[1], 2, size), np.float32)
    found[steps.forward, 0], found[steps.backward, 1] = states
    return found.reshape(len(found), 2 * size)


def _mlp(states: Array, w: dict[str, Array], name: str) -> Array:
    """A layer with leaky rectifiers, and a column of ones for the bias of the scores."""
    found = states @ w[name] + w[f"{name}_bias"]
    return np.hstack([np.maximum(found, 0.1 * found), np.ones((len(found), 1), np.float32)])


def _best(scores: Array) -> Indices:
    found: Indices = scores.argmax(axis=1)
    return found


def _trees(states: Array, w: dict[str, Array], steps: _Steps) -> list[list[int]]:
    """The heads of every sentence's words."""
    wanting = _mlp(states, w, "arc_word") @ w["arc"]
    offered = _mlp(np.vstack([w["root"][None], states]), w, "arc_head")[:, :-1]
    found: list[list[int]] = []
    for start, length in zip(steps.starts, steps.lengths, strict=True):
        here = np.vstack([offered[:1], offered[start + 1 : start + length + 1]])
        scores = np.matmul(wanting[start : start + length], here.T, dtype=np.float32)
        scores[np.arange(length), np.arange(1, length + 1)] = -1e9  # no word is its own head
        found.append(heads(scores))
    return found


def _labels(states: Array, w: dict[str, Array], steps: _Steps, trees: Sequence[Sequence[int]]) -> Indices:
    """The label of every word under its head."""
    bounds = zip(steps.starts, trees, strict=True)
    above = np.array([start + head if head else 0 for start, tree in bounds for head in tree], np.intp)
    word = _mlp(states, w, "label_word")
    head = _mlp(np.vstack([w["root"][None], states]), w, "label_head")[above]
    mixed = np.tensordot(word, w["label"], axes=1)  # words, labels, features of the head
    return _best(np.matmul(mixed, head[:, :, None])[:, :, 0])
