"""Mechanisms of real contracts, in YAML alone, settle to the hand calculations beside them."""

import re
from decimal import Decimal as D
from pathlib import Path

import pytest

from contract_kit import settle
from contract_kit.settle.leaving import Leaving, exit_fee
from contract_kit.spec import load

FOLDER = Path(__file__).parent.parent / "examples" / "mechanisms"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
ROW = re.compile(r"\| (\d{4}-\d\d) \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|")


def settled(name):
    contract = load(FOLDER / f"{name}.yaml", checks=(settle.check,))
    parts = [
        settle.read_measurements(contract, path.read_bytes(), path.name)
        for path in sorted(FOLDER.glob(f"{name}*.csv"))
    ]
    return contract, settle.settle(contract, settle.together(parts))


def by_hand(name):
    rows = ROW.findall((FOLDER / f"{name}.md").read_text())
    assert rows
    return {month: tuple(map(D, amounts)) for month, *amounts in rows}


def test_every_mechanism_is_there():
    assert [name[:3] for name in NAMES][:10] == [f"d{n:02d}" for n in range(1, 11)]


@pytest.mark.parametrize("name", NAMES)
def test_settles_to_the_hand_calculation(name):
    contract, result = settled(name)
    expected = by_hand(name)
    found = {
        str(period.month): (
            period.total_charges.amount,
            period.total_credits.amount,
            period.total_bonuses.amount,
            period.invoice.amount,
        )
        for period in result.periods
        if str(period.month) in expected
    }
    assert found == expected
    assert not contract.custom_terms


def test_the_reading_of_a_silent_table_is_printed():
    _, result = settled("d03_rebate_table")
    assert any("no interpolation" in text for text in result.assumptions)


def test_a_table_read_on_a_line():
    text = (FOLDER / "d03_rebate_table.yaml").read_text()
    contract = load(text.replace("    method: table", "    method: table\n    reading: linear"))
    data = b"metric,period,events,within\nresponse,2027-01,46,41\n"
    result = settle.settle(contract, settle.read_measurements(contract, data, "m.csv"))
    assert result.total_credits.amount == D("-63846.41")
    assert not any("interpolation" in text for text in result.assumptions)


def test_exit_fee_by_contract_year():
    contract = load(FOLDER / "d03_rebate_table.yaml")
    leaving = Leaving(settle.Month(2029, 6), D(90), {})
    fee = exit_fee(contract, leaving)
    assert fee is not None
    assert fee.amount == D("1057296.60")


def test_a_guarantee_that_cannot_bite_is_a_warning():
    contract = load(FOLDER / "d08_pilot_guarantee.yaml", checks=(settle.check,))
    messages = [finding.message for finding in contract.warnings]
    assert any("4,950.00" in message and "5,000.00" in message for message in messages)
