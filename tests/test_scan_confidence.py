"""Confidence: counts of labelled verdicts, drawn towards coarser kinds where there are few."""

from __future__ import annotations

import json

import pytest

from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan import scan
from contract_kit.scan.confidence import TABLE, UNCLEAR, confidence
from contract_kit.scan.plaintext import document

COUNTS = json.loads(TABLE.read_text(encoding="utf-8"))
FULL = ("whole", "often")


def test_the_table_counts_no_more_right_verdicts_than_there_are() -> None:
    assert COUNTS
    assert all(0 <= right <= many for many, right in COUNTS.values())
    assert {kind.split()[0] for kind in COUNTS} == {"*", "gdpr-art28", "bpo-baseline"}
    assert COUNTS["* absent"][0] == sum(
        COUNTS[f"{pack} absent"][0] for pack in ("gdpr-art28", "bpo-baseline")
    )


def test_many_verdicts_speak_for_themselves_and_few_lean_on_the_coarser_kind() -> None:
    base = {"* absent": (100, 50)}
    few = {**base, "p absent far silent": (1, 1)}
    many = {**base, "p absent far silent": (1000, 1000)}
    start = confidence("p", "absent", ("far", "silent"), base)
    assert start == pytest.approx(0.5)
    assert 0.5 < confidence("p", "absent", ("far", "silent"), few) < 0.6
    assert confidence("p", "absent", ("far", "silent"), many) > 0.98


def test_a_pack_without_labels_gets_the_figures_of_all() -> None:
    counts = {"* satisfied": (100, 90), "labelled satisfied": (100, 10)}
    assert confidence("other", "satisfied", FULL, counts) > 0.8
    assert confidence("labelled", "satisfied", FULL, counts) < 0.2


def test_unclear_is_not_measured() -> None:
    assert confidence("gdpr-art28", "unclear", ("", "")) == UNCLEAR


def test_what_is_nowhere_spoken_of_is_surer_absent_than_what_is_denied() -> None:
    plain = confidence("gdpr-art28", "absent", ("far", "silent"))
    close = confidence("gdpr-art28", "absent", ("denied", "many"))
    assert plain > close


def test_every_verdict_of_a_scan_has_a_confidence_of_its_kind() -> None:
    text = (
        "# Breaches\nThe Processor shall notify the Controller of a personal data breach "
        "within 48 hours.\n"
    )
    pack = next(one for one in load_packs(bundled("packs")) if one.id == "gdpr-art28")
    results = scan({"a.txt": document(text)}, [pack]).documents[0].requirements
    assert all(0.3 < one.confidence < 1 for one in results)
    assert len({round(one.confidence, 3) for one in results}) > 2
