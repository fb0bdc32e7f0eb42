"""American wording follows the law and the forum, in every stance."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.conftest import STANCES
from tests.fields.reading import Reader, contract
from tests.frame_walk import full, merged

WAIVER = "WAIVES ITS RIGHT TO A TRIAL BY JURY"


def _reader(law: str, stance: str = "balanced", courts: str | None = None) -> Reader:
    data = merged(deepcopy(full()), {"contract": {"governing_law": law, "stance": stance}})
    data["contract"].pop("arbitration", None)
    data["contract"].pop("courts", None)
    if courts:
        data["contract"]["courts"] = courts
    return Reader(contract(data))


def _said(reader: Reader, clause: str) -> str:
    return " ".join(reader.clause(clause))


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(
    ("law", "american"),
    [("New York", True), ("the State of Delaware", True), ("England and Wales", False),
     ("Ontario", False), ("Germany", False)],
)  # fmt: skip
def test_american_terms_stand_under_american_law_alone(
    law: str, american: bool, stance: str
) -> None:
    reader = _reader(law, stance)
    assert ("conflicts of laws" in _said(reader, "gen.law")) == american
    indemnity = _said(reader, "rsk.indemnity")
    assert ("defend, indemnify and hold harmless" in indemnity) == american
    assert ("shall indemnify" in indemnity) != american
    disclaimed = "MERCHANTABILITY" in _said(reader, "rsk.warranties")
    assert disclaimed == (american and stance == "provider")


@pytest.mark.parametrize(
    ("law", "courts", "waived"),
    [("New York", "New York", True), ("Delaware", "Wilmington", True), ("Texas", None, True),
     ("California", None, False), ("New York", "San Francisco", False),
     ("North Carolina", None, False), ("State of Georgia", None, False), ("Ohio", None, False),
     ("England and Wales", "London", False)],
)  # fmt: skip
def test_a_jury_is_waived_only_where_law_and_forum_enforce_it(
    law: str, courts: str | None, waived: bool
) -> None:
    assert (WAIVER in _said(_reader(law, courts=courts), "gen.law")) == waived
