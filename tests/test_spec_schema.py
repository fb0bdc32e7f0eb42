import json
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from contract_kit.resources import bundled
from contract_kit.spec.schema import schema, text
from tests.spec_samples import EXAMPLES, SUPPORT, changed

SCHEMA = schema()
CHECK = Draft202012Validator(SCHEMA)


def _yaml(source):
    return _undated(YAML(typ="safe", pure=True).load(source))


def _undated(value):
    if isinstance(value, dict):
        return {key: _undated(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_undated(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def test_the_schema_is_one():
    Draft202012Validator.check_schema(SCHEMA)


def test_the_file_is_fresh():
    path = bundled("schemas") / "contract.schema.json"
    assert path.read_text(encoding="utf-8") == text(), "write it again with `nox -s schemas`"


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_example_fits(path: Path):
    assert [one.message for one in CHECK.iter_errors(_yaml(path.read_text()))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effective_date: 2027-01-04", "effective_date: soon"),
        ("currency: GBP", "currency: [GBP]"),
        ("title: QA Lead", "titel: QA Lead"),
        ("title: QA Lead", "title: {a: b}"),
        ("title: QA Lead", "title:"),
        ("model: nearshore", "model: near"),
        ("target: 88", "target: high"),
        ("target: 88", "target: [88]"),
        ("key_personnel: true", "key_personnel: yes indeed"),
        ("lock_in: 12 months", "lock_in: 12"),
        ("lock_in: 12 months", "lock_in: twelve months"),
        ("rate: 14.80", "rate: dear"),
        ("trainers: 6", "trainers: 6.5"),
        ("liability_cap: 150 percent of annual_charges", "liability_cap: 150 percent of sales"),
        ("split: 50/50", "split: even"),
        ("recruitment: included", "recruitment: perhaps"),
        ("sla: none", "sla: never"),
        ("tasks: [live chat, bot hand-over]", "tasks: []"),
        ("basis: fixed", "basis: fixd"),
        ("    cure: 30 days\n", "    cure: 30 days\n    hope: high\n"),
        ("every: quarter\n      owner: sponsor", "every: now and then\n      owner: sponsor"),
    ],
)
def test_a_wrong_type_does_not_fit(old, new):
    assert not CHECK.is_valid(_yaml(changed(SUPPORT, (old, new))))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("effective_date: 2027-01-04", 'effective_date: "2027-01-04"'),
        ("target: 88", 'target: "88"'),
        ("target: 88", "target: 88 percent"),
        ("key_personnel: true", 'key_personnel: "true"'),
        ("rate: 14.80", "rate: 14.80 GBP"),
        ("expected_monthly: 215750", 'expected_monthly: "215,750"'),
        ("split: 50/50", "split: {customer: 50, provider: 50}"),
        ("liability_cap: 150 percent of annual_charges",
         "liability_cap: {greater_of: [5000000, 150 percent of annual_charges]}"),
    ],
)  # fmt: skip
def test_typed_values_and_their_texts_fit_alike(old, new):
    assert list(CHECK.iter_errors(_yaml(changed(SUPPORT, (old, new))))) == []


def _fields():
    for name, made in [("Contract", SCHEMA), *SCHEMA["$defs"].items()]:
        for part in made.get("anyOf", [made]):
            for key, field in part.get("properties", {}).items():
                yield f"{name}.{key}", field


def test_every_field_is_described_with_an_example_that_fits():
    wrong = []
    for name, field in _fields():
        check = Draft202012Validator({**field, "$defs": SCHEMA["$defs"]})
        examples = field.get("examples", [])
        if not field.get("description") or not examples or not check.is_valid(examples[0]):
            wrong.append(name)
    assert wrong == []


def test_the_text_is_json():
    assert json.loads(text())["$schema"].startswith("https://json-schema.org/")
