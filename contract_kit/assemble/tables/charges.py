"""Tables on prices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.assemble.tables.tariff import basis, rate, terms
from contract_kit.quantities import Money
from contract_kit.settle.charges import ONE_OFF, owed_to_customer, recurring, volume_of


def _price(sheet: Sheet, charge: Any) -> str:
    """A charge's price in words and figures."""
    if charge.instalments:
        return sheet.money(sum(one.amount.amount for one in charge.instalments))
    for name in ("rate", "amount", "total"):
        value = getattr(charge, name, None)
        if value is not None:
            return sheet.text(value) if not _plain(value) else rate(sheet, value)
    if getattr(charge, "tiers", None):
        return "by volume band"
    percent = getattr(charge, "percent", None) or getattr(charge, "margin", None)
    return sheet.text(percent) if percent is not None else "as described"


def _plain(value: Any) -> bool:
    return isinstance(value, Money) or not hasattr(value, "__dataclass_fields__")


def charges(sheet: Sheet) -> Sheet:
    """One row a charge, with what it comes to at the expected volume."""
    sheet.head(
        "Charges",
        ("Charge", 1.7),
        ("Basis", 2.4),
        ("Price", 1.3, "right"),
        ("Volume a month", 1.2, "right"),
        ("Expected a month", 1.4, "right"),
    )
    for key, charge in sheet.mapping("pricing.charges").items():
        due = sheet.get(f"figures.charges.{key}")
        is_once = str(charge.basis) in ONE_OFF or owed_to_customer(charge)
        sheet.row(
            f"pricing.charges.{key}",
            _name(sheet, key, charge),
            "; ".join(filter(None, (basis(sheet, charge), terms(sheet, key, charge)))),
            _price(sheet, charge),
            _volume(sheet, charge),
            "–" if is_once else sheet.money(due),
        )
    if not recurring(sheet.facts.contract):
        return sheet
    total = sheet.get("figures.monthly_charges")
    sheet.row(
        "pricing.expected_monthly",
        "Monthly Charges (expected)",
        "",
        "",
        "",
        sheet.money(total),
        bold=True,
    )
    return sheet


_IN_MONEY = {"cost_plus", "percent_of_revenue"}


def _name(sheet: Sheet, key: str, charge: Any) -> str:
    """The charge's name, the process it is for where the name does not say it, what it covers."""
    name = str(charge.title or sheet.name(key))
    process = sheet.name(charge.process) if charge.process else name
    said = [f"for {process.lower()}"] if process != name else []
    if charge.covers:
        said.append(f"covers {sheet.text([sheet.name(one).lower() for one in charge.covers])}")
    return f"{name} ({'; '.join(said)})" if said else name


def _volume(sheet: Sheet, charge: Any) -> Any:
    """The expected volume of what follows one."""
    fixed = str(charge.basis) == "fixed" and charge.baseline is None
    if fixed or str(charge.basis) in {"computed", *ONE_OFF}:
        return None
    volume = volume_of(sheet.facts.contract, charge)
    return sheet.money(volume) if volume is not None and charge.basis in _IN_MONEY else volume


def bands(sheet: Sheet) -> Sheet:
    """One row a volume band."""
    sheet.head(
        "Volume bands",
        ("Charge", 1.5),
        ("From", 1.2, "right"),
        ("Up to", 1.2, "right"),
        ("Price a unit", 1.4, "right"),
    )
    for key, charge in sheet.mapping("pricing.charges").items():
        low = None
        for index, tier in enumerate(getattr(charge, "tiers", None) or ()):
            upper = sheet.text(tier.up_to) if tier.up_to is not None else "no limit"
            start = "0" if low is None else f"above {sheet.text(low)}"
            value = getattr(tier, "rate", None)
            shown = (
                rate(sheet, value)
                if value is not None
                else sheet.text(getattr(tier, "percent", None))
            )
            name = charge.title or sheet.name(key)
            sheet.row(f"pricing.charges.{key}.tiers.{index}", name, start, upper, shown)
            low = tier.up_to
    return sheet


def instalments(sheet: Sheet) -> Sheet:
    """One row a sum that falls due on a day."""
    sheet.head("Instalments", ("Charge", 2.0), ("Due on", 2.0), ("Amount", 2.0, "right"))
    for key, charge in sheet.mapping("pricing.charges").items():
        for index, one in enumerate(charge.instalments):
            path = f"pricing.charges.{key}.instalments.{index}"
            sheet.row(path, charge.title or sheet.name(key), one.due, sheet.money(one.amount))
    return sheet


def minimums(sheet: Sheet) -> Sheet:
    """One row a stretch of months with its minimum."""
    sheet.head("Minimum Charges", ("Months of the Term", 2.0), ("Minimum a month", 2.0, "right"))
    for index, one in enumerate(sheet.listing("pricing.minimum_schedule")):
        end = "the end of the Term" if one.to_month is None else str(one.to_month)
        shown = sheet.money(one.amount) if _plain(one.amount) else sheet.text(one.amount)
        sheet.row(f"pricing.minimum_schedule.{index}", f"{one.from_month} to {end}", shown)
    return sheet


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
        sheet.row(f"risk.insurance.{index}", sheet.name(str(one.type)), shown)
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "charges": charges,
    "bands": bands,
    "instalments": instalments,
    "minimums": minimums,
    "rate_card": rate_card,
    "liability": liability,
    "insurance": insurance,
}
