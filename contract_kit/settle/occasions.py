"""One month as the credit methods see it, and the credits they find in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration
from contract_kit.settle.terms import amount

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.scheme import Scheme
    from contract_kit.spec import Contract

ZERO = Decimal(0)
SERVICE_DAY = "A service day is the month's charge divided by the days of the month."


@dataclass(frozen=True, slots=True)
class Credit:
    """What one metric's miss costs, unrounded and before caps; `text` says how it came out."""

    metric: str
    amount: Decimal
    clause: str
    text: str
    incident: str = ""


@dataclass(slots=True)
class Occasion:
    """One month as the credit methods see it."""

    contract: Contract
    scheme: Scheme
    found: Measurements
    bases: dict[str, Decimal | None]
    days: int
    assumptions: list[str] = field(default_factory=list)

    def assume(self, text: str) -> None:
        """Note a choice the contract leaves open."""
        if text not in self.assumptions:
            self.assumptions.append(text)

    def money(self, quantity: object, judged: Judgement, default: str) -> Decimal:
        """What a quantity comes to, `affected_charge` being the one of this measurement."""
        known = dict(self.bases)
        if judged.measured is not None and judged.measured.affected_charge is not None:
            known["affected_charge"] = judged.measured.affected_charge
        if isinstance(quantity, Duration):
            self.assume(SERVICE_DAY)
            return (known.get(default) or ZERO) / self.days * in_days(quantity)
        return amount(quantity, known, default) or ZERO


def in_days(length: Duration) -> Decimal:
    """A length of service time in days."""
    hours = {"second": 3600, "minute": 60, "hour": 1, "business_hour": 1}
    if length.unit in hours:
        return length.value / hours[length.unit] / 24
    return length.value * {"week": 7, "month": 30, "year": 365}.get(length.unit, 1)
