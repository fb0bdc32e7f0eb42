"""Every amount a contract prints, computed from its data and rounded once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Money, Percent, round_money
from contract_kit.settle.charges import monthly_charges, transition_charge
from contract_kit.settle.interest import yearly_equivalent
from contract_kit.settle.terms import HUNDRED, ZERO, amount, number, words

if TYPE_CHECKING:
    from contract_kit.spec import Contract

YEAR = Decimal(12)


@dataclass(frozen=True, slots=True)
class Figures:
    """A contract's amounts; `None` where the spec does not say enough to compute one.

    `charges` holds the month's amount of each recurring charge, `expected_saving` the yearly saving
    in percent of the cost before, `late_yearly` what a daily or monthly interest is in a year.
    """

    currency: str = ""
    charges: tuple[tuple[str, Money], ...] = ()
    monthly_charges: Money | None = None
    annual_charges: Money | None = None
    transition_charge: Money | None = None
    at_risk: Money | None = None
    monthly_cap: Money | None = None
    annual_cap: Money | None = None
    bonus_cap: Money | None = None
    minimum_monthly: Money | None = None
    liability_cap: Money | None = None
    data_super_cap: Money | None = None
    expected_saving: Percent | None = None
    late_yearly: Percent | None = None

    def get(self, name: str) -> object:
        """The figure called `name` (`charges.voice` for one charge), `None` if there is none."""
        if name.startswith("charges."):
            return dict(self.charges).get(name.removeprefix("charges."))
        return getattr(self, name, None) if name in self.__dataclass_fields__ else None


def bases(contract: Contract) -> dict[str, Decimal | None]:
    """The amounts percentages may refer to, unrounded, at expected volumes."""
    monthly = _monthly(contract)
    return amounts_of_month(contract, monthly, monthly, monthly)


def amounts_of_month(
    contract: Contract,
    monthly: Decimal | None,
    invoice: Decimal | None,
    average_before: Decimal | None,
) -> dict[str, Decimal | None]:
    """The amounts percentages refer to in a month with these charges and this invoice."""
    expected = number(contract.get("pricing.expected_monthly"))
    annual = _monthly(contract)
    found = {
        "monthly_charges": monthly,
        "expected_monthly": monthly if expected is None else expected,
        "invoice_before_credits": invoice,
        "affected_charge": monthly,
        "previous_year_average_month": average_before,
        "annual_charges": None if annual is None else annual * YEAR,
        "transition_charge": transition_charge(contract),
    }
    at_risk = contract.get("service_levels.credits.at_risk")
    found["at_risk"] = amount(at_risk, found, "monthly_charges")
    return found


def figures(contract: Contract) -> Figures:
    """Compute every amount that the contract prints."""
    currency = words(contract.get("contract.currency"))
    known = bases(contract)

    def money(value: Decimal | None) -> Money | None:
        return None if value is None else Money(round_money(value, currency), currency)

    def priced(path: str, base: str = "monthly_charges") -> Money | None:
        return money(amount(contract.get(path), known, base))

    cap = priced("service_levels.credits.monthly_cap") or money(known["at_risk"])
    return Figures(
        currency=currency,
        charges=tuple(
            (name, Money(round_money(due, currency), currency))
            for name, due in monthly_charges(contract).items()
            if due is not None
        ),
        monthly_charges=money(known["monthly_charges"]),
        annual_charges=money(known["annual_charges"]),
        transition_charge=money(known["transition_charge"]),
        at_risk=money(known["at_risk"]),
        monthly_cap=cap,
        annual_cap=priced("service_levels.credits.annual_cap", "annual_charges"),
        bonus_cap=priced("service_levels.bonuses.cap"),
        minimum_monthly=priced("pricing.minimum_monthly"),
        liability_cap=priced("risk.liability_cap", "annual_charges"),
        data_super_cap=priced("risk.data_super_cap", "annual_charges"),
        expected_saving=_saving(contract, known["annual_charges"]),
        late_yearly=_late(contract),
    )


def _monthly(contract: Contract) -> Decimal | None:
    """The sum of the charges; what the parties expect where a charge has no volume yet."""
    dues = monthly_charges(contract)
    known = [due for due in dues.values() if due is not None]
    if known and len(known) == len(dues):
        return sum(known, ZERO)
    expected = number(contract.get("pricing.expected_monthly"))
    return expected if expected is not None or not known else sum(known, ZERO)


def _late(contract: Contract) -> Percent | None:
    rate = number(contract.get("pricing.invoicing.late_interest"))
    per = words(contract.get("pricing.invoicing.late_interest_per"))
    if rate is None or per not in ("day", "month"):
        return None
    compounds = words(contract.get("pricing.invoicing.late.compounds")) or None
    return Percent(yearly_equivalent(rate, per, compounds))


def _saving(contract: Contract, annual: Decimal | None) -> Percent | None:
    before = number(contract.get("pricing.savings_baseline.annual_cost_before"))
    if annual is None or not before:
        return None
    saving = (before - annual) * HUNDRED / before
    return Percent(saving.quantize(Decimal("0.01"), ROUND_HALF_UP))
