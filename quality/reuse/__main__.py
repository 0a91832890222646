"""`python -m quality.reuse`: the figures of one heap of any size and seed, and what was found falsely in it."""

import argparse
import os
import time

from rich.console import Console
from rich.table import Table

from headwater.engine import LocalEngine
from quality.__main__ import DATA
from quality.reuse import articles, invented
from quality.reuse.heap import Setting, heap
from quality.reuse.phrases import SETS
from quality.reuse.scoring import Judged, judged, score
from quality.reuse.truth import Extent


def main() -> None:
    """Makes the heap, scores it, prints."""
    asked = _options()
    source = invented.articles(max(60, asked.documents // 3), asked.seed) if asked.own else articles(DATA)
    if not source:
        raise SystemExit(f"no articles under {DATA}; --own takes invented ones")
    setting = Setting(asked.documents, asked.furniture, asked.nameless, asked.form, SETS[asked.phrases])
    made = heap(source, asked.seed, setting)
    begin, spent = time.perf_counter(), time.process_time()
    judgement = judged(made, asked.form, LocalEngine(asked.jobs))
    title = (
        f"{len(made.documents)} documents, {time.perf_counter() - begin:.1f} s, "
        f"{time.process_time() - spent:.1f} CPU s of this process, truth included"
    )
    table = Table("figure", "value", title=title)
    for figure, value in score(judgement).items():
        table.add_row(figure, f"{value:.3f}")
    out = Console(soft_wrap=True, highlight=False)
    out.print(table)
    for line in _false(judgement, asked.false):
        out.print(line, markup=False)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m quality.reuse", description=__doc__)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--seed", type=int, default=3, help="the seed that may be looked at is 3")
    parser.add_argument("--furniture", action="store_true", help="as sites print it")
    parser.add_argument("--nameless", type=float, default=0.0, help="share of rows without an address")
    parser.add_argument(
        "--form", choices=("text", "body"), default="body", help="the column that the text is handed in as"
    )
    parser.add_argument(
        "--phrases", choices=SETS, default="tuned", help="what the sites print; `shown` is not looked at"
    )
    parser.add_argument("--own", action="store_true", help="articles by our own grammar")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--false", type=int, default=0, help="print so many false pairs, and what was missed")
    return parser.parse_args()


def _false(judgement: Judged, count: int) -> list[str]:
    """The first false and missing pairs with their words."""
    text = {d.name: d.text for d in judgement.heap.documents}
    found = []
    false = judgement.false()
    for pair in false[:: max(1, len(false) // max(1, count))][:count]:
        for f in judgement.found[pair]:
            found.append(f"false {pair}: {_words(text[pair[0]], f.extent)!r}")
    missing = [pair for pair, t in judgement.true.items() if t.stretches and pair not in judgement.found]
    missing = [pair for pair in missing if not all(name.startswith("viral") for name in pair)]
    for pair in missing[:: max(1, len(missing) // max(1, count))][:count]:
        found += [f"missing {pair}: {_words(text[pair[0]], s)!r}" for s in judgement.of(pair).stretches]
    return [f"{len(false)} false pairs, {len(missing)} missing", *found] if count else []


def _words(text: str, extent: Extent) -> str:
    """The words of the first document."""
    start = (extent.a & -extent.a).bit_length() - 1
    return text[start : extent.a.bit_length()][:300]


if __name__ == "__main__":
    main()
