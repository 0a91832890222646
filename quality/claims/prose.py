"""Prose: of the conflicts and updates shown in free prose, how many are real, as read by hand.

Shown are those of three collections: the texts of ECB+ and those of TimeBank and AQUAINT, each as one heap, and the
pairs of MSRP, each pair a story of two texts. A row is real where two accounts of one thing cannot both hold, or where
one figure has been overtaken by another. The judgements are ours, kept by a digest of where the readings stand; a row
that nobody has read counts as not real; `python -m quality.claims --prose` prints those.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from train.ecb import read

from headwater.documents import Document
from headwater.engine import Engine, LocalEngine
from headwater.pages import Page, from_rows
from headwater.pipeline import STEPS, Step, run
from headwater.records import Tables, from_table, to_table
from headwater.stories import Story
from headwater.text import digest, sentences
from quality.dates import timeml

GOLD = Path(__file__).parents[1] / "gold" / "prose.json"
LENGTH = 12  # hexadecimal digits of a digest
PAIR = 5  # characters of an id that name the pair
_NEEDLESS = "events"  # claims are made without them

Rows = Iterable[dict[str, str]]
Gold = Mapping[str, Sequence[str]]  # digest -> "real" or "not", and why


class Shown(NamedTuple):
    """One row shown, with its readings in their sentences."""

    digest: str
    slot: str
    kind: str
    readings: list[tuple[str, str]]


def figures(data: Path) -> dict[str, float]:
    """The share of rows that are real, over all and in ECB+; none where data is missing."""
    gold: Gold = json.loads(GOLD.read_text("utf-8"))
    found = {name: list(shown(tables)) for name, tables in heaps(data)}
    if not found:
        return {}
    every = [row for rows in found.values() for row in rows]
    conflicts = [row for row in every if row.kind == "conflict"]
    return {
        "conflicts and updates real": share_real(every, gold),
        "conflicts real": share_real(conflicts, gold),
        "conflicts and updates real, ECB+": share_real(found.get("ECB+", ()), gold),
    }


def share_real(rows: Sequence[Shown], gold: Gold) -> float:
    """The share of rows that were read and are real."""
    return sum(gold.get(row.digest, ("",))[0] == "real" for row in rows) / max(1, len(rows))


def heaps(data: Path) -> Iterator[tuple[str, Tables]]:
    """The collections that are there, traced."""
    steps = [s for s in STEPS if s.name != _NEEDLESS]
    paired = [Step("stories", _pairs) if s.name == "stories" else s for s in steps]
    for name, rows, how in (
        ("ECB+", _ecb(data), steps),
        ("TimeBank", _timebank(data), steps),
        ("MSRP", _msrp(data), paired),
    ):
        found = [page for page in from_rows(rows, name) if isinstance(page, Page)]
        if found:
            yield name, run(found, engine=LocalEngine(1), steps=how)


def _ecb(data: Path) -> Rows:
    return ({"id": t.id, "body": "\n".join(t.sentences)} for t in read(data / "stories" / "ecbplus"))


def _timebank(data: Path) -> Rows:
    for path in sorted((data / "language" / "tempeval3-train").glob("[TA]*/[!.]*.tml")):
        text, day, _ = timeml(path.read_text("utf-8"))
        yield {"id": path.stem, "body": text, "date_published": str(day)[:10]}


def _msrp(data: Path) -> Rows:
    for half in ("train", "test"):
        path = data / "claims" / "msrp" / f"msr_paraphrase_{half}.txt"
        lines = path.read_text("utf-8-sig").splitlines()[1:] if path.exists() else []
        for n, fields in enumerate(line.split("\t") for line in lines):
            for side, text in zip("ab", fields[3:5], strict=True):
                yield {"id": f"{half[1]}{n:04} {side}", "body": text}


def _pairs(_engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """Each pair as a story."""
    held: dict[str, list[str]] = defaultdict(list)
    for document in from_table(Document, tables["documents"]):
        held[document.id[:PAIR]].append(document.id)
    return {"stories": to_table(Story, [Story(k, k, tuple(sorted(v)), None, None, 1) for k, v in sorted(held.items())])}


def shown(tables: Tables) -> Iterator[Shown]:
    """The conflicts and updates of a heap."""
    texts = {d["id"]: d["text"] for d in tables["documents"].to_pylist()}
    for row in tables["conflicts"].to_pylist():
        if row["kind"] != "variant":
            first = [min(r["supports"], key=lambda p: (p["document"], p["start"])) for r in row["readings"]]
            places = sorted(f"{p['document']}:{p['start']}-{p['end']}" for p in first)
            told = [(r["value"], _around(texts[p["document"]], p)) for r, p in zip(row["readings"], first, strict=True)]
            yield Shown(digest("|".join([row["slot"], *places]))[:LENGTH], row["slot"], row["kind"], told)


def _around(text: str, place: Mapping[str, Any]) -> str:
    """The sentence that a reading stands in, on one line."""
    here = next((s for s in sentences(text) if s.start <= place["start"] < s.end), None)
    return " ".join(text[here.start : here.end].split()) if here else ""


def told(data: Path) -> None:
    """Prints the rows that nobody has judged, each with its digest and the sentences of its readings."""
    gold: Gold = json.loads(GOLD.read_text("utf-8"))
    for name, tables in heaps(data):
        for row in (row for row in shown(tables) if row.digest not in gold):
            print(row.digest, name, row.kind, row.slot, sep=" · ")
            for value, sentence in row.readings:
                print(f"    {value}\n        {sentence}")
