"""Nothing lies below zero but what may fall; what lasts or is counted is more than nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from contract_kit.errors import SpecError
from contract_kit.spec.rules.signs import may_fall
from tests.fields import walk
from tests.fields.contexts import Context
from tests.fields.leaves import Leaf
from tests.fields.reading import Reader, contract
from tests.fields.settling import SECTIONS, amounts
from tests.pricing_leaves import built, every_spec, leaves, with_value

NUMBER = re.compile(r"\d+(\.\d+)?( (percent|hours?|minutes|days|months?|per month).*)?", re.ASCII)
FREE = {"items", "title", "unit", "note", "first"}
NO_SIGN = ("read_text", "read_date", "read_hours", "read_clock", "read_zone", "read_tag")
"""Readers whose figures are no numbers."""
PARTS = 6
LEVELS = re.compile(r"\.(ramp|severities|awards)\b|\.(target|minimum|worked_example)$")
"""Levels, of which some kinds of metric have negative ones."""


@pytest.mark.parametrize("name", [name for name, _ in every_spec()])
def test_a_figure_of_pricing_is_not_below_zero(name: str) -> None:
    data = dict(every_spec())[name]
    for path, value in leaves(data["pricing"], ("pricing",)):
        plain = NUMBER.fullmatch(str(value)) and not isinstance(value, bool)
        written = ".".join(map(str, path))
        if not plain or path[-1] in FREE or may_fall(written):
            continue
        refused = built(with_value(data, path, f"-{value}"))
        assert isinstance(refused, tuple), written


@cache
def numbers() -> list[tuple[Leaf, Context]]:
    """Every field that holds a number, with the first context that it is tried in."""
    found: dict[str, tuple[Leaf, Context]] = {}
    for leaf, context in walk.pairs():
        if leaf.reader and leaf.reader not in NO_SIGN:
            found.setdefault(leaf.path, (leaf, context))
    return [*found.values()]


def given(part: int) -> Iterator[tuple[Leaf, Any, str]]:
    """Fields with their data and the number in their value."""
    for leaf, context in numbers()[part::PARTS]:
        data, read = walk.with_field(leaf, context)
        value = str(walk.spot(data, leaf)) if isinstance(read, Reader) else ""
        if number := re.search(r"(?<![\w-])\d[\d,]*(?:\.\d+)?", value):
            yield leaf, data, number.group()


def tried(data: Any, leaf: Leaf, old: str, new: str) -> Any:
    """The contract with another number in a field; `None` where that is refused."""
    value = str(walk.spot(data, leaf)).replace(old, new, 1)
    try:
        return contract(walk.with_value(data, leaf, value))
    except SpecError:
        return None


@pytest.mark.parametrize("part", range(PARTS))
def test_a_number_of_any_field_is_not_below_zero(part: int) -> None:
    """Of a field that stands with a number the same number with a sign is refused."""
    wrong = [
        leaf.path
        for leaf, data, number in given(part)
        if float(number.replace(",", "")) and not LEVELS.search(leaf.path)
        if not may_fall(leaf.path) and tried(data, leaf, number, f"-{number}") is not None
    ]
    assert wrong == []


@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_in_any_field_is_refused_or_settled(part: int) -> None:
    """A zero is an error of ours nowhere: it is refused, or the months settle with it."""
    for leaf, data, number in given(part):
        made = tried(data, leaf, number, "0")
        if made is not None and leaf.steps[0] in SECTIONS:
            amounts(made)


def test_the_refusal_says_what_to_write() -> None:
    data = dict(every_spec())["percent_of_revenue-0"]
    path = ("pricing", "charges", "help", "rate")
    refused = built(with_value(data, path, "-100 percent"))
    assert any("V71 -100% lies below zero" in one and "computed" in one for one in refused)
