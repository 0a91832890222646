"""Heap: a traced heap of pages: its tables by name, its stories one by one."""

from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import ParamSpec

from headwater import pipeline
from headwater.errors import UsageError
from headwater.export import export
from headwater.pipeline import KINDS, show
from headwater.report.dossier import story_list
from headwater.report.words import excerpt
from headwater.store import Workspace
from headwater.views.story import Story

P = ParamSpec("P")
_MOST = 50  # stories that a notebook shows


class Heap(pipeline.Heap):
    """A traced heap: `heap.claims`, `heap.passages` … are tables, `heap.story(…)` and iteration give stories."""

    def story(self, wanted: str | int = 1) -> Story:
        """The story of this id or number; numbers go from the largest story down, from 1."""
        for story in self:
            if wanted in (story.id, story.number):
                return story
        raise UsageError(f"There is no story {wanted!r}; there are {len(self.stories)}, numbered from 1.")

    def __iter__(self) -> Iterator[Story]:
        for number, row in enumerate(story_list(self.tables), 1):
            yield Story(self.tables, row, number)

    def export(self, path: str | Path, form: str = "jsonl") -> list[Path]:
        """What was found as files for other programs, in a form of `headwater export`; returns the files written."""
        return export({name: self.tables[name] for name in KINDS if name in self.tables}, path, form)

    def _repr_html_(self) -> str:
        total = " · ".join(f"{n} {name}" for name, n in self.summary().items())
        shown = [s for s, _ in zip(self, range(_MOST), strict=False)]
        rows = [
            (s.number, s.id, excerpt(s.headline), s.row.first, s.row.last, len(s.row.documents), s.row.lines)
            for s in shown
        ]
        cells = [[show.text(v) for v in row] for row in rows]
        more = f"<p>and {len(self.stories) - len(shown)} more stories</p>" if len(self.stories) > len(shown) else ""
        names = ("", "id", "story", "first", "last", "documents", "lines of descent")
        return show.framed(f"<p>{show.text(total)}</p>", show.table(names, cells), more)


def _viewed(make: Callable[P, pipeline.Heap]) -> Callable[P, Heap]:
    """The same function, with a heap that shows itself."""

    @wraps(make)
    def seen(*args: P.args, **given: P.kwargs) -> Heap:
        return Heap(make(*args, **given).tables)

    return seen


trace = _viewed(pipeline.trace)


def open(workspace: str | Path) -> Heap:
    """The heap that a workspace holds, all of it read into memory. Raises WorkspaceError where there is none."""
    return Heap(Workspace(workspace).tables())
