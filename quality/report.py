"""Report: how small a page is, uncompressed, with every finding of the founding example on it."""

from contextlib import chdir
from pathlib import Path

from headwater import pipeline, report

SIZE = "seeds, report KB"
LESS_IS_BETTER = frozenset({SIZE})


def figures(data: Path) -> dict[str, float]:
    """The size of the page in thousands of bytes; nothing where the data is missing."""
    seeds = data / "seeds"
    if not seeds.is_dir():
        return {}
    with chdir(seeds):  # the page names its files, and a longer path would make it larger
        page = report.page(pipeline.trace(sorted(Path().glob("*.txt"))).tables)
    return {SIZE: len(page.encode("utf-8")) / 1000}
