from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_kit.characters import unwanted
from contract_kit.spec import dump, load
from contract_kit.spec.dumping import scalar, yaml_of
from contract_kit.spec.tree import plain
from contract_kit.spec.yamltext import read_tree
from tests.spec_samples import EXAMPLES, MINIMAL, SUPPORT, changed


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.yaml")), ids=lambda path: path.stem)
def test_an_example_survives_being_written(path):
    contract = load(path)
    again = load(dump(contract))
    assert again == contract
    assert again.hash == contract.hash


texts = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=40).filter(
    lambda text: unwanted(text) is None
)
trees = st.recursive(
    texts,
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(texts, below, max_size=4)),
    max_leaves=20,
)


@given(st.dictionaries(texts, trees, min_size=1, max_size=4))
def test_any_data_survive_yaml(data):
    assert plain(read_tree(yaml_of(data), "x")[0].root) == data


@given(texts)
def test_any_text_survives_as_a_value(text):
    assert plain(read_tree(f"a: {scalar(text)}\n", "x")[0].root) == {"a": text}


amounts = st.decimals(min_value=Decimal("0.001"), max_value=10**7, places=3)


@settings(max_examples=25)
@given(
    title=texts.filter(lambda text: text.strip() == text),
    rate=amounts,
    weight=st.integers(min_value=1, max_value=99),
    months=st.integers(min_value=13, max_value=120),
    variant=st.sampled_from(["customer", "balanced", "provider"]),
)
def test_any_spec_survives_being_written(title, rate, weight, months, variant):
    text = changed(
        MINIMAL,
        ("title: Payroll Services Agreement", f"title: {scalar(title)}\n  stance: {variant}"),
        ("rate: 11.25", f"rate: {rate}"),
        ("weight: 50", f"weight: {weight}"),
        ("weight: 50", f"weight: {100 - weight}"),
        ("initial: 24 months", f"initial: {months} months"),
    )
    contract = load(text + f"clauses: {{dp.breach: {{variant: {variant}}}}}\n")
    again = load(dump(contract))
    assert again == contract
    assert again.hash == contract.hash


def test_what_is_silent_stays_silent():
    assert "stance" not in dump(load(MINIMAL))
    assert load(dump(load(SUPPORT))).assumptions == load(SUPPORT).assumptions


def test_silence_is_answered_by_documented_defaults():
    found = {one.path: one.value for one in load(SUPPORT).assumptions}
    assert found["service_levels.metrics.chat_response.percentile"] == "nearest_rank"
    assert found["service_levels.metrics.csat.decimals"] == "unrounded"
    assert "service_levels.metrics.nps.decimals" not in found
    said = changed(SUPPORT, ("statistic: p90", "statistic: p90\n      percentile: interpolated"))
    paths = {one.path for one in load(said).assumptions}
    assert "service_levels.metrics.chat_response.percentile" not in paths
