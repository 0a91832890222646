"""Numbers in running text: how much of what, how exactly, and whether two of them can both hold."""

import math
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from headwater.text import Word

Bound = Literal["", "over", "under", "about"]


def _counted(words: str, step: int) -> dict[str, int]:
    return {word: step * n for n, word in enumerate(words.split())}


_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_SMALL = _counted(f"zero one two three four five six seven eight nine {_TEENS}", 1)
_TENS = _counted("- - twenty thirty forty fifty sixty seventy eighty ninety", 10)
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALES |= {"m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12, "k": 1e3}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_GLUED = re.compile(r"(\d+(?:\.\d+)?)(k|m|mn|bn|tn)")
_CLOCK = re.compile(r"\s?(?:[ap]\.?\s?m\b|o['’]clock|gmt\b|hrs?\b|hours gmt)", re.IGNORECASE)
_RANGE = re.compile(r"\s?(?:-|–|to)\s?[$€£¥₽₹]?")
_PARTS = "(?:2|3|4|8|16|32|64)"
_FRACTION = re.compile(rf"\d\s?/\|{_PARTS}\||\|\d+\|(?:\s\d)?/{_PARTS}\b")  # "31/32", "1 1/2"; no dates
_NUMBERED = re.compile(r"\b(?:no|nr|nos)\.?\s*$", re.IGNORECASE)
_POINT = re.compile(r"(?:^|[\s$£€(])\.$")
_MONEY = "$€£¥₽₹"
_BOUNDS: tuple[tuple[Bound, frozenset[str]], ...] = (
    ("over", frozenset({"more than", "at least", "over", "above", "no fewer than", "no less than", "upwards of"})),
    (
        "under",
        frozenset({"nearly", "almost", "up to", "under", "below", "fewer than", "less than", "at most", "close to"}),
    ),
    ("about", frozenset({"about", "around", "some", "roughly", "approximately", "an estimated", "estimated"})),
)
_METRIC = (
    "kilomet",
    "centimet",
    "millimet",
    "metre",
    "meter",
    "hectare",
    "kilogram",
    "kilo",
    "tonne",
    "litre",
    "celsius",
)
_IMPERIAL = frozenset(
    ("mile", "miles", "foot", "feet", "yard", "yards", "inch", "inches", "acre", "acres", "pound", "pounds", "lbs")
)
_PERCENT = frozenset({"percent", "pct"})


class Number(NamedTuple):
    """An amount as a text gives it."""

    amount: float
    kind: Literal["count", "percent", "money"]
    bound: Bound  # "more than", "nearly", "about"
    measure: str = ""  # metric or imperial; of money the sign of its currency


class Found(NamedTuple):
    """A number and the words `first … last` (half-open) that print it, with what bounds it."""

    first: int
    last: int
    number: Number


def numbers(text: str, offset: int, words: Sequence[Word]) -> list[Found]:
    """The numbers among the words of a stretch that begins at `offset`. No ordinals, clock times or codes."""
    found = []
    i = 0
    while i < len(words):
        amount, last = _amount(text, offset, words, i)
        if amount is None:
            i += 1
            continue
        bound, first = _bound(words, i, last)
        kind = _kind(text, offset, words, i, last)
        measure = text[: words[i].start - offset].rstrip()[-1:] if kind == "money" else _measure(words[last : last + 3])
        found.append(Found(first, last, Number(amount, kind, bound, measure)))
        i = last
    return found


def both_hold(a: Number, b: Number) -> Literal["same", "variant", "conflict"] | None:
    """How two numbers for the same thing stand to each other; None where they do not measure the same."""
    if a.kind != b.kind:
        return None
    if a.measure and b.measure and a.measure != b.measure:
        return "variant"  # feet and metres, pounds and dollars: rounded too often to be held against each other
    if a.amount == b.amount:
        return "same" if a.bound == b.bound else "variant"
    if a.bound == b.bound and a.bound in ("over", "under"):
        return "variant"  # "at least three" holds where it is at least ten
    return "variant" if _near(*sorted((a, b), key=lambda n: n.amount)) else "conflict"


def _near(low: Number, high: Number) -> bool:
    """Whether two amounts can be one, given less exactly in one text."""
    times = high.amount / low.amount if low.amount else math.inf
    open_end = low.bound == "over" or high.bound == "under"
    about = "about" in (low.bound, high.bound)
    measured = low.measure != "" and times <= 1.05
    rounded = _rounds(low.amount, high.amount) or _rounds(high.amount, low.amount)
    return (open_end and times <= 1.5) or (about and times <= 1.15) or measured or rounded


def _rounds(exact: float, rough: float) -> bool:
    """Whether one number is the other with fewer digits, and no more than a twentieth off."""
    digits = len(f"{rough:.0f}".rstrip("0")) if rough == int(rough) else len(f"{rough:.12g}".replace(".", ""))
    if abs(exact - rough) > 0.05 * rough or len(f"{exact:.12g}".replace(".", "").rstrip("0")) <= digits:
        return False
    return float(f"{exact:.{max(1, digits)}g}") == rough


def _amount(text: str, offset: int, words: Sequence[Word], i: int) -> tuple[float | None, int]:
    """The amount that begins at a word, and the word behind it."""
    word = words[i]
    before = text[word.start - offset - 1 : word.start - offset]
    if glued := _GLUED.fullmatch(word.form):
        return float(glued[1]) * _SCALES[glued[2]], i + 1
    if _DIGITS.fullmatch(word.form) and not _is_code(text, offset, word, before):
        return _scaled(_printed(text, offset, word) * _of_range(text, offset, words, i), words, i + 1)
    if word.form in _TENS:
        units = _SMALL.get(words[i + 1].form, 10) if i + 1 < len(words) else 10
        more = units if 1 <= units <= 9 else 0
        return _scaled(float(_TENS[word.form] + more), words, i + (2 if more else 1))
    scale = words[i + 1].form in _SCALES if i + 1 < len(words) else False
    if word.form in _SMALL and (word.form != "one" or scale):
        return _scaled(float(_SMALL[word.form]), words, i + 1)
    if word.form == "a" and scale:
        return _scaled(1.0, words, i + 1)
    return None, i


def _is_code(text: str, offset: int, word: Word, before: str) -> bool:
    """Whether digits count nothing: "Covid-19", "B-52", "No. 7", "7 p.m.", a number to dial."""
    left = text[: word.start - offset]
    glued = bool(before) and before in "-–/" and left[-2:-1].isalpha()
    right = text[word.end - offset :]
    fraction = bool(_FRACTION.search(f"{left[-3:]}|{word.form}|{right[:4]}"))
    clock = bool(_CLOCK.match(right)) or (left[-1:] == ":" and left[-2:-1].isdigit())
    dialled = word.form[0] == "0" and word.form.isdigit() and len(word.form) > 1
    beside = re.match(r"\s\d", right) or re.search(r"\d\s$", left) or _is_score(word, left, right)
    return glued or fraction or clock or dialled or bool(beside) or bool(_NUMBERED.search(left))


def _is_score(word: Word, left: str, right: str) -> bool:
    """Whether a number is one side of a score: the first of "58-3" is the larger one, that of a range is not."""
    if behind := re.match(r"[-\u2013](\d+)\b", right):
        return word.form.isdecimal() and int(word.form) > int(behind[1])
    before = re.search(r"\b(\d+)[-\u2013]$", left)
    return before is not None and word.form.isdecimal() and int(before[1]) > int(word.form)


def _of_range(text: str, offset: int, words: Sequence[Word], i: int) -> float:
    """What the first number of "140 to 150 million" is to be multiplied by; that of "900,000 to 1.2 million" by one."""
    if i + 2 >= len(words) or words[i + 2].form not in _SCALES:
        between = len(words) > i + 3 and words[i + 1].form in ("to", "and") and words[i + 3].form in _SCALES
        between = between and (words[i + 1].form == "to" or (i > 0 and words[i - 1].form == "between"))
        rising = between and _DIGITS.fullmatch(words[i + 2].form) and _written(words[i]) < _written(words[i + 2])
        return _SCALES[words[i + 3].form] if rising else 1.0
    gap = text[words[i].end - offset : words[i + 1].start - offset]
    is_range = _DIGITS.fullmatch(words[i + 1].form) and _RANGE.fullmatch(gap)
    return _SCALES[words[i + 2].form] if is_range else 1.0


def _printed(text: str, offset: int, word: Word) -> float:
    """The number that is printed: ".20" is a fraction."""
    return (
        float(f"0.{word.form}")
        if _POINT.search(text[: word.start - offset]) and word.form.isdecimal()
        else _written(word)
    )


def _written(word: Word) -> float:
    """The number that digits spell."""
    return float(word.form.replace(",", ""))


def _scaled(amount: float, words: Sequence[Word], i: int) -> tuple[float, int]:
    """An amount with the scales that follow: "two hundred thousand"."""
    while i < len(words) and words[i].form in _SCALES and len(words[i].form) > 2:
        amount *= _SCALES[words[i].form]
        i += 1
    return amount, i


def _bound(words: Sequence[Word], i: int, behind: int) -> tuple[Bound, int]:
    """What is said about how exact a number is, and the first word of that."""
    for length in (3, 2, 1):
        if i >= length:
            phrase = " ".join(w.form for w in words[i - length : i])
            for bound, phrases in _BOUNDS:
                if phrase in phrases:
                    return bound, i - length
    return ("about" if [w.form for w in words[behind : behind + 2]] == ["or", "so"] else ""), i


def _measure(behind: Sequence[Word]) -> Literal["", "metric", "imperial"]:
    """The system of the unit behind a number."""
    for word in behind:
        if word.form.startswith(_METRIC):
            return "metric"
        if word.form in _IMPERIAL:
            return "imperial"
    return ""


def _kind(text: str, offset: int, words: Sequence[Word], i: int, last: int) -> Literal["count", "percent", "money"]:
    """What a number measures."""
    behind = text[words[last - 1].end - offset :].lstrip()
    after = [w.form for w in words[last : last + 2]]
    if behind.startswith("%") or (after and after[0] in _PERCENT) or after == ["per", "cent"]:
        return "percent"
    at = words[i].start - offset
    return "money" if text[:at].rstrip()[-1:] in (*_MONEY,) else "count"
