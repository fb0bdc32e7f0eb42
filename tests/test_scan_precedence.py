"""Contradicting parts of one contract: the prevailing one counts, where a clause says which."""

from __future__ import annotations

import pytest

from contract_kit.document import Document
from contract_kit.errors import UnreadableError
from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan import scan
from contract_kit.scan.parts import Parts
from contract_kit.scan.passages import passages
from contract_kit.scan.plaintext import document
from contract_kit.scan.precedence import Order
from contract_kit.scan.result import RequirementResult

GDPR = next(one for one in load_packs(bundled("packs")) if one.id == "gdpr-art28")
MSA = "# Services\nThe Provider shall perform the Services.\n"
DPA = (
    "# Personal data breaches\n"
    "The Processor shall notify the Controller of a personal data breach within 48 hours.\n"
)
DENIES = "The Provider shall not notify the Customer of a personal data breach.\n"
SLOWER = "The Provider shall notify the Customer of a personal data breach within 96 hours.\n"
DPA_WINS = "# Conflict\nIf this DPA and the Agreement conflict, this DPA shall prevail.\n"
MSA_WINS = (
    "# Precedence\nIf documents conflict, the order of precedence is: (a) this Agreement; "
    "(b) the Data Processing Agreement; (c) the Schedules.\n"
)


def breach(msa: str, dpa: str) -> RequirementResult:
    files: dict[str, Document | UnreadableError] = {
        "msa.txt": document(MSA + msa, "Master Services Agreement"),
        "dpa.txt": document(DPA + dpa, "Data Processing Agreement"),
    }
    report = scan(files, [GDPR], conditions=["gdpr"], as_one=True)
    (result,) = report.documents
    return next(one for one in result.requirements if one.id == "gdpr-breach-notice")


def test_a_denial_that_prevails_takes_the_duty_away() -> None:
    result = breach(DENIES + MSA_WINS, "")
    assert result.status == "absent"
    assert [near.file for near in result.closest] == ["msa.txt", "dpa.txt"]
    assert "msa.txt prevails over dpa.txt" in result.reason


def test_a_denial_that_gives_way_changes_nothing() -> None:
    result = breach(DENIES, DPA_WINS)
    assert result.status == "satisfied"
    assert result.evidence[0].file == "dpa.txt"


@pytest.mark.parametrize(("msa", "dpa"), [("", ""), (MSA_WINS, DPA_WINS)])
def test_without_a_clear_order_both_passages_are_shown(msa: str, dpa: str) -> None:
    result = breach(DENIES + msa, dpa)
    assert result.status == "unclear"
    assert {one.file for one in result.evidence} == {"msa.txt", "dpa.txt"}
    assert result.reason.endswith("no clause says clearly which prevails.")


@pytest.mark.parametrize(
    ("msa", "dpa", "hours"), [(MSA_WINS, "", "96"), ("", DPA_WINS, "48")], ids=["msa", "dpa"]
)
def test_of_two_values_that_of_the_prevailing_file_counts(msa: str, dpa: str, hours: str) -> None:
    result = breach(SLOWER + msa, dpa)
    assert result.status == "satisfied"
    assert [one.value for one in result.values] == [hours]


def test_two_values_without_an_order_are_unclear() -> None:
    assert breach(SLOWER, "").status == "unclear"


def test_equal_values_are_no_contradiction() -> None:
    assert breach(SLOWER.replace("96", "48"), "").status == "satisfied"


def test_a_passage_that_overrides_the_order_leaves_it_unclear() -> None:
    overriding = "Notwithstanding anything to the contrary, t" + SLOWER[1:]
    assert breach(overriding, DPA_WINS).status == "unclear"


def test_a_denial_of_something_else_is_none() -> None:
    other = "The Provider shall not be deemed to notify a personal data breach by a status page.\n"
    assert breach(other, "").status == "satisfied"


def test_within_one_file_the_body_may_prevail_over_its_schedules() -> None:
    text = (
        "# Precedence\nIf they conflict, this Agreement prevails over the Schedules.\n"
        "# Breaches\nThe Provider shall notify the Customer of a personal data breach "
        "within 48 hours.\n# Schedule 2 Data\n" + SLOWER
    )
    report = scan({"a.txt": document(text)}, [GDPR], conditions=["gdpr"])
    results = {one.id: one for one in report.documents[0].requirements}
    assert [one.value for one in results["gdpr-breach-notice"].values] == ["48"]
    silent = text.replace("If they conflict, this Agreement prevails over the Schedules.", "")
    report = scan({"a.txt": document(silent)}, [GDPR], conditions=["gdpr"])
    results = {one.id: one for one in report.documents[0].requirements}
    assert results["gdpr-breach-notice"].status == "satisfied"


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "The following order of precedence applies:\n(a) the Order Form;\n(b) this Agreement;"
            "\n(c) the Schedules.",
            {("order", "agreement"), ("order", "schedules"), ("agreement", "schedules")},
        ),
        (
            "In the event of a conflict, the Standard Contractual Clauses shall take precedence "
            "over this Agreement.",
            {("scc", "agreement")},
        ),
        ("In case of conflict the order of precedence is agreed from time to time.", set()),
        ("In case of conflict between the Schedules, the stricter provision prevails.", set()),
        ("The laws of England govern this Agreement.", set()),
    ],
)
def test_clauses_that_say_which_prevails(text: str, pairs: set[tuple[str, str]]) -> None:
    found = passages(document(text, "Services Agreement"))
    order = Order(found, Parts(found, {"": "Services Agreement"}))
    assert set(order.rules) == pairs


@pytest.mark.parametrize(
    ("title", "file", "kinds"),
    [
        ("Master Services Agreement", "a.docx", ("agreement",)),
        ("Data Processing Addendum", "a.docx", ("dpa",)),
        ("Schedule 3: Data Processing Agreement", "a.docx", ("dpa", "schedules")),
        ("Service Level Agreement", "a.docx", ("sla",)),
        ("", "Statement_of_Work.docx", ("order",)),
        ("", "msa.docx", ("agreement",)),
        ("Untitled", "letter.docx", ()),
    ],
)
def test_what_a_file_is_by_its_title_or_name(title: str, file: str, kinds: tuple[str, ...]) -> None:
    parts = Parts(passages(document("We agree.", title)), {file: title})
    assert set(parts.kinds_of(file)) == set(kinds)


def test_a_schedule_that_is_a_data_processing_agreement_is_both() -> None:
    files: dict[str, Document | UnreadableError] = {
        "msa.txt": document(
            MSA + DENIES + "# Precedence\nIf they conflict, the Schedules prevail over this "
            "Agreement.\n",
            "Master Services Agreement",
        ),
        "s3.txt": document(DPA, "Schedule 3: Data Processing Agreement"),
    }
    report = scan(files, [GDPR], conditions=["gdpr"], as_one=True)
    results = {one.id: one for one in report.documents[0].requirements}
    assert results["gdpr-breach-notice"].status == "satisfied"
