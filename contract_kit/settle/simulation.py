"""Years drawn from a history of months: how credits and bonuses would be spread."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from contract_kit.errors import UsageError
from contract_kit.quantities import Money, minor_units
from contract_kit.settle.history import SCALE, History, history
from contract_kit.settle.statistics import rank

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from contract_kit.settle.measurements import Measurements
    from contract_kit.spec import Contract

YEAR = 12
MOST_YEARS = 1_000_000
PERCENTS = (5, 25, 50, 75, 95)
BINS = 24
CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Spread:
    """How an amount of a year is spread: mean, extremes and percentiles (nearest rank).

    `bins` are (from, to, years) for a picture.
    """

    mean: Money
    least: Money
    most: Money
    percentiles: tuple[tuple[int, Money], ...]
    bins: tuple[tuple[Money, Money, int], ...]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What many drawn years came to; credits are positive here."""

    years: int
    seed: int
    months: int
    credits: Spread
    bonuses: Spread
    net: Spread
    assumptions: tuple[str, ...]


def simulate(contract: Contract, found: Measurements, years: int, *, seed: int = 1) -> Simulation:
    """Draw years of twelve months from the measured ones and settle each by the contract.

    Months are drawn whole, so metrics that fail together stay together. The same seed gives the
    same years.
    """
    if not 1 <= years <= MOST_YEARS:
        raise UsageError(f"{years} years cannot be drawn; choose 1 to {MOST_YEARS}.")
    past = history(contract, found)
    if not past.months:
        raise UsageError("The history holds no month to draw from.")
    generator = np.random.default_rng(seed)
    parts = [
        _draw(past, generator.integers(0, past.months, (min(CHUNK, years - begun), YEAR)))
        for begun in range(0, years, CHUNK)
    ]
    credits = np.concatenate([part[0] for part in parts])
    bonuses = np.concatenate([part[1] for part in parts])
    currency = contract.contract.currency
    return Simulation(
        years=years,
        seed=seed,
        months=past.months,
        credits=_spread(credits, currency),
        bonuses=_spread(bonuses, currency),
        net=_spread(bonuses - credits, currency),
        assumptions=past.assumptions,
    )


def _draw(past: History, drawn: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Credits (net of what came back) and bonuses of each drawn year, in minor units."""
    years = len(drawn)
    accounts = [_Account.empty(years) for _ in past.metrics]
    credited = np.zeros(years, np.int64)
    returned, bonuses = credited.copy(), credited.copy()
    for place in range(YEAR):
        month = drawn[:, place]
        dues = [
            _due(past, metric, account, month, place) for metric, account in enumerate(accounts)
        ]
        total = np.sum(dues, axis=0) if dues else np.zeros(years, np.int64)
        payable = np.minimum(np.minimum(total, past.monthly_cap[month]), past.annual_cap - credited)
        credited += payable
        for metric, account in enumerate(accounts):
            paid = _part(dues[metric], payable, total)
            returned += account.bring_back(past, metric, month, paid)
        bonuses += past.bonus(month, payable)
    net = credited - returned
    return _rounded(net), _rounded(bonuses)


def _part(
    due: NDArray[np.int64], payable: NDArray[np.int64], total: NDArray[np.int64]
) -> NDArray[np.int64]:
    """A metric's part of what the caps left, to a hundred-thousandth; small enough for int64."""
    share = payable // SCALE * 100_000 // np.maximum(total // SCALE, 1)
    return np.where(payable >= total, due, due // SCALE * share // 100)


@dataclass(slots=True)
class _Account:
    """One metric's memory in every drawn year at once."""

    streak: NDArray[np.int64]
    misses: NDArray[np.int64]
    hits: NDArray[np.int64]
    held: NDArray[np.int64]
    run: NDArray[np.int64]

    @classmethod
    def empty(cls, years: int) -> _Account:
        zero = np.zeros(years, np.int64)
        months = np.zeros((years, YEAR), np.int64)
        return cls(zero, months, months.copy(), zero.copy(), zero.copy())

    def bring_back(
        self, past: History, metric: int, month: NDArray[np.int64], paid: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """What comes back of earlier credits this month."""
        if not past.good_months:
            return np.zeros_like(paid)
        self.held = self.held + np.where(past.returnable[month, metric], paid, 0)
        good = past.good[month, metric] & (paid == 0)
        self.run = np.where(good, self.run + 1, 0)
        full = (self.run >= past.good_months) & (self.held > 0)
        back = np.where(full, self.held * past.restores // 10_000, 0)
        self.held, self.run = np.where(full, 0, self.held), np.where(full, 0, self.run)
        return back


def _due(
    past: History, metric: int, account: _Account, month: NDArray[np.int64], place: int
) -> NDArray[np.int64]:
    """The metric's credit this month, by its window and its repetition."""
    missed = past.missed[month, metric]
    misses = _misses(past, account, missed, place)
    hit = past.hits[month, metric]
    account.hits[:, place] = hit
    times, window = past.windows[metric]
    seen = account.hits[:, max(0, place - window + 1) : place + 1].sum(axis=1)
    starts = hit & (seen >= times)
    factor = past.factors[np.minimum(misses, len(past.factors) - 1)]
    if metric in past.unrepeated:
        factor = past.factors[0]
    return np.where(starts, past.credit[month, metric] * factor // 1_000, 0)


def _misses(
    past: History, account: _Account, missed: NDArray[np.bool_], place: int
) -> NDArray[np.int64]:
    """Which miss this month's is: in a row, or within the rolling window of months."""
    account.streak = np.where(missed, account.streak + 1, 0)
    account.misses[:, place] = missed
    if not past.repeat_window:
        return account.streak
    first = max(0, place - past.repeat_window + 1)
    return np.asarray(account.misses[:, first : place + 1].sum(axis=1))


def _rounded(scaled: NDArray[np.int64]) -> NDArray[np.int64]:
    """Scaled minor units to whole ones, half-up."""
    return np.asarray((scaled + SCALE // 2) // SCALE)


def _spread(amounts: NDArray[np.int64], currency: str) -> Spread:
    ordered = np.sort(amounts)
    count = len(ordered)

    def money(minor: int) -> Money:
        return Money(Decimal(minor).scaleb(-minor_units(currency)), currency)

    low, high = int(ordered[0]), int(ordered[-1])
    edges = [low + (high - low + 1) * step // BINS for step in range(BINS + 1)]
    counts = np.diff(np.searchsorted(ordered, np.array(edges, np.int64), side="left"))
    mean = (int(ordered.sum()) * 2 + count) // (2 * count)
    return Spread(
        mean=money(mean),
        least=money(low),
        most=money(high),
        percentiles=tuple(
            (percent, money(int(ordered[rank(count, Decimal(percent))]))) for percent in PERCENTS
        ),
        bins=tuple(
            (money(begin), money(end), int(years))
            for begin, end, years in zip(edges, edges[1:], counts, strict=False)
        ),
    )
