"""Names: what is a name and of what kind, which names are one, which state stands behind them."""

import re
from itertools import pairwise

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from headwater.names import canonical, country, likeness, proper_names, same_name
from headwater.territories import CITIES, PARTS, TERRITORIES
from headwater.text import fold


def kinds(text: str) -> dict[str, str]:
    return {n.form: n.kind for n in proper_names(text)}


def alpha_2() -> dict[str, str]:
    """ISO 3166 alpha-3 -> alpha-2, by CLDR."""
    codes = {k: v[0] for k, v in get_global("territory_aliases").items() if re.fullmatch("[A-Z]{3}", k)}
    return {**codes, "XKX": "XK"}  # a code in use without a place in the standard


def test_every_territory_has_the_code_and_a_name_that_cldr_has() -> None:
    english = Locale("en").territories
    for t in TERRITORIES:
        assert fold(english[alpha_2()[t.code]]) in {fold(n) for n in t.names}, t.code


def test_every_territory_with_people_of_its_own_is_in_the_table() -> None:
    without = {"AC", "AQ", "BL", "BQ", "BV", "CC", "CP", "CX", "DG", "EU", "GS", "HM", "IO", "MF", "NF", "PM", "PN"}
    without |= {"SJ", "TA", "TF", "TK", "UM", "WF", "XA", "XB", "ZZ"}  # outposts, and codes of no territory
    known = {alpha_2()[t.code] for t in TERRITORIES}
    assert set(alpha_2().values()) & set(Locale("en").territories) - known == without


def test_capitals_and_cities_lie_where_cldr_has_their_time() -> None:
    """A zone of time is named for a city; the territory of the zone is that of the city."""
    zones = {
        z.split("/")[1].replace("_", " "): t for z, t in get_global("zone_territories").items() if z.count("/") == 1
    }
    lie = {c: alpha_2()[t.code] for t in TERRITORIES for c in (*t.capitals, *CITIES.get(t.code, ()))}
    shared = sorted(lie.keys() & zones.keys())
    assert len(shared) > 150
    assert [(c, lie[c], zones[c]) for c in shared if lie[c] != zones[c]] == []


def test_no_name_stands_for_two_territories() -> None:
    assert CITIES.keys() <= {t.code for t in TERRITORIES}
    seen: dict[str, str] = {fold(name): "" for name in PARTS}
    for t in TERRITORIES:
        for name in (*t.names, *t.demonyms, *t.capitals, *t.seats, *CITIES.get(t.code, ())):
            assert seen.setdefault(fold(name), t.code) == t.code, name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Norway", "NOR"),
        ("the Norwegians", "NOR"),
        ("Norwegian Foreign Ministry", "NOR"),
        ("Norway’s Foreign Ministry", "NOR"),
        ("Ministry of Fisheries of Norway", "NOR"),
        ("the Kremlin", "RUS"),
        ("White House", "USA"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("us", None),
        ("NORWAY", "NOR"),
        ("MALI", "MLI"),
        ("Mozambiqe", "MOZ"),
        ("Columbia", None),
        ("Hungry", None),
        ("U.S. Department of State", "USA"),
        ("Côte d’Ivoire", "CIV"),
        ("New Mexico Governor", None),
        ("New York", None),
        ("Seoul", "KOR"),
        ("Jordan Ellery", None),
        ("Harbour Board", None),
        ("", None),
    ],
)
def test_a_name_stands_for_its_state(name: str, code: str | None) -> None:
    assert country(name) == code


def test_names_are_found_with_kind_and_title() -> None:
    text = (
        "Norwegian Fisheries Minister Anna Berg met Peter Holm of the Coast Guard in Tromsvik on Monday. "
        "Berg said the U.S. would help. The Kremlin was silent, and Norway's Foreign Ministry told HNK so."
    )
    assert kinds(text) == {
        "Anna Berg": "person",
        "Peter Holm": "person",
        "Coast Guard": "organisation",
        "Tromsvik": "place",
        "Berg": "person",
        "U.S.": "place",
        "Kremlin": "organisation",
        "Norway": "place",
        "Foreign Ministry": "organisation",
        "HNK": "organisation",
    }
    assert proper_names(text)[0].title == "Norwegian Fisheries Minister"


_PEOPLE = ("Fjordal", "Peter Holm", "Elsa Fjordal")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("He left New Zealand for New York.", {"New Zealand": "place", "New York": "place"}),
        ("The National Assembly met.", {"National Assembly": "organisation"}),
        ("Foreign Minister Anna Berg left.", {"Anna Berg": "person"}),
        ("Anna Berg left. Berg, who rows, won.", {"Anna Berg": "person", "Berg": "person"}),
        ("It was Torvald K. Munsen again.", {"Torvald K. Munsen": "person"}),
        ("It was Torvald Munsen, 45, again. Munsen slept.", {"Torvald Munsen": "person", "Munsen": "person"}),
        (
            "Shares of Fjordal Corp rose. At Fjordal they sang.",
            {"Fjordal Corp": "organisation", "Fjordal": "organisation"},
        ),
        ("Then Fjordal said it had won. We like Fjordal.", {"Fjordal": "organisation"}),
        ("They read the newspaper Nordlys.", {"Nordlys": "organisation"}),
        ("It rains in Tromsvik. We like Tromsvik.", {"Tromsvik": "place"}),
        ("He blamed al-Rashad and Côte d’Ivoire.", {"al-Rashad": "unknown", "Côte d’Ivoire": "place"}),
        ("We met Jordan Ellery of Norland.", {"Jordan Ellery": "unknown", "Norland": "unknown"}),
        ("The Norwegian Department of Fish won.", {"Norwegian Department of Fish": "organisation"}),
        ("Secretary of State Anna Berg left.", {"Anna Berg": "person"}),
        ("The Justice Department sued.", {"Justice Department": "organisation"}),
        ("The Institute for Net Making sued.", {"Institute for Net Making": "organisation"}),
        ("Actress Anna Berg met Deputy Peter Holm.", {"Anna Berg": "person", "Peter Holm": "person"}),
        ("Democrat Anna Berg won on Friday’s vote.", {"Anna Berg": "person"}),
        ("Then Fjordal spokesman Peter Holm wed Elsa Fjordal.", dict.fromkeys(_PEOPLE, "person")),
        ("Prosecutors said NEVER to this.", {}),
        ("Sadly Munsen lost. We like Munsen.", {"Munsen": "unknown"}),
        ("Red Cross boats came.", {"Red Cross": "organisation"}),
        ("New boats came. Old nets rot.", {}),
        ("Fighters of Islamic State fled.", {"Islamic State": "organisation"}),
    ],
)
def test_a_name_has_the_kind_that_its_signs_show(text: str, found: dict[str, str]) -> None:
    assert kinds(text) == found


def test_the_first_word_of_a_sentence_is_no_name_for_its_capital_alone() -> None:
    assert kinds("Finally it rained. Nobody came. Selling boats is hard; selling nets is harder.") == {}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Sergey Tarasov", "Sergei Tarasov"),
        ("Aleksandr Ivlev", "Alexander Ivlev"),
        ("Tarasov", "Foreign Minister Sergey Tarasov"),
        ("Park Min-ho", "Park Min Ho"),
        ("Park", "Park Min Ho"),
        ("José Peña", "Jose Pena"),
        ("A. Berg", "Anna Berg"),
        ("Anna Maria Berg", "Anna Berg"),
        ("HNK", "Harbour News Kontor"),
        ("U.S.", "the United States"),
        ("British", "United Kingdom"),
    ],
)
def test_two_forms_of_one_name(a: str, b: str) -> None:
    assert same_name(a, b)
    assert same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Anna Berg", "Peter Berg"),
        ("Tarasov", "Sergey Taranov"),
        ("Foreign Ministry", "Defence Ministry"),
        ("Norway", "Sweden"),
        ("Oslo", "Norway"),
        ("Berg", "Holm"),
        ("Fjordal", "Fjordal Senior Vice President"),
        ("", "Berg"),
    ],
)
def test_two_names(a: str, b: str) -> None:
    assert not same_name(a, b)
    assert not same_name(b, a)


def test_one_name_stands_for_all_forms_in_a_story() -> None:
    mentions = [
        "Berg",
        "Minister Anna Berg",
        "Anna Berg",
        "Anna Berg",
        "Annah Berg",
        "HNK",
        "Harbour News Kontor",
        "the U.S.",
    ]
    assert canonical(mentions) == {
        "Berg": "Anna Berg",
        "Minister Anna Berg": "Anna Berg",
        "Anna Berg": "Anna Berg",
        "Annah Berg": "Anna Berg",
        "HNK": "Harbour News Kontor",
        "Harbour News Kontor": "Harbour News Kontor",
        "the U.S.": "United States",
    }
    assert canonical(mentions[::-1]) == canonical(mentions)


@pytest.mark.parametrize(
    ("mentions", "called"),
    [
        (["Norwegian Foreign Ministry", *["Foreign Ministry"] * 3, *["Ministry"] * 5], "Norwegian Foreign Ministry"),
        (
            ["Ministry of Fish and Coast", "Ministry of Fish and Coast of Norland", *["the Ministry"] * 5],
            "Ministry of Fish and Coast of Norland",
        ),
        (["Foreign Ministry of Norway", "the Ministry"], "Foreign Ministry of Norway"),
        (["National Museum of Seafaring", "the Museum"], "National Museum of Seafaring"),
        (["the Foreign Ministry.", "Ministry"], "Foreign Ministry."),
        (["spokesman of the Norwegian Foreign Ministry"], "spokesman of the Norwegian Foreign Ministry"),
        (["Speaker of the House Anna Berg", *["Anna Berg"] * 2, "Berg"], "Anna Berg"),
        (["Actress Anna Berg", "Anna Berg Wins Again", *["Anna Berg"] * 3, *["Berg"] * 9], "Anna Berg"),
    ],
)
def test_a_body_goes_by_its_longest_name(mentions: list[str], called: str) -> None:
    assert set(canonical(mentions).values()) == {called}


@st.composite
def _printed(draw: st.DrawFn) -> str:
    """A name of a few words as papers print it: with titles, initials, acronyms, spellings, territories."""
    words = ["Anna", "A.", "Annah", "Berg", "Bergh", "Kho", "Ho", "Minister", "Foreign", "Ministry", "of", "Norway"]
    words += ["Norwegian", "HNK", "H.N.K.", "Harbour", "News", "Kontor", "Sergey", "Sergei", "the", "-", "\u00c9lan"]
    return " ".join(draw(st.lists(st.sampled_from(words), max_size=4)))


@given(_printed(), _printed())
def test_two_forms_of_one_name_are_called_by_one(a: str, b: str) -> None:
    called = canonical([a, b])
    assert not same_name(a, b) or called[a] == called[b]


def test_each_name_is_compared_with_few(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[str, str]] = []

    def counted(a: str, b: str) -> bool:
        compared.append((a, b))
        return same_name(a, b)

    monkeypatch.setattr(likeness, "same_name", counted)
    syllables = ["ba", "de", "gi", "lo", "mu", "ne", "ri", "so"]
    heap = [f"{a}{b} {b}{c}{a}".title() for a in syllables for b in syllables for c in syllables]
    called = canonical([*heap, "Norway", "Norwegian", heap[0].split()[1]])
    assert called["Norwegian"] == called["Norway"]
    assert called[heap[0].split()[1]] == heap[0]
    assert len(compared) < 10 * len(heap)


@given(st.text(alphabet=st.sampled_from("ABab .'’-U.S\n\ud800\u202eÉé"), max_size=60))
def test_odd_text_gives_ordered_spans_and_no_error(text: str) -> None:
    found = proper_names(text)
    for n in found:
        assert text[n.start : n.end] == n.form
        country(n.form)
        same_name(n.form, text)
    assert all(a.end <= b.start for a, b in pairwise(found))
