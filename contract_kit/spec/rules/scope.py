"""V03 to V06, V45, V48 and V159: processes, roles and hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from contract_kit.findings import Finding
from contract_kit.spec.rules.registry import error, rule, warning

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.governance import EscalationLevel
    from contract_kit.spec.vocabulary.services import Responsible

_DAY = (9 * 60, 17 * 60 + 30)


@rule("V03", "scope.processes.*.sla", "scope.processes.*.sla_reason")
def processes_are_measured(contract: Contract) -> Iterator[Finding]:
    """Find processes without metrics and without a reason."""
    for key, process in contract.scope.processes.items() if contract.scope else ():
        path = f"scope.processes.{key}"
        if not process.sla:
            yield error(
                contract,
                "V03",
                path,
                f"the process “{key}” names no metric; expected sla with metrics, or none and a"
                " reason; add “sla: none” and “sla_reason”.",
            )
        elif process.sla == "none" and not process.sla_reason:
            yield error(
                contract,
                "V03",
                f"{path}.sla",
                f"the process “{key}” has no metric and no reason; expected sla_reason; add why.",
            )


@rule("V04", "roles.*.party", "scope.processes.*.responsible", "governance")
def roles_are_on_their_side(contract: Contract) -> Iterator[Finding]:
    """Find roles that are named for the other party."""
    pairs: list[tuple[str, Responsible | EscalationLevel]] = [
        (f"scope.processes.{key}.responsible", process.responsible)
        for key, process in (contract.scope.processes.items() if contract.scope else ())
    ]
    ladder = contract.governance.escalation if contract.governance else ()
    pairs += [(f"governance.escalation.{index}", step) for index, step in enumerate(ladder)]
    for path, pair in pairs:
        for side, name in (("customer", pair.customer), ("provider", pair.provider)):
            yield from _on_side(contract, f"{path}.{side}", name, side)
    terms = contract.governance.change_control if contract.governance else None
    if terms is not None:
        root = "governance.change_control"
        yield from _on_side(contract, f"{root}.approver", terms.approver, "customer")
        yield from _on_side(
            contract, f"{root}.provider_approver", terms.provider_approver, "provider"
        )


def _on_side(contract: Contract, path: str, name: str | None, side: str) -> Iterator[Finding]:
    role = contract.roles.get(name or "")
    if role is not None and role.party != side:
        yield error(
            contract,
            "V04",
            path,
            f"“{name}” belongs to the {role.party}; expected a role of the {side}; name one.",
        )


@rule("V05", "roles")
def parties_have_roles(contract: Contract) -> Iterator[Finding]:
    """Find a party nobody acts for."""
    for side in ("customer", "provider"):
        if not any(role.party == side for role in contract.roles.values()):
            yield error(
                contract,
                "V05",
                "roles",
                f"no role belongs to the {side}; expected one at least; add a role with “party:"
                f" {side}”.",
            )


@rule("V06", "scope.processes.*.sla", "service_levels.metrics.*.class")
def metrics_are_used(contract: Contract) -> Iterator[Finding]:
    """Find metrics that measure no process."""
    used = {
        name
        for process in (contract.scope.processes.values() if contract.scope else ())
        for name in (process.sla if isinstance(process.sla, tuple) else ())
    }
    metrics = contract.service_levels.metrics if contract.service_levels else {}
    for key, metric in metrics.items():
        if key not in used and metric.class_ != "report_only":
            yield warning(
                contract,
                "V06",
                f"service_levels.metrics.{key}",
                f"no process names the metric “{key}”; expected it in a process's sla; add it"
                " there, or make its class report_only.",
            )


@rule("V06", "scope.processes.*.office")
def offices_are_given(contract: Contract) -> Iterator[Finding]:
    """Find processes that do not say front or back office."""
    for key, process in contract.scope.processes.items() if contract.scope else ():
        if process.office is None:
            yield warning(
                contract,
                "V06",
                f"scope.processes.{key}",
                f"the process “{key}” has no office; expected front or back; add “office”.",
            )


@rule("V159", "scope.processes.*.tasks", "scope.processes.*.excludes", "scope.excluded")
def tasks_are_in_or_out(contract: Contract) -> Iterator[Finding]:
    """Find tasks that are listed as part of the services and as excluded from them."""
    if contract.scope is None:
        return
    for key, process in contract.scope.processes.items():
        out = {one.casefold() for one in (*process.excludes, *contract.scope.excluded)}
        for at, task in enumerate(process.tasks):
            if task.casefold() in out:
                yield error(
                    contract,
                    "V159",
                    f"scope.processes.{key}.tasks.{at}",
                    f"“{task}” is a task of “{key}” and excluded from the Services; expected it in"
                    " or out; remove one of the two.",
                )


@rule("V45", "scope.customer_duties", "service_levels.exclusions")
def duties_give_relief(contract: Contract) -> Iterator[Finding]:
    """Find customer duties whose breach excuses nothing."""
    duties = contract.scope.customer_duties if contract.scope else ()
    levels = contract.service_levels
    given = levels.exclusions if levels and levels.metrics else ()
    if duties and given and "customer_duty_missed" not in given:
        yield warning(
            contract,
            "V45",
            "scope.customer_duties",
            "the customer has duties, but missing them excuses no service level; expected"
            " customer_duty_missed in service_levels.exclusions; add it.",
        )


@rule("V48", "governance.communication", "calendars", "scope.processes.*.hours", "contract")
def shifts_overlap(contract: Contract) -> Iterator[Finding]:
    """Find processes whose hours overlap the customer's day too little."""
    talk = contract.governance.communication if contract.governance else None
    zones = [one.time_zone for one in contract.calendars.values() if one.time_zone]
    if talk is None or talk.overlap_hours is None or not zones or not contract.contract:
        return
    home = max(dict.fromkeys(zones), key=zones.count)
    for key, process in contract.scope.processes.items() if contract.scope else ():
        used = contract.calendars.get(process.hours or "")
        if used is None or not used.time_zone or used.hours == "24x7":
            continue
        overlap = _overlap(contract, used.hours, used.time_zone, home)
        if overlap < talk.overlap_hours * 60:
            yield warning(
                contract,
                "V48",
                f"scope.processes.{key}.hours",
                f"the hours of “{key}” overlap the customer's day by {overlap / 60:.1f} hours;"
                f" expected {talk.overlap_hours}; change the hours or overlap_hours.",
            )


def _overlap(contract: Contract, hours: str, zone: str, home: str) -> int:
    """Return the minutes a day's hours in one zone share with 09:00 to 17:30 in another."""
    noon = datetime.combine(contract.contract.effective_date, datetime.min.time()).replace(hour=12)
    here = noon.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    there = noon.replace(tzinfo=ZoneInfo(home)).utcoffset() or timedelta()
    shift = int((there - here).total_seconds() // 60)
    opening = hours.partition(",")[0].rpartition(" ")[2]
    start, end = (_minutes(part) for part in opening.split("-"))
    end = end if end > start else end + 1440
    return max(
        max(0, min(end + shift + day, _DAY[1]) - max(start + shift + day, _DAY[0]))
        for day in (-1440, 0, 1440)
    )


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)
