"""What a spec leaves out, the contract does not speak of: features, clauses, and what they pay.

CI tries a tenth of the combinations; the slow session tries them all.
"""

from __future__ import annotations

from copy import deepcopy
from random import Random
from typing import Any

import pytest

from contract_kit.api import assemble
from contract_kit.assemble import check
from contract_kit.document import Document
from contract_kit.errors import SpecError
from contract_kit.findings import Finding, Severity
from contract_kit.settle.sources import RULES
from contract_kit.spec import Contract
from contract_kit.spec.rules.left_out import PAID
from tests.conftest import SEED, STANCES, assembled, clause_library
from tests.fields.reading import contract
from tests.test_used_means_printed import data_of
from tests.traces import FEATURES, traces

NAMES = ("minimal", "support", "medical")
REASON = {"exclude": "not wanted here", "approved_by": "general counsel"}


def without(name: str, feature: str) -> Contract:
    """An example with a feature taken out."""
    data = deepcopy(data_of(name))
    FEATURES[feature].remove(data)
    return contract(data)


def excluding(name: str, *clauses: str) -> Contract:
    """An example that excludes clauses."""
    data = deepcopy(data_of(name))
    data.setdefault("clauses", {}).update(dict.fromkeys(clauses, REASON))
    return contract(data)


def tenth(everything: list[Any]) -> list[Any]:
    return Random(SEED).sample(everything, max(1, len(everything) // 10))


CASES = [(name, feature, stance) for name in NAMES for feature in FEATURES for stance in STANCES]
SHORT = [(name, one) for name in ("minimal", "support") for one in FEATURES]
OPTIONAL = sorted(one.id for one in clause_library().clauses.values() if not one.front.mandatory)


def errors_of(made: Contract, stance: str | None = None) -> list[Finding]:
    found = check(made, clause_library(), stance=stance)
    return [one for one in found if one.severity is Severity.ERROR]


def document(made: Contract, stance: str | None = None) -> Document:
    return assemble(made, clause_library(), stance=stance, clean=True)


@pytest.mark.parametrize(("name", "feature", "stance"), tenth(CASES))
def test_no_text_speaks_of_what_is_left_out(name: str, feature: str, stance: str) -> None:
    made = document(without(name, feature), stance)
    assert list(traces(made, FEATURES[feature])) == []


def short_of(name: str, feature: str) -> Contract:
    """An example in the short form with a feature taken out."""
    data = deepcopy(data_of(name))
    data["contract"]["form"] = "short"
    FEATURES[feature].remove(data)
    return contract(data)


@pytest.mark.parametrize(("name", "feature"), SHORT)
def test_no_short_text_speaks_of_what_is_left_out(name: str, feature: str) -> None:
    made = document(short_of(name, feature))
    assert list(traces(made, FEATURES[feature])) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "feature", "stance"), CASES)
def test_no_short_text_speaks_of_anything_left_out(name: str, feature: str, stance: str) -> None:
    made = document(short_of(name, feature), stance)
    assert list(traces(made, FEATURES[feature])) == []


@pytest.mark.slow
@pytest.mark.parametrize(("name", "feature", "stance"), CASES)
def test_no_text_speaks_of_anything_left_out(name: str, feature: str, stance: str) -> None:
    test_no_text_speaks_of_what_is_left_out(name, feature, stance)


@pytest.mark.parametrize("feature", FEATURES)
def test_the_words_of_a_feature_stand_where_the_feature_does(feature: str) -> None:
    """Else the walk would find nothing because it looks for nothing."""
    found = [
        one for name in ("support", "medical") for one in traces(assembled(name), FEATURES[feature])
    ]
    assert found


def _fate(clause: str) -> None:
    """What becomes of an optional clause that is excluded: no trace, or an error that names it."""
    made: Contract | None = None
    errors: list[Finding] = []
    try:
        made = excluding("support", clause)
        errors = errors_of(made)
    except SpecError as error:
        errors = list(error.findings)
    for one in errors:
        assert one.id in {"V49", "V140", "V141"}, one.message
        assert clause in one.message
    if made and not errors:
        assert clause not in {one.anchor for one in document(made).walk()}


@pytest.mark.parametrize("clause", tenth(OPTIONAL))
def test_a_clause_left_out_leaves_no_trace_or_is_an_error(clause: str) -> None:
    _fate(clause)


@pytest.mark.slow
@pytest.mark.parametrize("clause", OPTIONAL)
def test_every_clause_left_out_leaves_no_trace_or_is_an_error(clause: str) -> None:
    _fate(clause)


def test_without_personal_data_the_contract_says_that_none_is_given() -> None:
    made = document(without("minimal", "personal data"))
    section = next(one for one in made.walk() if one.anchor == "dp.none")
    text = " ".join(block.text for block in section.blocks if hasattr(block, "text"))
    assert "The Customer shall give the Provider none" in text
    assert "business contact details" in text
    assert "dp.none" not in {one.anchor for one in assembled("minimal").walk()}


def test_a_reference_to_a_clause_left_out_names_both() -> None:
    (error,) = [
        one for one in errors_of(excluding("minimal", "fee.late")) if "fee.dispute" in one.message
    ]
    assert error.id == "V140"
    assert error.message.startswith("clause fee.dispute refers to fee.late (")


@pytest.mark.parametrize(
    ("clause", "field"),
    [
        ("sla.credits", "service_levels.credits"),
        ("sla.bonus", "service_levels.bonuses"),
        ("fee.minimum", "pricing.minimum_monthly"),
        ("trn.delay", "transition.delay_damages"),
    ],
)
def test_what_no_clause_prints_is_not_paid(clause: str, field: str) -> None:
    with pytest.raises(SpecError, match=rf"{clause} is left out.*remove {field}.*\[V141\]"):
        excluding("support", clause)


def test_each_optional_clause_that_a_settlement_cites_is_known_to_pay() -> None:
    clauses = clause_library().clauses
    free = {"fee.computed", "fee.time", "fee.volume"}  # others refer to them, or they pay nothing
    cited = {name for name in RULES if not clauses[name].front.mandatory}
    assert cited - free <= set(PAID)
    assert set(PAID) <= set(clauses)
