"""Passages: the stretches of wording that two documents share, aligned at character offsets.

Small heaps go through the plain version; from `MANY` documents on the fast one, compiled, gives the same rows.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from headwater.documents import Body, Document, bodies
from headwater.engine import Engine
from headwater.passages import furniture, plain
from headwater.passages.furniture import site
from headwater.passages.model import GRAM, SURE, Passage
from headwater.passages.plain import (
    Candidate,
    Pair,
    clustered,
    passages_of,
    runs,
)
from headwater.passages.rarity import Rarity, rarity
from headwater.passages.words import Tokens, tokens
from headwater.records import Fault, Tables, from_table, to_table

__all__ = [
    "GRAM",
    "SURE",
    "Candidate",
    "Pair",
    "Passage",
    "Rarity",
    "Tokens",
    "clustered",
    "masked",
    "passages_of",
    "rarity",
    "runs",
    "site",
    "step",
    "tokens",
]


MANY = 300  # documents: from here on the compiled version pays for its start


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """Documents and blocks -> passages."""
    sites = {d.id: site(d) for d in from_table(Document, tables["documents"])}
    found, faults = passages(engine, masked(bodies(tables), sites))
    return {"passages": found, "faults": faults}


def masked(heap: Sequence[Body], sites: Mapping[str, str], many: int = MANY) -> list[Body]:
    """The bodies without furniture; `sites` names the site of each document, as far as it is known."""
    if len(heap) < many:
        return furniture.masked(heap, sites)
    from headwater.passages import fast  # noqa: PLC0415

    return fast.masked(heap, sites)


def passages(engine: Engine, heap: Sequence[Body], many: int = MANY) -> tuple[pa.Table, pa.Table]:
    """All passages of a heap, sorted, and the faults."""
    if len(heap) < many:
        return plain.passages(engine, heap)
    from headwater.passages import fast  # opens the compiler: half a second  # noqa: PLC0415

    return fast.passages_of(heap, engine.jobs), to_table(Fault, ())
