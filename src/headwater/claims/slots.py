"""Where two sentences that say the same differ: typed slots on their aligned words.

The words are aligned by the heaviest common subsequence, each word weighted by its rarity in the story. Two values
stand in the same slot where the words around them agree. What is equal anywhere in both is no difference.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from headwater.claims.counting import same_count
from headwater.claims.kinds import Kind, Slot
from headwater.claims.lineup import Rarity
from headwater.claims.numbers import Number
from headwater.claims.values import Facts, Value, agree
from headwater.claims.wording import FUNCTION_WORDS, SAYING, Sentence, listed

GATE = 0.65  # independent prose: the share of words aligned below which a difference is not believed
NEAR = 0.80  # near copies need no gate
BESIDE = 4  # words around a value in which agreement counts
_SMALL = (FUNCTION_WORDS | SAYING) - listed("off out up down over away")  # "set off" is one verb
LONGEST = 4  # words of a wording that is replaced by another

Matches = list[tuple[int, int]]


class Difference(NamedTuple):
    """A slot that two sentences fill otherwise."""

    slot: Slot
    kind: Kind
    a: Value
    b: Value


class Alignment(NamedTuple):
    """Matched words of two sentences, in order, and the share of their weight that is matched."""

    matches: Matches
    score: float


def align(a: Sentence, b: Sentence, worth: Rarity) -> Alignment:
    """The heaviest common subsequence of the words of two sentences (Smith & Waterman's table without gap costs)."""
    x, y = ([s or w.form for w, s in zip(t.words, t.stems, strict=True)] for t in (a, b))
    weigh = [worth.weight.get(s, 1.0) if s else 0.1 for s in a.stems]
    table = [[0.0] * (len(y) + 1) for _ in range(len(x) + 1)]
    for i in range(len(x) - 1, -1, -1):
        row, below, here = table[i], table[i + 1], x[i]
        for j in range(len(y) - 1, -1, -1):
            row[j] = max(below[j], row[j + 1], below[j + 1] + weigh[i] if here == y[j] else 0.0)
    matches = list(_walk(table, x, y, weigh))
    total = sum(weigh) + sum(worth.weight.get(s, 1.0) if s else 0.1 for s in b.stems)
    return Alignment(matches, 2 * table[0][0] / total if total else 0.0)


def _walk(
    table: list[list[float]], x: Sequence[str], y: Sequence[str], weigh: Sequence[float]
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(x) and j < len(y):
        if x[i] == y[j] and table[i][j] == table[i + 1][j + 1] + weigh[i]:
            yield i, j
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1


def slots(a: Facts, b: Facts, worth: Rarity, vouched: bool = False) -> list[Difference]:
    """The slots in which two sentences of one claim differ. `vouched`: a passage holds them to be one wording."""
    aligned = align(a.sentence, b.sentence, worth)
    near = vouched or aligned.score >= NEAR
    if not near and aligned.score < GATE:
        return []
    found = [*_values(a, b, aligned.matches), *_polarity(a, b, aligned.matches)]
    if near:
        return found + list(_wording(a, b, aligned.matches))
    telling = [d for d in found if d.kind == "conflict"]
    return (
        found
        if len({d.slot for d in telling}) <= 1 and len(telling) <= 1
        else [d for d in found if d.kind == "variant"]
    )


def _values(a: Facts, b: Facts, matches: Matches) -> Iterator[Difference]:
    """Numbers, dates, names and places that stand in the same slot and are not the same."""
    kinds: tuple[Slot, ...] = ("number", "date", "place", "name")
    for slot in kinds:
        left = _left_over(a, b, slot)
        right = _left_over(b, a, slot)
        for v, w in _facing(left, right, a, b, matches):
            how = agree(v, w)
            if slot == "number" and not same_count(a, v, b, w):
                continue
            if how == "conflict" or (how == "variant" and slot in ("number", "date")):
                yield Difference(slot, how, v, w)


def _left_over(a: Facts, b: Facts, slot: Slot) -> list[Value]:
    """The values of one kind in `a` that `b` does not hold just so. A place may be a name elsewhere."""
    kinds = ("name", "place") if slot in ("name", "place") else (slot,)
    there = [w for w in b.values if w.slot in kinds]
    return [v for v in a.values if v.slot == slot and not any(_held(v, w) for w in there)]


def _held(v: Value, w: Value) -> bool:
    """Whether a value is there as well; a name in another form too."""
    how = agree(v, w)
    return how == "same" or (how == "variant" and v.slot in ("name", "place"))


def _facing(
    left: list[Value], right: list[Value], a: Facts, b: Facts, matches: Matches
) -> Iterator[tuple[Value, Value]]:
    """Values that fill the same slot: the words agree on both sides, or on one where no other value could be meant."""
    lone = len(left) == len(right) == 1
    for v in left:
        fits = [(w, _agreeing(v, w, a, b, matches)) for w in right]
        for w, (before, after) in fits:
            unit = isinstance(v.meaning, Number) and after >= 1
            if (before and after and before + after >= 1.5) or (
                lone and (unit or before + after >= 1.0) and v.slot != "name"
            ):
                yield v, w
                break


def _agreeing(v: Value, w: Value, a: Facts, b: Facts, matches: Matches) -> tuple[float, float]:
    """How well the words before and behind two values agree: 1 for a word of weight, less for a small one."""
    before = [_weight(a, i) for i, j in matches if v.first - BESIDE <= i < v.first and w.first - BESIDE <= j < w.first]
    after = [_weight(a, i) for i, j in matches if v.last <= i < v.last + BESIDE and w.last <= j < w.last + BESIDE]
    if v.first == w.first == 0:
        before.append(0.5)
    if v.last == len(a.sentence.words) and w.last == len(b.sentence.words):
        after.append(0.5)
    return max(before, default=0.0), max(after, default=0.0)


def _weight(a: Facts, i: int) -> float:
    return 1.0 if a.sentence.stems[i] else 0.5


def _polarity(a: Facts, b: Facts, matches: Matches) -> Iterator[Difference]:
    """One denies what the other says: an odd number of negations on one side only, the rest aligned."""
    no_a, no_b = ([v for v in f.values if v.slot == "polarity"] for f in (a, b))
    if (len(no_a) + len(no_b)) % 2 == 0:
        return
    matched_a, matched_b = {i for i, _ in matches}, {j for _, j in matches}
    odd = [v for v in no_a if v.first not in matched_a] + [v for v in no_b if v.first not in matched_b]
    if len(odd) != 1:
        return
    here = odd[0] in no_a
    pairs = matches if here else [(j, i) for i, j in matches]
    near = range(odd[0].first + 1, odd[0].first + 1 + BESIDE)
    behind = [(i, j) for i, j in pairs if i in near and (a if here else b).sentence.stems[i]]
    if not behind:
        return
    mine, other = (a.sentence, b.sentence) if here else (b.sentence, a.sentence)
    denied = _span(mine, odd[0].first, behind[0][0] + 1, "polarity")
    plain = _span(other, behind[0][1], behind[0][1] + 1, "polarity")
    yield Difference("polarity", "conflict", *((denied, plain) if here else (plain, denied)))


def _wording(a: Facts, b: Facts, matches: Matches) -> Iterator[Difference]:
    """Words of weight that one near copy replaces by others, where no typed slot is in play."""
    kept = [{pair[n] for pair in matches} for n in (0, 1)]
    taken = [{i for v in f.values for i in range(v.first, v.last)} - kept[n] for n, f in enumerate((a, b))]
    for (i, j), (k, m) in _gaps(matches, len(a.sentence.words), len(b.sentence.words)):
        here, there = _bare(a.sentence, i, k), _bare(b.sentence, j, m)
        if not 0 < len(here) <= LONGEST or not 0 < len(there) <= LONGEST:
            continue
        if taken[0].isdisjoint(here) and taken[1].isdisjoint(there):
            pair = (_span(f.sentence, r.start, r.stop, "wording") for f, r in ((a, here), (b, there)))
            yield Difference("wording", "variant", *pair)


def _gaps(matches: Matches, n: int, m: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The unmatched stretches that are replaced, from (i, j) to (k, l); two with one matched word between are one."""
    edges = [(-1, -1), *matches, (n, m)]
    gaps = [((i + 1, j + 1), (k, p)) for (i, j), (k, p) in pairwise(edges) if k > i + 1 and p > j + 1]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for gap in gaps:
        if merged and gap[0][0] - merged[-1][1][0] == 1 and gap[0][1] - merged[-1][1][1] == 1:
            merged[-1] = (merged[-1][0], gap[1])
        else:
            merged.append(gap)
    return iter(merged)


def _bare(sentence: Sentence, first: int, last: int) -> range:
    """A stretch of words without small words and verbs of saying at its ends."""
    small = [w.form in _SMALL for w in sentence.words[first:last]]
    weighty = [first + n for n, is_small in enumerate(small) if not is_small]
    return range(weighty[0], weighty[-1] + 1) if weighty else range(0)


def _span(sentence: Sentence, first: int, last: int, slot: Slot) -> Value:
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    return Value(slot, start, end, first, last, sentence.printed(start, end), "")
