"""Credits of a text: corrections in many wordings, where markup says that it comes from, newsrooms by their form."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from headwater.documents import read, step
from headwater.documents.lexicon import CORRECTION, UPDATE
from headwater.documents.model import Document
from headwater.documents.newsrooms import Place, house_spelt, is_own, newsroom_named, own_names
from headwater.engine import LocalEngine
from headwater.pages import Page
from headwater.pages.model import Form
from headwater.records import to_table


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


# -- newsrooms that no table holds -------------------------------------------------------------------------------------

HEADLINE = "Weir breaks above Ostrel after a week of rain"
ACCOUNT = (
    "The old weir above the town gave way on Monday night after a week of rain, the river board said in a statement.",
    "Engineers had warned for years that the timber was rotten, and the council had put off the repair three times.",
    "Nobody was hurt, but two mills stand under water and the road to the south is closed until further notice.",
    "The board will meet on Thursday to decide whether the weir is to be built again or given up for good.",
)


def printed(*lines: str, form: Form = "text", url: str | None = OWN.replace("post", "lowlandpost")) -> Document:
    """A page of the Lowland Post that prints these lines under its headline."""
    shown = "\n\n".join((HEADLINE, *lines))
    markup = f"<body><article><h1>{HEADLINE}</h1>{''.join(f'<p>{line}</p>' for line in lines)}</article></body>"
    return read(Page("weir", form, shown if form == "text" else markup, url)).document


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize(
    ("opening", "agency", "place"),
    [
        ("OSTREL (Vuxhem News Agency) – ", "Vuxhem News Agency", "OSTREL"),
        ("OSTREL, March 4 (Vuxhem News Agency) -- ", "Vuxhem News Agency", "OSTREL"),
        ("(The Vuxhem News Agency) — ", "Vuxhem News Agency", None),
        ("OSTREL (Vuxhem News Agency/VNA) — ", "Vuxhem News Agency", "OSTREL"),
        ("OSTREL, March 4 /Vuxhem Newswire/ -- ", "Vuxhem Newswire", "OSTREL"),
        ("OSTREL [Vuxhem Press] – ", "Vuxhem Press", "OSTREL"),
        ("OSTREL (Agence Vuxhem Presse) — ", "Agence Vuxhem Presse", "OSTREL"),
        ("Ostrel – Vuxhem News Agency – ", "Vuxhem News Agency", "Ostrel"),
        ("Ostrel via Vuxhem Wire Service — ", "Vuxhem Wire Service", "Ostrel"),
        ("Vuxhem News Agency — ", "Vuxhem News Agency", None),
        ("OSTREL (Old Town) — ", None, None),
        ("The Vuxhem News Agency reported on Monday that ", None, None),
        ("According to Vuxhem Newswire, ", None, None),
        ("Vuxhem News Agency – the oldest of the valley – will close. ", None, None),
        ("The mill (Vuxhem Press) has closed. ", None, None),
    ],
)
def test_a_dateline_credits_a_newsroom(opening: str, agency: str | None, place: str | None, form: Form) -> None:
    one = printed("4 March 2031", opening + ACCOUNT[0], *ACCOUNT[1:], form=form)
    assert one.agency == agency
    assert place is None or one.dateline == place


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("By Vuxhem Press Service", "Vuxhem Press Service"),
        ("By Ada Brink, Vuxhem News Agency", "Vuxhem News Agency"),
        ("By Ada Brink / Vuxhem Newswire", "Vuxhem Newswire"),
        ("Ada Brink | Vuxhem News Service", "Vuxhem News Service"),
        ("Vuxhem News Service", "Vuxhem News Service"),
        ("By Vuxhem Vale Press", "Vuxhem Vale Press"),
        ("Source: Vuxhem Newswire", "Vuxhem Newswire"),
        ("Von der Nachrichtenagentur Vuxhem", "Nachrichtenagentur Vuxhem"),
        ("Agencia Vuxhem", "Agencia Vuxhem"),
        ("By Vuxhem Press", None),  # may be a person
        ("By Lowland Post News Service", None),  # the page's own
        ("By Local News Desk", None),
        ("By Staff and Wire Services", None),
        ("Breaking News", None),
        ("From Vuxhem News Agency to the mill, the town is under water and nobody knows what will come.", None),
    ],
)
def test_a_line_above_the_account_credits_a_newsroom(line: str, agency: str | None, form: Form) -> None:
    assert printed(line, "4 March 2031", *ACCOUNT, form=form).agency == agency


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("Source: Vuxhem Press", "Vuxhem Press"),
        ("(Source: Vuxhem Newswire)", "Vuxhem Newswire"),
        ("(Vuxhem Press Agency)", "Vuxhem Press Agency"),
        ("— Vuxhem News Service", "Vuxhem News Service"),
        ("Quelle: Vuxhemer Nachrichtenagentur", "Vuxhemer Nachrichtenagentur"),
        ("Fuente: Agencia Vuxhem", "Agencia Vuxhem"),
        ("© 2031 Vuxhem News Service. All rights reserved.", "Vuxhem News Service"),
        ("Distributed by Vuxhem Content Agency", "Vuxhem Content Agency"),
        ("With files from Vuxhem News Service", "Vuxhem News Service"),
        ("Vuxhem News Agency contributed to this report.", "Vuxhem News Agency"),
        ("Ada Brink of the Vuxhem News Agency contributed to this report.", "Vuxhem News Agency"),
        ("This article originally appeared on Vuxhem Monitor.", "Vuxhem Monitor"),
        ("This story was originally published by the Vuxhem Monitor and is republished here.", "Vuxhem Monitor"),
        ("Originally published in Vuxhem Monitor on 3 March 2031", "Vuxhem Monitor"),
        ("The post Weir breaks appeared first on Vuxhem Monitor.", "Vuxhem Monitor"),
        ("Dieser Artikel erschien zuerst im Vuxhemer Boten.", "Vuxhemer Boten"),
        ("Cet article a été initialement publié sur Vuxhem Matin.", "Vuxhem Matin"),
        ("Este artículo se publicó originalmente en Vuxhem Hoy.", "Vuxhem Hoy"),
        ("© 2031 Lowland Post News Service", None),
        ("This article originally appeared on Lowland Post.", None),
        ("This article was originally published on 3 March 2031.", None),
        ("This article was first published in March.", None),
        ("The report was first published by the ministry and found that nobody had looked.", None),
        ("The article appeared in the Vuxhem Gazette, where the mayor had worked, and he answered it.", None),
        ("Source: River Protection Agency", None),
        ("Fuente: Agencia Tributaria", None),
        ("Photo: Vuxhem News Agency", None),
        ("Vuxhem News Agency", None),
        ("“Nobody listened,” the miller told Vuxhem News Agency.", None),
    ],
)
def test_a_line_below_the_account_credits_a_newsroom(line: str, agency: str | None, form: Form) -> None:
    assert printed("4 March 2031", *ACCOUNT, line, form=form).agency == agency


@pytest.mark.parametrize("form", ["text", "html"])
@pytest.mark.parametrize(
    ("end", "agency"),
    [
        (" (Vuxhem Press Agency)", "Vuxhem Press Agency"),
        (" — Vuxhem News Service", "Vuxhem News Service"),
        (" (Old Mill)", None),
        (" “Nobody listened,” the miller told Vuxhem News Agency.", None),
    ],
)
def test_a_newsroom_closes_the_account(end: str, agency: str | None, form: Form) -> None:
    assert printed("4 March 2031", *ACCOUNT[:3], ACCOUNT[3] + end, form=form).agency == agency


def test_a_rights_line_is_the_pages_own_where_its_house_is_unknown() -> None:
    assert printed(*ACCOUNT, "© 2031 Vuxhem News Service", url=None).agency is None


@pytest.mark.parametrize(
    ("name", "place", "newsroom"),
    [
        ("the Vuxhem News Agency (VNA)", "line", "Vuxhem News Agency"),
        ("VUXHEM NEWS AGENCY", "line", "VUXHEM NEWS AGENCY"),
        ("News Agency of the Vale", "line", "News Agency of the Vale"),
        ("Vuxhem Haber Ajansı", "line", "Vuxhem Haber Ajansı"),
        ("информационное агентство Вуксем", "line", "информационное агентство Вуксем"),
        ("Vuxhem News", "line", None),
        ("Vuxhem News", "byline", None),
        ("Vuxhem News", "brackets", "Vuxhem News"),
        ("Local News", "brackets", None),
        ("The Press", "brackets", None),
        ("Our News Service", "brackets", None),
        ("Ada Brink, Vuxhem News Agency", "byline", None),
        ("Ada BrinkThe Vuxhem News Agency", "byline", None),
        ("Agence nationale des rivières", "brackets", None),
        ("a man of the Vuxhem News Agency", "line", None),
        ("", "brackets", None),
    ],
)
def test_a_newsroom_is_known_by_the_form_of_its_name(name: str, place: Place, newsroom: str | None) -> None:
    assert newsroom_named(name, place) == newsroom


@given(st.text(max_size=80))
def test_whatever_is_a_newsroom_is_a_part_of_what_was_asked(name: str) -> None:
    found = newsroom_named(name, "brackets")
    assert found is None or found in " ".join(name.split())


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("Vuxhem News Agency", True),
        ("Vuxhem Press", True),
        ("Ostrel News Agency", False),
        ("Vale Newswire", False),
    ],
)
def test_a_house_is_known_by_its_host_its_name_and_its_letters(name: str, own: bool) -> None:
    assert is_own(name, own_names("https://www.vuxhem.example/1", None)) == own
    assert is_own("Vale Upland News Agency", own_names("https://vuna.example/1", None))


def test_a_page_in_one_line_has_its_dateline_behind_its_furniture() -> None:
    furniture = (
        "Lowland Post – from a back room of the mill. We set cookies; read on to agree. Weir breaks above Ostrel"
    )
    line = " ".join([furniture, "Updated 4 March 2031, 7:09", f"OSTREL (Vuxhem Newswire) – {' '.join(ACCOUNT * 3)}"])
    one = read(Page("weir", "text", line, OWN)).document
    assert (one.agency, one.dateline) == ("Vuxhem Newswire", "OSTREL")
    cited = line.replace("OSTREL (Vuxhem Newswire) – ", "").replace("the river board", "Vuxhem Newswire – their own –")
    assert read(Page("weir", "text", cited, OWN)).document.agency is None


def heap(*bylines: str) -> dict[str, str | None]:
    """The agencies of pages, by their bylines; beside them one that credits the Vuxhem Press in its dateline."""
    account = (f"OSTREL (Vuxhem Press) – {ACCOUNT[0]}", *ACCOUNT[1:])
    shown = {"dateline": "\n\n".join((HEADLINE, "4 March 2031", *account))}
    shown |= {b: "\n\n".join((HEADLINE, b, "4 March 2031", *ACCOUNT)) for b in bylines}
    pages = [Page(k, "text", v, f"https://paper{n}.example/1") for n, (k, v) in enumerate(shown.items())]
    made = step(LocalEngine(), {"pages": to_table(Page, pages)})["documents"]
    return dict(zip(made["source"].to_pylist(), made["agency"].to_pylist(), strict=True))


def test_a_byline_names_the_newsroom_that_another_page_credits() -> None:
    found = heap("By Vuxhem Press", "By Ada Press")
    assert found == {"dateline": "Vuxhem Press", "By Vuxhem Press": "Vuxhem Press", "By Ada Press": None}


def test_a_source_is_the_accounts_though_a_prompt_stands_between() -> None:
    prompt = "Receive our morning letter by e-mail, without charge: enter your address and confirm it."
    assert printed("4 March 2031", *ACCOUNT, prompt, "Source: Vuxhem Newswire").agency == "Vuxhem Newswire"
    shown = "Photo: The mill of the lower valley"
    assert printed("4 March 2031", *ACCOUNT, shown, "Source: Vuxhem Newswire").agency is None


@given(st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), min_size=1, max_size=4), st.integers(0, 99))
def test_a_house_is_called_as_its_page_spells_the_name_of_its_host(words: list[str], number: int) -> None:
    assume(not {"Home", "Sport", "All", "In"} & set(words))
    name, label = " ".join(words), "-".join(words).lower()
    lines = ["Home | Sport", f"© {name}, all of it", "in small letters: " + name.lower()]
    for host in (f"www.{label}.example", f"news.{label}{number}.co.uk", f"{''.join(words).lower()}.example"):
        assert house_spelt(f"https://{host}/1", lines) == name
        assert house_spelt(f"https://{host}/1", lines[:1] + lines[2:]) is None
    assert house_spelt(f"https://anna.{label}.example/1", lines) is None
    assert house_spelt(None, lines) is None


def test_a_house_is_named_by_the_title_of_its_page_where_nothing_else_names_it() -> None:
    html = "<html><head><title>Lock gates jam – The Lowland Post</title></head><body><p>{}</p></body></html>"
    for host, name in (("www.thelowlandpost.example", "The Lowland Post"), ("www.upland.example", None)):
        page = Page("a", "html", html.format("Two barges are stuck above the lock. " * 9), f"https://{host}/1")
        assert read(page).document.publisher == name
