"""What no limit of liability covers: the law's floor, what the spec adds, what a wording adds."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from contract_kit.api import assemble
from contract_kit.assemble.uncapped import added, freed
from contract_kit.document import Paragraph
from contract_kit.errors import AssemblyError, SpecError
from contract_kit.findings import Severity
from contract_kit.render import render
from contract_kit.spec.laws import MATTERS, Family, family, floor, matter, names, words
from tests.conftest import STANCES, clause_library, data_of, loaded

OF_EACH = {
    "england": "England and Wales",
    "northern_ireland": "Northern Ireland",
    "scotland": "Scotland",
    "common": "Ireland",
    "civil": "Germany",
    "us": "State of New York",
    "canada": "Ontario",
    "mixed": "South Africa",
    "unknown": "Ruritania",
}


def spec(law: str, **risk: Any) -> Any:
    data = data_of("minimal")
    data["contract"]["governing_law"] = law
    if risk:
        data["risk"] = risk
    return data


def refused(data: Any) -> list[str]:
    with pytest.raises(SpecError) as caught:
        loaded(data)
    return [one.id for one in caught.value.findings if one.severity is Severity.ERROR]


def printed(data: Any, stance: str) -> dict[str, str]:
    """The text of each clause of the main agreement."""
    document = assemble(loaded(data), clause_library(), stance=stance)
    return {
        one.anchor: "\n".join(block.text for block in one.blocks if isinstance(block, Paragraph))
        for one in document.sections
    }


def test_a_family_is_named_by_a_law():
    assert set(OF_EACH) == set(get_args(Family))
    assert {one: family(law) for one, law in OF_EACH.items()} == {one: one for one in OF_EACH}


@pytest.mark.parametrize(
    ("law", "wanted"),
    [
        ("New South Wales", "common"), ("New Mexico", "us"), ("Mexico", "civil"),
        ("the Province of Québec", "civil"), ("Louisiana", "civil"), ("Scots law", "scotland"),
        ("the laws of England", "england"), ("Northern Ireland", "northern_ireland"),
        ("British Columbia", "canada"), ("Colombia", "civil"),
    ],
)  # fmt: skip
def test_names_within_names_are_told_apart(law, wanted):
    assert family(law) == wanted


@pytest.mark.parametrize("stance", STANCES)
def test_each_law_sets_a_floor_that_a_list_of_the_spec_adds_to(stance):
    base = loaded(spec("Ontario", uncapped=["ip_indemnity", "loss of a permit"]))
    for law, _ in (*names(), ("Ruritania", "")):
        contract = base.model_copy(
            update={"contract": base.contract.model_copy(update={"governing_law": law})}
        )
        both = [*freed(contract), *added(contract, stance)]
        assert floor(law)
        assert {*floor(law), "ip_indemnity", "loss of a permit"} <= {*both}
        said = [words(one, law) for one in both]
        assert len(said) == len(set(said))


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("law", OF_EACH.values())
def test_a_contract_prints_its_floor_once_and_caps_nothing_of_it(law, stance):
    texts = printed(spec(law, uncapped=["fraud", "data", "regulatory fines"]), stance)
    listed = texts["rsk.exclusions"].split("\n")
    for one in (*floor(law), "fraud", "data"):
        assert listed.count(f"{words(one, law)};") == 1
    assert sum(one in ("regulatory fines;", "regulatory fines; or") for one in listed) == 1
    assert "limited only as" not in texts["rsk.exclusions"]
    assert "limit applies to liability for breach of data" not in texts["rsk.cap"]
    assert "includes liability for breach of data" not in texts["rsk.cap"]
    assert texts["rsk.cap"].startswith("Except as ")


@pytest.mark.parametrize("stance", STANCES)
def test_what_a_wording_adds_is_an_assumption_that_can_be_confirmed_or_left_out(stance):
    data = spec("England and Wales")
    contract = loaded(data)
    document = assemble(contract, clause_library(), stance=stance)
    text = render(document, "md").decode()
    extra = added(contract, stance)
    assert [f"risk.uncapped = {one}".replace("_", "\\_") in text for one in extra] == [
        True for _ in extra
    ]
    assert bool(extra) == (stance != "provider")
    clean = render(assemble(contract, clause_library(), stance=stance, clean=True), "md").decode()
    assert "risk.uncapped" not in clean.replace("\\", "")
    with pytest.raises(AssemblyError) as caught:
        assemble(contract, clause_library(), stance=stance, final=True)
    assert [f"risk.uncapped = {one}" in str(caught.value) for one in extra] == [True for _ in extra]
    data["risk"] = {"uncapped_only": True}
    assert not added(loaded(data), stance)


def test_a_confirmed_addition_is_listed_no_more():
    data = spec("England and Wales")
    data["confirm"] = [{"id": "risk.uncapped = ip_indemnity", "by": "GC", "on": "2027-01-12"}]
    text = render(assemble(loaded(data), clause_library(), stance="balanced"), "md").decode()
    assert "which the balanced wording adds" in text  # wilful default
    assert "Intellectual Property Rights, which the balanced wording adds" not in text
    assert "the indemnity for Intellectual Property Rights;" in text


@pytest.mark.parametrize("uncapped", [
    ["fraud", "fraudulent misrepresentation"], ["fraud, wilful default"],
    ["loss of a permit", "Loss of a permit"], ["death", "personal injury"],
])  # fmt: skip
def test_nothing_stands_twice_in_the_list(uncapped):
    assert refused(spec("Ontario", uncapped=uncapped)) == ["V135"]


def test_what_is_without_limit_has_no_cap_of_its_own():
    data = spec("Ontario", uncapped=["data protection"], data_super_cap=5000000)
    assert refused(data) == ["V136"]


def test_an_unknown_law_has_the_most_cautious_floor_and_a_warning():
    assert "V137" in {one.id for one in loaded(spec("Ruritania")).warnings}
    assert all(set(floor(law)) <= set(floor("Ruritania")) for law, _ in names())


def test_every_matter_has_a_name_that_a_spec_can_write():
    assert all(matter(one) == matter(one.replace("_", " ")) == one for one in MATTERS)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(
    ("period", "words_"),
    [
        ("contract_year", "Contract Year"),
        ("term", "over the whole Term"),
        ("event", "for each event or series of connected events"),
    ],
)
def test_both_caps_say_what_they_count_for(period, words_, stance):
    risk = {"liability_cap": "100 percent of annual_charges", "data_super_cap": 9000000}
    text = printed(spec("Ontario", cap_period=period, **risk), stance)["rsk.cap"]
    first, second, *_ = text.split("\n")
    assert words_ in first
    assert words_ in second
    assert ("Contract Year" in text) is (period == "contract_year")
