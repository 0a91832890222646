"""How functions are compiled here: `entry` with its signature, kept on disk; `part` within what calls it."""

from collections.abc import Callable
from typing import Any

from numba import njit

part = njit(nogil=True)  # loaded with its callers only, so that a start loads no more than it uses


def entry(*signatures: Any) -> Callable[[Any], Any]:
    """A function that Python calls: compiled once for its signatures, with all its parts, and kept beside the file."""
    return njit(list(signatures), cache=True, nogil=True)
