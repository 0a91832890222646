"""Headwater traces a news story to its source.

>>> import headwater as hw
>>> heap = hw.trace("pages/")
>>> for story in heap:
...     print(story, story.tree)
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from headwater.errors import HeadwaterError, NothingToRead, UsageError, WorkspaceError
    from headwater.pipeline import Rows
    from headwater.store import Workspace
    from headwater.views import Claim, Diff, Heap, Story, Tree, diff, open, trace

__all__ = [
    "Claim",
    "Diff",
    "HeadwaterError",
    "Heap",
    "NothingToRead",
    "Rows",
    "Story",
    "Tree",
    "UsageError",
    "Workspace",
    "WorkspaceError",
    "diff",
    "open",
    "trace",
]

_HOME = {
    **dict.fromkeys(("HeadwaterError", "NothingToRead", "UsageError", "WorkspaceError"), "errors"),
    **dict.fromkeys(("Claim", "Diff", "Heap", "Story", "Tree", "diff", "open", "trace"), "views"),
    "Rows": "pipeline",
    "Workspace": "store",
}


def __getattr__(name: str) -> Any:
    """What the package offers, from its room on first use: all rooms together take most of a second to open."""
    from importlib import import_module  # noqa: PLC0415

    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"headwater.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
