"""Examples: traced heaps against the truth that lies beside them, in figures from 0 to 1.

Beside every heap `name/` lies `name.json`, what a careful reader finds in it:

documents    a short key for every document -> its `source`
body         key -> stretches of body, each by its opening and closing words
comments     key -> the thread in order: id (as printed, or a running number), author, parent, opening and closing
             words, and what is quoted from whom
stories      lists of keys
lost         a name for every lost source -> what it was
edges        parent, child, how (several with `|` where each can be meant), what shows it
alone        keys that no edge may touch
independent  lines of descent in the first story
passages     two keys and the words that their longest shared passage has at least
ladder       claims: the sentence in every document that says so, and the four rungs
differences  slot and kind (several with `|`), and the readings: spellings with `|` -> the keys that have them
written      key -> the day on which the text was written
dates        key, an expression of time in its body, its value (EDTF)
must_not     edges that may not be asserted; keys whose text may not be dated to that year

Only the tables of the contract are read.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from headwater import pipeline
from headwater.records import Span, Tables
from headwater.text import fold, lines

SHIPPED = Path(str(files("headwater"))) / "examples"
OURS = Path(__file__).parents[1] / "tests" / "heaps"
Edge = tuple[str, str]  # parent, child
Row = dict[str, Any]


class Remark(msgspec.Struct, frozen=True):
    """One comment of a thread."""

    id: str
    author: str
    parent: str | None
    words: tuple[str, str]
    quotes: tuple[tuple[str, str], ...]


class Known(msgspec.Struct, frozen=True):
    """One claim with its sentences and its rungs."""

    claim: str
    supports: dict[str, str]
    ladder: dict[str, int]


class Difference(msgspec.Struct, frozen=True):
    """One slot in which accounts differ."""

    slot: str
    kind: str
    what: str
    readings: dict[str, tuple[str, ...]]


class MustNot(msgspec.Struct, frozen=True):
    """What may not be asserted."""

    edges: tuple[Edge, ...] = ()
    written: tuple[tuple[str, str], ...] = ()


class Truth(msgspec.Struct, frozen=True):
    """What a careful reader finds in a heap."""

    about: str
    documents: dict[str, str]
    body: dict[str, tuple[tuple[str, str], ...]]
    comments: dict[str, tuple[Remark, ...]]
    stories: tuple[tuple[str, ...], ...]
    lost: dict[str, str]
    edges: tuple[tuple[str, str, str, str], ...]
    alone: tuple[str, ...]
    independent: int
    passages: tuple[tuple[str, str, int], ...]
    ladder: tuple[Known, ...]
    differences: tuple[Difference, ...]
    written: dict[str, str]
    dates: tuple[tuple[str, str, str], ...]
    must_not: MustNot


class Place(NamedTuple):
    """A stretch of a document, by the truth's key."""

    key: str
    start: int
    end: int


class Traced:
    """The tables of a heap as rows, with documents under the truth's keys."""

    def __init__(self, tables: Tables, documents: dict[str, str]) -> None:
        self.rows: dict[str, list[Row]] = {name: table.to_pylist() for name, table in tables.items()}
        by_source = {d["source"]: d for d in self.rows["documents"]}
        self.document = {key: by_source[source] for key, source in documents.items() if source in by_source}
        self.key = {d["id"]: key for key, d in self.document.items()}

    def text(self, key: str) -> str:
        """The document's text; empty where it was not read."""
        return str(self.document[key]["text"]) if key in self.document else ""

    def of(self, table: str, key: str) -> list[Row]:
        """The rows of a table that belong to one document."""
        return [r for r in self.rows[table] if self.key.get(r["document"]) == key]

    def find(self, key: str, words: str, after: int = 0) -> Span | None:
        """Where these words stand in the document, whatever the white space between them."""
        pattern = r"\s+".join(re.escape(w) for w in words.split())
        match = re.compile(pattern).search(self.text(key), after)
        return Span(*match.span()) if match else None

    def between(self, key: str, opening: str, closing: str, after: int = 0) -> Span | None:
        """The stretch from the opening to the closing words."""
        first = self.find(key, opening, after)
        last = self.find(key, closing, first.start) if first else None
        return Span(first.start, last.end) if first and last else None


def read(path: Path) -> Truth:
    """The truth of a heap from its file."""
    return msgspec.json.decode(path.read_bytes(), type=Truth)


def heaps() -> dict[str, Path]:
    """The heaps that have a truth beside them, by name."""
    found = [p.with_suffix("") for folder in (SHIPPED, OURS) for p in sorted(folder.glob("*.json"))]
    return {p.name: p for p in found}


@cache
def traced(heap: Path) -> tuple[Traced, Truth]:
    """A heap of ours, traced, with its truth."""
    truth = read(heap.with_suffix(".json"))
    return Traced(pipeline.trace(heap).tables, truth.documents), truth


def figures(_data: Path) -> dict[str, float]:
    """All figures of all heaps of our own."""
    return {f"{name}, {figure}": v for name, heap in heaps().items() for figure, v in score(*traced(heap)).items()}


def score(heap: Traced, truth: Truth) -> dict[str, float]:
    """Every figure of one heap."""
    found = {
        "body lines F1": body_f1(heap, body_spans(heap, truth)),
        "comment parents": share(right_parents(heap, truth)),
        "comment quotes": share(right_quotes(heap, truth)),
        "stories, pairs F1": f1(story_pairs(heap), pairs(truth.stories)),
        "passages": share(long_passages(heap, truth)),
        "lost sources F1": lost_f1(heap, truth),
        "edges F1": f1(edges(heap, truth), {(e[0], e[1]) for e in truth.edges}),
        "independent accounts": float(independent(heap, truth) == truth.independent),
        "claims": share(documents_of(heap, k) == set(k.supports) for k in truth.ladder),
        "ladders": share(rungs(heap, k) == k.ladder for k in truth.ladder),
        "differences found": share(bool(rows_of(heap, d)) for d in truth.differences),
        "differences real": share(real_conflicts(heap, truth)),
        "written, day": share(written(heap, key) == day for key, day in truth.written.items()),
        "dates": share(right_dates(heap, truth)),
        "must-nots": share(held(heap, truth)),
    }
    return {name: value for name, value in found.items() if value is not None}


def share(hits: Iterable[bool]) -> float | None:
    """The share of hits; nothing where there is nothing to hit."""
    marks = list(hits)
    return sum(marks) / len(marks) if marks else None


def f1(found: set[Any], gold: set[Any]) -> float:
    """F1 of two sets; 1 where both are empty."""
    return 2 * len(found & gold) / (len(found) + len(gold)) if found or gold else 1.0


# Body and threads


def body_spans(heap: Traced, truth: Truth) -> dict[str, list[Span]]:
    """The true stretches of body of every document."""
    found: dict[str, list[Span]] = {}
    for key, stretches in truth.body.items():
        found[key] = []
        for opening, closing in stretches:
            after = found[key][-1].end if found[key] else 0
            span = heap.between(key, opening, closing, after)
            found[key] += [span] if span else []
    return found


def body_f1(heap: Traced, gold: dict[str, list[Span]]) -> float:
    """F1 over the lines of the texts; a line is body where most of it is."""
    said: set[Any] = set()
    true: set[Any] = set()
    for key, spans in gold.items():
        body = [Span(b["start"], b["end"]) for b in heap.of("blocks", key) if b["label"] == "body"]
        said |= {(key, n) for n in _lines_in(heap.text(key), body)}
        true |= {(key, n) for n in _lines_in(heap.text(key), spans)} if spans else {(key, "unread")}
    return f1(said, true)


def _lines_in(text: str, spans: Sequence[Span]) -> Iterator[int]:
    for n, line in enumerate(lines(text)):
        inside = sum(
            len(text[max(line.start, s.start) : min(line.end, s.end)].strip()) for s in spans if overlap(line, s)
        )
        if inside and 2 * inside > len(text[line.start : line.end].strip()):
            yield n


def overlap(a: Span, b: Span) -> int:
    """The characters that two spans share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def thread(heap: Traced, truth: Truth, key: str) -> dict[str | None, Row]:
    """The comment found for every true one, by where it stands; an empty row where none is."""
    found: dict[str | None, Row] = {None: {}}
    rows, after = heap.of("comments", key), 0
    for remark in truth.comments[key]:
        span = heap.between(key, *remark.words, after) or Span(0, 0)
        after = span.end or after
        shared = [(overlap(span, Span(r["start"], r["end"])), r) for r in rows]
        most, best = max(shared, key=lambda x: x[0], default=(0, {}))
        found[remark.id] = best if most else {}
    return found


def right_parents(heap: Traced, truth: Truth) -> Iterator[bool]:
    """For every comment: author and parent as they are."""
    for key, remarks in truth.comments.items():
        rows = thread(heap, truth, key)
        for remark in remarks:
            row, parent = rows[remark.id], rows[remark.parent]
            yield bool(row) and row["author"] == remark.author and row["parent"] == parent.get("id")


def right_quotes(heap: Traced, truth: Truth) -> Iterator[bool]:
    """For every quotation in a comment: found, and from whom it is."""
    for key, remarks in truth.comments.items():
        rows = thread(heap, truth, key)
        for remark in remarks:
            row = rows[remark.id]
            for words, of in remark.quotes:
                span = heap.find(key, words, row.get("start", 0)) or Span(0, 0)
                yield any(
                    q["of"] == rows[of].get("id") and 2 * overlap(Span(q["start"], q["end"]), span) > len(span)
                    for q in row.get("quotes", ())
                )


# Descent


def pairs(groups: Iterable[Iterable[str]]) -> set[Edge]:
    """All pairs within the groups; a group of one gives itself."""
    return {p for g in map(sorted, groups) for p in (combinations(g, 2) if len(g) > 1 else [(g[0], g[0])])}


def story_pairs(heap: Traced) -> set[Edge]:
    """The pairs of documents that are told of as one story."""
    return pairs([heap.key[d] for d in s["documents"] if d in heap.key] for s in heap.rows["stories"])


def long_passages(heap: Traced, truth: Truth) -> Iterator[bool]:
    """For every passage of the truth: one of as many words is there."""
    longest: dict[frozenset[str | None], int] = {}
    for row in heap.rows["passages"]:
        pair = frozenset((heap.key.get(row["a"]), heap.key.get(row["b"])))
        longest[pair] = max(row["words"], longest.get(pair, 0))
    for a, b, words in truth.passages:
        yield longest.get(frozenset((a, b)), 0) >= words


def lost_names(heap: Traced, truth: Truth) -> dict[str, str]:
    """The names of the found lost sources: the truth's where they have mostly the same documents under them."""
    gold = {name: _below(name, [(e[0], e[1]) for e in truth.edges]) & set(truth.documents) for name in truth.lost}
    asserted = _asserted(heap)
    lost = sorted(w["id"] for w in heap.rows["witnesses"] if w["kind"] == "lost")
    ours = {w: {heap.key[d] for d in _below(w, asserted) if d in heap.key} for w in lost}
    alike = sorted(
        ((len(ours[w] & gold[g]) / len(ours[w] | gold[g]), g, w) for w in lost for g in gold if ours[w] | gold[g]),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    names: dict[str, str] = {}
    for likeness, g, w in alike:
        if likeness >= 0.5 and w not in names and g not in names.values():
            names[w] = g
    return {w: names.get(w, f"another {n}") for n, w in enumerate(lost)}


def _asserted(heap: Traced) -> list[Edge]:
    return [(d["parent"], d["child"]) for d in heap.rows["derivations"] if d["probability"] >= 0.5]


def _below(top: str, links: Sequence[Edge]) -> set[str]:
    found: set[str] = set()
    fresh = {top}
    while fresh:
        found |= fresh
        fresh = {c for p, c in links if p in fresh} - found
    return found


def lost_f1(heap: Traced, truth: Truth) -> float:
    """F1 of the lost sources."""
    return f1(set(lost_names(heap, truth).values()), set(truth.lost))


def edges(heap: Traced, truth: Truth) -> set[Edge]:
    """The asserted edges, in the truth's names."""
    names = heap.key | lost_names(heap, truth)
    return {(names.get(p, p), names.get(c, c)) for p, c in _asserted(heap)}


def independent(heap: Traced, truth: Truth) -> int:
    """The lines of descent of the story that holds most of the first true one."""
    first = set(truth.stories[0])
    best = max(heap.rows["stories"], key=lambda s: len(first & {heap.key.get(d) for d in s["documents"]}))
    return int(best["lines"])


def held(heap: Traced, truth: Truth) -> list[bool]:
    """For everything that may not be asserted: it is not."""
    found = edges(heap, truth)
    return [
        *(edge not in found for edge in truth.must_not.edges),
        *(not any(key in edge for edge in found) for key in truth.alone),
        *(not (written(heap, key) or "").startswith(year) for key, year in truth.must_not.written),
    ]


# Claims and differences


def claim_row(heap: Traced, known: Known) -> Row | None:
    """The claim that has most of these sentences, and least besides."""
    places = [Place(k, *_ends(heap.find(k, s))) for k, s in known.supports.items()]

    def fit(row: Row) -> tuple[int, int]:
        hit = {p.key for p in places if any(_same_place(heap, p, s) for s in row["supports"])}
        return len(hit), -len({s["document"] for s in row["supports"]})

    best = max(heap.rows["claims"], key=fit, default=None)
    return best if best and fit(best)[0] else None


def _ends(span: Span | None) -> tuple[int, int]:
    return (span.start, span.end) if span else (0, 0)


def _same_place(heap: Traced, place: Place, support: Row) -> bool:
    """Whether a support lies on that sentence: half of the shorter of the two."""
    if heap.key.get(support["document"]) != place.key:
        return False
    ours = Span(support["start"], support["end"])
    return 2 * overlap(ours, Span(place.start, place.end)) > min(len(ours), place.end - place.start)


def documents_of(heap: Traced, known: Known) -> set[str]:
    """The documents that are found to say so."""
    row = claim_row(heap, known)
    return {heap.key.get(s["document"], "?") for s in row["supports"]} if row else set()


def rungs(heap: Traced, known: Known) -> dict[str, int]:
    """The rungs that the truth knows, as they are found for a claim; empty where the claim is not found."""
    row = claim_row(heap, known)
    return {rung: row["ladder"][rung] for rung in known.ladder} if row else {}


def rows_of(heap: Traced, difference: Difference) -> list[Row]:
    """The conflicts that state this difference: every reading with a document that has it, none with a wrong one."""
    return [
        row
        for row in heap.rows["conflicts"]
        if row["slot"] in difference.slot.split("|")
        and row["kind"] in difference.kind.split("|")
        and all(_has_reading(heap, row, v, keys) for v, keys in difference.readings.items())
    ]


def _has_reading(heap: Traced, row: Row, values: str, keys: Sequence[str]) -> bool:
    for reading in row["readings"]:
        if fold(reading["value"]) in values.split("|"):
            stand = {heap.key.get(s["document"]) for s in reading["supports"]}
            return bool(stand) and stand <= set(keys)
    return False


def real_conflicts(heap: Traced, truth: Truth) -> list[bool]:
    """For every row called a conflict: the truth has it."""
    true = {row["id"] for d in truth.differences for row in rows_of(heap, d)}
    return [row["id"] in true for row in heap.rows["conflicts"] if row["kind"] == "conflict"]


# Dates


def written(heap: Traced, key: str) -> str | None:
    """The best estimate of when the text was written."""
    ids = {w["id"]: w["date"] for w in heap.rows["witnesses"]}
    return ids.get(heap.document[key]["id"]) if key in heap.document else None


def right_dates(heap: Traced, truth: Truth) -> Iterator[bool]:
    """For every expression of the truth: found, with its value."""
    body = body_spans(heap, truth)
    for key, words, value in truth.dates:
        span = next((s for b in body[key] if (s := heap.find(key, words, b.start))), None)
        yield open_end(value) in values_at(heap, key, span)


def values_at(heap: Traced, key: str, span: Span | None) -> list[str | None]:
    """The values of the expressions of time that touch a stretch."""
    rows = heap.of("dates", key)
    return [open_end(r["value"]) for r in rows if span and overlap(Span(r["start"], r["end"]), span)]


def open_end(value: str | None) -> str | None:
    """An interval whose end is open, written in one way only."""
    return value.removesuffix("..") if value and value.endswith("/..") else value


def unlike(a: Tables, b: Tables) -> list[str]:
    """The tables that do not have the same rows in the same order."""
    return sorted(name for name in a.keys() | b.keys() if a[name].to_pylist() != b[name].to_pylist())
