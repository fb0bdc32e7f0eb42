"""Raw events: clocks, calendars, statistics, outages, and files that are wrong."""

import io
from datetime import datetime, timedelta
from decimal import Decimal as D
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract_kit import settle
from contract_kit.errors import MeasurementError, QuantityError
from contract_kit.settle.calendars import calendar
from contract_kit.settle.clock import clock
from contract_kit.settle.hours import parse_hours
from contract_kit.settle.timelines import Timeline, open_seconds
from contract_kit.spec import load

SPEC = """
contract_kit: 1
contract: {{id: T, title: Test, effective_date: 2027-01-01, governing_law: Ontario, currency: CAD}}
parties: {{customer: {{name: C, country: CA}}, provider: {{name: P, country: CA}}}}
roles: {{owner: {{party: customer, title: O}}, lead: {{party: provider, title: L}}}}
sites: {{main: {{country: CA, model: onshore}}}}
calendars:
  office:
    time_zone: America/Toronto
    hours: Mon-Fri 09:00-17:00
    holidays: [2027-07-01]
    cut_off: "16:00"
scope:
  processes:
    desk:
      office: back
      tasks: [answer]
      sites: [main]
      responsible: {{customer: owner, provider: lead}}
      sla: [m]
service_levels:
  metrics:
    m: {{{metric}}}
pricing: {{charges: {{desk: {{basis: fixed, process: desk, amount: 1000, per: month}}}}}}
term: {{initial: 12 months}}
"""


def measured(metric, data, path="events.csv"):
    contract = load(SPEC.format(metric=metric))
    return settle.read_measurements(contract, data.encode(), path)


def level(metric, data):
    found = measured(metric, data)
    return {str(month): one.level for (_, month), one in found.levels.items()}


def complaints(metric, data):
    with pytest.raises(MeasurementError) as caught:
        measured(metric, data)
    return [(f.location.line, f.location.column, f.message) for f in caught.value.findings]


RESPONSE = "kind: response_time, unit: percent, target: 90, calendar: office, within: "


def test_share_within_business_hours():
    data = """metric,opened,answered
m,2027-06-30 16:30,2027-07-02 09:25
m,2027-06-30 16:30,2027-07-02 09:31
m,2027-06-05 10:00,2027-06-07 09:10
m,2027-06-07 10:00,
"""
    assert level(RESPONSE + "1 business_hour", data) == {"2027-06": D(50)}


def test_clock_hours_ignore_the_calendar():
    data = "metric,opened,answered\nm,2027-06-04 16:30,2027-06-07 09:00\n"
    assert level(RESPONSE + "64 hours", data) == {"2027-06": D(0)}
    assert level(RESPONSE + "65 hours", data) == {"2027-06": D(100)}


def test_pauses_stop_the_clock():
    data = "metric,opened,answered,paused\nm,2027-06-07 10:00,2027-06-07 12:00,60\n"
    assert level(RESPONSE + "1 hour", data) == {"2027-06": D(100)}
    assert level(RESPONSE + "59 minutes", data) == {"2027-06": D(0)}


def test_turnaround_in_business_days_with_cut_off_and_holiday():
    spec = "kind: turnaround, unit: percent, target: 90, calendar: office, within: 2 business_days"
    data = """metric,opened,resolved
m,2027-06-29 16:00,2027-07-02 17:00
m,2027-06-29 16:01,2027-07-05 17:00
m,2027-06-29 16:00,2027-07-02 17:01
"""
    assert level(spec, data) == {"2027-06": D(200) / 3}


def test_severities_have_limits_of_their_own():
    spec = (
        "kind: resolution_time, unit: percent, target: 90, within: 8 hours,"
        " severities: {1: {within: 1 hour}, 2: {within: 2 business_hours, calendar: office}}"
    )
    data = """metric,opened,resolved,severity
m,2027-06-07 10:00,2027-06-07 11:30,1
m,2027-06-07 16:00,2027-06-08 10:00,2
m,2027-06-07 10:00,2027-06-07 17:30,3
m,2027-06-07 10:00,2027-06-07 17:30,
"""
    assert level(spec, data) == {"2027-06": D(75)}


@pytest.mark.parametrize(
    ("statistic", "expected"),
    [("mean", D("18.6")), ("median", D("15.5")), ("p90", D(29)), ("p95", D(34)), ("max", D(61))],
)
def test_statistics_of_durations(statistic, expected):
    minutes = [4, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 18, 19, 21, 22, 25, 28, 29, 34, 61]
    rows = "".join(
        f"m,2027-06-07 10:00:00,{datetime(2027, 6, 7, 10) + timedelta(minutes=n)}\n"
        for n in reversed(minutes)
    )
    spec = f"kind: response_time, unit: minutes, target: 30, statistic: {statistic}"
    assert level(spec, "metric,opened,answered\n" + rows) == {"2027-06": expected}


def test_a_percentile_between_two_values():
    rows = "m,2027-06-07 10:00,2027-06-07 10:10\nm,2027-06-07 10:00,2027-06-07 10:20\n"
    spec = (
        "kind: response_time, unit: minutes, target: 30, statistic: p90, percentile: interpolated"
    )
    assert level(spec, "metric,opened,answered\n" + rows) == {"2027-06": D(19)}


def test_months_are_those_of_the_local_clock():
    data = """metric,opened,answered
m,2027-07-01T03:30:00+00:00,2027-07-01T03:31:00+00:00
m,2027-07-01T04:30:00Z,2027-07-01T04:31:00Z
"""
    assert list(level(RESPONSE + "1 hour", data)) == ["2027-06", "2027-07"]


def test_abandonment_leaves_short_ones_out():
    data = "metric,opened,answered,resolved\n"
    data += "m,2027-06-07 10:00:00,2027-06-07 10:00:05,\n" * 7
    data += "m,2027-06-07 10:00:00,,2027-06-07 10:00:08\n" * 2
    data += "m,2027-06-07 10:00:00,,2027-06-07 10:00:30\n"
    spec = "kind: abandonment_rate, unit: percent, target: 5"
    assert level(spec, data) == {"2027-06": D(30)}
    assert level(spec + ", short_abandon: 10 seconds", data) == {"2027-06": D("12.5")}


AVAILABILITY = "kind: availability, unit: percent, target: 99"


def test_availability_counts_outages_within_the_window():
    data = "metric,opened,resolved\nm,2027-06-07 16:00,2027-06-08 10:00\n"
    found = level(AVAILABILITY + ", window: office", data)
    scheduled = D(22 * 8)
    assert found == {"2027-06": (scheduled - 2) * 100 / scheduled}


def test_planned_outages_leave_both_sides_up_to_their_cap():
    data = """metric,opened,resolved,planned
m,2027-06-06 00:00,2027-06-06 06:00,yes
m,2027-06-10 00:00,2027-06-10 02:10,no
"""
    total = D(30 * 24 * 60)
    told = AVAILABILITY + ", planned_outages: {notice: 48 hours}"
    assert level(told, data) == {"2027-06": (total - 360 - 130) * 100 / (total - 360)}
    assert level(AVAILABILITY, data) == {"2027-06": (total - 360 - 130) * 100 / total}
    inside = AVAILABILITY + ', planned_outages: {window: "Sun 02:00-05:00"}'
    assert level(inside, data) == {"2027-06": (total - 360 - 130) * 100 / (total - 180)}
    capped = level(AVAILABILITY + ", planned_outages: {cap: 4 hours}", data)
    assert capped == {"2027-06": (total - 240 - 250) * 100 / (total - 240)}


def test_an_outage_that_ends_as_a_month_begins_has_no_time_in_it():
    data = "metric,opened,resolved\nm,2027-06-30 12:00,2027-07-01 00:00\n"
    assert level(AVAILABILITY, data) == {"2027-06": D(59) * 100 / 60}


def stretches(window, first=""):
    """The credits of June for four hours lost, of which one lies in the office's hours."""
    credits = (
        "\n  credits: {method: per_duration, per_duration: [{metric: m, each: 60 minutes,"
        f" credit: 10 CAD, per: day{first}}}]}}\npricing:"
    )
    spec = SPEC.replace("\npricing:", credits.replace("{", "{{").replace("}", "}}"))
    contract = load(spec.format(metric=f"{AVAILABILITY}{window}"), checks=(settle.check,))
    data = b"metric,opened,resolved\nm,2027-06-07 16:00,2027-06-07 20:00\n"
    found = settle.settle(contract, settle.read_measurements(contract, data, "e.csv"))
    return found.periods[0].total_credits.amount


def test_time_outside_the_hours_of_a_level_counts_where_a_first_stretch_names_them():
    first = ", first: [{lasts: 1 hour, calendar: office, credit: 5 CAD}]"
    assert stretches("") == -40
    assert stretches(", window: office") == -10
    assert stretches(", window: office", first) == -35


def test_an_outage_over_two_months_is_split():
    data = "metric,opened,resolved\nm,2027-06-30 12:00,2027-07-01 12:00\n"
    assert level(AVAILABILITY, data) == {
        "2027-06": D(59) * 100 / 60,
        "2027-07": D(61) * 100 / 62,
    }


@pytest.mark.parametrize(
    ("row", "place", "said"),
    [
        ("x,2027-06-07 10:00,", (2, 1), "no metric"),
        ("m,,2027-06-07 10:00", (2, 2), "no opening time"),
        ("m,yesterday,", (2, 2), "no time"),
        ("m,2027-13-07 10:00,", (2, 2), "no time"),
        ("m,2027-03-14 02:30,2027-03-14 05:00", (2, 2), "does not exist in America/Toronto"),
        ("m,2027-03-13 02:30:00,2027-03-14 02:30:00", (2, 3), "clocks went forward"),
        ("m,2027-06-07 10:00,2027-06-07 09:00", (2, 3), "before it was opened"),
        ("m,2027-06-07 10:00,9999-06-07 09:00", (2, 3), "outside 1990 to 2099"),
    ],
)
def test_a_wrong_cell_is_named(row, place, said):
    (found,) = complaints(RESPONSE + "1 hour", f"metric,opened,answered\n{row}\n")
    assert found[:2] == place
    assert said in found[2]


@pytest.mark.parametrize("cell", ["maybe", "2027-06-05 10:00", "2"])
def test_whether_an_outage_was_planned_is_yes_or_no(cell):
    data = f"metric,opened,resolved,planned\nm,2027-06-07 10:00,2027-06-07 11:00,{cell}\n"
    (found,) = complaints(AVAILABILITY, data)
    assert found[:2] == (2, 4)
    assert f"'{cell}' is neither yes nor no" in found[2]


def test_every_wrong_cell_is_named_at_once():
    data = "metric,opened,resolved,paused\nm,2027-06-07 10:00,never,x\ny,2027-06-08,,\n"
    spec = "kind: turnaround, unit: percent, target: 90, within: 1 day"
    assert [found[:2] for found in complaints(spec, data)] == [(3, 1), (2, 3), (2, 4)]


def test_overlapping_and_open_outages_are_refused():
    data = """metric,opened,resolved
m,2027-06-07 10:00,2027-06-07 12:00
m,2027-06-07 11:00,2027-06-07 13:00
m,2027-06-09 11:00,
"""
    open_, *_ = complaints(AVAILABILITY, data)
    assert open_[0] == 4
    overlap = complaints(AVAILABILITY, data.rsplit("m,", 1)[0])
    assert overlap[0][:2] == (3, 2)
    assert "row 2" in overlap[0][2]


def test_surveys_are_not_measured_by_times():
    spec = "kind: csat, unit: percent, target: 90, scale: 4-5 of 5"
    ((_, _, said),) = complaints(spec, "metric,opened\nm,2027-06-07 10:00\n")
    assert "not measured by times" in said


@given(
    st.sampled_from(["Europe/London", "America/New_York", "Asia/Manila", "Australia/Lord_Howe"]),
    st.integers(1_700_000_000, 1_900_000_000),
)
def test_the_clock_agrees_with_zoneinfo(zone, moment):
    here = clock(zone, 1990, 2100)
    local = here.to_local(np.array([moment], np.int64))
    when = datetime.fromtimestamp(moment, ZoneInfo(zone))
    wall = when.replace(tzinfo=ZoneInfo("UTC"))
    assert int(local[0]) == int(wall.timestamp())
    back, skipped = here.to_posix(local)
    assert not skipped[0]
    first = when.replace(fold=0)
    assert int(back[0]) == int(first.timestamp())


@given(st.integers(0, 10_000_000), st.integers(0, 3_000_000))
def test_open_time_adds_up(start, length):
    hours = calendar("Europe/London", "Mon-Fri 09:00-17:30, Sat 10:00-12:00", ["GB-ENG"])
    begin = 1_800_000_000 + start
    line = Timeline.over(hours, begin, begin + length)
    middle = begin + length // 3
    marks = np.array([begin, middle, begin + length], np.int64)
    parts = line.elapsed(marks[:-1], marks[1:])
    assert parts.sum() == line.elapsed(marks[:1], marks[2:])[0]
    assert parts.min() >= 0
    assert parts.max() <= length


def test_an_hour_repeated_counts_twice():
    hours = calendar("America/New_York")
    zone = ZoneInfo("America/New_York")
    day = (datetime(2027, 11, 7, tzinfo=zone), datetime(2027, 11, 8, tzinfo=zone))
    assert open_seconds(hours, *day) == 25 * 3600


def test_hours_in_words():
    assert parse_hours("24x7")[6] == ((0, 1440),)
    week = parse_hours("Mon-Fri 09:00-12:00, 13:00-17:00, Sat+Sun 10:00-24:00")
    assert week[0] == ((540, 720), (780, 1020))
    assert week[5] == week[6] == ((600, 1440),)
    for wrong in ("whenever", "Mon 17:00-09:00", "Mon 09:00-12:00, 11:00-13:00", "Xyz 09:00-10:00"):
        with pytest.raises(QuantityError):
            parse_hours(wrong)


def test_a_workbook_reads_like_a_csv():
    from openpyxl import Workbook

    book = Workbook()
    for row in (["metric", "period", "value"], ["m", datetime(2027, 6, 1), 91.5]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    contract = load(SPEC.format(metric=RESPONSE + "1 hour"))
    found = settle.read_measurements(contract, out.getvalue(), "m.xlsx")
    assert found.levels["m", settle.Month(2027, 6)].level == D("91.5")
