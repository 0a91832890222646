"""Dossier: one story with everything that was found about it. All views are made from one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from headwater.claims import Claim, Conflict
from headwater.dates import When
from headwater.documents import Block, Comment, Document
from headwater.events import Event
from headwater.names import canonical
from headwater.passages import Passage
from headwater.records import Fault, Place, Record, Tables, from_table
from headwater.report.tree import reading_order
from headwater.report.words import LONGEST_NAME, base36, host, slug
from headwater.statements import Statement
from headwater.stemma import Alternative, Derivation, Witness
from headwater.stories import Story

R = TypeVar("R", bound=Record)
_GREEK = "αβγδεζηθικλμνξοπρστυφχψω"


class Anchor(Place, frozen=True):
    """A place with the id that it has on the page: `document:start-end`, which lasts, or short on a page of many."""

    id: str


def anchor(place: Place, key: str | None = None) -> Anchor:
    """The place with its id: the lasting one, or with the key of its text `key:start.length`, in base 36."""
    lasting = f"{slug(place.document)}:{place.start}-{place.end}"
    short = f"{key}:{base36(place.start)}.{base36(place.end - place.start)}"
    return Anchor(place.document, place.start, place.end, short if key else lasting)


class Dossier(msgspec.Struct, frozen=True):
    """One story and all rows that belong to it; documents and witnesses in the order of the tree."""

    story: Story
    documents: list[Document]
    witnesses: list[Witness]
    sigla: dict[str, str]  # witness -> its letter: Latin for texts at hand, Greek for lost ones
    derivations: list[Derivation]
    alternatives: list[Alternative]
    passages: list[Passage]
    blocks: dict[str, list[Block]]
    comments: dict[str, list[Comment]]
    dates: list[When]
    statements: list[Statement]
    events: list[Event]
    claims: list[Claim]
    conflicts: list[Conflict]
    faults: list[Fault]
    names: dict[str, str]  # everybody who is cited -> the one name that stands for all spellings of theirs
    keys: dict[str, str]  # document -> what the ids of its places on the page begin with
    paragraphs: frozenset[tuple[str, int, int]]  # document, start and end of those of title and body
    suffix: str = ""  # what the other ids of the story end with, where a page holds several stories
    whole: bool = False  # whether the furniture of its pages is shown in full

    def at(self, place: Place) -> Anchor:
        """The place with its id on the page of this story: that of its paragraph, where it is all of one."""
        key = self.keys.get(place.document)
        if self.fills_paragraph(place):
            return Anchor(place.document, place.start, place.end, f"{key}:{base36(place.start)}")
        return anchor(place, None if key == slug(place.document) else key)

    def fills_paragraph(self, place: Place) -> bool:
        """Whether a place is all of a paragraph of title or body, on a page of many texts."""
        return not self.whole and (place.document, place.start, place.end) in self.paragraphs

    def text(self, document: str, start: int, end: int) -> str:
        """The characters of a place; empty for a document of another story."""
        return next((d.text[start:end] for d in self.documents if d.id == document), "")

    def siglum(self, witness: str) -> str:
        """The letter of a witness; its id where it is none of this story's."""
        return self.sigla.get(witness, witness)


def story_list(tables: Tables) -> list[Story]:
    """The stories, the one with the most documents first, then by date."""
    rows = from_table(Story, tables["stories"]) if "stories" in tables else []
    return sorted(rows, key=lambda s: (-len(s.documents), s.first or "9", s.id))


def dossier(tables: Tables, story: Story, number: int = 1) -> Dossier:
    """Everything that the tables hold about one story; `number` is its place among the stories of a page."""
    suffix = f"-{number}" if number > 1 else ""
    ids = story.documents
    derivations = _descent(tables, ids)
    named = {*ids, *(d.parent for d in derivations), *(d.child for d in derivations)}
    rows = {w.id: w for w in _where(Witness, tables, "witnesses", "id", named)}
    witnesses = [rows.get(i) or _bare(i) for i in sorted(named)]
    order = reading_order(witnesses, derivations)
    found = {d.id: d for d in _where(Document, tables, "documents", "id", ids)}
    documents = [found[w.id] for w in order if w.id in found]
    sigla = _sigla(order)
    blocks = _by_document(_where(Block, tables, "blocks", "document", ids))
    statements = _where(Statement, tables, "statements", "document", ids)
    return Dossier(
        story=story,
        documents=documents,
        witnesses=order,
        sigla=sigla,
        derivations=derivations,
        alternatives=_where(Alternative, tables, "alternatives", "child", named),
        passages=[p for p in _where(Passage, tables, "passages", "a", ids) if p.b in found],
        blocks=blocks,
        comments=_by_document(_where(Comment, tables, "comments", "document", ids)),
        dates=_where(When, tables, "dates", "document", ids),
        statements=statements,
        events=_events(tables, ids),
        claims=_where(Claim, tables, "claims", "story", [story.id]),
        conflicts=_where(Conflict, tables, "conflicts", "story", [story.id]),
        faults=_where(Fault, tables, "faults", "document", ids),
        names=canonical(n for s in statements if s.named for n in _cited(s) if len(n) <= LONGEST_NAME),
        keys={d.id: sigla[d.id] + suffix for d in documents},
        paragraphs=_paragraphs(blocks),
        suffix=suffix,
    )


def _paragraphs(blocks: Mapping[str, Iterable[Block]]) -> frozenset[tuple[str, int, int]]:
    """The paragraphs of titles and bodies."""
    rows = (b for of in blocks.values() for b in of if b.label in ("title", "body"))
    return frozenset((b.document, b.start, b.end) for b in rows)


def _cited(s: Statement) -> Iterable[str]:
    """Everybody who is named for a statement."""
    return (s.speaker, *(link.name for link in s.chain))


def lone(tables: Tables, document: str) -> Dossier | None:
    """The dossier of a document's story, or of the document alone where it is in none; ids last there."""
    if not _where(Document, tables, "documents", "id", [document]):
        return None
    return _lasting(dossier(tables, _home(tables, document)))


def together(tables: Tables, a: str, b: str) -> Dossier | None:
    """The dossier of two documents, of both their stories where they are in different ones; ids last there."""
    if a == b or len(_where(Document, tables, "documents", "id", [a, b])) != 2:
        return None
    home = _home(tables, a)
    if b not in home.documents:
        home = msgspec.structs.replace(home, documents=home.documents + _home(tables, b).documents)
    return _lasting(dossier(tables, home))


def _home(tables: Tables, document: str) -> Story:
    """The story of a document; one of it alone where it is in none."""
    alone = Story(document, document, (document,), None, None, 1)
    return next((s for s in story_list(tables) if document in s.documents), alone)


def _lasting(of: Dossier) -> Dossier:
    """The dossier with ids that last, and all of the furniture."""
    return msgspec.structs.replace(of, keys={d.id: slug(d.id) for d in of.documents}, whole=True)


def faults(tables: Tables) -> list[Fault]:
    """What could not be read or done, over the whole heap."""
    return sorted(_all(Fault, tables, "faults"), key=lambda f: (f.source, f.stage, f.start or 0, f.message))


def name(document: Document) -> str:
    """What to call a document: who put it up, else its host, else the last part of its source."""
    file = document.source.rstrip("/").rpartition("/")[2]
    return house(document) or file or document.id


def house(document: Document) -> str | None:
    """Who put a document up: the publisher, else its host."""
    return document.publisher or host(document.url or document.canonical_url)


def _descent(tables: Tables, ids: Sequence[str]) -> list[Derivation]:
    """The edges into the documents and into whatever stands above them."""
    edges: list[Derivation] = []
    seen: set[str] = set()
    frontier = set(ids)
    while frontier:
        seen |= frontier
        found = _where(Derivation, tables, "derivations", "child", frontier)
        edges += found
        frontier = {d.parent for d in found} - seen
    return sorted(edges, key=lambda d: (d.child, -d.probability, d.parent))


def _events(tables: Tables, ids: Sequence[str]) -> list[Event]:
    """The events that one of the documents supports."""
    if not tables.get("events"):
        return []
    supports = tables["events"]["supports"].combine_chunks()
    told = pc.is_in(pc.struct_field(pc.list_flatten(supports), "document"), pa.array(ids, pa.string()))
    rows = pc.unique(pc.list_parent_indices(supports).filter(told))
    return from_table(Event, tables["events"].take(rows))


def _sigla(order: Iterable[Witness]) -> dict[str, str]:
    latin = greek = 0
    sigla: dict[str, str] = {}
    for witness in order:
        if witness.kind == "lost":
            sigla[witness.id] = _GREEK[greek % 24] + (str(greek // 24 + 1) if greek >= 24 else "")
            greek += 1
        else:
            sigla[witness.id] = _latin(latin)
            latin += 1
    return sigla


def _latin(n: int) -> str:
    """A, B, … Z, AA, AB, …"""
    letters = ""
    n += 1
    while n:
        n, rest = divmod(n - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _bare(witness: str) -> Witness:
    """A witness that only the stories or the edges name."""
    kind = "lost" if witness.startswith("lost:") else "document"
    return Witness(witness, kind, witness, None, None, 0.0, witness, True)  # type: ignore[arg-type]


def _all(kind: type[R], tables: Tables, table: str) -> list[R]:
    return from_table(kind, tables[table]) if table in tables else []


def _where(kind: type[R], tables: Tables, table: str, column: str, wanted: Iterable[str]) -> list[R]:
    """The rows whose column holds one of the wanted values; a table that is not there is empty."""
    rows = tables.get(table)
    if not rows:
        return []
    return from_table(kind, rows.filter(pc.is_in(rows[column], pa.array(sorted(wanted), pa.string()))))


D = TypeVar("D", Block, Comment)


def _by_document(rows: Iterable[D]) -> dict[str, list[D]]:
    grouped: dict[str, list[D]] = defaultdict(list)
    for row in sorted(rows, key=lambda r: (r.document, r.start, r.end)):
        grouped[row.document].append(row)
    return dict(grouped)
