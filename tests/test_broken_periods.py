"""A month, quarter or year that a charge or the term covers in part: printed, settled by days."""

from decimal import Decimal as D

import pytest

from contract_kit import settle
from contract_kit.api import assemble
from contract_kit.errors import SpecError
from contract_kit.render import render
from contract_kit.spec import load

SPEC = """
contract_kit: 1
contract: {{id: T, title: T, effective_date: {start}, governing_law: New York, currency: USD}}
parties: {{customer: {{name: C, country: US}}, provider: {{name: P, country: US}}}}
roles: {{owner: {{party: customer, title: O}}, lead: {{party: provider, title: L}}}}
sites: {{main: {{country: US, model: onshore}}}}
scope:
  processes:
    desk:
      office: back
      tasks: [answer]
      sites: [main]
      responsible: {{customer: owner, provider: lead}}
      sla: none
      sla_reason: priced only
      volume: {{baseline: 1000, unit: ticket, per: month}}
pricing:
  charges: {{desk: {{process: desk, {charge}}}}}
  {pricing}
term: {{initial: 36 months, {term}}}
"""
NO_RENEWAL = "renewal: {kind: none}"
AUTO = "renewal: {kind: auto, length: 12 months, notice: 90 days}"


def contract(charge, pricing="most_favoured: false", start="2027-03-16", term=NO_RENEWAL):
    return load(SPEC.format(charge=charge, pricing=pricing, start=start, term=term))


def settled(spec, *rows):
    data = "metric,period,value\n" + "\n".join(rows)
    return settle.settle(spec, settle.read_measurements(spec, data.encode(), "m.csv"))


def dues(spec, *rows):
    return [one.total_charges.amount for one in settled(spec, *rows).periods]


def page(spec):
    found = render(assemble(spec), "md")
    return found if isinstance(found, str) else found.decode()


BY_DAYS = "This holds for "


@pytest.mark.parametrize(
    ("charge", "volume", "due", "said"),
    [
        ("basis: fixed, amount: 31000", None, "16000", "prices for a time."),
        ("basis: per_seat, rate: 3100", 10, "16000", "prices for a time."),
        ("basis: per_fte, rate: 3100", 10, "16000", "prices for a time."),
        ("basis: per_unit, rate: 31, per: month", 10, "160", "prices for a time."),
        ("basis: per_unit, rate: 31, minimum: 3100", 10, "1600", "minimums."),
        ("basis: per_unit, rate: 31, maximum: 310", 100, "160", "maximums."),
        ("basis: cost_plus, margin: 0 percent, maximum: 310", 900, "160", "maximums."),
        (
            "basis: fixed, amount: 31000, baseline: 3100, additional_rate: 2", 1601,
            "16002", "prices for a time and baselines.",
        ),
        (
            "basis: fixed, amount: 31000, baseline: 3100, reduced_rate: 2", 1599,
            "15998", "prices for a time and baselines.",
        ),
        (
            "basis: retainer, amount: 31000, included_hours: 31, overage_rate: 10", 17,
            "16010", "prices for a time and included hours.",
        ),
    ],
)  # fmt: skip
def test_a_broken_month_counts_by_days(charge, volume, due, said):
    spec = contract(charge)
    rows = [f"desk,2027-03,{volume}"] if volume else ["index_change,2027-03,0"]
    assert dues(spec, *rows) == [D(due)]
    assert BY_DAYS + said in page(spec)
    assert BY_DAYS not in page(contract(charge, start="2027-03-01"))


def test_free_units_of_a_broken_month_count_by_days():
    spec = contract("basis: per_unit, rate: 2", "free_units: {desk: 310}")
    assert dues(spec, "desk,2027-03,161") == [D(2)]
    assert BY_DAYS + "free units." in page(spec)


def test_units_are_charged_as_counted():
    spec = contract("basis: per_unit, rate: 2")
    assert dues(spec, "desk,2027-03,161") == [D(322)]
    assert BY_DAYS not in page(spec)


def test_what_is_expected_of_a_broken_month_is_a_part_of_it():
    spec = contract("basis: fixed, amount: 31000, baseline: 3100, additional_rate: 2, volume: 3100")
    assert dues(spec, "index_change,2027-03,0") == [D(16000)]


def test_the_month_in_which_a_term_ends_counts_by_days():
    spec = contract("basis: fixed, amount: 31000")
    assert dues(spec, "index_change,2030-03,0") == [D(15000)]
    renewed = contract("basis: fixed, amount: 31000", term=AUTO)
    assert dues(renewed, "index_change,2030-03,0") == [D(31000)]


def test_a_maximum_of_a_broken_quarter_counts_by_days():
    charge = "basis: cost_plus, cost: wages, margin: 0 percent, maximum: 783367, bands_over: {}"
    spec = contract(charge.format("quarter"), start="2027-10-10")
    rows = [f"desk,2027-{month},300000" for month in (10, 11, 12)]
    assert dues(spec, *rows) == [D(300000), D(300000), D("106733.27")]
    assert BY_DAYS + "maximums." in page(spec)
    assert "at most USD 783,367.00 in each calendar quarter" in page(spec)


def test_minimums_count_by_days():
    spec = contract("basis: per_unit, rate: 2", "minimum_monthly: 38000")
    assert dues(spec, "desk,2027-03,1", "desk,2027-04,1") == [D("19612.90"), D(38000)]
    assert BY_DAYS + "minimums." in page(spec)


def test_a_contract_year_is_twelve_calendar_months():
    spec = contract("basis: per_unit, rate: 2", "minimum_yearly: 250000")
    months = [f"2027-{month:02d}" for month in range(4, 13)] + ["2028-01", "2028-02"]
    rows = ["desk,2027-03,5000", *(f"desk,{month},10000" for month in months), "desk,2028-03,1"]
    found = dues(spec, *rows)
    # 351 of the 366 days from March to February: 239,754.10 less 230,000
    assert found[-2:] == [D("29754.10"), D(2)]
    assert "**Contract Year** means a period of twelve calendar months" in page(spec)


def test_bands_and_free_units_run_with_the_contract_year():
    tiers = "basis: per_hour, bands: marginal, bands_over: contract_year, volume: 4,"
    spec = contract(f"{tiers} tiers: [{{up_to: 40, rate: 0}}, {{rate: 100}}]", start="2027-07-01")
    months = [f"2027-{month:02d}" for month in range(7, 13)] + ["2028-01"]
    rows = [f"desk,{month},10" for month in months]
    expected = [D(0)] * 4 + [D(1000)] * 3
    assert dues(spec, *rows) == expected
    assert "the volume adds up over the Contract Year" in page(spec)
    free = contract(
        "basis: per_hour, rate: 100, volume: 4", "free_units: {desk: 40 per contract_year}",
        start="2027-07-01",
    )  # fmt: skip
    assert dues(free, *rows) == expected
    assert "the first 40 hours of each Contract Year are free" in page(free)


def test_an_index_within_a_month_counts_from_the_month_after():
    terms = "indexation: {index: CPI, every: 12 months, first: 2028-03-16}"
    spec = contract("basis: fixed, amount: 40000", terms)
    rows = ("index_change,2028-03,4.35", "index_change,2028-04,0")
    (first, second) = settled(spec, rows[0], "desk,2028-04,1").periods
    assert [line.text for line in first.charges] == ["fixed", "the change applies from 2028-04"]
    assert first.total_charges.amount == D(40000)
    assert second.total_charges.amount == D(41740)
    said = (
        "A date of change within a month changes the Charges from the first day of the month after."
    )
    assert said in page(spec)


def test_a_rise_within_a_month_counts_from_the_month_after():
    spec = contract("basis: fixed, amount: 40000", "renewal_increase: {cap: 3 percent}", term=AUTO)
    (_, after) = settled(spec, "desk,2030-03,1", "renewal_increase,2030-04,5").periods
    assert after.total_charges.amount == D(41200)
    assert after.charges[-1].text.endswith(
        "3 percent from 2030-04, the cap, of 5 percent asked for"
    )
    assert "as a renewal starts within a month, that is the month after" in page(spec)


@pytest.mark.parametrize(
    ("charge", "measured", "rest"),
    [
        ("basis: fixed, amount: 175, baseline: 10, additional_rate: 20", "12.4", "48"),
        ("basis: retainer, amount: 175, included_hours: 10, overage_rate: 20", "12.4", "48"),
        ("basis: fixed, amount: 175, baseline: 10, reduced_rate: 20", "9", "-20"),
    ],
)
@pytest.mark.parametrize("where", ["charge", "all"])
def test_only_the_fixed_part_is_invoiced_in_advance(charge, measured, rest, where):
    own, terms = (", in: advance", "") if where == "charge" else ("", ", in: advance")
    spec = contract(charge + own, f"invoicing: {{every: month{terms}}}", start="2027-03-01")
    found = {
        str(one.issued): one.parts for one in settled(spec, f"desk,2027-03,{measured}").invoices
    }
    assert [one.amount.amount for one in found["2027-03"]] == [D(175)]
    assert [one.amount.amount for one in found["2027-04"]] == [D(rest)]


def test_a_sum_on_account_for_a_quarter_has_equal_parts():
    terms = "invoicing: {every: quarter, on_account: 62500 per quarter, true_up: year}"
    spec = contract("basis: per_unit, rate: 2", terms, start="2027-01-01")
    rows = [f"desk,2027-0{month},1" for month in (1, 2, 3)]
    (first, *_) = settled(spec, *rows).invoices
    assert [one.amount.amount for one in first.parts] == [D(62500)]
    assert "its equal part of USD 62,500.00 per quarter (each calendar quarter)" in page(spec)


def test_what_is_measured_and_costs_nothing_has_its_line():
    spec = contract("basis: per_unit, rate: 2", "free_units: {desk: 310}", start="2027-03-01")
    ((line,),) = (one.charges for one in settled(spec, "desk,2027-03,30").periods)
    assert (line.amount.amount, line.text) == (D(0), "measured volume 30")


COMPUTED = """
charges:
    desk:
      basis: computed
      process: desk
      formula:
        inputs: {{cost: {{title: Cost of the month, each: month, unit: USD}}}}
        where:
          early: "earlier(if(month_of_term == 1, cost, 0))"
          so_far: earlier_in_quarter(cost)
        price: "min(cost, max(500 USD - so_far, 0)) + 0 * early"
        example:
          earlier: [{{values: {{cost: 300}}}}]
          values: {{cost: 300}}
          result: 200
  {}
"""


def computed(rest="most_favoured: false"):
    text = SPEC.replace("charges: {{desk: {{process: desk, {charge}}}}}", "CHARGES")
    text = text.format(start="2027-02-01", pricing="", term=AUTO, charge="")
    return load(text.replace("CHARGES", COMPUTED.format(rest).strip()))


def test_a_formula_sums_over_the_earlier_months_of_the_quarter():
    spec = computed()
    rows = [f"desk.cost,2027-{month:02d},300" for month in (2, 3, 4, 5)]
    assert dues(spec, *rows) == [D(300), D(200), D(300), D(200)]
    found = page(spec)
    assert "over the earlier months of the calendar quarter" in found
    assert "of the Term up to and including that earlier month is 1)" in found
    assert "What the Charges come to follows from what is measured." in found


@pytest.mark.parametrize(
    "name", ["renewal_increase: {cap: 10 percent}", "indexation: {index: C, every: year}"]
)
def test_a_change_of_prices_that_moves_nothing_is_refused(name):
    with pytest.raises(SpecError, match="moves nothing with charges by computed"):
        computed(name)


def test_part_units_lots_and_hours_are_said():
    found = page(contract("basis: per_lot, lot: 1, rate: 20", "free_units: {desk: 10}"))
    assert "per lot of 1 ticket; a part of a lot is charged in proportion" in found
    assert "the first 10 tickets of each month are free" in found
    found = page(contract("basis: fixed, amount: 9, baseline: 1, additional_rate: 2"))
    assert (
        "a fixed sum for 1 ticket a month; each ticket more USD 2.00, a part in proportion" in found
    )
    hours = "basis: retainer, amount: 9, per: year, included_hours: 4, overage_rate: 2"
    said = "the first year begins with the month in which this Charge starts; unused hours lapse"
    assert said in page(contract(hours))


def test_a_list_of_bands_names_the_charge_as_its_table():
    spec = contract("title: Telephone, basis: per_unit, tiers: [{up_to: 4, rate: 2}, {rate: 1}]")
    assert "Telephone: each unit is charged at the rate of the band it falls into;" in page(spec)
