"""Acceptance sampling: ISO 2859-1 single plans for normal inspection, general level II."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from contract_kit.errors import UsageError

_LOTS = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10000, 35000, 150000, 500000)
_CODES = "ABCDEFGHJKLMNPQR"
_SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000)
_LIMITS = tuple(
    Decimal(thousandths) / 1000
    for thousandths in (
        10,
        15,
        25,
        40,
        65,
        100,
        150,
        250,
        400,
        650,
        1000,
        1500,
        2500,
        4000,
        6500,
        10000,
    )
)
_ACCEPT = {14: 0, 17: 1, 18: 2, 19: 3, 20: 5, 21: 7, 22: 10, 23: 14, 24: 21}
"""Accepted defects by diagonal (code index + limit index); plans between them move along it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A sampling plan: the code letter, how many to draw, and how many defects pass."""

    code: str
    size: int
    accept: int

    @property
    def reject(self) -> int:
        """The number of defects at which the lot fails."""
        return self.accept + 1


def acceptance_plan(lot: int, limit: Decimal) -> Plan:
    """The plan for a lot and an acceptance quality limit in percent."""
    if lot < 2 or limit not in _LIMITS:
        raise UsageError(f"No plan for a lot of {lot} and a limit of {limit} percent.")
    letter = sum(1 for edge in _LOTS if lot > edge)
    quality = _LIMITS.index(limit)
    diagonal = letter + quality
    if diagonal not in _ACCEPT:
        diagonal = {15: 14, 16: 17}.get(diagonal, 14 if diagonal < 14 else 24)
        letter = min(max(diagonal - quality, 0), len(_CODES) - 1)
    return Plan(_CODES[letter], _SIZES[letter], _ACCEPT[diagonal])
