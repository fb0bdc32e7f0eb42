"""Repeated misses: the factor for a Service Level that is missed month after month."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from tests.oracle.printed import Printed
from tests.oracle.reading import Reading, read
from tests.oracle.verdicts import Verdict

REPEATS = (
    ("If the same Critical Service Level is missed in {months:number} consecutive months, its"
     " Service Credit is multiplied by {factor:number} for the last of these months and for each"
     " further consecutive month.", "factor"),
    ("A month in which the Service Level is met, excused or not judged ends the count.", "ends"),
    ("Months before Service Credits apply do not count.", "start"),
    ("Of a Service Level measured over more than a month, each period counts as one month.",
     "periods"),
    ("The multiplied credit is subject to the caps in paragraph {:par=Credit caps}.", ""),
    ("The Provider shall explain each repeated miss and its correction ...", ""),
)  # fmt: skip


@dataclass
class Repeats:
    """The factor, and the count of each Service Level."""

    said: Reading | None
    count: dict[str, int] = field(default_factory=dict)

    def factor(self, verdict: Verdict) -> Decimal:
        """The factor for a month of a Service Level; each month is asked for once, in order."""
        name = verdict.level.name
        self.count[name] = self.count.get(name, 0) + 1 if verdict.missed else 0
        if self.said is None or not verdict.missed:
            return Decimal(1)
        self.said.need("ends", "start")
        if verdict.level.period != "month":
            self.said.need("periods")
        figures = self.said.one("factor")
        return figures["factor"] if self.count[name] >= figures["months"] else Decimal(1)


def repeats(printed: Printed) -> Repeats:
    """The factor for repeated misses."""
    clause = printed.find("Repeated misses")
    return Repeats(read(printed, clause, REPEATS) if clause else None)
