"""The papers that a contract names but that were not given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contract_kit.cli.group import cli
from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan import scan
from contract_kit.scan.plaintext import document
from contract_kit.scan.result import DocumentResult

PACKS = {one.id: one for one in load_packs(bundled("packs"))}
FAULTS = Path(__file__).parent / "data" / "faults"
HEAD = "# Outsourcing Agreement\nThe Supplier answers calls for the Customer.\n"
LONG = "The Supplier shall answer nine calls of ten within twenty seconds in each month. " * 4


def read(*texts: str, pack: str = "ai-use") -> DocumentResult:
    files = {f"{number}.txt": document(one) for number, one in enumerate(texts)}
    return scan(files, [PACKS[pack]], as_one=len(texts) > 1).documents[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Prices are set out in Annex 2.", ["Annex 2"]),
        (
            "See Schedules 1, 2 and B-1 and Exhibit C.",
            "Schedule 1,Schedule 2,Schedule B-1,Exhibit C",
        ),
        ("The annexes are ANNEX I and ANNEX II; Annex 2 prevails.", "Annex I,Annex II"),
        ("It is subject to a separately executed Business Associate Agreement (BAA).", "BAA"),
        ("The DPA governs personal data; the data processing agreement prevails.", "DPA"),
        ("The parties shall enter into a service level agreement.", "Service Level Agreement"),
        ("The fees are stated in the Order Form.", ["Order Form"]),
        (
            "The Customer shall follow the Acceptable Use Policy at https://a.example/aup.",
            "Acceptable Use Policy",
        ),
        ("It belongs to the Master Services Agreement of 3 May 2026.", "Master Services Agreement"),
        (
            "Under that certain Escrow Agreement dated 3 May 2026 the code is kept.",
            "Escrow Agreement",
        ),
        (
            "Standards are those of the Acme Security Policy. The Security Policy may change.",
            "Acme Security Policy",
        ),
    ],
)
def test_what_is_named_and_not_given_is_listed(text: str, names: str | list[str]) -> None:
    wanted = names.split(",") if isinstance(names, str) else names
    if wanted == ["BAA"]:
        wanted = ["Business Associate Agreement"]
    assert list(read(HEAD + text).papers_not_given) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Measures follow Annex II of the Regulation and Annex III of Regulation (EU) 2024/1689.",
        "Certificates follow ISO/IEC 27001:2022 Annex A.",
        "Schedule 1 to the Data Protection Act 2018 applies.",
        "A schedule, any annex and each order form are in writing.",
        "Each Statement of Work and every Order Form is signed. Statements of Work bind.",
        "No Data Processing Agreement is needed.",
        "This Outsourcing Agreement is the entire Agreement. The Outsourcing Agreement binds.",
        "The Standard Contractual Clauses apply.",
        "ANY CLAIM ARISING FROM THIS AGREEMENT OR A BREACH OF CONTRACT IS LIMITED.",
        f"Prices are set out in Annex 2.\n# Annex 2\n{LONG}",
        f"Levels stand in the Service Level Agreement.\n# Service Level Agreement\n{LONG}",
    ],
)
def test_laws_generic_words_and_what_is_there_are_not(text: str) -> None:
    assert read(HEAD + text).papers_not_given == ()


@pytest.mark.parametrize("says", ["applies", "governs the fees", "also applies", "specifies them"])
def test_a_sentence_about_an_annex_is_not_its_title(says: str) -> None:
    text = f"The Provider shall act with care. Schedule 7 {says}.\n\nThis is governed by law.\n"
    assert read(HEAD + text).papers_not_given == ("Schedule 7",)


def test_a_heading_alone_is_no_paper() -> None:
    text = "# 4. Data Processing Agreement\nThe Data Processing Agreement applies.\n"
    assert read(HEAD + text).papers_not_given == ("Data Processing Agreement",)


def test_what_stands_in_another_file_of_the_set_is_given() -> None:
    contract = HEAD + "Personal data is governed by the Data Processing Agreement and the SLA."
    paper = "# Data Processing Agreement\nThe Processor keeps personal data secret."
    assert read(contract).papers_not_given == ("Data Processing Agreement", "SLA")
    assert read(contract, paper).papers_not_given == ("SLA",)


@pytest.mark.parametrize(
    ("pack", "id", "text"),
    [
        ("hipaa-baa", "hipaa-504-uses", "The parties will sign a Business Associate Agreement."),
        ("hipaa-baa", "hipaa-410-time", "Health data is governed by that certain BAA dated 3 May."),
        ("gdpr-art28", "gdpr-breach-notice", "The DPA at https://a.example/dpa applies."),
        ("gdpr-art28", "gdpr-audit", "Data is processed under the Data Processing Addendum."),
        ("gdpr-chapter5", "gdpr-tr-module", "The parties will sign separate SCCs."),
        ("ccpa-service-provider", "ccpa-7051-1", "The Data Protection Addendum governs data."),
        ("bpo-baseline", "bpo-sl-reporting", "The separate Service Level Agreement applies."),
        ("bpo-baseline", "bpo-at-risk", "Performance is subject to the SLA."),
    ],
)
def test_what_is_left_to_a_paper_that_is_not_there_is_unclear(
    pack: str, id: str, text: str
) -> None:
    result = next(one for one in read(HEAD + text, pack=pack).requirements if one.id == id)
    assert result.status == "unclear"
    assert "is left to" in result.reason
    assert result.evidence[0].quote in text
    bare = next(one for one in read(HEAD, pack=pack).requirements if one.id == id)
    assert bare.status == "absent"


@pytest.mark.parametrize(
    "text",
    [
        "No Business Associate Agreement is needed.",
        "Unless the parties sign a Business Associate Agreement, no health data is sent.",
        "The Order Form applies.",
    ],
)
def test_a_paper_that_is_denied_or_of_another_kind_holds_nothing(text: str) -> None:
    found = read(HEAD + text, pack="hipaa-baa").requirements
    assert {one.status for one in found} == {"absent"}


def test_what_the_contract_says_itself_is_found_beside_such_a_paper() -> None:
    told = "The Processor shall notify the Controller of a personal data breach without delay.\n"
    found = read(HEAD + told + "The DPA applies.", pack="gdpr-art28").requirements
    statuses = {one.id: one.status for one in found}
    assert statuses["gdpr-breach-notice"] == "satisfied"
    assert statuses["gdpr-audit"] == "unclear"


def test_every_paper_of_a_pack_holds_requirements_of_it() -> None:
    for pack in PACKS.values():
        for ids in pack.papers.values():
            assert set(ids) <= {"all", *pack.by_id}


def test_json_names_the_papers(capsys: pytest.CaptureFixture[str]) -> None:
    path = FAULTS / "separate_baa.md"
    cli(["scan", str(path), "--pack", "hipaa-baa", "--format", "json"])
    (one,) = json.loads(capsys.readouterr().out)["documents"]
    assert one["papers_not_given"] == ["Business Associate Agreement"]
    uses = next(r for r in one["requirements"] if r["id"] == "hipaa-504-uses")
    assert uses["status"] == "unclear"
    assert "a separately executed Business Associate Agreement" in uses["reason"]
