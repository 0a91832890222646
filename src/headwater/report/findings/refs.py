"""Refs: letters that lead to places."""

from collections.abc import Iterable

from headwater.claims import Support
from headwater.records import Place, Record
from headwater.report.dossier import Anchor, Dossier
from headwater.statements import Statement


class Ref(Record, frozen=True):
    """A document's letter, or words, that lead to a place."""

    text: str
    place: Anchor


class ReadingRow(Record, frozen=True):
    """One reading and where it stands."""

    value: str
    refs: tuple[Ref, ...]


def ref(dossier: Dossier, place: Place | Support | Statement) -> Ref:
    return Ref(dossier.siglum(place.document), dossier.at(Place(place.document, place.start, place.end)))


def refs_of(dossier: Dossier, places: Iterable[Place]) -> tuple[Ref, ...]:
    """Letters that lead to places, in the order of the texts."""
    return tuple(ref(dossier, p) for p in sorted(places, key=lambda p: (_order(dossier, p.document), p.start)))


def firsts(places: Iterable[Place]) -> list[Place]:
    """The first place in every text."""
    return list({p.document: p for p in sorted(places, reverse=True)}.values())


def _order(dossier: Dossier, document: str) -> int:
    """Where a text stands in the tree."""
    return next((n for n, w in enumerate(dossier.sigla) if w == document), len(dossier.sigla))


def letters_of(dossier: Dossier, documents: Iterable[str]) -> str:
    """The letters of texts, each once, in the order of the tree."""
    return " ".join(dossier.siglum(d) for d in sorted(set(documents), key=lambda d: (_order(dossier, d), d)))


def in_block(dossier: Dossier, place: Place) -> Place:
    """The place as far as the block goes in which it begins: the marks of the text show how far it runs."""
    blocks = dossier.blocks.get(place.document, ())
    end = next((b.end for b in blocks if b.start <= place.start < b.end), place.end)
    return Place(place.document, place.start, min(place.end, end))


def block_start(dossier: Dossier, place: Place) -> int:
    """Where the block begins in which a place does; the place itself where no block is there."""
    blocks = dossier.blocks.get(place.document, ())
    return next((b.start for b in blocks if b.start <= place.start < b.end), place.start)


def noun_of(n: int, noun: str) -> str:
    return noun if n == 1 else noun + "s"
