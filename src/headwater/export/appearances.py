"""schema.org Claim (JSON-LD): what is claimed, and every page on which it appears. Never a rating or a verdict.

Beside schema.org's own terms stand the ladder, the places with line, newsroom and speaker, and the readings where
accounts differ, under `headwater:`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from headwater.documents import Document
from headwater.export.batches import heads, rows
from headwater.export.linked import OURS, address, iri, listed
from headwater.records import Tables

_HEAD = {"@context": ["https://schema.org", {"headwater": OURS}]}
_TYPES = {"article": "NewsArticle", "forum": "DiscussionForumPosting"}
_ISO = re.compile(r"\d{4}(-\d\d(-\d\d(T.+)?)?)?")  # what of EDTF is ISO 8601-1 too
Node = dict[str, Any]


def claims(tables: Tables) -> Iterator[bytes]:
    """All claims of a heap, then the pages on which they appear."""
    yield from listed(_HEAD, "@graph", _nodes(tables))


def _nodes(tables: Tables) -> Iterator[Node]:
    differing: dict[str, list[Node]] = defaultdict(list)
    for row in rows(tables["conflicts"]):
        differing[row["claim"] or ""].append(_difference(row))
    seen: set[str] = set()
    for row in rows(tables["claims"]):
        seen.update(s["document"] for s in row["supports"])
        yield _claim(row) | {"headwater:differs": differing.get(row["id"], [])}
    yield from (_page(d) for d in heads(tables["documents"]) if d.id in seen)


def _claim(row: Node) -> Node:
    return {
        "@id": iri("claim", row["id"]),
        "@type": "Claim",
        "text": row["text"],
        "appearance": [{"@id": iri("document", d)} for d in sorted({s["document"] for s in row["supports"]})],
        "headwater:ladder": _ours(row["ladder"]),
        "headwater:supports": [_ours(s | {"document": _holder(s)}) for s in row["supports"]],
    }


def _holder(support: Node) -> Node:
    return {"@id": iri("document", support["document"])}


def _difference(row: Node) -> Node:
    readings = [
        {"value": r["value"], "documents": [{"@id": iri("document", d)} for d in _holders(r)]} for r in row["readings"]
    ]
    return _ours({"slot": row["slot"], "kind": row["kind"], "readings": [_ours(r) for r in readings]})


def _holders(reading: Node) -> list[str]:
    return sorted({s["document"] for s in reading["supports"]})


def _page(d: Document) -> Node:
    """A document as schema.org has it; what the page claims of itself."""
    dated = d.date_published.value if d.date_published else ""
    return {
        "@id": iri("document", d.id),
        "@type": _TYPES.get(d.kind, "CreativeWork"),
        "url": address(d.url or d.canonical_url),
        "headline": d.headline,
        "author": [{"@type": "Person", "name": a} for a in d.authors],
        "publisher": {"@type": "Organization", "name": d.publisher} if d.publisher else None,
        "inLanguage": d.language,
        "datePublished": dated if _ISO.fullmatch(dated) else None,
    }


def _ours(fields: Node) -> Node:
    """Fields of ours under our own name, so that none is taken for one of schema.org's."""
    return {f"headwater:{key}": value for key, value in fields.items()}
