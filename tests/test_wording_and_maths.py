"""What a clause says is what `settle` computes: the same numbers, and no other for the same thing.

Each case is a spec with one mechanism changed. The section is read in all three stances: it must
say every expected phrase, and nothing of what the spec does not say.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest

from contract_kit.api import assemble
from contract_kit.document import Paragraph, Section, Table
from contract_kit.settle import Settlement, read_measurements, settle
from contract_kit.spec import Contract, load
from contract_kit.spec.vocabulary.metrics import Metric
from tests.conftest import STANCES, clause_library
from tests.spec_samples import EXAMPLES, SUPPORT, changed

ALTERED = (
    (
        "repeat: {months: 3, multiplier: 1.5}",
        "repeat: {months: 2, multiplier: 1.75, step: 0.25, cap: 2.5}\n"
        "    annual_cap: 50 percent of monthly_charges\n"
        "    claim: {within: 20 days}",
    ),
    (
        "earn_back: {consecutive_months: 3, at: target, restores: 100 percent}",
        "earn_back: {consecutive_months: 4, at: target, restores: 60 percent,"
        " limit: below_target_only}",
    ),
    (
        "pay_by: next_invoice",
        "pay_by: cash",
    ),
    (
        "on_exit: cash",
        "on_exit: lapse",
    ),
    (
        "condition: no_critical_below_minimum",
        "condition: no_credit\n"
        "    net_of_credits: true\n"
        "    collar: 3 percent\n"
        "    funded_by: credits",
    ),
    (
        "    times: 3\n    in_months: 6",
        "    times: 4\n    in_months: 9\n    same_metric: false\n    credits_at_cap: 5",
    ),
    (
        "      repeat_window: 7 days",
        "      decimals: 1\n      missing_data: estimate\n      repeat_window: 7 days",
    ),
    (
        "percent: 20\n    beyond: renegotiate",
        "percent: 18\n    months: 7\n    beyond: change_control",
    ),
    (
        "late_interest: 4 percent over base_rate",
        "late_interest: 1.25 percent\n    late_interest_per: month",
    ),
    (
        "    floor: 0 percent",
        "    floor: -2 percent\n    formula: base",
    ),
    (
        "beyond: share_50_50",
        "beyond: customer_bears\n"
        "    cost_share: 65 percent\n"
        "    reference_rate: 71.5\n"
        "    review: month",
    ),
    (
        "reduce_to: second_quartile",
        "reduce_to: median\n    paid_by: provider",
    ),
    (
        "    sole_remedy: false",
        "    grace: 4 days\n    pro_rata: true\n    sole_remedy: true",
    ),
    (
        "fee: {kind: unamortised_transition}",
        "fee: {kind: shortfall_days, days: 150, average_over: 120 days}",
    ),
    (
        "minimum_monthly: 172600",
        "minimum_schedule: [{from_month: 5, to_month: 9, amount: 150000},"
        " {from_month: 10, amount: 161000}]",
    ),
)
SILENT = (
    (
        "earn_back: {consecutive_months: 3, at: target, restores: 100 percent}",
        "earn_back: {consecutive_quarters: 2, restores: 40 percent}",
    ),
    (
        "    condition: no_critical_below_minimum\n",
        "",
    ),
    (
        "    cap: 4 percent\n    floor: 0 percent",
        "    absorbed: 2 percent\n    lesser_of: 6 percent",
    ),
    (
        "beyond: share_50_50",
        "beyond: renegotiate",
    ),
    (
        "    fee: {kind: unamortised_transition}\n",
        "",
    ),
    (
        "    cap: 20000\n",
        "",
    ),
)
SPECS = {
    "support": SUPPORT,
    "medical": (EXAMPLES / "medical.yaml").read_text(),
    "altered": changed(SUPPORT, *ALTERED),
    "silent": changed(SUPPORT, *SILENT),
}
REFERENCE = re.compile(r"\b(?:clause|paragraph|Schedule)s? \d+(?:\.\d+)?")
NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?")
EARN, REPEAT, CAPS, BONUS = "sla.earn_back", "sla.repeat", "sla.caps", "sla.bonus"
CREDITS, MEASURE, LEAVE = "sla.credits", "sla.measure", "sla.terminate"


@cache
def spec(name: str) -> Contract:
    return load(SPECS[name], name=f"{name}.yaml")


@cache
def sections(name: str, stance: str) -> dict[str, str]:
    """The words of each clause, tables left out, with no numbers of other clauses."""
    document = assemble(spec(name), clause_library(), stance=stance)
    return {
        section.anchor: REFERENCE.sub("elsewhere", words(section))
        for section in document.walk()
        if section.anchor
    }


def words(section: Section) -> str:
    return " ".join(block.text for block in section.blocks if isinstance(block, Paragraph))


def numbers(text: str) -> set[str]:
    return {found.replace(",", "") for found in NUMBER.findall(text)}


NUMBERS = [
    ("support", EARN, {"3", "100"}),
    ("medical", EARN, {"3", "50"}),
    ("altered", EARN, {"4", "60"}),
    ("silent", EARN, {"2", "40"}),
    ("support", REPEAT, {"3", "1.5"}),
    ("altered", REPEAT, {"2", "1.75", "0.25", "2.5"}),
    ("support", CAPS, {"12", "25890.00"}),
    ("medical", CAPS, {"15", "28149.00", "120", "2", "30"}),
    ("altered", CAPS, {"12", "25890.00", "50", "5", "30"}),
    ("support", BONUS, {"2.5", "5393.75"}),
    ("altered", BONUS, {"2.5", "5393.75", "3"}),
    ("support", "fee.minimum", {"172600.00"}),
    ("altered", "fee.minimum", set()),
    ("support", "end.fee", {"60000.00", "3", "2027"}),
    ("altered", "end.fee", {"120", "150"}),
    ("medical", "end.fee", {"1", "2", "3", "40000.00", "15000.00"}),
    ("silent", "end.fee", set()),
    ("support", "fee.late", {"30", "4", "365"}),
    ("altered", "fee.late", {"30", "1.25", "15.21"}),
    ("support", "fee.fx", {"5"}),
    ("altered", "fee.fx", {"5", "65", "71.5"}),
]
"""Every number the words of a clause may hold: what the spec gives and what follows from it."""


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(("name", "clause", "allowed"), NUMBERS)
def test_a_clause_prints_the_numbers_that_are_settled(
    name: str, clause: str, allowed: set[str], stance: str
) -> None:
    found = numbers(sections(name, stance)[clause])
    free = NOTICE.get(clause, set())
    assert found - free == allowed - free, sections(name, stance)[clause]


NOTICE = {CAPS: {"30", "60"}, "fee.fx": {"2"}}
"""Times of notice and of waiting, which no sum depends on and stances may set."""

SAYS = [
    ("support", EARN, "reaches its target in 3 consecutive months"),
    ("support", EARN, "earns back 100% of a Service Credit if"),
    ("medical", EARN, "for a result below the target but not below the minimum"),
    ("altered", EARN, "reaches its target in 4 consecutive months"),
    ("silent", EARN, "reaches its target in every month of 2 consecutive calendar quarters"),
    ("support", REPEAT, "is multiplied by 1.5 for the last of these months and for each further"),
    ("altered", REPEAT, "the factor rises by 0.25, up to 2.5"),
    ("support", REPEAT, "met, excused or not judged ends the count"),
    ("support", CAPS, "There is no yearly cap"),
    ("medical", CAPS, "one Contract Year are capped at 120% of the Monthly Charges"),
    ("altered", CAPS, "monthly cap in 5 consecutive months"),
    ("support", CREDITS, "arises automatically"),
    ("support", CREDITS, "from the next invoice. If no invoice follows, it shall pay"),
    ("altered", CREDITS, "claim a Service Credit in writing within 20 days"),
    ("altered", CREDITS, "pay it in cash"),
    ("altered", CREDITS, "for which no invoice follows lapses"),
    ("support", CREDITS, "for repeated misses by the factor in"),
    ("support", BONUS, "only if no Critical Service Level was below its minimum"),
    ("support", BONUS, "do not reduce them"),
    ("medical", BONUS, "bears the bonuses"),
    ("altered", BONUS, "only if no Service Credit is due for that month"),
    ("altered", BONUS, "are reduced by the Service Credits of the same month"),
    ("altered", BONUS, "move the Charges by no more than 3% of the Annual Charges"),
    ("silent", BONUS, "whatever the results of other Service Levels"),
    ("support", LEAVE, "the same Critical Service Level is below its minimum 3 times within any 6"),
    ("altered", LEAVE, "any Critical Service Levels, not necessarily the same, is below"),
    ("altered", LEAVE, "4 times within any 9 months"),
    (
        "support",
        MEASURE,
        "sample required, or with none at all, is not judged",
    ),
    ("support", "fee.minimum", "at least GBP 172,600.00"),
    ("support", "fee.minimum", "A shortfall is charged with the invoice for the month"),
    ("support", "fee.minimum", "It is not carried over"),
    ("altered", "fee.minimum", "the minimum of this table"),
    ("support", "end.fee", "was not invoiced for milestones reached by the end of that month"),
    ("support", "end.fee", "GBP 60,000.00"),
    ("altered", "end.fee", "average daily Charges of the last 120 days"),
    ("altered", "end.fee", "falls short of 150 days"),
    ("medical", "end.fee", "for the Contract Year in which it gives notice"),
    ("silent", "end.fee", "No fee is due on termination for convenience"),
    ("support", "fee.index", "capped at 4%"),
    ("support", "fee.index", "The floor of the change is 0%, so that the rates do not fall"),
    ("support", "fee.index", "from the last rate and the last index"),
    ("altered", "fee.index", "if the index falls, the rates fall. The floor of the change is -2%"),
    ("altered", "fee.index", "from the first rate and the first index"),
    ("silent", "fee.index", "absorbs the first 2% of an increase"),
    ("silent", "fee.index", "that of the index or 6%, whichever is less"),
    ("support", "fee.fx", "the parties bear it in equal shares"),
    ("support", "fee.fx", "costs in PHP is the whole"),
    ("altered", "fee.fx", "The Customer bears that effect in full"),
    ("altered", "fee.fx", "average rate of the calendar month"),
    ("silent", "fee.fx", "Until they agree in writing, it does not change the Charges"),
    ("support", "fee.volume", "at the rate of the band it falls into"),
    ("support", "fee.volume", "on the edge of a band belongs to the lower band"),
    ("altered", "fee.volume", "by more than 18% in 7 consecutive months"),
    ("support", "fee.late", "bears simple interest at a yearly rate of 4%"),
    ("altered", "fee.late", "bears simple interest at a monthly rate of 1.25%"),
    ("support", "trn.delay", "GBP 2,500.00 for each week of delay or part of it, up to GBP 20,000"),
    ("support", "trn.delay", "It is not the only remedy"),
    ("altered", "trn.delay", "for each week of delay, a part of it counting in part"),
    ("altered", "trn.delay", "after the first 4 days of delay"),
    ("altered", "trn.delay", "is the only remedy in money"),
    ("altered", "fee.benchmark", "The Provider bears the cost of the benchmark"),
    ("medical", "fee.benchmark", "The parties share the cost of the benchmark"),
    ("medical", "fee.invoice", "For every calendar quarter the sums on account are reconciled"),
    ("medical", "gov.audit", "up to 2 times in each Contract Year"),
    ("medical", "rsk.indemnity", "false claims"),
]
NEVER = [
    (
        "support",
        EARN,
        r"within the 12|no other Critical|notice of termination|does not count",
    ),
    ("support", REPEAT, r"passed over|correction plan"),
    ("support", CAPS, r"six times|At the most|any six|consecutive months"),
    ("support", CREDITS, r"may claim|not claimed"),
    ("altered", CREDITS, r"automatically|next invoice"),
    ("altered", BONUS, r"do not reduce them|below its minimum"),
    ("support", MEASURE, r"estimate|added to those of the next|before rounding|half of"),
    ("altered", MEASURE, r"counts as below the minimum level|three periods before"),
    ("support", "fee.minimum", r"one half|carried over and|Contract Year|Critical Service Level"),
    ("support", "fee.index", r"carried over|if the index falls"),
    ("altered", "fee.index", r"rates do not fall"),
    ("support", "fee.fx", r"in full|invoice for the next month"),
    ("support", "fee.volume", r"higher volume would have cost|two consecutive|at the same rate"),
    ("support", "fee.late", r"compounded"),
    ("support", "trn.delay", r"each full|first two weeks|a milestone on which|is the only remedy"),
    ("silent", "trn.delay", r"up to"),
    (
        "support",
        "end.fee",
        r"towards it is deducted|in addition|limited to costs|cost of ending",
    ),
]


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(("name", "clause", "phrase"), SAYS)
def test_a_clause_says_the_rule_of_the_spec(
    name: str, clause: str, phrase: str, stance: str
) -> None:
    if (clause, stance) in OTHER_WORDS:
        phrase = phrase.replace(*OTHER_WORDS[clause, stance])
    assert phrase in sections(name, stance)[clause]


OTHER_WORDS = {
    ("fee.minimum", "provider"): ("at least GBP", "Services of at least GBP"),
}


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize(("name", "clause", "pattern"), NEVER)
def test_a_clause_says_no_other_rule(name: str, clause: str, pattern: str, stance: str) -> None:
    found = re.search(pattern, sections(name, stance)[clause])
    assert found is None, found


@pytest.mark.parametrize("stance", STANCES)
def test_the_rules_of_measurement_stand_in_the_table(stance: str) -> None:
    document = assemble(spec("altered"), clause_library(), stance=stance)
    (section,) = [one for one in document.walk() if one.anchor == MEASURE]
    tables = [block for block in section.blocks if isinstance(block, Table)]
    (table,) = [one for one in tables if one.rows[0].cells[0].text == "Rule"]
    rules = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert rules["Levels are rounded half up to one decimal place before they are compared"]
    (estimated,) = [names for rule, names in rules.items() if "result of the month before" in rule]
    (missed,) = [
        names for rule, names in rules.items() if rule.startswith("A period without data counts")
    ]
    assert not set(estimated.split(", ")) & set(missed.split(", "))


def settled(name: str, rows: str) -> Settlement:
    found = read_measurements(spec(name), f"metric,period,value\n{rows}".encode(), "m.csv")
    return settle(spec(name), found)


def run(*levels: str) -> str:
    """Months from June 2027 on in which all levels are met, but csat is as given."""
    good = {name: metric.target for name, metric in metrics("altered").items()}
    rows = []
    for place, level in enumerate(levels):
        month = f"{2027 + (5 + place) // 12}-{(5 + place) % 12 + 1:02}"
        rows += [
            f"{key},{month},{level if key == 'csat' else target}" for key, target in good.items()
        ]
    return "\n".join(rows)


def metrics(name: str) -> dict[str, Metric]:
    levels = spec(name).service_levels
    assert levels is not None
    return {key: one for key, one in levels.metrics.items() if one.class_ == "critical"}


def test_a_credit_comes_back_after_the_months_the_clause_names() -> None:
    """Four months after a miss between minimum and target, 60 percent, as the clause says."""
    found = settled("altered", run("86", "89", "89", "89", "89", "89"))
    back = [[one for one in period.credits if one.clause == EARN] for period in found.periods]
    assert [len(one) for one in back] == [0, 0, 0, 0, 1, 0]
    credit = -found.periods[0].total_credits.amount
    assert abs(back[4][0].amount.amount - credit * 60 / 100) <= Decimal("0.01")


def test_nothing_comes_back_for_a_result_below_the_minimum() -> None:
    found = settled("altered", run("80", "89", "89", "89", "89", "89"))
    assert not any(one.clause == EARN for period in found.periods for one in period.credits)


def test_the_factor_grows_as_the_clause_says() -> None:
    found = settled("altered", run("86", "86", "86", "86", "86", "86", "86"))
    raw = [period.raw_credits.amount for period in found.periods]
    factors = [(amount / raw[0]).quantize(Decimal("0.01")) for amount in raw]
    assert factors == [Decimal(one) for one in ("1", "1.75", "2", "2.25", "2.5", "2.5", "2.5")]


def test_the_minimum_begins_with_the_month_of_the_go_live() -> None:
    found = settled("support", "voice,2027-04,0\nvoice,2027-05,0")
    least = [
        [one for one in period.charges if one.clause == "fee.minimum"] for period in found.periods
    ]
    assert [len(one) for one in least] == [0, 1]


def test_until_a_new_bargain_the_rate_moves_nothing() -> None:
    spec_ = load(
        changed(SUPPORT, ("beyond: share_50_50", "beyond: renegotiate\n    reference_rate: 71.5"))
    )
    found = read_measurements(spec_, b"metric,period,value\nfx_rate,2027-06,90\n", "m.csv")
    lines = [one for period in settle(spec_, found).periods for one in period.charges]
    assert lines
    assert not any(one.clause == "fee.fx" and one.amount.amount for one in lines)
