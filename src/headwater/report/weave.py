"""Weave: how texts on one page hang together: where else a paragraph's wording stands, what two of them share, and
a strip that shows a whole text at one glance.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from headwater.documents import Block
from headwater.records import Record, Span
from headwater.report.pairs import Shared
from headwater.report.strands import Strand
from headwater.report.words import base36

HIGH = 200  # steps of a strip from the first character to the last
_TOGETHER = 2  # steps; stretches nearer than this are one on a strip


class Twin(Record, frozen=True):
    """A stretch of a text, and where it stands in another one."""

    start: int
    end: int
    document: str
    at: int  # its first character there


class Band(Record, frozen=True):
    """The stretches of one strand on a strip, as the path of a drawing."""

    style: int
    path: str


class Strip(Record, frozen=True):
    """A whole text from top to bottom: a lane for every strand."""

    width: int
    bands: tuple[Band, ...]


def twins(pairs: Iterable[Shared]) -> dict[str, list[Twin]]:
    """For every text its stretches that stand elsewhere too."""
    found: dict[str, list[Twin]] = defaultdict(list)
    for p in pairs:
        for left, right in p.runs:
            found[p.a].append(Twin(left.start, left.end, p.b, right.start))
            found[p.b].append(Twin(right.start, right.end, p.a, left.start))
    return found


def next_twin(of: Iterable[Twin], stretches: Sequence[Span], order: Sequence[str], document: str) -> Twin | None:
    """Of a text's twins that meet the stretches, the one in the text that follows; after the last comes the first."""
    after = {name: (n - order.index(document)) % len(order) for n, name in enumerate(order)}
    near = (t for t in of if t.document in after and any(t.start < s.end and s.start < t.end for s in stretches))
    return min(near, key=lambda t: (after[t.document], t.start, t.at), default=None)


def encoded(document: str, pairs: Iterable[Shared], keys: Mapping[str, str]) -> str:
    """What a text shares with those after it, for the script: `key/passage/passage key/…`, each passage `run,run`.

    A run is `a.b.n` in base 36: where it begins on both sides, and its length; or `a.b.n.m` where lengths differ. From
    the second run of a passage on, beginnings count from the end of the run before.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for p in sorted(p for p in pairs if p.a == document and p.b in keys):
        found[keys[p.b]].append(_passage(p))
    return " ".join("/".join((key, *rows)) for key, rows in found.items())


def _passage(p: Shared) -> str:
    """One passage: its runs, the first counted from the beginning of the texts."""
    starts = [(Span(0, 0), Span(0, 0)), *p.runs]
    return ",".join(_run(before, here) for before, here in pairwise(starts))


def _run(before: tuple[Span, Span], here: tuple[Span, Span]) -> str:
    numbers = [here[0].start - before[0].end, here[1].start - before[1].end, len(here[0])]
    return ".".join(map(base36, numbers if len(here[0]) == len(here[1]) else [*numbers, len(here[1])]))


def strip(blocks: Sequence[Block], runs: Iterable[Strand], style: Mapping[str, int]) -> Strip:
    """The strands of a text over the height of its blocks, joined where nothing can be seen between them."""
    starts, heights = [b.start for b in blocks], [0]
    for b in blocks:
        heights.append(heights[-1] + b.end - b.start)

    def down(at: int) -> int:
        n = bisect_right(starts, at) - 1
        inside = min(at, blocks[n].end) - blocks[n].start if n >= 0 else 0
        return round(HIGH * (heights[max(n, 0)] + inside) / heights[-1]) if heights[-1] else 0

    lanes: dict[str, list[list[int]]] = defaultdict(list)
    for s in runs:
        top, bottom = down(s.start), down(s.end)
        lane = lanes[s.witness]
        if lane and top - lane[-1][1] < _TOGETHER:
            lane[-1][1] = bottom
        elif bottom > top:
            lane.append([top, bottom])
    shown = sorted((style[w], lane) for w, lane in lanes.items() if lane)
    bands = (Band(kind, "".join(f"M{2 * n + 1} {a}V{b}" for a, b in lane)) for n, (kind, lane) in enumerate(shown))
    return Strip(2 * max(len(shown), 1), tuple(bands))
