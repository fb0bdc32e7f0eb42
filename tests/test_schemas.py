"""The schemas in `schemas/` are fresh, and what we write fits them."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from contract_kit.cli.group import cli
from contract_kit.cli.schemas import SCHEMAS, text
from contract_kit.library.clauses import _split
from contract_kit.library.yamlfile import load_mapping
from contract_kit.resources import bundled
from tests.conftest import EXAMPLES, clause_library

ROOT = Path(__file__).parents[1]


def schema(name: str) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(text(name))
    return made


def checker(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema(name))


def fields(made: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every field that a schema describes, at any depth."""
    if isinstance(made, list):
        for one in made:
            yield from fields(one, path)
    if not isinstance(made, dict):
        return
    for key, value in made.items():
        if key == "properties":
            for name, field in value.items():
                yield f"{path}.{name}", field
                yield from fields(field, f"{path}.{name}")
        elif key not in ("examples", "description"):
            yield from fields(value, f"{path}.{key}" if key not in ("anyOf", "items") else path)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_file_equals_what_the_models_give(name: str) -> None:
    path = bundled("schemas") / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == text(name), "run nox -s schemas"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described_with_an_example_that_fits(name: str) -> None:
    made = schema(name)
    jsonschema.Draft202012Validator.check_schema(made)
    wrong = []
    for path, field in fields(made):
        if path.rpartition(".")[2] in ("greater_of", "lesser_of") or ".examples." in path:
            continue  # said where they stand
        check = jsonschema.Draft202012Validator({**field, "$defs": made.get("$defs", {})})
        examples = field.get("examples", [])
        if not field.get("description") or not examples or not check.is_valid(examples[0]):
            wrong.append(path)
    assert wrong == []


def test_every_clause_fits_its_schema_and_a_wrong_one_does_not() -> None:
    check = checker("clause")
    for clause in clause_library().clauses.values():
        text_ = Path(clause.path).read_text(encoding="utf-8")
        front = load_mapping(_split(text_, clause.path)[0], clause.path)
        assert list(check.iter_errors(front)) == [], clause.path
    assert list(check.iter_errors({**front, "order": "first"}))
    assert list(check.iter_errors({**front, "titel": "x"}))


def test_every_requirement_fits_its_schema_and_a_wrong_one_does_not() -> None:
    check = checker("requirement")
    for path in sorted(bundled("packs").glob("*/*.yaml")):
        if path.stem == "pack":
            continue
        raw = load_mapping(path.read_text(encoding="utf-8"), str(path))
        assert list(check.iter_errors(raw)) == [], path.name
    for wrong in (
        {"severity": "grave"},
        {"anchors": "breach"},
        {"patterns": [{"verb": ["notify"]}]},
        {"examples": {"good": ["x"]}},
        {"pattern": []},
    ):
        assert not check.is_valid({**raw, **wrong}), wrong


def test_settings_fit_their_schema_and_wrong_ones_do_not() -> None:
    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    (block,) = (part.partition("```")[0] for part in page.split("```toml\n")[1:])
    check = checker("config")
    assert list(check.iter_errors(tomllib.loads(block))) == []
    for wrong in ({"stance": "ours"}, {"library": "house"}, {"libraries": ["house"]}):
        assert not check.is_valid(wrong), wrong


def test_a_report_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    cli(["scan", str(EXAMPLES / "vendor_agreement.docx"), "no-such.pdf", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    check = checker("report")
    assert list(check.iter_errors(report)) == []
    assert "not_assessed" in report["documents"][1]
    report["documents"][0]["requirements"][0]["status"] = "fine"
    assert not check.is_valid(report)
