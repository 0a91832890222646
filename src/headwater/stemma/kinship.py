"""Kinship: the documents that wording ties together, before anybody asks who had it from whom."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Generic, NamedTuple, TypeVar

from headwater.documents import Body
from headwater.passages import Passage, Rarity, tokens
from headwater.stemma.collation import QUOTED

STRONG = 150.0  # bits of unquoted wording in one passage: kin, however little it is of the whole
CONTAINED = 0.25  # or this share of the shorter text's bits, in several passages
MOSTLY = 0.4  # or this, in one
NEARLY_ALL = 0.8  # or this with what is quoted; a text that is little but quotations is copied like any other
STOCK = 3  # groups of texts that print a stretch and share nothing else, for it to be stock

Member = TypeVar("Member", str, int)


class Groups(Generic[Member]):
    """Sets that grow by joining, each named for its first member (union-find; Tarjan 1975)."""

    def __init__(self, members: Iterable[Member]) -> None:
        self._above: dict[Member, Member] = {m: m for m in members}

    def __iter__(self) -> Iterator[Member]:
        return iter(self._above)

    def top(self, m: Member) -> Member:
        """The first member of the set that one is in."""
        while self._above[m] != m:
            self._above[m] = self._above[self._above[m]]
            m = self._above[m]
        return m

    def join(self, a: Member, b: Member) -> None:
        """Makes one set of two."""
        first, second = sorted((self.top(a), self.top(b)))
        self._above[second] = first


class Weighed(NamedTuple):
    """The words of a text, and what those before each of them are worth together."""

    starts: list[int]
    whole: list[float]
    counting: list[float]  # quoted words being worth less

    def share(self, first: int, last: int) -> float:
        """How much of a stretch counts."""
        a, b = bisect_left(self.starts, first), bisect_left(self.starts, last)
        return (self.counting[b] - self.counting[a]) / ((self.whole[b] - self.whole[a]) or 1.0)


def weighed(body: Body, bits: Rarity) -> Weighed:
    """The words of a text weighed."""
    text = tokens(body)
    each = [bits(form) for form in text.forms]
    counting = [x * (QUOTED if quoted else 1.0) for x, quoted in zip(each, text.quoted, strict=True)]
    return Weighed(text.starts, [0.0, *accumulate(each)], [0.0, *accumulate(counting)])


def worth(passage: Passage, a: Weighed, b: Weighed) -> float:
    """The bits of a passage as evidence of copying; words that both have between marks have a source of their own."""
    sides = a.share(passage.a_start, passage.a_end), b.share(passage.b_start, passage.b_end)
    return passage.weight * max(sides)


def families(
    heap: Sequence[Body], passages: Sequence[Passage], bits: Rarity, named: Callable[[Passage], bool] = lambda _: False
) -> list[tuple[str, ...]]:
    """Documents grouped by enough shared wording; a document without kin is a family of its own.

    What is nearly all of a text makes it kin, quotation or not, and so does much of what it does not quote. A single
    stretch links two groups if most of one print it. What is found in a few texts of each, or in three groups and more
    that have nothing else in common, is stock, and had from nobody in particular; but who is `named` beside his words
    is where they were had.
    """
    of = {b.document: weighed(b, bits) for b in heap}
    value: dict[tuple[str, str], list[tuple[float, Passage]]] = defaultdict(list)
    shared: dict[tuple[str, str], float] = defaultdict(float)
    for p in sorted(passages):
        shared[p.a, p.b] += p.weight
        if p.kind == "copy":
            value[p.a, p.b].append((worth(p, of[p.a], of[p.b]), p))
    groups, lone = Groups(of), []
    alike = [(a, b) for (a, b), x in shared.items() if x >= NEARLY_ALL * min(of[a].whole[-1], of[b].whole[-1])]
    for a, b in (*twins(heap, of), *alike):
        groups.join(a, b)
    for (a, b), found in value.items():
        share, most = sum(x for x, _ in found) / min(of[a].whole[-1], of[b].whole[-1]), max(x for x, _ in found)
        if share >= MOSTLY or (share >= CONTAINED and len(found) > 1):
            groups.join(a, b)
        lone += [p for x, p in found if x >= STRONG or (share >= CONTAINED and x == most)]
    for a, b in bridges([p for p in lone if groups.top(p.a) != groups.top(p.b)], groups):
        groups.join(a, b)
    for p in passages:
        if p.weight >= STRONG and groups.top(p.a) != groups.top(p.b) and named(p):
            groups.join(p.a, p.b)
    together: dict[str, list[str]] = defaultdict(list)
    for d in sorted(of):
        together[groups.top(d)].append(d)
    return sorted(tuple(ds) for ds in together.values())


def twins(heap: Sequence[Body], of: Mapping[str, Weighed]) -> Iterator[tuple[str, str]]:
    """Texts that are the same to the letter, with the first of them, where they are long enough to be no chance."""
    first: dict[tuple[str, ...], str] = {}
    for b in sorted(heap, key=lambda b: b.document):
        if of[b.document].whole[-1] >= STRONG:
            printed = tuple(b.text[s.start : s.end] for s in b.body)
            if first.setdefault(printed, b.document) != b.document:
                yield first[printed], b.document


def bridges(lone: Sequence[Passage], groups: Groups[str]) -> list[tuple[str, str]]:
    """Documents by which single stretches link their groups."""
    members = Counter(map(groups.top, groups))
    found = []
    for same in stretches(lone):
        printing = Counter(map(groups.top, {d for p in same for d in (p.a, p.b)}))
        if len(printing) < STOCK and any(2 * n >= members[g] for g, n in printing.items()):
            found += [(p.a, p.b) for p in same]
    return found


def stretches(passages: Sequence[Passage]) -> list[list[Passage]]:
    """Passages grouped by the stretch of wording that they are of: two are of one where they overlap in a document."""
    places: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for n, p in enumerate(passages):
        places[p.a].append((p.a_start, p.a_end, n))
        places[p.b].append((p.b_start, p.b_end, n))
    groups = Groups(range(len(passages)))
    for found in places.values():
        for (start, end, n), (other_start, other_end, m) in pairwise(sorted(found)):
            if 2 * (min(end, other_end) - max(start, other_start)) > min(end - start, other_end - other_start):
                groups.join(n, m)
    same: dict[int, list[Passage]] = defaultdict(list)
    for n, p in enumerate(passages):
        same[groups.top(n)].append(p)
    return list(same.values())
