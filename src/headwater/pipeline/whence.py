"""Whence: where a text comes from that is not in the workspace, and does not come into it.

Candidates are the documents that share the rarest of its features, those that hold some of its runs of words, and what
else tells of their stories. They are traced together with the text by the very steps that trace any heap; its place is
read off. The texts are few, so word rarity is that of the few: what all of them print proves less than in the heap.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain, zip_longest
from typing import NamedTuple

import pyarrow as pa
from msgspec.structs import replace

from headwater import documents
from headwater.engine import LocalEngine
from headwater.errors import NothingToRead
from headwater.pages import Given, Page
from headwater.passages import Passage
from headwater.pipeline.adding import unpacked
from headwater.pipeline.sketch import sketch
from headwater.pipeline.steps import Progress, run
from headwater.records import Fault, Record, from_table, to_table
from headwater.stemma import Derivation
from headwater.store import Reader, Workspace
from headwater.stories import Story
from headwater.text import words

MOST = 50  # documents that a text is traced with
LIKELY = 30  # of these such as share features or words with it; the others tell of the same stories
TOP = 5  # of the likeliest, whose stories are filled up
RUN, RUNS, HITS = 5, 12, 6  # words of a run that is searched for, such runs, and documents of each
LONGEST = 200_000  # characters of a text


class Shared(Record, frozen=True):
    """A passage that the text shares with a document of the workspace."""

    document: str
    start: int  # in the text
    end: int
    other_start: int  # in the document
    other_end: int
    words: int
    identity: float
    kind: str  # copy, quotation, stock


class Whence(NamedTuple):
    """What was found of a text."""

    id: str  # of the text among the tables
    same: str | None  # a document of the workspace that has the very text
    parents: tuple[Derivation, ...]  # the likeliest first; of lost sources too
    children: tuple[Derivation, ...]  # documents that may have it from the text
    passages: tuple[Shared, ...]  # in the order of the text
    story: str | None  # of the workspace, that most of its kin here tell of
    looked: int  # documents that it was traced with
    tables: dict[str, pa.Table]  # everything, as for any heap

    @property
    def sure(self) -> Derivation | None:
        """The edge that is asserted; None where none is."""
        return next((p for p in self.parents if p.probability >= 0.5), None)

    @property
    def nearest(self) -> str | None:
        """The document of the workspace that shares most of its words, apart from stock phrases; None: none does."""
        shared = self.in_common
        return max(sorted(shared), key=lambda document: shared[document], default=None)

    @property
    def in_common(self) -> Counter[str]:
        """How many words a document has in common with it, apart from stock phrases."""
        shared = Counter[str]()
        for p in self.passages:
            if p.kind != "stock":
                shared[p.document] += round(p.words * p.identity)
        return shared


def whence(workspace: Workspace, page: Page, now: str | None = None, progress: Progress | None = None) -> Whence:
    """Where a text comes from that is there `now`, so that it cannot be younger.

    Raises NothingToRead where the page gives no text, or far too much of it.
    """
    text = _read(page)
    with workspace.reading() as reader:
        names = candidates(reader, text)
        pages = [p for p in (_page(reader, name) for name in names) if p]
        stories = reader.stories_of(names)
    given = replace(page.given, id=_name(text), date_retrieved=page.given.date_retrieved or now)
    page = replace(page, given=given)
    tables = run([*pages, page], (), LocalEngine(), progress=progress)
    return _read_off(tables, _name(text), text, stories, len(pages))


def pasted(text: str) -> Page:
    """A text that somebody pasted, as a page."""
    return Page("pasted text", "text", text, None, Given())


def candidates(reader: Reader, text: str) -> list[str]:
    """Ids of the documents that a text may have to do with, the likeliest first."""
    if reader.count("documents") <= MOST:
        few = reader.slice("documents", 0, MOST)
        return sorted(few[1]["id"].to_pylist()) if few else []
    hits = Counter(chain.from_iterable(reader.phrase(some, HITS) for some in _runs(text)))
    found = [name for name, _ in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0]))]
    ranked = _turns(reader.likely(sketch(text), LIKELY), found)[:LIKELY]
    stories = dict.fromkeys(s for n in ranked[:TOP] if (s := reader.story_of(n)))
    mates = [d.id for story in stories for d in reader.listed(story, 0, MOST)]
    return list(dict.fromkeys([*ranked, *mates]))[:MOST]


def _turns(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The names of two rankings in turns, each once."""
    return list(dict.fromkeys(name for pair in zip_longest(one, other) for name in pair if name is not None))


def _runs(text: str) -> list[list[str]]:
    """Some runs of words, over the whole text: of each stretch the one with the longest words."""
    forms = [w.form for w in words(text)]
    runs = [forms[i : i + RUN] for i in range(max(1, len(forms) - RUN + 1))]
    size = -(-len(runs) // RUNS)
    parts = [runs[i : i + size] for i in range(0, len(runs), size)]
    return [max(part, key=lambda run: sum(map(len, run))) for part in parts]


def _read(page: Page) -> str:
    """The text of a page."""
    tables = documents.step(LocalEngine(), {"pages": to_table(Page, [page])})
    if not tables["documents"].num_rows:
        faults = from_table(Fault, tables["faults"])
        raise NothingToRead(f"There is no text to look for: {faults[0].message if faults else 'it is empty'}.")
    text: str = tables["documents"]["text"][0].as_py()
    if len(text) > LONGEST:
        raise NothingToRead(f"The text has {len(text):,} characters; up to {LONGEST:,} are looked for.")
    return text


def _page(reader: Reader, name: str) -> Page | None:
    """The page of a document, under its id."""
    kept = reader.page(name)
    if kept is None:
        return None
    page = unpacked(kept[0])
    return replace(page, given=replace(page.given, id=name)) if kept[1] else page


def _name(text: str) -> str:
    """An id that stands for the text."""
    return "pasted-" + blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _read_off(tables: dict[str, pa.Table], name: str, text: str, stories: dict[str, str], looked: int) -> Whence:
    edges = sorted(from_table(Derivation, tables["derivations"]), key=lambda d: (-d.probability, d.parent, d.child))
    passages = [_facing(p, name) for p in from_table(Passage, tables["passages"]) if name in (p.a, p.b)]
    mates = next(s.documents for s in from_table(Story, tables["stories"]) if name in s.documents)
    told = Counter(stories[d] for d in mates if d in stories)
    same = [d for d, other in zip(*(tables["documents"][c].to_pylist() for c in ("id", "text")), strict=True)
            if other == text and d != name]  # fmt: skip
    return Whence(
        name,
        min(same, default=None),
        tuple(d for d in edges if d.child == name),
        tuple(d for d in edges if d.parent == name),
        tuple(sorted(passages, key=lambda p: (p.start, p.end, p.document))),
        max(sorted(told), key=lambda s: told[s], default=None),
        looked,
        tables,
    )


def _facing(passage: Passage, name: str) -> Shared:
    """A passage as the text sees it."""
    p, mine = passage, passage.a == name
    here = (p.a_start, p.a_end) if mine else (p.b_start, p.b_end)
    there = (p.b_start, p.b_end) if mine else (p.a_start, p.a_end)
    return Shared(p.b if mine else p.a, *here, *there, p.words, p.identity, p.kind)
