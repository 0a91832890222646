"""Pages: reading pages against the gold of the open sets, in figures from 0 to 1.

aeb        main text of news pages, shingles of four words, pages weighing the same; `text` is the same without markup
forums     main text of forum pages, words as a bag, mean over the pages
comments   snippets of comments found in `comments`, and those that leaked into the body
date       the day of publication
news       title and authors of news pages of many countries
"""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from headwater.documents import Reading, read
from headwater.documents.markup import parse, visible
from headwater.pages import Page, decode


class Case(NamedTuple):
    """A page with what gold says about it."""

    html: str
    url: str
    gold: Any


def figures(data: Path, full: bool = False) -> dict[str, float]:
    """Every figure of reading pages; none where the data is missing. Every other date page unless `full`."""
    root = data / "pages"
    if not root.is_dir():
        return {}
    return {
        **main_text(list(aeb(root))),
        **forums(list(wcxb(root))),
        **comments(list(snippets(root))),
        **dates(list(dated(root))[:: 1 if full else 2]),
        **news(list(fundus(root))),
    }


# -- the sets ----------------------------------------------------------------------------------------------------------


def _page(path: Path) -> str:
    return decode(gzip.decompress(path.read_bytes())).text


@cache
def _json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def aeb(root: Path) -> Iterator[Case]:
    """News and blog pages with the whole body."""
    for name, gold in sorted(_json(root / "aeb" / "ground-truth.json").items()):
        path = root / "aeb" / "html" / f"{name}.html.gz"
        if path.exists():
            yield Case(_page(path), gold["url"], gold["articleBody"])


def wcxb(root: Path) -> Iterator[Case]:
    """Forum pages with the whole main text."""
    for path in sorted((root / "wcxb" / "dev" / "ground-truth").glob("*.json")):
        gold = _json(path)
        page = root / "wcxb" / "dev" / "html" / f"{path.stem}.html.gz"
        if page.exists():
            yield Case(
                _page(page),
                gold["url"],
                gold["ground_truth"].get("main_content") or gold["ground_truth"].get("articleBody") or "",
            )


def snippets(root: Path) -> Iterator[Case]:
    """Pages with snippets of their comments."""
    for url, gold in sorted(_json(root / "trafilatura-comments" / "evaldata.json").items()):
        path = root / "trafilatura-comments" / "html" / f"{gold['file']}.gz"
        if path.exists():
            yield Case(_page(path), url, gold["comments"])


def dated(root: Path) -> Iterator[Case]:
    """Pages with their day of publication."""
    for name in ("eval_default.json", "eval_mediacloud_2020.json"):
        for url, gold in sorted(_json(root / "htmldate" / name).items()):
            path = root / "htmldate" / "html" / f"{gold['file']}.gz"
            if path.exists() and isinstance(gold["date"], str):
                yield Case(_page(path), url, gold["date"])


def fundus(root: Path) -> Iterator[Case]:
    """News pages with title and authors; of each paper the newest page, which its newest gold describes."""
    for gold_file in sorted((root / "fundus-parser-tests").glob("*/*.json")):
        pages = sorted(gold_file.parent.glob(f"{gold_file.stem}_*.html.gz"))
        versions = _json(gold_file)
        gold = versions[max(versions)]
        if pages and gold:
            url = _json(gold_file.parent / "meta.info").get(pages[-1].name, {}).get("url", "")
            yield Case(_page(pages[-1]), url, gold)


# -- the figures -------------------------------------------------------------------------------------------------------


def main_text(cases: Sequence[Case]) -> dict[str, float]:
    """Shingle F1 and precision of the main text, from markup and from the visible text alone."""
    found: dict[str, float] = {}
    for name, as_page in (("aeb", _as_html), ("text", _as_text)):
        true = wrong = missed = 0.0
        for case in cases:
            gold, mine = _shingles(case.gold), _shingles(body(read(as_page(case))))
            both, all_ = (gold & mine).total(), (gold | mine).total() or 1
            true += both / all_
            wrong += (mine - gold).total() / all_
            missed += (gold - mine).total() / all_
        found[f"{name}: main text F1"] = _f1(true, wrong, missed)
        found[f"{name}: main text precision"] = true / (true + wrong)
    return found


def forums(cases: Sequence[Case]) -> dict[str, float]:
    """Mean F1 over the words of forum pages: what was posted, opening post and answers."""
    scores = []
    for case in cases:
        reading = read(_as_html(case))
        gold, mine = _bag(case.gold), _bag(posted(reading))
        both = (gold & mine).total()
        scores.append(_f1(both, mine.total() - both, gold.total() - both) if gold else 1.0)
    return {"forums: main text F1": sum(scores) / len(scores)}


def comments(cases: Sequence[Case]) -> dict[str, float]:
    """Snippets of comments that a reader can see: the share in `comments`, the share in the body."""
    seen = held = leaked = 0
    for case in cases:
        reading = read(_as_html(case))
        whole, said = _plain(reading.document.text), _plain(body(reading))
        talk = _plain(" ".join(reading.document.text[c.start : c.end] for c in reading.comments))
        for snippet in map(_plain, case.gold):
            if snippet in whole:
                seen += 1
                held += snippet in talk
                leaked += snippet in said
    return {"comments: snippets found": held / seen, "comments: snippets not in the body": 1 - leaked / seen}


def dates(cases: Sequence[Case]) -> dict[str, float]:
    """The day of publication: F1 and accuracy."""
    right = wrong = none = 0
    for case in cases:
        found = read(_as_html(case)).document.date_published
        right += found is not None and found.value[:10] == case.gold
        wrong += found is not None and found.value[:10] != case.gold
        none += found is None
    return {"date: F1": _f1(right, wrong, none), "date: accuracy": right / len(cases)}


def news(cases: Sequence[Case]) -> dict[str, float]:
    """Titles exact; authors exact, none wrong, none invented."""
    title = exact = clean = 0
    for case in cases:
        one = read(_as_html(case)).document
        wanted = {_plain(a) for a in case.gold.get("authors") or ()}
        mine = {_plain(a) for a in one.authors}
        title += _plain(one.headline or "") == _plain(case.gold.get("title") or "")
        exact += mine == wanted
        clean += mine <= wanted
    count = len(cases)
    return {
        "news: title exact": title / count,
        "news: authors exact": exact / count,
        "news: no wrong author": clean / count,
    }


# -- helpers -----------------------------------------------------------------------------------------------------------


def body(reading: Reading) -> str:
    """The body's paragraphs."""
    text = reading.document.text
    return "\n".join(text[b.start : b.end] for b in reading.blocks if b.label in ("body", "dateline"))


def posted(reading: Reading) -> str:
    """Everything that somebody posted."""
    text = reading.document.text
    return "\n".join(text[b.start : b.end] for b in reading.blocks if b.label in ("body", "comment"))


def _as_html(case: Case) -> Page:
    return Page("page", "html", case.html, case.url)


def _as_text(case: Case) -> Page:
    root = parse(case.html)
    return Page("page", "text", visible(root).text if root is not None else "")


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return Counter(zip(*(words[k:] for k in range(4)), strict=False)) if len(words) >= 4 else Counter([tuple(words)])


def _bag(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _f1(true: float, wrong: float, missed: float) -> float:
    return 2 * true / (2 * true + wrong + missed) if true else 0.0
