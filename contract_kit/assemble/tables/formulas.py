"""Tables of computed charges: what is measured, what is looked up, and a worked example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from contract_kit.assemble.tables.sheet import Sheet
from contract_kit.expressions import literal, parse
from contract_kit.expressions.tree import Literal
from contract_kit.settle.computed import worked_examples
from contract_kit.spec.formulas import formula_of

if TYPE_CHECKING:
    from contract_kit.spec.formulas import Compiled


def _computed(sheet: Sheet) -> Iterator[tuple[str, Any, Compiled]]:
    """The path, the charge and the formula of each computed charge."""
    for key, charge in sheet.mapping("pricing.charges").items():
        ready = formula_of(sheet.facts.contract, key)
        if ready is not None and not ready.faults:
            yield key, charge, ready


def inputs(sheet: Sheet) -> Sheet:
    """One row an input."""
    sheet.head(
        "What is measured for computed charges",
        ("Charge", 1.5),
        ("Measured", 2.6),
        ("Unit", 1.6),
        ("For each", 1.0),
    )
    for key, charge, ready in _computed(sheet):
        for name, one in charge.formula.inputs.items():
            each = ready.words.event if one.each == "event" else "month"
            unit = one.unit or "number"
            if one.one_of:
                unit = f"one of {sheet.text([f'“{word}”' for word in one.one_of])}"
            path = f"pricing.charges.{key}.formula.inputs.{name}"
            sheet.row(path, charge.title or sheet.name(key), one.title, unit, each)
    return sheet


def tables(sheet: Sheet) -> Sheet:
    """One row a row of a table to look values up in."""
    sheet.head(
        "Tables of computed charges",
        ("Charge", 1.5),
        ("Table", 1.6),
        ("For", 2.2),
        ("Value", 1.4, "right"),
    )
    for key, charge, ready in _computed(sheet):
        for name, table in charge.formula.tables.items():
            before = ""
            for index, row in enumerate(table.rows):
                upper = _written(sheet, row.up_to) if row.up_to is not None else ""
                case = f"“{row.for_}”" if row.for_ is not None else _band(before, upper)
                path = f"pricing.charges.{key}.formula.tables.{name}.rows.{index}"
                title = ready.words.title(name)
                value = _written(sheet, row.value)
                sheet.row(path, charge.title or sheet.name(key), title, case, value)
                before = upper
    return sheet


def _band(before: str, upper: str) -> str:
    """A band by its edges: `above 10 and up to 20`."""
    parts = [f"above {before}" if before else "", f"up to {upper}" if upper else ""]
    return " and ".join(filter(None, parts)) or "any value"


def _written(sheet: Sheet, text: str) -> str:
    node = parse(text)
    assert isinstance(node, Literal)
    return literal(node, sheet.printer.locale)


def examples(sheet: Sheet) -> Sheet:
    """A computed charge from its example, step by step, by the code that settles it."""
    sheet.head("Worked example", ("Charge", 1.5), ("Step", 2.4), ("Value", 2.6, "right"))
    for one in worked_examples(sheet.facts.contract):
        charge = sheet.mapping("pricing.charges")[one.charge]
        title = charge.title or sheet.name(one.charge)
        path = f"pricing.charges.{one.charge}.formula.example"
        for step in (*one.inputs, *one.steps):
            sheet.row(path, title, step.title, step.text)
        sheet.row(path, title, "Charge of the month", sheet.money(one.price), bold=True)
    return sheet


BUILDERS: dict[str, Callable[[Sheet], Sheet]] = {
    "formula_inputs": inputs,
    "formula_tables": tables,
    "formula_examples": examples,
}
