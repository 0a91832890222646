"""Apparatus: the wording of the first text that has a passage, and what the others print there instead."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from headwater.records import Place, Record, Span
from headwater.report.dossier import Dossier
from headwater.report.findings.refs import ReadingRow, Ref, ref, refs_of
from headwater.report.pairs import Shared
from headwater.report.words import excerpt
from headwater.text import words

_LONGEST = 80  # characters of a reading; its link leads to all of it


class Locus(Record, frozen=True):
    """A place at which texts part: the words of the first of them, then the other readings; empty where left out."""

    text: str
    ref: Ref
    readings: tuple[ReadingRow, ...]


def apparatus(dossier: Dossier, pairs: Iterable[Shared]) -> list[Locus]:
    """All places at which texts with the same passage differ, in the order of the texts."""
    order = {d.id: n for n, d in enumerate(dossier.documents)}
    facing = [p if order[p.a] < order[p.b] else p.turned() for p in pairs]
    earlier: dict[str, list[Span]] = defaultdict(list)  # what a text shares with one before it is told there
    for p in facing:
        earlier[p.b].append(Span(p.runs[0][1].start, p.runs[-1][1].end))
    loci: dict[Place, list[Place]] = defaultdict(list)
    for p in sorted(facing, key=lambda p: (order[p.a], order[p.b], p.runs)):
        for gap in p.gaps():
            if not any(e.start <= gap[0].start and gap[0].end <= e.end for e in earlier[p.a]):
                here, there = _words(dossier, p.a, gap[0]), _words(dossier, p.b, gap[1])
                loci[here].append(there)
    places = sorted(loci, key=lambda p: (order[p.document], p.start, p.end))
    return [_locus(dossier, here, loci[here]) for here in places]


def _words(dossier: Dossier, document: str, gap: Span) -> Place:
    """The words of a gap, without the blanks and marks at its ends; empty at its start where it has none."""
    text = dossier.text(document, gap.start, gap.end)
    inside = words(text)
    if not inside:
        return Place(document, gap.start, gap.start)
    return Place(document, gap.start + inside[0].start, gap.start + inside[-1].end)


def _locus(dossier: Dossier, here: Place, others: Sequence[Place]) -> Locus:
    grouped: dict[str, list[Place]] = defaultdict(list)
    for other in others:
        grouped[_shown(dossier, other)].append(other)
    readings = (ReadingRow(text, refs_of(dossier, set(group))) for text, group in grouped.items())
    return Locus(_shown(dossier, here), ref(dossier, here), tuple(readings))


def _shown(dossier: Dossier, place: Place) -> str:
    return excerpt(dossier.text(place.document, place.start, place.end), _LONGEST)
