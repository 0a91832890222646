"""The command line: options -> pipeline, report, export. Data goes to stdout, talk and progress to stderr.

frame    what all commands share        dedup    `dedup`
tracing  `demo`, `trace`                trees    `tree`, `why`
reading  `read`                         output   `report`
reuse    `reuse`                        saying   `quotes`
happening  `events`, `timeline`         claiming  `claims`
watching   `watch`                      keeping  `add`, `search`, `stories`, `doctor`
exporting  `export`                      serving  `serve`, `whence`
compiling  what is said while functions are compiled
"""

from headwater.cli import (  # noqa: F401  (each adds its commands)
    claiming,
    dedup,
    exporting,
    happening,
    keeping,
    output,
    reading,
    reuse,
    saying,
    serving,
    tracing,
    trees,
    watching,
)
from headwater.cli.frame import DONE, FAILED, SOME_UNREAD, WRONG_USE, cli, talk
from headwater.errors import HeadwaterError, UsageError

__all__ = ["DONE", "FAILED", "SOME_UNREAD", "WRONG_USE", "cli", "main"]


def main() -> None:
    """Run the command line; errors of ours are one line on stderr."""
    try:
        cli(standalone_mode=True)
    except HeadwaterError as error:
        talk.print(f"headwater: {error}", markup=False)
        raise SystemExit(WRONG_USE if isinstance(error, UsageError) else FAILED) from None
    except BrokenPipeError:
        raise SystemExit(DONE) from None
