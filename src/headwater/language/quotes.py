"""Quotation: the words between marks, whatever the typography, however broken."""

import re
from typing import NamedTuple

from headwater.records import Span
from headwater.text import trim

_CLOSERS = {
    "\u201c": "\u201d\u201c", "\u201e": "\u201c\u201d\u201f", "\u201f": "\u201d", "\u00ab": "\u00bb",
    "\u2018": "\u2019", "\u201a": "\u2018\u2019", "\u2039": "\u203a", "\u300c": "\u300d", "\u300e": "\u300f",
    '"': '"', "'": "'", "``": "''", "''": "''",
}  # fmt: skip
_MARK = re.compile(f"[{''.join(sorted({*''.join(_CLOSERS), *''.join(_CLOSERS.values())}))}]")
_SINGLE = "'\u2018"
_DOUBLE = '"\u201c\u201d'  # often mixed up on one page
_LONGEST_SINGLE = 600  # code points; an apostrophe that opens more than this opened nothing


class Quotation(NamedTuple):
    """One stretch between marks, the marks included; `closed` is false where no mark ends it."""

    start: int
    end: int
    opening: str
    closed: bool


def quotations(text: str, paragraph: Span) -> list[Quotation]:
    """The outermost quotations of a paragraph, in order. An opening mark without a partner reaches to its end."""
    found: list[Quotation] = []
    at = paragraph.start
    while place := _MARK.search(text, at, paragraph.end):
        at = place.start()
        mark = _opening(text, at, paragraph)
        if not mark:
            at += 1
            continue
        close = _closing(text, at, mark, paragraph)
        if close is not None:
            found.append(Quotation(at, close, mark, True))
            at = close
        elif mark in _SINGLE or mark == "\u201a" or not _worth(text, at, paragraph):
            at += 1
        else:
            end = _breaks_off(text, at, mark, paragraph)
            found.append(Quotation(at, end, mark, False))
            at = end
    return found


def _breaks_off(text: str, at: int, mark: str, within: Span) -> int:
    """Where a quotation without a closing mark ends: at the line's end, or before the next one opens."""
    again = text.find(mark, at + 1, within.end)
    line = text.find("\n", at + 1, within.end)
    return trim(text, at, min(end for end in (again, line, within.end) if end >= 0)).end


def inner(quotation: Quotation) -> Span:
    """What is between the marks."""
    start = quotation.start + len(quotation.opening)
    end = quotation.end - (len(quotation.opening) if quotation.closed else 0)
    return Span(start, max(start, end))


def _opening(text: str, at: int, within: Span) -> str:
    """The mark that opens a quotation at this place, or nothing."""
    mark = text[at : at + 2] if text[at : at + 2] in ("``", "''") else text[at]
    if mark not in _CLOSERS or mark == "``":
        return mark if mark == "``" else ""
    before = text[at - 1] if at > within.start else " "
    after = text[at + len(mark)] if at + len(mark) < within.end else " "
    if mark in _SINGLE:
        opens = not before.isalnum() and (after.isalnum() or after in '"\u201c\u2026[(.$')
    elif mark in ('"', "''"):
        opens = not before.isalnum() and not after.isspace()
    else:
        opens = True
    return mark if opens else ""


def _closing(text: str, at: int, mark: str, within: Span) -> int | None:
    """The offset behind the mark that ends the quotation opened here, or None."""
    inside = ""  # a quotation of other marks within this one
    depth = 0  # of the same marks
    last = min(within.end, at + _LONGEST_SINGLE) if mark in _SINGLE else within.end
    for m in _MARK.finditer(text, at + len(mark), last):
        place, char = m.start(), m.group()
        if not _closes(text, place, mark, within):
            depth += int(char == mark)
        elif mark in _DOUBLE and char in _CLOSERS and _opens_again(text, place, within):
            if char == mark:  # “ … “ : a second opening, the first was never closed
                return None
            inside = char
        elif inside and char in _CLOSERS[inside]:
            inside = ""
        elif depth:
            depth -= 1
        else:
            return place + len(mark)
    return None


def _closes(text: str, place: int, mark: str, within: Span) -> bool:
    """Whether the mark at this place can end what `mark` opened."""
    if len(mark) == 2:
        return text.startswith(_CLOSERS[mark], place)
    if mark in _SINGLE:
        return text[place] in _CLOSERS[mark] and _ends_single(text, place, within)
    return text[place] in _CLOSERS[mark] or (text[place] in _DOUBLE and mark in _DOUBLE)


def _opens_again(text: str, place: int, within: Span) -> bool:
    """Whether a mark that could close looks rather like one that opens: a blank before it and a word after it."""
    before, after = text[place - 1], text[place + 1 : min(within.end, place + 2)]
    return (before.isspace() or before in "([\u2014") and (
        after.isalnum() or (after != "" and after in "'\u2018[\u2026.")
    )


def _ends_single(text: str, place: int, within: Span) -> bool:
    """Whether an apostrophe closes: nothing but a word's end before it and no letter after it."""
    after = text[place + 1] if place + 1 < within.end else " "
    if after.isalnum() or text[place - 1].isspace():
        return False
    plural = text[place - 1] in "sS" and after == " " and place + 2 < within.end and text[place + 2].islower()
    return not plural or text[place - 1] in ",.!?"


def _worth(text: str, at: int, within: Span) -> bool:
    """Whether an unclosed mark can stand for a quotation at all: words follow it."""
    return any(c.isalnum() for c in text[at + 1 : within.end])
