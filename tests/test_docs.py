"""The reference of the spec language is fresh, and the README's Python runs."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest

from contract_kit.cli.group import cli
from contract_kit.library.packs import load_packs
from contract_kit.render.word.template import ATTRIBUTES, FILTERS, NAMES
from contract_kit.resources import bundled
from contract_kit.spec import load

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


def test_the_page_of_documents_built_alone_is_fresh() -> None:
    page = runpy.run_path(str(ROOT / "docs" / "documents.py"))["page"]()
    assert page == (ROOT / "docs" / "documents.md").read_text(encoding="utf-8"), "run nox -s docs"
    assert "docs/documents.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_python_of_the_readme_runs() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"```python\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    names: dict[str, Any] = {}
    exec(block[1].replace('"examples/', f'"{ROOT}/examples/'), names)  # the block is ours
    assert isinstance(names["word"], bytes)
    assert len(names["report"].documents) == 1


def test_the_smallest_house_of_the_settings_page_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (ROOT / "docs" / "config.md").read_text(encoding="utf-8")
    (tmp_path / "contract-kit.toml").write_text(
        'library = ["house/clauses"]\npacks = ["house/packs"]\n', encoding="utf-8"
    )
    for name in re.findall(r"^(house/\S+)", page, re.MULTILINE):
        path = tmp_path / name
        said = rf"^`{re.escape(path.name)}`[^\n]*:\n\n```\w+\n(.*?)^```$"
        block = re.search(said, page, re.DOTALL | re.MULTILINE)
        assert block is not None, name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli(["clauses"]) == 0
    assert "chg.ledger" in capsys.readouterr().out
    assert cli(["packs", "--test", "house/packs"]) == 0
    assert "2 of 2 examples as expected" in capsys.readouterr().err


def test_every_tag_of_a_template_is_documented() -> None:
    page = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    for name in (*NAMES, *FILTERS):
        assert re.search(rf"`(?:\{{\{{p? )?{name}(?: \}}\}})?`", page), name
    for name in ATTRIBUTES:
        assert re.search(rf"`(?:loop\.)?{name}`", page), name
    assert "docs/templates.md" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_of_confirmations_is_one() -> None:
    page = (ROOT / "docs" / "copies.md").read_text(encoding="utf-8")
    block = re.search(r"```yaml\n(confirm:.*?)```", page, re.DOTALL)
    assert block is not None
    text = (ROOT / "examples" / "minimal.yaml").read_text(encoding="utf-8")
    contract = load(f"{text}\n{block[1]}")
    assert [one.by for one in contract.accepted][:2] == ["General Counsel", "Head of Operations"]
