"""Where a spec departs from the house positions it extends: found, remarked, listed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from contract_kit.api import assemble, load
from contract_kit.document import Table
from contract_kit.render import render
from contract_kit.spec import Contract
from tests.conftest import clause_library
from tests.spec_samples import MINIMAL

HOUSE = """\
contract: {courts: Toronto}
pricing: {invoicing: {due: 60 days}}
term:
  cause: {cure: 45 days}
  renewal: {notice: 90   days}
risk: {liability_cap: 150 percent of annual_charges}
"""
OWN = """\
  cause: {cure: 20 days}
"""
METRIC = "service_levels.metrics.pay_accuracy.target"
SAID = "House position: 45 days; this contract: 20 days."


@pytest.fixture
def contract(tmp_path: Path) -> Contract:
    return written(tmp_path, "extends: house.yaml\n")


def written(folder: Path, extends: str, house: str = HOUSE) -> Contract:
    (folder / "house.yaml").write_text(house)
    text = MINIMAL.replace("contract_kit: 1\n", f"contract_kit: 1\n{extends}")
    text = text.replace("term:\n", f"term:\n{OWN}")
    text += "\nrisk: {liability_cap: {greater_of: [100 percent of annual_charges, 1000 CAD]}}\n"
    (folder / "contract.yaml").write_text(text)
    return load(folder / "contract.yaml")


def comments(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        name = "word/comments.xml"
        return archive.read(name).decode() if name in archive.namelist() else ""


def test_what_the_spec_changes_is_found_where_the_spec_says_it(contract: Contract) -> None:
    found = {one.path: one for one in contract.departures}
    cure = found["term.cause.cure"]
    assert (cure.house, cure.own) == ("45 days", "20 days")
    assert cure.location == contract.location("term.cause.cure")
    assert found["risk.liability_cap"].own.startswith("{greater_of: [")
    assert "contract.courts" not in found
    assert "term.renewal.notice" not in found


def test_only_the_first_base_counts_and_bases_do_not_depart_from_each_other(
    tmp_path: Path,
) -> None:
    (tmp_path / "group.yaml").write_text("term: {cause: {cure: 50 days}}\ncontract: {courts: A}\n")
    contract = written(tmp_path, "extends: [group.yaml, house.yaml]\n")
    found = {one.path: one.house for one in contract.departures}
    assert found["term.cause.cure"] == "50 days"
    assert "contract.courts" not in found
    (tmp_path / "group.yaml").write_text("term: {cause: {cure: 20 days}}\n")
    contract = load(tmp_path / "contract.yaml")
    assert "term.cause.cure" not in {one.path for one in contract.departures}


def test_a_departure_is_a_comment_in_word_and_a_row_of_the_list(contract: Contract) -> None:
    document = assemble(contract, clause_library())
    assert SAID in comments(render(document, "docx"))
    (listed,) = [one for one in document.sections if one.anchor == "assumptions"]
    rows = [row.text for block in listed.blocks if hasattr(block, "rows") for row in block.rows]
    assert any("45 days" in text and "20 days" in text for text in rows)
    markdown = render(document, "md")
    assert "45 days" in (markdown if isinstance(markdown, str) else markdown.decode())


def test_a_comment_can_stand_in_a_table_row(tmp_path: Path) -> None:
    house = "service_levels: {metrics: {pay_accuracy: {target: 98.75}}}\n"
    document = assemble(written(tmp_path, "extends: house.yaml\n", house), clause_library())
    rows = [
        row
        for _, block in document.blocks()
        if isinstance(block, Table)
        for row in block.rows
        if row.cells and row.cells[0].paragraphs[0].comments
    ]
    assert rows
    assert all(line.path in METRIC for row in rows for line in row.origin.spec)
    assert "House position: 98.75; this contract: 99.8." in comments(render(document, "docx"))


def test_a_clean_copy_says_nothing_of_the_house(contract: Contract) -> None:
    document = assemble(contract, clause_library(), clean=True)
    assert not comments(render(document, "docx"))
    assert "45 days" not in str(render(document, "md"))


def test_a_spec_that_extends_nothing_departs_from_nothing(tmp_path: Path) -> None:
    contract = written(tmp_path, "")
    assert contract.departures == ()
    assert "House position" not in comments(render(assemble(contract, clause_library()), "docx"))
