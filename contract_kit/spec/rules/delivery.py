"""V24 to V29: transition, pilot, training and licences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Money
from contract_kit.spec.kinds import higher_is_better
from contract_kit.spec.rules.registry import error, rule, warning
from contract_kit.spec.timeline import after, months

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.delivery import ExitTest


def _transition_total(contract: Contract) -> Decimal | None:
    charges = contract.pricing.charges.values() if contract.pricing else ()
    totals = [one.total.amount for one in charges if one.basis == "milestone" and one.total]
    return sum(totals, Decimal(0)) if totals else None


@rule("V24", "pricing.charges.*.total", "pricing.charges.*.basis", "transition.milestones.*.pays",
      "transition.milestones")  # fmt: skip
def milestones_pay_the_charge(contract: Contract) -> Iterator[Finding]:
    """Find milestone payments that do not add up to the transition charge."""
    milestones = (contract.transition.milestones or {}) if contract.transition else {}
    paid = sum((one.pays.amount for one in milestones.values() if one.pays), Decimal(0))
    total = _transition_total(contract)
    if paid == (total or 0):
        return
    path = "transition.milestones" if milestones else "transition"
    charge = next(
        (key for key, one in contract.pricing.charges.items() if one.basis == "milestone"), ""
    )
    if total is not None:
        path = f"pricing.charges.{charge}.total"
    yield error(
        contract,
        "V24",
        path,
        f"the milestones pay {paid}, the milestone charges are {total or 0}; expected the same"
        " sum; correct a payment or the total.",
    )


@rule("V25", "transition.long_stop", "transition.go_live")
def long_stop_follows(contract: Contract) -> Iterator[Finding]:
    """Find a long stop on or before go-live."""
    plan = contract.transition
    if plan and plan.long_stop and plan.long_stop <= plan.go_live:
        yield error(
            contract,
            "V25",
            "transition.long_stop",
            f"the long stop {plan.long_stop} does not lie after go-live on {plan.go_live};"
            " expected a later date; correct one.",
        )


@rule("V25", "transition.delay_damages", "pricing.charges.*.total", "pricing.charges.*.basis")
def delay_damages_are_bounded(contract: Contract) -> Iterator[Finding]:
    """Find delay damages without a bound."""
    damages = contract.transition.delay_damages if contract.transition else None
    if damages is None:
        return
    path = "transition.delay_damages"
    total = _transition_total(contract)
    if damages.cap is None:
        yield warning(contract, "V25", path, "delay damages have no cap; expected one; add “cap”.")
    elif total is not None and isinstance(damages.cap, Money) and damages.cap.amount > total:
        yield warning(
            contract,
            "V25",
            f"{path}.cap",
            f"delay damages reach {damages.cap.amount}, the transition charge is {total}; expected"
            " no more; lower the cap.",
        )


@rule("V26", "contract.effective_date", "transition.start", "transition.go_live",
      "transition.long_stop", "transition.milestones.*.due", "term.initial",
      "service_levels.starts")  # fmt: skip
def dates_follow(contract: Contract) -> Iterator[Finding]:
    """Find dates out of order."""
    effective = contract.contract.effective_date
    end = after(effective, contract.term.initial)
    plan = contract.transition
    starts = contract.service_levels.starts if contract.service_levels else None
    live = plan.go_live if plan else effective
    if starts and starts < live:
        yield error(
            contract,
            "V26",
            "service_levels.starts",
            f"service levels start on {starts}, services on {live}; expected {live} or later;"
            " correct one.",
        )
    if plan is None:
        return
    spots: list[tuple[str, str, date]] = [
        ("contract.effective_date", "the effective date", effective),
        ("transition.start", "the start of transition", plan.start),
        ("transition.go_live", "go-live", plan.go_live),
    ]
    if plan.long_stop:
        spots.append(("transition.long_stop", "the long stop", plan.long_stop))
    spots.append(("term.initial", "the end of the term", end))
    for (_, name, first), (path, other, second) in pairwise(spots):
        strict = path == "term.initial"
        if second < first or (strict and second == first):
            yield _order(contract, path, other, second, name, first)
    for key, milestone in (plan.milestones or {}).items():
        if not plan.start <= milestone.due <= plan.go_live:
            yield error(
                contract,
                "V26",
                f"transition.milestones.{key}.due",
                f"the milestone “{key}” is due on {milestone.due}; expected from {plan.start} to"
                f" {plan.go_live}; correct a date.",
            )


def _order(
    contract: Contract, path: str, other: str, second: date, name: str, first: date
) -> Finding:
    if path == "transition.long_stop":
        path = "transition.long_stop"
    return error(
        contract,
        "V26",
        path,
        f"{other} ({second}) comes before {name} ({first}); expected a later date; correct one.",
    )


@rule("V27", "pilot.exit", "pilot.metrics", *(f"service_levels.metrics.*.{key}" for key in
      ("target", "kind", "direction", "statistic", "within")))  # fmt: skip
def pilot_can_be_passed(contract: Contract) -> Iterator[Finding]:
    """Find exit tests that cannot or should not stand."""
    pilot = contract.pilot
    if pilot is None:
        return
    for index, test in enumerate(pilot.exit):
        path = f"pilot.exit.{index}"
        if test.metric not in pilot.metrics:
            yield error(
                contract,
                "V27",
                f"{path}.metric",
                f"the pilot does not measure “{test.metric}”; expected one of"
                f" {', '.join(pilot.metrics)}; add it to pilot.metrics.",
            )
        yield from _harder(contract, test, path)


def _harder(contract: Contract, test: ExitTest, path: str) -> Iterator[Finding]:
    metrics = contract.service_levels.metrics if contract.service_levels else {}
    metric = metrics.get(test.metric)
    if test.at_least is None and test.at_most is None:
        yield error(
            contract, "V27", path, "the exit test has no level; expected at_least or at_most; add"
            " one."
        )  # fmt: skip
    if metric is None:
        return
    higher = higher_is_better(metric)
    level = test.at_least if higher else test.at_most
    if level is not None and (level > metric.target if higher else level < metric.target):
        yield warning(
            contract,
            "V27",
            path,
            f"the pilot asks for {level}, the contract for {metric.target}; expected no harder"
            " test; correct one.",
        )


@rule("V27", "pilot.length", "pilot.check_ins.every", "pilot.feedback_from")
def pilot_is_usual(contract: Contract) -> Iterator[Finding]:
    """Find a pilot that is unusually long, unwatched or one-sided."""
    pilot = contract.pilot
    if pilot is None:
        return
    length = months(pilot.length)
    if not 1 <= round(length, 1) <= 3:
        yield warning(
            contract, "V27", "pilot.length", f"the pilot runs {length:.1f} months; expected 1 to"
            " 3; keep it if both sides mean it."
        )  # fmt: skip
    if pilot.check_ins is None or months(pilot.check_ins.every) > Decimal("0.51"):
        yield warning(
            contract, "V27", "pilot.check_ins", "check-ins are rarer than two weeks; expected"
            " “every: week” or “2 weeks”; add them."
        )  # fmt: skip
    said = " ".join(pilot.feedback_from)
    if "provider" not in said or "customer" not in said:
        yield warning(
            contract,
            "V27",
            "pilot.feedback_from",
            "feedback does not come from both sides; expected names with provider and customer;"
            " add for example provider_agents and customer_stakeholders.",
        )


@rule("V28", "transition.training")
def trainers_are_fewer(contract: Contract) -> Iterator[Finding]:
    """Find train-the-trainer courses that make no sense."""
    for index, course in enumerate(contract.transition.training if contract.transition else ()):
        if course.mode != "train_the_trainer":
            continue
        if course.trainers is None or not 2 <= course.trainers < course.trainees:
            yield error(
                contract,
                "V28",
                f"transition.training.{index}.trainers",
                f"{course.trainers or 'no'} trainers teach {course.trainees} trainees; expected 2"
                " trainers or more, and more trainees; correct one.",
            )


@rule("V29", "technology.integrations", "transition.licences")
def interfaces_have_licences(contract: Contract) -> Iterator[Finding]:
    """Find systems without a licence row."""
    rows = contract.transition.licences if contract.transition else ()
    names = [f"{row.tool} {row.product or ''}".lower() for row in rows]
    tools = {row.tool for row in rows}
    links = contract.technology.integrations if contract.technology else ()
    for index, link in enumerate(links):
        if link.licence == "not_needed" or link.licence in tools:
            continue
        if not any(link.system.lower() in name or name.split()[0] == link.system.lower()
                   for name in names):  # fmt: skip
            yield warning(
                contract,
                "V29",
                f"technology.integrations.{index}.system",
                f"“{link.system}” has no row in transition.licences; expected who holds its"
                " licence; add a row, or “licence: not_needed”.",
            )
