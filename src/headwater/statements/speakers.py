"""Speakers: the mention beside a cue -> who is meant, by what the document has said of them."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from headwater.language.lexicon import POSSESSIVES, PRONOUNS, WRITINGS, several
from headwater.names import Name, canonical, country, proper_names, same_name
from headwater.records import Span
from headwater.text import fold, trim

_PERSONAL = several("he she i")
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_BODIES = several(
    "ministry agency department office bureau commission committee council company corporation bank university court "
    "institute centre center police party union service board authority group foundation newspaper paper network "
    "outlet station channel broadcaster government administration embassy parliament senate fund organisation "
    "organization federation society campaign team club hospital church army navy magazine website"
)
_ARTICLE = re.compile(r"^(?:the|an?|this|that)\s+", re.IGNORECASE)
_HEAD = re.compile(r"[,(;\u2014]|\s--|\s[-\u2013]\s|\s(?:who|whose|which|that)(?:\s|$)")
_TAIL = re.compile(r"\s(?:of|for|in|at|from|with|to|on|by|near|about)\s")
_APPOSED = re.compile(r"\s+(?:the|an?)\s")
_BY = re.compile(r"\b(?:by|from|in|on)\s", re.IGNORECASE)


class Speaker(NamedTuple):
    """Who speaks: the name or the words as printed, which of the two, whether one person, and the mention."""

    name: str
    named: bool
    person: bool
    mention: Span


UNNAMED = "unnamed"


class Cast:
    """Who is named in a document; resolves mentions to them."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.text = text
        hull = (min(s.start for s in spans), max(s.end for s in spans)) if spans else (0, 0)
        self.names = proper_names(text, *hull)
        self.full = canonical(n.form for n in self.names if n.kind != "place")

    def resolve(self, mention: Span, said: Sequence[Speaker]) -> Speaker:
        """The speaker meant by a mention, given who has spoken before it."""
        words = self.text[mention.start : mention.end]
        plain = _ARTICLE.sub("", fold(" ".join(words.split())))
        plain = _OWNERS.get(plain, plain)
        if plain in PRONOUNS:
            return self._pronoun(plain, mention, said)
        named = self._named(mention)
        if named is not None:
            return named
        name = self._body(plain, mention) or self._role(words, mention)
        if name:
            return Speaker(name.form, True, name.kind == "person", mention)._replace(name=self._full(name))
        cut = _HEAD.search(words)
        printed = words[: cut.start()] if cut and cut.start() else words
        return Speaker(" ".join(printed.split()), False, False, mention)

    def _full(self, name: Name) -> str:
        full = self.full.get(name.form, name.form)
        return full if len(full) >= len(name.form) else name.form

    def _named(self, mention: Span) -> Speaker | None:
        """The name that the mention ends with, or that follows as its apposition."""
        words = self.text[mention.start : mention.end]
        cut = _HEAD.search(words)
        head = Span(mention.start, mention.start + (cut.start() if cut else len(words)))
        first = _ARTICLE.sub("", fold(words)).split()[:1]
        if first and first[0] in WRITINGS | POSSESSIVES:  # "his remarks published by the ministry"
            by = _BY.search(words)
            head = Span(mention.start + by.end(), mention.end) if by else head
        inside = [n for n in self.names if head.start <= n.start and n.end <= head.end]
        head = self._without_tail(head, inside)
        inside = [n for n in inside if n.end <= head.end]
        if inside and self._ends_with(inside[-1], head):
            return self._speaker(inside, mention)
        comma = mention.start + cut.end() if cut else mention.end
        apposed = [n for n in self.names if comma <= n.start <= comma + 1 and n.end <= mention.end]
        behind = [n for n in apposed if _may_be_person(n)]
        return Speaker(self._full(behind[0]), True, True, mention) if behind else None

    def _without_tail(self, head: Span, inside: Sequence[Name]) -> Span:
        """The phrase before its first preposition that is no part of a name: "the agency | for the islands"."""
        for n in inside[:-1]:  # "the agency | the voice of the islands"
            if _APPOSED.match(self.text, n.end, head.end):
                return Span(head.start, n.end)
        for m in _TAIL.finditer(self.text, head.start, head.end):
            if not any(n.start < m.start() < n.end for n in inside):
                return trim(self.text, head.start, m.start())
        return head

    def _ends_with(self, name: Name, head: Span) -> bool:
        """Whether a name is the head of its phrase: last in it, or with only a common word for its sort behind it."""
        rest = fold(self.text[name.end : head.end]).replace("'s", " 's").split()
        if "'s" in rest or "'" in rest:
            return False
        return all(w in _BODIES or w in ("news", "media") for w in rest) and (not rest or name.kind != "place")

    def _speaker(self, inside: Sequence[Name], mention: Span) -> Speaker:
        """The last name; with its possessor where it is one of many ("Norway's Foreign Ministry")."""
        last = inside[-1]
        person = _may_be_person(last)
        words = fold(last.form).split()
        owned = len(inside) > 1 and self.text[inside[-2].end : last.start].strip() in ("'s", "\u2019s", "'", "\u2019")
        if owned and words[-1] in _BODIES and len(words) < 3:
            return Speaker(" ".join(self.text[inside[-2].start : last.end].split()), True, False, mention)
        return Speaker(self._full(last), True, person, mention)

    def _pronoun(self, form: str, mention: Span, said: Sequence[Speaker]) -> Speaker:
        """The last speaker of the right sort, else the last name of it before the pronoun, else the word itself."""
        person = form in _PERSONAL
        for speaker in reversed(said):
            if speaker.named and speaker.person == person:
                return speaker._replace(mention=mention)
        kinds = ("person",) if person else ("organisation", "place")
        before = [n for n in self.names if n.end <= mention.start and n.kind in kinds]
        if before and form != "they":
            return Speaker(self._full(before[-1]), True, person, mention)
        return Speaker(self.text[mention.start : mention.end], False, False, mention)

    def _body(self, plain: str, mention: Span) -> Name | None:
        """ "The ministry" -> the ministry that was named last before it."""
        words = plain.split()
        if not words or len(words) > 2 or words[-1] not in _BODIES:
            return None
        fits = [n for n in self.names if n.end <= mention.start and fold(n.form).split()[-1:] == words[-1:]]
        return fits[-1] if fits else None

    def _role(self, words: str, mention: Span) -> Name | None:
        """ "Norway's foreign minister" -> the person who bears that title in the document."""
        plain = fold(_ARTICLE.sub("", words)).replace("'s", "").split()
        state = country(words)
        fits = [
            n
            for n in self.names
            if n.kind == "person"
            and n.title
            and _bears(fold(n.title).split(), plain)
            and state in (None, country(n.title))
        ]
        before = [n for n in fits if n.end <= mention.start]
        return before[-1] if before else fits[0] if fits else None


def _may_be_person(name: Name) -> bool:
    """Whether a name is a person's, or of no known kind and in two words or more."""
    return name.kind == "person" or (name.kind == "unknown" and " " in name.form and not name.form.isupper())


def _bears(title: list[str], role: list[str]) -> bool:
    """Whether a title is the one that a phrase names: they end alike, in all words that are no nation."""
    if not title or not role or title[-1] != role[-1]:
        return False
    return len(role) == 1 or len(title) == 1 or title[-2:] == role[-2:] or role[-2] in title


def same_speaker(a: str, b: str) -> bool:
    """Whether two resolved speakers can be one."""
    return a == b or same_name(a, b)
