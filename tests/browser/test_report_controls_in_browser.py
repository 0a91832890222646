"""Every control of a report by mouse and by keyboard, on both examples and on the founding one, in a real Chromium."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import headwater
from chromium import browser as start
from chromium import console, press, screen
from chromium import until as comes
from headwater import pipeline, report

pytestmark = pytest.mark.browser

EXAMPLES = Path(headwater.__file__).parent / "examples"
SEEDS = Path(__file__).parents[3] / "shared" / "data" / "seeds"
# The words that are lit; letters in the margin are no part of a text.
LIT = """
return [...(CSS.highlights.get("lit") || [])].map((range) => {
  const held = range.cloneContents();
  held.querySelectorAll("p > a, p > b").forEach((chip) => chip.remove());
  return held.textContent;
}).join("|");
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    running = start()
    screen(running, 1280, 900)
    yield running
    running.quit()


Heap = tuple[dict[str, pa.Table], str]


@pytest.fixture(
    scope="module",
    params=[EXAMPLES / "dam", EXAMPLES / "harbour", pytest.param(SEEDS, marks=pytest.mark.data)],
    ids=["dam", "harbour", "seeds"],
)
def heap(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Heap:
    """The tables of a heap, and the address of its report."""
    if not request.param.is_dir():
        pytest.skip(f"needs {request.param}")
    tables = pipeline.trace(sorted(request.param.glob("*"))).tables
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report.page(tables), "utf-8")
    return tables, path.as_uri()


@pytest.fixture
def page(browser: Any, heap: Heap) -> Iterator[Any]:
    """The report, freshly opened; its console stays empty and it asks nobody for anything, whatever is done to it."""
    scheme(browser, "light")
    screen(browser, 1280, 900)
    browser.get("about:blank")
    console(browser)
    browser.get(heap[1])
    yield browser
    assert console(browser) == []
    assert browser.execute_script("return performance.getEntriesByType('resource').length") == 0


def until(browser: Any, script: str) -> Any:
    """What the script gives, once it gives something."""
    return comes(lambda: browser.execute_script(script))


def scheme(browser: Any, name: str) -> None:
    """What the reader prefers: light or dark."""
    features = [{"name": "prefers-color-scheme", "value": name}]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})


def click(browser: Any, query: str, down: int = 0) -> Any:
    """A real click on the middle of the first of these that can be seen, or so many pixels below it."""
    from selenium.webdriver.common.action_chains import ActionChains  # noqa: PLC0415  (only where it is installed)

    element = next(e for e in browser.find_elements("css selector", query) if e.is_displayed())
    browser.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    ActionChains(browser).move_to_element_with_offset(element, 0, down).click().perform()
    return element


def unfold(browser: Any) -> None:
    browser.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")


# ---- the mouse


def test_every_link_within_the_page_leads_to_something_that_can_be_seen(page: Any) -> None:
    lost = page.execute_script("""
        const lost = [];
        const every = [...document.querySelectorAll('a[href^="#"]')].map((a) => a.getAttribute("href"));
        const some = [...new Set(every)].sort();
        for (const to of some.filter((_, n) => n % Math.ceil(some.length / 60) === 0)) {  // a browser stops who goes on
          document.querySelectorAll("details").forEach((d) => { d.open = false; });
          history.replaceState(null, "", to);
          dispatchEvent(new HashChangeEvent("hashchange"));
          if (!document.getElementById(to.slice(1))?.checkVisibility()) lost.push(to);
        }
        return lost;
    """)
    assert lost == []


def test_every_fold_opens_and_closes_by_a_click(page: Any) -> None:
    folds = page.find_elements("css selector", ".part > .more > summary, .fold > summary")
    assert len(folds) >= 3
    for fold in [f for f in folds if f.is_displayed()][:6]:
        page.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", fold)
        for state in (True, False):
            fold.click()
            assert page.execute_script("return arguments[0].parentElement.open", fold) is state


def test_a_click_on_a_line_of_the_tree_opens_its_evidence(page: Any) -> None:
    click(page, ".plot a > .edge > rect")
    shown = until(
        page, "const e = document.querySelector('.link[open]'); return e && e.checkVisibility() && e.textContent"
    )
    assert "for" in shown
    assert "%" in shown


def test_a_click_on_a_ring_leads_to_the_text(page: Any) -> None:
    click(page, ".plot a > circle")
    assert until(page, "return document.querySelector(location.hash).className") == "text"


def test_two_texts_are_laid_beside_each_other_and_all_are_shown_again(page: Any) -> None:
    every = len(page.find_elements("css selector", ".text"))
    click(page, ".choose button")
    assert [t.is_displayed() for t in page.find_elements("css selector", ".text")].count(True) == 2
    told = page.find_element("css selector", ".choose + p").text
    assert told.startswith("A and B")
    click(page, ".choose button")
    assert [t.is_displayed() for t in page.find_elements("css selector", ".text")].count(True) == every


def test_any_text_can_be_chosen_for_either_side(page: Any) -> None:
    from selenium.webdriver.support.select import Select  # noqa: PLC0415  (only where it is installed)

    left, right = map(Select, page.find_elements("css selector", ".choose select"))
    assert len(left.options) == len(right.options) == len(page.find_elements("css selector", ".text"))
    left.select_by_index(2)
    right.select_by_index(1)
    shown = """
        const texts = [...document.querySelectorAll(".text:not([hidden])")];
        return texts.sort((a, b) => a.style.order - b.style.order).map((t) => t.ariaLabel);
    """
    assert page.execute_script(shown) == ["C", "B"]
    right.select_by_index(2)
    assert len(page.execute_script(shown)) == 2


TOPS = "return [...document.querySelectorAll('.text:not([hidden]) .flow')].map((f) => f.scrollTop)"


def test_a_reading_that_is_followed_is_lit_and_the_other_text_comes_beside_it(page: Any) -> None:
    changed(page)
    page.execute_script("""
        const shown = [...document.querySelectorAll(".text:not([hidden])")].map((t) => t.id.slice(2));
        const links = [...document.querySelectorAll(".app a")];
        links.filter((a) => shown.includes(a.hash.slice(1).split(":")[0])).at(-1).click();
    """)
    assert until(page, LIT)
    assert len(page.execute_script(TOPS)) == 2
    if max(page.execute_script(TOPS)) > 50:  # a place at the top of a text is seen without scrolling
        until(page, f"const [a, b] = (() => {{ {TOPS} }})(); return a > 50 && b > 50")


def test_where_one_text_is_scrolled_the_other_follows(page: Any) -> None:
    changed(page)
    assert page.execute_script(TOPS) == [0, 0]
    page.execute_script("""
        const flow = document.querySelector(".text:not([hidden]) .flow");
        flow.dispatchEvent(new Event("focusin", { bubbles: true }));
        flow.scrollTop = flow.scrollHeight / 2;
    """)
    until(page, f"const [a, b] = (() => {{ {TOPS} }})(); return a > 50 && b > 50")


LONG = """
return [...document.querySelectorAll(".text:not([hidden]) .flow")].every((f) => f.scrollHeight > f.clientHeight + 200);
"""


def changed(page: Any) -> None:
    """Lays two texts beside each other that share something in which they part, long enough to be scrolled."""
    from selenium.webdriver.support.select import Select  # noqa: PLC0415  (only where it is installed)

    screen(page, 1280, 500)
    left, right = map(Select, page.find_elements("css selector", ".choose select"))
    many = len(left.options)
    for a in range(many):
        for b in range(a + 1, many):
            left.select_by_index(a)
            right.select_by_index(b)
            if page.execute_script(LONG) and page.execute_script("return CSS.highlights.get('odd').size"):
                return
    pytest.fail("no two texts with a change in what they share")


def test_a_click_on_the_strip_leads_down_the_text(page: Any) -> None:
    screen(page, 1280, 500)
    click(page, ".heat", down=100)
    assert until(page, "return document.querySelector('.flow').scrollTop > 50")


def test_the_search_and_the_help_have_buttons_to_open_and_close_them(page: Any) -> None:
    for key, name in (("/", "find"), ("?", "help")):
        click(page, f'[data-key="{key}"]')
        assert until(page, f"return document.getElementById('{name}').open")
        click(page, f"#{name} .shut")
        assert not page.execute_script(f"return document.getElementById('{name}').open")


# ---- the keyboard


def test_the_tab_key_comes_by_everything_that_can_be_used(page: Any) -> None:
    reachable = page.execute_script("""
        return [...document.querySelectorAll("a[href], button, summary, select, [tabindex='0']")]
          .filter((e) => e.tabIndex >= 0 && e.checkVisibility() && !e.closest("dialog")).length;
    """)
    from selenium.webdriver.common.keys import Keys  # noqa: PLC0415  (only where it is installed)

    page.execute_script("window.seen = new Set(); addEventListener('focusin', (e) => seen.add(e.target))")
    for _ in range(reachable // 40 + 2):
        press(page, Keys.TAB * 40)
    assert page.execute_script("return seen.size") >= reachable


def test_a_fold_opens_and_a_link_is_followed_by_the_keyboard(page: Any) -> None:
    page.execute_script("document.querySelector('.part > .more > summary').focus()")
    press(page, " ")
    assert page.execute_script("return document.activeElement.parentElement.open")
    page.execute_script("document.querySelector('.rows small a').focus()")
    press(page, "\ue007")  # Enter
    assert until(page, "return document.querySelector('.link[open]')?.checkVisibility()")


def test_texts_are_chosen_by_the_keyboard(page: Any) -> None:
    page.execute_script("document.querySelectorAll('.choose select')[1].focus()")
    press(page, "\ue015")  # arrow down
    assert until(page, "return document.querySelector('.texts.pair')")
    assert page.execute_script("return document.querySelectorAll('.choose select')[1].selectedIndex") == 2


def test_n_and_p_walk_through_the_marks_of_a_text_once_one_is_in_it(page: Any) -> None:
    page.execute_script("document.querySelector('.text:has(i[id]) .flow').focus()")
    text = page.execute_script("return document.activeElement.parentElement.dataset.doc")
    press(page, "n")
    first = until(page, "return location.hash.includes('-') && location.hash")
    assert first.startswith(f"#{text}:")
    assert page.execute_script(LIT)
    press(page, "n")
    assert until(
        page, f"return location.hash.includes('-') && location.hash !== '{first}' && location.hash"
    ).startswith(f"#{text}:")
    press(page, "p")
    assert until(page, f"return location.hash === '{first}'")


def test_every_finding_is_passed_by_n(page: Any) -> None:
    kinds = "h3, .matrix tbody tr, .claims > li, .differ > li, .link > summary, .app > li"
    stops = page.execute_script(f"return document.querySelectorAll('{kinds}').length")
    page.execute_script("window.seen = new Set(); addEventListener('focusin', (e) => seen.add(e.target))")
    press(page, "n" * stops)
    assert page.execute_script("return seen.size") == stops


def test_the_words_selected_get_an_address(page: Any, heap: Heap) -> None:
    page.execute_script("""
        const p = document.querySelector(".flow > p[id]"), walk = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
        let node = walk.nextNode();
        while (node.parentNode.matches("a, b") || node.data.length < 12) node = walk.nextNode();
        getSelection().setBaseAndExtent(node, 2, node, 11);
        window.chosen = getSelection().toString();
    """)
    press(page, "l")
    place = until(page, "return location.hash.includes(':') && location.hash")
    assert characters(heap, place) == page.execute_script("return chosen") == until(page, LIT)


# ---- every number and mark leads to its characters


def characters(heap: Heap, place: str) -> str:
    """What stands at `#document:start-end`."""
    name, ends = place.removeprefix("#").split(":")
    start_, end = map(int, ends.split("-"))
    text = next(d["text"] for d in heap[0]["documents"].to_pylist() if d["id"] == name)
    return str(text[start_:end])


def test_every_link_to_a_place_lights_its_characters_and_gets_an_address_that_lasts(page: Any, heap: Heap) -> None:
    unfold(page)
    links = page.execute_script(
        "return [...new Set([...document.querySelectorAll('a[href*=\":\"]')].map((a) => a.hash))]"
    )
    places = sorted({link for link in links if link.startswith("#") and "." in link})
    assert len(places) > 20
    for link in places[:: max(1, len(places) // 40)]:
        page.execute_script(f"location.hash = '{link}'; dispatchEvent(new HashChangeEvent('hashchange'))")
        place = until(page, "return location.hash.includes('-') && location.hash")
        lit = "".join(page.execute_script(LIT).split())
        meant = "".join(characters(heap, place).split())
        assert lit == meant or (not meant and len(lit) <= 1)


# ---- everybody can read it


# Its own rules, and that all writing stands out seven to one.
AXE = "{resultTypes: ['violations'], rules: {'color-contrast-enhanced': {enabled: true}}}"


@pytest.mark.parametrize("light", ["light", "dark"])
def test_axe_finds_nothing(page: Any, light: str) -> None:
    pytest.importorskip("axe_core_python")
    scheme(page, light)
    unfold(page)
    page.execute_script(files("axe_core_python").joinpath("axe.min.js").read_text("utf-8"))
    for pair in (False, True):
        if pair:
            click(page, ".choose button")
        found = page.execute_async_script(f"axe.run(document, {AXE}).then(arguments[0])")
        assert [(v["id"], v["impact"], v["nodes"][0]["html"]) for v in found["violations"]] == []


@pytest.mark.parametrize("pair", [False, True], ids=["all", "pair"])
@pytest.mark.parametrize("width", [390, 768, 1280])
def test_nothing_is_wider_than_the_screen(page: Any, width: int, pair: bool) -> None:
    screen(page, width, 844)
    unfold(page)
    if pair:
        click(page, ".choose button")
    assert page.execute_script("return document.documentElement.scrollWidth") <= width


def test_on_paper_all_folds_are_open_and_nothing_is_cut_off(page: Any) -> None:
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    hidden, cut = page.execute_script("""
        const all = (query) => [...document.querySelectorAll(query)];
        const scrolls = (e) => e.scrollHeight > e.clientHeight + 2 && getComputedStyle(e).overflowY !== "visible";
        return [all("details > :not(summary)").filter((e) => !e.getClientRects().length).length,
                all(".flow, .texts").filter(scrolls).length];
    """)
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert (hidden, cut) == (0, 0)


def test_without_script_the_passages_of_a_text_lead_to_its_partners(heap: Heap) -> None:
    bare = start("--blink-settings=scriptEnabled=false")
    try:
        bare.get(heap[1])
        chips = bare.find_elements("css selector", ".flow > p > a")
        assert len(chips) >= 3
        assert bare.find_elements("css selector", ".choose") == []
        chips[0].send_keys("\ue007")  # Enter
        target = bare.current_url.rpartition("#")[2]
        assert bare.find_element("css selector", f'[id="{target}"]').is_displayed()
        letter = chips[0].text.rpartition("→")[2]
        assert target.startswith(f"{letter}:")
    finally:
        bare.quit()
