"""The family of exceptions. They are for wrong calls; what is wrong with a page is a `Fault` row.

HeadwaterError
├── UsageError       a call or an option that cannot be meant so
├── NothingToRead    no readable page among the inputs
└── WorkspaceError   a workspace that cannot be opened, read or written
"""


class HeadwaterError(Exception):
    """Anything that Headwater raises on purpose; its text is one sentence and names the way out."""


class UsageError(HeadwaterError):
    """A call or an option that cannot be meant so."""


class NothingToRead(HeadwaterError):  # noqa: N818  (a state of the inputs, not a mishap of ours)
    """No readable page among the inputs."""


class WorkspaceError(HeadwaterError):
    """A workspace that cannot be opened, read or written."""
