"""Repetition: what several pages of one site print is the site's; lone pages and versions of one account stay whole."""

from collections.abc import Sequence
from itertools import permutations

from headwater.documents import bodies, read, step
from headwater.documents.repetition import repeated, site
from headwater.engine import LocalEngine
from headwater.pages import Page
from headwater.records import to_table

HOUSE = "The paper has been printed beside the weir since the year of the great frost, and is read on both banks."
ACCOUNTS = (
    (
        "Lock gates at Ostrel jam in the frost",
        "Two barges laden with gravel have been stuck above the lock at Ostrel since early on Monday morning.",
        "The lock keeper said that ice had bent the lower hinge, and that a new one was being forged in Vell.",
        "Skippers were told to wait for three days, or to unload their gravel onto the quay by hand.",
    ),
    (
        "Choir of Hallin sings for the broken bell",
        "A choir of forty voices filled the chapel of Hallin on Sunday to pay for the mending of its bell.",
        "The bell cracked when it was rung against the storm in the autumn, and has not been heard since.",
        "More than nine thousand crowns were counted in the sacristy after the last song had ended.",
    ),
    (
        "Night bus to Sellen keeps its driver",
        "The council of Sellen voted late on Thursday to keep the night bus, and with it its only driver.",
        "Eleven passengers had written letters, one of them in verse, which the chairwoman read out aloud.",
        "The bus will leave the station ten minutes later than before, so that the last train can be met.",
    ),
)


def page(lines: Sequence[str], name: str, host: str = "post.example") -> Page:
    return Page(name, "text", "\n".join(lines), f"https://{host}/{name}")


def printed(host: str = "post.example") -> list[Page]:
    """Every account on a page of its own, the words of the house in the midst of each."""
    return [page((*a[:2], HOUSE, *a[2:]), f"{n}.txt", host) for n, a in enumerate(ACCOUNTS)]


def told(pages: Sequence[Page]) -> dict[str, list[str]]:
    made = step(LocalEngine(), {"pages": to_table(Page, pages)})
    return {b.source: [b.text[s.start : s.end] for s in b.body] for b in bodies(made)}


def test_what_a_site_prints_on_many_pages_is_no_part_of_their_accounts() -> None:
    assert told(printed()) == {f"{n}.txt": list(a[1:]) for n, a in enumerate(ACCOUNTS)}


def test_the_title_is_below_what_a_site_prints_on_top_of_every_page() -> None:
    tops = (
        "The Weir Post keeps small files on your machine so that you stay signed in while you read. You may refuse.",
        "The Weir Post – printed on both banks since the great frost with the help of its many patient readers",
    )
    for top in permutations(tops):
        pages = [
            page((*top, a[0], "Published 4 March 2024, 09:10", *a[1:]), f"{n}.txt") for n, a in enumerate(ACCOUNTS)
        ]
        made = step(LocalEngine(), {"pages": to_table(Page, pages)})
        found = {b.source: [b.text[s.start : s.end] for s in b.title] for b in bodies(made)}
        assert found == {f"{n}.txt": [a[0]] for n, a in enumerate(ACCOUNTS)}
        assert told(pages) == {f"{n}.txt": list(a[1:]) for n, a in enumerate(ACCOUNTS)}


def test_a_page_alone_or_with_one_other_keeps_every_line() -> None:
    pages = printed()
    for few in (pages[:1], pages[:2], [*pages[:2], pages[0]]):
        assert all(HOUSE in lines for lines in told(few).values())


def test_pages_of_several_sites_or_of_none_say_nothing_about_each_other() -> None:
    apart = [p for k, host in enumerate(("a.example", "b.example", "c.example")) for p in printed(host)[k : k + 1]]
    nameless = [Page(p.source, "text", p.content) for p in printed()]
    assert repeated(apart) == repeated(nameless) == {}
    assert all(HOUSE in lines for lines in told(apart).values())


def test_versions_of_one_account_stay_whole() -> None:
    versions = [page((*ACCOUNTS[0], f"There were {n} barges by the evening."), f"{n}.txt") for n in ("4", "5", "6")]
    assert repeated(versions)
    assert all(set(ACCOUNTS[0][1:]) <= set(lines) for lines in told(versions).values())


def test_what_versions_of_one_account_share_is_no_furniture_of_their_site() -> None:
    """However many lines each of them adds: that they have most of the shortest in common makes them one account's."""
    shared = ACCOUNTS[0][1:]
    versions = [page((*shared, *night(n)[: 2 * n], HOUSE), f"{n}.txt") for n in range(4)]
    others = [page((*night(n), HOUSE), f"{n}.txt") for n in range(4, 8)]
    lines = told(versions + others)
    assert lines == {f"{n}.txt": [*shared, *night(n)[: 2 * n]] for n in range(4)} | {
        f"{n}.txt": night(n) for n in range(4, 8)
    }


def night(n: int) -> list[str]:
    """Another account for every number."""
    return [
        f"In night {n} of the frost the watchman counted {k} lamps along the quay and wrote them into his book."
        for k in range(8)
    ]


def test_a_page_in_one_line_is_read_by_its_sentences() -> None:
    pages = [page((" ".join((*a[1:3], HOUSE, a[3])),), f"{n}.txt") for n, a in enumerate(ACCOUNTS)]
    assert told(pages) == {f"{n}.txt": list(a[1:]) for n, a in enumerate(ACCOUNTS)}
    assert told(pages[:2]) == {p.source: [p.content] for p in pages[:2]}


def test_a_page_without_address_is_of_the_site_whose_lines_it_prints() -> None:
    house = tuple(f"{HOUSE[:-1]}, says number {n} of its {n + 2} masters." for n in range(3))
    known = [page((*a, *house), f"{n}.txt") for n, a in enumerate(ACCOUNTS)]
    for count in range(4):
        lines = told([*known, Page("stray.txt", "text", "\n".join((*night(1), *house[:count])))])["stray.txt"]
        assert lines == [*night(1), *(house[:count] if count < 3 else ())]


def test_what_several_sites_repeat_is_furniture_on_the_pages_of_any() -> None:
    known = [p for host in ("a.example", "b.example") for p in printed(host)]
    stray = page((*ACCOUNTS[0][1:], HOUSE), "stray.txt", "c.example")
    assert HOUSE not in told([*known, stray])["stray.txt"]
    assert HOUSE in told([*known[:3], stray])["stray.txt"]


def test_the_order_of_the_pages_changes_nothing() -> None:
    assert len({str(sorted(repeated(p).items())) for p in permutations(printed())}) == 1


def test_a_reading_without_its_site_is_the_reading_of_a_lone_page() -> None:
    one, *_ = printed()
    assert read(one) == read(one, repeated=frozenset())
    assert site("https://www.post.example:80/a") == "post.example"
    assert site("http://[broken") == site(None) == ""
