"""`contract-kit validate`: every mistake of a spec, where it stands."""

from __future__ import annotations

import click

from contract_kit.cli import EXIT_CLEAN, EXIT_FINDINGS
from contract_kit.cli.options import FAIL_ON, fails
from contract_kit.cli.projects import clause_library, project_of, stance_of
from contract_kit.cli.specs import load_spec
from contract_kit.cli.terminal import say
from contract_kit.errors import SpecError
from contract_kit.findings import Finding


@click.command("validate")
@click.argument("specs", nargs=-1, required=True)
@click.option("--strict", is_flag=True, help="Turn completeness warnings into errors.")
@FAIL_ON
def command(specs: tuple[str, ...], strict: bool, fail_on: str | None) -> int:
    """Check SPECS; every mistake at file:line:column, what was expected, how to mend it.

    `-` reads a spec from standard input.
    """
    findings: list[Finding] = []
    failed = False
    for name in specs:
        found = _check(name, strict=strict)
        for finding in found:
            say(str(finding))
        findings.extend(found)
        failed = failed or fails(found, fail_on or project_of(name).fail_on)
    errors = sum(str(finding.severity) == "error" for finding in findings)
    what = "spec" if len(specs) == 1 else "specs"
    counted = f"{errors} error{'s' * (errors != 1)}, {len(findings) - errors} warnings"
    say(f"{len(specs)} {what} checked: {counted}", err=True)
    return EXIT_FINDINGS if failed else EXIT_CLEAN


def _check(name: str, *, strict: bool) -> tuple[Finding, ...]:
    from contract_kit import assemble  # noqa: PLC0415 - only for specs that override clauses

    try:
        contract = load_spec(name, strict=strict)
    except SpecError as error:
        return error.findings
    if not (contract.get("clauses") or contract.get("confirm")):
        return contract.warnings
    project = project_of(name)
    found = assemble.check(contract, clause_library(project), stance=stance_of(project, contract))
    return (*contract.warnings, *found)
