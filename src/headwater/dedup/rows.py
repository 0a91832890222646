"""Rows: the choice as decisions, each with its numbers, its stretches and its sentence."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.dedup.choice import Choice, Order, chosen, components, needed, ordered
from headwater.dedup.coverage import Match, Shared, changes, shared, whole_words
from headwater.dedup.model import THRESHOLD, Decision, Flags, Ints, Keep, Text
from headwater.dedup.warnings import by_stock, chained, warnings
from headwater.records import from_table, schema
from headwater.text import digest


class Choosing(NamedTuple):
    """A choice, and what it was made from; texts are sorted by id."""

    texts: pa.Table
    links: Shared
    covers: Flags  # by pair: whether the second may stand for the first
    need: Ints
    order: Order
    choice: Choice

    @classmethod
    def of(cls, texts: pa.Table, passages: pa.Table, keep: Keep, threshold: float) -> "Choosing":
        """The choice for texts sorted by id."""
        links = shared(texts, passages.filter(pc.not_equal(passages["kind"], "stock")))
        words = texts["words"].to_numpy()
        need = needed(words, threshold)
        covers = links.words >= need[links.x]
        order = ordered(texts, links, covers, keep)
        return cls(texts, links, covers, need, order, chosen(order.ranks, links, covers, need, words))


class Found(NamedTuple):
    """What the rows are written from."""

    texts: list[Text]
    links: Shared
    order: Order
    choice: Choice
    closest: list[int]  # the pair that covers most of each text; -1: no passage
    need: Ints


class Amount(NamedTuple):
    """How much of a text stands in the kept one that stands for it; of a kept text, in the closest."""

    words: int
    same: int  # of them word for word; the others are replaced by as many
    identity: float | None
    characters: int


def decisions(texts: pa.Table, passages: pa.Table, keep: Keep = "root", threshold: float = THRESHOLD) -> pa.Table:
    """Texts (as `Text`) and passages in columns -> a `Decision` for every text, sorted by id."""
    made = Choosing.of(texts.sort_by("id"), passages, keep, threshold)
    known, links, covers = from_table(Text, made.texts), made.links, made.covers
    found = Found(known, links, made.order, made.choice, _closest(links, len(known)), made.need)
    family = components(len(known), links.x[covers], links.y[covers])
    chains = chained(known, links, covers, family, np.array(made.choice.kept, np.int64))
    stock = by_stock(made.texts, passages, links, covers, made.need)
    return _table(found, family, warnings(known, family, chains, stock, threshold))


def indirect(texts: pa.Table, passages: pa.Table, keep: Keep, threshold: float) -> list[tuple[str, str]]:
    """The pairs, dropped and kept, that no passage joins: what they share is known by way of others only."""
    made = Choosing.of(texts.sort_by("id"), passages, keep, threshold)
    ids = made.texts["id"].to_pylist()
    return [(ids[x], ids[made.choice.kept[x]]) for x in sorted(made.choice.by_way)]


def _closest(links: Shared, count: int) -> list[int]:
    """For every text the pair that covers most of it; -1 where there is none."""
    order = np.lexsort((links.y, -links.words, links.x))
    first = order[changes(links.x[order])]
    found = np.full(count, -1)
    found[links.x[first]] = first
    return list(found.tolist())


def _table(found: Found, family: Ints, warned: Sequence[str | None]) -> pa.Table:
    """The rows in columns."""
    texts, kept = found.texts, found.choice.kept
    matches = [_matches(found, k) for k in range(len(texts))]
    amounts = [_amount(found, k, m) for k, m in enumerate(matches)]
    followers = Counter(kept)
    names, sizes = _families(texts, family)
    columns: dict[str, Any] = {
        "document": [t.id for t in texts],
        "source": [t.source for t in texts],
        "dropped": [one != k for k, one in enumerate(kept)],
        "kept": [texts[one].id if one != k else None for k, one in enumerate(kept)],
        "why": [
            kept_because(found, k, followers[k] - 1, a) if one == k else dropped_because(found, k, matches[k], a)
            for k, (one, a) in enumerate(zip(kept, amounts, strict=True))
        ],
        "words": [t.words for t in texts],
        "shared_words": [a.words for a in amounts],
        "share": [round(a.words / max(1, t.words), 4) for t, a in zip(texts, amounts, strict=True)],
        "identity": [a.identity for a in amounts],
        "shared_chars": [a.characters for a in amounts],
        "stretches": _stretches(matches),
        "family": names,
        "family_size": sizes,
        "warning": warned,
    }
    kinds = schema(Decision)
    return pa.table(
        [c if isinstance(c, pa.Array) else pa.array(c, kinds.field(n).type) for n, c in columns.items()], kinds
    )


def _matches(found: Found, k: int) -> list[Match]:
    """The matches of a dropped text with the kept one that stands for it."""
    if k in found.choice.by_way:
        return found.choice.by_way[k][1]
    return found.links.matches(found.choice.pair[k]) if found.choice.pair[k] >= 0 else []


def _amount(found: Found, k: int, matches: Sequence[Match]) -> Amount:
    if k in found.choice.by_way:
        characters, total = _characters(matches), sum(m.words for m in matches)
        return _counted(whole_words(matches, found.texts[k].words), total, sum(m.same for m in matches), characters)
    pair = found.choice.pair[k] if found.choice.pair[k] >= 0 else found.closest[k]
    if pair < 0:
        return Amount(0, 0, None, 0)
    words = int(found.links.words[pair])
    return _counted(words, words, float(found.links.same[pair]), round(float(found.links.characters[pair])))


def _counted(words: int, total: float, same: float, characters: int) -> Amount:
    """The amount of so many whole words, which are `total` with fractions, `same` of them word for word."""
    return Amount(words, min(words, round(same)), round(min(1.0, same / total), 4) if total else None, characters)


def _characters(matches: Sequence[Match]) -> int:
    """The characters that matches in order cover, of an overlap each once."""
    total = reached = 0
    for m in matches:
        total += max(0, m.end - max(m.start, reached))
        reached = max(reached, m.end)
    return total


def _stretches(matches: Sequence[Sequence[Match]]) -> pa.Array:
    """The column of stretches."""
    flat = [m for each in matches for m in each]
    kind = schema(Decision).field("stretches").type
    fields = [pa.array([round(m[n]) for m in flat], pa.int64()) for n in range(5)]
    offsets = pa.array(np.cumsum([0, *map(len, matches)], dtype=np.int32))
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(fields, fields=list(kind.value_type))).cast(
        kind
    )


def _families(texts: Sequence[Text], family: Ints) -> tuple[list[str], list[int]]:
    """The id and the size of everybody's family."""
    members: dict[int, list[str]] = defaultdict(list)
    for text, top in zip(texts, family.tolist(), strict=True):
        members[top].append(text.id)
    names = {top: digest("\n".join(ids))[:10] for top, ids in members.items()}
    return [names[top] for top in family.tolist()], [len(members[top]) for top in family.tolist()]


# Sentences. "It" is the kept document, "this one" the document of the row.


def dropped_because(found: Found, k: int, matches: Sequence[Match], amount: Amount) -> str:
    """Why a text is dropped: how much of it stands in the kept one, where, and why that one is kept."""
    text, keeper = found.texts[k], found.choice.kept[k]
    many = f"{len(matches)} stretches " if len(matches) > 1 else ""
    number = f"all {text.words}" if amount.same == text.words else f"{amount.same} of {text.words}"
    by_way = found.choice.by_way.get(k)
    way = f" (compared by way of {found.texts[by_way[0]].name})" if by_way else ""
    where = f"{many}from offset {matches[0].other_start}{way}"
    return f"{number} words stand in {found.texts[keeper].name}, {where}; it {_before(found, keeper, k)}"


def kept_because(found: Found, k: int, followers: int, amount: Amount) -> str:
    """Why a text is kept: for whom it stands, or how far it is from lying in another."""
    if followers:
        return f"it stands for {followers} other{'s' if followers > 1 else ''}"
    pair = found.closest[k]
    if pair < 0:
        return "it shares no passage with another document"
    other = int(found.links.y[pair])
    number = f"{amount.same} of its {found.texts[k].words} words"
    if amount.words < found.need[k]:
        return f"no other carries enough of it: {number} stand in {found.texts[other].name}, in any other less"
    if found.order.place[k] < found.order.place[other]:
        return f"{number} stand in {found.texts[other].name}, but it {_before(found, k, other)}"
    return f"{number} stand in {found.texts[other].name}, which is itself dropped"


def _before(found: Found, first: int, second: int) -> str:
    """Why the first of two texts is rather kept than the second: what differs first in their order."""
    values = {key: (float(column[first]), float(column[second])) for key, column in found.order.by}
    key = next((key for key, (one, two) in values.items() if one != two), None)
    if key is None:
        return "is as good in all that counts, and first by its id"
    beside = ("own", "day") if key == "family" else ()  # they go into what a text is held to carry
    keys = [key, *(k for k in beside if values[k][0] < values[k][1])]
    return " and ".join(_because(k, *values[k]) for k in keys)


def _because(key: str, one: float, two: float) -> str:
    if key == "family":
        fewer = f"{-two:.0f}" if two else "none"
        return f"carries more of the family: {-one:.0f} other text{'s' if one < -1 else ''}, this one {fewer}"
    if key == "own":
        return "is a page of the newsroom that others credit"
    if key == "day":
        return "is earlier" if two < math.inf else "is dated, this one is not"
    if key == "near":
        return "is nearer to the wording that the family shares"
    return f"is longer ({-one:.0f} words)"
