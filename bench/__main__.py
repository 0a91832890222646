"""`python -m bench heap|crash|…`: one thing measured at a time, `heap` if none is named; `--help` lists them."""

import argparse
from pathlib import Path

from bench import crash, descent, fuzz, heap, language, reading, serve, soak, whence, workspace
from bench.reuse import run
from headwater.pipeline import STEPS

CHOICES = (
    "heap", "read", "stream", "fuzz", "reuse", "language", "descent", "crash", "soak", "workspace", "serve", "whence"
)  # fmt: skip


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", default="heap", choices=CHOICES)
    parser.add_argument("--pages", type=int, default=10_000, help="stream: pages on the fast path")
    parser.add_argument("--slow-pages", type=int, default=500, help="stream: pages on the normal path")
    parser.add_argument("--minutes", type=float, default=30, help="fuzz: how long; 0 is one file")
    parser.add_argument("--seed", type=int, default=1, help="fuzz, descent: which mutations, which family")
    parser.add_argument("--first", type=int, default=0, help="fuzz: number of the first file")
    parser.add_argument("--documents", type=int, default=10_000, help="reuse, soak, workspace, serve, whence: how many")
    parser.add_argument("--growth", type=_sizes, default=(), help="reuse, descent: sizes, as 1000,10000")
    parser.add_argument("--rounds", type=int, default=2, help="reuse: the best of so many")
    parser.add_argument("--only", type=_names, default=(), help="reuse: contestants, as headwater,candidates,rensa")
    parser.add_argument("--real", action="store_true", help="reuse: sentences of real articles, where they are at hand")
    parser.add_argument("--articles", type=int, default=1_000, help="language: how many")
    parser.add_argument("--kills", type=int, default=200, help="crash: how many")
    parser.add_argument(
        "--traced", type=int, default=0, help="workspace: the last so many by all steps, others only read"
    )
    parser.add_argument("--quick", action="store_true", help="crash: by two steps, so that more of the time is writing")
    parser.add_argument("--seconds", type=float, default=60, help="serve: how long the clients ask")
    parser.add_argument("--workspace", type=Path, help="serve, whence: this one, which is made where there is none")
    asked = parser.parse_args()
    if asked.what == "heap":
        heap.main()
    elif asked.what == "read":
        reading.speed()
    elif asked.what == "stream":
        reading.memory(asked.pages, asked.slow_pages)
    elif asked.what == "reuse":
        run.main(asked.documents, asked.growth, asked.rounds, asked.only, asked.real)
    elif asked.what == "language":
        language.main(asked.articles)
    elif asked.what == "descent":
        descent.main(asked.growth, asked.seed)
    elif asked.what == "crash":
        crash.main(asked.kills, asked.seed, (STEPS[0], STEPS[2]) if asked.quick else STEPS)
    elif asked.what == "soak":
        soak.main(asked.documents)
    elif asked.what == "workspace":
        workspace.main(asked.documents, min(asked.traced or asked.documents, asked.documents))
    elif asked.what == "serve":
        serve.main(asked.documents, asked.seconds, asked.workspace)
    elif asked.what == "whence":
        whence.main(asked.documents, asked.workspace)
    else:
        raise SystemExit(bool(fuzz.main(asked.minutes, asked.seed, asked.first)))


def _sizes(text: str) -> list[int]:
    return [int(size) for size in text.split(",")]


def _names(text: str) -> list[str]:
    return text.split(",")


if __name__ == "__main__":
    main()
