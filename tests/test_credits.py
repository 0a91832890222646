"""Credits of a text: corrections in many wordings, and where markup says that a text comes from."""

import pytest

from headwater.documents import read
from headwater.documents.lexicon import CORRECTION, UPDATE
from headwater.documents.model import Document
from headwater.pages import Page


@pytest.mark.parametrize(
    "line",
    [
        "Correction: The weir is 90 years old, not 60.",
        "Correction, 5 March: The weir is 90 years old.",
        "An earlier version of this article misstated the age of the weir.",
        "An earlier version incorrectly said that the mill was flooded.",
        "Because of an editing error, an earlier version of this story gave the wrong day.",
        "The original version of this report said that nobody was hurt.",
        "Earlier versions of this story gave the wrong day.",
        "This story has since been corrected.",
        "This article was amended on 5 March 2031 to give the right age of the weir.",
        "This story was refiled on Tuesday to fix the spelling of a name.",
        "This version corrects the name of the river in the third paragraph.",
        "(Corrects the name of the river in paragraph 3)",
        "[Refiles to add a dropped word in the headline]",
        "We have corrected the age of the weir.",
        "We sincerely regret the error.",
        "The Lowland Post regrets the error.",
        "In einer früheren Fassung hieß es, die Mühle sei überflutet.",
        "Wir haben das Alter des Wehrs nachträglich berichtigt.",
        "Korrekturhinweis: Das Wehr ist 90 Jahre alt.",
        "Une version précédente de cet article donnait un autre âge.",
        "Cet article a été corrigé mardi.",
        "Una versión anterior de este texto daba otra edad.",
        "Este artículo ha sido corregido el martes.",
        "ERRAMOS: A represa tem 90 anos.",
        "In een eerdere versie van dit artikel stond een andere leeftijd.",
        "I en tidligere versjon av denne saken sto det noe annet.",
        "W pierwotnej wersji podaliśmy inny wiek.",
        "В предыдущей версии возраст был указан неверно.",
        "Düzeltme: Bent 90 yaşında.",
        "訂正：堰は90年前のものです。",
    ],
)
def test_a_correction_has_many_wordings(line: str) -> None:
    assert CORRECTION.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "Corrections and clarifications",
        "Corrections: if you find a mistake, tell us.",
        "Correction officers said that the prison was calm.",
        "The first version of the law was turned down in March.",
        "The original version of the bridge was made of wood.",
        "The council corrected the figures on Tuesday.",
        "The minister said that he regrets the error of his predecessor.",
        "Removes stains from wood and stone",
        "This story has been told many times.",
        "Wir haben den Bürgermeister gefragt.",
    ],
)
def test_what_only_sounds_like_a_correction(line: str) -> None:
    assert not CORRECTION.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "Update: The road is open again.",
        "UPDATE 3 – Ferry leaves harbour",
        "This is a developing story.",
        "Mise à jour : la route est rouverte.",
        "Dieser Artikel wird laufend aktualisiert.",
    ],
)
def test_an_update_with_news_is_no_correction(line: str) -> None:
    assert UPDATE.match(line)
    assert not CORRECTION.search(line)


# -- where a text comes from -------------------------------------------------------------------------------------------

OWN = "https://post.example/weir"


def stated(linked: str, head: str = "", url: str | None = OWN) -> Document:
    """A page of the Lowland Post with more in its linked data and its head."""
    publisher = '{"@type": "Organization", "name": "Lowland Post", "@id": "#post"}'
    data = f'{{"@type": "NewsArticle", "headline": "Weir broke", "publisher": {publisher}{linked}}}'
    script = f'<script type="application/ld+json">{data}</script>'
    html = f"<html><head>{script}{head}</head><h1>Weir broke</h1><p>The weir at Ostrel broke on Monday.</p></html>"
    return read(Page("weir.html", "html", html, url)).document


@pytest.mark.parametrize(
    ("linked", "agency"),
    [
        (', "sourceOrganization": {"@type": "Organization", "name": "Coast Wire"}', "Coast Wire"),
        (', "sourceOrganization": [{"name": "AFP"}]', "Agence France-Presse"),
        (', "sourceOrganization": {"name": "The Lowland Post"}', None),  # the page's own house
        (', "sourceOrganization": {"@id": "#post"}', None),
        (', "creditText": "AFP"', "Agence France-Presse"),
        (', "copyrightHolder": {"name": "Reuters"}', "Reuters"),
        (', "copyrightHolder": {"name": "Lowland Media Group"}', None),  # a group that owns the paper
        (', "copyrightNotice": "© 2031 dpa"', "Deutsche Presse-Agentur"),
        (', "sourceOrganization": 7, "creditText": {"name": []}', None),
    ],
)
def test_the_house_that_linked_data_credits(linked: str, agency: str | None) -> None:
    assert stated(linked).agency == agency


@pytest.mark.parametrize(
    ("linked", "head", "address", "agency"),
    [
        ("", '<link rel="canonical" href="https://wire.example/1">', "https://wire.example/1", None),
        ("", '<link rel="canonical" href="https://www.post.example/weir">', "https://www.post.example/weir", None),
        ("", '<meta name="syndication-source" content="https://wire.example/1">', "https://wire.example/1", None),
        (
            "",
            '<meta name="original-source" content="https://www.reuters.com/1">',
            "https://www.reuters.com/1",
            "Reuters",
        ),
        (', "isBasedOn": {"url": "https://wire.example/1"}', "", "https://wire.example/1", None),
        (', "isBasedOn": "https://post.example/other"', "", None, None),  # the same house
        (', "isBasedOn": "http://[bad"', '<meta name="original-source" content="Coast Wire">', None, None),
    ],
)
def test_where_a_text_first_stood(linked: str, head: str, address: str | None, agency: str | None) -> None:
    one = stated(linked, head)
    assert (one.canonical_url, one.agency) == (address, agency)


def test_a_page_without_an_address_is_at_home_where_its_canonical_link_is() -> None:
    head = '<link rel="canonical" href="https://post.example/weir">'
    assert stated("", head, None).canonical_url == OWN
    source = '<meta name="syndication-source" content="https://wire.example/1">'
    assert stated("", head + source, None).canonical_url == "https://wire.example/1"
