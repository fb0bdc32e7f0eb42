"""No price, amount or percentage lies below zero: which way a sum goes is said in words."""

from __future__ import annotations

import re

import pytest

from contract_kit.spec.rules.signs import MAY_FALL
from tests.pricing_leaves import built, every_spec, leaves, with_value

NUMBER = re.compile(r"\d+(\.\d+)?( (percent|hours?|minutes|days|months?|per month).*)?", re.ASCII)
FREE = {"items", "title", "unit", "note", "first"}


@pytest.mark.parametrize("name", [name for name, _ in every_spec()])
def test_a_figure_of_pricing_is_not_below_zero(name: str) -> None:
    data = dict(every_spec())[name]
    for path, value in leaves(data["pricing"], ("pricing",)):
        plain = NUMBER.fullmatch(str(value)) and not isinstance(value, bool)
        written = ".".join(map(str, path))
        if not plain or path[-1] in FREE or any(part in written for part in MAY_FALL):
            continue
        refused = built(with_value(data, path, f"-{value}"))
        assert isinstance(refused, tuple), written


def test_the_refusal_says_what_to_write() -> None:
    data = dict(every_spec())["percent_of_revenue-0"]
    path = ("pricing", "charges", "help", "rate")
    refused = built(with_value(data, path, "-100 percent"))
    assert any("V71 -100% lies below zero" in one and "computed" in one for one in refused)
