"""Segments: the texts of one family as one text in parallel, place by place.

Words are lined up by the collation that the trees are made from. A wording that one text has in another order than the
others stands in both places.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from headwater.documents import Body
from headwater.stemma.collation import Collation

Place = dict[int, str]  # what each witness that has something at a place prints there


class Slot(NamedTuple):
    """One word's place in the common text: its column in the collation, and who has which word there."""

    column: int
    words: dict[int, int]  # witness -> its word


def places(family: Sequence[Body], collation: Collation) -> Iterator[Place]:
    """The places of the common text in order: runs at which the same witnesses agree, and what each prints.

    Each witness reads from end to end; every string begins with the blank before it, if there is one.
    """
    return _instead(_alike(_slots(collation), _printed(family, collation)))


def _printed(family: Sequence[Body], collation: Collation) -> list[list[str]]:
    """Every word of every text as it is printed, with the marks at it; white space before it as one blank."""
    return [_strings(body, text.starts) for body, text in zip(family, collation.texts, strict=True)]


def _strings(body: Body, starts: Sequence[int]) -> list[str]:
    found = []
    for span in sorted((*body.title, *body.body)):
        first, last = bisect_left(starts, span.start), bisect_left(starts, span.end)
        seams = [span.start, *(_seam(body.text, starts[k - 1], starts[k]) for k in range(first + 1, last)), span.end]
        strings = [re.sub(r"\s+", " ", body.text[a:b]).rstrip() for a, b in pairwise(seams)]
        if first < last:
            found += [f" {strings[0].lstrip()}", *strings[1:]]
    return found


def _seam(text: str, before: int, word: int) -> int:
    """Where a word begins that follows another: at the first blank between them, so that marks stay with words."""
    blank = re.search(r"\s", text[before:word])
    return before + blank.start() if blank else word


def _slots(collation: Collation) -> list[Slot]:
    """The places of the common text in one order that every witness keeps to, the longest text first."""
    slots: list[Slot] = []
    for w in sorted(range(len(collation.names)), key=lambda w: (-len(collation.columns[w]), w)):
        slots = _joined(slots, w, collation.columns[w])
    return slots


def _joined(slots: Sequence[Slot], witness: int, columns: Sequence[int]) -> list[Slot]:
    """The slots with one text more: what stands in another order there has a slot of its own."""
    where = {slot.column: n for n, slot in enumerate(slots)}
    kept = dict(_rising([(where[c], k) for k, c in enumerate(columns) if c in where]))
    found: list[Slot] = []
    at = 0
    for n, slot in enumerate(slots):
        if n not in kept:
            found.append(slot)
            continue
        found += [Slot(columns[k], {witness: k}) for k in range(at, kept[n])]
        slot.words[witness] = kept[n]
        found.append(slot)
        at = kept[n] + 1
    return found + [Slot(columns[k], {witness: k}) for k in range(at, len(columns))]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on the left too (patience sorting)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, (left, _) in enumerate(pairs):
        pile = bisect_left(tops, left)
        before.append(at[pile - 1] if pile else -1)
        tops[pile : pile + 1], at[pile : pile + 1] = [left], [n]
    found = []
    n = at[-1] if at else -1
    while n >= 0:
        found.append(pairs[n])
        n = before[n]
    return found[::-1]


def _alike(slots: Iterable[Slot], strings: Sequence[Sequence[str]]) -> Iterator[Place]:
    """Runs of slots at which the same witnesses print the same as each other: what each prints."""
    run: Place = {}
    kind: object = None
    for slot in slots:
        here = {w: strings[w][k] for w, k in slot.words.items()}
        parted = _parted(here)
        if parted == kind:
            run = {w: run[w] + here[w] for w in run}
        else:
            if run:
                yield run
            run, kind = here, parted
    if run:
        yield run


def _parted(here: Place) -> frozenset[frozenset[int]]:
    """Who prints the same as whom."""
    groups: dict[str, set[int]] = defaultdict(set)
    for w, string in here.items():
        groups[string].add(w)
    return frozenset(map(frozenset, groups.values()))


def _instead(places: Iterable[Place]) -> Iterator[Place]:
    """Neighbouring places that no witness has both of are one: what one text has instead of the other's words."""
    unlike: Place = {}
    for place in places:
        if unlike.keys() & place.keys():
            yield unlike
            unlike = {}
        unlike |= place
    if unlike:
        yield unlike
