"""The cost register: who bears each cost that commonly arises beside the charges."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from contract_kit.assemble.american import american
from contract_kit.assemble.costs import ITEMS
from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.assemble.values import sentence_case


def cost_register(sheet: Sheet) -> Sheet:
    """One row a cost item that the spec answers; the clause names the others."""
    sheet.head("Cost register", ("Cost item", 1.6), ("Who bears it", 1.6), ("Terms", 3.0))
    for key, item in ITEMS.items():
        title = american(item, sheet.facts.contract)
        value = sheet.get(f"pricing.cost_register.{key}")
        if value is None:
            continue
        bearer, terms = _answer(sheet, value)
        sheet.row(f"pricing.cost_register.{key}", title, bearer, terms)
    return sheet


_ANSWERS = {
    "included": ("Provider", "Included in the Charges"),
    "fx_clause": ("See terms", "As this Schedule says of currency movement"),
    "excluded": ("Customer", "Not included in the Charges"),
    "not_applicable": ("–", "Does not arise"),
    "rate_card": ("Customer", "At the Rate Card"),
}


def _answer(sheet: Sheet, item: Any) -> tuple[str, str]:
    given = {name: one for name, one in _fields(item).items() if one not in (None, ())}
    otherwise = "Customer" if _ON_TOP & set(given) else "See terms"
    bearer, terms = _ANSWERS.get(str(given.pop("answer", "")), (otherwise, ""))
    paid_by = given.pop("paid_by", None)
    said = [terms] if terms else []
    said += [_opening(name, given) + _term(sheet, name, one) for name, one in given.items()]
    who = (
        "Both parties"
        if str(paid_by) == "shared"
        else sentence_case(str(paid_by))
        if paid_by
        else bearer
    )
    return who, sentence_case("; ".join(said)) or "–"


_ON_TOP = {"uplift", "rate_card"}


def _opening(name: str, given: Mapping[str, Any]) -> str:
    """What joins a term to the one it depends on: the price of what is excepted or not free."""
    if name == "rate" and "except_" in given:
        return "those are charged "
    return "then " if name == "rate_card" and "first" in given else ""


def _fields(item: Any) -> dict[str, Any]:
    return {name: getattr(item, name) for name in type(item).model_fields}


_TERMS = {
    "pre_approval": "with prior written approval",
    "rate_card": "at the Rate Card",
    "note": "{}",
    "included_up_to": "up to {} in each Contract Year included in the Charges",
    "annual_cap": "at most {} a year",
    "uplift": "at the usual rate plus {}",
    "except_": "except {}",
    "items": "for {}",
    "rate": "at {}",
    "first": "first {}",
    "vat": "taxes on sales {} in the Charges",
    "withholding": "withholding tax borne by the {}",
}


def _term(sheet: Sheet, name: str, value: Any) -> str:
    if value is True:
        return _TERMS.get(name, sheet.printer.label(name))
    if value is False:
        return f"no {name.replace('_', ' ')}"
    shown = _shown(sheet, name, value)
    return (
        _TERMS[name].format(shown)
        if "{}" in _TERMS.get(name, "")
        else f"{name.replace('_', ' ')}: {shown}"
    )


def _shown(sheet: Sheet, name: str, value: Any) -> str:
    if name == "annual_cap":
        return sheet.money(value)
    if name == "withholding":
        return sheet.party(value)
    shown = sheet.text(value)
    if name == "rate" and shown[:1].isdigit():
        return f"{sheet.printer.currency} {shown}"
    return "not included" if name == "vat" and shown == "excluded" else shown


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {"cost_register": cost_register}
