"""Simulated: slots that copiers changed, and ladders, in families of texts whose every change and edge is known.

A changed slot is a word that stands in two documents of a story with another digit, another letter in a name, another
weekday or month. It is found where a row that is no variant has both forms (a name, also as a variant); a conflict is
right where one word of both of its readings was changed by a copier: in such a slot or by a typing error.
A ladder is asked of every sentence of eight words and more that stands nearly whole in two documents or more and in
part in none, and that nobody changed: all its documents, one text, one newsroom, one speaker. What is quoted from a
source that all accounts of a story share is left out, and documents that quote.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa

from headwater.claims import Claim, Ladder, count
from headwater.pages import Page, from_rows
from headwater.pipeline import run
from headwater.records import Place, from_table
from quality.descent.model import Heap, Witness, written
from quality.descent.shapes import stemmata
from quality.descent.simulate import SETTINGS, printed, told
from quality.descent.supply import Articles, articles
from quality.descent.wording import MONTHS, WEEKDAYS, shelled

SEED, STORIES = 11, 40
SHOWN = ("clean", "lies+lost")
LEAST_WORDS = 8
WHOLE, PART, LONGER = 0.9, 0.1, 1.15  # of a sentence's words: the same sentence, another one, no more than that
REWORDED = 0.7  # of the printed words: fewer in common and the sentence is a rewriting

Key = tuple[str, int]  # a story, a word of it
Slots = Mapping[Key, str]


class Line(NamedTuple):
    """A sentence as printed on a page."""

    start: int
    end: int
    text: str
    keys: frozenset[int]
    forms: frozenset[tuple[int, str]]


class Made(NamedTuple):
    """A heap with the texts that its pages print, and where each word of them stands."""

    heap: Heap
    witnesses: dict[str, Witness]
    quoting: frozenset[str]


class Printed(NamedTuple):
    """Where the words and sentences of every document stand."""

    story: dict[str, str]
    words: dict[str, list[tuple[Place, int, str]]]  # place, key, form without its marks
    lines: dict[str, list[Line]]


def figures(data: Path) -> dict[str, float]:
    """The figures of the shown seed over the shown settings; none where the articles are missing."""
    sources = articles(data)
    total: Counter[str] = Counter()
    for name in SHOWN if sources else ():
        total += counted(*_traced(made(sources, stemmata(data), SEED, name)))
    return shares(total) if total else {}


def shares(n: Counter[str]) -> dict[str, float]:
    """What the counts come to."""
    slots = ("number", "name", "date")
    found = {f"{s} recall": n[f"{s} found"] / max(1, n[s]) for s in slots}
    rungs = {f"ladders, {r} right": n[r] / max(1, n["ladders"]) for r in (*_RUNGS, "all rungs")}
    return {
        "conflict precision": n["right"] / max(1, n["shown"]),
        "conflict recall": sum(n[f"{s} found"] for s in slots) / max(1, sum(n[s] for s in slots)),
        **found,
        **rungs,
    }


def made(material: Articles, real: Sequence[str], seed: int, setting: str, stories: int = STORIES) -> Made:
    """The heap of `quality.descent`, with its texts."""
    witnesses, edges = told(material, real, seed, SETTINGS[setting], stories)
    shown = {w.name: w for w in witnesses if not w.lost}
    return Made(printed(witnesses, edges, "body", seed), shown, frozenset(e.child for e in edges if e.how == "quote"))


def _traced(heap: Made) -> tuple[Made, dict[str, pa.Table]]:
    return heap, run([p for p in from_rows(heap.heap.rows, "heap") if isinstance(p, Page)])


def counted(heap: Made, tables: Mapping[str, pa.Table]) -> Counter[str]:
    """What was planted, found, shown and right, and how many rungs are."""
    printed = _print(heap, {d["id"]: d["text"] for d in tables["documents"].to_pylist()})
    forms = _forms(printed)
    slots = {key: kind for key, found in forms.items() if (kind := _kind(found))}
    tally = Counter(slots.values())
    found: set[Key] = set()
    for row in tables["conflicts"].to_pylist():
        changed = _changed(row, printed, forms)
        if row["kind"] != "variant" or row["slot"] in ("name", "place"):
            found |= changed & slots.keys()
        if row["kind"] == "conflict":
            tally += Counter(shown=1, right=int(bool(changed)))
    tally += Counter(f"{slots[key]} found" for key in found)
    return tally + _ladders(heap, printed, slots, from_table(Claim, tables["claims"]))


# Where the words stand


def _print(heap: Made, texts: Mapping[str, str]) -> Printed:
    printed = Printed({d: w.story for d, w in heap.witnesses.items()}, defaultdict(list), defaultdict(list))
    for document, witness in sorted(heap.witnesses.items()):
        at = 0
        for sentence in witness.text.sentences:
            line = written(sentence)
            start = texts[document].find(line, at)
            if start < 0:
                continue
            at = start
            for word in sentence:
                place = Place(document, at, at + len(word.form))
                printed.words[document].append((place, word.key, shelled(word.form)[1]))
                at = place.end + 1
            forms = frozenset((w.key, shelled(w.form)[1].lower()) for w in sentence)
            printed.lines[document].append(
                Line(start, start + len(line), line, frozenset(w.key for w in sentence), forms)
            )
    return printed


def _forms(printed: Printed) -> dict[Key, set[str]]:
    """Every word of a story with the forms in which its documents print it."""
    forms: dict[Key, set[str]] = defaultdict(set)
    for document, held in printed.words.items():
        for _, key, form in held:
            forms[printed.story[document], key].add(form)
    return forms


def _kind(forms: Iterable[str]) -> str | None:
    """The slot in which two forms of one word differ, where a copier has planted that."""
    kinds = (_planted(a, b) for a, b in combinations(sorted(forms), 2))
    return next((kind for kind in kinds if kind), None)


def _planted(a: str, b: str) -> str | None:
    if {a, b} <= {*WEEKDAYS} or {a, b} <= {*MONTHS}:
        return "date"
    odd = [(x, y) for x, y in zip(a, b, strict=False) if x != y]
    if len(a) != len(b) or len(odd) != 1:
        return None
    if all(c.isdigit() for c in odd[0]):
        return "number"
    names = all(len(w) > 3 and w[0].isupper() and w[1:].islower() for w in (a, b))
    return "name" if names and a[0] == b[0] else None


def _changed(row: Mapping[str, Any], printed: Printed, forms: Mapping[Key, set[str]]) -> set[Key]:
    """The words that two readings of a row both hold, in several forms."""
    held = [
        {key for p in reading["supports"] for key in _under(p, printed)} for reading in row["readings"]
    ]  # fmt: skip
    return {key for a, b in combinations(held, 2) for key in a & b if len(forms[key]) > 1}


def _under(place: Mapping[str, Any], printed: Printed) -> Iterator[Key]:
    document = place["document"]
    for p, key, _ in printed.words[document]:
        if p.start < place["end"] and p.end > place["start"]:
            yield printed.story[document], key


# Ladders


def _ladders(heap: Made, printed: Printed, slots: Slots, claims: Sequence[Claim]) -> Counter[str]:
    tally: Counter[str] = Counter()
    claim_at: dict[str, list[tuple[int, int, Claim]]] = defaultdict(list)
    for claim in claims:
        for s in claim.supports:
            claim_at[s.document].append((s.start, s.end, claim))
    for places in _sentences(heap, printed, slots):
        met = Counter(c for p in places for a, b, c in claim_at[p.document] if 2 * _meet(p, a, b) > p.end - p.start)
        if met:
            best = max(met, key=lambda c: (met[c], c.id))
            ladder = count([s for s in best.supports if s.document not in heap.quoting])
            right = [getattr(ladder, r) == n for r, n in zip(_RUNGS, (len(places), 1, 1, 1), strict=True)]
            tally += Counter(
                {"ladders": 1, "all rungs": int(all(right)), **dict(zip(_RUNGS, map(int, right), strict=True))}
            )
    return tally


_RUNGS = Ladder.__struct_fields__


def _meet(p: Place, start: int, end: int) -> int:
    return min(p.end, end) - max(p.start, start)


def _sentences(heap: Made, printed: Printed, slots: Slots) -> Iterator[tuple[Place, ...]]:
    """The places of every sentence that is to have a ladder, each sentence once."""
    of_story: dict[str, list[str]] = defaultdict(list)
    for document in sorted(set(printed.lines) - heap.quoting):
        of_story[printed.story[document]].append(document)
    done: set[tuple[Place, ...]] = set()
    for name, held in of_story.items():
        for line in (line for document in held for line in printed.lines[document]):
            changed = any((name, key) in slots for key in line.keys)
            if changed or len(line.keys) < LEAST_WORDS or any(mark in line.text for mark in '"“'):
                continue
            places = _same(line, held, printed)
            if len(places) > 1 and places not in done:
                done.add(places)
                yield places


def _same(line: Line, held: Sequence[str], printed: Printed) -> tuple[Place, ...]:
    """Where a sentence stands; nowhere, where some document has a part or a rewriting of it."""
    found = []
    for document in held:
        lines = printed.lines[document]
        share, best = max(
            ((len(line.keys & x.keys) / len(line.keys), x) for x in lines), key=lambda s: (s[0], -s[1].start)
        )
        if share <= PART:
            continue
        alike = max(len(line.forms & x.forms) / len(line.forms) for x in lines)
        if share < WHOLE or len(best.keys) > LONGER * len(line.keys) or alike < REWORDED:
            return ()
        found.append(Place(document, best.start, best.end))
    return tuple(found)
