"""Losses: what is lost where. Edges found by the operations on them, false edges by what is wrong with them."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from quality.descent.score import Found, above, gold_edges, reached, right


def losses(found: Found) -> Iterator[str]:
    """Lines to read."""
    of: dict[str, list[bool]] = defaultdict(list)
    for e in gold_edges(found.gold):
        hit = reached(found, e.parent, e.child)
        tie = "(rivals by wording)" if e.rivals else "(no rival by wording)"
        for operation in dict.fromkeys((tie, e.how, *e.operations)):
            of[operation].append(hit)
    for operation, hits in sorted(of.items(), key=lambda x: sum(x[1]) / len(x[1])):
        yield f"edges with {operation:22} found {sum(hits):4} of {len(hits):4}  {sum(hits) / len(hits):.2f}"
    came = {found.one(e.child): e.how for e in found.gold.edges}
    wrong = [(cause(found, p, c), came.get(found.one(c), "origin")) for p, c in found.between if not right(found, p, c)]
    for name, number in Counter(name for name, _ in wrong).most_common():
        of_child = ", ".join(f"{how} {n}" for how, n in Counter(how for c, how in wrong if c == name).most_common())
        yield f"false edges: {name:30} {number:4}  the child is in truth: {of_child}"
    absent = [e for e in gold_edges(found.gold) if not reached(found, e.parent, e.child)]
    missed = Counter(instead(found, e.parent, e.child) for e in absent)
    for name, number in missed.most_common():
        yield f"missed edges: {name:29} {number:4}"
    true = {x.name for x in found.gold.lost} - set(found.matched.values())
    for name, number in Counter(_missed(found, t) for t in sorted(true)).most_common():
        yield f"missed lost sources: {name:22} {number:4}"
    false_lost = [v for v in found.lost if v not in found.matched]
    yield f"lost sources: {len(found.gold.lost)} true, {len(found.matched)} found, {len(false_lost)} false"


def cause(found: Found, parent: str, child: str) -> str:
    """What is wrong with an edge."""
    up: dict[str, list[str]] = defaultdict(list)
    for e in found.gold.edges:
        up[found.one(e.child)].append(found.one(e.parent))
    one, two = found.one(parent), found.one(child)
    over_one, over_two = above(one, up), above(two, up)
    if one in up[two]:
        return "right"
    if two in up[one]:
        return "wrong direction"
    if one in over_two:
        return "grandparent or higher"
    if two in over_one:
        return "descendant"
    common = set(up[one]) & set(up[two])
    if common:
        return "sibling, parent lost" if all(c.startswith("lost:") for c in common) else "sibling"
    return "cousin" if over_one & over_two else "unrelated"


def instead(found: Found, parent: str, child: str) -> str:
    """Where a child stands that is not under its parent."""
    got = sorted(p for p, c in found.edges if found.one(c) == found.one(child) and found.one(p) != found.one(c))
    if not got:
        return "stands alone"
    if got[0].startswith("lost:"):
        return "under a lost source"
    return f"under {cause(found, got[0], child)}"


def _missed(found: Found, lost: str) -> str:
    """How a lost source was missed."""
    shown = next(x.shown for x in found.gold.lost if x.name == lost)
    return "shown by the texts" if shown else "hardly shown"
