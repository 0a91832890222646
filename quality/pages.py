"""Pages: reading pages against the gold of the open sets, in figures from 0 to 1.

aeb        main text of news pages, shingles of four words, pages weighing the same; `text` is the same without markup
forums     main text of forum pages, words as a bag, mean over the pages
comments   snippets of comments found in `comments`, and those that leaked into the body
date       the day of publication
           and the share of the pages without an author on which none is invented
news       title and authors of news pages of many countries; `not tuned on` is the half of the papers that is set aside
"""

import gzip
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from headwater.documents import Reading, read
from headwater.documents.markup import parse, visible
from headwater.pages import Page, decode

GOLD = Path(__file__).parent / "gold"


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
        **invented(list(nameless(root))),
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


def nameless(root: Path) -> Iterator[Case]:
    """Pages that name no person as their author, as we read them."""
    for name in _json(GOLD / "authors.json")["no_author"]:
        path = root / "trafilatura-comments" / "html" / f"{name}.html.gz"
        if path.exists():
            yield Case(_page(path), "", None)


def fundus(root: Path) -> Iterator[Case]:
    """News pages with title and authors: the pages of a paper, oldest first, go with the versions of its gold.

    Authors are persons: credits of agencies, papers and places, which we told apart by hand, are left out.
    """
    others = _json(GOLD / "authors.json")["no_person"]
    for gold_file in sorted((root / "fundus-parser-tests").glob("*/*.json")):
        paper, versions = gold_file.stem, _json(gold_file)
        addresses = _json(gold_file.parent / "meta.info")
        for version, path in zip(sorted(versions), sorted(gold_file.parent.glob(f"{paper}_*.html.gz")), strict=True):
            gold = versions[version]
            left_out = others.get(f"{paper}/{version}", ())
            yield Case(
                _page(path),
                addresses.get(path.name, {}).get("url", ""),
                {
                    "paper": paper,
                    "title": gold.get("title") or "",
                    "authors": [a for i, a in enumerate(gold.get("authors") or ()) if i not in left_out],
                },
            )


# -- the figures -------------------------------------------------------------------------------------------------------


def main_text(cases: Sequence[Case]) -> dict[str, float]:
    """Shingle F1 and precision of the main text, from markup and from the visible text alone."""
    found: dict[str, float] = {}
    for name, as_page in (("aeb", _as_html), ("text", _as_text)):
        f1, precision = agreement([c.gold for c in cases], [body(read(as_page(c))) for c in cases])
        found |= {f"{name}: main text F1": f1, f"{name}: main text precision": precision}
    return found


def agreement(gold: Iterable[str], found: Iterable[str]) -> tuple[float, float]:
    """Shingle F1 and precision of bodies, pages weighing the same."""
    true = wrong = missed = 0.0
    for wanted, mine in zip(map(_shingles, gold), map(_shingles, found), strict=False):
        both, all_ = (wanted & mine).total(), (wanted | mine).total() or 1
        true += both / all_
        wrong += (mine - wanted).total() / all_
        missed += (wanted - mine).total() / all_
    return _f1(true, wrong, missed), true / (true + wrong)


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


def invented(cases: Sequence[Case]) -> dict[str, float]:
    """The share of pages without an author on which none is named."""
    clean = sum(not read(_as_html(case)).document.authors for case in cases)
    return {"comments: no author invented": clean / len(cases)}


def news(cases: Sequence[Case]) -> dict[str, float]:
    """Titles exact; authors exact, none wrong; of all papers, and of those that nothing was tuned on."""
    marks = [(case.gold["paper"], _news_marks(case)) for case in cases]
    shown = [m for paper, m in marks if not sha256(paper.encode()).digest()[0] % 2]
    found: dict[str, float] = {}
    for name, rows in (("news", [m for _, m in marks]), ("news, not tuned on", shown)):
        for k, what in enumerate(("title exact", "authors exact", "no wrong author")):
            found[f"{name}: {what}"] = sum(m[k] for m in rows) / len(rows)
    return found


def _news_marks(case: Case) -> tuple[bool, bool, bool]:
    one = read(_as_html(case)).document
    wanted, mine = ({_plain(a) for a in names} for names in (case.gold["authors"], one.authors))
    return _plain(one.headline or "") == _plain(case.gold["title"]), mine == wanted, mine <= wanted


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
    """A text without what nobody sees: kinds of blanks, case, marks of no width."""
    seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(seen.split()).casefold()


def _f1(true: float, wrong: float, missed: float) -> float:
    return 2 * true / (2 * true + wrong + missed) if true else 0.0
