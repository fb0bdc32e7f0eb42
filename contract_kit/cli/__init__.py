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


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code: 0 clean, 1 findings, 2 refused or a bug."""
    from contract_kit.cli.group import cli  # noqa: PLC0415 - `import contract_kit.cli` stays free

    gc.set_threshold(ALLOCATIONS, *gc.get_threshold()[1:])
    sys.exit(cli(arguments))
