"""The lines of exit fees over the months of a settlement: charged when due, refunded once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import round_money
from contract_kit.settle.in_force import risen
from contract_kit.settle.invoices import Item
from contract_kit.settle.leaving import Fee, Leaving, counted, exit_fee
from contract_kit.settle.pilots import pilot_end
from contract_kit.settle.terms import HUNDRED, ZERO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract

NO_RIGHT = "Notice was measured, but the contract lets nobody leave for convenience: no fee is due."


@dataclass(frozen=True, slots=True)
class Ending:
    """The month of the notice by which a contract ends, and the month in which it does."""

    notice: Month
    month: Month


@dataclass(slots=True)
class Departures:
    """What earlier months leave behind for exit fees.

    `charges` are those an average counts, `milestones` what milestones have brought, `waiting` the
    fees whose month has not come, `charged` what was charged and may be refunded.
    """

    contract: Contract
    charges: dict[Month, Decimal] = field(default_factory=dict)
    milestones: Decimal = ZERO
    waiting: list[Fee] = field(default_factory=list)
    charged: Decimal = ZERO
    assumptions: list[str] = field(default_factory=list)
    ending: Ending | None = None
    after: list[Month] = field(default_factory=list)

    def items(self, month: Month, found: Measurements, items: list[Item]) -> Iterator[Item]:
        """The month's exit fees; `items` are its other charges."""
        self.charges[month] = counted(self.contract, items)
        if self.ending is not None and self.ending.month < month:
            self.after.append(month)
        paid = (item.amount for item in items if item.clause == "trn.milestones")
        self.milestones += sum(paid, ZERO)
        for name, party in self._notices():
            given = found.amounts.get((name, month))
            if given is not None:
                pilot = self.contract.pilot
                ends = pilot_end(pilot, found) if pilot else None
                added = risen(self.contract, month, found)
                self._give(Leaving(month, given, self.charges, self.milestones, party, ends, added))
        for fee in [one for one in self.waiting if one.due <= month]:
            self.waiting.remove(fee)
            self.charged += fee.amount
            yield Item(self._clause(), "", fee.amount, fee.text, told=True)
        yield from self._refund(month, found)

    def _clause(self) -> str:
        """The clause that says what leaving costs: the right itself, where it has no fee at all."""
        convenience = self.contract.term.convenience
        is_bare = convenience and convenience.by == "provider" and convenience.fee is None
        return "end.convenience" if is_bare else "end.fee"

    def _notices(self) -> tuple[tuple[str, str], ...]:
        """What a measurement file calls the notice of each party."""
        convenience = self.contract.term.convenience
        alone = "provider" if convenience and convenience.by == "provider" else "customer"
        return ("notice_days", alone), ("provider_notice_days", "provider")

    def _give(self, leaving: Leaving) -> None:
        fee = exit_fee(self.contract, leaving)
        if fee is None:
            self.assumptions.append(NO_RIGHT)
            return
        if self.ending is None or fee.ends < self.ending.month:
            self.ending = Ending(leaving.month, fee.ends)
        self.waiting += self._payments(fee)
        if fee.assumption:
            self.assumptions.append(fee.assumption)

    def _payments(self, fee: Fee) -> list[Fee]:
        """The fee, or its two parts: with the notice, and at the end."""
        convenience = self.contract.term.convenience
        terms = convenience.fee if convenience else None
        if terms is None or terms.share_at_end is None or not fee.amount:
            return [fee]
        currency, share = self.contract.contract.currency, terms.share_at_end.value
        later = round_money(fee.amount * share / HUNDRED, currency)
        said = f"{share} percent at the end: {fee.text}"
        first = round_money(fee.amount, currency) - later
        return [
            replace(
                fee, amount=first, text=f"{HUNDRED - share} percent with the notice: {fee.text}"
            ),
            replace(fee, amount=later, text=said, due=fee.ends),
        ]

    def _refund(self, month: Month, found: Measurements) -> Iterator[Item]:
        """The share of the fee that comes back when a new agreement is signed."""
        convenience = self.contract.term.convenience
        fee = convenience.fee if convenience else None
        if fee is None or fee.refund_if_renewed is None or not self.charged:
            return
        if found.amounts.get(("new_agreement", month)):
            back = self.charged * fee.refund_if_renewed.value / HUNDRED
            self.charged = ZERO
            yield Item("end.fee", "", -back, "part of the exit fee back: a new agreement is signed")

    def left(self) -> list[str]:
        """What is due only after the last month that was settled, or settled after the end."""
        told = []
        if self.ending is not None and self.after:
            first, last = self.after[0], self.after[-1]
            told.append(
                f"The notice of {self.ending.notice} ends the contract in {self.ending.month}; what"
                f" is measured after it ({first} to {last}) is settled as if the contract went on."
            )
        return told + [
            f"An exit fee is due with the invoice for {fee.due}, after the months settled here."
            for fee in self.waiting
            if fee.amount
        ]
