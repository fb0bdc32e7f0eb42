"""A price as a formula: an expression over named inputs, for what no other basis can say.

The language of the expressions is that of `contract_kit.expressions`.
"""

from typing import Annotated, Literal

from pydantic import Field

from contract_kit.spec.vocabulary.amounts import Amount
from contract_kit.spec.vocabulary.base import Model
from contract_kit.spec.vocabulary.markers import Listed
from contract_kit.spec.vocabulary.scalars import Text, Texts


class FormulaInput(Model):
    """Something that is measured."""

    title: Text
    """What is measured, as printed. Example: `Length of the call`"""
    each: Literal["event", "month"]
    """Whether each event has a value of its own, or the month has one. Example: `event`"""
    unit: Text | None = None
    """Unit: minutes, hours, percent, a currency, or what is counted. Example: `minutes`"""
    one_of: Annotated[Texts, Listed()] = ()
    """Words the value is one of, in place of a number. Example: `[standard, express]`"""


class FormulaRow(Model):
    """One row of a table."""

    for_: Text | None = Field(default=None, alias="for")
    """Word the row is for. Example: `express`"""
    up_to: Text | None = None
    """Upper end of the band, which belongs to it; absent for the last one. Example: `1000`"""
    value: Text
    """Number, percentage or sum of money. Example: `4.00 GBP`"""


class FormulaTable(Model):
    """Values by word or by band."""

    title: Text | None = None
    """Name as printed, if not the id. Example: `Price of a parcel`"""
    rows: tuple[FormulaRow, ...] = Field(min_length=1)
    """The rows. Example: `[{for: standard, value: 2.50 GBP}, {for: express, value: 4.00 GBP}]`"""


class FormulaMonth(Model):
    """What is measured in one month of an example."""

    values: dict[Text, Text] = Field(default_factory=dict)
    """Values of the month, by input. Example: `{agents: 12}`"""
    events: tuple[dict[Text, Text], ...] = ()
    """Events, each with its day and its values by input. Example: `[{day: 3, call: 25}]`"""


class FormulaExample(FormulaMonth):
    """A month from which the worked example is computed."""

    earlier: tuple[FormulaMonth, ...] = ()
    """Earlier months from the first on, where the formula looks back. Example: `[{values: {}}]`"""
    result: Amount | None = None
    """What the example comes to, checked by computation. Example: `8.40`"""


class Formula(Model):
    """How a price is computed."""

    inputs: dict[Text, FormulaInput] = Field(default_factory=dict)
    """What is measured, by id. Example: `{call: {title: Length of the call, each: event}}`"""
    where: dict[Text, Text] = Field(default_factory=dict)
    """Named amounts, each from those above it. Example: `{billed: "max(call - 2 minutes, 0)"}`"""
    tables: dict[Text, FormulaTable] = Field(default_factory=dict)
    """Tables to look values up in, by id. Example: `{prices: {rows: [{value: 2.50 GBP}]}}`"""
    price: Text
    """The price of a month. Example: `total(round_up(billed, 15 minutes) / 1 hour * 40 GBP)`"""
    example: FormulaExample
    """A month from which the worked example is computed."""
