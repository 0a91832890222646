"""The manual names every command, table and column, and what it shows is what really comes."""

import json
import re
from pathlib import Path

import msgspec
import pytest
from manual import commands, walks

from headwater import cli
from headwater.export import FORMATS, ONE_FILE
from headwater.pipeline import KINDS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


@pytest.mark.parametrize("name", KINDS)
def test_the_manual_names_every_column(name: str) -> None:
    text = (DOCS / "tables.md").read_text(encoding="utf-8")
    assert f"**{name}**" in text
    if name != "alternatives":  # same columns as derivations
        row = text[text.index(f"**{name}**") :].split("\n\n")[0]
        for field in msgspec.structs.fields(KINDS[name]):
            assert f"`{field.encode_name}`" in row, field.encode_name


def test_the_reference_of_commands_is_what_help_says() -> None:
    """`python -m manual` writes it anew."""
    page = commands.PAGE.read_text(encoding="utf-8")
    for name in cli.cli.commands:
        assert f"\n## {name}\n" in page, name
    assert page == commands.page()


@pytest.mark.parametrize("name", cli.cli.commands)
def test_every_command_has_help_and_examples(name: str) -> None:
    command = cli.cli.commands[name]
    assert command.help
    assert "headwater " in getattr(command, "examples", ""), name
    for option in command.params:
        if option.param_type_name == "option":
            assert option.opts


@pytest.mark.parametrize("path", walks.pages(), ids=lambda p: p.stem)
def test_a_walk_shows_what_its_commands_answer(path: Path, tmp_path: Path) -> None:
    """`python -m manual` writes the answers anew."""
    page = path.read_text(encoding="utf-8")
    assert page.count("\n$ headwater ") >= 3
    assert walks.replayed(page, tmp_path) == page


def test_an_answer_is_shown_with_as_many_lines_as_the_page_has(tmp_path: Path) -> None:
    page = "```console\n$ printf '1\\n2\\n3\\n'\nx\n…\n$ echo one\n```\n\n```pycon\n>>> 1 + 1\n3\n```\n"
    assert walks.replayed(page, tmp_path) == (
        "```console\n$ printf '1\\n2\\n3\\n'\n1\n…\n$ echo one\none\n```\n\n```pycon\n>>> 1 + 1\n2\n```\n"
    )


def test_every_format_is_in_the_manual() -> None:
    text = (DOCS / "formats.md").read_text(encoding="utf-8")
    for form in (*FORMATS, *ONE_FILE):
        assert f"`{form}`" in text, form


FLOOR = re.compile(r"\| (?:at most )?([\d.]+) \| `([^`]+)` \|$", re.MULTILINE)


def test_the_figures_of_the_limits_are_the_floors_that_are_held() -> None:
    floors = json.loads((ROOT / "quality" / "floors.json").read_text(encoding="utf-8"))
    held = {name: figure for figures in floors.values() for name, figure in figures.items()}
    told = FLOOR.findall((DOCS / "limits.md").read_text(encoding="utf-8"))
    assert len(told) > 30
    for said, name in told:
        floor = held[name]["ceiling" if "ceiling" in held[name] else "floor"]
        per_cent = floor if floor > 1 else 100 * floor
        assert float(said) == pytest.approx(per_cent, abs=0.06), name


def test_every_link_between_pages_leads_somewhere() -> None:
    for path in [ROOT / "README.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"


def test_every_page_has_its_place_in_the_manual() -> None:
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for path in DOCS.rglob("*.md"):
        assert path.relative_to(DOCS).as_posix() in config, path.name


def test_the_two_command_lines_stand_at_the_top_of_the_readme() -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8")[:900]
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/headwater demo" in top
    assert "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/python -m pytest" in top
