"""V10, V11 and V14: tiers, tables, the amount at risk and earn-back."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Money, Percent, text
from contract_kit.spec.kinds import CREDIT_METHODS, credit_rules, higher_is_better
from contract_kit.spec.rules.levels import METRICS, credits_of, metrics_of
from contract_kit.spec.rules.registry import error, rule, warning

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract
    from contract_kit.spec.vocabulary.credits import Credits, Rebate, Tier


@rule("V10", *(f"service_levels.credits.{key}" for key in
               ("tiers", "table", "method", "at_risk", "per_duration", "per_event")),
      *(f"{METRICS}.*.{key}" for key in
        ("table", "credit", "kind", "direction", "statistic", "within")))  # fmt: skip
def tiers_are_sound(contract: Contract) -> Iterator[Finding]:
    """Find gaps, overlaps and rewards for worse months."""
    credits = credits_of(contract)
    if credits is None:
        return
    base = "service_levels.credits"
    yield from _method_needs(contract, credits)
    yield from _tiers(contract, credits.tiers, f"{base}.tiers")
    yield from _table(
        contract, credits.table, f"{base}.table", descending=_falls(contract, credits)
    )
    for key, metric in metrics_of(contract).items():
        falling = higher_is_better(metric) is not False
        yield from _table(contract, metric.table, f"{METRICS}.{key}.table", descending=falling)
    for index, part in enumerate(credits.per_duration):
        path = f"{base}.per_duration.{index}.bands"
        yield from _table(contract, part.bands, path, descending=False)


def _falls(contract: Contract, credits: Credits) -> bool:
    """Whether the levels of the common table fall: so do better ones to worse, or one metric's."""
    ways = [
        higher_is_better(metric) is not False
        for key, metric in metrics_of(contract).items()
        if credit_rules(credits, key, metric) == ("table",) and not metric.table
    ]
    return not ways or any(ways)


def _method_needs(contract: Contract, credits: Credits) -> Iterator[Finding]:
    needs = [key for key in CREDIT_METHODS[credits.method] if not getattr(credits, key)]
    if credits.method == "table" and not credits.table:
        needs += [] if any(metric.table for metric in metrics_of(contract).values()) else ["table"]
    if credits.method == "fixed_percent" and not any(
        metric.credit for metric in metrics_of(contract).values()
    ):
        needs.append("a credit on each metric")
    for key in needs:
        yield error(
            contract,
            "V10",
            "service_levels.credits",
            f"credits by method {credits.method} lack {key}; expected it here; add it.",
        )


def _tiers(contract: Contract, tiers: tuple[Tier, ...], path: str) -> Iterator[Finding]:
    order = {"below_target": 0, "below_minimum": 1}
    for index, (first, second) in enumerate(pairwise(tiers), 1):
        here = f"{path}.{index}"
        if second.share < first.share:
            yield error(
                contract,
                "V10",
                f"{here}.share",
                f"the worse tier costs {second.share}, the better one {first.share}; expected"
                f" {first.share} or more; swap or correct them.",
            )
        if first.when and second.when and order[second.when] <= order[first.when]:
            yield error(
                contract,
                "V10",
                f"{here}.when",
                f"{second.when} follows {first.when}; expected below_target, then"
                " below_minimum, once each; correct the order.",
            )
        if first.when is None and second.from_ != first.to:
            yield error(
                contract,
                "V10",
                f"{here}.from",
                f"this tier begins at {second.from_}, the one before ends at {first.to}; expected"
                " the same number; close the gap or overlap.",
            )


def _table(
    contract: Contract, rows: tuple[Rebate, ...], path: str, *, descending: bool
) -> Iterator[Finding]:
    for index, (first, second) in enumerate(pairwise(rows), 1):
        ordered = (
            first.achieved > second.achieved if descending else (first.achieved < second.achieved)
        )
        if not ordered:
            way = "fall" if descending else "rise"
            yield error(
                contract,
                "V10",
                f"{path}.{index}.achieved",
                f"{second.achieved} follows {first.achieved}; expected levels that {way}, each"
                " once; order the rows from best to worst.",
            )
        elif _alike(first, second) and _size(second) < _size(first):
            yield error(
                contract,
                "V10",
                f"{path}.{index}.rebate",
                f"the worse level {second.achieved} costs {text(second.rebate)}, the better one"
                f" {text(first.rebate)}; expected no less; correct one.",
            )


def _alike(one: Rebate, other: Rebate) -> bool:
    """Whether two rebates can be compared: sums, or percentages of the same base."""
    return getattr(one.rebate, "of", None) == getattr(other.rebate, "of", None)


def _size(row: Rebate) -> Decimal:
    return row.rebate.amount if isinstance(row.rebate, Money) else row.rebate.value


@rule("V11", "service_levels.credits.at_risk", "service_levels.credits.monthly_cap")
def risk_fits_cap(contract: Contract) -> Iterator[Finding]:
    """Find an amount at risk above its cap or outside the usual range."""
    credits = credits_of(contract)
    if credits is None or credits.at_risk is None:
        return
    risk, cap = credits.at_risk, credits.monthly_cap
    if _above(risk, cap):
        yield error(
            contract,
            "V11",
            "service_levels.credits.at_risk",
            f"{text(risk)} is at risk, the monthly cap is {text(cap)}; expected no more than the"
            " cap; lower at_risk or raise monthly_cap."
            if cap is not None
            else "",
        )
    monthly = isinstance(risk, Percent) and risk.of == "monthly_charges"
    if isinstance(risk, Percent) and monthly and not 5 <= risk.value <= 20:
        yield warning(
            contract,
            "V11",
            "service_levels.credits.at_risk",
            f"{text(risk)} of the monthly charges are at risk; expected 5% to 20%; keep it if"
            " both sides mean it.",
        )


def _above(one: object, other: object) -> bool:
    if isinstance(one, Percent) and isinstance(other, Percent):
        return one.of == other.of and one.value > other.value
    return isinstance(one, Money) and isinstance(other, Money) and one.amount > other.amount


@rule("V14", "service_levels.credits.earn_back", f"{METRICS}.*.target")
def earn_back_asks_for_good_months(contract: Contract) -> Iterator[Finding]:
    """Find credits that come back too easily."""
    credits = credits_of(contract)
    back = credits.earn_back if credits else None
    if back is None:
        return
    path = "service_levels.credits.earn_back"
    if back.at == "minimum":
        yield error(
            contract,
            "V14",
            f"{path}.at",
            "credits come back at the minimum; expected target or better; write “at: target”.",
        )
    count, key = (
        (back.consecutive_quarters, "consecutive_quarters")
        if back.consecutive_months is None
        else (back.consecutive_months, "consecutive_months")
    )
    least = 2 if key == "consecutive_months" else 1
    if count is None or count < least:
        yield error(
            contract,
            "V14",
            f"{path}.{key}",
            f"credits come back after {count or 0} good months; expected 2 or more; raise"
            " consecutive_months.",
        )
