"""Papers that go with another contract: by what they call themselves where they begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_kit.cli.group import cli
from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan import scan
from contract_kit.scan.plaintext import document

PACKS = {one.id: one for one in load_packs(bundled("packs"))}
BASE = PACKS["bpo-baseline"]
BODY = "\nThe Provider handles personal data for the Customer.\n"


def applies(text: str, *conditions: str) -> tuple[str, str]:
    found = scan({"a.txt": document(text + BODY)}, [BASE], conditions=conditions)
    (one,) = [r for r in found.documents[0].requirements if r.id == "bpo-liability"]
    return one.applies, one.applies_because


@pytest.mark.parametrize(
    "text",
    [
        "# Data Processing Agreement",
        "# Northwind Data Processing Addendum",
        "# Business Associate Agreement (BAA)",
        "# Exhibit C to the Outsourcing Agreement",
        "# Amendment No. 2 to the Services Agreement",
        "# Data protection\nThis DPA supplements the Master Services Agreement of the parties.",
        "This Security Annex (“Annex”) forms part of the agreement on call handling.",
    ],
)
def test_what_goes_with_another_contract_leaves_the_baseline_open(text: str) -> None:
    found, because = applies(text)
    assert found == "unknown"
    assert "the document begins with “" in because


@pytest.mark.parametrize(
    "text",
    [
        "# Outsourcing Agreement",
        "# Data Processing Services Agreement",
        "# Master Services Agreement\n# Data Processing Agreement",
        "# Terms of Service\nThis Data Processing Addendum forms part of these terms.",
        "This Agreement amends nothing. It is made between A and B.",
        "# Outsourcing Agreement\n" + "The Provider shall act.\n" * 20 + "# Data Processing Terms",
    ],
)
def test_a_contract_of_its_own_is_asked_for_everything(text: str) -> None:
    assert applies(text) == ("yes", "always")


SECRET = (
    "Each party shall keep the confidential information of the other secret.\n"
    "The recipient shall use it only to evaluate a possible business relationship.\n"
    "The receiving party shall return all confidential information on request.\n"
    "It is governed by the laws of England.\n"
)
SERVED = (
    "The Supplier shall provide the services to the Customer.\n"
    "The Customer shall pay the charges within thirty days.\n"
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("# Mutual Non-Disclosure Agreement", "a non-disclosure agreement"),
        ("# Mutual Confidentiality and Non-Disclosure Agreement (MNDA)", "a non-disclosure"),
        ("# MUTUAL NDA", "a non-disclosure agreement"),
        ("# non disclosure agreement", "a non-disclosure agreement"),
        ("# Deed of Confidentiality", "a non-disclosure agreement"),
        ("# Confidentiality Deed between Alpha Limited and Beta Limited", "a non-disclosure"),
        ("# Acme Corp. Confidential Disclosure Agreement", "a non-disclosure agreement"),
        ("# Agreement\nThis Confidentiality Agreement is made by A and B.", "a non-disclosure"),
        ("# Data Sharing Agreement", "a data sharing agreement"),
        ("# Letter of Intent", "a letter of intent"),
        ("# Memorandum of Understanding", "a letter of intent"),
        ("# Order Form No. 3", "an order"),
        ("# STATEMENT OF WORK", "an order"),
        ("# Purchase Order", "an order"),
        ("# Privacy Policy", "a privacy policy"),
        ("# Website Terms of Use", "terms of use"),
        ("# Contract of Employment", "an employment contract"),
        ("# Executive Employment Agreement", "an employment contract"),
        ("# Commercial Lease", "a lease"),
        ("# Office Lease Agreement", "a lease"),
        ("# Software License Agreement", "a licence"),
        ("# End-User Licence Agreement (EULA)", "a licence"),
        ("# Agreement for the Sale of Goods", "a contract of sale"),
        ("# Asset Purchase Agreement", "a contract of sale"),
        ("# Loan Agreement", "a contract of finance"),
        ("# Shareholders' Agreement relating to Alpha Services Ltd", "a contract of finance"),
        ("# Second Variation to the Services Agreement dated 1 May 2026", "an amendment"),
        ("# Notice of termination", "a notice"),
        ("# Invoice 2027-118", "an invoice"),
        ("# Minutes of the monthly service review, 4 May 2027", "minutes"),
        ("# Request for Proposal: Payroll Services", "an invitation to tender"),
        ("# Building Contract", "a building contract"),
        ("# Supply Agreement", "a contract of sale"),
        ("Dear Ms Reyes", "a letter"),
    ],
)
def test_a_paper_of_another_kind_leaves_the_baseline_open(title: str, kind: str) -> None:
    found, because = applies(f"{title}\nIt is between Alpha Limited and Beta Limited.")
    assert found == "unknown"
    assert f"other_paper: the document is taken for {kind}" in because


def test_a_text_that_binds_nobody_is_no_contract() -> None:
    found, because = applies("Mix 200 g of flour with two eggs. Fry in butter. Serve with lemon.")
    assert found == "unknown"
    assert "a paper that binds nobody" in because


def test_an_agreement_on_secrets_alone_shows_by_what_it_says() -> None:
    for title in ("# Agreement", "# Mutual Agreement", ""):
        found, because = applies(f"{title}\n{SECRET}")
        assert found == "unknown"
        assert "3 of its 5 sentences are on confidential information" in because


@pytest.mark.parametrize(
    "text",
    [
        f"# Master Services Agreement\n{SERVED}{SECRET}",
        f"# Services Agreement and Non-Disclosure Agreement\n{SECRET}",
        f"# Non-Disclosure and Services Agreement\n{SECRET}",
        f"# Non-Disclosure Agreement\n{SERVED}{SECRET}",
        f"# Agreement\n{SERVED}{SECRET}",
        f"# Call Centre Agreement\n{SECRET}",
        "# Licence and Hosting Agreement",
        f"# Software License Agreement\n{SERVED}",
        "# Software License Agreement\n" + "Support is given on working days.\n" * 6,
        "# Employment Services Agreement",
        "# Terms of Service",
        "# Outsourcing Agreement\n# Non-Disclosure Agreement",
        "# Outsourcing Agreement\nThis Order Form is part of it.",
        "# Order Form\nLiability is limited. Either party may terminate it at will. "
        "It is governed by the laws of England. What is confidential is kept secret.",
    ],
)
def test_a_contract_for_services_is_no_paper_of_another_kind(text: str) -> None:
    assert applies(text) == ("yes", "always")


def test_a_contract_on_data_processing_is_not_one_on_personal_data() -> None:
    text = "# Data Processing Agreement\nThe Provider runs the Customer's mainframe.\n"
    found = scan({"a.txt": document(text)}, [BASE]).documents[0].requirements[0]
    assert found.applies == "yes"


def test_the_user_decides() -> None:
    assert applies("# Data Processing Agreement", *BASE.asserts) == ("yes", "always")
    assert applies("# Outsourcing Agreement", "addendum") == ("unknown", "addendum was assumed")


def test_a_set_is_whole_when_one_of_its_files_is() -> None:
    paper, contract = "# Data Processing Agreement" + BODY, "# Outsourcing Agreement" + BODY
    both = {"a.txt": document(paper), "b.txt": document(contract)}
    assert scan(both, [BASE], as_one=True).documents[0].requirements[0].applies == "yes"
    alike = {"a.txt": document(paper), "b.txt": document(paper)}
    assert scan(alike, [BASE], as_one=True).documents[0].requirements[0].applies == "unknown"


def test_the_report_says_why_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "dpa.md"
    paper.write_text("# Data Processing Agreement" + BODY)
    cli(["scan", str(paper)])
    said = capsys.readouterr().out
    said = " ".join(said.split())
    assert "Not judged: Commercial baseline of an outsourcing contract: the document begins" in said
    assert "--as-one" in said
    assert "--pack bpo-baseline" in said
    assert "bpo-liability" not in said
    cli(["scan", str(paper), "--pack", "bpo-baseline"])
    assert "bpo-liability" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The Vendor shall protect the protected health information.", True),
        ("The Vendor complies with HIPAA.", True),
        ("The HIPAA Privacy Rule applies.", True),
        ("Certificates: SOC 2, HIPAA, ISO 27001.", False),
        ("The Customer shall not upload protected health information.", False),
        ("“Prohibited Data” is protected health information and card data.", False),
    ],
)
def test_health_data_is_what_a_contract_handles_not_what_it_bans(text: str, holds: bool) -> None:
    found = scan({"a.txt": document(text)}, [PACKS["hipaa-baa"]]).documents[0].requirements[0]
    assert found.applies == ("yes" if holds else "unknown")
