"""Amounts a contract prints, and the rules that compare them."""

from decimal import Decimal as D
from pathlib import Path

import pytest

from contract_kit import settle
from contract_kit.errors import SpecError
from contract_kit.findings import Severity
from contract_kit.spec import load

EXAMPLES = Path(__file__).parent.parent / "examples"
SUPPORT = (EXAMPLES / "support.yaml").read_text()
MINIMAL = (EXAMPLES / "minimal.yaml").read_text()


def support(*changes):
    text = SUPPORT
    for old, new in changes:
        assert text.count(old) >= 1, old
        text = text.replace(old, new, 1)
    return load(text)


def amounts(contract, *names):
    figures = settle.figures(contract)
    return [figures.get(name).amount for name in names]


def findings(contract, code):
    return [finding for finding in settle.check(contract) if finding.id == code]


def test_the_support_example():
    contract = support()
    assert amounts(
        contract,
        "monthly_charges",
        "annual_charges",
        "at_risk",
        "monthly_cap",
        "liability_cap",
        "minimum_monthly",
        "bonus_cap",
        "transition_charge",
        "charges.voice",
    ) == [
        D("215750.00"),
        D("2589000.00"),
        D("25890.00"),
        D("25890.00"),
        D("3883500.00"),
        D("172600.00"),
        D("5393.75"),
        D("60000.00"),
        D("133200.00"),
    ]
    assert settle.figures(contract).expected_saving.value == D("21.55")
    assert settle.figures(contract).get("nonsense") is None


def test_the_worked_example():
    example = settle.worked_example(support())
    assert [(line.metric, line.percent, line.amount.amount) for line in example.lines] == [
        ("phone_service_level", D("12.5"), D("3236.25")),
        ("email_first_response", D(15), D("3883.50")),
    ]
    assert (example.percent, example.total.amount) == (D("27.5"), D("7119.75"))


def test_figures_follow_rates_weights_and_percentages():
    contract = support(
        ("rate: 14.80", "rate: 15.80"),
        ("expected_monthly: 215750", "expected_monthly: 224750"),
        ("at_risk: 12 percent", "at_risk: 10 percent"),
        ("liability_cap: 150 percent", "liability_cap: 100 percent"),
    )
    assert amounts(contract, "monthly_charges", "at_risk", "liability_cap") == [
        D("224750.00"),
        D("22475.00"),
        D("2697000.00"),
    ]
    assert settle.worked_example(contract).total.amount == D("6180.63")


def test_the_default_example_takes_the_two_heaviest_metrics():
    lines = SUPPORT.splitlines()
    start = next(i for i, line in enumerate(lines) if line.strip().startswith("worked_example"))
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while len(lines[end]) - len(lines[end].lstrip()) > depth:
        end += 1
    example = settle.worked_example(load("\n".join(lines[:start] + lines[end:])))
    assert [(line.metric, line.level, line.tier) for line in example.lines] == [
        ("phone_service_level", D(78), "below_target"),
        ("email_first_response", D(89), "below_minimum"),
    ]


def test_levels_of_the_default_example_always_miss():
    example = settle.worked_example(load(MINIMAL))
    assert [(line.level, line.tier) for line in example.lines] == [
        (D("99.4"), "below_target"),
        (D("99.4"), "below_minimum"),
    ]


@pytest.mark.parametrize(
    ("code", "change", "numbers"),
    [
        (
            "V12",
            ("pool: 100", "pool: 100\n    annual_cap: 400000"),
            ("400,000.00", "310,680.00"),
        ),
        (
            "V12",
            ("liability_cap: 150 percent of annual_charges", "liability_cap: 300000"),
            ("310,680.00", "300,000.00"),
        ),
        ("V13", ("at: 92", "at: 87"), ("87", "88")),
        ("V18", ("expected_monthly: 215750", "expected_monthly: 215000"), ("215,000", "215,750")),
        (
            "V18",
            ("minimum_monthly: 172600", "minimum_monthly: 250000"),
            ("250,000.00", "215,750.00"),
        ),
        (
            "V43",
            ("data_super_cap: 5000000", "data_super_cap: 3000000"),
            ("3,000,000.00", "3,883,500.00"),
        ),
        (
            "V47",
            ("expected_saving: 21.5 percent", "expected_saving: 25 percent"),
            ("25 percent", "21.5 percent"),
        ),
    ],
)
def test_a_rule_names_the_two_numbers(code, change, numbers):
    assert not findings(support(), code)
    (finding,) = findings(support(change), code)
    assert finding.severity is Severity.ERROR
    assert all(number in finding.message for number in numbers)
    line = SUPPORT.splitlines().index(
        next(line for line in SUPPORT.splitlines() if change[0] in line)
    )
    assert abs(finding.location.line - line) <= 2


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("V13", ("cap: 2.5 percent of monthly_charges", "cap: 13 percent of monthly_charges")),
        ("V43", ("amount: 5000000", "amount: 1000000")),
    ],
)
def test_a_rule_that_warns(code, change):
    (finding,) = findings(support(change), code)
    assert finding.severity is Severity.WARNING


def test_credits_without_bonuses_is_a_warning():
    (finding,) = findings(load(MINIMAL), "V13")
    assert "no bonuses" in finding.message


def test_errors_of_these_rules_refuse_the_spec():
    changed = SUPPORT.replace("expected_monthly: 215750", "expected_monthly: 1")
    with pytest.raises(SpecError, match="V18"):
        load(changed, checks=(settle.check,))
