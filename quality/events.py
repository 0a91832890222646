"""Events: types and actors on the open half of the PLOVER records, and the events of the founding example."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from headwater import dates, documents, events, pages, passages, statements, stories
from headwater.engine import LocalEngine
from headwater.events.actors import Mention, people
from headwater.events.coding import Candidate, candidates
from headwater.events.lexicon import MUTUAL
from headwater.names import proper_names
from headwater.records import Fault, from_table, to_table
from headwater.text import sentences

_2021 = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}  # types since merged
_ALPHA_3 = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM"}  # codes that the records misspell


def figures(data: Path) -> dict[str, float]:
    """Per cent of records with the right type, and with source and target too; counts on the founding example."""
    kind, whole = plover(data / "language" / "events" / "PLOVER_GSR.json")
    found, twice, facts = seeds(data / "seeds")
    return {
        "events, PLOVER open half, type": 100 * kind,
        "events, PLOVER open half, type and both sides": 100 * whole,
        "events, seeds, found of 21": float(found),
        "events, seeds, told once (less those told twice)": float(found - twice),
        "events, seeds, alleged kept from fact": 1.0 - facts,
    }


def plover(path: Path) -> tuple[float, float]:
    """Shares of records whose surest candidate has the right type; that, and the states of both sides."""
    records = [r for r in json.loads(path.read_text("utf-8")) if r["event"] != "DOCUMENT"]
    best = [(r, surest(r["text"].strip("{}"))) for r in records]
    typed = [(r, c) for r, c in best if c is not None and c.type == _2021.get(r["event"], r["event"])]
    return len(typed) / len(records), sum(sides_right(r, c) for r, c in typed) / len(records)


def surest(text: str) -> Candidate | None:
    """The candidate of a record's text that is ranked first."""
    names = proper_names(text)
    known = people(text, names)
    found = [c for s in sentences(text) for c in candidates(text, s.start, s.end, names, known)]
    return max(found, key=lambda c: c.confidence, default=None)


def sides_right(record: Mapping[str, Any], found: Candidate) -> bool:
    """Whether the states of both sides are those of the record; a side that lists both is compared as one."""
    source, target = _gold(record.get("source")), _gold(record.get("target"))
    ours, theirs = _codes(found.source), _codes(found.target)
    return (ours, theirs) == (source, target) if target else ours | theirs == source


def _gold(side: Any) -> set[str]:
    return {_ALPHA_3.get(str(a["code"]), str(a["code"])) for a in side or () if isinstance(a, dict)}


def _codes(side: Iterable[Mention]) -> set[str | None]:
    return {m.country or m.role for m in side}


def seeds(folder: Path) -> tuple[int, int, int]:
    """Gold events found, those told by more than one row, and alleged ones given as fact."""
    gold = json.loads((folder / "gold" / "language.json").read_text("utf-8"))["events"]
    rows, source = _traced(folder)
    of_row = {e.id: max(range(len(gold)), key=lambda i: (_overlap(gold[i], e, source), -i)) for e in rows}
    told = Counter(i for e in rows if _fits(gold[i := of_row[e.id]], e) and _overlap(gold[i], e, source))
    facts = sum("alleged" in gold[of_row[e.id]]["plover"] and e.type == "AID" and e.status == "reported" for e in rows)
    return len(told), sum(n > 1 for n in told.values()), facts


def _traced(folder: Path) -> tuple[list[events.Event], dict[str, str]]:
    found = sorted(p for p in pages.pages(sorted(folder.glob("*.txt"))) if not isinstance(p, Fault))
    tables = {"pages": to_table(pages.Page, found)}
    for room in (documents, passages, stories, dates, statements, events):
        tables |= room.step(LocalEngine(), tables)
    source = {d.id: Path(d.source).name[:3] for d in from_table(documents.Document, tables["documents"])}
    return from_table(events.Event, tables["events"]), source


def _overlap(item: Mapping[str, Any], event: events.Event, source: Mapping[str, str]) -> int:
    """Supports that touch the gold spans, where the type can be meant."""
    if event.type not in item["plover"].replace("/", " ").split():
        return 0
    spans: dict[str, tuple[int, int]] = item["docs"]
    here = [(spans.get(source[p.document], (0, 0)), p) for p in event.supports]
    return sum(p.start < s[1] and s[0] < p.end for s, p in here) * (1 + 2 * _fits(item, event))


def _fits(item: Mapping[str, Any], event: events.Event) -> bool:
    """Whether both sides have a state in common with the gold, either way round where both do it."""
    given = [{w[:3] for w in " ".join(item[k]).split() if w[:3].isupper()} for k in ("source", "target")]
    ours = [{a.country for a in side} for side in (event.source, event.target)]
    straight = all(g & o or not g for g, o in zip(given, ours, strict=True))
    return straight or (event.type in MUTUAL and all(g & o for g, o in zip(given, ours[::-1], strict=True)))
