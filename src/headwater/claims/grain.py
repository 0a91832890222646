"""Whether two names can fill one slot: a person and a body cannot, nor can a street and the district that it is in."""

from headwater.claims.values import Value
from headwater.claims.wording import listed
from headwater.names import country
from headwater.text import fold

# Places of one sort exclude each other; those of two may hold one another.
_SORTS = tuple(
    listed(words)
    for words in (
        "street avenue road lane drive boulevard square highway route interstate",
        "county district province state region parish prefecture oblast",
        "gulf sea ocean bay strait channel lake river",
        "island islands peninsula",
        "city town village",
        "hospital school university airport station church prison court",
    )
)


def one_sort(a: Value, b: Value) -> bool:
    """Whether two places are of one sort as far as their names say; what is no place is."""
    return "place" not in (a.slot, b.slot) or _sort(a) == _sort(b)


def comparable(a: Value, b: Value) -> bool:
    """Whether two values, where they are names, are known to be of one sort: two persons, two towns, two states."""
    if a.slot not in ("name", "place"):
        return True
    known = a.sort == b.sort != "unknown" or ("person" in (a.sort, b.sort) and "unknown" in (a.sort, b.sort))
    return known and (a.sort != "place" or (_land(a) is None) == (_land(b) is None))


def _sort(place: Value) -> int | None:
    """Which sort of place a name says it is."""
    words = set(fold(place.printed).replace(".", "").split())
    return next((n for n, sort in enumerate(_SORTS) if not sort.isdisjoint(words)), None)


def _land(place: Value) -> str | None:
    return country(place.printed)
