"""Late payment, moving prices and invoices, each as its clause says."""

from decimal import Decimal as D

import pytest

from contract_kit import settle
from contract_kit.assemble.values import Printer
from contract_kit.errors import MeasurementError, SpecError
from contract_kit.quantities import parse
from contract_kit.report import statement
from tests.test_settle_charges import charged, settled, texts
from tests.test_settle_invoices import contract

MONTHS = [f"desk,2027-{month:02d},1000" for month in range(1, 13)]
LATE = ("late_amount,2027-01,10000", "days_late,2027-01,73")


def late(terms, *rows):
    return texts(contract(pricing=f"invoicing: {{{terms}}}"), *LATE, *rows)[1:]


@pytest.mark.parametrize(
    ("terms", "rows", "due"),
    [
        ("late_interest: 10 percent", (), D("200.00")),
        # 4 percent over a base rate of 6 percent
        ("late_interest: 4 percent over base_rate", ("base_rate,2027-01,6",), D("200.00")),
        ("late_interest: 10 percent, late: {grace: 10 days}", (), D("172.60")),
        # 73 days is more than 72, and then every day from the due date counts
        ("late_interest: 10 percent, late: {threshold: 72 days}", (), D("200.00")),
        ("late_interest: 10 percent, late: {threshold: 73 days}", (), D(0)),
        ("late_interest: 10 percent, late: {threshold: 72 days, grace: 10 days}", (), D("172.60")),
        ("late_interest: 1 percent, late_interest_per: month", (), D("243.33")),
        ("late_interest: 0.05 percent, late_interest_per: day", (), D("365.00")),
        # twice 1 percent added after 30 days, then 13 days of 30
        ("late_interest: 1 percent, late_interest_per: month, late: {compounds: month}", (),
         D("245.20")),
        ("late_interest: 20 percent, late: {at_most: 15 percent}", (), D("300.00")),
        ("late_interest: 20 percent, late: {legal_maximum: true}", ("legal_rate,2027-01,10",),
         D("200.00")),
        ("late_interest: 10 percent, late: {minimum: 250}", (), D("250")),
    ],
)  # fmt: skip
def test_interest_on_a_late_payment(terms, rows, due):
    ((clause, amount, text),) = late(terms, *rows)
    assert (clause, amount) == ("fee.late", due)
    assert "days late" in text


def test_a_fee_for_each_day_stands_beside_the_interest():
    found = late("late_interest: 10 percent, late: {daily_fee: 25, grace: 3 days}")
    assert [line[1] for line in found] == [D("191.78"), D(1750)]


@pytest.mark.parametrize(
    ("terms", "lacks"),
    [
        ("late_interest: 4 percent over base_rate", "base_rate"),
        ("late_interest: 4 percent, late: {legal_maximum: true}", "legal_rate"),
    ],
)
def test_a_rate_that_was_not_entered_is_never_taken_as_nothing(terms, lacks):
    with pytest.raises(MeasurementError) as caught:
        late(terms)
    assert lacks in caught.value.findings[0].message


def test_a_late_sum_without_its_days_is_refused():
    spec = contract(pricing="invoicing: {late_interest: 4 percent}")
    with pytest.raises(MeasurementError):
        settled(spec, "late_amount,2027-01,5")


def test_no_interest_prints_its_reason():
    assert late("due: 30 days") == [("fee.late", D(0), "no rate of interest is agreed")]
    ((_, due, text),) = late("late_interest: 4 percent, late: {grace: 90 days}")
    assert due == 0
    assert "within the 90 days of grace" in text


INDEX = "indexation: {{index: CPI, every: 12 months, first: 2028-01-01, {}}}"


def factors(terms, *changes):
    """What the rates stand at after each year's change, in percent of the first."""
    spec = contract(pricing=INDEX.format(terms))
    rows = [f"desk,{2027 + year}-01,1000" for year in range(len(changes) + 1)]
    rows += [f"index_change,{2028 + year}-01,{moved}" for year, moved in enumerate(changes)]
    periods = [one for one in settled(spec, *rows).periods if one.month.month == 1]
    return [one.total_charges.amount / 1000 for one in periods[1:]]


@pytest.mark.parametrize(
    ("terms", "changes", "stands"),
    [
        ("cap: 4 percent", (3, 6), ["103", "107.12"]),
        ("cap: 4 percent, carry_forward: true", (6, 1), ["104", "107.12"]),
        ("cap: 4 percent, carry_forward: true", (6, 4), ["104", "108.16"]),
        ("formula: base", (3, 6), ["103", "106"]),
        # to 110 from 103 are 6.8 percent, cut to 5
        ("formula: base, cap: 5 percent", (3, 10), ["103", "108.15"]),
        ("absorbed: 2 percent", (5, 1), ["103", "103"]),
        ("both_ways: false", (-3,), ["100"]),
        ("floor: 1 percent", (0,), ["101"]),
    ],
)
def test_rates_after_their_changes(terms, changes, stands):
    assert factors(terms, *changes) == [D(one) for one in stands]


def test_a_blend_of_indexes_needs_each_of_them():
    spec = contract(pricing=INDEX.format("weights: {CPI: 40 percent, AWE: 60 percent}"))
    rows = ("desk,2028-01,1000", "index_change.CPI,2028-01,2", "index_change.AWE,2028-01,3")
    assert charged(spec, *rows) == [D(102600)]
    with pytest.raises(MeasurementError, match=r"index_change\.AWE"):
        settled(spec, *rows[:2])


@pytest.mark.parametrize("month", ["2027-06", "2028-12"])
def test_an_index_change_off_its_date_is_refused(month):
    spec = contract(pricing=INDEX.format("cap: 4 percent"))
    with pytest.raises(MeasurementError):
        settled(spec, "index_change,2028-01,2", f"index_change,{month},2", "desk,2028-12,5")


def test_an_index_moves_no_percentage():
    with pytest.raises(SpecError, match="indexation moves nothing"):
        contract(
            "basis: percent_of_revenue, revenue: sales, rate: 3 percent, expected: 1000",
            INDEX.format("cap: 4 percent"),
        )


def renewed(terms, *rows):
    spec = contract(
        pricing=f"renewal_increase: {{{terms}}}",
        term="renewal: {kind: auto, length: 12 months, notice: 90 days}",
    )
    return charged(spec, "desk,2030-01,1000", "desk,2031-01,1000", *rows)


def test_a_rise_at_a_renewal_and_what_it_leaves_unused():
    rows = ("renewal_increase,2030-01,2", "renewal_increase,2031-01,9")
    assert renewed("cap: 5 percent", *rows)[::12] == [D(102000), D(107100)]
    assert renewed("cap: 5 percent, carry_forward: true", *rows)[::12] == [D(102000), D(110160)]


def test_a_rise_announced_too_late_has_no_effect():
    rows = ("renewal_increase,2030-01,2", "renewal_notice_days,2030-01,{}")
    late_, in_time = (
        renewed("notice: 90 days", rows[0], rows[1].format(days))[0] for days in (80, 90)
    )
    assert (late_, in_time) == (D(100000), D(102000))
    with pytest.raises(MeasurementError):
        renewed("notice: 90 days", rows[0])
    with pytest.raises(MeasurementError):
        renewed("notice: 90 days", "renewal_increase,2030-05,2")


FX = (
    "fx: {cost_currency: INR, method: collar, reference_rate: 80, band: 5 percent,"
    " cost_share: 50 percent, beyond: customer_bears"
)


def test_a_currency_movement_is_settled_by_the_quarter():
    rows = [*MONTHS[:3], "fx_rate,2027-01,90", "fx_rate,2027-02,100", "fx_rate,2027-03,110"]
    periods = settled(contract(pricing=FX + "}"), *rows).periods
    # 300,000 / 2 x (1 - 84/100)
    assert [one.total_charges.amount for one in periods] == [D(100000), D(100000), D(76000)]


def test_a_currency_without_a_rate_says_so():
    assert texts(contract(pricing=FX + "}"), *MONTHS[:3])[-1][:2] == ("fee.fx", D(0))
    spec = contract(pricing="fx: {cost_currency: INR, method: provider_bears}")
    assert texts(spec, *MONTHS[:3], "fx_rate,2027-03,9")[-1][1] == D(0)


def test_the_reference_rate_is_that_of_the_first_month():
    spec = contract(pricing="fx: {cost_currency: INR, method: spot}")
    rows = [*MONTHS[:2], "fx_rate,2027-01,80", "fx_rate,2027-02,100"]
    assert charged(spec, *rows) == [D(100000), D(80000)]
    assert "not entered" in texts(spec, MONTHS[1], "fx_rate,2027-02,100")[-1][2]


def invoiced(terms, charge="basis: per_unit, rate: 100", rows=MONTHS):
    spec = contract(charge, f"invoicing: {{{terms}}}")
    found = settled(spec, *rows)
    assert sum(one.total.amount for one in found.invoices) == found.invoice.amount
    return {str(one.issued): one.total.amount for one in found.invoices}


FIXED = "basis: fixed, amount: 1200, per: year"


@pytest.mark.parametrize(
    ("terms", "charge", "issued"),
    [
        ("every: quarter", FIXED, {"2027-04": 300, "2027-07": 300, "2027-10": 300, "2028-01": 300}),
        ("every: year", FIXED, {"2028-01": 1200}),
        ("every: year, in: advance", FIXED, {"2027-01": 1200}),
        ("every: 6 months, in: advance", FIXED, {"2027-01": 600, "2027-07": 600}),
        ("every: year", FIXED + ", in: advance", {"2027-01": 1200}),
        ("every: year, in: advance", FIXED + ", in: arrears", {"2028-01": 1200}),
        ("every: year, in: advance", "basis: per_unit, rate: 1", {"2028-01": 12000}),
    ],
)
def test_invoices_follow_their_period(terms, charge, issued):
    assert invoiced(terms, charge) == {month: D(due) for month, due in issued.items()}


def test_sums_on_account_are_reconciled():
    rows = [f"desk,2027-0{month},{800 + 100 * month}" for month in range(1, 4)]
    found = invoiced("on_account: 90000, true_up: quarter", rows=rows)
    # 90,000 + 100,000 + 110,000 less three times 90,000
    assert found == {"2027-02": D(90000), "2027-03": D(90000), "2027-04": D(120000)}
    found = invoiced("in: advance, true_up: quarter", rows=rows)
    assert found == {month: D(100000) for month in ("2027-01", "2027-02", "2027-03")} | {
        "2027-04": D(0)
    }


def test_invoices_stand_in_every_format():
    spec = contract(FIXED, "invoicing: {every: quarter, in: advance, due: 30 days}")
    one = statement.statement(spec, settled(spec, *MONTHS))
    assert "2027-04, due in 30 days" in statement.render(one, "text")
    assert '"issued": "2027-04"' in statement.render(one, "json")
    assert statement.render(one, "xlsx") != statement.render(
        statement.statement(contract(FIXED), settled(contract(FIXED), *MONTHS)), "xlsx"
    )


def test_charges_of_a_month_hold_its_minimum_where_a_share_is_taken():
    spec = contract(pricing="minimum_monthly: 150000", term="convenience: {by: customer, notice:"
                    " 90 days, fee: {kind: greater_of, average_over: 3 months,"
                    " of: [1, 100 percent of remaining_charges]}}")  # fmt: skip
    rows = [*MONTHS[:3], "notice_days,2027-03,90"]
    assert texts(spec, *rows)[-1][:2] == ("end.fee", D(33 * 150000))


def test_figures_tell_the_yearly_rate():
    spec = contract(pricing="invoicing: {late_interest: 1.5 percent, late_interest_per: month}")
    assert settle.figures(spec).late_yearly.value == D("18.25")


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        ("ECB", "4% above the rate of the European Central Bank for its main refinancing"),
        ("base_rate", "4% above the base rate"),
    ],
)
def test_a_central_bank_is_printed_with_the_rate_that_is_meant(rate, said):
    assert said in Printer("en-GB", "EUR", {}).text(parse(f"4 percent over {rate}"))
