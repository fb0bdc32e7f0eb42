"""The text report: its first lines, its counts, and a clause list that agrees with the verdicts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from contract_kit.cli.group import cli
from contract_kit.library.packs import load_packs
from contract_kit.report import render
from contract_kit.report.clause_list import SAME, clause_lines
from contract_kit.resources import bundled
from contract_kit.scan.clause_types import TITLES
from contract_kit.scan.result import (
    ClauseResult,
    DocumentResult,
    Evidence,
    LeftOut,
    Report,
    RequirementResult,
)

FAULTS = Path(__file__).parent / "data" / "faults"
PACKS = load_packs(bundled("packs"))
BASE = next(one for one in PACKS if one.id == "bpo-baseline")
QUOTE = "This Agreement is governed by the laws of England."


def result(
    id: str, status: str, applies: str = "yes", because: str = "always"
) -> RequirementResult:
    return RequirementResult(id, BASE.id, applies, because, status, 0.9)  # type: ignore[arg-type]


def text(*results: RequirementResult, **fields: object) -> str:
    found = DocumentResult("a.docx", "Services Agreement", 3, results)
    report = Report((replace(found, **fields),))  # type: ignore[arg-type]
    return render(report, "text", [BASE])


def joined(said: str) -> str:
    return " ".join(said.split())


MIXED = (
    result("bpo-law", "satisfied"),
    result("bpo-notices", "partial"),
    result("bpo-assign", "unclear"),
    result("bpo-disputes", "absent"),
    result("bpo-insurance", "absent"),
    result("bpo-credits", "absent", "unknown", "nothing shows whether service_credits holds"),
    result("bpo-pilot", "absent", "no", "pilot was assumed not to hold"),
)


def test_the_headline_counts_what_applies() -> None:
    said = joined(text(*MIXED))
    assert (
        "of 5 that apply: 1 found, 1 unclear, 1 weak, 2 missing; 1 open; 1 does not apply" in said
    )


def test_topics_tick_only_what_applies() -> None:
    lines = text(*MIXED).splitlines()
    credits = next(line for line in lines if "Credits and bonuses" in line)
    change = next(line for line in lines if "Change and transition" in line)
    assert "–" in credits
    assert credits.endswith("1 open")
    assert change.endswith("1 does not apply")
    assert "missing" not in credits + change


def test_what_may_not_apply_stands_in_a_block_of_its_own() -> None:
    said = text(*MIXED)
    head, _, rest = said.partition("if it applies\n")
    assert "[bpo-insurance" in head
    assert "[bpo-credits" in rest
    assert "[bpo-credits" not in head
    assert "[bpo-pilot" not in said


def test_each_verdict_says_how_sure_it_is_and_whether_that_was_measured() -> None:
    known, guessed = replace(MIXED[0], confidence=0.834), replace(MIXED[0], confidence=0.5)
    assert f"[{known.id}" in text(known)
    assert "] 83 %\n" in text(known)
    assert "] 50 %, unmeasured\n" in text(replace(guessed, measured=False))
    unclear = replace(known, status="unclear", reason="It is redacted.")
    assert "83 %" not in text(unclear)


def test_lines_are_no_wider_than_the_report() -> None:
    left = LeftOut("hipaa-baa", "HIPAA", "unknown", "phi: mentioned only: " + "words " * 40, True)
    names = tuple(f"Schedule {number}" for number in range(30))
    said = text(*MIXED, left_out=(left,), papers_not_given=names, unread=("page 7 " * 30,))
    assert max(map(len, said.splitlines())) <= 100


def test_the_first_lines_say_what_was_judged_and_what_not() -> None:
    left = (
        LeftOut("hipaa-baa", "HIPAA terms", "unknown", "phi: mentioned only: “PHI”", True),
        LeftOut("gdpr-art28", "GDPR terms", "no", "gdpr was assumed not to hold"),
        LeftOut("ai-use", "Use of AI", "unknown", "nothing shows whether ai_used holds"),
        LeftOut("dora-art30", "DORA", "unknown", "nothing shows whether it holds"),
    )
    said = joined(text(*MIXED, left_out=left, papers_not_given=("Annex 2", "Order Form")))
    first = said.partition("of 5 that apply")[0]
    assert "Papers not given: Annex 2, Order Form;" in first
    assert "Judged: Commercial baseline of an outsourcing contract" in first
    assert "HIPAA terms: mentioned only: “PHI”; ask with --pack hipaa-baa" in first
    assert "GDPR terms: gdpr was assumed not to hold; ask with --pack gdpr-art28" in first
    assert "ai-use, dora-art30: nothing shows that they apply" in first


@pytest.mark.parametrize(
    ("status", "verdict", "found", "doubted"),
    [
        ("present", "satisfied", True, False),
        ("unclear", "satisfied", True, False),
        ("", "satisfied", True, False),
        ("present", "partial", True, False),
        ("unclear", "partial", False, True),
        ("present", "absent", False, True),
        ("unclear", "absent", False, True),
        ("present", "unclear", False, True),
        ("", "absent", False, False),
        ("present", "", True, False),
        ("unclear", "", False, True),
    ],
)
@pytest.mark.parametrize("kind", SAME)
def test_the_clause_list_agrees_with_the_verdicts(
    kind: str, status: str, verdict: str, found: bool, doubted: bool
) -> None:
    clause = ClauseResult(kind, status, 0.9, (Evidence(QUOTE, "12"),))  # type: ignore[arg-type]
    one = DocumentResult("a.docx", clauses=(clause,) if status else ())
    judged = [result(SAME[kind], verdict)] if verdict else []
    said = joined(" ".join(clause_lines(one, judged)))
    name = kind.replace("-", " ")
    present, _, unclear = said.partition("Cannot tell:")
    assert (name in present) == found
    assert (name in unclear) == doubted
    if status == "present" and verdict == "absent":
        assert f"[{SAME[kind]}] is missing, but see section 12: “{QUOTE}”" in unclear


def test_types_and_requirements_of_the_clause_list_exist() -> None:
    assert set(SAME) <= set(TITLES)
    assert set(SAME.values()) <= set(BASE.by_id)


def test_a_mention_is_told_and_judged_only_when_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = str(FAULTS / "health_data_not_expected.md")
    cli(["scan", path])
    said = joined(capsys.readouterr().out)
    assert "HIPAA business associate agreement: mentioned only: the document says “HIPAA" in said
    assert "ask with --pack hipaa-baa" in said
    assert "hipaa-504" not in said
    cli(["scan", path, "--pack", "hipaa-baa"])
    assert "hipaa-504" in capsys.readouterr().out


def test_a_paper_of_another_kind_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(FAULTS / "nda.md")
    cli(["scan", path])
    said = joined(capsys.readouterr().out)
    assert "Not judged: Commercial baseline" in said
    assert "is taken for a non-disclosure agreement" in said
    assert "[bpo-" not in said
    cli(["scan", path, "--pack", "bpo-baseline"])
    assert "[bpo-" in capsys.readouterr().out
