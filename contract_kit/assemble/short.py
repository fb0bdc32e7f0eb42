"""The short form: clauses with a short text print it, and some leave what they say to another.

Nothing that a spec answers goes unsaid by this. A clause prints the wording of its stance where
the spec gives one of its values that no printed clause names, where the spec changes the clause
itself, and where the clause that would speak for it does not print its short text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from contract_kit.assemble.regimes import worded
from contract_kit.assemble.supplied import path_of
from contract_kit.assemble.templates import names_by_line
from contract_kit.assemble.wordings import Chosen
from contract_kit.library import condition
from contract_kit.library.clauses import LEFT_OUT, SHORT

if TYPE_CHECKING:
    from contract_kit.assemble.facts import Facts
    from contract_kit.library import Body


def shortened(
    chosen: Iterable[Chosen], facts: Facts, stance: str, asked: Collection[str]
) -> tuple[list[Chosen], dict[str, str]]:
    """The clauses that the short form prints, and which of them speaks for one that it does not.

    `asked` are the clauses that the spec itself changes or puts in; they stay as they are.
    """
    full = {one.id: one for one in chosen}
    short = {
        key: one
        if key in asked or not condition(one.clause.front.short_when)(facts)
        else _short(one, facts, stance)
        for key, one in full.items()
    }
    printed = _paths(one for one in short.values() if one is not None)
    for key, one in full.items():
        found = short[key]
        if (found is None or found.variant == SHORT) and _given(one, facts) - printed:
            short[key] = one
    carried: dict[str, str] = {}
    for key, one in full.items():
        target = one.clause.front.short
        if short[key] is not None or target == LEFT_OUT:
            continue
        if _speaks(short.get(target), asked):
            carried[key] = target
        else:
            short[key] = one
    return [one for one in short.values() if one is not None], carried


def _speaks(carrier: Chosen | None, asked: Collection[str]) -> bool:
    """Whether a clause is printed as the one that leaves its rule to it expects."""
    if carrier is None or carrier.id in asked:
        return False
    return carrier.variant == SHORT or SHORT not in carrier.clause.bodies


def _may_be_short(one: Chosen, facts: Facts) -> bool:
    return condition(one.clause.front.short_when)(facts)


def _short(one: Chosen, facts: Facts, stance: str) -> Chosen | None:
    """A clause as the short form has it; nothing where it is left out or left to another one."""
    if body := one.clause.bodies.get(SHORT):
        body = replace(body, source=worded(body.source, facts.contract))
        return replace(one, variant=SHORT, body=body, stance=one.clause.variant(stance))
    return None if one.clause.front.short else one


@cache
def names(body: Body) -> frozenset[str]:
    """The names that the template of a body uses."""
    return frozenset().union(*names_by_line(body.source, body.line).values())


def _paths(chosen: Iterable[Chosen]) -> set[str]:
    """The places in the spec whose values the bodies of these clauses use."""
    found = set()
    for one in chosen:
        used = names(one.body)
        found |= {path for name, path in parameter_paths(one).items() if name in used}
    return found


def parameter_paths(one: Chosen) -> Mapping[str, str]:
    """Where the spec gives each parameter of a clause."""
    parameters = one.clause.front.parameters
    return {name: path_of(one.id, name, parameter) for name, parameter in parameters.items()}


def _given(one: Chosen, facts: Facts) -> set[str]:
    """The values that the wording of a clause uses and that the spec gives itself."""
    return {path for path in _paths([one]) if facts.contract.given(path)}
