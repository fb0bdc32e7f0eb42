"""Quantities read from evidence are those the requirement asks for."""

from __future__ import annotations

import pytest

from contract_kit.read import read
from contract_kit.scan.matching import Reading
from contract_kit.scan.passages import passages
from contract_kit.scan.values import values
from tests.conftest import all_packs


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The Processor shall give 20 days' prior notice of a new sub-processor.", ["20"]),
        ("The Controller may object to the notice within 10 business days.", []),
        ("Objections to a notified change are raised in two weeks.", []),
    ],
)
def test_a_time_to_object_is_no_time_of_notice(text: str, days: list[str]) -> None:
    (pack,) = (one for one in all_packs() if one.id == "gdpr-art28")
    requirement = pack.by_id["gdpr-sub-change-objection"]
    found = Reading(passages(read(text.encode(), "a.txt"))).passages
    assert [one.value for one in values(requirement, found)] == days
