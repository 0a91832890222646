"""Commands: the reference page, every command with its help as it is shown."""

import click

from headwater.cli import cli
from manual import DOCS

PAGE = DOCS / "reference" / "commands.md"
WIDTH = 100
_HEAD = """# Every command

Written by `python -m manual` from `headwater COMMAND --help`. Data goes to standard output, talk and progress to
standard error.

| exit code | meaning |
|---|---|
| 0 | done |
| 1 | failed: nothing readable, or a workspace or file that cannot be used |
| 2 | a call that cannot be meant so |
| 3 | done, but some inputs could not be read |
"""


def page() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *(_section(name, command) for name, command in sorted(cli.commands.items()))])


def _section(name: str, command: click.Command) -> str:
    parent = click.Context(cli, info_name="headwater", **cli.context_settings)
    context = click.Context(command, parent, name, terminal_width=WIDTH, max_content_width=WIDTH)
    shown = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## {name}\n\n```text\n{shown}\n```\n"
