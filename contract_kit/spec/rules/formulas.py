"""V93 to V95: formulas can be computed, hold nothing idle, and have an example that is right."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from contract_kit.errors import ExpressionError
from contract_kit.expressions import decimal_of
from contract_kit.findings import Finding, Severity
from contract_kit.quantities import Money, minor_units, text
from contract_kit.spec.formula_cases import example_of
from contract_kit.spec.formulas import Compiled, Fault, formula_of
from contract_kit.spec.rules.registry import error, rule, warning

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.formulas import Formula

_READS = ("pricing.charges", "contract.currency", "contract.effective_date")


def _formulas(contract: Contract) -> Iterator[tuple[str, Formula, Compiled]]:
    for name, charge in (contract.pricing.charges if contract.pricing else {}).items():
        ready = formula_of(contract, name)
        if ready is not None and charge.formula is not None:
            yield name, charge.formula, ready


def _located(contract: Contract, code: str, fault: Fault) -> Finding:
    """A finding at its column, or, where the text is folded, with the column in its message."""
    message, path = fault.message, fault.path
    if not message.endswith("?"):
        message += "."
    at = contract.location_in(path, fault.column) if fault.column else contract.location(path)
    if at is None:
        return error(contract, code, path, f"character {fault.column} of the text: {message}")
    return Finding(code, Severity.ERROR, message, at)


@rule("V93", *_READS)
def formulas_can_be_computed(contract: Contract) -> Iterator[Finding]:
    """Find expressions and tables that cannot be read or make no sense."""
    for _, _, ready in _formulas(contract):
        for fault in ready.faults:
            yield _located(contract, "V93", fault)


@rule("V94", *_READS)
def formulas_hold_nothing_idle(contract: Contract) -> Iterator[Finding]:
    """Find inputs, named amounts, tables and rows that no expression uses, and equal titles."""
    for name, formula, ready in _formulas(contract):
        if ready.faults:
            continue
        path = f"pricing.charges.{name}.formula"
        used = ready.checked.used()
        for part in ("inputs", "where", "tables"):
            for one in getattr(formula, part):
                if one not in used:
                    said = f"“{one}” is not used; expected it in an expression"
                    yield error(contract, "V94", f"{path}.{part}.{one}", f"{said}; remove it.")
        yield from _idle_fields(contract, path, formula, ready)
        yield from _titles(contract, path, formula, ready)


def _idle_fields(
    contract: Contract, path: str, formula: Formula, ready: Compiled
) -> Iterator[Finding]:
    yield from _idle_words(contract, path, formula)
    for name, one in formula.inputs.items():
        if one.unit and one.one_of:
            said = "unit is not used with one_of; expected one of them; remove one."
            yield error(contract, "V94", f"{path}.inputs.{name}.unit", said)
        if one.one_of and one.each == "month":
            said = "one_of works with each: event; expected a number for the month; change it."
            yield error(contract, "V94", f"{path}.inputs.{name}.one_of", said)
    charge = path.removesuffix(".formula")
    if contract.get(f"{charge}.unit") and not ready.checked.scope.has_events:
        said = "unit names the event, and no input is measured for each event; remove it."
        yield error(contract, "V94", f"{charge}.unit", said)
    if formula.example.earlier and not ready.looks_back:
        said = "earlier is not used; expected earlier(…) in an expression; remove it."
        yield error(contract, "V94", f"{path}.example.earlier", said)


def _idle_words(contract: Contract, path: str, formula: Formula) -> Iterator[Finding]:
    """Find rows of tables for words that no input can be."""
    known = {word for one in formula.inputs.values() for word in one.one_of}
    for name, table in formula.tables.items():
        for index, row in enumerate(table.rows):
            if row.for_ is not None and row.for_ not in known:
                near = get_close_matches(row.for_, sorted(known), 1)
                mend = f"did you mean “{near[0]}”?" if near else "remove the row."
                said = f"no input can be “{row.for_}”; expected a word of one_of; {mend}"
                yield error(contract, "V94", f"{path}.tables.{name}.rows.{index}.for", said)


def _titles(contract: Contract, path: str, formula: Formula, ready: Compiled) -> Iterator[Finding]:
    """Two things that print the same name, or a name that would end its own quotation."""
    seen: dict[str, str] = {}
    for at, title in _printed(formula, path, ready):
        if set(title) & set("“”"):
            said = f"the name {title[:60]} holds quotation marks; expected none"
            yield error(contract, "V94", at, f"{said}; remove them.")
        if title.casefold() in seen:
            said = f"“{title}” is what “{seen[title.casefold()]}” prints as well"
            yield error(contract, "V94", at, f"{said}; expected two names; rename one.")
        seen.setdefault(title.casefold(), at.rsplit(".", 1)[-1])


def _printed(formula: Formula, path: str, ready: Compiled) -> Iterator[tuple[str, str]]:
    """Every name that stands in quotation marks, and the path that gives it."""
    for part in ("inputs", "where", "tables"):
        for name in getattr(formula, part):
            yield f"{path}.{part}.{name}", ready.words.title(name)
    words = {word: name for name, one in formula.inputs.items() for word in one.one_of}
    yield from ((f"{path}.inputs.{name}.one_of", word) for word, name in words.items())


@rule("V95", *_READS)
def examples_are_complete_and_right(contract: Contract) -> Iterator[Finding]:
    """Find examples that lack a value, cannot be computed, or come to something else."""
    for name, formula, _ in _formulas(contract):
        calculation, faults = example_of(contract, name)
        for fault in faults:
            yield _located(contract, "V95", fault)
        path = f"pricing.charges.{name}.formula.example"
        if calculation is None:
            continue
        try:
            price = calculation.price
        except ExpressionError as problem:
            yield error(contract, "V95", path, f"{problem}; expected values it can be computed"
                        " for; correct the example.")  # fmt: skip
            continue
        yield from _result(contract, path, formula, price)
        if price < 0 and contract.pricing.charges[name].due_to != "either":
            yield error(contract, "V95", path, "the example comes to less than nil; expected 0 or"
                        " more; write max(..., 0), or say with due_to who is owed what lies below"
                        " nil.")  # fmt: skip


@rule("V95", *_READS)
def computed_charges_are_expected(contract: Contract) -> Iterator[Finding]:
    """Find computed charges that the printed sum of the Monthly Charges leaves out."""
    charges = contract.pricing.charges if contract.pricing else {}
    for name, charge in charges.items():
        owed = charge.basis == "computed" and charge.due_to is not None
        if owed and charge.expected is not None:
            said = "expected does nothing in a charge owed to the customer, which is no part of the"
            path = f"pricing.charges.{name}.expected"
            yield error(contract, "V95", path, f"{said} Monthly Charges; it works without due_to;"
                        " remove it.")  # fmt: skip
        unknown = charge.expected is None and charge.due_to is None
        if charge.basis == "computed" and unknown and len(charges) > 1:
            said = f"the Monthly Charges that are printed leave “{name}” out; expected an amount"
            path = f"pricing.charges.{name}"
            yield warning(contract, "V95", path, f"{said}; add expected, or accept it.")


def _result(contract: Contract, path: str, formula: Formula, price: Fraction) -> Iterator[Finding]:
    wanted = formula.example.result
    currency = contract.contract.currency
    found = decimal_of(price, minor_units(currency))[0]
    if wanted is not None and wanted.amount != found:
        shown = text(Money(found, currency))
        said = f"the example comes to {shown}; expected the result {text(wanted)}"
        yield error(contract, "V95", f"{path}.result", f"{said}; correct one of them.")
