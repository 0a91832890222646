"""Story: documents on the same events, and all that was found in them."""

from functools import cached_property

from headwater.claims import Conflict, Ladder
from headwater.documents import Document
from headwater.errors import UsageError
from headwater.events import Event
from headwater.pipeline import show
from headwater.records import Tables
from headwater.report.dossier import Dossier, dossier, name
from headwater.report.findings import Summary, summary
from headwater.report.words import excerpt
from headwater.statements import Statement
from headwater.stories import Story as Row
from headwater.tell.finding import find
from headwater.tell.sides import pair, side
from headwater.tell.trees import rungs
from headwater.views.claim import Claim
from headwater.views.comparison import Diff
from headwater.views.tree import Tree


class Story:
    """A row of `stories` with everything that belongs to it; `number` is its place among the stories, largest first."""

    def __init__(self, tables: Tables, row: Row, number: int) -> None:
        self.row = row
        self.number = number
        self._tables = tables

    @cached_property
    def _of(self) -> Dossier:
        return dossier(self._tables, self.row)

    @cached_property
    def _summary(self) -> Summary:
        return summary(self._of)

    @property
    def id(self) -> str:
        """The id of the story."""
        return self.row.id

    @property
    def headline(self) -> str:
        """The headline closest to what its documents have in common; chosen, not made up."""
        return self.row.headline

    @property
    def documents(self) -> list[Document]:
        """Its documents in the order of the tree."""
        return self._of.documents

    @property
    def ladder(self) -> Ladder:
        """How independent its accounts are: documents, texts, newsrooms, speakers."""
        return Ladder(*(rung.n for rung in self._summary.ladder))

    @cached_property
    def tree(self) -> Tree:
        """Who had it from whom."""
        return Tree(self._of, self.number)

    @property
    def claims(self) -> list[Claim]:
        """What its documents say."""
        return [Claim(self._of, row) for row in self._of.claims]

    @property
    def conflicts(self) -> list[Conflict]:
        """Where they differ."""
        return self._of.conflicts

    @property
    def statements(self) -> list[Statement]:
        """Who says what in them, through whom."""
        return self._of.statements

    @property
    def events(self) -> list[Event]:
        """Who did what to whom."""
        return self._of.events

    def diff(self, a: str, b: str) -> Diff:
        """Two of its texts side by side: title and body, by the passages of the heap.

        `a` and `b` are letters of the tree, ids, or parts of a source or publisher. Raises UsageError where they name
        none of its texts, or a lost one.
        """
        held = {d.id: d for d in self.documents}
        ids = [find(self._tables, wanted, self._of.sigla) for wanted in (a, b)]
        if strange := [i for i in ids if i not in held]:
            raise UsageError(f"{strange[0]} is no text of this story; `print(story.tree)` shows those that are.")
        left, right = (side(held[i], self._of.blocks.get(i, [])) for i in ids)
        shared = [pair(p, ids[0]) for p in self._of.passages if {p.a, p.b} == set(ids)]
        return Diff(left, right, shared, (self._of.siglum(ids[0]), self._of.siglum(ids[1])))

    def __str__(self) -> str:
        return "\n".join((self.headline, f"  {rungs(self.ladder)}", *(f"  {s}" for s in self._summary.sentences)))

    def __repr__(self) -> str:
        return f"<Story {self.id}: {excerpt(self.headline, 60)} ({len(self.row.documents)} documents)>"

    def _repr_html_(self) -> str:
        rows = [(self._of.siglum(d.id), name(d), d.headline) for d in self.documents]
        return show.framed(
            f'<h4 dir="auto">{show.text(excerpt(self.headline))}</h4><p>{show.text(rungs(self.ladder))}</p>',
            f"<p>{show.text(' '.join(self._summary.sentences), 1000)}</p>",
            show.table(("text", "published by", "headline"), [[show.text(v) for v in row] for row in rows]),
        )
