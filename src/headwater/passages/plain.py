"""Passage: a stretch of wording that two documents share, aligned at character offsets.

Words of title and body, folded. Rare runs of four words that stand in both texts are seeds; from the heaviest
seed outward the alignment grows over small edits as long as what it wins (bits of the matched words) pays for what
it skips; then the next seed that is not yet covered. Moved sentences and merged texts so give several passages.
A pair that shares one passage for certain is read a second time with shorter seeds.

The plain version: exact, quick enough for a few hundred documents, and the oracle for anything faster.
Seed and extend after Altschul et al. 1990 (BLAST), with X-drop ends; rarity as unigram bits.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import pyarrow as pa

from headwater.documents import Body
from headwater.engine import Engine
from headwater.passages.model import (
    FREQUENT,
    GRAM,
    LIKELY,
    REPEATED,
    REPRESENTATIVES,
    SHARED,
    SHORT_GRAM,
    SKIP,
    STOCK_BITS,
    STOCK_WORDS,
    SURE,
    TELLING,
    WINDOW,
    Passage,
    identity,
)
from headwater.passages.rarity import GRAIN, Rarity, by_chance, rarity
from headwater.passages.words import Tokens, tokens
from headwater.records import Fault, Record, from_table, to_table
from headwater.text import digest

ENOUGH = 1 << 62  # grams from this number on make a pair by themselves


class Gram(Record, frozen=True):
    """A run of words in a document, by its hash."""

    gram: int
    document: str


class Candidate(Record, frozen=True):
    """Two documents that share a rare gram."""

    a: Body
    b: Body


class Pair(NamedTuple):
    """Two texts that are compared, and what a word is worth."""

    a: Tokens
    b: Tokens
    bits: Rarity


Used = Sequence[tuple[range, range]]  # the words of both texts that passages cover already


class Run(NamedTuple):
    """Words `i … i+length` of one text that equal words `j … j+length` of the other."""

    i: int
    j: int
    length: int


class Match(NamedTuple):
    """Two equal words in the windows beyond an edge: steps on both sides, bits won up to here, the match before."""

    x: int
    y: int
    score: float
    before: "Match | None"


class Alignment(NamedTuple):
    """Matched word pairs of one passage, in order, and their weight in bits."""

    pairs: list[tuple[int, int]]
    weight: float


# One pair


def grams(text: Tokens, size: int = GRAM, without: Collection[int] = ()) -> list[tuple[int, tuple[str, ...]]]:
    """Every run of `size` words within a segment and without some of its words: where it begins, its words."""
    return [
        (i, tuple(text.forms[i : i + size]))
        for i in range(len(text.forms) - size + 1)
        if text.segments[i] == text.segments[i + size - 1] and not any(k in without for k in range(i, i + size))
    ]


def runs(a: Tokens, b: Tokens, size: int, used: Used = ()) -> list[Run]:
    """All maximal runs of at least `size` equal words within one segment, that begin outside of what is used."""
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, gram in grams(a, size, {i for x, _ in used for i in x}):
        where[gram].append(i)
    found: list[Run] = []
    covered: dict[int, int] = {}  # diagonal -> first word of b that is not yet covered on it
    for j, gram in grams(b, size, {j for _, y in used for j in y}):
        here = where.get(gram, ())
        for i in here if len(here) <= REPEATED else ():
            if covered.get(i - j, 0) > j:
                continue
            length = _equal_ahead(a, b, i, j)
            found.append(Run(i, j, length))
            covered[i - j] = j + length
    return found


def _equal_ahead(a: Tokens, b: Tokens, i: int, j: int) -> int:
    """How many words are equal from here on, within the segment on both sides."""
    n = 0
    while (
        i + n < len(a.forms)
        and j + n < len(b.forms)
        and a.forms[i + n] == b.forms[j + n]
        and a.segments[i + n] == a.segments[i]
        and b.segments[j + n] == b.segments[j]
    ):
        n += 1
    return n


def align(pair: Pair) -> list[Alignment]:
    """The passages that two texts share, heaviest seed first; where one is sure, a second look at what is left."""
    found = [x for x in _grow_all(pair, runs(pair.a, pair.b, GRAM), ()) if x.weight >= SURE]
    if found:
        used = [_extent(x) for x in found]
        found += [x for x in _grow_all(pair, runs(pair.a, pair.b, SHORT_GRAM, used), used) if x.weight >= LIKELY]
    return sorted(found, key=lambda x: x.pairs[0])


def _grow_all(pair: Pair, seeds: list[Run], before: Used) -> Iterator[Alignment]:
    """Every seed that nothing covers yet, heaviest first, grown to both sides."""
    used = list(before)
    weights = {seed: sum(pair.bits(f) for f in pair.a.forms[seed.i : seed.i + seed.length]) for seed in seeds}
    for seed in sorted(seeds, key=lambda s: (-weights[s], s)):
        free = _uncovered(seed, used)
        if free.length < 2:
            continue
        grown = _grow(pair, free, used)
        used.append(_extent(grown))
        yield grown


def _uncovered(seed: Run, used: Used) -> Run:
    """The first stretch of a seed that no passage covers on both sides."""
    free = [k for k in range(seed.length) if not _taken(seed.i + k, seed.j + k, used)]
    length = next((n for n, k in enumerate(free) if k != free[0] + n), len(free))
    return Run(seed.i + free[0], seed.j + free[0], length) if free else Run(seed.i, seed.j, 0)


def _taken(i: int, j: int, used: Used) -> bool:
    return any(i in x and j in y for x, y in used)


def _extent(x: Alignment) -> tuple[range, range]:
    (i, j), (k, m) = x.pairs[0], x.pairs[-1]
    return range(i, k + 1), range(j, m + 1)


def _grow(pair: Pair, seed: Run, used: Used) -> Alignment:
    """A seed extended over edits to both sides."""
    core = [(seed.i + k, seed.j + k) for k in range(seed.length)]
    ahead = _extend(pair, core[-1], 1, used)
    behind = _extend(pair, core[0], -1, used)
    pairs = behind[::-1] + core + ahead
    return Alignment(pairs, sum(pair.bits(pair.a.forms[i]) for i, _ in pairs))


def _extend(pair: Pair, edge: tuple[int, int], step: int, used: Used) -> list[tuple[int, int]]:
    """Matched pairs beyond an edge, in walking order, as long as each window of words pays for what it skips."""
    pairs: list[tuple[int, int]] = []
    i, j = edge
    while True:
        left = _window(pair.a, i, step)
        right = _window(pair.b, j, step)
        gained = _best_path(pair, left, right)
        free = next((n for n, p in enumerate(gained) if _taken(*p, used)), len(gained))
        pairs += gained[:free]
        if not gained or free < len(gained):
            return pairs
        i, j = gained[-1]


def _window(text: Tokens, at: int, step: int) -> list[int]:
    """The next words in one direction, within the segment."""
    stop = at + step * (WINDOW + 1)
    inside = range(at + step, max(-1, min(len(text.forms), stop)), step)
    return [k for k in inside if text.segments[k] == text.segments[at]]


def _best_path(pair: Pair, left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """The matches of the best chain that starts at both windows' near ends and stops anywhere; none if no gain."""
    a, b, bits = pair
    equal = 0
    while equal < min(len(left), len(right)) and a.forms[left[equal]] == b.forms[right[equal]]:
        equal += 1
    if equal:  # the common case: plain copying
        return list(zip(left[:equal], right[:equal], strict=True))
    chain: list[Match] = []
    best = Match(0, 0, 0.0, None)
    for x in range(len(left)):
        for y in range(len(right)):
            if a.forms[left[x]] == b.forms[right[y]]:
                chain.append(_linked(chain, x, y, bits(a.forms[left[x]])))
                best = chain[-1] if chain[-1].score > best.score else best
    path: list[tuple[int, int]] = []
    at = best if best.score else None
    while at:
        path.append((left[at.x], right[at.y]))
        at = at.before
    return path[::-1]


def _linked(chain: list[Match], x: int, y: int, gain: float) -> Match:
    """A match behind the one before it that leaves most, or behind none."""
    score, before = -SKIP * (x + y), None
    for m in chain:
        via = m.score - SKIP * (x - m.x + y - m.y - 2)
        if m.x < x and m.y < y and via > score:
            score, before = via, m
    return Match(x, y, score + gain, before)


def passages_of(pair: Candidate, bits: Rarity) -> list[Passage]:
    """The passages of one pair of documents, not yet clustered."""
    a, b = tokens(pair.a), tokens(pair.b)
    return [_passage(pair, a, b, x) for x in align(Pair(a, b, bits))]


def _passage(pair: Candidate, a: Tokens, b: Tokens, x: Alignment) -> Passage:
    replaced = sum(
        min(k - i, m - j) - 1 for (i, j), (k, m) in zip(x.pairs, x.pairs[1:], strict=False) if k - i > 1 and m - j > 1
    )
    (i, j), (k, m) = x.pairs[0], x.pairs[-1]
    same, aligned = len(x.pairs), len(x.pairs) + replaced
    quoted = 5 * sum(a.quoted[p] and b.quoted[q] for p, q in x.pairs) >= 4 * same
    fragment = aligned <= STOCK_WORDS and not (_is_whole(a, i, k) and _is_whole(b, j, m))
    return Passage(
        pair.a.document, a.starts[i], a.ends[k], pair.b.document, b.starts[j], b.ends[m], aligned,
        identity(same, aligned), x.weight, "quotation" if quoted else "stock" if fragment else "copy", "",
    )  # fmt: skip


def _is_whole(text: Tokens, first: int, last: int) -> bool:
    """Whether a stretch begins and ends with a sentence."""
    return _opens(text, first) and (last + 1 == len(text.forms) or _opens(text, last + 1))


def _opens(text: Tokens, at: int) -> bool:
    return at == 0 or text.opening[at] or text.segments[at] != text.segments[at - 1]


# The heap


def grams_of(body: Body, bits: Rarity) -> list[Gram]:
    """The seeds of one document, each once; none that a heap of this size holds by chance.

    By a 62-bit hash, and the bit above it where one such gram is enough.
    """
    least = by_chance(bits.total) / GRAIN
    weights = {words: sum(map(bits, words)) for _, words in grams(tokens(body))}
    keys = (_key(words) | (weight >= least + TELLING) * ENOUGH for words, weight in weights.items() if weight >= least)
    return [Gram(key, body.document) for key in sorted(keys)]


def _key(words: tuple[str, ...]) -> int:
    hashed = blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(hashed.digest()) >> 2


# Documents that share two grams, or one that tells much, are worth aligning. A gram in very many documents joins each
# of them to a few representatives only: cost stays linear, and nobody is dropped.
PAIRS = f"""
    with ranked as (
        select gram, document, row_number() over (partition by gram order by document) as place,
               count(*) over (partition by gram) as documents
        from grams
    )
    select x.document as a, y.document as b
    from ranked x join ranked y on x.gram = y.gram
    where x.document < y.document and (x.documents <= {FREQUENT} or x.place <= {REPRESENTATIVES})
    group by x.document, y.document having sum(case when x.gram >= {ENOUGH} then {SHARED} else 1 end) >= {SHARED}
"""  # noqa: S608  (numbers of ours)
CANDIDATES = f"""
    select x as a, y as b
    from ({PAIRS}) pairs join bodies x on x.document = pairs.a join bodies y on y.document = pairs.b
    order by pairs.a, pairs.b
"""  # noqa: S608  (a query of ours)


def clustered(found: Sequence[Passage]) -> list[Passage]:
    """The passages with their clusters named, and those that are a commonplace marked as stock.

    Stretches of one document that overlap by half of the longer carry the same wording (union-find over stretches).
    """
    stretches = sorted({(p.a, p.a_start, p.a_end) for p in found} | {(p.b, p.b_start, p.b_end) for p in found})
    root = {s: s for s in stretches}

    def top(s: tuple[str, int, int]) -> tuple[str, int, int]:
        while root[s] != s:
            root[s] = root[root[s]]
            s = root[s]
        return s

    def join(x: tuple[str, int, int], y: tuple[str, int, int]) -> None:
        first, second = sorted((top(x), top(y)))
        root[second] = first

    for x in range(len(stretches)):
        for y in range(x + 1, len(stretches)):
            (d, s, e), (d2, s2, e2) = stretches[x], stretches[y]
            if d != d2 or s2 >= e:
                break
            if 2 * (min(e, e2) - s2) >= max(e - s, e2 - s2):
                join(stretches[x], stretches[y])
    for p in found:
        join((p.a, p.a_start, p.a_end), (p.b, p.b_start, p.b_end))
    names = {s: digest(repr(top(s)))[:10] for s in stretches}
    stock = _stock(found)
    return [
        Passage(
            p.a, p.a_start, p.a_end, p.b, p.b_start, p.b_end, p.words, p.identity, p.weight,
            "copy" if p.kind == "stock" and p not in stock else p.kind, names[p.a, p.a_start, p.a_end],
        )
        for p in found
    ]  # fmt: skip


def _stock(found: Sequence[Passage]) -> set[Passage]:
    """Short fragments of sentences that are all that their pair shares: commonplace rather than copying."""
    per_pair: dict[tuple[str, str], float] = defaultdict(float)
    for p in found:
        per_pair[p.a, p.b] += p.weight
    return {p for p in found if p.kind == "stock" and per_pair[p.a, p.b] < STOCK_BITS}


def passages(engine: Engine, heap: Sequence[Body]) -> tuple[pa.Table, pa.Table]:
    """All passages of a heap, sorted, and the faults."""
    bits = rarity(tokens(b) for b in heap)
    texts = to_table(Body, heap)
    seeds, faults = engine.each(Body, texts, partial(grams_of, bits=bits), (Gram, Fault))
    candidates = engine.sql(CANDIDATES, grams=seeds, bodies=texts)
    found, more = engine.each(Candidate, candidates, partial(passages_of, bits=bits), (Passage, Fault))
    rows = clustered(from_table(Passage, found))
    return to_table(Passage, sorted(rows)), pa.concat_tables([faults, more])
