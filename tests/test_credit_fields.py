"""No field of service levels is silent: changed, it changes the words of a clause or is refused."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from contract_kit.errors import SpecError
from contract_kit.spec.contract import Contract
from contract_kit.spec.kinds import METRIC_KINDS
from contract_kit.spec.vocabulary.shape import below, words_of
from tests.conftest import SEED, STANCES, loaded
from tests.credit_specs import METHODS, spec, words

SHARE = 0.06
"""Part of the fields of a kind and method that a plain run changes; a slow one changes all."""
PAIRS = [(kind, method) for kind in METRIC_KINDS for method in METHODS]
Path = tuple[str | int, ...]


def leaves(node: Any, path: Path = ()) -> Iterator[Path]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from leaves(value, (*path, key))
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from leaves(value, (*path, place))
    else:
        yield path


def at(data: Any, path: Path) -> Any:
    for key in path:
        data = data[key]
    return data


def others(path: Path, value: Any) -> list[Any]:
    """Other values of a field: each other word, the other truth, a number or a day more."""
    kind: Any = Contract
    for key in path:
        kind = below(kind, key) if kind is not None else None
    listed = words_of(kind) if kind is not None else []
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, str) and listed:
        return [word for word in listed if word != value]
    if isinstance(value, int):
        return [value + 1]
    return [_moved(str(value))]


def _moved(text: str) -> str:
    if re.match(r"\d{4}-", text):
        return "2027-03-01"
    if text in ("office", "plant"):
        return "plant" if text == "office" else "office"
    found = re.search(r"\d+(?:\.\d+)?", text)
    if found is None:
        return f"{text} more"
    number = found.group()
    moved = str(int(number) + 1) if number.isdigit() else f"{float(number) + 0.25}"
    return text[: found.start()] + moved + text[found.end() :]


def silent(kind: str, method: str, stance: str, share: float) -> list[str]:
    """The fields that say nothing when they are changed."""
    data = spec(kind, method)
    before, found = words(loaded(data), stance), []
    draw = Random(f"{SEED} {kind} {method} {stance}")
    for path in leaves(data["service_levels"], ("service_levels",)):
        for value in others(path, at(data, path)):
            if draw.random() > share:
                continue
            edited = copy.deepcopy(data)
            at(edited, path[:-1])[path[-1]] = value
            try:
                after = words(loaded(edited), stance)
            except SpecError:
                continue
            if after == before:
                found.append(f"{'.'.join(map(str, path))}: {value}")
    return found


@pytest.mark.parametrize(("kind", "method"), PAIRS[::5])
def test_no_field_is_silent(kind: str, method: str) -> None:
    assert silent(kind, method, "balanced", SHARE) == []


@pytest.mark.slow
@pytest.mark.parametrize(("place", "kind", "method"), [(i, *one) for i, one in enumerate(PAIRS)])
def test_no_field_of_any_kind_and_method_is_silent(place: int, kind: str, method: str) -> None:
    """Every pair in one of the stances, another one with each seed."""
    assert silent(kind, method, STANCES[(place + SEED) % len(STANCES)], 1.0) == []
