"""Pipeline: the list of steps, the heap that they make of pages, and the workspace that keeps it.

steps      pages through the rooms, in one go
heap       what comes of it, for Python       show  values as HTML for notebooks
sketch     what tells whether two documents may have to do with each other
versions   by which version of a step a finding was made
adding     pages into a workspace: only what they touch is traced
mending    what is wrong with a workspace, put right
"""

from headwater.pipeline.adding import Added, add, tables_of
from headwater.pipeline.heap import Heap, Rows, trace, traced
from headwater.pipeline.mending import check, mend
from headwater.pipeline.steps import (
    KINDS,
    READ,
    REUSE,
    STEPS,
    Progress,
    Step,
    gather,
    nothing_to_read,
    run,
    stream,
)

__all__ = [
    "KINDS",
    "READ",
    "REUSE",
    "STEPS",
    "Added",
    "Heap",
    "Progress",
    "Rows",
    "Step",
    "add",
    "check",
    "gather",
    "mend",
    "nothing_to_read",
    "run",
    "stream",
    "tables_of",
    "trace",
    "traced",
]
