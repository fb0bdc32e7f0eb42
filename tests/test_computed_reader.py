"""The printed paragraph suffices: a stranger computes each Charge from it as it is settled."""

import csv
import re
from collections import defaultdict
from fractions import Fraction
from functools import cache
from pathlib import Path
from random import Random

import pytest

from contract_kit import settle
from contract_kit.assemble import assemble
from contract_kit.library import load_library
from contract_kit.render import render
from contract_kit.settle.figures import ZERO
from contract_kit.spec import load
from tests.computed_reader import Charge, Month, Unreadable, number

FOLDER = Path(__file__).parent.parent / "examples" / "mechanisms"
NAMES = sorted(path.stem for path in FOLDER.glob("p0*.yaml"))


@cache
def contract_of(name):
    return load(FOLDER / f"{name}.yaml", checks=(settle.check,))


@cache
def paragraph(name):
    """The sentences of the rule and the tables, out of the rendered document."""
    text = render(assemble(contract_of(name), load_library()), "md").decode()
    rule = text[text.index("is found in this way:") : text.index("What stands in brackets")]
    tables = defaultdict(list)
    for row in re.findall(r"^\| [^|]* \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", text, re.M):
        tables[row[0]].append((row[1], row[2]))
    return "\n".join(re.findall(r"^\s+\([a-z]\) (.*)$", rule, re.M)), dict(tables)


def drawn(name, rng):
    """Measurement files of three months, and the same by title, as the stranger has them."""
    (charge,) = contract_of(name).pricing.charges
    inputs = contract_of(name).pricing.charges[charge].formula.inputs
    monthly, events, months = ["metric,period,value"], [], []
    for at in ("2027-01", "2027-02", "2027-03"):
        month = Month({}, number=int(at[-2:]))
        for key, one in inputs.items():
            if one.each == "month":
                value = str(rng.choice([0, 1, 2, 3, 7, 60, 91.25, 107.5, 128000]) or 1)
                monthly.append(f"{charge}.{key},{at},{value}")
                month.values[one.title] = in_unit(value, one.unit)
        names = [key for key, one in inputs.items() if one.each == "event"]
        days = defaultdict(list)
        for _ in range(rng.choice([0, 1, 2, 5, 8, 40]) if names else 0):
            day, row = f"{rng.randint(10, 25)}", {}
            for key in names:
                words = inputs[key].one_of
                row[key] = rng.choice(words or [0, 9, 10, 10.5, 25, 40, 55.25, 131, 640, 1200])
            events.append(",".join([charge, f"{at}-{day}", *map(str, row.values())]))
            days[day].append({inputs[k].title: in_unit(v, inputs[k].unit) for k, v in row.items()})
        month.days = [days[day] for day in sorted(days)]
        if names and not days:
            monthly.append(f"{charge},{at},0")
        months.append(month)
    files = ["\n".join(monthly) + "\n"] if len(monthly) > 1 else []
    head = ["metric", "day", *(key for key, one in inputs.items() if one.each == "event")]
    return files + (["\n".join([",".join(head), *events]) + "\n"] if events else []), months


def in_unit(value, unit):
    try:
        return number(f"{value} {unit}" if unit == "minutes" else str(value))
    except Unreadable:
        return value


def by_stranger(text, tables, months):
    dues, before = [], []
    for month in months:
        month.term, month.year = list(before), list(before)
        before.append(Charge(text, tables, month))
        dues.append(before[-1].due())
    return dues


def settled(name, files):
    contract = contract_of(name)
    parts = [settle.read_measurements(contract, one.encode(), f"{n}.csv")
             for n, one in enumerate(files)]  # fmt: skip
    result = settle.settle(contract, settle.together(parts))
    return {str(one.month): one.total_charges.amount for one in result.periods}


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_computes_what_is_settled(name):
    rng = Random(name)
    text, tables = paragraph(name)
    for _ in range(15):
        files, months = drawn(name, rng)
        dues = settled(name, files)
        found = by_stranger(text, tables, months)
        for month, due in zip(("2027-01", "2027-02", "2027-03"), found, strict=True):
            assert Fraction(dues.get(month, ZERO)) == due, (files, month)


@pytest.mark.parametrize("name", NAMES)
def test_another_number_or_word_of_the_paragraph_gives_another_charge_or_none(name):
    """A change of the text changes the stranger's result in some of many months, or is refused."""
    text, tables = paragraph(name)
    cases = [drawn(name, Random(f"{name}{seed}"))[1] for seed in range(24)]
    before = [by_stranger(text, tables, months) for months in cases]
    swaps = {"at most": "at least", "above": "below", "plus": "less", "less": "plus", "up": "down"}
    swaps |= {"over": "of", "multiplied": "divided", "lesser": "greater", "otherwise": "if"}
    places = [
        (found.start(), found.end(), swaps.get(found[0]) or str(int(found[0]) + 1))
        for found in re.finditer(rf"\b(?:{'|'.join(swaps)})\b|(?<![\d.,])\d+(?=[ .,%])", text)
        if not text[found.end() :].startswith(" by GBP 1.00")
    ]
    assert len(places) >= 5
    for begin, end, new in places:
        other = text[:begin] + new + text[end:]
        try:
            after = [by_stranger(other, tables, months) for months in cases]
        except (Unreadable, TypeError, ZeroDivisionError, KeyError):
            continue
        assert after != before, other[max(0, begin - 60) : end + 40]


def test_the_files_of_the_examples_are_computed_too():
    for name in NAMES:
        rows = (FOLDER / f"{name}.md").read_text()
        wanted = [Fraction(one) for one in re.findall(r"\| 2027-\d\d \| (\S+) \|", rows)]
        contract = contract_of(name)
        (charge,) = contract.pricing.charges
        inputs = contract.pricing.charges[charge].formula.inputs
        months = defaultdict(lambda: Month({}))
        days = defaultdict(lambda: defaultdict(list))
        for path in sorted(FOLDER.glob(f"{name}*.csv")):
            for row in csv.DictReader(path.read_text().splitlines()):
                key = row["metric"].removeprefix(f"{charge}.")
                at = (row.get("period") or row["day"])[:7]
                if "day" in row:
                    days[at][row["day"]].append({
                        inputs[k].title: in_unit(v, inputs[k].unit)
                        for k, v in row.items() if k in inputs
                    })  # fmt: skip
                    months[at].number = int(at[-2:])
                elif key in inputs:
                    months[at].values[inputs[key].title] = in_unit(row["value"], inputs[key].unit)
                    months[at].number = int(at[-2:])
        for at, own in days.items():
            months[at].days = [own[day] for day in sorted(own)]
        text, tables = paragraph(name)
        assert by_stranger(text, tables, [months[at] for at in sorted(months)]) == wanted, name
