"""A contract's months from first to last: charges, credits, bonuses and the invoice of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.oracle import measured, outlays, pilots, reviews, titles
from tests.oracle.amounts import Event
from tests.oracle.bases import Bases
from tests.oracle.bonuses import bonuses
from tests.oracle.caps import caps
from tests.oracle.charges import Charge, amount, charges
from tests.oracle.computed import computed
from tests.oracle.credits import Method, credit, method
from tests.oracle.delays import credit as delay
from tests.oracle.earning import earning
from tests.oracle.exchange import movement
from tests.oracle.exits import Notice, fee
from tests.oracle.indexation import factor
from tests.oracle.interest import interest
from tests.oracle.levels import Level, levels
from tests.oracle.measured import Measurements, When, after
from tests.oracle.milestones import payable
from tests.oracle.minimums import shortfall
from tests.oracle.outages import Outages, outages
from tests.oracle.printed import Printed
from tests.oracle.relief import excused
from tests.oracle.repeats import repeats
from tests.oracle.thresholds import Thresholds
from tests.oracle.verdicts import Verdict, bonuses_start_with_credits, start_of_credits, verdict
from tests.oracle.words import Unreadable

WORDS = {
    "index_change", "fx_rate", "base_rate", "passthrough", "late_amount", "days_late",
    "delay_days", "notice_days", "previous_year_average_month", "pilot_extended",
}  # fmt: skip
"""The words of the file format that the stranger knows beside printed names."""
UNMOVED = ("share", "cost", "savings", "computed")
"""Bases of Charges that have no price in money which an index could move."""


@dataclass(frozen=True)
class Month:
    """What a month comes to, each rounded once; credits are the sum that is deducted."""

    month: When
    charges: Decimal
    credits: Decimal
    bonuses: Decimal
    statuses: dict[str, str]

    @property
    def invoice(self) -> Decimal:
        """Charges less credits plus bonuses."""
        return self.charges - self.credits + self.bonuses


def cents(amount: Decimal) -> Decimal:
    """The amount rounded half a unit upwards to two decimals."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def settle(
    markdown: str,
    texts: Iterable[str],
    names: dict[str, str],
    inputs: dict[str, str] | None = None,
) -> list[Month]:
    """Every month of the measurement files, from the printed words and tables alone.

    `names` gives the printed name for each word of the files, `inputs` that for each word of what
    is measured for computed charges. Raises `Unreadable`.
    """
    return Ledger(Printed(markdown), measured.read(texts, names), inputs).months()


class Ledger:
    """The contract and its measurements, with what one month hands to the next."""

    def __init__(
        self, printed: Printed, rows: Measurements, inputs: dict[str, str] | None = None
    ) -> None:
        titles.check(printed)
        self.reviews = reviews.reviews(printed)
        self.printed, self.rows = printed, rows
        self.charges = charges(printed)
        for charge in self.charges:
            if charge.basis == "computed":
                charge.computed = computed(printed, charge.name, rows, inputs or {})
        self.levels = levels(printed)
        self.method = method(printed)
        self.caps = caps(printed, self.method.said if self.method else None)
        self.repeats = repeats(printed)
        self.thresholds = Thresholds()
        self.earning = earning(printed)
        self.outages = self._outages()
        self._known_words()

    def months(self) -> list[Month]:
        """Every month, in order."""
        return [self._month(month) for month in self.rows.months]

    def _outages(self) -> dict[str, Outages]:
        """The outages of each level that has raw events; one may last into later months."""
        found = {
            name: outages(self.printed, self.levels[name], rows)
            for name, rows in self.rows.events.items()
            if name in self.levels
        }
        if any(self.rows.rows.get(name) for name in found):
            raise Unreadable("raw events and results of one level: which prevail?")
        for month in (month for each in found.values() for month in each.months):
            while month > self.rows.months[-1]:
                self.rows.months.append(after(self.rows.months[-1]))
        return found

    def _known_words(self) -> None:
        known = {*WORDS, *self.levels, *(charge.name for charge in self.charges)}
        milestones = self.printed.find("Milestones and payment")
        if milestones and milestones.has("Milestones"):
            known |= {row[0] for row in milestones.sheet("Milestones").rows}
        unknown = (self.rows.rows.keys() | self.rows.events.keys()) - known
        named = {charge.name for charge in self.charges if charge.computed}
        unknown = {name for name in unknown if name.split(".")[0] not in named}
        if unknown or self.rows.events.keys() - named - self.outages.keys():
            raise Unreadable(f"the contract says nothing of {sorted(unknown)}, or of raw events")

    def _missing(self, month: When) -> Decimal:
        """The shortfall of the month up to its minimum."""
        return shortfall(self.printed, month, sum(self._each(month).values(), Decimal(0)))

    def recurring(self, month: When) -> Decimal:
        """The Charges of a month at the rates in force."""
        at_schedule = self._each(month)
        rate = factor(self.printed, month, self.rows)
        return sum(
            (self._rated(name, each, rate) for name, each in at_schedule.items()), Decimal(0)
        )

    def monthly(self, month: When) -> Decimal:
        """The recurring Charges of a month with what its minimum adds."""
        return self.recurring(month) + self._missing(month)

    def _each(self, month: When) -> dict[str, Decimal]:
        return {
            charge.name: amount(charge, month, self.rows)
            for charge in self.charges
            if not self._apart(charge)
        }

    @staticmethod
    def _apart(charge: Charge) -> bool:
        """Whether the clause keeps a Charge apart from what is computed from the Charges."""
        return charge.computed is not None and "apart" in charge.computed.rules.beside

    def _rated(self, name: str, each: Decimal, rate: Decimal) -> Decimal:
        """A Charge at the rates in force; a share of somebody else's sums is no rate."""
        return each * (rate if self._charge(name).basis not in UNMOVED else 1)

    def _charge(self, name: str) -> Charge:
        return next(charge for charge in self.charges if charge.name == name)

    def _month(self, month: When) -> Month:
        monthly = self.monthly(month)
        beside = payable(self.printed, month, self.rows)
        beside += pilots.fee(self.printed, month, monthly, self.rows)
        beside += movement(self.printed, month, self.rows, self.monthly)
        beside += outlays.passed_through(self.printed, month, self.rows)
        late = interest(self.printed, month, self.rows)
        before = self.rows.value("previous_year_average_month", month)
        savings = sum(
            amount(charge, month, self.rows) for charge in self.charges if charge.basis == "savings"
        )
        bases = Bases(self.printed, monthly - savings, monthly + beside, before)
        verdicts = self._verdicts(month)
        owed = self._credits(month, verdicts, bases)
        beside -= delay(self.printed, month, self.rows)
        apart = (amount(one, month, self.rows) for one in self.charges if self._apart(one))
        total = monthly + beside + late + self._fee(month) + sum(apart, Decimal(0))
        pilot = pilots.running(self.printed, month, self.rows)
        earned = Decimal(0) if pilot else bonuses(self.printed, verdicts, bases)
        statuses = {name: each.status for name, each in verdicts.items()}
        return Month(month, cents(total), cents(owed), cents(earned), statuses)

    def _verdicts(self, month: When) -> dict[str, Verdict]:
        found = {level.name: self._verdict(level, month) for level in self.levels.values()}
        due = {name: each for name, each in found.items() if each is not None}
        if due and month < start_of_credits(self.printed):
            if self.printed.find("Bonuses") and not bonuses_start_with_credits(self.printed):
                raise Unreadable("nothing says whether bonuses start before Service Credits")
            return {}
        self.reviews.month(month, self.levels, due)
        return due

    def _verdict(self, level: Level, month: When) -> Verdict | None:
        over = self._over(level, month)
        lost = self.outages.get(level.name)
        if lost is not None and month in lost.months:
            return lost.verdict(month, over)
        return verdict(self.printed, level, month, self.rows, over)

    def _over(self, level: Level, month: When) -> Callable[[], bool]:
        return lambda: excused(self.printed, self.charges, level, month, self.rows)

    def _fee(self, month: When) -> Decimal:
        days = self.rows.value("notice_days", month)
        if days is None:
            return Decimal(0)
        notice = Notice(month, days, self.recurring, self.monthly, self._reached, self._rate)
        return fee(self.printed, notice)

    def _rate(self, month: When) -> Decimal:
        """By how much an index has moved the Charges, where it moves all alike."""
        rate = factor(self.printed, month, self.rows)
        if rate != 1 and any(charge.basis in UNMOVED for charge in self.charges):
            raise Unreadable("some Charges follow the index and some do not")
        return rate

    def _reached(self, month: When) -> Decimal:
        return payable(self.printed, month, self.rows)

    def _credits(self, month: When, verdicts: dict[str, Verdict], bases: Bases) -> Decimal:
        if self.method is None:
            return Decimal(0)
        critical = [each for each in verdicts.values() if self.method.carries(each.level)]
        factors = {each.level.name: self.repeats.factor(each) for each in critical}
        pilot = pilots.running(self.printed, month, self.rows)
        found: dict[str, Decimal] = {}
        if not pilot:
            for each in critical:
                name = each.level.name
                row = self.rows.row(name, month)
                if not self.thresholds.reached(each, month):
                    continue
                affected = row.number("affected_charge") if row else None
                event = Event(month, affected, self.outages.get(name))
                one = credit(self.method, each, row, bases, event) * factors[name]
                found |= {name: one} if one else {}
        found = self._one_cause(self.method, found, month)
        left = self.caps.apply(month, found, bases)
        back = sum(
            (self.earning.month(each, left.get(each.level.name, Decimal(0))) for each in critical),
            Decimal(0),
        )
        return sum(left.values(), Decimal(0)) - back

    def _one_cause(self, how: Method, found: dict[str, Decimal], month: When) -> dict[str, Decimal]:
        """Of credits with one cause only the highest, where the contract says so."""
        if not how.one_cause:
            return found
        kept: dict[str, tuple[str, Decimal]] = {}
        for name, each in found.items():
            row = self.rows.row(name, month)
            cause = (row.cells.get("incident") if row else "") or f"only {name}"
            if cause not in kept or each > kept[cause][1]:
                kept[cause] = (name, each)
        return dict(kept.values())


__all__ = ["Ledger", "Month", "settle"]
