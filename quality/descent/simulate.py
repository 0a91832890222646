"""The simulator: a heap of stories as a collector would have it, and the truth of it.

Dates lie and are missing, inner texts are lost, copiers credit whom they like; ids and order of the rows tell nothing.
"""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import NamedTuple

from quality.descent import truth
from quality.descent.families import AGENCIES, SITES, Family, newsrooms, story
from quality.descent.model import Edge, Heap, Witness
from quality.descent.pages import Printer
from quality.descent.supply import Articles, Supply

SITED = 0.5  # of the wrong dates those of sites that are always wrong
BACK = 0.45  # of the wrong dates those that are too early
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


def heap(  # noqa: PLR0913, PLR0917  (what it is made of, how, and in which form)
    material: Articles, real: Sequence[str], seed: int, setting: Setting, stories: int = 40, form: str = "body"
) -> Heap:
    """Rows and gold of so many stories; the same for the same arguments, and the same stories for the same seed."""
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
    printer = Printer(form, seed)
    rows = sorted((printer.row(w) for w in witnesses if not w.lost), key=lambda row: row["id"])
    return Heap(rows, truth.gold(witnesses, edges), truth.gold(witnesses, edges, shown=True))


def _witnesses(family: Family, seed: str, setting: Setting) -> tuple[list[Witness], list[Edge]]:
    """The members of a story under opaque names, with what the setting makes of them."""
    chance = random.Random(f"{seed}:{setting}")
    gone = _gone(family, setting.lost, chance)
    opaque = [sha256(f"{seed}:{n}".encode()).hexdigest()[:12] for n in range(len(family.members))]
    names = [f"lost:{name}" if n in gone else name for n, name in enumerate(opaque)]
    heap_seed = seed.partition(":")[0]
    credits = _credits(family, random.Random(f"{seed}:credits"))
    liars = {s for s in range(SITES) if random.Random(f"{heap_seed}:liar:{s}").random() < setting.lie * SITED}
    found = [
        Witness(
            names[n], seed, m.text, m.site, m.at, _stated(m.at, m.site in liars, setting, chance), credits[n],
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


def _stated(at: datetime, liar: bool, setting: Setting, chance: random.Random) -> datetime | None:
    """The date that the page bears: right, wrong or none."""
    missing, dice = chance.random() < setting.miss, chance.random()
    rest = (setting.lie - setting.lie * SITED) / max(1e-9, 1 - setting.lie * SITED)
    shift = timedelta(days=chance.choice((1, 1, 2, 3, 5, 10, 30, 90, 400, 1500)), minutes=chance.randrange(1440))
    back = chance.random() < BACK
    if missing:
        return None
    if not liar and dice >= rest:
        return at
    return at - shift if back else at + shift


def _credits(family: Family, chance: random.Random) -> list[str | None]:
    """Whom each text credits: the agency it came from, more often where it was taken from the agency itself."""
    found: list[str | None] = []
    for v, member in enumerate(family.members):
        up = family.parents(v)
        behind = sorted({family.members[p].site for p in family.above(v)} & set(range(AGENCIES)))
        dice, other = chance.random(), chance.randrange(AGENCIES)
        if member.site < AGENCIES or member.kind == "quote":
            found.append(None)
        elif behind and family.members[up[0]].site < AGENCIES:
            found.append(Printer.agency(behind[0]) if dice < FROM_AGENCY else None)
        elif up and found[up[0]]:
            found.append(found[up[0]] if dice < HANDED_ON else None)
        elif behind:
            found.append(Printer.agency(behind[0]) if dice < KNOWN else None)
        else:
            found.append(Printer.agency(other) if dice < WRONG else None)
    return found


def _thread(chance: random.Random) -> tuple[str, ...]:
    return tuple(chance.choice(POSTS).format(chance.choice(READERS)) for _ in range(chance.randint(2, 7)))


READERS = "the mayor|the council|the bank|the court|the club|the paper|the minister|the firm".split("|")
POSTS = (
    "I doubt that {} has thought this through, and I would like to hear more of it.",
    "Old news. We had this out here weeks ago and {} did nothing about it.",
    "Thanks for putting this up! Does anybody know what {} says?",
    "That is not how I remember it; {} told us something else at the time.",
    "Nobody asked {}, as usual, and nobody will.",
    "Good for them. And {} should take note.",
    "Source? I cannot find a word of it on the pages of {}.",
    "Well, {} will have to answer for that sooner or later, mark my words.",
)
