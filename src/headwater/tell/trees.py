"""Trees: the families of a story as rows, every parent before its children, with the letters of the report."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import pyarrow as pa

from headwater.claims import Ladder
from headwater.errors import HeadwaterError, UsageError
from headwater.records import Record, Tables
from headwater.report.dossier import Dossier, dossier, name, story_list
from headwater.report.words import count, excerpt, one_way
from headwater.stemma import Alternative, Derivation, Witness
from headwater.stories import Story

ASSERTED = 0.5  # an edge of less is undecided
TOLD = 0.2  # a runner-up of less is left to the report
_TABLES = ("stories", "documents", "witnesses", "derivations", "alternatives")


class Branch(Record, frozen=True):
    """A witness in its tree: it hangs from the nearest row above it whose depth is one less; a root has depth 0."""

    witness: Witness
    siglum: str
    name: str
    depth: int
    parents: tuple[Derivation, ...]  # the likeliest first
    rivals: tuple[Alternative, ...]  # the likeliest first

    @property
    def lost(self) -> bool:
        """Whether its text must have existed and is not at hand."""
        return self.witness.kind == "lost"


class StoryTree(Record, frozen=True):
    """The families of one story, each in reading order; `number` is its place in the list of stories."""

    number: int
    story: Story
    sigla: dict[str, str]
    families: tuple[tuple[Branch, ...], ...]


def story_trees(tables: Tables, wanted: str | None = None) -> list[StoryTree]:
    """The trees of all stories, the largest story first; or of the one that is named by number, id or start of its id.

    Raises UsageError where no story, or more than one, is meant.
    """
    kept = traced(tables, _TABLES)
    return [story_tree(dossier(kept, s, n), n) for n, s in chosen(story_list(tables), wanted)]


def traced(tables: Tables, names: Sequence[str]) -> dict[str, pa.Table]:
    """The tables of these names; a workspace without trees is refused."""
    kept = {n: tables[n] for n in names if n in tables}
    if missing := [n for n in _TABLES if n not in kept]:
        raise HeadwaterError(
            f"No table `{missing[0]}` is here; `headwater trace PATH… -w WORKSPACE` makes all of them."
        )
    return kept


def chosen(stories: Sequence[Story], wanted: str | None) -> list[tuple[int, Story]]:
    """The stories with their numbers; only the one that is meant, where one is."""
    numbered = list(enumerate(stories, 1))
    if wanted is None:
        return numbered
    found = (
        [(n, s) for n, s in numbered if s.id == wanted]
        or [(n, s) for n, s in numbered if str(n) == wanted]
        or [(n, s) for n, s in numbered if wanted and s.id.startswith(wanted)]
    )
    if len(found) > 1:
        ids = ", ".join(f"{s.id} (number {n})" for n, s in found[:5])
        raise UsageError(f"--story {wanted} may be {ids}: give the number or more of the id.")
    if not found:
        held = (
            f"there are {len(stories)}, numbered from 1" if len(stories) > 1 else count(len(stories), "story is there")
        )
        raise UsageError(f"--story {wanted}: no such story; {held}. `headwater tree` without --story shows them.")
    return found


def story_tree(of: Dossier, number: int) -> StoryTree:
    """One story's witnesses as trees."""
    parents: dict[str, list[Derivation]] = defaultdict(list)
    for d in sorted(of.derivations, key=lambda d: (-d.probability, d.parent)):
        parents[d.child].append(d)
    rivals = runners_up(of.alternatives)
    names = {d.id: name(d) for d in of.documents}
    depth: dict[str, int] = {}
    root: dict[str, str] = {}
    families: dict[str, list[Branch]] = {}
    for w in of.witnesses:  # parents come first; the one that does not stands in a ring, and its child is a root
        above = parents[w.id][0].parent if parents[w.id] else ""
        depth[w.id] = depth[above] + 1 if above in depth else 0
        root[w.id] = root.get(above, w.family)
        called = title(names.get(w.id) or lost_name(w))
        row = Branch(w, of.siglum(w.id), called, depth[w.id], tuple(parents[w.id]), tuple(rivals.get(w.id, ())))
        families.setdefault(root[w.id], []).append(row)
    return StoryTree(number, of.story, of.sigla, tuple(tuple(f) for f in families.values()))


def runners_up(alternatives: Iterable[Alternative]) -> dict[str, list[Alternative]]:
    """The edges that were weighed and lost, by child, the likeliest first."""
    found: dict[str, list[Alternative]] = defaultdict(list)
    for a in sorted(alternatives, key=lambda a: (-a.probability, a.parent)):
        found[a.child].append(a)
    return found


def lost_name(witness: Witness) -> str:
    """What to call a witness whose text is not at hand; a lost source without its letter, for it has a siglum here."""
    if witness.kind != "lost":
        return witness.label
    label = re.sub(r"^lost source( [A-Z]+\b)?,? ?", "", witness.label)
    return f"lost source, {label}" if label else "lost source"


def title(name: str) -> str:
    """A name as it is shown: on one line, and no longer than a line."""
    return excerpt(name, 80)


def one_line(text: str) -> str:
    """The text on one line, without controls and turns of direction: nothing in it can steer a terminal."""
    return " ".join(one_way(text).split())


def rungs(ladder: Ladder) -> str:
    """The four rungs of a ladder, always together."""
    found = ((ladder.documents, "document"), (ladder.texts, "text"), (ladder.newsrooms, "newsroom"))
    return " → ".join(count(n, noun) for n, noun in (*found, (ladder.speakers, "speaker")))
