"""Choice: which texts are kept, and which kept text stands for each of the others."""

import math
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.dedup.coverage import Match, Shared, changes, through, whole_words
from headwater.dedup.model import EPSILON, Flags, Floats, Ints, Keep
from headwater.passages.model import FREQUENT


class Order(NamedTuple):
    """The texts in the order in which they are worth keeping, and what decides it, most important first."""

    ranks: Ints
    place: Ints  # of every text in it
    by: list[tuple[str, Floats]]  # the less, the sooner


class Choice(NamedTuple):
    """For every text the kept one that stands for it (itself: kept), and the pair or the matches that show it."""

    kept: list[int]
    pair: list[int]
    by_way: dict[int, tuple[int, list[Match]]]  # where no passage joins the two: by way of whom, and what they share


def needed(words: Ints, threshold: float) -> Ints:
    """The words of each text that another must carry to stand for it; more than it has where it has none."""
    return np.asarray(np.maximum(1, np.ceil(words * threshold - EPSILON)), np.int64)


def ordered(texts: pa.Table, links: Shared, covers: Flags, keep: Keep) -> Order:
    """The texts in the order in which they are worth keeping; by id where nothing else decides."""
    first, last = (_days(texts[name]) for name in ("first", "last"))
    day = np.where(np.isnan(first), last, first)
    words = texts["words"].to_numpy().astype(np.float64)
    longest = ("words", -words)
    earliest = ("day", np.where(np.isnan(day), math.inf, day))
    by = [longest, earliest] if keep == "longest" else [earliest, longest]
    if keep == "root":
        own = texts["own"].to_numpy(zero_copy_only=False)
        above = (own[links.x] & ~own[links.y]) | (last[links.x] < first[links.y]) & _equals(links, covers, own)
        carried, near = _carried(links, covers & ~above, len(own)), _near(links, covers, words)
        by = [("family", -carried), ("own", 1.0 - own), earliest, ("near", -near), longest]
    ranks = np.lexsort(tuple(values for _, values in reversed(by)))
    return Order(ranks, np.argsort(ranks), by)


def _days(column: pa.ChunkedArray) -> Floats:
    found: Floats = pc.fill_null(column.cast(pa.float64()), math.nan).to_numpy()
    return found


def _equals(links: Shared, covers: Flags, own: Flags) -> Flags:
    """By pair whether the two texts carry each other, and both or neither are of a newsroom that others credit.

    Of such two a date decides. It does not make an excerpt the source of a full text: dates lie.
    """
    back = np.searchsorted(links.y * len(own) + links.x, links.x * len(own) + links.y)
    return np.asarray(covers & covers[back] & (own[links.x] == own[links.y]), bool)


def _carried(links: Shared, under: Flags, count: int) -> Floats:
    """How many texts each one carries that are not known to stand above it.

    A representative is listed with all its large family, others with few: who carries one carries what that does.
    """
    own = np.bincount(links.y[under], minlength=count).astype(np.float64)
    found = own.copy()
    many = under & (own[links.x] >= FREQUENT)
    np.maximum.at(found, links.y[many], own[links.x[many]])
    return found


def _near(links: Shared, covers: Flags, words: Floats) -> Floats:
    """How much all that a text carries has from it word for word, in texts: copies drift from their source."""
    share = links.same[covers] / words[links.x[covers]]
    return np.round(np.bincount(links.y[covers], share, minlength=len(words)), 2)


def chosen(order: Ints, links: Shared, covers: Flags, need: Ints, words: Ints) -> Choice:
    """The first is kept and all that it covers is dropped for it, then the next that is left."""
    pairs = np.flatnonzero(covers)
    bounds = np.searchsorted(links.y[pairs], np.arange(len(order) + 1)).tolist()
    covered, at = links.x[pairs].tolist(), pairs.tolist()
    listed = links.y * len(order) + links.x
    kept, pair = [-1] * len(order), [-1] * len(order)
    by_way: dict[int, tuple[int, list[Match]]] = {}
    for k in order.tolist():
        if kept[k] >= 0:
            continue
        kept[k] = k
        queue = [k]
        for middle in queue:  # grows: what is dropped may lead to more that this one covers
            for e in range(bounds[middle], bounds[middle + 1]):
                x = covered[e]
                if kept[x] >= 0:
                    continue
                if middle == k:
                    pair[x] = at[e]
                elif _has(listed, k * len(order) + x):
                    continue  # the two were compared, and that was too little
                else:
                    known = by_way[middle][1] if middle in by_way else links.matches(pair[middle])
                    found = through(links.matches(at[e]), known)
                    if whole_words(found, int(words[x])) < need[x]:
                        continue
                    by_way[x] = middle, found
                kept[x] = k
                queue.append(x)
    return _best(order, links, covers, Choice(kept, pair, by_way))


def _best(order: Ints, links: Shared, covers: Flags, choice: Choice) -> Choice:
    """The same texts kept; for each other one the one that covers most of it, among those that come before it."""
    kept, pair, by_way = choice
    place = np.argsort(order)
    stays = np.array(kept, np.int64) == np.arange(len(kept))
    able = np.flatnonzero(covers & stays[links.y] & ~stays[links.x] & (place[links.y] < place[links.x]))
    able = able[np.lexsort((place[links.y[able]], -links.words[able], links.x[able]))]
    for p in able[changes(links.x[able])].tolist():
        x = int(links.x[p])
        kept[x], pair[x] = int(links.y[p]), p
        by_way.pop(x, None)
    return choice


def _has(ascending: Ints, value: int) -> bool:
    at = int(np.searchsorted(ascending, value))
    return at < len(ascending) and int(ascending[at]) == value


def components(count: int, x: Ints, y: Ints) -> Ints:
    """The lowest member of everybody's group, where x[k] and y[k] belong together."""
    found = np.arange(count)
    while True:
        low = np.minimum(found[x], found[y])
        new = found.copy()
        np.minimum.at(new, found[x], low)
        np.minimum.at(new, found[y], low)
        new = np.minimum(new, new[new])
        if (new == found).all():
            return found
        found = new
