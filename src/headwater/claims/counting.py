"""Whether two numbers count the same: the dead are not the injured, and "another six" are not the first six."""

from headwater.claims.numbers import Number
from headwater.claims.values import Facts, Value
from headwater.claims.wording import listed, stem

AROUND = 8  # words on either side of a number that tell what it counts
RIGHT_BEFORE = 3
UNIT = 3  # words behind a number among which its unit is
IN_A_ROW, ROW = 1, 3  # words between two numbers of a row, and numbers that make one
JOINED = 3  # words between two numbers that "and" holds together

# Counts of the one say nothing about counts of the other.
_FATES = tuple(
    frozenset(stem(w) for w in listed(words))
    for words in (
        "killed kills dead died dies deaths death toll fatalities bodies",
        "injured injuries wounded hurt hospitalised hospitalized",
        "missing disappeared",
        "arrested detained charged jailed held arrests",
        "rescued saved evacuated displaced homeless survivors survived",
        "infected cases tested",
    )
)
_MORE = listed("another additional other more previous previously prior earlier last next further remaining")
_EARLIER = listed("prior previously formerly")
_FROM = listed("before after earlier later ago")  # "nine days before the vote" is a date, "nine days" a span
_MARKS = ".,;:()\u2014"
_BOUNDS = listed("more than")
OF_A_MARKET = 2  # of these words make a report of a market
_MARKET = listed(
    "market markets stock stocks share shares index indexes indices average points percent yield yields bond bonds "
    "note treasury treasuries futures trading traded traders exchange nasdaq dow ftse yen euro dollar franc francs "
    "currency cents benchmark session composite blue-chip advancers decliners basis earnings dividend quarter quarterly"
)
OF_A_STORM = 2  # of these words make a report of a storm
_STORM = listed(
    "storm hurricane typhoon cyclone tropical winds gusts mph kph knots centered centred forecasters landfall eye "
    "northeast northwest southeast southwest"
)
OTHER_NUMBERS = 3  # so many of each sentence and none in common: two states of affairs
_SO_LONG, _SPANS = listed("after for past last since now"), listed("hour day night week month year")


def fates(facts: Facts, value: Value) -> frozenset[int]:
    """What became of those who are counted, by kinds of fate."""
    near = set(facts.sentence.stems[max(0, value.first - AROUND) : value.last + AROUND])
    return frozenset(n for n, fate in enumerate(_FATES) if not fate.isdisjoint(near))


def counts_others(facts: Facts, value: Value) -> bool:
    """Whether a number counts some beside those already counted: "another six", "six more", "prior to that, six"."""
    forms = [w.form for w in facts.sentence.words]
    inside = set(forms[value.first : value.last]) - _BOUNDS
    joined = next((v for v in facts.values if v.slot == "number" and 0 < value.first - v.last <= JOINED), None)
    if joined is not None and "and" in forms[joined.last : value.first] and counts_others(facts, joined):
        return True  # "another six boats and nine cars"
    around = {*forms[max(0, value.first - RIGHT_BEFORE) : value.first], *forms[value.last : value.last + 2], *inside}
    return not (_MORE.isdisjoint(around) and _EARLIER.isdisjoint(forms[: value.first]))


def dates_from(facts: Facts, value: Value) -> bool:
    """Whether a number with its unit tells how far off something is, not how long it took."""
    return not _FROM.isdisjoint(w.form for w in facts.sentence.words[value.last : value.last + 3])


def serving_as(facts: Facts, value: Value) -> frozenset[str]:
    """As what somebody did it so often or so long: "seven seasons as an assistant"."""
    behind = [w.form for w in facts.sentence.words[value.last : value.last + JOINED]]
    if "as" not in behind:
        return frozenset()
    at = value.last + behind.index("as") + 1
    return frozenset(s for s in facts.sentence.stems[at : at + JOINED] if s)


def share_of(facts: Facts, value: Value) -> str:
    """What a percentage is a share of, if that is told right behind it: "31 percent of drivers"."""
    words, stems = facts.sentence.words, facts.sentence.stems
    if not isinstance(value.meaning, Number) or value.meaning.kind != "percent":
        return ""
    of = next((i for i in range(value.last, min(value.last + 3, len(words))) if words[i].form == "of"), None)
    return next((s for s in stems[of + 1 : of + 4] if s), "") if of is not None else ""


def converted(facts: Facts, value: Value) -> bool:
    """Whether a sum of money is what another comes to elsewhere: "20 marks ($12)"."""
    before = facts.sentence.printed(facts.sentence.start, value.start).rstrip("$€£¥₽₹ USAC")
    return isinstance(value.meaning, Number) and value.meaning.kind == "money" and before.endswith("(")


def is_running(facts: Facts, value: Value) -> bool:
    """Whether a number is how long something has gone on by the day of writing: "after four days of talks"."""
    words = facts.sentence.words
    before = {w.form for w in words[max(0, value.first - 2) : value.first]}
    behind = {w.form.removesuffix("s") for w in words[value.last : value.last + 1]}
    return not _SO_LONG.isdisjoint(before) and not _SPANS.isdisjoint(behind)


def moves_by_the_hour(facts: Facts) -> bool:
    """Whether a sentence reports a market or a storm on its way: each report of a day has its own figures."""
    forms = {w.form for w in facts.sentence.words}
    return len(_MARKET & forms) >= OF_A_MARKET or len(_STORM & forms) >= OF_A_STORM


def of_another_hour(a: Facts, b: Facts, fated: bool = False) -> bool:
    """Whether two sentences give figures of two hours, or hardly anything else than other figures.

    `fated`: it is about what became of people, which is no figure of an hour, whatever the storm.
    """
    if moves_by_the_hour(a) and moves_by_the_hour(b) and not fated:
        return True
    here, there = ({v.meaning.amount for v in f.values if isinstance(v.meaning, Number)} for f in (a, b))
    return min(len(here), len(there)) >= OTHER_NUMBERS and here.isdisjoint(there)


def fated(a: Facts, x: Value, b: Facts, y: Value) -> bool:
    """Whether two numbers count people by what became of them."""
    return bool(fates(a, x) and fates(b, y))


def is_whole(facts: Facts, value: Value) -> bool:
    """Whether a number is what another is a part of: the second of "28 of his 68"."""
    forms = [w.form for w in facts.sentence.words[max(0, value.first - 2) : value.first]]
    return "of" in forms and any(
        v.last in (value.first - 1, value.first - 2) for v in facts.values if v.slot == "number"
    )


def place_in_row(facts: Facts, value: Value) -> int:
    """Which of three or more numbers in a row a number is, the second of "11, 22 and 33"; 0 where it stands alone."""
    numbers = [v for v in facts.values if v.slot == "number"]
    row: list[Value] = []
    for v in numbers:
        if row and v.first - row[-1].last > IN_A_ROW:
            if value in row:
                break
            row = []
        row.append(v)
    return row.index(value) + 1 if len(row) >= ROW and value in row else 0


def same_unit(a: Facts, v: Value, b: Facts, w: Value) -> bool:
    """Whether two numbers may count the same: some word right behind the one is right behind the other."""
    behind = [_behind(f, n) for f, n in ((a, v), (b, w))]
    if not behind[0] or not behind[1] or any(_by_sign(n) for n in (v, w)):
        return True
    return not set(behind[0]).isdisjoint(behind[1])


def _behind(facts: Facts, value: Value) -> list[str]:
    """The stems right behind a number, up to the next mark."""
    words, stems = facts.sentence.words, facts.sentence.stems
    found: list[str] = []
    for i in range(value.last, min(value.last + UNIT, len(words))):
        between = facts.sentence.printed(words[i - 1].end, words[i].start)
        if any(mark in between for mark in _MARKS):
            break
        found += [stems[i]] if stems[i] else []
    return found


def _by_sign(value: Value) -> bool:
    return isinstance(value.meaning, Number) and value.meaning.kind != "count"


def same_count(a: Facts, v: Value, b: Facts, w: Value) -> bool:
    """Whether nothing speaks against two numbers counting the same."""
    told = (fates, counts_others, dates_from, is_whole, serving_as, share_of, converted)
    return same_unit(a, v, b, w) and all(tell(a, v) == tell(b, w) for tell in told)
