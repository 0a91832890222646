"""Change: what a new document brings, in one line: a copy of what, a new line of descent, a number that differs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeVar

import pyarrow as pa

from headwater.claims import Conflict
from headwater.documents import Body, Document, Stamp, bodies
from headwater.pipeline import Added
from headwater.records import Record, from_table
from headwater.stemma import Derivation, Witness
from headwater.stories import Story

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # a terminal would take them for commands
R = TypeVar("R", bound=Record)
LONGEST = 4_000  # words of a text whose versions are compared
FEW, SHOWN = 4, 12  # stretches that are told, and words of each
WAYS = {
    "copy": "copied from", "trim": "shortened from", "rewrite": "rewritten from", "merge": "merged from",
    "update": "a later version of", "quote": "quotes",
}  # fmt: skip


class Change(Record, frozen=True):
    """What came with one new document."""

    document: str
    source: str
    url: str | None
    publisher: str | None
    headline: str
    story: str  # the id of its story
    about: str  # the headline of its story
    kind: Literal["story", "copy", "text", "version"]
    parent: str | None  # whom it has its wording from
    how: str | None
    probability: float | None
    new_line: bool  # it has no wording to speak of in common with what was there
    differs: tuple[str, ...]  # what no text of the story said before: "number: six | nine"
    reworded: tuple[str, ...]  # of a new version: what the one before had in other words: "sixty → seventy"

    @property
    def line(self) -> str:
        """The change in words."""
        who = self.publisher or self.source
        line = {
            "story": f"new story: {self.headline} ({who})",
            "copy": f"+1 copy of {self.about} ({who})",
            "text": f"+1 text on {self.about} ({who})",
            "version": f"new version of {self.url}: {self.headline}",
        }[self.kind]
        told = [f"{of} differs: {values}" for of, _, values in (d.partition(": ") for d in self.differs)]
        told = [f"{'an' if t[0] in 'aeiou' else 'a'} {t}" for t in told]
        origin = ["new line of descent"] if self.new_line and self.kind == "text" else []
        way = [f"{WAYS[self.how]} {self.parent}"] if self.how and self.kind == "copy" else []
        return " ".join(_CONTROL.sub(" ", "; ".join([line, *self.reworded, *way, *origin, *told])).split())


def changes(added: Added) -> list[Change]:
    """What each new document of a batch brings to what was there and those before it, in the order of their sources."""
    if not added.documents or not added.after:
        return []
    before, after = Findings(added.before), Findings(added.after)
    found = sorted((d for d in map(after.documents.get, added.documents) if d), key=lambda d: (d.source, d.id))
    new = {d.id: n for n, d in enumerate(found)}
    return [_change(d, before, after, new) for d in found]


class Findings:
    """The tables of a batch as what a change asks of them."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self.documents = {d.id: d for d in _rows(Document, tables, "documents")}
        self.witnesses = {w.id: w for w in _rows(Witness, tables, "witnesses")}
        self.bodies = {b.document: b for b in bodies(tables)} if tables else {}
        stamps = [s for s in _rows(Stamp, tables, "stamps") if s.kind == "retrieved" and s.value]
        self.retrieved = {s.document: s.value or "" for s in stamps}
        edges = sorted(_rows(Derivation, tables, "derivations"), key=lambda d: d.probability)
        self.above = {d.child: d for d in edges}  # the likeliest
        self.stories = {d: s for s in _rows(Story, tables, "stories") for d in s.documents}
        self.conflicts = [c for c in _rows(Conflict, tables, "conflicts") if c.kind == "conflict"]

    def family(self, document: str) -> set[str]:
        """The documents that wording ties to one."""
        one = self.witnesses.get(document)
        return {w.id for w in self.witnesses.values() if one and w.family == one.family}

    def version_before(self, document: Document, old: set[str]) -> Document | None:
        """The latest of the older documents that stood at the same address."""
        same = [d for d in map(self.documents.get, sorted(old)) if d and d.url == document.url is not None]
        return max(same, key=lambda d: self.retrieved.get(d.id, ""), default=None)

    def told(self, documents: set[str]) -> set[str]:
        """The differences that were told between these documents."""
        return {
            _differs(c) for c in self.conflicts if any(p.document in documents for r in c.readings for p in r.supports)
        }


def reworded(old: str, new: str) -> tuple[str, ...]:
    """The first few stretches in which a text is worded otherwise, each as `old → new`."""
    one, two = old.split(), new.split()
    if max(len(one), len(two)) > LONGEST:
        return ()
    parts = SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
    found = [f"{_shown(one[a:b])} → {_shown(two[c:d])}" for kind, a, b, c, d in parts if kind != "equal"]
    return (*found[:FEW], *([f"and {len(found) - FEW} more"] if len(found) > FEW else []))


def _account(body: Body) -> str:
    """Title and body: what else stands on a page, such as comments, is no other wording of it."""
    return "\n".join(body.text[s.start : s.end] for s in sorted(body.title + body.body))


def _shown(words: Sequence[str]) -> str:
    """Some words, in the middle of many an ellipsis; a dash for none."""
    return " ".join(words if len(words) <= SHOWN else [*words[: SHOWN // 2], "…", *words[-SHOWN // 2 :]]) or "–"


def _rows(kind: type[R], tables: Mapping[str, pa.Table], name: str) -> list[R]:
    return from_table(kind, tables[name]) if name in tables else []


def _change(document: Document, before: Findings, after: Findings, new: Mapping[str, int]) -> Change:
    story = after.stories.get(document.id) or Story(document.id, document.source, (document.id,), None, None, 1)
    kept = set(story.documents) - new.keys()
    there = kept | {d for d in story.documents if new.get(d, len(new)) < new[document.id]}
    edge = after.above.get(document.id)
    kin = after.family(document.id) & there
    before_it = after.version_before(document, kept)
    kind: Literal["story", "copy", "text", "version"] = (
        "version" if before_it else "copy" if kin else "text" if there else "story"
    )
    known = before.told(kept)
    return Change(
        document.id, document.source, document.url, document.publisher, document.headline or story.headline, story.id,
        story.headline, kind, _parent(edge, after) if edge else None, edge.how if edge else None,
        edge.probability if edge else None, not kin,
        tuple(dict.fromkeys(t for t in _of(document.id, after) if t not in known)),
        reworded(_account(after.bodies[before_it.id]), _account(after.bodies[document.id])) if before_it else (),
    )  # fmt: skip


def _of(document: str, after: Findings) -> Iterator[str]:
    """The differences in which a document has a reading."""
    for c in after.conflicts:
        if any(p.document == document for r in c.readings for p in r.supports):
            yield _differs(c)


def _differs(conflict: Conflict) -> str:
    return f"{conflict.slot}: " + " | ".join(sorted(" ".join(r.value.split()) for r in conflict.readings))


def _parent(edge: Derivation, after: Findings) -> str:
    witness = after.witnesses.get(edge.parent)
    return witness.label if witness else edge.parent
