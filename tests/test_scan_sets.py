"""Several files as one contract: evidence names its file, what one lacks another may hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from contract_kit.cli.group import cli
from contract_kit.cli.schemas import text as schema_text
from contract_kit.document import Document
from contract_kit.errors import UnreadableError
from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan import scan
from contract_kit.scan.plaintext import document
from contract_kit.scan.result import DocumentResult, RequirementResult

PACKS = {pack.id: pack for pack in load_packs(bundled("packs"))}
MSA = (
    "# Services\nThe Provider shall perform the Services for the Customer.\n"
    "# Fees\nThe Customer shall pay the Fees within 30 days.\n"
)
DPA = (
    "# Personal data breaches\n"
    "The Processor shall notify the Controller of a personal data breach without undue delay and "
    "in any event within 48 hours.\n"
)
BREACH = "gdpr-breach-notice"


def judged(
    files: dict[str, Document | UnreadableError], pack: str = "gdpr-art28"
) -> DocumentResult:
    return scan(files, [PACKS[pack]], conditions=["gdpr", "always"], as_one=True).documents[0]


def of(result: DocumentResult, id: str = BREACH) -> RequirementResult:
    return next(one for one in result.requirements if one.id == id)


def one(**files: str) -> DocumentResult:
    return judged({f"{name}.txt": document(text, name.upper()) for name, text in files.items()})


def test_what_one_file_lacks_another_may_hold_and_the_evidence_says_which() -> None:
    result = one(msa=MSA, dpa=DPA)
    assert of(result).status == "satisfied"
    assert [quote.file for quote in of(result).evidence] == ["dpa.txt"]
    assert [member.path for member in result.files] == ["msa.txt", "dpa.txt"]


def test_the_closest_passages_and_the_findings_name_their_files() -> None:
    weak = DPA.replace("shall notify", "may notify")
    result = one(msa=MSA, dpa=weak)
    assert of(result).status == "absent"
    assert {near.file for near in of(result).closest} == {"dpa.txt"}
    finding = next(finding for finding in result.findings if finding.id == BREACH)
    assert finding.location.path == "dpa.txt"


def test_a_set_of_one_file_gets_the_verdicts_of_that_file() -> None:
    alone = scan({"d.txt": document(DPA)}, [PACKS["gdpr-art28"]]).documents[0]
    same = scan({"d.txt": document(DPA)}, [PACKS["gdpr-art28"]], as_one=True).documents[0]
    assert [r.status for r in same.requirements] == [r.status for r in alone.requirements]
    assert [c.type for c in same.clauses] == [c.type for c in alone.clauses]


def test_conditions_are_answered_from_the_whole_set() -> None:
    files: dict[str, Document | UnreadableError] = {
        "msa.txt": document(MSA),
        "dpa.txt": document("The GDPR applies to this data."),
    }
    result = scan(files, [PACKS["gdpr-art28"]], as_one=True).documents[0]
    assert {one.applies for one in result.requirements} == {"yes"}


def test_each_file_has_its_own_names_for_the_parties() -> None:
    msa = MSA + 'Alpha Ltd (the "Company") is the customer. The Company shall pay.\n'
    dpa = (
        'Beta Inc (Processor, "Company") handles the data.\n'
        "# Breaches\nThe Company shall notify the Controller of a breach immediately.\n"
    )
    assert of(one(msa=msa, dpa=dpa)).status == "satisfied"


def test_nothing_is_called_missing_while_a_file_is_unread() -> None:
    files = {"msa.txt": document(MSA), "dpa.pdf": UnreadableError("encrypted")}
    report = scan(files, [PACKS["gdpr-art28"]], as_one=True)
    whole, refused = report.documents
    assert refused.path == "dpa.pdf"
    assert refused.not_assessed is not None
    assert not any(one.status == "absent" for one in whole.requirements)
    assert of(whole).reason.endswith("and dpa.pdf could not be read.")


def test_files_none_of_which_can_be_read_give_no_verdict() -> None:
    files = {"a.pdf": UnreadableError("encrypted"), "b.pdf": UnreadableError("empty")}
    report = scan(files, [PACKS["gdpr-art28"]], as_one=True)
    assert all(one.not_assessed for one in report.documents)
    assert len(report.documents) == 2


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    head = "Agreement between the Provider and the Customer.\n"
    (tmp_path / "msa.md").write_text("# Master Services Agreement\n" + head + MSA)
    (tmp_path / "dpa.md").write_text("# Data Processing Agreement\n" + head + DPA)
    (tmp_path / "scan.pdf").write_bytes(b"")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = cli(["scan", "--as-one", *arguments, "--pack", "gdpr-art28", "--format", "json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("folder")
def test_the_json_of_a_set_fits_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = printed(capsys, "msa.md", "dpa.md")
    assert code == 1
    jsonschema.validate(data, json.loads(schema_text("report")))
    (whole,) = data["documents"]
    assert whole["path"] == "msa.md + dpa.md"
    assert [one["path"] for one in whole["files"]] == ["msa.md", "dpa.md"]
    breach = next(one for one in whole["requirements"] if one["id"] == BREACH)
    assert breach["evidence"][0]["file"] == "dpa.md"


@pytest.mark.usefixtures("folder")
def test_an_unreadable_file_makes_the_set_incomplete(capsys: pytest.CaptureFixture[str]) -> None:
    code, data = printed(capsys, "msa.md", "dpa.md", "scan.pdf")
    assert code == 2
    jsonschema.validate(data, json.loads(schema_text("report")))
    assert data["documents"][1]["not_assessed"]["cause"] == "empty"
    assert cli(["scan", "--as-one", "msa.md", "scan.pdf", "--fail-on", "never"]) == 2
    shown = capsys.readouterr().out
    assert "INCOMPLETE: scan.pdf could not be read" in shown
    assert "missing:" not in shown


@pytest.mark.usefixtures("folder")
def test_the_text_report_says_which_file_a_passage_stands_in(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cli(["scan", "--as-one", "msa.md", "dpa.md", "--pack", "gdpr-art28"])
    shown = capsys.readouterr().out
    assert "One contract in 2 files:" in shown
    assert "dpa.md, section" in shown or "dpa.md, paragraph" in shown


@pytest.mark.usefixtures("folder")
def test_one_file_has_the_json_it_always_had(capsys: pytest.CaptureFixture[str]) -> None:
    cli(["scan", "dpa.md", "--pack", "gdpr-art28", "--format", "json"])
    (alone,) = json.loads(capsys.readouterr().out)["documents"]
    assert "files" not in alone
    assert all("file" not in quote for r in alone["requirements"] for quote in r["evidence"])
