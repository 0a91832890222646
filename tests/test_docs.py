"""The manual names every command, every table and every column."""

from pathlib import Path

import msgspec
import pytest

from headwater import cli
from headwater.pipeline import KINDS

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("name", KINDS)
def test_the_manual_names_every_column(name: str) -> None:
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
    assert f"**{name}**" in text
    if name != "alternatives":  # same columns as derivations
        row = text[text.index(f"**{name}**") :].split("\n\n")[0]
        for field in msgspec.structs.fields(KINDS[name]):
            assert f"`{field.encode_name}`" in row, field.encode_name


def test_the_manual_names_every_command() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for name in cli.cli.commands:
        assert f"headwater {name}" in text or f"`{name}`" in text, name


def test_the_two_command_lines_stand_at_the_top_of_the_readme() -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8")[:900]
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/headwater demo" in top
    assert "python3 -m venv .venv && .venv/bin/pip install '.[test]' && .venv/bin/python -m pytest" in top
