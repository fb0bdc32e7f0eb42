"""Which hours of a metric count, and which outages are excused, in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from contract_kit.assemble.places import in_prose
from contract_kit.quantities import text
from contract_kit.spec.assumptions import default_zone

if TYPE_CHECKING:
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import Metric, PlannedOutages
    from contract_kit.spec.vocabulary.people import Calendar

Place = Callable[[str], str]


def hour_rules(contract: Contract, metric: Metric, place: Place) -> Iterator[tuple[str, str]]:
    """The hours that count for a metric: the field that says so, and words."""
    outages = metric.kind == "availability"
    counted = metric.window or (metric.calendar if outages else None)
    if counted:
        field = "window" if metric.window else "calendar"
        what = "outages in these hours count" if outages else "what begins in these hours counts"
        yield field, f"only {what}: {_hours(contract, counted, place, metric)}"
    elif outages:
        yield (
            "calendar",
            f"every hour of every day counts, on the clock of {default_zone(contract)}",
        )
    if metric.calendar and metric.calendar != counted:
        shown = _hours(contract, metric.calendar, place, metric)
        yield "calendar", f"Business Hours and Business Days are those of {shown}"
    if metric.planned_outages is not None:
        yield "planned_outages", _planned(contract, metric.planned_outages, place, metric)


def _hours(contract: Contract, name: str, place: Place, metric: Metric) -> str:
    """A calendar with its hours, zone, closed days and cut-off; or hours in words."""
    calendar = contract.calendars.get(name)
    beside = contract.calendars.get(metric.calendar or "")
    placed = calendar or beside
    clock = (placed.time_zone if placed else None) or default_zone(contract)
    if calendar is None:
        return f"{name} ({clock})"
    return f"{name.replace('_', ' ')}, {calendar.hours} ({clock}{_closed(calendar, place)})"


def _closed(calendar: Calendar, place: Place) -> str:
    """Its closed days, and when the work of a day ends."""
    said = ""
    if calendar.holidays and calendar.holidays != "none":
        days = [one for one in calendar.holidays if one[:1].isdigit()]
        lands = [in_prose(place(one)) for one in calendar.holidays if not one[:1].isdigit()]
        parts = [f"the public holidays of {', '.join(lands)}"] if lands else []
        said = f", closed on {' and '.join([*parts, *([', '.join(days)] if days else [])])}"
    if calendar.cut_off:
        said += f"; what arrives after {calendar.cut_off} counts as the next day's"
    return said


def severity_hours(contract: Contract, metric: Metric, name: str | None, place: Place) -> str:
    """The hours of a severity's own calendar, empty where it has none."""
    return f" in the hours of {_hours(contract, name, place, metric)}" if name else ""


def _planned(contract: Contract, planned: PlannedOutages, place: Place, metric: Metric) -> str:
    """Which planned outages do not count; every other one does."""
    limits = []
    if planned.notice is not None:
        limits.append(f"announced at least {text(planned.notice)} ahead")
    if planned.window is not None:
        limits.append(f"within {_hours(contract, planned.window, place, metric)}")
    if planned.cap is not None:
        limits.append(f"up to {text(planned.cap)} a month")
    said = ", ".join(limits) or "announced beforehand"
    more = "; what goes beyond counts as an outage" if planned.window or planned.cap else ""
    return f"planned outages do not count, on either side of the share, if {said}{more}"
