"""The frame of a contract: what its fields print, and where one that would say nothing stops."""

from __future__ import annotations

import re
from typing import Any

import pytest

from contract_kit.errors import SpecError
from contract_kit.settle import read_measurements, settle
from contract_kit.spec.kinds import METRIC_KINDS
from tests.conftest import STANCES, loaded
from tests.frame_walk import clauses, full, merged

ANNEXES = ("ind.care", "ind.finance", "ind.health")
RULE = "Where a Service Level states a time or a level for a matter of this paragraph, that one"
EMPTY = b"metric,period,value\n"


def section(anchor: str, more: dict[str, Any] | None = None, stance: str = "balanced") -> str:
    """A clause of the full spec with `more` laid over it; nothing where it is not printed."""
    return clauses(loaded(merged(full(), more or {})), stance).get(anchor, "")


IDLE: list[tuple[str, dict[str, Any]]] = [
    ("spend_up_to is not used without authority", {"roles": {"dpo": {"spend_up_to": "10"}}}),
    (
        "sla_reason is not used with metrics",
        {"scope": {"processes": {"voice": {"sla_reason": "new"}}}},
    ),
    ("minimum_share is not used with kind none", {"scope": {"exclusivity": {"kind": "none"}}}),
    ("paid_by is not used without a fee", {"scope": {"exclusivity": {"paid_by": "customer"}}}),
    (
        "per is not used with days and weeks",
        {"scope": {"exclusivity": {"fee": "5", "per": "week", "paid_by": "customer"}}},
    ),
    ("13 is no month", {"scaling": {"peak": {"months": ["13"]}}}),
    ("11 stands twice", {"scaling": {"peak": {"months": ["11", "11"]}}}),
    (
        "retention is not used without personal data",
        {"data_protection": {"personal_data": "false"}},
    ),
    (
        "evidence is not used with in_scope false",
        {"data_protection": {"card_data": {"in_scope": "false"}}},
    ),
    (
        "categories is not used with in_scope false",
        {"data_protection": {"phi": {"in_scope": "false"}}},
    ),
    (
        "expected processor or controller",
        {"data_protection": {"roles": {"customer": "controller", "provider": "sub_processor"}}},
    ),
    (
        "coding_accuracy is not used with these",
        {"contract": {"industries": ["customer_service", "tax"]}},
    ),
    (
        "variant is not used with text",
        {"clauses": {"gen.waiver": {"variant": "text", "text": "None."}}},
    ),
    ("reason is not used alone", {"clauses": {"gen.waiver": {"reason": "so"}}}),
    (
        "text is not used with exclude",
        {"clauses": {"gen.waiver": {"exclude": "so", "text": "None."}}},
    ),
    (
        "retention_from is not used without a time",
        {"data_protection": {"retention": None, "retention_from": "the last contact"}},
    ),
    ("there is no schedule 14", {"custom_terms": [{"schedule": "14", "title": "A", "text": "B."}]}),
    (
        "spaces is not used by the text",
        {"custom_terms": [{"title": "A", "text": "B.", "parameters": {"spaces": "4"}}]},
    ),
]
"""What a refusal says, and the change of the full spec that it answers."""


@pytest.mark.parametrize(("message", "more"), IDLE)
def test_a_field_that_would_say_nothing_is_refused(message: str, more: dict[str, Any]) -> None:
    with pytest.raises(SpecError) as caught:
        loaded(merged(full(), more))
    found = [one for one in caught.value.findings if one.id == "V86"]
    assert any(message in one.message for one in found), [one.message for one in found]
    assert all(one.location.line for one in found)


@pytest.mark.parametrize("kind", sorted(METRIC_KINDS))
def test_an_annex_yields_to_every_level_that_the_schedules_state(kind: str) -> None:
    """Industries by metrics: no time or level of an annex stands against one of a schedule."""
    data = full()
    data["service_levels"] = {"metrics": {"one": _metric(kind)}}
    for process in data["scope"]["processes"].values():
        process |= {"sla": "none", "sla_reason": "see the report"}
    del data["pilot"]
    for anchor, text in _annexes(data, "balanced"):
        numbers = re.search(r"\d+ (?:Business )?(?:day|hour|month)s?|\d+%", text)
        assert not numbers or RULE in text, anchor


def _metric(kind: str) -> dict[str, str]:
    """The shortest metric of a kind."""
    known = METRIC_KINDS[kind]
    one = {"kind": kind, "class": "report_only", "target": "4", "unit": known.unit or "percent"}
    one |= {"direction": "higher", "formula": "right / all"} if kind == "custom" else {}
    return one | ({"scale": "4-5 of 5"} if kind == "csat" else {})


def _annexes(data: dict[str, Any], stance: str) -> list[tuple[str, str]]:
    printed = clauses(loaded(data), stance)
    return [(anchor, printed[anchor]) for anchor in ANNEXES]


@pytest.mark.parametrize(
    ("fact", "value", "metric"),
    [
        ("coding_accuracy", "97 percent", "coding_quality"),
        ("complaints_within", "5 business_days", "complaints_answered"),
    ],
)
def test_a_figure_of_the_trade_stands_once(fact: str, value: str, metric: str) -> None:
    one = {"kind": "accuracy", "class": "report_only", "target": "96", "unit": "percent"}
    more = {"service_levels": {"metrics": {metric: one}}, "industry": {fact: value}}
    with pytest.raises(SpecError) as caught:
        loaded(merged(full(), more))
    (found,) = [one for one in caught.value.findings if one.id == "V87"]
    assert metric in found.message


def test_the_annex_refers_to_the_level_of_coding() -> None:
    one = {"kind": "accuracy", "class": "report_only", "target": "96", "unit": "percent"}
    more = {
        "service_levels": {"metrics": {"coding_quality": one}},
        "industry": {"coding_accuracy": None},
    }
    text = section("ind.health", more)
    assert "Coding accuracy is the Service Level of that name" in text
    assert "%" not in text


@pytest.mark.parametrize("stance", STANCES)
def test_the_key_terms_have_a_rank(stance: str) -> None:
    assert "the Key Terms, which sum up" in section("def.precedence", stance=stance)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(
    ("path", "clause", "said"),
    [
        ("security.access.mfa", "sec.access", "multi-factor authentication for every access"),
        ("security.access.least_privilege", "sec.access", "least access that the task requires"),
        ("security.clean_desk", "sec.programme", "clean desks"),
    ],
)
def test_a_flag_that_is_false_does_not_say_the_same(
    path: str, clause: str, said: str, stance: str
) -> None:
    """False says the opposite or nothing."""
    data = full()
    node = data
    *steps, last = path.split(".")
    for key in steps:
        node = node[key]
    node[last] = "false"
    assert said not in clauses(loaded(data), stance)[clause]
    assert clauses(loaded(data), stance)[clause] != section(clause, stance=stance)


def test_health_information_out_of_scope_is_said_to_be() -> None:
    more = {
        "data_protection": {
            "phi": {"in_scope": "false", "categories": None},
            "regimes": ["uk_gdpr", "pci_dss"],
            "baa": None,
        }
    }
    data = merged(full(), more)
    data["contract"]["industries"] = ["customer_service", "healthcare_billing", "tax"]
    printed = clauses(loaded(data), "balanced")
    assert "dp.hipaa" not in printed
    assert "Protected Health Information | not in scope" in printed["dp.details"]


def test_a_missing_address_is_open_and_no_country() -> None:
    data = full()
    del data["parties"]["customer"]["address"]
    del data["parties"]["customer"]["number"]
    text = clauses(loaded(data), "balanced")["def.parties"]
    assert "registered number [customer number]; address: [customer address]," in text


@pytest.mark.parametrize("stance", STANCES)
def test_a_service_without_a_level_says_why_and_how_it_is_accepted(stance: str) -> None:
    assert "Knowledge articles: drafted on request; judged by acceptance" in section(
        "svc.scope", stance=stance
    )
    text = section("svc.acceptance", {"scope": {"deliverables": None}}, stance)
    for said in ("submit", "test", "accept", "correct", "10 Business Days", "2 corrections"):
        assert said in text, said


def test_a_cut_off_is_printed_with_what_it_does() -> None:
    text = section("svc.hours")
    assert "counts as arriving on the next working day of that calendar" in text
    assert "16:00" in text
    silent = {"calendars": {"office": {"cut_off": None}, "retail": {"cut_off": None}}}
    assert "cut-off" not in section("svc.hours", silent).lower()


def test_calendars_that_are_no_hours_of_a_service_are_printed() -> None:
    more = {"calendars": {"night": {"hours": "Mon-Fri 20:00-23:00", "time_zone": "Europe/Paris"}}}
    assert "Night | Mon-Fri 20:00-23:00 | Europe/Paris" in section("svc.hours", more)


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(("payer", "sign"), [("customer", 1), ("provider", -1)])
def test_the_price_of_exclusivity_is_printed_and_settled(
    payer: str, sign: int, stance: str
) -> None:
    fee = {"kind": "exclusive", "fee": "5000", "per": "6 months", "paid_by": payer}
    contract = loaded(merged(full(), {"scope": {"exclusivity": fee}}))
    text = clauses(contract, stance)["svc.exclusivity"]
    other = "provider" if payer == "customer" else "customer"
    assert (
        f"The {payer.title()} shall pay the {other.title()} GBP 5,000.00 for each 6 months" in text
    )
    rows = b"".join(b"csat,2027-%02d,90\n" % month for month in range(1, 13))
    months = settle(contract, read_measurements(contract, EMPTY + rows, "m.csv")).periods
    paid = [
        line.amount.amount for one in months for line in one.charges
        if line.clause == "svc.exclusivity"
    ]  # fmt: skip
    due = [
        str(one.month) for one in months if any(x.clause == "svc.exclusivity" for x in one.charges)
    ]
    assert (paid, due) == ([sign * 5000] * 2, ["2027-01", "2027-07"])
