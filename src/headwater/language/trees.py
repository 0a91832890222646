"""Trees: scores of arcs between words -> the best tree over a sentence (Chu and Liu 1965, Edmonds 1967)."""

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]  # one row a word, one column a head; column 0 is the root of the sentence
_NEVER = np.float32(-1e9)


def heads(scores: Scores) -> list[int]:
    """The head of every word (0 for the root, words counted from 1) in the best tree with one root."""
    n = len(scores)
    if n == 0:
        return []
    best = scores.argmax(axis=1)
    roots = np.flatnonzero(best == 0)
    if len(roots) != 1:
        best = _one_root(scores).argmax(axis=1)
    if not _cycle([0, *best.tolist()]):
        return [int(h) for h in best]
    square = np.full((n + 1, n + 1), _NEVER)
    square[1:] = _one_root(scores)
    return _edmonds(square)[1:]


def _one_root(scores: Scores) -> Scores:
    """The scores with all words but the one that is likeliest the root barred from it."""
    others = scores[:, 1:].max(axis=1) if scores.shape[1] > 1 else np.zeros(len(scores), np.float32)
    chosen = int((scores[:, 0] - others).argmax())
    single = scores.copy()
    single[:, 0] = _NEVER
    single[chosen] = _NEVER
    single[chosen, 0] = 0
    return single


def _cycle(parents: list[int]) -> list[int]:
    """The nodes of one cycle among nodes with parents; empty where all reach node 0."""
    state = [0] * len(parents)
    state[0] = 2
    for start in range(1, len(parents)):
        path: list[int] = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = parents[node]
        if state[node] == 1:
            return path[path.index(node) :]
        for passed in path:
            state[passed] = 2
    return []


def _edmonds(scores: Scores) -> list[int]:
    """The parents of all nodes in the best tree rooted in node 0; rows are children, columns parents."""
    scores = scores.copy()
    np.fill_diagonal(scores, _NEVER)
    best = scores.argmax(axis=1)
    parents = [0, *best[1:].tolist()]
    cycle = _cycle(parents)
    if not cycle:
        return parents
    rest = [v for v in range(len(scores)) if v not in set(cycle)]
    within = np.array(cycle)
    kept = scores[within, best[within]]
    enter = scores[within][:, rest] - kept[:, None]  # what breaking the cycle at each of its nodes costs
    leave = scores[rest][:, within]
    small = np.full((len(rest) + 1, len(rest) + 1), _NEVER)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[-1, :-1] = enter.max(axis=0)
    small[:-1, -1] = leave.max(axis=1)
    solved = _edmonds(small)
    for i, parent in enumerate(solved[:-1]):
        if i:
            parents[rest[i]] = rest[parent] if parent < len(rest) else cycle[int(leave[i].argmax())]
    outside = solved[-1]
    broken = cycle[int(enter[:, outside].argmax())]
    parents[broken] = rest[outside]
    return parents
