"""Strand: for every stretch of a text, the node of the tree at which its wording enters.

Two texts that print the same words have them from their nearest common ancestor. Over all texts that print a
stretch, the topmost such node is where the wording came in: the text itself where only its own copies have it.
Wording that nobody of the same descent shares belongs to no strand.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise

from headwater.records import Record, Span
from headwater.report.pairs import Shared, Words
from headwater.stemma import Derivation


class Strand(Record, frozen=True):
    """A stretch and the witness with which its wording enters."""

    start: int
    end: int
    witness: str


def strands(
    read: Mapping[str, Words], pairs: Iterable[Shared], derivations: Iterable[Derivation], taken: Collection[str]
) -> dict[str, list[Strand]]:
    """The strands of every text, in order, never overlapping; `taken`: texts that are no origins, whosever they are."""
    parents: dict[str, list[str]] = defaultdict(list)
    for d in derivations:
        if d.child in taken or d.probability >= 0.5:
            parents[d.child].append(d.parent)
    met = cache(partial(common, parents))
    carried: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for p in pairs:
        if met(p.a, p.b):
            for left, right in p.runs:
                carried[p.a].append((left, p.b))
                carried[p.b].append((right, p.a))
    return {name: _strands_of(name, held, carried[name], met) for name, held in read.items()}


def above(parents: Mapping[str, Sequence[str]], witness: str) -> dict[str, int]:
    """A witness and all above it, with their distance."""
    found, frontier = {witness: 0}, [witness]
    while frontier:
        here = frontier.pop(0)
        for parent in parents.get(here, ()):
            if parent not in found:
                found[parent] = found[here] + 1
                frontier.append(parent)
    return found


def common(parents: Mapping[str, Sequence[str]], a: str, b: str) -> tuple[int, str] | None:
    """The nearest common ancestor of two witnesses, with its distance from the first."""
    mine, theirs = above(parents, a), above(parents, b)
    shared = [(mine[w] + theirs[w], mine[w], w) for w in mine if w in theirs]
    return min(shared)[1:] if shared else None


def _strands_of(
    name: str, held: Words, carried: Sequence[tuple[Span, str]], met: Callable[[str, str], tuple[int, str] | None]
) -> list[Strand]:
    """One sweep over the ends of all shared stretches of a text."""

    @cache
    def entry(others: frozenset[str]) -> str:
        tops = [m for m in (met(name, other) for other in others) if m]
        return max(tops)[1] if tops else name

    ends = sorted([(s.start, 1, other) for s, other in carried] + [(s.end, -1, other) for s, other in carried])
    active: Counter[str] = Counter()
    pieces: list[Strand] = []
    for (at, step, other), (until, *_) in pairwise(ends):
        active[other] += step
        here = frozenset(o for o, n in active.items() if n > 0)
        if here and at < until:
            pieces.append(Strand(at, until, entry(here)))
    return _joined(held, pieces)


def _joined(held: Words, pieces: Iterable[Strand]) -> list[Strand]:
    """Neighbours of one witness with no word between them are one strand."""
    joined: list[Strand] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if last and last.witness == piece.witness and not held.between(last.end, piece.start):
            joined[-1] = Strand(last.start, piece.end, piece.witness)
        elif held.between(piece.start, piece.end):
            joined.append(piece)
    return joined
