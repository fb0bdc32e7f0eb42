"""Many wordings of the data protection requirements: each is read for what it says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contract_kit.library.packs import Example, load_packs
from contract_kit.resources import bundled
from contract_kit.scan.examples import judged

FILE = Path(__file__).parent / "data" / "data_protection_wordings.txt"
PACK = next(one for one in load_packs(bundled("packs")) if one.id == "gdpr-art28")


def wordings() -> Iterator[tuple[str, str, str]]:
    requirement = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            requirement = line.strip("[]")
        elif line and not line.startswith("#"):
            status, text = line.split(": ", 1)
            yield requirement, status, text.replace("\\n", "\n")


@pytest.mark.parametrize(("requirement", "status", "text"), list(wordings()))
def test_a_wording_gets_its_status(requirement: str, status: str, text: str) -> None:
    example = Example(text=text, status=status)
    found = judged(PACK.by_id[requirement], example)
    assert found.status == status, (found.evidence, found.closest)


def test_every_requirement_has_wordings() -> None:
    assert {one for one, _, _ in wordings()} == set(PACK.by_id)
