"""Tables on what is done, where, when and by whom."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_kit.assemble import places
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.assemble.values import sentence_case
from contract_kit.quantities import plural
from contract_kit.spec.moves import working_affiliates


def processes(sheet: Sheet) -> Sheet:
    """One row a process: what belongs to it, what does not, expected volume."""
    sheet.head(
        "The Services",
        ("Service", 1.5),
        ("Tasks", 2.2),
        ("Not included", 1.3),
        ("Sites", 0.9),
        ("Expected volume", 1.5),
    )
    for key, process in sheet.mapping("scope.processes").items():
        volume = process.volume
        amount = (
            f"{sheet.text(volume.baseline)} {plural(sheet.text(volume.unit))} a {volume.per}"
            if volume
            else None
        )
        sheet.row(
            f"scope.processes.{key}",
            f"{sheet.name(key)} ({process.office} office)" if process.office else sheet.name(key),
            process.tasks,
            process.excludes,
            [sheet.name(site) for site in process.sites or ()],
            amount,
        )
    return sheet


def hours(sheet: Sheet) -> Sheet:
    """One row a process: service hours with their time zone and holidays, languages."""
    sheet.head(
        "Service hours and languages",
        ("Service", 1.2),
        ("Hours", 1.4),
        ("Time zone", 1.1),
        ("Holidays", 1.3),
        ("Languages", 1.5),
    )
    for key, process in sheet.mapping("scope.processes").items():
        calendar = sheet.mapping("calendars").get(str(process.hours)) if process.hours else None
        languages = [f"{language(sheet, one.tag)}, level {one.level}" for one in process.languages]
        if calendar is None and not languages and not process.hours:
            continue
        sheet.row(
            f"scope.processes.{key}",
            sheet.name(key),
            calendar.hours if calendar else process.hours,
            calendar.time_zone if calendar else None,
            _holidays(sheet, calendar),
            languages,
        )
    return sheet


def calendars(sheet: Sheet) -> Sheet:
    """One row a calendar that is no Service's hours, or that has a cut-off."""
    sheet.head(
        "Calendars",
        ("Calendar", 1.2),
        ("Hours", 1.4),
        ("Time zone", 1.1),
        ("Holidays", 1.3),
        ("Cut-off", 0.8),
    )
    used = {str(one.hours) for one in sheet.mapping("scope.processes").values()}
    for key, one in sheet.mapping("calendars").items():
        if key not in used or one.cut_off:
            sheet.row(
                f"calendars.{key}",
                sheet.name(key),
                one.hours,
                one.time_zone,
                _holidays(sheet, one),
                one.cut_off,
            )
    return sheet


def _holidays(sheet: Sheet, calendar: Any) -> str:
    holidays = getattr(calendar, "holidays", None)
    if not holidays or str(holidays) == "none":
        return "none excluded" if calendar is not None else "–"
    return "public holidays of " + sheet.text(
        [places.in_prose(region(sheet, one)) for one in holidays]
    )


def region(sheet: Sheet, code: object) -> str:
    """A country or a part of one: `England`, `Portugal`, `Canada (ON)`."""
    return places.region(code, sheet.printer.locale)


def language(sheet: Sheet, tag: object) -> str:
    """A language's name: `English (United Kingdom)` for en-GB."""
    return places.language(tag, sheet.printer.locale)


def sites(sheet: Sheet) -> Sheet:
    """One row a site."""
    sheet.head(
        "Sites",
        ("Site", 1.2),
        ("Country", 1.2),
        ("Delivery model", 1.0),
        ("Time zone", 1.2),
        ("Activities", 2.2),
    )
    for key, site in sheet.mapping("sites").items():
        sheet.row(
            f"sites.{key}",
            f"{sheet.name(key)}, {site.address}" if site.address else sheet.name(key),
            country(sheet, site.country),
            site.model,
            site.time_zone,
            site.activities,
        )
    return sheet


def country(sheet: Sheet, code: object) -> str:
    """A country's name in the contract's language, from its ISO 3166 code."""
    return places.country(code, sheet.printer.locale)


def customer_duties(sheet: Sheet) -> Sheet:
    """One row a task of the customer."""
    sheet.head("Customer responsibilities", ("No.", 0.3), ("What the Customer does", 5.0))
    for index, duty in enumerate(sheet.listing("scope.customer_duties")):
        sheet.row(f"scope.customer_duties.{index}", index + 1, sentence_case(sheet.text(duty)))
    return sheet


def excluded_tasks(sheet: Sheet) -> Sheet:
    """One row a task that stays outside the services."""
    sheet.head("Outside the Services", ("Service", 1.5), ("What is not included", 4.0))
    for key, process in sheet.mapping("scope.processes").items():
        if process.excludes:
            sheet.row(f"scope.processes.{key}.excludes", sheet.name(key), process.excludes)
    for index, one in enumerate(sheet.listing("scope.excluded")):
        sheet.row(f"scope.excluded.{index}", "All", sentence_case(sheet.text(one)))
    return sheet


def subcontractors(sheet: Sheet) -> Sheet:
    """One row a subcontractor that the spec names: sub-processors and critical third parties."""
    sheet.head("Subcontractors", ("Name", 2.0), ("Country", 1.2), ("Part of the Services", 2.6))
    named = set()
    for index, one in enumerate(sheet.listing("data_protection.subprocessors")):
        named.add(one.name)
        path = f"data_protection.subprocessors.{index}"
        sheet.row(path, one.name, country(sheet, one.country), one.service)
    for index, one in enumerate(sheet.listing("continuity.critical_third_parties")):
        if one.name not in named:
            sheet.row(
                f"continuity.critical_third_parties.{index}",
                one.name,
                None,
                "critical third party",
            )
    for name in working_affiliates(sheet.facts.contract):
        sheet.row("parties.provider.affiliates", name, None, "an Affiliate of the Provider")
    return sheet


_INTERFACE: tuple[tuple[Callable[[Any], Any], str, float], ...] = (
    (lambda one: one.built_by, "Built by", 0.8),
    (lambda one: one.paid_by, "Paid by", 0.8),
    (lambda one: one.licence, "Licence", 0.8),
)
"""What an interface may say besides, its column and width; a column that nobody fills is none."""


def integrations(sheet: Sheet) -> Sheet:
    """One row a connected system."""
    listed = sheet.listing("technology.integrations")
    more = tuple(column for column in _INTERFACE if any(column[0](one) for one in listed))
    titles = ((title, width) for _, title, width in more)
    sheet.head("Interfaces", ("System", 1.6), ("How it is connected", 2.0), *titles)
    for index, one in enumerate(listed):
        path = f"technology.integrations.{index}"
        sheet.row(path, one.system, one.method, *(_who(sheet, get(one)) for get, _, _ in more))
    return sheet


def _who(sheet: Sheet, value: object) -> str:
    """A party, both of them, or the name of a licence."""
    return "–" if value is None else sheet.party(value)


def automation(sheet: Sheet) -> Sheet:
    """One row an automated task: AI or robot, and what protects people and data."""
    sheet.head(
        "Automation used in the Services",
        ("Use", 1.6),
        ("Kind", 0.6),
        ("Disclosed to consumers", 1.1),
        ("Hand-over to a person", 1.1),
        ("Trained on Customer Data", 1.1),
    )
    for index, one in enumerate(sheet.listing("technology.automation")):
        sheet.row(
            f"technology.automation.{index}",
            sentence_case(sheet.text(one.use)),
            str(one.type).upper(),
            one.disclosed_to_consumers,
            one.human_handover,
            one.trains_on_customer_data,
        )
    return sheet


def third_parties(sheet: Sheet) -> Sheet:
    """One row a third party that the services depend on."""
    sheet.head("Critical third parties", ("Third party", 2.0), ("Fallback", 3.0))
    for index, one in enumerate(sheet.listing("continuity.critical_third_parties")):
        sheet.row(f"continuity.critical_third_parties.{index}", one.name, one.fallback)
    return sheet


def scaling(sheet: Sheet) -> Sheet:
    """One row for each way capacity changes."""
    sheet.head("Scaling", ("Change", 1.5), ("Extent", 1.5), ("Notice or period", 2.0))
    for key, title in (("ramp_up", "Ramp-up"), ("ramp_down", "Ramp-down")):
        one = sheet.get(f"scaling.{key}")
        if one is not None:
            sheet.row(f"scaling.{key}", title, f"up to {sheet.text(one.percent)}%", one.notice)
    peak = sheet.get("scaling.peak")
    if peak is not None:
        from babel.dates import get_month_names  # noqa: PLC0415 - costs 40 ms

        names = get_month_names("wide", locale=sheet.printer.locale)
        months = [names[int(month)] for month in peak.months or ()]
        share = f"up to {sheet.text(peak.uplift)} " if peak.uplift else ""
        sheet.row("scaling.peak", "Peak", f"{share}above the baseline", months)
    forecast = sheet.get("scaling.forecast")
    if forecast is not None:
        tolerance = f"tolerance {sheet.text(forecast.tolerance)}" if forecast.tolerance else None
        sheet.row(
            "scaling.forecast", "Forecast", tolerance, f"{sheet.text(forecast.horizon)} ahead"
        )
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "processes": processes,
    "hours": hours,
    "calendars": calendars,
    "sites": sites,
    "customer_duties": customer_duties,
    "excluded_tasks": excluded_tasks,
    "subcontractors": subcontractors,
    "integrations": integrations,
    "automation": automation,
    "third_parties": third_parties,
    "scaling": scaling,
}
