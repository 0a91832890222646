"""`python -m bench heap|read|stream|fuzz`: one thing measured at a time; `heap` where nothing is named."""

import argparse

from bench import fuzz, heap, reading


def main() -> None:
    """Measure what was asked for, and print it."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", default="heap", choices=("heap", "read", "stream", "fuzz"))
    parser.add_argument("--pages", type=int, default=10_000, help="stream: pages on the fast path")
    parser.add_argument("--slow-pages", type=int, default=500, help="stream: pages on the normal path")
    parser.add_argument("--minutes", type=float, default=30, help="fuzz: how long; 0 is one file")
    parser.add_argument("--seed", type=int, default=1, help="fuzz: which mutations")
    parser.add_argument("--first", type=int, default=0, help="fuzz: number of the first file")
    asked = parser.parse_args()
    if asked.what == "heap":
        heap.main()
    elif asked.what == "read":
        reading.speed()
    elif asked.what == "stream":
        reading.memory(asked.pages, asked.slow_pages)
    else:
        raise SystemExit(bool(fuzz.main(asked.minutes, asked.seed, asked.first)))


if __name__ == "__main__":
    main()
