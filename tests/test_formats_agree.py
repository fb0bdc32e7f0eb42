"""One contract gets the same verdicts in Word, PDF, Markdown and HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from contract_kit.api import read, render, scan
from contract_kit.document import Document
from tests.conftest import assembled

FORMATS = ("docx", "pdf", "md", "html")
VENDOR = Path(__file__).parents[1] / "examples" / "vendor_agreement.docx"


def statuses(document: Document) -> dict[str, str]:
    (found,) = scan([document]).documents
    assert found.not_assessed is None
    return {one.id: one.status for one in found.requirements}


@pytest.mark.parametrize("name", ["minimal", "support", "medical", "vendor"])
def test_a_contract_gets_the_same_verdicts_in_every_format(name: str) -> None:
    document = read(VENDOR) if name == "vendor" else assembled(name)
    found = {one: statuses(read(render(document, one), f"{name}.{one}")) for one in FORMATS}
    first = found["docx"]
    assert first
    differing = {
        (kind, key): (value, first.get(key))
        for kind, those in found.items()
        for key, value in those.items()
        if value != first.get(key)
    }
    assert differing == {}
    assert {len(those) for those in found.values()} == {len(first)}


def test_our_own_files_hold_nothing_to_be_told() -> None:
    for one in FORMATS:
        assert read(render(assembled("minimal"), one), f"a.{one}").notices == ()
