"""The main text of a page in markup, found by an extractor and carried back to the page's visible text."""

import re

import trafilatura

from headwater.documents.markup import Seen
from headwater.text import fold

_BLANK = re.compile(r"\s+")


def main_text(markup: str, forum: bool = False) -> list[str]:
    """The paragraphs of the main text, in order. Another extractor takes its place by filling this function."""
    found = trafilatura.extract(
        markup, favor_precision=not forum, favor_recall=forum, include_comments=False, include_tables=True,
        include_formatting=False, include_links=False, output_format="txt", with_metadata=False,
    )  # fmt: skip
    return [p for p in (found or "").split("\n") if p.strip()]


def align(paragraphs: list[str], seen: Seen) -> list[bool]:
    """For each line of the visible text, whether the extractor took it as main text."""
    squeezed: list[str] = []
    starts: list[int] = []
    at = 0
    for run in seen.runs:
        piece = _squeeze(seen.text[run.start : run.end])
        squeezed.append(piece)
        starts.append(at)
        at += len(piece)
    whole = "".join(squeezed)
    taken = bytearray(len(whole))
    last = 0
    for paragraph in paragraphs:
        key = _squeeze(paragraph.lstrip("-•* ").replace("|", " "))
        found = whole.find(key, last) if key else -1
        if found < 0 and len(key) >= 20:
            found = whole.find(key)
        if found >= 0:
            taken[found : found + len(key)] = b"\1" * len(key)
            last = found + len(key)
    return [sum(taken[s : s + len(p)]) > len(p) / 2 for s, p in zip(starts, squeezed, strict=True)]


def _squeeze(text: str) -> str:
    """A text without any blank or sign: the same however an extractor joins its words."""
    return "".join(c for c in fold(_BLANK.sub("", text)) if c.isalnum())
