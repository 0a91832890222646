"""Language: how one language writes time, as data, and that data made ready to search a text."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import msgspec

from headwater.text import fold

# Parts of a pattern that are written in figures, the same in every language.
_FIGURES = {
    "year": r"(?:1\d|20)\d\d",
    "month_number": r"0?[1-9]|1[0-2]",
    "day": r"[12]\d|3[01]|0?[1-9]",
    "hour": r"1\d|2[0-3]|0?\d",
    "minute": r"[0-5]\d",
    "decade": r"(?:1[5-9]|20)\d0",
    "tens_digits": r"\d0",
    "century": r"[12]?\d",
}
_NUMBER = r"\d+ [1-9]/[1-9]|\d{1,3}(?:,\d{3})*(?:\.\d+)?"


def _number(figures: str) -> float:
    """The value of "1,200", "2.5" and "2 1/2"."""
    whole, _, part = figures.replace(",", "").partition(" ")
    top, _, bottom = part.partition("/")
    return float(whole) + (int(top) / int(bottom) if part else 0.0)


def listed(words: str, by: str | None = None) -> list[str]:
    """The words of a list that is written as one line."""
    return words.split(by)


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
    past: frozenset[str]  # forms of verbs that tell of the past, and their regular ending
    past_ending: str
    future: frozenset[str]  # words that open what is to come
    to_come: tuple[str, ...]  # words before a participle that make it what is to come: "to be held"
    modals: frozenset[str] = frozenset()  # they open what is to come before a limit ("could wait until Monday")
    limits: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()  # nouns that a date before them tells of, whatever the verb
    articles: frozenset[str] = frozenset()  # "a year" after a number of things is a rate
    spans: frozenset[str] = frozenset()  # verbs in -s that a length of time follows
    rates: frozenset[str] = frozenset()  # words that only a rate follows

    @cached_property
    def patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Every rule, compiled."""
        return tuple((name, re.compile(rf"(?<!\w)(?:{self._spell(p)})(?!\w)", re.I)) for name, p in self.rules)

    @cached_property
    def since_pattern(self) -> re.Pattern[str]:
        """What must end right before a date for it to be a beginning."""
        return re.compile(rf"(?<!\w){self._spell(self.since)}$", re.I)

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """Any word or figure that an expression of time holds: a stretch without one need not be searched."""
        forms = {fold(w) for kind in self.words.values() for w in kind if len(w) > 2}
        longest_first = sorted(forms, key=lambda w: (-len(w), w))
        return re.compile(rf"\d|\b(?:{'|'.join(map(re.escape, longest_first))})", re.I)

    def value(self, kind: str, text: str) -> Any:
        """What a matched word or figure stands for."""
        spelled = " ".join((text.replace("-", " ") if kind == "count" else text).split())
        words = self.words.get(kind, {})
        if spelled in words:
            return words[spelled]
        if fold(spelled) in words:
            return words[fold(spelled)]
        if kind in self.exact:
            return next(v for w, v in words.items() if fold(w) == fold(spelled))
        return _number(spelled) if kind == "count" else int(spelled)

    def _spell(self, pattern: str) -> str:
        """The regular expression of a pattern."""
        blanks = pattern.replace("[ -]", r"[\s\-]").replace(" ?", r"\s*").replace(" ", r"\s+")
        return re.sub(r"\{([a-z_]+)\}", lambda m: f"(?P<{m[1]}>{self._choices(m[1])})", blanks)

    def _choices(self, kind: str) -> str:
        if kind in _FIGURES and kind not in self.words:
            return _FIGURES[kind]
        forms = sorted(self.words[kind], key=lambda w: (-len(w), w))
        choices = "|".join(re.escape(w).replace(r"\ ", r"[\s\-]+") for w in forms)
        choices = f"{choices}|{_NUMBER}" if kind == "count" else choices
        return f"(?-i:{choices})" if kind in self.exact else choices
