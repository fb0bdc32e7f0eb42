"""The level a metric reached, from counts and times. Levels in percent are exact ratios."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal, localcontext

from contract_kit.settle.terms import HUNDRED, ONE


def ratio(part: Decimal, whole: Decimal) -> Decimal:
    """A share in percent."""
    return part * HUNDRED / whole


def availability(total: Decimal, planned: Decimal, unplanned: Decimal) -> Decimal:
    """Percent of the scheduled time (planned outages taken out of both sides) that was up."""
    scheduled = total - planned
    return ratio(scheduled - unplanned, scheduled)


def serial_availability(*parts: Decimal) -> Decimal:
    """The availability in percent of a chain that needs every part."""
    result = HUNDRED
    for part in parts:
        result = result * part / HUNDRED
    return result


def accuracy(errors: Decimal, opportunities: Decimal) -> Decimal:
    """Percent without an error."""
    return ratio(opportunities - errors, opportunities)


def net_promoter_score(promoters: int, passives: int, detractors: int) -> Decimal:
    """Promoters less detractors, on a scale from -100 to 100."""
    return ratio(Decimal(promoters - detractors), Decimal(promoters + passives + detractors))


def first_contact_resolution(solved: int, contacts: int, excluded: int = 0) -> Decimal:
    """Percent of the eligible contacts that were solved at the first."""
    return ratio(Decimal(solved), Decimal(contacts - excluded))


def abandonment(abandoned: int, offered: int, short: int = 0) -> Decimal:
    """Percent of contacts abandoned; short abandons are taken out of both sides."""
    return ratio(Decimal(abandoned - short), Decimal(offered - short))


def rounded(level: Decimal, decimals: int | None) -> Decimal:
    """A level to the decimals its contract states, half-up; unrounded where it states none."""
    if decimals is None:
        return level
    with localcontext() as context:
        context.prec = 60
        return level.quantize(ONE.scaleb(-min(decimals, 30)), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class SmallVolume:
    """Below `events` events, `misses` misses are tolerated."""

    events: int
    misses: int


def met(
    level: Decimal,
    threshold: Decimal,
    *,
    higher_is_better: bool = True,
    decimals: int | None = None,
) -> bool:
    """Whether a level is at least as good as a threshold."""
    value = rounded(level, decimals)
    return value >= threshold if higher_is_better else value <= threshold


def met_with_tolerance(hits: int, events: int, target: Decimal, rule: SmallVolume) -> bool:
    """Whether a share meets its target, or a small volume has no more misses than tolerated."""
    if events < rule.events and events - hits <= rule.misses:
        return True
    return met(ratio(Decimal(hits), Decimal(events)), target)


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample size: for an endless population, and for the population at hand."""

    endless: Decimal
    size: int


def sample_size(population: int, expected: Decimal, margin: Decimal, z: Decimal) -> Sample:
    """The sample that estimates an error share (in percent) to a margin (in percent)."""
    share, width = expected / HUNDRED, margin / HUNDRED
    endless = z * z * share * (ONE - share) / (width * width)
    size = endless / (ONE + (endless - ONE) / population)
    return Sample(endless, int(size.to_integral_value(ROUND_CEILING)))
