"""Models: found by entry point, called by name, and never needed."""

import sys
from importlib.metadata import EntryPoint, EntryPoints

import pytest

from headwater import models
from headwater.errors import UsageError


class Halves:
    """An embedder whose vectors are the lengths of the two halves."""

    def embed(self, texts: list[str]) -> list[list[float]]:
        return [[float(len(t) // 2), float(len(t) - len(t) // 2)] for t in texts]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> None:
    points = EntryPoints([EntryPoint("halves", f"{__name__}:Halves", models.GROUP)])
    monkeypatch.setattr(models, "entry_points", lambda group: points.select(group=group))


@pytest.mark.usefixtures("offered")
def test_an_installed_model_is_listed_and_loaded_by_its_name() -> None:
    assert models.installed() == ["halves"]
    model = models.load("halves")
    assert isinstance(model, models.Embedder)
    assert not isinstance(model, models.Tagger)
    assert model.embed(["abc"]) == [[1.0, 2.0]]


@pytest.mark.usefixtures("offered")
def test_an_unknown_model_says_which_there_are() -> None:
    with pytest.raises(UsageError, match="halves"):
        models.load("thirds")


def test_without_any_model_nothing_is_wrong() -> None:
    assert isinstance(models.installed(), list)


def test_without_spacy_a_pipeline_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(UsageError, match="pip install"):
        models.pipeline("any")
