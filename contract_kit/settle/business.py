"""The calendars of a contract, by id or in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from contract_kit.errors import QuantityError
from contract_kit.settle.calendars import Calendar, calendar
from contract_kit.spec.assumptions import default_zone

if TYPE_CHECKING:
    from contract_kit.quantities import Duration
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.services import Metric

PLANNED = frozenset({"planned_maintenance", "planned_outage"})
"""Relief events that excuse planned outages without a limit."""


def calendar_of(contract: Contract, name: str, beside: str = "") -> Calendar:
    """The calendar called `name`, or the hours that the words say; else all hours.

    Hours in words are on the clock of the calendar called `beside`, or of the contract.
    """
    other = contract.calendars.get(beside)
    zone = (other.time_zone if other else None) or default_zone(contract)
    spec = contract.calendars.get(name)
    if spec is None:
        try:
            return calendar(zone, name or "24x7")
        except QuantityError:
            return calendar(zone)
    holidays = () if spec.holidays in (None, "none") else spec.holidays
    return calendar(
        spec.time_zone or zone,
        spec.hours,
        holidays or (),
        time.fromisoformat(spec.cut_off) if spec.cut_off else None,
    )


def hours_of(metric: Metric) -> str:
    """What names the hours in which a metric counts: its window, else its calendar."""
    return metric.window or metric.calendar or ""


def metrics_of(contract: Contract) -> dict[str, Metric]:
    """The metrics of a contract by id."""
    return contract.service_levels.metrics if contract.service_levels else {}


def zones(contract: Contract) -> dict[str, str]:
    """Each metric and the time zone its events are written in."""
    return {
        name: calendar_of(contract, metric.calendar or metric.window or "").zone
        for name, metric in metrics_of(contract).items()
    }


def period_of(contract: Contract, metric: Metric) -> str:
    """The period a metric is measured over: its own, else that of the service levels."""
    general = contract.service_levels.period if contract.service_levels else "month"
    return str(metric.period or general)


@dataclass(frozen=True, slots=True)
class Planned:
    """How far planned outages are excused: at all, how long a month, and in which hours."""

    excused: bool = False
    limit: Duration | None = None
    window: Calendar | None = None


def planned_rule(contract: Contract, metric: Metric) -> Planned:
    """What excuses a planned outage of a metric: its own rule, and the relief events.

    A planned outage that neither of them allows counts like any other.
    """
    own, (listed, limit) = metric.planned_outages, _maintenance(contract)
    if own is None:
        return Planned(listed, limit)
    window = calendar_of(contract, own.window, hours_of(metric)) if own.window else None
    return Planned(True, own.cap or limit, window)


def _maintenance(contract: Contract) -> tuple[bool, Duration | None]:
    """Whether the relief events name planned outages, and the most of them a month."""
    listed = False
    for item in contract.service_levels.exclusions if contract.service_levels else ():
        if isinstance(item, str):
            listed = listed or item in PLANNED
        elif item.planned_maintenance is not None:
            return True, item.planned_maintenance
    return listed, None
