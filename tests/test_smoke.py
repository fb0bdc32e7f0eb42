"""What a user does first: check a spec, build it, scan contracts, settle a month, ask why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_kit.cli.group import cli
from tests.conftest import EXAMPLES

pytestmark = pytest.mark.smoke
MINIMAL = str(EXAMPLES / "minimal.yaml")
SUPPORT = str(EXAMPLES / "support.yaml")
VENDOR = str(EXAMPLES / "vendor_agreement.docx")
FORMATS = ("docx", "pdf", "md", "html")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    assert cli(["build", MINIMAL, "-o", str(folder), "--format", ",".join(FORMATS)]) == 0
    return folder


def test_a_spec_is_valid() -> None:
    assert cli(["validate", MINIMAL]) == 0


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_built_is_read_and_holds_the_baseline(
    form: str, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli(["scan", str(built / f"minimal.{form}"), "--pack", "bpo-baseline"])
    shown = capsys.readouterr()
    assert (code, shown.err) == (0, "")
    assert "Payroll Services Agreement" in shown.out


def test_a_vendor_contract_has_findings_with_quotes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(["scan", VENDOR, "--format", "json"]) == 1
    (document,) = json.loads(capsys.readouterr().out)["documents"]
    found = {one["status"]: one for one in document["requirements"]}
    assert {"partial", "absent"} <= set(found)
    assert found["partial"]["evidence"]


def test_measurements_are_settled(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli(["settle", SUPPORT, str(EXAMPLES / "measurements.csv"), "--month", "2027-07"]) == 0
    assert "2027-07" in capsys.readouterr().out


def test_a_paragraph_tells_where_it_comes_from(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli(["why", str(built / "minimal.docx"), "5.1"]) == 0
    assert "term." in capsys.readouterr().out


def test_a_mistake_is_refused_where_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    text = Path(MINIMAL).read_text(encoding="utf-8")
    wrong.write_text(text.replace("target: 99.8", "target: many"), encoding="utf-8")
    assert cli(["build", str(wrong), "-o", str(tmp_path)]) == 2
    assert f"{wrong}:" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["wrong.yaml"]


def test_a_file_that_is_no_contract_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and no more")
    assert cli(["scan", str(broken)]) == 2
    assert "damaged" in capsys.readouterr().out
