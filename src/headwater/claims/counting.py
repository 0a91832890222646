"""Whether two numbers count the same: the dead are not the injured, and "another six" are not the first six."""

from headwater.claims.values import Facts, Value
from headwater.claims.wording import listed, stem

AROUND = 8  # words on either side of a number that tell what it counts
RIGHT_BEFORE = 3
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
_BOUNDS = listed("more than")
OF_A_MARKET = 2  # of these words make a report of a market
_MARKET = listed(
    "stock stocks share shares index indexes indices average points percent yield yields bond bonds note treasury "
    "treasuries futures trading traded traders exchange nasdaq dow ftse yen euro dollar franc francs currency cents "
    "benchmark session composite blue-chip advancers decliners basis earnings dividend quarter quarterly"
)
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


def is_running(facts: Facts, value: Value) -> bool:
    """Whether a number is how long something has gone on by the day of writing: "after four days of talks"."""
    words = facts.sentence.words
    before = {w.form for w in words[max(0, value.first - 2) : value.first]}
    behind = {w.form.removesuffix("s") for w in words[value.last : value.last + 1]}
    return not _SO_LONG.isdisjoint(before) and not _SPANS.isdisjoint(behind)


def moves_by_the_hour(facts: Facts) -> bool:
    """Whether a sentence reports a market: each report of a day has its own figures."""
    return len(_MARKET & {w.form for w in facts.sentence.words}) >= OF_A_MARKET


def is_whole(facts: Facts, value: Value) -> bool:
    """Whether a number is what another is a part of: the second of "28 of his 68"."""
    forms = [w.form for w in facts.sentence.words[max(0, value.first - 2) : value.first]]
    return "of" in forms and any(
        v.last in (value.first - 1, value.first - 2) for v in facts.values if v.slot == "number"
    )


def same_count(a: Facts, v: Value, b: Facts, w: Value) -> bool:
    """Whether nothing speaks against two numbers counting the same."""
    return all(tell(a, v) == tell(b, w) for tell in (fates, counts_others, dates_from, is_whole, serving_as))
