"""Claim: what the accounts agree on, how independent they are, and where they differ.

Sentences of one story that say the same are lined up; each place climbs the tree to the line, the newsroom and the
speaker behind it; the slots of lined-up sentences are compared. Never a verdict on truth.

kinds      the records                        values      what fills the slots of a sentence
wording    sentences as they are compared     slots       where two sentences differ
alike      how much two of them say the same  misprints   words that a copy misprints
lineup     which of them are one claim        apparatus   one row a slot, over all that say the same
ladder     how independent they are           counting    whether two numbers count the same
telling    the clearest wording               anchored    numbers that differ in quite other words
story      all of it for one story            ages        those given to one person
alone      what one document alone says       spellings   names in several forms
along      what stands in a stretch           grain       names that exclude each other
addresses  of the web, that tell nothing      encounters  meetings told as done and as still to come
numbers    amounts in running text           denials     what one says and the other denies
slips      words of names that one misprints    matters     whether two tell of one thing
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from typing import TypeVar

import pyarrow as pa

from headwater.claims.alike import Rarity, likeness, rarity
from headwater.claims.alone import left_out, only_in
from headwater.claims.apparatus import Row, rows
from headwater.claims.kinds import Claim, Conflict, Ladder, Support, Variant
from headwater.claims.ladder import Descent, count, ladder
from headwater.claims.lineup import lineup
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
