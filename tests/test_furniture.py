"""Furniture: what documents print that have nothing else in common is left out; what is copied stays."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.documents import Body
from headwater.passages import masked
from small import body

NOTICE = "This newsroom is paid for by its readers, by 4,000 of them, and by nobody else at all."
LATER = "This newsroom is paid for by its readers, by 4,712 of them, and by nobody else at all."


def story(n: int, sentences: int = 6) -> str:
    """An account that nobody else prints."""
    chance = random.Random(n)  # noqa: S311
    letters = "bdfgklmnprstvz"

    def name() -> str:
        return "".join(chance.choice(letters) + chance.choice("aeiou") for _ in range(3))

    return "\n\n".join(" ".join(name() for _ in range(12)).capitalize() + "." for _ in range(sentences))


def left(heap: list[Body], sites: dict[str, str] | None = None) -> list[str]:
    """What is read of every body."""
    return ["\n\n".join(b.text[s.start : s.end].strip(" .\n") for s in b.body) for b in masked(heap, sites or {})]


def printed(texts: list[str], site: str = "") -> tuple[list[Body], dict[str, str]]:
    """Texts as bodies, all on one site, or each on nobody knows which."""
    heap = [body(f"d{n:02}", text) for n, text in enumerate(texts)]
    return heap, {b.document: site for b in heap}


def whole(heap: list[Body]) -> list[str]:
    """What is read of bodies each of which is alone."""
    return [text for b in heap for text in left([b])]


@pytest.mark.parametrize("place", ["before", "amid", "behind"])
def test_what_one_site_prints_on_several_pages_is_left_out(place: str) -> None:
    parts = {"before": (0, 0), "amid": (3, 3), "behind": (6, 6)}[place][0]
    accounts = [story(n).split("\n\n") for n in range(3)]
    said = NOTICE, LATER, NOTICE
    heap, sites = printed(
        ["\n\n".join([*a[:parts], notice, *a[parts:]]) for a, notice in zip(accounts, said, strict=True)],
        "site.example",
    )
    assert not any("newsroom" in text or "nobody" in text for text in left(heap, sites))
    assert left(heap) == whole(heap)


def test_wording_of_many_unrelated_texts_is_left_out_though_no_site_is_known() -> None:
    heap, _ = printed([f"{story(n)}\n\n{NOTICE}" for n in range(5)])
    assert not any("newsroom" in text for text in left(heap))
    assert left(heap[:4]) == whole(heap[:4])


@pytest.mark.parametrize("site", ["site.example", ""])
def test_pages_with_much_of_the_same_below_their_accounts_are_no_family(site: str) -> None:
    """A third of each is the site's; where the site is not known, five are enough to tell."""
    accounts, below = [story(n) for n in range(3 if site else 5)], story(9, 3)
    heap, sites = printed([f"{account}\n\n{below}" for account in accounts], site)
    assert left(heap, sites) == left([body(b.document, f"{a}\n\n.") for b, a in zip(heap, accounts, strict=True)])
    assert masked(heap, sites, many=0) == masked(heap, sites)


def of_two_accounts(printing: int) -> list[str]:
    """Four copies each of two accounts, and an account that nobody has copied; so many of each print a notice."""
    texts = [f"{story(n)}\n\n{NOTICE}" if k < printing else story(n) for n in (1, 2) for k in range(4)]
    return [*texts, f"{story(3)}\n\n{NOTICE}"]


def test_what_one_copy_each_of_two_accounts_prints_is_left_out_though_no_site_is_known() -> None:
    heap, _ = printed(of_two_accounts(1))
    assert not any("newsroom" in text for text in left(heap))


@pytest.mark.parametrize("printing", [2, 4])
def test_what_half_of_the_copies_of_an_account_print_stays(printing: int) -> None:
    heap, _ = printed(of_two_accounts(printing))
    assert left(heap) == whole(heap)


def test_updates_that_one_site_prints_stay() -> None:
    heap, sites = printed([f"{story(1)}\n\n{story(n, 2)}" for n in range(2, 6)], "site.example")
    assert left(heap, sites) == whole(heap)


@pytest.mark.parametrize("edits", [0, 4])
def test_a_body_that_very_many_print_stays(edits: int) -> None:
    chance = random.Random(1)  # noqa: S311
    words = story(1, 10).split(" ")
    texts = []
    for n in range(64):
        mine = list(words)
        for _ in range(edits):
            mine[chance.randrange(len(mine))] = f"edit{n}"
        texts.append(" ".join(mine))
    heap, _ = printed(texts)
    assert left(heap) == whole(heap)


def test_a_sentence_that_copies_of_one_account_share_stays() -> None:
    """Eight copies and two that quote it are three families."""
    first = story(1)
    quoted = first.split("\n\n")[2]
    heap, _ = printed([first] * 6 + [f"{story(n)}\n\n{quoted}" for n in (2, 3)])
    assert left(heap) == whole(heap)


def test_a_headline_that_other_pages_announce_stays_where_it_is_the_headline() -> None:
    headline = "Keeper of the northern lamp retires after forty years"
    texts = [f"{headline}\n\n{story(1)}", *(f"{story(n)}\n\nAlso today\n\n{headline}" for n in range(2, 6))]
    heap, sites = printed(texts, "site.example")
    own, *others = left(heap, sites)
    assert headline in own
    assert not any("lamp" in text for text in others)


common = st.sampled_from("the of harbour ferry mayor storm quay ice dawn crew 4 71 nets tonnes eleven in a".split(" "))
sentence = st.lists(common, min_size=3, max_size=30).map(" ".join)


@given(
    st.lists(sentence, min_size=4, max_size=8),
    st.lists(st.tuples(st.lists(st.integers(0, 7), max_size=6), st.integers(0, 2)), min_size=3, max_size=12),
)
@settings(max_examples=60, deadline=None)
def test_the_compiled_version_leaves_out_the_same(parts: list[str], picks: list[tuple[list[int], int]]) -> None:
    heap = [
        body(
            f"d{n:02}", "\n\n".join([f"own{n} words{n} of{n} mine{n} alone{n}", *(parts[k % len(parts)] for k in pick)])
        )
        for n, (pick, _) in enumerate(picks)
    ]
    sites = {b.document: ("", "one", "two")[s] for b, (_, s) in zip(heap, picks, strict=True)}
    assert masked(heap, sites, many=0) == masked(heap, sites)
