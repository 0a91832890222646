"""`python -m quality.descent`: the figures of a heap in one setting or all, the rule of the peers beside them."""

import argparse
import json
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from quality.__main__ import DATA
from quality.descent import by_peers, material, measured
from quality.descent.losses import losses
from quality.descent.model import Heap
from quality.descent.shapes import stemmata
from quality.descent.simulate import SETTINGS, giant, heap
from quality.descent.supply import own


def main() -> None:
    """Makes the heaps, traces them, prints a column each for us and for the peers."""
    asked = _options()
    names = list(SETTINGS) if asked.setting == "all" else [asked.setting]
    sources = own(900, asked.seed) if asked.own else material(DATA, asked.seed)
    out = Console(width=140, highlight=False)
    columns: dict[str, dict[str, float]] = {}
    for name in names:
        if asked.family:
            made = giant(sources, asked.seed, asked.family, SETTINGS[name])
        else:
            made = heap(sources, stemmata(DATA), asked.seed, SETTINGS[name], asked.stories, asked.form)
        if asked.write:
            _write(made, Path(asked.write) / name)
            continue
        columns[name], found = measured(made)
        columns |= {f"{name}: peers": by_peers(made)} if not asked.family else {}
        for line in losses(found) if asked.losses else ():
            out.print(f"{name}: {line}", markup=False)
    if columns:
        out.print(_table(columns, f"seed {asked.seed}, {len(made.rows)} documents in the last setting"))


def _table(columns: dict[str, dict[str, float]], title: str) -> Table:
    table = Table(Column("figure", no_wrap=True), *columns, title=title)
    for figure in dict.fromkeys(f for values in columns.values() for f in values):
        table.add_row(figure, *(f"{c[figure]:.3f}" if figure in c else "" for c in columns.values()))
    return table


def _write(made: Heap, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made.rows)
    (folder / "rows.jsonl").write_text(rows, "utf-8")
    gold = made.gold
    found = {
        "stories": dict(gold.stories),
        "edges": [e._asdict() for e in gold.edges],
        "lost": [{"id": x.name, "children": sorted(x.children), "shown": x.shown} for x in gold.lost],
        "twins": {d: t for d, t in gold.twin.items() if d != t},
        "origins": dict(gold.origins),
    }
    (folder / "gold.json").write_text(json.dumps(found, indent=1, ensure_ascii=False), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m quality.descent", description=__doc__)
    parser.add_argument("--setting", choices=[*SETTINGS, "all"], default="all")
    parser.add_argument("--seed", type=int, default=1, help="seeds 1 and 2 may be looked at")
    parser.add_argument("--stories", type=int, default=40)
    parser.add_argument("--family", type=int, default=0, metavar="N", help="instead of stories one family of N texts")
    parser.add_argument("--form", choices=("body", "text"), default="body", help="clean rows, or pages with furniture")
    parser.add_argument("--own", action="store_true", help="articles by our own grammar")
    parser.add_argument("--losses", action="store_true", help="what is lost where")
    parser.add_argument("--write", metavar="DIR", help="only write rows.jsonl and gold.json of each setting")
    return parser.parse_args()


if __name__ == "__main__":
    main()
