"""The workbench in a real Chromium: every control by mouse and by keyboard, what is new without asking, attacks."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import uvicorn

import chromium
import ferry_heap
from chromium import console, press, screen, until
from headwater import pipeline
from headwater.pages import Given, Page
from headwater.server import Door, app
from headwater.store import Workspace

pytestmark = pytest.mark.browser

ENTER, TAB, ESCAPE, SPACE = "\ue007", "\ue004", "\ue00c", " "
BRIDGE = """The bridge at Tollan was closed on Monday after divers found a crack in its second pier, the county said.

Engineer Mara Quist told the council that the crack was eleven centimetres wide and had grown since the spring."""
CLOCKS = (
    "The museum at Vell opened a hall of forty clocks on Sunday, and the keeper said that all of them would strike."
)


class Bench:
    """A workbench that is served, and the browser in front of it."""

    def __init__(self, browser: Any, address: str, workspace: Workspace) -> None:
        self.browser, self.address, self.workspace = browser, address, workspace

    def open(self, path: str) -> None:
        """Go to a page."""
        self.browser.get(self.address + path)

    def one(self, css: str) -> Any:
        """The first element of a kind."""
        return self.browser.find_element("css selector", css)

    def text(self) -> str:
        """What stands on the page."""
        return str(self.browser.execute_script("return document.body.innerText"))

    def has(self, words: str) -> None:
        """Wait until words are there."""
        until(lambda: words in self.text())

    def script(self, source: str) -> Any:
        """What a script gives."""
        return self.browser.execute_script(source)


@contextmanager
def served(workspace: Workspace, browser: Any) -> Iterator[Bench]:
    """The workbench of a workspace on a port of its own."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        running = uvicorn.Server(
            uvicorn.Config(app(workspace, Door.at(port=port)), log_level="warning", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=running.run, args=([door],), daemon=True)
        thread.start()
        try:
            yield Bench(browser, f"http://127.0.0.1:{port}", workspace)
        finally:
            running.should_exit = True
            thread.join(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = chromium.browser("--force-prefers-reduced-motion")
    yield found
    found.quit()


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Two stories."""
    workspace = Workspace(tmp_path_factory.mktemp("bench") / "w.headwater", create=True)
    texts = {
        "post": (BRIDGE, "2031-03-03"), "star": (BRIDGE.replace("eleven", "twelve"), "2031-03-04"),
        "vell": (CLOCKS, "2031-03-05"),
    }  # fmt: skip
    pages = [
        Page(
            f"https://{n}.example/1",
            "body",
            t,
            f"https://{n}.example/1",
            Given(id=n, headline=t[:30], date_published=d),
        )
        for n, (t, d) in texts.items()
    ]
    list(pipeline.add(workspace, pages))
    return workspace


@pytest.fixture(scope="module")
def running(browser: Any, kept: Workspace) -> Iterator[Bench]:
    with served(kept, browser) as bench:
        yield bench


@pytest.fixture(scope="module")
def shown(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench of the ferry heap, which is only shown."""
    workspace = Workspace(tmp_path_factory.mktemp("ferry") / "ferry.headwater", create=True)
    workspace.write(ferry_heap.ferry())
    with served(workspace, browser) as bench:
        yield bench


@pytest.fixture
def bench(running: Bench) -> Iterator[Bench]:
    """A bench into which one may write, whose console stays empty."""
    yield from _quiet(running)


@pytest.fixture
def ferry(shown: Bench) -> Iterator[Bench]:
    """The ferry bench, whose console stays empty."""
    yield from _quiet(shown)


def _quiet(bench: Bench) -> Iterator[Bench]:
    screen(bench.browser, 1280, 900)
    bench.open("/")
    console(bench.browser)
    yield bench
    assert console(bench.browser) == []


def test_words_are_looked_for_by_mouse_and_by_keyboard(bench: Bench) -> None:
    bench.one("#q").send_keys("crack")
    bench.one(".mast button").click()
    until(lambda: bench.one(".hit mark").text.lower() == "crack")
    press(bench.browser, "/")
    assert bench.script("return document.activeElement.id") == "q"
    press(bench.browser, "clocks", ENTER)
    until(lambda: bench.one(".hit mark").text == "clocks")
    press(bench.browser, "n", ENTER)
    bench.has("Lay it beside another text")
    assert "/document/vell" in bench.browser.current_url


def rows(bench: Bench) -> int:
    """How many rows the list has."""
    return len(bench.browser.find_elements("css selector", ".lines > li"))


def test_filters_are_set_by_mouse_and_by_keyboard_and_names_are_suggested(ferry: Bench) -> None:
    everything = rows(ferry)
    ferry.one("[name=newsroom]").send_keys("harb")
    until(lambda: ferry.script("return document.querySelector('#names-newsroom option')?.value") == "Harbour Times")
    ferry.one(".sieve button").click()
    until(lambda: "newsroom=harb" in ferry.browser.current_url)
    assert rows(ferry) == 1 < everything
    ferry.one(".sieve a").click()
    until(lambda: rows(ferry) == everything)
    ferry.script("document.querySelector('[name=from]').focus()")
    press(ferry.browser, "2031-03-04", TAB, TAB, SPACE, ENTER)
    until(lambda: "differs=1" in ferry.browser.current_url)
    assert ferry.one("[name=differs]").is_selected()
    assert ferry.one("[name=from]").get_attribute("value") == "2031-03-04"
    assert rows(ferry) == 1


def test_lists_are_walked_page_by_page_and_row_by_row(ferry: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("headwater.server.asked.ROWS", 1)
    ferry.open("/?to=2039")  # drawn for the first time
    first = ferry.one(".lines a").text
    ferry.one("a[rel=next]").click()
    until(lambda: ferry.one(".lines a").text != first)
    ferry.script("document.querySelector('a[rel=prev]').focus()")
    press(ferry.browser, ENTER)
    until(lambda: ferry.one(".lines a").text == first)
    press(ferry.browser, "n")
    assert ferry.script("return document.activeElement.textContent") == first
    press(ferry.browser, "?")
    assert ferry.script("return document.getElementById('help').open")
    press(ferry.browser, ESCAPE)
    assert not ferry.script("return document.getElementById('help').open")


def test_a_story_has_the_keys_of_the_report(ferry: Bench) -> None:
    ferry.one("a[href='/story/s1']").click()
    ferry.has("From whom they have it")
    press(ferry.browser, "n")
    assert ferry.script("return document.activeElement.textContent").startswith("From whom")
    press(ferry.browser, "/")
    assert ferry.script("return document.getElementById('find').open")
    press(ferry.browser, "ferry")
    until(lambda: ferry.browser.find_elements("css selector", "#find li button"))
    press(ferry.browser, ESCAPE)


def test_two_texts_are_laid_side_by_side(bench: Bench) -> None:
    bench.open("/compare?a=post&b=star")
    bench.has("twelve")
    bench.open("/document/post")
    bench.one("a[href^='/compare'][href*='b=star']").click()
    bench.has("Change sides")
    bench.one("a[href*='a=star']").click()
    until(lambda: "a=star" in bench.browser.current_url)
    bench.open("/")
    bench.browser.find_element("partial link text", "The bridge").click()
    bench.has("Lay two texts side by side")
    bench.script("document.querySelector('.sieve button').focus()")
    press(bench.browser, ENTER)
    bench.has("Change sides")
    bench.open("/compare?a=post")
    bench.one("#other").send_keys("clocks", ENTER)
    bench.has("lay beside it")
    bench.browser.find_element("link text", "lay beside it").click()
    bench.has("Change sides")


def test_what_two_texts_share_is_said_once(bench: Bench) -> None:
    bench.open("/compare?a=post&b=star")
    until(lambda: bench.browser.find_elements("css selector", ".choose"))
    assert bench.text().count("in common") == 1
    (story,) = (s["id"] for s in bench.workspace.tables()["stories"].to_pylist() if "post" in s["documents"])
    bench.open(f"/story/{story}")
    bench.script("document.querySelectorAll('details').forEach(d => d.open = true)")
    bench.script("document.querySelector('.choose button').click()")
    bench.has("in common")


def test_a_text_is_pasted_and_its_progress_is_seen(bench: Bench) -> None:
    bench.open("/add")
    bench.one("#text").send_keys(BRIDGE.replace("Monday", "Tuesday").replace("\n\n", " "))
    bench.one("#headline").send_keys("Bridge shut")
    bench.one(".hand button").click()
    until(lambda: "/job/" in bench.browser.current_url)
    bench.has("+1 copy of")
    bench.open("/add")
    bench.has("Add: Bridge shut")


def test_a_file_is_chosen_and_one_is_dropped(bench: Bench, tmp_path: Path) -> None:
    file = tmp_path / "tram.txt"
    file.write_text("The tram to Ambry was halted by a swan that would not leave the rails for an hour.", "utf-8")
    bench.open("/add")
    bench.one("#files").send_keys(str(file))
    bench.script("document.querySelector('.hand button').focus()")
    press(bench.browser, ENTER)
    bench.has("(tram.txt)")
    bench.open("/add")
    bench.script(
        "const held = new DataTransfer(); held.items.add(new File(["
        "'A lighthouse on Skarn rock was sold to a school of painters for one coin.'], 'light.txt'));"
        "document.body.dispatchEvent(new DragEvent('dragover', {dataTransfer: held, bubbles: true, cancelable: true}));"
        "document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: held, bubbles: true, cancelable: true}));"
    )
    until(lambda: "/job/" in bench.browser.current_url)
    bench.has("(light.txt)")


def test_where_a_text_comes_from_is_asked_and_answered(bench: Bench) -> None:
    documents = bench.workspace.counts()["documents"]
    bench.browser.find_element("link text", "Where from?").click()
    bench.one("#text").send_keys(CLOCKS)
    bench.one(".hand button").click()
    bench.has("This very text is in the workspace: vell.example.")
    until(lambda: bench.one("script[src*='script.js']"))
    bench.one("details summary").click()
    assert bench.workspace.counts()["documents"] == documents


def test_what_another_process_adds_is_seen_without_asking(bench: Bench) -> None:
    bench.open("/?sort=size")
    before = bench.one("main").text
    bench.script("window.stays = 1")
    page = Page("owl.txt", "body", "An owl has moved into the town hall of Brask and sleeps above the clock.", None)
    list(pipeline.add(bench.workspace, [page]))
    until(lambda: bench.one("main").text != before)
    assert bench.script("return window.stays") == 1
    bench.one("[name=newsroom]").send_keys("po")
    before = bench.one("main").text
    page = Page("fox.txt", "body", "A fox was seen on the roof of the savings bank in Nordby at noon.", None)
    list(pipeline.add(bench.workspace, [page]))
    time.sleep(3)
    assert bench.one("main").text == before
    assert bench.one("[name=newsroom]").get_attribute("value") == "po"
    bench.script("document.activeElement.blur()")
    until(lambda: bench.one("main").text != before)
    bench.open("/document/post")
    page = Page("eel.txt", "body", "Eels were counted in the Tollan for the first time in nine years.", None)
    list(pipeline.add(bench.workspace, [page]))
    until(lambda: bench.one("#news").is_displayed())
    bench.one("#news").click()
    until(lambda: not bench.one("#news").is_displayed())


def overhang(bench: Bench) -> int:
    """Pixels by which a page can be scrolled sideways."""
    wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return int(bench.script(wide))


def test_nothing_runs_over_on_a_narrow_screen(bench: Bench) -> None:
    screen(bench.browser, 390, 844)
    for path in ("/", "/?q=crack", "/add", "/whence", "/document/post", "/compare?a=post&b=star", "/none"):
        bench.open(path)
        assert overhang(bench) <= 0, path
    console(bench.browser)  # the address that is not there is told in the console


@pytest.fixture(scope="module")
def lengthy(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A story whose texts have addresses, names and headlines without a place where a line may break."""
    workspace = Workspace(tmp_path_factory.mktemp("long") / "w.headwater", create=True)
    pages = []
    for n in ("one", "two", "six"):
        url = f"https://{n}-{'long' * 12}.example/{'archive-of-the-county' * 6}/{n}.html?{'id=' * 20}"
        text = BRIDGE.replace("eleven", n)
        given = Given(id=n, headline=f"{n}_{'bridge' * 30}", publisher="Post" * 25, date_published="2031-03-03")
        pages.append(Page(url, "body", text, url, given))
    pages.append(Page(f"{'folder/' * 30}file.txt", "body", BRIDGE.replace("eleven", "ten"), None, Given(id="ten")))
    list(pipeline.add(workspace, pages))
    return workspace


@pytest.mark.parametrize("width", [390, 320])
def test_no_long_address_runs_over_on_a_narrow_screen(browser: Any, lengthy: Workspace, width: int) -> None:
    (story,) = lengthy.tables()["stories"]["id"].to_pylist()
    with served(lengthy, browser) as bench:
        screen(browser, width, 844)
        pages = ["/", "/?q=crack", f"/story/{story}", "/document/one", "/document/ten", "/compare?a=one&b=two"]
        for path in [*pages, "/compare?a=one&b=ten", "/compare?a=one&q=crack", "/compare?a=one"]:
            bench.open(path)
            bench.script("document.querySelectorAll('details').forEach(d => d.open = true)")
            assert overhang(bench) <= 0, path


def test_the_strip_of_a_text_is_as_high_as_the_text(bench: Bench) -> None:
    for width in (1280, 390):
        screen(bench.browser, width, 844)
        bench.open("/document/post")
        high = "return document.querySelector('.lone {}').getBoundingClientRect().height"
        flow, strip = (bench.script(high.format(part)) for part in (".flow", ".heat"))
        assert 0 < flow < 700
        assert abs(strip - flow) < 1, width


def test_it_is_dark_where_the_reader_wants_it_dark(bench: Bench) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        bench.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        bench.open("/")
        grounds.append(bench.script("return getComputedStyle(document.querySelector('#q')).backgroundColor"))
    bench.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert grounds[0] != grounds[1]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(ferry: Bench, scheme: str) -> None:
    pytest.importorskip("axe_core_python")
    axe = files("axe_core_python").joinpath("axe.min.js").read_text("utf-8")
    feature = {"name": "prefers-color-scheme", "value": scheme}
    ferry.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
    for path in ("/", "/?q=ferry&page=1", "/add", "/whence", "/document/a1", "/compare?a=a1&b=b2", "/compare?a=a1"):
        ferry.open(path)
        ferry.script(axe)
        strict = "{resultTypes: ['violations'], rules: {'color-contrast-enhanced': {enabled: true}}}"
        found = ferry.browser.execute_async_script(f"axe.run(document, {strict}).then(arguments[0])")
        assert [(v["id"], v["nodes"][0]["html"]) for v in found["violations"]] == [], path
    ferry.browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_it_works_without_script(kept: Workspace) -> None:
    plain = chromium.browser("--blink-settings=scriptEnabled=false", "--force-prefers-reduced-motion")
    try:
        with served(kept, plain) as bench:
            bench.open("/")
            bench.one("#q").send_keys("crack")
            bench.one(".mast button").click()
            until(lambda: "crack" in bench.one(".hit").text)
            bench.one(".lines a").click()
            until(lambda: "Mara Quist" in bench.one("main").text)
            bench.open("/whence")
            bench.one("#text").send_keys(CLOCKS)
            bench.one(".hand button").click()
            until(lambda: bench.browser.find_elements("css selector", "#answer"))
    finally:
        plain.quit()


def test_a_hostile_heap_does_nothing(browser: Any, tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "<img src=x onerror=pwned=1>.headwater", create=True)
    tables = ferry_heap.hostile()
    workspace.write(tables)
    attack = "<script>window.pwned=1</script><img src=x onerror='window.pwned=1'>\u202e"
    screen(browser, 1280, 900)
    with served(workspace, browser) as bench:
        console(browser)
        stories, documents = (tables[t]["id"].to_pylist() for t in ("stories", "documents"))
        paths = [
            "/",
            "/?q=script",
            "/add",
            "/whence",
            "/?speaker=script",
            f"/compare?a={_quoted(documents[0])}&b={_quoted(documents[1])}",
        ]
        paths += [f"/story/{_quoted(s)}" for s in stories] + [f"/document/{_quoted(d)}" for d in documents]
        paths += [f"/?newsroom={_quoted(attack)}&q={_quoted(attack)}"]
        for path in paths:
            bench.open(path)
            bench.script("document.querySelectorAll('details').forEach(d => d.open = true)")
            press(browser, "n")
            assert bench.script("return document.querySelectorAll('a[href^=\"javascript\" i]').length") == 0
            assert bench.script("return document.querySelectorAll('script:not([src^=\"/assets/\"])').length") == 0
            assert bench.script("return typeof window.pwned") == "undefined", path
            assert console(browser) == [], path
        bench.open("/add")
        held = json.dumps([attack + ".html", f"<title>{attack}</title><p>{attack * 3} The mayor of Brask left.</p>"])
        bench.script(
            f"const [name, body] = {held}; const held = new DataTransfer(); held.items.add(new File([body], name));"
            "document.getElementById('files').files = held.files; document.querySelector('.hand').requestSubmit();"
        )
        until(lambda: bench.browser.find_elements("css selector", "#answer"))
        bench.open("/")
        assert bench.script("return typeof window.pwned") == "undefined"
        assert console(browser) == []


def _quoted(text: str) -> str:
    return quote(text, safe="")
