"""The short contracts of ours that train the verdicts: their labels fit their texts and packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import all_packs
from training.contracts import FOLDER, contract

PACKS = {
    "bpo": "bpo-baseline",
    "dpa": "gdpr-art28",
    "baa": "hipaa-baa",
    "iso": "iso27001-supplier",
    "tra": "gdpr-chapter5",
    "ccpa": "ccpa-service-provider",
}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.md")), ids=lambda file: file.stem)
def test_labels_quote_the_contract_and_name_requirements(file: Path) -> None:
    found = contract(file)
    assert file.parent.name in found.labels
    for set_, labels in found.labels.items():
        pack = next(one for one in all_packs() if one.id == PACKS[set_])
        for id_, (status, quote) in labels.items():
            assert id_ in pack.by_id
            assert status in ("satisfied", "partial")
            assert quote in found.text


def test_no_requirement_is_labelled_twice() -> None:
    for file in FOLDER.glob("*/*.md"):
        lines = file.read_text(encoding="utf-8").split("\n=== labels ", 1)[1].splitlines()
        ids = [line.split()[0] for line in lines if " | " in line]
        assert len(ids) == len(set(ids)), file.stem


def test_no_two_contracts_share_a_name() -> None:
    names = [file.stem for file in FOLDER.glob("*/*.md")]
    assert len(names) == len(set(names))
