"""The page in a real Chromium: quiet console, keys, lit anchors, attacks that do nothing, no script needed."""

import re
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

import ferry_heap
from chromium import browser as start
from chromium import console, press, screen
from chromium import until as comes
from headwater import report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    browser = start()
    yield browser
    browser.quit()


def until(browser: Any, script: str) -> Any:
    """What the script gives, once it gives something."""
    return comes(lambda: browser.execute_script(script))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages as files, as a reader would open them."""
    made = tmp_path_factory.mktemp("pages")
    (made / "ferry.html").write_text(report.page(ferry_heap.ferry()), "utf-8")
    (made / "hostile.html").write_text(report.page(ferry_heap.hostile()), "utf-8")
    (made / "story.html").write_text(report.page(ferry_heap.ferry(), story="s1"), "utf-8")
    return made


@pytest.fixture
def ferry(chromium: Any, folder: Path) -> Any:
    """The ferry page, freshly opened, on a screen of 1280 by 900."""
    screen(chromium, 1280, 900)
    chromium.get("about:blank")
    chromium.get((folder / "ferry.html").as_uri())
    return chromium


def test_the_console_is_empty(ferry: Any) -> None:
    assert until(ferry, "return document.readyState === 'complete'")
    assert console(ferry) == []


def test_n_and_p_walk_through_the_findings(ferry: Any) -> None:
    seen = []
    for key in "nnp":
        press(ferry, key)
        seen.append(ferry.execute_script("return document.activeElement.textContent"))
    assert seen[0] == "From whom they have it"
    assert seen[1] != seen[0]
    assert seen[2] == seen[0]


def test_capital_n_opens_the_next_story(ferry: Any) -> None:
    press(ferry, "NN")
    assert ferry.execute_script("return document.activeElement.id") == "s-s2"
    assert ferry.execute_script("return document.activeElement.closest('details').open")


def test_a_link_lights_the_characters(ferry: Any) -> None:
    link = ferry.find_element("css selector", ".differ dd a")
    value = ferry.find_element("css selector", ".differ dt").text
    ferry.execute_script("arguments[0].click()", link)
    lit = until(ferry, "return [...document.querySelectorAll('.lit')].map(e => e.textContent).join('')")
    assert lit == value.split()[0]
    box = until(
        ferry, "const r = document.querySelector('.lit').getBoundingClientRect(); return r.height && [r.top, r.bottom]"
    )
    assert box[1] > box[0]
    assert console(ferry) == []


def test_a_link_into_a_fold_opens_it(ferry: Any) -> None:
    ferry.execute_script("location.hash = 'd-A-2'")
    assert until(ferry, "return document.getElementById('d-A-2').closest('details.fold-story').open")


def test_the_lasting_address_of_a_place_leads_to_it(ferry: Any) -> None:
    short = ferry.execute_script("return document.querySelector('i[id^=\"B:\"]').id")
    key, start, length = re.split(r"[:.]", short)
    document = ferry.execute_script(f"return document.getElementById('d-{key}').dataset.doc")
    at = int(start, 36)
    ferry.execute_script(f"location.hash = '{document}:{at}-{at + int(length, 36)}'")
    assert until(ferry, "return document.querySelector('.lit')?.id") == short
    ferry.execute_script(f"location.hash = '{short}'")
    assert until(ferry, f"return location.hash === '#{document}:{at}-{at + int(length, 36)}'")


def test_on_a_narrow_screen_every_cell_has_the_letter_of_its_text(ferry: Any) -> None:
    screen(ferry, 390, 844)
    cells = ferry.execute_script(
        "return [...document.querySelectorAll('.matrix tbody tr')].map(r => [r.cells.length - 1,"
        "document.querySelectorAll('.matrix thead th a').length])"
    )
    assert cells
    assert all(here == letters for here, letters in cells)


def test_search_finds_words_and_leads_there(ferry: Any) -> None:
    press(ferry, "/")
    assert until(ferry, "return document.getElementById('find').open")
    press(ferry, "gravel bank")
    assert int(until(ferry, "return document.querySelector('#find p').textContent").split()[0]) >= 2
    ferry.find_element("css selector", "#find button").click()
    assert "gravel bank" in until(ferry, "return document.querySelector('.lit').textContent")
    assert not ferry.execute_script("return document.getElementById('find').open")


def test_a_question_mark_opens_the_help(ferry: Any) -> None:
    press(ferry, "?")
    assert until(ferry, "return document.getElementById('help').open")


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_the_page_is_never_wider_than_thescreen(ferry: Any, width: int) -> None:
    screen(ferry, width, 844)
    assert ferry.execute_script("return document.documentElement.scrollWidth") <= width


def test_a_huge_title_does_not_make_the_page_wide(chromium: Any, folder: Path) -> None:
    screen(chromium, 390, 844)
    chromium.get((folder / "hostile.html").as_uri())
    chromium.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("width", [390, 1280])
def test_no_two_names_of_the_tree_overlap(ferry: Any, width: int) -> None:
    screen(ferry, width, 844)
    boxes = ferry.execute_script(
        "return [...document.querySelectorAll('.rows li')]"
        ".map(e => e.getBoundingClientRect()).map(r => [r.top, r.bottom])"
    )
    shown = [b for b in boxes if b[1] > b[0]]
    assert len(shown) >= 7
    assert all(upper[1] <= lower[0] + 0.5 for upper, lower in pairwise(shown))
    inside = ferry.execute_script(
        "return [...document.querySelectorAll('.rows li')].every(e => e.scrollHeight <= e.clientHeight + 1)"
    )
    assert inside


@pytest.mark.parametrize("width", [390, 1280])
def test_no_two_dates_of_the_axis_overlap(ferry: Any, width: int) -> None:
    screen(ferry, width, 844)
    boxes = ferry.execute_script(
        "return [...document.querySelectorAll('.axis')[0].querySelectorAll('text')]"
        ".map(e => e.getBoundingClientRect()).filter(r => r.width).map(r => [r.left, r.right])"
    )
    assert len(boxes) >= 2
    assert all(left[1] <= right[0] for left, right in pairwise(boxes))


@pytest.mark.parametrize("width", [390, 1280])
def test_rings_of_the_tree_stand_level_with_their_names(ferry: Any, width: int) -> None:
    screen(ferry, width, 844)
    apart = ferry.execute_script(
        "const mid = e => { const r = e.getBoundingClientRect(); return (r.top + r.bottom) / 2 };"
        "const rings = [...document.querySelectorAll('.plot')[0].querySelectorAll('circle')];"
        "const names = [...document.querySelectorAll('.rows')[0].children];"
        "return rings.map((e, n) => Math.abs(mid(e) - mid(names[n])))"
    )
    assert len(apart) == 7
    assert max(apart) < 2


def test_on_a_narrow_screen_every_cell_of_the_matrix_is_seen(ferry: Any) -> None:
    screen(ferry, 390, 844)
    right = ferry.execute_script(
        "return Math.max(...[...document.querySelectorAll('.matrix td')].map(e => e.getBoundingClientRect().right))"
    )
    assert 0 < right <= 390


def test_no_column_is_higher_than_the_text_in_it(ferry: Any) -> None:
    screen(ferry, 1280, 3000)
    ferry.execute_script("document.querySelector('.texts').scrollIntoView()")
    assert until(
        ferry,
        """
        return [...document.querySelectorAll("details[open] .texts .flow")].some(
            (f) => f.getBoundingClientRect().bottom - f.lastElementChild.getBoundingClientRect().bottom < 40);
    """,
    )


def test_dark_and_light_follow_the_reader(ferry: Any) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        feature = {"name": "prefers-color-scheme", "value": scheme}
        ferry.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [feature]})
        grounds.append(ferry.execute_script("return getComputedStyle(document.body).backgroundColor"))
    ferry.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert grounds[0] != grounds[1]


def test_a_hostile_heap_does_nothing(chromium: Any, folder: Path) -> None:
    chromium.get((folder / "hostile.html").as_uri())
    assert until(chromium, "return document.readyState === 'complete'")
    chromium.execute_script("document.querySelectorAll('details').forEach(d => d.open = true)")
    press(chromium, "n/script")
    assert chromium.execute_script("return window.pwned === undefined")
    assert chromium.execute_script("return document.querySelectorAll('script').length") == 1
    assert chromium.execute_script("return document.querySelectorAll('a[href^=\"javascript\" i]').length") == 0
    assert console(chromium) == []


def test_titles_of_megabytes_do_nothing_and_leave_the_page_as_it_is(chromium: Any, tmp_path: Path) -> None:
    rows, huge = ferry_heap.records(), ferry_heap.ATTACK * 70_000  # ten megabytes
    for table, field in {
        "documents": "headline",
        "stories": "headline",
        "statements": "speaker",
        "claims": "text",
    }.items():
        rows[table][0] = structs.replace(rows[table][0], **{field: huge})
    rows["documents"][1] = structs.replace(rows["documents"][1], publisher=huge, source=huge, url="https://" + huge)
    page = tmp_path / "huge.html"
    page.write_text(report.page(ferry_heap.as_tables(rows)), "utf-8")
    assert page.stat().st_size < 200_000
    console(chromium)
    screen(chromium, 390, 844)
    chromium.get(page.as_uri())
    chromium.execute_script("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    press(chromium, "n/script")
    assert chromium.execute_script("return window.pwned === undefined")
    assert chromium.execute_script("return document.documentElement.scrollWidth") <= 390
    assert console(chromium) == []


def test_the_policy_stops_what_is_not_ours(ferry: Any) -> None:
    ferry.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s);"
        "const i = document.createElement('img'); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i);"
    )
    assert ferry.execute_script("return window.pwned === undefined")
    time.sleep(0.2)
    assert sum("Content Security Policy" in line for line in console(ferry)) >= 2


def test_the_page_of_one_story_is_as_quiet(chromium: Any, folder: Path) -> None:
    chromium.get_log("browser")
    chromium.get((folder / "story.html").as_uri())
    assert "on deck" in chromium.execute_script("return document.body.textContent")
    assert console(chromium) == []


def test_without_script_every_text_is_there_and_anchors_light_up(folder: Path) -> None:
    browser = start("--blink-settings=scriptEnabled=false")
    try:
        page = (folder / "ferry.html").as_uri()
        browser.get(page)
        assert "Nobody was hurt" in browser.find_element("css selector", ".text").text
        target = browser.find_element("css selector", ".differ dd a").get_attribute("href")
        browser.get("about:blank")
        browser.get(target)
        lit = browser.find_element("css selector", "i:target")
        plain = browser.find_element("css selector", ".text p")
        assert lit.value_of_css_property("background-color") != plain.value_of_css_property("background-color")
    finally:
        browser.quit()
