"""What moves prices: an index at its dates, a rise at a renewal, an exchange rate."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration, Percent
from contract_kit.settle.cycles import cycle, named, renewals
from contract_kit.settle.indexation import Bounds, Collar, absorbed, blended, collar_adjustment
from contract_kit.settle.invoices import Item
from contract_kit.settle.occasions import in_days
from contract_kit.settle.periods import Month
from contract_kit.settle.sheets import refuse
from contract_kit.settle.terms import HUNDRED, ONE, ZERO, months_in, number
from contract_kit.spec.timeline import after

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.moving import Fx, Indexation, RenewalIncrease

CUSTOMER_BEARS = {"customer_bears": HUNDRED, "provider_bears": ZERO, "renegotiate": ZERO}
"""The customer's percent of what lies beyond the band; until a new bargain nothing moves."""
_YEAR = Duration(Decimal(12), "month")


def index_items(
    contract: Contract, month: Month, found: Measurements, prices: Decimal
) -> Iterator[Item]:
    """What every change up to this month adds to the charges at the first rates."""
    terms = contract.pricing.indexation
    if terms is None:
        if ("index_change", month) in found.amounts:
            yield Item("fee.fixed", "", ZERO, "there is no indexation", told=True)
        return
    changes = _changes(terms, month, found)
    if not changes:
        return
    _refuse_off_dates(contract, terms, changes, found)
    late = within_month(contract, terms)
    entered = changes[-1][0] == month
    changes = [(_from(at, late), moved) for at, moved in changes]
    changes = [(at, moved) for at, moved in changes if at <= month]
    if not changes:
        if entered:
            said = f"the change applies from {_from(month, late)}"
            yield Item("fee.index", "", ZERO, said, told=True)
        return
    factor = factor_after(terms, [moved for _, moved in changes])
    shown = ", ".join(f"{moved} percent from {at}" for at, moved in changes)
    told = entered or month == changes[-1][0]
    yield Item("fee.index", "", prices * (factor - ONE), f"index {shown}", told=told)


def change_day(contract: Contract, terms: Indexation) -> date:
    """The first date of change."""
    return terms.first or after(contract.contract.effective_date, _YEAR)


def within_month(contract: Contract, terms: Indexation) -> frozenset[int]:
    """The months of the year, from 0, that hold a date of change which is not their first day."""
    first = change_day(contract, terms)
    step = max(int(months_in(terms.every)), 1)
    if first.day == 1:
        return frozenset()
    return frozenset((first.month - 1 + turn * step) % 12 for turn in range(12))


def _from(at: Month, late: frozenset[int]) -> Month:
    """From when a change holds: a date within a month moves prices from the month after."""
    return Month.at(at.index + 1) if at.index % 12 in late else at


def _changes(terms: Indexation, month: Month, found: Measurements) -> list[tuple[Month, Decimal]]:
    """The changes of the index up to a month, in percent; those of a blend by their weights."""
    changes = {
        at: moved
        for (name, at), moved in found.amounts.items()
        if name == "index_change" and at <= month
    }
    blends: dict[Month, list[tuple[Decimal, Decimal]]] = {}
    for name, weight in (terms.weights or {}).items():
        for (row, at), moved in found.amounts.items():
            if row == f"index_change.{name}" and at <= month:
                blends.setdefault(at, []).append((weight.value, moved))
    for at, parts in blends.items():
        if len(parts) < len(terms.weights or {}):
            raise refuse(
                "measurements", 1, 1,
                f"the indexes of {at} are not all entered; add a row for each:"
                f" {', '.join(f'index_change.{name}' for name in terms.weights or {})}",
            )  # fmt: skip
        changes[at] = blended(parts)
    return sorted(changes.items())


def _refuse_off_dates(
    contract: Contract,
    terms: Indexation,
    changes: list[tuple[Month, Decimal]],
    found: Measurements,
) -> None:
    """Refuse changes before the first one is due, and two where only one is."""
    first = Month.of(change_day(contract, terms))
    length = max(int(months_in(terms.every)), 1)
    seen: dict[int, Month] = {}
    for at, _ in changes:
        line = found.lines.get(("index_change", at), 1)
        if at < first:
            said = f"prices change first in {first}; the index change of {at} comes before it"
            raise refuse("measurements", line, 1, f"{said}; correct the month")
        turn = (at.index - first.index) // length
        if turn in seen:
            said = f"prices change once every {length} months; {seen[turn]} and {at} are closer"
            raise refuse("measurements", line, 1, f"{said}; keep one of them")
        seen[turn] = at


def factor_after(terms: Indexation, changes: list[Decimal]) -> Decimal:
    """What the first rates are multiplied with after these changes, each within the bounds.

    With formula `base` a change is the index's movement since the Effective Date.
    """
    bounds, factor, carried = _bounds(terms), ONE, ZERO
    for moved in changes:
        change = moved
        if terms.formula == "base":
            change = ((HUNDRED + moved) / factor) - HUNDRED
        left = absorbed(change, terms.absorbed.value) if terms.absorbed else change
        total = left + carried
        kept = bounds.limit(total)
        over = ZERO if bounds.cap is None else max(left - bounds.cap, ZERO)
        carried = over if terms.carry_forward else ZERO
        if terms.formula == "base" and kept == change:
            factor = (HUNDRED + moved) / HUNDRED
        else:
            factor *= (HUNDRED + kept) / HUNDRED
    return factor


def _bounds(terms: Indexation) -> Bounds:
    cap = number(terms.cap) if terms.lesser_of is None else number(terms.lesser_of)
    return Bounds(cap, number(terms.floor), terms.both_ways)


def renewal_items(
    contract: Contract, month: Month, found: Measurements, prices: Decimal
) -> Iterator[Item]:
    """What rises at renewals add to the charges, each on the price it found."""
    terms, starts = contract.pricing.renewal_increase, renewals(contract, month)
    asked = {
        at: rise
        for (name, at), rise in found.amounts.items()
        if name == "renewal_increase" and at <= month
    }
    for at in asked:
        if at not in starts:
            said = f"no renewal has its first whole month in {at}, where a rise stands"
            raise _refused(found, at, f"{said}; correct the month")
    if asked and terms is None and month in asked:
        yield Item("fee.fixed", "", ZERO, "no rise at a renewal is agreed", told=True)
    if not asked or terms is None:
        return
    factor, unused, shown = ONE, ZERO, []
    cap = number(terms.cap)
    for at in starts:
        rise, said = _announced(terms, at, found, asked.get(at, ZERO))
        kept = rise if cap is None else min(rise, cap + unused)
        if kept < rise and not said:
            said = f"{kept} percent from {at}, the cap, of {rise} percent asked for"
        unused = max(cap - kept, ZERO) if cap is not None and terms.carry_forward else ZERO
        factor *= (HUNDRED + kept) / HUNDRED
        shown += [said] if said else [f"{kept} percent from {at}"] if kept else []
    text = f"renewal: {', '.join(shown)}"
    yield Item("fee.renewal", "", prices * (factor - ONE), text, told=month in asked)


def _announced(
    terms: RenewalIncrease, at: Month, found: Measurements, rise: Decimal
) -> tuple[Decimal, str]:
    """The rise asked for at a renewal; none, and why, where it was announced too late."""
    if not rise or terms.notice is None:
        return rise, ""
    given = found.amounts.get(("renewal_notice_days", at))
    if given is None:
        raise _refused(found, at, f"the rise of {at} has no renewal_notice_days; add a row for it")
    if given < in_days(terms.notice):
        return ZERO, f"none from {at}, announced {given} days before"
    return rise, ""


def _refused(found: Measurements, at: Month, said: str) -> Exception:
    return refuse("measurements", found.lines.get(("renewal_increase", at), 1), 1, said)


def currency_items(
    contract: Contract, month: Month, found: Measurements, monthly: Mapping[Month, Decimal]
) -> Iterator[Item]:
    """What an exchange rate moves, in the last month of each period of settlement.

    `monthly` holds the Monthly Charges of the months settled up to this one.
    """
    terms = contract.pricing.fx
    entered = ("fx_rate", month) in found.amounts
    if terms is None or terms.method not in {"collar", "spot"}:
        if entered:
            clause = "fee.currency" if terms is None else "fee.fx"
            yield Item(clause, "", ZERO, "the Provider bears the movement", told=True)
        return
    every = "month" if terms.method == "spot" else terms.review or "quarter"
    first, last = cycle(contract, every, month)
    if month != last:
        return
    rates = [
        found.amounts[("fx_rate", Month.at(index))]
        for index in range(first.index, last.index + 1)
        if ("fx_rate", Month.at(index)) in found.amounts
    ]
    if not rates:
        yield Item("fee.fx", "", ZERO, f"no rate was entered for the {named(every)}", told=True)
        return
    base = sum((due for at, due in monthly.items() if first <= at <= last), ZERO)
    yield _adjustment(contract, terms, found, (sum(rates, ZERO) / len(rates), base))


def _adjustment(
    contract: Contract, terms: Fx, found: Measurements, sums: tuple[Decimal, Decimal]
) -> Item:
    """The adjustment of charges at a rate: the share that follows it, beyond the band."""
    rate, base = sums
    reference = terms.reference_rate
    if reference is None:
        start = Month.of(contract.contract.effective_date)
        reference = found.amounts.get(("fx_rate", start))
    if reference is None:
        said = "the rate of the month of the Effective Date, the reference, was not entered"
        return Item("fee.fx", "", ZERO, said, told=True)
    customer = CUSTOMER_BEARS.get(terms.beyond or "share_50_50", Decimal(50))
    band = number(terms.band) if terms.method == "collar" else ZERO
    if terms.method == "spot":
        customer = HUNDRED
    share = terms.cost_share or Percent(HUNDRED)
    result = collar_adjustment(base, rate, Collar(reference, band or ZERO, share.value, customer))
    said = f"rate {_plain(rate)} against {reference}, edge {_plain(result.edge)}"
    if not result.gain:
        said = f"rate {_plain(rate)}, within the band around {reference}"
    elif not customer:
        said += f", {(terms.beyond or '').replace('_', ' ')}"
    return Item("fee.fx", "", -result.customer_credit, said, told=True)


def _plain(value: Decimal) -> str:
    return f"{round(value, 6).normalize():f}"
