"""Stemma: who took it from whom, which source is lost, how many lines of descent there are.

Documents that share enough wording are a family. Its words are collated, the tree that explains the collation in the
fewest bits is searched, and every edge gets its probability, its evidence and its rivals.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import permutations
from string import ascii_uppercase
from typing import TypeVar

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from headwater.dates import Written
from headwater.documents import Block, Body, Document, Stamp, bodies
from headwater.engine import Engine
from headwater.passages import Passage, Rarity, rarity, tokens
from headwater.records import Fault, Place, Record, Tables, from_table, to_table
from headwater.stemma.arborescence import marginals, own_choice
from headwater.stemma.calibration import calibrated
from headwater.stemma.circumstances import Circumstance, as_day, circumstance, misdated, orders, priors
from headwater.stemma.cohesion import Tie, ties
from headwater.stemma.collation import Collation, collate, runs, segments, variants
from headwater.stemma.drafts import LEAST, RELIANCES, UNKNOWN, Draft, Heap, judge, showing
from headwater.stemma.evidence import Family, evidence, how, label, quotes
from headwater.stemma.kinship import families
from headwater.stemma.marks import marks_of
from headwater.stemma.model import Alternative, Derivation, Evidence, How, Witness
from headwater.stemma.naming import Naming
from headwater.stemma.nearness import akin, compared, near, nearest
from headwater.stemma.prices import Bits, Common, Ledger, common
from headwater.stemma.slips import Slip, slips
from headwater.stemma.trees import (
    ROOT,
    Priors,
    Tree,
    days,
    edges,
    lenders,
    search,
    table,
    texts,
    told,
    unlost,
)
from headwater.stories import Story
from headwater.text import digest

__all__ = ["Alternative", "Derivation", "Evidence", "How", "Witness", "step"]

OfDocument = TypeVar("OfDocument", Block, Stamp, Written)

TEMPERATURE = 1.25  # bits of cost that halve a probability; the sum leaves out other lost sources
BELIEVED = 0.6  # in lost sources that were found: more than their share of true ones, or none of them would be told
SUMMED = 300  # texts of a family whose trees are all summed up; in larger ones each text is judged for itself
RIVAL = 0.02  # runners-up below this probability are not listed
DOUBTED = 2.0  # bits of wording that halve a probability where dates are judged: its order is less sure than it says
DRAFTED, LARGEST = 200, 40  # families that a heap is judged by, and the texts of the largest


class Kin(Record, frozen=True):
    """The material of one family."""

    id: str
    bodies: tuple[Body, ...]
    documents: tuple[Document, ...]
    passages: tuple[Passage, ...]
    blocks: tuple[Block, ...]
    stamps: tuple[Stamp, ...]
    written: tuple[Written, ...]


def draft(kin: Kin, bits: Rarity) -> list[Draft]:
    """What one family says of its heap: how well its dates go with its wording, and what it shows to be lost."""
    known = known_of(kin)
    pairs = list(permutations(range(len(known)), 2))
    order = orders(known, pairs)
    collation, *_, text = collated(kin, bits)
    ledger = Ledger(text)
    same = marks_of(collation, [d.text for d in kin.documents], pairs).same
    beside = priors(known, UNKNOWN, same, pairs)
    tree = unlost(ledger, beside)
    costs = told(tree, ledger, priors(known, UNKNOWN._replace(reliance=0.0), same, pairs))
    found = []
    for reliance in RELIANCES:
        some = costs / DOUBTED
        some[:-1] += misdated(order, reliance)
        found.append(round(marginals(some)[1], 6))
    several = len(set(ledger.witnesses))
    texts, lost = (several, showing(tree, ledger, beside)) if several >= LEAST else (0, 0)
    return [Draft(kin.id, tuple(found), texts, lost)]


def collated(kin: Kin, bits: Rarity) -> tuple[Collation, list[Tie], list[Slip], Common]:
    """The texts of a family lined up, what ties each word to the rest, slips, and the common text in segments."""
    collation = collate([without_title(b) for b in kin.bodies], kin.passages)
    tie = ties(collation.texts, collation.columns, collation.masks, bits)
    found = segments(collation, tie, bits)
    slip = slips(collation, bits)
    return collation, tie, slip, common(found, len(kin.bodies), akin(collation.names, kin.passages), slip)


def trace(kin: Kin, bits: Rarity, heap: Heap) -> list[Record]:
    """The best tree of one family as witnesses, derivations and alternatives."""
    known = known_of(kin)
    collation, tie, slip, text = collated(kin, bits)
    pairs = compared(near(text))
    marks = marks_of(collation, [d.text for d in kin.documents], pairs)
    beside, ledger = priors(known, heap, marks.same, pairs), Ledger(text)
    tree = search(ledger, beside)
    present = [ledger.rows[i] for i in texts(tree, ledger)]
    dates = misdated(orders(known, pairs), heap.reliance)
    found, other = runs(collation, bits), variants(collation, sorted((a, b) for a, b in pairs if a < b))
    family = Family(collation, found, text, known, bits, tree, present, other, dates, marks, tie, slip)
    when = days(tree, beside)
    ids = _ids(kin.id, tree, len(known), [k.document.id for k in known])
    rows: list[Record] = list(_witnesses(kin, family, ids, when))
    costs, chances = chances_of(tree, ledger, beside)
    rows += _links(family, costs, chances, ids, when)
    rows += _merges(family, ledger, beside, ids, chances)
    return rows


def _links(
    family: Family, costs: Bits, chances: Bits, ids: Mapping[int, str], when: Sequence[float]
) -> Iterator[Record]:
    """The edges of the tree to first parents, and those that lost against them, each with its share in all trees."""
    tree, second = family.tree, dict(family.tree.second)
    for node, parent in enumerate(tree.parents):
        likely = {*np.flatnonzero(chances[:-1, node] >= RIVAL).tolist(), parent}
        for q in sorted(likely - {ROOT, node, second.get(node)}):
            kind = Derivation if q == parent else Alternative
            others = np.delete(costs[:, node], [q, node])
            margin = float(others.min() - costs[q, node]) if q == parent else math.nan
            why = evidence(family, q, node, margin)
            yield kind(ids[q], ids[node], how(family, q, node, when), round(float(chances[q, node]), 4), why)


def chances_of(tree: Tree, ledger: Ledger, beside: Priors) -> tuple[Bits, Bits]:
    """The bits of every edge to a first parent, and the probability that it holds, be it to a first or a second one:
    (node + 1) x node, the last row for origins.

    Where lost sources were found, two worlds share the texts that we hold: that of the tree, and the best in which
    nothing is lost. No parent of a lost source is surer than the lost source; and who has one parent in the tree has
    one in the other, so that of his parents only one is true.
    """
    witnesses, nodes, merged = len(ledger.witnesses), len(tree.parents), [child for child, _ in tree.second]
    if witnesses > SUMMED:
        costs = table(edges(ledger, beside, near(ledger.text)), witnesses)
        return costs, own_choice(costs / TEMPERATURE)
    costs, chances = _in_world(tree, ledger, beside, merged)
    if nodes > witnesses:
        _, held = _in_world(unlost(ledger, beside), ledger, beside, merged)
        chances[:, :witnesses] *= BELIEVED
        chances[:, witnesses:] = chances[:, witnesses:].clip(max=BELIEVED)
        chances[[*range(witnesses), nodes], :witnesses] += (1 - BELIEVED) * held
    return costs, chances


def _in_world(tree: Tree, ledger: Ledger, beside: Priors, merged: Sequence[int]) -> tuple[Bits, Bits]:
    """The same with the lost sources of one tree; a second parent is held against none, and against all others."""
    costs = told(tree, ledger, beside)
    chances = marginals(costs / TEMPERATURE)[0]
    for child in (child for child, _ in tree.second if child in merged):
        options = lenders(tree, child, ledger, beside)
        bits = np.array([bits for bits, _ in options]) / TEMPERATURE
        for (_, lender), share in zip(options, own_choice(bits[:, None])[:, 0], strict=True):
            if lender != ROOT:
                chances[lender, child] += (1 - chances[lender, child]) * share
    return costs, chances


def _merges(
    family: Family, ledger: Ledger, beside: Priors, ids: Mapping[int, str], chances: Bits
) -> Iterator[Derivation]:
    """The edges to second parents."""
    tree = family.tree
    for child, parent in tree.second:
        bits = {lender: bits for bits, lender in lenders(tree, child, ledger, beside)}
        gain = min(b for lender, b in bits.items() if lender != parent) - bits[parent]
        why = evidence(family, parent, child, gain)
        yield Derivation(ids[parent], ids[child], "merge", round(float(chances[parent, child]), 4), why)


def without_title(body: Body) -> Body:
    """A body for the collation: a headline is written anew or taken over as a whole (see `circumstances`)."""
    return Body(body.document, body.source, body.text, (), body.body)


def known_of(kin: Kin) -> list[Circumstance]:
    """What is known of each text of a family beside its wording."""
    stamps: dict[str, list[Stamp]] = defaultdict(list)
    blocks: dict[str, list[Block]] = defaultdict(list)
    for s in kin.stamps:
        stamps[s.document].append(s)
    for b in kin.blocks:
        blocks[b.document].append(b)
    written = {w.document: w for w in kin.written}
    naming = Naming(kin.documents, kin.bodies)
    quoted: dict[str, dict[str, tuple[Place, ...]]] = defaultdict(dict)
    for q in (q for p in kin.passages for q in naming.quoting(p)):
        quoted[q.words.document][q.source] = (*quoted[q.words.document].get(q.source, ()), q.words)
    return [
        circumstance(d, stamps[d.id], blocks[d.id], written.get(d.id), naming.named(d.id), quoted[d.id])
        for d in kin.documents
    ]


def _ids(family: str, tree: Tree, witnesses: int, documents: Sequence[str]) -> dict[int, str]:
    """Names of the nodes. A lost source is named for what is under it, so that it keeps its name in another run."""
    names = dict(enumerate(documents))
    for v in range(witnesses, len(tree.parents)):
        below = sorted(documents[w] for w in tree.below(v) if w < witnesses)
        names[v] = "lost:" + digest(f"{family} {len(tree.below(v))} {' '.join(below)}")[:6]
    return names


def _witnesses(kin: Kin, family: Family, ids: dict[int, str], when: Sequence[float]) -> Iterator[Witness]:
    written = {w.document: w for w in kin.written}
    for node, parent in enumerate(family.tree.parents):
        alone = parent == ROOT or (family.witness(node) and quotes(family, parent, node))
        if family.witness(node):
            document = family.known[node].document
            w = written.get(document.id, Written(document.id, None, "none", 0.0))
            read = w.source if w.value else None
            yield Witness(document.id, "document", label(document), w.value, read, w.confidence, kin.id, alone)
        else:
            day = None if math.isnan(when[node]) else date.fromordinal(int(when[node])).isoformat()
            under = [family.known[v] for v in sorted(family.tree.below(node)) if family.witness(v)]
            direct = [family.known[v] for v in family.tree.children(node) if family.witness(v)]
            sure = max((k.trust for k in under if k.day), default=0.0) if day else 0.0
            source = "earliest copy" if day else None
            yield Witness(ids[node], "lost", _lost_label(direct), day, source, sure, kin.id, alone)


def _lost_label(copies: Sequence[Circumstance]) -> str:
    agencies = sorted({k.document.agency for k in copies if k.credited and k.document.agency})
    return f", credited to {agencies[0]}" if agencies else ""


def material(tables: Tables, heap: Sequence[Body], bits: Rarity) -> Iterator[Kin]:
    """The material of every family, sorted by its first document."""
    passages = from_table(Passage, nearest(tables["passages"]))
    documents = {d.id: d for d in from_table(Document, tables["documents"])}
    body, naming = {b.document: b for b in heap}, Naming(documents.values(), heap)
    groups = families(heap, passages, bits, lambda p: any(naming.quoting(p)))
    family = {d: i for i, group in enumerate(groups) for d in group}
    shared: dict[int, list[Passage]] = defaultdict(list)
    for p in passages:
        if family[p.a] == family[p.b]:
            shared[family[p.a]].append(p)
    blocks = _by_family(family, from_table(Block, tables["blocks"]))
    stamps = _by_family(family, from_table(Stamp, tables["stamps"]))
    written = _by_family(family, from_table(Written, tables["written"]))
    for i, group in enumerate(groups):
        yield Kin(
            digest("\n".join(group))[:10], tuple(body[d] for d in group), tuple(documents[d] for d in group),
            tuple(shared[i]), tuple(blocks[i]), tuple(stamps[i]), tuple(written[i]),
        )  # fmt: skip


def _by_family(family: dict[str, int], rows: Iterable[OfDocument]) -> dict[int, list[OfDocument]]:
    found: dict[int, list[OfDocument]] = defaultdict(list)
    for row in rows:
        found[family[row.document]].append(row)
    return found


def with_letters(witnesses: Iterable[Witness]) -> list[Witness]:
    """The witnesses in order, lost sources lettered through the heap so that one can speak of them."""
    ordered = sorted(witnesses, key=lambda w: (w.family, w.kind, w.date or "9", w.id))
    lost = [w for w in ordered if w.kind == "lost"]
    named = {w.id: f"lost source {lettered(n)}{w.label}" for n, w in enumerate(lost)}
    return [msgspec.structs.replace(w, label=named.get(w.id, w.label)) for w in ordered]


def lettered(n: int) -> str:
    """A, B, … Z, AA, AB, …"""
    return (lettered(n // 26 - 1) if n >= 26 else "") + ascii_uppercase[n % 26]


def retold(stories: Sequence[Story], witnesses: Sequence[Witness]) -> list[Story]:
    """The stories with what the trees know of them: their lines of descent, and when they were really written."""
    of = {w.id: w for w in witnesses}
    origins: dict[str, int] = defaultdict(int)
    for w in witnesses:
        origins[w.family] += w.origin
    found = []
    for s in stories:
        dates = [d for d in (of[i].date for i in s.documents) if d]
        days = [d for d in dates if as_day(d)] or dates  # a month says less than a day, and stands before it by letters
        lines = sum(origins[f] for f in {of[d].family for d in s.documents})
        found.append(
            msgspec.structs.replace(s, lines=lines, first=min(days, default=None), last=max(days, default=None))
        )
    return found


def untold(documents: Mapping[str, Document], rows: Iterable[Witness]) -> list[Witness]:
    """A bare witness for every document whose family could not be traced; the fault says why."""
    missing = sorted(documents.keys() - {w.id for w in rows})
    return [Witness(d, "document", label(documents[d]), None, None, 0.0, d, True) for d in missing]


def _some(kin: pa.Table) -> pa.Table:
    """Families that the dates of a heap are judged by, evenly from all that are not too large."""
    size = pc.list_value_length(kin["bodies"])
    fit = kin.filter(pc.and_(pc.greater_equal(size, 2), pc.less_equal(size, LARGEST)))
    chosen = np.arange(0, fit.num_rows, max(1, fit.num_rows // DRAFTED), dtype=np.int64)[:DRAFTED]
    return fit.take(pa.array(chosen))


def step(engine: Engine, tables: Tables) -> dict[str, pa.Table]:
    """Documents, passages and dates -> witnesses, derivations, alternatives; and the stories with their lines."""
    heap = bodies(tables)
    bits = rarity(tokens(b) for b in heap)
    kin = to_table(Kin, material(tables, heap, bits))
    drafts, _ = engine.each(Kin, _some(kin), partial(draft, bits=bits), (Draft, Fault))
    judged = judge(from_table(Draft, drafts))
    witnesses, derivations, alternatives, faults = engine.each(
        Kin, kin, partial(trace, bits=bits, heap=judged), (Witness, Derivation, Alternative, Fault)
    )
    rows = from_table(Witness, witnesses)
    derivations, alternatives = calibrated(derivations, alternatives, judged.lossiness)
    rows += untold({d.id: d for d in from_table(Document, tables["documents"])}, rows)
    stories = retold(from_table(Story, tables["stories"]), rows)
    return {
        "witnesses": to_table(Witness, with_letters(rows)),
        "derivations": derivations,
        "alternatives": alternatives,
        "stories": to_table(Story, stories),
        "faults": faults,
    }
