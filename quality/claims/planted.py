"""Planted: one slot of one sentence is changed in the second of two copies of a real article.

Found is a conflict in that slot and that sentence, false is any other. Copies that nobody touched differ in nothing.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from headwater.claims import Facts, rarity
from headwater.claims.apparatus import compared, rows
from headwater.claims.lineup import lineup
from headwater.claims.values import facts
from headwater.claims.wording import told
from headwater.dates import Written, whens
from headwater.documents import Body
from headwater.names import canonical, proper_names
from headwater.text import paragraphs

ARTICLES = 40
SEED = 7


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
