"""The workbench: pages straight from the workspace, what is handed in, and who may come in."""

import re
import socket
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import msgspec
import pyarrow as pa
import pytest
from jinja2 import Environment
from starlette.responses import Response

import ferry_heap
from ask import Answer, Site
from headwater import pipeline, server
from headwater.errors import UsageError
from headwater.pages import Given, Page
from headwater.records import Fault, to_table
from headwater.report.html import environment
from headwater.server import Door, asked, labour, reaching, taking
from headwater.server.guard import HEADERS, MOST_BODY
from headwater.server.kept import Kept
from headwater.server.labour import File, Order
from headwater.server.work import Job, Labourer, Work
from headwater.store import Workspace
from headwater.stories import Story

NEWS = """The bridge at Tollan was closed on Monday after divers found a crack in its second pier, the county said.

Engineer Mara Quist told the council that the crack was eleven centimetres wide and had grown since the spring.

Buses will go by way of Ambry until the pier has been measured again, which may take three weeks."""


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The ferry heap, served."""
    workspace = Workspace(tmp_path_factory.mktemp("ferry") / "ferry.headwater", create=True)
    workspace.write(ferry_heap.ferry())
    return Site(workspace)


@pytest.fixture
def bridge(tmp_path: Path) -> Iterator[Site]:
    """A workspace of one text, served, into which one may write."""
    workspace = Workspace(tmp_path / "bridge.headwater", create=True)
    page = Page("https://post.example/bridge", "body", NEWS, "https://post.example/bridge", Given(id="bridge"))
    list(pipeline.add(workspace, [page]))
    site = Site(workspace)
    yield site
    site.work.end()


def done(site: Site, answer: Answer) -> Answer:
    """The page of an order, once it is over."""
    assert answer.status == 303, answer.body
    for _ in range(1200):
        shown = site.get(answer.headers["location"])
        job = site.work.job(answer.headers["location"].rpartition("/")[2])
        assert job is not None
        if job.is_over:
            return site.get(answer.headers["location"])
        time.sleep(0.05)
    return pytest.fail(f"never done: {shown.body}")


# -- pages -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/", 'href="/story/s1"'),
        ("/?q=ferry", 'href="/document/a1"'),
        ("/story/s1", "From whom they have it"),
        ("/document/a1", "Harbour Times"),
        ("/compare?a=a1&b=b2", "Harbour Times"),
        ("/compare?a=a1", "Words of the other text"),
        ("/compare?a=a1&q=ferry", "lay beside it"),
        ("/add", 'type="file"'),
        ("/whence", "<textarea"),
        ("/report", "Story 1 of 2"),
    ],
)
def test_every_page_is_served_under_the_policy(ferry: Site, path: str, words: str) -> None:
    answer = ferry.get(path)
    assert answer.status == 200
    assert words in answer.body
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert {*HEADERS} <= {*answer.headers}
    if path != "/report":
        assert re.search(r"<script(?! src=)|<style| style=| on\w+=", answer.body) is None


@pytest.mark.parametrize(
    "path",
    ["/story/none", "/document/a/b%20c", "/document/<script>", "/compare?a=a1&b=none", "/job/none", "/none",
     "/assets/../server/app.py", "/assets/frame.html"],
)  # fmt: skip
def test_what_is_not_there_is_said_politely(ferry: Site, path: str) -> None:
    answer = ferry.get(path)
    assert answer.status == 404
    assert "Not here" in answer.body
    assert "content-security-policy" in answer.headers
    assert "<script>" not in answer.body


def test_lists_are_paged_and_their_links_keep_the_filter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "ROWS", 2)
    workspace = Workspace(tmp_path / "w", create=True)
    words = ["anchor", "barley", "copper", "dormer", "engine"]
    empty = dict.fromkeys(("url", "canonical_url", "headline", "text"), [""] * len(words))
    workspace.write({
        "stories": to_table(Story, [Story(f"s-{w}", w, (w,), None, None, 1) for w in words]),
        "documents": pa.table({"id": words, "publisher": ["Post"] * len(words), "source": words, **empty}),
    })  # fmt: skip
    site, seen, at = Site(workspace), [], "/?newsroom=post"
    for _ in range(4):
        answer = site.get(at)
        seen += re.findall(r'href="/story/([^"]+)"', answer.body)
        following = re.search(r'rel="next" href="([^"]+)"', answer.body)
        if following is None:
            break
        at = unescape(following[1])
        assert "newsroom=post" in at
    assert sorted(seen) == sorted(workspace.stories()["id"].to_pylist())
    assert len(seen) == len(words)
    assert 'rel="prev"' in answer.body


def test_a_filter_leaves_what_was_asked_in_its_form(ferry: Site) -> None:
    answer = ferry.get("/?speaker=Ida+Brekke&differs=1&from=2031-01-01&sort=size")
    assert 'value="Ida Brekke"' in answer.body
    assert 'name="differs" value="1" checked' in answer.body
    assert 'value="2031-01-01"' in answer.body
    assert 'value="size" selected' in answer.body
    assert "/story/s1" in answer.body
    assert "/story/" not in ferry.get("/?speaker=Nobody").body


@pytest.mark.parametrize(
    "path",
    ["/?page=0", "/?page=1e9", "/?page=²", "/?from=yesterday", "/?from=2031-13-01", "/?sort=colour", "/?q=" + "x" * 300,
     "/api/names?kind=colour", "/api/tables/documents?limit=many", "/api/tables/documents?after=-1",
     "/api/tables/documents?limit=99999999"],
)  # fmt: skip
def test_a_wrong_question_is_told_what_is_right(ferry: Site, path: str) -> None:
    answer = ferry.get(path)
    assert answer.status == 400
    assert re.search("is a|are|has more|from|is one of", answer.body)
    assert answer.headers["content-type"].startswith("application/json" if "/api/" in path else "text/html")


def test_a_refusal_keeps_what_was_typed_and_leads_on(ferry: Site) -> None:
    answer = ferry.get("/?q=ferry+<b>&from=March")
    assert answer.status == 400
    assert "“March” is none of them" in answer.body
    assert 'name="q" value="ferry &lt;b&gt;"' in answer.body
    for path in ("/", "/add", "/whence"):
        assert f'<a href="{path}">' in answer.body
    assert 'href="/whence"' in ferry.get("/none").body
    stranger = Site(ferry.app.state.desk.workspace, Door.at("192.0.2.7", 8100)).get("/", "192.0.2.7:8100")
    assert stranger.status == 401
    assert 'href="/whence"' not in stranger.body


def test_a_very_long_address_is_refused(ferry: Site) -> None:
    assert ferry.get("/?q=" + "x" * 5000).status == 414


def test_a_very_large_story_is_a_list_of_its_texts(ferry: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.server.pages.WIDE", 2)
    monkeypatch.setattr("headwater.store.reading.WIDE", 2)
    site = Site(ferry.workspace)
    answer = site.get("/story/s1")
    assert "too large for one page" in answer.body
    assert "/document/a1" in answer.body
    assert site.get("/document/a1").status == 200


# -- pages that are kept -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/?q=bridge", "/story/{}", "/document/bridge", "/compare?a=bridge", "/report"])
def test_a_page_is_drawn_once_until_something_is_written(
    bridge: Site, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (story,) = bridge.workspace.stories()["id"].to_pylist()
    drawn: list[str] = []
    templates = environment()

    def counted() -> Environment:
        drawn.append(path)
        return templates

    for room in ("headwater.report.html", "headwater.server.show"):
        monkeypatch.setattr(f"{room}.environment", counted)
    first = bridge.get(path.format(story))
    many = len(drawn)
    assert first.status == 200
    assert many
    assert bridge.get(path.format(story)) == first
    assert len(drawn) == many
    bridge.workspace.write({"faults": to_table(Fault, [Fault("nowhere", "pages", "gone")])})
    bridge.get(path.format(story))
    assert len(drawn) > many


def test_what_another_program_writes_is_on_the_next_page(bridge: Site) -> None:
    assert "/document/oven" not in bridge.get("/?q=oven").body
    page = Page("https://post.example/oven", "body", "The baker sold his oven.", None, Given(id="oven"))
    list(pipeline.add(Workspace(bridge.workspace.path), [page]))
    assert "/document/oven" in bridge.get("/?q=oven").body


def test_an_order_is_told_on_every_page_from_the_moment_it_is_given(
    bridge: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "An order" not in bridge.get("/").body
    monkeypatch.setattr(bridge.work, "_work", lambda: None)
    bridge.work.give(Order(str(bridge.workspace.path), True, (), "", NEWS, "", False), "An order")
    assert "An order" in bridge.get("/").body


def test_pages_are_kept_within_bounds_and_the_oldest_goes_first() -> None:
    held, drawn = Kept(most=25), list[str]()

    def ask(name: str, moment: int = 1) -> bytes:
        def draw() -> Response:
            drawn.append(name)
            return Response(name * 10)

        return bytes(held.page((moment, 0), name, draw).body)

    assert [ask("a"), ask("b"), ask("a"), ask("c"), ask("a"), ask("b")] == [n.encode() * 10 for n in "abacab"]
    assert drawn == ["a", "b", "c", "b"]
    ask("b", moment=2)
    assert drawn[4:] == ["b"]


def test_a_page_that_is_overtaken_while_it_is_drawn_is_not_kept() -> None:
    held = Kept()

    def slowly() -> Response:
        assert held.page((2, 0), "other", lambda: Response("new")).body == b"new"
        return Response("old")

    assert held.page((1, 0), "here", slowly).body == b"old"
    assert held.page((2, 0), "here", lambda: Response("new")).body == b"new"


def test_a_headline_of_ten_megabytes_fills_no_page(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w", create=True)
    tables = ferry_heap.ferry()
    huge = "<b>ferry " * 1_200_000
    for name in ("documents", "stories"):
        rows = [row | {"headline": huge, "publisher": huge} for row in tables[name].to_pylist()]
        tables[name] = pa.Table.from_pylist(rows, tables[name].schema)
    workspace.write(tables)
    for path in ("/", "/?q=ferry", "/compare?a=a1", "/compare?a=a1&q=ferry"):
        answer = Site(workspace).get(path)
        assert answer.status == 200
        assert len(answer.body) < 50_000
        assert "<b>ferry" not in answer.body


def test_texts_that_were_never_traced_together_are_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.pipeline.adding.WHOLE", 0)
    monkeypatch.setattr("headwater.store.neighbours.SHARED", 99)
    workspace = Workspace(tmp_path / "w", create=True)
    sentence = "the swan that held up the tram at Ambry for an hour was given a medal and a bucket of barley"
    other = NEWS.replace("Tollan", "Skarn").upper()
    texts = {"one": f"In spring {sentence}.\n\n{NEWS}", "two": f"We hear that {sentence}.\n\n{other[::-1]}"}
    list(pipeline.add(workspace, [Page(n, "body", t, None, Given(id=n)) for n, t in texts.items()]))
    assert workspace.tables()["passages"].num_rows == 0
    assert "words in common, in 1 passage." in Site(workspace).get("/compare?a=one&b=two").body


def test_rows_of_a_table_come_in_slices(ferry: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ferry.get("/api/tables/documents?limit=4")
    rows = msgspec.json.decode(answer.body)
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert (rows["total"], len(rows["rows"])) == (6, 4)
    rest = msgspec.json.decode(ferry.get(f"/api/tables/documents?limit=4&after={rows['next']}").body)
    assert (rest["next"], [r["id"] for r in rest["rows"]]) == (None, ["e5", "f6"])
    monkeypatch.setattr("headwater.server.api.MOST_BYTES", 10)
    small = msgspec.json.decode(ferry.get("/api/tables/documents").body)
    assert (len(small["rows"]), small["next"]) == (1, 1)
    assert ferry.get("/api/tables/none").status == 404
    assert ferry.get("/api/tables/_pages").status == 404


def test_names_are_suggested(ferry: Site) -> None:
    assert msgspec.json.decode(ferry.get("/api/names?kind=speaker&q=bre").body) == {"names": ["Ida Brekke"]}


# -- what is handed in -------------------------------------------------------------------------------------------------


def test_a_text_that_is_pasted_is_added_and_told_of(bridge: Site) -> None:
    before = msgspec.json.decode(bridge.get("/api/state").body)
    copy = NEWS.replace("eleven", "twelve")
    shown = done(bridge, bridge.post("/add", {"key": bridge.door.key, "text": copy, "headline": "Bridge shut"}))
    assert "+1 copy of" in shown.body
    places = re.findall(r'href="(/(?:document|story)/[^"]+)"', shown.body)
    assert [p.split("/")[1] for p in places] == ["document", "story"]
    assert all(bridge.get(place).status == 200 for place in places)
    after = msgspec.json.decode(bridge.get("/api/state").body)
    assert after["version"] > before["version"]
    assert (after["documents"], after["running"]) == (2, [])


def test_files_are_added_by_their_endings_and_faults_are_told(bridge: Site) -> None:
    markup = "<html><title>Clocks</title><p>The museum at Vell opened a hall of forty clocks on Sunday.</p></html>"
    files = [
        ("../../etc/passwd.html", markup.encode()),
        ("..\\evil\u202eslmth.jsonl", b"{broken"),
        ("x.bin", b"\0\1" * 99),
    ]
    shown = done(bridge, bridge.post("/add", {"key": bridge.door.key}, files))
    assert "(passwd.html)" in shown.body
    assert "What could not be read" in shown.body
    documents = bridge.app.state.desk.workspace.tables()["documents"].to_pylist()
    assert {d["source"] for d in documents} == {"https://post.example/bridge", "passwd.html"}


def test_files_leave_nothing_behind(bridge: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    done(bridge, bridge.post("/add", {"key": bridge.door.key}, [("a.txt", b"A text about a town and its mayor.")]))
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith("headwater-")] == []


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, 400),
        ({"text": " \n "}, 400),
        ({"address": "file:///etc/passwd"}, 400),
        ({"address": "javascript:alert(1)"}, 400),
        ({"address": "https://" + "x" * 3000}, 400),
        ({"text": "x" * 2_000_001}, 413),
        ({"text": "x", "key": "wrong"}, 403),
    ],
)
def test_a_form_that_orders_nothing_or_too_much_is_refused(bridge: Site, fields: dict[str, str], status: int) -> None:
    assert bridge.post("/add", {"key": bridge.door.key} | fields).status == status
    assert bridge.work.jobs() == []


def test_too_much_is_refused_whatever_was_announced(bridge: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bridge.post("/add", {"key": bridge.door.key}, content_length=str(MOST_BODY + 1)).status == 413
    monkeypatch.setattr("headwater.server.guard.MOST_BODY", 1000)
    assert bridge.post("/add", {"key": bridge.door.key, "text": "x" * 2000}, content_length="10").status == 413


def test_where_a_text_comes_from_is_told_and_the_text_not_kept(bridge: Site) -> None:
    before = bridge.app.state.desk.workspace.tables()
    part = NEWS.split("\n\n")[1]
    shown = done(bridge, bridge.post("/whence", {"key": bridge.door.key, "text": part}))
    assert 'id="answer">Shortened from post.example' in shown.body
    assert 'href="/document/bridge"' in shown.body
    assert "this story of the workspace" in shown.body
    assert "Side by side" in shown.body
    assert bridge.app.state.desk.workspace.tables() == before
    shown = done(
        bridge, bridge.post("/whence", {"key": bridge.door.key, "text": "Forty clocks strike at noon in Vell."})
    )
    assert "Nothing in this workspace is like it." in shown.body


def test_a_heading_is_never_cut_within_a_word(bridge: Site) -> None:
    for n in range(40, 60):
        text = "x" * n + " " + NEWS
        bridge.post("/whence", {"key": bridge.door.key, "text": text})
        told = bridge.work.jobs()[0].told.removeprefix("Where does it come from: ")
        assert told.endswith(" …")
        assert set(told.removesuffix(" …").split()) <= set(text.split())


def test_too_many_orders_wait_nowhere(bridge: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bridge.work, "give", lambda *_: None)
    assert bridge.post("/add", {"key": bridge.door.key, "text": "x"}).status == 429


def ended(job: Job) -> None:
    """Waits until a job is over, a minute at the most."""
    for _ in range(1200):
        if job.is_over:
            return
        time.sleep(0.05)


def test_the_process_in_the_background_works_and_ends(tmp_path: Path) -> None:
    Workspace(tmp_path / "w", create=True)
    work = Work()
    job = work.give(Order(str(tmp_path / "w"), False, text=NEWS), "Add")
    assert job is not None
    ended(job)
    assert job.outcome is not None
    assert job.outcome.lines[0].told.startswith("new story")
    work.end()
    assert Workspace(tmp_path / "w").tables()["documents"].num_rows == 1


def test_a_process_that_dies_fails_its_order_alone(tmp_path: Path) -> None:
    labourer = Labourer()
    labourer._process.kill()
    outcome = labourer.do(Order(str(tmp_path / "w"), False, text=NEWS), lambda _: None)
    assert "ended before it was done" in outcome.failed
    assert labourer.is_gone


def test_where_no_process_can_be_started_that_is_told(tmp_path: Path) -> None:
    def start() -> Labourer:
        raise OSError(12, "Cannot allocate memory")

    work = Work(start)
    for _ in range(2):
        job = work.give(Order(str(tmp_path / "w"), False, text=NEWS), "Add")
        assert job is not None
        ended(job)
        assert job.outcome is not None
        assert "Cannot allocate memory" in job.outcome.failed
    work.end()


def test_a_workspace_that_is_gone_is_told(tmp_path: Path) -> None:
    outcome = labour.perform(Order(str(tmp_path / "none"), False, text=NEWS), lambda _: None)
    assert "There is no workspace" in outcome.failed


def test_an_order_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(labour, "MOST_PAGES", 2)
    Workspace(tmp_path / "w", create=True)
    rows = tmp_path / "rows.jsonl"
    rows.write_bytes(b"\n".join(msgspec.json.encode({"id": f"d{n}", "body": f"Text {n} of a town."}) for n in range(5)))
    outcome = labour.perform(Order(str(tmp_path / "w"), False, (File("rows.jsonl", str(rows)),)), lambda _: None)
    assert [f for f in outcome.faults if "at a time" in f]
    assert Workspace(tmp_path / "w").tables()["documents"].num_rows == 2
    assert not rows.exists()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("../../x.html", "x.html"),
        ("C:\\temp\\y.txt", "y.txt"),
        ("a\u202eb\0c\n.txt", "ab c .txt"),
        ("", "a file"),
        ("///", "a file"),
        ("..", ".."),
    ],
)
def test_a_name_is_a_label(name: str, told: str) -> None:
    assert taking.label(name) == told
    assert "/" not in taking.ending(name)


# -- who may come in ---------------------------------------------------------------------------------------------------


def test_no_foreign_name_is_answered(ferry: Site) -> None:
    assert ferry.get("/", host="evil.example").status == 400
    assert ferry.get("/", host="127.0.0.1.evil.example:8100").status == 400
    for name in ("localhost:8100", "127.0.0.1", "[::1]:8100"):
        assert ferry.get("/", host=name).status == 200
    assert ferry.send("GET", "/", []).status == 400
    assert ferry.send("GET", "/", [(b"host", b"localhost"), (b"host", b"evil.example")]).status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
def test_a_page_from_elsewhere_changes_nothing(bridge: Site, headers: dict[str, Any]) -> None:
    assert bridge.post("/add", {"key": bridge.door.key, "text": "x"}, **headers).status == 403
    assert bridge.work.jobs() == []


def test_what_only_shows_takes_no_orders(ferry: Site) -> None:
    answer = ferry.post("/", {})
    assert answer.status == 405
    assert answer.headers["allow"]
    assert ferry.send("DELETE", "/story/s1", [(b"host", b"localhost")]).status == 405


def test_whoever_is_not_on_this_machine_shows_the_token(ferry: Site) -> None:
    door = Door.at("192.0.2.7", 8100)
    assert door.token is not None
    site = Site(ferry.app.state.desk.workspace, door)
    host = "192.0.2.7:8100"
    for path in ("/", "/api/state", "/assets/style.css", "/document/a1", "/?token=wrong", "/?token="):
        assert site.get(path, host).status == 401
    target = urlsplit(door.address)
    entered = site.get(f"{target.path}?{target.query}", host)
    assert entered.status == 200
    cookie = entered.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert door.token not in cookie + entered.body
    assert site.get("/", host, cookie=cookie.partition(";")[0]).status == 200
    assert site.get("/", host, cookie=f"{door.cookie}=wrong").status == 401
    assert site.get("/", host, authorization=f"Bearer {door.token}").status == 200
    assert site.get("/", host, authorization="Bearer wrong").status == 401
    assert site.get("/", "evil.example", authorization=f"Bearer {door.token}").status == 400


def test_a_door_to_others_always_has_a_token() -> None:
    assert Door.at("127.0.0.1").token is None
    assert Door.at("localhost", token="a chosen one, long").token is not None
    made, other = Door.at("0.0.0.0"), Door.at("0.0.0.0")
    assert made.token
    assert made.token != other.token
    assert len(made.token) > 40
    with pytest.raises(UsageError, match="16 characters"):
        Door.at("127.0.0.1", token="short")


def test_behind_a_proxy_its_origin_is_the_one_that_browsers_see(tmp_path: Path) -> None:
    site = Site(Workspace(tmp_path / "w", create=True), Door.at(origin="https://Heap.example/"))
    token = site.door.token
    assert site.door.address == f"https://heap.example/?token={token}"
    shown = site.get(f"/?token={token}", host="heap.example")
    assert "Secure" in shown.headers["set-cookie"]
    cookie = shown.headers["set-cookie"].partition(";")[0]
    assert site.get("/add", host="heap.example").status == 401
    assert site.get("/add", host="heap.example", cookie=cookie).status == 200
    assert site.get("/add", host="other.example", cookie=cookie).status == 400
    form = {"key": site.door.key, "text": ""}  # which orders nothing, once it may
    for host, origin, status in (
        ("heap.example", "https://heap.example", 400),
        ("127.0.0.1:8100", "https://heap.example", 400),  # where the proxy says its own name
        ("127.0.0.1:8100", "http://127.0.0.1:8100", 400),
        ("heap.example", "http://heap.example", 403),
        ("heap.example", "https://other.example", 403),
    ):
        assert site.post("/add", form, host=host, origin=origin, cookie=cookie).status == status, (host, origin)
    beside = site.post("/add", form, origin="https://heap.example", cookie=cookie, sec_fetch_site="same-site")
    assert beside.status == 403


@pytest.mark.parametrize("origin", ["heap.example", "https://heap.example/path", "ftp://heap.example", "https://a b"])
def test_an_origin_is_a_scheme_and_a_name(origin: str) -> None:
    assert Door.at(origin="https://heap.example:443").origin == "https://heap.example"
    with pytest.raises(UsageError, match="without a path"):
        Door.at(origin=origin)


def test_it_binds_to_this_machine_only(monkeypatch: pytest.MonkeyPatch, ferry: Site) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr("uvicorn.run", lambda _, **options: told.update(options))
    server.serve(ferry.app.state.desk.workspace, Door.at(port=8123))
    assert (told["host"], told["port"]) == ("127.0.0.1", 8123)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.9.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1",
     "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe"],
)  # fmt: skip
def test_private_addresses_are_not_reached(address: str) -> None:
    asked_of: list[httpx.Request] = []
    transport = reaching.Open(_net(asked_of), lambda *_, **__: [(0, 0, 0, "", (address, 80))])
    with httpx.Client(transport=transport) as client, pytest.raises(httpx.ConnectError, match="private network"):
        client.get("https://news.example/story")
    assert asked_of == []


def test_an_address_is_asked_where_it_was_checked() -> None:
    asked_of: list[httpx.Request] = []
    turns = iter([["93.184.216.34"], ["93.184.216.34", "127.0.0.1"]])
    transport = reaching.Open(_net(asked_of), lambda *_, **__: [(0, 0, 0, "", (a, 80)) for a in next(turns)])
    with httpx.Client(transport=transport) as client:
        assert client.get("https://news.example/story").text == "fine"
        with pytest.raises(httpx.ConnectError):
            client.get("https://news.example/story")
    (request,) = asked_of
    assert (request.url.host, request.headers["host"]) == ("93.184.216.34", "news.example")
    assert request.extensions["sni_hostname"] == "news.example"


def test_a_pasted_address_on_this_machine_is_a_fault(bridge: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        address = f"http://localhost:{other.getsockname()[1]}/secret"
        shown = done(bridge, bridge.post("/add", {"key": bridge.door.key, "address": address}))
        other.settimeout(0.01)
        with pytest.raises(TimeoutError):
            other.accept()
    assert "private network, or on this machine" in shown.body


def _net(asked_of: list[httpx.Request]) -> httpx.MockTransport:
    def answer(request: httpx.Request) -> httpx.Response:
        asked_of.append(request)
        return httpx.Response(200, text="fine")

    return httpx.MockTransport(answer)
