"""Claims: sentences that say the same, planted differences, and ladders, against gold of others and known families.

alike      sentence pairs that people judged      planted    one slot of a real article changed
simulated  families of texts whose every change and edge is known
prose      the conflicts shown in free prose, read by hand
"""

from pathlib import Path

from quality.claims import alike, planted, prose, simulated


def figures(data: Path) -> dict[str, float]:
    """Every figure that the data at hand allows."""
    found = {f"claims, {k}": v for k, v in alike.figures(data).items()}
    found |= {f"claims, free prose, {k}": v for k, v in prose.figures(data).items()}
    found |= {f"claims, planted {k}": v for k, v in planted.planted(data).items()}
    return found | {f"claims, simulator {k}": v for k, v in simulated.figures(data).items()}
