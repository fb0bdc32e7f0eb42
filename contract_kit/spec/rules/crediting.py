"""V60, V61 and V63: fields of credits stand where a rule uses them; their bases are known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Duration, Extremum, Percent
from contract_kit.spec.kinds import credit_rules, higher_is_better, unit_of
from contract_kit.spec.rules.levels import METRICS, credits_of, metrics_of
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.vocabulary.credits import PerDuration
from contract_kit.spec.vocabulary.shape import parts

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.credits import Credits, EarnBack

CREDITS = "service_levels.credits"
BONUSES = "service_levels.bonuses"
READS = ("service_levels.credits", METRICS, "service_levels.bonuses")
DAYS = ("hour", "day", "week")
"""Units a credit in service time may have."""
_FOREIGN = ("milestone_charge", "remaining_charges")
"""Bases that no month has."""


def unused(contract: Contract, code: str, path: str, here: str, works: str) -> Finding:
    """Refuse a field where nothing uses it, with where it works."""
    field = path.rsplit(".", 1)[-1]
    return error(
        contract,
        code,
        path,
        f"{field} is not used with {here}; it works with {works}; remove it, or write what it"
        " works with.",
    )


def rules_in_use(contract: Contract) -> dict[str, tuple[str, ...]]:
    """Return the rules that compute the credit of each metric."""
    credits = credits_of(contract)
    return {key: credit_rules(credits, key, metric) for key, metric in metrics_of(contract).items()}


@rule("V60", *READS)
def credits_use_their_fields(contract: Contract) -> Iterator[Finding]:
    """Find fields of credits that no metric's rule uses."""
    credits = credits_of(contract)
    yield from _on_metrics(contract, credits)
    if credits is None:
        return
    used = {name for rules in rules_in_use(contract).values() for name in rules}
    if not used:
        yield error(
            contract,
            "V60",
            CREDITS,
            "no metric carries a credit; expected a critical metric that the method covers; make"
            " one critical, or remove credits.",
        )
        return
    yield from _of_method(contract, credits, used)
    yield from _beside_method(contract, credits, used)
    yield from _example(contract, credits)
    yield from _tiers(contract, credits)


def _of_method(contract: Contract, credits: Credits, used: set[str]) -> Iterator[Finding]:
    """Find fields of a method that no metric's credit follows, and such a method."""
    here = f"method {credits.method}"
    needs = {
        "tiers": ("weighted", "method weighted"),
        "table": ("table", "method table"),
        "reading": ("table", "method table, and with metrics that have a table"),
    }
    for field, (name, works) in needs.items():
        if contract.given(f"{CREDITS}.{field}") and name not in used:
            yield unused(contract, "V60", f"{CREDITS}.{field}", here, works)
    idle = credits.method == "weighted" and "weighted" not in used
    if idle and contract.given(f"{CREDITS}.method"):
        works = "critical metrics without a rule of their own"
        yield unused(contract, "V60", f"{CREDITS}.method", "no metric that follows it", works)
    if credits.table and not _reads_the_table(contract, credits) and "table" in used:
        works = "method table, for critical metrics without a table or credit of their own"
        yield unused(contract, "V60", f"{CREDITS}.table", here, works)


def _beside_method(contract: Contract, credits: Credits, used: set[str]) -> Iterator[Finding]:
    """Find a base, a repetition or a pool that nothing asks for."""
    here = f"method {credits.method}"
    if credits.base is not None and not _needs_base(contract, credits):
        works = "rebates and credits in percent that name no base of their own"
        yield unused(contract, "V60", f"{CREDITS}.base", here, works)
    if credits.repeat and not used & {"weighted", "table", "credit"}:
        works = "credits for a missed level, not with those by event or by duration"
        yield unused(contract, "V60", f"{CREDITS}.repeat", here, works)
    weights = any(metric.weight for metric in metrics_of(contract).values())
    if contract.given(f"{CREDITS}.pool") and not weights:
        yield unused(contract, "V60", f"{CREDITS}.pool", "metrics without weights", "weights")


def _on_metrics(contract: Contract, credits: Credits | None) -> Iterator[Finding]:
    """Find fields of metrics that only some rules of credits use."""
    for key, metric in metrics_of(contract).items():
        rules = credit_rules(credits, key, metric)
        here = f"class {metric.class_}" if metric.class_ != "critical" else _here(credits, rules)
        path = f"{METRICS}.{key}"
        for field, name in (("table", "table"), ("credit", "credit")):
            if getattr(metric, field) and name not in rules:
                works = "critical metrics that no rule by event or duration names"
                works += ", beside no table" if field == "credit" and metric.table else ""
                yield unused(contract, "V60", f"{path}.{field}", here, works)
        if metric.credit_when and not set(rules) & {"weighted", "table", "credit"}:
            works = "critical metrics that have a weight, a table or a credit"
            yield unused(contract, "V60", f"{path}.credit_when", here, works)


def _here(credits: Credits | None, rules: tuple[str, ...]) -> str:
    if credits is None:
        return "no credits"
    named = ("per_event", "per_duration")
    own = [name for name in rules if name in named] or [
        name for name in rules if name != "weighted"
    ]
    return f"{own[0]} of this metric" if own else f"method {credits.method}"


def _reads_the_table(contract: Contract, credits: Credits) -> bool:
    return credits.method == "table" and any(
        rules == ("table",) and not metric.table
        for rules, metric in zip(
            rules_in_use(contract).values(), metrics_of(contract).values(), strict=True
        )
    )


def _needs_base(contract: Contract, credits: Credits) -> bool:
    """Whether a rebate or a credit in percent leaves its base open."""
    rates: list[object] = []
    for key, rules in rules_in_use(contract).items():
        metric = metrics_of(contract)[key]
        if rules == ("table",):
            rates += [row.rebate for row in metric.table or credits.table]
        elif rules == ("credit",):
            rates.append(metric.credit)
    return any(isinstance(rate, Percent) and not rate.of for rate in rates)


def _example(contract: Contract, credits: Credits) -> Iterator[Finding]:
    """Find levels of the worked example whose credit does not follow from a level."""
    for key, rules in rules_in_use(contract).items():
        if key not in (credits.worked_example or {}):
            continue
        timed = any(one.metric == key and not one.bands for one in credits.per_duration)
        shares = "per_event" in rules and unit_of(metrics_of(contract)[key]) == "percent"
        if not rules or timed or shares:
            here = "a rule by events or time lost" if rules else "no credit"
            works = "metrics whose credit follows from their level"
            yield error(
                contract,
                "V60",
                f"{CREDITS}.worked_example.{key}",
                f"worked_example is not used with {key} and {here}; it works with {works}; remove"
                " the level.",
            )


def _tiers(contract: Contract, credits: Credits) -> Iterator[Finding]:
    """Find tiers that say two things, and a last band that ends."""
    named = any(tier.when for tier in credits.tiers)
    for index, tier in enumerate(credits.tiers):
        path = f"{CREDITS}.tiers.{index}"
        for field, edge in (("from", tier.from_), ("to", tier.to)):
            if named and edge is not None:
                yield unused(contract, "V60", f"{path}.{field}", "when", "tiers by points alone")
        last = index == len(credits.tiers) - 1
        if last and not named and tier.to is not None:
            works = "bands that another one follows; the last band has no end"
            yield unused(contract, "V60", f"{path}.to", "the last band", works)


@rule("V61", *READS)
def one_table_has_one_direction(contract: Contract) -> Iterator[Finding]:
    """Find a common rebate table that metrics of both directions would read."""
    credits = credits_of(contract)
    if credits is None or not credits.table:
        return
    ways: dict[bool, str] = {}
    for key, rules in rules_in_use(contract).items():
        metric = metrics_of(contract)[key]
        if rules == ("table",) and not metric.table:
            ways[higher_is_better(metric) is not False] = key
    if len(ways) == 2:
        yield error(
            contract,
            "V61",
            f"{CREDITS}.table",
            f"one table cannot serve “{ways[True]}” (higher is better) and “{ways[False]}” (lower"
            " is better); expected a table on each metric; move it there.",
        )


@rule("V63", *READS)
def bases_are_known(contract: Contract) -> Iterator[Finding]:
    """Find percentages of sums that no month has, and credits in times that are no service."""
    for section in (CREDITS, BONUSES, METRICS):
        yield from _bases(contract, section, contract.get(section))
    credits = credits_of(contract)
    for path in ("at_risk", "monthly_cap", "annual_cap"):
        value = getattr(credits, path) if credits else None
        if "affected_charge" in _named(value):
            works = "the credits and caps of single metrics"
            yield unused(contract, "V63", f"{CREDITS}.{path}", "affected_charge", works)
    if credits and credits.affected_charge and not _of_affected(contract.service_levels):
        works = "credits that are a percentage of affected_charge"
        yield unused(contract, "V63", f"{CREDITS}.affected_charge", "these credits", works)
    back = credits.earn_back if credits else None
    if back is not None:
        yield from _restored(contract, back)


@rule("V63", *READS, "service_levels.termination_trigger", "service_levels.review")
def rewards_and_rights_can_arise(contract: Contract) -> Iterator[Finding]:
    """Find parts of bonuses, triggers and reviews that can never apply."""
    levels = contract.service_levels
    awards = levels.bonuses.awards if levels and levels.bonuses else ()
    for index, award in enumerate(awards):
        path = f"{BONUSES}.awards.{index}"
        if award.cap is not None and award.step is None:
            yield unused(contract, "V63", f"{path}.cap", "an award without step", "step")
        if award.step is not None and award.step <= 0:
            yield unused(contract, "V63", f"{path}.step", f"{award.step}", "steps above 0")
    trigger, credits = levels.termination_trigger if levels else None, credits_of(contract)
    capped = credits is not None and (credits.monthly_cap or credits.at_risk) is not None
    if trigger is not None and trigger.credits_at_cap is not None and not capped:
        path = "service_levels.termination_trigger.credits_at_cap"
        yield unused(contract, "V63", path, "credits without a cap", "monthly_cap or at_risk")
    ratchet = levels.review.ratchet if levels and levels.review else None
    for field in ("max_step", "gap_share"):
        if ratchet is not None and ratchet.rule == "none" and getattr(ratchet, field):
            path = f"service_levels.review.ratchet.{field}"
            yield unused(contract, "V63", path, "rule none", "average and average_of_best_6")


def _restored(contract: Contract, back: EarnBack) -> Iterator[Finding]:
    path = f"{CREDITS}.earn_back"
    if back.restores.of or back.restores.value > 100:
        yield error(
            contract,
            "V63",
            f"{path}.restores",
            f"{back.restores.value} percent of {back.restores.of or 'a credit'} cannot come back;"
            " expected a share of the credit, 100 percent at most; correct it.",
        )
    if back.consecutive_months is not None and back.consecutive_quarters is not None:
        yield unused(
            contract, "V63", f"{path}.consecutive_months", "consecutive_quarters", "months alone"
        )


def _named(value: object) -> set[str]:
    if isinstance(value, Extremum):
        return {name for part in value.of for name in _named(part)}
    return {value.of} if isinstance(value, Percent) else set()


def _of_affected(value: object) -> bool:
    """Whether a percentage is one of the affected charge, by name or as a bare one of a band."""
    if isinstance(value, PerDuration) and any("" in _named(row.rebate) for row in value.bands):
        return True
    return "affected_charge" in _named(value) or any(_of_affected(one) for _, one in parts(value))


def _bases(contract: Contract, path: str, value: object) -> Iterator[Finding]:
    """Walk a section for percentages and credits in time."""
    for name in sorted(_named(value)):
        if name in _FOREIGN or name.startswith("over "):
            works = "prices and fees that name it" if name in _FOREIGN else "late interest"
            base = name.removeprefix("over ")
            yield unused(contract, "V63", path, f"the base {base}", works)
    timed = path.endswith((".credit", ".rebate")) and isinstance(value, Duration)
    if isinstance(value, Duration) and timed and value.unit not in DAYS:
        yield unused(contract, "V63", path, f"the unit {value.unit}", "hours, days and weeks")
    for key, part in parts(value):
        yield from _bases(contract, f"{path}.{key}", part)
