"""Speakers: the mention beside a cue -> who is meant, by what the document has said of them."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Literal, NamedTuple

from headwater.language.lexicon import POSSESSIVES, PRONOUNS, WRITINGS, several
from headwater.names import Name, canonical, country, proper_names, same_name
from headwater.records import Span
from headwater.text import fold, trim

_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_BODIES = several(
    "ministry agency department office bureau commission committee council company corporation bank university court "
    "institute centre center police party union service board authority group foundation newspaper paper network "
    "outlet station channel broadcaster government administration embassy parliament senate fund organisation "
    "organization federation society campaign team club hospital church army navy magazine website"
)
_ARTICLE = re.compile(r"^(?:the|an?|this|that)\s+", re.IGNORECASE)
_HEAD = re.compile(
    r"[,(;\u2014]|\s--|\s[-\u2013]\s|\s(?:who|whose|which)(?:\s|$)"
    r"|(?<!\sof)(?<!\sfor)(?<!\sin)(?<!\sat)\sthat(?:\s|$)"  # "the head of that tribunal" goes on
)
_TAIL = re.compile(r"\s(?:of|for|in|at|from|with|to|on|by|near|about)\s")
_APPOSED = re.compile(r"\s+(?:the|an?)\s")
_BY = re.compile(r"\b(?:by|from)\s", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|released|issued|posted|carried|printed|broadcast|aired)\s[^,;]{0,40}?\bby\s")


UNNAMED = "unnamed"  # for the speaker of "it is alleged"
_REACH = 3000  # code points over which a pronoun looks back for a name
Sort = Literal["person", "body", "many", "unknown"]


class Speaker(NamedTuple):
    """Who speaks: the name or the words as printed, which of the two, of what sort, and the mention."""

    name: str
    named: bool
    sort: Sort
    mention: Span


class Cast:
    """Who is named in a document; resolves mentions to them."""

    def __init__(self, text: str, spans: Sequence[Span], further: Sequence[Span] = ()) -> None:
        """`spans` are those of one account, read as a whole; `further` ones are read each by itself."""
        self.text = text
        self._stretches = [Span(min(s.start for s in spans), max(s.end for s in spans))] if spans else []
        self._stretches += sorted(further)
        self._called: dict[str, str] = {}  # he or she, where it was beyond doubt

    @cached_property
    def names(self) -> list[Name]:
        """Who and what is named, in order."""
        found = [n for s in self._stretches for n in proper_names(self.text, s.start, s.end)]
        return sorted({n.start: n for n in found}.values())

    @cached_property
    def _starts(self) -> list[int]:
        return [n.start for n in self.names]

    @cached_property
    def _titled(self) -> list[tuple[Name, str]]:
        """The persons with each of their titles: before the name, small or with capitals, and in apposition."""
        found: list[tuple[Name, str]] = []
        for n in self.names:
            if n.kind != "person" and (n.kind != "unknown" or " " not in n.form):
                continue
            around = _OFFICE_BEFORE.search(self.text, max(0, n.start - 60), n.start)
            behind = _OFFICE_BEHIND.match(self.text, n.end)
            titles = [n.title or "", *(m[1] for m in (around, behind) if m)]
            found += [(n, t) for t in titles if t]
        return found

    @cached_property
    def _fullest(self) -> dict[str, str]:
        """The full name for every form of one."""
        return canonical(n.form for n in self.names if n.kind != "place")

    def resolve(self, mention: Span, said: Sequence[Speaker]) -> Speaker:
        """The speaker meant by a mention, given who has spoken before it."""
        mention_of = self._issuer(mention)
        if mention_of != mention:
            return self.resolve(mention_of, said)._replace(mention=mention)
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
            return Speaker(self._full(name), True, _sort(name), mention)
        cut = _HEAD.search(words)
        printed = " ".join((words[: cut.start()] if cut and cut.start() else words).split())
        return Speaker(printed, False, _sort_of_words(_TAIL.split(fold(printed))[0]), mention)

    def _issuer(self, mention: Span) -> Span:
        """Whose words a text is: "remarks published by | the ministry"; the mention itself where none is named."""
        words = self.text[mention.start : mention.end]
        by = _PUBLISHED.search(words)
        first = _ARTICLE.sub("", fold(words)).split()[:2]
        if by is None and first and (first[0] in WRITINGS or (first[0] in POSSESSIVES and first[-1] in WRITINGS)):
            by = _BY.search(words)
        return trim(self.text, mention.start + by.end(), mention.end) if by else mention

    def _between(self, start: int, end: int) -> list[Name]:
        """The names inside a stretch."""
        first = bisect_left(self._starts, start)
        return [n for n in self.names[first : bisect_left(self._starts, end)] if n.end <= end]

    def _full(self, name: Name) -> str:
        full = self._fullest.get(name.form, name.form)
        return full if len(full) >= len(name.form) else name.form

    def _named(self, mention: Span) -> Speaker | None:
        """The name that the mention ends with, or that follows as its apposition."""
        words = self.text[mention.start : mention.end]
        cut = _HEAD.search(words)
        head = Span(mention.start, mention.start + (cut.start() if cut else len(words)))
        inside = self._between(head.start, head.end)
        head = self._without_tail(head, inside)
        inside = [n for n in inside if n.end <= head.end]
        if inside and self._ends_with(inside[-1], head):
            return self._speaker(inside, mention)
        commas = {mention.start + m.end() for m in re.finditer(r"[,(]\s*", words)}
        apposed = [n for n in self._between(head.end, mention.end) if self._phrase_start(n) in commas]
        behind = [n for n in apposed if n.kind == "person" or (n.kind == "unknown" and " " in n.form)]
        return Speaker(self._full(behind[0]), True, "person", mention) if behind else None

    def _phrase_start(self, name: Name) -> int:
        """Where a name begins with its title."""
        return name.start - (len(name.title) + 1 if name.title else 0)

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
        if rest in (["'s"], ["'"]):  # the whole mention is an owner: "Tull's promise"
            return True
        if "'s" in rest or "'" in rest:
            return False
        return all(w in _BODIES or w in ("news", "media") for w in rest) and (not rest or name.kind != "place")

    def _speaker(self, inside: Sequence[Name], mention: Span) -> Speaker:
        """The last name; with those joined to it, and with its possessor where it is one of many bodies."""
        last = inside[-1]
        words = fold(last.form).split()
        owned = len(inside) > 1 and self.text[inside[-2].end : last.start].strip() in ("'s", "\u2019s", "'", "\u2019")
        if owned and words[-1] in _BODIES and len(words) < 3:  # "Norway's Foreign Ministry"
            return Speaker(" ".join(self.text[inside[-2].start : last.end].split()), True, "body", mention)
        joined = [last]
        while len(joined) < len(inside) and self._joins(inside[-len(joined) - 1], joined[0], len(joined) > 1):
            joined.insert(0, inside[-len(joined) - 1])
        if len(joined) == 1:
            return Speaker(self._full(last), True, _sort(last), mention)
        names = [self._full(n) for n in joined]
        return Speaker(f"{', '.join(names[:-1])} and {names[-1]}", True, "many", mention)

    def _joins(self, a: Name, b: Name, listed: bool) -> bool:
        """Whether an "and" stands between two names, or a comma in a list that has one."""
        between = fold(self.text[a.end : self._phrase_start(b)]).split()
        return between in (["and"], ["and", "the"]) or (listed and between == [","])

    def _pronoun(self, form: str, mention: Span, said: Sequence[Speaker]) -> Speaker:
        """The last speaker of the right sort, or who opens a sentence since; else the word itself."""
        found = self._antecedent(form, mention, said)
        if found is None:
            return Speaker(self.text[mention.start : mention.end], False, "unknown", mention)
        if form in _OTHER and self._alone(mention):
            self._called.setdefault(found.name, form)
        return found

    def _alone(self, mention: Span) -> bool:
        """Whether one person alone is named before a mention: who is meant by it is beyond doubt."""
        near = self._between(mention.start - _REACH, mention.start)
        return len({self._full(n) for n in near if _sort(n) == "person"}) == 1

    def _antecedent(self, form: str, mention: Span, said: Sequence[Speaker]) -> Speaker | None:
        """Who a pronoun stands for; nobody whom the text has called by the other one."""
        sorts = _STANDS_FOR.get(form, _STANDS_FOR["they"])
        fits = (s for s in reversed(said) if s.sort in sorts and s.name != UNNAMED and not _is_pronoun(s))
        last = next((s for s in fits if self._may_be(form, s.name)), None)
        since = max(last.mention.end if last else 0, mention.start - _REACH)
        between = [n for n in self._between(since, mention.start) if _sort(n) in sorts]
        between = [n for n in between if self._may_be(form, self._full(n))]
        opening = [n for n in between if self._opens(n)]
        if opening and form != "they":
            return Speaker(self._full(opening[-1]), True, _sort(opening[-1]), mention)
        if last is not None:
            return last._replace(mention=mention)
        if between and form != "they":
            return Speaker(self._full(between[-1]), True, _sort(between[-1]), mention)
        return None

    def _may_be(self, form: str, name: str) -> bool:
        """Whether nothing in the text speaks against a pronoun for somebody."""
        return form not in _OTHER or self._called.get(name, self._titles.get(name, form)) == form

    @cached_property
    def _titles(self) -> dict[str, str]:
        """The pronoun of those whose title tells it."""
        told = {self._full(n): fold(title).replace(".", "").split() for n, title in self._titled}
        return {name: _BY_TITLE[words[-1]] for name, words in told.items() if words and words[-1] in _BY_TITLE}

    def _opens(self, name: Name) -> bool:
        """Whether a name with its title opens a sentence."""
        start = self._phrase_start(name)
        before = self.text[max(0, start - 5) : start].removesuffix("The ").rstrip(" ")
        return not before or before[-1] in ".!?\n"

    def _body(self, plain: str, mention: Span) -> Name | None:
        """ "The ministry" -> the ministry that was named last before it."""
        words = plain.split()
        if not words or len(words) > 2 or words[-1] not in _BODIES:
            return None
        before = reversed(self.names[: bisect_left(self._starts, mention.start)])
        return next((n for n in before if fold(n.form).split()[-1:] == words[-1:]), None)

    def _role(self, words: str, mention: Span) -> Name | None:
        """ "Norway's foreign minister" -> the person who bears that title in the document."""
        plain, state = _plain(words), country(words)
        fits = [n for n, title in self._titled if _bears(_plain(title), plain) and state in (None, country(title))]
        before = [n for n in fits if n.end <= mention.start]
        return before[-1] if before else fits[0] if fits else None


_OTHER = several("he she")  # who is one is not the other
_BY_TITLE = {
    **dict.fromkeys(("mr", "sir", "lord", "king", "prince", "father", "brother", "imam", "sheikh", "emperor"), "he"),
    **dict.fromkeys(("mrs", "ms", "miss", "lady", "dame", "queen", "princess", "sister", "madam", "empress"), "she"),
}
_STANDS_FOR: dict[str, tuple[Sort, ...]] = {
    **dict.fromkeys(("he", "she", "i"), ("person", "unknown")),
    "it": ("body", "unknown"),
    "they": ("many", "body"),
}


_OFFICE = (
    r"(?:minister|president|premier|chancellor|secretary|leader|chief|director|chairman|chairwoman|mayor|governor|king"
    r"|queen|spokesman|spokeswoman|ambassador|manager|coach|captain|head|executive|editor|commissioner|general|judge)"
)
_OFFICE_BEFORE = re.compile(rf"(?:^|[.,;:\s]\s*)(?:the\s+)?((?:[\w'\u2019-]+\s+){{0,3}}{_OFFICE}),?\s+$", re.IGNORECASE)
_OFFICE_BEHIND = re.compile(
    rf",\s+(?:the\s+)?((?:[\w'\u2019-]+\s+){{0,3}}{_OFFICE})(?=[,.;]|\s(?:of|for)\s)", re.IGNORECASE
)


def _plain(words: str) -> list[str]:
    """The folded words of an office, without its article and possessives."""
    return fold(_ARTICLE.sub("", words)).replace("'s", "").split()


def _is_pronoun(speaker: Speaker) -> bool:
    return fold(speaker.name) in PRONOUNS | _ANYBODY


_ANYBODY = several(
    "anyone anybody everyone everybody somebody one none others people those many some most few this that"
)


def _sort(name: Name) -> Sort:
    """The sort of speaker that a name is."""
    if name.kind == "unknown":
        return "person" if " " in name.form and not name.form.isupper() else "unknown"
    return "person" if name.kind == "person" else "body"


def _sort_of_words(plain: str) -> Sort:
    """The sort of speaker that a description is, by its last word: "a fisherman", "the union", "two officials"."""
    last = plain.rsplit(maxsplit=1)[-1] if plain.split() else ""
    if last in _BODIES or last in WRITINGS:
        return "body"
    return "many" if last.endswith("s") or last in _MANY else "person"


_MANY = several("police people men women media others both some many critics")


_LESSER = several("shadow deputy former vice ex assistant acting late")  # who is one is not the office itself


def _bears(title: list[str], role: list[str]) -> bool:
    """Whether a title is the one that a phrase names: they end alike, in all words that are no nation."""
    if not title or not role or title[-1] != role[-1] or _LESSER & {*title} != _LESSER & {*role}:
        return False
    return len(role) == 1 or len(title) == 1 or title[-2:] == role[-2:] or role[-2] in title


def same_speaker(a: str, b: str) -> bool:
    """Whether two resolved speakers can be one."""
    return a == b or same_name(a, b)
