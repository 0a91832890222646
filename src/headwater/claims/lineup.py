"""Which sentences of a story say the same: by shared passages first, then in other words.

Near copies gather round a leader; leaders are joined by average link, so that no chain of half-likenesses grows. One
document seldom says a thing twice: its sentences hold clusters apart.
"""

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from headwater.claims.alike import Rarity, alike, profile, rarity
from headwater.claims.wording import Sentence
from headwater.passages import Passage

COPY = 0.74  # alike enough to be the same sentence after light editing
JOIN = 0.31  # two sentences in other words; precision above .95 on aligned news
HOLD = 0.27  # average over a group that is joined
TWICE = 0.50  # average from which one document may say it twice
FAINT = 0.15  # cosine by rarity, below which two sentences are not compared
COVERED = 0.60  # share of a sentence that a passage must cover to vouch for it

Scores = dict[tuple[int, int], float]
Vouched = tuple[int, int, float]  # two sentences, and how much of the shorter they share


def containment(a: Sentence, b: Sentence, worth: Rarity) -> float:
    """How much of the shorter of two sentences stands in the other, by weight."""
    x, y = a.matter, b.matter
    return worth.of(x & y) / max(1e-9, min(worth.of(x), worth.of(y)))


def lineup(sentences: Sequence[Sentence], passages: Sequence[Passage]) -> list[list[int]]:
    """Groups of indices of sentences that say the same, each sorted, in the order of their first; singles too."""
    return grouped(sentences, list(vouched(sentences, passages)))


def grouped(sentences: Sequence[Sentence], sure: Sequence[Vouched]) -> list[list[int]]:
    """The groups of `lineup`, from the pairs of sentences that passages vouch for."""
    order = sorted(range(len(sentences)), key=lambda i: (sentences[i].key, sentences[i].place))
    same: dict[str, list[int]] = defaultdict(list)
    for i in order:
        same[sentences[i].key].append(i)
    wordings = sorted(same.values(), key=lambda ids: (-len(ids), -len(sentences[ids[0]].words), sentences[ids[0]].key))
    leaders, scores = _leaders(sentences, wordings)
    leader_of = {i: n for n, ids in enumerate(leaders) for i in ids}
    for i, j, score in sure:
        pair = min(leader_of[i], leader_of[j]), max(leader_of[i], leader_of[j])
        if pair[0] != pair[1]:
            scores[pair] = max(scores.get(pair, 0.0), score)
    told_by = [{sentences[i].document for i in ids} for ids in leaders]
    groups = average_link(len(leaders), scores, told_by)
    return sorted(sorted(i for n in group for i in leaders[n]) for group in groups)


class _Likeness:
    """Sentences by the stems that they hold, for the likeness of one to all at once."""

    def __init__(self, sentences: Sequence[Sentence], worth: Rarity) -> None:
        self.worth = worth
        self.profiles = [profile(s, worth) for s in sentences]
        self.stems = [sorted(p.matter) for p in self.profiles]
        self.norm = np.sqrt([p.square for p in self.profiles])
        holders: dict[str, list[int]] = defaultdict(list)
        for i, xs in enumerate(self.stems):
            for x in xs:
                holders[x].append(i)
        self.holders = {x: np.array(ids, np.int64) for x, ids in holders.items()}

    def near(self, i: int, among: NDArray[np.bool_]) -> list[tuple[int, float]]:
        """The sentences among some that share more than faintly with sentence `i`, with their likeness."""
        holders = [self.holders[x] for x in self.stems[i]]
        squares = np.repeat([self.worth.square((x,)) for x in self.stems[i]], [len(h) for h in holders])
        weighted = np.bincount(np.concatenate(holders), squares, minlength=len(self.stems)) / (self.norm * self.norm[i])
        found = np.flatnonzero((weighted > FAINT) & among).tolist()
        return [(v, alike(self.profiles[i], self.profiles[v], self.worth)) for v in found]


def _leaders(sentences: Sequence[Sentence], wordings: Sequence[list[int]]) -> tuple[list[list[int]], Scores]:
    """Near copies gathered round the first of them, and how alike those first ones are."""
    like = _Likeness([sentences[ids[0]] for ids in wordings], rarity(sentences))
    leaders: list[list[int]] = []
    number = np.full(len(wordings), -1)  # of the leader that a wording is
    scores: Scores = {}
    for w, ids in enumerate(wordings):
        near = [(int(number[v]), score) for v, score in like.near(w, number >= 0)]
        documents = {sentences[i].document for i in ids}
        for n, _ in sorted((x for x in near if x[1] >= COPY), key=lambda x: (-x[1], x[0])):
            if documents.isdisjoint(sentences[i].document for i in leaders[n]):
                leaders[n].extend(ids)
                break
        else:
            number[w] = len(leaders)
            scores |= {(n, len(leaders)): score for n, score in near}
            leaders.append(list(ids))
    return leaders, scores


def vouched(sentences: Sequence[Sentence], passages: Sequence[Passage]) -> Iterator[Vouched]:
    """Pairs of sentences that the same stretch of a passage covers, with how much of the shorter they share."""
    worth = rarity(sentences)
    of_document: dict[str, list[int]] = defaultdict(list)
    for i in sorted(range(len(sentences)), key=lambda i: sentences[i].place):
        of_document[sentences[i].document].append(i)
    ends = {d: [sentences[i].end for i in ids] for d, ids in of_document.items()}
    for p in passages:
        if p.kind == "stock" or p.a not in ends or p.b not in ends:
            continue
        for i in _between(sentences, of_document[p.a], ends[p.a], p.a_start, p.a_end):
            there = _across(p, sentences[i])
            if there is None:
                continue
            for j in _between(sentences, of_document[p.b], ends[p.b], *there):
                core = sentences[j].core
                shared = min(there[1], core[1]) - max(there[0], core[0])
                if shared >= COVERED * min(there[1] - there[0], core[1] - core[0]):
                    score = containment(sentences[i], sentences[j], worth)
                    if score >= COVERED:
                        yield i, j, score


def _between(
    sentences: Sequence[Sentence], ids: Sequence[int], ends: Sequence[int], start: float, end: float
) -> Iterator[int]:
    """The sentences of one document that reach into a stretch of it."""
    for n in range(bisect_right(ends, start), len(ids)):
        if sentences[ids[n]].start >= end:
            return
        yield ids[n]


def _across(p: Passage, s: Sentence) -> tuple[float, float] | None:
    """Where a sentence of the passage's first text stands in the second, by proportion; None if it is not covered."""
    start, end = max(p.a_start, s.core[0]), min(p.a_end, s.core[1])
    if end - start < COVERED * (s.core[1] - s.core[0]):
        return None
    scale = (p.b_end - p.b_start) / (p.a_end - p.a_start)
    return p.b_start + (start - p.a_start) * scale, p.b_start + (end - p.a_start) * scale


def average_link(n: int, scores: Scores, told_by: Sequence[set[str]]) -> list[list[int]]:
    """Groups of `0 … n-1`, each joined while the average likeness holds; what shares a document must be more alike."""
    members = {i: [i] for i in range(n)}
    documents = {i: set(told_by[i]) for i in range(n)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    for (i, j), score in sorted(scores.items()):
        sums[i][j] = sums[j][i] = score
    queue = [(-score, i, j) for (i, j), score in scores.items() if score >= JOIN]
    heapq.heapify(queue)
    fresh = n
    while queue:
        average, i, j = heapq.heappop(queue)
        if i not in members or j not in members:
            continue
        if -average < TWICE and not documents[i].isdisjoint(documents[j]):
            continue
        members[fresh] = members.pop(i) + members.pop(j)
        documents[fresh] = documents.pop(i) | documents.pop(j)
        for k in sorted((sums[i].keys() | sums[j].keys()) & members.keys()):
            sums[fresh][k] = sums[k][fresh] = sums[i].get(k, 0.0) + sums[j].get(k, 0.0)
            average = sums[fresh][k] / (len(members[fresh]) * len(members[k]))
            if average >= HOLD:
                heapq.heappush(queue, (-average, k, fresh))
        fresh += 1
    return [sorted(group) for group in members.values()]
