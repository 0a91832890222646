"""python -m quality: every figure with its floor, as one table; exit code 1 where one is below.

Where less is better (a size, a time), the scorer names the figure in `LESS_IS_BETTER`; its floor is a ceiling then.

python -m quality                          all figures
python -m quality seeds dates              those of some scorers
python -m quality --pin                    raise the floors to what is measured
python -m quality --pin --accept-lower     lower them too (and lift ceilings)
"""

import argparse
import json
import math
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from rich.console import Console
from rich.table import Table

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
DATA = HERE.parents[1] / "shared" / "data"
MARGIN = 0.005  # for a figure that has no margin of its own

Floor = dict[str, float]  # floor or ceiling, margin


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures, prints, pins; 1 where a figure is below its floor."""
    options = _options(arguments)
    floors: dict[str, dict[str, Floor]] = json.loads(FLOORS.read_text("utf-8"))
    measured = {name: measure(name) for name in options.name or scorers()}
    if options.pin:
        worse = options.accept_lower
        floors |= {n: pinned(floors.get(n, {}), m, worse, less_is_better(n)) for n, m in measured.items()}
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", "utf-8")
    table = Table("figure", "value", "floor", "ok", title="Quality")
    below = 0
    for name, figures in measured.items():
        below += add_rows(table, figures, floors.get(name, {}))
    Console(width=None if sys.stdout.isatty() else 100).print(table)
    return 1 if below else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m quality", description="What the rooms achieve on gold data.")
    parser.add_argument("name", nargs="*", choices=[[], *scorers()], help="scorers to run; without any, all")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--accept-lower", action="store_true", help="with --pin: lower floors too")
    return parser.parse_args(arguments)


def scorers() -> list[str]:
    """The modules that have figures, in the order of their names."""
    return sorted(m.name for m in iter_modules([str(HERE)]) if not m.name.startswith("_"))


def measure(name: str, data: Path = DATA) -> dict[str, float]:
    """The figures of one scorer; none where its data is missing."""
    try:
        return dict(import_module(f"quality.{name}").figures(data))
    except FileNotFoundError:
        return {}


def less_is_better(name: str) -> frozenset[str]:
    """The figures of one scorer that shall be small."""
    return frozenset(getattr(import_module(f"quality.{name}"), "LESS_IS_BETTER", ()))


def pinned(
    floors: Mapping[str, Floor], measured: Mapping[str, float], lower: bool, less: frozenset[str] = frozenset()
) -> dict[str, Floor]:
    """The floors, raised to the figures less their margin; lowered only where that is accepted; ceilings in reverse."""
    found = dict(floors)
    for figure, value in measured.items():
        usual = MARGIN if value <= 1 else 100 * MARGIN  # some figures are in per cent
        if figure in less:
            old = found.get(figure, {"ceiling": math.inf, "margin": usual})
            reached = round(value + old["margin"], 4)
            if lower or reached < old["ceiling"]:
                found[figure] = {"ceiling": reached, "margin": old["margin"]}
            continue
        old = found.get(figure, {"floor": -math.inf, "margin": usual})
        reached = round(max(0.0, value - old["margin"]), 4)
        if lower or reached > old["floor"]:
            found[figure] = {"floor": reached, "margin": old["margin"]}
    return found


def add_rows(table: Table, measured: Mapping[str, float], floors: Mapping[str, Floor]) -> int:
    """A row for every figure, and for every floor whose data is missing; how many are below (or above a ceiling)."""
    below = 0
    for figure in [*measured, *(f for f in floors if f not in measured)]:
        held = floors.get(figure, {})
        floor, ceiling = held.get("floor", -math.inf), held.get("ceiling", math.inf)
        value = measured.get(figure)
        bad = value is not None and not floor <= value <= ceiling
        below += bad
        shown = "no data" if value is None else f"{value:.3f}"
        limit = f"{floor:.3f}" if "floor" in held else f"≤ {ceiling:.3f}" if held else ""
        ok = "" if not held or value is None else "[green]ok[/]" if not bad else "[red]below[/]"
        table.add_row(figure, shown, limit, "[red]above[/]" if bad and "ceiling" in held else ok)
    return below


if __name__ == "__main__":
    sys.exit(main())
