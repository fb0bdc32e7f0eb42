"""Money, times, percentages and counts: one value whether a spec or a contract wrote it."""

from contract_kit.quantities.currency import CURRENCIES, minor_units, round_money
from contract_kit.quantities.notation import notation, parse
from contract_kit.quantities.prose import Found, find, number
from contract_kit.quantities.value import (
    UNITS,
    Count,
    Duration,
    Extremum,
    Money,
    Percent,
    Quantity,
    Split,
)
from contract_kit.quantities.wording import spell, text

__all__ = [
    "CURRENCIES",
    "UNITS",
    "Count",
    "Duration",
    "Extremum",
    "Found",
    "Money",
    "Percent",
    "Quantity",
    "Split",
    "find",
    "minor_units",
    "notation",
    "number",
    "parse",
    "round_money",
    "spell",
    "text",
]
