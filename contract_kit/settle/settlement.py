"""A settlement: what a contract's credits, bonuses and charges come to, month by month."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Money, round_money
from contract_kit.settle.terms import ZERO

if TYPE_CHECKING:
    from contract_kit.settle.billing import Invoice
    from contract_kit.settle.judgements import Judgement
    from contract_kit.settle.periods import Month


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a settlement: an amount, the clause that grants it, and how it came out.

    Amounts are seen from the invoice: a credit is negative, a bonus positive. `name` is the metric
    or charge, empty where the line concerns them all. `group` says which invoice it belongs on.
    `rests_on` holds the paths of the spec that decide the amount; each stands for what is below it.
    """

    clause: str
    name: str
    amount: Money
    text: str
    group: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One metric in one month, as the settlement reports it."""

    metric: str
    level: Decimal | None
    target: Decimal
    minimum: Decimal | None
    state: str
    note: str = ""
    events: int | None = None

    @classmethod
    def of(cls, judged: Judgement) -> Result:
        """The report of a judgement."""
        events = judged.measured.events if judged.measured else None
        levels = judged.levels
        return cls(
            judged.metric.name,
            judged.level,
            levels.target,
            levels.minimum,
            judged.state,
            judged.note,
            events,
        )


@dataclass(frozen=True, slots=True)
class Period:
    """One month: results, the invoice's lines, and their sums.

    `credits` and `bonuses` add up to `adjustment`; with `charges` they add up to `invoice`.
    `raw_credits` is the sum before caps, positive; `monthly_cap` the most this month can cost.
    `unearned` says of each metric with a bonus why none was due; the metric is empty where the
    reason holds for all. `score` is the sum of the weights of the levels that were not missed,
    where weights make a score and no credit.
    """

    month: Month
    results: tuple[Result, ...]
    charges: tuple[Line, ...]
    credits: tuple[Line, ...]
    bonuses: tuple[Line, ...]
    at_risk: Money
    monthly_cap: Money | None
    raw_credits: Money
    total_charges: Money
    total_credits: Money
    total_bonuses: Money
    adjustment: Money
    invoice: Money
    unearned: tuple[tuple[str, str], ...] = ()
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A right to end the contract that the measured levels gave, in the month they did."""

    month: Month
    text: str
    clause: str = "sla.terminate"
    metric: str = ""
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What the ratchet makes of one target at a review; it holds once the review adopts it."""

    month: Month
    metric: str
    before: Decimal
    after: Decimal
    clause: str = "sla.review"
    rests_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settlement:
    """Every month in order, what is due when, and the choices made where the text is silent."""

    currency: str
    periods: tuple[Period, ...]
    triggers: tuple[Trigger, ...] = ()
    assumptions: tuple[str, ...] = ()
    reviews: tuple[Review, ...] = ()
    settled: str = "month"
    invoices: tuple[Invoice, ...] = ()

    @property
    def adjustment(self) -> Money:
        """Everything that credits and bonuses move, over all months; negative is a credit."""
        return self._sum("adjustment")

    @property
    def total_credits(self) -> Money:
        """The credits of all months, net of what was earned back; negative."""
        return self._sum("total_credits")

    @property
    def total_bonuses(self) -> Money:
        """The bonuses of all months."""
        return self._sum("total_bonuses")

    @property
    def invoice(self) -> Money:
        """What is due for all months."""
        return self._sum("invoice")

    def payments(self) -> tuple[tuple[Month, Money], ...]:
        """When adjustments reach an invoice: each month, or at the end of a quarter or year."""
        due: list[tuple[Month, Money]] = []
        open_ = ZERO
        for place, period in enumerate(self.periods, 1):
            open_ += period.adjustment.amount
            if period.month.ends(self.settled) or place == len(self.periods):
                due.append((period.month, Money(open_, self.currency)))
                open_ = ZERO
        return tuple(due)

    @property
    def invoiced_apart(self) -> bool:
        """Whether an invoice holds anything but what its own month came to."""
        parts = [part for one in self.invoices for part in one.parts]
        return any(part.first != part.last or part.text != "in arrears" for part in parts)

    def _sum(self, name: str) -> Money:
        amounts = (getattr(period, name).amount for period in self.periods)
        return Money(sum(amounts, ZERO), self.currency)


@dataclass(slots=True)
class Draft:
    """Lines with unrounded amounts; rounding happens once, when they become a `Period`."""

    currency: str
    lines: list[tuple[str, str, Decimal, str]] = field(default_factory=list)
    groups: dict[int, str] = field(default_factory=dict)

    def add(
        self, clause: str, name: str, amount: Decimal, text: str, *, told: bool = False,
        group: str = "",
    ) -> None:  # fmt: skip
        """Add a line; one that moves nothing only where it is `told`, with its reason."""
        if amount != ZERO or told:
            self.groups[len(self.lines)] = group
            self.lines.append((clause, name, amount, text))

    @property
    def total(self) -> Decimal:
        """The unrounded sum."""
        return sum((line[2] for line in self.lines), ZERO)

    def rounded(self) -> tuple[Line, ...]:
        """The lines in the currency's smallest unit, adding up to the rounded total exactly."""
        found: list[Line] = []
        run, given = ZERO, ZERO
        for place, (clause, name, amount, text) in enumerate(self.lines):
            run += amount
            part = round_money(run, self.currency) - given
            given += part
            found.append(
                Line(clause, name, Money(part, self.currency), text, self.groups.get(place, ""))
            )
        return tuple(found)
