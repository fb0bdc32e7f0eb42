"""Every credit method prints its own rule and settles it; fields of another method are refused."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from contract_kit.errors import SpecError
from contract_kit.findings import Severity
from contract_kit.settle import Settlement, read_measurements, settle
from contract_kit.spec.kinds import CREDIT_METHODS, METRIC_KINDS
from tests.conftest import STANCES, loaded
from tests.credit_specs import METHODS, lower, spec, words

CLAUSE = {"own_table": "sla.tiers", "table": "sla.tiers", "per_event": "sla.events",
          "bands": "sla.durations", "stretches": "sla.durations"}  # fmt: skip
MONTHS = ("2027-03", "2027-04", "2027-05")


def settled(data: dict[str, Any], rows: str) -> Settlement:
    contract = loaded(data)
    return settle(contract, read_measurements(contract, rows.encode(), "m.csv"))


def missed(data: dict[str, Any]) -> str:
    """Three months far below what the metric asks, with enough events to be judged."""
    metric = data["service_levels"]["metrics"]["m"]
    if metric.get("within"):
        row = ",100,50"
    else:
        level = "99" if lower(metric) else "10"
        row = f"{level},100,"
    head = "metric,period,value,events,within\n"
    empty = "," if metric.get("within") else ""
    return head + "".join(f"m,{month},{empty and ''}{row}\n" for month in MONTHS)


def test_the_walk_covers_every_method() -> None:
    assert set(CREDIT_METHODS) <= {*METHODS, "per_duration"}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_every_kind_and_method_is_built_printed_and_settled(kind: str, method: str) -> None:
    data = spec(kind, method)
    contract = loaded(data)
    printed = words(contract)
    found = settle(contract, read_measurements(contract, missed(data).encode(), "m.csv"))
    last = [line for line in found.periods[-1].credits if line.name == "m"]
    assert last
    assert all(line.clause in printed for line in last)
    assert CLAUSE.get(method, "sla.credits") in {*printed}
    unknown = kind == "availability" and method in ("bands", "stretches")
    assert (sum(line.amount.amount for line in last) == 0) == unknown
    assert all(line.text for line in last)


def edited(form: str, kind: str = "accuracy", **credits: Any) -> dict[str, Any]:
    """A plain spec of the kind and method, with these fields of credits."""
    data = spec(kind, form)
    levels = data["service_levels"]
    metric = levels["metrics"]["m"]
    for field in ("ramp", "credit_when", "min_sample", "sample", "missing_data", "decimals"):
        metric.pop(field, None)
    for field in ("earn_back", "repeat", "worked_example", "annual_cap", "settle", "claim"):
        levels["credits"].pop(field, None)
    for field in ("bonuses", "termination_trigger", "review"):
        levels.pop(field)
    levels["credits"].update(credits)
    return data


def refusals(data: dict[str, Any]) -> str:
    with pytest.raises(SpecError) as caught:
        loaded(data)
    return "\n".join(one.message for one in caught.value.findings if one.severity is Severity.ERROR)


TIERS = [{"when": "below_target", "share": 40}]
TABLE = [{"achieved": 89, "rebate": "2 percent"}]


@pytest.mark.parametrize(
    ("method", "field", "value", "says"),
    [
        ("weighted", "method", "fixed_percent", "lack a credit on each metric"),
        ("fixed_percent", "method", "weighted", "method is not used with no metric that follows"),
        ("table", "tiers", TIERS, "tiers is not used with method table; it works with"),
        ("per_event", "tiers", TIERS, "tiers is not used with method per_event"),
        ("weighted", "table", TABLE, "table is not used with method weighted; it works with"),
        ("weighted", "reading", "linear", "reading is not used with method weighted"),
        ("weighted", "base", "50 percent of monthly_charges", "base is not used with method weigh"),
        ("per_event", "repeat", {"months": 3, "multiplier": 2}, "repeat is not used with method"),
        ("fixed_percent", "reading", "step", "reading is not used with method fixed_percent"),
        ("weighted", "at_risk", "10 percent of remaining_charges", "the base remaining_charges"),
        ("weighted", "monthly_cap", "10 percent of affected_charge", "affected_charge"),
        ("weighted", "per_event", [{"credit": 5}], "nothing says which metric counts its events"),
        ("weighted", "per_event", [{"metric": "m", "credit": 5}], "it works with statistic count"),
        ("weighted", "per_duration", [{"metric": "m", "each": "1 day", "credit": 5}],
         "it works with availability, or a metric in a unit of time"),
    ],
)  # fmt: skip
def test_fields_of_another_method_are_refused(
    method: str, field: str, value: Any, says: str
) -> None:
    assert says in refusals(edited(method, **{field: value}))


def test_a_last_band_and_two_ways_of_tiers_are_refused() -> None:
    bands = [{"from": 0, "to": 2, "share": 25}, {"from": 2, "to": 4, "share": 50}]
    assert "to is not used with the last band" in refusals(edited("weighted", tiers=bands))
    both = [{"when": "below_target", "share": 40, "to": 3}]
    assert "to is not used with when" in refusals(edited("weighted", tiers=both))


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("method", METHODS)
def test_only_the_rule_of_the_method_is_printed(method: str, stance: str) -> None:
    kind = "availability" if method in ("bands", "stretches") else "turnaround"
    printed = words(loaded(spec(kind, method)), stance)
    weighted = "multiplied by the weight of that Service Level" in printed["sla.credits"]
    assert weighted == (method == "weighted")
    assert ("sla.tiers" in printed) == (method in ("weighted", "table", "own_table"))
    assert ("sla.events" in printed) == (method == "per_event")
    assert ("sla.durations" in printed) == (method in ("bands", "stretches"))
    assert "10% of the Monthly Charges" in printed["sla.credits"]
    assert "capped at 12% of the Monthly Charges" in printed["sla.caps"]


@pytest.mark.parametrize("method", [one for one in METHODS if one not in ("bands", "stretches")])
def test_a_monthly_cap_holds_for_every_method(method: str) -> None:
    data = edited(method, monthly_cap=1000)
    rows = missed(data)
    found = settled(data, rows)
    assert found.periods[-1].total_credits.amount == D(-1000)
    assert "capped at CAD 1,000" in words(loaded(data))["sla.caps"]


def test_without_cap_the_clause_says_so_and_nothing_is_capped() -> None:
    data = edited("table", table=[{"achieved": 0, "rebate": "90 percent"}])
    credits = data["service_levels"]["credits"]
    del credits["monthly_cap"], credits["at_risk"]
    assert "have no cap" in words(loaded(data))["sla.caps"]
    found = settled(data, "metric,period,value\nm,2027-03,50\n")
    assert found.total_credits.amount == D(120000) * D("0.8") * D("-0.9")


def test_the_base_and_reading_of_a_table() -> None:
    data = edited("table", monthly_cap=90000)
    found = settled(data, "metric,period,value\nm,2027-03,84\n")
    assert found.total_credits.amount == -D(96000) * D("0.06")
    data["service_levels"]["credits"]["reading"] = "step"
    found = settled(data, "metric,period,value\nm,2027-03,84\n")
    assert found.total_credits.amount == -D(96000) * D("0.08")


def test_several_methods_stand_in_one_contract() -> None:
    data = edited("weighted")
    levels = data["service_levels"]
    extra = {"class": "critical", "kind": "custom", "direction": "higher", "target": 90,
             "source": "log"}  # fmt: skip
    levels["metrics"] |= {
        "own": {**extra, "unit": "percent", "credit": 700},
        "rebated": {**extra, "unit": "percent", "table": [{"achieved": 80, "rebate": 300}]},
        "late": {"kind": "custom", "statistic": "count", "unit": "reports", "target": 0},
    }
    levels["credits"]["per_event"] = [{"metric": "late", "credit": 50, "free": 1}]
    data["scope"]["processes"]["desk"]["sla"] = ["m", "own", "rebated", "late"]
    rows = "metric,period,value\nm,2027-03,85\nown,2027-03,89\nrebated,2027-03,89\nlate,2027-03,4\n"
    lines = {line.name: line for line in settled(data, rows).periods[0].credits}
    amounts = {name: -line.amount.amount for name, line in lines.items()}
    assert amounts == {"m": D(4800), "own": D(700), "rebated": D(300), "late": D(150)}
    clauses = [line.clause for line in lines.values()]
    assert clauses == ["sla.credits", "sla.credits", "sla.tiers", "sla.events"]
    printed = words(loaded(data))
    assert all(clause in printed for clause in clauses)


def test_a_percentage_by_event_is_taken_for_each_event() -> None:
    data = edited("per_event", kind="backlog")
    found = settled(data, "metric,period,value\nm,2027-03,5\n")
    assert found.total_credits.amount == -3 * D(1200)
    assert "A percentage is taken for each event anew." in words(loaded(data))["sla.events"]


def test_a_percentage_of_the_charge_affected_is_taken_of_the_sum_measured() -> None:
    data = edited("per_event", kind="backlog")
    data["service_levels"]["credits"]["per_event"][0]["credit"] = "10 percent of affected_charge"
    rows = "metric,period,value,affected_charge\nm,2027-03,5,3000\n"
    assert settled(data, rows).total_credits.amount == D(-300)
    assert "of the sum that the report states" in words(loaded(data))["sla.events"]


def test_the_charge_affected_is_that_of_the_services_of_the_level() -> None:
    data = edited("fixed_percent")
    data["service_levels"]["metrics"]["m"]["credit"] = "5 percent of affected_charge"
    del data["service_levels"]["credits"]["base"]
    found = settled(data, "metric,period,value\nm,2027-03,50\n")
    assert found.total_credits.amount == D(-5000)
    assert "Services that the Service Level belongs to" in words(loaded(data))["sla.credits"]


@pytest.mark.parametrize(
    ("unit", "each", "units"),
    [("weeks", "1 day", 21), ("days", "1 week", 0), ("hours", "30 minutes", 6),
     ("minutes", "1 hour", 0), ("days", "8 hours", 9)],
)  # fmt: skip
def test_further_stretches_settle_in_every_pair_of_units(unit: str, each: str, units: int) -> None:
    data = edited("stretches", kind="turnaround", monthly_cap=99999)
    data["service_levels"]["metrics"]["m"]["unit"] = unit
    rule = {"metric": "m", "each": each, "credit": 100}
    data["service_levels"]["credits"]["per_duration"] = [rule]
    found = settled(data, "metric,period,value\nm,2027-03,3\n")
    assert found.total_credits.amount == -100 * units


def test_business_and_elapsed_time_are_not_mixed() -> None:
    data = edited("stretches", kind="turnaround")
    rule = {"metric": "m", "each": "2 business_days", "credit": 100}
    data["service_levels"]["credits"]["per_duration"] = [rule]
    assert "each is not used with business_day beside the unit day" in refusals(data)


def test_a_first_stretch_has_its_own_credit() -> None:
    data = edited("stretches", kind="turnaround", monthly_cap=99999)
    first = [{"lasts": "2 days", "credit": 500}]
    rule = {"metric": "m", "first": first, "each": "1 day", "credit": 100}
    data["service_levels"]["credits"]["per_duration"] = [rule]
    found = settled(data, "metric,period,value\nm,2027-03,5\nm,2027-04,1\n")
    assert [period.total_credits.amount for period in found.periods] == [D(-800), D(0)]
    (line,) = found.periods[1].credits
    assert line.text == "no time lost was long enough"


def test_a_nil_credit_has_a_line_with_its_reason() -> None:
    data = edited("weighted")
    data["service_levels"]["metrics"]["m"]["credit_when"] = {
        "level": 89, "comparison": "below", "times": 2, "in_months": 3}  # fmt: skip
    rows = "metric,period,value,relief\nm,2027-03,85,\nm,2027-04,85,yes\nm,2027-05,85,\n"
    found = settled(data, rows)
    texts = [[line.text for line in period.credits] for period in found.periods]
    assert texts[:2] == [["counts 1 of 2 times within 3 months"], ["excused: excused"]]
    assert found.periods[0].credits[0].amount.amount == 0
    assert found.periods[2].total_credits.amount < 0


def test_a_share_at_risk_without_a_base_names_one() -> None:
    assert (
        "The At-Risk Amount is 10% of the Monthly Charges."
        in (words(loaded(edited("weighted")))["sla.credits"])
    )


def test_weights_of_other_methods_make_a_score() -> None:
    data = edited("table")
    levels = data["service_levels"]
    levels["metrics"]["m"]["weight"] = 60
    levels["metrics"]["n"] = {**levels["metrics"]["m"], "weight": 40}
    rows = "metric,period,value\nm,2027-03,95\nn,2027-03,80\n"
    assert settled(data, rows).periods[0].score == D(60)
    assert "also states a score" in words(loaded(data))["sla.credits"]


def test_credits_that_no_metric_carries_are_refused() -> None:
    data = edited("weighted")
    metric = data["service_levels"]["metrics"]["m"]
    metric["class"] = "key"
    del metric["weight"]
    assert "no metric carries a credit" in refusals(data)
