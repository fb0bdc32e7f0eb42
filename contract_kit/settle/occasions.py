"""One month as the credit methods see it, and the credits they find in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration, Extremum, Money, Percent, text
from contract_kit.settle.terms import ZERO, amount

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.scheme import Scheme
    from contract_kit.spec import Contract

UNKNOWN = "The base of {} is not known from the contract; a credit of it is nil."

NO_SUM = (
    "Where no affected_charge was measured, no Service Credit is a share of it, as the contract"
    " says."
)


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
    """One month as the credit methods see it; `charges` are its recurring ones by name."""

    contract: Contract
    scheme: Scheme
    found: Measurements
    bases: dict[str, Decimal | None]
    days: int
    charges: dict[str, Decimal] = field(default_factory=dict)
    assumptions: list[str] = field(default_factory=list)

    def assume(self, text: str) -> None:
        """Note a choice the contract leaves open."""
        if text not in self.assumptions:
            self.assumptions.append(text)

    def money(self, quantity: object, judged: Judgement, default: str) -> Decimal:
        """What a quantity comes to, `affected_charge` being the one of this measurement."""
        known = dict(self.bases)
        known["affected_charge"] = self._affected(judged)
        if isinstance(quantity, Duration):
            return (known.get(default) or ZERO) / self.days * in_days(quantity)
        due = amount(quantity, known, default)
        if due is None and quantity is not None:
            self.assume(UNKNOWN.format(described(quantity, default)))
        return due or ZERO

    def _affected(self, judged: Judgement) -> Decimal | None:
        """The charge a miss concerns: as measured, else that of the processes it belongs to."""
        if judged.measured is not None and judged.measured.affected_charge is not None:
            return judged.measured.affected_charge
        levels = self.contract.service_levels
        if levels and levels.credits and levels.credits.affected_charge:
            self.assume(NO_SUM)
            return None
        processes = covered(self.contract, judged.metric.name)
        priced = self.contract.pricing.charges
        dues = [
            due
            for name, due in self.charges.items()
            if name in priced and priced[name].process in processes
        ]
        return sum(dues, ZERO) if dues else self.bases.get("monthly_charges")


def covered(contract: Contract, metric: str) -> set[str]:
    """The processes that a metric measures."""
    return {
        name
        for name, process in contract.scope.processes.items()
        if isinstance(process.sla, tuple) and metric in process.sla
    }


def in_days(length: Duration) -> Decimal:
    """A length of service time in days."""
    hours = {"second": 3600, "minute": 60, "hour": 1, "business_hour": 1}
    if length.unit in hours:
        return length.value / hours[length.unit] / 24
    return length.value * {"week": 7, "month": 30, "year": 365}.get(length.unit, 1)


def described(quantity: object, base: str = "") -> str:
    """A credit in plain words: `6 percent of the invoice`; `base` where the percentage has none."""
    match quantity:
        case Percent(value, of):
            return f"{value} percent of {(of or base).replace('_', ' ') or 'the base agreed'}"
        case Duration(value, unit):
            return f"{value} {unit.replace('_', ' ')} of service"
        case Extremum(kind, parts):
            both = " and ".join(described(part, base) for part in parts)
            return f"the {kind.removesuffix('_of')} of {both}"
        case Money():
            return text(quantity)
        case _:
            return "nothing"
