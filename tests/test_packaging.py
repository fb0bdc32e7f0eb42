"""What is declared in pyproject.toml, what requirements/dev.txt pins, and what the README says."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PIN = re.compile(r"^(\S+)==(\S+)(?: ; (.+?))? \\\n((?:    --hash=.*\n)+)", re.MULTILINE)


def declared() -> list[Requirement]:
    """The packages that the project, its build and its development ask for."""
    groups = PROJECT["dependency-groups"]
    named = [one["include-group"] for one in groups["dev"] if isinstance(one, dict)]
    wanted = [one for name in named for one in groups[name]]
    wanted += [one for one in groups["dev"] if isinstance(one, str)]
    wanted += PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    return [Requirement(one) for one in wanted]


def pinned(name: str) -> list[Version]:
    """The releases of a package in the lock: one, or one for each range of Pythons."""
    return [Version(found[2]) for found in PIN.finditer(LOCK) if found[1] == name]


@pytest.mark.parametrize("wanted", declared(), ids=str)
def test_the_lock_pins_what_is_declared(wanted: Requirement) -> None:
    releases = pinned(canonicalize_name(wanted.name))
    assert releases, f"{wanted} is not in requirements/dev.txt; run nox -s lock"
    assert all(wanted.specifier.contains(one) for one in releases)


def test_the_lock_holds_pins_with_hashes_alone() -> None:
    kept = PIN.sub("", LOCK)
    assert [line for line in kept.splitlines() if not line.lstrip().startswith("#")] == []
    assert "://" not in LOCK


def test_the_oldest_python_is_the_same_everywhere() -> None:
    allowed = SpecifierSet(PROJECT["project"]["requires-python"])
    found = re.search(r"Python (3\.[\d.]*\d) or newer", README)
    assert found
    assert str(allowed) == f">={found[1]}"
    minor = ".".join(found[1].split(".")[:2])
    assert f"Programming Language :: Python :: {minor}" in PROJECT["project"]["classifiers"]
    assert PROJECT["tool"]["ruff"]["target-version"] == f"py{minor.replace('.', '')}"
