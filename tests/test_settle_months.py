"""Months in their order: repetition, earn-back, bonuses, caps, relief, triggers."""

import tokenize
from decimal import Decimal as D
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contract_kit import settle
from contract_kit.settle.history import SCALE, history
from contract_kit.settle.simulation import _draw
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
      sla: [a, b]
      volume: {{baseline: 1000, unit: ticket, per: month}}
service_levels:
  exclusions: [force_majeure, volume_above_forecast: 110 percent]
  metrics:
    a: {{kind: accuracy, class: critical, target: 95, minimum: 90, weight: 60, source: x, {a}}}
    b: {{kind: error_rate, class: critical, target: 5, minimum: 8, weight: 40, source: x, {b}}}
  credits: {{{credits}}}
  {rest}
pricing:
  charges: {{desk: {{basis: per_unit, process: desk, rate: 100}}}}
term: {{initial: 36 months}}
"""


def contract(*, a="unit: percent", b="unit: percent", credits="pool: 100", rest="period: month"):
    if "at_risk" not in credits and "table" not in credits:
        credits = "at_risk: 10 percent of monthly_charges, " + credits
    if "method: table" in credits:
        b += ", table: [{achieved: 5, rebate: 0 percent}, {achieved: 8, rebate: 3 percent}]"
    return load(SPEC.format(a=a, b=b, credits=credits, rest=rest))


def rows(a=(), b=(), **more):
    lines = ["metric,period,value,events,within,relief,incident"]
    for name, values in {"a": a, "b": b, **more}.items():
        for place, value in enumerate(values):
            if value is not None:
                month = f"{2027 + place // 12}-{place % 12 + 1:02d}"
                lines.append(f"{name},{month},{value}")
    return "\n".join(lines).encode()


def settled(spec, data):
    return settle.settle(spec, settle.read_measurements(spec, data, "m.csv"))


def credits(spec, data):
    return [period.total_credits.amount for period in settled(spec, data).periods]


def test_tiers_and_weights():
    # 100,000 a month, 10,000 at risk: a 60 percent, b 40 percent, half below target
    data = rows(a=[95, 94, 89, 94], b=[5, 5, 5, 9])
    assert credits(contract(), data) == [D(0), D("-3000.00"), D("-6000.00"), D("-7000.00")]


def test_repeated_misses_cost_more_and_never_more_than_the_cap():
    spec = contract(credits="pool: 100, repeat: {months: 2, multiplier: 1.5, step: 0.5, cap: 2}")
    data = rows(a=[89, 89, 89, 95, 89], b=[5] * 5)
    # 6,000; x 1.5; x 2 would be 12,000 and is cut to 10,000; a pass resets
    assert credits(spec, data) == [D(-6000), D(-9000), D(-10000), D(0), D(-6000)]
    cut = settled(spec, data).periods[2].credits
    assert [(line.clause, line.amount.amount) for line in cut] == [
        ("sla.repeat", D("-12000.00")),
        ("sla.caps", D("2000.00")),
    ]


def test_the_yearly_cap_counts_contract_years():
    spec = contract(credits="pool: 100, annual_cap: 10000")
    data = rows(a=[89, 89] + [95] * 10 + [89], b=[5] * 13)
    assert credits(spec, data) == [D(-6000), D(-4000)] + [D(0)] * 10 + [D(-6000)]


def test_a_credit_is_earned_back():
    spec = contract(
        credits="pool: 100, earn_back: {consecutive_months: 2, at: target, restores: 50 percent}"
    )
    data = rows(a=[89, 96, 94, 96, 96, 96], b=[5] * 6)
    # 6,000 and 3,000 lost; after two good months in a row half of 9,000 returns, once
    assert credits(spec, data) == [D(-6000), D(0), D(-3000), D(0), D(4500), D(0)]


def test_a_better_level_may_be_asked_to_earn_back():
    spec = contract(
        credits="pool: 100, earn_back: {consecutive_months: 2, at: 97, restores: 100 percent}"
    )
    assert credits(spec, rows(a=[89, 97, 96, 97, 97], b=[5] * 5)) == [
        D(-6000),
        D(0),
        D(0),
        D(0),
        D(6000),
    ]


def bonus(condition, extra="cap: 2500"):
    return contract(
        rest=f"bonuses: {{awards: [{{metric: a, at: 98, pay: 2 percent of monthly_charges}},"
        f" {{metric: b, at: 3, pay: 1000}}], condition: {condition}, {extra}}}"
    )


@pytest.mark.parametrize(
    ("condition", "b", "paid"),
    [
        ("none", 9, 2000),
        ("no_critical_below_minimum", 9, 0),
        ("no_critical_below_minimum", 6, 2000),
        ("no_critical_below_target", 6, 0),
        ("no_credit", 6, 0),
        ("no_credit", 5, 2000),
        ("no_credit", 3, 2500),
    ],
)
def test_the_gate_and_the_cap_of_bonuses(condition, b, paid):
    (period,) = settled(bonus(condition), rows(a=[98], b=[b])).periods
    assert period.total_bonuses.amount == D(paid)


def test_bonuses_net_of_credits():
    spec = bonus("none", "net_of_credits: true")
    (period,) = settled(spec, rows(a=[98], b=[6])).periods
    assert period.total_bonuses.amount == D(0)
    assert period.total_credits.amount == D(-2000)


def test_a_bonus_in_steps():
    spec = contract(rest="bonuses: {awards: [{metric: a, at: 95, step: 0.5, pay: 300, cap: 1000}]}")
    paid = [
        p.total_bonuses.amount
        for p in settled(spec, rows(a=[95.4, 96, 96.4, 99], b=[5] * 4)).periods
    ]
    assert paid == [D(0), D(600), D(600), D(1000)]


def test_the_collar_holds_both_ways():
    spec = contract(
        rest="bonuses: {awards: [{metric: a, at: 98, pay: 10000}],"
        " collar: 1.25 percent of annual_charges}"
    )
    result = settled(spec, rows(a=[89, 89, 89, 98, 98, 98, 98], b=[5] * 7))
    run = [period.adjustment.amount for period in result.periods]
    # 1.25 percent of 1,200,000 is 15,000: the year's sum stays within it at every month
    assert run == [D(-6000), D(-6000), D(-3000), D(10000), D(10000), D(10000), D(0)]


def test_a_miss_with_relief_costs_nothing():
    data = rows(a=[], b=[5]) + b"\na,2027-01,80,,,Force Majeure\n"
    assert credits(contract(), data) == [D(0)]


def test_volume_above_forecast_excuses():
    assert credits(contract(), rows(a=[80], b=[5], desk=[1101])) == [D(0)]
    assert credits(contract(), rows(a=[80], b=[5], desk=[1100])) == [D(-6600)]


def test_no_data_is_a_miss_unless_said_otherwise():
    empty = [95, ""]
    assert credits(contract(), rows(a=empty, b=[5, 5])) == [D(0), D(-6000)]
    assert credits(contract(a="missing_data: excluded"), rows(a=empty, b=[5, 5]))[1] == 0
    spec = contract(a="missing_data: estimate")
    assert credits(spec, rows(a=[94, ""], b=[5, 5])) == [D(-3000), D(-3000)]


def test_few_events_are_judged_gently():
    data = b"metric,period,value,events,within\na,2027-01,,12,11\nb,2027-01,5,,\n"
    assert credits(contract(), data) == [D(-3000)]
    spec = contract(a="small_volume: {below: 20, allowed_misses: 1}")
    assert credits(spec, data) == [D(0)]
    assert credits(spec, data.replace(b"12,11", b"12,10")) == [D(-6000)]


def test_too_small_a_sample_is_not_judged():
    data = b"metric,period,value,events\na,2027-01,50,99\nb,2027-01,5,\n"
    assert credits(contract(a="min_sample: 100"), data) == [D(0)]
    assert credits(contract(a="min_sample: 99"), data) == [D(-6000)]


def test_rounding_only_where_the_contract_says_so():
    assert credits(contract(), rows(a=["94.96"], b=[5])) == [D(-3000)]
    assert credits(contract(a="decimals: 1"), rows(a=["94.96"], b=[5])) == [D(0)]


def test_the_first_months_ask_less():
    spec = contract(a="ramp: [{until_month: 2, target: 85, minimum: 80}]")
    assert credits(spec, rows(a=[85, 84, 85], b=[5] * 3)) == [D(0), D(-3000), D(-6000)]


def test_nothing_counts_before_the_start():
    spec = contract(rest="starts: 2027-02-15")
    assert credits(spec, rows(a=[50, 94], b=[5, 5])) == [D(0), D(-3000)]


def test_one_incident_counts_once():
    data = b"metric,period,value,incident\na,2027-01,89,x1\nb,2027-01,9,x1\n"
    assert credits(contract(), data) == [D(-10000)]
    assert credits(contract(credits="pool: 100, one_incident: highest"), data) == [D(-6000)]


def test_bands_away_from_the_target():
    tiers = (
        "tiers: [{from: 0, to: 2, share: 25}, {from: 2, to: 4, share: 50}, {from: 4, share: 100}]"
    )
    spec = contract(credits="pool: 100, " + tiers)
    data = rows(a=[95, 93, "92.9", 91, 90], b=[5] * 5)
    assert credits(spec, data) == [D(0), D(-1500), D(-3000), D(-3000), D(-6000)]


def test_per_event_credits():
    spec = contract(
        a="statistic: count, direction: higher, unit: reports",
        credits="pool: 100, per_event: [{metric: a, credit: 500, free: 1, cap: 1200}]",
    )
    assert credits(spec, rows(a=[1, 3, 9], b=[5] * 3)) == [D(0), D(-1000), D(-1200)]


def test_the_termination_trigger():
    spec = contract(
        rest="termination_trigger:"
        " {any_critical: below_minimum, times: 2, in_months: 3, credits_at_cap: 2}"
    )
    result = settled(spec, rows(a=[89, 95, 89, 89], b=[5, 5, 9, 9]))
    assert [(str(one.month), one.text.split()[0]) for one in result.triggers] == [
        ("2027-03", "a"),
        ("2027-04", "a"),
        ("2027-04", "b"),
        ("2027-04", "credits"),
    ]


def test_quarterly_settlement_pays_at_the_quarters_end():
    spec = contract(credits="pool: 100, settle: quarter")
    result = settled(spec, rows(a=[94, 95, 94, 94], b=[5] * 4))
    assert [(str(month), due.amount) for month, due in result.payments()] == [
        ("2027-03", D(-6000)),
        ("2027-04", D(-3000)),
    ]


LEVELS = st.lists(
    st.tuples(st.decimals(80, 100, places=2), st.decimals(0, 12, places=2)), min_size=1, max_size=14
)
SCHEMES = st.sampled_from(
    [
        "pool: 100",
        "at_risk: 8 percent of monthly_charges, annual_cap: 21000.01",
        "pool: 100, repeat: {months: 2, multiplier: 1.5, step: 0.25, cap: 3}",
        "method: table, monthly_cap: 7 percent of monthly_charges,"
        " table: [{achieved: 95, rebate: 0 percent}, {achieved: 90, rebate: 3 percent},"
        " {achieved: 0, rebate: 9 percent}]",
        "pool: 100, earn_back: {consecutive_months: 2, at: target, restores: 100 percent}",
    ]
)


@settings(max_examples=60)
@given(SCHEMES, LEVELS)
def test_credits_stay_within_caps_and_lines_add_up(scheme, levels):
    spec = contract(credits=scheme)
    result = settled(spec, rows(a=[a for a, _ in levels], b=[b for _, b in levels]))
    taken = D(0)
    for period in result.periods:
        assert -period.total_credits.amount <= period.monthly_cap.amount
        lines = (*period.charges, *period.credits, *period.bonuses)
        assert sum(line.amount.amount for line in lines) == period.invoice.amount
        assert period.adjustment.amount == sum(
            line.amount.amount for line in (*period.credits, *period.bonuses)
        )
        taken -= sum(
            line.amount.amount for line in period.credits if line.clause != "sla.earn_back"
        )
    if "annual_cap" in scheme and len(levels) <= 12:
        assert taken <= D("21000.01")
    assert result.total_credits.amount <= 0


@settings(max_examples=60)
@given(SCHEMES, LEVELS, st.integers(0, 13), st.decimals(0, 20, places=2))
def test_worse_levels_never_cost_less_in_their_month(scheme, levels, place, worse):
    spec = contract(credits=scheme)
    place %= len(levels)
    lower = [*levels]
    lower[place] = (max(levels[place][0] - worse, D(0)), levels[place][1] + worse)
    before, after = (
        settled(spec, rows(a=[a for a, _ in part], b=[b for _, b in part])).periods[place]
        for part in (levels, lower)
    )
    assert after.total_credits.amount <= before.total_credits.amount


@settings(max_examples=40)
@given(SCHEMES, LEVELS.filter(lambda levels: len(levels) >= 12))
def test_a_drawn_year_settles_like_the_measured_one(scheme, levels):
    spec = contract(credits=scheme)
    data = rows(a=[a for a, _ in levels[:12]], b=[b for _, b in levels[:12]])
    found = settle.read_measurements(spec, data, "m.csv")
    past = history(spec, found)
    taken, _ = _draw(past, np.arange(12, dtype=np.int64).reshape(1, 12))
    expected = -settle.settle(spec, found).total_credits.amount * 100
    assert abs(int(taken[0]) - expected) <= 2 + abs(expected) // SCALE // 10


def test_no_float_is_written_where_money_is_computed():
    folder = Path(settle.__file__).parent
    found = []
    for path in sorted(folder.glob("*.py")):
        with tokenize.open(path) as file:
            for token in tokenize.generate_tokens(file.readline):
                literal = (
                    token.type == tokenize.NUMBER and not token.string.replace("_", "").isdigit()
                )
                hexadecimal = token.string.startswith(("0x", "0b"))
                if token.string in {"float", "float64"} or (literal and not hexadecimal):
                    found.append(f"{path.name}:{token.start[0]}: {token.line.strip()}")
    assert found == []


def test_the_ratchet_proposes_a_better_target():
    review = "review: {every: 12 months, ratchet: {rule: average, max_step: 1 percent}}"
    spec = contract(rest=review)
    result = settled(spec, rows(a=[97] * 12, b=[5] * 6 + [4] * 6))
    assert [(one.metric, one.before, one.after) for one in result.reviews] == [
        ("a", D(95), D("95.95")),
        ("b", D(5), D("4.95")),
    ]
    best = contract(rest=review.replace("average", "average_of_best_6").replace("1 p", "90 p"))
    result = settled(best, rows(a=[97] * 12, b=[5] * 6 + [4] * 6))
    assert [one.after for one in result.reviews] == [D(97), D(4)]


def test_the_ratchet_never_moves_back():
    spec = contract(rest="review: {every: 12 months, ratchet: {rule: average}}")
    assert settled(spec, rows(a=[91] * 12, b=[7] * 12)).reviews == ()
