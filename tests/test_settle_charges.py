"""What every field of a charge does to a month: prices, bounds, free units, parts of months."""

from decimal import Decimal as D

import pytest

from contract_kit import settle
from contract_kit.settle.invoices import NOT_MEASURED, NOTHING
from tests.test_settle_invoices import PLAIN, contract

HEAD = "metric,period,value\n"


def settled(spec, *rows):
    found = settle.read_measurements(spec, (HEAD + "\n".join(rows)).encode(), "m.csv")
    return settle.settle(spec, found)


def charged(spec, *rows):
    """The sum of each month's charges."""
    return [period.total_charges.amount for period in settled(spec, *rows).periods]


def texts(spec, *rows):
    """The lines of the last month: clause, amount, words."""
    last = settled(spec, *rows).periods[-1]
    return [(line.clause, line.amount.amount, line.text) for line in last.charges]


TIERS = "tiers: [{up_to: 500, rate: 2}, {rate: 1}]"


@pytest.mark.parametrize(
    ("charge", "volume", "due"),
    [
        ("basis: per_fte, rate: 24000, per: year", 10, "20000"),
        ("basis: per_unit, rate: 3, per: quarter", 700, "700"),
        ("basis: per_seat, rate: 1200, per: year, minimum: 2500", 20, "2500"),
        ("basis: per_lot, lot: 100, rate: 30, part_lot: full", 950, "300"),
        ("basis: per_lot, lot: 100, rate: 30, part_lot: none", 950, "270"),
        ("basis: per_lot, lot: 100, rate: 30, part_lot: proportion", 950, "285"),
        # 80 percent of 1,000 expected at 2 are 1,600; 50 percent 1,000
        ("basis: per_unit, rate: 2, minimum: 80 percent", 100, "1600"),
        ("basis: per_unit, rate: 2, maximum: 50 percent of affected_charge", 900, "1000"),
        ("basis: per_unit, rate: 2, minimum: {lesser_of: [900, 80 percent]}", 100, "900"),
        ("basis: fixed, amount: 5200, per: week", 0, "22533.33"),
        ("basis: fixed, amount: 100, per: day", 0, "3041.67"),
        ("basis: retainer, amount: 12000, per: year", 0, "1000"),
    ],
)
def test_a_month_by_its_charge(charge, volume, due):
    assert charged(contract(charge), f"desk,2027-01,{volume}") == [D(due)]


def test_free_units_of_a_month_and_of_a_calendar_year():
    spec = contract("basis: per_unit, rate: 2", "free_units: {desk: 300 per month}")
    assert charged(spec, "desk,2027-01,1000", "desk,2027-02,200") == [D(1400), D(0)]
    spec = contract("basis: per_unit, rate: 2", "free_units: {desk: 1200 per year}")
    assert charged(spec, "desk,2027-01,1000", "desk,2027-02,500", "desk,2027-03,100") == [
        D(0), D(600), D(200),
    ]  # fmt: skip


def test_free_units_lower_the_expected_charges():
    spec = contract("basis: per_unit, rate: 2", "free_units: {desk: 300 per month}")
    assert settle.figures(spec).monthly_charges.amount == D(1400)


def test_bands_over_a_year_say_which_months_were_not_measured():
    spec = contract("basis: per_unit, bands_over: year, tiers: [{up_to: 2500, rate: 2}, {rate: 1}]")
    ((clause, due, text),) = texts(spec, "desk,2027-03,1000")
    # 1,000 expected in each of January and February: 500 at 2 and 500 at 1
    assert (clause, due) == ("fee.charges", D(1500))
    assert "not measured, taken as expected: 2027-01, 2027-02" in text
    assert NOT_MEASURED in settled(spec, "desk,2027-03,1000").assumptions


def test_a_maximum_of_the_year_stops_the_charges():
    spec = contract("basis: per_unit, rate: 2, bands_over: year, maximum: 3000")
    rows = [f"desk,2027-0{month},800" for month in (1, 2, 3)] + ["desk,2028-01,800"]
    rows += [f"desk,2027-{month:02d},800" for month in range(4, 13)]
    assert charged(spec, *rows) == [D(1600), D(1400)] + [D(0)] * 10 + [D(1600)]


def test_the_hours_of_a_retainer_add_up_over_its_period():
    spec = contract(
        "basis: retainer, amount: 3000, per: quarter, included_hours: 40, overage_rate: 100,"
        " from: 2027-02-01"
    )
    rows = [f"desk,2027-{month:02d},{hours}" for month, hours in ((2, 30), (3, 15), (4, 5), (5, 9))]
    assert charged(spec, *rows) == [D(1000), D(1500), D(1500), D(1000)]


def test_a_retainer_does_not_count_the_units_of_its_process():
    spec = contract("basis: retainer, amount: 4000, included_hours: 40, overage_rate: 95")
    assert settle.figures(spec).monthly_charges.amount == D(4000)


def test_a_vacant_seat_counts_less_beside_tiers_and_bounds():
    spec = contract("basis: per_seat, tiers: [{up_to: 10, rate: 100}, {rate: 50}]")
    rows = ("desk,2027-01,24", "desk.vacant_days,2027-01,40", "working_days,2027-01,20")
    # 24 seats less two: 10 x 100 and 12 x 50
    assert charged(spec, *rows) == [D(1600)]


def test_an_amount_is_charged_by_days_in_a_month_it_covers_in_part():
    spec = contract("basis: fixed, amount: 3100, per: month, from: 2027-01-11, until: 2027-02-14")
    assert charged(spec, "desk,2027-01,1", "desk,2027-02,1", "desk,2027-03,1") == [
        D(2100), D(1550), D(0),
    ]  # fmt: skip


def test_the_parts_of_a_year_add_up_to_its_price():
    spec = contract("basis: fixed, amount: 1000, per: year")
    found = charged(spec, *(f"desk,2027-{month:02d},1" for month in range(1, 13)))
    assert found[:3] == [D("83.33"), D("83.34"), D("83.33")]
    assert sum(found) == D(1000)


def test_instalments_fall_due_in_their_months():
    spec = contract(
        "basis: instalments, total: 3000, instalments: [{due: 2027-02-15, amount: 1000},"
        " {due: 2027-04-01, amount: 2000}]"
    )
    rows = [f"desk,2027-{month:02d},1" for month in (1, 2, 3, 4)]
    assert charged(spec, *rows) == [D(0), D(1000), D(0), D(2000)]


def test_a_gain_that_is_none_says_so():
    spec = contract("basis: gain_share, share: 60/40, baseline_cost: 1000, dead_band: 10 percent")
    assert texts(spec, "desk,2027-01,1200")[0][1:] == (D(0), "no saving, cost 1200")
    assert texts(spec, "desk,2027-01,950")[0][1] == D(0)
    assert texts(spec, "desk,2027-01,800")[0][1] == D(40)


FORECAST = "forecast: {tolerance: 10 percent, above: 20 percent, below: 50 percent}"


@pytest.mark.parametrize(
    ("volume", "more"),
    [
        # range 900 to 1,100 at 100 each: 20 percent of 150 units, 50 percent of 100
        (1250, D(3000)),
        (800, D(5000)),
        (1100, D(0)),
        (900, D(0)),
    ],
)
def test_volume_outside_the_range_of_a_forecast(volume, more):
    spec = contract(pricing=FORECAST)
    lines = texts(spec, f"desk,2027-01,{volume}", "desk.forecast,2027-01,1000")
    assert lines[1][:2] == ("fee.volume", more)
    assert f"volume {volume}" in lines[1][2]


def test_a_month_without_a_forecast_has_its_baseline_volume():
    spec = contract(pricing=FORECAST)
    assert texts(spec, "desk,2027-01,1250")[1][:2] == ("fee.volume", D(3000))
    assert len(texts(spec, "desk,2027-01,1050")) == 1


YEARLY = "minimum_yearly: 1300000\n  shortfall: 60 percent"


def year_of(volume, start=1):
    return [f"desk,2027-{month:02d},{volume}" for month in range(start, 13)]


def test_the_shortfall_of_a_contract_year_is_charged_in_its_last_month():
    # 1,200,000 of 1,300,000: 60 percent of 100,000
    found = charged(contract(pricing=YEARLY), *year_of(1000))
    assert found == [D(100000)] * 11 + [D(160000)]
    lines = texts(contract(pricing=YEARLY), *year_of(1100))
    assert lines[-1][:2] == ("fee.minimum", D(0))
    assert "reached" in lines[-1][2]


def test_months_that_were_not_measured_count_as_expected_and_are_told():
    lines = texts(contract(pricing=YEARLY), *year_of(1000, start=4))
    assert lines[-1][1] == D(60000)
    assert "3 months not measured count as expected" in lines[-1][2]


def test_the_minimum_of_the_term_counts_what_the_years_were_charged():
    spec = contract(pricing="minimum_yearly: 1300000\n  minimum_term: 4200000")
    rows = [f"desk,{2027 + n // 12}-{n % 12 + 1:02d},1000" for n in range(36)]
    found = charged(spec, *rows)
    # three years at 1,300,000 are 3,900,000 of 4,200,000
    assert found[11] == found[23] == D(200000)
    assert found[35] == D(100000) + D(100000) + D(300000)


def test_the_floor_of_a_renewal():
    spec = contract(
        pricing="minimum_renewal: 80 percent of expected_monthly\n  expected_monthly: 100000",
        term="renewal: {kind: auto, length: 12 months, notice: 90 days}",
    )
    assert charged(spec, "desk,2029-12,500", "desk,2030-01,500") == [D(50000), D(80000)]


def test_a_saving_that_was_missed_is_credited_up_to_a_tenth():
    base = "annual_cost_before: 2000000, expected_saving: 40 percent, shortfall: "
    spec = contract(pricing=f"savings_baseline: {{{base}refund}}")
    rows = year_of(1000)
    assert texts(spec, *rows, "saving_shortfall,2027-12,5000")[-1][:2] == ("fee.savings", D(-5000))
    assert texts(spec, *rows, "saving_shortfall,2027-12,500000")[-1][1] == D(-120000)
    spec = contract(pricing=f"savings_baseline: {{{base}plan}}")
    assert texts(spec, *rows, "saving_shortfall,2027-12,5000")[-1][1] == D(0)


def test_what_is_passed_on_stops_at_a_share_of_the_year():
    spec = contract(pricing="passthrough: {items: [post], cap: 1 percent of annual_charges}")
    lines = texts(spec, "passthrough,2027-01,20000")
    assert lines[-1][1] == D(12000)
    assert "up to" in lines[-1][2]
    lines = texts(contract(), "passthrough,2027-01,20000")
    assert lines[-1] == ("fee.inclusive", D(0), "no cost is passed on")


def test_what_is_passed_on_says_that_no_cap_is_agreed_where_none_is():
    spec = contract(pricing="passthrough: {items: [post]}")
    line = texts(spec, "passthrough,2027-01,20000")[-1]
    assert line[1:] == (D(20000), "third-party cost 20000, no yearly cap is agreed")
    spec = contract(pricing="passthrough: {items: [post], cap: 0}")
    line = texts(spec, "passthrough,2027-01,20000")[-1]
    assert line[1:] == (D(0), "third-party cost 20000, up to the 0 of a Contract Year")


def test_a_charge_that_nothing_was_measured_of_says_so():
    spec = contract("basis: cost_plus, cost: wages, margin: 10 percent")
    assert texts(spec, "working_days,2027-01,20")[0][1:] == (D(0), NOTHING)


def test_plain_charges_stand_alone():
    assert texts(contract(PLAIN), "desk,2027-01,5") == [
        ("fee.charges", D(500), "measured volume 5")
    ]
