"""Printed: what reading found on pages with furniture, against the clean rows of the same witnesses."""

from collections import Counter, defaultdict
from collections.abc import Mapping

import pyarrow as pa

from headwater.text import words
from quality.descent.model import Heap


def readings(made: Heap, tables: Mapping[str, pa.Table]) -> dict[str, float]:
    """The share of documents whose title, publisher and day are right, and the words of the accounts that are.

    A day counts where the page prints one: as a date of publication or, where it says so, of the last change.
    """
    documents = {d["id"]: d for d in tables["documents"].to_pylist()}
    days, said = _days(tables["stamps"]), _bodies(documents, tables["blocks"])
    clean = {row["id"]: row for row in made.clean}
    dated = [d for d, row in clean.items() if "date_published" in row]
    told = {d: Counter(w.form for w in words(row["body"])) for d, row in clean.items()}
    both = sum((told[d] & said[d]).total() for d in clean)
    return {
        "titles": sum(documents[d]["headline"] == row["headline"] for d, row in clean.items()) / len(clean),
        "publishers": sum(documents[d]["publisher"] == row["publisher"] for d, row in clean.items()) / len(clean),
        "days": sum(clean[d]["date_published"][:10] in days[d] for d in dated) / max(1, len(dated)),
        "words of accounts, precision": both / max(1, sum(said[d].total() for d in clean)),
        "words of accounts, recall": both / max(1, sum(t.total() for t in told.values())),
    }


def _days(stamps: pa.Table) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for s in stamps.to_pylist():
        if s["kind"] in {"published", "modified"} and s["value"]:
            found[s["document"]].add(s["value"][:10])
    return found


def _bodies(documents: Mapping[str, Mapping[str, str]], blocks: pa.Table) -> Mapping[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for b in blocks.to_pylist():
        if b["label"] == "body":
            found[b["document"]].update(w.form for w in words(documents[b["document"]]["text"], b["start"], b["end"]))
    return found
