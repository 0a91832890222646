"""Headlines: the one a page means, without the site's name, whole, and as the page shows it."""

import pytest

from headwater.documents import read
from headwater.documents.headlines import choose_headline, is_outvoted
from headwater.pages import Page

WEIR = "Weir at Ostrel broke"
POST = ("lowlandpost",)


@pytest.mark.parametrize(
    ("stated", "metas", "headings", "title", "chosen"),
    [
        (WEIR, [f"{WEIR} | Lowland Post"], [WEIR], None, WEIR),
        (None, [f"{WEIR} | Lowland Post"], [], None, WEIR),  # a part that is the site's
        (f"{WEIR} | Sport", [WEIR], [WEIR], None, WEIR),  # … or that two of three leave out
        (f"{WEIR} – live", [f"{WEIR} – live"], [WEIR], None, f"{WEIR} – live"),  # the heading alone is shorter
        (f"{WEIR} – live", [WEIR], [f"{WEIR} – live"], None, f"{WEIR} – live"),
        (None, [], [WEIR], f"{WEIR} - Politics", WEIR),  # a title always has parts behind
        (None, [f"Opinion | {WEIR}"], [WEIR], None, WEIR),  # a section before it
        (f"{WEIR} on …", [f"{WEIR} on Monday night"], [], None, f"{WEIR} on Monday night"),  # broken off
        (f"{WEIR} …", ["Something else"], [], None, f"{WEIR} …"),
        (f"Flood: {WEIR}", [WEIR], [WEIR], None, WEIR),  # a kicker that the page shows apart
        (f"Flood: {WEIR}", [f"Flood: {WEIR}"], [WEIR], None, f"Flood: {WEIR}"),
        (None, [], [], None, None),
    ],
)
def test_one_headline_is_chosen(
    stated: str | None, metas: list[str], headings: list[str], title: str | None, chosen: str | None
) -> None:
    assert choose_headline(stated, metas, headings, title, POST) == chosen


def test_linked_data_alone_is_outvoted() -> None:
    other = "Harbour wall gives way"
    assert is_outvoted(WEIR, [other, f"{other} | Post"], [other], f"{other} - Post")
    assert not is_outvoted(WEIR, [other], [other], other)  # one meta element is no second voice
    assert not is_outvoted(WEIR, [other, WEIR], [other], other)
    assert not is_outvoted(WEIR, [other, other], [], other)
    assert not is_outvoted(f"Flood: {other}", [other, other], [other], other)  # the same headline with a kicker
    misread = "Mauer in GrÃ¼nau bricht"
    assert not is_outvoted("Mauer in Grünau bricht", [misread, misread], [misread], misread)


def page(alternative: str) -> str | None:
    """The headline of a page that shows one headline and states another in its linked data."""
    shown = "Harbour wall gives way"
    told = f'{{"@type": "NewsArticle", "headline": "{WEIR}"{alternative}}}'
    metas = "".join(f'<meta property="{key}" content="{shown}">' for key in ("og:title", "twitter:title"))
    linked = f'<script type="application/ld+json">{told}</script>'
    html = f"<html><head><title>{shown}</title>{metas}{linked}</head><h1>{shown}</h1><p>It broke on Monday.</p></html>"
    return read(Page("weir.html", "html", html)).document.headline


def test_an_article_that_keeps_another_headline_apart_means_the_one_it_states() -> None:
    assert page("") == "Harbour wall gives way"
    assert page(', "alternativeHeadline": "Wall down"') == WEIR


def test_of_several_articles_the_one_that_is_headed_as_the_page_is_is_read() -> None:
    other = '{"@type": "NewsArticle", "headline": "Harbour wall gives way", "articleSection": "Coast"},'
    own = f'{{"@type": "NewsArticle", "headline": "{WEIR}"}}'
    html = f'<h1>{WEIR}</h1><script type="application/ld+json">[{other}{own}]</script><p>It broke on Monday.</p>'
    one = read(Page("weir.html", "html", html)).document
    assert (one.headline, one.section) == (WEIR, None)
