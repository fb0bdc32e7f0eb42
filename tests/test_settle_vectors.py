"""The worked examples of outsourcing practice, computed by product functions to the cent."""

import json
from calendar import monthrange
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_CEILING
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
    shares,
    timelines,
)
from contract_kit.settle.interest import interest_on
from contract_kit.settle.price_changes import factor_after
from contract_kit.spec import load
from contract_kit.spec.vocabulary.fees import FeePart
from contract_kit.spec.vocabulary.moving import Indexation
from tests.vector_specs import (
    JUNE,
    by_month,
    contract,
    counted,
    critical,
    lasting,
    result,
    settled,
    table,
)

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


def credited(periods):
    """What the credits of some months come to."""
    return -sum(period.total_credits.amount for period in periods)


def e01(i):
    planned, lost = lasting(6, 2, int(i["planned_min"])), lasting(10, 9, int(i["unplanned_min"]))
    metric = {"kind": "availability", "target": i["target_pct"]}
    told = metric | {"planned_outages": {"notice": "48 hours"}}
    rows = [("m", *lost, "no"), ("m", *planned, "yes")]
    data = table("metric,opened,resolved,planned", rows)
    exact, rounded = result(told, data), result(told | {"decimals": 2}, data)
    unexcused = result(metric, table("metric,opened,resolved", [("m", *lost)]))
    assert monthrange(JUNE.year, JUNE.month)[1] == int(i["days"])
    return {
        "scheduled_min": scheduled(exact.level, D(i["unplanned_min"])),
        "availability_pct": pct(exact.level),
        "met_unrounded": exact.state == "met",
        "availability_pct_2dp": str(rounded.level),
        "met_if_rounded_to_2dp": rounded.state == "met",
        "wrong_calendar_denominator_pct": pct(unexcused.level),
    }


def scheduled(level, lost):
    """The scheduled time of which an availability says that so much was lost."""
    return str(round(lost * 100 / (100 - level)))


def e02(i):
    assert i["window"] == "07:00-22:00"
    metric = {"kind": "availability", "target": i["target_pct"], "window": "bank"}
    terms = contract({"m": metric}, zone="America/Puerto_Rico")
    evening, day = lasting(10, 20, 360), lasting(10, 10, 360)

    def read(outage):
        data = table("metric,opened,resolved", [("m", *outage)])
        return settle.read_measurements(terms, data.encode(), "m.csv")

    june = settle.Month(JUNE.year, JUNE.month)
    found = read(evening)
    lost = D(sum(one.inside for one in found.downtime["m", june])) / 60
    (reported,) = settle.settle(terms, found).periods[0].results
    return {
        "scheduled_min": scheduled(reported.level, lost),
        "lost_min": str(lost),
        "availability_pct": pct(reported.level),
        "met": reported.state == "met",
        "wrong_if_whole_outage_counted_pct": pct(read(day).levels["m", june].level),
    }


def e03(i):
    rates = [D(rate) for rate in i["credit_rates_pct"].split(", ")]
    systems = [f"system_{place}" for place in range(len(rates))]
    values = dict.fromkeys(systems, i["availability_last_6"])
    values["previous_year_average_month"] = [i["prior_year_avg_month"]] * len(values[systems[0]])
    values["slips"] = [5, 50, 50, 50, 50, 0]  # at 1000 each: what was credited before

    def months(window, **caps):
        """Four systems that reach the same levels, and the slips."""
        metrics = {
            name: critical(
                kind="availability",
                target="99",
                weight=25,
                credit=f"{rate} percent of invoice_before_credits",
                credit_when={"level": "96.5", "comparison": "at_or_below"} | window,
            )
            for name, rate in zip(systems, rates, strict=True)
        }
        metrics["slips"] = {"kind": "custom", "statistic": "count", "unit": "slips", "target": 0}
        slips = [{"metric": "slips", "credit": 1000}]
        credits = {"method": "fixed_percent", "per_event": slips, **caps}
        terms = contract(metrics, i["invoice"], credits=credits)
        return settled(terms, by_month(**values)).periods

    def hit(period):
        due = [line.amount.amount < 0 for line in period.credits if line.name in systems]
        return bool(due) and all(due)

    month = {"monthly_cap": "20 percent of invoice_before_credits"}
    year = {"annual_cap": "100 percent of previous_year_average_month"}
    thrice = {"times": 3, "in_months": 6}
    *before, last = months(thrice, **month, **year)
    assert credited(before) == D(i["credits_already_this_year"])
    assert not any(map(hit, before))
    return {
        "months_below": [n for n, one in enumerate(months({}), 1) if hit(one)],
        "event": hit(last),
        "raw_credit": str(last.raw_credits.amount),
        "after_monthly_cap": str(credited(months(thrice, **month)[-1:])),
        "after_annual_cap": str(credited([last])),
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
    weights = {name: int(weight) for name, weight in map(str.split, i["allocation_pct"].split(","))}
    weights["rest"] = int(i["pool_pct"]) - sum(weights.values())
    credits = {
        "at_risk": f"{i['at_risk_pct']} percent of monthly_charges",
        "pool": i["pool_pct"],
        "repeat": {"months": 2, "multiplier": 2},
    }
    metrics = {name: critical(weight=weight) for name, weight in weights.items()}
    failing = ["A", "B", "C", "", "ABC", "", "A", "AB"]
    values = {name: [90 if name in month else 99 for month in failing] for name in weights}
    terms = contract(metrics, i["monthly_charges"], credits=credits)
    a, b, c, _, together, _, _, repeated = settled(terms, by_month(**values)).periods
    return {
        "at_risk_amount": str(a.at_risk.amount),
        "credit_A": str(credited([a])),
        "credit_B": str(credited([b])),
        "credit_C": str(credited([c])),
        "A_B_C_fail_uncapped": str(together.raw_credits.amount),
        "A_B_C_fail_payable": str(credited([together])),
        "A_x2_and_B_fail_payable": str(credited([repeated])),
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
    levels = {"target": i["expected"], "minimum": i["minimum"], "weight": 100}

    def found(counts, times):
        rule = {"any_critical": counts, "times": times, "in_months": 6}
        terms = contract(
            {"m": critical(**levels)},
            credits={"at_risk": "10 percent of monthly_charges"},
            termination_trigger=rule,
        )
        return settled(terms, by_month(m=i["months"]))

    often = found("below_target", 3)
    rights = [*often.triggers, *found("below_minimum", 1).triggers]
    return {
        "first_default_month": min(right.month for right in rights).month,
        "months_below_expected": [
            period.month.month for period in often.periods if period.results[0].state != "met"
        ],
    }


def e08(i):
    repeat = {"months": 2, "multiplier": "1.5", "step": "0.5", "cap": 3}
    terms = contract(
        {"m": critical(credit=i["base_credit"], weight=100)},
        "500000",
        credits={"method": "fixed_percent", "repeat": repeat},
    )
    levels = ["90" if mark == "F" else "99" for mark in i["sequence"].split()]
    found = settled(terms, by_month(m=levels))
    return {
        "credits": [str(credited([period])) for period in found.periods],
        "total": str(credited(found.periods)),
    }


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
    award = {
        "metric": "m", "at": "98.75", "step": "0.25",
        "pay": "0.5 percent of monthly_charges", "cap": "2 percent of monthly_charges",
    }  # fmt: skip
    other = critical(credit=i["credits_same_period"], weight=100)
    terms = contract(
        {"m": {"kind": "accuracy", "target": i["target_pct"]}, "other": other},
        i["fee"],
        credits={"method": "fixed_percent"},
        bonuses={"awards": [award], "net_of_credits": True},
    )
    (period,) = settled(terms, by_month(m=[i["actual_pct"]], other=["90"])).periods
    (earned,) = (line for line in period.bonuses if line.name == "m")
    return {
        "full_steps": int(earned.text.split()[0]),
        "bonus_gross": str(earned.amount.amount),
        "bonus_net": str(period.total_bonuses.amount),
    }


def e11(i):
    ceiling = bonuses.ratchet_ceiling(D(i["expected"]), D(i["gap_cap_pct"]))
    moved = bonuses.ratcheted(D(i["expected"]), D(i["average_12m"]), ceiling, 2)
    return {"ceiling": pct(ceiling, 4), "new_expected": str(moved)}


def e12(i):
    rows = [("m", *lasting(7, 10, minutes)) for minutes in reversed(i["minutes_sorted"])]
    data = table("metric,opened,answered", rows)

    def level(statistic, **more):
        metric = {"unit": "minutes", "target": 30, "statistic": statistic}
        return result({"kind": "response_time", **metric, **more}, data).level

    within = result({"kind": "response_time", "target": 90, "within": "30 minutes"}, data)
    return {
        "within_30_pct": pct(within.level, 2),
        "p90_nearest_rank": int(level("p90")),
        "p95_nearest_rank": int(level("p95")),
        "p90_linear": plain(level("p90", percentile="interpolated")),
        "mean": str(level("mean")),
        "met": within.state == "met",
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


LOTS = {"J": (1200, 80, 2), "K": (3200, 125, 3), "L": (10000, 200, 5), "M": (35000, 315, 7)}
"""Rows of the standard's table for general level II and 1.0 percent, lots above 500: the largest
lot of a code letter, how many are drawn of it, and how many may be defective."""


def e14(i):
    # Sizes of samples are arithmetic of the vector and no rule of the settlement: a contract
    # states how many items are checked, and no field of a spec asks how many that should be.
    population, z = int(i["population"]), D(i["z"])
    share, margin = D("0.02"), D("0.01")
    endless = z * z * share * (1 - share) / (margin * margin)
    size = int((endless / (1 + (endless - 1) / population)).to_integral_value(ROUND_CEILING))
    code, (_, drawn, accept) = next(one for one in LOTS.items() if population <= one[1][0])
    reported = result({"kind": "accuracy"}, counted(m=(size, size - int(i["errors_found"]))))
    return {
        "n0": pct(endless, 4),
        "n": size,
        "accuracy_pct": pct(reported.level, 4),
        "iso2859_1_GII_lot_4000": f"code {code}, n {drawn}",
        "aql_1_0": f"accept <={accept}, reject >={accept + 1}",
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
    def share(kind, *counts):
        return str(result({"kind": kind, "decimals": 2}, counted(m=counts)).level)

    # A survey's report gives its score, in points: that the score is promoters less detractors is
    # what the clause on surveys says, and here arithmetic of the vector, no rule of the settlement.
    promoters, passives, detractors = (int(count) for count in i["nps"].split(" / "))
    score = D(promoters - detractors) * 100 / (promoters + passives + detractors)
    nps = {"kind": "nps", "unit": "points", "target": 35, "decimals": 2}
    points = table("metric,period,value", [("m", "2027-06", f"{score:.18f}")])
    return {
        "csat_pct": str(result(CSAT, counted(m=(480, 412))).level),
        "nps": str(result(nps, points).level),
        "fcr_pct": share("first_contact_resolution", 2214, 1893, 86),
        "abandon_pct_all": abandoned(),
        "abandon_pct_short_excluded": abandoned(short_abandon="10 seconds"),
    }


CSAT = {"kind": "csat", "scale": "4-5 of 5", "decimals": 2}


def abandoned(**more):
    """Of 5120 calls 308 are given up, 74 of them within 10 seconds."""
    calls = [(30, "", 308 - 74), (8, "", 74), (None, 5, 5120 - 308)]
    rows = [
        ("m", JUNE, *("" if not wait else JUNE + timedelta(seconds=wait) for wait in (heard, gone)))
        for gone, heard, count in calls
        for _ in range(count)
    ]
    metric = {"kind": "abandonment_rate", "target": 5, "decimals": 2, **more}
    return str(result(metric, table("metric,opened,answered,resolved", rows)).level)


def e25(i):
    """The percentage for each whole by which the target is missed, as a table read on a line."""
    target = D(i["target_pct"])
    worst = D(i["p_pct"]) * target / 100
    rows = [
        {"achieved": str(target), "rebate": "0 percent of affected_charge"},
        {"achieved": 0, "rebate": f"{worst} percent of affected_charge"},
    ]
    credits = {
        "method": "table", "table": rows, "reading": "linear",
        "affected_charge": {"means": "the cost of materials of the month"},
    }  # fmt: skip
    terms = contract({"m": critical(target=str(target), weight=100)}, credits=credits)
    row = ("m", "2027-06", i["actual_pct"], i["material_cost"])
    found = settled(terms, table("metric,period,value,affected_charge", [row]))
    return {"penalty": str(credited(found.periods))}


def e26(i):
    events, late = int(i["tickets"]), int(i["late"])
    metric = {"kind": "turnaround", "within": "2 days", "target": i["target_pct"]}
    rule = {"below": 20, "allowed_misses": 1}
    data = counted(m=(events, events - late))
    strict, gentle = result(metric, data), result(metric | {"small_volume": rule}, data)
    return {
        "achieved_pct": pct(strict.level, 4),
        "met_plain": strict.state == "met",
        "met_with_small_volume_rule": gentle.state == "met",
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
