"""Each clause file says when its law was checked, or that nobody did."""

from __future__ import annotations

import pytest

from contract_kit.cli.explanations import clause
from contract_kit.errors import LibraryError
from contract_kit.library.clauses import parse_clause
from contract_kit.resources import bundled
from tests.conftest import clause_library

TEXT = """---
id: gen.probe
title: Probe
schedule: main
order: 1
version: 1
since: 0.1.0
law_checked: {}
---
## text
1. One.
"""


def test_each_file_carries_it_and_explain_shows_it() -> None:
    for one in clause_library().clauses.values():
        folders = [path for path in bundled("clauses").iterdir() if path.is_dir()]
        files = [path / f"{one.id}.md" for path in folders if (path / f"{one.id}.md").is_file()]
        assert len(files) == 1
        assert "\nlaw_checked: " in files[0].read_text(encoding="utf-8").split("\n---\n")[0], one.id
        assert f"Law checked: {one.front.law_checked}" in clause(one).splitlines()


def test_a_date_has_its_law() -> None:
    checked = parse_clause(TEXT.format("2027-01-12, England and Wales"), "gen.probe.md")
    assert checked.front.law_checked == "2027-01-12, England and Wales"
    for wrong in ("2027-01-12", "yes", "January 2027, England"):
        with pytest.raises(LibraryError, match="law_checked"):
            parse_clause(TEXT.format(wrong), "gen.probe.md")
