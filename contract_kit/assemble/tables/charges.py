"""Tables on prices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.assemble.values import sentence_case
from contract_kit.quantities import Money
from contract_kit.settle.charges import ONE_OFF, volume_of

_UNITS = {
    "per_hour": "productive hour",
    "per_fte": "full-time equivalent a month",
    "per_seat": "seat a month",
    "per_lot": "lot",
}


def _unit(sheet: Sheet, charge: Any) -> str:
    basis = str(charge.basis)
    process = sheet.mapping("scope.processes").get(str(getattr(charge, "process", "") or ""))
    volume = process.volume if process is not None else None
    if basis == "per_unit" and volume is not None:
        return str(sheet.text(volume.unit))
    return _UNITS.get(basis, sheet.printer.label(basis))


def _price(sheet: Sheet, charge: Any) -> str:
    """A charge's price in words and figures."""
    for name in ("rate", "amount", "total"):
        value = getattr(charge, name, None)
        if value is not None:
            return sheet.text(value) if not _plain(value) else rate(sheet, value)
    if getattr(charge, "tiers", None):
        return "by volume, see below"
    percent = getattr(charge, "percent", None) or getattr(charge, "margin", None)
    return sheet.text(percent) if percent is not None else "as described"


def _plain(value: Any) -> bool:
    return isinstance(value, Money) or not hasattr(value, "__dataclass_fields__")


def rate(sheet: Sheet, value: Any) -> str:
    """A unit price with all its decimals: GBP 0.305."""
    amount = value.amount if isinstance(value, Money) else value
    exponent = amount.as_tuple().exponent if hasattr(amount, "as_tuple") else 0
    if isinstance(exponent, int) and exponent < -2:
        return f"{sheet.printer.currency} {amount:,}"
    return sheet.money(value)


def charges(sheet: Sheet) -> Sheet:
    """One row a charge, with what it comes to at the expected volume."""
    sheet.head(
        "Charges",
        ("Charge", 1.4),
        ("Basis", 1.4),
        ("Price", 1.5, "right"),
        ("Expected volume a month", 1.3, "right"),
        ("Expected a month", 1.5, "right"),
    )
    for key, charge in sheet.mapping("pricing.charges").items():
        due = sheet.get(f"figures.charges.{key}")
        volume = volume_of(sheet.facts.contract, charge)
        covers = getattr(charge, "covers", None)
        name = sheet.name(key)
        if covers:
            name = f"{name} (covers {sheet.text([sheet.name(one).lower() for one in covers])})"
        is_once = str(charge.basis) in ONE_OFF
        per = getattr(charge, "per", None)
        basis = f"fixed, a {per}" if str(charge.basis) == "fixed" and per else f"per {_unit(sheet, charge)}"
        sheet.row(
            f"pricing.charges.{key}",
            name,
            "paid once, on milestones" if is_once else basis if str(charge.basis) in _PER else _basis(sheet, charge),
            _price(sheet, charge),
            None if is_once or str(charge.basis) == "fixed" else volume,
            "–" if is_once else sheet.money(due),
        )
    total = sheet.get("figures.monthly_charges")
    sheet.row("pricing.expected_monthly", "Expected Monthly Charges", "", "", "", sheet.money(total), bold=True)
    return sheet


_PER = {"fixed", "per_unit", "per_hour", "per_fte", "per_seat", "per_lot"}


def _basis(sheet: Sheet, charge: Any) -> str:
    return str(sheet.printer.label(str(charge.basis)))


def bands(sheet: Sheet) -> Sheet:
    """One row a volume band."""
    sheet.head(
        "Volume bands", ("Charge", 1.5), ("From", 1.2, "right"), ("Up to", 1.2, "right"), ("Price a unit", 1.4, "right")
    )
    for key, charge in sheet.mapping("pricing.charges").items():
        low = None
        for index, tier in enumerate(getattr(charge, "tiers", None) or ()):
            upper = sheet.text(tier.up_to) if tier.up_to is not None else "no limit"
            start = "0" if low is None else f"above {sheet.text(low)}"
            value = getattr(tier, "rate", None)
            shown = rate(sheet, value) if value is not None else sheet.text(getattr(tier, "percent", None))
            sheet.row(f"pricing.charges.{key}.tiers[{index}]", sheet.name(key), start, upper, shown)
            low = tier.up_to
    return sheet


_ITEMS = {
    "currency": "Currency movements",
    "software_licences": "Software licences",
    "extra_training": "Extra training",
    "attrition_backfill": "Replacing leavers",
    "recruitment": "Recruitment",
    "facilities_equipment": "Facilities and equipment",
    "telecoms": "Telecommunications",
    "travel": "Travel",
    "overtime_holidays": "Overtime and holiday work",
    "data_migration": "Data migration",
    "taxes": "Taxes",
    "exit_services": "Exit services",
}


def cost_register(sheet: Sheet) -> Sheet:
    """One row a cost item, answered by the spec or open."""
    sheet.head("Cost register", ("Cost item", 1.6), ("Who bears it", 1.6), ("Terms", 3.0))
    register = sheet.get("pricing.cost_register")
    for key, title in _ITEMS.items() if register is not None else ():
        value = sheet.get(f"pricing.cost_register.{key}")
        bearer, terms = _answer(sheet, value)
        sheet.row(f"pricing.cost_register.{key}", title, bearer, terms)
    return sheet


def _answer(sheet: Sheet, value: Any) -> tuple[str, str]:
    if value is None:
        return "[to be agreed]", "–"
    if isinstance(value, str):
        if value == "included":
            return "Provider", "included in the Charges"
        return ("See Terms", "as the terms on currency say") if value == "fx_clause" else (sheet.text(value), "–")
    given = {name: one for name, one in _fields(value).items() if one is not None}
    bearer = given.pop("paid_by", None)
    terms = "; ".join(_term(sheet, name, one) for name, one in given.items())
    return sentence_case(str(bearer)) if bearer else "As stated", sentence_case(terms) or "–"


def _fields(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return dict(value)
    extra = getattr(value, "__pydantic_extra__", None) or {}
    return {**{name: getattr(value, name) for name in type(value).model_fields}, **extra}


_TERMS = {
    "pre_approval": "with prior approval",
    "rate_card": "at the rate card",
    "included_up_to": "{} included",
    "annual_cap": "at most {} a year",
    "uplift": "uplift of {}",
    "except_": "except {}",
    "except": "except {}",
    "items": "for {}",
    "rate": "at {}",
    "first": "first {}",
    "vat": "VAT {}",
    "withholding": "withholding tax borne by the {}",
}


def _term(sheet: Sheet, name: str, value: Any) -> str:
    if value is True:
        return _TERMS.get(name, sheet.printer.label(name))
    if value is False:
        return f"no {sheet.printer.label(name)}"
    shown = sheet.money(value) if name == "annual_cap" else sheet.text(value)
    return _TERMS[name].format(shown) if "{}" in _TERMS.get(name, "") else f"{name.replace('_', ' ')}: {shown}"


def rate_card(sheet: Sheet) -> Sheet:
    """One row a rate for work outside the charges."""
    sheet.head("Rate card", ("Work", 3.0), ("Rate", 2.0, "right"))
    for key, value in sheet.mapping("pricing.rate_card").items():
        sheet.row(f"pricing.rate_card.{key}", sheet.name(key), value)
    return sheet


def liability(sheet: Sheet) -> Sheet:
    """One row a limit of liability."""
    sheet.head("Limits of liability", ("Limit", 3.0), ("Amount", 2.0, "right"))
    cap = sheet.get("figures.liability_cap")
    if cap is not None:
        sheet.row("risk.liability_cap", "General cap", sheet.money(cap))
    super_cap = sheet.get("risk.data_super_cap")
    if super_cap is not None:
        shown = sheet.money(super_cap) if _plain(super_cap) else sheet.text(super_cap)
        sheet.row("risk.data_super_cap", "Data protection and confidentiality", shown)
    return sheet


def insurance(sheet: Sheet) -> Sheet:
    """One row a policy."""
    sheet.head("Insurance", ("Policy", 3.0), ("Cover at least", 2.0, "right"))
    for index, one in enumerate(sheet.listing("risk.insurance")):
        shown = sheet.money(one.amount) if _plain(one.amount) else sheet.text(one.amount)
        sheet.row(f"risk.insurance[{index}]", sheet.name(str(one.type)), shown)
    return sheet


def exit_fee(sheet: Sheet) -> Sheet:
    """One row a contract year of an exit fee that falls by year."""
    sheet.head("Exit fee", ("Terminated in", 3.0), ("Fee", 2.0, "right"))
    years = sheet.get("term.convenience.fee.by_year") or sheet.get("term.convenience.fee.years") or ()
    for index, value in enumerate(years):
        sheet.row(f"term.convenience.fee.by_year[{index}]", f"contract year {index + 1}", value)
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "charges": charges,
    "bands": bands,
    "cost_register": cost_register,
    "rate_card": rate_card,
    "liability": liability,
    "insurance": insurance,
    "exit_fee": exit_fee,
}
