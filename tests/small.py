"""Small heaps from a docstring: `name: text` starts a document, blank lines part its paragraphs."""

import re
from textwrap import dedent

import pyarrow as pa

from headwater import pipeline
from headwater.documents import Body
from headwater.pages import Given, Page
from headwater.passages import Candidate, Passage, clustered, passages_of, rarity, tokens
from headwater.text import paragraphs as parted


def texts(heap: str | None) -> dict[str, str]:
    """The documents of a small heap by name."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in dedent(heap or "").strip().splitlines():
        start = re.match(r"(\w+):\s+", line)
        if start:
            name = start[1]
            found[name] = [line[start.end() :].strip()]
        elif not line.strip():
            found[name].append("")
        else:
            found[name][-1] = (found[name][-1] + " " + line.strip()).strip()
    return {name: "\n\n".join(p for p in paragraphs if p) for name, paragraphs in found.items()}


def body(name: str, text: str) -> Body:
    """A document that is all body."""
    return Body(name, name, text, (), tuple(parted(text)))


def passages(heap: str | None) -> list[Passage]:
    """The passages of all pairs of a small heap."""
    all_of = [body(n, t) for n, t in sorted(texts(heap).items())]
    bits = rarity(tokens(b) for b in all_of)
    return clustered(
        [p for i, a in enumerate(all_of) for b in all_of[i + 1 :] for p in passages_of(Candidate(a, b), bits)]
    )


def pages(heap: str | None, **given: Given) -> list[Page]:
    """A small heap as clean texts, with what is given about them by name."""
    return [
        Page(name, "body", text, given=given.get(name, Given(id=name))) for name, text in sorted(texts(heap).items())
    ]


def trace(heap: str | None, **given: Given) -> dict[str, pa.Table]:
    """A small heap through the whole pipeline."""
    return pipeline.run(pages(heap, **given))
