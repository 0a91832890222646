"""Claim: what accounts agree on, who stands behind it, and where they differ."""

from headwater.claims import Claim as Row
from headwater.claims import Conflict, Ladder, Support
from headwater.pipeline import show
from headwater.records import Place
from headwater.report.dossier import Dossier
from headwater.report.words import excerpt
from headwater.tell.trees import lost_name, rungs


class Claim:
    """A row of `claims` with the characters that it rests on."""

    def __init__(self, of: Dossier, row: Row) -> None:
        self.row = row
        self._of = of

    @property
    def text(self) -> str:
        """The clearest wording found."""
        return self.row.text

    @property
    def ladder(self) -> Ladder:
        """How independent the supports are: documents, texts, newsrooms, speakers."""
        return self.row.ladder

    @property
    def supports(self) -> tuple[Support, ...]:
        """The places that say so, each with its line of descent, newsroom and speaker."""
        return self.row.supports

    @property
    def conflicts(self) -> list[Conflict]:
        """Where the accounts differ on this claim, with all readings."""
        return [c for c in self._of.conflicts if c.claim == self.row.id]

    def words(self, place: Support | Place) -> str:
        """The characters of a support or of a reading's place."""
        return self._of.text(place.document, place.start, place.end)

    def __str__(self) -> str:
        differ = "".join(f"\n  {self._differs(c)}" for c in self.conflicts)
        return f"{excerpt(self.text)}\n  {rungs(self.ladder)}{differ}"

    def _differs(self, conflict: Conflict) -> str:
        return f"{conflict.slot} differs: " + " | ".join(excerpt(r.value) for r in conflict.readings)

    def __repr__(self) -> str:
        return f"<Claim: {excerpt(self.text, 60)} ({rungs(self.ladder)})>"

    def _repr_html_(self) -> str:
        lost = {w.id: lost_name(w) for w in self._of.witnesses if w.kind == "lost"}
        rows = [
            (
                self._of.siglum(s.document),
                lost.get(s.newsroom, s.newsroom),
                lost.get(s.speaker, s.speaker),
                f"{s.start}–{s.end}",
                excerpt(self.words(s)),
            )
            for s in self.supports
        ]
        cells = [[show.text(value) for value in row] for row in rows]
        return show.framed(
            f'<h4 dir="auto">{show.text(excerpt(self.text))}</h4><p>{show.text(rungs(self.ladder))}</p>',
            *(f'<p dir="auto">{show.text(self._differs(c))}</p>' for c in self.conflicts),
            show.table(("text", "newsroom", "speaker", "characters", "words"), cells),
        )
