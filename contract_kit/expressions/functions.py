"""What each function of the language takes and gives: kinds and measures."""

from __future__ import annotations

from contract_kit.expressions.kinds import (
    QUANTITIES,
    UNKNOWN,
    ZERO,
    Kind,
    Measure,
    same,
)
from contract_kit.expressions.parsing import LOOK_BACK
from contract_kit.expressions.scope import Scope
from contract_kit.expressions.tree import Call, Literal


def kind_of_call(node: Call, kinds: list[Kind]) -> tuple[Kind, str]:
    """The kind of what a function gives for values of these kinds, and what is wrong with them."""
    kind: Kind | None = kinds[0]
    for other in kinds[1:]:
        kind = None if kind is None else same(kind, other)
    if kind is None:
        said = " and ".join(dict.fromkeys(map(str, kinds)))
        return UNKNOWN, f"{node.name} is given {said}; expected one kind; correct the values"
    if kind == UNKNOWN:
        return UNKNOWN, ""
    if kind.name not in QUANTITIES:
        return UNKNOWN, f"{node.name} is given {kind}; expected quantities; correct the values"
    step = node.given[-1]
    if node.name.startswith("round") and isinstance(step, Literal) and step.kind == ZERO:
        return UNKNOWN, f"{node.name} has the step 0; expected one above 0; write 1 or 0.01"
    return kind, ""


def measure_of_call(node: Call, measure: Measure, scope: Scope) -> tuple[Measure, str]:
    """For what a function's value is found, given for what its values are; and what is wrong."""
    if node.name == "total":
        fits = measure > Measure.MONTH
        return Measure.MONTH, "" if fits else _nothing_to_add(node.name, "event or day", scope)
    if node.name == "day_total":
        fits = measure is Measure.EVENT
        return Measure.DAY, "" if fits else _nothing_to_add(node.name, "event", scope)
    if node.name == "balance" and not isinstance(node.given[0], Literal):
        said = "balance starts at what is found; expected one value"
        return Measure.MONTH, f"{said}; write for example 30000"
    if node.name in LOOK_BACK:
        said = f"{node.name} is given a value of each event or day; expected one for the month"
        fits = measure <= Measure.MONTH
        return Measure.MONTH, "" if fits else f"{said}; add them up with total(…)"
    return measure, ""


def _nothing_to_add(name: str, each: str, scope: Scope) -> str:
    if scope.has_events:
        said = f"{name} is given a value that is not one for each {each}"
        return f"{said}; expected one that is; leave {name} out, or multiply by events"
    return (
        f"{name} adds up over events, and no input is measured for each event; expected one;"
        " give an input each: event"
    )
