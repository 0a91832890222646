"""Plain text and its parts: words, sentences, paragraphs, lines, and a normalised view with a way back.

Everything is a span over the text as it is; nothing here changes a text.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from headwater.records import Span

# Marks that differ from page to page and never by meaning.
_FOLD = {
    ord(c): plain
    for plain, many in {
        "'": "\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4`",
        '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
        "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
        " ": "\u00a0\u2007\u202f",
    }.items()
    for c in many
}
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # soft hyphen, zero-width marks

# One ideograph or kana is one word: these scripts set no blanks between words.
NO_BLANKS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
SOFT = "\u00ad\u200b-\u200d\u2060"  # marks that a word may hold and that are not seen
_WORD = re.compile(
    rf"[{NO_BLANKS}]"
    rf"|[^\W_{NO_BLANKS}][^\W_{NO_BLANKS}{SOFT}]*"
    rf"(?:(?:[.,:](?=\d)|['\u2019{SOFT}](?=[^\W\d_]))[^\W_{NO_BLANKS}]+)*"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\[\"'\u201c\u2018])(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Maj|Sen|Rep|Gov|Rev|Hon|Pres|Supt"
    r"|St|Mt|Ft|Jr|Sr|Inc|Ltd|Co|Corp|Bros|vs|v|No|Nos|Vol|pp?|al|etc|approx|est|dept"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)$"
)
LONGEST_ABBREVIATION = 24  # characters, with what stands before it
_SENTENCE_END = re.compile(
    r"(?<![.!?\u2026])[.!?\u2026]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)|[\u3002\uff01\uff1f]+[\u300d\u300f]?"
)


class Word(NamedTuple):
    """A word's span and its comparable form (folded case, quotes, ligatures; digits kept)."""

    start: int
    end: int
    form: str


class Normal(NamedTuple):
    """A normalised text and, for every one of its characters, the offset that it came from."""

    text: str
    origin: list[int]
    length: int  # of the text it was made from

    def back(self, start: int, end: int) -> Span:
        """The span of the original text that `text[start:end]` stands for."""
        if start >= len(self.text):
            return Span(self.length, self.length)
        first = self.origin[start]
        return Span(first, max(first, self.origin[end - 1] + 1) if end > start else first)


def digest(text: str) -> str:
    """SHA-256 of a text's UTF-8, in hex; lone surrogates are kept apart, never an error."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fold(text: str) -> str:
    """The comparable form of a word or phrase: case, quotes, dashes, ligatures and width folded, nothing else."""
    if text.isascii():
        return text.lower().replace("`", "'")
    plain = text.translate(_FOLD)
    if plain.isascii():
        return plain.lower()
    return unicodedata.normalize("NFKC", "".join(c for c in plain if c not in _INVISIBLE)).casefold()


def normalise(text: str) -> Normal:
    """The text folded, runs of white space as one blank, with the way back for every character."""
    out: list[str] = []
    origin: list[int] = []
    blank = True  # leading white space is dropped
    for i, char in enumerate(text):
        if char in _INVISIBLE:
            continue
        for c in fold(char):  # one character may fold to several
            if not c.isspace():
                out.append(c)
            elif not blank:
                out.append(" ")
            else:
                continue
            origin.append(i)
            blank = c.isspace()
    if out and out[-1] == " ":
        out.pop()
        origin.pop()
    return Normal("".join(out), origin, len(text))


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of a stretch, in order; in scripts without blanks each character is one."""
    stop = len(text) if end is None else end
    return [Word(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(text, start, stop)]


def printed_words(text: str) -> list[str]:
    """The words of a text as they are printed, in order."""
    return _WORD.findall(text)


def lines(text: str) -> Iterator[Span]:
    """Every line without its line end, empty ones too, in order."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield Span(at, at + len(line.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")))
        at += len(line)


def trim(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def paragraphs(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The stretches that blank lines part; where there are none, every line is one."""
    stop = len(text) if end is None else end
    parts = _split(text, start, stop, r"\r?\n[^\S\n]*\r?\n\s*")
    return parts if len(parts) > 1 else _split(text, start, stop, r"\s*\n\s*")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The sentences of a stretch, closing quotation marks included; never across a line feed pair."""
    stop = len(text) if end is None else end
    found: list[Span] = []
    for part in _split(text, start, stop, r"\s*\n\s*"):
        at = part.start
        for m in _SENTENCE_END.finditer(text, part.start, part.end):
            if m.end() < part.end and not _ends_sentence(text, at, m):
                continue
            found.append(trim(text, at, m.end()))
            at = m.end()
        rest = trim(text, at, part.end)
        if len(rest):
            found.append(rest)
    return found


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    """Whether a full stop closes a sentence: not after an abbreviation or initial, not before a lower-case word."""
    rest = text[mark.end() : mark.end() + 12].lstrip()
    if mark.group()[0] in "\u3002\uff01\uff1f":
        return True
    opening = rest.lstrip("\"'\u201c\u2018\u00ab([")
    if opening[:1].islower():
        return False
    return not (
        mark.group() == "."
        and _ABBREVIATION.search(text[max(start, mark.start() - LONGEST_ABBREVIATION) : mark.start()])
    )


def _split(text: str, start: int, end: int, at: str) -> list[Span]:
    """The non-empty trimmed stretches between the matches of a pattern."""
    cuts = [start]
    for m in re.compile(at).finditer(text, start, end):
        cuts += [m.start(), m.end()]
    cuts.append(end)
    spans = (trim(text, a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    return [s for s in spans if len(s)]


def at_offset(starts: list[int], offset: int) -> int:
    """The index of the last start that is not behind the offset; -1 before the first."""
    return bisect_right(starts, offset) - 1
