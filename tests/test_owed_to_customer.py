"""Computed charges that the provider owes: said in the clause, and in no base of other amounts."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from contract_kit.api import load
from contract_kit.assemble import assemble
from contract_kit.errors import MeasurementError, SpecError
from contract_kit.settle import Settlement, read_measurements, settle
from contract_kit.spec import Contract
from tests.conftest import clause_library

PAID = "min(damage, limit)"
EXAMPLE = "values: {damage: 500, limit: 400}, result: 400"


HEAD = """
contract_kit: 1
contract: {id: T, title: T, effective_date: 2027-01-01, governing_law: Ontario, currency: CAD}
parties:
  customer: {name: C, country: CA}
  provider: {name: P, country: CA}
roles: {a: {party: customer, title: A}, b: {party: provider, title: B}}
sites: {main: {country: CA, model: onshore}}
scope:
  processes:
    desk: {office: front, tasks: [calls], sites: [main], responsible: {customer: a, provider: b},
           sla: [speed]}
service_levels:
  metrics: {speed: {kind: response_time, within: 20 seconds, class: critical, target: 80,
                    credit: 10 percent of invoice_before_credits}}
  credits: {method: fixed_percent}
term: {initial: 12 months}
"""


def contract(
    due_to: str = "due_to: customer", more: str = "", price: str = PAID, example: str = EXAMPLE
) -> Contract:
    return load(
        HEAD
        + f"""
pricing:
  {more or "invoicing: {due: 30 days}"}
  charges:
    desk: {{basis: fixed, process: desk, amount: 1000, per: month}}
    damage:
      basis: computed
      {due_to or "title: Damage"}
      formula:
        inputs:
          damage: {{title: Actual damage, each: month, unit: CAD}}
          limit: {{title: Limit of the month, each: month, unit: CAD}}
        price: {price}
        example: {{{example}}}
"""
    )


def settled(one: Contract, damage: int, level: int = 90) -> Settlement:
    rows = f"speed,2027-01,{level}\ndamage.damage,2027-01,{damage}\ndamage.limit,2027-01,400\n"
    return settle(one, read_measurements(one, f"metric,period,value\n{rows}".encode(), "m.csv"))


def clause(one: Contract, name: str) -> str:
    sections = assemble(one, clause_library()).sections
    found = [
        block.text for part in sections for block in _blocks(part) if block.origin.clause == name
    ]
    return " ".join(found)


def _blocks(section):
    for block in section.blocks:
        if hasattr(block, "origin") and hasattr(block, "text"):
            yield block
    for below in getattr(section, "sections", ()):
        yield from _blocks(below)


def test_a_sum_owed_to_the_customer_is_deducted() -> None:
    found = settled(contract(), 500)
    assert found.invoice.amount == D(600)
    said = clause(contract(), "fee.computed")
    assert "owes this amount to the Customer" in said
    assert "counts towards no minimum" in said


def test_no_minimum_gives_it_back_and_no_credit_is_less_for_it() -> None:
    found = settled(contract(more="minimum_monthly: 900"), 500, level=70)
    (period,) = found.periods
    assert period.total_charges.amount == D(600)
    assert period.total_credits.amount == D(-100)


def test_an_invoice_below_nil_is_carried_as_the_clause_says() -> None:
    one = contract(price="damage + limit", example="values: {damage: 1, limit: 2}, result: 3")
    found = settled(one, 900)
    assert found.invoice.amount == D(-300)
    assert any("below nil is deducted from the next invoice" in said for said in found.assumptions)
    assert "below nil is deducted from the next invoice" in clause(one, "fee.invoice")


def test_either_owes_what_its_sign_says() -> None:
    values = "values: {damage: 500, limit: 400}, result: 100"
    one = contract("due_to: either", price="damage - limit", example=values)
    assert settled(one, 500).invoice.amount == D(1100)
    assert settled(one, 300).invoice.amount == D(900)
    assert "An amount below nil is a sum that the Provider owes" in clause(one, "fee.computed")


def test_without_it_nothing_lies_below_nil() -> None:
    with pytest.raises(SpecError) as caught:
        contract("", price="0 - damage - limit", example="values: {damage: 1, limit: 2}")
    assert "due_to" in str(caught.value.findings)
    one = contract("", price="damage - limit", example="values: {damage: 500, limit: 400}")
    with pytest.raises(MeasurementError) as wrong:
        settled(one, 300)
    assert "due_to" in str(wrong.value.findings)


def test_a_sum_owed_to_the_customer_is_not_expected_of_the_customer() -> None:
    with pytest.raises(SpecError) as caught:
        contract("due_to: customer\n      expected: 10")
    assert "expected" in str(caught.value.findings)


def test_a_contract_without_recurring_charges_prints_no_monthly_sum() -> None:
    text = (
        HEAD
        + """
pricing:
  charges: {desk: {basis: instalments, process: desk, instalments: [{due: 2027-03-01, amount: 5}]}}
"""
    )
    assert "a month and" in clause(contract(), "fee.charges")
    assert "a month and" not in clause(load(text), "fee.charges")
