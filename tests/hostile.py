"""Hostile scalars at every leaf of the vocabulary, found by walking its models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from ruamel.yaml import YAML

from contract_kit.spec.contract import Contract
from contract_kit.spec.vocabulary.shape import fields_of, members
from tests.spec_samples import SUPPORT

Path = tuple[str | int, ...]
SCALARS = (
    "1e999999999",
    "9" * 5000,
    "9" * 18,
    "-1",
    "0",
    "0.000000000001",
    "1e400 percent",
    "999999999999999999 percent of monthly_charges",
    "1000000000000000000000000000000 months",
    "99999999999999999999 months",
    "99999999999999999999 business_days",
    "0 days",
    "99999999999999999999.99999999999999999999 GBP",
    "99999999999999999999 USD",
    "9999-12-31",
    "0001-01-01",
    "10000-01-01",
    "2027-02-29",
    "Bogus/Zone",
    "../../etc/passwd",
    "QQQ",
    "\u00b2",
    "\u0663",
    "NaN",
    "Infinity",
    "true",
    "",
    "~",
    "a\0b",
    "a\ud800b",
    "a\u202eb",
    "a\x1b]0;xb",
    "{{ 9**9 }}",
    "A" * 30_000,
    "{greater_of: [9999999999999999999, 1 percent of annual_charges]}",
)


def leaves(
    annotation: Any = Contract, path: Path = (), above: tuple[Any, ...] = ()
) -> Iterator[Path]:
    """The path of every value that a spec may hold, with the key `x` in maps, once for lists."""
    for member in members(annotation):
        if get_origin(member) is tuple:
            yield from leaves(get_args(member)[0], (*path, 0), above)
        elif get_origin(member) is dict:
            yield from leaves(get_args(member)[1], (*path, "x"), above)
        elif isinstance(member, type) and issubclass(member, BaseModel):
            if member not in above:
                for key, info in fields_of(member).items():
                    yield from leaves(info.annotation, (*path, key), (*above, member))
        else:
            yield path


def every_leaf() -> list[Path]:
    """Each path once, in the vocabulary's order."""
    return list(dict.fromkeys(leaves()))


BASE: dict[str, Any] = YAML(typ="safe").load(SUPPORT)


def spec(path: Path, value: str) -> str:
    """A spec with a value at a path; what stands above it is made where it is missing."""
    return json.dumps(_put(BASE, path, value), default=str)


def _put(held: Any, path: Path, value: str) -> Any:
    if not path:
        return value
    key, *rest = path
    if key == 0:
        known = held if isinstance(held, list) and held else [None]
        return [_put(known[0], tuple(rest), value), *known[1:]]
    data = held if isinstance(held, dict) else {}
    name = next(iter(data)) if key == "x" and data else key
    return {**data, name: _put(data.get(name), tuple(rest), value)}
