"""Whence: the place of a text that is not in the workspace, and that does not come into it."""

import json
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from headwater import pipeline
from headwater.cli import cli
from headwater.cli.serving import _lines
from headwater.errors import NothingToRead
from headwater.pages import Given, Page
from headwater.pipeline import whence as room
from headwater.pipeline.whence import pasted, whence
from headwater.records import from_table, to_table
from headwater.stemma import Witness
from headwater.store import Workspace
from headwater.tell.place import placed

NOW = "2031-06-01T09:00:00Z"
TOWNS = ["Ostrel", "Vell", "Ambry", "Brask", "Tollan", "Skarn", "Nordby", "Quill"]


def news(town: str, n: int) -> str:
    """A text of its own on a town."""
    return (
        f"The council of {town} voted on Monday to sell the old {town} weighbridge to a clockmaker for {n} crowns.\n\n"
        f"Clerk Ivo Marsh{town.lower()} said that no other buyer of the {town} weighbridge had come in {n} weeks.\n\n"
        f"The {town} society for old scales called the sale a loss that {n * 7} years of saving would not make good."
    )


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A text for each town, on days of their own."""
    workspace = Workspace(tmp_path_factory.mktemp("towns") / "towns.headwater", create=True)
    pages = [
        Page(f"{town}.txt", "body", news(town, n), None, Given(id=town.lower(), date_published=f"2031-03-{n:02}"))
        for n, town in enumerate(TOWNS, 3)
    ]
    list(pipeline.add(workspace, pages))
    return workspace


def test_a_copy_hangs_on_what_it_was_copied_from(towns: Workspace) -> None:
    text = news("Brask", 6).replace("crowns", "marks").replace("Clerk", "Town clerk")
    found = whence(towns, pasted(text), NOW)
    assert found.sure is not None
    assert (found.sure.parent, found.same) == ("brask", None)
    document = towns.document("brask")
    assert document is not None
    body = document["documents"]["text"][0].as_py()
    mine = {d["id"]: d["text"] for d in found.tables["documents"].to_pylist()}[found.id]
    strong = [p for p in found.passages if p.document == "brask"]
    assert strong
    for p in strong:
        here, there = mine[p.start : p.end].split(), body[p.other_start : p.other_end].split()
        assert (here[0], here[-1]) == (there[0], there[-1])


def test_the_very_text_is_known_again_and_nothing_is_kept(towns: Workspace) -> None:
    before = towns.tables()
    assert whence(towns, pasted(news("Vell", 4)), NOW).same == "vell"
    assert towns.tables() == before
    assert pipeline.check(towns) == []


def test_of_many_documents_only_those_are_traced_that_may_matter(
    towns: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST", 3)
    monkeypatch.setattr(room, "LIKELY", 2)
    found = whence(towns, pasted(news("Skarn", 8).split("\n\n")[1]), NOW)
    assert found.looked <= 3
    assert "skarn" in found.tables["documents"]["id"].to_pylist()
    assert {e.parent for e in found.parents} | {e.child for e in found.children} == {"skarn"}


def test_what_is_no_text_or_too_much_is_refused(towns: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingToRead, match="no text to look for"):
        whence(towns, pasted(" \n "), NOW)
    monkeypatch.setattr(room, "LONGEST", 100)
    with pytest.raises(NothingToRead, match="up to 100"):
        whence(towns, pasted(news("Vell", 4)), NOW)


@pytest.mark.parametrize("text", ["\ud800 half", '"" OR * NEAR(', "a", "\0", "🛶 " * 50, "\u202eabc " * 30])
def test_odd_texts_have_an_answer(towns: Workspace, text: str) -> None:
    assert placed(whence(towns, pasted(text), NOW)).sentence


def test_an_empty_workspace_has_nothing_like_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w", create=True)
    assert placed(whence(workspace, pasted(news("Vell", 4)), NOW)).sentence == "Nothing in this workspace is like it."


def test_a_passage_is_told_once_with_all_that_hold_it(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w", create=True)
    told = news("Brask", 6).split("\n\n")[1]
    texts = {town: f"{news(town, n)}\n\n{told}" for n, town in enumerate(("Ostrel", "Vell", "Ambry", "Tollan"), 3)}
    list(pipeline.add(workspace, [Page(f"{t}.txt", "body", x, None, Given(id=t.lower())) for t, x in texts.items()]))
    found = whence(workspace, pasted(f"{told}\n\nA baker of eels will now live in it, which nobody foresaw."), NOW)
    (bit,) = [b for b in placed(found).bits if b.words > 10]
    assert [h.name for h in bit.holders] == sorted(f"{town}.txt" for town in texts)
    for h in bit.holders:
        text = {d["id"]: d["text"] for d in found.tables["documents"].to_pylist()}[h.document]
        assert "no other buyer of the Brask weighbridge" in text[h.start : h.end]
    file = tmp_path / "found.txt"
    file.write_text(told, "utf-8")
    said = CliRunner().invoke(cli, ["whence", str(workspace.path), str(file)]).stdout
    assert said.count("no other buyer of the Brask weighbridge") == 1
    assert all(f"{town}.txt " in said for town in texts)


def test_where_the_source_is_lost_the_nearest_text_is_named(towns: Workspace) -> None:
    found = whence(towns, pasted(news("Brask", 6).replace("crowns", "marks")), NOW)
    assert found.nearest == "brask"
    assert found.sure is not None
    assert placed(found).nearest is None
    brask = next(w for w in from_table(Witness, found.tables["witnesses"]) if w.id == "brask")
    lost = to_table(Witness, [replace(brask, id="lost", kind="lost", label="α")])
    tables = found.tables | {"witnesses": pa.concat_tables([found.tables["witnesses"], lost])}
    shown = placed(found._replace(tables=tables, parents=(replace(found.sure, parent="lost"),)))
    assert "a lost source (α)" in shown.sentence
    assert shown.nearest is not None
    assert shown.nearest.name == "Brask.txt"
    assert shown.nearest.words > 20
    assert "  nearest at hand: Brask.txt (brask)" in "\n".join(_lines(shown))


def test_the_command_answers_in_words_and_as_json(towns: Workspace, tmp_path: Path) -> None:
    text = news("Quill", 10).replace("crowns", "marks")
    file = tmp_path / "found.txt"
    file.write_text(text, "utf-8")
    said = CliRunner().invoke(cli, ["whence", str(towns.path), str(file)])
    assert said.exit_code == 0
    assert said.stdout.splitlines()[0].startswith(("Copied from", "Rewritten from"))
    assert "Quill.txt" in said.stdout
    answer = json.loads(CliRunner().invoke(cli, ["whence", str(towns.path), "-", "--json"], input=text).stdout)
    assert answer["parents"][0]["document"] == "quill"
    assert isinstance(
        CliRunner().invoke(cli, ["whence", str(towns.path), str(tmp_path / "no")]).exception, NothingToRead
    )
