"""What each line of a settlement rests on: paths of the spec, by the clause that the line cites.

A path stands for all that the spec gives below it. What a line is a percentage of counts too: a
credit of the Monthly Charges rests on the prices. Measurements are no paths and are left out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from contract_kit.quantities import Duration, Extremum, Percent
from contract_kit.settle.charge_paths import AMOUNTS, CHARGE_RULES
from contract_kit.settle.charges import ONE_OFF
from contract_kit.settle.level_paths import CREDITS, LEVEL_RULES
from contract_kit.settle.rebates import REBATES, STATED
from contract_kit.settle.settlement import Line, Review, Trigger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from contract_kit.spec import Contract

T = TypeVar("T", Line, Trigger, Review)
RULES = CHARGE_RULES | LEVEL_RULES
"""What a line rests on, by the clause it cites; reasons why nothing is due rest on nothing."""
AT_CAP = "service_levels.termination_trigger.credits_at_cap"
"""What makes months at the cap a right to end the contract; the clause on caps states it."""
NAMELESS = {
    "table": REBATES,
    "credit": STATED,
    "per_event": "monthly_charges",
    "per_duration": "affected_charge",
}
"""What a rebate or credit is a percentage of where neither it nor `credits.base` names a base."""


def sourced(contract: Contract, lines: tuple[T, ...]) -> tuple[T, ...]:
    """The lines, triggers or reviews with the paths that each rests on."""
    return tuple(replace(one, rests_on=_paths(contract, one)) for one in lines)


def _paths(contract: Contract, one: Line | Trigger | Review) -> tuple[str, ...]:
    if isinstance(one, Line):
        return rests_on(contract, one.clause, one.name)
    found = rests_on(contract, one.clause, one.metric)
    return (AT_CAP, *found) if one.clause == "sla.caps" else found


def rests_on(contract: Contract, clause: str, name: str = "") -> tuple[str, ...]:
    """The paths that a line under a clause rests on, as far as the spec gives them.

    `name` is the metric or charge of the line, empty where it concerns them all.
    """
    rule = RULES.get(clause)
    if rule is None:
        return ()

    def find() -> tuple[str, ...]:
        found = dict.fromkeys(path for path in rule(contract, name) if contract.given(path))
        for base in _named_bases(contract, tuple(found)):
            more = BASES[base](contract)
            found |= dict.fromkeys(path for path in more if contract.given(path))
        return tuple(found)

    return contract.once(f"rests on {clause} {name}", find)


def _named_bases(contract: Contract, paths: Iterable[str]) -> list[str]:
    """What the percentages at some paths are percentages of."""
    agreed = contract.given(f"{CREDITS}.base")
    found: dict[str, None] = {}
    for path in paths:
        nameless = "" if agreed else NAMELESS.get(path.rpartition(".")[2], "")
        found |= dict.fromkeys(_bases(contract.get(path), nameless))
    return [base for base in found if base in BASES]


def _bases(value: object, nameless: str) -> Iterator[str]:
    match value:
        case Percent(_, of):
            yield of or nameless
        case Extremum(_, parts) | tuple(parts):
            for part in parts:
                yield from _bases(part, nameless)
        case Duration() if nameless:
            yield "monthly_charges"
        case _:
            for one in getattr(value, "__dict__", {}).values():
                yield from _bases(one, nameless)


def _invoiced(contract: Contract) -> Iterator[str]:
    """Everything on the invoice of a month before credits."""
    yield from AMOUNTS["monthly_charges"](contract)
    for clause in ("fee.minimum", "trn.pilot", "svc.exclusivity", "fee.fx", "fee.passthrough"):
        yield from rests_on(contract, clause)
    for clause in ("trn.delay", "fee.late", "fee.savings", "trn.milestones"):
        yield from rests_on(contract, clause)
    for name, charge in contract.pricing.charges.items():
        if charge.basis in ONE_OFF:
            yield from rests_on(contract, "fee.charges", name)


BASES = AMOUNTS | {
    "previous_year_average_month": _invoiced,
    "invoice_before_credits": _invoiced,
}
"""What a percentage may be a percentage of, and the paths that this rests on."""
