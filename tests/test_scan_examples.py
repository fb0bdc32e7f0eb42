"""Every requirement's own examples: what its text says they are, the engine must find."""

from __future__ import annotations

import pytest

from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled
from contract_kit.scan.engine import scan
from contract_kit.scan.plaintext import document

CASES = [
    pytest.param(pack, requirement, example, id=f"{requirement.id}-{number}")
    for pack in load_packs(bundled("packs"))
    for requirement in pack.requirements
    for number, example in enumerate(requirement.examples, 1)
]


@pytest.mark.parametrize(("pack", "requirement", "example"), CASES)
def test_an_example_gets_its_status(pack, requirement, example) -> None:
    report = scan({"example": document(example.text)}, [pack])
    found = next(one for one in report.documents[0].requirements if one.id == requirement.id)
    assert found.status == example.status, (example.text, found.evidence, found.closest)
