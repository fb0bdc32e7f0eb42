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
    assert "Schedule 2, paragraph 7: Service credits [sla.credits]" in out
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
    assert "Phone service level" in text


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


GOOD = measurements("2027-07", email_first_response="96")


def settled(text, tmp_path, *more):
    path = tmp_path / "n.csv"
    path.write_text(text)
    return run("settle", SUPPORT, path, *more)


def test_clauses_and_metrics_have_the_names_of_the_contract(csv, capsys, tmp_path):
    run("settle", SUPPORT, csv, "--format", "json")
    data = json.loads(capsys.readouterr().out)
    assert data["names"]["fcr"] == "First contact resolution"
    assert data["clauses"]["sla.credits"] == {
        "place": "Schedule 2, paragraph 7",
        "title": "Service credits",
    }
    run("build", SUPPORT, "-o", tmp_path, "--format", "md")
    printed = (tmp_path / "support.md").read_text()
    assert (
        "### 7. Service credits" in printed.partition("## Schedule 2")[2].partition("## Sched")[0]
    )


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"email_first_response": "96", "csat": "91.9", "fcr": "79"},
            "Customer satisfaction (CSAT): 91.9 does not reach 92",
        ),
        (
            {"email_first_response": "96", "csat": "87"},
            "not due: Customer satisfaction (CSAT): below target",
        ),
        ({"fcr": "60"}, "First contact resolution: below minimum, which keeps all bonuses from"),
    ],
)
def test_bonuses_that_were_not_due_say_why(changes, said, capsys, tmp_path):
    assert settled(measurements("2027-07", **changes), tmp_path) == 0
    assert said in " ".join(capsys.readouterr().out.split())


def test_a_bonus_that_was_due_gives_no_reason(capsys, tmp_path):
    assert settled(GOOD, tmp_path, "--format", "json") == 0
    period = json.loads(capsys.readouterr().out)["periods"][0]
    assert {line["name"] for line in period["bonuses"]} == {"csat", "fcr"}
    assert period["unearned"] == []


def test_a_contract_without_bonuses_says_so(capsys, tmp_path):
    name = EXAMPLES / "mechanisms" / "d01_three_in_six"
    assert run("settle", f"{name}.yaml", f"{name}.csv") == 0
    assert "No bonus: the contract provides for none" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["2027-07"], "warning: one month is measured"),
        (["2027-07", "2027-08"], "warning: only 2 months are measured"),
        ([f"2028-{month:02d}" for month in range(1, 13)], ""),
    ],
)
def test_a_simulation_from_few_months_warns(months, said, capsys, tmp_path):
    assert settled(measurements(*months), tmp_path, "--simulate", "20") == 0
    err = capsys.readouterr().err
    assert err.startswith(said)
    assert bool(err) is bool(said)


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(columns, csv, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run("settle", SUPPORT, csv, "--simulate", "20") == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= columns
