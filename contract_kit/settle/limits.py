"""What a measured value cannot be: levels beyond their scale, months outside the contract."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding, Severity
from contract_kit.settle.business import metrics_of, period_of
from contract_kit.settle.sheets import Sheet, refusal
from contract_kit.spec.kinds import METRIC_KINDS, higher_is_better, share_within, time_unit, unit_of
from contract_kit.spec.timeline import after

if TYPE_CHECKING:
    from contract_kit.settle.measurements import Measurements
    from contract_kit.settle.periods import Month
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.ending import Renewal
    from contract_kit.spec.vocabulary.metrics import Metric

_PERCENT = frozenset({"percent", "%", "per cent"})
_COUNTED = frozenset({"per_unit", "per_hour", "per_fte", "per_seat", "per_lot", "computed"})
_OWN_FORMULA = frozenset({"accuracy", "schedule_adherence"})
_SCALE = re.compile(r"\d+(?:\.\d+)?")
ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most a level can be; beyond a `soft` one a level is odd, not wrong."""

    least: Decimal | None = None
    most: Decimal | None = None
    soft_least: bool = False
    soft_most: bool = False

    def broken(self, level: Decimal) -> tuple[str, bool] | None:
        """What the level should be, and whether it is only odd; `None` where it is fine."""
        low = self.least is not None and level < self.least
        high = self.most is not None and level > self.most
        if not low and not high:
            return None
        if self.most is None:
            said = f"{self.least} or more"
        else:
            said = f"a number from {self.least} to {self.most}"
        return said, self.soft_least if low else self.soft_most


def limits_of(metric: Metric) -> Limits:
    """The limits of a metric's levels, by its kind, unit and statistic."""
    kind, unit = METRIC_KINDS[metric.kind], unit_of(metric)
    share = share_within(metric)
    if metric.statistic == "count":
        return Limits(ZERO)
    if unit in _PERCENT:
        odd = not share and metric.kind == "custom"
        own = metric.kind in _OWN_FORMULA and metric.formula is not None
        return Limits(ZERO, HUNDRED, odd, odd or own or metric.kind == "attrition")
    if metric.kind == "csat" and not time_unit(unit):
        return Limits(ZERO, _top(metric.scale or ""))
    if unit == kind.unit or (kind.least == 0 and kind.most is None):
        least = None if kind.least is None else Decimal(kind.least)
        most = None if kind.most is None else Decimal(kind.most)
        return Limits(least, most, soft_least=metric.kind == "turnaround")
    return Limits()


def _top(scale: str) -> Decimal | None:
    """The highest answer of a survey's scale, such as the 5 of `4-5 of 5`."""
    return max(map(Decimal, _SCALE.findall(scale)), default=None)


def check_levels(contract: Contract, found: Measurements, sheet: Sheet) -> Iterator[Finding]:
    """Find levels and volumes that cannot be, and levels that are odd."""
    column = (sheet.column("value") or 0) + 1
    metrics = metrics_of(contract)
    for (name, month), one in found.levels.items():
        if one.misses is not None and not _share(metrics[name]):
            said = f"{name} ({metrics[name].kind}) is no share of items in time"
            place = (sheet.column("within") or 0) + 1
            mend = "leave 'within' empty and give the level as 'value'"
            yield refusal(sheet.path, one.line, place, f"{said}; {mend}")
            continue
        broken = None if one.level is None else limits_of(metrics[name]).broken(one.level)
        if broken is None:
            continue
        expected, odd = broken
        unit = unit_of(metrics[name])
        shown = f"{one.level:f}{' percent' if unit in _PERCENT else ''}"
        said = f"{name} of {month} is {shown}; expected {expected}; "
        if odd:
            said += f"settled as it stands; correct it unless “{name}” can go beyond"
            yield _warning(sheet.path, one.line, column, said)
        else:
            yield refusal(sheet.path, one.line, column, said + "correct it")
    for (name, month), volume in found.volumes.items():
        if volume < 0 and _is_count(contract, name):
            line = found.lines.get((name, month), 1)
            said = f"{name} of {month} is {volume:f}; expected 0 or more; correct it"
            yield refusal(sheet.path, line, column, said)


def _share(metric: Metric) -> bool:
    """Whether a level is a share of good items, so that `events` and `within` can give it."""
    if unit_of(metric) not in _PERCENT:
        return metric.kind == "custom" and not metric.unit
    return higher_is_better(metric) is not False


def _is_count(contract: Contract, name: str) -> bool:
    """Whether a volume counts things; revenue, cost and savings may be negative."""
    charge = contract.pricing.charges.get(name.removesuffix(".vacant_days"))
    return charge is None or name.endswith(".vacant_days") or charge.basis in _COUNTED


def check_months(
    contract: Contract, found: Measurements, sheet: Sheet, *, history: bool
) -> Iterator[Finding]:
    """Find months before the contract or after its term, each once, at its first row.

    With `history` they are odd only: a simulation may draw from months before the contract.
    """
    column = (sheet.column("period") or sheet.column("opened") or sheet.column("day") or 0) + 1
    for month, line in sorted(_first_rows(contract, found.lines).items()):
        said, odd = _place(contract, month)
        if said and (odd or history):
            yield _warning(sheet.path, line, column, said)
        elif said:
            yield refusal(
                sheet.path, line, column, f"{said}; correct the month, or the dates of the spec"
            )


def _first_rows(contract: Contract, lines: Mapping[tuple[str, Month], int]) -> dict[Month, int]:
    """The first row of each month; a quarter counts where it begins as well."""
    metrics = metrics_of(contract)
    rows: dict[Month, int] = {}
    for (name, month), line in lines.items():
        start = month
        if name in metrics and period_of(contract, metrics[name]) == "quarter":
            start = _kept(contract, month)
        rows[start] = min(line, rows.get(start, line))
    return rows


def _kept(contract: Contract, month: Month) -> Month:
    """A quarter's last month, or its first where only that lies in the term."""
    begin = type(month).at(month.index - 2)
    end = _end(contract)
    return begin if end is not None and month.first >= end > begin.first else month


def _end(contract: Contract) -> date | None:
    """The first day after the initial term."""
    if contract.term is None:
        return None
    return after(contract.contract.effective_date, contract.term.initial)


def _place(contract: Contract, month: Month) -> tuple[str, bool]:
    """How a month lies outside the contract, and whether that is only odd; empty if it does not."""
    start, end = contract.contract.effective_date, _end(contract)
    if month.last < start:
        return f"{month} lies before the contract, which takes effect on {start}", False
    if end is None or month.first < end:
        return "", False
    assert contract.term is not None
    last = end - timedelta(days=1)
    renewal, leaving = contract.term.renewal, contract.term.exit
    if renewal is not None and renewal.kind != "none" and month.first < _latest(renewal, end):
        return f"{month} lies after the first term, which ends on {last}; taken as renewed", True
    if leaving and leaving.assistance and month.first < after(end, leaving.assistance):
        return f"{month} lies after the term, which ends on {last}; taken as exit assistance", True
    more = "is renewed no further" if renewal and renewal.kind != "none" else "has no renewal"
    return f"{month} lies after the term, which ends on {last} and {more}", False


def _latest(renewal: Renewal, end: date) -> date:
    """The first day after the last renewal there can be."""
    if renewal.kind == "evergreen" or renewal.length is None or renewal.max is None:
        return date.max
    for _ in range(renewal.max):
        end = after(end, renewal.length)
    return end


def _warning(path: str, line: int, column: int, message: str) -> Finding:
    one = refusal(path, line, column, message)
    return Finding(one.id, Severity.WARNING, one.message, one.location)
