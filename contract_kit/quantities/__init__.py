"""Money, times, percentages and counts: one value whether a spec or a contract wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract_kit.quantities.currency import CURRENCIES, minor_units, round_money
from contract_kit.quantities.notation import notation, parse
from contract_kit.quantities.value import (
    UNITS,
    Count,
    Duration,
    Extremum,
    Money,
    Percent,
    Quantity,
    Split,
    bases_of,
)
from contract_kit.quantities.wording import plural, spell, text

if TYPE_CHECKING:
    from contract_kit.quantities.prose import Found, find, number

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
    "bases_of",
    "find",
    "minor_units",
    "notation",
    "number",
    "parse",
    "plural",
    "round_money",
    "spell",
    "text",
]


def __getattr__(name: str) -> Any:
    """Load the search in prose when it is first used: a spec needs none of its patterns."""
    if name in ("Found", "find", "number"):
        from contract_kit.quantities import prose  # noqa: PLC0415 - see above

        return getattr(prose, name)
    raise AttributeError(name)
