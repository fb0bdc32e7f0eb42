"""Computed charges: refused where they cannot work, printed as they are settled, never 0 unsaid."""

import re
import textwrap
from decimal import Decimal as D
from functools import cache
from pathlib import Path

import pytest

from contract_kit import settle
from contract_kit.assemble import assemble
from contract_kit.assemble.formulas import in_words
from contract_kit.errors import MeasurementError, SpecError
from contract_kit.expressions import BUILT_IN, FUNCTIONS, parse
from contract_kit.expressions.tree import Binary, Call, Literal, walk
from contract_kit.library import load_library
from contract_kit.render import render
from contract_kit.settle.computed import worked_examples
from contract_kit.spec import load
from contract_kit.spec.formulas import formula_of

FOLDER = Path(__file__).parent.parent / "examples" / "mechanisms"
NAMES = sorted(path.stem for path in FOLDER.glob("p0*.yaml"))
CALLS = (FOLDER / "p01_started_units.yaml").read_text()
PARCELS = (FOLDER / "p02_products_discounts.yaml").read_text()
DEPOSIT = (FOLDER / "p03_deposit_two_currencies.yaml").read_text()


def loaded(text):
    return load(text, name="p.yaml", checks=(settle.check,))


def refused(text, *changes):
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    with pytest.raises(SpecError) as caught:
        loaded(text)
    return [str(one) for one in caught.value.findings if one.severity == 3]


def place(text, word):
    """Line and column of a word, as a message names them."""
    at = text.index(word)
    return f"p.yaml:{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}:"


@pytest.mark.parametrize(
    ("old", "new", "at", "code", "said"),
    [
        ("total(fee_of_day)", "total(fee_of_dy)", "fee_of_dy)", "V93", "did you mean “fee_of_day”"),
        ("18.50 USD", "18.50 EUR", "/ 15 minutes * 18.50 EUR"[2:], "V93", ""),
        ("unit: minutes", "unit: kilograms", "- 10 minutes", "V93", "a plain number and a length"),
        ("result: 157.00", "result: 157.01", "157.01", "V95", "the example comes to USD 157.00"),
        ("length: 26}", "lngth: 26}", "26}", "V95", "“lngth” is no input of this event"),
        ("length: 26", "length: 26 minutes", "26 minutes", "V95", "without its unit"),
        ("{day: 4,", "{day: 40,", "40,", "V95", "is no day"),
        ("where:", "where:\n          idle: 3 USD", "3 USD", "V94", "“idle” is not used"),
        ("charged: max", "max: max", "max(length", "V93", "“max” means something"),
        ("charged: max", "Charged: max", "max(length", "V93", "“Charged” is no name"),
        ("title: Length of the call", "title: Fee of day", "inputs", "V94", ""),
    ],
)
def test_mistakes_stand_at_their_place(old, new, at, code, said):
    messages = refused(CALLS, (old, new))
    text = CALLS.replace(old, new)
    assert any(said in one and code in one for one in messages), messages
    if said:
        assert any(one.startswith(place(text, at)) for one in messages), messages


def test_a_folded_expression_names_its_character():
    old = "price: min(total(fee_of_day), 1500 USD)"
    new = "price: >\n          min(total(fee_of_day),\n          1500 USDD)"
    assert any("character 29 of the text: “USDD”" in one for one in refused(CALLS, (old, new)))


@pytest.mark.parametrize("field", ["minimum: 5", "rate: 3", "amount: 5", "per: year", "volume: 3"])
def test_a_computed_charge_has_no_other_price(field):
    key = field.split(":")[0]
    messages = refused(CALLS, ("      unit: call", f"      unit: call\n      {field}"))
    assert any(f"{key} is not used with basis computed" in one for one in messages)


def test_a_formula_works_with_computed_alone():
    messages = refused(CALLS, ("basis: computed", "basis: per_unit\n      rate: 3"))
    said = "formula is not used with basis per_unit; it works with computed"
    assert any(said in one for one in messages)
    begin, end = CALLS.index("      formula:"), CALLS.index("  invoicing:")
    messages = refused(CALLS[:begin] + CALLS[end:])
    assert any("is computed and has no formula" in one for one in messages)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{for: express, value: 7.95 GBP}", "{for: expres, value: 7.95 GBP}", "did you mean"),
        ("{for: letter, value: 1.15 GBP}", "{value: 1.15 GBP}", "expected one sort"),
        ("{for: letter, value: 1.15 GBP}", "{for: parcel, value: 1.15 GBP}", "stands above"),
        ("{for: letter, value: 1.15 GBP}", "{for: letter, value: 1.15 USD}", "one kind in a table"),
        ("{for: letter, value: 1.15 GBP}", "{for: letter, value: 1 GBP + 1}", "no single value"),
        ("{up_to: 4, value: 0%}", "{up_to: 12, value: 0%}", "does not lie above 12"),
        ("- {value: 8%}", "- {up_to: 20, value: 8%}", "expected an open end"),
        ("{up_to: 4, value: 0%}", "{value: 0%}", "is not the last"),
        ("one_of: [letter,", "unit: kilograms, one_of: [letter,", "unit is not used with one_of"),
        ("unit: parcel", "unit: parcel\n      minimum: 3", "minimum is not used"),
        ("title: Weight", "title: Express", "“express” is what “weight” prints as well"),
        ("title: Weight", "title: The “Weight”", "holds quotation marks"),
    ],
)
def test_tables_are_checked(old, new, said):
    assert any(said in one for one in refused(PARCELS, (old, new)))


def test_an_example_that_looks_back_gives_its_months():
    change = (
        "values: {spent: 90000, rate: 107.5}",
        "values: {spent: 9, rate: 9, month_of_term: 3}",
    )
    assert any("follows from the earlier months" in one for one in refused(DEPOSIT, change))


def test_a_computed_charge_beside_others_names_what_is_expected():
    more = "  charges:\n    base: {basis: fixed, amount: 100, per: month, process: helpdesk}\n"
    text = CALLS.replace("  charges:\n", more)
    said = "the Monthly Charges that are printed leave “calls” out"
    assert any(said in one.message for one in loaded(text).warnings)
    expected = text.replace("unit: call", "unit: call\n      expected: 300")
    assert not any(said in one.message for one in loaded(expected).warnings)
    assert settle.figures(loaded(expected)).monthly_charges.amount == 400


# The clause


@cache
def library():
    return load_library()


def printed(text):
    return render(assemble(loaded(text), library()), "md").decode()


def test_the_clause_states_the_rule_sentence_by_sentence():
    text = printed(CALLS)
    for said in (
        "| Call-outs by telephone | Length of the call | minutes | call |",
        "For each call, “Charged” is the part of “Length of the call” above 10 minutes",
        "the number of started units of 15 minutes in “Charged”) multiplied by USD 18.50), but at"
        " most USD 120.00.",
        "For each day with calls, “Fee of day” is (the sum of “Fee” over the calls of the day), but"
        " at most USD 200.00.",
        "It is rounded once, at the end, to the nearest USD 0.01, a half away from zero.",
        "| Call-outs by telephone | Day of the month | 3, 3, 4 |",
        "| Call-outs by telephone | Fee | USD 0.00, USD 37.00, USD 120.00 |",
        "| **Call-outs by telephone** | **Charge of the month** | **USD 157.00** |",
    ):
        assert said in text


def test_tables_are_printed_by_word_and_by_band():
    text = printed(PARCELS)
    assert "| Parcels | Price by product | “express” | GBP 7.95 |" in text
    assert "| Parcels | Volume discount | above 4 and up to 10 | 5% |" in text
    assert "A value on the edge of a band of a table belongs to the lower band." in text
    assert "edge of a band of a table" not in printed(CALLS)


def changed_sources(source):
    """The text of an expression with one number or operator changed."""
    swaps = {"+": "-", "-": "+", "*": "/", "/": "*", "min": "max", "max": "min"}
    swaps |= {"round_up": "round_down", "round": "round_up", ">": ">=", "==": "!="}
    swaps |= {"total": "earlier", "earlier": "total", "of": "*", "earlier_in_year": "earlier"}
    for node in walk(parse(source)):
        if isinstance(node, Literal):
            at = source.index(node.text, node.column - 1)
            yield source[:at] + f"{D(node.text) + 1}" + source[at + len(node.text) :]
        sign = getattr(node, "sign", "") if isinstance(node, Binary) else getattr(node, "name", "")
        if isinstance(node, (Binary, Call)) and sign in swaps:
            at = node.column - 1
            assert source.startswith(sign, at), (source, sign)
            yield source[:at] + swaps[sign] + source[at + len(sign) :]


@pytest.mark.parametrize("name", NAMES)
def test_a_change_of_any_number_or_operator_changes_the_clause_or_is_refused(name):
    text = (FOLDER / f"{name}.yaml").read_text()
    contract = loaded(text)
    (charge,) = contract.pricing.charges
    formula = contract.pricing.charges[charge].formula
    before = in_words(formula_of(contract, charge), contract.contract.currency)
    text = "\n".join(line for line in text.split("\n") if "result:" not in line)
    count = 0
    for source in (*formula.where.values(), formula.price):
        for other in changed_sources(source):
            assert text.count(source) == 1
            try:
                one = loaded(text.replace(source, other))
            except SpecError:
                continue
            count += 1
            assert in_words(formula_of(one, charge), contract.contract.currency) != before, other
    assert count >= 3


# Settled


def measured(contract, *files):
    parts = [settle.read_measurements(contract, text.encode(), f"{n}.csv") for n, text in
             enumerate(files)]  # fmt: skip
    return settle.settle(contract, settle.together(parts))


def wrong(contract, *files):
    with pytest.raises(MeasurementError) as caught:
        measured(contract, *files)
    return str(caught.value)


def test_a_line_cites_the_clause_and_shows_the_steps():
    contract = loaded(CALLS)
    result = measured(contract, "metric,day,length\ncalls,2027-01-04,25.5\n")
    (line,) = result.periods[0].charges
    assert (line.clause, line.name, line.amount.amount) == ("fee.computed", "calls", D("37.00"))
    assert line.text == "Charged 15.5 minutes; Fee USD 37.00; Fee of day USD 37.00"


def test_a_line_shows_the_first_of_many_values():
    rows = "".join(f"calls,2027-01-{day:02d},25\n" for day in range(1, 11))
    (line,) = measured(loaded(CALLS), "metric,day,length\n" + rows).periods[0].charges
    fees = ", ".join(["USD 18.50"] * 6)
    assert line.text.endswith(f"Fee {fees} and 4 more; Fee of day {fees} and 4 more")


@pytest.mark.parametrize(
    ("csv", "said"),
    [
        ("metric,day,length\ncalls,2027-01-04,\n", "2:3: error: no value stands here (Length of"),
        ("metric,day,length\ncalls,2027-01-04,-3\n", "'-3' is no number of 0 or more"),
        ("metric,day,length\ncalls,04/01/2027,3\n", "'04/01/2027' is no day"),
        ("metric,day,length\ncalls,2027-02-30,3\n", "'2027-02-30' is no day of the calendar"),
        ("metric,day,length\ncalls,,3\n", "2:2: error: no day stands here"),
        ("metric,day,length\ncall,2027-01-04,3\n", "did you mean “calls”?"),
        ("metric,day,lenght\ncalls,2027-01-04,3\n", "1:3: error: the column 'lenght' is no input"),
        ("metric,day,length\ncalls,2026-01-04,3\n", "lies before the contract"),
        ("metric,day,length\n", "no event stands below the header"),
    ],
)
def test_wrong_cells_are_told(csv, said):
    assert said in wrong(loaded(CALLS), csv)


def test_words_and_cells_of_other_charges_are_told():
    contract = loaded(PARCELS)
    head = "metric,day,product,weight\n"
    assert "did you mean “parcel”?" in wrong(contract, head + "parcels,2027-01-04,parcl,3\n")
    assert "no value stands here (Product)" in wrong(contract, head + "parcels,2027-01-04,,3\n")


def test_what_is_missing_is_told_and_never_nothing():
    contract = loaded(PARCELS)
    events = "metric,day,product,weight\nparcels,2027-01-04,letter,1\n"
    assert "Returns of the month is not measured for 2027-01" in wrong(contract, events)
    returns = "metric,period,value\nparcels.returns,2027-01,0\n"
    said = wrong(contract, returns)
    assert "no parcels are given for 2027-01; give them, or a row parcels,2027-01,0" in said
    none = measured(contract, returns + "parcels,2027-01,0\n")
    (line,) = none.periods[0].charges
    assert (line.clause, line.amount.amount) == ("fee.computed", 0)
    assert line.text == "Heavy none; Handled GBP 0.00; Discounted GBP 0.00"
    said = wrong(contract, returns + "parcels,2027-01,2\n", events)
    assert "1 parcels are given, but the row parcels,2027-01 says 2" in said


def test_a_value_of_the_month_below_nil_is_told():
    said = wrong(loaded(PARCELS), "metric,period,value\nparcels.returns,2027-01,-3\n")
    assert "parcels.returns of 2027-01 is -3; expected 0 or more" in said


def test_a_month_between_needs_its_values_too():
    contract = loaded(DEPOSIT)
    rows = "licences.spent,2027-{0},90000\nlicences.rate,2027-{0},100\n"
    said = wrong(contract, "metric,period,value\n" + rows.format("01") + rows.format("03"))
    assert "licences of 2027-02" in said
    said = wrong(contract, "metric,period,value\n" + rows.format("03"))
    assert "not measured for 2027-01" in said


def test_an_expected_amount_stands_in_where_the_spec_names_one():
    text = CALLS.replace("unit: call", "unit: call\n      expected: 250")
    contract = loaded(text)
    result = measured(contract, "metric,day,length\ncalls,2027-01-04,25\ncalls,2027-03-01,25\n")
    assert [one.total_charges.amount for one in result.periods] == [D("18.50"), 250, D("18.50")]
    assert any("expected volume" in text for text in result.assumptions)
    assert settle.figures(contract).monthly_charges.amount == 250


def test_events_beside_the_days_of_the_charge_are_told():
    text = CALLS.replace(
        "unit: call", "unit: call\n      from: 2027-01-15\n      until: 2027-01-20"
    )
    csv = "metric,day,length\ncalls,2027-01-{},25\n"
    said = "calls has an event on 2027-01-14; expected days from 2027-01-15 until 2027-01-20"
    assert said in wrong(loaded(text), csv.format(14))
    assert "on 2027-01-21" in wrong(loaded(text), csv.format(21))
    assert measured(loaded(text), csv.format(20)).invoice.amount == D("18.50")


def test_a_day_that_nothing_turns_on_is_refused():
    change = ("- {product: letter, weight: 0.1}", "- {day: 3, product: letter, weight: 0.1}")
    assert any("day is not used" in one for one in refused(PARCELS, change))


def test_a_division_by_nothing_is_told():
    contract = loaded(DEPOSIT)
    said = wrong(
        contract, "metric,period,value\nlicences.spent,2027-01,5\nlicences.rate,2027-01,0\n"
    )
    assert "licences of 2027-01 cannot be computed: the value divided by is 0 here" in said


def test_a_month_is_rounded_once_half_up():
    text = CALLS.replace("18.50 USD", "0.125 USD").replace("          result: 157.00\n", "")
    contract = loaded(text)
    one = measured(contract, "metric,day,length\ncalls,2027-01-04,25\n")
    assert one.invoice.amount == D("0.13")
    two = measured(contract, "metric,day,length\ncalls,2027-01-04,25\ncalls,2027-01-05,25\n")
    assert two.invoice.amount == D("0.25")


@pytest.mark.parametrize("name", NAMES)
def test_the_example_is_computed_by_the_code_that_settles(name):
    contract = loaded((FOLDER / f"{name}.yaml").read_text())
    (worked,) = worked_examples(contract)
    formula = contract.pricing.charges[worked.charge].formula
    months = [*formula.example.earlier, formula.example]
    monthly, events = ["metric,period,value"], []
    for number, month in enumerate(months, 1):
        at = f"2027-{number:02d}"
        monthly += [f"{worked.charge}.{key},{at},{value}" for key, value in month.values.items()]
        events += [
            ",".join([worked.charge, f"{at}-{int(one.get('day', 1)):02d}",
                      *(text for key, text in one.items() if key != "day")])
            for one in month.events
        ]  # fmt: skip
    files = ["\n".join(monthly) + "\n"] if len(monthly) > 1 else []
    if events:
        keys = [key for key in formula.example.events[-1] if key != "day"]
        files.append("\n".join([",".join(["metric", "day", *keys]), *events]) + "\n")
    assert measured(contract, *files).periods[-1].total_charges.amount == worked.price.amount


def looking_back(months, price="x + earlier(x)"):
    """Charges whose example has so many earlier months, of 10, 11, 12, ... each."""
    start, end = CALLS.index("    calls:"), CALLS.index("  invoicing:")
    before = "".join(f"            - {{values: {{x: {10 + n}}}}}\n" for n in range(months))
    charge = (
        "    calls:\n      basis: computed\n      process: helpdesk\n      formula:\n"
        "        inputs: {x: {title: Spend, each: month, unit: USD}}\n"
        f"        price: {price}\n        example:\n          values: {{x: 10}}\n"
        f"          earlier:\n{before}"
    )
    return CALLS[:start] + charge + CALLS[end:]


def test_an_example_shows_each_earlier_month_once():
    """A row for what earlier months measured, whatever their number; more than 60 are refused."""
    for months in (2, 12, 60):
        (worked,) = worked_examples(loaded(looking_back(months)))
        assert [step.title for step in worked.inputs] == [f"Spend (months 1 to {months})", "Spend"]
        spent = worked.inputs[0]
        assert len(spent.values) + spent.more == months
        assert spent.values[:2] == ("USD 10.00", "USD 11.00")
        assert worked.price.amount == 10 + sum(range(10, 10 + months))
    assert "(month 1)" in printed(looking_back(1))
    assert refused(looking_back(61))


REST = ("{x: {", "{y: {title: Rest, each: month, unit: USD}, x: {")
"""What a second input makes of the inputs of `looking_back`."""


def test_an_example_shows_only_what_earlier_months_are_summed_of():
    text = looking_back(2, "x + y + earlier(x)").replace(*REST)
    text = text.replace(
        "values: {x: 10}\n          earlier", "values: {x: 10, y: 5}\n          earlier"
    )
    (worked,) = worked_examples(loaded(text))
    assert [step.title for step in worked.inputs] == ["Spend (months 1 to 2)", "Rest", "Spend"]


def test_a_balance_shows_what_changed_it():
    text = looking_back(2, "max(x - balance(15 USD, 12 USD - x), 0)")
    (worked,) = worked_examples(loaded(text))
    assert [step.title for step in worked.inputs] == ["Spend (months 1 to 2)", "Spend"]
    assert worked.inputs[0].values == ("USD 10.00", "USD 11.00")


def test_earlier_months_hold_nothing_that_no_sum_over_them_needs():
    text = looking_back(2, "x + y + earlier(x)").replace(*REST).replace("{x: 1", "{y: 5, x: 1")
    found = refused(text)[0]
    assert "“y” is no input of this month; expected x; correct it" in found
    event = looking_back(1, "total(y) + earlier(x)").replace(
        REST[0], REST[1].replace("month", "event")
    )
    event = event.replace("- {values: {x: 10}}", "- {values: {x: 10}, events: [{y: 5}]}")
    assert any("events are not used in an earlier month" in one for one in refused(event))


# The page that describes it

PAGE = (Path(__file__).parent.parent / "docs" / "formulas.md").read_text()


def test_the_page_names_every_function_and_builds_its_example():
    for name in (*FUNCTIONS, *BUILT_IN):
        assert f"`{name}" in PAGE
    example = textwrap.dedent(PAGE[PAGE.index("    parking:") : PAGE.index("prints among")])
    begin, end = CALLS.index("    calls:"), CALLS.index("  invoicing:")
    text = CALLS[:begin] + textwrap.indent(example, "    ") + CALLS[end:]
    text = text.replace("currency: USD", "currency: GBP")
    contract = loaded(text.replace("basis: computed", "basis: computed\n      process: helpdesk"))
    words = in_words(formula_of(contract, "parking"), "GBP")
    quoted = [line.removeprefix("> ") for line in PAGE.splitlines() if line.startswith("> For")]
    assert len(quoted) == 2
    assert words[0].startswith(quoted[0])
    assert words[1].startswith(quoted[1])


def test_the_expressions_of_the_page_can_be_read():
    table = PAGE[PAGE.index("## How to say it") :]
    sources = [one for one in re.findall(r"`([^`]+)`", table) if "(" in one or "*" in one]
    assert len(sources) > 10
    for source in sources:
        assert parse(source)
