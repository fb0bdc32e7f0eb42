"""`contract-kit schema`: a JSON schema for an editor or another program."""

from __future__ import annotations

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.terminal import say
from contract_kit.errors import UsageError


@click.command("schema")
@click.argument("name")
def command(name: str) -> int:
    """Print the JSON schema called NAME; `contract-kit schema list` names them.

    An editor that knows `# yaml-language-server: $schema=FILE` completes and explains with it.
    """
    from contract_kit.cli.schemas import SCHEMAS, text  # noqa: PLC0415 - loaded when called

    if name == "list":
        say("\n".join(sorted(SCHEMAS)))
        return EXIT_CLEAN
    if name not in SCHEMAS:
        raise UsageError(f"there is no schema '{name}'; choose from {', '.join(sorted(SCHEMAS))}")
    say(text(name), end="")
    return EXIT_CLEAN
