"""Months for the stranger: rendered contracts, months by chance, and what both make of them."""

from __future__ import annotations

import re
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
from tests.oracle.levels import Level, level, levels
from tests.oracle.measured import When, after
from tests.oracle.months import WORDS
from tests.oracle.printed import Clause, Printed
from tests.oracle.verdicts import go_live, start_of_credits
from tests.oracle.words import day

MEASURED = ("unit", "share", "lot", "cost", "savings", "retainer")
HEADER = "metric,period,value,events,relief,incident,affected_charge"


@cache
def library() -> Library:
    return load_library()


@dataclass(frozen=True)
class Case:
    """A contract, its rendered text, and the files of its months."""

    contract: Contract
    markdown: str
    files: tuple[str, ...]
    settlement: Settlement
    report: Statement

    @property
    def names(self) -> dict[str, str]:
        """The printed name of each word of the files that is not of the format itself."""
        return self.named(self.files)

    def named(self, files: Sequence[str]) -> dict[str, str]:
        """The same for other files."""
        lines = [line for text in files for line in text.splitlines()[1:]]
        words = {line.split(",")[0].split(".")[0] for line in lines}
        return {word: self.report.name(word) for word in words - WORDS}


def case(contract: Contract, *files: str) -> Case:
    document = assemble(contract, library())
    markdown = render(document, "md").decode()
    parts = [settle.read_measurements(contract, text.encode(), "months.csv") for text in files]
    settlement = settle.settle(contract, settle.together(parts))
    report = statement(contract, settlement, document=document)
    return Case(contract, markdown, files, settlement, report)


Sums = tuple[str, Decimal, Decimal, Decimal, Decimal]


def by_the_stranger(case: Case, inputs: dict[str, str] | None = None) -> list[Sums]:
    """Month, charges, credits (negative), bonuses and invoice, from the printed text.

    `inputs` gives the printed name of each word that computed charges are measured by.
    """
    found = oracle.settle(case.markdown, case.files, case.names, inputs)
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
        caps = self.printed.find("Credit caps")
        self.year_before = any("year before" in each for each in (caps.sentences if caps else ()))
        self.charges = {charge.name: charge for charge in charges(self.printed)}

    def _bonuses(self) -> dict[str, Decimal]:
        """The level from which a bonus is paid, by the name of its Service Level."""
        clause = self.printed.find("Bonuses")
        rows = clause.sheet("Bonuses").rows if clause else []
        return {row[0]: level(row[1])[1] for row in rows}

    def first(self) -> When:
        """The first month in which everything applies as it will from then on."""
        first = go_live(self.printed)
        if self.levels and self.printed.find("Start and stabilisation"):
            first = max(first, start_of_credits(self.printed))
        return first

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
        for word, name in self.words().items():
            if name in self.levels:
                found += self._level(word, self.levels[name], month)
            elif self._measured(self.charges[name]):
                found.append(f"{word},{self._volume(self.charges[name])},,,,")
        if self.year_before:
            found.append("previous_year_average_month,90000,,,,")
        found += self._beside(month)
        return [line.replace(",", f",{period},", 1) for line in found]

    def _beside(self, month: When) -> list[str]:
        """What a month has beside levels and volumes, where the contract speaks of it."""
        found = []
        if self.printed.find("Pass-through costs") and month[1] % 2:
            found.append(f"passthrough,{self.random.randint(100, 9000)}")
        late = " ".join((self.printed.find("Late payment") or Clause("", "", "")).sentences)
        if month[1] % 4 == 1 and "base rate" not in late:
            found += [f"late_amount,{self.random.randint(1, 90000)}"]
            found += [f"days_late,{self.random.randint(1, 60)}"]
        if self._changes(month):
            found.append(f"index_change,{self.random.randint(-90, 90) / 10}")
        if self.printed.find("Delay and long stop") and month == go_live(self.printed):
            found.append(f"delay_days,{self.random.randint(1, 80)}")
        return [line + ",,,," for line in found]

    def _changes(self, month: When) -> bool:
        """Whether the rates change in the month."""
        clause = self.printed.find("Indexation")
        if clause is None:
            return False
        first = re.search(r"for the first time on (.+?), with", clause.sentences[0])
        if first is None or "anniversary" in first[1]:
            return month == after(self.start(), 12)
        date = day(first[1])
        return month == (date.year, date.month)

    def words(self) -> dict[str, str]:
        """The words of the file that this contract allows, and their printed names."""
        metrics = self.contract.service_levels.metrics if self.contract.service_levels else {}
        report = statement(self.contract, Settlement("", ()))
        names = {word: report.name(word) for word in [*metrics, *self.contract.pricing.charges]}
        return {w: name for w, name in names.items() if name in self.levels | self.charges}

    def _level(self, word: str, level: Level, month: When) -> list[str]:
        if level.period == "quarter" and month[1] % 3:
            return []
        chance = self.random.random()
        affected = self.random.randint(1000, 9000)
        if chance < 0.04 and not self.good:
            return [f"{word},,,,,{affected}"]
        points = [level.target, level.minimum or level.target, self.bonuses.get(level.name)]
        value = self._near([point for point in points if point is not None])
        if self.good and level.worse(value, level.target):
            value = self.bonuses.get(level.name, level.target)
        if level.unit == "%":
            value = min(value, Decimal(100))
        relief = "yes" if chance > 0.94 else ""
        incident = "one" if 0.3 < chance < 0.5 else ""
        return [f"{word},{value},{self._events(level)},{relief},{incident},{affected}"]

    def _events(self, level: Level) -> str:
        samples = [part for part in level.measured if part.startswith(("at least", "sample"))]
        return self.random.choice(("", "500", "400", *(() if samples else ("50", "150"))))

    def _near(self, points: Sequence[Decimal]) -> Decimal:
        """A figure on one of the points, or a little beside it."""
        point = self.random.choice(points)
        step = self.random.choice((max(abs(point) / 50, Decimal("0.1")), Decimal("0.5")))
        moved = point + step * self.random.choice((-3, -2, -1, 0, 0, 1, 2, 3))
        return max(moved, Decimal(0)).quantize(Decimal("0.01"))

    def _measured(self, charge: Charge) -> bool:
        return charge.basis in MEASURED or "units" in charge.more

    def _volume(self, charge: Charge) -> Decimal:
        edges = [band.start for band in charge.bands.rows] if charge.bands else []
        stated = charge.volume.replace(",", "").rpartition(" ")[2]
        if stated.replace(".", "").isdigit():
            edges.append(Decimal(stated))
        edges += [charge.more[key][key] for key in ("units", "hours") if key in charge.more]
        point = self.random.choice(edges or [Decimal(1000)])
        factor = Decimal(self.random.randint(60, 150)) / 100
        return (point * factor).quantize(Decimal(1)) or Decimal(self.random.randint(0, 50))
