"""Claims: who says what, through whom, and where accounts differ."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from headwater.claims import Claim, Conflict, Support
from headwater.records import Place, Record
from headwater.report.dossier import Anchor, Dossier
from headwater.report.findings.refs import ReadingRow, Ref, letters_of, noun_of, refs_of
from headwater.report.words import opening
from headwater.statements import Statement

_KINDS = {
    "conflict": "conflict: both cannot hold",
    "update": "update: a later version says otherwise",
    "variant": "",  # told by the heading over them
}
_MOST_COLUMNS = 12  # documents; a wider matrix is printed as lists
_MOST_ROWS = 12
_OPENING = 12  # words of a claim further down: its cells lead to all of it


class Cell(Record, frozen=True):
    """How one document stands to one claim."""

    siglum: str
    how: str  # says, cites, quotes, differs, absent
    note: str
    place: Anchor | None


class Chain(Record, frozen=True):
    """Through whom a statement came, the speaker first, and in which documents."""

    links: tuple[str, ...]
    sigla: str


class Step(Record, frozen=True):
    """One rung of a claim's ladder, told apart: `3 newsrooms: …`."""

    n: int
    noun: str
    members: tuple[str, ...]


class ClaimRow(Record, frozen=True):
    """One claim over all documents, with its number on the page."""

    n: int
    text: str
    cells: tuple[Cell, ...]
    groups: tuple[ReadingRow, ...]  # the same by manner, for a story with more documents than a table has room for
    chains: tuple[Chain, ...]
    ladder: tuple[Step, ...]


class Column(Record, frozen=True):
    """A document at the head of the matrix."""

    siglum: str
    key: str


class Matrix(Record, frozen=True):
    """Claims by documents."""

    columns: tuple[Column, ...]
    rows: tuple[ClaimRow, ...]
    folded: tuple[ClaimRow, ...]
    wide: bool  # too many documents for a table: cells are lists


def matrix(dossier: Dossier) -> Matrix:
    """The claims that more than one document makes or that accounts differ on, the best attested first."""
    said = statements_of(dossier)
    rows = [_claim_row(dossier, n, c, said) for n, c in enumerate(told_claims(dossier), 1)]
    folded = tuple(map(_brief, rows[_MOST_ROWS:]))
    columns = tuple(Column(dossier.siglum(d.id), dossier.keys[d.id]) for d in dossier.documents)
    return Matrix(columns, tuple(rows[:_MOST_ROWS]), folded, len(columns) > _MOST_COLUMNS)


def _brief(row: ClaimRow) -> ClaimRow:
    """A claim further down: its first words, and of its ladder the numbers."""
    ladder = tuple(msgspec.structs.replace(step, members=()) for step in row.ladder)
    return msgspec.structs.replace(row, text=opening(row.text, _OPENING), ladder=ladder)


def told_claims(dossier: Dossier) -> list[Claim]:
    """The claims of the matrix in their order."""
    disputed = {c.claim for c in dossier.conflicts if c.kind != "variant"}
    claims = [c for c in dossier.claims if c.ladder.documents > 1 or c.id in disputed]
    return sorted(claims, key=lambda c: (-(c.id in disputed), -c.ladder.documents, -c.ladder.texts, c.id))


def statements_of(dossier: Dossier) -> dict[str, list[Statement]]:
    said: dict[str, list[Statement]] = defaultdict(list)
    for s in dossier.statements:
        if s.comment is None:
            said[s.document].append(s)
    return said


def _claim_row(dossier: Dossier, n: int, claim: Claim, said: dict[str, list[Statement]]) -> ClaimRow:
    sources = [(s, source_of(s, said[s.document])) for s in sorted(claim.supports)]
    cells = tuple(_cell(dossier, d.id, claim, sources) for d in dossier.documents)
    groups = _groups(cells)
    return ClaimRow(n, claim.text, cells, groups, _chains(dossier, sources), _ladder(dossier, claim))


def _groups(cells: Iterable[Cell]) -> tuple[ReadingRow, ...]:
    """The documents that say a thing in one manner, together."""
    grouped: dict[str, list[Ref]] = defaultdict(list)
    for c in cells:
        if c.place:
            grouped[f"{c.how} {c.note}".strip()].append(Ref(c.siglum, c.place))
    return tuple(ReadingRow(manner, tuple(refs)) for manner, refs in grouped.items())


def source_of(support: Support, statements: Iterable[Statement]) -> Statement | None:
    """The statement that most of a support stands in, if the page does not say it in its own voice."""
    best: tuple[int, Statement] | None = None
    for s in statements:
        shared = min(s.end, support.end) - max(s.start, support.start)
        if shared * 2 >= support.end - support.start and (best is None or shared > best[0]):
            best = (shared, s)
    return best[1] if best else None


def _cell(dossier: Dossier, document: str, claim: Claim, sources: Sequence[tuple[Support, Statement | None]]) -> Cell:
    siglum = dossier.siglum(document)
    for value, place in _other_readings(dossier, claim, document):
        return Cell(siglum, "differs", value, dossier.at(place))
    for support, source in sources:
        if support.document == document:
            verb = "says" if source is None else "cites" if source.kind == "indirect" else "quotes"
            return Cell(siglum, verb, "", dossier.at(Place(document, support.start, support.end)))
    return Cell(siglum, "absent", "", None)


def _other_readings(dossier: Dossier, claim: Claim, document: str) -> Iterable[tuple[str, Place]]:
    """What a document prints instead of the claim's own reading, where accounts of the claim differ."""
    for conflict in dossier.conflicts:
        if conflict.claim == claim.id and conflict.kind != "variant":
            own = _own_reading(conflict, claim)
            for n, reading in enumerate(conflict.readings):
                for place in reading.supports if n != own else ():
                    if place.document == document:
                        yield reading.value, place


def _own_reading(conflict: Conflict, claim: Claim) -> int:
    """The reading that stands in the supports of the claim; the first where none does."""

    def inside(n: int) -> int:
        return sum(
            s.document == p.document and s.start <= p.start and p.end <= s.end
            for p in conflict.readings[n].supports
            for s in claim.supports
        )

    return max(range(len(conflict.readings)), key=lambda n: (inside(n), -n), default=0)


def _chains(dossier: Dossier, sources: Iterable[tuple[Support, Statement | None]]) -> tuple[Chain, ...]:
    grouped: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for support, source in sources:
        if source:
            grouped[chain_of(dossier, source)].append(support.document)
    return tuple(Chain(chain, letters_of(dossier, documents)) for chain, documents in grouped.items())


def chain_of(dossier: Dossier, s: Statement) -> tuple[str, ...]:
    """The speaker first, then through whom; the page itself closes every chain and is not repeated."""
    links = [link.name for link in reversed(s.chain)] or [s.speaker]
    return tuple(dict.fromkeys(dossier.names.get(n, n) for n in links))


def _ladder(dossier: Dossier, claim: Claim) -> tuple[Step, ...]:
    """The four rungs with what stands on each; the documents are those of the row."""
    rungs = claim.ladder

    def members(key: str) -> tuple[str, ...]:
        groups: dict[str, list[str]] = defaultdict(list)
        for s in claim.supports:
            groups[getattr(s, key)].append(s.document)
        named = {k: (dossier.siglum(k) or "unnamed", letters_of(dossier, v)) for k, v in sorted(groups.items())}
        return tuple(n if len(named) == 1 or n == letters else f"{n} ({letters})" for n, letters in named.values())

    return (
        Step(rungs.documents, noun_of(rungs.documents, "document"), ()),
        Step(rungs.texts, noun_of(rungs.texts, "text"), members("text_line")),
        Step(rungs.newsrooms, noun_of(rungs.newsrooms, "newsroom"), members("newsroom")),
        Step(rungs.speakers, noun_of(rungs.speakers, "speaker"), members("speaker")),
    )


def numbered(dossier: Dossier) -> dict[str, list[tuple[int, Support]]]:
    """The supports of the claims in the matrix, by document, with the numbers of the claims."""
    found: dict[str, list[tuple[int, Support]]] = defaultdict(list)
    for n, claim in enumerate(told_claims(dossier), 1):
        for support in claim.supports:
            found[support.document].append((n, support))
    return found


def numbers_of(s: Statement | Place, supports: dict[str, list[tuple[int, Support]]]) -> list[int]:
    """The claims of the matrix that tell what stands here: those that have most of it."""
    near = supports.get(s.document, ())
    return [n for n, at in near if 2 * (min(s.end, at.end) - max(s.start, at.start)) > s.end - s.start]


class Difference(Record, frozen=True):
    """One point on which accounts differ."""

    slot: str
    kind: str
    meaning: str
    claim: int | None  # its number in the matrix
    readings: tuple[ReadingRow, ...]
    arises: str


def differences(dossier: Dossier) -> list[Difference]:
    """All differences: conflicts, then updates, then variants."""
    order = list(_KINDS)
    claims = {c.id: n for n, c in enumerate(told_claims(dossier), 1)}
    rows = sorted(dossier.conflicts, key=lambda c: (order.index(c.kind), c.slot, c.id))
    return [
        Difference(
            slot=c.slot,
            kind=c.kind,
            meaning=_KINDS[c.kind],
            claim=claims.get(c.claim or ""),
            readings=tuple(ReadingRow(r.value, refs_of(dossier, r.supports)) for r in c.readings),
            arises=dossier.siglum(c.arises) if c.arises else "",
        )
        for c in rows
    ]
