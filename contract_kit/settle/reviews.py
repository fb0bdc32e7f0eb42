"""What the yearly ratchet makes of the targets, from the levels that were reached."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.quantities import Duration
from contract_kit.settle.bonuses import best_average, ratchet_ceiling, ratcheted
from contract_kit.settle.settlement import Review
from contract_kit.settle.terms import months_in

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import Ratchet

HUNDRED = Decimal(100)
BEST = 6
STEP = "A step of the ratchet is a percentage of the target it moves."
COUNTED = frozenset({"met", "below_target", "below_minimum"})


def reviews(contract: Contract, histories: dict[str, list[Judgement]]) -> tuple[Review, ...]:
    """The new target of each metric at the end of every full review period."""
    review = contract.service_levels.review if contract.service_levels else None
    if review is None or review.ratchet is None or review.ratchet.rule == "none":
        return ()
    every = review.every
    length = int(every.value) if isinstance(every, Duration) else int(months_in(every))
    found = []
    for name, history in histories.items():
        judged = [one for one in history if one.state != "not_counted"]
        for end in range(length, len(judged) + 1, length):
            part = judged[end - length : end]
            if _counts(part):
                after = _target(review.ratchet, part)
                before = part[-1].levels.target
                if after != before:
                    found.append(Review(part[-1].month, name, before, after))
    return tuple(found)


def _counts(part: list[Judgement]) -> bool:
    """Whether money hangs on the metric and enough of these months were measured."""
    counted = [one for one in part if one.state in COUNTED]
    return part[0].metric.rank == "critical" and len(counted) >= min(BEST, len(part))


def _target(rule: Ratchet, part: list[Judgement]) -> Decimal:
    """The average achieved, within the step or the share of the gap the contract allows."""
    last = part[-1]
    higher, target = last.levels.higher_is_better, last.levels.target
    reached = [one.level for one in part if one.state in COUNTED and one.level is not None]
    count = BEST if rule.rule == "average_of_best_6" else len(reached)
    average = best_average(reached, count, higher=higher)
    best = HUNDRED if higher else Decimal(0)
    ceiling = best
    if rule.gap_share is not None:
        ceiling = ratchet_ceiling(target, rule.gap_share.value, best)
    if rule.max_step is not None:
        step = target * rule.max_step.value / HUNDRED
        limit = target + step if higher else target - step
        ceiling = min(ceiling, limit) if higher else max(ceiling, limit)
    return ratcheted(target, average, ceiling, max(last.metric.places, 2))
