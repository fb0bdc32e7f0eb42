"""What a month comes to follows the words in the cases that few contracts think of."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from contract_kit.api import assemble
from contract_kit.settle import Settlement, read_measurements, settle
from contract_kit.spec import Contract
from tests.conftest import STANCES, clause_library, loaded
from tests.credit_specs import spec, words
from tests.printed_months import by_settle, by_the_stranger, case

HEAD = "metric,period,value,events,relief\n"
YEAR = [f"2027-{month:02d}" for month in range(1, 13)]


def plain(stance: str = "balanced", **metric: Any) -> dict[str, Any]:
    """A contract with one weighted metric, 10 percent of its charges at risk."""
    data = spec("accuracy", "weighted")
    data["contract"]["stance"] = stance
    levels = data["service_levels"]
    levels["metrics"]["m"] = {"kind": "accuracy", "class": "critical", "weight": 100, "target": 90,
                              "minimum": 80, "source": "log", **metric}  # fmt: skip
    levels["credits"] = {"at_risk": "10 percent"}
    for field in ("bonuses", "termination_trigger", "review", "starts", "exclusions"):
        levels.pop(field, None)
    return data


def settled(contract: Contract, rows: str) -> Settlement:
    return settle(contract, read_measurements(contract, rows.encode(), "m.csv"))


def states(found: Settlement) -> list[str]:
    return [period.results[0].state for period in found.periods]


def credits(found: Settlement) -> list[D]:
    return [-period.total_credits.amount for period in found.periods]


def affected() -> dict[str, Any]:
    data = plain()
    del data["service_levels"]["metrics"]["m"]["weight"]
    data["service_levels"]["metrics"]["m"]["credit"] = "5 percent of affected_charge"
    data["service_levels"]["credits"] = {"method": "fixed_percent", "monthly_cap": 99999}
    data["pricing"]["indexation"] = {
        "index": "CPI", "every": "12 months", "first": "2028-01-01", "cap": "10 percent",
    }  # fmt: skip
    return data


def test_the_charge_affected_follows_the_index_and_an_empty_cell_is_no_crash() -> None:
    contract = loaded(affected())
    rows = "metric,period,value,affected_charge\n"
    rows += "m,2027-12,50,\nm,2028-01,50,\nindex_change,2028-01,4,\n"
    before, after = credits(settled(contract, rows))
    assert after == before * D("1.04")
    assert "at the rates in force, for the Services" in words(contract)["sla.credits"]


@pytest.mark.parametrize(
    ("fields", "least"),
    [({"sample": "400 per month"}, 400), ({"sample": "400"}, 400),
     ({"sample": "400 per month", "min_sample": 300}, 300), ({"sample": "400 per week"}, 0)],
)  # fmt: skip
def test_the_sample_required_has_one_meaning(fields: dict[str, Any], least: int) -> None:
    contract = loaded(plain(**fields))
    found = settled(contract, f"{HEAD}m,2027-01,50,{least},\nm,2027-02,50,{max(least - 1, 1)},\n")
    assert states(found) == ["below_minimum", "not_counted" if least else "below_minimum"]
    for stance in STANCES:
        printed = words(contract, stance)["sla.measure"]
        assert ("The sample required is the least number" in printed) == bool(least)


@pytest.mark.parametrize("stance", STANCES)
def test_relief_excuses_a_month_without_data(stance: str) -> None:
    contract = loaded(plain())
    found = settled(contract, f"{HEAD}m,2027-01,,,yes\nm,2027-02,,,\n")
    assert states(found) == ["excused", "no_data"]
    assert credits(found) == [0, 12000]
    assert (
        "leaves a period without data, the Service Level is excused"
        in (words(contract, stance)["sla.exclusions"])
    )


@pytest.mark.parametrize("name", ["force_majeure", "Customer duty missed"])
def test_the_usual_relief_events_hold_where_none_are_listed(name: str) -> None:
    contract = loaded(plain())
    assert states(settled(contract, f"{HEAD}m,2027-01,50,,{name}\n")) == ["excused"]
    assert "a Force Majeure Event" in words(contract)["sla.exclusions"]


def test_a_listed_relief_event_with_a_limit_has_a_name() -> None:
    data = plain()
    data["service_levels"]["exclusions"] = [{"planned_maintenance": "8 hours"}]
    found = settled(loaded(data), f"{HEAD}m,2027-01,50,,planned_maintenance\n")
    assert states(found) == ["excused"]


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(
    ("row", "reason"),
    [("m,2027-01,99,10,", "not counted"), ("m,2027-01,50,30,yes", "excused")],
)
def test_what_is_excused_or_not_judged_earns_no_bonus(stance: str, row: str, reason: str) -> None:
    data = plain(min_sample=20)
    award = {"metric": "m", "at": 95, "pay": 500}
    data["service_levels"]["bonuses"] = {"awards": [award], "condition": "no_critical_below_target"}
    contract = loaded(data)
    period = settled(contract, f"{HEAD}{row}\n").periods[0]
    assert (period.total_bonuses.amount, period.unearned[0][1].split(" (")[0]) == (0, reason)
    printed = words(contract, stance)["sla.bonus"]
    assert "or that is excused or not judged, earns none" in printed
    assert "A miss that is excused does not count here" in printed


@pytest.mark.parametrize("stance", STANCES)
def test_no_bonus_before_service_levels_count(stance: str) -> None:
    data = plain()
    data["service_levels"]["starts"] = "2027-03-01"
    data["service_levels"]["bonuses"] = {"awards": [{"metric": "m", "at": 95, "pay": 500}]}
    contract = loaded(data)
    found = settled(contract, f"{HEAD}m,2027-02,99,,\nm,2027-03,99,,\n")
    assert [period.total_bonuses.amount for period in found.periods] == [0, 500]
    assert "nor a bonus" in words(contract, stance)["sla.start"]


def reviewed(stance: str) -> Contract:
    data = plain(stance)
    ratchet = {"rule": "average", "max_step": "1 percent"}
    data["service_levels"]["review"] = {"every": "1 year", "ratchet": ratchet}
    return loaded(data)


@pytest.mark.parametrize(
    ("stance", "targets"), [("customer", [90, "90.9"]), ("provider", [90, 90])]
)
def test_a_ratchet_holds_from_the_month_after_its_year(stance: str, targets: list[Any]) -> None:
    contract = reviewed(stance)
    rows = [f"m,{month},96,," for month in YEAR] + ["m,2028-01,90.5,,"]
    found = settled(contract, HEAD + "\n".join(rows) + "\n")
    assert [(str(one.month), one.after) for one in found.reviews] == [("2027-12", D("90.9"))]
    last = [period.results[0] for period in found.periods[-2:]]
    assert [one.target for one in last] == [D(one) for one in targets]
    assert last[-1].state == ("below_target" if stance == "customer" else "met")
    printed = words(contract, stance)["sla.review"]
    assert "begins with the month in which 1 January 2027 falls" in printed
    assert "fewer than 6 months that count" in printed


def pilot(stance: str = "balanced") -> Contract:
    data = plain(stance)
    data["pilot"] = {
        "start": "2027-01-01", "length": "2 months", "scope": ["desk"], "metrics": ["m"],
        "guarantee": {"amount": 150000, "per": "month"}, "exit": [{"metric": "m", "at_least": 90}],
        "if_failed": {"extend_once": "1 month", "then": "provider_cures"},
    }  # fmt: skip
    return loaded(data)


@pytest.mark.parametrize("stance", STANCES)
def test_credits_and_guarantee_follow_an_extended_pilot(stance: str) -> None:
    contract = pilot()
    rows = HEAD + "".join(f"m,{month},50,,\n" for month in YEAR[:4])
    assert credits(settled(contract, rows))[2:] == [12000, 12000]
    found = settled(contract, rows + "pilot_extended,2027-02,1,,\n")
    assert credits(found) == [0, 0, 0, 12000]
    guaranteed = [
        [line.amount.amount for line in period.charges if line.clause == "trn.pilot"]
        for period in found.periods
    ]
    assert guaranteed == [[30000], [30000], [30000], []]
    printed = text_of(contract, "trn.pilot", stance)
    assert "extended once by 1 month" in printed
    assert "guaranteed Charges are dealt with in that time as in the pilot" in printed
    assert "What the Monthly Charges of that month fall short of it" in printed


@pytest.mark.parametrize("stance", STANCES)
def test_the_stranger_comes_to_the_same_months(stance: str) -> None:
    """Reviews over two years, relief without data, a small sample and an extended pilot."""
    good = [f"m,{month},96,," for month in YEAR]
    late = [f"m,2028-{month:02d},90.5,," for month in range(1, 13)] + ["m,2029-01,90.95,,"]
    short = [f"m,{month},50,," for month in YEAR[:4]] + ["pilot_extended,2027-02,1,,"]
    sample = ["m,2027-01,50,400,", "m,2027-02,50,399,", "m,2027-03,,,yes", "m,2027-04,,,"]
    for contract, rows in (
        (reviewed(stance), [*good, *late]),
        (pilot(stance), short),
        (loaded(plain(stance, sample="400 per month")), sample),
    ):
        one = case(contract, HEAD + "\n".join(rows) + "\n")
        assert by_the_stranger(one) == by_settle(one)


def text_of(contract: Contract, anchor: str, stance: str) -> str:
    document = assemble(contract, clause_library(), stance=stance)
    every = list(document.sections)
    while every:
        one = every.pop()
        if one.anchor == anchor:
            return "\n".join(getattr(block, "text", "") for block in one.blocks)
        every += one.sections
    raise AssertionError(anchor)


def test_who_approved_a_custom_term_stands_in_the_margin() -> None:
    data = plain()
    term = {"title": "Pets", "text": "Dogs are welcome.", "approved_by": "General Counsel"}
    data["custom_terms"] = [term]
    document = assemble(loaded(data), clause_library())
    every, comments = list(document.sections), []
    while every:
        one = every.pop()
        every += one.sections
        if one.anchor == "custom.term1":
            comments += [comment.text for block in one.blocks for comment in block.comments]
    assert comments == [
        "A term of this contract's own, not of the library, approved by General Counsel."
    ]
