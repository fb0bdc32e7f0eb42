"""Which invoice each sum of a settlement stands on: by period, in advance, on account."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Count, Money, Percent, round_money
from contract_kit.quantities import text as printed
from contract_kit.settle.charges import may_owe
from contract_kit.settle.cycles import cycle
from contract_kit.settle.figures import bases
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import ZERO, amount, months_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from contract_kit.settle.settlement import Period
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.charging import Charge

CARRIED = (
    "What an invoice comes to below nil is deducted from the next invoice; what is left after the"
    " last one is paid to the customer."
)
MONTHLY, ADVANCE = "monthly", "advance"
"""Which invoice a line belongs on: Monthly Charges, those of them in advance, or anything else."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sum on an invoice: what it is for, and the settled months it is for."""

    text: str
    first: Month
    last: Month
    amount: Money

    @property
    def says(self) -> str:
        """What the sum is for, with its months."""
        span = str(self.first) if self.first == self.last else f"{self.first} to {self.last}"
        return f"{self.text} for {span}"


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is invoiced in one month; `due` is the time to pay, empty where none is agreed."""

    issued: Month
    parts: tuple[Part, ...]
    total: Money
    due: str = ""


def group_of(contract: Contract, charge: Charge) -> str:
    """Whether a charge is invoiced in advance: its own word decides, then that of all invoices.

    Only amounts known beforehand are; sums on account stand for all Monthly Charges alike.
    """
    terms = contract.pricing.invoicing
    if terms is not None and terms.true_up is not None:
        return MONTHLY
    said = charge.in_ or (terms.in_ if terms else None)
    return ADVANCE if said == "advance" and charge.basis in ("fixed", "retainer") else MONTHLY


def invoices(
    contract: Contract, periods: Sequence[Period], adjusted: Sequence[tuple[Month, Money]]
) -> tuple[Invoice, ...]:
    """The invoices that bring what the months came to, in the order they are issued.

    `adjusted` says with which months credits and bonuses are settled. The invoices add up to the
    settlement, but for sums on account whose true-up lies beyond the settled months.
    """
    found: dict[Month, list[Part]] = {}
    for issued, part in _parts(contract, periods, adjusted):
        found.setdefault(issued, []).append(part)
    due = contract.pricing.invoicing.due if contract.pricing.invoicing else None
    said = "" if due is None else printed(due)
    currency = contract.contract.currency
    return tuple(
        Invoice(issued, tuple(parts), _sum([one.amount for one in parts], currency), said)
        for issued, parts in sorted(found.items())
    )


def carried(contract: Contract, sent: Sequence[Invoice]) -> list[str]:
    """What becomes of invoices below nil, where the contract says it."""
    below = any(one.total.amount < ZERO for one in sent)
    return [CARRIED] if below and may_owe(contract) else []


def _sum(amounts: Sequence[Money], currency: str) -> Money:
    return Money(sum((one.amount for one in amounts), ZERO), currency)


def _parts(
    contract: Contract, periods: Sequence[Period], adjusted: Sequence[tuple[Month, Money]]
) -> Iterator[tuple[Month, Part]]:
    """Every part with the month in which it is invoiced."""
    terms = contract.pricing.invoicing
    every = (terms.every if terms else None) or "month"
    on_account = terms is not None and terms.true_up is not None
    for first, last, months in _cycles(contract, every, periods):
        so_far = "" if len(months) == last.index - first.index + 1 else " so far"
        before = [one for one in months if not on_account]
        advance = _lines(before, (ADVANCE,))
        if advance:
            yield first, _part(f"in advance{so_far}", months, advance, contract)
        arrears = _lines(months, ("",) if on_account else ("", MONTHLY))
        moved = [due for at, due in adjusted if first <= at <= last]
        if any(one.amount for one in (*arrears, *moved)) or not (advance or on_account):
            part = _part(f"in arrears{so_far}", months, [*arrears, *moved], contract)
            yield Month.at(last.index + 1), part
        if on_account:
            ahead = terms is not None and terms.in_ == "advance"
            sums = [on_account_sum(contract, one.month) for one in months]
            issued = first if ahead else Month.at(last.index + 1)
            yield issued, _part(f"on account{so_far}", months, sums, contract)
    if on_account and terms is not None:
        yield from _true_ups(contract, terms.true_up, periods)


def _true_ups(
    contract: Contract, every: object, periods: Sequence[Period]
) -> Iterator[tuple[Month, Part]]:
    """What the Monthly Charges of a whole period are more, or less, than the sums on account."""
    for first, last, months in _cycles(contract, every, periods):
        if len(months) < last.index - first.index + 1 and months[-1].month != last:
            continue
        paid = [on_account_sum(contract, one.month) for one in months]
        less = [Money(-one.amount, one.currency) for one in paid]
        lines = [*_lines(months, (MONTHLY, ADVANCE)), *less]
        yield Month.at(last.index + 1), _part("true-up", months, lines, contract)


def on_account_sum(contract: Contract, month: Month) -> Money:
    """What is invoiced on account for a month; at baseline volumes where no sum is agreed.

    A sum for a quarter or a year has equal parts, rounded so that they add up to it. Nothing is
    invoiced on account for months before that of the go-live.
    """
    terms, known = contract.pricing.invoicing, bases(contract)
    live = contract.transition.go_live if contract.transition else None
    if live is not None and month < Month.of(live):
        return Money(ZERO, contract.contract.currency)
    agreed = terms.on_account if terms else None
    due = amount(agreed or Percent(Decimal(100), "monthly_charges"), known, "expected_monthly")
    currency = contract.contract.currency
    every = agreed.per if isinstance(agreed, Count) else "month"
    _, last = cycle(contract, every or "month", month)
    length = int(months_in(every or "month"))
    place = length - (last.index - month.index) - 1
    part, before = ((due or ZERO) * count / length for count in (place + 1, place))
    return Money(round_money(part, currency) - round_money(before, currency), currency)


def _cycles(
    contract: Contract, every: object, periods: Sequence[Period]
) -> Iterator[tuple[Month, Month, list[Period]]]:
    """The settled months by the period they lie in, with its first and last month."""
    grouped: dict[tuple[Month, Month], list[Period]] = {}
    for one in periods:
        grouped.setdefault(cycle(contract, every, one.month), []).append(one)
    for (first, last), months in grouped.items():
        yield first, last, months


def _lines(months: Sequence[Period], groups: tuple[str, ...]) -> list[Money]:
    return [line.amount for one in months for line in one.charges if line.group in groups]


def _part(
    text: str, months: Sequence[Period], amounts: Sequence[Money], contract: Contract
) -> Part:
    total = _sum(amounts, contract.contract.currency)
    return Part(text, months[0].month, months[-1].month, total)
