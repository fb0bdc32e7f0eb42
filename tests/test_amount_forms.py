"""Wherever an amount or a share may stand, each of its forms builds and settles, or is refused."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from contract_kit.assemble import assemble
from contract_kit.errors import SpecError
from contract_kit.quantities import Extremum, Money, Percent
from contract_kit.settle import read_measurements, settle
from contract_kit.spec.tree import plain
from contract_kit.spec.yamltext import read_tree
from tests.conftest import clause_library, loaded
from tests.credit_specs import METHODS, spec

EXAMPLES = Path(__file__).parent.parent / "examples"
FILES = ("support.yaml", "medical.yaml", "mechanisms/d02_two_caps.yaml",
         "mechanisms/d04_monthly_minimum.yaml", "mechanisms/d09_late_delivery.yaml")  # fmt: skip
Steps = tuple[str | int, ...]


@cache
def specs() -> dict[str, Any]:
    """Specs that give as many of these fields as there are."""
    found: dict[str, Any] = {method: spec("turnaround", method) for method in METHODS[::3]}
    for name in FILES:
        source, _ = read_tree((EXAMPLES / name).read_bytes(), name)
        found[name] = plain(source.root)
    return found


def places(thing: object, at: Steps = ()) -> Iterator[tuple[Steps, object]]:
    """Every value of a field that may be the greater or the lesser of several amounts."""
    if isinstance(thing, BaseModel):
        for name, field in type(thing).model_fields.items():
            value = getattr(thing, name)
            step = (*at, field.alias or name)
            if "Extremum" in str(field.annotation) and isinstance(
                value, (Money, Percent, Extremum)
            ):
                yield step, value
            else:
                yield from places(value, step)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from places(value, (*at, key))
    elif isinstance(thing, tuple):
        for index, value in enumerate(thing):
            yield from places(value, (*at, index))


def forms(value: object) -> Iterator[object]:
    """The value in each other form, of the base it has and of none."""
    base = next((part.of for part in getattr(value, "of", ()) if isinstance(part, Percent)), "")
    base = value.of if isinstance(value, Percent) else base
    for share in ("12 percent", *((f"12 percent of {base}",) if base else ())):
        yield share
        yield {"greater_of": ["1234", share]}
        yield {"lesser_of": ["1234", share]}
    yield "1234"


def changed(data: Any, at: Steps, value: object) -> Any:
    """The spec with another value at a place; nothing where a base or a short form gives it."""
    made = copy.deepcopy(data)
    below = made
    for step in at[:-1]:
        below = below[step]
    assert at[-1] in below
    below[at[-1]] = value
    return made


def cases() -> Iterator[tuple[str, Steps, object]]:
    seen = set()
    for name, data in specs().items():
        for at, value in places(loaded(data)):
            for form in forms(value):
                key = (at[-3:], str(form))
                try:
                    changed(data, at, form)
                except (KeyError, IndexError, TypeError, AssertionError):
                    continue
                if key not in seen:
                    seen.add(key)
                    yield name, at, form


@pytest.mark.sampled(6)
@pytest.mark.parametrize(
    ("name", "at", "form"), list(cases()), ids=lambda one: str(one)[-60:]
)  # fmt: skip
def test_each_form_of_an_amount_is_printed_and_settled_or_refused(
    name: str, at: Steps, form: object
) -> None:
    try:
        contract = loaded(changed(specs()[name], at, form))
    except SpecError:
        return
    assert assemble(contract, clause_library())
    levels = contract.service_levels
    metrics = list(levels.metrics)[:1] if levels else []
    month = f"{contract.contract.effective_date:%Y-%m}"
    rows = "".join(f"{metric},{month},50,100\n" for metric in metrics)
    if metrics:
        text = f"metric,period,value,events\n{rows}"
        settle(contract, read_measurements(contract, text.encode(), "m.csv"))
