"""What many tests share: the examples, loaded and assembled once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

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


@cache
def example(name: str) -> Contract:
    return load(EXAMPLES / f"{name}.yaml")


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
