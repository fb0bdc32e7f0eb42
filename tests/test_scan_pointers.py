"""What is left to a text that is not there is unclear: never absent, never met by a pointer."""

from __future__ import annotations

import pytest

from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan import scan
from contract_kit.scan.plaintext import document
from contract_kit.scan.result import RequirementResult

PACKS = {pack.id: pack for pack in load_packs(bundled("packs"))}
SUBS = "gdpr-sub-flowdown"
TOMS = "gdpr-concrete-toms"


def found(id: str, pack: str = "gdpr-art28", **files: str) -> RequirementResult:
    documents = {f"{name}.txt": document(text, name) for name, text in files.items()}
    report = scan(documents, [PACKS[pack]], conditions=["gdpr"], as_one=len(files) > 1)
    return next(one for one in report.documents[0].requirements if one.id == id)


BREACH = "gdpr-breach-notice"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("The rules on personal data breaches are set out in Annex II.", "not in this file"),
        ("Annex II describes how personal data breaches are handled.", "not in this file"),
        (
            "The rules on personal data breaches are set out in Annex 2.\n# ANNEX II\n"
            "To be provided.",
            "empty",
        ),
        ("# Personal data breaches\nTo be provided.", "ask for the missing text"),
        ("# Personal data breaches\n[TBD]", "ask for the missing text"),
        ("Personal data breaches: [insert the process]", "ask for the missing text"),
        ("Personal data breaches: [Drafting note: insert the process]", "ask for the missing text"),
        ("Personal data breaches [Note: use this row to add what differs]", "missing text"),
        ("Personal data breaches: 24/48 hours [delete as appropriate]", "ask for the missing text"),
        ("The rules on personal data breaches are attached separately.", "separate text"),
        ("Personal data breaches are described in the Data Processing Agreement.", "not in this"),
        ("# Personal data breaches\nIllegible", "redacted or illegible"),
    ],
)
def test_what_a_missing_text_would_say_is_unclear(text: str, why: str) -> None:
    result = found(BREACH, a=text)
    assert result.status == "unclear"
    assert why in result.reason
    assert result.reason.endswith(".")
    assert result.evidence


@pytest.mark.parametrize(
    "text",
    [
        "Fees are set out in Annex II.",
        "The rules on personal data breaches are set out in Annex II.\n# Annex II\nWe are nice.",
        "Breaches are described in Annex II of the Regulation.",
        "Unless rules on personal data breaches are set out in Annex II, the fee is 5.",
        "# Data Processing Agreement\nBreaches are described in the Data Processing Agreement.",
        "# Personal data breaches\nReports are to be provided.",
        "Personal data breaches [Drafting note: if nothing differs, delete this row.]",
        "Personal data breaches [Delete if the Customer is no controller]",
        "# Personal data breaches\nName: ____",
        "# Personal data breaches\nPrint Name (of the signatory): ____",
        "# Personal data breaches\nBy: ________",
        "The rules on personal data breaches are set out in Schedule 1.\n"
        "# Schedule 1\n# Annex A\nNothing on them.",
    ],
)
def test_a_text_that_is_there_or_speaks_of_other_things_leaves_it_absent(text: str) -> None:
    assert found(BREACH, a=text).status == "absent"


PRICES = "The Customer shall pay the fees set forth in Exhibit B. No other charges are payable.\n"


def test_a_pointer_alone_never_meets_a_requirement() -> None:
    result = found("bpo-pricing", "bpo-baseline", a=PRICES)
    assert result.status == "unclear"
    assert "Exhibit B" in result.reason
    assert "Exhibit B" in result.evidence[0].quote
    held = PRICES + "# Exhibit B\nThe fee is GBP 20 for each call handled in the month.\n"
    assert found("bpo-pricing", "bpo-baseline", a=held).status == "satisfied"


def test_a_duty_stands_though_its_annex_is_missing() -> None:
    text = (
        "The Processor shall implement appropriate technical and organisational measures to "
        "ensure a level of security appropriate to the risk, as set out in Annex II.\n"
    )
    assert found("gdpr-security", a=text).status == "satisfied"


def test_a_pointer_into_another_file_of_the_set_resolves() -> None:
    pointing = "The rules on personal data breaches are set out in Annex II."
    told = "The Processor shall notify the Controller of a personal data breach without delay.\n"
    assert found(BREACH, dpa=pointing, annex_2=told).status == "satisfied"
    assert found(BREACH, dpa=pointing, annex_2="Other things.").status == "absent"
    other = found(BREACH, dpa=pointing, sla="Other things.")
    assert other.status == "unclear"
    assert "not in the files" in other.reason


@pytest.mark.parametrize("mark", ["[***]", "[REDACTED]", "██████", "[illegible]", "XXXXXX"])
def test_redacted_and_illegible_terms_are_unclear_with_the_reason(mark: str) -> None:
    result = found(BREACH, a=f"# Personal data breaches\n{mark}\n")
    assert result.status == "unclear"
    assert result.reason == "The passage is redacted or illegible; ask for its text."
