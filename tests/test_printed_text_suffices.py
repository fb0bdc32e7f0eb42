"""The printed text suffices: a stranger who reads it alone comes to the settlement's figures."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from contract_kit import settle, spec
from contract_kit.api import load
from contract_kit.errors import SpecError
from contract_kit.spec import Contract
from tests import generated, oracle
from tests.oracle.printed import Printed
from tests.oracle.titles import READ
from tests.oracle.verdicts import go_live
from tests.oracle_mutations import struck, survivors
from tests.printed_months import Chance, by_settle, by_the_stranger, case
from tests.printed_outages import ChanceOutages

EXAMPLES = Path(__file__).parent.parent / "examples"
MECHANISMS = sorted(path.stem for path in (EXAMPLES / "mechanisms").glob("*.yaml"))
WHOLE = ("support", "medical", "minimal")
IN_CI, SLOW = range(3, 192, 21), range(192)
SEEDS = (1, 2)

INPUTS = {
    "p01_started_units": {"length": "Length of the call"},
    "p02_products_discounts": {
        "product": "Product", "weight": "Weight", "returns": "Returns of the month",
    },
    "p03_deposit_two_currencies": {"spent": "Cost of licences", "rate": "Rupees for one pound"},
    "p04_allowance": {"fee": "Fee of the course"},
}  # fmt: skip
"""What the words of the files mean that computed charges are measured by."""


@cache
def example(name: str) -> Contract:
    folder = EXAMPLES if name in WHOLE else EXAMPLES / "mechanisms"
    return load(folder / f"{name}.yaml")


def files(name: str) -> list[str]:
    if name == "support":
        return [(EXAMPLES / "measurements.csv").read_text()]
    return [path.read_text() for path in sorted((EXAMPLES / "mechanisms").glob(f"{name}*.csv"))]


@pytest.mark.parametrize("name", ["support", *MECHANISMS])
def test_an_example_settles_as_it_is_printed(name):
    one = case(example(name), *files(name))
    assert by_the_stranger(one, INPUTS.get(name)) == by_settle(one)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", WHOLE)
def test_a_contract_by_chance_months_settles_as_it_is_printed(name, seed):
    one = case(example(name), Chance(example(name), seed).rows(12))
    assert by_the_stranger(one) == by_settle(one)


OUTAGE_MONTHS = ([(2027, 3), (2027, 4)], [(2027, 11), (2028, 2)])


@pytest.mark.parametrize("months", OUTAGE_MONTHS)
@pytest.mark.parametrize("seed", range(1, 5))
def test_outages_by_chance_settle_as_they_are_printed(seed, months):
    made = example("d07_service_days")
    one = case(made, ChanceOutages(made, seed).rows(*months))
    assert by_the_stranger(one) == by_settle(one)


@pytest.mark.parametrize(
    ("printed", "altered", "days"),
    [
        ("Mon-Fri 08:00-18:00", "Mon-Fri 08:30-18:00", 0),
        ("Mon-Fri", "Mon-Sat", 2),
        ("America/Los\\_Angeles", "America/Phoenix", 2),  # where the clock stays as it is
    ],
)
def test_the_hours_and_the_clock_of_outages_are_the_printed_ones(printed, altered, days):
    rows = (
        "metric,opened,resolved,planned\n"
        "uptime,2027-03-01 08:00,2027-03-01 09:00,\n"
        "uptime,2027-03-13 09:00,2027-03-13 10:00,\n"
        "uptime,2027-03-14 00:00,2027-03-14 04:30,\n"
    )
    one = case(example("d07_service_days"), rows)
    assert [month[2] for month in by_the_stranger(one)] == [Decimal(-300)]
    (month,) = oracle.settle(one.markdown.replace(printed, altered), [rows], one.names)
    assert month.credits == 300 * days


@pytest.mark.slow
@pytest.mark.parametrize("months", OUTAGE_MONTHS)
def test_more_outages_by_chance_settle_as_they_are_printed(months):
    made = example("d07_service_days")
    for seed in range(100, 140):
        one = case(made, ChanceOutages(made, seed).rows(*months))
        assert by_the_stranger(one) == by_settle(one), seed


def test_a_fee_at_the_prices_in_force_settles_as_it_is_printed():
    text = (EXAMPLES / "mechanisms" / "d03_rebate_table.yaml").read_text()
    start = text.split("effective_date: ")[1][:10]
    year = int(start[:4]) + 1
    index = "indexation: {index: CPI, formula: chain, every: 12 months, both_ways: true}"
    contract = spec.load(text.replace("  expected_monthly:", f"  {index}\n  expected_monthly:"))
    rows = f"index_change,{year}{start[4:7]},5\nnotice_days,{year}{start[4:7]},120\n"
    missed = f"response,{year}{start[4:7]},90\n"
    one = case(contract, f"metric,period,value\n{rows}{missed}")
    assert one.settlement.periods[0].total_credits.amount == -Decimal("61675.64")
    assert by_the_stranger(one) == by_settle(one)
    (month,) = one.settlement.periods
    assert any(line.amount.amount == Decimal("1480215.24") for line in month.charges)


def test_months_before_service_credits_apply_settle_as_they_are_printed():
    made = Chance(example("medical"), 1)
    one = case(example("medical"), made.rows(6, go_live(made.printed)))
    assert by_the_stranger(one) == by_settle(one)


def contract(number: int) -> Contract:
    data = generated.spec(number)
    data.pop("industry", None)  # what a trade adds has nothing to do with money
    return spec.load(generated.text(data), name=f"{number}.yaml", checks=(settle.check,))


def check_generated(number: int) -> bool:
    """Whether the stranger could read the contract; where it could, the figures agree."""
    try:
        made = contract(number)
    except SpecError:  # a rule refuses what chance brought together
        return False
    try:
        one = case(made, Chance(made, number).rows(12))
        found = by_the_stranger(one)
    except oracle.Unreadable:
        return False
    assert found == by_settle(one)
    return True


def test_generated_contracts_settle_as_they_are_printed():
    read = [check_generated(number) for number in IN_CI]
    assert sum(read) * 3 >= len(read), "the stranger understood too little"


@pytest.mark.slow
@pytest.mark.parametrize("start", range(0, len(SLOW), 16))
def test_more_generated_contracts_settle_as_they_are_printed(start):
    for number in SLOW[start : start + 16]:
        check_generated(number)


FALLING = """metric,period,value
base_fee,2027-12,1
index_change,2028-01,-15
base_fee,2028-01,1
"""
OUTLAYS = """metric,period,value
support,2027-01,80000
passthrough,2027-01,60000
"""
STEPS = """metric,period,value
index_change,2028-01,3
first_plant,2028-01,1
index_change,2029-01,3
first_plant,2029-01,1
"""
LONG_CALLS = "metric,day,length\n" + "".join(
    f"calls,2027-01-{number:02d},{length}\n"
    for number in range(1, 29)
    for length in (200, 25 + number / 4, 26, 41)
)
PARCELS = "metric,day,product,weight\n" + "".join(
    f"parcels,2027-01-{number:02d},{('letter', 'parcel', 'express')[number % 3]},{number}.5\n"
    for number in range(1, 12)
)
FEW_PARCELS = "\n".join(PARCELS.splitlines()[:6]) + "\n"
FOUR_PARCELS = "\n".join(PARCELS.splitlines()[:5]) + "\n"
RETURNS = "metric,period,value\nparcels.returns,2027-01,3\n"
COURSES = "metric,day,fee\n" + "".join(
    f"training,2027-{month:02d}-{number:02d},{fee}\n"
    for month in (1, 2)
    for number, fee in enumerate((900, 590, 400), 1)
)
HEAD = "metric,period,value\n"
BAD_MONTHS = HEAD + "".join(
    f"core_availability,2027-{month:02d},{value}\n"
    for month, value in enumerate((96, 99, 99, 96, 99, 99, 96, 96.55, 96.55, 96.55), 1)
)
REBATES = HEAD + "".join(
    f"response,2027-{month:02d},{value}\n"
    for month, value in enumerate((95, 90, 85, 80, 82, 75, 74), 1)
)
DELAYS = "metric,period,value,affected_charge\n" + "".join(
    f"delay,{year}-Q{quarter},{value},640000\nproducts,{year}-{quarter * 3:02d},10,\n"
    for year, quarter, value in (
        (2027, 1, 7), (2027, 2, 0), (2027, 3, 1), (2027, 4, 3), (2028, 1, 6), (2028, 2, 11),
    )
)  # fmt: skip
PRODUCTS = (
    "".join(
        f"products,{year}-{month:02d},10,\n"
        for year in (2027, 2028)
        for month in range(3, 13)
        if month % 3 and (year, month) > (2027, 3) and (year, month) < (2028, 6)
    )
    + "products,2028-01,10,\nproducts,2028-02,10,\n"
)
EDGES = (
    {"chat_response": 90.5, "csat": 84.5, "refund_error_rate": 0.55, "delay_days": 10},
    {"refund_error_rate": 1.05, "fcr": 70.5, "delay_days": 100},
    {"refund_error_rate": 0.7, "refunds": 17325},
)
SUPPORT = {
    "phone_service_level": 80, "abandonment": 5, "email_first_response": 95, "chat_response": 45,
    "fcr": 75, "csat": 88, "refund_error_rate": 0.5, "refund_turnaround": 98, "voice": 9000,
    "email": 18000, "chat": 12000, "refunds": 15000,
}  # fmt: skip
EDGE_MONTHS = HEAD + "".join(
    f"{word},2027-{month:02d},{value}\n"
    for month, edges in enumerate(EDGES, 7)
    for word, value in (SUPPORT | edges).items()
)
EDGES_OF_DAYS = "metric,opened,resolved,planned\n" + "".join(
    f"uptime,2027-{opened},2027-{resolved},{planned}\n"
    for opened, resolved, planned in (
        ("03-01 08:00", "03-01 09:00", ""),  # the first hour inside, to the minute
        ("03-06 00:00", "03-06 04:00", ""),  # the first hours outside
        ("03-08 07:00", "03-08 16:00", ""),  # the first hour, and eight in and outside the hours
        ("03-13 00:00", "03-13 12:00", ""),
        ("03-15 17:00", "03-15 18:00", "yes"),  # does not count
        ("03-16 17:00", "03-16 17:30", ""), ("03-16 17:30", "03-16 18:00", ""),
        ("03-31 22:00", "04-01 06:00", ""),
    )
)  # fmt: skip
LATE_NOTICE = HEAD + "".join(f"policies,2028-{month:02d},20000\n" for month in range(6, 12))
FURTHER = {
    "d01_three_in_six": [[BAD_MONTHS]],
    "d03_rebate_table": [[REBATES]],
    "d07_service_days": [[EDGES_OF_DAYS]],
    "d09_late_delivery": [[DELAYS + PRODUCTS]],
    "r02_cancellation_fee": [[LATE_NOTICE + "notice_days,2028-11,90\n"]],
    "d05_two_factories": [[STEPS]],
    "p01_started_units": [[LONG_CALLS]],
    "p02_products_discounts": [
        [PARCELS, RETURNS], [FEW_PARCELS, RETURNS], [FOUR_PARCELS, RETURNS],
    ],
    "p04_allowance": [[COURSES], ["metric,day,fee\ntraining,2027-01-02,450.50\n"]],
    "r04_index_both_ways": [[FALLING]],
    "support": [[EDGE_MONTHS]],
    "r07_cost_plus_ten": [[OUTLAYS]],
}  # fmt: skip
"""Months in which terms bite that the example's own months leave alone."""
SAME = {
    "d03_rebate_table": (
        "at least 100% -> at least 101%", "0% of the Monthly Charges -> 1%",  # met, no rebate
        "at least 75%", "50% of the Monthly Charges",  # the worst row, and the cap
    ),
    "d07_service_days": ("48 hours ahead",),  # the rows say whether that was so
    "d08_pilot_guarantee": (
        "greater of",  # the lesser sum; three periods all the same
        "it is extended once by",  # no month says that the pilot was extended
    ),
    "d09_late_delivery": ("5% of the Charge for the affected Service",),  # cap and highest band
    "support": (
        "once every 12", "pilot of 2 months",  # one change; credits start after the pilot
        "it is extended once by",  # no month says that the pilot was extended
    ),
    "p01_started_units": ("to the nearest",),  # every fee is a multiple
    "p03_deposit_two_currencies": ("multiplied by GBP 1.00",),
}  # fmt: skip
"""Alterations that say the same, by words in them."""


def months_for_mutants(name: str) -> list[list[str]]:
    made = example(name)
    cases = [*([] if name in WHOLE else [files(name)]), *FURTHER.get(name, [])]
    if name in INPUTS or name == "d07_service_days":  # their months are of raw events
        return cases
    early, late = Chance(made, 1), Chance(made, 4)
    good = [Chance(made, seed, good=True).rows(12) for seed in (6, 7)]
    chance = [early.rows(12, early.start()), late.rows(12), *good]
    return [*cases, *([rows] for rows in chance if rows.count("\n") > 1)]


@pytest.mark.sampled(12)
@pytest.mark.parametrize("name", ["support", "minimal", *MECHANISMS])
def test_an_altered_figure_or_comparison_alters_the_answer(name):
    cases = months_for_mutants(name)
    one = case(example(name), *cases[0])
    names = one.named([text for texts in cases for text in texts])
    count, alive = survivors(one.markdown, cases, names, INPUTS.get(name))
    assert count >= 4
    assert [what for what in alive if not any(same in what for same in SAME.get(name, ()))] == []


NOT_MISSED = (
    "At the baseline volumes",  # the table says so, too
    "fewer events than the sample", "shows no complete result", "has no minimum",
    "A period without data that counts",
    "measured over more than a month",  # there is no such level, or it is not missed
    "which the pilot runs", "extended once", "as in the pilot", "stabilise",  # months come later
    "the rates do not fall", "the rates fall",  # the index does not fall
)  # fmt: skip
"""Sentences that no figure of the months needs, by words in them."""


@pytest.mark.sampled(12)
@pytest.mark.parametrize("name", ["support", "minimal", *MECHANISMS])
def test_a_sentence_struck_out_is_missed(name):
    cases = months_for_mutants(name)
    one = case(example(name), *cases[0])
    names = one.named([text for texts in cases for text in texts])
    count, alive = survivors(one.markdown, cases, names, INPUTS.get(name), struck)
    assert count >= 2
    assert [what for what in alive if not any(words in what for words in NOT_MISSED)] == []


@pytest.mark.sampled(12)
@pytest.mark.parametrize("name", ["support", "minimal", *MECHANISMS])
def test_a_column_by_another_heading_is_refused(name):
    one = case(example(name), *months_for_mutants(name)[0])
    printed = Printed(one.markdown)
    read = [sheet for each in printed.clauses if each.title in READ for sheet in each.sheets]
    headed = {f"| **{' | '.join(sheet.header).replace(' | ', '** | **')}** |": sheet
              for sheet in read if not sheet.caption.startswith("Worked example")}  # fmt: skip
    assert headed
    for line, sheet in headed.items():
        assert line in one.markdown
        for heading in sheet.header:
            other = line.replace(f"**{heading}**", f"**{heading} of a year**")
            with pytest.raises(oracle.Unreadable, match="I do not know a table"):
                oracle.settle(one.markdown.replace(line, other), one.files, one.names)


@pytest.mark.parametrize(
    ("said", "besides"),
    [
        ("There is no yearly cap.", "Those of one calendar year are capped at GBP 100.00."),
        ("There is no yearly cap.", "The Service Credits of one month have no cap."),
        ("only the highest of them counts.", "If one cause gives rise to several Service Credits,"
         " each of them counts."),
        ("and do not reduce them.", "The bonuses of one month have no cap."),
        ("gives rise to no Service Credit.", "Service Credits apply from the same date."),
    ],
)  # fmt: skip
def test_two_answers_to_one_question_are_refused(said, besides):
    for name in WHOLE:
        one = case(example(name), Chance(example(name), 1).rows(12))
        if said in one.markdown:
            break
    with pytest.raises(oracle.Unreadable, match="expected one sentence"):
        oracle.settle(one.markdown.replace(said, f"{said} {besides}"), one.files, one.names)
