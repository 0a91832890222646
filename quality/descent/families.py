"""Families: the stories of a heap, and in each the texts that newsrooms make of one another's."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from quality.descent import copiers
from quality.descent.copiers import OPERATIONS, House, Kit, house
from quality.descent.model import Sentence, Text, written
from quality.descent.shapes import Shape, made_up, shape
from quality.descent.sites import AGENCIES, SITES, called
from quality.descent.supply import Supply

ASKED = 30  # texts that are considered for a second parent
MERGES = 0.13  # share of texts that are made of two
LONG = 18  # sentences of an article that has enough for two accounts
CHOICE = 8  # articles of which the longest is taken for that
QUOTING = 40  # a story's press quote has at most so many words

LEAVES = {"verbatim": 8, "light": 31, "trim": 18, "edit": 16, "rewrite": 10, "summary": 3, "quote": 10, "post": 4}
INNER = {"verbatim": 6, "light": 36, "trim": 12, "edit": 20, "rewrite": 8, "update": 18}
LEAST_KEPT = 0.8  # less of the parent is a trim

LIGHT: dict[str, float] = {
    "cut_tail": 0.3, "cut_here_and_there": 0.15, "shorten": 0.08, "insert_sentence": 0.1, "insert_paragraph": 0.12,
    "insert_background": 0.06, "house_style": 0.55, "correct": 0.4, "slips": 0.35, "number": 0.06, "name": 0.05,
    "date": 0.04, "new_headline": 0.6,
}  # fmt: skip
TRIM = LIGHT | {"cut_tail": 0.75, "cut_here_and_there": 0.5, "shorten": 0.3, "insert_paragraph": 0.05}
EDIT = {
    "cut_tail": 0.4, "cut_here_and_there": 0.6, "shorten": 0.3, "insert_sentence": 0.4, "insert_paragraph": 0.4,
    "insert_background": 0.12, "move": 0.4, "join": 0.3, "split": 0.3, "few_words": 0.7, "house_style": 0.7,
    "correct": 0.6, "slips": 0.4, "number": 0.15, "name": 0.1, "date": 0.1, "new_headline": 0.9,
}  # fmt: skip
REWRITE = {
    "cut_tail": 0.4, "cut_here_and_there": 0.5, "move": 0.3, "join": 0.3, "split": 0.2, "rewrite": 1.0,
    "insert_sentence": 0.3, "insert_paragraph": 0.3, "house_style": 0.7, "number": 0.1, "new_headline": 1.0,
}  # fmt: skip
PLANS: dict[str, dict[str, float]] = {
    "verbatim": {"new_headline": 0.3},
    "light": LIGHT,
    "trim": TRIM,
    "edit": EDIT,
    "rewrite": REWRITE,
    "summary": {"summary": 1.0, "house_style": 0.5, "new_headline": 1.0},
    "quote": {"quotation": 1.0},
    "update": {"update": 1.0, "slips": 0.1, "correct": 0.5, "number": 0.2},
    "post": {"cut_tail": 0.2},
}
SMALL = ("slips", "shorten", "cut_tail", "insert_sentence", "few_words")  # the least that a copier does
LATE, YEARS_LATER = ("verbatim", "light", "trim"), 0.06
HOW = {"rewrite": "rewrite", "summary": "rewrite", "quote": "quote", "update": "update"}


class Member(NamedTuple):
    """A text in the making: its site, when it was put up, how it came about."""

    text: Text
    site: int
    at: datetime
    kind: str
    grey: bool = False


class Family(NamedTuple):
    """The members of one story by number, and the edges between them: (parent, child, how, operations)."""

    members: list[Member]
    parents: list[list[int]]  # of each member
    edges: list[tuple[int, int, str, tuple[str, ...]]]

    def add(self, member: Member, how: str, operations: Sequence[tuple[int, tuple[str, ...]]]) -> None:
        """One more member, with each of its parents and what was done on the way from there."""
        self.members.append(member)
        self.parents.append([p for p, _ in operations])
        self.edges.extend((p, len(self.members) - 1, how, done) for p, done in operations)

    def above(self, v: int) -> set[int]:
        """All that stand above."""
        found: set[int] = set()
        queue = list(self.parents[v])
        while queue:
            p = queue.pop()
            if p not in found:
                found.add(p)
                queue += self.parents[p]
        return found


class Newsrooms(NamedTuple):
    """The luck, the material and the houses of a heap, and what real stemmata there are."""

    chance: random.Random
    supply: Supply
    houses: Sequence[House]
    real: Sequence[str]

    def kit(self, topic: str, site: int, source: int | None = None) -> Kit:
        """What a copier of that site works with, copying from another."""
        return Kit(self.chance, self.supply, topic, self.houses[site], "" if source is None else called(source))


def newsrooms(supply: Supply, real: Sequence[str], chance: random.Random) -> Newsrooms:
    """Every site with a style of its own."""
    return Newsrooms(chance, supply, [house(chance) for _ in range(SITES)], real)


def story(rooms: Newsrooms, topic: str) -> Family:
    """One story: a family, and in half of the cases one or two other accounts that share no more than a press quote."""
    chance = rooms.chance
    start = datetime(2014, 1, 1) + timedelta(days=chance.randrange(3650), minutes=chance.randrange(1440))
    others = chance.choice((0, 0, 0, 1, 1, 2))
    whole = rooms.supply.article(topic, CHOICE if others else 1)
    own, left = _parted(whole, rooms) if others else (whole, None)
    first, said = _press_quote(own, rooms, topic)
    telling = _Telling(rooms, topic)
    telling.grow(shape(rooms.real, chance), first, start)
    for _ in range(others):
        text, left = _sharing(left or rooms.supply.article(topic), said, rooms), None
        form = made_up(chance.choice((1, 1, 2, 3, 4)), chance)
        telling.grow(form, text, start + timedelta(minutes=chance.randint(-300, 1500)))
    return telling.family


def one_family(rooms: Newsrooms, topic: str, members: int) -> Family:
    """So many texts of one source."""
    telling = _Telling(rooms, topic)
    telling.grow(made_up(members, rooms.chance, "any"), rooms.supply.article(topic, CHOICE), datetime(2021, 5, 4, 9))
    return telling.family


def _parted(text: Text, rooms: Newsrooms) -> tuple[Text, Text | None]:
    """Of a long article two: accounts of the same matter, with the same names in them, that share no wording."""
    if len(text.sentences) < LONG:
        return text, None
    mine = [rooms.chance.random() < 0.6 for _ in text.sentences]
    one, two = (_chosen(text, [m == wanted for m in mine]) for wanted in (True, False))
    return one, two._replace(headline=written(two.sentences[0])[:60])


def _chosen(text: Text, flags: Sequence[bool]) -> Text:
    wanted = iter(flags)
    left = (tuple(s for s in p if next(wanted)) for p in text.paragraphs)
    return text._replace(paragraphs=tuple(p for p in left if p))


def _press_quote(text: Text, rooms: Newsrooms, topic: str) -> tuple[Text, Sentence]:
    """What was said to everybody: words between marks in the text, or, where it has none, a sentence put into it."""
    for s in text.sentences:
        for quote in _quoted(s):
            return text, quote
    said = _in_marks(rooms.supply.sentences(topic, 1)[0])
    at = rooms.chance.randint(1, len(text.paragraphs))
    return text._replace(paragraphs=(*text.paragraphs[:at], (said,), *text.paragraphs[at:])), said


def _quoted(s: Sentence) -> Iterator[Sentence]:
    """Stretches between marks, marks included, that are long enough to be told by."""
    opened = [k for k, w in enumerate(s) if w.form.startswith('"')]
    closed = [k for k, w in enumerate(s) if '"' in w.form[1:]]
    for start, end in zip(opened, closed, strict=False):
        if 7 <= end - start < QUOTING and written(s[start : end + 1]).count('"') == 2:
            yield s[start : end + 1]


def _in_marks(s: Sentence) -> Sentence:
    plain = [w._replace(form=w.form.replace('"', "")) for w in s]
    opened = (plain[0]._replace(form='"' + plain[0].form), *plain[1:])
    return (*opened[:-1], opened[-1]._replace(form=opened[-1].form + '"'))


def _sharing(text: Text, said: Sentence, rooms: Newsrooms) -> Text:
    """An independent account with the press quote in it, sometimes with a background paragraph too."""
    if rooms.chance.random() < 0.7:
        at = rooms.chance.randint(1, len(text.paragraphs))
        lead = rooms.supply.sentence(rooms.chance.choice(("Asked about it,", "The answer was this:", "In full:")))
        text = text._replace(paragraphs=(*text.paragraphs[:at], (lead, said), *text.paragraphs[at:]))
    return copiers.insert_background(text, rooms.kit("", 0)) if rooms.chance.random() < 0.3 else text


class _Telling:
    """A story while it grows, and the sites that have not told it yet."""

    def __init__(self, rooms: Newsrooms, topic: str) -> None:
        self.rooms = rooms
        self.topic = topic
        self.chance = rooms.chance
        self.free = rooms.chance.sample(range(AGENCIES, SITES), SITES - AGENCIES)
        self.family = Family([], [], [])

    def site(self) -> int:
        """One that has not told the story yet, while there are any."""
        return self.free.pop() if self.free else self.chance.randrange(AGENCIES, SITES)

    def grow(self, form: Shape, text: Text, start: datetime) -> None:
        """Adds texts of this shape under one of their own."""
        base = len(self.family.members)
        wire = len(form.parents) > 2 and self.chance.random() < 0.65
        site = self.chance.randrange(AGENCIES) if wire else self.site()
        self.family.add(Member(text, site, start, "first", 0 in form.grey), "", ())
        for n, parent in enumerate(form.parents[1:], 1):
            second = next((base + p for p, c in form.second if c == n), None)
            weights = INNER if n in form.parents else LEAVES
            merging = second is not None or self.chance.random() < MERGES
            if not (merging and self.merge(base + (parent or 0), second, n in form.grey)):
                self.copy(base + (parent or 0), weights, n in form.grey)

    def copy(self, parent: int, weights: Mapping[str, int], grey: bool) -> None:
        """One more text, made of one other."""
        chance, above = self.chance, self.family.members[parent]
        kind = chance.choices(list(weights), list(weights.values()))[0]
        if kind == "quote" and above.kind == "quote":
            kind = "light"
        site = above.site if kind == "update" else self.site()
        at = above.at + _delay(kind, chance)
        kit = self.rooms.kit(self.topic, site, above.site)
        text, operations = _through(above.text, PLANS[kind], kit)
        if kind not in ("verbatim", "post") and copiers.same(text, above.text):
            forced = chance.choice(SMALL)
            text, operations = OPERATIONS[forced](text, kit), (*operations, forced)
        if weights is LEAVES and kind in LATE and chance.random() < YEARS_LATER:
            at += timedelta(days=chance.randint(200, 2500))
        kept = len(text.readings & above.text.readings) / max(1, len(above.text.readings))
        how = HOW.get(kind) or ("copy" if kept >= LEAST_KEPT else "trim")
        self.family.add(Member(text, site, at, kind, grey), how, [(parent, (kind, *operations))])

    def merge(self, parent: int, wanted: int | None, grey: bool) -> bool:
        """A text made of two of which neither stands above the other; False where none goes with this one."""
        members = self.family.members
        asked = self.chance.sample(range(len(members)), min(len(members), ASKED))
        others = [v for v in asked if self._goes_with(v, parent)]
        others = [wanted] if wanted is not None and self._goes_with(wanted, parent) else others
        for other in others:
            made = copiers.merged(members[parent].text, members[other].text, self.rooms.kit(self.topic, 0))
            if made:
                site = self.site()
                kit = self.rooms.kit(self.topic, site, members[parent].site)
                text, operations = _through(made, LIGHT | {"cut_tail": 0.0}, kit)
                at = max(members[parent].at, members[other].at) + _delay("merge", self.chance)
                each = [(p, ("merge", n, *operations)) for p, n in ((parent, "first"), (other, "second"))]
                self.family.add(Member(text, site, at, "merge", grey), "merge", each)
                return True
        return False

    def _goes_with(self, v: int, parent: int) -> bool:
        of_one_line = v == parent or v in self.family.above(parent) or parent in self.family.above(v)
        return not of_one_line and self.family.members[v].kind not in ("quote", "summary")


def _through(text: Text, plan: dict[str, float], kit: Kit) -> tuple[Text, tuple[str, ...]]:
    """The text after those operations of a plan that come about, in the plan's order."""
    intensity = kit.chance.choice((0.4, 0.8, 1.0, 1.4))
    done = []
    for name, likely in plan.items():
        if kit.chance.random() < (likely if likely == 1.0 else likely * intensity):
            made = OPERATIONS[name](text, kit)
            if made != text:
                done.append(name)
            text = made
    return text, tuple(done)


def _delay(kind: str, chance: random.Random) -> timedelta:
    """Minutes to days; an update takes most of a day."""
    if kind == "update":
        return timedelta(minutes=chance.randint(300, 1800))
    if chance.random() < 0.25:
        return timedelta(minutes=chance.randint(1000, 6000))
    return timedelta(minutes=10 + int(chance.expovariate(1 / 240)))
