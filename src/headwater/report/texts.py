"""Texts: every document in reading order, strands marked, comments folded, furniture in glimpses, places as anchors."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

import msgspec

from headwater.documents import Block, Comment, Document
from headwater.records import Place, Record
from headwater.report.dossier import Dossier, name
from headwater.report.marks import Mark, Piece, cut
from headwater.report.pairs import Shared
from headwater.report.strands import Strand, strands
from headwater.report.words import day, excerpt, language, slug, web_address
from headwater.text import paragraphs, words

STYLES = 8  # ways to mark a strand: a tint and a line of its own each
_FOLDED = {"furniture": "page furniture", "comment": "comments", "comment_meta": "comments"}
_GLIMPSE = 28  # characters of a line of furniture: enough to see what it is
_MOST_LINES = 4  # of furniture of one kind; of more than these the first three are shown
_FURNITURE = {
    "crumb": "breadcrumbs",
    "newsletter": "newsletter",
    "ranking": "rankings",
    "related": "related links",
    "rights": "rights",
    "tags": "tags",
    "widget": "widgets",
}


class Paragraph(Record, frozen=True):
    """A block of a text, cut at its marks, with the letters of the strands that run through it."""

    label: str
    detail: str
    sigla: tuple[tuple[str, int], ...]
    pieces: tuple[Piece, ...]


class Reply(Record, frozen=True):
    """One comment of a thread."""

    author: str
    about: str
    depth: int
    pieces: tuple[Piece, ...]


class Part(Record, frozen=True):
    """A run of blocks that belong together: open, or folded under a name."""

    folded: str  # empty: open
    count: int
    paragraphs: tuple[Paragraph, ...]
    replies: tuple[Reply, ...]


class Share(Record, frozen=True):
    """How much of a text's wording enters with one witness."""

    siglum: str
    style: int
    per_cent: int


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


def texts(
    dossier: Dossier, linked: Iterable[Place], pairs: Sequence[Shared]
) -> tuple[list[Text], list[Legend], dict[str, int]]:
    """All documents of a story, the key to their strands, and the style of each witness."""
    found = strands({d.id: d.text for d in dossier.documents}, pairs, dossier.derivations)
    style = styles(dossier, found)
    anchored: dict[str, set[Place]] = defaultdict(set)
    for place in linked:
        anchored[place.document].add(place)
    shown = [_text(dossier, d, found[d.id], anchored[d.id], style) for d in dossier.documents]
    names = {d.id: name(d) for d in dossier.documents}
    legend = [
        Legend(dossier.siglum(w.id), style[w.id], w.kind == "lost", names.get(w.id, w.label))
        for w in dossier.witnesses
        if w.id in style
    ]
    return shown, legend, style


def _text(
    dossier: Dossier,
    document: Document,
    runs: Sequence[Strand],
    anchored: Iterable[Place],
    style: Mapping[str, int],
) -> Text:
    marks = [Mark(2, s.start, s.end, "u", None, f"k{style[s.witness]}") for s in runs]
    # An empty place, where something is missing, is shown at the character after it.
    marks += [Mark(1, p.start, max(p.end, p.start + 1), "i", dossier.at(p).id) for p in sorted(anchored)]
    done: set[str] = set()
    layout = _Layout(dossier, document, runs, marks, done, style)
    parts = tuple(layout.parts())
    total, shares = _shares(dossier, document, runs, style)
    return Text(
        siglum=dossier.siglum(document.id),
        document=document.id,
        key=dossier.keys.get(document.id) or slug(document.id),
        style=style.get(document.id, 0),
        name=name(document),
        headline=document.headline or "",
        about=tuple(_about(document)),
        address=web_address(document.url or document.canonical_url),
        language=language(document.language),
        words=total,
        shares=shares,
        parts=parts,
        strays=tuple(a for a in (dossier.at(p).id for p in sorted(anchored)) if a not in done),
    )


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


class _Layout(msgspec.Struct):
    """The blocks of one document on their way to parts."""

    dossier: Dossier
    document: Document
    runs: Sequence[Strand]
    marks: Sequence[Mark]
    done: set[str]
    style: Mapping[str, int]

    def parts(self) -> Iterable[Part]:
        """Runs of blocks of one fold."""
        comments = self.dossier.comments.get(self.document.id, [])
        run: list[Block] = []
        for block in [*self._blocks(), None]:
            if run and (block is None or _fold(block) != _fold(run[0])):
                yield self._part(run, comments)
                if _fold(run[0]) == "comments":
                    comments = []
                run = []
            if block is not None:
                run.append(block)

    def _blocks(self) -> list[Block]:
        """The blocks as read; the paragraphs where nothing was labelled."""
        text, name_ = self.document.text, self.document.id
        return self.dossier.blocks.get(name_) or [
            Block(name_, p.start, p.end, "body", None, 0.0) for p in paragraphs(text)
        ]

    def _part(self, run: Sequence[Block], comments: Sequence[Comment]) -> Part:
        fold = _fold(run[0])
        if fold == "comments" and comments:
            return Part(fold, len(comments), (), tuple(self._replies(comments)))
        glimpsed = run[0].label == "furniture" and not self.dossier.whole
        paragraphs_ = self._glimpses(run) if glimpsed else map(self._paragraph, run)
        return Part(fold, len(run), tuple(paragraphs_), ())

    def _glimpses(self, run: Sequence[Block]) -> Iterable[Paragraph]:
        """Furniture by its opening words, long runs of one kind by their first lines; a line that is linked in full."""
        for kind, group in groupby(run, key=lambda b: b.detail):
            lines = list(group)
            linked = {b for b in lines if any(m.id and m.start < b.end and b.start < m.end for m in self.marks)}
            first = len(lines) if len(lines) <= _MOST_LINES else 3
            for n, b in enumerate(lines):
                if b in linked:
                    yield self._paragraph(b)
                elif n < first:
                    yield _plain(excerpt(self.document.text[b.start : b.end], _GLIMPSE))
            if rest := sum(b not in linked for b in lines[first:]):
                noun = f" of {_FURNITURE[kind]}" if kind in _FURNITURE else ""
                yield _plain(f"and {rest} more line{'s' if rest > 1 else ''}{noun}")

    def _paragraph(self, block: Block) -> Paragraph:
        inside = {s.witness for s in self.runs if s.start < block.end and s.end > block.start}
        sigla = tuple((w.id, self.style[w.id]) for w in self.dossier.witnesses if w.id in inside)
        pieces = cut(self.document.text, block.start, block.end, self.marks, self.done)
        shown = tuple((self.dossier.siglum(w), n) for w, n in sigla)
        return Paragraph(block.label, block.detail or "", shown, tuple(pieces))

    def _replies(self, comments: Sequence[Comment]) -> Iterable[Reply]:
        depth = _depths(comments)
        for c in comments:
            quoted = [Mark(3, q.start, q.end, "mark", None, None) for q in c.quotes]
            pieces = cut(self.document.text, c.start, c.end, [*self.marks, *quoted], self.done)
            about = " · ".join(filter(None, (c.rank, c.date_raw, f"no. {c.id}")))
            yield Reply(c.author or "somebody", about, min(depth[c.id], 6), tuple(pieces))


def _plain(text: str) -> Paragraph:
    return Paragraph("furniture", "", (), (Piece((), text, ()),))


def _fold(block: Block) -> str:
    return _FOLDED.get(block.label, "")


def _depths(comments: Sequence[Comment]) -> dict[str, int]:
    """How deep every comment stands in the thread; a parent that is missing, or a ring, counts as none."""
    parent = {c.id: c.parent for c in comments}
    depth: dict[str, int] = {}
    for comment in comments:
        above, seen = comment.parent, {comment.id}
        while above in parent and above not in seen:
            seen.add(above)
            above = parent[above]
        depth[comment.id] = len(seen) - 1
    return depth


def _shares(
    dossier: Dossier, document: Document, runs: Sequence[Strand], style: Mapping[str, int]
) -> tuple[int, tuple[Share, ...]]:
    """The words of title and body, and the part of them that each strand holds."""
    blocks = [b for b in dossier.blocks.get(document.id, []) if b.label in ("title", "body")]
    total = sum(len(words(document.text, b.start, b.end)) for b in blocks) or len(words(document.text))
    held: Counter[str] = Counter()
    for s in runs:
        held[s.witness] += len(words(document.text, s.start, s.end))
    rows = [
        Share(dossier.siglum(w.id), style[w.id], round(100 * held[w.id] / total))
        for w in dossier.witnesses
        if held[w.id] and total
    ]
    return total, tuple(r for r in rows if r.per_cent)
