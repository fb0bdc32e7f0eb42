"""The business associate agreement is part of the contract, or a document of its own."""

from __future__ import annotations

import re

import pytest

from contract_kit.api import assemble, load
from contract_kit.errors import SpecError
from contract_kit.render import render
from tests.conftest import EXAMPLES, STANCES, clause_library

TEXT = (EXAMPLES / "medical.yaml").read_text(encoding="utf-8")
BAA = re.compile(r"  baa:\n(?:    .*\n)+")
SEPARATE = "{form: separate, signed: 2027-02-22, name: Privacy Terms}"
ITEMS = (
    r"Subpart [CE]", r"unsecured Protected", r"designated record set", r"accounting of disclosures",
    r"Secretary of Health", r"Data aggregation", r"return or destroy all Protected",
    r"each subcontractor that creates", r"violated a material term",
)  # fmt: skip
"""What 45 CFR 164.504(e) and 164.314(a) require of the agreement, a phrase of each."""


def written(agreement: str, stance: str = "balanced", only: str | None = None) -> str:
    """The contract of the medical example, or a document of it, with such an agreement."""
    text = BAA.sub(f"  baa: {agreement}\n" if agreement else "", TEXT)
    assert text != TEXT
    document = assemble(load(text), clause_library(), stance=stance, only=only, clean=True)
    return render(document, "md").decode()


@pytest.mark.parametrize("stance", STANCES)
def test_an_embedded_agreement_holds_all_items(stance):
    text = written("", stance)
    assert all(re.search(one, text) for one in ITEMS)
    assert "Separate business associate agreement" not in text


@pytest.mark.parametrize("stance", STANCES)
def test_a_separate_one_leaves_a_pointer_and_no_item(stance):
    text = written(SEPARATE, stance)
    assert "under the Privacy Terms" in text
    assert "dated February 22, 2027" in text
    assert "that document prevails" in text
    assert not [one for one in ITEMS if re.search(one, text)]
    assert "Nor does it include the agreement that" in text  # the contract is not the whole


@pytest.mark.parametrize("agreement", ["", SEPARATE])
def test_it_is_built_alone_in_either_form(agreement):
    text = written(agreement, only="business_associate")
    assert all(re.search(one, text) for one in ITEMS)
    assert ("dated February 22, 2027" in text) == bool(agreement)


def test_the_contract_may_prevail_over_a_separate_one():
    agreement = "{form: separate, signed: 2027-02-22, precedence: contract}"
    assert "this Agreement prevails, except where the HIPAA Rules" in written(agreement)
    alone = written(agreement, only="business_associate")
    assert "the rest of the Agreement prevails, except where the law" in alone


@pytest.mark.parametrize("stance", STANCES)
def test_times_stand_once(stance):
    text = written("", stance)
    assert "no later than 24 hours after discovery" in text  # the time for personal data
    own = written("{breach_notice: 12 hours}", stance)
    assert "no later than 12 hours after discovery" in own
    assert re.search(r"For Protected Health Information paragraph \d+ states the time", own)
    assert re.search(r"if feasible, within the time that paragraph \d+ states", own)


@pytest.mark.parametrize(
    ("agreement", "said"),
    [
        ("{breach_notice: 3 days}", "within 3 days, one of personal data within 24 hours"),
        ("{name: Terms}", "name is not used with form embedded"),
        ("{precedence: contract}", "precedence is not used with form embedded"),
        ("{form: separate, signed: 2027-02-22, breach_notice: 12 hours}", "with form separate"),
        ("{form: separate}", "is separate and has no date"),
        ("{form: separate, signed: 2027-04-01}", "signed on 2027-04-01"),
    ],
)
def test_what_contradicts_is_refused(agreement, said):
    with pytest.raises(SpecError, match=said):
        written(agreement)
