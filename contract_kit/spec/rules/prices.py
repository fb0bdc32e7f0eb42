"""V17 and V19 to V23: charges, currencies, indexation and hidden costs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Extremum, Money, text
from contract_kit.spec.kinds import CHARGE_BASES, COST_ITEMS
from contract_kit.spec.rules.registry import error, missing, rule, warning
from contract_kit.spec.timeline import after
from contract_kit.spec.vocabulary.countries import home_currency
from contract_kit.spec.vocabulary.shape import parts

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.charging import Charge, PriceTier

DAY = timedelta(days=1)
MOST_RENEWALS = 100
"""So many renewals are counted; no contract has more."""


def _charges(contract: Contract) -> dict[str, Charge]:
    return contract.pricing.charges if contract.pricing else {}


@rule("V17", "pricing.charges.*.process", "pricing.charges.*.covers", "scope.processes.*")
def processes_are_priced(contract: Contract) -> Iterator[Finding]:
    """Find processes no charge pays for."""
    paid = {name for charge in _charges(contract).values() for name in charge.covers}
    paid |= {charge.process for charge in _charges(contract).values() if charge.process}
    for key in contract.scope.processes if contract.scope else ():
        if key not in paid:
            yield error(
                contract,
                "V17",
                f"scope.processes.{key}",
                f"no charge pays for the process “{key}”; expected it as process or in covers of a"
                " charge; add it there.",
            )


@rule("V17", "pricing.charges")
def charges_are_complete(contract: Contract) -> Iterator[Finding]:
    """Find charges that lack what their basis needs."""
    for key, charge in _charges(contract).items():
        for need in CHARGE_BASES[charge.basis]:
            if not any(getattr(charge, name) not in (None, ()) for name in need.split("|")):
                wanted = need.replace("|", " or ")
                yield error(
                    contract,
                    "V17",
                    f"pricing.charges.{key}",
                    f"the charge “{key}” is {charge.basis} and has no {wanted}; expected {wanted};"
                    " add it.",
                )


@rule("V19", "pricing.charges.*.tiers")
def bands_ascend(contract: Contract) -> Iterator[Finding]:
    """Find bands out of order, without an open end, or with rising prices."""
    for key, charge in _charges(contract).items():
        path = f"pricing.charges.{key}.tiers"
        for index, (first, second) in enumerate(pairwise(charge.tiers), 1):
            yield from _pair(contract, f"{path}.{index}", first, second)
        if charge.tiers and charge.tiers[-1].up_to is not None:
            yield error(
                contract,
                "V19",
                f"{path}.{len(charge.tiers) - 1}.up_to",
                f"the last band of “{key}” ends at {charge.tiers[-1].up_to}; expected an open end;"
                " remove up_to or add a band without it.",
            )


def _pair(contract: Contract, path: str, first: PriceTier, second: PriceTier) -> Iterator[Finding]:
    if first.up_to is None:
        yield error(
            contract, "V19", path, "a band follows the open one; expected the open band last;"
            " give the band before it an up_to."
        )  # fmt: skip
    elif second.up_to is not None and second.up_to <= first.up_to:
        yield error(
            contract,
            "V19",
            f"{path}.up_to",
            f"the band ends at {second.up_to}, the one before at {first.up_to}; expected more than"
            f" {first.up_to}; order the bands.",
        )
    if type(first.rate) is type(second.rate) and _size(second.rate) > _size(first.rate):
        yield warning(
            contract,
            "V19",
            f"{path}.rate",
            f"the price rises from {text(first.rate)} to {text(second.rate)} with volume; expected"
            " no rise; keep it if both sides mean it.",
        )


def _size(rate: object) -> Decimal:
    size = getattr(rate, "amount", None)
    return size if isinstance(size, Decimal) else getattr(rate, "value", Decimal(0))


@rule("V20", "contract.currency")
def one_currency(contract: Contract) -> Iterator[Finding]:
    """Find amounts in another currency than the contract's."""
    if contract.contract is None:
        return
    own = contract.contract.currency
    for path, money in _amounts("", contract):
        if money.currency != own:
            yield error(
                contract,
                "V20",
                path,
                f"{text(money)} stands in a contract in {own}; expected {own}; convert the amount.",
            )


def _amounts(path: str, value: object) -> Iterator[tuple[str, Money]]:
    if isinstance(value, Money):
        yield path, value
    elif isinstance(value, Extremum):
        yield from ((path, part) for part in value.of if isinstance(part, Money))
    else:
        for key, part in parts(value):
            yield from _amounts(f"{path}.{key}" if path else key, part)


@rule("V20", "parties.provider.country", "contract.currency", "pricing.fx", "pricing.cost_register")
def exchange_risk_is_answered(contract: Contract) -> Iterator[Finding]:
    """Find a provider with another home currency and nobody who bears movements."""
    pricing = contract.pricing
    if pricing is None or pricing.fx or (pricing.cost_register and pricing.cost_register.currency):
        return
    home = home_currency(contract.parties.provider.country)
    if home and home != contract.contract.currency:
        yield warning(
            contract,
            "V20",
            "pricing",
            f"the provider's home currency is {home}, the contract is in"
            f" {contract.contract.currency}, and nothing says who bears movements; expected"
            " pricing.fx; add it.",
        )


@rule("V21", "pricing.indexation.cap", "pricing.indexation.floor", "pricing.indexation.first",
      "contract.effective_date", "term.initial", "term.renewal")  # fmt: skip
def indexation_is_bounded(contract: Contract) -> Iterator[Finding]:
    """Find a cap below the floor, or a first review outside the term."""
    index = contract.pricing.indexation if contract.pricing else None
    if index is None:
        return
    if index.cap and index.floor and index.cap.value < index.floor.value:
        yield error(
            contract,
            "V21",
            "pricing.indexation.cap",
            f"the cap {text(index.cap)} is below the floor {text(index.floor)}; expected the floor"
            " or more; swap or correct them.",
        )
    end = _last_end(contract)
    if index.first and not contract.contract.effective_date <= index.first < end:
        until = "" if end == date.max else f" to {end - DAY}"
        yield error(
            contract,
            "V21",
            "pricing.indexation.first",
            f"the first review on {index.first} lies outside the term, which runs from"
            f" {contract.contract.effective_date}{until}; expected a date within; correct it.",
        )


def _last_end(contract: Contract) -> date:
    """The day after the term and every renewal there can be."""
    end = after(contract.contract.effective_date, contract.term.initial)
    renewal = contract.term.renewal
    if renewal is None or renewal.kind == "none":
        return end
    if renewal.max is None or renewal.length is None:
        return date.max
    for _ in range(min(renewal.max, MOST_RENEWALS)):
        end = after(end, renewal.length)
    return end


@rule("V22", "pricing.cost_register", completeness=True)
def hidden_costs_are_answered(contract: Contract) -> Iterator[Finding]:
    """Find standard hidden costs nobody bears; the contract says that the charges include them."""
    if contract.pricing is None:
        return
    register = contract.pricing.cost_register
    absent = [item for item in COST_ITEMS if getattr(register, item, None) is None]
    if absent:
        yield warning(
            contract,
            "V22",
            f"pricing.cost_register.{absent[0]}",
            f"the cost register does not answer {', '.join(absent)}; expected who bears each, else"
            " the charges include it; add for example “recruitment: included”.",
        )


@rule("V23", "pricing.unexpected_costs", completeness=True)
def unexpected_costs_are_bounded(contract: Contract) -> Iterator[Finding]:
    """Find unexpected costs without a bound."""
    if contract.pricing is None:
        return
    costs = contract.pricing.unexpected_costs
    asked = {
        f"pricing.unexpected_costs.{key}": getattr(costs, key, None) is not None
        for key in ("pre_approval_over", "notice", "annual_cap")
    }
    yield from missing(
        contract, "V23", asked, "unexpected costs lack {missing}; expected an approval limit, a"
        " notice and a yearly cap; add what is missing."
    )  # fmt: skip
