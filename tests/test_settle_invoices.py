"""What stands on an invoice beside the recurring charges."""

from decimal import Decimal as D

import pytest

from contract_kit import settle
from contract_kit.settle.leaving import Leaving, exit_fee
from contract_kit.spec import load

SPEC = """
contract_kit: 1
contract: {{id: T, title: T, effective_date: 2027-01-01, governing_law: Ontario, currency: CAD}}
parties: {{customer: {{name: C, country: CA}}, provider: {{name: P, country: CA}}}}
roles: {{owner: {{party: customer, title: O}}, lead: {{party: provider, title: L}}}}
sites: {{main: {{country: CA, model: onshore}}}}
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
{rest}
term: {{initial: 36 months, {term}}}
"""
PLAIN = "basis: per_unit, rate: 100"


def contract(charge=PLAIN, pricing="most_favoured: false", rest="", term="renewal: {kind: none}"):
    return load(SPEC.format(charge=charge, pricing=pricing, rest=rest, term=term))


def lines(spec, *rows):
    data = "metric,period,value\n" + "\n".join(rows)
    found = settle.read_measurements(spec, data.encode(), "m.csv")
    return [
        [(line.clause, line.amount.amount) for line in period.charges]
        for period in settle.settle(spec, found).periods
    ]


@pytest.mark.parametrize(
    ("charge", "volume", "due"),
    [
        ("basis: per_unit, bands: marginal, tiers: [{up_to: 500, rate: 2}, {rate: 1}]", 800, 1300),
        ("basis: per_unit, bands: all_units, tiers: [{up_to: 500, rate: 2}, {rate: 1}]", 800, 800),
        ("basis: per_unit, rate: 2, minimum: 2500", 1000, 2500),
        ("basis: per_unit, rate: 2, maximum: 1500", 1000, 1500),
        ("basis: per_lot, lot: 100, rate: 30", 1000, 300),
        ("basis: per_fte, rate: 2150", 24, 51600),
        ("basis: cost_plus, cost: wages, margin: 12 percent, expected: 1000", 2000, 2240),
        ("basis: percent_of_revenue, revenue: sales, rate: 3 percent, expected: 1", 50000, 1500),
        ("basis: outcome, outcome: claim paid, rate: 12.5", 8, 100),
        ("basis: fixed, amount: 1200, per: quarter", 0, 400),
        ("basis: retainer, amount: 4000, included_hours: 40, overage_rate: 95", 44, 4380),
    ],
)
def test_a_charge_by_its_basis(charge, volume, due):
    ((line,),) = lines(contract(charge), f"desk,2027-01,{volume}")
    assert line == ("fee.charges", D(due))


@pytest.mark.parametrize(
    ("start", "volume", "due"),
    [
        ("band_edge", 44150, "96515.00"),
        ("baseline", 44150, "100715.00"),
        ("band_edge", 36500, "89825.00"),
        ("baseline", 36500, "86925.00"),
        ("baseline", 41999, "92000.00"),
    ],
)
def test_additional_and_reduced_resources(start, volume, due):
    charge = (
        "basis: fixed, amount: 92000, per: month, baseline: 40000, additional_rate: 2.10,"
        f" reduced_rate: 1.45, dead_band: 5 percent, measured_from: {start}"
    )
    ((line,),) = lines(contract(charge), f"desk,2027-01,{volume}")
    assert line[1] == D(due)


def test_the_minimum_and_its_schedule():
    spec = contract(
        pricing="minimum_schedule: [{from_month: 1, to_month: 1, amount: 90000},"
        " {from_month: 2, amount: 95000}]"
    )
    assert lines(spec, "desk,2027-01,850", "desk,2027-02,960") == [
        [("fee.charges", D(85000)), ("fee.minimum", D(5000))],
        [("fee.charges", D(96000))],
    ]


def test_empty_seats_are_deducted():
    spec = contract("basis: per_seat, rate: 2150")
    found = lines(spec, "desk,2027-01,24", "desk.vacant_days,2027-01,15", "working_days,2027-01,22")
    assert found == [[("fee.charges", D("51600.00")), ("fee.time", D("-1465.91"))]]


def test_the_currency_collar():
    spec = contract(
        "basis: fixed, amount: 200000, per: month",
        "fx: {cost_currency: INR, method: collar, reference_rate: 83, band: 3 percent,"
        " cost_share: 70 percent, beyond: share_50_50, review: month}",
    )
    assert lines(spec, "fx_rate,2027-01,86.90", "fx_rate,2027-02,84") == [
        [("fee.charges", D(200000)), ("fee.fx", D("-1135.79"))],
        [("fee.charges", D(200000)), ("fee.fx", D(0))],
    ]


def test_late_payment_and_late_go_live():
    spec = contract(
        pricing="invoicing: {late_interest: 1.5 percent, late_interest_per: month}",
        rest="transition: {start: 2027-01-01, go_live: 2027-02-01, long_stop: 2027-06-01,"
        " delay_damages: {amount: 2500, per: week, cap: 6000, grace: 2 days}}",
    )
    found = lines(
        spec,
        "late_amount,2027-01,12340",
        "days_late,2027-01,17",
        "delay_days,2027-02,10",
        "delay_days,2027-03,30",
    )
    assert found[0][1] == ("fee.late", D("104.89"))
    assert found[1][1] == ("trn.delay", D("-5000.00"))
    assert found[2][1] == ("trn.delay", D("-1000.00"))


def test_passed_on_cost_stops_at_the_years_cap():
    spec = contract(pricing="passthrough: {items: [postage], markup: 2 percent, cap: 1500}")
    found = lines(spec, "passthrough,2027-01,1000", "passthrough,2027-02,1000")
    assert [month[-1] for month in found] == [
        ("fee.passthrough", D("1020.00")),
        ("fee.passthrough", D("480.00")),
    ]


def test_gain_share():
    spec = load(
        SPEC.format(
            charge=PLAIN,
            pricing="rate_card: {analyst: 1}",
            rest="",
            term="renewal: {kind: none}",
        ).replace(
            "charges: {desk:",
            "charges: {gain: {basis: gain_share, baseline_cost: 542800, dead_band: 2 percent,"
            " share: 60/40, covers: [reporting]}, desk:",
        )
    )
    assert lines(spec, "gain,2027-01,462560")[0][-1] == ("fee.charges", D("27753.60"))


def with_move(fee):
    """A contract that moves for 35000, paid on one milestone, with this exit fee."""
    return load(
        SPEC.format(
            charge=PLAIN,
            pricing="most_favoured: false",
            rest="transition: {start: 2027-01-01, go_live: 2027-02-01, milestones:"
            " {m: {due: 2027-01-15, owner: lead, test: done, pays: 35000}}}",
            term=f"convenience: {{by: customer, notice: 90 days, fee: {{{fee}}}}}",
        ).replace("charges: {desk:", "charges: {move: {basis: milestone, total: 35000}, desk:")
    )


@pytest.mark.parametrize(
    ("fee", "month", "due"),
    [
        ("kind: fixed, amount: 50000", 3, 50000),
        ("kind: percent_of_remaining, percent: 50 percent of remaining_charges", 26, 500000),
        ("kind: greater_of, of: [5000, 10 percent of annual_charges]", 3, 120000),
        ("kind: unamortised_transition", 13, 23000),
        ("kind: none", 3, 0),
        ("kind: by_contract_year, by_year: [{year: 1, fee: 900}, {year: 2, fee: 400}]", 14, 400),
    ],
)
def test_exit_fees(fee, month, due):
    spec = with_move(fee)
    at = settle.Month(2027 + (month - 1) // 12, (month - 1) % 12 + 1)
    found = exit_fee(spec, Leaving(at, D(90), {}))
    assert found is not None
    assert found.amount == D(due)


@pytest.mark.parametrize(
    ("invoiced", "due"), [(0, 23000), (10000, 23000), (20000, 15000), (35000, 0)]
)
def test_what_milestones_brought_is_not_charged_again_on_leaving(invoiced, due):
    spec = with_move("kind: unamortised_transition")
    found = exit_fee(spec, Leaving(settle.Month(2028, 1), D(90), {}, D(invoiced)))
    assert found is not None
    assert found.amount == D(due)
