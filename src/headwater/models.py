"""Models: what an optional model must do to stand behind a room, and how installed ones are found. Imports no model.

Another package offers one through an entry point of the group "headwater.models": the name is what the user types, the
object is a class or function that, called without arguments, gives something that fits one of these protocols.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, Protocol, runtime_checkable

from headwater.errors import UsageError
from headwater.records import Span

GROUP = "headwater.models"


@runtime_checkable
class Embedder(Protocol):
    """Texts -> vectors whose cosine says how alike they are in meaning."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector of the same length for each text."""


@runtime_checkable
class Tagger(Protocol):
    """Text -> names in it."""

    def tag(self, text: str) -> Iterable[tuple[Span, str]]:
        """Spans with their kind: person, organisation, place."""


@runtime_checkable
class Entailment(Protocol):
    """Two texts -> whether the second follows from the first."""

    def entails(self, premise: str, hypothesis: str) -> float:
        """Probability, 0 to 1."""


def installed() -> list[str]:
    """The names of all models that installed packages offer, sorted. Nothing is loaded."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def load(name: str) -> Any:
    """The model of that name. Raises UsageError where none is offered under it."""
    points = [point for point in entry_points(group=GROUP) if point.name == name]
    if not points:
        raise UsageError(f"No model named {name!r}; installed: {', '.join(installed()) or 'none'}.")
    return _first(points).load()()


def _first(points: Iterable[EntryPoint]) -> EntryPoint:
    """The same one whatever the order of installation, where two packages offer a name."""
    return min(points, key=lambda point: point.value)


@cache
def pipeline(name: str) -> Any:
    """The spaCy pipeline of that name or in that folder. Raises UsageError where there is none, or no spaCy.

    What it finds beside words, heads and labels is not asked for.
    """
    try:
        import spacy  # a second, which only those pay who name a pipeline  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("A pipeline of spaCy needs spaCy: pip install 'headwater[spacy]'.") from error
    try:
        return spacy.load(name, exclude=["ner", "lemmatizer", "textcat"])
    except OSError as error:
        raise UsageError(f"No spaCy pipeline is installed as {name!r}, and none lies there.") from error
