"""Each metric kind says what its result is, in words that settle as they read."""

from __future__ import annotations

import re
from decimal import Decimal as D
from typing import Any, get_args

import pytest

from contract_kit.assemble.metric_words import definition
from contract_kit.errors import MeasurementError, SpecError
from contract_kit.library.measures import measures
from contract_kit.settle import Settlement, read_measurements, settle
from contract_kit.spec import Contract
from contract_kit.spec.kinds import METRIC_KINDS, result_form
from contract_kit.spec.vocabulary.metrics import Metric, Statistic
from tests.conftest import loaded
from tests.credit_specs import spec, words

STATISTICS = (None, *get_args(Statistic))
UNITS = ("percent", "points", "minutes", "business_hours", "business_days", "items")
MORE: dict[str, Any] = {
    "sample": "400 per month", "min_sample": "20", "scale": "4-5 of 5", "repeat_window": "7 days",
    "window": "office", "clock_from": "customer_notice",
}  # fmt: skip
CLOCK = " when the clock starts "


def contract(kind: str, **fields: Any) -> dict[str, Any]:
    """A spec with one reported metric `m` of the kind and these fields."""
    data = spec("accuracy", "weighted")
    lower = METRIC_KINDS[kind].direction == "lower" and "within" not in fields
    lower = lower or fields.get("statistic") == "count"
    target, minimum = (70, 80) if lower else (80, 70)
    levels = data["service_levels"]
    levels["metrics"]["m"] = {"kind": kind, "class": "key", "title": "The level", "source": "log",
                              "scale": "4-5 of 5", "target": target, "minimum": minimum,
                              **({"direction": "higher"} if kind == "custom" else {}),
                              **fields}  # fmt: skip
    for field in ("credits", "bonuses", "termination_trigger", "review", "starts"):
        levels.pop(field)
    return data


def model(kind: str, **fields: Any) -> Metric:
    given = {key: value for key, value in fields.items() if value is not None}
    return Metric.model_validate({"kind": kind, "target": "80", **given})


def result(made: Contract, rows: str) -> D | None:
    found: Settlement = settle(made, read_measurements(made, rows.encode(), "m.csv"))
    return found.periods[0].results[0].level


@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_a_kind_is_defined_beside_its_name_unless_a_formula_replaces_it(kind: str) -> None:
    said = words(loaded(contract(kind)))["sla.measure"]
    made = loaded(contract(kind))
    row = definition(made, made.service_levels.metrics["m"])  # type: ignore[union-attr]
    assert row
    assert f"The level | {row}" in said.replace("\t", " | ")
    own = words(loaded(contract(kind, formula="good over all")))
    assert row not in own["sla.measure"]
    assert "Results are found" not in own["sla.measure"]
    assert "computed as good over all" in own["sla.levels"]


@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_each_form_of_each_kind_is_words_without_a_loose_end(kind: str) -> None:
    made, found = loaded(contract("accuracy")), set()
    for statistic in STATISTICS:
        for unit in UNITS:
            for more in ({}, MORE, {"within": "2 business_days"}, {"within": "1 hour"} | MORE):
                metric = model(kind, statistic=statistic, unit=unit, **more)
                said = definition(made, metric)
                assert bool(said) == bool(result_form(metric))
                found.add(said)
    for said in found - {""}:
        assert re.fullmatch(r"[A-Z][^{}\[\]_]*[a-z]\.", said), said
        assert not re.search(r"  | [,.;]|[,.;]{2}", said), said


@pytest.mark.parametrize("kind", METRIC_KINDS)
def test_fields_that_change_what_counts_change_the_words(kind: str) -> None:
    made = loaded(contract("accuracy"))
    unit = METRIC_KINDS[kind].unit or None
    plain = definition(made, model(kind, unit=unit))
    items = "items" in measures().kinds[kind] and kind not in ("custom",)
    sampled = definition(made, model(kind, unit=unit, sample="400 per month"))
    assert ("random sample of the size that the table names" in sampled) == items
    clocked = definition(made, model(kind, unit=unit, clock_from="customer_notice"))
    timed = METRIC_KINDS[kind].unit in ("minutes", "hours", "days", "seconds")
    assert (CLOCK in clocked) == (timed or kind == "availability")
    assert CLOCK not in plain


def test_all_figures_of_a_metric_are_printed_once() -> None:
    figures = {"within": "25 minutes", "min_sample": 33, "sample": "444 per month",
               "short_abandon": "7 seconds"}  # fmt: skip
    said = words(loaded(contract("response_time", unit="percent", **figures)))
    printed = said["sla.levels"] + said["sla.measure"]
    for figure in ("25 minutes", "at least 33 items", "sample of 444", "7 seconds"):
        assert printed.count(figure) == 1, figure
    assert "One that counts and is given up unanswered is out of time." in printed


HEAD = "metric,opened,answered,resolved,paused\n"
DAY = "m,2027-01-04 "


def test_at_the_limit_is_in_time_and_waiting_for_the_customer_is_no_time() -> None:
    made = loaded(contract("resolution_time", unit="percent", within="1 hour", window="office"))
    said = words(made)["sla.measure"]
    assert "no more than the time allowed passes from when a case is reported until it is" in said
    assert "without time in which the source shows it waiting for the Customer" in said
    assert "apart from that, time that has begun also runs outside the hours named for it" in said
    rows = (
        f"{DAY}10:00,,2027-01-04 11:00,\n"  # at the limit
        f"{DAY}10:00,,2027-01-04 11:01,1\n"  # at the limit without its pause
        f"{DAY}10:00,,2027-01-04 11:01,\n"  # late
        f"{DAY}10:00,,,\n"  # not ended
        f"{DAY}16:30,,2027-01-04 17:45,\n"  # late: time runs on after hours
        f"{DAY}17:00,,2027-01-05 17:45,\n"
    )  # begins outside the window: does not count
    assert result(made, HEAD + rows) == 40


def test_business_days_end_with_the_hours_of_the_last_one() -> None:
    made = loaded(contract("turnaround", unit="percent", within="1 business_day",
                           calendar="office"))  # fmt: skip
    said = words(made)["sla.measure"]
    assert "What arrives on no Business Day counts as arrived on the next" in said
    rows = (f"{DAY}10:00,,2027-01-05 17:00,\n"  # Monday to the close of Tuesday
            f"{DAY}10:00,,2027-01-05 17:01,\n"  # late
            "m,2027-01-09 10:00,,2027-01-12 17:00,\n"  # Saturday counts as Monday
            "m,2027-01-09 10:00,,2027-01-12 17:01,\n")  # fmt: skip
    assert result(made, HEAD + rows) == 50


def test_a_call_given_up_is_late_and_one_given_up_at_once_does_not_count() -> None:
    rows = (f"{DAY}10:00,2027-01-04 10:01,,\n"
            f"{DAY}10:00,,2027-01-04 10:00:10,\n"  # given up at the limit: does not count
            f"{DAY}10:00,,2027-01-04 10:00:11,\n")  # fmt: skip
    timed = {"unit": "percent", "within": "1 minute", "short_abandon": "10 seconds"}
    assert result(loaded(contract("response_time", **timed)), HEAD + rows) == 50
    lost = contract("abandonment_rate", short_abandon="10 seconds")
    assert result(loaded(lost), HEAD + rows) == 50
    counted = contract("abandonment_rate", short_abandon="10 seconds", statistic="count",
                       unit="calls")  # fmt: skip
    assert "The number of calls given up before" in words(loaded(counted))["sla.measure"]
    assert result(loaded(counted), HEAD + rows) == 1


@pytest.mark.parametrize(
    ("fields", "level"),
    [({}, D(3)), ({"unit": "minutes"}, D(180)), ({"statistic": "max"}, D(4)),
     ({"statistic": "median"}, D(3)), ({"statistic": "count", "unit": "cases"}, D(3))],
)  # fmt: skip
def test_times_are_in_the_unit_of_the_kind_over_what_has_ended(
    fields: dict[str, Any], level: D
) -> None:
    ended = f"{DAY}10:00,,2027-01-04 12:00,\n{DAY}10:00,,2027-01-04 14:00,\n"
    rows = f"{ended}{DAY}10:00,,,\n"
    assert result(loaded(contract("resolution_time", **fields)), HEAD + rows) == level


def test_availability_is_hours_less_outages_and_its_number_counts_them() -> None:
    rows = f"{DAY}10:00,,2027-01-04 11:00,\n{DAY}20:00,,2027-01-04 21:00,\n"
    made = loaded(contract("availability", window="office"))
    assert result(made, HEAD + rows) == D(16700) / 168  # 21 days of 8 hours, less one hour
    counted = loaded(contract("availability", statistic="count", unit="outages"))
    assert "The number of outages that begin in the period." in words(counted)["sla.measure"]
    assert result(counted, HEAD + rows) == 2


@pytest.mark.parametrize(
    ("kind", "fields"),
    [("turnaround", {"unit": "business_days"}), ("custom", {}), ("backlog", {}), ("nps", {})],
)
def test_a_result_that_times_do_not_give_is_refused(kind: str, fields: dict[str, Any]) -> None:
    made = loaded(contract(kind, **fields))
    with pytest.raises(MeasurementError, match="is not measured by times"):
        result(made, f"{HEAD}{DAY}10:00,,2027-01-04 11:00,\n")


@pytest.mark.parametrize("kind", ["nps", "error_rate", "abandonment_rate", "response_time"])
def test_items_in_time_give_no_result_that_is_no_share_of_them(kind: str) -> None:
    made = loaded(contract(kind))
    with pytest.raises(MeasurementError, match="is no share of items in time; leave 'within'"):
        result(made, "metric,period,value,events,within\nm,2027-01,,100,60\n")
    assert result(made, "metric,period,value,events,within\nm,2027-01,60,100,\n") == 60


@pytest.mark.parametrize(
    ("kind", "fields", "says"),
    [
        ("nps", {"within": "20 seconds"}, "within is not used with kind nps; it works with kinds"),
        ("accuracy", {"statistic": "p90"}, "has no meaning in percent; expected another"),
        ("turnaround", {"unit": "percent"}, "kind turnaround has no meaning in percent"),
        ("csat", {"unit": "percent", "statistic": "count"}, "a formula; add for example"),
    ],
)
def test_what_no_kind_can_mean_is_refused_without_a_formula(
    kind: str, fields: dict[str, Any], says: str
) -> None:
    with pytest.raises(SpecError) as caught:
        loaded(contract(kind, **fields))
    assert any(says in one.message for one in caught.value.findings)
