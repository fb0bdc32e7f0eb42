"""The engine: statuses, evidence, closest passages, values, conditions and findings."""

from __future__ import annotations

import pytest

from contract_kit.errors import UnreadableError
from contract_kit.findings import Cure, Severity
from contract_kit.library.packs import Pack, load_packs
from contract_kit.resources import bundled
from contract_kit.scan.engine import scan
from contract_kit.scan.plaintext import document
from contract_kit.scan.result import DocumentResult, RequirementResult

GDPR = next(one for one in load_packs(bundled("packs")) if one.id == "gdpr-art28")
FILLER = "The Provider shall deliver the Services with care and skill in every month of the Term.\n"


def result(text: str, *conditions: str, pack: Pack = GDPR) -> DocumentResult:
    report = scan({"a.txt": document(text, "A")}, [pack], conditions=conditions)
    return report.documents[0]


def found(text: str, requirement: str) -> RequirementResult:
    return next(one for one in result(text).requirements if one.id == requirement)


def test_every_requirement_gets_a_result_in_the_order_of_the_pack() -> None:
    ids = [one.id for one in result("The parties agree.").requirements]
    assert ids == [one.id for one in GDPR.requirements]


def test_an_unreadable_file_says_so_and_the_others_are_scanned() -> None:
    error = UnreadableError("encrypted")
    report = scan({"x.pdf": error, "y.txt": document("We agree.")}, [GDPR])
    first, second = report.documents
    assert first.not_assessed is not None
    assert first.not_assessed.cause == "encrypted"
    assert second.not_assessed is None
    assert second.requirements


def test_evidence_is_one_sentence_word_for_word_with_its_place() -> None:
    text = "# Breaches\nFirst.\nThe Processor shall notify the Controller of a breach immediately."
    (quote,) = found(text, "gdpr-breach-notice").evidence
    assert quote.quote == "The Processor shall notify the Controller of a breach immediately."
    assert quote.paragraph == 3


def test_a_long_sentence_is_cut_around_the_words_that_count() -> None:
    care = "with all due regard to the interests of the parties and of everybody concerned "
    text = f"The Processor shall, {care * 8}, notify the Controller of a breach immediately."
    (quote,) = found(text, "gdpr-breach-notice").evidence
    assert len(quote.quote.split()) <= 80
    assert quote.quote in text
    assert "notify the Controller of a breach" in quote.quote


def test_at_most_three_quotes() -> None:
    line = "The Processor shall notify the Controller of a breach immediately.\n"
    assert len(found(line * 5, "gdpr-breach-notice").evidence) == 3


def test_what_is_absent_shows_the_closest_passages_and_why_they_do_not_do() -> None:
    text = (
        "The Controller shall notify the Processor of a breach immediately.\n"
        "The Processor shall not notify the Controller of a breach immediately.\n"
    )
    read = found(text, "gdpr-breach-notice")
    assert read.status == "absent"
    reasons = [one.why_not for one in read.closest]
    assert "puts the duty on the other party" in reasons
    assert "says the opposite: the duty is negated" in reasons


def test_redacted_terms_are_unclear_never_absent() -> None:
    text = "# Personal data breaches\n[***]\n# Fees\nThe fee is 5."
    assert found(text, "gdpr-breach-notice").status == "unclear"
    assert found("# Fees\n[***]", "gdpr-breach-notice").status == "absent"


@pytest.mark.parametrize(
    ("time", "severity"),
    [("24 hours", None), ("48 hours", "info"), ("3 days", "warning"), ("96 hours", "error")],
)
def test_a_value_past_its_threshold_is_a_finding_of_its_own(time: str, severity: str) -> None:
    text = f"The Processor shall notify the Controller of a breach within {time}."
    read = result(text, "gdpr")
    notice = next(one for one in read.requirements if one.id == "gdpr-breach-notice")
    assert notice.status == "satisfied"
    (value,) = notice.values
    assert (value.parameter, value.unit) == ("breach_notice", "hour")
    past = [one for one in read.findings if one.id == "gdpr-breach-notice.breach_notice"]
    assert [str(one.severity) for one in past] == ([severity] if severity else [])


def test_findings_only_where_the_requirement_applies() -> None:
    text = "The parties like each other."
    assert result(text).findings == ()
    assert {one.applies for one in result(text).requirements} == {"unknown"}
    assumed = result(text, "gdpr")
    assert {one.applies for one in assumed.requirements} == {"yes"}
    assert len(assumed.findings) == 26
    denied = result(f"{text} The GDPR is mentioned.", "no-gdpr")
    assert {one.applies for one in denied.requirements} == {"no"}
    assert denied.findings == ()


def test_a_condition_is_found_in_the_document_and_the_words_are_shown() -> None:
    read = result("The parties observe the GDPR.").requirements[0]
    assert read.applies == "yes"
    assert "GDPR" in read.applies_because


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("Nothing.", Severity.ERROR),
        ("The Processor shall notify the Controller of any breach.", Severity.WARNING),
        ("# Personal data breaches\n[***]", Severity.INFO),
    ],
)
def test_the_severity_follows_the_status(text: str, severity: Severity) -> None:
    finding = next(o for o in result(text, "gdpr").findings if o.id == "gdpr-breach-notice")
    assert finding.severity == severity


def test_an_absent_requirement_without_a_closest_passage_is_of_the_document() -> None:
    finding = next(o for o in result("Hello.", "gdpr").findings if o.id == "gdpr-records")
    assert finding.location.document_level
    assert finding.location.paragraph == 1


def test_cures_come_with_the_finding() -> None:
    cures = {"gdpr-records": (Cure("dp.audit", "customer"),)}
    report = scan({"a": document("Hello.")}, [GDPR], conditions=["gdpr"], cures=cures)
    finding = next(o for o in report.documents[0].findings if o.id == "gdpr-records")
    assert finding.cure == (Cure("dp.audit", "customer"),)


def test_in_a_long_contract_only_passages_about_the_subject_count() -> None:
    clause = "# Invoices\nThe Customer may audit the invoices and inspect the books.\n"
    assert found(clause + FILLER * 100, "gdpr-audit").status == "absent"
    about = "# Data protection\nThe Customer may audit the processing of personal data.\n"
    assert found(about + FILLER * 100, "gdpr-audit").status == "partial"


def packs_of(text: str, *conditions: str) -> set[str]:
    packs = load_packs(bundled("packs"))
    report = scan({"a.txt": document(text)}, packs, conditions=conditions, choose=True)
    return {one.pack for one in report.documents[0].requirements}


def test_a_pack_of_a_special_regime_is_read_where_its_conditions_hold() -> None:
    special = {"dora-art30", "eba-outsourcing", "eu-data-act-switching"}
    assert not special & packs_of("The Provider shall supply the Services.")
    text = "The Provider supplies ICT services to a financial entity under DORA."
    assert packs_of(text) & special == {"dora-art30"}
    assert packs_of("We agree.", "bank_eu") & special == {"eba-outsourcing"}
    text = "This annex sets out switching under the EU Data Act."
    assert packs_of(text) & special == {"eu-data-act-switching"}
    assert not special & packs_of(text, "no-eu_customer")


def test_packs_chosen_by_the_document_are_those_whose_conditions_hold() -> None:
    texts = {"plain": document("We clean windows."), "eu": document("The GDPR applies to it.")}
    report = scan(texts, [GDPR], choose=True)
    plain, eu = (len(one.requirements) for one in report.documents)
    assert (plain, eu) == (0, len(GDPR.requirements))
    assert (
        scan({"a": texts["plain"]}, [GDPR], conditions=["gdpr"], choose=True)
        .documents[0]
        .requirements
    )
