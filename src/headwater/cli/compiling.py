"""What is said while functions are compiled: once after installing, for what is compiled is kept on disk."""

from collections.abc import Iterator
from contextlib import contextmanager

from numba.core.event import Event, Listener, install_listener
from rich.console import Console


class Said(Listener):
    """Says so at the first function that is compiled; one that is loaded from disk is none."""

    def __init__(self, talk: Console) -> None:
        self._talk, self._said = talk, False

    def on_start(self, event: Event) -> None:
        """Before a function is compiled."""
        if not self._said:
            self._talk.print("preparing the compiled part, once: this takes most of a minute")
        self._said = True

    def on_end(self, event: Event) -> None:
        """After it."""


@contextmanager
def said(talk: Console) -> Iterator[None]:
    """One line where something is compiled within, none where all is there."""
    with install_listener("numba:compile", Said(talk)):
        yield
