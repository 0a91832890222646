"""Printed dates: full dates, ISO stamps and relative ages, as values on the calendar."""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

# One month a row: in English and the tongues of Western, Northern, Eastern and Southern Europe, in the case that stands
# in dates, then in Turkish, Indonesian, Hindi and Arabic.
_MONTH_NAMES = """
january jan janvier janv enero ene januar jänner januari gennaio gen janeiro gener ianuarie stycznia ledna января янв січня януари ιανουαρίου január tammikuuta ocak जनवरी يناير
february feb février févr fév febrero februar feber februari febbraio fevereiro fev febrer februarie lutego února февраля фев лютого февруари φεβρουαρίου február helmikuuta şubat फरवरी فبراير
march mar mars marzo märz mrz marts maart março març martie marca března марта мар березня март μαρτίου március maaliskuuta mart maret मार्च مارس
april apr avril avr abril abr aprile aprilie kwietnia dubna апреля апр квітня април απριλίου április huhtikuuta nisan अप्रैल أبريل ابريل
may mai mayo maio maggio mag mei maj maig maja května мая травня май μαΐου május toukokuuta mayıs मई مايو
june jun juin junio juni junho giugno giu juny iunie czerwca června июня июн червня юни ιουνίου június kesäkuuta haziran जून يونيو
july jul juillet juil julio juli julho luglio lug juliol iulie lipca července июля июл липня юли ιουλίου július heinäkuuta temmuz जुलाई يوليو
august aug août agosto ago augustus augusti agost sierpnia srpna августа авг серпня август αυγούστου augusztus elokuuta ağustos agustus अगस्त أغسطس اغسطس
september sept sep septembre septiembre setembro settembre set setembre septembrie września září сентября сен вересня септември σεπτεμβρίου szeptember syyskuuta eylül सितंबर سبتمبر
october oct octobre octubre oktober outubro out ottobre ott okt octombrie października října октября окт жовтня октомври οκτωβρίου október lokakuuta ekim अक्टूबर أكتوبر اكتوبر
november nov novembre noviembre novembro noiembrie listopada listopadu ноября ноя листопада ноември νοεμβρίου marraskuuta kasım नवंबर نوفمبر
december dec décembre déc dezember dez diciembre dic dezembro dicembre desember des desembre decembrie grudnia prosince декабря дек грудня декември δεκεμβρίου joulukuuta aralık दिसंबर ديسمبر
"""  # noqa: E501
_MONTHS = {name.casefold(): number for number, row in enumerate(_MONTH_NAMES.split("\n")) for name in row.split()}
_MONTH = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?!\w)\.?"
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,?\s+)?"
_CLOCK = (
    r"(?P<hour>\d{1,2})(?::|\.(?=\d\d\s*[ap]))(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?"
    r"(?:\s*(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d\d:?\d\d|EST\b|EDT\b|ET\b|PST\b|PDT\b|PT\b|CST\b|CDT\b|BST\b|IST\b|CET\b|CEST\b))?"
)
_JOIN = r"(?:\s*(?:,|at|-|–|—|\||·|•|/|um|à)?\s*)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d(?!\d?[:/.]))"  # what is glued behind it may be a word, a clock or the next date
_FULL = [
    re.compile(p + rf"(?:(?:T|{_JOIN})(?:{_CLOCK}))?", re.I)
    for p in (
        r"(?<![\d/.-])(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)",
        r"(?<![\d/.-])(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?!\d)",
        rf"\b{_WEEKDAY}(?P<name>{_MONTH})\s*{_DAY},?\s+{_YEAR}",
        rf"\b{_WEEKDAY}{_DAY}\s*(?:de\s+|of\s+|-)?(?P<name>{_MONTH}),?(?:\s+|-)(?:del?\s+)?{_YEAR}",
        rf"(?<!\d)(?P<year>(?:19|20)\d\d)\.?\s+(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?!\d)",
        r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]",
        rf"(?<![\d/.-])(?P<a>\d{{1,2}})\s?(?P<sep>[/.])\s?(?P<b>\d{{1,2}})\s?(?P=sep)\s?{_YEAR}",
    )
]
_IN_FIGURES = [pattern for pattern in _FULL if "name" not in pattern.groupindex]
_DIGITS = re.compile(r"\d{4}")  # no full date is without them
_WORDS = re.compile(r"(?:\d(?:st|nd|rd|th|er))?([^\W\d_]+)")  # `5thMarch` has one besides its ordinal
_ODD_MONTHS = tuple(name for name in _MONTHS if not _WORDS.fullmatch(name))  # they hold marks that are no letters
_NUMBER = r"(?:\d+\+?|an?|one|two|three|four|five|six|seven|eight|nine|ten|few)"
AGE = re.compile(
    rf"\b(?:(?:about |over |almost )?{_NUMBER}\s*(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h)"
    rf"\s+ago\b|(?:about |over |almost )?{_NUMBER}\s*(?:days?|d|weeks?|wks?|w|months?|mos?|years?|yrs?|y)"
    r"\s+ago\b|last (?:week|month|year)\b|yesterday\b|just now\b|(?:vor|il y a|hace) \d+ \w+)",
    re.I,
)
_AGES = ("ago", "last ", "yesterday", "just now", "vor ", "il y a", "hace ")  # no age is without one of them
_OFFSETS = """
z=Z utc=Z gmt=Z
est=-05:00 edt=-04:00 pst=-08:00 pdt=-07:00 cst=-06:00 cdt=-05:00 bst=+01:00 ist=+05:30 cet=+01:00 cest=+02:00
"""
_ZONES = dict(pair.split("=") for pair in _OFFSETS.split())


class Printed(NamedTuple):
    """A date as printed: its span in the text and its value (EDTF), or None for a relative age."""

    start: int
    end: int
    value: str | None


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[Printed]:
    """The full dates and relative ages of a stretch, in order, none overlapping."""
    return [Printed(p.start + start, p.end + start, p.value) for p in _dates_of(text[start:end])]


@lru_cache(maxsize=128)  # of one page the same lines are asked for again and again
def _dates_of(line: str) -> tuple[Printed, ...]:
    """The dates of a stretch by itself."""
    low = line.casefold()
    found: list[Printed] = []
    for pattern in _patterns(low) if _DIGITS.search(line) else ():
        for m in pattern.finditer(line):
            value = _value(m)
            if value and not any(m.start() < f.end and f.start < m.end() for f in found):
                found.append(Printed(m.start(), len(line[: m.end()].rstrip()), value))
    for m in AGE.finditer(line) if any(word in low for word in _AGES) else ():
        if not any(m.start() < f.end and f.start < m.end() for f in found):
            found.append(Printed(m.start(), m.end(), None))
    return tuple(sorted(found))


def _patterns(low: str) -> Sequence[re.Pattern[str]]:
    """The patterns that a stretch in small letters can fit: those with the name of a month only if it holds one."""
    named = any(w in _MONTHS for w in _WORDS.findall(low)) or any(name in low for name in _ODD_MONTHS)
    return _FULL if named else _IN_FIGURES


def iso(raw: str) -> str | None:
    """The EDTF value of a date in markup, such as ISO 8601 with or without a clock, or the first date printed in it."""
    plain = raw.strip()
    if (m := _FULL[0].match(plain)) and m.end() == len(plain) and (value := _value(m)):
        return value  # the usual case, without a search for all others
    found = [p for p in dates_in(plain) if p.value]
    if found:
        return found[0].value
    m = re.fullmatch(r"\s*((?:19|20)\d\d)(?:-?(0[1-9]|1[0-2])(?:-?([0-3]\d))?)?(?:T.*)?\s*", raw)
    if not m:
        return None
    if m[3] and not _day(int(m[1]), int(m[2]), int(m[3])):
        return None
    return "-".join(p for p in m.groups() if p)


def _value(m: re.Match[str]) -> str | None:
    part = m.groupdict()
    if part.get("a"):
        month, day = _order(int(part["a"]), int(part["b"]))
    else:
        named = (part.get("name") or "").rstrip(".").casefold()  # may hold a letter that is only like the table's
        month = _MONTHS.get(named, 0) if named else int(part["month"])
        day = int(part["day"])
    value = _day(int(part["year"]), month, day)
    return value + _clock(part) if value else None


def _order(a: int, b: int) -> tuple[int, int]:
    """Month and day of `a/b/year`: by what is possible, then day first, as everywhere but in one country."""
    return (a, b) if b > 12 >= a else (b, a)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _clock(part: dict[str, str | None]) -> str:
    """The clock time as ISO prints it, empty where there is none."""
    if part.get("hour") is None:
        return ""
    hour, minute = int(part["hour"] or 0), int(part["minute"] or 0)
    half = (part.get("half") or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59 or int(part.get("second") or 0) > 59:
        return ""
    zone = part.get("zone") or ""
    plain = _ZONES.get(zone.lower(), zone if zone[:1] in "+-" else "")
    if len(plain) == 5:
        plain = f"{plain[:3]}:{plain[3:]}"
    if plain[1:3] > "14":  # no clock on earth
        plain = ""
    seconds = f":{part['second']}" if part.get("second") else ":00"
    return f"T{hour:02}:{minute:02}{seconds}{plain}"
