"""`claims`: what the accounts agree on, how independent they are, where they differ, and what stands in one alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import click
import msgspec
import pyarrow as pa
from rich.padding import Padding
from rich.text import Text

from headwater.cli.frame import Command, cli, finish, heap, show, takes_inputs, takes_jobs
from headwater.documents import Document
from headwater.errors import HeadwaterError, UsageError
from headwater.records import Place, from_table

if TYPE_CHECKING:
    from rich.console import RenderableType

    from headwater.claims import Claim, Conflict, Ladder, Support

STEPS = ("documents", "passages", "stories", "dates", "stemma", "statements", "claims")
_LOST = "lost:"
_ORDER = ("conflict", "update", "variant")

Pages = Mapping[str, Document]


@cli.command(
    "claims",
    cls=Command,
    examples="""
    headwater claims saved-pages/
    headwater claims story.headwater --differ
    headwater claims story.headwater --only-in harbour-times
    headwater claims story.headwater --json | jq 'select(.ladder.newsrooms > 1) | [.text, .ladder.speakers]'""",
)
@takes_inputs
@click.option("--differ", is_flag=True, help="Instead, where accounts differ: every reading and where it stands.")
@click.option("--only-in", metavar="DOC", help="Instead, what this one alone says and what it left out of its source.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line: the rows of the table.")
@takes_jobs
def claims(inputs: tuple[str, ...], differ: bool, only_in: str | None, as_json: bool, jobs: int) -> None:
    """What the accounts agree on: each claim once, with how independent those are who make it.

    INPUT is pages as for `headwater trace`, or one workspace. Under each claim stand the four rungs (documents → texts
    → newsrooms → speakers) and every place that makes it: the page and the characters of its text, the newsroom, the
    speaker. Which account is right is not said. DOC is a letter of the first story (see `headwater tree`), an id, the
    start of one, a source or a publisher.
    """
    if differ and only_in is not None:
        raise UsageError("--differ and --only-in are two questions; ask one at a time.")
    tables, kept = heap(inputs, jobs, *STEPS)
    _made(tables)
    pages = {d.id: d for d in from_table(Document, tables["documents"])}
    if differ:
        _tell_differences(_differences(tables), pages, as_json)
    elif only_in is not None:
        _tell_alone(tables, only_in, pages, as_json)
    else:
        _tell_claims(_claims(tables), pages, as_json)
    if not kept:
        finish(tables)


def _made(tables: Mapping[str, pa.Table]) -> None:
    """Refuse a workspace whose pages were only read."""
    missing = [name for name in ("claims", "conflicts", "derivations") if name not in tables]
    if missing:
        raise HeadwaterError(f"No table `{missing[0]}` is here; `headwater trace PATH… -w WORKSPACE` makes it.")


def _claims(tables: Mapping[str, pa.Table]) -> list[Claim]:
    """The claims, story by story, the best attested first."""
    from headwater.claims import Claim  # noqa: PLC0415

    found = from_table(Claim, tables["claims"])
    order = {story: n for n, story in enumerate(dict.fromkeys(c.story for c in found))}
    return sorted(found, key=lambda c: (order[c.story], *(-n for n in _count(c.ladder)), c.supports[0].start, c.id))


def _count(ladder: Ladder) -> tuple[int, ...]:
    """The rungs, the most telling first."""
    return ladder.texts, ladder.newsrooms, ladder.speakers, ladder.documents


def _differences(tables: Mapping[str, pa.Table]) -> list[Conflict]:
    """The rows where accounts differ: conflicts, then updates, then variants, each in the order of the stories."""
    from headwater.claims import Conflict  # noqa: PLC0415

    return sorted(from_table(Conflict, tables["conflicts"]), key=lambda c: _ORDER.index(c.kind))


def _tell_claims(found: Iterable[Claim], pages: Pages, as_json: bool) -> None:
    if as_json:
        for claim in found:
            click.echo(_json(msgspec.to_builtins(claim)))
    else:
        show((part for claim in found for part in _claim(claim, pages)), "no claims were found")


def _tell_differences(found: Iterable[Conflict], pages: Pages, as_json: bool) -> None:
    if as_json:
        for row in found:
            click.echo(_json(msgspec.to_builtins(row)))
    else:
        show((part for row in found for part in _difference(row, pages)), "no accounts were found to differ")


def _tell_alone(tables: Mapping[str, pa.Table], wanted: str, pages: Pages, as_json: bool) -> None:
    """What one document alone says, then what it left out."""
    from headwater.claims import left_out, only_in  # noqa: PLC0415
    from headwater.stemma import Derivation  # noqa: PLC0415
    from headwater.tell.finding import find  # noqa: PLC0415

    document = find(tables, wanted, _letters(tables))
    by_story: dict[str, list[Claim]] = defaultdict(list)
    for claim in _claims(tables):
        by_story[claim.story].append(claim)
    links = from_table(Derivation, tables["derivations"])
    lone = [c for held in by_story.values() for c in only_in(held, document)]
    missing = [c for held in by_story.values() for c in left_out(held, document, links)]
    if as_json:
        for told, found in (("only here", lone), ("left out", missing)):
            for claim in found:
                click.echo(_json({**msgspec.to_builtins(claim), "told": told}))
    else:
        parts = _alone(lone, missing, pages) if lone or missing else ()
        show(parts, "nothing stands there alone, and nothing was left out")


def _letters(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """The letters of the first story, as `headwater tree` shows them."""
    from headwater.report.dossier import dossier, story_list  # noqa: PLC0415

    stories = story_list(tables)
    return dossier(tables, stories[0], 1).sigla if stories else {}


def _json(row: Mapping[str, object]) -> str:
    return msgspec.json.encode(row).decode()


def _alone(lone: Sequence[Claim], missing: Sequence[Claim], pages: Pages) -> Iterator[RenderableType]:
    for heading, found in (("only here", lone), ("left out", missing)):
        if found:
            yield Text(heading, "bold underline")
            yield from (part for claim in found for part in _claim(claim, pages))


def _claim(claim: Claim, pages: Pages) -> Iterator[RenderableType]:
    """The clearest wording, the four rungs, and every place."""
    from headwater.tell.trees import one_line, rungs  # noqa: PLC0415

    yield Text(one_line(claim.text), "bold")
    yield Padding(Text(rungs(claim.ladder)), (0, 0, 0, 2))
    for s in sorted(claim.supports, key=lambda s: (pages[s.document].source, s.start)):
        told = [_at(Place(s.document, s.start, s.end), pages), *_voices(s, pages)]
        yield Padding(Text(one_line(" · ".join(told)), "dim"), (0, 0, 0, 4))
    yield Text()


def _voices(support: Support, pages: Pages) -> list[str]:
    """Newsroom and speaker, where either has a name: what is known only by its descent has none."""
    known = [name for name in (support.newsroom, support.speaker) if name not in pages and not name.startswith(_LOST)]
    return list(dict.fromkeys(known)) or ["origin unknown"]


def _difference(row: Conflict, pages: Pages) -> Iterator[RenderableType]:
    """The slot, and a line for each reading with every place under it."""
    from headwater.tell.trees import one_line  # noqa: PLC0415

    known = pages.get(row.arises or "")
    arises = f" · arises in {known.source if known else row.arises}" if row.arises else ""
    yield Text.assemble((row.slot, "bold"), " · ", one_line(f"{row.kind}{arises}"))
    for reading in row.readings:
        yield Padding(Text(one_line(reading.value)), (0, 0, 0, 2))
        yield from (
            Padding(Text(one_line(_at(p, pages)), "dim"), (0, 0, 0, 4)) for p in _by_source(reading.supports, pages)
        )
    yield Text()


def _by_source(places: Iterable[Place], pages: Pages) -> list[Place]:
    return sorted(places, key=lambda p: (pages[p.document].source, p.start))


def _at(place: Place, pages: Pages) -> str:
    return f"{pages[place.document].source} {place.start}-{place.end}"
