"""Plain words for numbers, dates, chances and addresses. Nothing here knows a table."""

import re
from collections.abc import Sequence
from hashlib import sha256
from urllib.parse import urlsplit

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_PARTS = {  # of a year, as EDTF counts them
    "21": "spring {}",
    "22": "summer {}",
    "23": "autumn {}",
    "24": "winter {}",
    "33": "first quarter of {}",
    "34": "second quarter of {}",
    "35": "third quarter of {}",
    "36": "last quarter of {}",
    "40": "first half of {}",
    "41": "second half of {}",
}
_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d)\S*)?)?)?")
_UNSPECIFIED = re.compile(r"(?:-XX)+$")
_SURE = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
LONGEST_NAME = 300  # characters of a name or headline; a page may claim to have one of megabytes
_LONGEST_ADDRESS = 2000  # characters; what is longer leads nowhere
_UNSAFE = re.compile(r"[^A-Za-z0-9_.-]")
# What no page can show: controls (white space is kept), lone surrogates.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_BIDI = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def number(n: int) -> str:
    """A count as prose sets it: in words up to twelve, in figures beyond, thousands parted."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"


def count(n: int, noun: str, plural: str | None = None) -> str:
    """A count with its noun: `one text`, `two texts`."""
    return f"{number(n)} {noun if n == 1 else plural or noun + 's'}"


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def base36(n: int) -> str:
    """A whole number from 0 up in as few letters and digits as can be."""
    head = base36(n // 36) if n >= 36 else ""
    return head + "0123456789abcdefghijklmnopqrstuvwxyz"[n % 36]


def listing(parts: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def chance(probability: float) -> str:
    """A probability in per cent; never a bare 100 or 0, which nothing here can claim."""
    per_cent = round(100 * probability)
    if per_cent >= 100:
        return "over 99 %"
    return f"{per_cent} %" if per_cent >= 1 else "under 1 %"


def strength(bits: float) -> str:
    """The weight of one piece of evidence as a word; each bit doubles the odds."""
    return "strong" if bits >= 8 else "fair" if bits >= 2 else "slight"


def day(value: str | None) -> str:
    """An EDTF value as a reader writes it, intervals and marks of doubt too; what is no such value stays as it is."""
    if not value:
        return "no date"
    ends = value.split("/")
    shown = [_end(v) for v in ends]
    for n in (7, 4):  # what both ends share, month and year or the year alone, is said once
        if len(ends) == 2 and ends[0][:n] == ends[1][:n] and all(_DAY.fullmatch(v) and len(v) == 10 for v in ends):
            shown[0] = " ".join(shown[0].split(" ")[: 1 if n == 7 else 2])
            break
    return " to ".join("…" if v in ("..", "") else v for v in shown)


def _end(value: str) -> str:
    """A value that is no interval, or one end of one."""
    plain = value[:-1] if value[-1:] in _SURE else value
    told = _day(_UNSPECIFIED.sub("", plain))
    return _SURE.get(value[-1:], "") + told if told else value


def _day(value: str) -> str | None:
    if told := _years(value):
        return told
    found = _DAY.fullmatch(value)
    if found and found[2] in _PARTS and not found[3]:
        return _PARTS[found[2]].format(found[1])
    if not found or (found[2] and not 1 <= int(found[2]) <= 12):
        return None
    parts = [str(int(found[3])) if found[3] else "", MONTHS[int(found[2]) - 1] if found[2] else "", found[1]]
    return " ".join(filter(None, parts)) + (f", {found[4]}" if found[4] else "")


def _years(value: str) -> str | None:
    """Many years, or a week of one."""
    if re.fullmatch(r"\d{3}X", value):
        return f"the {value[:3]}0s"
    if re.fullmatch(r"\d\dXX", value):
        return f"the {_ordinal(int(value[:2]) + 1)} century"
    if found := re.fullmatch(r"(\d{4})-W(\d\d)", value):
        return f"week {int(found[2])} of {found[1]}"
    return None


def _ordinal(n: int) -> str:
    """`1st`, `12th`, `23rd`."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def excerpt(text: str, length: int = 140) -> str:
    """The text on one line, without turns of direction, cut at a word where it is too long."""
    line = " ".join(one_way(text[: 20 * length]).split())  # enough, however many blanks are in it
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(",;:.-–—") + " …"


def opening(text: str, most: int = 8) -> str:
    """The first words of a text, on one line; of words without blanks between them at most 100 characters."""
    words = one_way(text).split()
    return excerpt(" ".join(words[:most]) + (" …" if len(words) > most else ""), 100)


def slug(name: str) -> str:
    """A name as a part of an anchor or an id; different names give different slugs."""
    safe = _UNSAFE.sub("_", name)[:48]
    return safe if safe == name and safe else f"{safe}~{sha256(name.encode('utf-8', 'replace')).hexdigest()[:8]}"


def web_address(address: str | None) -> str | None:
    """The address where it is one of the web that may become a link; anything else is none."""
    if not address or len(address) > _LONGEST_ADDRESS or not re.match(r"https?://[^/\s]", address, re.IGNORECASE):
        return None
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return None
    return address if host else None


def host(address: str | None) -> str | None:
    """The host of an address, without `www.`."""
    safe = web_address(address)
    return (urlsplit(safe).hostname or "").removeprefix("www.") if safe else None


def language(tag: str | None) -> str | None:
    """The tag where it has the form of a language tag."""
    return tag if tag and _LANGUAGE.fullmatch(tag) else None


def printable(text: str) -> str:
    """The text with what no page can show replaced by the mark for it, and of two marks that end a line one a blank.

    A browser would make one character of the two, and all offsets behind it would be wrong.
    """
    return _UNPRINTABLE.sub("\ufffd", text.replace("\r", " "))


def one_way(text: str) -> str:
    """The text without marks that turn the direction of writing: for places that no element can isolate."""
    return _BIDI.sub("", printable(text))
