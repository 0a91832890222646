"""Evidence: why an edge stands, and what speaks against it, in words and in spans."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import islice
from operator import and_
from typing import NamedTuple

import numpy as np

from headwater.documents import Document
from headwater.passages import Rarity
from headwater.records import Place
from headwater.stemma.circumstances import (
    Circumstance,
    is_headed_alike,
    is_later_of_house,
    is_of_one_house,
    is_same_page,
    is_version,
    later,
)
from headwater.stemma.cohesion import Tie
from headwater.stemma.collation import Collation, Reading, Run
from headwater.stemma.marks import Marks, shared
from headwater.stemma.model import Evidence, How
from headwater.stemma.prices import SMALL, WEIGHTS, Bits, Common, Flags
from headwater.stemma.slips import Slip, spelt_alike
from headwater.stemma.trees import Tree

QUOTED_SHARE = 0.4  # of a text's words; one that has more of another's in it is no text of its own
BRIDGED, TOGETHER = 12, 0.95  # words that do not part a stretch, and the share of what was taken that stands in one
MARKED_SHARE, MARKED = 0.5, 0.8  # the same where so much of what was taken stands between quotation marks
MOST = 5  # rows of one kind; the heaviest say enough
TOLD = 1.0  # bits; a piece by which cohesion says less is not told of
NAMED = 8  # texts that are named; of more it is said how many


class Family(NamedTuple):
    """A family with its best tree, and all that the evidence is read from."""

    collation: Collation
    found: Sequence[Sequence[Run]]  # for every witness
    common: Common
    known: list[Circumstance]
    bits: Rarity
    tree: Tree
    present: list[Flags]
    variants: Sequence[Mapping[Reading, Sequence[Reading]]]  # for every witness, and what others have
    dates: Bits  # witness x witness: against the first as the parent of the second
    marks: Marks
    ties: Sequence[Tie]  # of every column
    slips: Sequence[Slip]

    def witness(self, node: int) -> bool:
        """Whether a node is a document, not a lost source."""
        return node < len(self.known)

    def mask(self, nodes: Sequence[int]) -> int:
        """The documents among some nodes as a set of bits."""
        return sum(1 << v for v in nodes if self.witness(v))


def how(family: Family, parent: int, child: int, days: Sequence[float]) -> How:
    """What the child did with the parent's text."""
    p, c, bits = family.present[parent], family.present[child], family.common.bits
    if any(child == v for v, _ in family.tree.second):
        return "merge"
    both = bits[p & c].sum()
    covered, kept = both / max(1.0, bits[c].sum()), both / max(1.0, bits[p].sum())
    if not family.witness(child):
        return "update" if covered < 0.7 or days[child] > days[parent] else "copy"
    if (family.known[child].document.kind == "forum" and covered >= 0.5) or quotes(family, parent, child):
        return "quote"
    if not family.witness(parent):
        return "copy" if covered >= 0.5 or family.known[child].late else "rewrite"
    return "update" if _is_next_version(family, parent, child) else _by_shares(covered, kept)


def _by_shares(covered: float, kept: float) -> How:
    """By the share of a text that its parent has too, and of the parent's that it kept."""
    if covered >= 0.85:
        return "copy" if kept >= 0.85 else "trim"
    return "copy" if covered >= 0.7 and kept >= 0.7 else "rewrite"


def quotes(family: Family, parent: int, child: int) -> bool:
    """Whether a text is its own and has in it one stretch of the parent's words, or words between quotation marks."""
    has, taken, words = family.present[child], family.present[parent][family.present[child]], family.common.words
    own = words[has]
    shared = float(own[taken].sum())
    if not shared or _is_next_version(family, parent, child):
        return False
    if shared <= MARKED_SHARE * own.sum() and _marked(family, parent, child) >= MARKED:
        return True
    return bool(shared <= QUOTED_SHARE * own.sum() and _longest(own, taken) >= TOGETHER * shared)


def _marked(family: Family, parent: int, child: int) -> float:
    """The share of the words taken that stand between quotation marks."""
    kin = family.mask(_kin(family, parent, child))
    columns, quoted = family.collation.columns[child], family.collation.texts[child].quoted
    marks = [mark for x, mark in zip(columns, quoted, strict=True) if family.collation.masks[x] & kin]
    return sum(marks) / max(1, len(marks))


def _longest(words: Bits, taken: Flags) -> float:
    """The words taken in the longest stretch."""
    longest = at = gap = 0.0
    for is_taken, size in zip(taken, words, strict=True):
        at, gap = (at + size, 0.0) if is_taken else (at, gap + size)
        if gap > BRIDGED:
            at = 0.0
        longest = max(longest, at)
    return longest


def _is_next_version(family: Family, parent: int, child: int) -> bool:
    """Whether a text is a later one of its parent's page or house."""
    if not (family.witness(parent) and family.witness(child)):
        return False
    p, c = family.known[parent], family.known[child]
    return is_version(p, c) or bool(is_of_one_house(p, c) and p.day and c.day and c.day > p.day)


def evidence(family: Family, parent: int, child: int, margin: float) -> tuple[Evidence, ...]:
    """All reasons for and against one edge, the heaviest first; `margin` is what the next best place costs more."""
    rows = [
        *_shared(family, parent, child),
        *_readings(family, parent, child),
        *_crossed(family, parent, child),
        *_circumstantial(family, parent, child),
        *_slips(family, parent, child),
        *_cohesion(family, parent, child),
        *_own(family, child),
    ]
    if np.isfinite(margin) and margin > 0:
        rows.append(Evidence("margin", True, round(margin, 1), "The next best place explains the wording worse.", ()))
    return tuple(sorted(rows, key=lambda e: (not e.in_favour, -e.weight, e.kind, e.text)))


def _kin(family: Family, parent: int, child: int) -> list[int]:
    """The documents through which a parent's text is known: itself, or the nearest copies of a lost source."""
    if family.witness(parent):
        return [parent]
    copies = [v for v in family.tree.children(parent) if v != child and family.witness(v)]
    return copies or sorted(v for v in family.tree.below(parent) - family.tree.below(child) if family.witness(v))


def _shared(family: Family, parent: int, child: int) -> Iterator[Evidence]:
    """The wording that the child has in common with its parent's text."""
    below = [v for v in sorted(family.tree.below(child)) if family.witness(v)]
    kin = family.mask(_kin(family, parent, child))
    here = child if family.witness(child) else below[0]
    text = family.collation.texts[here]
    common = [bool(family.collation.masks[c] & kin) for c in family.collation.columns[here]]
    count = sum(common)
    if not count:
        return
    worth = sum(family.bits(text.forms[k]) for k in range(len(common)) if common[k])
    stretches = sorted(_stretches(common), key=lambda s: (s[0] - s[1], s))[:MOST]
    spans = tuple(family.collation.place(here, a, b) for a, b in stretches)
    whose = "the parent" if family.witness(parent) else "other copies of the lost source"
    yield Evidence(
        "shared wording", True, round(worth, 1), f"{count} of {len(common)} words stand in {whose} too.", spans
    )


def _stretches(flags: Sequence[bool]) -> list[tuple[int, int]]:
    """Runs of true values, ends included."""
    found: list[tuple[int, int]] = []
    for k, flag in enumerate(flags):
        if flag and found and found[-1][1] == k - 1:
            found[-1] = (found[-1][0], k)
        elif flag:
            found.append((k, k))
    return found


def _readings(family: Family, parent: int, child: int) -> Iterator[Evidence]:
    """Places where the child and its kin agree in a reading against a text outside of them."""
    if not family.witness(child):
        return
    kin = family.mask(_kin(family, parent, child))
    inside = kin | family.mask([child])
    slips: dict[tuple[str, ...], tuple[Reading, Reading]] = {}
    others: dict[tuple[str, ...], tuple[Reading, Reading]] = {}
    for ours, found in family.variants[child].items():
        words = _words(family, ours)
        if words in slips or not _witnesses_of(family, ours) & kin:
            continue
        outside = [r for r in found if not inside >> r.witness & 1]
        slip = next((r for r in outside if spelt_alike(" ".join(words), " ".join(_words(family, r)))), None)
        if slip:
            slips[words] = ours, slip
        elif outside:
            others.setdefault(words, (ours, outside[0]))
    for kind, times, readings in (
        ("shared error", 2, slips), ("shared reading", 1, {w: r for w, r in others.items() if w not in slips})
    ):  # fmt: skip
        heavy = sorted((-round(times * sum(map(family.bits, words)), 1), *r) for words, r in readings.items())
        for weight, ours, theirs in heavy[:MOST]:
            text = f"“{_around(family, ours)}” here and in {_names(family, _witnesses_of(family, ours) & kin)}; "
            text += f"“{_around(family, theirs)}” in {_label(family, theirs.witness)}."
            yield Evidence(kind, True, -weight, text, (_place(family, ours), _place(family, theirs)))


def _crossed(family: Family, parent: int, child: int) -> Iterator[Evidence]:
    """Words that a sibling lacks and others share with the child: the child cannot have them from that sibling."""
    if family.witness(parent) or not family.witness(child):
        return
    shared = sorted((r for r in family.found[child] if r.mask & ~(1 << child)), key=lambda r: (-r.bits, r))
    for sibling in (v for v in family.tree.children(parent) if v != child and family.witness(v)):
        for r in islice((r for r in shared if not r.mask >> sibling & 1), 2):
            others = _names(family, r.mask & ~(1 << child))
            place = family.collation.place(child, r.first, r.last)
            text = f"“{_text(family, child, place)}” stands here and in {others}, not in {_label(family, sibling)}."
            yield Evidence("not from sibling", True, round(r.bits, 1), text, (place,))


def _words(family: Family, reading: Reading) -> tuple[str, ...]:
    return tuple(family.collation.texts[reading.witness].forms[reading.start : reading.end])


def _place(family: Family, reading: Reading) -> Place:
    """The characters of a reading; where it has none, behind the word before."""
    witness, start, end = reading
    if end > start:
        return family.collation.place(witness, start, end - 1)
    at = family.collation.texts[witness].ends[start - 1]
    return Place(family.collation.names[witness], at, at)


def _around(family: Family, reading: Reading) -> str:
    """A reading as printed, with the word after it."""
    last = len(family.collation.texts[reading.witness].forms) - 1
    place = family.collation.place(reading.witness, min(reading.start, last), min(reading.end, last))
    return _text(family, reading.witness, place)


def _witnesses_of(family: Family, reading: Reading) -> int:
    """The witnesses that have all the words of a reading at this place."""
    columns = family.collation.columns[reading.witness][reading.start : reading.end]
    return reduce(and_, (family.collation.masks[c] for c in columns)) if columns else 0


def _circumstantial(family: Family, parent: int, child: int) -> Iterator[Evidence]:
    """Credits, names of other publishers, and dates."""
    if not family.witness(child):
        return
    k = family.known[child]
    if k.credit and k.credited:
        yield Evidence("credit", True, 10.0, f"The page credits {k.document.agency}.", (k.credit,))
    if k.put_up:
        at = k.put_up
        spans = () if at.start is None or at.end is None else (Place(at.document, at.start, at.end),)
        yield Evidence(
            "late page", True, 15.0, f"The page is dated {at.raw}, long after its text was written: a copy.", spans
        )
    if family.witness(parent):
        p, is_first = family.known[parent], (child, parent) not in family.tree.second
        if is_first and p.document.publisher and p.document.publisher in k.naming:
            span, text = k.naming[p.document.publisher], f"The text names {p.document.publisher}."
            yield Evidence("named source", True, -WEIGHTS["named"], text, (span,))
        if is_first and p.document.id in k.quoted:
            text = f"The text quotes it with the name of {p.document.publisher} beside the words."
            yield Evidence("quoted from", True, -WEIGHTS["quoted from"], text, k.quoted[p.document.id])
        if is_first and is_headed_alike(p, k):
            headings = tuple(place for place in (p.heading, k.heading) if place)
            text = f"Both are headed “{k.document.headline}”."
            yield Evidence("same headline", True, -WEIGHTS["same headline"], text, headings)
        if family.marks.same[parent, child]:
            places = tuple(shared(family.collation, family.marks, child, parent))
            text = f"Both set the same marks, or none, in {len(places)} places where other texts do otherwise."
            yield Evidence("same marks", True, -WEIGHTS["same marks"], text, places[:MOST])
        if p.document.kind == "forum":
            text = "The parent is a post, which is seldom what others copy."
            yield Evidence("posted parent", False, WEIGHTS["posted parent"], text, ())
        if is_same_page(p, k):
            reason = "same page" if is_version(p, k) else "later version"
            text = f"Both texts stood at {k.document.url}."
            yield Evidence(reason, reason == "same page", abs(WEIGHTS[reason]), text, ())
        apart = later(p, k)
        if is_later_of_house(p, k):
            text = f"Both are of {k.document.publisher}, and a house makes its later texts of its earlier ones."
            yield Evidence("later of house", False, WEIGHTS["later of house"], text, ())
        if apart:
            seen = "was read" if is_same_page(p, k) and p.fetched and k.fetched else "is dated"
            order = "later" if apart > 0 else "earlier"
            text = f"The parent's text {seen} {_span(abs(apart))} {order} than this one's."
            yield Evidence("date", apart < 0, round(abs(float(family.dates[parent, child])), 1), text, ())


def _span(days: float) -> str:
    """A length of time in words."""
    for unit, size in (("day", 1.0), ("hour", 1 / 24)):
        if days >= size:
            number = round(days / size)
            return f"{number} {unit}{'s' if number != 1 else ''}"
    return "some minutes"


def _slips(family: Family, parent: int, child: int) -> Iterator[Evidence]:
    """Words that the parent has right and the child misspells, and the other way round."""
    if (child, parent) in family.tree.second or not (family.witness(parent) and family.witness(child)):
        return
    has = family.collation.masks
    for kind, in_favour, pairs in (
        ("slip", True, family.slips), ("righted", False, [(right, wrong) for wrong, right in family.slips])
    ):  # fmt: skip
        found = [(x, y) for x, y in pairs if has[x] & ~has[y] & 1 << child and has[y] & ~has[x] & 1 << parent]
        weight = WEIGHTS["righted"] * math.log2(1 + len(found)) / max(1, len(found)) - WEIGHTS["slips"]
        for x, y in found[:MOST]:
            here, there = _word(family, child, x), _word(family, parent, y)
            text = f"“{_text(family, child, here)}” here, “{_text(family, parent, there)}” in the parent."
            yield Evidence(kind, in_favour, round(weight, 1), text, (here, there))


def _word(family: Family, witness: int, column: int) -> Place:
    """The characters of one column in a text."""
    k = family.collation.columns[witness].index(column)
    return family.collation.place(witness, k, k)


def _cohesion(family: Family, parent: int, child: int) -> Iterator[Evidence]:
    """The longer pieces that a text has and its parent lacks, by whether they speak of what the rest speaks of."""
    second = dict(family.tree.second).get(child)
    if second == parent or not (family.witness(parent) and family.witness(child)):
        return
    above, columns = family.mask([p for p in (parent, second) if p is not None]), family.collation.columns[child]
    pieces = _stretches([not family.collation.masks[x] & above for x in columns])
    weighed = [(_tied([family.ties[x] for x in columns[a : b + 1]]), a, b) for a, b in pieces if b - a >= SMALL]
    for kind, in_favour, reason in (
        ("put in", True, "speak of other things than the rest: likelier put in here than left out there"),
        ("belongs", False, "speak of what the rest speaks of: likelier left out there than put in here"),
    ):
        found = sorted((-abs(bits), a, b) for bits, a, b in weighed if abs(bits) >= TOLD and (bits < 0) == in_favour)
        if found:
            words = sum(b - a + 1 for _, a, b in found)
            places = tuple(family.collation.place(child, a, b) for _, a, b in found[:MOST])
            weight = round(-sum(bits for bits, _, _ in found), 1)
            yield Evidence(kind, in_favour, weight, f"{words} words that the parent lacks {reason}.", places)


def _tied(ties: Sequence[Tie]) -> float:
    """What cohesion says against a piece having been put in, in bits."""
    tied, loose = (math.log2(1 + sum(x)) for x in zip(*ties, strict=True))
    return WEIGHTS["added tied"] * tied + WEIGHTS["added loose"] * loose


def _own(family: Family, child: int) -> Iterator[Evidence]:
    """What no other text has: it came from elsewhere, or from the writer."""
    if not family.witness(child):
        return
    runs = [r for r in family.found[child] if r.mask == 1 << child and r.last - r.first >= 7]
    if runs:
        words = sum(r.last - r.first + 1 for r in runs)
        longest = sorted(runs, key=lambda r: (r.first - r.last, r))[:MOST]
        spans = tuple(family.collation.place(child, r.first, r.last) for r in longest)
        yield Evidence(
            "own wording",
            False,
            round(sum(r.bits for r in runs), 1),
            f"{words} words stand in no other text of the family.",
            spans,
        )


def _names(family: Family, mask: int) -> str:
    """Some witnesses by name; of many the first, and how many more."""
    many = mask.bit_count()
    told = many if many < NAMED + 2 else NAMED
    found: list[str] = []
    while len(found) < told:
        found.append(_label(family, (mask & -mask).bit_length() - 1))
        mask &= mask - 1
    return ", ".join(found) if told == many else f"{', '.join(found)} and {many - told} more"


def _label(family: Family, witness: int) -> str:
    return label(family.known[witness].document)


def label(document: Document) -> str:
    """A short name for a document in running text."""
    return document.publisher or document.source


def _text(family: Family, witness: int, place: Place) -> str:
    words = " ".join(family.known[witness].document.text[place.start : place.end].split())
    return words if len(words) <= 90 else words[:87].rsplit(" ", 1)[0] + " …"
