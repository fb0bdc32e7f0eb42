"""What a notice leaves over of a year invoiced in advance is repaid; nothing is charged unsaid."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from contract_kit import settle
from contract_kit.api import assemble
from contract_kit.settle import Settlement
from contract_kit.spec import Contract, load
from tests.pricing_leaves import clauses
from tests.test_settle_invoices import SPEC

SAID = "what was invoiced in advance for later months is repaid in the month after"
LEAVING = "convenience: {by: customer, notice: 30 days, fee: {kind: none}}"


def prepaid(every: str = "year", more: str = "") -> Contract:
    text = SPEC.format(
        charge="basis: fixed, amount: 12000, per: year, in: advance",
        pricing=f"invoicing: {{every: {every}, in: advance, due: 30 days}}{more}",
        rest="",
        term=LEAVING,
    )
    return load(text)


def settled(contract: Contract, *rows: str) -> Settlement:
    data = "\n".join(("metric,period,value", *rows)).encode()
    return settle.settle(contract, settle.read_measurements(contract, data, "m.csv"))


def parts(found: Settlement) -> list[tuple[str, str, D]]:
    return [
        (str(one.issued), part.says, part.amount.amount)
        for one in found.invoices
        for part in one.parts
    ]


def test_what_is_prepaid_for_after_the_end_is_repaid() -> None:
    found = settled(prepaid(), "desk,2027-01,1", "notice_days,2027-05,30", "desk,2027-06,1")
    assert parts(found) == [
        ("2027-01", "in advance so far for 2027-01 to 2027-06", D(6000)),
        ("2027-01", "in advance, after the end for 2027-07 to 2027-12", D(6000)),
        ("2027-07", "repaid, invoiced in advance for 2027-07 to 2027-12", D(-6000)),
    ]
    assert sum(one.total.amount for one in found.invoices) == found.invoice.amount == D(6000)


@pytest.mark.parametrize(("every", "back"), [("quarter", []), ("year", [D(-6000)])])
def test_only_what_was_invoiced_is_repaid(every: str, back: list[D]) -> None:
    found = settled(prepaid(every), "desk,2027-01,1", "notice_days,2027-05,30", "desk,2027-06,1")
    assert [amount for _, _, amount in parts(found) if amount < 0] == back


def test_a_notice_before_the_period_leaves_nothing_over() -> None:
    found = settled(prepaid(), "desk,2027-01,1", "notice_days,2027-11,60", "desk,2028-01,1")
    assert not [amount for _, _, amount in parts(found) if amount < 0]


def test_what_is_measured_later_is_not_asked_for() -> None:
    """A computed charge beside the prepaid one needs no measurement after the end."""
    formula = (
        "calls: {basis: computed, covers: [reporting], formula: {inputs: {n: {title: Calls,"
        " each: month}}, price: n * 1 CAD, example: {values: {n: 2}}}}"
    )
    text = SPEC.format(
        charge="basis: fixed, amount: 12000, per: year, in: advance",
        pricing="invoicing: {every: year, in: advance, due: 30 days}",
        rest="",
        term=LEAVING,
    ).replace("charges: {desk:", f"charges: {{{formula}, desk:")
    rows = [f"calls.n,2027-0{number},5" for number in range(1, 7)]
    found = settled(load(text), "notice_days,2027-05,30", *rows)
    assert [amount for _, _, amount in parts(found) if amount < 0] == [D(-6000)]


def test_months_after_the_end_are_told() -> None:
    found = settled(prepaid(), "notice_days,2027-05,30", "desk,2027-09,1")
    (told,) = [one for one in found.assumptions if "as if the contract went on" in one]
    assert "ends the contract in 2027-06" in told
    assert "(2027-07 to 2027-09)" in told
    within = settled(prepaid(), "notice_days,2027-05,30", "desk,2027-06,1")
    assert not any("went on" in one for one in within.assumptions)


@pytest.mark.parametrize(("every", "is_said"), [("year", True), ("month", False)])
def test_the_invoice_clause_says_it(every: str, is_said: bool) -> None:
    assert (SAID in clauses(assemble(prepaid(every)))["fee.invoice"]) == is_said
