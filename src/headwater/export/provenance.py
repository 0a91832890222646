"""PROV-O (JSON-LD): texts and lost sources as entities, who had it from whom, publishers and agencies as agents.

Every edge of the best tree into a text that was taken from another is a `prov:wasDerivedFrom`, others from a
probability of one half; updates are `prov:wasRevisionOf` besides, quotations `prov:wasQuotedFrom`, and
`prov:hadPrimarySource` names what nothing stands above. `prov:qualifiedDerivation` says how and how probable. PROV-O,
W3C Recommendation 2013.
"""

from collections.abc import Iterator
from typing import Any

from headwater.claims import Descent
from headwater.documents import Document
from headwater.export.batches import heads
from headwater.export.linked import OURS, address, iri, listed
from headwater.records import Tables, from_table
from headwater.report.dossier import name
from headwater.stemma import Derivation, Witness
from headwater.text import fold

_HEAD = {
    "@context": {
        "prov": "http://www.w3.org/ns/prov#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "dcterms": "http://purl.org/dc/terms/",
        "edtf": "http://id.loc.gov/datatypes/edtf/",
        "headwater": OURS,
    }
}
_OWN_TERM = {"update": "prov:wasRevisionOf", "quote": "prov:wasQuotedFrom"}
Node = dict[str, Any]


def provenance(tables: Tables) -> Iterator[bytes]:
    """All witnesses with their descent, then everybody who put one up or is credited."""
    yield from listed(_HEAD, "@graph", _nodes(tables))


def _nodes(tables: Tables) -> Iterator[Node]:
    witnesses = from_table(Witness, tables["witnesses"])
    descent = Descent(witnesses, from_table(Derivation, tables["derivations"]))
    pages = {d.id: d for d in heads(tables["documents"])}
    agents: dict[str, str] = {}
    for w in witnesses:
        page = pages.get(w.id)
        yield _entity(w, page) | _derived(w.id, descent) | _attributed(page, agents)
    for agent, called in sorted(agents.items()):
        yield {"@id": agent, "@type": ["prov:Agent", "prov:Organization"], "rdfs:label": called}


def _entity(w: Witness, page: Document | None) -> Node:
    """A text, or a source that nobody here holds."""
    url = address(page.url or page.canonical_url) if page else None
    return {
        "@id": iri("witness", w.id),
        "@type": ["prov:Entity", f"headwater:{w.kind}"],
        "rdfs:label": name(page) if page else w.label,
        "dcterms:title": page.headline if page else None,
        "dcterms:source": {"@id": url} if url else None,
        "dcterms:date": {"@type": "edtf:EDTF", "@value": w.date} if w.date else None,
        "headwater:sha256": page.text_sha256 if page else None,
    }


def _derived(witness: str, descent: Descent) -> Node:
    """What a witness is derived from: the edges, and what stands at the top of them."""
    edges = [descent.edges[parent, witness] for parent in descent.parents.get(witness, ())]
    tops = sorted(w for w in descent.above(witness) if not descent.parents.get(w))
    node: Node = {
        "prov:wasDerivedFrom": [_ref("witness", d.parent) for d in edges],
        "prov:hadPrimarySource": [_ref("witness", w) for w in tops],
        "prov:qualifiedDerivation": [
            {
                "@type": "prov:Derivation",
                "prov:entity": _ref("witness", d.parent),
                "headwater:how": d.how,
                "headwater:probability": d.probability,
            }
            for d in edges
        ],
    }
    for d in edges:
        if d.how in _OWN_TERM:
            node.setdefault(_OWN_TERM[d.how], []).append(_ref("witness", d.parent))
    return node


def _attributed(page: Document | None, agents: dict[str, str]) -> Node:
    """Who put a text up, and which agency it credits; `agents` learns of both."""
    known = {"publisher": page.publisher, "agency": page.agency} if page else {}
    roles = {role: called for role, called in known.items() if called}
    for called in roles.values():
        agents.setdefault(iri("agent", fold(called)), called)
    return {
        "prov:wasAttributedTo": [_ref("agent", n) for n in dict.fromkeys(map(fold, roles.values()))],
        "prov:qualifiedAttribution": [
            {
                "@type": "prov:Attribution",
                "prov:agent": _ref("agent", fold(called)),
                "prov:hadRole": {"@id": f"headwater:{role}"},
            }
            for role, called in roles.items()
        ],
    }


def _ref(kind: str, called: str) -> Node:
    return {"@id": iri(kind, called)}
