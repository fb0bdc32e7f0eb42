"""What a user should know about a requirement: findings, where it applies."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.findings import Finding, Location, Severity

if TYPE_CHECKING:
    from contract_kit.findings import Cure
    from contract_kit.library.packs import Requirement, ValueCheck
    from contract_kit.scan.result import Closest, Evidence, RequirementResult, Value


def judgements(
    path: str, requirement: Requirement, result: RequirementResult, cure: tuple[Cure, ...]
) -> list[Finding]:
    """The findings of one requirement: what is missing, half there, hidden, or past its limit."""
    if result.applies != "yes":
        return []
    found = [_missing(path, requirement, result, cure)] if result.status != "satisfied" else []
    for value in result.values:
        check = next(one for one in requirement.values if one.parameter == value.parameter)
        severity = past(check, Decimal(value.value))
        if severity:
            found.append(_exceeded(path, requirement, result, value, check, severity))
    return found


def _missing(
    path: str, requirement: Requirement, result: RequirementResult, cure: tuple[Cure, ...]
) -> Finding:
    severity = Severity.parse(requirement.severity)
    text = {
        "absent": f"{requirement.title}: nothing in the document states it",
        "partial": f"{requirement.title}: stated in part only{_without(result)}",
        "unclear": f"{requirement.title}: cannot tell. {result.reason.rstrip('.')}",
    }[result.status]
    if result.status == "partial":
        severity = severity.lower()
    if result.status == "unclear":
        severity = Severity.INFO
    message = f"{text}. Wanted: {requirement.satisfied_when} ({requirement.citation})."
    places: tuple[Evidence | Closest, ...] = result.evidence or result.closest
    quote = places[0].quote if places and result.status != "absent" else ""
    return Finding(requirement.id, severity, message, location(path, places), quote, cure)


def _without(result: RequirementResult) -> str:
    return f"; not seen: {', '.join(result.lacks)}" if result.lacks else ""


def location(path: str, places: tuple[Evidence | Closest, ...]) -> Location:
    """Where a finding is shown: at the first passage, else at the document's beginning."""
    if not places:
        return Location(path, paragraph=1, document_level=True)
    first = places[0]
    return Location(
        first.file or path, page=first.page, section=first.section, paragraph=first.paragraph
    )


def past(check: ValueCheck, value: Decimal) -> Severity | None:
    """How grave it is that `value` lies beyond the check's thresholds."""
    sign = 1 if check.direction == "max" else -1
    steps = [
        Severity.parse(one.severity)
        for one in check.thresholds
        if sign * value > sign * Decimal(str(one.limit))
    ]
    return max(steps, default=None)


def _exceeded(
    path: str,
    requirement: Requirement,
    result: RequirementResult,
    value: Value,
    check: ValueCheck,
    severity: Severity,
) -> Finding:
    word = "at most" if check.direction == "max" else "at least"
    limit = Decimal(str(check.default)).normalize()
    unit = value.unit if value.value == "1" else f"{value.unit}s"
    message = (
        f"{requirement.title}: {value.parameter.replace('_', ' ')} is {value.value} {unit}; "
        f"{word} {limit:f} is expected. {check.note}".strip()
    )
    return Finding(
        f"{requirement.id}.{value.parameter}",
        severity,
        message,
        location(path, result.evidence),
        value.quote,
    )
