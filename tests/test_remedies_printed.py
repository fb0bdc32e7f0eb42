"""What Service Credits are beside other remedies, which levels carry them, and how one claims."""

from __future__ import annotations

from typing import Any

import pytest

from tests.conftest import STANCES
from tests.credit_specs import METHODS, loaded, spec, words


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
    assert "not the sole" in beside
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
