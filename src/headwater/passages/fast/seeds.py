"""Documents that share rare runs of words: one sort, and counts over the posting lists.

Hashes of word 4-grams are sorted once as (hash, document) in one 64-bit key; what stands in one document alone falls
out. A gram in very many documents joins each of them to a few representatives only, so that a wire on a thousand sites
costs a thousand, not a million.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from headwater.passages.fast.compiled import entry, inner
from headwater.passages.fast.heap import Columns
from headwater.passages.fast.scan import FRESH, MASKED
from headwater.passages.model import FREQUENT, GRAM, REPRESENTATIVES, SHARED, SHORT_GRAM, TELLING
from headwater.passages.rarity import GRAIN, by_chance

ROOM = 1 << 20  # pairs found at a time
BYTES = 16  # for every word: a key, and where it is sorted to
SPARE = 1 << 16
DIGIT = 11  # bits that are sorted by at a time
MANY_KEYS = 1 << 22  # below, 33 bits tell all but some hundreds apart
ENOUGH = 63  # the bit of a key that is set where its gram alone makes a pair
MORE = int(TELLING * GRAIN)


class Pairs(NamedTuple):
    """Documents, by rank, that share rare runs of words; those of one left document stand together."""

    left: NDArray[np.int32]
    right: NDArray[np.int32]


@inner
def distinct(keys, first, stop):
    """Some keys sorted and each once, in the same place -> where they stop."""
    keys[first:stop].sort()
    kept = first
    for k in range(first, stop):
        if k == first or keys[k] != keys[kept - 1]:
            keys[kept] = keys[k]
            kept += 1
    return kept


@inner
def gram_hash(form, at, size):
    """The hash of a run of three or four words by their numbers or their own hashes: a sum of products, mixed."""
    h = np.uint64(form[at]) * np.uint64(0x9E3779B97F4A7C15)
    h += np.uint64(form[at + 1]) * np.uint64(0xC2B2AE3D27D4EB4F)
    h += np.uint64(form[at + 2]) * np.uint64(0x165667B19E3779F9)
    if size > SHORT_GRAM:
        h += np.uint64(form[at + 3]) * np.uint64(0xD6E8FEB86659FD93)
    h = (h ^ (h >> np.uint64(32))) * np.uint64(0xFF51AFD7ED558CCD)
    return h ^ (h >> np.uint64(29))


@inner
def unbroken(flag, before):
    """How many words up to this one stand in one segment, given how many up to the word before."""
    if flag & MASKED:
        return 0
    return 1 if flag & FRESH else before + 1


@inner
def weight(form, at, bits):
    """What the run of four words that ends here weighs."""
    return np.int64(bits[form[at]]) + bits[form[at - 1]] + bits[form[at - 2]] + bits[form[at - 3]]


@entry("int64(int32[::1],uint8[::1],int64[::1],int32[::1],int64,int32[::1],int64,uint64,uint64,uint64[::1])")
def collect(form, flag, bounds, bits, least, rank, shift, part, parts, keys):
    """Fill `keys` with hash and rank of the document, for grams that weigh `least` by the `bits` of their words.

    Only those of one part of all hashes; the last `shift` bits of a key are the rank, the first one tells whether the
    gram alone makes a pair. -> how many.
    """
    n = 0
    for d in range(len(bounds) - 1):
        whole = 0
        for at in range(bounds[d], bounds[d + 1]):
            whole = unbroken(flag[at], whole)
            if whole < GRAM:
                continue
            told = weight(form, at, bits)
            if told < least:
                continue
            h = gram_hash(form, at - GRAM + 1, GRAM)
            if parts == 1 or h % parts == part:
                h = h >> np.uint64(1) | np.uint64(told >= least + MORE) << np.uint64(ENOUGH)
                keys[n] = (h >> np.uint64(shift)) << np.uint64(shift) | np.uint64(rank[d])
                n += 1
    return n


@inner
def settle(keys, shift):
    """Sort what is sorted but for its last `shift` bits: little is left where texts are read in the order of ids."""
    first = 0
    while first < len(keys):
        top = keys[first] >> np.uint64(shift)
        stop = first + 1
        rising = True
        while stop < len(keys) and keys[stop] >> np.uint64(shift) == top:
            rising &= keys[stop - 1] <= keys[stop]
            stop += 1
        if not rising:
            keys[first:stop].sort()
        first = stop


@entry("uint64[::1](uint64[::1],uint64[::1])")
def radix_sort(keys, spare):
    """The keys sorted; in `keys` or in `spare`, which is as large.

    Digit by digit, the last first (LSD radix sort), as many of the leading bits as tell most keys apart; then the rest.
    """
    digits = 3 if len(keys) < MANY_KEYS else 4
    mask, low = np.uint64((1 << DIGIT) - 1), 64 - digits * DIGIT
    places = np.zeros((digits, 1 << DIGIT), np.uint64)
    for k in range(len(keys)):
        for digit in range(digits):
            places[digit, keys[k] >> np.uint64(low + digit * DIGIT) & mask] += np.uint64(1)
    for digit in range(digits):
        place = places[digit]
        at = np.uint64(0)
        for value in range(len(place)):
            many = place[value]
            place[value] = at
            at += many
        shift = np.uint64(low + digit * DIGIT)
        for k in range(len(keys)):
            value = keys[k] >> shift & mask
            spare[place[value]] = keys[k]
            place[value] += np.uint64(1)
        keys, spare = spare, keys
    settle(keys, low)
    return keys


@entry("int64(uint64[::1],int32[::1],uint8[::1],int64[::1],int64,uint64[::1],int64[::1])")
def grams(form, worth, flag, bounds, least, keys, counts):
    """Fill `keys` with the grams of texts, each once a text, and `counts` with their number in each -> all of them.

    Words are hashes here, so that a gram has the same key in every process; `worth` is what each weighs. Only grams
    that weigh `least`; keys are below 2**63, and the bit before tells whether the gram alone makes a pair.
    """
    n = 0
    for d in range(len(bounds) - 1):
        first, whole = n, 0
        for at in range(bounds[d], bounds[d + 1]):
            whole = unbroken(flag[at], whole)
            if whole < GRAM:
                continue
            told = np.int64(worth[at]) + worth[at - 1] + worth[at - 2] + worth[at - 3]
            if told >= least:
                h = gram_hash(form, at - GRAM + 1, GRAM) >> np.uint64(2)
                keys[n] = h | np.uint64(told >= least + MORE) << np.uint64(ENOUGH - 1)
                n += 1
        n = distinct(keys, first, n)
        counts[d] = n - first
    return n


@entry("int64(uint64[::1],int64)")
def shared_only(keys, shift):
    """Sorted keys without doubles and without grams of one document only, moved to the front -> how many."""
    n = 0
    at = 0
    while at < len(keys):
        gram = keys[at] >> np.uint64(shift)
        first = n
        while at < len(keys) and keys[at] >> np.uint64(shift) == gram:
            if n == first or keys[n - 1] != keys[at]:
                keys[n] = keys[at]
                n += 1
            at += 1
        if n - first < 2:
            n = first
    return n


@entry("void(uint64[::1],int64,int64[::1],uint32[::1],int32[::1],uint32[::1])")
def posting(keys, shift, bounds, entries, document, group_end):
    """For each document the entries of its grams (`entries[bounds[d]:bounds[d + 1]]`), and where their groups end."""
    low = (np.uint64(1) << np.uint64(shift)) - np.uint64(1)
    first = 0
    for k in range(len(keys)):
        document[k] = np.int32(keys[k] & low)
        bounds[document[k] + 1] += 1
        if k + 1 == len(keys) or keys[k + 1] >> np.uint64(shift) != keys[k] >> np.uint64(shift):
            for x in range(first, k + 1):
                group_end[x] = k + 1 if k + 1 - first <= FREQUENT or x < first + REPRESENTATIVES else 0
            first = k + 1
    for d in range(1, len(bounds)):
        bounds[d] += bounds[d - 1]
    place = bounds[:-1].copy()
    for k in range(len(keys)):
        entries[place[document[k]]] = k
        place[document[k]] += 1


@entry(
    "UniTuple(int64,2)(int64[::1],uint32[::1],int32[::1],uint32[::1],int64,int64,int32[::1],int32[::1],int32[::1],"
    "int32[::1])"
)
def pair(bounds, entries, document, group_end, enough, first, seen, left, right, shared):
    """Fill `left`, `right`, `shared` with documents that share grams, from document `first` on.

    -> how many, and the document that found no room any more. `seen` holds zeros, one a document, and does so again.
    Entries from `enough` on are of grams that alone make a pair.
    """
    n = 0
    touched = np.empty(len(seen), np.int32)
    for d in range(first, len(bounds) - 1):
        many = 0
        for e in range(bounds[d], bounds[d + 1]):
            told = SHARED if entries[e] >= enough else 1
            for k in range(np.int64(entries[e]) + 1, np.int64(group_end[entries[e]])):
                other = document[k]
                if seen[other] == 0:
                    touched[many] = other
                    many += 1
                seen[other] += told
        if n + many > len(left):
            for k in range(many):
                seen[touched[k]] = 0
            return n, d
        for k in range(many):
            left[n], right[n], shared[n] = d, touched[k], seen[touched[k]]
            seen[touched[k]] = 0
            n += 1
    return n, len(bounds) - 1


def candidates(columns: Columns, order: NDArray[np.int64], memory: int = 1 << 30) -> Pairs:
    """The pairs that share two rare runs, or one that tells much.

    `order` lists the texts by rank, `memory` is for grams, in bytes. Where they do not fit, they go by parts of
    their hashes, and the pairs of all parts are added up.
    """
    bits, least = columns.vocabulary.grains(), by_chance(len(columns.form))
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    shift = max(1, (len(order) - 1).bit_length())
    parts = 1 + len(columns.form) * BYTES // max(memory, 1)
    found: list[NDArray[np.uint64]] = []
    for part in range(parts):
        room = len(columns.form) * (2 if parts > 1 else 1) // parts + SPARE  # what is never written takes no memory
        keys = np.empty(room, np.uint64)
        n = d = 0
        for bounds in columns.parts():
            n += collect(columns.form, columns.flag, bounds, bits, least, rank[d:], shift, part, parts, keys[n:])
            d += len(bounds) - 1
        keys = radix_sort(keys[:n], np.empty(n, np.uint64))
        keys = keys[: shared_only(keys, shift)].copy()
        found += _pairs(keys, shift, len(order), SHARED if parts == 1 else 1)
    return _together(found)


def _pairs(keys: NDArray[np.uint64], shift: int, documents: int, least: int) -> Iterator[NDArray[np.uint64]]:
    """Pairs that share `least` grams or more, in one number: left, right, and a last bit where they share enough."""
    bounds = np.zeros(documents + 1, np.int64)
    entries, group_end = np.empty(len(keys), np.uint32), np.empty(len(keys), np.uint32)
    document = np.empty(len(keys), np.int32)
    posting(keys, shift, bounds, entries, document, group_end)
    enough = int(np.searchsorted(keys, np.uint64(1 << ENOUGH)))
    seen = np.zeros(documents, np.int32)
    room = max(min(ROOM, documents * documents), documents)
    left, right, shared = (np.empty(room, np.int32) for _ in range(3))
    at = 0
    while at < documents:
        n, at = pair(bounds, entries, document, group_end, enough, at, seen, left, right, shared)
        kept = shared[:n] >= least
        yield packed(left[:n][kept], right[:n][kept], shared[:n][kept] >= SHARED)


def packed(left: NDArray[np.int32], right: NDArray[np.int32], enough: NDArray[np.bool_]) -> NDArray[np.uint64]:
    """Pairs as one number each, that sorts like them."""
    wide = [column.astype(np.uint64) for column in (left, right, enough)]
    return wide[0] << np.uint64(32) | wide[1] << np.uint64(1) | wide[2]


def _together(found: list[NDArray[np.uint64]]) -> Pairs:
    """The pairs that share enough in one part, or a little in several, sorted."""
    every = np.concatenate([*found, np.zeros(0, np.uint64)])
    every.sort()
    names = every >> np.uint64(1)
    enough = (every & np.uint64(1)).astype(bool)
    enough[1:] |= names[1:] == names[:-1]
    chosen = np.unique(names[enough])
    return Pairs((chosen >> np.uint64(31)).astype(np.int32), (chosen & np.uint64(2**31 - 1)).astype(np.int32))
