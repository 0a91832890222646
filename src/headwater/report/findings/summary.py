"""Summary: a story in plain sentences, with the ladder of its accounts."""

from collections.abc import Sequence

from headwater.claims import Descent
from headwater.claims import count as rungs_under
from headwater.records import Record
from headwater.report.dossier import Dossier
from headwater.report.findings.refs import noun_of
from headwater.report.words import LONGEST_NAME, capital, count, day, excerpt, listing
from headwater.text import fold

_MOST_NAMES = 4  # of newsrooms on the ladder


class Rung(Record, frozen=True):
    """One rung of a ladder: a number, its noun, and what it counts."""

    n: int
    noun: str
    meaning: str
    part: str  # the part of the page that has them one by one


class Summary(Record, frozen=True):
    """A story in short."""

    headline: str
    when: str
    sentences: tuple[str, ...]
    ladder: tuple[Rung, ...]


def summary(dossier: Dossier) -> Summary:
    """The plain sentences and the ladder at the head of a story."""
    story = dossier.story
    cited = [s for c in dossier.claims for s in c.supports if s.speaker != s.newsroom]
    rooms, speakers = _newsrooms(dossier), rungs_under(cited).speakers
    newsrooms = len(rooms)
    ladder = (
        _rung(len(story.documents), "document", "pages that tell the story", "texts"),
        _rung(story.lines, "text", "written apart from each other; copies and rewrites count once", "tree"),
        _rung(newsrooms, "newsroom", f"reported it: {_few(rooms)}; who only put up an agency’s text is none", "claims"),
        _rung(speakers, "speaker", "cited in them; what they say comes from these", "speak"),
    )
    return Summary(
        excerpt(story.headline or story.id, LONGEST_NAME), when(dossier), _sentences(dossier, ladder), ladder
    )


def _rung(n: int, noun: str, meaning: str, part: str) -> Rung:
    return Rung(n, noun_of(n, noun), meaning, part)


def _newsrooms(dossier: Dossier) -> list[str]:
    """Who stands at the tops of the tree, by the rule of the claims: an agency with a credit, else the publisher."""
    descent = Descent(dossier.witnesses, dossier.derivations, documents=dossier.documents)
    named = (descent.newsroom(w.id) for w in dossier.witnesses if w.origin)
    return [dossier.siglum(name) for name in {fold(name): name for name in named}.values()]


def _few(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown = [excerpt(name) for name in names[:_MOST_NAMES]]
    rest = len(names) - len(shown)
    return listing([*shown, *([f"{rest} more"] if rest else [])]) or "nobody named"


def when(dossier: Dossier) -> str:
    """The days over which a story was written about: as its row has them, else as its texts are dated."""
    held = {d.id for d in dossier.documents}
    dates = sorted(w.date.split("/")[0][:10] for w in dossier.witnesses if w.date and w.id in held)
    first = dossier.story.first or (dates[0] if dates else None)
    last = dossier.story.last or (dates[-1] if dates else None)
    if not first or not last:
        return "undated"
    return day(first if last.startswith(first) else f"{first}/{last}")


def _sentences(dossier: Dossier, ladder: Sequence[Rung]) -> tuple[str, ...]:
    """One sentence a fact, only for facts that are there."""
    documents, texts, newsrooms, speakers = (rung.n for rung in ladder)
    first = f"{capital(count(documents, 'document'))} {_come_down(documents, texts)}"
    if newsrooms:
        first += f" from {count(newsrooms, 'newsroom')}"
    if speakers:
        first += f", citing {count(speakers, 'speaker')}"
    lost = sum(w.kind == "lost" for w in dossier.witnesses)
    differing = sum(c.kind == "conflict" for c in dossier.conflicts)
    later = sum(c.kind == "update" for c in dossier.conflicts)
    facts = [
        f"{capital(count(lost, 'source'))} that they draw on {'is' if lost == 1 else 'are'} lost" if lost else "",
        f"The accounts differ on {count(differing, 'point')}" if differing else "",
        f"{capital(count(later, 'point was', 'points were'))} changed by a later version" if later else "",
    ]
    return tuple(f"{s}." for s in (first, *facts) if s)


def _come_down(documents: int, texts: int) -> str:
    if documents == 1:
        return "stands alone,"
    return f"come down to {count(texts, 'text')}" if texts < documents else "tell it, each a text of its own,"
