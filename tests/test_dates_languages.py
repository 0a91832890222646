"""Dates in other languages: each is data alone, and what it says of the calendar is what CLDR says."""

from itertools import pairwise

import pytest
from babel import Locale
from babel.units import format_unit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.dates import LANGUAGES, expressions, language, told
from headwater.dates.needs import beginnings, is_met
from headwater.text import fold

ANCHOR = "2031-03-13"  # a Thursday

# An invented heap for each language: a text, and the values of what it tells, in its order.
HEAPS: dict[str, list[tuple[str, list[str | None]]]] = {
    "de": [
        ("Am Mittwoch fand man die Boje; am Freitag wird weitergesucht.", ["2031-03-12", "2031-03-14"]),
        ("Das Wehr wurde am 3. März 2031 gesperrt und soll Ende April öffnen.", ["2031-03-03", "2031-04"]),
        ("Vor drei Tagen sank der Kahn, vorige Woche schwamm er noch.", ["2031-03-10", "2031-03-03/2031-03-09"]),
        ("Die Lotsin will am Samstag auslaufen, sagte sie gestern Abend.", ["2031-03-15", "2031-03-12"]),
        ("Am Montagabend tagt der Rat, und zwar um 18.30 Uhr.", ["2031-03-10", "2031-03-10T18:30"]),
        ("Seit 2019 misst sie den Pegel, im dritten Quartal fiel er.", ["2019/", "2030-35"]),
        ("Das zweitägige Fest dauerte dann zwei Wochen.", ["P2D", "P2W"]),
        ("In den achtziger Jahren und im 19. Jahrhundert, auch in den 1990er Jahren.", ["198X", "18XX", "199X"]),
        ("Der Steg öffnet montags, jeden Freitag und alle zwei Jahre.", ["R/P1W", "R/P1W", "R/P2Y"]),
        ("2000 Aale kamen 1945, der letzte heute.", ["1945", "2031-03-13"]),
        ("Zu Ostern und an Heiligabend ruht der Kahn.", ["2031-04-13", "2030-12-24"]),
        ("Das Treffen der Lotsen ist für Mai geplant. Im Mai vergangenen Jahres fiel es aus.", ["2031-05", "2030-05"]),
        ("Der Kahn kam am Dienstag. Einen Tag später lief er aus.", ["2031-03-11", "2031-03-12"]),
        ("In zwei Wochen und übermorgen, im Vorjahr nie.", ["2031-03-24/2031-03-30", "2031-03-15", "2030"]),
    ],
    "fr": [
        ("La digue a cédé mercredi ; elle rouvrira vendredi.", ["2031-03-12", "2031-03-14"]),
        ("La fête du 3 mars 2031 commence à 15h30.", ["2031-03-03", "2031-03-03T15:30"]),
        ("Il y a trois jours la péniche a coulé.", ["2031-03-10"]),
        ("La semaine dernière elle flottait, l'année prochaine non.", ["2031-03-03/2031-03-09", "2032"]),
        ("La pilote partira samedi, a-t-elle dit hier soir.", ["2031-03-15", "2031-03-12"]),
        ("Depuis le 3 mars, au troisième trimestre.", ["2031-03-03/", "2030-35"]),
        ("Elle est restée deux semaines, puis plusieurs mois.", ["P2W", None]),
        ("Dans les années 1990, les années quatre-vingt et au XIXe siècle.", ["199X", "198X", "18XX"]),
        ("Le quai ouvre tous les lundis, chaque année et tous les deux ans.", ["R/P1W", "R/P1Y", "R/P2Y"]),
        ("En mars dernier elle ramait. En avril elle nagera.", ["2030-03", "2031-04"]),
        ("Le bac a été vu lundi dernier. Le lendemain il avait coulé.", ["2031-03-10", "2031-03-11"]),
        ("L'été dernier fut sec. Elle a été malade ce matin.", ["2030-22", "2031-03-13"]),
        ("Un marin de 45 ans a ramé du 3 au 5 mars 2030.", ["2030-03-03/2030-03-05"]),
        ("À Pâques et à Noël le bac dort.", ["2031-04-13", "2030-12-25"]),
    ],
    "es": [
        ("La presa cedió el miércoles y abrirá el viernes.", ["2031-03-12", "2031-03-14"]),
        ("La fiesta del 3 de marzo de 2031 será a las 15:30.", ["2031-03-03", "2031-03-03T15:30"]),
        ("Hace tres días se hundió la barca; el pasado 3 de febrero no.", ["2031-03-10", "2031-02-03"]),
        ("La semana pasada flotaba, el año que viene no.", ["2031-03-03/2031-03-09", "2032"]),
        ("La piloto zarpará el sábado, dijo ayer por la noche.", ["2031-03-15", "2031-03-12"]),
        ("Desde 2019, y en el tercer trimestre.", ["2019/", "2030-35"]),
        ("Se quedó dos semanas y luego varios meses.", ["P2W", None]),
        ("En los años noventa, en la década de 1980 y en el siglo XIX.", ["199X", "198X", "18XX"]),
        ("El muelle abre todos los lunes, cada año y cada dos semanas.", ["R/P1W", "R/P1Y", "R/P2W"]),
        ("En marzo pasado remaba. En abril se irá.", ["2030-03", "2031-04"]),
        ("Fue vista el lunes pasado. Al día siguiente se había hundido.", ["2031-03-10", "2031-03-11"]),
        ("Esta mañana, hoy, mañana y anoche.", ["2031-03-13", "2031-03-13", "2031-03-14", "2031-03-12"]),
        ("Un marino de 45 años remó el verano pasado.", ["2030-22"]),
        ("El Viernes Santo y en Navidad la barca duerme.", ["2031-04-11", "2030-12-25"]),
    ],
    "ru": [
        ("В среду плотину закрыли, в пятницу она откроется.", ["2031-03-12", "2031-03-14"]),
        ("Праздник 3 марта 2031 года состоится в 15:30.", ["2031-03-03", "2031-03-03T15:30"]),
        ("Три дня назад баржа затонула.", ["2031-03-10"]),
        ("На прошлой неделе она плыла, в следующем году нет.", ["2031-03-03/2031-03-09", "2032"]),
        ("Лоцман посетит порт в субботу, сообщил он вчера вечером.", ["2031-03-15", "2031-03-12"]),
        ("С 2019 года, а в третьем квартале меньше.", ["2019/", "2030-35"]),
        ("Он пробыл две недели, потом несколько месяцев.", ["P2W", None]),
        ("В 1990-х годах, в 80-е годы и в XIX веке.", ["199X", "198X", "18XX"]),
        ("Причал открыт каждый понедельник и ежегодно.", ["R/P1W", "R/P1Y"]),
        ("В марте прошлого года он грёб. В апреле он приедет.", ["2030-03", "2031-04"]),
        ("Его видели в прошлый понедельник. На следующий день он исчез.", ["2031-03-10", "2031-03-11"]),
        ("Двухдневный поход был прошлым летом, летом 2029 года нет.", ["P2D", "2030-22", "2029-22"]),
        ("2000 угрей приплыли в 1945 году, последний сегодня.", ["1945", "2031-03-13"]),
        ("Он уплыл год назад и вернётся через два дня.", ["2030", "2031-03-15"]),
    ],
}


@pytest.mark.parametrize(("tag", "text", "values"), [(tag, *case) for tag, heap in HEAPS.items() for case in heap])
def test_a_language_is_read_by_its_data(tag: str, text: str, values: list[str | None]) -> None:
    lang = language(tag)
    found = told(text, expressions(text, 0, None, lang), ANCHOR, lang)
    assert [t.value for t in found] == values, [t.found.text for t in found]


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_months_and_days_are_those_of_cldr(tag: str) -> None:
    words = LANGUAGES[tag].words
    months = {fold(w): n for w, n in words["month"].items()}
    days = {fold(w): n for w, n in words["weekday"].items()}
    locale = Locale(tag)
    for context in ("format", "stand-alone"):
        for number, name in locale.months[context]["wide"].items():
            assert months[fold(name)] == number
        for number, name in locale.days[context]["wide"].items():
            assert days[fold(name)] == number
    assert set(months.values()) == set(range(1, 13))
    assert set(days.values()) == set(range(7))


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_the_units_of_cldr_are_known(tag: str) -> None:
    """The forms that CLDR gives a unit after one, two, five and a hundred."""
    units = {fold(w): unit for w, unit in LANGUAGES[tag].words["unit"].items()}
    for unit in ("minute", "hour", "day", "week", "month", "year"):
        for count in (1, 2, 5, 100):
            written = format_unit(count, f"duration-{unit}", length="long", locale=tag)
            assert units[fold(written.removeprefix(str(count)).strip())] == unit


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_every_pattern_of_a_language_can_be_searched(tag: str) -> None:
    """A pattern that names a kind without words, or matches nothing at all, is a fault of the data."""
    for name, pattern in LANGUAGES[tag].patterns:
        assert not pattern.fullmatch(""), name


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_a_pattern_finds_holds_what_it_needs(tag: str, data: st.DataObject) -> None:
    """So a pattern whose needs are not met need not be searched for."""
    lang = LANGUAGES[tag]
    (_, pattern), needs = data.draw(st.sampled_from(list(zip(lang.patterns, lang.needs, strict=True))))
    assert is_met(needs, beginnings(data.draw(st.from_regex(pattern))))


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_few_patterns_are_searched_for_where_no_time_is_told(tag: str) -> None:
    held = beginnings("Bok lurt vem, ork plim.")
    assert sum(is_met(needs, held) for needs in LANGUAGES[tag].needs) <= 5


def test_an_unknown_language_has_dates_in_figures_alone() -> None:
    lang = language("fi")
    text = "Maanantaina 13.3.2031, 2031-03-14, 2031/03/15 ja 16/03/2031; Monday March 3, 1945, 5 000 vuotta"
    assert [t.value for t in told(text, expressions(text, 0, None, lang), ANCHOR, lang)] == [
        "2031-03-13",
        "2031-03-14",
        "2031-03-15",
        "2031-03-16",
    ]


def test_without_a_language_a_text_is_read_as_english() -> None:
    assert language(None) is LANGUAGES["en"]
    assert language("de-AT") is LANGUAGES["de"]


@given(
    st.sampled_from(sorted(LANGUAGES)),
    st.text(alphabet=st.sampled_from("0123456789-/., :'’mMontagärzvrlundisáéоьпятницу\n\ud800\u202e"), max_size=80),
)
def test_odd_text_gives_ordered_spans_and_no_error(tag: str, text: str) -> None:
    lang = language(tag)
    found = [t.found for t in told(text, expressions(text, 0, None, lang), ANCHOR, lang)]
    assert all(text[e.start : e.end] == e.text for e in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
