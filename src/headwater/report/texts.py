"""Texts: every document as it is shown, with the marks of its strands and the anchors of all places that lead to it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from headwater.documents import Document
from headwater.records import Place, Record
from headwater.report.dossier import Dossier, name
from headwater.report.layout import Layout, Part, blocks_of, open_blocks
from headwater.report.marks import Mark
from headwater.report.pairs import Shared, Words
from headwater.report.strands import Strand, strands
from headwater.report.weave import Strip, encoded, strip, twins
from headwater.report.words import LONGEST_NAME, day, excerpt, language, slug, web_address

STYLES = 8  # ways to mark a strand: a tint and a line of its own each


class Share(Record, frozen=True):
    """How much of a text's wording enters with one witness."""

    siglum: str
    style: int
    per_cent: int
    to: str  # the first paragraph with such wording


class Text(Record, frozen=True):
    """A document as it is shown."""

    siglum: str
    document: str
    key: str  # what its ids on the page begin with
    style: int
    name: str
    headline: str
    about: tuple[str, ...]
    address: str | None
    language: str | None
    words: int
    shares: tuple[Share, ...]
    strip: Strip
    pairs: str  # what it shares with the texts after it, for the script
    parts: tuple[Part, ...]
    strays: tuple[str, ...]  # anchors of places that no block covers


class Legend(Record, frozen=True):
    """A strand in the key over the texts."""

    siglum: str
    style: int
    lost: bool
    name: str


def places(view: Any) -> Iterable[Place]:
    """Every place that a view leads to."""
    if isinstance(view, Place):
        yield view
    elif isinstance(view, msgspec.Struct):
        for field in view.__struct_fields__:
            yield from places(getattr(view, field))
    elif isinstance(view, (list, tuple)):
        for item in view:
            yield from places(item)


def styles(dossier: Dossier, found: Mapping[str, Sequence[Strand]]) -> dict[str, int]:
    """The way to mark the strand of every witness with which wording enters, from 1; the ways come round again."""
    entering = {s.witness for rows in found.values() for s in rows}
    return {w: n % STYLES + 1 for n, w in enumerate(w.id for w in dossier.witnesses if w.id in entering)}


def read(documents: Iterable[Document]) -> dict[str, Words]:
    """The words of every text."""
    return {d.id: Words(d.text) for d in documents}


def texts(
    dossier: Dossier, linked: Iterable[Place], pairs: Sequence[Shared], held: Mapping[str, Words], only: str = ""
) -> tuple[list[Text], list[Legend], dict[str, int]]:
    """The documents of a story, or one of them, the key to all their strands, and the style of each witness."""
    taken = {w.id for w in dossier.witnesses if not w.origin}
    found = strands({d.id: held[d.id] for d in dossier.documents}, pairs, dossier.derivations, taken)
    style = styles(dossier, found)
    anchored: dict[str, set[Place]] = defaultdict(set)
    for place in linked:
        anchored[place.document].add(place)
    blocks = {d.id: blocks_of(dossier, d) for d in dossier.documents}
    twinned = twins(pairs)
    keys = {d.id: dossier.keys[d.id] for d in dossier.documents}
    shown = []
    for d in dossier.documents if not only else [d for d in dossier.documents if d.id == only]:
        marks = _marks(dossier, d, found, anchored, style)
        layout = Layout(dossier, d, found[d.id], twinned.get(d.id, ()), marks, style, blocks, set())
        shown.append(_text(layout, held[d.id], encoded(d.id, pairs, keys), anchored[d.id]))
    names = {d.id: excerpt(name(d), LONGEST_NAME) for d in dossier.documents}
    legend = [
        Legend(dossier.siglum(w.id), style[w.id], w.kind == "lost", names.get(w.id, excerpt(w.label, LONGEST_NAME)))
        for w in dossier.witnesses
        if w.id in style
    ]
    return shown, legend, style


def _marks(
    dossier: Dossier,
    document: Document,
    found: Mapping[str, Sequence[Strand]],
    anchored: Mapping[str, Iterable[Place]],
    style: Mapping[str, int],
) -> list[Mark]:
    """What is marked in a text: its strands, and the places that something leads to."""
    runs = [Mark(2, s.start, s.end, "u", None, f"k{style[s.witness]}") for s in found[document.id]]
    # An empty place, where something is missing, is shown at the character after it.
    loose = sorted(p for p in anchored[document.id] if not dossier.fills_paragraph(p))
    return runs + [Mark(1, p.start, max(p.end, p.start + 1), "i", dossier.at(p).id) for p in loose]


def _text(layout: Layout, held: Words, pairs: str, anchored: Iterable[Place]) -> Text:
    dossier, document = layout.dossier, layout.document
    parts = tuple(layout.parts())
    total, shares = _shares(layout, held)
    return Text(
        siglum=dossier.siglum(document.id),
        document=document.id,
        key=dossier.keys.get(document.id) or slug(document.id),
        style=layout.style.get(document.id, 0),
        name=excerpt(name(document), LONGEST_NAME),
        headline=excerpt(document.headline or "", LONGEST_NAME),
        about=tuple(_about(document)),
        address=web_address(document.url or document.canonical_url),
        language=language(document.language),
        words=total,
        shares=shares,
        strip=strip(open_blocks(layout.blocks[document.id]), layout.runs, layout.style),
        pairs=pairs,
        parts=parts,
        strays=tuple(dossier.at(p).id for p in sorted(anchored) if not _found(layout, p)),
    )


def _found(layout: Layout, place: Place) -> bool:
    """Whether a place has its mark, or its paragraph, in the text."""
    return layout.dossier.at(place).id in layout.done or layout.dossier.fills_paragraph(place)


def _about(document: Document) -> Iterable[str]:
    """What the page says of itself."""
    if document.authors:
        yield "by " + ", ".join(document.authors)
    if document.agency:
        yield f"credits {document.agency}"
    if document.date_published:
        yield f"dated {day(document.date_published.value)}"
    if document.kind != "article":
        yield document.kind


def _shares(layout: Layout, own: Words) -> tuple[int, tuple[Share, ...]]:
    """The words of title and body, and the part of them that each strand holds."""
    blocks = [b for b in layout.blocks[layout.document.id] if b.label in ("title", "body")]
    total = sum(len(own.between(b.start, b.end)) for b in blocks) or len(own)
    held: Counter[str] = Counter()
    first: dict[str, str] = {}
    for s in layout.runs:
        held[s.witness] += len(own.between(s.start, s.end))
        first[s.witness] = first.get(s.witness) or layout.home(layout.document.id, s.start)
    rows = [
        Share(layout.dossier.siglum(w.id), layout.style[w.id], round(100 * held[w.id] / total), first[w.id])
        for w in layout.dossier.witnesses
        if held[w.id] and total
    ]
    return total, tuple(r for r in rows if r.per_cent)
