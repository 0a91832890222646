"""Exports that other fields read: each is read back by a well-kept reader of its own, with the same content."""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import networkx
import newick
import pyarrow as pa
import pydot
import pytest
import rdflib
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from rdflib import PROV, RDF, RDFS, Namespace, URIRef

from ferry_heap import ferry, hostile
from headwater import pipeline
from headwater.claims import Claim, Conflict
from headwater.cli import cli
from headwater.documents import Body, Document, bodies
from headwater.errors import UsageError
from headwater.export import FORMATS, ONE_FILE, chunks, export
from headwater.export.segments import places
from headwater.records import from_table, to_table
from headwater.stemma import Derivation, Witness
from headwater.stemma.collation import collate
from headwater.store import Workspace
from small import body, passages, texts, trace

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the readers' own, of one another
EXAMPLES = Path(pipeline.__file__).parents[1] / "examples"
OURS = Namespace("urn:headwater:")
TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


@pytest.fixture(scope="module", params=["harbour", "dam"])
def heap(request: pytest.FixtureRequest) -> dict[str, pa.Table]:
    return pipeline.trace(EXAMPLES / request.param).tables


def made(tables: dict[str, pa.Table], form: str) -> bytes:
    return b"".join(chunks(tables, form))


def edges(tables: dict[str, pa.Table]) -> list[tuple[str, str, float]]:
    return sorted((d.parent, d.child, d.probability) for d in from_table(Derivation, tables["derivations"]))


class TestGraphs:
    def test_graphml_by_networkx(self, heap: dict[str, pa.Table]) -> None:
        graph = networkx.read_graphml(io.BytesIO(made(heap, "graphml")))
        names = networkx.get_node_attributes(graph, "id")
        assert sorted(names.values()) == sorted(heap["witnesses"]["id"].to_pylist())
        assert sorted((names[a], names[b], p) for a, b, p in graph.edges(data="probability")) == edges(heap)

    def test_dot_by_pydot(self, heap: dict[str, pa.Table]) -> None:
        (graph,) = pydot.graph_from_dot_data(made(heap, "dot").decode()) or []
        assert len([n for n in graph.get_nodes() if n.get_name() != "node"]) == heap["witnesses"].num_rows
        assert len(graph.get_edges()) == heap["derivations"].num_rows
        dashed = [n for n in graph.get_nodes() if n.get("style") == '"dashed"']
        assert len(dashed) == heap["witnesses"]["kind"].to_pylist().count("lost")

    def test_newick_by_newick(self, heap: dict[str, pa.Table]) -> None:
        trees = newick.loads(made(heap, "newick").decode().strip())  # it takes a last line end for a tree
        nodes = [n for tree in trees for n in tree.walk()]
        assert len(nodes) == heap["witnesses"].num_rows
        assert sum(n.ancestor is not None for n in nodes) == heap["derivations"].num_rows

    def test_newick_refuses_a_text_with_two_parents(self) -> None:
        with pytest.raises(UsageError, match="one parent each: take GraphML or DOT"):
            made(ferry(), "newick")


# What the remote contexts say of the terms that are used here; the tests read nothing from the network.
ANNO: dict[str, Any] = {
    "@vocab": "http://www.w3.org/ns/oa#",
    "id": "@id",
    "type": "@type",
    "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "body": "oa:hasBody",
    "target": "oa:hasTarget",
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": "oa:hasSelector",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "oa": "http://www.w3.org/ns/oa#",
}
OA = Namespace("http://www.w3.org/ns/oa#")
SCHEMA = Namespace("https://schema.org/")
SAID_THERE = {
    "http://www.w3.org/ns/anno.jsonld": ANNO,
    "https://schema.org": {"@vocab": str(SCHEMA), "url": {"@type": "@id"}},
}


def graph(raw: bytes) -> rdflib.Graph:
    """JSON-LD read by rdflib, remote contexts by what stands above."""
    data = json.loads(raw)
    given_ = data["@context"]
    if isinstance(given_, list):
        data["@context"] = [SAID_THERE.get(c, c) if isinstance(c, str) else c for c in given_]
    return rdflib.Graph().parse(data=json.dumps(data), format="json-ld")


class TestWebAnnotation:
    def test_every_selector_selects_its_words(self, heap: dict[str, pa.Table]) -> None:
        texts = dict(zip(heap["documents"]["id"].to_pylist(), heap["documents"]["text"].to_pylist(), strict=True))
        page = json.loads(made(heap, "web-annotation"))
        assert "code points" in page["headwater:unit"]
        targets = [t for item in page["items"] for t in item["target"]]
        assert len(targets) > 100
        for target in targets:
            position, quoted = target["selector"]
            text = texts[target["headwater:document"]]
            assert text[position["start"] : position["end"]] == quoted["exact"]
            around = quoted["prefix"] + quoted["exact"] + quoted["suffix"]
            assert text.find(around, max(0, position["start"] - 32)) == position["start"] - len(quoted["prefix"])
            assert "headwater:orphan" not in target

    def test_every_finding_is_there(self, heap: dict[str, pa.Table]) -> None:
        items = json.loads(made(heap, "web-annotation"))["items"]
        found = [i["id"].split(":")[2] for i in items]
        tables = {"block": "blocks", "date": "dates", "statement": "statements", "passage": "passages"}
        for name, table in {**tables, "event": "events", "claim": "claims", "comment": "comments"}.items():
            assert found.count(name) == heap[table].num_rows, name
        readings = [r for c in from_table(Conflict, heap["conflicts"]) for r in c.readings]
        assert found.count("reading") == len(readings)
        assert len({i["id"] for i in items}) == len(items)

    def test_it_is_linked_data(self, heap: dict[str, pa.Table]) -> None:
        raw = made(heap, "web-annotation")
        read = graph(raw)
        items = json.loads(raw)["items"]
        assert {str(s) for s in read.subjects(RDF.type, OA.Annotation)} == {i["id"] for i in items}
        assert set(read.objects(None, OA.motivatedBy)) <= {
            OA[m] for m in ("classifying", "identifying", "linking", "describing")
        }
        claim = from_table(Claim, heap["claims"])[0]
        (body,) = read.objects(OURS[f"claim:{claim.id}"], OA.hasBody)
        assert str(read.value(body, RDF.value)) == claim.text

    def test_positions_count_code_points(self) -> None:
        tables = trace("a: 🛥🛥 The ferry sank on 3 March 2031, the mayor of Oldport said.")
        (item,) = [i for i in json.loads(made(tables, "web-annotation"))["items"] if ":date:" in i["id"]]
        position, quoted = item["target"][0]["selector"]
        assert quoted["exact"] == "3 March 2031"
        assert position["start"] == tables["documents"]["text"][0].as_py().index("3 March")

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"text": "Quite another text."}, "the text is not the one that was read"),
            ({"id": "elsewhere"}, "no such document"),
        ],
    )
    def test_what_selects_nothing_is_an_orphan(self, change: dict[str, str], why: str) -> None:
        tables = trace("a: The ferry sank on 3 March 2031, the mayor of Oldport said.")
        rows = [r | change for r in tables["documents"].to_pylist()]
        tables["documents"] = pa.Table.from_pylist(rows, schema=tables["documents"].schema)
        targets = [t for i in json.loads(made(tables, "web-annotation"))["items"] for t in i["target"]]
        assert {t["headwater:orphan"] for t in targets} == {why}
        assert all(len(t["selector"]) == 1 for t in targets)

    def test_a_place_outside_of_the_text_or_with_other_words_is_an_orphan(self) -> None:
        tables = trace("a: The ferry sank on 3 March 2031, the mayor of Oldport said.")
        for change, why in (({"start": 4, "end": 9}, "other words stand there"), ({"end": 999}, "outside of the text")):
            rows = [r | change for r in tables["dates"].to_pylist()]
            moved = tables | {"dates": pa.Table.from_pylist(rows, schema=tables["dates"].schema)}
            (item,) = [i for i in json.loads(made(moved, "web-annotation"))["items"] if ":date:" in i["id"]]
            assert item["target"][0]["headwater:orphan"] == why


class TestProvenance:
    def test_every_witness_and_every_edge(self, heap: dict[str, pa.Table]) -> None:
        read = graph(made(heap, "prov"))
        entities = set(read.subjects(RDF.type, PROV.Entity))
        names: dict[object, str] = {OURS[f"witness:{i}"]: i for i in heap["witnesses"]["id"].to_pylist()}
        assert entities == set(names)
        derived = {(names[b], names[a]) for a, b in read.subject_objects(PROV.wasDerivedFrom)}
        assert derived == {(parent, child) for parent, child, _ in edges(heap)}
        told = {
            (names[read.value(q, PROV.entity)], names[s], float(str(read.value(q, OURS.probability))))
            for s, q in read.subject_objects(PROV.qualifiedDerivation)
        }
        assert told == set(edges(heap))

    def test_lost_sources_are_entities_and_sources_at_the_top_primary(self, heap: dict[str, pa.Table]) -> None:
        read = graph(made(heap, "prov"))
        lost = set(read.subjects(RDF.type, OURS.lost))
        assert len(lost) == heap["witnesses"]["kind"].to_pylist().count("lost") > 0
        primary = set(read.objects(None, PROV.hadPrimarySource))
        children = set(read.subjects(PROV.wasDerivedFrom, None))
        assert primary
        assert primary.isdisjoint(children)

    def test_quotes_and_updates_have_their_own_names(self) -> None:
        read = graph(made(ferry(), "prov"))
        assert set(read.subject_objects(PROV.wasQuotedFrom)) == {(OURS["witness:e5"], OURS["witness:d4"])}
        assert set(read.subject_objects(PROV.wasRevisionOf)) == {(OURS["witness:lost:2"], OURS["witness:lost:1"])}

    def test_publishers_and_agencies_are_agents(self) -> None:
        read = graph(made(ferry(), "prov"))
        agents = {str(read.value(a, RDFS.label)) for a in read.objects(OURS["witness:a1"], PROV.wasAttributedTo)}
        assert agents == {"Harbour Times", "Northern Wire"}
        assert {read.value(q, PROV.hadRole) for q in read.objects(OURS["witness:a1"], PROV.qualifiedAttribution)} == {
            OURS.publisher,
            OURS.agency,
        }


class TestClaims:
    def test_every_claim_with_the_pages_it_appears_on(self, heap: dict[str, pa.Table]) -> None:
        read = graph(made(heap, "schema-org"))
        claims = {OURS[f"claim:{c.id}"]: c for c in from_table(Claim, heap["claims"])}
        assert set(read.subjects(RDF.type, SCHEMA.Claim)) == set(claims)
        for node, claim in claims.items():
            assert str(read.value(node, SCHEMA.text)) == claim.text
            pages = {str(p).rpartition(":")[2] for p in read.objects(node, SCHEMA.appearance)}
            assert pages == {s.document for s in claim.supports}
            ladder = read.value(node, OURS.ladder)
            rungs = [int(str(read.value(ladder, OURS[f]))) for f in ("documents", "texts", "newsrooms", "speakers")]
            assert rungs == [getattr(claim.ladder, f) for f in ("documents", "texts", "newsrooms", "speakers")]

    def test_readings_stand_with_their_claim(self) -> None:
        read = graph(made(ferry(), "schema-org"))
        (differs,) = read.objects(OURS["claim:k1"], OURS.differs)
        assert {str(read.value(r, OURS.value)) for r in read.objects(differs, OURS.readings)} == {
            "61 people",
            "16 people",
        }

    def test_pages_carry_what_they_say_of_themselves(self) -> None:
        read = graph(made(ferry(), "schema-org"))
        page = OURS["document:a1"]
        assert read.value(page, RDF.type) == SCHEMA.NewsArticle
        assert read.value(page, SCHEMA.url) == URIRef("https://www.harbour-times.example/ferry")
        assert str(read.value(page, SCHEMA.datePublished)) == "2031-03-04"

    def test_there_is_never_a_verdict(self, heap: dict[str, pa.Table]) -> None:
        for word in ("ClaimReview", "Rating", "rating", "verdict"):
            assert word not in made(heap, "schema-org").decode()


def tei_texts(raw: bytes) -> dict[str, str]:
    """Every witness's text as it can be read from a parallel segmentation, by document id."""
    root = etree.fromstring(raw)
    held = {f.get(XML_ID): f.iterfind(f"{TEI}witness") for f in root.iter(f"{TEI}listWit")}
    at_hand = {f: [w for w in witnesses if w.find(f"{TEI}note") is None] for f, witnesses in held.items()}
    names = {w.get(XML_ID): w.get("n") for family in at_hand.values() for w in family}
    read = dict.fromkeys(names, "")
    for division in root.iter(f"{TEI}div"):
        here = [w.get(XML_ID) for w in at_hand[division.get("corresp")[1:]]]
        (block,) = division
        for name in here:
            read[name] += block.text or ""
        for app in block:
            assert app.tag == f"{TEI}app"
            holders = [r[1:] for rdg in app for r in rdg.get("wit").split()]
            assert sorted(holders) == sorted(here)  # each witness has one reading, be it empty
            for rdg in app:
                for r in rdg.get("wit").split():
                    read[r[1:]] += rdg.text or ""
            for name in here:
                read[name] += app.tail or ""
    return {names[n]: " ".join(text.split()) for n, text in read.items()}


def account(body: Body) -> str:
    """What a document prints in title and body, white space folded, lines without a word left out."""
    parts = [body.text[s.start : s.end] for s in sorted((*body.title, *body.body))]
    return " ".join(" ".join(p for p in parts if re.search(r"[^\W_]", p)).split())


def families(tables: dict[str, pa.Table]) -> list[list[str]]:
    found: dict[str, list[str]] = {}
    for w in from_table(Witness, tables["witnesses"]):
        if w.kind == "document":
            found.setdefault(w.family, []).append(w.id)
    return [f for f in found.values() if len(f) > 1]


STRETCHES = (
    "Six trawlers blocked the mouth of the harbour at Skarvik on Monday morning.",
    "Nine trawlers blocked the harbour at Skarvik, on Monday morning!",
    "“Nobody was hurt,” the harbour master Ida Brekke told reporters on the quay.",
    "It rained – twenty-two hours.",
    "海港 was closed",
)


class TestTei:
    def test_every_text_of_a_family_can_be_read_back(self, heap: dict[str, pa.Table]) -> None:
        read = tei_texts(made(heap, "tei"))
        assert sorted(read) == sorted(d for f in families(heap) for d in f)
        assert read == {b.document: account(b) for b in bodies(heap) if b.document in read}

    def test_texts_of_several_families_are_told_apart(self) -> None:
        ferry_ = "The ferry Solveig ran aground off Skarvik on Tuesday morning in thick fog."
        dam = "Engineers found cracks in the wall of the reservoir above Hollin Bridge last week."
        tables = trace(f"a: {ferry_}\nb: {ferry_}\nc: {dam}\nd: {dam} Nobody was told.")
        assert len(families(tables)) == 2
        assert tei_texts(made(tables, "tei")) == {"a": ferry_, "b": ferry_, "c": dam, "d": f"{dam} Nobody was told."}

    def test_its_structure_is_that_of_the_guidelines(self, heap: dict[str, pa.Table]) -> None:
        root = etree.fromstring(made(heap, "tei"))
        assert root.tag == f"{TEI}TEI"
        assert [c.tag.removeprefix(TEI) for c in root] == ["teiHeader", "text"]
        described = root.find(f"{TEI}teiHeader/{TEI}fileDesc")
        assert [c.tag.removeprefix(TEI) for c in described] == ["titleStmt", "publicationStmt", "sourceDesc"]
        encoding = root.find(f".//{TEI}variantEncoding")
        assert dict(encoding.attrib) == {"method": "parallel-segmentation", "location": "internal"}
        ids = [w.get(XML_ID) for w in root.iter(f"{TEI}witness")]
        assert len(ids) == len(set(ids))
        assert {r for rdg in root.iter(f"{TEI}rdg") for r in rdg.get("wit").split()} <= {f"#{i}" for i in ids}
        assert len(root.findall(f".//{TEI}div")) == len(families(heap))
        lost = [w for w in root.iter(f"{TEI}witness") if w.find(f"{TEI}note") is not None]
        assert len(lost) == heap["witnesses"]["kind"].to_pylist().count("lost")

    def test_a_differing_word_is_one_app_with_both_readings(self) -> None:
        text = (
            "The harbour office of Skarvik said on Tuesday that {} trawlers had blocked the channel since the morning."
        )
        tables = trace(f"a: {text.format('six')}\nb: {text.format('nine')}\nc: {text.format('six')}")
        root = etree.fromstring(made(tables, "tei"))
        (app,) = root.iter(f"{TEI}app")
        names = {f"#{w.get(XML_ID)}": w.get("n") for w in root.iter(f"{TEI}witness")}
        readings = {rdg.text.strip(): [names[r] for r in rdg.get("wit").split()] for rdg in app}
        assert readings == {"six": ["a", "c"], "nine": ["b"]}
        block = root.find(f".//{TEI}ab")
        assert block.text.strip() + " six" + app.tail == text.format("six")

    @given(st.lists(st.lists(st.sampled_from(STRETCHES), min_size=1, max_size=6), min_size=2, max_size=4))
    @settings(deadline=None, max_examples=60)
    def test_every_text_reads_from_end_to_end_whatever_was_moved_or_changed(self, made_of: list[list[str]]) -> None:
        heap = "\n".join(f"{name}: {' '.join(parts)}" for name, parts in zip("abcd", made_of, strict=False))
        family = [body(name, text) for name, text in sorted(texts(heap).items())]
        read = [""] * len(family)
        for place in places(family, collate(family, passages(heap))):
            assert place
            for n, printed in place.items():
                read[n] += printed
        assert [r.strip() for r in read] == [b.text for b in family]

    def test_a_heap_without_families_is_a_document_too(self) -> None:
        root = etree.fromstring(made(trace("a: The ferry sank off Skarvik."), "tei"))
        assert root.find(f"{TEI}text/{TEI}body/{TEI}p").text.startswith("No two texts")


def manifest_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """The hash of every file, as `sha256sum` writes them."""
    lines = (x.split("  ") for x in archive.read("manifest-sha256.txt").decode().splitlines())
    return {name: digest for digest, name in lines}


class TestZip:
    def test_the_report_all_tables_and_their_hashes(self, heap: dict[str, pa.Table], tmp_path: Path) -> None:
        (path,) = export(heap, tmp_path / "a.zip", "zip")
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            manifest = manifest_of(archive)
            assert set(archive.namelist()) == {*manifest, "manifest-sha256.txt"}
            assert set(manifest) == {"report.html", *(f"tables/{n}.jsonl" for n in heap)}
            for name, digest in manifest.items():
                assert hashlib.sha256(archive.read(name)).hexdigest() == digest
            lines = archive.read("tables/claims.jsonl").decode().splitlines()
            assert [json.loads(x) for x in lines] == heap["claims"].to_pylist()
            assert archive.read("report.html").startswith(b"<!doctype html>")


def test_the_same_heap_gives_the_same_bytes(heap: dict[str, pa.Table]) -> None:
    for form in ONE_FILE:
        assert made(heap, form) == made(heap, form), form


def readable(form: str, raw: bytes) -> object:
    """The file as its reader reads it."""
    if form in ("graphml", "tei"):
        return etree.fromstring(raw)
    if form == "dot":
        return pydot.graph_from_dot_data(raw.decode())
    if form == "newick":
        return newick.loads(raw.decode())
    if form == "zip":
        return zipfile.ZipFile(io.BytesIO(raw)).testzip()
    return graph(raw)


def without_second_parents(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    first = {d.child: d for d in reversed(from_table(Derivation, tables["derivations"]))}
    return tables | {"derivations": to_table(Derivation, first.values())}


@pytest.mark.parametrize("form", [*FORMATS, *ONE_FILE])
def test_the_command_writes_every_format(form: str, heap: dict[str, pa.Table], tmp_path: Path) -> None:
    Workspace(tmp_path / "w.headwater", create=True).write({n: t for n, t in heap.items() if n != "pages"})
    out = tmp_path / "out"
    arguments = ["export", str(tmp_path / "w.headwater"), "--format", form, "-o", str(out)]
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    if form in FORMATS:
        assert {p.name for p in out.iterdir()} == {f"{n}.{form}" for n in pipeline.KINDS}
    else:
        readable(form, out.read_bytes())


@pytest.mark.parametrize("form", ONE_FILE)
def test_a_hostile_heap_is_read_by_the_same_readers(form: str, tmp_path: Path) -> None:
    tables = without_second_parents(hostile())
    readable(form, made(tables, form))
    export(tables, tmp_path / "out" / "file", form)
    assert [p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*")] == ["out", "out/file"]


odd = st.text(st.one_of(st.characters(), st.sampled_from("\x00\x0b\x1f\ud800\u202e\ufffe&<>\"'\\;()[]")), max_size=40)


def renamed(tables: dict[str, pa.Table], document: str, values: Iterable[str]) -> dict[str, pa.Table]:
    """The heap with odd strings where a page can bring them in, its text too."""
    headline, publisher, text = values
    rows: list[Any] = []
    for d in from_table(Document, tables["documents"]):
        row = {f: getattr(d, f) for f in d.__struct_fields__}
        if d.id == document:
            row |= {"headline": headline, "publisher": publisher, "text": d.text + text, "source": text}
        rows.append(Document(**row))
    return tables | {"documents": to_table(Document, rows)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd, odd, odd)
def test_whatever_a_page_holds_the_files_can_be_read(headline: str, publisher: str, text: str) -> None:
    tables = without_second_parents(renamed(ferry(), "a1", (headline, publisher, text)))
    for form in ("dot", "graphml", "newick", "web-annotation", "prov", "tei", "schema-org"):
        readable(form, made(tables, form))
