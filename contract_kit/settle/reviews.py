"""What the ratchet makes of the targets at each review, from the levels that were reached."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.bonuses import best_average, ratchet_ceiling, ratcheted
from contract_kit.settle.judgements import levels_start
from contract_kit.settle.periods import Month
from contract_kit.settle.settlement import Review
from contract_kit.settle.terms import HUNDRED, months_in

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.settle.scheme import Metric
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.metrics import Ratchet

BEST = 6
STEP = "A step of the ratchet is a percentage of the target it moves."
PROPOSED = "A target that a review proposes holds once the parties adopt it; none is taken to be."
COUNTED = frozenset({"met", "below_target", "below_minimum"})


def review_length(contract: Contract) -> int:
    """How many months lie between two reviews of the targets; 0 where no ratchet moves them."""
    review = contract.service_levels.review if contract.service_levels else None
    if review is None or review.ratchet is None or review.ratchet.rule == "none":
        return 0
    return int(months_in(review.every))


def least_months(contract: Contract) -> int:
    """How many months a level is measured at least before a review moves its target."""
    return min(BEST, review_length(contract))


def adopted(contract: Contract) -> bool:
    """Whether a new target holds by itself, as the customer's wording of the review says."""
    override = (contract.get("clauses") or {}).get("sla.review")
    if override is not None and (override.exclude or override.text):
        return False
    own = override.variant if override is not None else None
    return str(own or contract.contract.stance) == "customer"


@dataclass(slots=True)
class Reviews:
    """The reviews of one settlement, and the targets that they moved."""

    contract: Contract
    made: list[Review] = field(default_factory=list)
    targets: dict[str, Decimal] = field(default_factory=dict)

    def moved(self, metric: Metric) -> Metric:
        """The metric with the target that holds now."""
        target = self.targets.get(metric.name, metric.levels.target)
        return replace(metric, levels=replace(metric.levels, target=target))

    def after(self, month: Month, metric: Metric, history: list[Judgement]) -> None:
        """Review the target of a metric if a period between two reviews ends with the month."""
        length = review_length(self.contract)
        first = Month.of(levels_start(self.contract)).index
        if not length or month.index < first or (month.index - first + 1) % length:
            return
        part = [one for one in history if month.index - length < one.month.index]
        counted = [one for one in part if one.state in COUNTED and one.level is not None]
        ratchet = self.contract.service_levels.review.ratchet  # type: ignore[union-attr]
        if ratchet is None or metric.rank != "critical" or len(counted) < min(BEST, length):
            return
        before = self.moved(metric)
        after = _target(ratchet, before, counted)
        if after == before.levels.target:
            return
        self.made.append(Review(month, metric.name, before.levels.target, after))
        if adopted(self.contract):
            self.targets[metric.name] = after

    def assumptions(self) -> list[str]:
        """What the contract leaves open about the targets that were moved."""
        ratchet = self.contract.get("service_levels.review.ratchet.max_step")
        found = [STEP] if self.made and ratchet is not None else []
        return found + ([PROPOSED] if self.made and not adopted(self.contract) else [])


def _target(rule: Ratchet, metric: Metric, counted: list[Judgement]) -> Decimal:
    """The average achieved, within the step or the share of the gap the contract allows."""
    higher, target = metric.levels.higher_is_better, metric.levels.target
    reached = [one.level for one in counted if one.level is not None]
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
    return ratcheted(target, average, ceiling, max(metric.places, 2))
