"""Claim: what the accounts agree on, how independent they are, and where they differ.

Sentences of one story that say the same are lined up; each place climbs the tree to the line, the newsroom and the
speaker behind it; the slots of lined-up sentences are compared. Never a verdict on truth.

kinds      the records                       numbers    amounts in running text
wording    sentences as they are compared    values     what fills the slots of a sentence
lineup     which of them say the same        slots      where two sentences differ
ladder     how independent they are          apparatus  one row a slot, over all that say the same
telling    the clearest wording              counting   whether two numbers count the same
story      all of it for one story           anchored   numbers that differ in quite other words
spellings  names in several forms            encounters meetings told as done and as still to come
along      what stands in a stretch    alone     what one document alone says
addresses  of the web, that tell nothing    grain      what sort a name is of
misprints  words that a copy misprints      ages       of one person
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import TypeVar

import pyarrow as pa

from headwater.claims.alone import left_out, only_in
from headwater.claims.apparatus import Row, rows
from headwater.claims.kinds import Claim, Conflict, Ladder, Support, Variant
from headwater.claims.ladder import Descent, count, ladder
from headwater.claims.lineup import Rarity, likeness, lineup, rarity
from headwater.claims.misprints import Difference
from headwater.claims.slots import slots
from headwater.claims.story import Grounds, claims
from headwater.claims.values import Facts, facts
from headwater.claims.wording import Sentence, sentence, told
from headwater.dates import When, Written
from headwater.documents import Document, bodies
from headwater.engine import Engine
from headwater.passages import Passage
from headwater.records import Fault, Record, Tables, from_table
from headwater.statements import Statement
from headwater.stemma import Derivation, Witness
from headwater.stories import Story

__all__ = [
    "Claim",
    "Conflict",
    "Descent",
    "Difference",
    "Facts",
    "Grounds",
    "Ladder",
    "Rarity",
    "Row",
    "Sentence",
    "Support",
    "Variant",
    "claims",
    "count",
    "facts",
    "ladder",
    "left_out",
    "likeness",
    "lineup",
    "only_in",
    "rarity",
    "rows",
    "sentence",
    "slots",
    "step",
    "told",
]

R = TypeVar("R", bound=Record)


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """stories, documents, passages, dates, trees, statements -> claims, conflicts, in the order of the stories."""
    made = engine.each(Story, tables["stories"], partial(_emit, _grounds(tables)), [Claim, Conflict, Fault])
    return dict(zip(("claims", "conflicts", "faults"), made, strict=True))


def _emit(grounds: Grounds, story: Story) -> Iterable[Record]:
    return claims(grounds, story)


def _grounds(tables: Tables) -> Grounds:
    passages = from_table(Passage, tables["passages"])
    statements = from_table(Statement, tables["statements"])
    descent = Descent(
        from_table(Witness, tables["witnesses"]),
        from_table(Derivation, tables["derivations"]),
        passages,
        statements,
        from_table(Document, tables["documents"]),
    )
    return Grounds(
        bodies={b.document: b for b in bodies(tables)},
        passages=_by("a", passages),
        dates=_by("document", from_table(When, tables["dates"])),
        written={w.document: w.value for w in from_table(Written, tables["written"])},
        statements=_by("document", statements),
        descent=descent,
    )


def _by(field: str, found: Iterable[R]) -> dict[str, list[R]]:
    """Records by one of their fields, in order."""
    gathered: dict[str, list[R]] = defaultdict(list)
    for record in found:
        gathered[getattr(record, field)].append(record)
    return dict(gathered)
