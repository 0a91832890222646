"""Headwater traces a news story to its source.

>>> import headwater as hw
>>> heap = hw.trace("pages/")
>>> heap.stories.to_pandas()
"""

__version__ = "0.1.0"

from headwater.errors import HeadwaterError, NothingToRead, UsageError, WorkspaceError
from headwater.export import export
from headwater.pipeline import Heap, Rows, trace
from headwater.store import Workspace

__all__ = [
    "HeadwaterError",
    "Heap",
    "NothingToRead",
    "Rows",
    "UsageError",
    "Workspace",
    "WorkspaceError",
    "export",
    "trace",
]
