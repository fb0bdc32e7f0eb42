"""`contract-kit explain`: a requirement, rule, clause, condition, pack or field in full."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property
from shutil import get_terminal_size
from typing import TYPE_CHECKING

import click

from contract_kit.cli import EXIT_CLEAN
from contract_kit.cli.projects import clause_library, project_of, requirement_packs
from contract_kit.cli.terminal import say
from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from contract_kit.library import Library
    from contract_kit.library.packs import Pack, Requirement
    from contract_kit.spec.rules.table import Rule


@click.command("explain")
@click.argument("id_", metavar="ID")
def command(id_: str) -> int:
    """Show the requirement, rule, clause, condition, pack or field of a spec called ID.

    A rule is called V19, a clause sla.credits, a field pricing.fx or pricing.charges.voice.rate.
    """
    from contract_kit.spec import RULES  # noqa: PLC0415 - loaded when called

    shelf = _Shelf(RULES, clause_library(project_of()), requirement_packs(project_of()))
    known = {_plain(name): name for name in shelf.names()}
    name = known.get(_plain(id_))
    if name is None:
        say(_field(id_, known))
    else:
        say(_text(name, shelf))
    return EXIT_CLEAN


@dataclass(frozen=True)
class _Shelf:
    """Everything that can be explained."""

    rules: Mapping[str, Rule]
    library: Library
    packs: tuple[Pack, ...]

    @cached_property
    def requirements(self) -> dict[str, Requirement]:
        return {one.id: one for pack in self.packs for one in pack.requirements}

    @cached_property
    def conditions(self) -> dict[str, str]:
        from contract_kit.cli.explanations import conditions  # noqa: PLC0415 - as above

        return conditions(self.packs)

    def names(self) -> Iterator[str]:
        """Every id; of equal ones the last is shown."""
        yield from (pack.id for pack in self.packs)
        yield from self.conditions
        yield from self.requirements
        yield from self.library.clauses
        yield from self.rules


def _plain(id_: str) -> str:
    """An id as people write it: in any case, a rule's number with or without its zero."""
    text = id_.strip().lower().replace("_", "-") if "." not in id_ else id_.strip().lower()
    rule = re.fullmatch(r"v(\d{1,2})", text)
    return f"v{int(rule[1]):02d}" if rule else text


def _text(name: str, shelf: _Shelf) -> str:
    from contract_kit.cli import explanations  # noqa: PLC0415 - as above

    if name in shelf.rules:
        return explanations.rule(shelf.rules[name])
    if name in shelf.library.clauses:
        width = get_terminal_size((explanations.WIDTH, 24)).columns
        return explanations.clause(shelf.library.clauses[name], width)
    if name in shelf.requirements:
        cures = shelf.library.claimants(name)
        return explanations.requirement(shelf.requirements[name], cures, shelf.conditions)
    if name in shelf.conditions:
        return explanations.condition(name, shelf.packs)
    wanted = next(pack for pack in shelf.packs if pack.id == name)
    return explanations.pack(wanted, shelf.conditions)


def _field(id_: str, known: Mapping[str, str]) -> str:
    """The text on a field of the spec; raises `UsageError` where there is none."""
    from contract_kit.cli import field_texts  # noqa: PLC0415 - as above

    found = field_texts.find(id_)
    if found is None:
        raise UsageError(_unknown(id_, known, field_texts.nearest(id_)))
    return field_texts.field(found)


def _unknown(id_: str, known: Mapping[str, str], fields: list[str]) -> str:
    """The message for an id that nothing has, with those nearest to it."""
    near = get_close_matches(_plain(id_), known, 3, 0.5)
    near += [name for name in sorted(known) if _plain(id_) in name and name not in near]
    said = f"there is no requirement, rule, clause, condition, pack or field '{id_}'"
    names = [*(known[name] for name in near), *fields]
    names.sort(key=lambda name: SequenceMatcher(None, id_, name).ratio(), reverse=True)
    if names:
        meant = ", ".join(f"'{name}'" for name in names[:5])
        return f"{said}; did you mean {meant}?"
    return f"{said}; see `contract-kit clauses` and `contract-kit packs`"
