"""`contract-kit packs`: which requirements there are; `--test` runs their examples."""

from __future__ import annotations

from pathlib import Path

import click

from contract_kit.cli import EXIT_CLEAN, EXIT_FINDINGS
from contract_kit.cli.projects import project_of, requirement_packs


@click.command("packs")
@click.option(
    "--test",
    "folder",
    type=click.Path(path_type=Path),
    help="Run the examples of the packs in this folder.",
)
def command(folder: Path | None) -> int:
    """List the packs, or run the good and bad examples of those in a folder."""
    packs = requirement_packs(project_of(), *([folder] if folder else []))
    if folder is None:
        for pack in packs:
            click.echo(f"{pack.id:24} {len(pack.requirements):3} requirements  {pack.title}")
        return EXIT_CLEAN
    from contract_kit.scan.examples import failures  # noqa: PLC0415 - only to run examples

    count = sum(len(one.examples) for pack in packs for one in pack.requirements)
    wrong = [failure for pack in packs for failure in failures(pack)]
    for failure in wrong:
        click.echo(str(failure))
    click.echo(f"{count - len(wrong)} of {count} examples as expected", err=True)
    return EXIT_FINDINGS if wrong else EXIT_CLEAN
