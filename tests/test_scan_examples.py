"""Every requirement's own examples: what its text says they are, the engine must find."""

from __future__ import annotations

import pytest

from contract_kit.library.packs import Example, Requirement, load_packs
from contract_kit.resources import bundled
from contract_kit.scan.examples import judged

CASES = [
    pytest.param(requirement, example, id=f"{requirement.id}-{number}")
    for pack in load_packs(bundled("packs"))
    for requirement in pack.requirements
    for number, example in enumerate(requirement.examples, 1)
]


@pytest.mark.parametrize(("requirement", "example"), CASES)
def test_an_example_gets_its_status(requirement: Requirement, example: Example) -> None:
    found = judged(requirement, example)
    assert found.status == example.status, (example.text, found.evidence, found.closest)


def test_every_requirement_shows_what_satisfies_it_and_what_does_not() -> None:
    for pack in load_packs(bundled("packs")):
        for requirement in pack.requirements:
            shown = {example.status for example in requirement.examples}
            assert {"satisfied", "absent"} <= shown, requirement.id
