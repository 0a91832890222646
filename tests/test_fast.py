"""The crawl-speed path: the same record, plainer labels, the same offsets every time."""

import json
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from headwater import documents
from headwater.cli import cli
from headwater.documents.calendar import dates_in
from headwater.documents.fast import DEEPEST, found_again, is_deep, look_quickly
from headwater.documents.head import read_head
from headwater.documents.markup import parse
from headwater.documents.metadata import elements
from headwater.pages import Page

PROSE = "The weir above Ostrel broke on Monday night, and the lower town stood in water until the morning came. "
MARKUP = f"""<html lang="en"><head><title>Weir breaks above Ostrel | Ostrel Post</title>
<meta property="og:title" content="Weir breaks above Ostrel"><link rel="canonical" href="https://post.example/weir">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Weir breaks above Ostrel",
"datePublished": "2021-03-04T08:00:00+01:00", "author": {{"name": "Ann Lee"}}}}</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Weir breaks above Ostrel</h1><p>By Ann Lee</p><p>4 March 2021</p>
<p>{PROSE}</p><p>{PROSE * 2}</p><p>{PROSE * 3}</p></article>
<div id="comments" class="comments"><div class="comment-body"><p>I saw it from the bridge, what a night.</p></div></div>
<footer><a href="/imprint">Imprint</a></footer></body></html>"""


def stretches(label: str, reading: documents.Reading) -> list[str]:
    return [reading.document.text[b.start : b.end] for b in reading.blocks if b.label == label]


def test_title_byline_date_body_and_comments_keep_their_labels() -> None:
    reading = documents.read(Page("weir.html", "html", MARKUP, "https://post.example/weir"), fast=True)
    assert stretches("title", reading) == ["Weir breaks above Ostrel"]
    assert stretches("byline", reading) == ["By Ann Lee"]
    assert stretches("date", reading) == ["4 March 2021"]
    assert stretches("body", reading) == [(PROSE * n).strip() for n in (1, 2, 3)]
    assert stretches("comment", reading) == ["I saw it from the bridge, what a night."]
    assert "Home" in " ".join(stretches("furniture", reading))


def test_what_the_head_states_is_read() -> None:
    one = documents.read(Page("weir.html", "html", MARKUP, "https://post.example/weir"), fast=True).document
    assert one.headline == "Weir breaks above Ostrel"
    assert one.authors == ("Ann Lee",)
    assert one.language == "en"
    assert one.canonical_url == "https://post.example/weir"
    assert one.date_published is not None
    assert one.date_published.value == "2021-03-04T08:00:00+01:00"


def test_lines_are_found_again_in_order() -> None:
    lines = ["Share", "Title", "one", "Share", "two", "Share"]
    assert found_again(["one", "Share", "two"], lines) == {2, 3, 4}
    assert found_again(["not there", "two", "Share"], lines) == {4, 5}


def test_boxes_without_end_are_known() -> None:
    assert is_deep("<div>" * 4 * DEEPEST)
    assert not is_deep("<div></div>" * 4 * DEEPEST)
    assert look_quickly("<div>" * 4 * DEEPEST) is None


def test_the_head_tells_the_same_without_a_tree_as_with_one() -> None:
    stated = """<html lang="en-GB"><head><!-- <meta name="author" content="Nobody"> --><TITLE>Weir &amp; town</TITLE>
    <meta name="description" content="Water > walls, it's said"><meta property='og:title' content='Weir &amp; town'>
    <meta name=author content=Ann><link href="/weir" rel="canonical"><script>if (a < b) document.title = "x"</script>
    </head><body><h1>Weir <em>and</em> town</h1><time datetime="2021-03-04" pubdate>4 March</time>
    <SCRIPT type="application/ld+json">{"@type": "NewsArticle", "headline": "Weir and town"}</SCRIPT></body></html>"""
    for markup in (MARKUP, stated):
        root = parse(markup)
        assert root is not None
        assert read_head(markup).elements == elements(root)


def test_scripts_and_styles_are_taken_out_to_their_own_end() -> None:
    assert read_head("a<script>1 < 2</script >b<STYLE>p {}</style>c").rest == "abc"
    assert read_head("a<script><!-- f('<script></script>') --></script>b").rest == "ab"
    assert read_head("a<script><!-- f() </script>b<script>").rest == "ab"
    assert read_head("a<!-- <script> -->b").rest == "ab"
    assert read_head("a<!-->b<!-- c --!>d<script>e").rest == "abd"
    assert read_head("a<!-- b <meta name='author' content='Nobody'>").rest.startswith("a<!--")


def test_drawings_are_taken_out_and_nothing_behind_them() -> None:
    drawn = "<svg><title>Lock</title><path d='M0 0'/></svg>"
    assert read_head(f"a{drawn}b{drawn.upper()}c").rest == "abc"
    assert read_head(f"<title>Weir</title>{drawn}").elements.title == "Weir"
    assert read_head(f"{drawn}<title>Weir</title>").elements.title == "Weir"
    for open_ended in ("<svg/>", "<svg>", "<svg width='9' />"):
        assert "text" in read_head(f"{open_ended}<p>text</p>{drawn}b").rest


@pytest.mark.parametrize("fast", [False, True])
def test_what_is_read_from_markup_is_written_as_plain_records(fast: bool) -> None:
    reading = documents.read(Page("weir.html", "html", MARKUP, "https://post.example/weir"), fast=fast)
    assert msgspec.json.decode(msgspec.json.encode(reading), type=documents.Reading) == reading


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Weir | 5thMarch 2021", "2021-03-05"),
        ("Weir | 5MARCH 2021", "2021-03-05"),
        ("Weir | 5 मार्च 2021", "2021-03-05"),
        ("Weir | 5. März 2021", "2021-03-05"),
        ("Weir | 2021/3/5", "2021-03-05"),
        ("Weir | three days ago", None),
    ],
)
def test_no_date_is_passed_by_for_a_quicker_look(line: str, value: str | None) -> None:
    (found,) = dates_in(f"above\n{line}\nbelow", 6, 6 + len(line))
    assert found.value == value
    assert found.start == 6 + len("Weir | ")
    assert found.end == 6 + len(line)


def test_a_counter_of_comments_is_no_comment() -> None:
    page = MARKUP.replace("<p>4 March 2021</p>", '<p>4 March 2021 <span class="comments">7 comments</span></p>')
    reading = documents.read(Page("weir.html", "html", page, "https://post.example/weir"), fast=True)
    assert stretches("comment", reading) == ["I saw it from the bridge, what a night."]
    assert "\ufdd0" not in reading.document.text
    assert "\ufdd1" not in reading.document.text


def test_the_command_line_reads_fast(tmp_path: Path) -> None:
    (tmp_path / "weir.html").write_text(MARKUP)
    outcome = CliRunner().invoke(cli, ["read", str(tmp_path), "--fast", "-j", "1"])
    assert outcome.exit_code == 0
    assert json.loads(outcome.stdout)["headline"] == "Weir breaks above Ostrel"
