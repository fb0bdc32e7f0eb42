"""Each line of a settlement knows the paths it rests on, and its clause prints every one.

CI tries a seeded part; `nox -s properties` every leaf of the examples, each leaf in several of the
generated contracts and mechanisms, and some leaves of every combination.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import starmap
from random import Random
from typing import Any

import pytest

from contract_kit.errors import SpecError
from contract_kit.settle.sources import RULES, rests_on
from contract_kit.spec.kinds import CHARGE_BASES, CREDIT_METHODS, METRIC_KINDS
from contract_kit.spec.tree import plain
from contract_kit.spec.yamltext import read_tree
from tests import generated
from tests.conftest import EXAMPLES, SEED, STANCES, clause_library
from tests.fields.contexts import METHOD, Setting
from tests.fields.drafts import draft
from tests.fields.reach import CHARGE, METRIC, PROBE
from tests.fields.reading import contract
from tests.sourced import Case, Spot, covers, spots

NAMES = ("minimal", "medical", "support")
MECHANISMS = tuple(sorted(path.stem for path in (EXAMPLES / "mechanisms").glob("*.yaml")))
GENERATED, FEW = 500, 6
LEAVES_OF_EXAMPLE, LEAVES, LEAVES_OF_KIND = 12, 8, 1
"""How many leaves of a spec CI changes."""
LEAVES_OF_COMBINATION, EACH = 4, 6
"""How many leaves of a combination the whole property changes, and in how many specs each leaf."""
SHOWN = 12


def data_of(name: str) -> Any:
    """An example as data."""
    text = (EXAMPLES / f"{name}.yaml").read_text(encoding="utf-8")
    return plain(read_tree(text, name)[0].root)


def wrong(case: Case, tried: Iterable[Spot]) -> str:
    """What is not as it should be in one contract, with those leaves changed one at a time."""
    found = [f"{case.name}: {one} is cited and is no clause of it" for one in case.missing()]
    found += [fault for spot in tried for fault in case.faults(spot)]
    return "\n".join(found[:SHOWN])


def some(case: Case, count: int) -> list[Spot]:
    """So many leaves of a contract, drawn by the seed."""
    every = spots(case.data)
    return Random(f"{SEED} {case.name}").sample(every, min(count, len(every)))


def spread(specs: dict[str, Any]) -> dict[str, list[Spot]]:
    """Each leaf of the vocabulary in `EACH` of the specs that give it, drawn by the seed."""
    givers = defaultdict(list)
    for name, data in specs.items():
        for spot in spots(data):
            givers[spot.leaf.path].append((name, spot))
    found = defaultdict(list)
    for path, those in givers.items():
        for name, spot in Random(f"{SEED} {path}").sample(those, min(EACH, len(those))):
            found[name].append(spot)
    return found


@cache
def leaves_of_generated() -> dict[str, list[Spot]]:
    return spread({str(number): generated.spec(number) for number in range(GENERATED)})


@cache
def leaves_of_mechanisms() -> dict[str, list[Spot]]:
    return spread({name: data_of(f"mechanisms/{name}") for name in MECHANISMS})


def combinations() -> list[tuple[str, str, str, str]]:
    """Every metric kind with every credit method and every charge basis, in three stances."""
    return [
        (kind, method, basis, stance)
        for kind in METRIC_KINDS
        for method in CREDIT_METHODS
        for basis in CHARGE_BASES
        for stance in STANCES
    ]


def built(kind: str, method: str, basis: str, stance: str) -> Case | None:
    """The smallest contract of a combination; none where it is refused for what it combines."""
    refused = ""
    for statistic in ("none", "count"):
        data = _draft(kind, method, basis, statistic)
        data["contract"]["stance"] = stance
        try:
            return Case(f"{kind} {method} {basis} {stance}", data)
        except SpecError as error:
            refused += str(error)
    assert "it works with" in refused, refused
    return None


def _draft(kind: str, method: str, basis: str, statistic: str) -> Any:
    """The data of a combination; a rebate table runs from the best level to the worst."""
    form = {"percent_of_revenue": (Setting((*CHARGE, "with"), "rate"),)}
    chosen = {METHOD: method, (*METRIC, "kind"): kind, (*METRIC, "statistic"): statistic}
    chosen[(*CHARGE, "basis")] = basis
    data = draft((*starmap(Setting, chosen.items()), *form.get(basis, ())))
    probe = data["service_levels"]["metrics"][PROBE]
    if method == "table" and float(probe["target"]) < float(probe["minimum"]):
        for row, level in zip(data["service_levels"]["credits"]["table"], ("6", "9"), strict=True):
            row["achieved"] = level
    return data


def few(everything: list[Any], count: int) -> list[Any]:
    return Random(SEED).sample(everything, count)


@pytest.mark.parametrize("name", NAMES)
def test_an_example_prints_what_its_settlement_uses(name: str) -> None:
    case = Case(name, data_of(name))
    assert not wrong(case, some(case, LEAVES_OF_EXAMPLE))


@pytest.mark.parametrize("name", few(list(MECHANISMS), FEW))
def test_a_mechanism_prints_what_its_settlement_uses(name: str) -> None:
    case = Case.of_example(f"mechanisms/{name}")
    assert not wrong(case, some(case, LEAVES))


@pytest.mark.parametrize("number", few(list(range(GENERATED)), FEW))
def test_a_generated_contract_prints_what_its_settlement_uses(number: int) -> None:
    case = Case(str(number), generated.spec(number))
    assert not wrong(case, some(case, LEAVES))


PARTS = 40


@pytest.mark.parametrize("part", range(PARTS // 10))
def test_kinds_methods_and_bases_print_what_their_settlements_use(part: int) -> None:
    drawn = few(combinations(), len(combinations()) // 10)[part :: PARTS // 10]
    cases = [built(*one) for one in drawn]
    assert not "".join(wrong(case, some(case, LEAVES_OF_KIND)) for case in cases if case)


@pytest.mark.slow
@pytest.mark.properties
@pytest.mark.parametrize("part", range(PARTS))
def test_every_combination_prints_what_its_settlement_uses(part: int) -> None:
    cases = (built(*one) for one in combinations()[part::PARTS])
    assert not "".join(wrong(case, some(case, LEAVES_OF_COMBINATION)) for case in cases if case)


@pytest.mark.slow
@pytest.mark.properties
@pytest.mark.parametrize("part", range(PARTS))
def test_every_generated_contract_prints_what_its_settlement_uses(part: int) -> None:
    for name in [str(number) for number in range(part, GENERATED, PARTS)]:
        assert not wrong(Case(name, generated.spec(int(name))), leaves_of_generated()[name])


@pytest.mark.slow
@pytest.mark.properties
@pytest.mark.parametrize("name", MECHANISMS)
def test_every_mechanism_prints_what_its_settlement_uses(name: str) -> None:
    assert not wrong(Case.of_example(f"mechanisms/{name}"), leaves_of_mechanisms()[name])


@pytest.mark.slow
@pytest.mark.properties
@pytest.mark.parametrize("part", range(PARTS // 10))
@pytest.mark.parametrize("name", NAMES)
def test_every_leaf_of_an_example_is_printed_where_it_is_used(name: str, part: int) -> None:
    case = Case.of_example(name)
    assert not wrong(case, spots(case.data)[part :: PARTS // 10])


def test_the_combinations_are_thousands() -> None:
    assert len(combinations()) == len(METRIC_KINDS) * len(CREDIT_METHODS) * len(CHARGE_BASES) * 3


def test_each_clause_with_a_rule_is_one_of_the_library() -> None:
    assert set(RULES) <= set(clause_library().clauses)


def test_a_line_rests_only_on_paths_that_the_spec_gives() -> None:
    made = contract(data_of("support"))
    for clause in RULES:
        for name in ("", *made.pricing.charges, *made.service_levels.metrics):
            assert all(made.given(path) for path in rests_on(made, clause, name))


def test_a_path_stands_for_what_is_below_it_and_for_nothing_beside_it() -> None:
    paths = frozenset({"pricing.charges.email.tiers"})
    assert covers(paths, "pricing.charges.email.tiers.0.rate")
    assert not covers(paths, "pricing.charges.email.tiers_of_old")


def test_a_credit_of_the_monthly_charges_rests_on_the_prices_and_one_of_a_sum_does_not() -> None:
    data = draft(())
    rate = "pricing.charges.email.rate"
    assert rate in rests_on(contract(data), "sla.credits", PROBE)
    data["service_levels"]["credits"]["at_risk"] = "5000"
    assert rate not in rests_on(contract(data), "sla.credits", PROBE)


def test_a_path_that_is_missing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "fee.charges", lambda contract, name: ())
    case = Case("base", draft(()))
    (spot,) = [one for one in spots(case.data) if one.path == "pricing.charges.email.rate"]
    assert case.faults(spot) == ["base: pricing.charges.email.rate moves fee.charges (email)"]


def test_a_path_that_the_clause_does_not_print_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "fee.charges", lambda contract, name: ("parties.provider.name",))
    case = Case("base", draft(()))
    case.lines = {key: one for key, one in case.lines.items() if key[3] == "fee.charges"}
    monkeypatch.setattr("tests.sourced.Case._prints", lambda self, clause, second: False)
    (spot,) = [one for one in spots(case.data) if one.path == "term.initial"]
    monkeypatch.setattr("tests.sourced.covers", lambda paths, path: True)
    assert case.faults(spot) == ["base: term.initial is not printed in or named by fee.charges"]


def test_a_right_that_months_at_the_cap_give_cites_the_clause_on_caps() -> None:
    data = draft(())
    data["service_levels"]["termination_trigger"] = {
        "any_critical": "below_minimum", "times": "9", "in_months": "12", "credits_at_cap": "1"
    }  # fmt: skip
    case = Case("at cap", data)
    rights = {key[3] for key in case.lines if key[1] == "triggers"}
    assert rights == {"sla.caps"}
    (spot,) = [one for one in spots(case.data) if one.path.endswith("credits_at_cap")]
    assert not case.faults(spot)


def test_the_charge_of_the_affected_service_is_found_beside_a_minimum() -> None:
    data = draft((Setting(METHOD, "fixed_percent"),))
    data["pricing"]["minimum_monthly"] = "200000"
    data["service_levels"]["metrics"][PROBE]["credit"] = "10 percent of affected_charge"
    case = Case("affected", data)
    assert any(key[2:] == (PROBE, "sla.credits") for key in case.lines)
