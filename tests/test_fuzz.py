"""Broken input: whatever comes in is read or becomes a fault row, and what is read holds together."""

import json
import time
from pathlib import Path

import pytest
from bench.fuzz import ODD, SLOW, TAGS, broken, flaws, mutated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater import documents
from headwater.errors import NothingToRead
from headwater.pages import Page, pages
from headwater.pipeline import run
from headwater.records import Fault

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "pages"

brief = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])

words = st.sampled_from(["The ferry stopped.", "Ann Lee wrote:", "3 days ago", "By Bo Ray", "2.1", "Reply", *ODD])
texts = st.lists(words | st.text(max_size=12), max_size=30).map("\n".join)
names = st.sampled_from(TAGS)
marks = st.sampled_from(
    ["", " class=comment-body", " hidden", " style='display:none'", ' id="comment-2', " datetime=2021"]
)
opening = st.builds("<{}{}>".format, names, marks)
closing = st.builds("</{}>".format, names)
markup = st.lists(opening | closing | words | st.text(max_size=8), max_size=60).map("".join)
linked = st.builds(
    lambda thing, rest: f'<script type="application/ld+json">{json.dumps(thing)}</script>{rest}',
    st.dictionaries(
        st.sampled_from(["@type", "headline", "author", "datePublished", "publisher", "@graph", "keywords"]),
        st.recursive(st.none() | st.integers() | st.text(max_size=9) | st.just("NewsArticle"), st.lists, max_leaves=4),
    ),
    markup,
)


@given(markup | linked | texts)
@brief
def test_broken_markup_gives_a_sound_reading_on_either_path(content: str) -> None:
    for fast in (False, True):
        assert flaws(documents.read(Page("page", "html", content), fast)) == []


@given(texts | st.text())
@brief
def test_odd_text_gives_a_sound_reading(content: str) -> None:
    for form in ("text", "body", "headline"):
        assert flaws(documents.read(Page("page", form, content))) == []


@given(st.binary(max_size=300) | texts.map(lambda t: t.encode("utf-8", "surrogatepass")), st.sampled_from(
    ["page.html", "page.txt", "page.xml", "page.jsonl", "page.warc", "page.warc.gz", "page.arc", "page.wacz",
     "page.parquet", "page.json", "page", "page.html.gz"]))  # fmt: skip
@settings(brief, max_examples=60)
def test_broken_files_are_read_or_told(tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str) -> None:
    target = tmp_path_factory.mktemp("fuzz") / name
    target.write_bytes(raw)
    assert list(broken(target)) == []
    assert list(pages([target]))


FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Ostrel Post</title><item><title>Weir</title>
<link>https://post.example/weir</link><description>&lt;p>The weir at Ostrel broke.&lt;/p></description></item></channel>
</rss>"""
ARCHIVE = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/weir\r\n"
    b"Content-Type: application/http\r\nContent-Length: 100\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    b"<html><h1>Weir broke</h1><p>The weir at Ostrel broke on Monday.</p>"
)
ROWS = b"""{"id": "1", "text": "The weir at Ostrel broke."}
{"html": "<p>Nobody was hurt.</p>", "url": "https://a.example"}
"""


@given(
    st.sampled_from([("page.xml", FEED), ("page.warc", ARCHIVE), ("page.jsonl", ROWS)]),
    st.randoms(use_true_random=False),
)
@settings(brief, max_examples=40)
def test_spoilt_feeds_archives_and_rows(
    tmp_path_factory: pytest.TempPathFactory, whole: tuple[str, bytes], random: object
) -> None:
    name, raw = whole
    target = tmp_path_factory.mktemp("fuzz") / name
    target.write_bytes(mutated(raw, FEED, random)[:20_000])  # type: ignore[arg-type]
    assert list(broken(target)) == []


@given(st.lists(texts, min_size=1, max_size=3))
@settings(brief, max_examples=8)
def test_odd_texts_go_through_every_room(heap: list[str]) -> None:
    try:
        tables = run([Page(str(k), "text", text) for k, text in enumerate(heap)])
    except NothingToRead:
        return
    caught = [f["message"] for f in tables["faults"].to_pylist() if "Error:" in f["message"]]
    assert caught == []


@pytest.mark.data
@pytest.mark.parametrize("folder", ["warcio", "feedparser"])
def test_every_sample_of_others_is_read_or_becomes_a_fault(folder: str) -> None:
    if not (DATA / folder).is_dir():
        pytest.skip("needs ../shared/data")
    files = [p for p in sorted((DATA / folder).rglob("*")) if p.is_file() and p.name != "LICENSE"]
    for path in files:
        found = list(pages([path]))
        assert found, path.name
        for page in found:
            assert isinstance(page, Fault) or flaws(documents.read(page)) == [], path.name


def test_comments_nested_without_end_take_no_time() -> None:
    content = "<span class='comment-body'>" * 3000 + "<p>The weir at Ostrel broke on Monday night.</p>"
    begin = time.process_time()
    assert flaws(documents.read(Page("page", "html", content))) == []
    assert time.process_time() - begin < SLOW
