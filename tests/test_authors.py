"""Authors and headlines: what markup states, in whichever way, as a reader sees it; persons only, nothing invented."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.documents import Document, read
from headwater.documents.authors import Name, Site, line_persons, person, poster_name, site_of, split_names
from headwater.documents.headlines import choose_headline
from headwater.pages import Page

TITLE = "Weir gives way above Ostrel and floods the lower town"
BODY = """
<p>The old weir above Ostrel gave way late on Tuesday, sending a wave of brown water through the lower town.</p>
<p>Fire crews carried eleven people out of their houses by boat, the district council said in a statement.</p>
"""
ADDRESS = "https://www.lowlandpost.example/region/weir"


def page(head: str = "", byline: str = "", below: str = "") -> Document:
    markup = (
        f'<html><head><title>{TITLE} | Lowland Post</title><meta property="og:site_name" content="Lowland Post">{head}'
        f"</head><body><main><article><header><h1>{TITLE}</h1>{byline}</header>{BODY}</article>{below}</main></body>"
    )
    return read(Page("weir.html", "html", markup, ADDRESS)).document


def linked(author: Any, **more: Any) -> str:
    thing = {"@type": "NewsArticle", "headline": TITLE, "author": author, **more}
    return f'<script type="application/ld+json">{json.dumps(thing)}</script>'


@pytest.mark.parametrize(
    ("author", "persons"),
    [
        ({"@type": "Person", "name": "Ada Brink"}, ("Ada Brink",)),
        ([{"name": "Ada Brink"}, {"@type": "Person", "name": "Tom Vale"}], ("Ada Brink", "Tom Vale")),
        ([[{"name": "Ada Brink"}], "Tom Vale"], ("Ada Brink", "Tom Vale")),
        ("Ada Brink and Tom Vale", ("Ada Brink", "Tom Vale")),
        ({"@type": "Person", "name": ["Ada Brink", "Tom Vale"]}, ("Ada Brink", "Tom Vale")),
        ({"@type": "Person", "name": "By ADA BRINK, Staff Writer"}, ("Ada Brink",)),
        ({"@type": "Person", "name": "Lowland Post"}, ()),
        ({"@type": "Person", "name": "Lowland Post Sport"}, ()),
        ({"@type": "Person", "name": "Reuters"}, ()),
        ({"@type": "Organization", "name": "Harbour Works"}, ()),
        ({"@type": "Person", "name": "https://www.lowlandpost.example/ada-brink"}, ()),
        ({"@type": "Person", "name": "田中"}, ("田中",)),
        ({"name": None}, ()),
        (7, ()),
    ],
)
def test_linked_data_names_persons_in_many_ways(author: Any, persons: tuple[str, ...]) -> None:
    assert page(linked(author)).authors == persons


def test_an_address_in_linked_data_is_looked_up() -> None:
    graph = {"@graph": [
        {"@type": ["Article"], "headline": TITLE, "author": {"@id": "#ada"}},
        {"@type": "Person", "@id": "#ada", "name": "Ada Brink"},
    ]}  # fmt: skip
    assert page(f'<script type="application/ld+json">{json.dumps(graph)}</script>').authors == ("Ada Brink",)


@pytest.mark.parametrize(
    "raw",
    [
        '{"@type": "NewsArticle", "headline": "%s", "author": [{"name": "Ada Brink",},],}',
        '{"@type": "WebSite"} {"@type": "NewsArticle", "headline": "%s", "author": "Ada Brink"};',
        '[{"@type": "NewsArticle", "headline": "%s", "author": "Ada Brink", "about": "two\nlines"}]',
        '<!-- {"@type": "NewsArticle", "headline": "%s", "author": "Ada Brink"} -->',
    ],
)
def test_broken_linked_data_is_read_as_far_as_it_goes(raw: str) -> None:
    assert page(f'<script type="application/ld+json">{raw % TITLE}</script>').authors == ("Ada Brink",)


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="author" content="Ada Brink">',
        '<meta property="article:author" content="Ada Brink / Reporter">',
        '<meta name="dc.creator" content="Brink, Ada">',
        '<meta name="author" content="desk@lowlandpost.example"><meta name="parsely-author" content="Ada Brink">',
        '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Brink">',
    ],
)
def test_meta_elements_name_authors(head: str) -> None:
    assert page(head).authors == ("Ada Brink",)


@pytest.mark.parametrize(
    "byline",
    [
        '<p class="article-byline">By Ada Brink</p>',
        '<a rel="author" href="/ada">Ada Brink</a>',
        '<span itemprop="author"><span itemprop="name">Ada Brink</span>, Editor</span>',
        '<div data-testid="author">Von<a href="/ada">Ada Brink</a></div>',
        '<div class="autor"><b>Ada Brink</b><i>Redakteurin</i></div>',
        "<p>di Ada Brink, Ostrel</p>",
        "<div><i>Von: </i><b>Ada Brink</b></div>",
        '<a rel="author">Ada Brink <span>Ada Brink</span></a>',
    ],
)
def test_elements_beside_the_headline_name_authors(byline: str) -> None:
    assert page(byline=byline).authors == ("Ada Brink",)


@pytest.mark.parametrize(
    ("byline", "below"),
    [
        ("", '<div class="teaser"><span class="author">Tom Vale</span></div>'),
        ("", '<div><p><i class="author">Tom Vale</i></p></div><div><p><i class="author">Ina Falk</i></p></div>'),
        ("", '<ol class="comments"><li class="comment-author">Tom Vale</li></ol>'),
        ('<p class="byline">By Lowland Post Newsroom</p>', '<div class="related"><i>By Tom Vale</i></div>'),
        ('<p class="byline">Photo: Tom Vale</p>', ""),
        ('<p class="byline">Published on 4 March 2031</p>', ""),
        ('<p class="author">View All Posts</p>', ""),
        ("", "<div><u>Author: </u>Tom Vale</div>"),
    ],
)
def test_nobody_is_invented(byline: str, below: str) -> None:
    assert page(byline=byline, below=below).authors == ()


def test_a_longer_byline_completes_linked_data_and_another_one_does_not_replace_it() -> None:
    stated = linked({"@type": "Person", "name": "Tom Vale"})
    both = '<div class="byline"><a rel="author">Ada Brink</a><a rel="author">Tom Vale</a></div>'
    assert page(stated, both).authors == ("Ada Brink", "Tom Vale")
    assert page(stated, '<a rel="author">Ada Brink</a>').authors == ("Tom Vale",)


def test_an_agency_in_an_author_field_is_credited_as_one() -> None:
    one = page(linked([{"@type": "Person", "name": "Ada Brink"}, {"@type": "Person", "name": "Reuters"}]))
    assert (one.authors, one.agency) == (("Ada Brink",), "Reuters")


def test_a_site_may_be_called_as_its_author() -> None:
    own = site_of("https://adabrink.example/weir", "Ada Brink")
    assert person(Name("Ada Brink"), own) == "Ada Brink"
    assert person(Name("Ada Brink Media"), own) is None
    assert person(Name("Hill FM"), Site("hillfm")) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Von Ada Brink, Tom Vale und Ina Falk", ["Ada Brink", "Tom Vale", "Ina Falk"]),
        ("Ein Kommentar von Ada Brink", ["Ada Brink"]),
        ("By Ada Brink and Tom Vale For The Hill Courier", ["Ada Brink", "Tom Vale"]),
        ("Ada Brink (dpa)", ["Ada Brink"]),
        ("por Ada Brink y Tom Vale", ["Ada Brink", "Tom Vale"]),
        ("Ada Brink in Ostrel", ["Ada Brink"]),
        ("https://lowlandpost.example/ada", []),
        ("", []),
    ],
)
def test_names_are_split(text: str, names: list[str]) -> None:
    assert split_names(text) == names


def test_lines_and_posters() -> None:
    assert line_persons("Von Ada Brink") == ("Ada Brink",)
    assert line_persons("Ada Brink") == line_persons("Author: Ada Brink") == ()
    assert poster_name("posted by heron") == poster_name("heron") == "heron"
    assert poster_name("Published on") is poster_name(TITLE, TITLE) is None


# -- headlines ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stated", "metas", "headings", "title", "headline"),
    [
        (TITLE, [], [], None, TITLE),
        (None, [f"{TITLE} | Lowland Post"], [TITLE], None, TITLE),
        (None, [f"{TITLE} - Region - Lowland Post"], [TITLE], None, TITLE),
        (None, [f"{TITLE} » LOWLANDPOST.example"], [], None, TITLE),
        (None, [], [], f"{TITLE} – Lowland Post", TITLE),
        (None, [], ["Lowland Post", TITLE], f"{TITLE} | Lowland Post", TITLE),
        (f"Flood: {TITLE}", [TITLE], [TITLE], None, TITLE),
        ("Flood - a weir breaks", ["Flood: a weir breaks"], [], "Flood: a weir breaks | x", "Flood: a weir breaks"),
        ("Weir Ostrel flood", [TITLE], [TITLE], "Weir Ostrel flood | Lowland Post", TITLE),
        ("The weir - a warning unheard", [], [], None, "The weir - a warning unheard"),
        (None, [], [], None, None),
    ],
)
def test_the_headline_is_told_without_the_site(
    stated: str | None, metas: list[str], headings: list[str], title: str | None, headline: str | None
) -> None:
    assert choose_headline(stated, metas, headings, title, ("lowlandpost",)) == headline


@given(st.text(), st.text(), st.text())
def test_odd_names_and_headlines_are_read(a: str, b: str, c: str) -> None:
    split_names(a)
    line_persons(f"By {a}")
    assert choose_headline(a or None, [b] if b else [], [c], a + b or None, (c,)) is not None or not (a or b or c)
