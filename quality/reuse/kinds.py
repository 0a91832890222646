"""What copiers do to an article: every kind of derivation that the figures are split by."""

import random
import re
from collections.abc import Callable, Iterator, Mapping

from quality.reuse import invented
from quality.reuse.model import Article, Sentence, Word, plain

SIBLING, HEAVY = 0.2, 0.4  # shares of words that are edited; two siblings at .2 differ in about 40 %
KINDS = (
    "copy", "trim", "edit", "numbers", "moved", "scattered", "quote", "quotes", "merge", "siblings", "lost", "heavy",
)  # fmt: skip

Copier = Callable[[Article, Article, random.Random], Article]


def family(source: Article, other: Article, number: int, chance: random.Random) -> Iterator[tuple[str, Article]]:
    """The documents made from one source: itself, some kinds, two siblings; in a quarter the source itself is lost."""
    if number % 4 == 3:
        kind, share = ("heavy", HEAVY) if number % 8 == 7 else ("lost", SIBLING)
        yield from ((kind + "_" * k, edited(source, chance, share)) for k in range(3))
        return
    yield "source", source
    for kind in chance.sample(sorted(COPIERS), 3):
        yield kind, COPIERS[kind](source, other, chance)
    yield from (("siblings" + "_" * k, edited(source, chance, SIBLING)) for k in range(2))


def edited(source: Article, chance: random.Random, share: float) -> Article:
    """Words replaced by, or words put in from, elsewhere in the text; words left out."""
    pool = [w.form for s in source for w in s]
    found = []
    for s in source:
        made: Sentence = []
        for w in s:
            dice = chance.random()
            if dice < share / 2:
                made.append(Word(chance.choice(pool), None))
            elif dice < 3 * share / 4:
                continue
            else:
                made.append(w)
                if dice > 1 - share / 4:
                    made.append(Word(chance.choice(pool), None))
        found.append(made)
    return [s for s in found if s]


def _copy(source: Article, other: Article, chance: random.Random) -> Article:
    return source


def _trim(source: Article, other: Article, chance: random.Random) -> Article:
    return source[: max(3, len(source) // 2)]


def _edit(source: Article, other: Article, chance: random.Random) -> Article:
    return edited(source, chance, 0.06)


def _numbers(source: Article, other: Article, chance: random.Random) -> Article:
    """Only figures changed."""
    return [[_renumbered(w, chance) for w in s] for s in source]


def _renumbered(w: Word, chance: random.Random) -> Word:
    if not any(c.isdigit() for c in w.form):
        return w
    return Word(re.sub(r"\d", lambda _: str(chance.randint(1, 9)), w.form), None)


def _moved(source: Article, other: Article, chance: random.Random) -> Article:
    """The halves in the other order, under the same headline."""
    cut = len(source) // 2
    return source[:1] + source[cut:] + source[1:cut]


def _scattered(source: Article, other: Article, chance: random.Random) -> Article:
    """A third of the sentences, the shortest first, each put back somewhere else below the headline."""
    short = sorted(range(1, len(source)), key=lambda k: (len(source[k]) < 8, len(source[k])))[: len(source) // 3]
    found = [s for k, s in enumerate(source) if k not in short]
    for k in short:
        found.insert(chance.randint(1, len(found)), source[k])
    return found


def _quote(source: Article, other: Article, chance: random.Random) -> Article:
    """One sentence in a text of one's own."""
    return _amid(_own(chance), [chance.choice(_long(source))], chance)


def _quotes(source: Article, other: Article, chance: random.Random) -> Article:
    """Two or three sentences that stand together, in a text of one's own."""
    at = chance.randrange(max(1, len(source) - 3))
    return _amid(_own(chance), source[at : at + chance.choice((2, 3))], chance)


def _merge(source: Article, other: Article, chance: random.Random) -> Article:
    return source[: max(3, len(source) // 2)] + other[: max(3, len(other) // 2)]


def _own(chance: random.Random) -> Article:
    """A headline and some sentences that nobody has printed before."""
    return [plain(sentence) for sentence in invented.account(chance, chance.randint(4, 12))]


def _amid(own: Article, quoted: Article, chance: random.Random) -> Article:
    at = chance.randint(2, len(own) - 1)
    return [*own[:at], *quoted, *own[at:]]


def _long(source: Article) -> Article:
    return [s for s in source if len(s) >= 12] or source


COPIERS: Mapping[str, Copier] = {
    "copy": _copy,
    "trim": _trim,
    "edit": _edit,
    "numbers": _numbers,
    "moved": _moved,
    "scattered": _scattered,
    "quote": _quote,
    "quotes": _quotes,
    "merge": _merge,
}
