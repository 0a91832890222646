"""Terminal: the trees for reading, with lines and colour where there is a terminal, as plain text elsewhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import StringIO

from rich.console import Console, RenderableType
from rich.text import Text
from rich.tree import Tree

from headwater.report.findings.links import how
from headwater.report.words import capital, chance, count, day
from headwater.stemma import Alternative, Derivation
from headwater.tell.trees import ASSERTED, TOLD, Branch, StoryTree, one_line

_WIDE = 100_000  # columns: what a file or a pipe gets is never folded
_MOST_ALONE = 12  # texts without kin that are named; of more, these


def told(trees: Sequence[StoryTree]) -> Iterator[RenderableType]:
    """Every story with its trees; where there are several stories, those of a single text are only counted."""
    shown = [t for t in trees if len(trees) == 1 or sum(map(len, t.families)) > 1]
    for tree in shown:
        yield from _story(tree)
        yield Text()
    if rest := len(trees) - len(shown):
        noun = ("more story", "more stories") if shown else ("story", "stories")
        yield Text(f"{capital(count(rest, *noun))} of one text")


def written(parts: Iterable[RenderableType]) -> str:
    """The same as plain text."""
    out = StringIO()
    console = Console(file=out, width=_WIDE, color_system=None, force_terminal=False, highlight=False)
    for part in parts:
        console.print(part)
    return "".join(line.rstrip() + "\n" for line in out.getvalue().rstrip("\n").split("\n"))


def _story(tree: StoryTree) -> Iterator[RenderableType]:
    s = tree.story
    days = "/".join(dict.fromkeys(d for d in (s.first, s.last) if d))
    facts = (day(days) if days else "", count(len(s.documents), "document"), count(s.lines, "independent line"), s.id)
    about = "".join(f" · {one_line(f)}" for f in facts if f)
    yield Text.assemble((f"{tree.number}  {one_line(s.headline)}", "bold"), about)
    for family in tree.families:
        if len(family) > 1:
            yield from _family(family, tree.sigla)
    if alone := [f[0] for f in tree.families if len(f) == 1]:
        named = [f"{b.siglum} {b.name}" for b in alone[:_MOST_ALONE]]
        more = [f"and {len(alone) - _MOST_ALONE} more"] if len(alone) > _MOST_ALONE else []
        verb = "text stands alone" if len(alone) == 1 else "texts stand alone"
        yield Text(f"{capital(count(len(alone), verb, verb))}: " + " · ".join(named + more))


def _family(family: Sequence[Branch], sigla: Mapping[str, str]) -> list[Tree]:
    """The trees of a family: one for every text in it that is copied from no other."""
    roots: list[Tree] = []
    way: list[Tree] = []  # from a root down to the row before
    for branch in family:
        del way[branch.depth :]
        label = line(branch, sigla)
        if way:
            way.append(way[-1].add(label))
        else:
            way.append(Tree(label, guide_style="dim"))
            roots.append(way[0])
    return roots


def line(b: Branch, sigla: Mapping[str, str]) -> Text:
    """A witness on one line: letter, name, date and descent."""
    label = Text.assemble((f"{b.siglum}  ", "bold"), (b.name, "italic" if b.lost else ""))
    if b.witness.date:
        label.append(f", {'by ' if b.lost else ''}{one_line(day(b.witness.date))}")
    for n, parent in enumerate(b.parents):
        label.append(f" · {_descent(parent, sigla, n)}")
    for rival in b.rivals:
        if rival.probability >= TOLD:
            label.append(f" · {_rival(rival, b)} {_called(rival, sigla)}", "dim")
    return label


def _rival(rival: Alternative, b: Branch) -> str:
    """How another parent is named: the best tree is not always made of the edges that most trees have."""
    return "or, in more trees, from" if b.parents and rival.probability > b.parents[0].probability else "or from"


def _descent(d: Derivation, sigla: Mapping[str, str], n: int) -> str:
    """Where a text comes from: its likeliest parent first, then the others that it took from as well."""
    sure = d.probability >= ASSERTED
    if n:
        return f"{'also' if sure else 'perhaps also'} from {_called(d, sigla)}"
    return f"{'' if sure else 'undecided, perhaps '}{how(d)} {_called(d, sigla)}"


def _called(d: Derivation, sigla: Mapping[str, str]) -> str:
    return f"{sigla.get(d.parent) or one_line(d.parent)}, {chance(d.probability)}"
