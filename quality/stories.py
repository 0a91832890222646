"""Stories: what tells of one event is together, against ECB+ (cross-validated by topic), and headlines alone.

A text is judged by a measure that was learned without its topic, in the heap of all topics. The peers see the same
documents: single pass and Louvain over plain TF-IDF cosine, each at the best of several thresholds for that very heap.
BCubed: Bagga and Baldwin (1998).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import networkx as nx
import numpy as np
from train.ecb import read
from train.stories import Heap, Matrix, headlines, learn, others, shown, texts

from headwater.passages import tokens
from headwater.pipeline.sketch import sketch
from headwater.store import Member, Workspace
from headwater.stories import together
from headwater.stories.joining import Measure, learned
from headwater.stories.vectors import vectors

FOLDS = 5
THINNED = 77, 78, 79  # seeds of heaps that nothing is learned from
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)

Grouping = dict[str, str]  # document -> what it is grouped under


def figures(data: Path) -> dict[str, float]:
    """BCubed and pairwise F1 on texts and on headlines alone; on headlines also how far above the peers."""
    told = list(read(data / "stories" / "ecbplus"))
    if not told:
        return {}
    whole, titles, doubled, rest = texts(told), headlines(told), headlines(told, 2), others(data)
    heaps = {"texts": [whole], "headlines": [titles], "headlines and next sentences": [doubled]}
    for n, seed in enumerate(THINNED, 1):
        heaps |= {f"texts, part {n}": [whole.thinned(seed)], f"headlines, part {n}": [titles.thinned(seed)]}
    heaps["texts among others"] = [whole.thinned(80).among(rest, len(rest.documents) // 4, 80)]
    heaps["texts among others, in groups"] = parted(whole.among(rest, len(rest.documents), 80))
    found: dict[str, float] = {}
    for name, grouping in crossed((whole, titles, doubled), rest, heaps).items():
        gold = {d: s for one in heaps[name] for d, s in one.story.items()}
        found[f"stories, {name}, BCubed F1"] = bcubed(grouping, gold)
        found[f"stories, {name}, pairwise F1"] = pairwise(grouping, gold)
    found["stories, texts, BCubed F1 as shipped"] = bcubed(grouped([whole], learned()), whole.story)
    for name, one in (("headlines", titles), ("headlines and next sentences", doubled)):
        for peer, way in PEERS.items():
            found[f"stories, {name}, above {peer}"] = found[f"stories, {name}, BCubed F1"] - best(way, one)
    return found


def parted(one: Heap) -> list[Heap]:
    """A heap as a large workspace groups it; shared wording is that of the whole, and no site is known."""
    with TemporaryDirectory() as folder, Workspace(Path(folder) / "heap", create=True).writing() as writer:
        for n, b in enumerate(one.documents, 1):
            writer.enrol(Member(n, b.document, b.document.encode(), "", b.document), "", sketch(b.text))
        return [one.only(m.base for m in writer.group(lead)) for lead in writer.leads()]


def crossed(known: tuple[Heap, Heap, Heap], rest: Heap, heaps: Mapping[str, Sequence[Heap]]) -> dict[str, Grouping]:
    """The grouping of each heap in parts; each text's place is that under the measure learned without its topic."""
    topics = sorted({topic(s) for s in known[0].story.values()})
    found: dict[str, Grouping] = {name: {} for name in heaps}
    for fold in range(FOLDS):
        held = set(topics[fold::FOLDS])
        whole, titles, doubled = (one.only(d for d, s in one.story.items() if topic(s) not in held) for one in known)
        measure = learn(shown(whole, titles, doubled, rest))
        for name, parts in heaps.items():
            grouping = grouped(parts, measure)
            told = (item for one in parts for item in one.story.items())
            found[name] |= {d: f"{fold} {grouping[d]}" for d, s in told if topic(s) in held}
    return found


def topic(story: str) -> int:
    """The topic that a story is of: its number without the letter."""
    return int(story[:-1])


def grouped(parts: Iterable[Heap], measure: Measure) -> Grouping:
    """Our own grouping of heaps, each by itself."""
    groups = (g for one in parts for g in together(one.documents, one.passages, vectors(one.documents), measure))
    return {d: group[0] for group in groups for d in group}


def bcubed(found: Grouping, gold: Mapping[str, str]) -> float:
    """F1 of the mean precision and recall of the documents' groups."""
    both = Counter((found[d], gold[d]) for d in gold)
    ours, theirs = Counter(found[d] for d in gold), Counter(gold.values())
    precision = sum(n * n / ours[a] for (a, _), n in both.items()) / len(gold)
    recall = sum(n * n / theirs[b] for (_, b), n in both.items()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def pairwise(found: Grouping, gold: Mapping[str, str]) -> float:
    """F1 of pairs of documents that are together."""

    def together(counts: Mapping[object, int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    right = together(Counter((found[d], gold[d]) for d in gold))
    return 2 * right / (together(Counter(found[d] for d in gold)) + together(Counter(gold.values())))


# -- peers ------------------------------------------------------------------------------------------------------------


def best(way: Callable[[Matrix, float], Iterator[list[int]]], one: Heap) -> float:
    """BCubed F1 of a peer at the threshold that suits the heap best."""
    ids, cosine = plain(one)
    found = []
    for threshold in THRESHOLDS:
        groups = list(way(cosine, threshold))
        found.append(bcubed({ids[n]: ids[group[0]] for group in groups for n in group}, one.story))
    return max(found)


def plain(one: Heap) -> tuple[list[str], Matrix]:
    """The ids of documents in their order, and the cosine of their plain TF-IDF vectors."""
    counts = [Counter(tokens(b).forms) for b in one.documents]
    frequency = Counter(w for c in counts for w in c)
    words = {w: n for n, w in enumerate(sorted(frequency))}
    found = np.zeros((len(counts), len(words)))
    for row, c in zip(found, counts, strict=True):
        for w, n in c.items():
            row[words[w]] = n * np.log(len(counts) / frequency[w])
    found /= np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return [b.document for b in one.documents], found @ found.T


def single_pass(cosine: Matrix, threshold: float) -> Iterator[list[int]]:
    """Each document, as it comes, into the nearest group (by its mean), or into one of its own."""
    groups: list[list[int]] = []
    for n in range(len(cosine)):
        near = [float(cosine[n, g].mean()) for g in groups]
        if near and max(near) >= threshold:
            groups[near.index(max(near))].append(n)
        else:
            groups.append([n])
    yield from groups


def louvain(cosine: Matrix, threshold: float) -> Iterator[list[int]]:
    """Communities of the graph of all pairs that come near enough (Blondel and others 2008)."""
    graph = nx.Graph()
    graph.add_nodes_from(range(len(cosine)))
    for a, b in zip(*np.nonzero(np.triu(cosine, 1) >= threshold), strict=True):
        graph.add_edge(int(a), int(b), weight=float(cosine[a, b]))
    for group in nx.community.louvain_communities(graph, seed=1):
        yield sorted(group)


PEERS: dict[str, Callable[[Matrix, float], Iterator[list[int]]]] = {"single pass": single_pass, "Louvain": louvain}
