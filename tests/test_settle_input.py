"""Measurement files with values that cannot be, or that are only odd."""

from pathlib import Path

import pytest

from contract_kit import settle
from contract_kit.cli.group import cli
from contract_kit.errors import MeasurementError
from contract_kit.quantities.days import days_meant
from contract_kit.spec import load

EXAMPLES = Path(__file__).parent.parent / "examples"
SUPPORT = EXAMPLES / "support.yaml"
TEXT = SUPPORT.read_text()
CONTRACT = load(SUPPORT)
HEAD = "metric,period,value\n"


def read(text, contract=CONTRACT, **given):
    return settle.read_measurements(contract, text.encode(), "m.csv", **given)


def refusals(text, contract=CONTRACT):
    with pytest.raises(MeasurementError) as caught:
        read(text, contract)
    return str(caught.value)


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("fcr,2027-07,150", 3, "fcr of 2027-07 is 150 percent; expected a number from 0 to 100"),
        ("fcr,2027-07,-1", 3, "expected a number from 0 to 100"),
        ("refund_error_rate,2027-07,-2", 3, "is -2 percent"),
        ("nps,2027-Q3,-101", 3, "expected a number from -100 to 100"),
        ("voice,2027-07,-5", 3, "expected 0 or more"),
        ("fcr,2026-12,80", 2, "before the contract, which takes effect on 2027-01-04"),
        ("fcr,2032-02,80", 2, "ends on 2030-01-03 and is renewed no further"),
        ("fcr,01/02/2027,80", 2, "2027-02 (1 February) or 2027-01 (2 January)"),
        ("fcr,13/02/2027,80", 2, "write the month meant, 2027-02 (13 February)"),
        ("fcr,02/2027,80", 2, "write 2027-02"),
        ("fcr,,80", 2, "no month stands here"),
        ("fcr,2027-02-29,80", 2, "no day of the calendar; write the month meant, 2027-02"),
        ("fcr,2027-06-31,80", 2, "no day of the calendar"),
        ("fcr,2027-0\u0667,80", 2, "is no month"),
        ("fcr,2027-07,\u0668\u0660", 3, "is no number"),
        ("fcr,2027-07,1e999999999", 3, "is no number"),
        ("fcr,2027-07,\u00b2", 3, "is no number"),
    ],
)
def test_what_cannot_be_is_refused_where_it_stands(row, column, said):
    message = refusals(HEAD + row + "\n")
    assert said in message
    assert message.startswith(f"m.csv:2:{column}: error: ")
    assert message.count("\n") == 0


KIND = "      kind: first_contact_resolution\n"
UNIT = "\n      unit: percent\n      target: 75"


def changed(kind, unit="percent"):
    assert KIND in TEXT
    assert UNIT in TEXT
    lines = "".join(f"      {line}\n" for line in kind)
    return load(TEXT.replace(KIND, lines).replace(UNIT, UNIT.replace("percent", unit)))


CUSTOM = ["kind: custom", "direction: higher"]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (CUSTOM, "150"),
        (CUSTOM, "-4"),
        (["kind: attrition", "direction: higher"], "130"),
        (["kind: accuracy", "formula: actual / forecast"], "104"),
    ],
)
def test_a_percentage_that_can_go_beyond_is_settled_with_a_warning(kind, value):
    contract = changed(kind)
    found = read(f"{HEAD}fcr,2027-07,{value}\n", contract)
    (warning,) = found.warnings
    assert str(warning).startswith("m.csv:2:3: warning: ")
    assert "settled as it stands" in warning.message
    assert settle.settle(contract, found).periods


def test_a_unit_of_its_own_has_no_limits():
    found = read(HEAD + "fcr,2027-07,150\n", changed(CUSTOM, "percent of forecast"))
    assert found.warnings == ()


@pytest.mark.parametrize("text", [HEAD, HEAD + ",,\n\n", "metric,opened,resolved\n"])
def test_a_file_without_rows_is_refused(text):
    assert "stands below the header" in refusals(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("metric|period|value\nfcr|2027-07|80\n", "'metric' in the header (metric|period|value)"),
        ("fcr,2027-07,80\n", "no column 'metric' in the header (fcr, 2027-07, 80)"),
        ("metric,month,value\nfcr,2027-07,80\n", "no column 'period' in the header"),
    ],
)
def test_a_header_that_is_none_is_shown(text, said):
    message = refusals(text)
    assert said in message
    assert "divided by commas, semicolons or tabs" in message


@pytest.mark.parametrize("sign", [";", "\t"])
def test_other_delimiters_are_read(sign):
    text = (HEAD + "fcr,2027-07,80.5\nvoice,2027-07,1234\n").replace(",", sign)
    assert read(text).levels == read(text.replace(sign, ",")).levels
    wrong = refusals(text.replace("80.5", "80,5").replace("1234", "1,234"))
    assert (
        "m.csv:2:3: error: '80,5' is no number; decimals stand after a point: write 80.5" in wrong
    )
    assert "m.csv:3:3: error: '1,234' could mean 1234 or 1.234" in wrong


def test_a_month_is_named_once_however_many_rows_it_has():
    rows = "fcr,2026-12,80\ncsat,2026-12,90\nvoice,2026-11,4\n"
    assert [line[:8] for line in refusals(HEAD + rows).splitlines()] == ["m.csv:2:", "m.csv:4:"]


def test_a_simulation_may_draw_from_months_before_the_contract():
    found = read(HEAD + "fcr,2026-12,80\n", history=True)
    assert "before the contract" in found.warnings[0].message
    assert read(HEAD + "fcr,2027-12,80\n", history=True).warnings == ()


def test_a_month_after_the_first_term_counts_as_renewed():
    (warning,) = read(HEAD + "fcr,2030-05,80\n").warnings
    assert "taken as renewed" in warning.message


def test_events_outside_the_contract_are_refused():
    rows = "refund_turnaround,2027-07-01 10:00,\nrefund_turnaround,2026-02-01 10:00,\n"
    assert refusals("metric,opened,resolved\n" + rows).startswith(
        "m.csv:3:2: error: 2026-02 lies before"
    )


def test_events_with_dates_day_first_are_told_both_days():
    said = refusals("metric,opened\nrefund_turnaround,01/02/2027 10:00\n")
    assert "2027-02-01 (1 February) or 2027-01-02 (2 January)" in said


def test_the_same_date_in_a_spec_is_told_both_days(capsys, tmp_path):
    path = tmp_path / "s.yaml"
    path.write_text(TEXT.replace("effective_date: 2027-01-04", "effective_date: 01/02/2027"))
    assert cli(["validate", str(path)]) == 1
    assert "2027-02-01 (1 February) or 2027-01-02 (2 January)" in capsys.readouterr().out


def test_a_wrong_file_says_so_first_and_counts(capsys, tmp_path):
    path, other = tmp_path / "m.csv", tmp_path / "n.csv"
    path.write_text(HEAD + "fcr,2027-07,150\n")
    other.write_text(HEAD + "csat,2027-07,-1\n")
    assert cli(["settle", str(SUPPORT), str(path), str(other)]) == 2
    first, second, last = capsys.readouterr().err.splitlines()
    assert first.startswith(f"{path}:2:3: error: ")
    assert second.startswith(f"{other}:2:3: error: ")
    assert last == "nothing was written; 2 errors"


def test_warnings_go_to_standard_error(capsys, tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(HEAD + "fcr,2030-05,80\n")
    assert cli(["settle", str(SUPPORT), str(path), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("{")
    assert ":2:2: warning: 2030-05 lies after the first term" in shown.err


@pytest.mark.parametrize(("month", "said"), [("July", "2027-06"), ("07/2027", "write 2027-07")])
def test_a_month_asked_for_in_another_form(month, said, capsys):
    arguments = ["settle", str(SUPPORT), str(EXAMPLES / "measurements.csv"), "--month", month]
    assert cli(arguments) == 2
    assert said in capsys.readouterr().err


def test_days_that_are_none_mean_nothing():
    assert days_meant("31/02/2027") == ()
    assert days_meant("2027-02-01") == ()
    assert [str(day) for day in days_meant("3.3.27")] == ["2027-03-03"]
