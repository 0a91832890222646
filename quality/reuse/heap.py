"""The heap: originals, their derived copies, as many articles that nobody copied; clean, or as sites print them."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from quality.reuse import invented
from quality.reuse.furniture import dressed, sites
from quality.reuse.kinds import family
from quality.reuse.model import ROWS, Article, Derived, Heap, Line, Sentence, Word, parsed
from quality.reuse.phrases import TUNED, Phrases

FAMILY = 7  # documents for each source: those made from it, and one that nobody copied
SITES = 40  # that print often
VIRAL = 64  # documents that print one body word for word; some on sites that print nothing else
LONG_ENOUGH = 8  # sentences of a source
GRAM = 4  # words of a run; one that more than `COMMON` articles have is nobody's
COMMON, TAKEN = 12, 3  # two articles that share so many runs are versions of one another, or report one event
LEAGUES, CLUBS = 3, 6
ROWED = 8  # articles that end in a forecast, and as many in a table, however large the heap
CLUB = ("Rovers", "United", "Town", "City", "Athletic", "Wanderers")


class Setting(NamedTuple):
    """How a heap is made."""

    documents: int
    furniture: bool = False
    nameless: float = 0.0  # share of the documents that come without an address
    form: str = "body"  # the column that the text is handed in as: `text` may hold furniture, `body` should not
    phrases: Phrases = TUNED  # that the sites print


def heap(texts: Sequence[str], seed: int, setting: Setting) -> Heap:
    """A heap of about so many documents; the same for the same texts and seed."""
    chance = random.Random(seed)
    viral = VIRAL if setting.furniture and setting.documents >= 3 * VIRAL else 0
    count = max(1, (setting.documents - viral) // FAMILY)
    chosen = list(islice(apart(texts, chance), 2 * count + 1))
    articles = {i: parsed(texts[i], i) for i in chosen}
    sources = [i for i in chosen[:count] if len(articles[i]) >= LONG_ENOUGH]
    if setting.furniture:
        _commonplaces(articles, chosen[:-1], seed)
    found = [_document(f"lone{i:04}", "lone", articles[i]) for i in chosen[count : 2 * count]]
    for n, i in enumerate(sources):
        other = articles[sources[(n + 1) % len(sources)]]
        found += [_document(f"{kind}{n:04}", kind, made) for kind, made in family(articles[i], other, n, chance)]
    found += [_document(f"viral{n:04}", "viral", articles[chosen[-1]]) for n in range(viral)]
    return Heap(_printed(found, seed, setting) if setting.furniture else found, articles)


def apart(texts: Sequence[str], chance: random.Random) -> Iterator[int]:
    """Texts by number, in any order, without those that share wording with one before: what is copied is our doing."""
    runs = [_runs(text) for text in texts]
    common = Counter(run for some in runs for run in some)
    where: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n in chance.sample(range(len(texts)), len(texts)):
        rare = [run for run in runs[n] if common[run] <= COMMON]
        if max(Counter(other for run in rare for other in where[run]).values(), default=0) < TAKEN:
            for run in rare:
                where[run].append(n)
            yield n


def _runs(text: str) -> set[tuple[str, ...]]:
    line = [w.casefold().strip(".,\"'") for w in text.split()]
    return set(zip(*(line[k:] for k in range(GRAM)), strict=False))


def _document(name: str, kind: str, article: Article) -> Derived:
    return Derived(name, kind.rstrip("_"), [Line(sentence) for sentence in article])


def _printed(documents: Sequence[Derived], seed: int, setting: Setting) -> list[Derived]:
    """Every document on a site of its own choice; copies of the viral body go over as many sites as there are."""
    chance = random.Random(f"{seed}:print")
    every = sites(SITES + VIRAL // 2, seed, setting.phrases)
    viral = [d for d in documents if d.kind == "viral"]
    where = {d.name: every[(k + SITES // 2) % len(every)] for k, d in enumerate(viral)}
    where |= {d.name: chance.choice(every[:SITES]) for d in documents if d.kind != "viral"}
    headline = {d.name: " ".join(w.form for w in d.lines[0].words) for d in documents}
    found = []
    for d in documents:
        others = sorted({headline[o] for o, site in where.items() if site == where[d.name]} - {headline[d.name]})
        made = dressed(d, where[d.name], others, chance)
        found.append(made._replace(url=None) if chance.random() < setting.nameless else made)
    return found


def _commonplaces(articles: dict[int, Article], chosen: Sequence[int], seed: int) -> None:
    """Stock paragraphs, press quotes, forecasts and tables put into articles that have nothing else in common."""
    chance = random.Random(f"{seed}:commonplaces")
    phrases = [invented.background(chance) for _ in range(5)] + [invented.press_quote(chance) for _ in range(5)]
    for n, phrase in enumerate(phrases):
        stock: Sentence = [Word(form, (-1 - n, k)) for k, form in enumerate(phrase.split())]
        for i in chance.sample(chosen, min(len(chosen), chance.randint(3, 6))):
            lead = _rows([invented.introduction(chance)], i, articles[i]) if phrase.startswith('"') else []
            at = chance.randint(2, max(2, len(articles[i])))
            articles[i][at:at] = [*lead, stock]
    for i in chance.sample(chosen, min(ROWED, len(chosen) // 12)):
        articles[i] += _rows([invented.weather(chance) for _ in range(2)], i, articles[i])
    leagues = [[f"{invented.name(chance)} {chance.choice(CLUB)}" for _ in range(CLUBS)] for _ in range(LEAGUES)]
    for i in chance.sample(chosen, min(ROWED, len(chosen) // 12)):
        articles[i] += _rows(invented.results(chance, chance.choice(leagues)), i, articles[i])


def _rows(lines: Sequence[str], number: int, article: Article) -> list[Sentence]:
    """Lines that this article prints on its own account, though others print the like."""
    first = max([ROWS, *(w.origin[1] + 1 for s in article for w in s if w.origin and w.origin[0] == number)])
    found: list[Sentence] = []
    for line in lines:
        found.append([Word(form, (number, first + k)) for k, form in enumerate(line.split())])
        first += len(found[-1])
    return found
