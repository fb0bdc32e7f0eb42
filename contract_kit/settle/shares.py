"""How a gain is shared."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from contract_kit.settle.terms import HUNDRED, ZERO


@dataclass(frozen=True, slots=True)
class GainShare:
    """A saving, the part of it kept before sharing, and the provider's share of the rest."""

    saving: Decimal
    kept: Decimal
    provider: Decimal

    @property
    def customer(self) -> Decimal:
        """What stays with the customer."""
        return self.saving - self.provider


def gain_share(
    before: Decimal, after: Decimal, units: Decimal, dead_band: Decimal, provider_share: Decimal
) -> GainShare:
    """Share a fall of the unit cost; the first `dead_band` percent of the baseline is kept."""
    saving = (before - after) * units
    kept = before * units * dead_band / HUNDRED
    return GainShare(saving, kept, max(saving - kept, ZERO) * provider_share / HUNDRED)
