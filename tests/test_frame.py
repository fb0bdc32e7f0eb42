"""The frame of a contract: what its fields print, and where one that would say nothing stops."""

from __future__ import annotations

from typing import Any

import pytest

from contract_kit.errors import SpecError
from contract_kit.settle import read_measurements, settle
from tests.conftest import STANCES
from tests.frame_walk import clauses, full, loaded, merged

EMPTY = b"metric,period,value\n"


def section(anchor: str, more: dict[str, Any] | None = None, stance: str = "balanced") -> str:
    """A clause of the full spec with `more` laid over it; nothing where it is not printed."""
    return clauses(loaded(merged(full(), more or {})), stance).get(anchor, "")


IDLE: list[tuple[str, dict[str, Any]]] = [
    (
        "courts is not used with arbitration",
        {"contract": {"arbitration": {"rules": "LCIA", "seat": "London"}}},
    ),
    ("spend_up_to is not used without authority", {"roles": {"dpo": {"spend_up_to": "10"}}}),
    ("“lock_in” is used only for key personnel", {"roles": {"dpo": {"lock_in": "3 months"}}}),
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


def test_a_missing_address_is_open_and_no_country() -> None:
    data = full()
    del data["parties"]["customer"]["address"]
    del data["parties"]["customer"]["number"]
    text = clauses(loaded(data), "balanced")["def.parties"]
    assert "registered number [customer number]; registered office: [customer address]," in text


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
