"""Pages: every input becomes pages or faults, never an exception, whatever order it comes in."""

import gzip
import io
import json
import zipfile
from html import escape, unescape
from pathlib import Path

import httpx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater import documents
from headwater.pages import Given, Page, Web, decode, from_rows, model, pages
from headwater.pages.feeds import from_feed
from headwater.records import Fault


def read(*inputs: str | Path, stdin: bytes = b"") -> tuple[list[Page], list[Fault]]:
    found = list(pages(inputs, io.BytesIO(stdin)))
    return [p for p in found if isinstance(p, Page)], [f for f in found if isinstance(f, Fault)]


@pytest.fixture
def heap(tmp_path: Path) -> Path:
    (tmp_path / "b.txt").write_text("The weir at Ostrel broke.\r\nNobody was hurt.\r\n", newline="")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "z.html").write_text("<p>The weir at Ostrel broke.</p>")
    (tmp_path / "a" / "notes.bin").write_bytes(b"\0\1\2")
    (tmp_path / ".hidden.txt").write_text("not a page")
    return tmp_path


def test_a_folder_is_read_in_the_order_of_its_paths_and_keeps_line_ends(heap: Path) -> None:
    found, faults = read(heap)
    assert [(p.source, p.form) for p in found] == [("a/z.html", "html"), ("b.txt", "text")]
    assert found[1].content == "The weir at Ostrel broke.\r\nNobody was hurt.\r\n"
    assert faults == []


def test_the_order_of_the_inputs_changes_nothing(heap: Path) -> None:
    files = [heap / "b.txt", heap / "a" / "z.html", heap / "b.txt"]
    assert read(*files) == read(*reversed(files))
    assert len(read(*files)[0]) == 2


def test_gzipped_files_are_read_by_their_inner_ending(tmp_path: Path) -> None:
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(b"<p>Ferry aground</p>"))
    (tmp_path / "rows.jsonl.gz").write_bytes(gzip.compress(b'{"text": "Ferry aground"}\n'))
    (tmp_path / "torn.txt.gz").write_bytes(gzip.compress(b"Ferry aground" * 50)[:30])
    found, faults = read(tmp_path)
    assert [(p.source, p.form) for p in found] == [("page.html.gz", "html"), ("rows.jsonl.gz#1", "text")]
    assert [f.source for f in faults] == ["torn.txt.gz"]


@pytest.mark.parametrize(
    ("name", "raw", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n", "empty"),
        ("binary.html", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "binary"),
        ("broken.parquet", b"PAR0 and then nothing", "Parquet"),
    ],
)
def test_what_cannot_be_read_is_a_fault(tmp_path: Path, name: str, raw: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(raw)
    found, (fault,) = read(tmp_path)
    assert found == []
    assert fault.source == name
    assert message in fault.message


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    found, (fault,) = read(tmp_path / "gone.txt")
    assert found == []
    assert fault == Fault(str(tmp_path / "gone.txt"), "pages", "no such file")


def test_a_huge_page_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "HUGE", 1000)
    (tmp_path / "long.txt").write_text("word " * 300)
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"word " * 300))
    found, faults = read(tmp_path)
    assert found == []
    assert all("huge" in f.message for f in faults)
    assert len(faults) == 2


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Grüße aus Köln".encode("utf-8-sig"), "Grüße aus Köln"),
        ("Grüße aus Köln".encode("utf-16"), "Grüße aus Köln"),
        ("“Grüße” – Köln".encode("cp1252"), "“Grüße” – Köln"),
        ('<meta charset="windows-1251"><p>Плотина</p>'.encode("cp1251"), '<meta charset="windows-1251"><p>Плотина</p>'),
        ('<meta charset=iso-8859-1>“x”'.encode("cp1252"), "<meta charset=iso-8859-1>“x”"),
        ('<meta charset="no-such-thing"><p>ü</p>'.encode(), '<meta charset="no-such-thing"><p>ü</p>'),
    ],
)  # fmt: skip
def test_text_is_decoded_by_mark_declaration_and_looks(raw: bytes, text: str) -> None:
    assert decode(raw) == (text, None)


def test_a_text_that_decodes_with_losses_is_read_and_reported(tmp_path: Path) -> None:
    (tmp_path / "torn.txt").write_bytes("Größe und Höhe. ".encode() * 400 + b"caf\xe9 \xff ende")
    (page,), (fault,) = read(tmp_path)
    assert page.content.startswith("Größe und Höhe.")
    assert "wrongly encoded: 2 characters" in fault.message


def test_rows_hold_pages_texts_bodies_or_headlines() -> None:
    rows: list[dict[str, object]] = [
        {"id": 7, "url": "https://ostrel.example/1", "html": "<p>x</p>", "text": "y"},
        {"text": "\ufeffThe weir broke.", "headline": "Weir", "date_published": "2031-03-02", "agency": "Inland Wire"},
        {"body": "The weir broke.", "language": "en"},
        {"headline": "Weir breaks at Ostrel", "text": "  "},
    ]
    found = list(from_rows(rows, "heap"))
    assert found == [
        Page("heap#1", "html", "<p>x</p>", "https://ostrel.example/1", Given(id="7")),
        Page(
            "heap#2", "text", "The weir broke.", None,
            Given(headline="Weir", date_published="2031-03-02", agency="Inland Wire"),
        ),
        Page("heap#3", "body", "The weir broke.", None, Given(language="en")),
        Page("heap#4", "headline", "Weir breaks at Ostrel", None, Given(headline="Weir breaks at Ostrel")),
    ]  # fmt: skip


def test_bad_rows_are_faults_and_the_others_are_read() -> None:
    lines = b'{"text": "one"}\n\n[1]\n{broken\n{"id": "x"}\n{"text": "six"}'
    found, faults = read("-", stdin=lines)
    assert [(p.source, p.content) for p in found] == [("-#1", "one"), ("-#6", "six")]
    assert [f.source for f in faults] == ["-#3", "-#4", "-#5"]


def test_parquet_rows_are_those_of_jsonl(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "The weir broke.", "views": 3}, {"id": "b", "text": None, "views": 4}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "heap.parquet")
    (tmp_path / "heap.jsonl").write_text("\n".join(json.dumps(r) for r in rows))
    (one, two), faults = read(tmp_path)
    assert (one.content, one.given) == (two.content, two.given)
    assert [f.source for f in faults] == ["heap.jsonl#2", "heap.parquet#2"]


@given(st.binary(max_size=200))
def test_any_bytes_decode(raw: bytes) -> None:
    assert isinstance(decode(raw).text, str)


# -- archives, feeds, addresses ----------------------------------------------------------------------------------------


def record(kind: str, content: bytes, **headers: str) -> bytes:
    lines = [f"WARC-Type: {kind}", "WARC-Date: 2031-03-05T06:00:00Z", f"Content-Length: {len(content)}"]
    lines += ["Content-Type: application/http; msgtype=response"] * (kind == "response")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return b"WARC/1.0\r\n" + "\r\n".join(lines).encode() + b"\r\n\r\n" + content + b"\r\n\r\n"


def answer(html: str, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{html}".encode()


ARCHIVE = b"".join(
    (
        record("response", answer("<p>The weir broke.</p>"), WARC_Target_URI="https://post.example/weir"),
        record("response", answer("x", "404 Not Found"), WARC_Target_URI="https://post.example/gone"),
        record("response", answer("x", kind="image/png"), WARC_Target_URI="https://post.example/picture"),
        record("conversion", b"The weir broke.", WARC_Target_URI="https://post.example/text"),
    )
)


def test_archives_give_pages_and_faults(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(ARCHIVE)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(ARCHIVE))
    with zipfile.ZipFile(tmp_path / "c.wacz", "w") as packed:
        packed.writestr("archive/data.warc.gz", gzip.compress(ARCHIVE))
        packed.writestr("datapackage.json", "{}")
    found, faults = read(tmp_path)
    assert [p.form for p in found] == ["html", "text"] * 3
    assert (found[0].url, found[0].given.date_retrieved) == ("https://post.example/weir", "2031-03-05T06:00:00Z")
    assert [f.source for f in faults] == ["a.warc#2", "b.warc.gz#2", "c.wacz#archive/data.warc.gz#2"]


def test_a_torn_archive_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    (tmp_path / "torn.warc").write_bytes(ARCHIVE + b"and then something else\r\n\r\n")
    (tmp_path / "none.wacz").write_bytes(b"PK and nothing")
    (tmp_path / "old.arc").write_bytes(
        b"https://post.example/weir 10.0.0.1 20310305060000 text/html 22\n<p>The weir broke.</p>"
        b"\nhttps://post.example/b 10.0.0.1 20310305060000 text/html 99\n<p>cut"
    )
    found, faults = read(tmp_path)
    assert [p.source for p in found] == ["old.arc#1", "torn.warc#1", "torn.warc#4"]
    assert {p.given.date_retrieved for p in found} == {"2031-03-05T06:00:00Z"}
    assert [f.source for f in faults] == ["none.wacz", "old.arc", "torn.warc#2", "torn.warc"]


RSS = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Lowland Post</title>
<item><title>Weir breaks</title>
<link>https://post.example/weir</link><pubDate>Tue, 04 Mar 2031 21:15:00 +0100</pubDate>
<description>&lt;p&gt;The weir broke.&lt;/p&gt;</description></item>
<item><title>Ferry late</title></item></channel></rss>"""


def test_feeds_give_a_page_for_every_entry(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(RSS)
    (tmp_path / "feed.json").write_text(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Lowland Post", '
        '"items": [{"url": "https://post.example/weir", "title": "Weir", "content_text": "It broke."}, {}]}'
    )
    (tmp_path / "none.xml").write_text("<mill><weir/></mill>")
    found, faults = read(tmp_path / "feed.json", tmp_path / "feed.xml", tmp_path / "none.xml")
    at = f"{tmp_path}/"
    assert [(p.source, p.form) for p in found] == [
        (f"{at}feed.json#1", "body"), (f"{at}feed.xml#1", "html"), (f"{at}feed.xml#2", "headline"),
    ]  # fmt: skip
    assert found[1].given == Given(
        headline="Weir breaks", publisher="Lowland Post", date_published="2031-03-04T20:15:00Z"
    )
    assert [f.source for f in faults] == [f"{at}feed.json#2", f"{at}none.xml"]
    assert [f.source for f in pages([tmp_path])] == ["feed.xml#1", "feed.xml#2", "none.xml"]  # JSON only when named


PLAIN = "The weir at Lowe broke on Tuesday. Nobody was hurt. The lock stays shut until the chain is mended."


@pytest.mark.parametrize("content", [PLAIN, f"<p>{PLAIN}</p>", f"<div><img src='w.png'>{PLAIN}</div>"])
@pytest.mark.parametrize("title", ["Weir &amp;amp; lock", ""])
def test_what_an_entry_says_in_one_paragraph_is_its_body(content: str, title: str) -> None:
    (rss,) = from_feed(
        f"<rss version='2.0'><channel><item><title>{title}</title><link>https://post.example/weir</link>"
        f"<description>{escape(content)}</description></item></channel></rss>".encode(), "a.xml"
    )  # fmt: skip
    item = {"title": unescape(unescape(title)), "content_html": content}
    (made,) = from_feed(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode(), "a")
    for page in (rss, made):
        assert isinstance(page, Page)
        reading = documents.read(page)
        found = [(b.label, reading.document.text[b.start : b.end]) for b in reading.blocks]
        assert found == [("title", "Weir & lock"), ("body", PLAIN)][not title :]
        assert reading.document.headline == ("Weir & lock" if title else None)


def test_an_entry_that_prints_its_title_again_is_a_headline() -> None:
    again = "&lt;a href='/weir'>Weir breaks&lt;/a>&amp;nbsp; &lt;b>Lowland Post&lt;/b>"
    feed = f"<item><title>Weir breaks - Lowland Post</title><description>{again}</description></item>"
    (page,) = from_feed(f"<rss version='2.0'><channel>{feed}</channel></rss>".encode(), "a.xml")
    assert isinstance(page, Page)
    assert (page.form, page.content) == ("headline", "Weir breaks - Lowland Post")


def test_addresses_are_fetched_politely() -> None:
    calls: list[str] = []
    pauses: list[float] = []

    def serve(request: httpx.Request) -> httpx.Response:
        calls.append(request.url.path)
        if request.url.path == "/robots.txt":
            return httpx.Response(200, text="User-agent: *\nDisallow: /private\nCrawl-delay: 3")
        if request.url.path == "/feed":
            return httpx.Response(200, content=RSS, headers={"content-type": "application/rss+xml"})
        return httpx.Response(404 if request.url.path == "/gone" else 200, html="<p>The weir broke.</p>")

    web = Web(httpx.MockTransport(serve), sleep=pauses.append, clock=lambda: 0.0)
    host = "https://post.example"
    found = list(pages([f"{host}/weir", f"{host}/private/x", f"{host}/gone", f"{host}/feed"], web=web))
    assert [f.source for f in found] == [
        f"{host}/feed#1", f"{host}/feed#2", f"{host}/gone", f"{host}/private/x", f"{host}/weir",
    ]  # fmt: skip
    assert [isinstance(f, Page) for f in found] == [True, True, False, False, True]
    assert calls == ["/robots.txt", "/feed", "/gone", "/weir"]
    assert pauses == [3.0, 3.0, 3.0]


def test_a_host_that_does_not_answer_is_a_fault() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    (found,) = pages(["https://nowhere.example/"], web=Web(httpx.MockTransport(refuse), sleep=lambda _: None))
    assert isinstance(found, Fault)
    assert "refused" in found.message


def test_a_feed_that_is_the_name_of_a_file_opens_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_text("<rss version='2.0'><channel><item><title>Kept apart</title></item></channel></rss>")
    (found,) = from_feed(str(secret).encode(), "answer")
    assert isinstance(found, Fault)


def test_a_row_of_json_is_read_as_utf_8_whatever_its_markup_says(tmp_path: Path) -> None:
    row = {"html": "<meta charset=iso-8859-1><p>Café été</p>"}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")
    (page,) = pages([tmp_path / "rows.jsonl"])
    assert isinstance(page, Page)
    assert "Café été" in page.content


def test_a_name_that_no_file_can_have_is_a_fault() -> None:
    (found,) = pages(["x" * 5000])
    assert isinstance(found, Fault)


def test_columns_go_by_the_names_that_others_use() -> None:
    rows: list[dict[str, object]] = [
        {"title": "Weir broke", "body": "It broke.", "published": "2031-03-04"},
        {"title": "Weir broke", "date": 2031},
    ]
    first, second = from_rows(rows, "rows")
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert (first.form, first.content) == ("body", "It broke.")
    assert (first.given.headline, first.given.date_published) == ("Weir broke", "2031-03-04")
    assert (second.form, second.content, second.given.date_published) == ("headline", "Weir broke", "2031")
    (own,) = from_rows([{"headline": "Weir broke", "title": "Post", "date_published": "2031", "date": "2032"}], "rows")
    assert isinstance(own, Page)
    assert (own.given.headline, own.given.date_published) == ("Weir broke", "2031")
