"""Seeds: the founding example against its gold, in figures from 0 to 1. Only the tables of the contract are read."""

import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from headwater import pipeline
from headwater.engine import LocalEngine
from headwater.records import Span
from headwater.text import fold, sentences, words
from quality.examples import (
    Known,
    MustNot,
    Remark,
    Row,
    Traced,
    Truth,
    body_f1,
    documents_of,
    edges,
    f1,
    held,
    lost_f1,
    lost_names,
    overlap,
    right_parents,
    right_quotes,
    rungs,
    share,
    unlike,
    values_at,
    written,
)

Gold = dict[str, Any]


def figures(data: Path) -> dict[str, float]:
    """Every figure of the founding example; none where its data is missing."""
    root = data / "seeds"
    if not root.is_dir():
        return {}
    gold = {p.stem: json.loads(p.read_text("utf-8")) for p in sorted((root / "gold").glob("*.json"))}
    files = sorted(root.glob("*.txt"))
    heap = Traced(pipeline.trace(root).tables, gold["stemma"]["documents"])
    truth = _truth(heap, gold)
    found = {
        **_reading(heap, truth, gold),
        **_descent(heap, truth),
        **_claims(heap, truth, gold["stemma"]),
        **statement_figures(heap, gold["language"]),
        "dates": share(right_dates(heap, gold["language"])),
        "events": share(found_events(heap, gold["language"]["events"])),
        "same in any order": float(_same_in_any_order(files)),
        "same on two cores": float(_same_on_two_cores(files)),
    }
    return {f"seeds, {name}": value for name, value in found.items() if value is not None}


# The gold in the form of our own truths


def _truth(heap: Traced, gold: Gold) -> Truth:
    stemma = gold["stemma"]
    return Truth(
        about=stemma["about"],
        documents=stemma["documents"],
        body={},
        comments={
            k: tuple(_remarks(heap, k, gold["threads"])) for k, s in stemma["documents"].items() if s in gold["threads"]
        },
        stories=tuple(tuple(s) for s in stemma["stories"]),
        lost=stemma["lost_sources"],
        edges=tuple((e["from"], e["to"], e["how"], "") for e in stemma["edges"]),
        alone=tuple(stemma["no_reuse"]),
        independent=1 + len(stemma["no_reuse"]),
        passages=(),
        ladder=tuple(_known(heap, row) for row in stemma["independent_sources"]),
        differences=(),
        written={},
        dates=(),
        must_not=MustNot(),
    )


def line_span(text: str, first: int, last: int) -> Span:
    """The stretch from one line to another, counted from 1."""
    ends = [m.end() for m in re.finditer(r"[^\n]*(?:\n|\Z)", text)]
    starts = [0, *ends]
    return Span(starts[first - 1], len(text[: ends[last - 1]].rstrip()))


def _remarks(heap: Traced, key: str, threads: Gold) -> Iterator[Remark]:
    text = heap.text(key)
    for c in threads[heap.document[key]["source"]] if text else ():
        rows = [text.split("\n")[n - 1] for n in c["text"]]
        quotes = tuple((text[s.start : s.end], of) for a, b, of in c["quotes"] for s in [line_span(text, a, b)])
        yield Remark(c["id"], c["author"], c["parent"], (rows[0], rows[1]), quotes)


def _known(heap: Traced, row: Row) -> Known:
    supports = {key: nearest_sentence(heap.text(key), row["claim"]) for key in row["documents"]}
    return Known(row["claim"], supports, {"documents": len(row["documents"]), "texts": row["lineages"]})


def nearest_sentence(text: str, claim: str) -> str:
    """The sentence that shares most words with a claim, for its length; rare words count more."""
    counts = Counter(w.form[:6] for w in words(text))
    wanted = {w.form[:6] for w in words(claim)}

    def near(s: Span) -> float:
        has = {w.form[:6] for w in words(text, s.start, s.end)}
        return sum(1 / counts[w] for w in wanted & has) / math.sqrt(5 + len(has))

    best = max(sentences(text), key=near)
    return text[best.start : best.end]


# The figures


def _reading(heap: Traced, truth: Truth, gold: Gold) -> dict[str, float | None]:
    lines = {
        key: [line_span(heap.text(key), a, b) for a, b, label in gold["lines"][source] if label == "body"]
        for key, source in truth.documents.items()
    }
    return {
        "body lines F1": body_f1(heap, lines),
        "comment parents": share(right_parents(heap, truth)),
        "comment quotes": share(right_quotes(heap, truth)),
    }


def _descent(heap: Traced, truth: Truth) -> dict[str, float | None]:
    names, found = lost_names(heap, truth), edges(heap, truth)
    gold = {(e[0], e[1]) for e in truth.edges}
    return {
        "passage of 30 words": float(_longest(heap, "003", "004") >= 30),
        "lost sources F1": lost_f1(heap, truth),
        "lost sources, as many": float(len(names) == len(truth.lost)),
        "edges F1": f1(found, gold),
        "must-nots": share([*held(heap, truth), ("000", "001") not in found, ("001", "000") not in found]),
        "scraper's month": float((written(heap, "003") or "").startswith("2023-10")),
    }


def _longest(heap: Traced, a: str, b: str) -> int:
    pair = {a, b}
    return max(
        (int(r["words"]) for r in heap.rows["passages"] if {heap.key[r["a"]], heap.key[r["b"]]} == pair), default=0
    )


def _claims(heap: Traced, truth: Truth, stemma: Gold) -> dict[str, float | None]:
    return {
        "claims": share(documents_of(heap, k) == set(k.supports) for k in truth.ladder),
        "ladders": share(rungs(heap, k) == k.ladder for k in truth.ladder),
        "first ladder": float(rungs(heap, truth.ladder[0]) == truth.ladder[0].ladder),
        "misprinted name": float(_odd_name(heap, stemma)),
        "differences": share(_differs(heap, row) for row in stemma["accounts_differ"] if _two_values(row)),
    }


def _odd_name(heap: Traced, stemma: Gold) -> bool:
    """Whether the name that one document misprints is a reading of a difference of names."""
    row = next(r for r in stemma["accounts_differ"] if r["slot"] == "name")
    odd = [fold(name).split()[-1] for name, why in row["kind"].items() if why.startswith("error")]
    read = [fold(r["value"]) for c in heap.rows["conflicts"] if c["slot"] == "name" for r in c["readings"]]
    return all(any(name in value.split() for value in read) for name in odd)


def _two_values(row: Row) -> bool:
    """Whether two readings have a value; a document that leaves it out differs from nothing."""
    return len([value for value in row["readings"] if value != "undated"]) >= 2


_SLOTS = {"verb": ("wording",), "phrase": ("wording",), "place/date": ("place", "date")}


def _differs(heap: Traced, gold: Row) -> bool:
    """Whether one conflict in that slot parts the documents as the gold does, in its words at one reading or more."""
    slots = _SLOTS.get(gold["slot"], (gold["slot"],))
    return any(_parts(heap, row, gold["readings"]) for row in heap.rows["conflicts"] if row["slot"] in slots)


def _parts(heap: Traced, row: Row, gold: dict[str, list[str]]) -> bool:
    met: dict[str, bool] = {}
    for reading in row["readings"]:
        stand = {heap.key.get(s["document"]) for s in reading["supports"]}
        for value, keys in gold.items():
            if stand <= set(keys):
                met[value] = met.get(value, False) or bool(_long_words(value) & _long_words(reading["value"]))
    return len(met) >= 2 and any(met.values())


def _long_words(text: str) -> set[str]:
    return {w.form for w in words(text) if len(w.form) > 3}


def statement_figures(heap: Traced, language: Gold) -> dict[str, float | None]:
    """F1 of statements whose content overlaps by half, and of those with the right speaker, with the right chain."""
    alias = _aliases(language["aliases"])
    gold = [(k, s) for k, d in language["documents"].items() for s in d["statements"]]
    ours = [(k, s) for k in language["documents"] for s in heap.of("statements", k) if s["comment"] is None]
    used: set[str] = set()
    met: list[tuple[Row, Row]] = []
    for key, statement in gold:
        match = _best_match(statement, [s for k, s in ours if k == key and s["id"] not in used])
        if match:
            used.add(match["id"])
            met.append((statement, match))
    speaker = [(g, s) for g, s in met if _same_name(g["speaker"], s["speaker"], alias)]
    chain = [(g, s) for g, s in speaker if _same_chain(g["chain"][1:], [link["name"] for link in s["chain"]], alias)]
    total = max(1, len(gold) + len(ours))
    return {
        "statements F1": 2 * len(met) / total,
        "statements and speaker F1": 2 * len(speaker) / total,
        "statements and chain F1": 2 * len(chain) / total,
    }


def _best_match(gold: Row, rows: Sequence[Row]) -> Row | None:
    """The statement with most of the same characters; at least half of the longer of the two."""
    span = Span(*gold["content"][:2])

    def alike(row: Row) -> float:
        ours = Span(row["start"], row["end"])
        return overlap(span, ours) / max(len(span), len(ours), 1)

    best = max(rows, key=alike, default=None)
    return best if best and alike(best) >= 0.5 else None


def _aliases(table: dict[str, list[str]]) -> dict[str, str]:
    forms = {fold(name): name for name in table}
    for name, others in table.items():
        forms |= {fold(re.sub(r"\s*\(.*", "", o)): name for o in others}
    return forms


def _same_name(gold: str, ours: str, alias: dict[str, str]) -> bool:
    """Whether two names are one: by the table of names, else one holds all words of the other."""
    a, b = (re.sub(r"\s*\(.*", "", fold(n)).removeprefix("the ").replace("'s", "") for n in (gold, ours))
    if a in alias and alias.get(a) == alias.get(b):
        return True
    short, long = sorted((set(a.split()), set(b.split())), key=len)
    return bool(short) and short <= long


def _same_chain(gold: Sequence[str], ours: Sequence[str], alias: dict[str, str]) -> bool:
    return len(gold) == len(ours) and all(_same_name(g, o, alias) for g, o in zip(gold, ours, strict=True))


# Dates and events


def right_dates(heap: Traced, language: Gold) -> Iterator[bool]:
    """For every expression of the gold: its value; for one of the page's chrome: that it is no date of the text."""
    for key, document in language["documents"].items():
        for row in document["dates"]:
            span, value = Span(*row["span"][:2]), row["value"]
            found = values_at(heap, key, span)
            if "TRAP" in row.get("note", "") or "chrome" in row.get("note", ""):
                yield not found
            elif value == "PAST_REF":
                yield found == [None]
            else:
                yield interval(value) in found


def interval(value: str) -> str:
    """A value of the gold in EDTF: weeks as intervals, decades as EDTF writes them."""
    week = re.fullmatch(r"(\d{4})-W(\d\d)", value)
    if week:
        monday = date.fromisocalendar(int(week[1]), int(week[2]), 1)
        return f"{monday}/{monday + timedelta(days=6)}"
    if re.fullmatch(r"\d{3}", value):
        return f"{value}X"
    return value


def found_events(heap: Traced, gold: Sequence[Row]) -> Iterator[bool]:
    """For every event of the gold: one of its type is supported there, and has its source or target on that side."""
    for event in gold:
        types = set(re.findall(r"[A-Z]{4,}", event["plover"]))
        yield any(
            row["type"] in types and _stands(heap, row, event["docs"]) and _actors(row, event)
            for row in heap.rows["events"]
        )


def _stands(heap: Traced, row: Row, places: dict[str, list[int]]) -> bool:
    return any(
        overlap(Span(s["start"], s["end"]), Span(*places[key]))
        for s in row["supports"]
        if (key := heap.key.get(s["document"], "")) in places
    )


def _actors(row: Row, event: Row) -> bool:
    """Whether a country stands on the side on which the gold has it."""
    return any(
        {a["country"] for a in row[side]} & {c for name in event[side] for c in re.findall(r"\b[A-Z]{3}\b", name)}
        for side in ("source", "target")
    )


# Determinism


def _same_in_any_order(files: Sequence[Path]) -> bool:
    shuffled = list(files)
    random.Random(7).shuffle(shuffled)
    return not unlike(pipeline.trace(files).tables, pipeline.trace(shuffled).tables)


def _same_on_two_cores(files: Sequence[Path]) -> bool:
    pages, faults = pipeline.gather(files)
    one, two = (pipeline.run(pages, faults, LocalEngine(jobs, rows_that_pay=1)) for jobs in (1, 2))
    return not unlike(one, two)
