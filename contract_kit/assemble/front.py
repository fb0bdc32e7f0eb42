"""What stands around the clauses: cover, key terms, definitions, signatures, and the last page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contract_kit.assemble import attaching, house, short_front
from contract_kit.assemble.assumed import unconfirmed
from contract_kit.assemble.builder import Builder
from contract_kit.assemble.numbering import DEFINITIONS_ANCHOR
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.document import (
    Block,
    Cover,
    Definition,
    Inline,
    Origin,
    Paragraph,
    Party,
    Run,
    Section,
    Table,
)
from contract_kit.library import is_given
from contract_kit.quantities import Money
from contract_kit.spec import id_of

NOTICE = "Draft for review. This document is not legal advice and binds nobody until it is signed."


def cover(builder: Builder, *, draft: bool) -> Cover:
    """The cover page's data."""
    get = builder.facts
    effective = get("contract.effective_date")
    date = f"Effective date: {builder.printer.text(effective)}" if effective else ""
    agreement: Any = get("contract.attaches_to") if builder.alone else None
    if agreement:
        date = f"Attached to: {attaching.agreement_line(builder, agreement)}. {date}"
    return Cover(str(get("contract.id") or ""), date, parties(builder), NOTICE if draft else "")


def parties(builder: Builder) -> tuple[Party, ...]:
    """Customer and provider as the spec names them."""
    from contract_kit.assemble.tables.delivery import country  # noqa: PLC0415 - babel only when printing

    sheet = Sheet(builder.facts, builder.printer, Origin())
    made = []
    for role in ("customer", "provider"):
        party: Any = builder.facts(f"parties.{role}")
        if party is None:
            continue
        made.append(
            Party(
                role.capitalize(),
                str(party.name),
                f"Registered number {party.number}" if party.number else "",
                str(party.address or ""),
                country(sheet, party.country),
            )
        )
    return tuple(made)


def key_terms(builder: Builder) -> Section:
    """One table of parties, dates, money and caps, each with the clause that holds it."""
    sheet = Sheet(builder.facts, builder.printer, Origin("key_terms"))
    sheet.head("", ("Term", 2.0), ("What is agreed", 2.8), ("See", 1.8))
    for path, title, value, clause in _key_terms(builder, sheet):
        if title in short_front.SAID_BELOW and builder.facts("contract.form") == "short":
            continue
        if (is_given(value) or value == 0) and attaching.belongs(builder, path, clause):
            sheet.row(path, title, value, "")
            _point(builder, sheet, clause)
    table = sheet.table()
    return Section(
        "Key terms", kind="key_terms", blocks=(table,) if table else (), anchor="key_terms"
    )


def _point(builder: Builder, sheet: Sheet, clause: str) -> None:
    """Put the reference into the last cell of the row just made."""
    place = builder.alone.target(clause) if builder.alone else clause
    runs: tuple[Inline, ...] = builder.numbering.reference(place, "main") if clause else ()
    sheet.finish(runs or (Run("–"),))


# spec path, what is printed, figure, clause
_MONEY = (
    ("pricing.expected_monthly", "Monthly Charges (expected)", "monthly_charges", "fee.charges"),
    ("pricing.expected_monthly", "Annual Charges (expected)", "annual_charges", "fee.charges"),
    ("pricing.charges", "Transition Charge", "transition_charge", "trn.milestones"),
    ("pricing.minimum_monthly", "Minimum Charges a month", "minimum_monthly", "fee.minimum"),
    ("service_levels.credits.at_risk", "At-Risk Amount a month", "at_risk", "sla.credits"),
    (
        "service_levels.credits.monthly_cap",
        "Monthly cap on Service Credits",
        "monthly_cap",
        "sla.caps",
    ),
    ("service_levels.bonuses.cap", "Cap on bonuses a month", "bonus_cap", "sla.bonus"),
    ("risk.liability_cap", "Liability cap {cap_period}", "liability_cap", "rsk.cap"),
)
_CAP_PERIODS = {"term": "over the Term", "event": "for each event"}
_BREACH = "data_protection.breach_notice"
_CONVENIENCE = "term.convenience.notice"


def _key_terms(builder: Builder, sheet: Sheet) -> list[tuple[str, str, Any, str]]:
    return [*_who_and_when(builder, sheet), *_money_rows(builder, sheet), *_rights(builder, sheet)]


def _who_and_when(builder: Builder, sheet: Sheet) -> list[tuple[str, str, Any, str]]:
    get = builder.facts
    names = [f"{party.name} ({party.country}), the {party.role}" for party in parties(builder)]
    services = [sheet.name(key) for key in sheet.mapping("scope.processes")]
    places = [sheet.name(key) for key in sheet.mapping("sites")]
    effective, attached = "contract.effective_date", "contract.attaches_to"
    start = "att.start" if builder.selection.has("att.start") else "term.initial"
    agreement: Any = get(attached) if builder.alone else None
    return [
        ("parties.customer", "Customer", names[0] if names else None, ""),
        ("parties.provider", "Provider", names[1] if len(names) > 1 else None, ""),
        (
            attached,
            "Attached to",
            attaching.agreement_line(builder, agreement) if agreement else None,
            "att.agreement",
        ),
        (effective, "Effective Date", get(effective), start),
        ("term.initial", "Initial Term", get("term.initial"), "term.initial"),
        ("term.renewal", "Renewal", _renewal(builder), "term.renewal"),
        ("scope.processes", "Services", services, "svc.scope"),
        ("sites", "Sites", places, "svc.sites"),
        ("contract.industries", "Industries", get("contract.industries"), ""),
        ("transition.go_live", "Go-live", get("transition.go_live"), "trn.plan"),
    ]


def _money_rows(builder: Builder, sheet: Sheet) -> list[tuple[str, str, Any, str]]:
    amounts = ((*row, builder.facts(f"figures.{row[2]}")) for row in _MONEY)
    period = _CAP_PERIODS.get(str(builder.facts("risk.cap_period")), "in a Contract Year")
    return [
        (
            path,
            title.format(cap_period=period),
            None if amount is None else sheet.money(amount),
            clause,
        )
        for path, title, _, clause, amount in amounts
    ]


def _rights(builder: Builder, sheet: Sheet) -> list[tuple[str, str, Any, str]]:
    get = builder.facts
    cap = get("risk.data_super_cap")
    covered = "data protection" if get("data_protection.personal_data") else "security"
    shown = sheet.money(cap) if isinstance(cap, (Money, Decimal)) else cap
    return [
        ("risk.data_super_cap", f"Liability cap for {covered}", shown, "rsk.cap"),
        ("pricing.invoicing.due", "Payment", _payment(builder), "fee.invoice"),
        (_BREACH, "Notice of a Personal Data Breach", get(_BREACH), "dp.breach"),
        (
            _CONVENIENCE,
            "Notice to terminate for convenience",
            _leaving(builder),
            "end.convenience",
        ),
        ("contract.governing_law", "Governing law", get("contract.governing_law"), "gen.law"),
    ]


def _leaving(builder: Builder) -> str | None:
    """The notice of a party that leaves for convenience, and of the provider where it is longer."""
    notice: Any = builder.facts(_CONVENIENCE)
    own: Any = builder.facts("term.convenience.provider_notice")
    if notice is None:
        return None
    said = builder.printer.text(notice)
    return f"{said}; by the Provider {builder.printer.text(own)}" if own is not None else said


def _payment(builder: Builder) -> str | None:
    due: Any = builder.facts("pricing.invoicing.due")
    wording = {one.id: one.figures for one in builder.selection.chosen}.get("fee.invoice")
    after = "the date of the invoice" if wording == "provider" else "receipt of the invoice"
    return f"{builder.printer.text(due)} after {after}" if due is not None else None


def assumptions(builder: Builder) -> Section | None:
    """What the draft takes for granted where the spec is silent; left out of a clean copy."""
    from contract_kit.assemble.tables.levels import assumed  # noqa: PLC0415 - tables load on demand

    sheet = Sheet(builder.facts, builder.printer, Origin("assumptions"))
    sheet.head("", ("Assumed in this draft", 2.4), ("Id", 3.2))
    table = assumed(sheet, unconfirmed(builder)).table()
    lead = "The specification does not settle these points. Confirm them by id or change them."
    blocks = (
        *_noted(lead, table),
        *_supplied(builder),
        *_confirmed(builder),
        *_departures(builder),
        *_left_out(builder),
        *attaching.relied(builder),
    )
    if not blocks:
        return None
    title = "Assumptions in this draft"
    return Section(title, kind="key_terms", blocks=blocks, anchor="assumptions")


def _supplied(builder: Builder) -> tuple[Block, ...]:
    """The figures of the library that stand in brackets, one row a clause."""
    sheet = Sheet(builder.facts, builder.printer, Origin("assumptions"))
    sheet.head("", ("Figures in brackets, by id", 4.2), ("See", 1.4))
    rows: dict[str, list[str]] = {}
    for one in builder.figures.open():
        rows.setdefault(one.clause, []).append(id_of(one.path, one.notation))
    for clause, texts in rows.items():
        known = builder.library.clauses.get(clause)
        title = known.front.title if known else "Definitions"
        sheet.row("", f"{title}: {'; '.join(texts)}", "")
        _point(builder, sheet, clause)
    lead = "The library supplies these figures. Confirm them by id or change them."
    return _noted(lead, sheet.table())


def _confirmed(builder: Builder) -> tuple[Block, ...]:
    """What the spec confirms, by whom and when."""
    sheet = Sheet(builder.facts, builder.printer, Origin("assumptions"))
    sheet.head("", ("Confirmed", 3.2), ("By", 1.4), ("On", 1.0))
    for one in builder.facts.contract.accepted:
        sheet.row(one.place, one.id, one.by, one.on)
    return _noted("These assumptions were confirmed.", sheet.table())


def _departures(builder: Builder) -> tuple[Block, ...]:
    """The house positions that the spec replaces."""
    sheet = Sheet(builder.facts, builder.printer, Origin("assumptions"))
    sheet.head("", ("Position", 2.2), ("House position", 1.7), ("This contract", 1.7))
    for one in builder.facts.contract.departures:
        sheet.row("", one.path, house.shown(one.house), house.shown(one.own))
    lead = "The specification departs from these house positions. Check each of them."
    return _noted(lead, sheet.table())


def _left_out(builder: Builder) -> tuple[Block, ...]:
    """The clauses that the spec excludes, of which the contract prints nothing."""
    sheet = Sheet(builder.facts, builder.printer, Origin("assumptions"))
    sheet.head("", ("Clause", 2.2), ("Reason", 2.2), ("Approved by", 1.2))
    for one in builder.selection.left_out:
        override: Any = (builder.facts.contract.get("clauses") or {}).get(one.id)
        why = override.exclude if isinstance(override.exclude, str) else "none given"
        title = f"{one.front.title} ({one.id})"
        sheet.row(f"clauses.{one.id}", title, why, override.approved_by or "–")
    lead = "The specification leaves these clauses out, which this contract would have otherwise."
    return _noted(lead, sheet.table())


def _noted(lead: str, table: Table | None) -> tuple[Block, ...]:
    return (Paragraph((Run(lead),)), table) if table else ()


def _renewal(builder: Builder) -> str | None:
    renewal: Any = builder.facts("term.renewal")
    if renewal is None:
        return None
    text = builder.printer.text
    kinds = {
        "auto": "automatic",
        "option": "at the option of {}",
        "evergreen": "until terminated",
        "none": "none",
    }
    by = {"both": "either party", "provider": "the Provider"}.get(renewal.by, "the Customer")
    kind = kinds.get(str(renewal.kind), str(renewal.kind)).format(by)
    length = f", {text(renewal.length)} each" if renewal.length else ""
    times = f", at most {text(renewal.max)} times" if renewal.max else ""
    notice = f", on {builder.printer.possessive(renewal.notice)} notice" if renewal.notice else ""
    return f"{kind}{length}{times}{notice}"


def definitions_section(definitions: tuple[Definition, ...]) -> Section:
    """The Definitions at the back."""
    blocks = tuple(
        Paragraph(
            (Run(one.term, bold=True), Run(" means "), *one.runs),
            style="definition",
            origin=one.origin,
        )
        for one in definitions
    )
    return Section("Definitions", kind="definitions", blocks=blocks, anchor=DEFINITIONS_ANCHOR)


def colophon(builder: Builder, version: str) -> Section:
    """Small print on the last page: what this document was built from."""
    clauses = "; ".join(
        f"{one.id} {one.clause.front.version} {one.variant}" for one in builder.selection.chosen
    )
    house = builder.facts("contract.house")
    lines = (
        *([f"House positions: {house}."] if house else []),
        f"Spec {builder.facts('contract.id')}, SHA-256 {builder.facts.contract.hash}.",
        f"Built with contract_kit {version}. Clauses (id, version, wording): {clauses}.",
    )
    blocks = tuple(Paragraph((Run(line),), style="note") for line in lines)
    return Section("About this document", kind="colophon", blocks=blocks, anchor="colophon")
