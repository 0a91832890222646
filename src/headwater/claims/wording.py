"""Sentences as they are compared: the words that carry meaning, cut down to their stems."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from headwater.claims.addresses import addresses, outside
from headwater.claims.along import Along
from headwater.documents import Body
from headwater.names import Name, country
from headwater.records import Place, Span
from headwater.statements import Statement
from headwater.text import Word, sentences, words


def listed(words: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(words.split())


# Words that any sentence may hold whatever it says. Negations are not among them: they change what is said.
FUNCTION_WORDS = listed(
    "a about after again all also am an and another any are as at be because been before being between both "
    "but by can could did do does doing down during each for from further had has have having he her here "
    "hers him his how i if in into is it its just may me might more most my now of off on once only onto or "
    "other our out over own same shall she should so some such than that the their them then there these they "
    "this those through to too under until up upon us very was we were what when where which while who whom "
    "whose why will with would yet you your"
)
SAYING = listed(
    "according add added adding adds announce announced announces claim claimed claims comment comments "
    "declared explained noted quoted remark remarks report reported reports said say saying says stated "
    "statement states tell telling tells told"
)
_SUFFIXES = sorted(
    listed("fulness ations ation ingly ments edly ings ions ment ness ing ion als ed ly al es"),
    key=lambda suffix: (-len(suffix), suffix),
)
_ENDED = re.compile(r"[.!?…。！？][\"'”’»)\]]*$|[”\"]$")
_STAMP = re.compile(
    r"\W*(?:(?:last|first) )?(?:updated|published|posted|modified|edited|created)\b\D*\d", re.IGNORECASE
)
_ASKED = re.compile(r"[?？][\"'”’»)\]]*$")
QUOTED = 20  # characters; a shorter quotation is a word or two of somebody's
TOLD = 0.55  # share of a sentence that an indirect statement must hold to be its matter
LIST, LISTED, NAMES = 6, 3, 0.7  # commas in a list of names, fewer words to each, and the share with a capital
SHORT = 12  # words; a longer line without a full stop may still be a sentence
_VOWEL = re.compile("[aeiouy]")


class Sentence(NamedTuple):
    """One sentence of a story: where it stands, what of it is the matter itself, and its words with their stems."""

    document: str
    start: int
    end: int
    core: tuple[int, int]  # without "…, the ministry said"
    text: str  # of the whole sentence
    words: tuple[Word, ...]
    stems: tuple[
        str, ...
    ]  # one a word; empty for function words, verbs of saying, and all of a name but its first word
    matter: frozenset[str]  # the stems of the core
    forms: frozenset[str]  # all words of the core, small ones too, without their endings

    @property
    def place(self) -> Place:
        """The whole sentence."""
        return Place(self.document, self.start, self.end)

    def printed(self, start: int, end: int) -> str:
        """The words at these offsets of the document, as printed."""
        return self.text[start - self.start : end - self.start]

    @property
    def key(self) -> str:
        """What two sentences of the very same words have in common."""
        return " ".join(w.form for w in self.words)


@lru_cache(maxsize=16384)
def stem(form: str) -> str:
    """A word without its endings; rough on purpose: it need only be the same for "deliver" and "delivered"."""
    plain = form.removesuffix("'s")
    if len(plain) < 4 or not plain.isalpha():
        return plain
    if plain.endswith("ies"):
        plain = plain[:-3] + "y"
    elif plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    for suffix in _SUFFIXES:
        root = plain.removesuffix(suffix)
        if len(root) < len(plain) and len(root) >= 3 and _VOWEL.search(root):
            plain = root
            break
    if len(plain) > 3 and plain[-1] == plain[-2] and plain[-1] not in "lsz":
        plain = plain[:-1]
    return plain[:-1] if len(plain) > 3 and plain[-1] in "eiy" else plain


def told(
    body: Body,
    statements: Iterable[Statement] = (),
    called: Sequence[Name] = (),
    full: Mapping[str, str] | None = None,
) -> list[Sentence]:
    """The sentences of a document's body, in order, without headings and questions.

    `statements` and `called` are the statements and names of this document, `full` the full name for each form of one.
    """
    said = Along(s for s in statements if s.comment is None)
    marks = {n.start: (n.end, _name_stem(n, full or {})) for n in called}
    found = []
    for part in body.body:
        for span in sentences(body.text, part.start, part.end):
            core = _core(span.start, span.end, said.touching(span.start, span.end))
            found.append(sentence(body.document, body.text, (span.start, span.end), core, marks))
    return [s for s in found if s.matter and not _ASKED.search(s.text) and not any(no(s) for no in _NO_CLAIM)]


def sentence(
    document: str,
    text: str,
    span: tuple[int, int] | None = None,
    core: tuple[int, int] | None = None,
    called: Mapping[int, tuple[int, str]] | None = None,
) -> Sentence:
    """A stretch of a text as a sentence to compare. `called`: the end and the stem of each name, by its start."""
    start, end = span or (0, len(text))
    inner = core or (start, end)
    these = tuple(words(text, start, end))
    stems = tuple(_stems(these, called or {}))
    matter = frozenset(s for w, s in zip(these, stems, strict=True) if s and inner[0] <= w.start < inner[1])
    forms = frozenset(stem(w.form) for w in these if inner[0] <= w.start < inner[1])
    return Sentence(document, start, end, inner, text[start:end], these, stems, matter, forms)


def _stems(these: Sequence[Word], called: Mapping[int, tuple[int, str]]) -> Iterator[str]:
    """One stem a word; a name counts once, whatever number of words it has."""
    until = 0
    for w in these:
        if w.start in called:
            until, name = called[w.start]
            yield name
        elif w.start < until or w.form in FUNCTION_WORDS or w.form in SAYING:
            yield ""
        else:
            yield stem(w.form)


def _name_stem(name: Name, full: Mapping[str, str]) -> str:
    """What every form of a name has in common: the full name, or the state that a place stands for."""
    land = country(name.form) if name.kind == "place" else None
    return f"@{land or full.get(name.form, name.form)}"


def _is_heading(s: Sentence) -> bool:
    """Whether a line is no sentence: without a mark at its end, and short or in the capitals of a title."""
    if _ENDED.search(s.text):
        return False
    long = [w for w in s.words if w.end - w.start > 3]
    capital = sum(s.text[w.start - s.start].isupper() for w in long)
    return len(s.words) < SHORT or capital > 0.6 * len(long)


def lists(s: Sentence) -> bool:
    """Whether a line is a list of names, as of the players of a match: hardly two words between its commas."""
    parted = sum(s.text.count(mark) for mark in ",;")
    capital = sum(s.text[w.start - s.start].isupper() for w in s.words)
    return parted >= LIST and len(s.words) < LISTED * parted and capital > NAMES * len(s.words)


def _is_address(s: Sentence) -> bool:
    """Whether a line is hardly more than an address of the web."""
    held = addresses(s.text)
    return (
        bool(held)
        and sum(1 for _ in outside(s.words, (Span(s.start + a.start, s.start + a.end) for a in held))) < SHORT / 2
    )


def _is_stamp(s: Sentence) -> bool:
    """Whether a line tells when the page was put up: "Updated 5.40 p.m."."""
    return len(s.words) < SHORT and bool(_STAMP.match(s.text))


_NO_CLAIM = (_is_heading, _is_address, _is_stamp)


def _core(start: int, end: int, said: Sequence[Statement]) -> tuple[int, int]:
    """The part of a sentence that is said: all of a quotation, or a statement that holds most of it; else all of it."""
    inside = [(max(start, s.start), min(end, s.end), s.kind == "direct") for s in said]
    quoted = [s for s in inside if s[2] and s[1] - s[0] >= QUOTED]
    first, last, _ = max(quoted or inside, key=lambda s: (s[1] - s[0], -s[0]), default=(start, end, True))
    return (first, last) if quoted or last - first >= TOLD * (end - start) else (start, end)
