"""When repeated misses give the customer a right to end the contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract_kit.settle.settlement import Period, Trigger

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.credits import Trigger as Rule


def triggers(
    contract: Contract, histories: dict[str, list[Judgement]], periods: list[Period]
) -> tuple[Trigger, ...]:
    """Every month in which the termination trigger is met, and by what."""
    rule = contract.service_levels.termination_trigger if contract.service_levels else None
    if rule is None:
        return ()
    found = [
        trigger
        for place in range(len(periods))
        for trigger in (*_misses(rule, histories, periods, place), *_at_cap(rule, periods, place))
    ]
    return tuple(found)


def _counts(rule: Rule, judged: Judgement) -> bool:
    if rule.any_critical == "below_minimum":
        return judged.state in {"below_minimum", "no_data"}
    return judged.missed


def _misses(
    rule: Rule, histories: dict[str, list[Judgement]], periods: list[Period], place: int
) -> list[Trigger]:
    watched = {
        name: history
        for name, history in histories.items()
        if (name in rule.metrics if rule.metrics else history[-1].metric.rank == "critical")
    }
    window = slice(max(0, place - rule.in_months + 1), place + 1)
    misses = {
        name: sum(_counts(rule, judged) for judged in history[window])
        for name, history in watched.items()
    }
    now = [name for name, history in watched.items() if _counts(rule, history[place])]
    if rule.same_metric is False:
        misses = {"the critical metrics": sum(misses.values())} if now else {}
        now = list(misses)
    return [
        Trigger(
            periods[place].month,
            f"{name} missed {misses[name]} times in {rule.in_months} months",
            metric=name,
        )
        for name in now
        if misses[name] >= rule.times
    ]


def _at_cap(rule: Rule, periods: list[Period], place: int) -> list[Trigger]:
    """Months in a row whose credits the monthly cap cut off or met."""
    if not rule.credits_at_cap or place + 1 < rule.credits_at_cap:
        return []
    last = periods[place + 1 - rule.credits_at_cap : place + 1]
    full = all(
        period.monthly_cap is not None
        and period.raw_credits.amount >= period.monthly_cap.amount > 0
        for period in last
    )
    text = f"credits at the cap {rule.credits_at_cap} months in a row"
    return [Trigger(periods[place].month, text, "sla.caps")] if full else []
