"""How functions are compiled here: `entry` with its signature, kept on disk; `inner` within what calls it."""

from collections.abc import Callable
from typing import Any

from numba import njit

inner = njit(nogil=True, forceinline=True)  # loaded with its callers only, so that a start loads no more than it uses


def entry(*signatures: Any) -> Callable[[Any], Any]:
    """A function that Python calls: compiled once for its signatures, and kept beside its file."""
    return njit(list(signatures), cache=True, nogil=True)
