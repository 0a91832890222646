"""Where two sentences that say the same differ: typed slots on their aligned words.

The words are aligned by the heaviest common subsequence, each word weighted by its rarity in the story. Two values
stand in the same slot where the words around them agree. What is equal anywhere in both is no difference.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from headwater.claims.addresses import addresses, outside
from headwater.claims.alike import Rarity
from headwater.claims.counting import fated, is_running, of_another_hour, place_in_row, same_count
from headwater.claims.denials import denials
from headwater.claims.grain import one_role, one_sort, rivals
from headwater.claims.kinds import Slot
from headwater.claims.misprints import Difference, Gap, Matches, gaps, misprints
from headwater.claims.numbers import Number, both_hold
from headwater.claims.spellings import slip
from headwater.claims.values import Facts, Value, agree, altered, cut_short
from headwater.claims.wording import FUNCTION_WORDS, SAYING, Sentence, listed, lists
from headwater.records import Span

GATE = 0.45  # independent prose: the share of words aligned below which a difference is not believed
NEAR = 0.80  # near copies need no gate
BESIDE = 4  # words around a value in which agreement counts
_SMALL = (FUNCTION_WORDS | SAYING) - listed("off out up down over away")  # "set off" is one verb
_SOMEBODY = listed("no not never nobody none one someone somebody anyone anybody everyone everybody")
_PART = listed("none neither nor without")  # these deny of a part of the clause, or of another one
_NOBODY = listed("no nobody denied denies deny")  # and in free prose these do as often as not
LONGEST = 4  # words of a wording that is replaced by another


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
    if not vouched and aligned.score < GATE:
        return []
    if lists(a.sentence) and len(aligned.matches) + 1 < max(len(a.sentence.words), len(b.sentence.words)):
        return []  # two sides that played on two days
    near = aligned.score >= (GATE if vouched else NEAR) or _all_matched(a.sentence, b.sentence, aligned.matches)
    found = [*_values(a, b, aligned.matches, near), *denials(a, b, aligned.matches, near)]
    if not near:
        found = [d for d in found if d.kind == "variant" or of_one_matter(a, b, d, vouched)]
    if near or vouched:
        printed = [d for d in misprints(a, b, aligned.matches) if near and not any(_within(d, e) for e in found)]
        found = [d for d in found if d.kind == "variant" or not _of_two(a, b, d, near)]
        return _outside_addresses(a, b, [*found, *printed, *_wording(a, b, aligned.matches, printed)])
    telling = [d for d in found if d.kind == "conflict"]
    return (
        found
        if len({d.slot for d in telling}) <= 1 and len(telling) <= 1
        else [d for d in found if d.kind == "variant"]
    )


def _outside_addresses(a: Facts, b: Facts, found: Sequence[Difference]) -> list[Difference]:
    """The differences on neither side of which an address of the web is cut."""
    spans = [
        [Span(s.start + held.start, s.start + held.end) for held in addresses(s.text)] for s in (a.sentence, b.sentence)
    ]
    if not any(spans):
        return list(found)
    return [d for d in found if next(outside((d.a,), spans[0]), None) and next(outside((d.b,), spans[1]), None)]


def _all_matched(a: Sentence, b: Sentence, matches: Matches) -> bool:
    """Whether no word of weight is left over but denials: "no one was hurt", "somebody was hurt"."""
    for sentence, n in ((a, 0), (b, 1)):
        matched = {pair[n] for pair in matches}
        over = (
            w.form
            for i, (w, s) in enumerate(zip(sentence.words, sentence.stems, strict=True))
            if s and i not in matched
        )
        if any(form not in _SOMEBODY for form in over):
            return False
    return True


def _values(a: Facts, b: Facts, matches: Matches, copied: bool) -> Iterator[Difference]:
    """Numbers, dates, names and places that stand in the same slot and are not the same.

    `copied`: one is an edited copy of the other, in which "more than 60" has become "more than 70".
    """
    kinds: tuple[Slot, ...] = ("number", "date", "place", "name")
    for slot in kinds:
        left = _left_over(a, b, slot)
        right = _left_over(b, a, slot)
        for v, w in _facing(left, right, a, b, matches):
            how = "conflict" if copied and altered(v, w) else agree(v, w)
            if (slot == "number" and (not same_count(a, v, b, w) or cut_short(v, w))) or not one_sort(v, w):
                continue
            alone = _nothing_else(a, v, b, w, matches)
            if how == "conflict" and _excludes(a, v, b, w, alone):
                hourly = slot == "number" and of_another_hour(a, b, fated(a, v, b, w))
                yield Difference(slot, "update" if hourly else how, v, w)
            elif how == "variant" and slot in ("number", "date"):
                yield Difference(slot, how, v, w)


def _nothing_else(a: Facts, v: Value, b: Facts, w: Value, matches: Matches) -> bool:
    """Whether two sentences are the same word for word, but for one value."""
    over = (len(f.sentence.words) - len(matches) - (n.last - n.first) for f, n in ((a, v), (b, w)))
    return all(n <= 0 for n in over)


def _excludes(a: Facts, v: Value, b: Facts, w: Value, alone: bool) -> bool:
    """Whether two values are held against each other: rival names, numbers that only one has.

    `alone`: nothing else differs; then two names need be no rivals in themselves.
    """
    if isinstance(v.meaning, Number) and isinstance(w.meaning, Number):
        return not (_gives(a, w) or _gives(b, v)) and place_in_row(a, v) == place_in_row(b, w)
    if v.slot not in ("name", "place"):
        return True
    if slip(v.printed, w.printed) or alone:
        return rivals(v, w, alone)
    return rivals(v, w) and one_role(a, v, b, w)


def _gives(facts: Facts, value: Value) -> bool:
    """Whether a sentence has a number too, be it rounded: "50 degrees (120 Fahrenheit)"."""
    meant = value.meaning
    if not isinstance(meant, Number):
        return False
    numbers = [v.meaning for v in facts.values if isinstance(v.meaning, Number) and v.meaning.measure == meant.measure]
    return any(both_hold(n._replace(bound=""), meant._replace(bound="")) in ("same", "variant") for n in numbers)


def of_one_matter(a: Facts, b: Facts, d: Difference, vouched: bool) -> bool:
    """Whether two sentences of free prose with a difference tell of one thing: neither names whom the other does not.

    What is of another sort, as a person and a body, is no difference of one slot.
    """
    if d.slot == "polarity":
        clauses = _PART if vouched else _PART | _NOBODY
        return clauses.isdisjoint(v.printed.split()[0].casefold() for v in (d.a, d.b))
    if d.kind == "update" or is_running(a, d.a) or is_running(b, d.b):
        return False
    return not _of_two(a, b, d)


def _of_two(a: Facts, b: Facts, d: Difference, near: bool = False) -> bool:
    """Whether each of two sentences names whom the other does not, beside a difference, and not by a misprint.

    Of near copies, one names a body or person where the other names another; what is more may be a comment.
    """
    pairs = [(v, w) for v in _others(a, b, d.a) for w in _others(b, a, d.b)]
    alike = [v.slot == w.slot and v.sort == w.sort for v, w in pairs]
    return (any(alike) if near else bool(pairs)) and not any(slip(v.printed, w.printed) for v, w in pairs)


def _others(a: Facts, b: Facts, but: Value) -> list[Value]:
    """Who and where is named in `a` and not in `b`, beside one value."""
    first, last = a.sentence.core
    found = _left_over(a, b, "name") + _left_over(a, b, "place")
    return [v for v in found if v.start != but.start and first <= v.start < last]


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


def _within(a: Difference, b: Difference) -> bool:
    """Whether a difference lies inside another, on either side."""
    return any(v.first < w.last and w.first < v.last for v, w in ((a.a, b.a), (a.b, b.b)))


def _wording(a: Facts, b: Facts, matches: Matches, printed: Sequence[Difference]) -> Iterator[Difference]:
    """Words of weight that one near copy replaces by others, where no typed slot is in play."""
    kept = [{pair[n] for pair in matches} for n in (0, 1)]
    values = ([*a.values, *(d.a for d in printed)], [*b.values, *(d.b for d in printed)])
    taken = [{i for v in held for i in range(v.first, v.last)} - kept[n] for n, held in enumerate(values)]
    for (i, j), (k, m) in _gaps(matches, len(a.sentence.words), len(b.sentence.words)):
        here, there = _bare(a.sentence, i, k), _bare(b.sentence, j, m)
        if not 0 < len(here) <= LONGEST or not 0 < len(there) <= LONGEST:
            continue
        if _around(a.sentence, range(i, k), here) != _around(b.sentence, range(j, m), there):
            continue  # "the county council" and "was washed away" fill no slot together
        if taken[0].isdisjoint(here) and taken[1].isdisjoint(there):
            pair = (_span(f.sentence, r.start, r.stop, "wording") for f, r in ((a, here), (b, there)))
            yield Difference("wording", "variant", *pair)


def _gaps(matches: Matches, n: int, m: int) -> Iterator[Gap]:
    """The unmatched stretches that are replaced, from (i, j) to (k, l); two with one matched word between are one."""
    merged: list[Gap] = []
    for gap in gaps(matches, n, m):
        if merged and gap[0][0] - merged[-1][1][0] == 1 and gap[0][1] - merged[-1][1][1] == 1:
            merged[-1] = (merged[-1][0], gap[1])
        else:
            merged.append(gap)
    return iter(merged)


def _around(sentence: Sentence, gap: range, bare: range) -> tuple[list[str], list[str]]:
    """The small words of a gap before and behind those of weight."""
    before, behind = range(gap.start, bare.start), range(bare.stop, gap.stop)
    return [sentence.words[i].form for i in before], [sentence.words[i].form for i in behind]


def _bare(sentence: Sentence, first: int, last: int) -> range:
    """A stretch of words without small words and verbs of saying at its ends."""
    small = [w.form in _SMALL for w in sentence.words[first:last]]
    weighty = [first + n for n, is_small in enumerate(small) if not is_small]
    return range(weighty[0], weighty[-1] + 1) if weighty else range(0)


def _span(sentence: Sentence, first: int, last: int, slot: Slot) -> Value:
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    return Value(slot, start, end, first, last, sentence.printed(start, end), "")
