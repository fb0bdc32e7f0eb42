"""Measured months as arrays of integers, ready to be drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.quantities import minor_units
from contract_kit.settle.awards import award_lines
from contract_kit.settle.figures import amounts_of_month, bases
from contract_kit.settle.invoices import by_name, recurring_items
from contract_kit.settle.judgements import Judgement, credit_hit, judge
from contract_kit.settle.occasions import Occasion
from contract_kit.settle.remedies import SPECIAL, first_credits
from contract_kit.settle.returns import counts_as_good, returnable
from contract_kit.settle.scheme import Scheme, scheme
from contract_kit.settle.terms import ZERO, amount
from contract_kit.spec.kinds import credit_rules

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract

SCALE = 1_000
"""Parts of a minor unit: amounts stay exact to a thousandth of a cent until they are rounded."""
UNLIMITED = 2**60
LONGEST_STREAK = 13


@dataclass(slots=True)
class History:
    """Months by metrics: what each costs, and what counts towards windows and good runs."""

    metrics: tuple[str, ...]
    months: int
    credit: NDArray[np.int64]
    missed: NDArray[np.bool_]
    hits: NDArray[np.bool_]
    good: NDArray[np.bool_]
    returnable: NDArray[np.bool_]
    monthly_cap: NDArray[np.int64]
    bonuses: NDArray[np.int64]
    windows: list[tuple[int, int]]
    factors: NDArray[np.int64]
    unrepeated: frozenset[int] = frozenset()
    repeat_window: int = 0
    annual_cap: int = UNLIMITED
    good_months: int = 0
    restores: int = 10_000
    net_of_credits: bool = False
    only_without_credit: bool = False
    assumptions: tuple[str, ...] = ()

    def bonus(self, month: NDArray[np.int64], credited: NDArray[np.int64]) -> NDArray[np.int64]:
        """The bonuses of the drawn months beside their credits."""
        earned = self.bonuses[month]
        if self.only_without_credit:
            earned = np.where(credited > 0, 0, earned)
        return np.maximum(earned - credited, 0) if self.net_of_credits else earned


def history(contract: Contract, found: Measurements) -> History:
    """The measured months of a contract as arrays."""
    terms, months = scheme(contract), found.months()
    names = tuple(metric.name for metric in terms.metrics)
    shape = (len(months), len(names))
    past = History(
        metrics=names,
        months=len(months),
        credit=np.zeros(shape, np.int64),
        missed=np.zeros(shape, np.bool_),
        hits=np.zeros(shape, np.bool_),
        good=np.zeros(shape, np.bool_),
        returnable=np.zeros(shape, np.bool_),
        monthly_cap=np.full(len(months), UNLIMITED, np.int64),
        bonuses=np.zeros(len(months), np.int64),
        windows=_windows(contract, names),
        factors=_factors(terms),
    )
    _terms(contract, past)
    said: dict[str, None] = {}
    for place, month in enumerate(months):
        _month(contract, terms, found, (past, place, month, said))
    past.assumptions = tuple(said)
    return past


def _windows(contract: Contract, names: tuple[str, ...]) -> list[tuple[int, int]]:
    levels = contract.service_levels
    whens = [levels.metrics[name].credit_when if levels else None for name in names]
    return [(when.times, when.in_months) if when else (1, 1) for when in whens]


def _factors(terms: Scheme) -> NDArray[np.int64]:
    """The repetition factor of each length of streak, in thousandths."""
    factors = [terms.escalator.factor(streak) for streak in range(LONGEST_STREAK)]
    return np.array([int(factor * 1_000) for factor in factors], np.int64)


def _terms(contract: Contract, past: History) -> None:
    levels = contract.service_levels
    credits, bonuses = (levels.credits, levels.bonuses) if levels else (None, None)
    if levels is not None and credits is not None:
        past.unrepeated = frozenset(
            place
            for place, name in enumerate(past.metrics)
            if SPECIAL.intersection(credit_rules(credits, name, levels.metrics[name]))
        )
        past.repeat_window = (credits.repeat.in_months or 0) if credits.repeat else 0
        cap = amount(credits.annual_cap, bases(contract), "annual_charges")
        past.annual_cap = UNLIMITED if cap is None else _scaled(contract, cap)
        if credits.earn_back is not None:
            quarters = credits.earn_back.consecutive_quarters
            months = credits.earn_back.consecutive_months or 1
            past.good_months = quarters * 3 if quarters else months
            past.restores = int(credits.earn_back.restores.value * 100)
    if bonuses is not None:
        past.net_of_credits = bool(bonuses.net_of_credits)
        past.only_without_credit = bonuses.condition == "no_credit"


def _month(
    contract: Contract,
    terms: Scheme,
    found: Measurements,
    into: tuple[History, int, Month, dict[str, None]],
) -> None:
    past, place, month, said = into
    items = recurring_items(contract, month, found)
    priced = by_name(items)
    due = sum(priced.values(), ZERO)
    known = amounts_of_month(contract, due, due, bases(contract)["monthly_charges"])
    judged = [judge(contract, metric, month, found)[0] for metric in terms.metrics]
    occasion = Occasion(contract, terms, found, known, month.days, priced)
    for credit in first_credits(occasion, judged):
        column = past.metrics.index(credit.metric)
        past.credit[place, column] += _scaled(contract, credit.amount)
    _flags(contract, past, place, judged)
    bonus = sum((line[1] for line in award_lines(contract, judged, known, ZERO)), ZERO)
    past.bonuses[place] = _scaled(contract, bonus)
    cap = _cap(contract, known)
    if cap is not None:
        past.monthly_cap[place] = _scaled(contract, cap)
    said.update(dict.fromkeys(occasion.assumptions))


def _flags(contract: Contract, past: History, place: int, judged: list[Judgement]) -> None:
    levels = contract.service_levels
    if levels is None:
        return
    rule = levels.credits.earn_back if levels.credits else None
    for column, one in enumerate(judged):
        past.missed[place, column] = one.missed
        counted = past.credit[place, column] > 0
        past.hits[place, column] = counted and (
            credit_hit(one, levels.metrics[one.metric.name]) or not one.missed
        )
        if rule is not None:
            past.good[place, column] = bool(counts_as_good(rule, one))
            past.returnable[place, column] = returnable(rule, one)


def _cap(contract: Contract, known: dict[str, Decimal | None]) -> Decimal | None:
    credits = contract.service_levels.credits if contract.service_levels else None
    if credits is None:
        return None
    cap = amount(credits.monthly_cap, known, "monthly_charges")
    return known["at_risk"] if cap is None and credits.at_risk is not None else cap


def _scaled(contract: Contract, due: Decimal) -> int:
    """An amount in thousandths of the currency's minor unit."""
    places = minor_units(contract.contract.currency)
    return int((due.scaleb(places) * SCALE).to_integral_value(ROUND_HALF_UP))
