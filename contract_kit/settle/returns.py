"""Credits that come back to the provider after good months."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.terms import HUNDRED, ZERO

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.settle.periods import Month
    from contract_kit.spec.vocabulary.credits import EarnBack


@dataclass(slots=True)
class _Account:
    """One metric: credits that may still come back, and how long it has been good."""

    held: Decimal = ZERO
    run: int = 0
    quarter: bool = True


@dataclass(slots=True)
class EarnedBack:
    """The accounts of all metrics over the months of a settlement."""

    accounts: dict[str, _Account] = field(default_factory=dict)

    def of_month(
        self, rule: EarnBack, month: Month, judged: list[Judgement], paid: dict[str, Decimal]
    ) -> list[tuple[str, Decimal, str]]:
        """What comes back in this month: metric, amount and why."""
        lines = []
        for verdict in judged:
            account = self.accounts.setdefault(verdict.metric.name, _Account())
            credit = paid.get(verdict.metric.name, ZERO)
            if returnable(rule, verdict):
                account.held += credit
            good = counts_as_good(rule, verdict) if credit == ZERO else False
            if _full_run(account, rule, month, good) and account.held:
                back = account.held * rule.restores.value / HUNDRED
                account.held, account.run = ZERO, 0
                lines.append((verdict.metric.name, back, _why(rule)))
        return lines


def _full_run(account: _Account, rule: EarnBack, month: Month, good: bool | None) -> bool:
    """Whether this month completes the good months or quarters that bring credits back.

    A month that is not judged (`None`) neither helps nor harms.
    """
    if rule.consecutive_quarters is None:
        if good is not None:
            account.run = account.run + 1 if good else 0
        return bool(good) and account.run >= (rule.consecutive_months or 1)
    account.quarter = account.quarter and good is not False
    if not month.ends("quarter"):
        return False
    account.run = account.run + 1 if account.quarter else 0
    account.quarter = True
    return account.run >= rule.consecutive_quarters


def returnable(rule: EarnBack, verdict: Judgement) -> bool:
    """Whether the credit of this miss can come back at all."""
    if rule.limit == "below_target_only":
        return verdict.state == "below_target"
    return rule.limit != "non_critical" or verdict.metric.rank != "critical"


def counts_as_good(rule: EarnBack, verdict: Judgement) -> bool | None:
    """Whether the month's level is good enough; `None` where the month is not judged."""
    if verdict.state in {"excused", "not_counted"}:
        return None
    if verdict.level is None or verdict.state == "no_data":
        return False
    if rule.at == "target":
        return not verdict.missed
    if rule.at == "minimum":
        return verdict.state != "below_minimum"
    assert isinstance(rule.at, Decimal)
    return not verdict.levels.worse(verdict.level, rule.at)


def _why(rule: EarnBack) -> str:
    if rule.consecutive_quarters is not None:
        return f"{rule.consecutive_quarters} good quarters in a row"
    return f"{rule.consecutive_months or 1} good months in a row"
