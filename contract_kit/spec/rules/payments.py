"""V73 to V76: invoices, late payment, moving prices and minimums say nothing that has no effect."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Count, Duration, text
from contract_kit.spec.rules.registry import error, rule

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.invoicing import Invoicing
    from contract_kit.spec.vocabulary.moving import Indexation

FX_USES: dict[str, frozenset[str]] = {
    "fixed": frozenset({"cost_currency", "method"}),
    "provider_bears": frozenset({"cost_currency", "method"}),
    "spot": frozenset({"cost_currency", "method", "reference_rate", "cost_share", "reference"}),
    "collar": frozenset({"cost_currency", "method", "reference_rate", "cost_share", "reference"})
    | {"band", "beyond", "review"},
}
"""The fields of the currency clause that each method uses."""
_HUNDRED = Decimal(100)
UNMOVED = frozenset({"cost_plus", "percent_of_revenue", "computed"})
"""Bases priced by a percentage or a formula, which no index and no rise at a renewal moves."""
ONCE = frozenset({"milestone", "instalments", "gain_share"})
"""Bases that are no recurring charge."""
_CYCLES = (
    "invoicing.true_up",
    "indexation.every",
    "fx.review",
)


@rule("V73", "pricing.invoicing")
def late_payment_is_complete(contract: Contract) -> Iterator[Finding]:
    """Find bounds of an interest that nobody agreed on, and rates that cannot be read."""
    terms = contract.pricing.invoicing if contract.pricing else None
    if terms is None:
        return
    path = "pricing.invoicing"
    if terms.late_interest is None:
        yield from _without_interest(contract, terms)
        return
    of = terms.late_interest.of
    if of and not of.startswith("over "):
        yield error(
            contract, "V73", f"{path}.late_interest",
            f"“{text(terms.late_interest)}” is no rate of interest; it works with a percentage"
            " alone or over base_rate; write for example 4 percent over base_rate.",
        )  # fmt: skip
    if of and terms.late_interest_per != "year":
        yield error(
            contract, "V73", f"{path}.late_interest_per",
            f"late_interest_per: {terms.late_interest_per} is not used with a rate over a base"
            " rate, which is a yearly one; it works with a percentage alone; remove one.",
        )  # fmt: skip
    for key in ("grace", "threshold"):
        length = getattr(terms.late, key, None)
        if length is None or length.unit in ("day", "week"):
            continue
        yield error(
            contract, "V73", f"{path}.late.{key}",
            f"“{text(length)}” cannot be counted in days late; it works with days or weeks.",
        )  # fmt: skip


def _without_interest(contract: Contract, terms: Invoicing) -> Iterator[Finding]:
    lost = ["late_interest_per"] if contract.given("pricing.invoicing.late_interest_per") else []
    late = terms.late
    if late is not None:
        bounds = ("compounds", "at_most", "legal_maximum", "minimum")
        lost += [f"late.{name}" for name in bounds if getattr(late, name) is not None]
        for key in ("grace", "threshold"):
            if getattr(late, key) is not None and late.daily_fee is None:
                lost.append(f"late.{key}")
    for name in lost:
        yield error(
            contract, "V73", f"pricing.invoicing.{name}",
            f"{name} does nothing without late_interest; expected late_interest beside it; add it.",
        )  # fmt: skip


@rule("V73", "pricing.invoicing")
def sums_on_account_are_reconciled(contract: Contract) -> Iterator[Finding]:
    """Find sums on account without a true-up, and either with invoices by the week."""
    terms = contract.pricing.invoicing if contract.pricing else None
    if terms is None or (terms.on_account is None and terms.true_up is None):
        return
    if terms.true_up is None:
        yield error(
            contract, "V73", "pricing.invoicing.on_account",
            "on_account does nothing without true_up; expected how often the sums are reconciled;"
            " add for example true_up: quarter.",
        )  # fmt: skip
    given = terms.on_account
    if isinstance(given, Count) and given.per not in ("month", "quarter", "year"):
        yield error(
            contract, "V73", "pricing.invoicing.on_account",
            f"“{text(given)}” cannot be invoiced by months; it works per month, per quarter and per"
            " year; write for example 62500 per quarter.",
        )  # fmt: skip
    if terms.every is not None and _months(terms.every) is None:
        yield error(
            contract, "V73", "pricing.invoicing.true_up",
            f"sums on account are not used with invoices every {_shown(terms.every)}; they work"
            " with month, quarter, year or a number of months; choose one for every.",
        )  # fmt: skip


@rule("V73", "pricing")
def periods_are_of_months(contract: Contract) -> Iterator[Finding]:
    """Find periods that a settlement by months cannot follow."""
    for name in _CYCLES:
        every = contract.get(f"pricing.{name}")
        if every is not None and _months(every) is None:
            yield error(
                contract, "V73", f"pricing.{name}",
                f"{name.rsplit('.', 1)[-1]}: {_shown(every)} cannot be settled by months; it works"
                " with month, quarter, year or a number of months.",
            )  # fmt: skip


def _months(every: object) -> int | None:
    """How many whole months a period lasts; `None` where it is none."""
    named = {"month": 1, "quarter": 3, "year": 12}
    if isinstance(every, str):
        return named.get(every)
    if isinstance(every, Duration) and every.unit in ("month", "year"):
        count = every.value * (12 if every.unit == "year" else 1)
        return int(count) if count == int(count) else None
    return None


def _shown(every: object) -> str:
    return text(every) if isinstance(every, Duration) else str(every)


@rule("V74", "pricing.indexation")
def indexation_fields_fit(contract: Contract) -> Iterator[Finding]:
    """Find fields of the indexation that another one makes idle."""
    index = contract.pricing.indexation if contract.pricing else None
    if index is None:
        return
    for name, other in _idle(contract, index):
        yield error(
            contract, "V74", f"pricing.indexation.{name}",
            f"{name} is not used {other}; remove one of them.",
        )  # fmt: skip
    weights = [share.value for share in (index.weights or {}).values()]
    if weights and sum(weights) != _HUNDRED:
        yield error(
            contract, "V74", "pricing.indexation.weights",
            f"the weights add up to {sum(weights)} percent; expected 100; correct them.",
        )  # fmt: skip


def _idle(contract: Contract, index: Indexation) -> Iterator[tuple[str, str]]:
    falls = index.floor is not None and index.floor.value < 0
    if index.cap is not None and index.lesser_of is not None:
        yield "cap", "beside lesser_of, which is a cap as well"
    if index.absorbed is not None and falls:
        yield "floor", "below zero with absorbed, where prices do not fall"
    if index.absorbed is not None and contract.given("pricing.indexation.both_ways"):
        yield "both_ways", "with absorbed, where prices do not fall"
    if falls and not index.both_ways:
        yield "floor", "below zero with both_ways: false, where prices do not fall"
    if index.carry_forward is not None and index.cap is None and index.lesser_of is None:
        yield "carry_forward", "without a cap; it works with cap or lesser_of"


@rule("V74", "pricing.renewal_increase", "pricing.minimum_renewal", "term.renewal")
def renewals_exist(contract: Contract) -> Iterator[Finding]:
    """Find prices and minimums of renewals in a contract that is not renewed."""
    pricing, renewal = contract.pricing, contract.term.renewal if contract.term else None
    renewed = renewal is not None and renewal.kind != "none"
    for name in ("renewal_increase", "minimum_renewal"):
        if pricing and getattr(pricing, name) is not None and not renewed:
            yield error(
                contract, "V74", f"pricing.{name}",
                f"{name} does nothing in a contract without renewal; it works with term.renewal of"
                " another kind than none; add one.",
            )  # fmt: skip
    rise = pricing.renewal_increase if pricing else None
    if rise and rise.carry_forward is not None and rise.cap is None:
        yield error(
            contract, "V74", "pricing.renewal_increase.carry_forward",
            "carry_forward is not used without a cap; it works with cap; add one.",
        )  # fmt: skip


@rule("V74", "pricing.charges", "pricing.indexation", "pricing.renewal_increase")
def changes_of_prices_move_something(contract: Contract) -> Iterator[Finding]:
    """Find an index and a rise at renewals beside charges that none of them moves."""
    charges = contract.pricing.charges.values() if contract.pricing else ()
    bases = {one.basis for one in charges} - ONCE
    if not bases or bases - UNMOVED:
        return
    for name in ("indexation", "renewal_increase"):
        if contract.get(f"pricing.{name}") is not None:
            yield error(
                contract, "V74", f"pricing.{name}",
                f"{name} moves nothing with charges by {', '.join(sorted(bases))}; it works with"
                " prices in money of any other basis; remove it, or state the change in the"
                " formula (month_of_term, or an input each month).",
            )  # fmt: skip


@rule("V75", "pricing.fx")
def currency_fields_fit_the_method(contract: Contract) -> Iterator[Finding]:
    """Find fields of the currency clause that its method does not use."""
    terms = contract.pricing.fx if contract.pricing else None
    for name in type(terms).model_fields if terms else ():
        if getattr(terms, name) is None or name in FX_USES[terms.method if terms else "fixed"]:
            continue
        works = ", ".join(method for method, used in FX_USES.items() if name in used)
        yield error(
            contract, "V75", f"pricing.fx.{name}",
            f"{name} is not used with method {terms.method if terms else ''}; it works with"
            f" {works}; remove it or choose another method.",
        )  # fmt: skip


@rule("V76", "pricing.minimum_schedule")
def minimum_steps_follow(contract: Contract) -> Iterator[Finding]:
    """Find steps of the minimum that overlap, end before they begin, or follow an open one."""
    steps = contract.pricing.minimum_schedule if contract.pricing else ()
    for place, one in enumerate(steps):
        if one.to_month is not None and one.to_month < one.from_month:
            yield error(
                contract, "V76", f"pricing.minimum_schedule.{place}.to_month",
                f"the step ends in month {one.to_month} and begins in month {one.from_month};"
                " expected a later end; correct one of them.",
            )  # fmt: skip
    for place, (before, after) in enumerate(pairwise(steps), 1):
        if before.to_month is None or after.from_month <= before.to_month:
            end = "the end of the Term" if before.to_month is None else f"month {before.to_month}"
            yield error(
                contract, "V76", f"pricing.minimum_schedule.{place}.from_month",
                f"the step begins in month {after.from_month}, the one before lasts to {end};"
                " expected a step a month; correct one of them.",
            )  # fmt: skip


@rule("V76", "pricing")
def shortfalls_have_a_minimum(contract: Contract) -> Iterator[Finding]:
    """Find a share of a shortfall without a minimum, and a forecast whose range costs nothing."""
    pricing = contract.pricing
    if pricing is None:
        return
    if pricing.shortfall is not None and not (pricing.minimum_yearly or pricing.minimum_term):
        yield error(
            contract, "V76", "pricing.shortfall",
            "shortfall is not used without a minimum of a year or of the term; it works with"
            " minimum_yearly or minimum_term; add one.",
        )  # fmt: skip
    forecast = pricing.forecast
    if forecast is not None and forecast.above is None and forecast.below is None:
        yield error(
            contract, "V76", "pricing.forecast.tolerance",
            "tolerance does nothing without above or below; expected what is due outside it; add"
            " for example below: 60 percent.",
        )  # fmt: skip
