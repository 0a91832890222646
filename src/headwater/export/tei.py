"""TEI P5, parallel segmentation: the texts of every family in one, with the readings wherever they part.

What all witnesses of a family have stands once; where they part, an `app` has a `rdg` for each form that is printed, an
empty one for those that have nothing there. Every text can be read back from it, but for white space and lines without
a word. TEI P5 Guidelines, chapter 13.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree import ElementTree

from headwater.documents import Body, bodies
from headwater.export.segments import Place, places
from headwater.passages import Passage
from headwater.records import Tables, from_table
from headwater.stemma import Witness
from headwater.stemma.collation import collate

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Element = ElementTree.Element


def tei(tables: Tables) -> Iterator[bytes]:
    """One TEI document for all families of two texts or more."""
    families = _families(from_table(Witness, tables["witnesses"]))
    names = {w.id: f"w{n}" for n, w in enumerate((w for family in families for w in family), 1)}
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
    yield _written(_header(families, names))
    yield b"<text><body>\n"
    every = {b.document: b for b in bodies(tables)}
    passages = _by_document(from_table(Passage, tables["passages"]))
    for n, family in enumerate(families, 1):
        yield _written(_division(n, [every[w.id] for w in family if w.id in every], passages, names))
    if not families:
        yield b"<p>No two texts of this heap are of one family.</p>\n"
    yield b"</body></text>\n</TEI>\n"


def _families(witnesses: Iterable[Witness]) -> list[list[Witness]]:
    """The families of two texts or more, each in the order of the ids, texts before lost sources."""
    found: dict[str, list[Witness]] = defaultdict(list)
    for w in sorted(witnesses, key=lambda w: (w.kind, w.id)):
        found[w.family].append(w)
    return [f for _, f in sorted(found.items()) if sum(w.kind == "document" for w in f) > 1]


def _header(families: Sequence[Sequence[Witness]], names: Mapping[str, str]) -> Element:
    header = Element("teiHeader")
    described = ElementTree.SubElement(header, "fileDesc")
    _sub(_sub(described, "titleStmt"), "title", "Texts of one descent, collated")
    _sub(_sub(described, "publicationStmt"), "p", "Made by Headwater from the pages named below.")
    source = _sub(described, "sourceDesc")
    for n, family in enumerate(families, 1):
        listed = _sub(source, "listWit", None, {"xml:id": f"f{n}"})
        _sub(listed, "head", f"Family {n}")
        for w in family:
            about = _sub(listed, "witness", w.label, {"xml:id": names[w.id], "n": w.id})
            if w.kind == "lost":
                _sub(about, "note", "lost: its text must have existed and is not at hand")
    if not families:
        _sub(source, "p", "No family of two texts.")
    coded = _sub(header, "encodingDesc")
    _sub(coded, "variantEncoding", None, {"method": "parallel-segmentation", "location": "internal"})
    return header


def _division(
    number: int, family: Sequence[Body], passages: Mapping[str, list[Passage]], names: Mapping[str, str]
) -> Element:
    """The collated text of one family."""
    ids = {b.document for b in family}
    shared = [p for b in family for p in passages.get(b.document, ()) if p.b in ids]
    wit = [f"#{names[b.document]}" for b in family]
    division = Element("div", {"type": "family", "corresp": f"#f{number}"})
    block = _sub(division, "ab")
    for place in places(family, collate(family, shared)):
        _add(block, place, wit)
    return division


def _by_document(passages: Iterable[Passage]) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = defaultdict(list)
    for p in passages:
        found[p.a].append(p)
    return found


def _add(block: Element, place: Place, wit: Sequence[str]) -> None:
    """A place of the common text behind what is there: plain where all print the same, else with its readings."""
    forms: dict[str, list[int]] = defaultdict(list)
    for w in range(len(wit)):
        forms[place.get(w, "")].append(w)
    if len(forms) == 1:
        last = block[-1] if len(block) else None
        if last is None:
            block.text = (block.text or "") + _legal(next(iter(forms)))
        else:
            last.tail = (last.tail or "") + _legal(next(iter(forms)))
        return
    app = _sub(block, "app")
    for form, holders in sorted(forms.items(), key=lambda f: (not f[0], -len(f[1]), f[1])):
        _sub(app, "rdg", form, {"wit": " ".join(wit[w] for w in holders)})


def _sub(parent: Element, tag: str, text: str | None = None, about: Mapping[str, str] | None = None) -> Element:
    element = ElementTree.SubElement(parent, tag, {k: _legal(v) for k, v in (about or {}).items()})
    element.text = _legal(text) if text else None
    return element


def _legal(text: str) -> str:
    """The text with U+FFFD for every character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)


def _written(element: Element) -> bytes:
    return ElementTree.tostring(element, encoding="unicode").encode() + b"\n"
