"""The apparatus of one claim: every slot in which its sentences differ, with all readings and where they stand.

Pairs of sentences are compared; what corresponds is gathered over the group, so that one slot gives one row.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from headwater.claims.alike import Rarity
from headwater.claims.kinds import Kind, Slot
from headwater.claims.ladder import Descent
from headwater.claims.misprints import Found
from headwater.claims.slots import slots
from headwater.claims.values import Facts, Value, agree
from headwater.records import Place
from headwater.text import fold

ALL_PAIRS = 8  # so many different wordings are compared each with each; of more, each with the commonest
COMMON = 4
STRONGEST: tuple[Kind, ...] = ("conflict", "update", "variant")  # what a row is, of the kinds of its differences

Node = tuple[int, int, int]  # a sentence, and the value's span


class Reading(NamedTuple):
    """One reading of a slot: as it is printed most often, and the places by sentence of the group."""

    value: str
    places: dict[int, Place]


class Row(NamedTuple):
    """One slot in which the sentences of a group differ; the reading of most documents first."""

    slot: Slot
    kind: Kind
    readings: tuple[Reading, ...]


def compared(
    every: Sequence[Facts], group: Sequence[int], worth: Rarity, vouched: frozenset[tuple[str, str]] = frozenset()
) -> Iterator[Found]:
    """The differences within one group. `vouched`: keys of sentences that a passage holds to be one wording."""
    keys = Counter(every[i].sentence.key for i in group)
    first = {every[i].sentence.key: i for i in reversed(group)}
    order = sorted(first, key=lambda k: (-keys[k], first[k]))
    pairs: Iterable[tuple[str, str]] = combinations(order, 2)
    if len(order) > ALL_PAIRS:
        pairs = ((k, other) for n, k in enumerate(order[:COMMON]) for other in order[n + 1 :])
    for x, y in pairs:
        a, b = every[first[x]], every[first[y]]
        if a.sentence.document != b.sentence.document:
            for difference in slots(a, b, worth, (x, y) in vouched or (y, x) in vouched):
                yield Found(first[x], first[y], difference)


def rows(every: Sequence[Facts], groups: Sequence[Sequence[int]], found: Iterable[Found]) -> list[Row]:
    """The differences between sentences as one row a slot, with every reading of the groups concerned."""
    group_of = {i: group for group in groups for i in group}
    made = []
    for same_slot in _by_slot(sorted(found)):
        values: dict[Node, Value] = {}
        for i, j, d in same_slot:
            values[i, d.a.start, d.a.end], values[j, d.b.start, d.b.end] = d.a, d.b
        kinds = {f.difference.kind for f in same_slot}
        held = sorted({m for i, _, _ in values for m in group_of[i]})
        clashes = {
            frozenset(fold(v.printed) for v in f.difference[2:]) for f in same_slot if f.difference.kind != "variant"
        }
        readings = _readings({m: every[m] for m in held}, values, clashes)
        if len(readings) > 1:
            kind: Kind = next(k for k in STRONGEST if k in kinds)
            made.append(Row(same_slot[0].difference.slot, kind, readings))
    return sorted(made, key=lambda r: (min(r.readings[0].places), r.kind, r.slot))


def _by_slot(found: Sequence[Found]) -> Iterator[list[Found]]:
    """The differences gathered by what corresponds: those that share a value are about one slot."""
    root: dict[Node, Node] = {}

    def find(node: Node) -> Node:
        while root.setdefault(node, node) != node:
            node = root[node]
        return node

    for i, j, d in found:
        a, b = find((i, d.a.start, d.a.end)), find((j, d.b.start, d.b.end))
        root[max(a, b)] = min(a, b)
    gathered: dict[Node, list[Found]] = defaultdict(list)
    for one in found:
        gathered[find((one.a, one.difference.a.start, one.difference.a.end))].append(one)
    return iter([gathered[k] for k in sorted(gathered)])


def _readings(
    group: Mapping[int, Facts], values: dict[Node, Value], clashes: set[frozenset[str]]
) -> tuple[Reading, ...]:
    """The readings of one slot, over all sentences of the group that hold them; the most printed first.

    `clashes` are those of which two were found to be in conflict; where there are any, variants are one reading.
    """
    forms: list[list[Value]] = []
    for _, value in sorted(values.items()):
        for form in forms:
            if any(_same(value, v, bool(clashes)) for v in form) and not any(_clash(value, v, clashes) for v in form):
                form.append(value)
                break
        else:
            forms.append([value])
    readings = []
    told: set[int] = set()  # "did not rust" holds "rust" too: a sentence has one reading, the longest
    for form in sorted(forms, key=lambda f: -max(len(v.printed) for v in f)):
        here = {i: p for i, f in group.items() if i not in told and (p := _place(f, form)) is not None}
        told |= here.keys()
        if here:
            printed = Counter(group[i].sentence.printed(p.start, p.end) for i, p in here.items())
            readings.append(Reading(min(printed, key=lambda v: (-printed[v], v)), here))
    return tuple(
        sorted(readings, key=lambda r: (-len({p.document for p in r.places.values()}), min(r.places.values())))
    )


def _same(a: Value, b: Value, merge_variants: bool) -> bool:
    """Whether two values are one reading."""
    if fold(a.printed) == fold(b.printed):
        return True
    return merge_variants and _means(a, b) and agree(a, b) in ("same", "variant")


def _means(a: Value, b: Value) -> bool:
    """Whether two values are more than the words that print them."""
    return bool(a.meaning and b.meaning)


def _clash(a: Value, b: Value, clashes: set[frozenset[str]]) -> bool:
    """Whether two values cannot be one reading: "this year" may be April or May, which makes them no one month."""
    return frozenset((fold(a.printed), fold(b.printed))) in clashes or (_means(a, b) and agree(a, b) == "conflict")


def _place(facts: Facts, form: Sequence[Value]) -> Place | None:
    """Where a sentence prints one reading."""
    document, printed = facts.sentence.document, {fold(v.printed) for v in form}
    for value in facts.values:
        if value.slot == form[0].slot and fold(value.printed) in printed:
            return Place(document, value.start, value.end)
    if not form[0].meaning:
        for phrase in sorted(printed, key=lambda p: (-len(p), p)):
            if at := _phrase(facts, phrase.split()):
                return at
    return None


def _phrase(facts: Facts, phrase: Sequence[str]) -> Place | None:
    """Where a sentence prints these words."""
    words = facts.sentence.words
    forms = [w.form for w in words]
    for i in range(len(forms) - len(phrase) + 1):
        if forms[i : i + len(phrase)] == list(phrase):
            return Place(facts.sentence.document, words[i].start, words[i + len(phrase) - 1].end)
    return None


def kind_of(row: Row, descent: Descent) -> Kind:
    """Conflict, variant or update: another number further down one line of descent is news, not a contradiction."""
    if row.kind != "conflict" or row.slot in ("name", "wording"):
        return row.kind
    documents = [{p.document for p in r.places.values()} for r in row.readings]
    updated = all(any(descent.updated(a, b) for a in here for b in there) for here, there in combinations(documents, 2))
    return "update" if updated else "conflict"


def arises(readings: Sequence[Iterable[str]], descent: Descent) -> str | None:
    """The child on whose edge the odd reading came in: the node that all documents with it, and no others, are under.

    `readings` are the documents of each reading, the reading of most documents first.
    """
    documents = [set(r) for r in readings]
    for n in range(len(documents) - 1, -1, -1):
        others = set().union(*(d for m, d in enumerate(documents) if m != n))
        top = descent.common(documents[n])
        if top is not None and descent.parents[top] and others.isdisjoint(descent.below(top)):
            kin = descent.family(top)
            if not others.isdisjoint(kin):
                return top
    return None
