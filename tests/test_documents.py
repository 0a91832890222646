"""Documents: a page's text is kept to the letter, and every line of it gets a label."""

from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.documents import Document, Reading, bodies, read, step
from headwater.documents.agencies import agency_named
from headwater.documents.calendar import dates_in, iso
from headwater.documents.credits import read_byline, read_dateline
from headwater.documents.stamps import own_day
from headwater.engine import LocalEngine
from headwater.pages import Given, Page
from headwater.records import Fault, from_table, to_table

PARAGRAPHS = (
    "The old weir above Ostrel gave way late on Tuesday, sending a wave of brown water through the lower town.",
    "Fire crews carried eleven people out of their houses by boat, the district council said in a statement.",
    "“We heard a bang and then the garden was gone,” said Mira Dolan, who keeps the bakery beside the mill.",
    "Engineers had warned in the spring that the wooden piles were rotten, but the repair was put off for a year.",
)
TITLE = "Weir gives way above Ostrel and floods the lower town"


def text_of(*lines: str) -> Page:
    return Page("page.txt", "text", "\n".join(lines))


def labels(reading: Reading) -> dict[str, str]:
    text = reading.document.text
    return {text[b.start : b.end]: b.label if b.detail is None else f"{b.label}/{b.detail}" for b in reading.blocks}


def body(reading: Reading) -> list[str]:
    return [reading.document.text[b.start : b.end] for b in reading.blocks if b.label == "body"]


# -- plain text --------------------------------------------------------------------------------------------------------


def test_a_heading_that_is_the_last_line_of_its_page_is_read() -> None:
    prose = "<p>Two barges laden with gravel have been stuck above the lock at Ostrel since early on Monday.</p>" * 3
    for top in ("", "Lock gates jam in the frost at Ostrel"):
        head = f"<head><title>{top}</title></head>"
        page = f"<html>{head}<body><p>{top}</p>{prose}<h1>Lock gates jam in the frost at Ostrel</h1></body></html>"
        assert read(Page("a", "html", page)).document.text


def test_notices_above_the_heading_of_a_short_account_are_no_part_of_it() -> None:
    """Longer than the account they may be, where a date or a byline stands right under its heading."""
    notices = (
        "The Weir Post keeps small files on your machine so that you stay signed in while you read on.",
        "Parts of this page need a younger browser, and pictures may be missing. Ask our help desk if it seems wrong.",
        "The Weir Post – printed on both banks since the great frost.",
    )
    account = """Two barges laden with gravel have been stuck above the lock at Ostrel since early on Monday. The
        keeper said that ice had bent the lower hinge, and that a new one was being forged in Vell."""
    account = " ".join(account.split())
    above = "".join(f"<div>{n}</div>" for n in notices)
    for under in ("Published 4 March 2031, 09:10", "By Anna Orlin"):
        page = f"<html><body><header>{above}</header><article><h1>Lock gates jam in the frost</h1><p>{under}</p>"
        found = read(Page("a", "html", f"{page}<p>{account}</p></article></body></html>", "https://weir.example/1"))
        assert [found.document.text[b.start : b.end] for b in found.blocks if b.label == "body"] == [account]


def test_an_article_is_found_among_its_furniture() -> None:
    reading = read(
        text_of(
            f"Home » Region{TITLE} | Lowland Post", TITLE, "By Ada Brink and Tom Vale | 4 March 2031 | 3 comments",
            PARAGRAPHS[0], PARAGRAPHS[1], "ALSO READ", "Ferry line to close in autumn after all",
            "Council votes to keep the night bus", PARAGRAPHS[2],
            "Sign up here for our morning newsletter, free of charge!",
            "A warning unheard", PARAGRAPHS[3], "Correction: An earlier version gave the wrong day.",
            "Most read", "- Goose stops traffic on the ring road", "- Ten soups for cold evenings", "12 visitors",
        )
    )  # fmt: skip
    assert body(reading) == [PARAGRAPHS[0], PARAGRAPHS[1], PARAGRAPHS[2], "A warning unheard", PARAGRAPHS[3]]
    said = labels(reading)
    assert said[TITLE] == "title"
    assert said["By Ada Brink and Tom Vale | 4 March 2031 | 3 comments"] == "byline"
    assert said["Council votes to keep the night bus"] == "furniture/related"
    assert said["Sign up here for our morning newsletter, free of charge!"] == "furniture/newsletter"
    assert said["Correction: An earlier version gave the wrong day."] == "note/correction"
    assert said["- Goose stops traffic on the ring road"] == "furniture/ranking"
    one = reading.document
    assert (one.headline, one.authors, one.publisher) == (TITLE, ("Ada Brink", "Tom Vale"), "Lowland Post")
    assert one.date_published is not None
    assert one.date_published.value == "2031-03-04"
    assert (one.kind, one.language) == ("article", "en")


def test_a_scrapers_clock_is_no_publication_date() -> None:
    reading = read(text_of(TITLE, "Access time: 2033-01-09 04:10:11", *PARAGRAPHS))
    (stamp,) = reading.stamps
    assert (stamp.kind, stamp.value) == ("displayed", "2033-01-09T04:10:11")
    assert reading.document.date_published is None


def test_a_relative_age_stays_without_a_value() -> None:
    (stamp,) = read(text_of(TITLE, "5 weeks ago", *PARAGRAPHS)).stamps
    assert (stamp.kind, stamp.raw, stamp.value) == ("relative", "5 weeks ago", None)


def test_a_dateline_is_parted_from_the_body_and_credits_the_agency() -> None:
    reading = read(text_of(TITLE, f"OSTREL (Reuters) — {PARAGRAPHS[0]}", *PARAGRAPHS[1:]))
    assert body(reading)[0] == PARAGRAPHS[0]
    assert (reading.document.dateline, reading.document.agency) == ("OSTREL", "Reuters")


def test_a_second_story_on_the_page_is_furniture() -> None:
    other = "Night bus keeps its route through the hills"
    more = "The council voted on Monday to keep the night bus, which had been losing money for years."
    reading = read(text_of(TITLE, *PARAGRAPHS, other, "By Jon Marsh", "March 5, 2031", more))
    assert body(reading) == list(PARAGRAPHS)
    assert labels(reading)[other] == "furniture/next_article"


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\r\n", "\r\n\r\n"])
def test_line_ends_and_blank_lines_change_no_label(blank: str) -> None:
    page = Page("p", "text", blank.join((TITLE, "By Ada Brink", *PARAGRAPHS, "Related", "- Ten soups for cold days")))
    reading = read(page)
    assert reading.document.text == page.content
    assert body(reading) == list(PARAGRAPHS)


def test_text_given_as_body_is_all_body() -> None:
    reading = read(Page("p#1", "body", "Subscribe now.\nIt broke.\n\nRelated", given=Given(id="k", headline="Weir")))
    assert body(reading) == ["Subscribe now.\nIt broke.", "Related"]
    assert (reading.document.id, reading.document.headline) == ("k", "Weir")


def test_a_headline_alone_is_a_title() -> None:
    reading = read(Page("p#1", "headline", TITLE, given=Given(headline=TITLE)))
    assert labels(reading) == {TITLE: "title"}


def test_a_short_post_quoted_inside_an_account_opens_no_second_story() -> None:
    quoted = ("Rotten since the spring, and we all said so", "— Otter (@otter) March 3, 2031")
    below = (
        "The council had put off the repair because the money was needed for the new bridge, the mayor said.",
        "She told reporters that a crane would lift the broken piles out of the river before the week was over.",
        "Until then the road along the mill stays closed, and the school bus takes the way over the hill.",
    )
    reading = read(text_of(TITLE, *PARAGRAPHS, *quoted, *below))
    assert body(reading)[-3:] == list(below)


# -- threads -----------------------------------------------------------------------------------------------------------

NUMBERED = (
    TITLE, "Posted by: heron • 2 years ago • 3 replies", *PARAGRAPHS, "Discussion",
    "#1 otter 2 years ago", "They were told about those piles in the spring.", "Reply",
    "#1.1 heron replied to otter @1 2 years ago", "They were told about those piles in the spring.",
    "And nobody listened.", "Reply",
    "#2 marten 1 year ago", PARAGRAPHS[3], "This is the whole scandal.", "Reply",
)  # fmt: skip


def comments(reading: Reading) -> list[tuple[str, str | None, str | None, str]]:
    text = reading.document.text
    return [(c.id, c.author, c.parent, text[c.start : c.end]) for c in reading.comments]


def test_numbered_comments_make_a_tree_with_quotes() -> None:
    reading = read(text_of(*NUMBERED))
    assert body(reading) == list(PARAGRAPHS)
    assert comments(reading) == [
        ("1", "otter", None, "They were told about those piles in the spring."),
        ("1.1", "heron", "1", "They were told about those piles in the spring.\nAnd nobody listened."),
        ("2", "marten", None, f"{PARAGRAPHS[3]}\nThis is the whole scandal."),
    ]
    quotes = [(reading.document.text[q.start : q.end], q.of) for c in reading.comments for q in c.quotes]
    assert quotes == [("They were told about those piles in the spring.", "1"), (PARAGRAPHS[3], "article")]
    assert reading.document.authors == ("heron",)
    assert labels(reading)["Reply"] == "comment_meta"


def test_names_link_comments_where_there_are_no_numbers() -> None:
    reading = read(
        text_of(
            TITLE, *PARAGRAPHS,
            "Ina Falk wrote:", "We moved up the hill in time.",
            "Oskar Dunn wrote:", "Good to hear that you are safe.",
            "Ina Falk replied to Oskar Dunn on 5 March 2031:", "Thank you, it was close.",
        )
    )  # fmt: skip
    assert comments(reading)[2][1:3] == ("Ina Falk", "2")
    assert body(reading) == list(PARAGRAPHS)


def test_indentation_links_comments_where_nothing_else_does() -> None:
    reading = read(
        text_of(
            TITLE, *PARAGRAPHS,
            "otter · 3 hours ago", "The piles were rotten, I saw them.",
            "    heron · 2 hours ago", "    So did I, last summer.",
            "marten · 1 hour ago", "Nobody asked the anglers.",
        )
    )  # fmt: skip
    assert [c.parent for c in reading.comments] == [None, "1", None]


def test_a_name_above_the_date_is_the_author() -> None:
    reading = read(
        text_of(TITLE, *PARAGRAPHS, "otter", "3 March 2031", "It was rotten all along.",
                "heron", "4 March 2031", "We told them so in the spring.")
    )  # fmt: skip
    assert [(c.author, c.date_raw) for c in reading.comments] == [("otter", "3 March 2031"), ("heron", "4 March 2031")]


def test_links_with_dates_are_no_thread() -> None:
    reading = read(
        text_of(TITLE, *PARAGRAPHS, "Latest news", "Ferry line to close 3 hours ago", "Night bus saved 5 hours ago")
    )
    assert reading.comments == ()


def test_an_account_under_its_own_date_is_no_comment() -> None:
    begging = "Readers pay for this paper, and their gifts keep its reporters on the road every day."
    page = text_of(
        begging,
        "Give now",
        TITLE,
        "Ada Brink 4 March 2021 08:00",
        *PARAGRAPHS,
        "Otto Falk 4 March 2021 09:10",
        "I saw it from the bridge, and nobody had warned us at all.",
        "Vera Lund 4 March 2021 09:40",
        "My cellar is full of water since Monday night.",
    )
    reading = read(page)
    assert set(PARAGRAPHS) <= set(body(reading))
    assert [(author, words) for _, author, _, words in comments(reading)] == [
        ("Otto Falk", "I saw it from the bridge, and nobody had warned us at all."),
        ("Vera Lund", "My cellar is full of water since Monday night."),
    ]


def test_an_opening_post_is_body_and_its_poster_an_author() -> None:
    question = "I walked past it on Sunday and the piles looked rotten to me. Does anybody know more?"
    reading = read(
        text_of(
            "Is the weir at Ostrel safe?",
            "otter wrote:", question,
            "heron wrote:", "My cousin works there and says the repair was put off.",
        )
    )  # fmt: skip
    assert body(reading) == [question]
    assert reading.document.authors == ("otter",)
    assert [c.author for c in reading.comments] == ["heron"]
    assert reading.document.kind == "forum"


BOARD = (
    "Lowland Anglers", "Board index", "Rotten piles at Ostrel", "3 posts",
    "by otter » 3 March 2031, 9:31 pm", "From the Post tonight:", *PARAGRAPHS,
    "Re: Rotten piles at Ostrel", "by heron » 4 March 2031, 8:02 am", "They told nobody at the mill about it.",
    "Re: Rotten piles at Ostrel", "by marten » 4 March 2031, 9:15 am",
    "heron wrote:", "    They told nobody at the mill about it.", "Nor at the bakery, as far as I know.",
    "Re: Rotten piles at Ostrel", "by heron » 5 March 2031, 7:40 am",
    "marten wrote:", "    Nor at the bakery, so far as I heard.", "Then who was it that they told?",
    "Back to Waters", "Reading now: otter and 4 guests",
)  # fmt: skip


def test_on_a_board_a_bare_name_announces_a_quotation() -> None:
    reading = read(text_of(*BOARD))
    assert body(reading) == list(PARAGRAPHS)
    quoted = ["They told nobody at the mill about it.", "Nor at the bakery, so far as I heard."]
    assert comments(reading) == [
        ("2", "heron", None, quoted[0]),
        ("3", "marten", "2", f"{quoted[0]}\nNor at the bakery, as far as I know."),
        ("4", "heron", "3", f"{quoted[1]}\nThen who was it that they told?"),
    ]
    quotes = [(reading.document.text[q.start : q.end], q.of) for c in reading.comments for q in c.quotes]
    assert quotes == [(quoted[0], "2"), (quoted[1], "3")]
    said = labels(reading)
    assert said["heron wrote:"] == "comment_meta"
    assert said["From the Post tonight:"] == "quote_prompt"
    assert said["Back to Waters"] == said["Reading now: otter and 4 guests"] == "furniture/other"
    assert (reading.document.headline, reading.document.authors) == ("Rotten piles at Ostrel", ("otter",))


def test_letters_set_apart_announce_a_quotation() -> None:
    page = text_of(TITLE, "By Ada Brink", "== Q U O T E ==", *PARAGRAPHS)
    assert labels(read(page))["== Q U O T E =="] == "quote_prompt"


def test_a_few_plain_sentences_are_body_altogether() -> None:
    said = ("The weir is gone.", "Nobody was hurt, the mayor said.", "The road will open on Monday.")
    assert body(read(text_of(*said))) == list(said)
    assert body(read(text_of(TITLE, "By Ada Brink", *said[:2]))) == list(said[:2])


def test_a_bare_name_under_the_title_is_the_byline() -> None:
    reading = read(text_of(TITLE, "Ada Brink", *PARAGRAPHS))
    assert labels(reading)["Ada Brink"] == "byline"
    assert reading.document.authors == ("Ada Brink",)


# -- markup ------------------------------------------------------------------------------------------------------------

HTML = f"""<!doctype html><html lang="en"><head><title>{TITLE} | Lowland Post</title>
<link rel="canonical" href="https://wire.example/weir">
<meta property="og:site_name" content="Lowland Post"><meta name="author" content="Lowland Post Staff">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2031-03-04T21:15:00+01:00", "author": [{{"@type": "Person", "name": "Ada Brink"}}]}}</script>
<style>p {{ color: red }}</style></head><body><nav><a>Home</a> <a>Region</a></nav>
<article><h1>{TITLE}</h1><p class="by">By Ada Brink</p>
{"".join(f"<p>{p}</p>" for p in PARAGRAPHS)}</article>
<p style="display:none">You cannot see this.</p><noscript>Turn on scripts.</noscript>
<aside><h3>Related</h3><ul><li><a>Goose stops traffic</a></li></ul></aside></body></html>"""


def test_markup_is_read_as_a_reader_sees_it() -> None:
    reading = read(Page("weir.html", "html", HTML, "https://post.example/a/1"))
    assert reading.document.text.splitlines() == [
        "Home Region", TITLE, "By Ada Brink", *PARAGRAPHS, "Related", "Goose stops traffic",
    ]  # fmt: skip
    assert body(reading) == list(PARAGRAPHS)
    one = reading.document
    assert (one.headline, one.authors, one.publisher) == (TITLE, ("Ada Brink",), "Lowland Post")
    assert one.canonical_url == "https://wire.example/weir"
    assert one.date_published is not None
    assert (one.date_published.value, one.date_published.source) == ("2031-03-04T21:15:00+01:00", "json-ld")


def test_head_and_boxes_in_markup_are_no_body() -> None:
    longer = [f"{p} {q}" for p in PARAGRAPHS for q in PARAGRAPHS if p != q]
    inner = "<h3>A warning unheard</h3>".join(f"<p>{p}</p>" for p in longer)
    page = (
        f"<body><p class=tagline>Notes from a river that was tame once</p><h1>{TITLE}</h1><p>Posted 2031-03-04 by Ada "
        f"Brink</p>{inner}<div class='promo box'><p>Readers who pay can see every picture twice.</p></div>"
        "<p>Filed under: weirs, rivers</p></body>"
    )
    reading = read(Page("p", "html", page))
    assert set(body(reading)) == {*longer, "A warning unheard"}
    said = labels(reading)
    assert said["Posted 2031-03-04 by Ada Brink"] == "byline"
    assert said["Filed under: weirs, rivers"] == "furniture/tags"
    assert said["Notes from a river that was tame once"] == "furniture/other"


def test_noscript_counts_where_nothing_else_is_shown() -> None:
    page = "<body><div id=app></div><noscript><p>" + " ".join(PARAGRAPHS) + "</p></noscript></body>"
    assert read(Page("p", "html", page)).document.text == " ".join(PARAGRAPHS)


COMMENTS = """<ol class="commentlist"><li class="comment" id="comment-21"><div class="comment-author">otter</div>
<time>3 March 2031</time><p>The piles were rotten, I saw them.</p><a href="#">Reply</a>
<ul class="children"><li class="comment" id="comment-22"><div class="comment-author">heron</div>
<p>So did I, last summer.</p></li></ul></li>
<li class="comment" id="comment-23"><span class="author">marten</span>
<div class="comment-content"><p>Told you.</p></div>
</li></ol>"""


def test_comments_in_markup_keep_author_date_and_parent() -> None:
    reading = read(Page("weir.html", "html", HTML.replace("</body>", f"{COMMENTS}</body>")))
    assert body(reading) == list(PARAGRAPHS)
    assert comments(reading) == [
        ("1", "otter", None, "The piles were rotten, I saw them."),
        ("2", "heron", "1", "So did I, last summer."),
        ("3", "marten", None, "Told you."),
    ]
    assert reading.comments[0].date_raw == "3 March 2031"
    assert reading.document.kind == "article"


def test_a_forum_page_is_posts() -> None:
    posts = "".join(
        f'<div class="post" id="p{k}"><span class="username">{name}</span><div class="post-content">{words}</div></div>'
        for k, (name, words) in enumerate(zip(("otter", "heron", "marten"), PARAGRAPHS, strict=False))
    )
    reading = read(Page("t.html", "html", f"<h1>Is the weir safe?</h1>{posts}", "https://forum.example/t/12"))
    assert body(reading) == [PARAGRAPHS[0]]
    assert [(c.author, reading.document.text[c.start : c.end]) for c in reading.comments] == [
        ("heron", PARAGRAPHS[1]), ("marten", PARAGRAPHS[2]),
    ]  # fmt: skip
    assert (reading.document.kind, reading.document.authors) == ("forum", ("otter",))


def test_signatures_and_buttons_in_posts_are_nobodys_words() -> None:
    def post(k: int, name: str, words: str, sign: str) -> str:
        foot = f"<div>{sign}</div><div class='post-buttons'>Thank {name}</div>"
        return (
            f'<div class="post" id="p{k}"><b class="username">{name}</b>'
            f'<div class="post-content"><p>{words}</p>{foot}</div></div>'
        )

    rows = zip(
        ("otter", "heron", "otter"), PARAGRAPHS, ("Old boats, new rope", "", "Old boats, new rope"), strict=False
    )
    page = "".join(post(k, *row) for k, row in enumerate(rows))
    reading = read(Page("t.html", "html", f"<h1>Is the weir safe?</h1>{page}", "https://forum.example/t/12"))
    assert body(reading) == [PARAGRAPHS[0]]
    said = {k: v for k, v in labels(reading).items() if v in ("body", "comment")}
    assert said == {PARAGRAPHS[0]: "body", PARAGRAPHS[1]: "comment", PARAGRAPHS[2]: "comment"}


def test_pieces_of_one_account_that_are_called_posts_are_no_forum() -> None:
    page = "".join(f'<div class="post-text"><p>{p}</p></div>' for p in PARAGRAPHS)
    reading = read(Page("p", "html", f"<body><article><h1>{TITLE}</h1>{page}</article></body>"))
    assert (reading.document.kind, reading.comments) == ("article", ())
    assert body(reading) == list(PARAGRAPHS)


def test_a_moment_in_utc_gives_way_to_the_day_at_the_pages_own_place() -> None:
    page = HTML.replace("2031-03-04T21:15:00+01:00", "2031-03-05T02:15:00Z")
    one = read(Page("weir.html", "html", page, "https://post.example/2031/03/04/weir")).document
    assert one.date_published is not None
    assert one.date_published.value == "2031-03-04"


# -- credits and dates -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "persons", "agency"),
    [
        ("By The Associated Press", (), "The Associated Press"),
        ("By:   ReutersBy Reuters", (), "Reuters"),
        ("By Ada Brink, Associated Press | 4 March 2031", ("Ada Brink",), "The Associated Press"),
        ("Written by Staff Reporter", (), None),
        ("By Ludo van der Meer and Ana-María O'Dell", ("Ludo van der Meer", "Ana-María O'Dell"), None),
        ("By LOWLAND POST NEWSROOM", (), None),
        ("Via: heron • 3 days ago", ("heron",), None),
    ],
)
def test_bylines_name_persons_and_agencies_and_nobody_else(
    line: str, persons: tuple[str, ...], agency: str | None
) -> None:
    found = read_byline(line)
    assert (found.persons, found.agency) == (persons, agency)


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("OSTREL, Lowland (AP) — The weir broke.", "OSTREL, Lowland", "The Associated Press"),
        ("(AFP) - The weir broke.", None, "Agence France-Presse"),
        ("OSTREL, March 4 (Xinhua) -- The weir broke.", "OSTREL", "Xinhua"),
        ("PORT ANSEL — The weir broke.", "PORT ANSEL", None),
        ("Ostrel (dpa/lno) – The weir broke.", "Ostrel", "Deutsche Presse-Agentur"),
        ("Ostrel, 4 mar (EFE).- The weir broke.", "Ostrel", "EFE"),
        ("OSTREL, Low. (WOST) – The weir broke.", "OSTREL, Low.", None),
        ("(ANSA) - OSTREL, 4 MAR - The weir broke.", "OSTREL", "ANSA"),
        ("The Weirkeeper via JTA — The weir broke.", None, "Jewish Telegraphic Agency"),
        ("OSLO: The weir broke.", "OSLO", None),
        ("Oslo. The weir broke.", "Oslo", None),
        ("Oslo/Bergen - The weir broke.", "Oslo/Bergen", None),
    ],
)
def test_datelines(line: str, place: str | None, agency: str | None) -> None:
    found = read_dateline(line, 0, len(line))
    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert line[found.span.end :] == "The weir broke."


@pytest.mark.parametrize(
    "line",
    ["The weir (AP) broke.", "AP said so.", "It rained - The weir broke.", "UPDATE — The weir broke.", "Mayor: No."],
)
def test_no_dateline(line: str) -> None:
    assert read_dateline(line, 0, len(line)) is None


@pytest.mark.parametrize(
    ("above", "agency", "place"),
    [
        ("Associated Press", "The Associated Press", None),
        ("Reuters | 4 March 2031 | 7:09 am", "Reuters", None),
        ("Ada Brink Associated Press", "The Associated Press", None),
        ("By Ada BrinkThe Associated Press", "The Associated Press", None),
        ("AFP, OSLO", "Agence France-Presse", "OSLO"),
        ("Von Ada Brink mit AP", "The Associated Press", None),
        ("© 2031 dpa/Lowland.example", "Deutsche Presse-Agentur", None),
        ("Quelle: dpa Sport", "Deutsche Presse-Agentur", None),
        ("Oslo, March 4, 2031, 3:48", None, "Oslo"),
        ("Reporting from Oslo/Ostrel", None, "Oslo/Ostrel"),
        ("Photo: AFP", None, None),
        ("Ada Brink/AFP", None, None),
        ("Mill - Belga", None, None),
        ("AA", None, None),
        ("Ada Brink, Oslo correspondent", None, None),
    ],
)
def test_a_line_above_the_account_credits_an_agency_or_a_place(
    above: str, agency: str | None, place: str | None
) -> None:
    page = HTML.replace('<p class="by">By Ada Brink</p>', f"<p>{above}</p>")
    one = read(Page("weir.html", "html", page)).document
    assert (one.agency, one.dateline) == (agency, place)


@pytest.mark.parametrize(
    ("below", "agency"),
    [
        ("With files from The Canadian Press and Tom Vale", "The Canadian Press"),
        ("Copyright 2031 The Associated Press. All rights reserved.", "The Associated Press"),
        ("(KNA, LP)", "Katholische Nachrichten-Agentur"),
        ("Provided by Ostrel Mill Trust", "Ostrel Mill Trust"),
        ("Ada Brink/Copyright 2031 The AP", None),
        ("By AFP and Post staff, in pictures", None),
        ("© 2031 Lowland Post", None),
    ],
)
def test_a_line_below_the_account_credits_an_agency(below: str, agency: str | None) -> None:
    page = HTML.replace("</article>", f"</article><p>{below}</p>")
    assert read(Page("weir.html", "html", page)).document.agency == agency


@pytest.mark.parametrize(
    ("end", "agency"), [(" — AFP", "Agence France-Presse"), (" (dpa)", "Deutsche Presse-Agentur"), (" EFE", "EFE")]
)
def test_an_agency_that_closes_the_account_is_parted_from_it(end: str, agency: str) -> None:
    reading = read(Page("weir.html", "html", HTML.replace(PARAGRAPHS[3], PARAGRAPHS[3] + end)))
    assert reading.document.agency == agency
    assert body(reading) == list(PARAGRAPHS)
    assert labels(reading)[end.strip()] == "byline"
    holds(reading)


def test_an_agency_that_the_account_cites_is_not_credited() -> None:
    cited = PARAGRAPHS[3] + " “Nobody listened,” he told AFP."
    assert read(Page("weir.html", "html", HTML.replace(PARAGRAPHS[3], cited))).document.agency is None


def test_a_source_under_a_box_is_the_boxs() -> None:
    page = HTML.replace("</article>", "</article><aside><p>Live</p><p>All news</p><p>Source: dpa</p></aside>")
    assert read(Page("weir.html", "html", page)).document.agency is None


def test_the_scene_alone_on_a_line_is_a_dateline() -> None:
    page = HTML.replace("<p>The old weir", "<p>Ostrel</p><p>In the lower streets of the town, in Ostrel, the old weir")
    assert read(Page("weir.html", "html", page)).document.dateline == "Ostrel"


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("Correction, 5 March 2031: The weir is older than we wrote.", "note/correction"),
        ("Editor's note: This story was updated to include the council's reply.", "note/correction"),
        ("Dieser Artikel wurde am 5. März korrigiert.", "note/correction"),
        ("This blog post was edited on 5 March to include the mill.", "note/correction"),
        ("Corrections and clarifications | Submit a news tip", None),
        ("Corrections: If you find a mistake, tell us.", None),
        ("Corrections", None),
    ],
)
def test_a_correction_is_no_link_to_the_page_of_corrections(line: str, detail: str | None) -> None:
    said = labels(read(Page("weir.html", "html", HTML.replace("</article>", f"<p>{line}</p></article>"))))[line]
    assert (said == "note/correction") is (detail is not None)


def test_an_everyday_word_is_no_agency() -> None:
    assert agency_named("Petra") is not None
    assert agency_named("ap") is None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("March 4, 2031 at 9:05 p.m. EST", "2031-03-04T21:05:00-05:00"),
        ("Tuesday, 4 Mar. 2031", "2031-03-04"),
        ("2031-03-04 06:05:04", "2031-03-04T06:05:04"),
        ("2031-03-04T06:05:04Z", "2031-03-04T06:05:04Z"),
        ("4.3.2031", "2031-03-04"),
        ("25/12/2031", "2031-12-25"),
        ("12/25/2031", "2031-12-25"),
        ("4. März 2031", "2031-03-04"),
        ("2031年3月4日", "2031-03-04"),
    ],
)
def test_full_dates(raw: str, value: str) -> None:
    (found,) = dates_in(f"Posted {raw} here")
    assert found.value == value
    assert iso(raw) == value


@pytest.mark.parametrize("raw", ["2031-13-04", "31 February 2031", "page 3 of 12", "in March", "1.2.3"])
def test_no_dates(raw: str) -> None:
    assert dates_in(raw) == []


# -- the step ----------------------------------------------------------------------------------------------------------


def run(pages: Iterable[Page]) -> dict[str, list[tuple[str, str]]]:
    made = step(LocalEngine(), {"pages": to_table(Page, pages)})
    return {
        "documents": [(d.id, d.source) for d in from_table(Document, made["documents"])],
        "faults": [(f.source, f.message) for f in from_table(Fault, made["faults"])],
    }


def test_ids_are_stable_and_unique() -> None:
    one = Page("a", "body", PARAGRAPHS[0], given=Given(id="k"))
    again = Page("b", "body", PARAGRAPHS[0], given=Given(id="k"))
    other = Page("c", "body", PARAGRAPHS[1], given=Given(id="k"))
    found = run([other, again, one])
    assert found["documents"][0][0] == "k"
    assert len(found["documents"]) == 2
    assert found["documents"][1][0].startswith("k-")
    assert [s for s, _ in found["faults"]] == ["c"]
    assert run([one, again, other]) == found


def test_a_page_without_text_is_a_fault_and_no_document() -> None:
    found = run([Page("empty.html", "html", "<html><script>x()</script></html>")])
    assert found == {"documents": [], "faults": [("empty.html", "the page gives no text")]}


def test_bodies_give_titles_and_paragraphs() -> None:
    (one,) = bodies(step(LocalEngine(), {"pages": to_table(Page, [text_of(TITLE, *PARAGRAPHS)])}))
    assert [one.text[s.start : s.end] for s in (*one.title, *one.body)] == [TITLE, *PARAGRAPHS]


# -- laws --------------------------------------------------------------------------------------------------------------

_LINES = st.lists(
    st.one_of(
        st.sampled_from([TITLE, *PARAGRAPHS, *NUMBERED, "By Ada Brink", "Related", "", "   ", "> q", "3 h ago"]),
        st.text(max_size=30),
    ),
    max_size=25,
)  # fmt: skip


def holds(reading: Reading) -> None:
    text = reading.document.text
    at = 0
    for block in reading.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()
    names = [c.id for c in reading.comments]
    assert len(set(names)) == len(names)
    for k, comment in enumerate(reading.comments):
        assert 0 <= comment.start <= comment.end <= len(text)
        assert comment.parent is None or comment.parent in names[:k]
        assert all(comment.start <= q.start < q.end <= comment.end for q in comment.quotes)
    for stamp in reading.stamps:
        assert stamp.start is None or text[stamp.start : stamp.end] == stamp.raw


@given(_LINES)
@settings(max_examples=60, deadline=None)
def test_blocks_cover_all_text_in_order(found: list[str]) -> None:
    holds(read(text_of(*found)))


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<div>", "<br>", "word", "It broke. ", "<pre>", "\n", "<td>", "&nbsp;", "<a b"])
    )
)
@settings(max_examples=40, deadline=None)
def test_any_markup_is_read(pieces: list[str]) -> None:
    holds(read(Page("p", "html", "".join(pieces))))


def test_odd_texts_are_read() -> None:
    for odd in ("", " \n", "\ud800 alone", "\u202ereversed\u202c", "a" * 200_000, '"' * 50, "\x00\x0b\x0c\x85\u2028x"):
        holds(read(Page("p", "text", odd)))
        holds(read(Page("p", "html", odd)))


def test_comments_of_a_thread_are_found_and_apart() -> None:
    comments = read(text_of(*NUMBERED)).comments
    assert comments
    assert len({c.id for c in comments}) == len(comments)
    assert all(one.end <= two.start for one, two in pairwise(comments))


def test_the_last_day_of_the_calendar_has_no_neighbour() -> None:
    assert own_day("9999-12-31T23:00:00Z", ["9999-12-30"]) == "9999-12-30"
    assert own_day("9999-12-31T23:00:00Z", []) == "9999-12-31T23:00:00Z"


# -- the day of publication --------------------------------------------------------------------------------------------

_FERRY = "<p>The ferry to Ostrel lay in the harbour until the evening because its pilot had not come.</p>"


def dated(head: str, above: str, url: str | None = None, below: str = "") -> str | None:
    """The day that a page is dated to, with elements in its head, above its account and below it."""
    html = f"<html><head>{head}</head><body>{above}<article>{_FERRY * 3}</article>{below}</body></html>"
    found = read(Page("ferry.html", "html", html, url)).document.date_published
    return found.value if found else None


def test_the_day_beside_the_headline_outweighs_a_meta_element() -> None:
    stored = '<meta property="article:published_time" content="2031-06-02T11:57:06+02:00">'
    assert dated(stored, "<h1>Ferry waits</h1><p>4 March 2031</p>") == "2031-03-04"
    assert str(dated(stored, "<h1>Ferry waits</h1>")).startswith("2031-06-02")


def test_linked_data_outweighs_the_day_beside_the_headline() -> None:
    linked = '{"@type": "NewsArticle", "headline": "Ferry waits", "datePublished": "2031-03-03"}'
    head = f'<script type="application/ld+json">{linked}</script>'
    assert dated(head, "<h1>Ferry waits</h1><p>4 March 2031</p>") == "2031-03-03"


def test_of_two_days_beside_the_headline_the_first_is_believed_less() -> None:
    assert dated("", "<h1>Ferry waits</h1><p>4 March 2031</p><p>5 March 2031</p>") == "2031-03-04"
    stored = '<meta property="article:published_time" content="2031-06-02">'
    assert dated(stored, "<h1>Ferry waits</h1><p>4 March 2031</p><p>5 March 2031</p>") == "2031-06-02"
    assert dated(stored, "<h1>Ferry waits</h1><p>Published 4 March 2031</p><p>5 March 2031</p>") == "2031-03-04"


def test_an_address_outweighs_another_day_beside_the_headline() -> None:
    url = "https://post.example/2031/06/02/ferry-waits"
    assert dated("", "<h1>Ferry waits</h1><p>4 March 2031</p>", url) == "2031-06-02"


@pytest.mark.parametrize(
    ("clocks", "day"),
    [
        (["2031-03-03T22:35:29"], "2031-03-03T22:35:29-08:00"),  # the same moment on a clock elsewhere
        (["2031-03-03T22:35:00"], "2031-03-03T22:35:29-08:00"),  # … that shows no seconds
        (["2031-03-03T22:36:29"], "2031-03-04T06:35:29+00:00"),  # another moment
        (["2031-03-04T01:00:00-05:00"], "2031-03-04T01:35:29-05:00"),  # the page's other clock
        (["2031-03-04T01:00:00-05:00", "2031-03-04T01:00:00+02:00"], "2031-03-04T06:35:29+00:00"),  # two of them
    ],
)
def test_a_moment_in_utc_is_told_on_the_clock_of_the_page(clocks: list[str], day: str) -> None:
    assert own_day("2031-03-04T06:35:29+00:00", [], clocks) == day


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Freitag, 4. März 2031Samstag", "2031-03-04"),
        ("March 4, 20315:01 AM", "2031-03-04T05:01:00"),
        ("4 марта 2031 г.", "2031-03-04"),
        ("2031. március 4.", "2031-03-04"),
        ("4 Mart 2031", "2031-03-04"),
        ("4 مارس 2031", "2031-03-04"),
        ("2031년 3월 4일", "2031-03-04"),
        ("04. 03. 2031", "2031-03-04"),
        ("03.25.2031", "2031-03-25"),
        ("2031-03-04T05:06:75", "2031-03-04"),
        ("2031-03-04T05:06:07+99:00", "2031-03-04T05:06:07"),
    ],
)
def test_dates_of_many_tongues(raw: str, value: str) -> None:
    assert dates_in(raw)[0].value == value


def test_a_letter_like_one_of_a_month_raises_nothing() -> None:
    assert dates_in("4 Auguſt 2031")[0].value == "2031-08-04"
    assert dates_in("4 Aprıl 2031") == []
