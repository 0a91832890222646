"""Whether two numbers count the same: the dead are not the injured, and "another six" are not the first six."""

from headwater.claims.values import Facts, Value
from headwater.claims.wording import listed, stem

AROUND = 8  # words on either side of a number that tell what it counts
RIGHT_BEFORE = 3

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
_BOUNDS = listed("more than")


def fates(facts: Facts, value: Value) -> frozenset[int]:
    """What became of those who are counted, by kinds of fate."""
    near = set(facts.sentence.stems[max(0, value.first - AROUND) : value.last + AROUND])
    return frozenset(n for n, fate in enumerate(_FATES) if not fate.isdisjoint(near))


def counts_others(facts: Facts, value: Value) -> bool:
    """Whether a number counts some beside those already counted: "another six", "six more"."""
    words = facts.sentence.words
    inside = [w.form for w in words[value.first : value.last]]
    around = [
        w.form for w in (*words[max(0, value.first - RIGHT_BEFORE) : value.first], *words[value.last : value.last + 2])
    ]
    return bool(_MORE & (set(around) | set(inside) - _BOUNDS))


def same_count(a: Facts, v: Value, b: Facts, w: Value) -> bool:
    """Whether nothing speaks against two numbers counting the same."""
    return fates(a, v) == fates(b, w) and counts_others(a, v) == counts_others(b, w)
