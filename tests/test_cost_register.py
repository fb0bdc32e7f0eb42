"""The cost register prints the answers that were given, and says what holds for the others."""

from __future__ import annotations

from copy import deepcopy
from random import Random

import pytest

from contract_kit.api import assemble
from contract_kit.assemble.costs import ITEMS, unanswered
from contract_kit.document import Document, Paragraph, Table
from tests.conftest import assembled, clause_library
from tests.fields.reading import contract
from tests.test_used_means_printed import data_of

DEFAULT = "These costs are included in the Charges, because the parties have agreed nothing else"


def register(document: Document) -> tuple[list[str], str]:
    """The costs of the table, and the text of the clause."""
    section = next(one for one in document.walk() if one.anchor == "fee.register")
    rows = [row for block in section.blocks if isinstance(block, Table) for row in block.rows[1:]]
    text = " ".join(block.text for block in section.blocks if isinstance(block, Paragraph))
    return [row.cells[0].text for row in rows], text


def test_a_register_with_every_answer_has_no_default() -> None:
    rows, text = register(assembled("support"))
    assert rows == list(ITEMS.values())
    assert DEFAULT not in text


def test_without_a_register_every_cost_is_included_and_said_to_be() -> None:
    rows, text = register(assembled("minimal"))
    assert rows == []
    assert f"{DEFAULT} for them: software licences, extra training, replacing leavers" in text
    assert "taxes" not in text, "the clause on taxes speaks of these"


@pytest.mark.parametrize("left", [1, 5, 9])
def test_no_answer_is_printed_that_nobody_gave(left: int) -> None:
    data = deepcopy(data_of("support"))
    given = data["pricing"]["cost_register"]
    for key in Random(left).sample(sorted(given), left):
        del given[key]
    made = contract(data)
    rows, text = register(assemble(made, clause_library(), clean=True))
    assert rows == [title for key, title in ITEMS.items() if key in given]
    assert "to be agreed" not in " ".join(rows)
    for key in unanswered(made):
        assert ITEMS[key].lower() in text.partition(DEFAULT)[2].lower()
