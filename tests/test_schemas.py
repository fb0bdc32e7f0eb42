"""The schemas in `schemas/` are fresh, and what we write fits them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from contract_kit.cli.group import cli
from contract_kit.cli.schemas import SCHEMAS, text
from contract_kit.library.clauses import _split
from contract_kit.library.yamlfile import load_mapping
from contract_kit.resources import bundled
from tests.conftest import EXAMPLES, clause_library


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_file_equals_what_the_models_give(name: str) -> None:
    path = bundled("schemas") / f"{name}.schema.json"
    assert path.read_text(encoding="utf-8") == text(name), "run nox -s schemas"


def test_every_clause_fits_its_schema_and_a_wrong_one_does_not() -> None:
    checker = jsonschema.Draft202012Validator(json.loads(text("clause")))
    for clause in clause_library().clauses.values():
        text_ = Path(clause.path).read_text(encoding="utf-8")
        front = load_mapping(_split(text_, clause.path)[0], clause.path)
        assert list(checker.iter_errors(front)) == [], clause.path
    assert list(checker.iter_errors({**front, "order": "first"}))
    assert list(checker.iter_errors({**front, "titel": "x"}))


def test_a_report_fits_its_schema(capsys: pytest.CaptureFixture[str]) -> None:
    cli(["scan", str(EXAMPLES / "vendor_agreement.docx"), "no-such.pdf", "--format", "json"])
    report = json.loads(capsys.readouterr().out)
    jsonschema.validate(report, json.loads(text("report")))
    assert "not_assessed" in report["documents"][1]
