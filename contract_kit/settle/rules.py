"""The rules that need computed amounts: V12, V13, V18, V43 and V47."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding, Severity
from contract_kit.quantities import Extremum, Money, round_money, text
from contract_kit.settle.figures import bases
from contract_kit.settle.scheme import metric_of
from contract_kit.settle.terms import HUNDRED, amount, entries, field, number, rows, words

if TYPE_CHECKING:
    from contract_kit.spec import Contract

YEAR = Decimal(12)
TOLERANCE = Decimal("0.5")
CREDITS = "service_levels.credits"
BONUSES = "service_levels.bonuses"


def check(contract: Contract) -> list[Finding]:
    """Every disagreement between the amounts of a contract, in the order of the rules."""
    return [
        finding
        for rule, reads in RULES.items()
        if contract.intact(*reads)
        for finding in rule(contract)
    ]


def _finding(contract: Contract, code: str, severity: Severity, path: str, say: str) -> Finding:
    return Finding(code, severity, say, contract.location(path))


def _money(contract: Contract, value: Decimal) -> str:
    currency = words(contract.get("contract.currency"))
    return text(Money(round_money(value, currency), currency))


def _at(contract: Contract, path: str, base: str = "monthly_charges") -> Decimal | None:
    return amount(contract.get(path), bases(contract), base)


def _v12(contract: Contract) -> Iterator[Finding]:
    """The yearly cap against the monthly one; a year at risk against the liability cap."""
    at_risk = bases(contract)["at_risk"]
    monthly = _at(contract, f"{CREDITS}.monthly_cap")
    monthly = at_risk if monthly is None else monthly
    annual = _at(contract, f"{CREDITS}.annual_cap", "annual_charges")
    if annual is not None and monthly is not None and annual > YEAR * monthly:
        yield _finding(
            contract, "V12", Severity.ERROR, f"{CREDITS}.annual_cap",
            f"the yearly credit cap is {_money(contract, annual)}, but twelve monthly caps come to"
            f" {_money(contract, YEAR * monthly)}; lower annual_cap or raise monthly_cap",
        )  # fmt: skip
    liability = _at(contract, "risk.liability_cap", "annual_charges")
    yearly = None if at_risk is None else YEAR * at_risk
    if annual is not None and yearly is not None:
        yearly = min(annual, yearly)
    if liability is not None and yearly is not None and yearly > liability:
        yield _finding(
            contract, "V12", Severity.ERROR, "risk.liability_cap",
            f"credits of a year can reach {_money(contract, yearly)}, but the liability cap is"
            f" {_money(contract, liability)}; raise liability_cap or lower at_risk",
        )  # fmt: skip


def _v13(contract: Contract) -> Iterator[Finding]:
    """Bonus levels better than their targets; bonuses and credits in proportion."""
    yield from _bonus_levels(contract)
    at_risk, cap = bases(contract)["at_risk"], _at(contract, f"{BONUSES}.cap")
    if cap is not None and at_risk is not None and cap > at_risk:
        yield _finding(
            contract, "V13", Severity.WARNING, f"{BONUSES}.cap",
            f"bonuses can reach {_money(contract, cap)} a month, but only"
            f" {_money(contract, at_risk)} is at risk; lower the cap or raise at_risk",
        )  # fmt: skip
    credits, bonuses = contract.get(CREDITS), contract.get(BONUSES)
    if (credits is None) != (bonuses is None):
        has, lacks = ("credits", "bonuses") if bonuses is None else ("bonuses", "credits")
        yield _finding(
            contract, "V13", Severity.WARNING, f"service_levels.{has}",
            f"the contract has {has} but no {lacks}; add service_levels.{lacks}, or accept that"
            " only one side's performance counts",
        )  # fmt: skip


def _bonus_levels(contract: Contract) -> Iterator[Finding]:
    metrics = entries(contract, "service_levels.metrics")
    for index, award in enumerate(rows(contract.get(f"{BONUSES}.awards"))):
        name, level = words(field(award, "metric")), number(field(award, "at"))
        metric = metric_of(name, metrics.get(name)) if name in metrics else None
        if metric is None or level is None:
            continue
        if not metric.levels.worse(metric.levels.target, level):
            yield _finding(
                contract, "V13", Severity.ERROR, f"{BONUSES}.awards.{index}.at",
                f"the bonus for {name} is paid at {level}, but its target is"
                f" {metric.levels.target}; a bonus level must be better than the target",
            )  # fmt: skip


def _v18(contract: Contract) -> Iterator[Finding]:
    """What the parties expect to pay against rates times volumes, and against the minimum."""
    expected = number(contract.get("pricing.expected_monthly"))
    if expected is None:
        return
    computed = bases(contract)["monthly_charges"]
    currency = words(contract.get("contract.currency"))
    if computed is not None and round_money(expected, currency) != round_money(computed, currency):
        yield _finding(
            contract, "V18", Severity.ERROR, "pricing.expected_monthly",
            f"expected_monthly is {_money(contract, expected)}, but the charges come to"
            f" {_money(contract, computed)} at baseline volumes; correct the amount or the charges",
        )  # fmt: skip
    minimum = _at(contract, "pricing.minimum_monthly")
    if minimum is not None and minimum > expected:
        yield _finding(
            contract, "V18", Severity.ERROR, "pricing.minimum_monthly",
            f"the monthly minimum is {_money(contract, minimum)}, but only"
            f" {_money(contract, expected)} is expected; lower minimum_monthly",
        )  # fmt: skip


def _idle_parts(contract: Contract) -> Iterator[Finding]:
    """Amounts inside greater_of or lesser_of that can never be the one that applies."""
    paths = ["pricing.minimum_monthly", "pilot.guarantee.amount"]
    paths += [f"pricing.charges.{name}.minimum" for name in entries(contract, "pricing.charges")]
    for path in paths:
        value = contract.get(path)
        if not isinstance(value, Extremum):
            continue
        sums = sorted(part.amount for part in value.of if isinstance(part, Money))
        if len(sums) < 2:
            continue
        idle, other = sums[0], sums[-1]
        if value.kind == "lesser_of":
            idle, other = other, idle
        yield _finding(
            contract, "V18", Severity.WARNING, path,
            f"{_money(contract, idle)} can never apply beside {_money(contract, other)} in"
            f" {value.kind}; drop it, or write what it should depend on",
        )  # fmt: skip


def _v43(contract: Contract) -> Iterator[Finding]:
    """The data cap against the liability cap, and insurance against the liability cap."""
    cap = _at(contract, "risk.liability_cap", "annual_charges")
    if cap is None:
        return
    data = _at(contract, "risk.data_super_cap", "annual_charges")
    if data is not None and data < cap:
        yield _finding(
            contract, "V43", Severity.ERROR, "risk.data_super_cap",
            f"the cap for data claims is {_money(contract, data)}, but the general liability cap is"
            f" {_money(contract, cap)}; the data cap must be at least as high",
        )  # fmt: skip
    for index, policy in enumerate(rows(contract.get("risk.insurance"))):
        cover = amount(field(policy, "amount"), bases(contract), "annual_charges")
        if cover is not None and cover < cap:
            yield _finding(
                contract, "V43", Severity.WARNING, f"risk.insurance.{index}.amount",
                f"{words(field(policy, 'type'))} insurance covers {_money(contract, cover)}, but"
                f" the liability cap is {_money(contract, cap)}; raise the cover or lower the cap",
            )  # fmt: skip


def _v47(contract: Contract) -> Iterator[Finding]:
    """The saving the parties expect against the one their amounts give."""
    path = "pricing.savings_baseline.expected_saving"
    expected = number(contract.get(path))
    before = number(contract.get("pricing.savings_baseline.annual_cost_before"))
    annual = bases(contract)["annual_charges"]
    if expected is None or not before or annual is None:
        return
    computed = (before - annual) * HUNDRED / before
    if abs(expected - computed) > TOLERANCE:
        shown = computed.quantize(Decimal("0.1"))
        yield _finding(
            contract, "V47", Severity.ERROR, path,
            f"the expected saving is {expected} percent, but {_money(contract, before)} before and"
            f" {_money(contract, annual)} a year now give {shown} percent; correct either",
        )  # fmt: skip


_PRICES = ("pricing.charges", "scope.processes.*.volume", "contract.currency")
RULES: dict[Callable[[Contract], Iterator[Finding]], tuple[str, ...]] = {
    _v12: (*_PRICES, CREDITS, "risk.liability_cap"),
    _v13: (*_PRICES, CREDITS, BONUSES, "service_levels.metrics.*.target"),
    _v18: (*_PRICES, "pricing.expected_monthly", "pricing.minimum_monthly"),
    _idle_parts: (*_PRICES, "pricing.minimum_monthly", "pilot.guarantee"),
    _v43: (*_PRICES, "risk"),
    _v47: (*_PRICES, "pricing.savings_baseline"),
}
"""The rules and the fields each reads; a rule is skipped while one of those is in error."""
