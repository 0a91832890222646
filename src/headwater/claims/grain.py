"""Whether two names can fill one slot: a person and a body cannot, nor can a street and the district that it is in.

In accounts of their own, what is called otherwise is the same far more often than not: a first name here and a surname
there, an acronym, an office, an epithet. Two names exclude each other where hardly a letter parts them, where both are
states or both towns, and where both are persons named in full.
"""

from functools import lru_cache

from headwater.claims.spellings import slip
from headwater.claims.values import Facts, Value
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
_ARTICLES = listed("the a an")
_JOINS = (",", "and", ", and", "&")
_POSSESSIVES = ("'s", "’s")


def one_sort(a: Value, b: Value) -> bool:
    """Whether two places are of one sort as far as their names say; what is no place is."""
    return "place" not in (a.slot, b.slot) or _sort(a) == _sort(b)


def rivals(a: Value, b: Value, alone: bool = False) -> bool:
    """Whether two names exclude each other and are not two ways to call the same.

    `alone`: they stand in one and the same sentence, where whoever is called otherwise is somebody else.
    """
    x, y = (_plain(v.printed) for v in (a, b))
    if _is_short(x) or _is_short(y):
        return False
    if alone or slip(x, y):
        return True
    if a.sort == b.sort == "place":
        return (country(x) is None) == (country(y) is None)
    persons = "person" in (a.sort, b.sort) and {a.sort, b.sort} <= {"person", "unknown"}
    words = [{fold(w) for w in name.split()} for name in (x, y)]
    return persons and min(len(w) for w in words) > 1 and words[0].isdisjoint(words[1])


def one_role(a: Facts, v: Value, b: Facts, w: Value) -> bool:
    """Whether two names are told alike: neither with an article ("the Iron Duke"), and in a row of as many names."""
    articled = (f.sentence.words[n.first - 1].form in _ARTICLES for f, n in ((a, v), (b, w)) if n.first)
    return not any(articled) and _in_row(a, v) == _in_row(b, w)


def _in_row(facts: Facts, value: Value) -> int:
    """How many names stand in a row with a name: "Ana Kestrel, Bo Lindqvist and Cy Marrow"."""
    row: list[Value] = []
    for v in (v for v in facts.values if v.slot == value.slot):
        if row and facts.sentence.printed(row[-1].end, v.start).strip() not in _JOINS:
            if value in row:
                break
            row = []
        row.append(v)
    return len(row)


@lru_cache(maxsize=16384)
def _plain(printed: str) -> str:
    """A name without the ending of a possessive."""
    for ending in _POSSESSIVES:
        printed = printed.removesuffix(ending)
    return printed


def _is_short(name: str) -> bool:
    """Whether a name is hardly more than initials: "UCLA", "R-Tenn"."""
    letters = [c for c in name if c.isalpha()]
    return all(c.isupper() for c in letters) or name[1:2] in ("-", "\u2011")


def _sort(place: Value) -> int | None:
    """Which sort of place a name says it is."""
    words = set(fold(place.printed).replace(".", "").split())
    return next((n for n, sort in enumerate(_SORTS) if not sort.isdisjoint(words)), None)
