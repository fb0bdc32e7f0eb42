"""Which of many sorted values a percentile is, by nearest rank."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal
from typing import Literal

from contract_kit.settle.terms import HUNDRED

Method = Literal["nearest_rank", "interpolated"]


def rank(count: int, percent: Decimal) -> int:
    """The index (from 0) of the nearest-rank percentile among `count` sorted values."""
    position = (percent * count / HUNDRED).to_integral_value(ROUND_CEILING)
    return min(max(int(position), 1), count) - 1
