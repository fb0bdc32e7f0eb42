"""The quantity types of the vocabulary: lengths of time, amounts, percentages, counts."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Annotated, Any, TypeAlias

from pydantic import PlainValidator, ValidationInfo

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
from contract_kit.spec.vocabulary.scalars import refuse, scalar, shown

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


def _reader(kinds: tuple[type, ...], expected: str, example: str) -> Callable[..., Any]:
    """Make a function that reads a quantity of these kinds."""
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
        return quantity

    return read


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


Length = Annotated[Duration, PlainValidator(_reader((Duration,), "a length of time", "30 days"))]
Amount = Annotated[Money, PlainValidator(_reader((Money,), "an amount of money", "2500"))]
Share = Annotated[Percent, PlainValidator(_reader((Percent,), "a percentage", "12 percent"))]
AmountOrShare: TypeAlias = Annotated[
    Money | Percent | Extremum,
    PlainValidator(
        _reader(
            (Money, Percent, Extremum),
            "an amount or a percentage",
            "2500 or 12 percent of monthly_charges",
        )
    ),
]
Rate = Annotated[
    Money | Percent,
    PlainValidator(_reader((Money, Percent), "a price or a percentage", "14.80 or 82.5 percent")),
]
Hourly = Annotated[
    Count | Money,
    PlainValidator(_reader((Count, Money), "a price for each unit", "11.50 per hour")),
]
Numbers = Annotated[Count, PlainValidator(_reader((Count,), "a number", "400 or 400 per month"))]
Limit = Annotated[
    Money | Duration | Count | Percent,
    PlainValidator(
        _reader((Money, Duration, Count, Percent), "a quantity", "400000 minutes or 2500")
    ),
]
Credited = Annotated[
    Money | Percent | Duration,
    PlainValidator(
        _reader(
            (Money, Percent, Duration), "a credit", "1 day, 500 or 5 percent of affected_charge"
        )
    ),
]
