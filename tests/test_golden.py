"""The examples as Markdown, held against golden files; `nox -s golden` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from contract_kit.render import render
from tests.conftest import assembled

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["support", "minimal"])
def test_the_contract_reads_as_before(name: str) -> None:
    path = GOLDEN / f"{name}.md"
    text = render(assembled(name), "md").decode()
    if os.environ.get("CONTRACT_KIT_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8"), "read the diff of `nox -s golden`"
