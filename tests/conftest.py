"""What many tests share: the examples, loaded and assembled once."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from ruamel.yaml import YAML

from contract_kit import spec
from contract_kit.api import assemble, load
from contract_kit.document import Document
from contract_kit.library import Library, load_library
from contract_kit.library.packs import Pack, load_packs
from contract_kit.resources import bundled
from contract_kit.spec import Contract

settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")  # a machine with other work is no mistake of a test
EXAMPLES = Path(__file__).parents[1] / "examples"
STANCES = ("customer", "balanced", "provider")
SEED = int(os.environ.get("CONTRACT_KIT_SEED", "1"))
"""Which cases are drawn where a plain run tries a part of them."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Of the cases of a test marked `sampled(part)` one in `part` stays, the others are slow."""
    cases = defaultdict(list)
    for item in items:
        if marker := item.get_closest_marker("sampled"):
            cases[item.nodeid.split("[")[0], marker.args[0]].append(item)
    for (name, part), those in cases.items():
        kept = Random(f"{SEED} {name}").sample(those, -(-len(those) // part))
        for item in those:
            if item not in kept:
                item.add_marker(pytest.mark.slow)


@cache
def example(name: str) -> Contract:
    return load(EXAMPLES / f"{name}.yaml")


def data_of(name: str) -> Any:
    """The data of an example, for a test to change."""
    return YAML(typ="safe").load((EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8"))


def loaded(data: Any) -> Contract:
    """The contract of changed data; JSON is YAML, and quick to write."""
    text = json.dumps(data, indent=1, default=str)
    return spec.load(text, name="t.yaml")


@cache
def clause_library() -> Library:
    return load_library()


@cache
def all_packs() -> tuple[Pack, ...]:
    return load_packs(bundled("packs"))


@cache
def assembled(name: str, stance: str = "balanced") -> Document:
    return assemble(example(name), clause_library(), stance=stance)


@pytest.fixture(scope="session")
def support() -> Document:
    return assembled("support")


@pytest.fixture(scope="session")
def minimal() -> Document:
    return assembled("minimal")


@pytest.fixture(scope="session")
def library() -> Library:
    return clause_library()


@pytest.fixture(scope="session")
def packs() -> tuple[Pack, ...]:
    return all_packs()
