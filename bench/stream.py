"""An endless stream of invented news: stories of a few texts each, told over and over while others come between."""

from collections.abc import Iterator
from random import Random

from headwater.pages import Given, Page

ONSETS = "b br d dr f g gr h k kl l m n p pr r s st t tr v w".split()
VOWELS = "a e i o u ai ea ou".split()
ENDS = ["", "", "", "n", "r", "s", "t", "l"]
SHORT = "the of and to in that it was on for with as by at from is said has not they".split()
VOCABULARY = 40_000
OPEN = 50  # stories that are told at a time
SITES = 200


def pages(count: int, words: int = 150, seed: int = 1) -> Iterator[Page]:
    """So many pages of about so many words, the same for the same seed: one in three starts a story, others retell one.

    Words are drawn as news draws them (Zipf), with some of the story's own; a retelling is cut and changed here and
    there, or tells the same in other words.
    """
    random = Random(seed)
    told: list[list[str]] = []
    own: list[list[str]] = []
    for n in range(count):
        if not told or random.random() < 1 / 3:
            told.append([])
            own.append([_word(random, VOCABULARY * 10) for _ in range(12)])
            if len(told) > OPEN:
                told.pop(0)
                own.pop(0)
            which = len(told) - 1
        else:
            which = random.randrange(len(told))
        text = _retold(random, told[which], own[which]) if told[which] and random.random() < 0.6 else []
        if not text:
            text = [_sentence(random, own[which]) for _ in range(max(2, words // 15))]
            told[which] = told[which] or text
        day = f"2031-{1 + n * 12 // max(count, 12):02}-{1 + n % 28:02}"
        body = "\n\n".join(" ".join(text[i : i + 3]) for i in range(0, len(text), 3))
        url = f"https://site{random.randrange(SITES)}.example/{n}"
        yield Page(url, "body", body, url, Given(id=f"d{n:07}", headline=text[0][:60], date_published=day))


def _retold(random: Random, text: list[str], own: list[str]) -> list[str]:
    kept = text[: random.randint(max(1, len(text) // 2), len(text))]
    return [s if random.random() < 0.85 else _sentence(random, own) for s in kept]


def _sentence(random: Random, own: list[str]) -> str:
    found = [
        random.choice(own) if (x := random.random()) < 0.12 else random.choice(SHORT) if x < 0.55 else _usual(random)
        for _ in range(15)
    ]
    return " ".join(found).capitalize() + "."


def _usual(random: Random) -> str:
    """A word of the language, the common ones often."""
    return _spelt(int(VOCABULARY ** random.random()))


def _word(random: Random, of: int) -> str:
    return _spelt(random.randrange(of)).capitalize()


def _spelt(number: int) -> str:
    """The same word for the same number."""
    random = Random(number)
    return "".join(random.choice(ONSETS) + random.choice(VOWELS) + random.choice(ENDS) for _ in range(2 + number % 2))
