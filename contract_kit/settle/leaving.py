"""What leaving for convenience costs in a given month, by the exit fee of the contract."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.exits import Standing, fee_of, whole_months
from contract_kit.settle.exits_said import fee_said
from contract_kit.settle.figures import bases
from contract_kit.settle.occasions import in_days
from contract_kit.settle.periods import Month
from contract_kit.settle.terms import ZERO
from contract_kit.spec.timeline import after

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from contract_kit.settle.invoices import Item
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.ending import Convenience
    from contract_kit.spec.vocabulary.fees import ExitFee, FeePart

YEAR_DAYS = Decimal(365)
NOT_MEASURED = "A month without measurements counts with its expected charges in an exit fee."


@dataclass(frozen=True, slots=True)
class Leaving:
    """A notice that counts as given on the last day of `month`, with so many days to run.

    `charges` are the charges of past months that an average counts; months it does not hold count
    as expected. `invoiced` is what milestones have brought up to then. `by` is who leaves.
    `pilot_ends` is the day after a pilot that was extended. `risen` is what changes of prices up to
    then add to the expected charges of a month.
    """

    month: Month
    days_given: Decimal
    charges: Mapping[Month, Decimal]
    invoiced: Decimal = ZERO
    by: str = "customer"
    pilot_ends: date | None = None
    risen: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Fee:
    """An exit fee, unrounded, negative where the provider pays it, with how it came out.

    `due` is the month whose invoice it stands on; a part of it can stand on that of the month in
    which the contract `ends`.
    """

    amount: Decimal
    text: str
    due: Month
    ends: Month
    assumption: str = ""


def counted(contract: Contract, items: Iterable[Item]) -> Decimal:
    """What a month's items add to the charges that an exit fee averages.

    These are the Monthly Charges, with or without their minimum, and currency movement.
    """
    convenience = contract.term.convenience
    fee = convenience.fee if convenience else None
    without = {"fee.minimum"} if fee is not None and fee.minimum_counts is False else set()
    due = (
        item.amount
        for item in items
        if item.clause == "fee.fx" or (item.group and item.clause not in without)
    )
    return sum(due, ZERO)


def exit_fee(contract: Contract, leaving: Leaving) -> Fee | None:
    """The exit fee with its reason; `None` where nobody may leave for convenience."""
    convenience = contract.term.convenience
    if convenience is None:
        return None
    fee, ends = convenience.fee, last_month(contract, leaving)
    if fee is None or fee.kind == "none":
        return Fee(ZERO, "no fee is agreed", leaving.month, ends)
    if fee.paid_by != "who_leaves" and leaving.by != payer(convenience):
        return Fee(ZERO, f"no fee where the {leaving.by} leaves", leaving.month, ends)
    due = leaving.month if fee.payable == "with_notice" else ends
    parts = _parts(contract, fee, leaving)
    if not parts:
        return Fee(ZERO, f"no fee for {_named(contract, fee, leaving)}", due, ends)
    at, assumption = _standing(contract, fee, leaving)
    sums = [fee_of(part, at) for part in parts]
    choose = {"greater_of": max, "lesser_of": min}.get(fee.kind)
    total = choose(sums) if choose else sum(sums, ZERO)
    said = fee_said(contract, fee, sums, parts, at)
    if not total and at.bases["monthly_charges"] is None:
        said += "; no volume is stated from which expected charges follow"
    sign = -1 if leaving.by == "provider" else 1
    return Fee(sign * total, said, due, ends, assumption)


def payer(convenience: Convenience) -> str:
    """The party that pays a fee when it leaves; the other one pays none."""
    given = convenience.fee.paid_by if convenience.fee else None
    if given in ("customer", "provider"):
        return str(given)
    return "provider" if convenience.by == "provider" else "customer"


def last_month(contract: Contract, leaving: Leaving) -> Month:
    """The month in which the contract ends by the notice, no earlier than it allows."""
    ends = leaving.month.last + timedelta(days=int(leaving.days_given))
    convenience = contract.term.convenience
    if convenience and convenience.after:
        ends = max(ends, after(contract.contract.effective_date, convenience.after))
    return Month.of(ends)


def _parts(contract: Contract, fee: ExitFee, leaving: Leaving) -> list[FeePart]:
    """The parts that apply to the notice."""
    if fee.kind == "by_contract_year":
        year = leaving.month.contract_year(contract.contract.effective_date)
        return [part for name, part in fee.lines if name == str(year)]
    if fee.kind == "by_phase":
        phase = phase_of(contract, leaving)
        return [part for name, part in fee.lines if name == phase]
    if fee.kind == "by_months_left":
        left = _year_left(contract, _counted_from(contract, fee, leaving))
        return [part for name, part in fee.lines if int(name) <= left][:1]
    return [part for _, part in fee.lines]


def _counted_from(contract: Contract, fee: ExitFee, leaving: Leaving) -> Month:
    """The month after which the months that are left begin."""
    return last_month(contract, leaving) if fee.counted_from == "end" else leaving.month


def _year_left(contract: Contract, month: Month) -> int:
    """Full months of the contract year after a month."""
    return 11 - (month.index - Month.of(contract.contract.effective_date).index) % 12


def _named(contract: Contract, fee: ExitFee, leaving: Leaving) -> str:
    if fee.kind == "by_contract_year":
        return f"contract year {leaving.month.contract_year(contract.contract.effective_date)}"
    if fee.kind == "by_months_left":
        left = _year_left(contract, _counted_from(contract, fee, leaving))
        return f"{left} months left in the contract year"
    return f"the phase {phase_of(contract, leaving)}"


def phase_of(contract: Contract, leaving: Leaving) -> str:
    """The phase of the contract a notice falls in, as `by_phase` names it."""
    pilot, plan, day = contract.pilot, contract.transition, leaving.month.last
    if pilot is not None:
        ends = leaving.pilot_ends or after(pilot.start, pilot.length)
        if pilot.start <= day < ends:
            return "pilot"
    if plan is not None and day < plan.go_live:
        return "before_go_live"
    ends = after(contract.contract.effective_date, contract.term.initial)
    return "initial_term" if day < ends else "renewal"


def _standing(contract: Contract, fee: ExitFee, leaving: Leaving) -> tuple[Standing, str]:
    known = _in_force(contract, leaving)
    monthly = known["monthly_charges"] or ZERO
    daily, assumption = (known["annual_charges"] or ZERO) / YEAR_DAYS, ""
    if fee.average_over is not None:
        monthly, daily, assumption = _average(contract, fee, leaving)
    since = _counted_from(contract, fee, leaving)
    left = _left(contract, since)
    known["remaining_charges"] = monthly * left
    live = contract.transition.go_live if contract.transition else contract.contract.effective_date
    begun, end = Month.of(live).index, _end(contract)
    standing = Standing(
        bases=known,
        monthly=monthly,
        daily=daily,
        left=left,
        year_left=Decimal(_year_left(contract, since)),
        life=Decimal(end - begun),
        passed=max(Decimal(leaving.month.index - begun + 1), ZERO),
        recovered=leaving.invoiced,
        given=leaving.days_given,
    )
    return standing, assumption


def _in_force(contract: Contract, leaving: Leaving) -> dict[str, Decimal | None]:
    """What percentages are of, at the prices in force in the month of the notice."""
    known = bases(contract)
    for name, months in (("monthly_charges", 1), ("expected_monthly", 1), ("annual_charges", 12)):
        base = known[name]
        known[name] = None if base is None else base + months * leaving.risen
    return known


def _average(contract: Contract, fee: ExitFee, leaving: Leaving) -> tuple[Decimal, Decimal, str]:
    """The average monthly and daily charges up to the notice, no further back than the start."""
    start, length = contract.contract.effective_date, fee.average_over
    assert length is not None
    if length.unit in {"month", "year"}:
        held = leaving.month.index - Month.of(start).index + 1
        back = max(min(int(whole_months(length)), held), 1)
        days = {month: month.days for month in _months_up_to(leaving.month, back)}
        total, assumption = _charged(contract, leaving, days)
        return total / back, total / sum(days.values()), assumption
    number = max(min(int(in_days(length)), (leaving.month.last - start).days + 1), 1)
    total, assumption = _charged(contract, leaving, _days_up_to(leaving.month, number))
    return total / number * YEAR_DAYS / 12, total / number, assumption


def _months_up_to(month: Month, number: int) -> list[Month]:
    return [Month.at(month.index - back) for back in range(number)]


def _days_up_to(month: Month, number: int) -> dict[Month, int]:
    """How many of the last days up to the end of a month lie in it and in those before."""
    found: dict[Month, int] = {}
    while number > 0:
        found[month] = min(number, month.days)
        number -= month.days
        month = Month.at(month.index - 1)
    return found


def _charged(
    contract: Contract, leaving: Leaving, days: Mapping[Month, int]
) -> tuple[Decimal, str]:
    """The charges of so many days of each month, those of a month spread evenly over its days."""
    expected = bases(contract)["monthly_charges"] or ZERO
    total, assumption = ZERO, ""
    for month, number in days.items():
        assumption = assumption if month in leaving.charges else NOT_MEASURED
        total += leaving.charges.get(month, expected) * number / month.days
    return total, assumption


def _left(contract: Contract, month: Month) -> Decimal:
    """Full months of the current term after a month, renewed as often as the contract allows."""
    end, renewal = _end(contract), contract.term.renewal
    renews = renewal is not None and renewal.kind != "none" and renewal.length
    length = int(whole_months(renewal.length)) if renewal and renews and renewal.length else 0
    times = renewal.max if renewal and renewal.max is not None else None
    while length and end <= month.index and times != 0:
        end += length
        times = None if times is None else times - 1
    return Decimal(max(end - month.index - 1, 0))


def _end(contract: Contract) -> int:
    """The index of the first month that does not lie in the first term as a whole."""
    return Month.of(after(contract.contract.effective_date, contract.term.initial)).index
