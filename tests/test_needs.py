"""The table of needs: every name in it exists, and each field reaches one of its clauses."""

from __future__ import annotations

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

from contract_kit.document import Cell, Document, Origin, Paragraph, Section
from contract_kit.spec import RULES, Contract
from contract_kit.spec.vocabulary.shape import below, words_of
from tests.conftest import assembled, clause_library, example

ROOT = Path(__file__).parents[1]
_spec = importlib.util.spec_from_file_location("needs", ROOT / "docs" / "needs.py")
assert _spec is not None
assert _spec.loader is not None
TABLE = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(TABLE)
NEEDS = TABLE.needs()
NUMBERS = {f"R{number:02d}" for number in range(1, 60)} - {"R04", "R46", "R55"}


def annotation(path: str) -> object:
    """The type of the vocabulary at a dotted path, `None` if there is none."""
    found: object = Contract
    for key in path.split("."):
        found = below(found, key)
        if found is None:
            return None
    return found


def is_field(name: str) -> bool:
    path, _, word = name.partition("=")
    found = annotation(path)
    if found is None:
        return False
    return not word or word in words_of(found) or word in words_of(below(found, "0"))


def origins(section: Section) -> set[str]:
    found: set[Origin] = {section.origin}
    for block in section.blocks:
        found.add(block.origin)
        for row in getattr(block, "rows", ()):
            found |= {row.origin} | {part.origin for part in row.cells if isinstance(part, Cell)}
        if isinstance(block, Paragraph):
            found.add(block.origin)
    return {line.path for origin in found for line in origin.spec}


@cache
def reached() -> dict[str, frozenset[str]]:
    """For each clause the paths that shape it, in an example or by its front matter."""
    found: dict[str, set[str]] = {}
    for clause in clause_library().clauses.values():
        named = {parameter.path for parameter in clause.front.parameters.values()}
        named = named.union(*(COMPUTED_FROM.get(path, set()) for path in named))
        named |= set(re.findall(r"[a-z_]+(?:\.[a-z_]+)+", clause.front.when))
        named |= COMPUTED_FROM.get(clause.front.when, set())
        found[clause.id] = named
    for document in documents():
        for section in document.walk():
            found.setdefault(section.anchor, set()).update(origins(section))
    return {clause: frozenset(paths) for clause, paths in found.items()}


COMPUTED_FROM = {
    "change_signers_customer": {"governance.change_control.approver"},
    "front_office": {"scope.processes.*.office"},
    "surveys": {"service_levels.metrics.*.kind"},
}


@cache
def documents() -> tuple[Document, ...]:
    return assembled("support"), assembled("medical", "customer")


def touches(field: str, path: str) -> bool:
    """Whether a path in an example is the field, above it or below it."""
    wanted, given = field.partition("=")[0].split("."), path.split(".")
    pairs = zip(wanted, given, strict=False)
    return all(one in ("*", other) or other == "*" for one, other in pairs)


def test_every_need_is_in_the_table() -> None:
    assert set(NEEDS) == NUMBERS
    assert len(NEEDS) == 56


def test_the_page_is_fresh() -> None:
    assert TABLE.TARGET.read_text(encoding="utf-8") == TABLE.page(), "run nox -s docs"


@pytest.mark.parametrize("number", sorted(NEEDS))
def test_every_name_exists(number: str) -> None:
    need = NEEDS[number]
    assert set(need) == {"need", "fields", "clauses", "rules", "tests"}
    assert [one for one in need["fields"] if not is_field(one)] == []
    assert [one for one in need["clauses"] if one not in clause_library().clauses] == []
    assert [one for one in need["rules"] if one not in RULES] == []
    for name in need["tests"]:
        module, _, function = name.partition(".")
        text = (ROOT / "tests" / f"{module}.py").read_text(encoding="utf-8")
        assert re.search(rf"(?m)^def {function}\(", text), name
    assert need["fields"]
    assert need["clauses"]
    assert need["tests"]


@pytest.mark.parametrize("number", sorted(NEEDS))
def test_every_field_reaches_a_clause(number: str) -> None:
    need = NEEDS[number]
    lost = [
        field
        for field in need["fields"]
        if not any(touches(field, path) for clause in need["clauses"] for path in reached()[clause])
    ]
    assert lost == []


def test_a_wrong_name_is_noticed() -> None:
    assert is_field("pricing.charges.*.bands=marginal")
    assert not is_field("pricing.charges.*.band")
    assert not is_field("pricing.charges.*.bands=stairs")
    assert is_field("contract.industries=payroll")
    assert not touches("risk.insurance", "risk.liability_cap")
    assert example("medical").get("pilot.exit")
