"""The tree as a drawing: one row a witness, time from left to right.

Every label has a row of its own before a line is drawn, so no two can overlap, at any width. Across, places are
shares of the width (per cent); down, they are rows. The page turns rows into lengths of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headwater.records import Record
from headwater.report.words import MONTHS, day
from headwater.stemma import Derivation, Witness

_LEFT, _RIGHT = 7.0, 93.0  # where the first and the last column stand, per cent
_LETTER = (
    2.5  # per cent of the drawing that a letter of a date takes on a screen of 44 rem; narrower ones show two dates
)
_LATE = "9999"
_NEVER = "~"  # stands for the date of what has none, nor anything dated below it: after every date


class Node(Record, frozen=True):
    """A witness on the drawing."""

    witness: str
    x: float
    row: int
    lost: bool
    dated: bool  # False: it stands where its descent puts it, not where time does
    lane: bool  # it stands in the lane of what has no date


class Edge(Record, frozen=True):
    """A line from parent to child: down from the parent, then across to the child."""

    parent: str
    child: str
    x: float
    top: int
    bottom: int
    width: float
    kind: str  # sure, unsure, second
    upward: bool


class Tick(Record, frozen=True):
    """A date on the axis."""

    x: float
    text: str
    anchor: str  # start, middle, end


class Drawing(Record, frozen=True):
    """The whole tree, ready to be drawn."""

    rows: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    ticks: tuple[Tick, ...]
    lines: tuple[float, ...]  # where a new date begins
    lane: float | None  # where the lane of what has no date begins


def reading_order(witnesses: Iterable[Witness], derivations: Iterable[Derivation]) -> list[Witness]:
    """Every witness after its (likeliest) parent, families together, older ones first, undated ones last."""
    rows = {w.id: w for w in witnesses}
    parent = _likeliest(derivations)
    children, age = _children(rows, parent), _ages(rows, parent)
    for kin in children.values():
        kin.sort(key=lambda i: (age[i], i))
    kin_of = {c for kin in children.values() for c in kin}
    roots = sorted((i for i in rows if i not in kin_of), key=lambda i: (age[i], not children.get(i), i))
    order: dict[str, None] = {}
    for start in [*roots, *sorted(rows)]:  # the second part only for rows in a ring, which a sound tree has none of
        stack = [start]
        while stack:
            here = stack.pop()
            if here not in order:
                order[here] = None
                stack += reversed(children.get(here, []))
    return [rows[i] for i in order]


def drawing(order: Sequence[Witness], derivations: Sequence[Derivation]) -> Drawing:
    """Places for every witness, line and date."""
    row = {w.id: n for n, w in enumerate(order)}
    parent = _likeliest(d for d in derivations if d.parent in row and d.child in row)
    keys, dated = _columns(order, parent)
    across = _spread(sorted(set(keys.values())))
    x = {i: across[key] for i, key in keys.items()}
    return Drawing(
        rows=len(order),
        nodes=tuple(
            Node(w.id, x[w.id], row[w.id], w.kind == "lost", w.id in dated, keys[w.id][0] == _NEVER) for w in order
        ),
        edges=tuple(_edge(d, x, row, parent) for d in derivations if d.parent in row and d.child in row),
        ticks=_ticks(across),
        lines=tuple(x for date, x in _firsts(across).items() if date != _NEVER),
        lane=_lane(across),
    )


def _likeliest(derivations: Iterable[Derivation]) -> dict[str, str]:
    """The likeliest parent of every child."""
    best: dict[str, tuple[float, str]] = {}
    for d in derivations:
        best[d.child] = min(best.get(d.child, (0.0, "\U0010ffff")), (-d.probability, d.parent))
    return {child: parent for child, (_, parent) in best.items()}


def _children(rows: dict[str, Witness], parent: dict[str, str]) -> dict[str, list[str]]:
    children: dict[str, list[str]] = defaultdict(list)
    for child, above in sorted(parent.items()):
        if child in rows and above in rows:
            children[above].append(child)
    return children


def _ages(rows: dict[str, Witness], parent: dict[str, str]) -> dict[str, str]:
    """For every witness the earliest date of itself and all below it: early dates climb first, late ones stop there."""
    ages: dict[str, str] = {}
    for witness in sorted(rows.values(), key=lambda w: (w.date or _LATE, w.id)):
        here: str | None = witness.id
        while here in rows and here not in ages:
            ages[here] = witness.date or _LATE
            here = parent.get(here)
    return ages


Column = tuple[str, int]  # a date and the place within it, for a copy made on the day of its source


def _columns(order: Sequence[Witness], parent: dict[str, str]) -> tuple[dict[str, Column], set[str]]:
    """The column of every witness, and which of them time itself has placed. A child never stands before its parent.

    What has no date, nor anything below it, stands in a lane of its own behind all dates.
    """
    keys: dict[str, Column] = {}
    dated: set[str] = set()
    firsts = _first_dates(order, parent)
    for witness in order:
        above = keys.get(parent.get(witness.id, ""))
        date = (witness.date or "").split("/")[0][:10]
        if date and (above is None or date >= above[0]):
            dated.add(witness.id)
        elif witness.id not in firsts:
            date = _NEVER
        else:  # a root without a date stands over its earliest child
            date = above[0] if above else firsts[witness.id]
        keys[witness.id] = (date, above[1] + 1 if above and above[0] == date else 0)
    return keys, dated


def _first_dates(order: Sequence[Witness], parent: dict[str, str]) -> dict[str, str]:
    """For every witness its date, or the earliest below it; nothing for one that has neither."""
    firsts: dict[str, str] = {}
    for witness in reversed(order):
        own = (witness.date or "").split("/")[0][:10] or firsts.get(witness.id, "")
        above = parent.get(witness.id)
        if own:
            firsts[witness.id] = own
        if above and own:
            firsts[above] = min(firsts.get(above, _LATE), own)
    return firsts


def _spread(columns: Sequence[Column]) -> dict[Column, float]:
    """Places across: a new date takes one step, a further copy of the same day a little more than half a step."""
    at, places = 0.0, []
    for n, column in enumerate(columns):
        if n:
            at += 1.0 if column[0] != columns[n - 1][0] else 0.6
        places.append(at)
    scale = (_RIGHT - _LEFT) / at if at else 0.0
    return {c: round(_LEFT + p * scale, 1) for c, p in zip(columns, places, strict=True)}


def _edge(d: Derivation, x: dict[str, float], row: dict[str, int], parent: dict[str, str]) -> Edge:
    """The line of one derivation."""
    second = parent[d.child] != d.parent
    kind = "second" if second else "sure" if d.probability >= 0.5 else "unsure"
    top, bottom = sorted((row[d.parent], row[d.child]))
    left, right = x[d.parent], max(x[d.parent], x[d.child])
    return Edge(d.parent, d.child, left, top, bottom, round(right - left, 1), kind, row[d.child] < row[d.parent])


def _firsts(across: dict[Column, float]) -> dict[str, float]:
    """Where each date begins, in order."""
    firsts: dict[str, float] = {}
    for (date, _), x in sorted(across.items()):
        firsts.setdefault(date, x)
    return firsts


def _lane(across: dict[Column, float]) -> float | None:
    """Where the lane of what has no date begins: midway from the last column before it."""
    before = [x for (date, _), x in across.items() if date != _NEVER]
    inside = [x for (date, _), x in across.items() if date == _NEVER]
    return round((max(before, default=0.0) + min(inside)) / 2, 1) if inside else None


def _ticks(across: dict[Column, float]) -> tuple[Tick, ...]:
    """The dates that there is room for, the first and the last before others."""
    dates = _firsts(across)
    one_year = len({date[:4] for date in dates if date != _NEVER}) == 1
    texts: dict[str, float] = {}
    for date, x in dates.items():
        texts.setdefault(_tick(date, one_year), x)
    every = [Tick(x, text, _anchor(x)) for text, x in texts.items()]
    kept = every[:1]
    for tick in every[1:]:
        before_last = tick is every[-1] or _right(tick) <= _left(every[-1])
        if _right(kept[-1]) <= _left(tick) and before_last:
            kept.append(tick)
    return tuple(kept)


def _tick(date: str, one_year: bool) -> str:
    """Day and month where all dates are of one year, else month and year."""
    if date == _NEVER:
        return "no date"
    parts = short_day(date).split(" ")
    return " ".join(parts[:-1] or parts) if one_year else " ".join(parts[-2:])


def _left(tick: Tick) -> float:
    """Where the text of a tick begins, in per cent of the narrowest drawing that shows all of them."""
    return tick.x - _LETTER * len(tick.text) * {"start": 0.0, "middle": 0.5, "end": 1.0}[tick.anchor]


def _right(tick: Tick) -> float:
    """Where the text of the next tick may begin."""
    return _left(tick) + _LETTER * (len(tick.text) + 1)


def _anchor(x: float) -> str:
    return "start" if x < 25 else "end" if x > 75 else "middle"


def short_day(value: str | None) -> str:
    """A date with its month in three letters."""
    return " ".join(part[:3] if part in MONTHS else part for part in day(value).split(" "))
