"""What Service Credits are beside other remedies, which levels carry them, and how one claims."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from contract_kit.errors import SpecError
from contract_kit.settle import read_measurements, settle
from tests.conftest import STANCES, loaded
from tests.credit_specs import METHODS, spec, words


def printed(stance: str, method: str = "weighted", **credits: Any) -> dict[str, str]:
    data = spec("accuracy", method)
    data["service_levels"]["credits"].pop("exclusive_remedy", None)
    data["service_levels"]["credits"].update(credits)
    return words(loaded(data), stance)


@pytest.mark.parametrize("stance", STANCES)
def test_a_sole_remedy_says_the_opposite_of_one_that_is_not(stance: str) -> None:
    sole = printed(stance, exclusive_remedy=True)["sla.nature"]
    beside = printed(stance, exclusive_remedy=False)["sla.nature"]
    silent = printed(stance)["sla.nature"]
    assert "sole and exclusive remedy" in sole
    remains = "keeps its other remedies" if stance == "provider" else "not the sole"
    assert remains in beside
    assert "sole and exclusive remedy" not in silent
    assert len({sole, silent}) == 2


@pytest.mark.parametrize("rank", ["key", "report_only"])
@pytest.mark.parametrize("method", [one for one in METHODS if one in ("per_event", "bands")])
def test_a_metric_that_carries_credits_is_never_one_without(method: str, rank: str) -> None:
    data = spec("turnaround", method)
    metric = data["service_levels"]["metrics"]["m"]
    data["service_levels"]["metrics"] = {"m": metric | {"class": rank}}
    metric = data["service_levels"]["metrics"]["m"]
    other = {"kind": "csat", "class": "critical", "target": 90, "scale": "4-5 of 5"}
    data["service_levels"]["metrics"]["other"] = other
    metric.pop("weight", None)
    data["scope"]["processes"]["back"] |= {"sla": ["other"]}
    data["scope"]["processes"]["back"].pop("sla_reason", None)
    data["service_levels"].pop("termination_trigger")
    found = words(loaded(data))
    assert "sla.kpi" not in found
    assert "The level" in found["sla.levels"]


def test_the_time_to_claim_runs_from_the_report_or_from_the_end_of_the_period() -> None:
    report = printed("balanced", claim={"within": "7 days"})["sla.credits"]
    period = printed("balanced", claim={"within": "7 days", "after": "period"})["sla.credits"]
    assert "within 7 days after it received the report" in report
    assert "within 7 days after the end of the period in which" in period


def described(**more: str) -> dict[str, Any]:
    data = spec("accuracy", "own_table")
    metric = data["service_levels"]["metrics"]["m"]
    metric["table"] = [{"achieved": 90, "rebate": "0"}, {"achieved": 0, "rebate": WHOLE}]
    for field in ("ramp", "credit_when", "min_sample", "sample"):
        metric.pop(field, None)
    credits = data["service_levels"]["credits"]
    data["service_levels"].pop("termination_trigger")
    for field in (
        "base",
        "repeat",
        "earn_back",
        "monthly_cap",
        "at_risk",
        "annual_cap",
        "worked_example",
    ):
        credits.pop(field, None)
    credits["affected_charge"] = {"means": "five times the yield of all shipments", **more}
    return data


WHOLE = "100 percent of affected_charge"


@pytest.mark.parametrize("party", ["customer", "provider"])
def test_the_base_of_a_credit_may_be_described(party: str) -> None:
    said = words(loaded(described(measured_by=party)))["sla.credits"]
    assert "is five times the yield of all shipments" in said
    assert f"The {party.title()} shall measure it" in said
    assert "it is the Monthly Charges for the Services" not in said


@pytest.mark.parametrize(("measured", "due"), [("1000", Decimal(-1000)), ("", Decimal(0))])
def test_it_is_settled_from_the_measured_sum_and_nil_without_one(
    measured: str, due: Decimal
) -> None:
    contract = loaded(described())
    rows = f"metric,period,value,events,affected_charge\nm,2027-05,0,100,{measured}\n"
    found = settle(contract, read_measurements(contract, rows.encode(), "m.csv"))
    assert found.periods[0].total_credits.amount == due
    assumed = any("no Service Credit is a share" in said for said in found.assumptions)
    assert assumed == (not measured)


def test_a_description_that_no_credit_uses_is_refused() -> None:
    data = described()
    data["service_levels"]["metrics"]["m"]["table"][1]["rebate"] = "5 percent of monthly_charges"
    data["service_levels"]["credits"].pop("base", None)
    with pytest.raises(SpecError) as caught:
        loaded(data)
    assert "affected_charge is not used" in str(caught.value)
