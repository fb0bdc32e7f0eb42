"""V30 to V32: meetings, calendars and escalation."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import text
from contract_kit.spec.rules.registry import error, rule, warning
from contract_kit.spec.timeline import hours, months

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract


@rule("V30", "governance.meetings.*.owner", "governance.meetings.*.attendees", "roles.*.party")
def both_sides_attend(contract: Contract) -> Iterator[Finding]:
    """Find meetings of one side alone."""
    meetings = (contract.governance.meetings or {}) if contract.governance else {}
    for key, meeting in meetings.items():
        roles = [contract.roles.get(name) for name in (meeting.owner, *meeting.attendees)]
        if None in roles:
            continue
        sides = {role.party for role in roles if role}
        absent = {"customer", "provider"} - sides
        if absent:
            side = min(absent)
            yield error(
                contract,
                "V30",
                f"governance.meetings.{key}.attendees",
                f"nobody of the {side} attends “{key}”; expected both parties; add a role of the"
                f" {side}.",
            )


@rule("V30", "governance.meetings.*.every")
def meetings_are_regular(contract: Contract) -> Iterator[Finding]:
    """Find a missing status meeting or review."""
    meetings = (contract.governance.meetings or {}) if contract.governance else {}
    rhythms = [round(months(meeting.every), 1) for meeting in meetings.values()]
    for most, least, wanted in (
        (1, 0, "weekly or monthly status meeting"),
        (6, 3, "quarterly or half-yearly review"),
    ):
        if not any(least <= rhythm <= most for rhythm in rhythms):
            yield warning(
                contract,
                "V30",
                "governance.meetings",
                f"there is no {wanted}; expected one; add it to governance.meetings.",
            )


@rule("V31", "governance.tools.shared_calendar", "sites.*.country")
def calendar_shows_holidays(contract: Contract) -> Iterator[Finding]:
    """Find countries with a site whose holidays the calendar lacks."""
    tools = contract.governance.tools if contract.governance else None
    shared = tools.shared_calendar if tools else None
    if shared is None:
        return
    known = {code[:2] for code in shared.holidays}
    for country in sorted({site.country for site in contract.sites.values()} - known):
        yield warning(
            contract,
            "V31",
            "governance.tools.shared_calendar.holidays",
            f"the shared calendar lacks the holidays of {country}, where a site is; expected them;"
            f" add {country}.",
        )


@rule("V32", "governance.escalation")
def escalation_rises(contract: Contract) -> Iterator[Finding]:
    """Find steps that give less time than the one below."""
    ladder = contract.governance.escalation if contract.governance else ()
    for index, (first, second) in enumerate(pairwise(ladder), 1):
        if hours(second.within) <= hours(first.within):
            yield error(
                contract,
                "V32",
                f"governance.escalation.{index}.within",
                f"this step has {text(second.within)}, the one below {text(first.within)};"
                " expected more time; correct one.",
            )


@rule("V32", "governance.escalation", "roles.*.sponsor")
def escalation_reaches_sponsor(contract: Contract) -> Iterator[Finding]:
    """Find a ladder that ends below the sponsor."""
    ladder = contract.governance.escalation if contract.governance else ()
    if not ladder:
        return
    last = ladder[-1]
    roles = [contract.roles.get(name) for name in (last.customer, last.provider)]
    if not any(role and role.sponsor for role in roles):
        yield warning(
            contract,
            "V32",
            f"governance.escalation.{len(ladder) - 1}",
            f"the last step reaches “{last.customer}”, who is no sponsor; expected a role with"
            " “sponsor: true”; mark or name one.",
        )
