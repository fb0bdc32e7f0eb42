"""Months for the stranger: rendered contracts, months by chance, and what both make of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from contract_kit import settle
from contract_kit.api import assemble, render
from contract_kit.library import Library, load_library
from contract_kit.report.statement import Statement, statement
from contract_kit.settle import Settlement
from contract_kit.spec import Contract
from tests import oracle
from tests.oracle.charges import Charge, charges
from tests.oracle.levels import Level, levels, quantity
from tests.oracle.measured import When, after
from tests.oracle.months import WORDS
from tests.oracle.printed import Printed
from tests.oracle.verdicts import go_live, start_of_credits
from tests.oracle.words import day

MEASURED = ("unit", "share", "lot", "cost", "savings", "retainer")
HEADER = "metric,period,value,events,relief,incident"


@cache
def library() -> Library:
    return load_library()


@dataclass(frozen=True)
class Case:
    """A contract, its rendered text, and the file of its months."""

    contract: Contract
    markdown: str
    rows: str
    settlement: Settlement
    report: Statement

    @property
    def names(self) -> dict[str, str]:
        """The printed name of each word of the file that is not of the format itself."""
        words = {line.split(",")[0].split(".")[0] for line in self.rows.splitlines()[1:]}
        return {word: self.report.name(word) for word in words - WORDS}


def case(contract: Contract, rows: str) -> Case:
    document = assemble(contract, library())
    markdown = render(document, "md").decode()
    measured = settle.read_measurements(contract, rows.encode(), "months.csv")
    settlement = settle.settle(contract, measured)
    report = statement(contract, settlement, document=document)
    return Case(contract, markdown, rows, settlement, report)


Sums = tuple[str, Decimal, Decimal, Decimal, Decimal]


def by_the_stranger(case: Case) -> list[Sums]:
    """Month, charges, credits (negative), bonuses and invoice, from the printed text."""
    found = oracle.settle(case.markdown, [case.rows], case.names)
    return [
        (f"{m.month[0]}-{m.month[1]:02d}", m.charges, -m.credits, m.bonuses, m.invoice)
        for m in found
    ]


def by_settle(case: Case) -> list[Sums]:
    """The same as `settle` computes it."""
    return [
        (
            str(period.month),
            period.total_charges.amount,
            period.total_credits.amount,
            period.total_bonuses.amount,
            period.invoice.amount,
        )
        for period in case.settlement.periods
    ]


class Chance:
    """Months by chance for a contract, close to the levels and edges that it prints.

    Good months miss no level, and their volumes may be of any height.
    """

    def __init__(self, contract: Contract, seed: int, *, good: bool = False) -> None:
        self.random = Random(seed)
        self.good = good
        self.contract = contract
        self.printed = Printed(render(assemble(contract, library()), "md").decode())
        self.levels = levels(self.printed)
        self.bonuses = self._bonuses()
        self.charges = {charge.name: charge for charge in charges(self.printed)}

    def _bonuses(self) -> dict[str, Decimal]:
        """The level from which a bonus is paid, by the name of its Service Level."""
        clause = self.printed.find("Bonuses")
        rows = clause.sheet("Bonuses").rows if clause else []
        return {row[0]: quantity(row[1])[0] or Decimal(0) for row in rows}

    def first(self) -> When:
        """The first month in which everything applies as it will from then on."""
        first = go_live(self.printed)
        if self.levels and self.printed.find("Start and stabilisation"):
            first = max(first, start_of_credits(self.printed) or first)
        early = [level.early[0] for level in self.levels.values() if level.early]
        return after(first, max(early, default=0))

    def start(self) -> When:
        """The month of the Effective Date."""
        date = day(self.printed.terms["Effective Date"])
        return (date.year, date.month)

    def rows(self, count: int, start: When | None = None) -> str:
        """The file of so many months, from the first regular one where none is given."""
        first = start or self.first()
        lines = [HEADER]
        for month in (after(first, later) for later in range(count)):
            lines += self._month(month)
        return "\n".join(lines) + "\n"

    def _month(self, month: When) -> list[str]:
        period = f"{month[0]}-{month[1]:02d}"
        found = []
        for word, name in self._words().items():
            if name in self.levels:
                found += self._level(word, self.levels[name], month)
            elif self.charges[name].basis in MEASURED:
                found.append(f"{word},{self._volume(self.charges[name])},,,")
        return [line.replace(",", f",{period},", 1) for line in found]

    def _words(self) -> dict[str, str]:
        """The words of the file that this contract allows, and their printed names."""
        metrics = self.contract.service_levels.metrics if self.contract.service_levels else {}
        report = statement(self.contract, Settlement("", ()))
        names = {word: report.name(word) for word in [*metrics, *self.contract.pricing.charges]}
        return {w: name for w, name in names.items() if name in self.levels | self.charges}

    def _level(self, word: str, level: Level, month: When) -> list[str]:
        if level.period == "quarter" and month[1] % 3:
            return []
        chance = self.random.random()
        if chance < 0.04 and not self.good:
            return [f"{word},,,,"]
        points = [level.target, level.minimum or level.target, self.bonuses.get(level.name)]
        value = self._near([point for point in points if point is not None])
        if self.good and level.worse(value, level.target):
            value = self.bonuses.get(level.name, level.target)
        if level.unit == "%":
            value = min(value, Decimal(100))
        relief = "yes" if chance > 0.94 else ""
        incident = "one" if 0.3 < chance < 0.5 else ""
        return [f"{word},{value},{self._events(level)},{relief},{incident}"]

    def _events(self, level: Level) -> str:
        samples = [part for part in level.measured if part.startswith(("at least", "sample"))]
        return self.random.choice(("", "500", "400", *(() if samples else ("50", "150"))))

    def _near(self, points: Sequence[Decimal]) -> Decimal:
        """A figure on one of the points, or a little beside it."""
        point = self.random.choice(points)
        step = self.random.choice((max(abs(point) / 50, Decimal("0.1")), Decimal("0.5")))
        moved = point + step * self.random.choice((-3, -2, -1, 0, 0, 1, 2, 3))
        return max(moved, Decimal(0)).quantize(Decimal("0.01"))

    def _forecast(self) -> bool:
        """Whether volume above a forecast, which no file states, may excuse a miss."""
        clause = self.printed.find("Relief events")
        return (
            not self.good
            and clause is not None
            and any(
                row[0] == "Volume above forecast" for sheet in clause.sheets for row in sheet.rows
            )
        )

    def _volume(self, charge: Charge) -> Decimal:
        edges = []
        if charge.bands and not self._forecast():
            edges += [band.start for band in charge.bands.rows]
        stated = charge.volume.replace(",", "").rpartition(" ")[2]
        if stated.replace(".", "").isdigit():
            edges.append(Decimal(stated))
        edges += [charge.more[key][key] for key in ("units", "hours") if key in charge.more]
        point = self.random.choice(edges or [Decimal(1000)])
        factor = Decimal(self.random.randint(60, 115 if self._forecast() else 150)) / 100
        return (point * factor).quantize(Decimal(1)) or Decimal(self.random.randint(0, 50))
