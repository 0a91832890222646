"""Shapes: who stands under whom in a family, as in real stemmata and as newsrooms make them."""

import random
import re
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

LEAST, MOST = 3, 14
_EDGE = re.compile(r'^\s*"?([^\s"\[;]+)"?\s*->\s*"?([^\s"\[;]+)"?\s*(\[.*)?')
_GREY = re.compile(r'^\s*"?([^\s"\[;>-]+)"?\s*\[[^\]]*color\s*=\s*"?gr[ea]y')


class Shape(NamedTuple):
    """Each node's parent by number, None for the first; parents come before children."""

    parents: tuple[int | None, ...]
    grey: frozenset[int] = frozenset()  # of the inner nodes those that a real stemma has no witness of
    second: tuple[tuple[int, int], ...] = ()  # further parents: (parent, child)


def stemmata(data: Path) -> list[str]:
    """The real ones, as they are written; none where they are missing."""
    return [p.read_text("utf-8", "replace") for p in sorted((data / "stemma" / "openstemmata").glob("*.gv"))]


def shape(real: Sequence[str], chance: random.Random) -> Shape:
    """A family of 3 to 14: every second one of a real stemma where there are any, the others made up."""
    if real and chance.random() < 0.5:
        for _ in range(5):
            found = read(chance.choice(real), chance)
            if LEAST <= len(found.parents) <= MOST:
                return found
    return made_up(chance.randint(LEAST, MOST), chance)


def made_up(size: int, chance: random.Random, kind: str | None = None) -> Shape:
    """A star, a chain, a wire with agencies' copies and local ones under them, or anything between."""
    kind = kind or chance.choice(("star", "chain", "levels", "levels", "any", "any"))
    parents: list[int | None] = [None]
    middle = chance.randint(1, 3)
    for n in range(1, size):
        if kind == "star":
            parents.append(0 if chance.random() < 0.85 else chance.randrange(n))
        elif kind == "chain":
            parents.append(n - 1 if chance.random() < 0.75 else chance.randrange(n))
        elif kind == "levels":
            parents.append(0 if n <= middle or chance.random() < 0.2 else chance.randint(1, middle))
        else:
            parents.append(chance.randrange(n))
    return Shape(tuple(parents))


def read(text: str, chance: random.Random) -> Shape:
    """A connected part of a stemma in the DOT language, of at most 14 nodes."""
    edges: list[tuple[str, str]] = []
    dashed: list[tuple[str, str]] = []
    for line in text.splitlines():
        if found := _EDGE.match(line):
            crossed = "dashed" in (found[3] or "") or "dotted" in (found[3] or "")
            (dashed if crossed else edges).append((found[1], found[2]))
    grey = {m[1] for line in text.splitlines() if (m := _GREY.match(line))}
    under: dict[str, list[str]] = defaultdict(list)
    has_parent: set[str] = set()
    for parent, child in edges:
        if child in has_parent or child == parent:
            dashed.append((parent, child))
        else:
            under[parent].append(child)
            has_parent.add(child)
    tops = [v for v in sorted(under) if len(_below(v, under)) >= LEAST]
    return _part(chance.choice(tops), under, grey, dashed, chance) if tops else Shape((None,))


def _below(node: str, under: dict[str, list[str]]) -> set[str]:
    found, queue = {node}, [node]
    while queue:
        fresh = [c for c in under.get(queue.pop(), ()) if c not in found]
        found.update(fresh)
        queue += fresh
    return found


def _part(
    top: str, under: dict[str, list[str]], grey: set[str], crossed: list[tuple[str, str]], chance: random.Random
) -> Shape:
    chosen, rim = [top], [(top, c) for c in under[top]]
    parents: list[int | None] = [None]
    size = chance.randint(LEAST + 3, MOST)
    while rim and len(chosen) < size:
        parent, child = rim.pop(chance.randrange(len(rim)))
        if child not in chosen:
            parents.append(chosen.index(parent))
            chosen.append(child)
            rim += [(child, c) for c in under.get(child, ())]
    where = {v: k for k, v in enumerate(chosen)}
    second = [(where[p], where[c]) for p, c in crossed if p in where and c in where and where[p] < where[c]]
    inner = {p for p in parents if p is not None}
    return Shape(tuple(parents), frozenset(inner & {where[g] for g in grey if g in where}), tuple(second[:2]))
