"""W3C Web Annotation (JSON-LD): every finding on its characters, by position and by the words with those around them.

Positions are half-open, in Unicode code points of `documents.text`, whose SHA-256 stands beside every target. Each one
is tried against the text once more: one that does not select what it should is an orphan, and says why. Web Annotation
Data Model, W3C Recommendation 2017.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from headwater.export.batches import rows
from headwater.export.linked import OURS, Texts, address, iri, listed
from headwater.records import Tables
from headwater.text import digest

AROUND = 32  # characters of prefix and of suffix
_HEAD = {
    "@context": ["http://www.w3.org/ns/anno.jsonld", {"headwater": OURS}],
    "id": f"{OURS}annotations",
    "type": "AnnotationPage",
    "headwater:unit": "Unicode code points of the text whose SHA-256 is given, half-open",
}
Row = Mapping[str, Any]


class Spot(NamedTuple):
    """Characters of a document; `words` where it is known what they must be."""

    document: str
    start: int
    end: int
    words: str | None = None


class Note(NamedTuple):
    """What is said of some characters: why, in which words, of which ones."""

    name: str
    motivation: str  # one of the thirteen that the data model has
    says: str
    spots: Sequence[Spot]


def annotations(tables: Tables) -> Iterator[bytes]:
    """All findings of a heap as one annotation page."""
    texts = Texts(tables["documents"])
    yield from listed(_HEAD, "items", (_annotation(note, texts) for note in _notes(tables)))


def _notes(tables: Tables) -> Iterator[Note]:
    for table, noted in _NOTED.items():
        if table in tables:
            for row in rows(tables[table]):
                yield from noted(row)


def _annotation(note: Note, texts: Texts) -> dict[str, Any]:
    return {
        "id": note.name,
        "type": "Annotation",
        "motivation": note.motivation,
        "body": [{"type": "TextualBody", "value": note.says, "format": "text/plain"}] if note.says else [],
        "target": [_target(spot, texts) for spot in note.spots],
    }


def _target(spot: Spot, texts: Texts) -> dict[str, Any]:
    """The characters as a part of their page."""
    row = texts.of(spot.document) or {}
    text = row.get("text") or ""
    position = {"type": "TextPositionSelector", "start": spot.start, "end": spot.end}
    target: dict[str, Any] = {
        "type": "SpecificResource",
        "source": address(row.get("url") or row.get("canonical_url")) or iri("document", spot.document),
        "headwater:document": spot.document,
        "headwater:sha256": row.get("text_sha256") or "",
    }
    if why := _astray(spot, row):
        return target | {"selector": [position], "headwater:orphan": why}
    quoted = {
        "type": "TextQuoteSelector",
        "exact": text[spot.start : spot.end],
        "prefix": text[max(0, spot.start - AROUND) : spot.start],
        "suffix": text[spot.end : spot.end + AROUND],
    }
    return target | {"selector": [position, quoted]}


def _astray(spot: Spot, row: Row) -> str | None:
    """Why a place does not select what it should; None where it does."""
    if not row:
        return "no such document"
    if digest(row["text"]) != row["text_sha256"]:
        return "the text is not the one that was read"
    if not 0 <= spot.start <= spot.end <= len(row["text"]):
        return "outside of the text"
    if spot.words is not None and row["text"][spot.start : spot.end] != spot.words:
        return "other words stand there"
    return None


def _spots(places: Sequence[Row]) -> list[Spot]:
    return [Spot(p["document"], p["start"], p["end"]) for p in places]


def _own(table: str, row: Row) -> tuple[str, list[Spot]]:
    """The name of a row that is known by its place, and the place."""
    at = Spot(row["document"], row["start"], row["end"])
    return iri(table, f"{at.document}:{at.start}-{at.end}"), [at]


def _block(row: Row) -> Iterator[Note]:
    name, at = _own("block", row)
    yield Note(name, "classifying", " · ".join(filter(None, (row["label"], row["detail"]))), at)


def _stamp(row: Row) -> Iterator[Note]:
    if row["start"] is not None:
        name, at = _own("stamp", row)
        yield Note(name, "identifying", f"{row['kind']} {row['value'] or ''}".strip(), at)


def _comment(row: Row) -> Iterator[Note]:
    name, at = _own("comment", row)
    yield Note(name, "classifying", f"comment by {row['author']}" if row["author"] else "comment", at)


def _passage(row: Row) -> Iterator[Note]:
    ends = [Spot(row[d], row[f"{d}_start"], row[f"{d}_end"]) for d in ("a", "b")]
    name = ":".join(f"{s.document}:{s.start}-{s.end}" for s in ends)
    yield Note(iri("passage", name), "linking", f"{row['kind']}: {row['words']} words", ends)


def _date(row: Row) -> Iterator[Note]:
    name, (at,) = _own("date", row)
    yield Note(name, "identifying", row["value"] or row["type"], [at._replace(words=row["text"])])


def _statement(row: Row) -> Iterator[Note]:
    parts = row["parts"] or [row]
    at = [Spot(row["document"], p["start"], p["end"]) for p in parts]
    through = " → ".join(link["name"] for link in row["chain"]) or row["speaker"]
    yield Note(iri("statement", row["id"]), "describing", f"{row['polarity']} by {through}", at)


def _event(row: Row) -> Iterator[Note]:
    actors = [", ".join(a["name"] for a in row[side]) for side in ("source", "target")]
    says = " · ".join(filter(None, (row["type"], row["mode"], " → ".join(filter(None, actors)), row["date"])))
    yield Note(iri("event", row["id"]), "describing", f"{says} ({row['status']})", _spots(row["supports"]))


def _claim(row: Row) -> Iterator[Note]:
    yield Note(iri("claim", row["id"]), "linking", row["text"], _spots(row["supports"]))


def _conflict(row: Row) -> Iterator[Note]:
    """An annotation a reading."""
    for n, reading in enumerate(row["readings"]):
        says = f"{row['slot']} ({row['kind']}): {reading['value']}"
        yield Note(iri("reading", f"{row['id']}:{n}"), "describing", says, _spots(reading["supports"]))


_NOTED: dict[str, Callable[[Row], Iterator[Note]]] = {
    "blocks": _block,
    "stamps": _stamp,
    "comments": _comment,
    "passages": _passage,
    "dates": _date,
    "statements": _statement,
    "events": _event,
    "claims": _claim,
    "conflicts": _conflict,
}
