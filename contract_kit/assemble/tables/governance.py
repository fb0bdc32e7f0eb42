"""Tables on people, meetings, reports and the transition."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_kit.assemble.tables.delivery import country
from contract_kit.assemble.tables.sheet import UNNAMED, Sheet
from contract_kit.assemble.values import sentence_case


def roles(sheet: Sheet) -> Sheet:
    """One row a role."""
    sheet.head(
        "Representatives",
        ("Party", 1.0),
        ("Role", 2.0),
        ("Name", 1.4),
        ("Authority", 2.2),
    )
    for key, role in sheet.mapping("roles").items():
        person = f"{role.name}, {role.email}" if role.name and role.email else role.name
        sheet.row(
            f"roles.{key}",
            sentence_case(str(role.party)),
            role.title,
            person or role.email or UNNAMED,
            _authority(sheet, role),
        )
    return sheet


def _authority(sheet: Sheet, role: Any) -> str | None:
    """What a role may decide: `executive sponsor, change requests, spend up to GBP 5,000.00`."""
    parts = ["executive sponsor"] if role.sponsor else []
    for one in role.authority:
        limit = f" up to {sheet.money(role.spend_up_to)}" if role.spend_up_to else ""
        parts.append(f"{sheet.text(one)}{limit if one == 'spend' else ''}")
    return ", ".join(parts) or None


def parties(sheet: Sheet) -> Sheet:
    """One row a party with what identifies it."""
    sheet.head(
        "Parties",
        ("Party", 0.9),
        ("Name", 1.8),
        ("Registered number", 1.2),
        ("Address", 2.0),
        ("Country", 1.1),
    )
    for role in ("customer", "provider"):
        one = sheet.get(f"parties.{role}")
        if one is not None:
            where = country(sheet, one.country)
            sheet.row(
                f"parties.{role}", role.capitalize(), one.name, one.number, one.address, where
            )
    return sheet


def key_personnel(sheet: Sheet) -> Sheet:
    """One row a key person."""
    sheet.head("Key personnel", ("Role", 3.0), ("Name", 2.0), ("Stays at least", 1.4))
    for key, role in sheet.mapping("roles").items():
        if role.key_personnel:
            sheet.row(f"roles.{key}", role.title, role.name or UNNAMED, role.lock_in)
    return sheet


def every(sheet: Sheet, value: Any) -> str:
    """How often: `every week`, `every 2 weeks`."""
    return "–" if value is None else f"every {sheet.text(value).removeprefix('1 ')}"


def meetings(sheet: Sheet) -> Sheet:
    """One row a regular meeting."""
    sheet.head(
        "Meetings",
        ("Meeting", 1.4),
        ("How often", 1.0),
        ("Led by", 1.4),
        ("Attended by", 2.2),
        ("Based on", 1.6),
    )
    for key, one in sheet.mapping("governance.meetings").items():
        path = f"governance.meetings.{key}"
        title = one.title or sheet.name(key)
        sheet.row(path, title, every(sheet, one.every), one.owner, one.attendees, one.inputs)
    return sheet


def escalation(sheet: Sheet) -> Sheet:
    """One row a level of the ladder."""
    sheet.head(
        "Escalation", ("Level", 0.6), ("Customer", 2.0), ("Provider", 2.0), ("Time to resolve", 1.4)
    )
    for index, one in enumerate(sheet.listing("governance.escalation")):
        sheet.row(
            f"governance.escalation.{index}", index + 1, one.customer, one.provider, one.within
        )
    return sheet


def reports(sheet: Sheet) -> Sheet:
    """One row a report."""
    sheet.head(
        "Reports",
        ("Report", 2.0),
        ("How often", 1.2),
        ("Due after the period", 1.6),
        ("Owner", 1.6),
    )
    for index, one in enumerate(sheet.listing("governance.reports")):
        path = f"governance.reports.{index}"
        sheet.row(path, sheet.name(str(one.name)), every(sheet, one.every), one.due, one.owner)
    return sheet


def tools(sheet: Sheet) -> Sheet:
    """One row a tool of the collaboration."""
    sheet.head("Collaboration tools", ("Purpose", 2.0), ("Product", 3.0))
    value = sheet.get("governance.tools")
    for key, product in _items(value):
        if key == "shared_calendar":
            sheet.row(
                "governance.tools.shared_calendar",
                "Shared calendar",
                getattr(product, "product", product),
            )
        elif product is not None:
            sheet.row(f"governance.tools.{key}", sheet.name(key), product)
    return sheet


def _items(value: Any) -> list[tuple[str, Any]]:
    if value is None:
        return []
    if isinstance(value, dict):
        return list(value.items())
    extra = getattr(value, "__pydantic_extra__", None) or {}
    fields = {name: getattr(value, name) for name in type(value).model_fields}
    return [*fields.items(), *extra.items()]


def milestones(sheet: Sheet) -> Sheet:
    """One row a milestone of the transition."""
    sheet.head(
        "Milestones",
        ("Milestone", 1.4),
        ("Due", 1.2),
        ("Owner", 1.4),
        ("Test", 2.4),
        ("Payment", 1.2, "right"),
    )
    for key, one in sheet.mapping("transition.milestones").items():
        path = f"transition.milestones.{key}"
        title = one.title or sheet.name(key)
        sheet.row(path, title, one.due, one.owner, one.test, sheet.money(one.pays))
    return sheet


def training(sheet: Sheet) -> Sheet:
    """One row a course."""
    sheet.head(
        "Training",
        ("Course", 1.8),
        ("Form", 1.3),
        ("People", 1.5),
        ("Hours each", 0.8, "right"),
        ("Pass mark", 0.8, "right"),
        ("Paid by", 1.0),
    )
    for index, one in enumerate(sheet.listing("transition.training")):
        people = f"{sheet.text(one.trainees)} trainees" if one.trainees else None
        if one.trainers:
            people = (
                f"{sheet.text(one.trainers)} trainers, {people}"
                if people
                else f"{one.trainers} trainers"
            )
        sheet.row(
            f"transition.training.{index}",
            one.course,
            _form(sheet, one),
            people,
            one.hours,
            one.pass_mark,
            sheet.party(one.paid_by),
        )
    return sheet


def _form(sheet: Sheet, course: Any) -> str:
    again = getattr(course, "repeat", None)
    form = sheet.text(course.mode)
    return f"{form}, repeated every {sheet.text(again).removeprefix('1 ')}" if again else form


def licences(sheet: Sheet) -> Sheet:
    """One row a licence."""
    sheet.head(
        "Licences",
        ("Tool", 1.4),
        ("Product", 2.4),
        ("Seats", 0.8, "right"),
        ("Held by", 1.2),
        ("Cost borne by", 1.2),
    )
    for index, one in enumerate(sheet.listing("transition.licences")):
        sheet.row(
            f"transition.licences.{index}",
            sheet.name(str(one.tool)),
            one.product,
            one.seats,
            sheet.party(one.held_by),
            sheet.party(one.paid_by or one.held_by),
        )
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "parties": parties,
    "roles": roles,
    "key_personnel": key_personnel,
    "meetings": meetings,
    "escalation": escalation,
    "reports": reports,
    "tools": tools,
    "milestones": milestones,
    "training": training,
    "licences": licences,
}
