"""Views: one story, or two of its texts, as records that the templates print as they are."""

from collections.abc import Sequence
from typing import Any

import msgspec

from headwater.records import Fault, Place, Record, Tables
from headwater.report import findings
from headwater.report.dossier import Anchor, Dossier, house, together
from headwater.report.pairs import Shared, Words, shared
from headwater.report.texts import Legend, Text, places, read, texts
from headwater.report.tree import Drawing, drawing, short_day
from headwater.report.words import excerpt

ROW = 3.4  # rem; the height of a row of the tree, in the drawing and in the style sheet


class Row(Record, frozen=True):
    """A row of the tree: a witness by name, and where it comes from."""

    siglum: str
    style: int
    key: str | None  # of its text; none for a text that nobody here holds
    name: str
    headline: str
    lost: bool
    date: str
    descent: tuple[findings.Descent, ...]


class Trouble(Record, frozen=True):
    """A fault, with its place where it has one."""

    source: str
    stage: str
    message: str
    place: Anchor | None


class StoryView(Record, frozen=True):
    """Everything that the page shows of one story."""

    id: str
    suffix: str
    open: bool
    summary: findings.Summary
    drawing: Drawing
    rows: tuple[Row, ...]
    links: tuple[findings.Link, ...]
    matrix: findings.Matrix
    differences: tuple[findings.Difference, ...]
    variants: tuple[findings.Difference, ...]
    texts: tuple[Text, ...]
    legend: tuple[Legend, ...]
    apparatus: tuple[findings.Locus, ...]
    speakers: tuple[findings.Speaker, ...]
    unnamed: tuple[findings.Speaker, ...]
    timeline: tuple[findings.Moment, ...]
    only: tuple[findings.Lone, ...]
    faults: tuple[Trouble, ...]
    styles: dict[str, int]  # by letter
    numbers: dict[tuple[str, str], int]  # of the links, by parent and child


def view(of: Dossier, is_open: bool = True, only: str = "") -> StoryView:
    """One story as the templates take it; `only` names the one text of it that is shown."""
    differing, speakers = findings.differences(of), findings.speakers(of)
    held = read(of.documents)
    pairs = shared(held, of.passages)
    loci = findings.apparatus(of, pairs)
    parts: dict[str, Any] = {
        "links": tuple(findings.links(of)),
        "matrix": findings.matrix(of),
        "differences": tuple(d for d in differing if d.kind != "variant"),
        "variants": tuple(d for d in differing if d.kind == "variant" and not _told(d, loci)),
        "speakers": tuple(s for s in speakers if s.named),
        "unnamed": tuple(s for s in speakers if not s.named),
        "timeline": tuple(findings.timeline(of)),
        "only": tuple(findings.only_here(of)),
        "apparatus": tuple(loci),
        "faults": tuple(trouble(f, of) for f in of.faults),
    }
    shown, legend, style = texts(of, places(list(parts.values())), pairs, held, only)
    return StoryView(
        id=of.story.id,
        suffix=of.suffix,
        open=is_open,
        summary=findings.summary(of),
        drawing=drawing(of.witnesses, of.derivations),
        rows=tuple(_rows(of, shown, style)),
        texts=tuple(shown),
        legend=tuple(legend),
        styles={of.siglum(w): n for w, n in style.items()},
        numbers={(d.parent, d.child): n for n, d in enumerate(findings.edges(of), 1)},
        **parts,
    )


def _told(difference: findings.Difference, loci: Sequence[findings.Locus]) -> bool:
    """Whether a mere change of words stands in the apparatus, all of its readings."""
    if difference.slot != "wording":
        return False
    places = [ref.place for locus in loci for ref in (locus.ref, *(r for row in locus.readings for r in row.refs))]
    return all(
        any(
            r.place.document == p.document and r.place.start < p.end and p.start < r.place.end
            for r in row.refs
            for p in places
        )
        for row in difference.readings
    )


class Comparison(Record, frozen=True):
    """Two texts beside each other, with what they share and where they part."""

    texts: tuple[Text, ...]
    legend: tuple[Legend, ...]
    apparatus: tuple[findings.Locus, ...]
    passages: int
    words: int  # that read the same in both


def comparison(tables: Tables, a: str, b: str) -> Comparison | None:
    """Two documents as the templates take them, in the order given; none where one is not there."""
    of = together(tables, a, b)
    if of is None:
        return None
    near = [p for p in of.passages if {a, b} & {p.a, p.b}]
    held = read(of.documents)
    pairs = shared(held, near)
    ours = [p for p in pairs if {p.a, p.b} == {a, b}]
    by_id = {d.id: d for d in of.documents}
    of = msgspec.structs.replace(of, documents=[by_id[a], by_id[b]])
    loci = tuple(findings.apparatus(of, ours))
    shown, legend, _ = texts(of, places(loci), pairs, held)
    return Comparison(tuple(shown), tuple(legend), loci, len(ours), _same(held[a], a, ours))


def _same(held: Words, document: str, pairs: Sequence[Shared]) -> int:
    """The words of a text that stand in runs."""
    runs = (left if p.a == document else right for p in pairs for left, right in p.runs)
    return len({w.start for run in runs for w in held.between(run.start, run.end)})


def _rows(of: Dossier, shown: list[Text], style: dict[str, int]) -> list[Row]:
    named = {d.id: house(d) for d in of.documents}
    names = {t.document: (t.name, excerpt(t.headline, 90)) for t in shown}
    names |= {i: (title or label, label if title else "") for i, (label, title) in names.items() if not named[i]}
    descent = findings.descent(of)
    return [
        Row(
            siglum=of.siglum(w.id),
            style=style.get(w.id, 0),
            key=of.keys.get(w.id),
            name=names.get(w.id, (w.label, ""))[0],
            headline=names.get(w.id, ("", ""))[1],
            lost=w.kind == "lost",
            date=short_day(w.date),
            descent=descent[w.id],
        )
        for w in of.witnesses
    ]


def trouble(fault: Fault, of: Dossier) -> Trouble:
    """A fault, with its place on the page of a story."""
    place = None
    if fault.document is not None and fault.start is not None and fault.end is not None:
        place = of.at(Place(fault.document, fault.start, fault.end))
    return Trouble(fault.source, fault.stage, fault.message, place)
