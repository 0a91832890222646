"""Graphs: the trees as files that other programs draw: Graphviz DOT, GraphML, Newick.

A node is named by its letter, as on a terminal and in the report; where there are several stories, with the number of
the story before it (`2.A`).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from xml.etree import ElementTree

from headwater.errors import UsageError
from headwater.report.words import chance, day
from headwater.stemma import Derivation
from headwater.tell.trees import ASSERTED, Branch, StoryTree, one_line

_NO_XML = re.compile("[\ufffe\uffff]")  # the two that XML forbids beyond controls and surrogates
_KEYS = {  # what GraphML tells of a node and of an edge
    "node": {
        "label": "string", "id": "string", "name": "string", "kind": "string", "date": "string", "family": "string",
        "story": "string", "origin": "boolean",
    },
    "edge": {"how": "string", "probability": "double", "second": "boolean"},
}  # fmt: skip


def dot(trees: Sequence[StoryTree]) -> str:
    """Graphviz: one cluster a story where there are several; lost sources dashed, merged texts on dotted lines."""
    lines = ["digraph headwater {", '  node [shape="box"];']
    for tree in trees:
        name = _naming(tree, trees)
        if len(trees) > 1:
            lines.append(f"  subgraph {_quoted(f'cluster_{tree.number}')} {{")
            lines.append(f"    label={_quoted(one_line(tree.story.headline))};")
        lines += [f"    {row}" for row in _dot_rows(tree, name)]
        if len(trees) > 1:
            lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_rows(tree: StoryTree, name: Callable[[str], str]) -> Iterator[str]:
    for b in _branches(tree):
        when = f"\n{'by ' if b.lost else ''}{one_line(day(b.witness.date))}" if b.witness.date else ""
        style = ', style="dashed"' if b.lost else ""
        yield f"{_quoted(name(b.witness.id))} [label={_quoted(f'{b.siglum} {b.name}{when}')}{style}];"
    for b in _branches(tree):
        for d in b.parents:
            style = ', style="dotted"' if _merged(b, d) else ""
            doubt = "" if d.probability >= ASSERTED else ', color="gray60", fontcolor="gray40"'
            label = _quoted(chance(d.probability))
            yield f"{_quoted(name(d.parent))} -> {_quoted(name(d.child))} [label={label}{style}{doubt}];"


def _quoted(text: str) -> str:
    """A string of DOT that is shown as the text: its escapes and character entities mean themselves."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;").replace("\n", "\\n")
    return f'"{escaped}"'


def graphml(trees: Sequence[StoryTree]) -> str:
    """GraphML: every witness and every edge with what the tables say of it."""
    root = ElementTree.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for where, keys in _KEYS.items():
        for key, kind in keys.items():
            about = {"id": f"{where}.{key}", "for": where, "attr.name": key, "attr.type": kind}
            ElementTree.SubElement(root, "key", about)
    graph = ElementTree.SubElement(root, "graph", {"id": "headwater", "edgedefault": "directed"})
    for tree in trees:
        name = _naming(tree, trees)
        for b in _branches(tree):
            _add(ElementTree.SubElement(graph, "node", {"id": name(b.witness.id)}), "node", _about(b, tree))
        for b in _branches(tree):
            for d in b.parents:
                edge = ElementTree.SubElement(graph, "edge", {"source": name(d.parent), "target": name(d.child)})
                said = {"how": d.how, "probability": repr(d.probability), "second": _truth(d is not b.parents[0])}
                _add(edge, "edge", said)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _about(b: Branch, tree: StoryTree) -> dict[str, str]:
    """What is known of a witness; nothing stands for what is not known."""
    w = b.witness
    return {
        "label": f"{b.siglum} {b.name}",
        "id": w.id,
        "name": b.name,
        "kind": w.kind,
        "date": w.date or "",
        "family": w.family,
        "story": tree.story.id,
        "origin": _truth(w.origin),
    }


def _add(element: ElementTree.Element, where: str, said: dict[str, str]) -> None:
    for key, value in said.items():
        if value:
            ElementTree.SubElement(element, "data", {"key": f"{where}.{key}"}).text = _NO_XML.sub(
                "\ufffd", one_line(value)
            )


def _truth(value: bool) -> str:
    return "true" if value else "false"


def newick(trees: Sequence[StoryTree]) -> str:
    """Newick: one tree a line, names in quotes, lost sources and copied texts as inner nodes.

    Raises UsageError where a text has two parents: Newick knows trees only.
    """
    return "".join(line + ";\n" for tree in trees for family in tree.families for line in _newick(tree, family))


def _newick(tree: StoryTree, family: Sequence[Branch]) -> list[str]:
    """The trees of a family, from the last row to the first: what is below a row is ready when its turn comes."""
    ready: dict[int, list[str]] = defaultdict(list)
    for b in reversed(family):
        if len(b.parents) > 1:
            above = " and ".join(tree.sigla.get(d.parent, d.parent) for d in b.parents)
            raise UsageError(
                f"{b.siglum} {b.name} (story {tree.number}) has wording from {above}, and Newick holds one "
                "parent each: take GraphML or DOT, or another story (`headwater tree --newick --story`)."
            )
        below = ready.pop(b.depth + 1, [])
        inner = f"({','.join(reversed(below))})" if below else ""
        ready[b.depth].append(inner + _in_quotes(f"{b.siglum} {b.name}"))
    return ready[0][::-1]


def _in_quotes(label: str) -> str:
    """A name of Newick; to some readers a backslash is an escape, so it is a slash."""
    return "'" + label.replace("\\", "/").replace("'", "''") + "'"


GRAPHS: dict[str, Callable[[Sequence[StoryTree]], str]] = {"dot": dot, "graphml": graphml, "newick": newick}


def _branches(tree: StoryTree) -> Iterator[Branch]:
    for family in tree.families:
        yield from family


def _merged(b: Branch, d: Derivation) -> bool:
    """Whether an edge is one of several into a text."""
    return d.how == "merge" or len(b.parents) > 1


def _naming(tree: StoryTree, trees: Sequence[StoryTree]) -> Callable[[str], str]:
    """A node's name: its letter, with the number of the story where there are several."""
    before = f"{tree.number}." if len(trees) > 1 else ""
    return lambda witness: before + tree.sigla.get(witness, one_line(witness))
