"""The short contracts of ours that train the verdicts: their labels fit their texts and packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import all_packs

FOLDER = Path(__file__).parents[1] / "training" / "contracts"
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
    text, labels = file.read_text(encoding="utf-8").split("\n=== labels\n")
    pack = next(one for one in all_packs() if one.id == PACKS[file.parent.name])
    seen = set()
    for line in labels.strip().splitlines():
        told, quote = line.split("|", 1)
        id_, status = told.split()
        assert id_ in pack.by_id
        assert status in ("satisfied", "partial")
        assert quote.strip() in text
        assert id_ not in seen
        seen.add(id_)


def test_no_two_contracts_share_a_name() -> None:
    names = [file.stem for file in FOLDER.glob("*/*.md")]
    assert len(names) == len(set(names))
