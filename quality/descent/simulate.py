"""The simulator: a heap of stories as a collector would have it, and the truth of it.

Dates lie and are missing, inner texts are lost, copiers credit whom they like; ids and order of the rows tell nothing.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from quality.descent import truth
from quality.descent.families import Family, newsrooms, one_family, story
from quality.descent.model import Edge, Heap, Witness
from quality.descent.pages import Printer
from quality.descent.sites import AGENCIES, called
from quality.descent.supply import Articles, Supply
from quality.reuse import invented

SITED = 0.5  # of the wrong dates those of sites that are always wrong
CRAWL = datetime(2024, 12, 23)
FROM_AGENCY, HANDED_ON, KNOWN, WRONG = 0.55, 0.7, 0.08, 0.02  # chances of a credit


class Setting(NamedTuple):
    """Shares of wrong dates, of absent dates, of inner texts that are lost."""

    lie: float
    miss: float
    lost: float


SETTINGS = {
    "clean": Setting(0.0, 0.0, 0.0),
    "lies": Setting(0.15, 0.10, 0.0),
    "lies+lost": Setting(0.15, 0.10, 0.35),
    "bad": Setting(0.40, 0.30, 0.35),
}


def giant(material: Articles, seed: int, members: int, setting: Setting) -> Heap:
    """A heap of one family of so many witnesses."""
    chance = random.Random(f"{seed}:giant")
    rooms = newsrooms(Supply(material, chance), (), chance)
    return printed(*_witnesses(one_family(rooms, min(material), members), f"{seed}:0", setting), "body", seed)


def heap(  # noqa: PLR0913, PLR0917  (what it is made of, how, and in which form)
    material: Articles, real: Sequence[str], seed: int, setting: Setting, stories: int = 40, form: str = "body"
) -> Heap:
    """Rows and gold of so many stories; the same for the same arguments, and the same stories for the same seed."""
    return printed(*told(material, real, seed, setting, stories), form, seed)


def told(
    material: Articles, real: Sequence[str], seed: int, setting: Setting, stories: int
) -> tuple[list[Witness], list[Edge]]:
    """The texts of so many stories, those that are lost among them, and who took from whom."""
    chance = random.Random(f"{seed}:stories")
    rooms = newsrooms(Supply(material, chance), real, chance)
    topics = sorted(material)
    witnesses: list[Witness] = []
    edges: list[Edge] = []
    for n in range(stories):
        family = story(rooms, topics[n % len(topics)])
        made, between = _witnesses(family, f"{seed}:{n}", setting)
        witnesses += made
        edges += between
    return witnesses, edges


def printed(witnesses: Sequence[Witness], edges: Sequence[Edge], form: str, seed: int) -> Heap:
    """What is not lost as rows, in the order of opaque names; and the gold."""
    shown = sorted((w for w in witnesses if not w.lost), key=lambda w: w.name)
    rows, clean = ([Printer(f, seed).row(w) for w in shown] for f in (form, "body"))
    return Heap(rows, clean, truth.gold(witnesses, edges), truth.gold(witnesses, edges, shown=True))


def _witnesses(family: Family, seed: str, setting: Setting) -> tuple[list[Witness], list[Edge]]:
    """The members of a story under opaque names, with what the setting makes of them."""
    gone = _gone(family, setting.lost, random.Random(f"{seed}:lost"))
    opaque = [sha256(f"{seed}:{n}".encode()).hexdigest()[:12] for n in range(len(family.members))]
    names = [f"lost:{name}" if n in gone else name for n, name in enumerate(opaque)]
    credit = _credits(family, random.Random(f"{seed}:credits"))
    found = [
        Witness(
            names[n], seed, m.text, m.site, m.at, _stated(m.at, m.site, f"{seed}:{n}", setting), credit[n],
            _thread(random.Random(f"{seed}:{n}:thread")) if m.kind == "post" else (), n in gone,
        )
        for n, m in enumerate(family.members)
    ]  # fmt: skip
    edges = [Edge(names[p], names[c], how, operations) for p, c, how, operations in family.edges]
    return found, edges


def _gone(family: Family, share: float, chance: random.Random) -> set[int]:
    """So large a share of the inner texts, those first that the real stemma has lost too."""
    inner = sorted({p for p, *_ in family.edges})
    order = sorted(inner, key=lambda v: (not family.members[v].grey, chance.random()))
    wanted = share * len(inner)
    number = int(wanted) + (chance.random() < wanted - int(wanted))
    return set(order[:number])


def _stated(at: datetime, site: int, seed: str, setting: Setting) -> datetime | None:
    """The date that the page bears: right, wrong or none. The same dice for all settings, so that lies only add up."""
    heap_seed = seed.partition(":")[0]
    of_site, of_page = random.Random(f"{heap_seed}:site:{site}"), random.Random(f"{seed}:date")
    missing, wrong = of_page.random() < setting.miss, of_page.random()
    liar = of_site.random() < setting.lie * SITED
    if missing:
        return None
    if liar:
        return LIES[of_site.randrange(len(LIES))](at, of_site)
    rest = setting.lie * (1 - SITED) / (1 - setting.lie * SITED)
    return LIES[of_page.randrange(len(LIES))](at, of_page) if wrong < rest else at


def _crawled(at: datetime, chance: random.Random) -> datetime:
    """The day on which a collector came by."""
    return CRAWL + timedelta(minutes=chance.randrange(1440))


def _put_up_again(at: datetime, chance: random.Random) -> datetime:
    return at + timedelta(days=chance.choice((1, 2, 3, 7, 30, 365)), minutes=chance.randrange(1440))


def _too_early(at: datetime, chance: random.Random) -> datetime:
    """The date of an older version, or a clock that is wrong."""
    return at - timedelta(days=chance.choice((1, 1, 2, 4, 30, 365)), minutes=chance.randrange(1440))


LIES = (_crawled, _put_up_again, _too_early, _too_early)


def _credits(family: Family, chance: random.Random) -> list[str | None]:
    """Whom each text credits: the agency it came from, more often where it was taken from the agency itself."""
    found: list[str | None] = []
    for v, member in enumerate(family.members):
        up = family.parents[v]
        behind = sorted({family.members[p].site for p in family.above(v)} & set(range(AGENCIES)))
        dice, other = chance.random(), chance.randrange(AGENCIES)
        if member.site < AGENCIES or member.kind == "quote":
            found.append(None)
        elif behind and family.members[up[0]].site < AGENCIES:
            found.append(called(behind[0]) if dice < FROM_AGENCY else None)
        elif up and found[up[0]]:
            found.append(found[up[0]] if dice < HANDED_ON else None)
        elif behind:
            found.append(called(behind[0]) if dice < KNOWN else None)
        else:
            found.append(called(other) if dice < WRONG else None)
    return found


def _thread(chance: random.Random) -> tuple[str, ...]:
    """What readers wrote below: words that nobody else has."""
    words = invented.articles(1, chance.randrange(10**9))[0].split("\n\n")[1:]
    return tuple(words[: chance.randint(2, 7)])
