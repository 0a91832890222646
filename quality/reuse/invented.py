"""Invented articles by a small grammar, so that the figures can be had where no articles of others lie.

Names and places are made of syllables, clauses of single words: no phrase of the grammar is longer than three words,
so that two articles share no run of wording but by chance.
"""

import random
from collections.abc import Sequence

ONSETS = "b br c d dr f g gl h k kr l m n p pr r s st t tr v w".split(" ")
VOWELS = "a e i o u au ea ie oo".split(" ")
CODAS = "l ld lm m n nd ng r rd rn s st t th x".split(" ")
NOUNS = """
mayor harbour barrel crate lamp ticket brick sapling ballot engine net piano coat letter kiln wagon bridge
ferry library orchestra reservoir market tram lighthouse quarry brewery stadium archive greenhouse ropeway
timetable insurer river winch petition bill store key by-law editor paint deed dog coal surveyor coach union
school council owner mill brigade fishery auction debt festival choir valley border tunnel newspaper telescope
beekeeper clinic tariff committee machine ledger orchard ferryman verdict rumour shipment glacier inventor
copper loan strike roof census pension
""".split()
ADJECTIVES = """
stubborn hasty patient careless generous baffling timely costly half-finished overdue secretive cheerful
northern empty retired famous wooden borrowed quiet rival temporary foreign annual private forgotten broken
golden narrow public reluctant early cautious hollow rusty ancient proud local damp modest furious
""".split()
VERBS = """
closed reopened sold mapped flooded repainted inherited auctioned inspected evacuated insured dismantled
renamed praised refused followed measured mended counted hid promised questioned replaced borrowed buried
defended delivered doubted exported financed guarded ignored invited joined lifted mocked noticed ordered
postponed raised saved tested visited warned won lost moved outlived overtook recalled
""".split()
LINKS = "because while although until before after since whereas unless and but so".split()
PLACED = "near behind under above beyond across without against despite with for from".split()
TIMES = (
    "on Monday, on Tuesday, on Wednesday, on Thursday, on Friday, last winter, in spring, this year, at dawn, "
    "overnight, again, by autumn, in March, twice, at last, for once, in public, within hours, too late, every summer"
).split(", ")


def articles(count: int, seed: int) -> list[str]:
    """So many texts of a headline and 10 to 20 sentences, a paragraph each; the same for the same seed."""
    chances = (random.Random(f"{seed}:{n}") for n in range(count))
    return ["\n\n".join(account(chance, chance.randint(10, 20))) for chance in chances]


def name(chance: random.Random) -> str:
    """A name that nobody has."""
    syllables = (chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS) for _ in range(2))
    return "".join(syllables).capitalize()


def account(chance: random.Random, count: int) -> list[str]:
    """A headline and so many sentences."""
    people = [f"{name(chance)} {name(chance)}" for _ in range(4)] + [name(chance) for _ in range(3)]
    headline = _capital(f"{_clause(chance, people)} {chance.choice(PLACED)} {_thing(chance)}")
    return [headline, *(_sentence(chance, people) for _ in range(count))]


def _sentence(chance: random.Random, people: Sequence[str]) -> str:
    dice = chance.random()
    if dice < 0.12:
        return _capital(f"{_clause(chance, people)}.")
    said = f"{_clause(chance, people)} {chance.choice(LINKS)} {_clause(chance, people)}"
    if dice < 0.25:
        return f'"{_capital(said)}," said {chance.choice(people)}.'
    ending = f" {chance.choice(PLACED)} {_thing(chance)}" if chance.random() < 0.6 else ""
    return _capital(f"{said}{ending}.")


def _clause(chance: random.Random, people: Sequence[str]) -> str:
    subject = chance.choice(people) if chance.random() < 0.4 else _thing(chance)
    time = f" {chance.choice(TIMES)}" if chance.random() < 0.3 else ""
    return f"{subject} {chance.choice(VERBS)} {_thing(chance)}{time}"


def _thing(chance: random.Random) -> str:
    noun = chance.choice(NOUNS)
    if chance.random() < 0.25:
        return f"{chance.randint(2, 9_999)} {noun}s"
    adjective = f"{chance.choice(ADJECTIVES)} " if chance.random() < 0.5 else ""
    return f"{chance.choice(('the', 'the', 'one', 'every', 'some'))} {adjective}{noun}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# Commonplaces: what unrelated articles print without copying one another


def background(chance: random.Random) -> str:
    """A stock paragraph that newsrooms put under any story about a place."""
    people = [name(chance), name(chance)]
    return f"{_sentence(chance, people)} {_sentence(chance, people)}"


def press_quote(chance: random.Random) -> str:
    """What somebody said to many reporters at once."""
    return f'"{_capital(_clause(chance, ["we"]))}, {chance.choice(LINKS)} {_clause(chance, ["I"])}"'


def introduction(chance: random.Random) -> str:
    """How one reporter leads up to a quote."""
    return f"{_capital(_thing(chance))} made {name(chance)} {chance.choice(('answer', 'say', 'tell us'))}:"


def weather(chance: random.Random) -> str:
    """A line of a forecast; few are possible, so that the same are printed again and again."""
    day, sky = chance.choice(("Saturday", "Sunday", "Monday")), chance.choice(("sunny spells", "light rain", "fog"))
    low, wind = chance.randint(2, 5), chance.choice(("west", "north-west"))
    return f"{day}: {sky}, high of {low + 8} degrees, low of {low} degrees, wind from the {wind} at 15 km/h."


def results(chance: random.Random, clubs: Sequence[str]) -> list[str]:
    """A league's table after some matchday: always the same clubs, in another order and with other points."""
    points = sorted((chance.randint(10, 60) for _ in clubs), reverse=True)
    order = chance.sample(clubs, len(clubs))
    return [f"{n}. {club} {p} points" for n, (club, p) in enumerate(zip(order, points, strict=True), 1)]
