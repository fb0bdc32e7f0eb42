"""What leaving, delay, a pilot and exclusivity cost comes out as their clauses say."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from contract_kit import settle
from contract_kit.api import assemble
from contract_kit.errors import SpecError
from contract_kit.settle import Settlement
from contract_kit.settle.leaving import Leaving, exit_fee
from contract_kit.spec import Contract, load
from tests.pricing_leaves import clauses
from tests.test_settle_invoices import PLAIN, SPEC

MOVE = (
    "transition: {start: 2027-01-01, go_live: 2027-02-01, milestones:"
    " {m: {due: 2027-01-15, owner: lead, test: done, pays: 35000}}}"
)


def leaving(fee: str, *, by: str = "customer", rest: str = MOVE, **term: str) -> Contract:
    """A contract of 100 a ticket, 1000 tickets and 36 months, with this exit fee."""
    more = "".join(f", {key}: {value}" for key, value in term.items())
    text = SPEC.format(
        charge=PLAIN,
        pricing="minimum_monthly: 80000",
        rest=rest,
        term=f"convenience: {{by: {by}, notice: 90 days, fee: {{{fee}}}}}{more}",
    )
    if "milestones" in rest:
        text = text.replace("{desk:", "{move: {basis: milestone, total: 35000}, desk:")
    return load(text)


def run(contract: Contract, *rows: str) -> Settlement:
    data = "\n".join(("metric,period,value", *rows)).encode()
    return settle.settle(contract, settle.read_measurements(contract, data, "m.csv"))


def lines(found: Settlement, clause: str) -> list[tuple[str, D, str]]:
    return [
        (str(period.month), line.amount.amount, line.text)
        for period in found.periods
        for line in period.charges
        if line.clause == clause
    ]


def clause(contract: Contract, name: str) -> str:
    """The words of a clause."""
    return clauses(assemble(contract)).get(name, "")


def due(fee: str, month: settle.Month, **more: str) -> D:
    found = exit_fee(leaving(fee, **more), Leaving(month, D(90), {}))
    assert found is not None
    return found.amount.quantize(D("0.01"))


@pytest.mark.parametrize(
    ("fee", "month", "expected"),
    [
        ("kind: sum_of, of: [5000, {kind: declining, amount: 24000, over: 24 months}]", 2, 28000),
        ("kind: lesser_of, of: [5000, 10 percent of annual_charges]", 2, 5000),
        ("kind: greater_of, of: [5000, 10 percent of annual_charges]", 2, 120000),
        ("kind: average_months, months: 3, average_over: 6 months", 8, 300000),
        ("kind: rest_of_year, percent: 50 percent", 9, 150000),
        ("kind: rest_of_year, percent: 50 percent", 12, 0),
        ("kind: declining, amount: 35000", 13, 23000),
        ("kind: by_contract_year, by_year: [{year: 1, fee: 10 percent of remaining_charges}]",
         6, 300000),
        ("kind: by_contract_year, by_year: [{year: 1, fee: 10 percent of remaining_charges}]",
         14, 0),
        ("kind: by_months_left, by_months_left: [{at_least: 6, fee: 9}, {at_least: 3, fee: 4}]",
         6, 9),
        ("kind: by_months_left, by_months_left: [{at_least: 6, fee: 9}, {at_least: 3, fee: 4}]",
         7, 4),
        ("kind: by_months_left, by_months_left: [{at_least: 6, fee: 9}, {at_least: 3, fee: 4}]",
         10, 0),
        ("kind: by_phase, by_phase: [{phase: before_go_live, fee: 7000},"
         " {phase: initial_term, fee: {kind: declining, amount: 24000, over: 24 months}}]",
         1, 7000),
        ("kind: by_phase, by_phase: [{phase: before_go_live, fee: 7000},"
         " {phase: initial_term, fee: {kind: declining, amount: 24000, over: 24 months}}]",
         3, 22000),
    ],
)  # fmt: skip
def test_an_exit_fee_by_its_kind(fee: str, month: int, expected: int) -> None:
    at = settle.Month(2027 + (month - 1) // 12, (month - 1) % 12 + 1)
    assert due(fee, at) == D(expected)


@pytest.mark.parametrize(("counts", "expected"), [("true", 90000), ("false", 85000)])
def test_an_average_counts_a_minimum_or_not(counts: str, expected: int) -> None:
    """70000 are lifted to 80000 in one of two months; 100000 in the other."""
    contract = leaving(
        f"kind: average_months, months: 1, average_over: 2 months, minimum_counts: {counts}"
    )
    found = run(contract, "desk,2027-03,700", "desk,2027-04,1000", "notice_days,2027-04,90")
    assert [line[:2] for line in lines(found, "end.fee")] == [("2027-04", D(expected))]


def test_an_average_goes_no_further_back_than_the_start() -> None:
    contract = leaving("kind: average_months, months: 1, average_over: 6 months")
    found = run(contract, "desk,2027-01,1200", "desk,2027-02,1000", "notice_days,2027-02,90")
    assert lines(found, "end.fee")[0][1] == D(110000)


@pytest.mark.parametrize(
    ("fee", "reason"),
    [
        ("kind: none", "no fee is agreed"),
        ("kind: by_contract_year, by_year: [{year: 3, fee: 5}]", "no fee for contract year 1"),
        ("kind: by_phase, by_phase: [{phase: before_go_live, fee: 5}]", "no fee for the phase"),
    ],
)
def test_a_nil_fee_prints_its_reason(fee: str, reason: str) -> None:
    ((_, amount, text),) = lines(run(leaving(fee), "notice_days,2027-04,90"), "end.fee")
    assert not amount
    assert reason in text


def test_without_a_right_to_leave_notice_costs_nothing() -> None:
    contract = load(SPEC.format(charge=PLAIN, pricing="most_favoured: false", rest="",
                                term="renewal: {kind: none}"))  # fmt: skip
    found = run(contract, "notice_days,2027-04,90")
    assert not lines(found, "end.fee")
    assert any("lets nobody leave" in text for text in found.assumptions)


@pytest.mark.parametrize(
    ("by", "fee", "row", "expected"),
    [
        ("provider", "kind: fixed, amount: 500", "notice_days", -500),
        ("both", "kind: fixed, amount: 500", "notice_days", 500),
        ("both", "kind: fixed, amount: 500", "provider_notice_days", 0),
        ("both", "kind: fixed, amount: 500, paid_by: who_leaves", "provider_notice_days", -500),
        ("both", "kind: fixed, amount: 500, paid_by: provider", "notice_days", 0),
    ],
)
def test_who_leaves_pays_as_the_clause_says(by: str, fee: str, row: str, expected: int) -> None:
    found = run(leaving(fee, by=by), f"{row},2027-04,90")
    assert [line[1] for line in lines(found, "end.fee")] == [D(expected)]


def test_a_fee_at_the_end_stands_on_the_last_invoice() -> None:
    fee = "kind: fixed, amount: 500, payable: at_end"
    found = run(leaving(fee), "notice_days,2027-03,90", "desk,2027-06,1000")
    assert [line[:2] for line in lines(found, "end.fee")] == [("2027-06", D(500))]
    early = run(leaving(fee), "notice_days,2027-03,90")
    assert not lines(early, "end.fee")
    assert any("due with the invoice for 2027-06" in text for text in early.assumptions)


def test_a_part_of_the_fee_comes_back_with_a_new_agreement() -> None:
    contract = leaving("kind: fixed, amount: 500, refund_if_renewed: 40 percent")
    found = run(contract, "notice_days,2027-03,90", "new_agreement,2027-05,1")
    assert [line[1] for line in lines(found, "end.fee")] == [D(500), D(-200)]


def test_renewals_count_as_often_as_the_contract_allows() -> None:
    """One renewal of 12 months: in month 40 eight are left, in month 50 none."""
    renewal = "{kind: auto, length: 12 months, max: 1, notice: 3 months}"
    fee = "kind: percent_of_remaining, percent: 10 percent"
    assert due(fee, settle.Month(2030, 4), renewal=renewal) == D(80000)
    assert due(fee, settle.Month(2031, 2), renewal=renewal) == D(0)


@pytest.mark.parametrize(
    ("terms", "days", "expected"),
    [
        ("amount: 100, per: day, cap: 500", (3, 8), (-300, -200)),
        ("amount: 100, per: week, cap: 500, pro_rata: true", (7, 14), (-100, -100)),
        ("amount: 1 percent of monthly_charges, per: month", (31,), (-2000,)),
        ("amount: 100, per: 2 weeks, cap: 500, grace: 5 days", (5, 6), (0, -100)),
    ],
)
def test_delay_takes_off_what_earlier_months_have_not(
    terms: str, days: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    rest = (
        "transition: {start: 2027-01-01, go_live: 2027-02-01, long_stop: 2027-06-01,"
        f" delay_damages: {{{terms}}}}}"
    )
    rows = [f"delay_days,2027-0{2 + place},{late}" for place, late in enumerate(days)]
    found = run(leaving("kind: none", rest=rest), *rows)
    assert [line[1] for line in lines(found, "trn.delay")] == [D(one) for one in expected]


def test_what_is_held_back_of_milestones_is_released_once() -> None:
    rest = MOVE.replace("milestones:", "holdback: 10 percent, milestones:")
    found = run(leaving("kind: none", rest=rest), "m,2027-01,1", "holdback_release,2027-03,1",
                "holdback_release,2027-04,1")  # fmt: skip
    expected = [("2027-01", D(31500)), ("2027-03", D(3500))]
    assert [line[:2] for line in lines(found, "trn.milestones")] == expected


PILOT = """
service_levels:
  metrics:
    quality: {kind: accuracy, class: critical, target: 98, minimum: 95, weight: 100, source: QA}
  credits: {method: weighted, at_risk: 10 percent of monthly_charges%s}
pilot: {start: 2027-02-15, length: 2 months, scope: [desk], metrics: [quality], %s}
"""


def pilot(terms: str) -> Contract:
    return leaving("kind: none", rest=PILOT % ("", terms))


def test_a_fee_without_instalments_is_due_when_the_pilot_starts() -> None:
    found = run(pilot("fee: 6000"), "desk,2027-01,1000", "desk,2027-02,1000", "desk,2027-03,1000")
    assert [line[:2] for line in lines(found, "trn.pilot")] == [("2027-02", D(6000))]


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("amount: 95000, per: 30 days", [("2027-02", D(5000)), ("2027-03", D(0))]),
        ("amount: 150 percent of monthly_charges, per: 2 months", [("2027-03", D(0))]),
        ("amount: 205000, per: 60 days", [("2027-03", D(15000))]),
    ],
)
def test_a_guarantee_by_its_period(terms: str, expected: list[tuple[str, D]]) -> None:
    contract = pilot(f"guarantee: {{{terms}}}")
    found = run(contract, "desk,2027-02,900", "desk,2027-03,1000", "desk,2027-04,10")
    assert [line[:2] for line in lines(found, "trn.pilot")] == expected


@pytest.mark.parametrize(
    ("applies", "months"), [("false", ["2027-05"]), ("true", ["2027-02", "2027-05"])]
)
def test_credits_in_a_pilot_apply_only_where_it_says_so(applies: str, months: list[str]) -> None:
    contract = pilot(f"credits_apply: {applies}")
    found = run(contract, "quality,2027-02,90", "quality,2027-03,99", "quality,2027-04,99",
                "quality,2027-05,90")  # fmt: skip
    assert [str(one.month) for one in found.periods if one.total_credits.amount] == months


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ("fee: 50000, per: year", [("2027-01", D(50000)), ("2028-01", D(50000))]),
        ("fee: 900, per: 6 months, paid_by: provider",
         [("2027-01", D(-900)), ("2027-07", D(-900)), ("2028-01", D(-900))]),
    ],
)  # fmt: skip
def test_exclusivity_is_paid_period_by_period(terms: str, expected: list[tuple[str, D]]) -> None:
    text = SPEC.format(charge=PLAIN, pricing="most_favoured: false", rest="",
                       term="renewal: {kind: none}")  # fmt: skip
    exclusive = f"scope:\n  exclusivity: {{kind: exclusive, {terms}}}\n"
    contract = load(text.replace("scope:\n", exclusive, 1))
    rows = [f"desk,{2027 + n // 12}-{n % 12 + 1:02},1000" for n in range(13)]
    assert [line[:2] for line in lines(run(contract, *rows), "svc.exclusivity")] == expected


INDEX = "indexation: {index: CPI, formula: chain, every: 12 months, both_ways: true}"


def indexed(fee: str, prices: str = INDEX) -> Contract:
    """A contract of 1,200,000 a year that renews, with a price that moves and one that does not."""
    text = SPEC.format(
        charge="basis: per_unit, rate: 100", pricing=prices, rest="",
        term="renewal: {kind: auto, length: 12 months, notice: 90 days}, convenience:"
             f" {{by: customer, notice: 90 days, fee: {{{fee}}}}}",
    )  # fmt: skip
    share = (
        "{share: {basis: percent_of_revenue, revenue: sales, rate: 1 percent, expected: 0}, desk:"
    )
    return load(text.replace("{desk:", share, 1) if "{desk:" in text else text)


@pytest.mark.parametrize(
    ("fee", "expected", "said"),
    [
        ("kind: fixed, amount: 40 percent of annual_charges", 504000, "the Annual Charges count"),
        ("kind: fixed, amount: 2 percent of monthly_charges", 2100, "the Monthly Charges count"),
        ("kind: percent_of_remaining, percent: 10 percent", 220500,
         "the expected Monthly Charges count"),
        ("kind: fixed, amount: 500", 500, ""),
    ],
)  # fmt: skip
def test_expected_charges_count_at_the_prices_in_force(fee: str, expected: int, said: str) -> None:
    contract = indexed(fee)
    found = run(contract, "desk,2028-01,1", "index_change,2028-01,5", "notice_days,2028-03,90")
    assert [line[1] for line in lines(found, "end.fee")] == [D(expected)]
    words = clause(contract, "end.fee")
    assert ("at the prices in force on that day" in words) == bool(said)
    assert said in words
    before = run(contract, "desk,2027-01,1", "notice_days,2027-03,90", "index_change,2028-01,5")
    assert lines(before, "end.fee")[0][1] != D(expected) or not said


def test_a_share_in_a_fee_shows_its_base() -> None:
    contract = indexed("kind: fixed, amount: 40 percent of annual_charges")
    found = run(contract, "index_change,2028-01,5", "notice_days,2028-03,90")
    assert "40 percent of annual charges CAD 1,260,000.00" in lines(found, "end.fee")[0][2]


def test_a_rise_at_a_renewal_moves_the_base_of_a_fee() -> None:
    contract = indexed("kind: fixed, amount: 10 percent of annual_charges",
                       "renewal_increase: {cap: 10 percent}")  # fmt: skip
    found = run(contract, "renewal_increase,2030-01,10", "notice_days,2030-02,90")
    assert [line[1] for line in lines(found, "end.fee")] == [D(132000)]
    assert "in force on that day" in clause(contract, "end.fee")


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        ("kind: percent_of_remaining, percent: 50 percent", 1500000),
        ("kind: rest_of_year, percent: 50 percent", 300000),
        ("kind: fixed, amount: 10 percent of remaining_charges", 300000),
        ("kind: by_months_left, by_months_left: [{at_least: 7, fee: 9}, {at_least: 6, fee: 4}]", 4),
    ],
)
def test_months_left_can_be_counted_from_the_end(fee: str, expected: int) -> None:
    """Notice of 90 days in March ends the contract in June: 30 months are left, not 33."""
    contract = leaving(f"{fee}, counted_from: end")
    found = run(contract, "notice_days,2027-03,90")
    assert [line[1] for line in lines(found, "end.fee")] == [D(expected)]
    assert "the month in which this Agreement ends" in clause(contract, "end.fee")


def test_a_fee_can_be_paid_in_two_parts() -> None:
    contract = leaving("kind: fixed, amount: 500.01, share_at_end: 50 percent")
    found = run(contract, "notice_days,2027-03,90", "desk,2027-06,1000")
    wanted = [("2027-03", D("250.00")), ("2027-06", D("250.01"))]
    assert [line[:2] for line in lines(found, "end.fee")] == wanted
    assert "Of the fee, 50% is part of the invoice for the month in which" in clause(
        contract, "end.fee"
    )


@pytest.mark.parametrize(
    ("fee", "said"),
    [
        ("kind: fixed, amount: 5, counted_from: end", "“counted_from” is not used with kind fixed"),
        ("kind: fixed, amount: 5, share_at_end: 50 percent, payable: at_end", "“share_at_end”"),
        ("kind: fixed, amount: 5, share_at_end: 100 percent", "no share of the fee"),
        ("kind: none, share_at_end: 50 percent", "“share_at_end” is not used with kind none"),
    ],
)
def test_words_on_payment_stand_where_they_work(fee: str, said: str) -> None:
    with pytest.raises(SpecError) as caught:
        leaving(fee)
    assert any(said in one.message for one in caught.value.findings)


@pytest.mark.parametrize("computed", [True, False])
def test_a_computed_sum_on_termination_contradicts_nothing(computed: bool) -> None:
    formula = (
        "last: {basis: computed, covers: [reporting], title: Termination Payment, formula: {inputs:"
        " {n: {title: Sales, each: month, unit: CAD}}, price: n / 2, example: {values: {n: 2}}}}"
    )
    text = SPEC.format(
        charge=PLAIN,
        pricing="most_favoured: false",
        rest="",
        term="convenience: {by: customer, notice: 90 days, fee: {kind: none}}",
    )
    if computed:
        text = text.replace("charges: {desk:", f"charges: {{{formula}, desk:")
    words = clause(load(text), "end.convenience")
    assert ("because of the termination, unless" in words) == computed
    assert ("because of the termination." in words) != computed
