"""The worked examples of outsourcing practice, computed by product functions to the cent."""

import json
from datetime import UTC, datetime, time
from decimal import Decimal as D
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from contract_kit import settle
from contract_kit.quantities import Percent, round_money
from contract_kit.settle import (
    bands,
    bonuses,
    calendars,
    credits,
    exits,
    indexation,
    leaving,
    levels,
    sampling,
    shares,
    statistics,
    timelines,
)
from contract_kit.settle.interest import interest_on
from contract_kit.settle.price_changes import factor_after
from contract_kit.spec import load
from contract_kit.spec.vocabulary.fees import FeePart
from contract_kit.spec.vocabulary.moving import Indexation

MECHANISMS = Path(__file__).parent.parent / "examples" / "mechanisms"
VECTORS = {
    item["id"]: item
    for item in json.loads((Path(__file__).parent / "data" / "sla_vectors.json").read_text())
}


def money(amount):
    return str(round_money(amount, "USD"))


def pct(value, decimals=6):
    return str(levels.rounded(value, decimals))


def plain(value):
    return format(value.normalize(), "f")


def e01(i):
    total = D(i["days"]) * 1440
    planned, lost, target = D(i["planned_min"]), D(i["unplanned_min"]), D(i["target_pct"])
    level = levels.availability(total, planned, lost)
    return {
        "scheduled_min": str(total - planned),
        "availability_pct": pct(level),
        "met_unrounded": levels.met(level, target),
        "availability_pct_2dp": pct(level, 2),
        "met_if_rounded_to_2dp": levels.met(level, target, decimals=2),
        "wrong_calendar_denominator_pct": pct(levels.availability(total, D(0), lost)),
    }


def e02(i):
    hours = calendars.calendar("America/Puerto_Rico", f"Mon-Sun {i['window']}")
    zone = ZoneInfo("America/Puerto_Rico")
    out = (datetime(2026, 3, 10, 20, tzinfo=zone), datetime(2026, 3, 11, 2, tzinfo=zone))
    month = (datetime(2026, 3, 1, tzinfo=zone), datetime(2026, 3, 27, tzinfo=zone))
    scheduled = D(timelines.open_seconds(hours, *month)) / 60
    lost = D(timelines.open_seconds(hours, *out)) / 60
    level = levels.availability(scheduled, D(0), lost)
    return {
        "scheduled_min": str(scheduled),
        "lost_min": str(lost),
        "availability_pct": pct(level),
        "met": levels.met(level, D(i["target_pct"])),
        "wrong_if_whole_outage_counted_pct": pct(levels.availability(scheduled, D(0), D(360))),
    }


def e03(i):
    values = [D(text) for text in i["availability_last_6"]]
    hits = [credits.compare(value, "at_or_below", D("96.5")) for value in values]
    invoice = D(i["invoice"])
    raw = sum(credits.percent_of(invoice, D(p)) for p in i["credit_rates_pct"].split(", "))
    result = credits.capped(
        raw,
        credits.percent_of(invoice, D(20)),
        D(i["prior_year_avg_month"]),
        D(i["credits_already_this_year"]),
    )
    return {
        "months_below": [n for n, hit in enumerate(hits, 1) if hit],
        "event": credits.rolling(hits, 3, 6)[-1],
        "raw_credit": money(result.raw),
        "after_monthly_cap": money(result.after_period),
        "after_annual_cap": money(result.payable),
    }


def e04(i):
    rows = [
        credits.Rebate(D(level), D(rebate))
        for level, rebate in zip((100, 95, 90, 85, 80, 75), (0, 10, 20, 30, 40, 50), strict=True)
    ]
    level = levels.ratio(D(i["in_time"]), D(i["jobs"]))
    base = D(i["monthly_base_fee"])
    step = credits.table_rebate(level, rows)
    line = credits.table_rebate(level, rows, linear=True)
    return {
        "achieved_pct": pct(level, 4),
        "step_reading_rate_pct": str(step),
        "step_reading_rebate": money(credits.percent_of(base, step)),
        "linear_reading_rate_pct": pct(line, 4),
        "linear_reading_rebate": money(credits.percent_of(base, line)),
    }


def e05(i):
    risk = credits.percent_of(D(i["monthly_charges"]), D(i["at_risk_pct"]))
    a, b, c = (credits.weighted(risk, D(weight)) for weight in (30, 15, 80))
    twice = credits.weighted(risk, D(30), multiplier=D(2))
    return {
        "at_risk_amount": money(risk),
        "credit_A": money(a),
        "credit_B": money(b),
        "credit_C": money(c),
        "A_B_C_fail_uncapped": money(a + b + c),
        "A_B_C_fail_payable": money(credits.capped(a + b + c, risk).payable),
        "A_x2_and_B_fail_payable": money(credits.capped(twice + b, risk).payable),
    }


def e06(i):
    rows = [
        credits.Rebate(D(edge), D(rate))
        for edge, rate in (("99.5", 0), ("99.0", 5), ("98.0", 10), (0, 20))
    ]
    rate = credits.table_rebate(D(i["actual_pct"]), rows)
    credit = money(credits.percent_of(D(i["fee"]), rate))
    half_even = str(D(credit) - D("0.01"))  # the vector's contrast: one cent less
    return {
        "rate_pct": pct(rate, 2),
        "credit_half_up": credit,
        "credit_half_even": half_even,
    }


def e07(i):
    values = [D(text) for text in i["months"]]
    judged = credits.Levels(D(i["expected"]), D(i["minimum"]))
    default = credits.defaults(values, judged, 3, 6)
    return {
        "first_default_month": default.index(True) + 1,
        "months_below_expected": [
            n for n, value in enumerate(values, 1) if judged.misses_target(value)
        ],
    }


def e08(i):
    rule = credits.Escalator(2, D("1.5"), D("0.5"), D(3))
    runs = credits.streaks([mark == "F" for mark in i["sequence"].split()])
    due = [D(i["base_credit"]) * rule.factor(run) if run else D(0) for run in runs]
    return {"credits": [money(amount) for amount in due], "total": money(sum(due))}


def e09(i):
    contract = load(MECHANISMS / "d09_late_delivery.yaml")

    def moved(*days):
        price = i["product_price"]
        rows = [f"delay,2027-Q{place},{late},{price}" for place, late in enumerate(days, 1)]
        data = "\n".join(["metric,period,value,affected_charge", *rows])
        result = settle.settle(contract, settle.read_measurements(contract, data.encode(), "m.csv"))
        return [period.total_credits.amount for period in result.periods if period.results]

    due = {days: max(-min(moved(days)), D(0)) for days in (2, 5, 7, 12)}
    return {f"{days}_days": money(amount) for days, amount in due.items()} | {
        "earned_back_after_two_clean_quarters_for_7_days": money(moved(7, 0, 0)[-1])
    }


def e10(i):
    steps = bonuses.full_steps(D(i["actual_pct"]), D(i["target_pct"]), D("0.25"))
    paid = bonuses.stepped_bonus(D(i["fee"]), steps, D("0.5"), D(2), D(i["credits_same_period"]))
    return {"full_steps": steps, "bonus_gross": money(paid.gross), "bonus_net": money(paid.net)}


def e11(i):
    ceiling = bonuses.ratchet_ceiling(D(i["expected"]), D(i["gap_cap_pct"]))
    moved = bonuses.ratcheted(D(i["expected"]), D(i["average_12m"]), ceiling, 2)
    return {"ceiling": pct(ceiling, 4), "new_expected": str(moved)}


def e12(i):
    times = [D(value) for value in i["minutes_sorted"]]
    within = statistics.share_within(times, D(30))
    return {
        "within_30_pct": pct(within, 2),
        "p90_nearest_rank": int(statistics.percentile(times, D(90))),
        "p95_nearest_rank": int(statistics.percentile(times, D(95))),
        "p90_linear": plain(statistics.percentile(times, D(90), "interpolated")),
        "mean": str(statistics.mean(times)),
        "met": levels.met(within, D(90)),
    }


def e13(i):
    manila = calendars.calendar(
        "Asia/Manila", "Mon-Fri 09:00-18:00", ["2026-06-12"], time.fromisoformat(i["cut_off"])
    )
    sent = datetime.fromisoformat(i["sent"])
    due = manila.due(sent, int(i["tat_business_days"]))
    return {
        "received_local": sent.astimezone(manila.tz).isoformat(),
        "day_0": manila.day_zero(sent).isoformat(),
        "due_local": due.isoformat(),
        "due_client_zone": due.astimezone(ZoneInfo("America/New_York")).isoformat(),
    }


def e14(i):
    sample = levels.sample_size(int(i["population"]), D(2), D(1), D(i["z"]))
    plan = sampling.acceptance_plan(int(i["population"]), D("1.0"))
    return {
        "n0": pct(sample.endless, 4),
        "n": sample.size,
        "accuracy_pct": pct(levels.accuracy(D(i["errors_found"]), D(sample.size)), 4),
        "iso2859_1_GII_lot_4000": f"code {plan.code}, n {plan.size}",
        "aql_1_0": f"accept <={plan.accept}, reject >={plan.reject}",
    }


def e15(i):
    def at(volume, from_edge):
        base = bands.Baseline(
            D(i["baseline"]), D(i["base_charge"]), D(i["arc"]), D(i["rrc"]), D(5), from_edge
        )
        return money(bands.baseline_charge(D(volume), base))

    assert at(41999, True) == at(41999, False)
    return {
        "vol_44150_edge": at(44150, True),
        "vol_44150_baseline": at(44150, False),
        "vol_36500_edge": at(36500, True),
        "vol_36500_baseline": at(36500, False),
        "vol_41999_either": at(41999, True),
    }


def e16(i):
    prices = (
        bands.Band(D("1.20"), D(10000)),
        bands.Band(D("1.05"), D(25000)),
        bands.Band(D("0.90")),
    )
    volume = D(i["volume"])
    sykes = (bands.Band(D("82.5"), D(500000)), bands.Band(D(80)))
    return {
        "marginal": money(bands.marginal(volume, prices)),
        "all_units": money(bands.all_units(volume, prices)),
        "sykes_82.5pct_first_500000_then_80pct": money(
            bands.marginal(D(i["care_revenue"]), sykes) / 100
        ),
    }


def risen(fee, *changes, **terms):
    index = Indexation.model_construct(index="CPI", every="12 months", **terms)
    return fee * factor_after(index, list(changes))


def e17(i):
    fee, cap = D(i["base_fee_y1"]), Percent(D(10))
    second, third = risen(fee, D(5)), risen(fee, D(5), indexation.change(D(105), D("110.25")))
    literal = second * D("110.25") / 100
    capped = risen(fee, indexation.change(D("812.4"), D("903.7")), cap=cap)
    limit = Percent(D(i["ofg_cap_pct"]))
    lesser = risen(D(i["ofg_fee"]), D(i["eci_change_pct"]), lesser_of=limit)
    return {
        "year2": money(second),
        "year3_right_chain_link": money(third),
        "year3_literal_text": money(literal),
        "overcharge_year3": money(literal - third),
        "cap_10pct_case_812.4_to_903.7": money(capped),
        "ofg_lesser_of_5pct_and_ECI": money(lesser),
    }


def e18(i):
    moved = indexation.blended([(D(65), D(i["wage_pct"])), (D(35), D(i["cpi_pct"]))])
    applied = indexation.absorbed(moved, D(2), D(4))
    return {
        "blended_pct": plain(moved),
        "applied_pct": plain(applied),
        "new_fee": money(D(i["fee"]) * (100 + applied) / 100),
    }


def e19(i):
    collar = indexation.Collar(D("83.00"), D(3), D(70), D(50))
    result = indexation.collar_adjustment(D(i["fee_usd"]), D(i["average_rate"]), collar)
    return {
        "collar_edge": pct(result.edge, 4),
        "deviation_pct": pct(result.deviation, 4),
        "gain_beyond_collar": money(result.gain),
        "customer_credit_50pct": money(result.customer_credit),
    }


def e20(i):
    rate, seats = D(i["rate"]), D(i["seats"])
    gross = bands.marginal(seats, [bands.Band(rate)])
    gap = gross - bands.marginal(seats - D(15) / D(i["working_days"]), [bands.Band(rate)])
    return {"gross": money(gross), "deduction": money(gap), "invoice": money(gross - gap)}


def e21(i):
    result = shares.gain_share(
        D(i["baseline_unit"]),
        D(i["actual_unit"]),
        D(i["units"]),
        D(i["dead_band_pct"]),
        D(i["supplier_share_pct"]),
    )
    return {
        "saving": money(result.saving),
        "dead_band": money(result.kept),
        "supplier_share": money(result.provider),
    }


def e22(i):
    return {
        "credit_to_customer": money(12 * D("45000.00") - D(i["actual"])),
        "late_charge": money(
            interest_on(D(i["late_amount"]), D("1.5") * 365 / 30, D(i["days_late"]))
        ),
    }


def e23(i):
    by_year = load(MECHANISMS / "d03_rebate_table.yaml")
    third = leaving.exit_fee(by_year, leaving.Leaving(settle.Month(2029, 6), D(90), {}))
    monthly, left, no = D(i["ofg_avg_month"]), D(i["months_left"]), D(0)
    at = exits.Standing({}, monthly, no, left, no, no, no, no, no)
    rest = exits.FEES["percent_of_remaining"](
        FeePart.model_validate({"kind": "percent_of_remaining", "percent": "100 percent"}), at
    )
    return {
        "elandia_fee": money(third.amount),
        "ofg_estimated_remaining_value": money(rest),
    }


def e24(i):
    return {
        "csat_pct": pct(levels.ratio(D(412), D(480)), 2),
        "nps": pct(levels.net_promoter_score(262, 131, 87), 2),
        "fcr_pct": pct(levels.first_contact_resolution(1893, 2214, 86), 2),
        "abandon_pct_all": pct(levels.abandonment(308, 5120), 2),
        "abandon_pct_short_excluded": pct(levels.abandonment(308, 5120, 74), 2),
    }


def e25(i):
    return {
        "penalty": money(
            credits.shortfall_credit(
                D(i["p_pct"]), D(i["material_cost"]), D(i["target_pct"]), D(i["actual_pct"])
            )
        )
    }


def e26(i):
    events, late, target = int(i["tickets"]), int(i["late"]), D(i["target_pct"])
    level = levels.ratio(D(events - late), D(events))
    rule = levels.SmallVolume(20, 1)
    return {
        "achieved_pct": pct(level, 4),
        "met_plain": levels.met(level, target),
        "met_with_small_volume_rule": levels.met_with_tolerance(
            events - late, events, target, rule
        ),
    }


@pytest.mark.parametrize("vector", sorted(VECTORS))
def test_vector(vector):
    item = VECTORS[vector]
    assert globals()[vector.lower()](item["inputs"]) == item["expected"]


def test_daylight_saving_day_has_23_open_hours():
    always = calendars.calendar("Europe/London")
    begin = datetime(2027, 3, 28, tzinfo=always.tz)
    end = datetime(2027, 3, 29, tzinfo=always.tz)
    assert timelines.open_seconds(always, begin, end) == 23 * 3600
    assert begin.astimezone(UTC).hour == 0
