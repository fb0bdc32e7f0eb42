"""`contract-kit explain`: a requirement, rule or clause in full."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.projects import clause_library, project_of, requirement_packs
from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from contract_kit.library import Library
    from contract_kit.library.packs import Requirement
    from contract_kit.spec.rules.table import Rule


@click.command("explain")
@click.argument("id_", metavar="ID")
def command(id_: str) -> int:
    """Show the requirement, rule (V19) or clause (sla.credits) called ID."""
    from contract_kit.spec import RULES  # noqa: PLC0415 - loaded when called

    library = clause_library(project_of())
    requirements = {
        one.id: one for pack in requirement_packs(project_of()) for one in pack.requirements
    }
    known = {name.lower(): name for name in (*requirements, *library.clauses, *RULES)}
    name = known.get(_plain(id_))
    if name is None:
        raise UsageError(_unknown(id_, known))
    click.echo(_text(name, RULES, library, requirements))
    return EXIT_CLEAN


def _plain(id_: str) -> str:
    """An id as people write it: in any case, a rule's number with or without its zero."""
    text = id_.strip().lower().replace("_", "-") if "." not in id_ else id_.strip().lower()
    rule = re.fullmatch(r"v(\d{1,2})", text)
    return f"v{int(rule[1]):02d}" if rule else text


def _text(
    name: str,
    rules: Mapping[str, Rule],
    library: Library,
    requirements: Mapping[str, Requirement],
) -> str:
    from contract_kit.cli import explanations  # noqa: PLC0415 - as above

    if name in rules:
        return explanations.rule(rules[name])
    if name in library.clauses:
        width = get_terminal_size((explanations.WIDTH, 24)).columns
        return explanations.clause(library.clauses[name], width)
    return explanations.requirement(requirements[name], library.claimants(name))


def _unknown(id_: str, known: Mapping[str, str]) -> str:
    """The message for an id that nothing has, with those nearest to it."""
    near = get_close_matches(_plain(id_), known, 3, 0.5)
    near += [name for name in sorted(known) if _plain(id_) in name and name not in near]
    said = f"there is no requirement, rule or clause '{id_}'"
    if near:
        return f"{said}; did you mean {', '.join(known[name] for name in near[:5])}?"
    return f"{said}; see `contract-kit clauses` and `contract-kit packs`"
