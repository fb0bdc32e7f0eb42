"""The reference of the spec language is fresh, and the README's Python runs."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

from contract_kit.library.packs import load_packs
from contract_kit.resources import bundled

ROOT = Path(__file__).parents[1]


def test_the_reference_of_the_spec_is_fresh() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "spec.py"))["page"]()
    assert page == (ROOT / "docs" / "spec.md").read_text(encoding="utf-8"), "run nox -s docs"
    assert "- `service_levels.metrics.<id>.target`" in page


def test_the_table_of_conditions_is_fresh_and_whole() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "conditions.py"))["page"]()
    assert page == (ROOT / "docs" / "conditions.md").read_text(encoding="utf-8"), "run nox -s docs"
    used = {
        name
        for pack in load_packs(bundled("packs"))
        for one in pack.requirements
        for entry in one.applies_when
        for name in entry.split("|")
    }
    listed = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert used - {"always"} <= listed
    assert "docs/conditions.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    names: dict[str, Any] = {}
    exec(block[1].replace('"examples/', f'"{ROOT}/examples/'), names)  # the block is ours
    assert isinstance(names["word"], bytes)
    assert len(names["report"].documents) == 1
