"""What a level is measured by is printed in its clause and settled as printed."""

from __future__ import annotations

from decimal import Decimal as D
from typing import Any

import pytest

from contract_kit.api import assemble, render
from contract_kit.errors import SpecError
from contract_kit.settle import Settlement, read_measurements, settle
from tests.conftest import clause_library, loaded
from tests.credit_specs import spec, words


def settled(data: dict[str, Any], rows: str) -> Settlement:
    contract = loaded(data)
    return settle(contract, read_measurements(contract, rows.encode(), "m.csv"))


def plain(kind: str = "accuracy", **metric: Any) -> dict[str, Any]:
    """A contract with one weighted metric of the kind, and these fields of it."""
    data = spec(kind, "weighted")
    levels = data["service_levels"]
    levels["metrics"]["m"] = {"kind": kind, "class": "critical", "weight": 100, "target": 90,
                              "minimum": 80, "source": "log", **metric}  # fmt: skip
    levels["credits"] = {"at_risk": "10 percent"}
    for field in ("bonuses", "termination_trigger", "review", "starts"):
        levels.pop(field)
    return data


def credits(found: Settlement) -> list[D]:
    return [-period.total_credits.amount for period in found.periods]


def test_a_month_below_the_sample_is_not_judged_and_not_missed() -> None:
    rows = "metric,period,value,events,within\nm,2027-01,,19,2\nm,2027-02,,0,0\nm,2027-03,,,\n"
    found = settled(plain(min_sample=20), rows)
    states = [period.results[0].state for period in found.periods]
    assert states == ["not_counted", "not_counted", "no_data"]
    assert credits(found) == [D(0), D(0), D(12000)]
    assert (
        "or with none at all, is not judged; it is not missed"
        in (words(loaded(plain(min_sample=20)))["sla.measure"])
    )


def test_a_month_without_events_is_not_judged() -> None:
    found = settled(plain(), "metric,period,value,events,within\nm,2027-01,,0,0\n")
    assert found.periods[0].results[0].state == "not_counted"


SEVERITIES = {"1": {"within": "1 hour", "target": 95, "escalate_after": "30 minutes"},
              "2": {"within": "4 hours"}}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "two", "level"),
    [(96, 92, D(94)), (93, 92, D(88)), (96, 85, D(85)), (80, 85, D(75))],
)
def test_each_severity_is_judged_against_its_own_target(one: int, two: int, level: D) -> None:
    data = plain("resolution_time", severities=SEVERITIES)
    rows = "metric,period,value,events,within\n"
    rows += f"m.1,2027-01,,100,{one}\nm.2,2027-01,,100,{two}\n"
    assert settled(data, rows).periods[0].results[0].level == level


def test_severities_are_judged_apart_from_events_too() -> None:
    data = plain("resolution_time", severities=SEVERITIES)
    rows = "metric,opened,resolved,severity\n"
    rows += (
        "m,2027-01-04 10:00,2027-01-04 10:30,1\n" * 9 + "m,2027-01-04 10:00,2027-01-04 15:00,1\n"
    )
    rows += "m,2027-01-04 10:00,2027-01-04 12:00,2\n" * 10
    rows += "m,2027-01-04 10:00,2027-01-14 12:00,3\n" * 10
    assert settled(data, rows).periods[0].results[0].level == 85


def test_severities_are_printed_with_limit_target_and_escalation() -> None:
    printed = words(loaded(plain("resolution_time", severities=SEVERITIES)))["sla.measure"]
    for said in ("1 hour", "at least 95%", "30 minutes", "4 hours", "at least 90%"):
        assert said in printed
    assert "Each severity is judged by itself" in printed
    assert "is escalated under" in printed


def test_a_severity_that_is_no_number_is_refused_with_those_there_are() -> None:
    data = plain("resolution_time", severities={"P1": {"within": "1 hour"}})
    with pytest.raises(SpecError) as caught:
        loaded(data)
    assert any("expected 1, 2, 3, 4 or 5" in one.message for one in caught.value.findings)


@pytest.mark.parametrize(
    ("kind", "field", "value", "says"),
    [
        ("csat", "planned_outages", {"cap": "4 hours"}, "it works with kind availability"),
        ("accuracy", "severities", SEVERITIES, "severities is not used with kind accuracy"),
        ("accuracy", "percentile", "nearest_rank", "it works with statistics p90 to p99"),
        ("accuracy", "short_abandon", "5 seconds", "it works with kind abandonment_rate"),
        ("accuracy", "failures_in_month", 3, "it works with statistic count"),
        ("accuracy", "window", "whenever", "names no hours"),
        ("availability", "planned_outages", {"window": "at night"}, "names no hours"),
        ("accuracy", "credit_when", {"level": 85, "in_months": 3}, "it works with times of 2"),
    ],
)
def test_fields_that_a_kind_does_not_read_are_refused(
    kind: str, field: str, value: Any, says: str
) -> None:
    with pytest.raises(SpecError) as caught:
        loaded(plain(kind, scale="4-5 of 5", **{field: value}))
    assert any(says in one.message for one in caught.value.findings)


def test_hours_and_planned_outages_stand_beside_their_metric() -> None:
    planned = {"notice": "48 hours", "cap": "4 hours", "window": "Sun 02:00-06:00"}
    data = plain("availability", window="office", planned_outages=planned)
    printed = words(loaded(data))
    rules = printed["sla.measure"]
    assert "Only outages in these hours count: office, Mon-Fri 09:00-17:00" in rules
    assert "announced at least 48 hours ahead, within Sun 02:00-06:00" in rules
    assert "up to 4 hours a month" in rules
    assert "Business Days" not in rules
    assert "8 hours a month" not in printed["sla.exclusions"]
    bare = words(loaded(plain("availability")))["sla.measure"]
    assert "Every hour of every day counts, on the clock of America/Toronto" in bare


def test_events_outside_the_window_do_not_count() -> None:
    data = plain("response_time", within="10 minutes", window="office")
    rows = "metric,opened,answered\nm,2027-01-04 10:00,2027-01-04 10:05\n"
    rows += "m,2027-01-04 20:00,2027-01-04 23:05\n"
    found = settled(data, rows)
    assert (found.periods[0].results[0].level, found.periods[0].results[0].events) == (100, 1)


def test_the_first_hour_and_short_calls_do_not_count() -> None:
    rows = "metric,opened,answered,resolved\nm,2027-01-04 10:20,2027-01-04 11:50,\n"
    rows += "m,2027-01-04 10:20,,2027-01-04 10:20:04\n"
    data = plain("response_time", within="1 hour", first_hour="not_counted",
                 short_abandon="5 seconds")  # fmt: skip
    found = settled(data, rows).periods[0].results[0]
    assert (found.level, found.events) == (100, 1)
    data["service_levels"]["metrics"]["m"]["first_hour"] = "counted"
    assert settled(data, rows).periods[0].results[0].level == 0
    assert "Calls given up within 5 seconds do not count" in words(loaded(data))["sla.measure"]


def test_relief_for_volume_counts_months_and_excuses_the_whole_miss() -> None:
    data = plain()
    volume = data["scope"]["processes"]["desk"]["volume"]
    volume |= {"baseline": 12000, "per": "year"}
    rows = "metric,period,value\nm,2027-01,70\ndesk,2027-01,1151\nm,2027-02,70\ndesk,2027-02,1150\n"
    found = settled(data, rows)
    assert [period.results[0].state for period in found.periods] == ["excused", "below_minimum"]
    assert "all of each miss" in words(loaded(data))["sla.exclusions"]


def repeated(**repeat: Any) -> dict[str, Any]:
    data = plain()
    data["service_levels"]["credits"]["monthly_cap"] = "90 percent of monthly_charges"
    data["service_levels"]["credits"]["repeat"] = {"months": 3, "multiplier": 2, **repeat}
    return data


LEVELS = (85, 85, 95, 85, 85, 85)
ROWS = "metric,period,value\n" + "".join(
    f"m,2027-{month:02},{level}\n" for month, level in enumerate(LEVELS, 1)
)


def test_misses_in_a_row_are_repeated() -> None:
    found = credits(settled(repeated(), ROWS))
    assert found == [D(6000), D(6000), D(0), D(6000), D(6000), D(12000)]
    assert "missed in 3 consecutive months" in words(loaded(repeated()))["sla.repeat"]


def test_misses_within_a_rolling_window_are_repeated() -> None:
    data = repeated(in_months=4, step="0.5")
    found = credits(settled(data, ROWS))
    assert found == [D(6000), D(6000), D(0), D(12000), D(12000), D(12000)]
    printed = words(loaded(data))["sla.repeat"]
    assert "missed in 3 or more of 4 consecutive months" in printed
    assert "a month more" not in printed


def test_months_before_credits_apply_do_not_count_as_repeated() -> None:
    data = repeated()
    data["service_levels"]["starts"] = "2027-05-15"
    assert credits(settled(data, ROWS)) == [D(0)] * 4 + [D(6000), D(6000)]
    printed = words(loaded(data))
    assert "Months before Service Credits apply do not count" in printed["sla.repeat"]
    assert "the month in which that date falls counts in full" in printed["sla.start"]


def test_quarterly_misses_follow_each_other() -> None:
    data = repeated(months=2)
    data["service_levels"]["metrics"]["m"]["period"] = "quarter"
    rows = "metric,period,value\nm,2027-Q1,85\nm,2027-Q2,85\n"
    found = credits(settled(data, rows))
    assert (found[0], found[-1]) == (D(6000), D(12000))
    assert "each period counts as one month" in words(loaded(data))["sla.repeat"]


def test_levels_name_their_service_and_what_is_asked() -> None:
    contract = loaded(plain())
    printed = words(contract)
    assert "Desk" in printed["sla.levels"]
    assert "at least 90%" in printed["sla.levels"]
    assert "The Critical Service Levels are: M" in printed["sla.levels"]
    whole = render(assemble(contract, clause_library()), "md").decode()
    assert "- Back: judged by acceptance." in whole
