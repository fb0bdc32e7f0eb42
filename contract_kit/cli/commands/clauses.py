"""`contract-kit clauses`: what the library holds."""

from __future__ import annotations

from pathlib import Path

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.projects import clause_library, project_of
from contract_kit.cli.terminal import say


@click.command("clauses")
@click.option(
    "--library",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A house library laid over ours.",
)
def command(folders: tuple[Path, ...]) -> int:
    """List every clause with its schedule, wordings and the condition under which it is printed."""
    library = clause_library(project_of(), *folders)
    for clause in library.clauses.values():
        front = clause.front
        name = front.schedule
        place = f"schedule {name}" if name.isdigit() else name
        say(f"{front.id:22} {place:12} {'/'.join(clause.bodies):28} {front.title} ({front.when})")
    say(f"{len(library.clauses)} clauses, {len(library.definitions)} definitions", err=True)
    return EXIT_CLEAN
