"""Floors: they rise with what is measured, fall only where that is accepted, and fail what is below."""

from pathlib import Path

import pytest
from quality.__main__ import add_rows, measure, pinned, scorers
from rich.table import Table

FLOORS = {"edges F1": {"floor": 0.8, "margin": 0.02}}


def rows(measured: dict[str, float]) -> tuple[int, list[str]]:
    table = Table("figure", "value", "floor", "ok")
    below = add_rows(table, measured, FLOORS)
    return below, [str(cell) for cell in table.columns[1].cells]


def test_a_figure_below_its_floor_counts() -> None:
    assert rows({"edges F1": 0.79})[0] == 1
    assert rows({"edges F1": 0.80})[0] == 0


def test_a_figure_without_data_is_shown_and_does_not_fail() -> None:
    assert rows({}) == (0, ["no data"])


def test_a_figure_without_a_floor_is_shown_and_does_not_fail() -> None:
    assert rows({"dates": 0.1}) == (0, ["0.100", "no data"])


def test_pinning_raises_a_floor_less_its_margin() -> None:
    assert pinned(FLOORS, {"edges F1": 0.9}, lower=False) == {"edges F1": {"floor": 0.88, "margin": 0.02}}


def test_pinning_lowers_a_floor_only_where_that_is_accepted() -> None:
    assert pinned(FLOORS, {"edges F1": 0.5}, lower=False) == FLOORS
    assert pinned(FLOORS, {"edges F1": 0.5}, lower=True) == {"edges F1": {"floor": 0.48, "margin": 0.02}}


def test_a_new_figure_is_pinned_with_the_usual_margin() -> None:
    assert pinned({}, {"dates": 0.905}, lower=False) == {"dates": {"floor": 0.9, "margin": 0.005}}


def test_a_figure_above_its_ceiling_counts() -> None:
    ceiling = {"report KB": {"ceiling": 80.0, "margin": 0.5}}
    assert [add_rows(Table("", "", "", ""), {"report KB": kb}, ceiling) for kb in (79.0, 80.0, 80.1)] == [0, 0, 1]


def test_pinning_lowers_a_ceiling_and_lifts_it_only_where_that_is_accepted() -> None:
    ceiling = {"report KB": {"ceiling": 80.0, "margin": 0.5}}
    less = frozenset(ceiling)
    assert pinned(ceiling, {"report KB": 70.0}, False, less) == {"report KB": {"ceiling": 70.5, "margin": 0.5}}
    assert pinned(ceiling, {"report KB": 90.0}, False, less) == ceiling
    assert pinned(ceiling, {"report KB": 90.0}, True, less) == {"report KB": {"ceiling": 90.5, "margin": 0.5}}
    assert pinned({}, {"report KB": 70.0}, False, less) == {"report KB": {"ceiling": 70.5, "margin": 0.5}}


@pytest.mark.parametrize("name", sorted({*scorers()} - {"examples", "reuse"}))
def test_a_scorer_without_its_data_has_no_figures(name: str, tmp_path: Path) -> None:
    assert measure(name, tmp_path) == {}
