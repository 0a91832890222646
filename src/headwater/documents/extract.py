"""The main text of a page in markup, found by an extractor and carried back to the page's visible text."""

import re
from itertools import accumulate
from typing import NamedTuple

import trafilatura

from headwater.documents.markup import Seen
from headwater.text import fold, sentences

MOST_PLACES = 40  # at which one paragraph is looked for in the page
REACH = 400  # places looked back to when chaining
_BLANK = re.compile(r"\s+")


def main_text(markup: str, forum: bool = False) -> list[str]:
    """The paragraphs of the main text, in order. Another extractor takes its place by filling this function."""
    found = trafilatura.extract(
        markup, favor_precision=not forum, favor_recall=forum, include_comments=False, include_tables=True,
        include_formatting=False, include_links=False, output_format="txt", with_metadata=False,
    )  # fmt: skip
    return [p for p in (found or "").split("\n") if p.strip()]


def found_date(markup: str, url: str | None) -> str | None:
    """The day of publication that htmldate finds anywhere in a page, for pages that do not state one."""
    from htmldate import find_date  # 50 ms that pages with JSON-LD need not pay  # noqa: PLC0415

    return find_date(markup, original_date=True, extensive_search=True, url=url)


def align(paragraphs: list[str], seen: Seen) -> list[bool]:
    """For each line of the visible text, whether the extractor took it as main text."""
    pieces = [_squeeze(seen.text[run.start : run.end]) for run in seen.runs]
    whole = "".join(pieces)
    taken = bytearray(len(whole))
    for start, end in _chain(_places(paragraphs, whole)):
        taken[start:end] = b"\1" * (end - start)
    starts = [0, *accumulate(map(len, pieces))]
    return [sum(taken[s : s + len(p)]) > len(p) / 2 for s, p in zip(starts, pieces, strict=False)]


class _Place(NamedTuple):
    start: int
    end: int
    order: int  # of the piece in the extractor's text


def _places(paragraphs: list[str], whole: str) -> list[_Place]:
    """Where the extractor's paragraphs may stand in the page; one that stands nowhere is tried sentence by sentence."""
    found: list[_Place] = []
    for order, paragraph in enumerate(paragraphs):
        keys = [_squeeze(paragraph)]
        if keys[0] not in whole:
            keys = [_squeeze(paragraph[s.start : s.end]) for s in sentences(paragraph)]
        for part, key in enumerate(keys):
            at = whole.find(key) if key else -1
            for _ in range(MOST_PLACES):
                if at < 0:
                    break
                found.append(_Place(at, at + len(key), order * 1000 + part))
                at = whole.find(key, at + 1)
    return found


def _chain(places: list[_Place]) -> list[tuple[int, int]]:
    """The heaviest chain of places that run in the same order in the page and in the extractor's text."""
    ranked = sorted(places)
    best: list[tuple[int, int]] = []  # weight so far, index of the place before
    for k, place in enumerate(ranked):
        weight, before = 0, -1
        for j in range(max(0, k - REACH), k):
            if ranked[j].end <= place.start and ranked[j].order < place.order and best[j][0] > weight:
                weight, before = best[j][0], j
        best.append((weight + place.end - place.start, before))
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    found: list[tuple[int, int]] = []
    while at >= 0:
        found.append((ranked[at].start, ranked[at].end))
        at = best[at][1]
    return found


def _squeeze(text: str) -> str:
    """A text without any blank or sign: the same however an extractor joins its words."""
    return "".join(c for c in fold(_BLANK.sub("", text)) if c.isalnum())
