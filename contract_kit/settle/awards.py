"""Bonuses of a month: the awards reached, their gate and their cap."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from contract_kit.settle.bonuses import capped_bonus, full_steps
from contract_kit.settle.terms import ZERO, amount

if TYPE_CHECKING:
    from contract_kit.settle.judgements import Judgement
    from contract_kit.spec import Contract
    from contract_kit.spec.vocabulary.credits import Award

SHUTS = {
    "no_critical_below_minimum": frozenset({"below_minimum", "no_data"}),
    "no_critical_below_target": frozenset({"below_minimum", "below_target", "no_data"}),
}
"""Conditions of bonuses, and the states of a critical metric that keep any from being due."""
Known = dict[str, "Decimal | None"]


def award_lines(
    contract: Contract, judged: list[Judgement], known: Known, credited: Decimal
) -> list[tuple[str, Decimal, str]]:
    """What each metric's bonus comes to, with lines for what gate, cap and credits take off."""
    terms = contract.service_levels.bonuses if contract.service_levels else None
    if terms is None or not gate_open(terms.condition or "none", judged, credited):
        return []
    lines = []
    for award in terms.awards:
        verdict = next((one for one in judged if one.metric.name == award.metric), None)
        due, text = _award(award, verdict, known)
        if due:
            lines.append((award.metric, due, text))
    earned = sum((line[1] for line in lines), ZERO)
    kept = capped_bonus(earned, amount(terms.cap, known, "monthly_charges"))
    if kept < earned:
        lines.append(("", kept - earned, f"bonus cap {kept}"))
    if terms.net_of_credits and credited > ZERO and kept > ZERO:
        lines.append(("", -min(kept, credited), "net of this month's credits"))
    return lines


def unearned(
    contract: Contract, judged: list[Judgement], known: Known, credited: Decimal
) -> list[tuple[str, str]]:
    """Why bonuses were not due: a metric, or nothing for all of them, and the reason."""
    terms = contract.service_levels.bonuses if contract.service_levels else None
    if terms is None:
        return []
    condition = terms.condition or "none"
    if not gate_open(condition, judged, credited):
        return _shut(condition, judged)
    verdicts = {one.metric.name: one for one in judged}
    return [
        (award.metric, _why_not(award, verdicts.get(award.metric)))
        for award in terms.awards
        if not _award(award, verdicts.get(award.metric), known)[0]
    ]


def _shut(condition: str, judged: list[Judgement]) -> list[tuple[str, str]]:
    """What keeps the gate shut."""
    if condition == "no_credit":
        return [("", "a credit is due, and bonuses are due only in months without one")]
    return [
        (one.metric.name, f"{_state(one)}, which keeps all bonuses from being due")
        for one in judged
        if one.metric.rank == "critical" and one.state in SHUTS[condition]
    ]


def _why_not(award: Award, verdict: Judgement | None) -> str:
    if verdict is None or verdict.level is None or verdict.state != "met":
        return "not measured" if verdict is None else _state(verdict)
    if verdict.levels.worse(verdict.level, award.at):
        return f"{verdict.level:f} does not reach {award.at}"
    return f"{verdict.level:f} is no full step of {award.step} over target"


def _state(judged: Judgement) -> str:
    state = "not measured" if judged.state == "no_data" else judged.state.replace("_", " ")
    return f"{state} ({judged.note})" if judged.state == "not_counted" and judged.note else state


def gate_open(condition: str, judged: list[Judgement], credited: Decimal) -> bool:
    """Whether any bonus may be paid; a critical metric without data keeps the gate shut."""
    critical = [one.state for one in judged if one.metric.rank == "critical"]
    if condition == "no_credit" and credited > ZERO:
        return False
    return not SHUTS.get(condition, frozenset()).intersection(critical)


def _award(award: Award, verdict: Judgement | None, known: Known) -> tuple[Decimal, str]:
    if verdict is None or verdict.level is None or verdict.state != "met":
        return ZERO, ""
    levels = verdict.levels
    pay = amount(award.pay, known, "monthly_charges") or ZERO
    if award.step is None:
        reached = not levels.worse(verdict.level, award.at)
        return (pay if reached else ZERO), f"{verdict.level:f} reaches {award.at}"
    if levels.worse(verdict.level, award.at):
        return ZERO, ""
    steps = full_steps(verdict.level, levels.target, award.step, higher=levels.higher_is_better)
    due, cap = pay * steps, amount(award.cap, known, "monthly_charges")
    return (
        due if cap is None else min(due, cap)
    ), f"{steps} full steps of {award.step} over target"
