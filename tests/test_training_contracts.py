"""The short contracts of ours that train the verdicts: their labels fit their texts and packs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import all_packs
from training.contracts import FOLDER, contract
from training.sets import SETS


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*/*.md")), ids=lambda file: file.stem)
def test_labels_quote_the_contract_and_name_requirements(file: Path) -> None:
    found = contract(file)
    assert file.parent.name in found.labels
    for set_, labels in found.labels.items():
        pack = next(one for one in all_packs() if one.id == SETS[set_])
        for id_, (status, quote) in labels.items():
            assert id_ in pack.by_id
            assert status in ("satisfied", "partial")
            assert quote in found.text


def test_a_requirement_labelled_twice_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "twice.md"
    line = "bpo-law satisfied | English law applies.\n"
    file.write_text(f"English law applies.\n=== labels bpo\n{line}{line}", encoding="utf-8")
    with pytest.raises(ValueError, match="bpo-law is labelled twice"):
        contract(file)


def test_no_two_contracts_share_a_name() -> None:
    names = [file.stem for file in FOLDER.glob("*/*.md")]
    assert len(names) == len(set(names))
