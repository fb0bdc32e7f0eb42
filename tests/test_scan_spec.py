"""Conditions answered by the contract's own spec, then by the user, then by the document."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_kit.cli.group import cli
from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan.conditions import Known, facts
from contract_kit.scan.passages import passages
from contract_kit.scan.plaintext import document
from contract_kit.spec import load
from contract_kit.spec.answers import _QUESTIONS, answers
from tests.conftest import EXAMPLES

PACKS = load_packs(bundled("packs"))
GDPR = [one for one in PACKS if one.id == "gdpr-art28"]


def test_every_condition_that_a_spec_answers_is_one_of_a_pack() -> None:
    known = {name for pack in PACKS for name in pack.conditions}
    assert set(_QUESTIONS) <= known


@pytest.mark.parametrize(
    ("name", "holding", "denied"),
    [
        (
            "support.yaml",
            {"gdpr", "uk_gdpr", "offshore", "ai_used", "philippines_delivery", "multi_currency"},
            {"phi", "cardholder_data", "scc", "california_pi", "eu_customer"},
        ),
        ("medical.yaml", {"phi", "offshore"}, {"gdpr", "philippines_delivery"}),
    ],
)
def test_the_examples_answer(name: str, holding: set[str], denied: set[str]) -> None:
    found = answers(load(EXAMPLES / name))
    assert holding <= {key for key, one in found.items() if one[0]}
    assert denied <= {key for key, one in found.items() if not one[0]}


def test_an_answer_names_the_path_and_the_line() -> None:
    because = answers(load(EXAMPLES / "support.yaml"))["philippines_delivery"][1]
    assert "sites.manila.country" in because
    assert "support.yaml:" in because


def test_a_spec_that_is_silent_gives_no_answer() -> None:
    found = answers(load(EXAMPLES / "minimal.yaml"))
    assert "ai_used" not in found
    assert "deliverables" not in found
    assert "multi_year" in found


def applies(known: Known, text: str = "The GDPR applies.") -> tuple[str, str]:
    return facts(passages(document(text)), GDPR, known).applies(("gdpr",))


def test_the_spec_goes_before_the_user_and_the_user_before_the_document() -> None:
    told = {"gdpr": (False, "the spec says otherwise")}
    assert applies(Known(frozenset({"gdpr"}), told)) == ("no", "gdpr: the spec says otherwise")
    assert applies(Known(frozenset({"no-gdpr"}))) == ("no", "gdpr was assumed not to hold")
    assert applies(Known()) == ("yes", "gdpr: the document says “GDPR”")
    assert applies(Known(), "We agree.")[0] == "unknown"


def test_scan_takes_the_spec_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "vendor.md"
    paper.write_text("# Services Agreement\nThe Provider shall answer calls for the Customer.\n")
    spec = str(EXAMPLES / "support.yaml")
    assert cli(["scan", str(paper), "--spec", spec, "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["documents"]
    reasons = {one["pack"]: one["applies_because"] for one in found["requirements"]}
    assert "data_protection.regimes" in reasons["gdpr-art28"]
    assert "hipaa-baa" not in reasons
    assert cli(["scan", str(paper), "--spec", spec]) == 1
    assert "the spec says so (data_protection.regimes" in capsys.readouterr().out


def test_a_pack_asked_for_holds_whatever_the_spec_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "vendor.md"
    paper.write_text("# Services Agreement\nThe Provider shall answer calls for the Customer.\n")
    spec = str(EXAMPLES / "support.yaml")
    arguments = ["scan", str(paper), "--spec", spec, "--pack", "hipaa-baa", "--format", "json"]
    cli(arguments)
    (found,) = json.loads(capsys.readouterr().out)["documents"]
    assert {one["applies"] for one in found["requirements"]} >= {"yes"}
    assert all("phi was assumed" in one["applies_because"] for one in found["requirements"])


def test_a_spec_with_mistakes_is_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("contract_kit: 1\n")
    assert cli(["scan", str(EXAMPLES / "vendor_agreement.docx"), "--spec", str(wrong)]) == 2
