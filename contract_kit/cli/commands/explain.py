"""`contract-kit explain`: a requirement, rule or clause in full."""

from __future__ import annotations

from difflib import get_close_matches
from shutil import get_terminal_size

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.projects import clause_library, project_of, requirement_packs
from contract_kit.errors import UsageError


@click.command("explain")
@click.argument("id_", metavar="ID")
def command(id_: str) -> int:
    """Show the requirement, rule (V19) or clause (sla.credits) called ID."""
    from contract_kit.cli.explanations import WIDTH, clause, requirement, rule  # noqa: PLC0415 - loaded when called
    from contract_kit.spec import RULES  # noqa: PLC0415 - as above

    if id_.upper() in RULES:
        click.echo(rule(RULES[id_.upper()]))
        return EXIT_CLEAN
    library = clause_library(project_of())
    if id_ in library.clauses:
        click.echo(clause(library.clauses[id_], get_terminal_size((WIDTH, 24)).columns))
        return EXIT_CLEAN
    packs = requirement_packs(project_of())
    requirements = {one.id: one for pack in packs for one in pack.requirements}
    if id_ in requirements:
        click.echo(requirement(requirements[id_], library.claimants(id_)))
        return EXIT_CLEAN
    near = get_close_matches(id_, [*RULES, *library.clauses, *requirements], 1)
    hint = (
        f"; did you mean '{near[0]}'?"
        if near
        else "; see `contract-kit clauses` and `contract-kit packs`"
    )
    raise UsageError(f"there is no requirement, rule or clause '{id_}'{hint}")
