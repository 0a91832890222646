"""Tree: who had it from whom, how surely, and which sources are lost."""

from collections.abc import Iterator, Sequence

from headwater.pipeline import show
from headwater.report.dossier import Dossier
from headwater.stemma import Derivation, Witness
from headwater.tell import GRAPHS, StoryTree, told, written
from headwater.tell.terminal import line
from headwater.tell.trees import Branch, story_tree


class Tree:
    """The family trees of one story."""

    def __init__(self, of: Dossier, number: int) -> None:
        self._rows: StoryTree = story_tree(of, number)
        self.witnesses: list[Witness] = of.witnesses
        self.edges: list[Derivation] = of.derivations
        self.sigla: dict[str, str] = of.sigla

    def write(self, form: str) -> str:
        """The trees for programs that draw: `dot`, `graphml` or `newick`.

        Raises UsageError where a text has two parents and the form is Newick.
        """
        return GRAPHS[form]([self._rows])

    def __str__(self) -> str:
        return written(told([self._rows]))

    def __repr__(self) -> str:
        lost = sum(w.kind == "lost" for w in self.witnesses)
        return f"<Tree: {len(self.witnesses) - lost} texts, {lost} lost sources, {len(self.edges)} edges>"

    def _repr_html_(self) -> str:
        return show.framed(*("".join(self._listed(family)) for family in self._rows.families))

    def _listed(self, family: Sequence[Branch]) -> Iterator[str]:
        """A family as a list in lists."""
        depth = -1
        for branch in family:
            yield "<ul>" if branch.depth > depth else "</li>" + "</ul></li>" * (depth - branch.depth)
            yield f'<li dir="auto">{show.text(line(branch, self.sigla).plain)}'
            depth = branch.depth
        yield "</li></ul>" * (depth + 1)
