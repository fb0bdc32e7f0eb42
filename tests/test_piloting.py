"""A pilot, its result, an extension and go-live come in an order that can happen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from contract_kit.api import load
from contract_kit.errors import SpecError
from contract_kit.quantities import Duration
from contract_kit.spec.rules.piloting import due, last_day
from tests.conftest import EXAMPLES, STANCES
from tests.spec_samples import findings
from tests.test_words_and_settlement import text_of

TEXT = (EXAMPLES / "support.yaml").read_text(encoding="utf-8")
"""Its pilot starts on 2027-03-01; go-live is planned for 2027-05-03, the long stop 2027-08-02."""
LENGTHS = ("2 weeks", "1 month", "63 days", "2 months", "9 weeks", "70 days", "3 months")
RESULTS = ("", "1 day", "1 business_day", "2 business_days", "10 business_days", "6 weeks")


def with_pilot(length: str = "2 months", result: str = "", more: str = "") -> str:
    """The support example with another pilot."""
    said = f"  length: {length}\n" + (f"  result_within: {result}\n" if result else "") + more
    return TEXT.replace("  length: 2 months\n", said, 1)


def order(text: str) -> list[Any]:
    return [one for one in findings(text) if one.id == "V156"]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("result", RESULTS)
def test_what_is_accepted_can_happen(length: str, result: str) -> None:
    found = order(with_pilot(length, result))
    errors = [one for one in found if one.severity.name == "ERROR"]
    if errors:
        assert "2027-05-03 (transition.go_live, line " in errors[0].message
        return
    contract = load(with_pilot(length, result))
    pilot, plan = contract.pilot, contract.transition
    assert pilot is not None
    assert plan is not None
    assert contract.contract.effective_date <= pilot.start <= last_day(pilot) < plan.go_live
    if pilot.result_within:
        assert due(last_day(pilot), pilot.result_within) <= plan.go_live


def test_business_days_leave_out_weekends() -> None:
    friday = date(2027, 4, 30)
    assert due(friday, Duration(1, "business_day")) == date(2027, 5, 3)
    assert due(friday, Duration(10, "business_day")) == date(2027, 5, 14)
    assert due(friday, Duration(10, "day")) == friday + timedelta(days=10)


@pytest.mark.parametrize("stance", STANCES)
def test_the_result_comes_before_go_live(stance: str) -> None:
    printed = text_of(load(with_pilot()), "trn.pilot", stance)
    assert "before the day planned for go-live" in printed
    assert "The Services go live only once the pilot is passed" in printed
    assert "within 1 Business Day after" in text_of(
        load(with_pilot(result="1 business_day")), "trn.pilot", stance
    )


@pytest.mark.parametrize("stance", STANCES)
def test_a_pilot_may_follow_go_live(stance: str) -> None:
    text = with_pilot(more="  runs: after_go_live\n")
    assert "starts on 2027-03-01, go-live is planned for 2027-05-03" in order(text)[0].message
    later = text.replace("pilot:\n  start: 2027-03-01", "pilot:\n  start: 2027-05-03")
    printed = text_of(load(later), "trn.pilot", stance)
    assert "already in regular operation" in printed
    assert "planned for go-live" not in printed
    days = 5 if stance == "provider" else 10
    assert f"within {days} Business Days after" in printed


def test_an_extension_beyond_the_long_stop_is_unusual() -> None:
    found = order(TEXT.replace("extend_once: 1 month", "extend_once: 4 months"))
    assert ["2027-08-31" in one.message for one in found] == [True]
    assert "transition.long_stop, line" in found[0].message


@pytest.mark.parametrize(
    ("start", "said"),
    [("2026-12-01", "contract.effective_date"), ("2031-06-01", "term.initial")],
)
def test_a_pilot_lies_within_the_term(start: str, said: str) -> None:
    text = TEXT.replace("pilot:\n  start: 2027-03-01", f"pilot:\n  start: {start}")
    with pytest.raises(SpecError, match=said):
        load(text)
