"""Place: where a text stands that is not in the workspace, in words."""

from collections.abc import Iterator, Sequence

from headwater.documents import Document
from headwater.pipeline.whence import Shared, Whence
from headwater.records import Record, from_table
from headwater.report.dossier import name
from headwater.report.words import chance, excerpt
from headwater.stemma import Derivation, Witness
from headwater.watch.changes import WAYS

UNSURE = 0.2  # edges that are less likely are not told
SAME = 0.8  # share of two stretches together that both cover, from which on they are one passage
_BACK = {
    "copy": "is copied from it", "trim": "is shortened from it", "rewrite": "is rewritten from it",
    "merge": "is merged from it and others", "update": "is a later version of it", "quote": "quotes it",
}  # fmt: skip


class Kin(Record, frozen=True):
    """A text that ours has its wording from, or that has it from ours."""

    document: str | None  # none for a lost source
    name: str
    headline: str
    how: str
    chance: str
    asserted: bool


class Holder(Record, frozen=True):
    """A text of the workspace, and where in it a passage stands."""

    document: str
    name: str
    start: int
    end: int


class Bit(Record, frozen=True):
    """A passage that it shares with texts of the workspace."""

    text: str
    words: int
    stock: bool  # what unrelated texts print too
    holders: tuple[Holder, ...]


class Near(Record, frozen=True):
    """The text at hand that shares most of its words."""

    document: str
    name: str
    words: int


class Placed(Record, frozen=True):
    """All that is told of a text."""

    sentence: str
    parents: tuple[Kin, ...]
    children: tuple[Kin, ...]
    bits: tuple[Bit, ...]
    nearest: Near | None  # where a lost source is asserted, of which nobody has the text
    story: str | None
    looked: int


def placed(found: Whence) -> Placed:
    """What was found of a text, in words."""
    held = {d.id: d for d in from_table(Document, found.tables["documents"])}
    lost = {w.id: w for w in from_table(Witness, found.tables["witnesses"]) if w.kind == "lost"}
    parents = tuple(_kin(d, d.parent, WAYS[d.how], held, lost) for d in found.parents if d.probability >= UNSURE)
    children = tuple(_kin(d, d.child, _BACK[d.how], held, lost) for d in found.children if d.probability >= UNSURE)
    bits = tuple(_bit(group, held[found.id].text, held) for group in _groups(found.passages))
    nearest = _near(found, held) if found.sure and found.sure.parent in lost else None
    sentence = next(_answers(found, held, parents, children, bits))
    return Placed(sentence, parents, children, bits, nearest, found.story, found.looked)


def _answers(
    found: Whence, held: dict[str, Document], parents: Sequence[Kin], children: Sequence[Kin], bits: Sequence[Bit]
) -> Iterator[str]:
    """What can be answered, the most telling sentence first."""
    if found.same is not None:
        yield f"This very text is in the workspace: {name(held[found.same])}."
    for k in parents:
        if k.asserted:
            yield f"{k.how[:1].upper()}{k.how[1:]} {k.name}, {k.chance}."
    for k in children:
        if k.asserted:
            yield f"Nothing here is above it; {k.name} {k.how}, as far as the wording tells ({k.chance})."
    for k in parents:
        yield f"Nothing is certain enough to be asserted; most likely {k.how} {k.name}."
    if any(not b.stock for b in bits):
        yield "It shares wording with texts of the workspace, but is taken from none of them as a whole."
    if found.story is not None:
        yield "It shares no wording with the workspace, but tells of a story that is in it."
    yield "Nothing in this workspace is like it."


def _kin(edge: Derivation, other: str, how: str, held: dict[str, Document], lost: dict[str, Witness]) -> Kin:
    sure = edge.probability >= 0.5
    if other in held:
        one = held[other]
        return Kin(other, name(one), excerpt(one.headline or ""), how, chance(edge.probability), sure)
    label = lost[other].label if other in lost else other
    return Kin(None, f"a lost source ({label})", "", how, chance(edge.probability), sure)


def _groups(passages: Sequence[Shared]) -> list[list[Shared]]:
    """Passages that are nearly the same stretch of the text, together; the longest of each first."""
    groups: list[list[Shared]] = []
    for p in sorted(passages, key=lambda p: (-p.words, -p.identity, p.start, p.end, p.document, p.other_start)):
        group = next((g for g in groups if _is_same(g[0], p)), None)
        groups.append([p]) if group is None else group.append(p)
    return sorted(groups, key=lambda g: (g[0].start, g[0].end, g[0].kind))


def _is_same(a: Shared, b: Shared) -> bool:
    shared = min(a.end, b.end) - max(a.start, b.start)
    either = max(a.end, b.end) - min(a.start, b.start)
    return (a.kind == "stock") == (b.kind == "stock") and shared >= SAME * either


def _bit(group: Sequence[Shared], text: str, held: dict[str, Document]) -> Bit:
    first = group[0]
    each = {p.document: p for p in reversed(group)}  # of a text that has it twice the place that is most like it
    holders = [Holder(d, name(held[d]), p.other_start, p.other_end) for d, p in sorted(each.items())]
    return Bit(excerpt(text[first.start : first.end], 300), first.words, first.kind == "stock", tuple(holders))


def _near(found: Whence, held: dict[str, Document]) -> Near | None:
    if found.nearest is None:
        return None
    return Near(found.nearest, name(held[found.nearest]), found.in_common[found.nearest])
