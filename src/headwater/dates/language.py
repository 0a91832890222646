"""Language: how one language writes time, as data, and that data made ready to search a text."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec

from headwater.dates.needs import FIGURE, Needs, beginning, needs
from headwater.text import fold

# Parts of a pattern that are written in figures, the same in every language.
_FIGURES = {
    "year": r"(?:1\d|20)\d\d",
    "last_year": r"(?:19|20)\d\d",
    "next_year": r"\d\d",
    "month_number": r"0?[1-9]|1[0-2]",
    "day": r"[12]\d|3[01]|0?[1-9]",
    "last_day": r"[12]\d|3[01]|0?[1-9]",
    "hour": r"1\d|2[0-3]|0?\d",
    "minute": r"[0-5]\d",
    "decade": r"(?:1[5-9]|20)\d0",
    "tens_digits": r"\d0",
    "century": r"[12]?\d",
}
_NUMBER = r"\d+ [1-9]/[1-9]|\d{1,3}(?:[,.\u00a0]\d{3})+|\d{1,3}(?:[.,]\d{1,2})?"


def _number(figures: str) -> float:
    """The value of "1,200", "1.200", "2.5", "2,5" and "2 1/2": three figures behind a mark are thousands."""
    if re.fullmatch(r"\d{1,3}(?:[,. \u00a0]\d{3})+", figures):
        return float(re.sub(r"\D", "", figures))
    whole, _, part = figures.replace(",", ".").partition(" ")
    top, _, bottom = part.partition("/")
    return float(whole) + (int(top) / int(bottom) if part else 0.0)


def listed(words: str, by: str | None = None) -> list[str]:
    """The words of a list that is written as one line."""
    return words.split(by)


def forms(table: Mapping[Any, str], by: str = "|") -> dict[str, Any]:
    """Every written form -> its value, of a table that lists the forms of each value on one line."""
    return {form: value for value, line in table.items() for form in line.split(by)}


# Dates in figures, as any language may have them; then with the day first, as most have them.
ISO = (
    ("iso_clock", r"{year}-{month_number}-{day}(?:T| ){hour}:{minute}"),
    ("calendar", r"{year}-{month_number}-{day}"),
    ("calendar", r"{year}/{month_number}/{day}"),
)
EUROPEAN = (
    ("calendar", r"{day}\. ?{month_number}\. ?{year}"),
    ("calendar", r"{day}/{month_number}/{year}"),
)


class Tenses(msgspec.Struct, frozen=True, dict=True):
    """By which words a language tells what is past from what is to come. All are folded; forms are patterns."""

    past: frozenset[str]  # verbs of the past, and how regular ones look
    past_form: str
    future: frozenset[str]  # words that open what is to come, and how such verbs look
    future_form: str = "(?!)"
    never: frozenset[str] = frozenset()  # words that look like verbs of the past and are none
    described: frozenset[str] = frozenset()  # a participle behind these only describes: "a closed door", "is closed"
    auxiliary: frozenset[str] = frozenset()  # what may stand before a participle: "will still have been held"
    perfect: frozenset[str] = frozenset()  # what was to come stays past behind these: "had been due"
    particle: frozenset[str] = frozenset()  # what opens a purpose: "plans to"
    passive: frozenset[str] = frozenset()  # behind the particle they open what is to come, whatever led to it
    intent: str = "(?!)"  # the last words of a purpose that is to come, with its particle and verb: "plans to go"
    ahead: str = "(?!)"  # ends right before a date that is to come: "as soon as"
    modals: frozenset[str] = frozenset()  # they open what is to come before a limit ("could wait until Monday")
    limits: frozenset[str] = frozenset()
    nouns_have_capitals: bool = False  # no word with a capital is a verb
    events: frozenset[str] = frozenset()  # nouns that a date before them tells of, whatever the verb

    @cached_property
    def is_past(self) -> re.Pattern[str]:
        """How a regular verb of the past looks."""
        return re.compile(self.past_form)

    @cached_property
    def is_future(self) -> re.Pattern[str]:
        """How a verb of what is to come looks."""
        return re.compile(self.future_form)

    @cached_property
    def means(self) -> re.Pattern[str]:
        """What the words before the particle of a purpose hold where it is to come."""
        return re.compile(rf"(?<!\w)(?:{self.intent})$")

    @cached_property
    def leads(self) -> re.Pattern[str]:
        """What ends right before a date that is to come."""
        return re.compile(rf"(?<!\w)(?:{self.ahead})\s*$", re.I)


class Language(msgspec.Struct, frozen=True, dict=True):
    """The words of a language with their values, and its patterns in order of preference.

    In a pattern `{kind}` stands for any word of that kind or a figure; a blank is any white space. A pattern is
    found where no letter or figure touches it. `exact` kinds keep their case.
    """

    tag: str  # BCP 47
    words: Mapping[str, Mapping[str, Any]]
    exact: frozenset[str]
    rules: tuple[tuple[str, str], ...]  # the builder's name, the pattern
    since: str  # what stands before a date that something lasts from
    tenses: Tenses
    between: str = "(?!)"  # what stands between the two ends of a range
    year_leads: frozenset[str] = frozenset()  # four figures behind these are a year
    counted: str = "(?!)"  # what follows four figures that count something: "2000 troops"
    articles: frozenset[str] = frozenset()  # "a year" after a number of things is a rate
    spans: frozenset[str] = frozenset()  # verbs in -s that a length of time follows
    rates: frozenset[str] = frozenset()  # words that only a rate follows
    accounts: frozenset[str] = frozenset()  # words of a company's accounts, whose "year ago" is a quarter's

    @cached_property
    def patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Every rule, compiled."""
        return tuple((name, re.compile(rf"(?<!\w)(?:{self._spell(p)})(?!\w)", re.I)) for name, p in self.rules)

    @cached_property
    def needs(self) -> tuple[Needs, ...]:
        """What a stretch must hold for each of the patterns."""
        return tuple(needs(p, self._heads) for _, p in self.rules)

    @cached_property
    def since_pattern(self) -> re.Pattern[str]:
        """What must end right before a date for it to be a beginning."""
        return re.compile(rf"(?<!\w)(?:{self._spell(self.since)})$", re.I)

    @cached_property
    def range_pattern(self) -> re.Pattern[str]:
        """What stands between the two ends of a range, and a dash."""
        return re.compile(rf"\s*(?:{self.between}|[-–—])\s*", re.I)

    @cached_property
    def counted_pattern(self) -> re.Pattern[str]:
        """What follows four figures that count something."""
        return re.compile(self.counted, re.I)

    def value(self, kind: str, text: str) -> Any:
        """What a matched word or figure stands for."""
        spelled = " ".join(text.split())
        words = self.words.get(kind, {})
        for form in (spelled, fold(spelled), spelled.replace("-", " "), fold(spelled).replace("-", " ")):
            if form in words:
                return words[form]
        folded = {fold(w).replace("-", " "): v for w, v in words.items()}
        found = folded.get(fold(spelled).replace("-", " "))
        if found is not None:
            return found
        return _number(spelled) if kind == "count" else int(spelled)

    def _heads(self, kind: str) -> frozenset[str]:
        """How the words of a kind, or its figures, begin."""
        if kind in _FIGURES and kind not in self.words:
            return FIGURE
        heads = frozenset(map(beginning, self.words[kind]))
        return heads | FIGURE if kind == "count" else heads

    def _spell(self, pattern: str) -> str:
        """The regular expression of a pattern."""
        blanks = pattern.replace("[ -]", r"[\s\-]").replace(" ?", r"\s*").replace(" ", r"\s+")
        return re.sub(r"\{([a-z_]+)\}", lambda m: f"(?P<{m[1]}>{self._choices(m[1])})", blanks)

    def _choices(self, kind: str) -> str:
        if kind in _FIGURES and kind not in self.words:
            return _FIGURES[kind]
        choices = _branches([*self.words[kind]])
        choices = f"{choices}|{_NUMBER}" if kind == "count" else choices
        return f"(?-i:{choices})" if kind in self.exact else choices


def _branches(words: list[str]) -> str:
    """A pattern for any of the words, the longest that fits; parted by first letters, since a search tries them all."""
    by_letter: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        by_letter.setdefault(word[0], []).append(_written(word[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _written(word: str) -> str:
    """The pattern of a word: a blank is any white space or hyphen, an apostrophe straight or curly."""
    return re.escape(word).replace(r"\ ", r"[\s\-]+").replace("'", "['\u2019]")


# A language that nobody has written down yet: dates in figures alone.
FIGURES_ALONE = Language(
    tag="und",
    words={},
    exact=frozenset(),
    rules=(*ISO, *EUROPEAN),
    since="(?!)",
    tenses=Tenses(past=frozenset(), past_form="(?!)", future=frozenset()),
)
