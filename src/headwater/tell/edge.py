"""Edge: why two texts are linked, in words with weights; or how else they hang together; and their words beside."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from headwater.errors import UsageError
from headwater.passages import Passage
from headwater.records import Record, Tables
from headwater.report.dossier import Dossier, dossier, name, story_list
from headwater.report.findings.links import how
from headwater.report.words import capital, chance, count, day, strength
from headwater.stemma import Derivation, Evidence
from headwater.stories import Story
from headwater.tell.finding import find
from headwater.tell.sides import SIGNS, Piece, Row, cut, pair, shown, side, whole
from headwater.tell.trees import ASSERTED, chosen, lost_name, one_line, runners_up, title, traced

_TABLES = ("stories", "documents", "witnesses", "derivations", "alternatives", "passages", "blocks")
_MOST_RIVALS, _MOST_REASONS = 5, 2
_KINDS = {
    "copy": ("copied", "copied"),
    "quotation": ("quotation", "quotations"),
    "stock": ("stock phrase", "stock phrases"),
}
_LEFT = {"same": "", "changed": "bold underline red", "around": "dim"}
_RIGHT = {"same": "", "changed": "bold underline green", "around": "dim"}


class Case(Record, frozen=True):
    """Two witnesses, the parent first where one is the other's, and the rows on them and on all that is near."""

    dossier: Dossier
    names: dict[str, str]
    together: bool  # of one story, so that their letters tell them apart
    first: str
    second: str
    taken: Derivation | None  # the edge between them in the best tree
    rivals: tuple[Derivation, ...]  # edges between them that were weighed and lost, the likeliest first


def case(tables: Tables, a: str, b: str, story: str | None = None) -> Case:
    """The two witnesses that are meant. Letters are those of the story given, of the first one without.

    Raises UsageError where a name means nobody or several, or both mean the same.
    """
    kept = traced(tables, _TABLES)
    stories = story_list(kept)
    lettered = [dossier(kept, s, n) for n, s in (chosen(stories, story) if story else enumerate(stories[:1], 1))]
    sigla = lettered[0].sigla if lettered else {}
    one, other = find(kept, a, sigla), find(kept, b, sigla)
    if one == other:
        raise UsageError(f"“{one_line(a)}” and “{one_line(b)}” are the same text, {one_line(one)}; name two.")
    of, names, together = _around(kept, stories, one, other)
    taken = [d for d in of.derivations if {d.parent, d.child} == {one, other}]
    rivals = [d for d in of.alternatives if {d.parent, d.child} == {one, other}]
    rivals.sort(key=lambda d: (-d.probability, d.parent))
    edge = (*taken, *rivals, None)[0]
    first, second = (edge.parent, edge.child) if edge else (one, other)
    return Case(of, names, together, first, second, taken[0] if taken else None, tuple(rivals))


def _around(tables: Tables, stories: Sequence[Story], one: str, other: str) -> tuple[Dossier, dict[str, str], bool]:
    """The rows on two witnesses and their kin, and what everybody is called: with letters within one story."""
    homes = [_story(tables, stories, w) for w in (one, other)]
    together = homes[0].id == homes[1].id
    both = msgspec.structs.replace(homes[0], documents=tuple(dict.fromkeys(homes[0].documents + homes[1].documents)))
    of = dossier(tables, both)
    held = {d.id: name(d) for d in of.documents}
    called = {w.id: title(held.get(w.id) or lost_name(w)) for w in of.witnesses}
    return of, {w: f"{of.siglum(w)} {called[w]}" if together else called[w] for w in called}, together


def _story(tables: Tables, stories: Sequence[Story], witness: str) -> Story:
    """The story of a witness; a lost source is in that of the texts below it."""
    below = {witness}
    while True:
        found = next((s for s in stories if below & set(s.documents)), None)
        edges = tables["derivations"].select(["parent", "child"]).to_pylist() if not found else []
        more = below | {e["child"] for e in edges if e["parent"] in below}
        if found or more == below:
            return found or Story(witness, witness, tuple(sorted(below)), None, None, 1)
        below = more


def why(of: Case, everything: bool, columns: bool) -> Iterator[RenderableType]:
    """All that is known of two witnesses, part by part; `everything`: whole texts; `columns`: there is room for two."""
    for witness in (of.first, of.second):
        yield _person(of, witness)
    yield Text()
    if of.taken:
        yield from _edge(of, of.taken, _linked(of, of.taken))
    else:
        yield Text("They are not linked directly.", "bold")
        yield from _way(of)
    for rival in of.rivals:
        yield Text()
        yield from _edge(of, rival, f"Weighed and not taken: {_claim(of, rival)}.")
    yield from _others(of)
    yield Text()
    yield from _beside(of, everything, columns)


def _person(of: Case, witness: str) -> Text:
    """A witness by name, id, date and headline."""
    row = next(w for w in of.dossier.witnesses if w.id == witness)
    document = next((d for d in of.dossier.documents if d.id == witness), None)
    date = f"{'by ' if row.kind == 'lost' and row.date else ''}{day(row.date)}"
    facts = (document.headline if document else None, date, witness)
    return Text.assemble((of.names[witness], "bold"), "".join(f" · {one_line(f)}" for f in facts if f))


def _claim(of: Case, d: Derivation) -> str:
    verb = how(d) if d.how == "quote" else f"is {how(d)}"
    return f"{of.names[d.child]} {verb} {of.names[d.parent]}, {chance(d.probability)}"


def _linked(of: Case, d: Derivation) -> str:
    return f"{'' if d.probability >= ASSERTED else 'Undecided, perhaps: '}{_claim(of, d)}."


def _edge(of: Case, d: Derivation, sentence: str) -> Iterator[RenderableType]:
    """A sentence, then every reason for and against with its weight."""
    yield Text(sentence, "bold")
    for favour, word in ((True, "for"), (False, "against")):
        reasons = _heaviest(e for e in d.evidence if e.in_favour is favour)
        yield Text(f"  {word}{'' if reasons else ': nothing'}")
        if reasons:
            yield _reasons(reasons)


def _reasons(evidence: Iterable[Evidence]) -> Table:
    """A row for every reason; what is long goes on below itself."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", min_width=13)
    table.add_column(min_width=6)
    for e in evidence:
        bits = f"{abs(e.weight):.0f}"
        table.add_row(f"{bits} bit{'' if bits == '1' else 's'}", strength(abs(e.weight)), Text(one_line(e.text)))
    return table


def _heaviest(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda e: (-abs(e.weight), e.kind, e.text))


def _others(of: Case) -> Iterator[Text]:
    """Who else the child may be from: what the tree takes beside this edge, and what was weighed."""
    linked = {of.first, of.second}
    child = of.second if of.taken or of.rivals else None
    beside = [d for d in of.dossier.derivations if d.child == child and d.parent not in linked]
    rivals = [d for d in runners_up(of.dossier.alternatives).get(child or "", []) if d.parent not in linked]
    if beside or rivals:
        yield Text()
        yield Text(f"Other parents of {of.names[child or '']}", "bold")
    for d in sorted(beside, key=lambda d: (-d.probability, d.parent)):
        yield _parent(of, d, "in the tree")
    for d in rivals[:_MOST_RIVALS]:
        yield _parent(of, d, "weighed and not taken")
    if len(rivals) > _MOST_RIVALS:
        yield Text(f"  and {len(rivals) - _MOST_RIVALS} more")


def _parent(of: Case, d: Derivation, place: str) -> Text:
    reasons = "; ".join(one_line(e.text).rstrip(".") for e in _heaviest(d.evidence)[:_MOST_REASONS])
    return Text(f"  {_of(of, d.parent)}, {chance(d.probability)}, {place}{': ' + reasons if reasons else ''}")


def _of(of: Case, witness: str) -> str:
    return of.names.get(witness) or one_line(witness)


def _way(of: Case) -> Iterator[Text]:
    """How two witnesses hang together in the tree, step by step."""
    edges = {(d.parent, d.child): d for d in of.dossier.derivations}
    path = _path(edges, of.first, of.second)
    if not path:
        yield Text("No way through the trees leads from one to the other.")
        return
    steps = [edges.get((a, b)) or edges[b, a] for a, b in pairwise(path)]
    downs = [d.parent == a for d, a in zip(steps, path, strict=False)]
    yield Text(_sense(of, path, downs))
    for d in steps:
        yield Text(f"  {_claim(of, d)}")


def _sense(of: Case, path: Sequence[str], downs: Sequence[bool]) -> str:
    """What a way means: descent, a common source, a common copy, or more than one of them."""
    first, second = of.names[path[0]], of.names[path[-1]]
    if all(downs) or not any(downs):
        child, parent = (second, first) if downs[0] else (first, second)
        between = ", ".join(of.names[w] for w in path[1:-1])
        return f"{child} comes from {parent} by way of {between}:"
    turn = of.names[path[downs.index(not downs[0])]]
    if sorted(downs) == list(downs):
        return f"Both come from {turn}:"
    if sorted(downs, reverse=True) == list(downs):
        return f"Neither comes from the other; both went into {turn}:"
    return "They hang together only through others:"


def _path(edges: Mapping[tuple[str, str], Derivation], start: str, end: str) -> list[str]:
    """The shortest way between two witnesses along edges in either direction, likely ones first; empty: none."""
    near: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for (parent, child), d in edges.items():
        near[parent].append((-d.probability, child))
        near[child].append((-d.probability, parent))
    came: dict[str, str] = {start: start}
    queue = deque([start])
    while queue and end not in came:
        here = queue.popleft()
        for _, other in sorted(near[here]):
            if other not in came:
                came[other] = here
                queue.append(other)
    if end not in came:
        return []
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]


def _beside(of: Case, everything: bool, columns: bool) -> Iterator[RenderableType]:
    """The words of both, where both are at hand."""
    held = {d.id: d for d in of.dossier.documents}
    if of.first not in held or of.second not in held:
        lost = next(w for w in (of.first, of.second) if w not in held)
        yield Text(f"The text of {of.names[lost]} is not at hand, so there is nothing to put side by side.")
        return
    passages = [p for p in of.dossier.passages if {p.a, p.b} == {of.first, of.second}]
    yield Text(_shared(passages), "bold")
    left, right = (side(held[w], of.dossier.blocks.get(w, [])) for w in (of.first, of.second))
    pairs = [pair(p, of.first) for p in passages]
    rows = whole(left, right, pairs) if everything else cut(left, right, pairs)
    if rows:
        yield from (_columns if columns else _stacked)(of, rows)


def _shared(passages: Sequence[Passage]) -> str:
    """What two texts share, in numbers."""
    if not passages:
        return "They share no passage."
    kinds = [(sum(p.kind == kind for p in passages), nouns) for kind, nouns in _KINDS.items()]
    named = ", ".join(f"{n} {nouns[n != 1]}" if n < len(passages) else nouns[n != 1] for n, nouns in kinds if n)
    aligned = sum(p.words for p in passages)
    same = round(100 * sum(p.words * p.identity for p in passages) / max(1, aligned))
    return capital(f"{count(len(passages), 'shared passage')} ({named}): {aligned} words, {same} % of them the same.")


def _columns(of: Case, rows: Iterable[Row]) -> Iterator[Table]:
    """Two columns, the parent's text to the left."""
    table = Table(expand=True)
    for witness in (of.first, of.second):
        table.add_column(Text(of.names[witness]), ratio=1, overflow="fold")
    for n, row in enumerate(rows):
        if row.first and n:
            table.add_section()
        table.add_row(_styled(row.left, 0), _styled(row.right, 1))
    yield table


def _styled(pieces: Sequence[Piece], side: int) -> Text:
    styles = (_LEFT, _RIGHT)[side]
    return Text.assemble(*((p.text, styles[p.mark]) for p in shown(pieces, SIGNS[side])))


def _stacked(of: Case, rows: Iterable[Row]) -> Iterator[Text]:
    """A line of each text in turn, with the letter before it, or its place where letters say nothing."""
    names = [of.dossier.siglum(w) for w in (of.first, of.second)] if of.together else ["1", "2"]
    wide = max(map(len, names))
    for row in rows:
        if row.first:
            yield Text()
        for n, pieces in enumerate((row.left, row.right)):
            if pieces:
                line = "".join(p.text for p in shown(pieces, SIGNS[n]))
                yield Text(f"{names[n]:<{wide}}  {line}")
