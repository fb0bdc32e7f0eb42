"""Every leaf of pricing changes the words of a clause on charges, or is refused where it stands."""

from random import Random

import pytest

from contract_kit.errors import SpecError
from contract_kit.spec import load
from contract_kit.spec.kinds import CHARGE_BASES, CHARGE_USES
from contract_kit.spec.vocabulary.charging import Charge
from tests.conftest import SEED, STANCES
from tests.pricing_leaves import CHARGES, built, changed, every_spec, leaves, spec, text, with_value

OWN_TESTS = {"computed", "formula"}
"""The basis, and its field, whose prices are formulas: `test_computed_charges.py` tries those."""
SHARE = 20
PARTS = 4
"""One leaf of a stance in so many is tried, others with each seed; all of them when it is slow."""


def _cases(stance):
    for name, data in every_spec(stance):
        for path, value in leaves(data["pricing"], ("pricing",)):
            if path[1:3] not in {("charges", "rest"), ("charges", "desk")}:
                yield f"{stance}-{name}-{'.'.join(map(str, path[1:]))}", data, path, value


def _silent(data, path, value):
    """Whether a change of a leaf is neither printed in a clause on charges nor refused."""
    before, after = built(data), built(with_value(data, path, changed(value, path[-1])))
    assert isinstance(before, dict), before
    if isinstance(after, tuple):
        return any(one.startswith("field") for one in after)
    moved = {key for key in {*before, *after} if before.get(key) != after.get(key)}
    return not any(key.startswith("fee.") or key == "svc.new" for key in moved)


def _some(seed):
    cases = [case for stance in ("customer", "balanced", "provider") for case in _cases(stance)]
    return Random(seed).sample(cases, len(cases) // (SHARE * 3))


@pytest.mark.parametrize(
    ("data", "path", "value"), [pytest.param(*case[1:], id=case[0]) for case in _some(SEED)]
)
def test_a_leaf_is_printed_or_refused(data, path, value):
    assert not _silent(data, path, value)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("stance", STANCES)
def test_every_leaf_is_printed_or_refused(stance, part):
    """Every leaf in one of the stances, another one with each seed."""
    cases = list(_cases(stance))[(STANCES.index(stance) + SEED) % len(STANCES) :: len(STANCES)]
    assert [case[0] for case in cases[part::PARTS] if _silent(*case[1:])] == []


def test_the_specs_use_every_field_of_every_basis():
    given = {
        basis: {key for charge in charges for key in charge} for basis, charges in CHARGES.items()
    }
    given["milestone"] = {"total", "title", "process", "covers"}
    assert set(CHARGE_USES) == set(CHARGE_BASES)
    for basis in CHARGE_USES.keys() - OWN_TESTS:
        names = {name.rstrip("_") for name in CHARGE_USES[basis]} - {
            "basis",
            "process",
            "covers",
            "title",
        }
        names -= {"bands_over"} if basis == "cost_plus" else set()  # test_broken_periods
        assert names <= given[basis], basis


@pytest.mark.parametrize("basis", sorted(CHARGE_BASES.keys() - OWN_TESTS))
def test_fields_of_other_bases_are_refused_with_where_they_work(basis):
    examples = {key: one[key] for many in CHARGES.values() for one in many for key in one}
    examples["due_to"] = "customer"
    unused = Charge.model_fields.keys() - CHARGE_USES[basis] - OWN_TESTS
    other = sorted(name.rstrip("_") for name in unused)
    charge = {**(CHARGES[basis] or [{"total": 5}])[0], **{key: examples[key] for key in other}}
    with pytest.raises(SpecError) as caught:
        load(text(spec({"help": {**charge, "basis": basis}})))
    said = [one.message for one in caught.value.findings if one.id == "V70"]
    for key in other:
        wanted = f"{key} is not used with basis {basis}; it works with "
        assert any(one.startswith(wanted) for one in said), key
