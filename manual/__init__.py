"""Manual: what of docs/ is written by the program itself: the reference of commands, the outputs of the walks.

commands   docs/reference/commands.md from `--help`
walks      what stands under the commands on a page, as they really answer
"""

from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
