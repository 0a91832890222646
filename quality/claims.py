"""Claims: sentences that say the same, and planted differences, against gold of others and real sentences.

Alike: average precision of our likeness and of plain TF-IDF cosine in the same run, on sentence pairs that people
aligned (SuperPAL) or judged to be paraphrases (MSRP). Neither is tuned on a threshold.
Planted: one slot of one sentence is changed in the second of two copies of a real article; found is a conflict in
that slot and that sentence, false is any other. Copies that nobody touched should differ in nothing.
"""

import csv
import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from headwater.claims import Facts, Sentence, likeness, rarity, sentence
from headwater.claims.apparatus import compared, rows
from headwater.claims.lineup import lineup
from headwater.claims.values import facts
from headwater.claims.wording import told
from headwater.dates import Written, whens
from headwater.documents import Body
from headwater.names import Name, canonical, proper_names
from headwater.text import paragraphs, words

ARTICLES = 40
SEED = 7


class Topic(NamedTuple):
    """Pairs of sentences of one story, and which of them say the same."""

    pairs: list[tuple[str, str]]
    gold: list[bool]


def figures(data: Path) -> dict[str, float]:
    """Every figure that the data at hand allows."""
    found: dict[str, float] = {}
    for name, topics in (("SuperPAL", superpal(data)), ("MSRP", msrp(data))):
        if topics:
            ours, plain = average_precision(_ours(topics), topics), average_precision(_plain(topics), topics)
            found |= {f"claims, {name} AP": ours, f"claims, {name} AP above plain TF-IDF": ours - plain}
    return found | {f"claims, planted {k}": v for k, v in planted(data).items()}


# Alike


def superpal(data: Path) -> list[Topic]:
    """Every sentence of a summary with every aligned sentence of its documents, by topic."""
    path = data / "claims" / "superpal" / "dev_MN_only.csv"
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        by_topic: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in csv.DictReader(file):
            by_topic[row["topic"]].append(row)
    topics = []
    for _, found in sorted(by_topic.items()):
        aligned = {(r["scuSentence"], r["docSentText"]) for r in found}
        pairs = [(a, b) for a in sorted({p[0] for p in aligned}) for b in sorted({p[1] for p in aligned})]
        topics.append(Topic(pairs, [p in aligned for p in pairs]))
    return topics


def msrp(data: Path) -> list[Topic]:
    """The test half of the paraphrase corpus, as one topic."""
    path = data / "claims" / "msrp" / "msr_paraphrase_test.txt"
    if not path.exists():
        return []
    found = [line.split("\t") for line in path.read_text("utf-8-sig").splitlines()[1:]]
    return [Topic([(r[3], r[4]) for r in found], [r[0] == "1" for r in found])]


def average_precision(scores: Sequence[float], topics: Sequence[Topic]) -> float:
    """The mean of the precisions at every true pair, best score first."""
    gold = [g for t in topics for g in t.gold]
    order = sorted(range(len(gold)), key=lambda i: (-scores[i], i))
    hits, total = 0, 0.0
    for rank, i in enumerate(order, 1):
        if gold[i]:
            hits += 1
            total += hits / rank
    return total / hits


def _ours(topics: Iterable[Topic]) -> list[float]:
    scores = []
    for topic in topics:
        texts = sorted({t for p in topic.pairs for t in p})
        called = {t: proper_names(t) for t in texts}
        full = canonical(n.form for t in texts for n in called[t]) if len(texts) < 500 else {}
        made = {t: _sentence(t, called[t], full) for t in texts}
        worth = rarity([made[t] for t in texts])
        scores += [likeness(made[a], made[b], worth) for a, b in topic.pairs]
    return scores


def _sentence(text: str, called: list[Name], full: dict[str, str]) -> Sentence:
    return sentence(text, text, called={n.start: (n.end, f"@{full.get(n.form, n.form)}") for n in called})


def _plain(topics: Sequence[Topic]) -> list[float]:
    """Cosine of word counts weighted by smoothed idf over all sentences of the set."""
    bags = {t: Counter(w.form for w in words(t)) for topic in topics for p in topic.pairs for t in p}
    counts = Counter(form for bag in bags.values() for form in bag)
    idf = {form: math.log((1 + len(bags)) / (1 + n)) + 1 for form, n in counts.items()}

    def cosine(a: Counter[str], b: Counter[str]) -> float:
        norms = (math.sqrt(sum((n * idf[f]) ** 2 for f, n in bag.items())) for bag in (a, b))
        return sum(a[f] * b[f] * idf[f] ** 2 for f in a if f in b) / max(1e-9, math.prod(norms))

    return [cosine(bags[a], bags[b]) for topic in topics for a, b in topic.pairs]


# Planted


def planted(data: Path) -> dict[str, float]:
    """Precision and recall of conflicts where one slot was changed, recall by slot, and rows on untouched copies."""
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    shown = real = articles = touched = 0
    dice = random.Random(SEED)
    for text in _articles(data):
        for slot, change in _CHANGES.items():
            edited = change(text, dice)
            if edited is None:
                continue
            changed, at = edited
            conflicts = list(_conflicts(text, changed))
            hits = [c for c in conflicts if c[0] == slot and c[1] <= at < c[2]]
            made[slot] += 1
            found[slot] += bool(hits)
            shown += len(conflicts)
            real += len(hits)
        articles += 1
        touched += any(True for _ in _conflicts(text, _retyped(text)))
    if not made:
        return {}
    by_slot = {f"{slot} recall": found[slot] / n for slot, n in sorted(made.items())}
    whole = {"precision": real / max(1, shown), "recall": sum(found.values()) / sum(made.values())}
    return {**whole, **by_slot, "clean copies without a row": 1.0 - touched / articles}


def _articles(data: Path) -> Iterator[str]:
    paths = sorted((data / "reuse" / "bbc").rglob("*.txt"))
    for path in paths[:: max(1, len(paths) // ARTICLES)][:ARTICLES]:
        yield path.read_text("utf-8", errors="replace").strip()


def _conflicts(first: str, second: str) -> Iterator[tuple[str, int, int]]:
    """The conflicts between two texts: slot, and the sentence of the second text in which it stands."""
    every = [f for name, text in (("a", first), ("b", second)) for f in _facts(name, text)]
    sentences = [f.sentence for f in every]
    groups = lineup(sentences, [])
    found = [d for g in groups for d in compared(every, g, rarity(sentences))]
    for row in rows(every, groups, found):
        if row.kind == "conflict":
            here = [i for r in row.readings for i in r.places if sentences[i].document == "b"]
            yield row.slot, sentences[here[0]].start, sentences[here[0]].end


def _facts(name: str, text: str) -> list[Facts]:
    body = Body(name, name, text, (), tuple(paragraphs(text)))
    called = proper_names(text)
    full = canonical(n.form for n in called)
    dates = whens(body, Written(name, "2005-02-17", "published", 0.9))
    return [
        facts(s, [w for w in dates if w.start < s.end and w.end > s.start], called, full)
        for s in told(body, (), called, full)
    ]


def _retyped(text: str) -> str:
    """The same text with other quotation marks and spacing: what every page does to a copy."""
    return re.sub(r'"(\w)', r"“\1", text).replace('"', "”").replace("'", "’").replace("  ", " ")


Edited = tuple[str, int] | None  # the changed text, and where it was changed


def _put(text: str, start: int, end: int, new: str) -> Edited:
    return text[:start] + new + text[end:], start


def _number(text: str, dice: random.Random) -> Edited:
    spots = list(re.finditer(r"(?<![\d.,£$€-])\b[2-9]\d{1,2}\b(?![\d.,%-]|\w|\s+[A-Z])", text))
    if not spots:
        return None
    m = dice.choice(spots)
    return _put(text, *m.span(), str(int(int(m[0]) * 1.7) + 1))


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _date(text: str, dice: random.Random) -> Edited:
    spots = list(re.finditer("|".join(_DAYS), text))
    if not spots:
        return None
    m = dice.choice(spots)
    return _put(text, *m.span(), _DAYS[(_DAYS.index(m[0]) + 3) % 7])


def _name(text: str, dice: random.Random) -> Edited:
    spots = [n for n in proper_names(text) if n.kind == "person" and " " in n.form]
    if not spots:
        return None
    n = dice.choice(spots)
    return _put(text, n.start, n.end, dice.choice(("Orla Vantress", "Mick Dunhallow", "Petra Loxley")))


def _polarity(text: str, dice: random.Random) -> Edited:
    spots = list(re.finditer(r"\b(?:was|were|is|are|will|has|have|had|would)\b(?! not)", text))
    if not spots:
        return None
    m = dice.choice(spots)
    return _put(text, m.end(), m.end(), " not")


_CHANGES = {"number": _number, "date": _date, "name": _name, "polarity": _polarity}
