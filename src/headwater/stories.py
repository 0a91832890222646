"""Story: documents that tell of the same events.

Documents are compared by the words that are rare in the heap; what shares wording belongs together whatever its
words weigh. Groups grow by average link, so that one chance likeness never chains two stories into one.
Average-link clustering of TF-IDF vectors (Sneath and Sokal 1973; Salton and Buckley 1988).
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from headwater.documents import Body, Document, bodies
from headwater.engine import Engine
from headwater.passages import SURE, Passage, tokens
from headwater.records import Record, Tables, from_table, to_table
from headwater.text import digest

ALIKE = 0.15  # average cosine that holds a story together
KIN = 3 * SURE  # bits of shared wording that make two documents one story for certain
USUAL = 20  # documents that the prior of a word's frequency counts for
TITLE = 3  # a word of the title counts as often

Vector = dict[str, float]


class Story(Record, frozen=True):
    """One story; each document is in exactly one."""

    id: str
    headline: str
    documents: tuple[str, ...]
    first: str | None  # EDTF day of the earliest document
    last: str | None
    lines: int  # independent lines of descent: origins that no other text of the story explains


def vectors(heap: Sequence[Body]) -> dict[str, Vector]:
    """A unit vector of weighted words for every document.

    Document frequency is smoothed towards what is usual (short words are common), so that five documents on one
    event do not take their own subject for a stop word.
    """
    counts = {b.document: _counts(b) for b in heap}
    frequency: Counter[str] = Counter()
    for c in counts.values():
        frequency.update(set(c))
    usual = {w: USUAL * min(0.9, 2.0 ** (-0.9 * (len(w) - 1))) for w in frequency}
    rare = {w: math.log((len(heap) + USUAL) / (n + usual[w])) for w, n in frequency.items()}
    return {d: _unit({w: (1 + math.log(n)) * max(0.0, rare[w]) for w, n in c.items()}) for d, c in counts.items()}


def _counts(body: Body) -> Counter[str]:
    text = tokens(body)
    counts = Counter(text.forms)
    for form, start in zip(text.forms, text.starts, strict=True):
        if any(t.start <= start < t.end for t in body.title):
            counts[form] += TITLE - 1
    return counts


def _unit(vector: Vector) -> Vector:
    norm = math.sqrt(sum(x * x for x in vector.values())) or 1.0
    return {w: x / norm for w, x in vector.items() if x > 0}


def likeness(of: Mapping[str, Vector]) -> dict[tuple[str, str], float]:
    """The cosine of every pair of documents that share a word, `a` < `b`."""
    index: dict[str, list[tuple[str, float]]] = defaultdict(list)
    found: dict[tuple[str, str], float] = defaultdict(float)
    for document in sorted(of):
        for word, x in of[document].items():
            for other, y in index[word]:
                found[other, document] += x * y
            index[word].append((document, x))
    return dict(found)


def groups(documents: Iterable[str], alike: Mapping[tuple[str, str], float]) -> list[tuple[str, ...]]:
    """Documents grouped by average link, best pair first; sorted."""
    members: dict[int, tuple[str, ...]] = {i: (d,) for i, d in enumerate(sorted(documents))}
    number = {m[0]: i for i, m in members.items()}
    total: dict[int, dict[int, float]] = {i: {} for i in members}
    for (a, b), value in alike.items():
        total[number[a]][number[b]] = total[number[b]][number[a]] = value

    def mean(x: int, y: int) -> float:
        return total[x][y] / (len(members[x]) * len(members[y]))

    queue = [(-mean(x, y), x, y) for x in total for y in total[x] if x < y and mean(x, y) >= ALIKE]
    heapq.heapify(queue)
    while queue:
        value, x, y = heapq.heappop(queue)
        if x not in members or y not in members or -value != mean(x, y):
            continue  # one of the two has grown since
        members[x] = tuple(sorted(members[x] + members.pop(y)))
        for z, shared in total.pop(y).items():
            total[z].pop(y)
            if z != x:
                total[x][z] = total[z][x] = total[x].get(z, 0.0) + shared
        for z in total[x]:
            if mean(x, z) >= ALIKE:
                heapq.heappush(queue, (-mean(x, z), min(x, z), max(x, z)))
    return sorted(members.values())


def kin(passages: Iterable[Passage]) -> set[tuple[str, str]]:
    """Pairs of documents that share enough wording to be one story for certain."""
    shared: dict[tuple[str, str], float] = defaultdict(float)
    for p in passages:
        if p.kind == "copy":
            shared[p.a, p.b] += p.weight
    return {pair for pair, bits in shared.items() if bits >= KIN}


def headline(documents: Sequence[Document], of: Mapping[str, Vector]) -> str:
    """The headline closest to what the story's documents have in common; chosen, not made up."""
    middle: dict[str, float] = defaultdict(float)
    for d in documents:
        for word, x in of[d.id].items():
            middle[word] += x

    def closeness(title: str) -> float:
        found = {w.casefold().strip(".,:;!?'\"") for w in title.split()}
        return sum(middle.get(w, 0.0) for w in sorted(found)) / math.sqrt(len(found) or 1)

    titles = sorted({d.headline or _opening(d) for d in documents})
    return max(titles, key=lambda t: (closeness(t), -len(t), t))


def _opening(document: Document) -> str:
    """The first words of a page without a headline."""
    line = next((x.strip() for x in document.text.splitlines() if x.strip()), document.source)
    return line if len(line) <= 120 else line[:117].rsplit(" ", 1)[0] + " …"


def story(documents: Sequence[Document], of: Mapping[str, Vector]) -> Story:
    """The record of one group; its days and its lines of descent are known when the trees are."""
    ids = tuple(sorted(d.id for d in documents))
    return Story(digest("\n".join(ids))[:10], headline(documents, of), ids, None, None, len(ids))


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """Documents and passages -> stories."""
    del engine  # comparing a few thousand documents is one piece of work
    documents = {d.id: d for d in from_table(Document, tables["documents"])}
    of = vectors(bodies(tables))
    alike = likeness(of) | dict.fromkeys(kin(from_table(Passage, tables["passages"])), 1.0)
    found = [story([documents[d] for d in group], of) for group in groups(documents, alike)]
    return {"stories": to_table(Story, sorted(found))}
