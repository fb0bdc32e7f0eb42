"""The command line: parse, call, print, exit code. The only room that prints or exits.

Each command is a module of `contract_kit.cli.commands`, imported when it is called.
"""

from __future__ import annotations

import gc
import sys

ALLOCATIONS = 100_000
"""So many new objects before the collector looks for rings: a tenth of a long scan's time else."""
EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_REFUSED = 2
EXIT_BUG = 70
EXIT_INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code, one of the above."""
    try:
        from contract_kit.cli import terminal  # noqa: PLC0415 - `import contract_kit.cli` is free
        from contract_kit.cli.group import cli  # noqa: PLC0415 - as above

        gc.set_threshold(ALLOCATIONS, *gc.get_threshold()[1:])
        terminal.prepare()
        code = cli(arguments)
    except KeyboardInterrupt:
        code = EXIT_INTERRUPTED
    sys.exit(code)
