"""Credits: agency, dateline and correction of pages that we labelled ourselves, by reading them.

The gold (`gold/credits.json`) holds facts alone, one row a page: names, places, yes or no; no sentence of a page.
It was labelled from the pages' visible text before any figure was taken. Of the pages 84 were drawn at random from
those that name an agency, open like a dateline or speak of corrections anywhere, 60 at random from all others; of
pages that stand in two sets one is left out; and five were added since corrections are rare: two that print one, and
three that only seem to.

agency      the wire or newsroom that the page credits for its text, as printed, or in its markup's author; several
            where more than one is credited: any of them is right. A house other than the page's own that is named as
            the provider ("provided by", "via", a copyright line under the text) counts too. A credit of a picture does
            not, nor does an agency that the account cites. The page's own house counts only where it is credited as a
            wire is, as by an agency in brackets before the text.
dateline    the place printed at the head of the account to say where it was written: before the first words, in a line
            of its own, or at the head of the standfirst. The day beside it is left out.
correction  a correction, a clarification or an editor's note on the text is printed. An update with news is none.

Pages whose path has an even SHA-256 were used to tune on, the others only to show. Their first figures, taken once,
were precision .900 and recall .871; then one dateline was found to be missing in the gold (it is printed below the
part of the page that had been read) and one fault was put right, so what is printed since is no first look any more.
"""

import gzip
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from headwater.documents import Reading, read
from headwater.documents.agencies import agency_named
from headwater.pages import Page, decode
from headwater.text import fold

GOLD = Path(__file__).parent / "gold" / "credits.json"
KINDS = ("agency", "dateline", "correction")


class Gold(NamedTuple):
    """What a page credits."""

    agency: tuple[str, ...]  # any of them; empty where none is credited
    dateline: str | None
    correction: bool


class Outcome(NamedTuple):
    """How one kind of credit came out on one page."""

    page: str
    kind: str
    wanted: str
    found: str
    right: bool


def figures(data: Path) -> dict[str, float]:
    """Precision and recall of each kind and of all together, on the half to show and on all pages."""
    outcomes = list(score(data))
    shown = [o for o in outcomes if is_shown(o.page)]
    found: dict[str, float] = {}
    for half, some in (("", shown), (", all pages", outcomes)):
        found[f"credits: precision{half}"], found[f"credits: recall{half}"] = rates(some)
        for kind in KINDS:
            of_kind = [o for o in some if o.kind == kind]
            found[f"credits: {kind} precision{half}"], found[f"credits: {kind} recall{half}"] = rates(of_kind)
    return found


def labelled() -> dict[str, Gold]:
    """The gold by the pages' paths under the data folder."""
    rows = json.loads(GOLD.read_text("utf-8"))
    return {path: Gold(tuple(r["agency"] or ()), r["dateline"], r["correction"]) for path, r in rows.items()}


def is_shown(path: str) -> bool:
    """Whether a page is of the half that nothing was tuned on."""
    return int(sha256(path.encode()).hexdigest(), 16) % 2 == 1


def score(data: Path) -> Iterator[Outcome]:
    """What came out, three rows a page."""
    for path, gold in sorted(labelled().items()):
        html = decode(gzip.decompress((data / path).read_bytes())).text
        reading = read(Page("page", "html", html))
        one = reading.document
        yield Outcome(path, "agency", "|".join(gold.agency), one.agency or "", _same_agency(one.agency, gold.agency))
        yield Outcome(path, "dateline", gold.dateline or "", one.dateline or "", _same(one.dateline, gold.dateline))
        said = is_corrected(reading)
        yield Outcome(path, "correction", "x" * gold.correction, "x" * said, said and gold.correction)


def is_corrected(reading: Reading) -> bool:
    """Whether a block of the reading is a correction."""
    return any(b.label == "note" and b.detail == "correction" for b in reading.blocks)


def rates(outcomes: list[Outcome]) -> tuple[float, float]:
    """Precision and recall; a wrong name counts against both."""
    right = sum(o.right for o in outcomes)
    return right / max(1, sum(bool(o.found) for o in outcomes)), right / max(1, sum(bool(o.wanted) for o in outcomes))


def _same_agency(found: str | None, wanted: tuple[str, ...]) -> bool:
    return found is not None and any(_key(agency_named(w) or w) == _key(found) for w in wanted)


def _same(found: str | None, wanted: str | None) -> bool:
    """Whether two datelines name the same place; what follows its first comma may be missing."""
    return bool(found and wanted) and _key(str(found).split(",")[0]) == _key(str(wanted).split(",")[0])


def _key(name: str) -> str:
    return re.sub(r"\W+|^the\s", "", fold(name))
