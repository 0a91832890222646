"""Layout: the blocks of one document as paragraphs with their marks; comments as a thread, furniture in glimpses."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import msgspec

from headwater.documents import Block, Comment, Document, Quoted
from headwater.records import Record, Span
from headwater.report.dossier import Dossier
from headwater.report.marks import Mark, Piece, cut
from headwater.report.strands import Strand
from headwater.report.weave import Twin, next_twin
from headwater.report.words import base36, excerpt
from headwater.text import paragraphs

_FOLDED = {"furniture": "page furniture", "comment": "comments", "comment_meta": "comments"}
_GLIMPSE = 28  # characters of a line of furniture: enough to see what it is
_MOST_LINES = 3  # of furniture of one kind; of more than these the first two are shown
_FURNITURE = {
    "crumb": "breadcrumbs",
    "newsletter": "newsletter",
    "ranking": "rankings",
    "related": "related links",
    "rights": "rights",
    "tags": "tags",
    "widget": "widgets",
}


class Chip(Record, frozen=True):
    """A strand in the margin of a paragraph, and the next text that has words of the paragraph from there too."""

    siglum: str
    style: int
    other: str  # the letter of that text
    to: str  # the paragraph there; both are empty where no other text is on the page


class Paragraph(Record, frozen=True):
    """A block of a text, cut at its marks, with the strands that run through it."""

    id: str
    label: str
    detail: str
    chips: tuple[Chip, ...]
    pieces: tuple[Piece, ...]


class Said(Record, frozen=True):
    """A part of a comment: its own words, or those that it repeats."""

    id: str
    of: str  # whose words are repeated; empty for its own
    pieces: tuple[Piece, ...]


class Reply(Record, frozen=True):
    """One comment of a thread."""

    author: str
    about: str
    depth: int
    to: str  # whom it answers
    above: str  # where that comment stands
    parts: tuple[Said, ...]


class Part(Record, frozen=True):
    """A run of blocks that belong together: open, or folded under a name."""

    folded: str  # empty: open
    count: int
    paragraphs: tuple[Paragraph, ...]
    replies: tuple[Reply, ...]


def paragraph_id(dossier: Dossier, document: str, start: int) -> str:
    """The id of what begins at an offset."""
    return f"{dossier.keys.get(document, document)}:{base36(start)}"


def blocks_of(dossier: Dossier, document: Document) -> list[Block]:
    """The blocks as read; the paragraphs where nothing was labelled."""
    return dossier.blocks.get(document.id) or [
        Block(document.id, p.start, p.end, "body", None, 0.0) for p in paragraphs(document.text)
    ]


def open_blocks(blocks: Iterable[Block]) -> list[Block]:
    """Those that no fold hides."""
    return [b for b in blocks if not _fold(b)]


class Layout(msgspec.Struct):
    """One document on its way to parts."""

    dossier: Dossier
    document: Document
    runs: Sequence[Strand]
    twins: Sequence[Twin]
    marks: Sequence[Mark]
    style: Mapping[str, int]
    blocks: Mapping[str, Sequence[Block]]  # of all texts, by document
    done: set[str]

    def parts(self) -> Iterable[Part]:
        """Runs of blocks of one fold."""
        comments = self.dossier.comments.get(self.document.id, [])
        replies = list(zip(comments, self._replies(comments), strict=True))
        for fold, group in groupby(self.blocks[self.document.id], key=_fold):
            run = list(group)
            here = tuple(r for c, r in replies if run[0].start <= c.start < run[-1].end)
            yield Part(fold, len(here), (), here) if here and fold == "comments" else self._part(fold, run)

    def _part(self, fold: str, run: Sequence[Block]) -> Part:
        glimpsed = run[0].label == "furniture" and not self.dossier.whole
        paragraphs_ = self._glimpses(run) if glimpsed else map(self._paragraph, run)
        return Part(fold, len(run), tuple(paragraphs_), ())

    def _glimpses(self, run: Sequence[Block]) -> Iterable[Paragraph]:
        """Furniture by its opening words, long runs of one kind by their first lines; a line that is linked in full."""
        for kind, group in groupby(run, key=lambda b: b.detail):
            lines = list(group)
            linked = {b for b in lines if any(m.id and m.start < b.end and b.start < m.end for m in self.marks)}
            first = len(lines) if len(lines) <= _MOST_LINES else 2
            for n, b in enumerate(lines):
                if b in linked:
                    yield self._paragraph(b)
                elif n < first:
                    yield _plain(excerpt(self.document.text[b.start : b.end], _GLIMPSE))
            if rest := sum(b not in linked for b in lines[first:]):
                noun = f" of {_FURNITURE[kind]}" if kind in _FURNITURE else ""
                yield _plain(f"and {rest} more line{'s' if rest > 1 else ''}{noun}")

    def _paragraph(self, block: Block) -> Paragraph:
        return Paragraph(
            id=self._id(block.start),
            label=block.label,
            detail=block.detail or "",
            chips=tuple(self._chips(block)),
            pieces=self._cut(block.start, block.end),
        )

    def _id(self, start: int) -> str:
        return paragraph_id(self.dossier, self.document.id, start)

    def _cut(self, start: int, end: int) -> tuple[Piece, ...]:
        return tuple(cut(self.document.text, start, end, self.marks, self.done))

    def _chips(self, block: Block) -> Iterable[Chip]:
        inside = [s for s in self.runs if s.start < block.end and s.end > block.start]
        order = [d.id for d in self.dossier.documents]
        near = [t for t in self.twins if t.start < block.end and t.end > block.start]
        for w in self.dossier.witnesses:
            stretches = [Span(max(s.start, block.start), min(s.end, block.end)) for s in inside if s.witness == w.id]
            if stretches:
                twin = next_twin(near, stretches, order, self.document.id)
                to = self.home(twin.document, twin.at) if twin else ""
                other = self.dossier.siglum(twin.document) if twin and to else ""
                yield Chip(self.dossier.siglum(w.id), self.style[w.id], other, to)

    def home(self, document: str, at: int) -> str:
        """The id of the open paragraph that holds an offset; empty where none does."""
        blocks = self.blocks[document]
        n = bisect_right([b.start for b in blocks], at) - 1
        return paragraph_id(self.dossier, document, blocks[n].start) if n >= 0 and not _fold(blocks[n]) else ""

    def _replies(self, comments: Sequence[Comment]) -> Iterable[Reply]:
        depth, by_id = _depths(comments), {c.id: c for c in comments}
        for c in comments:
            above = by_id.get(c.parent or "")
            yield Reply(
                author=_author(c),
                about=" · ".join(filter(None, (c.rank, c.date_raw, f"no. {c.id}"))),
                depth=min(depth[c.id], 6),
                to=_author(above) if above else "",
                above=self._first(above) if above else "",
                parts=tuple(self._said(c, by_id)),
            )

    def _first(self, comment: Comment) -> str:
        """The id of the first part of a comment; empty where it has none."""
        words_ = self.document.text[comment.start : comment.end]
        return self._id(comment.end - len(words_.lstrip())) if words_.strip() else ""

    def _said(self, comment: Comment, by_id: Mapping[str, Comment]) -> Iterable[Said]:
        """The comment in parts, what it repeats apart from its own words."""
        at = comment.start
        for q in sorted(comment.quotes, key=lambda q: (q.start, q.end)):
            if at <= q.start < q.end <= comment.end:
                yield from self._part_of(at, q.start, "")
                yield from self._part_of(q.start, q.end, _quoted(q, by_id))
                at = q.end
        yield from self._part_of(at, comment.end, "")

    def _part_of(self, start: int, end: int, of: str) -> Iterable[Said]:
        """A part without the blanks at its ends; none where nothing else is in it."""
        words_ = self.document.text[start:end]
        if words_.strip():
            start += len(words_) - len(words_.lstrip())
            yield Said(self._id(start), of, self._cut(start, start + len(words_.strip())))


def _author(comment: Comment) -> str:
    return comment.author or "somebody"


def _quoted(quoted: Quoted, by_id: Mapping[str, Comment]) -> str:
    """Whose words a comment repeats."""
    return _author(by_id[quoted.of]) if quoted.of in by_id else f"the {quoted.of}"


def _plain(text: str) -> Paragraph:
    return Paragraph("", "furniture", "", (), (Piece((), text, ()),))


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
