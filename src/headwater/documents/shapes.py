"""Shapes: what a single line of a page can be known by, whatever page it stands on.

A shape speaks only for lines that show it plainly; everything else is decided by position, runs and repetition
(`lines`). The word lists name the trade's own phrases for its furniture, not the furniture of any one site.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from headwater.documents import lexicon
from headwater.documents.calendar import dates_in
from headwater.documents.model import Label
from headwater.text import fold, printed_words


class Shape(NamedTuple):
    """What a line is known as."""

    label: Label
    detail: str | None
    confidence: float


class Look(NamedTuple):
    """What can be counted on a line."""

    words: int
    letters: int
    lower: float  # share of the words that open in lower case; 1 in scripts without case
    stop: bool  # closes with a full stop, question or exclamation mark
    full: bool  # closes with a full stop proper
    commas: int


_STOP = re.compile(r"[.!?…。！？:;][\"'”’»)\]」』]*$|[,.!?][\"”’»]$")
_FULL = re.compile(r"[.…。][\"'”’»)\]」』]*$|[,.!?][\"”’»]$")

_COUNTED = re.compile(r"(?:\S+ ?){1,3}[(\[]\s*\d[\d,.]*\s*[)\]][.:]?")  # Agree! (12)
LONGEST = 900  # characters; no furniture is longer, and patterns stay quick
_LETTERS_APART = re.compile(r"(?:[^\W\d_]\s+){3,}[^\W\d_]")


def look(line: str) -> Look:
    """What can be counted on a line."""
    forms = printed_words(line)
    letters = sum(map(str.isalpha, line))
    cased = [c for c in (w[0] for w in forms) if c.lower() != c.upper()]
    lower = sum(map(str.islower, cased)) / len(cased) if cased else float(bool(forms) and not forms[0].isdigit())
    return Look(len(forms), letters, lower, bool(_STOP.search(line)), bool(_FULL.search(line)), line.count(","))


def shape(line: str, seen: Look) -> Shape | None:
    """What a trimmed line, looked at already, is plainly known as; None for most lines."""
    if len(line) > LONGEST:
        return None
    if not seen.letters and not seen.words:
        return Shape("furniture", "other", 0.8)
    return _note(line, seen) or _furniture(line, seen)


def _note(line: str, seen: Look) -> Shape | None:
    if lexicon.RIGHTS.match(line) and seen.words <= 60:
        return Shape("note", "rights", 0.9)
    if lexicon.CORRECTION.search(line) and seen.words >= 2 and seen.words <= 120:
        return Shape("note", "correction", 0.9)
    if lexicon.UPDATE.match(line) and not (seen.words < 8 and dates_in(line)):
        return Shape("note", "update", 0.8)
    if lexicon.CONTRIBUTOR.match(line) and seen.words <= 60 and not re.search(r"[\"“”]", line):
        return Shape("note", "contributor", 0.9)
    return None


def _furniture(line: str, seen: Look) -> Shape | None:
    if _LETTERS_APART.fullmatch(re.sub(r"^[\W_]+|[\W_]+$", "", line)):
        return Shape("quote_prompt", None, 0.7)
    detail = next((detail for detail, known in _FURNITURE if known(line, seen)), None)
    return Shape("furniture", detail, 0.85) if detail else None


def is_widget(line: str, seen: Look) -> bool:
    """Whether a line is a button, a counter or the name of an empty box."""
    if seen.words <= 4 and _COUNTED.fullmatch(line):
        return True
    return seen.words <= 12 and bool(lexicon.WIDGET.fullmatch(fold(line)))


def is_tag_list(line: str, seen: Look) -> bool:
    """Whether a line opens as a list of catch-words."""
    opened = lexicon.TAGS.match(line) and not seen.full and seen.words <= 60
    return bool(opened and (":" in line[:30] or seen.words <= 3 or seen.commas))


def is_crumb(line: str, seen: Look) -> bool:
    """Whether a line tells where in the site the page stands."""
    return seen.words <= 16 and not seen.full and bool(lexicon.CRUMB.fullmatch(line))


def heads_related(line: str, seen: Look) -> bool:
    """Whether a short line heads a box of links to other stories."""
    return _heads(line, seen, lexicon.RELATED)


def heads_ranking(line: str, seen: Look) -> bool:
    """Whether a short line heads a list of what is read most."""
    return _heads(line, seen, lexicon.RANKING)


def _heads(line: str, seen: Look, phrases: re.Pattern[str]) -> bool:
    if seen.words > 12 or seen.full:
        return False
    plain = fold(line).strip(" :|-–—>»›…*#")
    found = phrases.match(plain)
    return bool(found and (found.end() == len(plain) or seen.words <= 4 or ":" in line[:24]))


def is_prompt(line: str, seen: Look) -> bool:
    """Whether a line asks the reader to sign up, log in, follow, pay: never longer than two sentences."""
    if seen.words > 40 or not lexicon.PROMPT.search(line.lower()) or re.search(r"[\"“”]", line):
        return False
    return bool(lexicon.READER.search(line)) and (not seen.full or bool(lexicon.OURS.search(line)))


def is_call(line: str, seen: Look) -> bool:
    """Whether a short line calls out to the reader, as beside a prompt."""
    return seen.words <= 10 and not seen.full and (seen.stop or bool(lexicon.READER.search(line)))


def is_caption(line: str, seen: Look) -> bool:
    """Whether a line describes a picture or a film: it names the medium or its credit and tells nothing else."""
    if seen.words > 60:
        return False
    if lexicon.CAPTION.search(line):
        return True
    return (
        seen.words <= 10
        and bool(lexicon.MEDIUM.search(line))
        and not re.search(r"[\"“”?]", line)
        and not lexicon.TELLS.search(line)
    )


def is_tags(line: str, seen: Look) -> bool:
    """Whether a line lists catch-words: short items between commas or signs, and no sentence."""
    items = [i for i in re.split(r"[,|;·•#]", line) if i.strip()]
    return len(items) >= 2 and not seen.stop and seen.words <= 40 and all(len(i.split()) <= 3 for i in items)


def is_byline(line: str, seen: Look) -> bool:
    """Whether a short line opens with the trade's word for an author or source and then names one."""
    if seen.words <= 16 and not seen.full and lexicon.DATED_BYLINE.match(line) and dates_in(line):
        return True
    prefix = lexicon.BYLINE.match(line) if len(line) <= 300 else None
    return bool(prefix and seen.words <= 20 and not seen.full and re.search(r"[^\W\d_]{2}", line[prefix.end() :]))


def stamp_kind(before: str) -> str | None:
    """The kind of stamp that the words before a date announce; None where there are none known."""
    m = lexicon.STAMP.match(before) or lexicon.STAMP.match(re.split(r"[|•·]", before)[-1])
    if not m:
        return None
    word = m["kind"].lower()
    if re.match(r"(?:last )?(?:updated|modified|edited|reviewed|changed|aktualisiert)", word):
        return "modified"
    if re.match(r"(?:view|time|access|index|capture)", word):
        return "displayed"
    return "retrieved" if re.match(r"(?:crawl|fetch|retriev|scrape)", word) else "published"


_FURNITURE: tuple[tuple[str, Callable[[str, Look], bool]], ...] = (
    ("widget", is_widget),
    ("related", heads_related),
    ("ranking", heads_ranking),
    ("tags", is_tag_list),
    ("crumb", is_crumb),
    ("newsletter", is_prompt),
    ("caption", is_caption),
)
