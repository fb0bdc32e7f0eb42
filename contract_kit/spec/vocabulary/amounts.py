"""The quantity types of the vocabulary: lengths of time, amounts, percentages, counts."""

from collections.abc import Callable
from dataclasses import replace
from difflib import get_close_matches
from typing import Annotated, Any, TypeAlias

from pydantic import ValidationInfo

from contract_kit.errors import QuantityError
from contract_kit.quantities import (
    UNITS,
    Count,
    Duration,
    Extremum,
    Money,
    Percent,
    Quantity,
    parse,
)
from contract_kit.spec.vocabulary.markers import Reads
from contract_kit.spec.vocabulary.scalars import NUMBER, UNIT, refuse, scalar, shown

BASES = (
    "monthly_charges",
    "annual_charges",
    "affected_charge",
    "invoice_before_credits",
    "transition_charge",
    "remaining_charges",
    "expected_monthly",
    "milestone_charge",
    "previous_year_average_month",
)
"""What a percentage may be a percentage of."""


def _reader(
    kinds: tuple[type, ...], expected: str, example: str, *, priced: bool = False, base: str = ""
) -> Callable[..., Any]:
    """Make a function that reads a quantity of these kinds; `priced` counts are money per unit.

    A percentage that names nothing is one of `base`, so that it prints what it is of.
    """
    mend = f"write for example {example}"

    def read(value: object, info: ValidationInfo) -> Quantity:
        currency = str((info.context or {}).get("currency", "")) if Money in kinds else ""
        if isinstance(value, dict) and Extremum in kinds:
            data: str | dict[str, object] = value
        else:
            data = scalar(value, expected, mend)
        try:
            quantity = parse(data, currency=currency)
        except QuantityError:
            raise refuse(f"{shown(value)} is not {expected}", expected, mend) from None
        if not isinstance(quantity, kinds):
            raise refuse(f"{shown(value)} is not {expected}", expected, _nearer(quantity) or mend)
        _check_base(quantity)
        if priced and isinstance(quantity, Count) and not quantity.unit:
            return Count(quantity.value, currency, quantity.per)
        return _based(quantity, base)

    return read


def _based(quantity: Quantity, base: str) -> Quantity:
    """Give a percentage that names nothing its base."""
    if isinstance(quantity, Extremum):
        return replace(quantity, of=tuple(_based(part, base) for part in quantity.of))
    if isinstance(quantity, Percent) and not quantity.of:
        return Percent(quantity.value, base)
    return quantity


def _nearer(quantity: Quantity) -> str:
    """Suggest the unit that was probably meant."""
    units = [*UNITS, *(f"{unit}s" for unit in UNITS)]
    word = quantity.unit if isinstance(quantity, Count) else ""
    close = get_close_matches(word, units, 1) if word else []
    return f"did you mean “{close[0]}”?" if close else ""


def _check_base(quantity: Quantity) -> None:
    if isinstance(quantity, Extremum):
        for part in quantity.of:
            _check_base(part)
        return
    if not isinstance(quantity, Percent) or not quantity.of or quantity.of.startswith("over "):
        return
    if quantity.of not in BASES:
        close = get_close_matches(quantity.of, BASES, 1)
        mend = f"did you mean “{close[0]}”?" if close else "choose one of them"
        raise refuse(f"“{quantity.of}” is no base", f"one of {', '.join(BASES)}", mend)


_LENGTH = rf"^{NUMBER} {UNIT}$"
_PERCENT = rf"{NUMBER} ?(%|percent)( of ({'|'.join(BASES)})| over \w+)?"
_MONEY = rf"([A-Z]{{3}} ?)?{NUMBER}( [A-Z]{{3}})?"

Length = Annotated[
    Duration, Reads(_reader((Duration,), "a length of time", "30 days"), _LENGTH, currency=True)
]
Amount = Annotated[
    Money,
    Reads(
        _reader((Money,), "an amount of money", "2500"),
        f"^{_MONEY}$",
        number="number",
        currency=True,
    ),
]
Share = Annotated[
    Percent,
    Reads(_reader((Percent,), "a percentage", "12 percent"), f"^{_PERCENT}$", currency=True),
]


def _amount_or_share(base: str = "") -> Reads:
    """How an amount or a percentage is read, one that names nothing being of `base`."""
    reader = _reader(
        (Money, Percent, Extremum),
        "an amount or a percentage",
        "2500 or 12 percent of monthly_charges",
        base=base,
    )
    pattern = f"^({_MONEY}|{_PERCENT})$"
    return Reads(reader, pattern, number="number", currency=True, mapping=True)


def _credited(base: str = "") -> Reads:
    """How a credit is read, a percentage that names nothing being of `base`."""
    reader = _reader(
        (Money, Percent, Duration),
        "a credit",
        "1 day, 500 or 5 percent of affected_charge",
        base=base,
    )
    pattern = rf"^({_MONEY}|{_PERCENT}|{NUMBER} {UNIT})$"
    return Reads(reader, pattern, number="number", currency=True)


AmountOrShare: TypeAlias = Annotated[Money | Percent | Extremum, _amount_or_share()]
OfMonthly: TypeAlias = Annotated[Money | Percent | Extremum, _amount_or_share("monthly_charges")]
OfAnnual: TypeAlias = Annotated[Money | Percent | Extremum, _amount_or_share("annual_charges")]
Rate = Annotated[
    Money | Percent,
    Reads(
        _reader((Money, Percent), "a price or a percentage", "14.80 or 82.5 percent"),
        f"^({_MONEY}|{_PERCENT})$",
        number="number",
        currency=True,
    ),
]
Hourly = Annotated[
    Count | Money,
    Reads(
        _reader((Count, Money), "a price for each unit", "11.50 per hour", priced=True),
        rf"^{_MONEY}( per \w+)?$",
        number="number",
        currency=True,
    ),
]
Numbers = Annotated[
    Count,
    Reads(
        _reader((Count,), "a number", "400 or 400 per month"),
        rf"^{NUMBER}( \w+)?( per \w+)?$",
        number="number",
        currency=True,
    ),
]
OnAccount = Annotated[
    Money | Percent | Extremum | Count,
    Reads(
        _reader(
            (Money, Percent, Extremum, Count),
            "an amount or a percentage",
            "62500 per quarter",
            priced=True,
        ),
        rf"^({_MONEY}( per \w+)?|{_PERCENT})$",
        number="number",
        currency=True,
        mapping=True,
    ),
]
Figure = Annotated[
    Duration | Percent | Count,
    Reads(
        _reader((Duration, Percent, Count), "a figure", "10 business_days, 20 percent or 3"),
        rf"^{NUMBER}",
        number="number",
        currency=True,
    ),
]
Limit = Annotated[
    Money | Duration | Count | Percent,
    Reads(
        _reader((Money, Duration, Count, Percent), "a quantity", "400000 minutes or 2500"),
        rf"^{NUMBER}",
        number="number",
        currency=True,
    ),
]
Credited = Annotated[Money | Percent | Duration, _credited()]
CreditedOfMonthly = Annotated[Money | Percent | Duration, _credited("monthly_charges")]
YearlyShare = Annotated[
    Percent,
    Reads(
        _reader((Percent,), "a percentage", "12 percent", base="annual_charges"),
        f"^{_PERCENT}$",
        currency=True,
    ),
]
