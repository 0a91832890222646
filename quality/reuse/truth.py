"""The truth of a pair: the words that both documents have from the same places, as bits over their characters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from quality.reuse.model import Derived, Origin

BRIDGED = 10  # words
ENOUGH = 8  # words of one origin that make a pair

Pair = tuple[str, str]  # two names, in order


class Place(NamedTuple):
    """Where a word stands: its number among the words that are no furniture, its characters, what furniture parts."""

    number: int
    start: int
    end: int
    segment: int


class Extent(NamedTuple):
    """A set of characters of both documents, a bit each."""

    a: int = 0
    b: int = 0

    def __or__(self, other: "Extent") -> "Extent":
        return Extent(self.a | other.a, self.b | other.b)

    def __and__(self, other: "Extent") -> "Extent":
        return Extent(self.a & other.a, self.b & other.b)

    def without(self, other: "Extent") -> "Extent":
        """The characters that are not in the other set."""
        return Extent(self.a & ~other.a, self.b & ~other.b)

    def size(self) -> int:
        """How many characters of both."""
        return self.a.bit_count() + self.b.bit_count()


class Truth(NamedTuple):
    """What a pair shares: its stretches, and what counts for nothing (commonplaces, words too few to decide)."""

    stretches: list[Extent]
    free: Extent
    commonplace: bool

    @property
    def wanted(self) -> Extent:
        """All stretches together."""
        return together(self.stretches)


def together(extents: Iterable[Extent]) -> Extent:
    """The characters that are in any of them."""
    found = Extent()
    for extent in extents:
        found = found | extent
    return found


def bits(start: int, end: int) -> int:
    """The characters of a span."""
    return ((1 << (end - start)) - 1) << start


def places(d: Derived) -> dict[Origin, Place]:
    """Where every word with an origin stands."""
    found: dict[Origin, Place] = {}
    at = number = segment = 0
    for line in d.lines:
        segment += line.furniture
        for w in line.words:
            if w.origin:
                found[w.origin] = Place(number, at, at + len(w.form), segment)
            number += not line.furniture
            at += len(w.form) + 1
        at += len(d.gap) - 1
    return found


def truth(here: Mapping[Origin, Place], there: Mapping[Origin, Place]) -> Truth:
    """The stretches of a pair, gaps of up to ten words on both sides bridged; furniture parts them, and is no word."""
    common = sorted((here[o], there[o], o[0] >= 0) for o in here.keys() & there.keys())
    own = [(x, y) for x, y, is_own in common if is_own]
    groups = list(_bridged(own))
    stretches = [_extent(part) for g in groups if len(g) >= ENOUGH for part in _parted(g)]
    few = [_extent([pair]) for g in groups if len(g) < ENOUGH for pair in g]
    commonplace = [
        _extent(part) for g in _bridged([(x, y) for x, y, is_own in common if not is_own]) for part in _parted(g)
    ]
    return Truth(stretches, together([*few, *commonplace]), bool(commonplace))


def _bridged(common: Sequence[tuple[Place, Place]]) -> Iterator[list[tuple[Place, Place]]]:
    group: list[tuple[Place, Place]] = []
    for pair in common:
        if group and not all(
            0 < new.number - old.number <= BRIDGED + 1 for old, new in zip(group[-1], pair, strict=True)
        ):
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _parted(group: list[tuple[Place, Place]]) -> Iterator[list[tuple[Place, Place]]]:
    """A group as furniture on either side parts it."""
    part = group[:1]
    for pair in group[1:]:
        if [p.segment for p in pair] != [p.segment for p in part[-1]]:
            yield part
            part = []
        part.append(pair)
    yield part


def _extent(group: list[tuple[Place, Place]]) -> Extent:
    (x, y), (z, w) = group[0], group[-1]
    return Extent(bits(x.start, z.end), bits(y.start, w.end))


def truths(documents: Sequence[Derived]) -> dict[Pair, Truth]:
    """The truth of every two documents, in the order of their names, that have a word from the same article."""
    of = {d.name: places(d) for d in documents}
    about: dict[int, set[str]] = defaultdict(set)
    for name, found in of.items():
        for article, _ in found:
            about[article].add(name)
    pairs = {pair for names in about.values() for pair in combinations(sorted(names), 2)}
    return {pair: truth(of[pair[0]], of[pair[1]]) for pair in sorted(pairs)}
