"""The settlement of months in their order: what earlier months leave behind decides later ones."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Money, bases_of, round_money
from contract_kit.settle.additions import at_rates_in_force, monthly_items, other_items
from contract_kit.settle.awards import award_lines, unearned
from contract_kit.settle.billing import carried, invoices
from contract_kit.settle.charges import apart
from contract_kit.settle.credits import capped
from contract_kit.settle.cycles import of_calendar_year
from contract_kit.settle.departures import Departures
from contract_kit.settle.figures import amounts_of_month, bases
from contract_kit.settle.invoices import EXPECTED, NOT_MEASURED, recurring_items
from contract_kit.settle.judgements import Judgement, judge
from contract_kit.settle.occasions import Credit, Occasion
from contract_kit.settle.pilots import spares_credits
from contract_kit.settle.remedies import credits_for, score
from contract_kit.settle.repayments import repaid
from contract_kit.settle.returns import EarnedBack
from contract_kit.settle.reviews import Reviews
from contract_kit.settle.scheme import scheme
from contract_kit.settle.settlement import Draft, Period, Result, Settlement
from contract_kit.settle.sources import sourced
from contract_kit.settle.terms import ZERO, amount
from contract_kit.settle.triggers import triggers

if TYPE_CHECKING:
    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.settle.scheme import Scheme
    from contract_kit.spec import Contract

YEAR_OF_CONTRACT = "Yearly caps run with the contract year."
CALENDAR_YEAR = (
    "The yearly cap runs with the calendar year, as its base is a calendar year's average."
)

SPARED = "the pilot runs, and no Service Credits and no bonuses apply"
CLAIMED = "Credits that must be claimed are taken as claimed in time."
NO_YEAR_BEFORE = (
    "Without a previous year the expected monthly charges stand in for its average month."
)


@dataclass(slots=True)
class _Ledger:
    """What one settlement carries from month to month."""

    contract: Contract
    terms: Scheme
    found: Measurements
    departures: Departures
    reviews: Reviews
    histories: dict[str, list[Judgement]] = field(default_factory=dict)
    credited: dict[int, Decimal] = field(default_factory=dict)
    netted: dict[int, Decimal] = field(default_factory=dict)
    invoices: dict[Month, Decimal] = field(default_factory=dict)
    monthly: dict[Month, Decimal] = field(default_factory=dict)
    returns: EarnedBack = field(default_factory=EarnedBack)
    periods: list[Period] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)

    def assume(self, text: str) -> None:
        if text and text not in self.assumptions:
            self.assumptions.append(text)

    @property
    def currency(self) -> str:
        return self.contract.contract.currency

    def money(self, value: Decimal) -> Money:
        return Money(round_money(value, self.currency), self.currency)


def settle(contract: Contract, found: Measurements) -> Settlement:
    """Settle every month the measurements speak of."""
    departures, reviews = Departures(contract), Reviews(contract)
    ledger = _Ledger(contract, scheme(contract), found, departures, reviews)
    ledger.assumptions.extend(found.assumptions)
    for month in found.months():
        ledger.periods.append(_settle_month(ledger, month))
    for text in (*departures.assumptions, *departures.left(), *reviews.assumptions()):
        ledger.assume(text)
    levels = contract.service_levels
    credits = levels.credits if levels else None
    if credits is not None and credits.claim != "automatic":
        ledger.assume(CLAIMED)
    rights = triggers(contract, ledger.histories, ledger.periods)
    made = Settlement(
        currency=ledger.currency,
        periods=tuple(ledger.periods),
        triggers=sourced(contract, rights),
        assumptions=tuple(ledger.assumptions),
        reviews=sourced(contract, tuple(reviews.made)),
        settled=credits.settle if credits else "month",
    )
    issued = invoices(contract, made.periods, made.payments())
    sent = repaid(contract, found, issued, departures.ending)
    return replace(made, invoices=sent, assumptions=(*made.assumptions, *carried(contract, sent)))


def _settle_month(ledger: _Ledger, month: Month) -> Period:
    charges, rates = _charges(ledger, month)
    invoiced = charges.total - apart(ledger.contract, charges.lines)
    known = _bases(ledger, month, ledger.monthly[month], invoiced)
    judged = _judge(ledger, month)
    occasion = Occasion(ledger.contract, ledger.terms, ledger.found, known, month.days, rates)
    raw = credits_for(occasion, ledger.histories)
    spared = spares_credits(ledger.contract, month, ledger.found)
    if spared:
        raw = [replace(one, clause="trn.pilot", amount=ZERO, text=SPARED) for one in raw]
    credits, paid = _capped(ledger, month, known, raw)
    credited = -credits.total
    _earn_back(ledger, month, judged, paid, credits)
    bonuses = Draft(ledger.currency)
    missing = unearned(ledger.contract, judged, known, credited)
    if spared and ledger.contract.get("service_levels.bonuses") is not None:
        missing = [("", SPARED)]
    awards = award_lines(ledger.contract, judged, known, credited)
    for name, due, text in () if spared else awards:
        bonuses.add("sla.bonus", name, due, text)
    _collar(ledger, month, known, credits, bonuses)
    for text in occasion.assumptions:
        ledger.assume(text)
    total = sum((credit.amount for credit in raw), ZERO)
    period = _period(ledger, month, (charges, credits, bonuses), (known, total))
    return replace(period, unearned=tuple(missing), score=score(ledger.contract, judged))


def _charges(ledger: _Ledger, month: Month) -> tuple[Draft, dict[str, Decimal]]:
    """The lines of a month's charges, and the recurring ones by name at the rates in force."""
    draft = Draft(ledger.currency)
    items = recurring_items(ledger.contract, month, ledger.found)
    if any(item.text.startswith("expected") for item in items):
        ledger.assume(EXPECTED)
    if any("not measured" in item.text for item in items):
        ledger.assume(NOT_MEASURED)
    moved = monthly_items(ledger.contract, month, ledger.found, items)
    rates = at_rates_in_force(ledger.contract, items, moved)
    items += moved
    ledger.monthly[month] = sum((item.amount for item in items), ZERO)
    items += other_items(ledger.contract, month, ledger.found, ledger.monthly)
    invoiced = sum((item.amount for item in items), ZERO)
    lines = [(item.clause, item.name, item.amount, item.text) for item in items]
    ledger.invoices[month] = invoiced - apart(ledger.contract, lines)
    items += ledger.departures.items(month, ledger.found, items)
    for item in items:
        draft.add(item.clause, item.name, item.amount, item.text, told=item.told, group=item.group)
    return draft, rates


def _bases(
    ledger: _Ledger, month: Month, recurring: Decimal, invoice: Decimal
) -> dict[str, Decimal | None]:
    """The amounts percentages refer to in this month."""
    before = [due for past, due in ledger.invoices.items() if past.year == month.year - 1]
    given = ledger.found.amounts.get(("previous_year_average_month", month))
    if given is None and len(before) == 12:
        given = sum(before, ZERO) / 12
    if given is None:
        given = bases(ledger.contract)["monthly_charges"]
        if "previous_year_average_month" in _named_bases(ledger.contract):
            ledger.assume(NO_YEAR_BEFORE)
    return amounts_of_month(ledger.contract, recurring, invoice, given)


def _named_bases(contract: Contract) -> set[str]:
    """The bases that the caps name."""
    levels = contract.service_levels
    credits = levels.credits if levels else None
    caps = (credits.monthly_cap, credits.annual_cap) if credits else ()
    return {base for cap in caps for base in bases_of(cap)}


def _judge(ledger: _Ledger, month: Month) -> list[Judgement]:
    judged = []
    for metric in ledger.terms.metrics:
        now = ledger.reviews.moved(metric)
        verdict, assumption = judge(ledger.contract, now, month, ledger.found)
        ledger.assume(assumption)
        history = ledger.histories.setdefault(metric.name, [])
        history.append(verdict)
        ledger.reviews.after(month, metric, history)
        judged.append(verdict)
    return judged


def _capped(
    ledger: _Ledger, month: Month, known: dict[str, Decimal | None], raw: list[Credit]
) -> tuple[Draft, dict[str, Decimal]]:
    """Credit lines with what the caps take off them, and what is left of each metric's credit."""
    draft = Draft(ledger.currency)
    for credit in raw:
        draft.add(credit.clause, credit.metric, -credit.amount, credit.text, told=True)
    monthly, annual = _caps(ledger, known)
    year = _year(ledger, month)
    total = -draft.total
    result = capped(total, monthly, annual, ledger.credited.get(year, ZERO))
    if result.after_period < total:
        draft.add("sla.caps", "", total - result.after_period, f"monthly cap {monthly}")
    if result.payable < result.after_period:
        draft.add("sla.caps", "", result.after_period - result.payable, f"yearly cap {annual}")
    ledger.credited[year] = ledger.credited.get(year, ZERO) + result.payable
    share = result.payable / total if total else ZERO
    paid: dict[str, Decimal] = {}
    for credit in raw:
        paid[credit.metric] = paid.get(credit.metric, ZERO) + credit.amount * share
    return draft, paid


def _caps(
    ledger: _Ledger, known: dict[str, Decimal | None]
) -> tuple[Decimal | None, Decimal | None]:
    levels = ledger.contract.service_levels
    credits = levels.credits if levels else None
    if credits is None:
        return None, None
    monthly = amount(credits.monthly_cap, known, "monthly_charges")
    if monthly is None and credits.at_risk is not None:
        monthly = known["at_risk"]
    return monthly, amount(credits.annual_cap, known, "annual_charges")


def _year(ledger: _Ledger, month: Month) -> int:
    """The year a month's credits count in."""
    levels = ledger.contract.service_levels
    cap = levels.credits.annual_cap if levels and levels.credits else None
    if cap is None:
        return month.contract_year(ledger.contract.contract.effective_date)
    if of_calendar_year(ledger.contract):
        ledger.assume(CALENDAR_YEAR)
        return month.year
    ledger.assume(YEAR_OF_CONTRACT)
    return month.contract_year(ledger.contract.contract.effective_date)


def _earn_back(
    ledger: _Ledger,
    month: Month,
    judged: list[Judgement],
    paid: dict[str, Decimal],
    credits: Draft,
) -> None:
    levels = ledger.contract.service_levels
    rule = levels.credits.earn_back if levels and levels.credits else None
    if rule is None:
        return
    for name, back, text in ledger.returns.of_month(rule, month, judged, paid):
        credits.add("sla.earn_back", name, back, text)


def _collar(
    ledger: _Ledger,
    month: Month,
    known: dict[str, Decimal | None],
    credits: Draft,
    bonuses: Draft,
) -> None:
    """Keep a year's credits and bonuses together within the collar."""
    levels = ledger.contract.service_levels
    terms = levels.bonuses if levels else None
    limit = amount(terms.collar, known, "annual_charges") if terms else None
    year = month.contract_year(ledger.contract.contract.effective_date)
    before = ledger.netted.get(year, ZERO)
    net = credits.total + bonuses.total
    if limit is not None:
        kept = max(-limit, min(before + net, limit)) - before
        if kept > net:
            credits.add("sla.caps", "", kept - net, "yearly collar")
        else:
            bonuses.add("sla.bonus", "", kept - net, "yearly collar")
        net = kept
    ledger.netted[year] = before + net


def _period(
    ledger: _Ledger,
    month: Month,
    drafts: tuple[Draft, Draft, Draft],
    sums: tuple[dict[str, Decimal | None], Decimal],
) -> Period:
    lines = [sourced(ledger.contract, draft.rounded()) for draft in drafts]
    totals = [sum((line.amount.amount for line in part), ZERO) for part in lines]
    known, raw = sums
    cap, _ = _caps(ledger, known)
    histories = ledger.histories.values()
    return Period(
        month=month,
        results=tuple(Result.of(history[-1]) for history in histories),
        charges=lines[0],
        credits=lines[1],
        bonuses=lines[2],
        at_risk=ledger.money(known["at_risk"] or ZERO),
        monthly_cap=None if cap is None else ledger.money(cap),
        raw_credits=ledger.money(raw),
        total_charges=ledger.money(totals[0]),
        total_credits=ledger.money(totals[1]),
        total_bonuses=ledger.money(totals[2]),
        adjustment=ledger.money(totals[1] + totals[2]),
        invoice=ledger.money(sum(totals, ZERO)),
    )
