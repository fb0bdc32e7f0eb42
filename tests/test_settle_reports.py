"""`contract-kit settle`: formats, exit codes, and files that are wrong."""

import io
import json
from decimal import Decimal as D
from pathlib import Path

import pytest
from openpyxl import load_workbook

from contract_kit import settle
from contract_kit.cli.group import cli
from contract_kit.report import statement
from contract_kit.spec import load

EXAMPLES = Path(__file__).parent.parent / "examples"
SUPPORT = EXAMPLES / "support.yaml"
METRICS = {
    "phone_service_level": "78",
    "email_first_response": "89",
    "abandonment": "4",
    "chat_response": "40",
    "fcr": "81",
    "csat": "93",
    "refund_error_rate": "0.4",
    "refund_turnaround": "99",
}


def measurements(*months, **changes):
    rows = ["metric,period,value"]
    rows += [f"{name},{month},{v}" for month in months for name, v in (METRICS | changes).items()]
    return "\n".join(rows) + "\n"


@pytest.fixture
def csv(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text(measurements("2027-07", "2027-08"))
    return str(path)


def run(*arguments):
    return cli([str(argument) for argument in arguments])


def made(format, simulate=0):
    contract = load(SUPPORT)
    found = settle.read_measurements(contract, measurements("2027-07").encode(), "m.csv")
    drawn = settle.simulate(contract, found, simulate) if simulate else None
    one = statement.statement(contract, settle.settle(contract, found), drawn)
    return statement.render(one, format)


def test_text_shows_every_amount_with_its_clause(csv, capsys):
    assert run("settle", SUPPORT, csv, "--month", "2027-07") == 0
    out = capsys.readouterr().out
    assert "[sla.credits]" in out
    assert "-7,119.75" in out
    assert "208,630.25" in out
    assert "2027-08" not in out


def test_json_holds_the_same_amounts(csv, capsys):
    assert run("settle", SUPPORT, csv, "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    july = data["periods"][0]
    assert july["adjustment"] == "-7119.75"
    assert sum(D(line["amount"]) for line in july["credits"]) == D("-7119.75")
    assert {line["clause"] for line in july["credits"]} == {"sla.credits"}


def test_a_workbook_holds_numbers_and_equal_bytes():
    data = made("xlsx", 50)
    assert data == made("xlsx", 50)
    book = load_workbook(io.BytesIO(data))
    assert [cell.value for cell in book["Months"][2]][:3] == ["2027-07", 215750, -7119.75]
    assert "Simulation" in book.sheetnames


def test_a_text_never_becomes_a_formula():
    from contract_kit.report.statement.workbook import render

    contract = load(SUPPORT.read_text().replace("Larkspur Home Ltd", "=1+1"))
    found = settle.read_measurements(contract, measurements("2027-07").encode(), "m.csv")
    one = statement.statement(contract, settle.settle(contract, found))
    sheet = load_workbook(io.BytesIO(render(one)))["Notes"]
    assert {cell.data_type for row in sheet for cell in row} == {"s"}


def test_the_scorecard_is_one_page_with_equal_bytes():
    import pypdfium2

    data = made("pdf", 50)
    assert data == made("pdf", 50)
    with pypdfium2.PdfDocument(data) as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_range()
    assert "-7,119.75" in text
    assert "phone service level" in text


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("fcr,", "fcl,", "1", "did you mean 'fcr'"),
        (",81", ",eighty", "3", "no number"),
        ("2027-07", "July", "2", "no month"),
        ("2027-07", "0000-07", "2", "no month"),
        ("fcr,2027-08", "csat,2027-08", "2", "stands in row"),
    ],
)
def test_a_wrong_file_is_refused_with_row_and_column(csv, capsys, tmp_path, old, new, place, said):
    text = Path(csv).read_text().replace(old, new, 1)
    Path(csv).write_text(text)
    out = tmp_path / "out.json"
    assert run("settle", SUPPORT, csv, "--format", "json", "-o", out) == 2
    err = capsys.readouterr().err
    assert said in err
    assert f":{place}: error" in err
    assert not out.exists()


def test_a_missing_month_is_refused(csv, capsys):
    rows = measurements("2027-07", "2027-08", "2027-09").splitlines()
    Path(csv).write_text("\n".join(row for row in rows if row != "fcr,2027-08,81"))
    assert run("settle", SUPPORT, csv) == 2
    err = capsys.readouterr().err
    assert "fcr has no row for 2027-08" in err
    assert ":21:2:" in err


def test_an_unknown_relief_is_refused(csv, capsys):
    Path(csv).write_text("metric,period,value,relief\nfcr,2027-07,60,bad weather\n")
    assert run("settle", SUPPORT, csv) == 2
    assert "service_levels.exclusions" in capsys.readouterr().err


def test_a_month_nobody_measured_is_refused(csv, capsys):
    assert run("settle", SUPPORT, csv, "--month", "2030-01") == 2
    assert "2030-01 is not measured" in capsys.readouterr().err


def test_drawn_years_repeat_with_their_seed():
    contract = load(SUPPORT)
    months = [f"2027-{n:02d}" for n in range(7, 13)]
    text = "".join(
        measurements(month, fcr=str(60 + n * 4)).split("\n", 1)[n > 0] if n else measurements(month)
        for n, month in enumerate(months)
    )
    found = settle.read_measurements(contract, text.encode(), "m.csv")
    first, again = (settle.simulate(contract, found, 300, seed=7) for _ in range(2))
    assert first == again
    assert first != settle.simulate(contract, found, 300, seed=8)
    cap = D("25890.00") * 12
    assert all(0 <= due.amount <= cap for _, due in first.credits.percentiles)
