"""What rules tie together among service levels: weights, levels, tiers, bonuses."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from contract_kit.spec.kinds import higher_is_better
from contract_kit.spec.lookup import LIST
from contract_kit.spec.vocabulary.shape import fields_of
from tests.fields.leaves import Leaf
from tests.fields.reach import METRIC, PROBE, type_at

SHARED = {"class": "key", "source": "ticket system"}
COUNTED = {
    "per_duration": {"kind": "resolution_time", "unit": "hours", "target": "4"},
    "per_event": {"kind": "custom", "statistic": "count", "unit": "incidents", "target": "4"},
    "availability": {"kind": "availability", "unit": "percent", "target": "99", "window": "retail"},
}
"""Metrics that a credit by duration or by event may name, by rule or kind."""


def number(text: Any) -> Decimal:
    return Decimal(str(text).split()[0].replace(",", ""))


def _levels(data: Any, leaf: Leaf) -> None:
    """The target is the better level by the metric's direction."""
    for metric in data["service_levels"]["metrics"].values():
        seen = SimpleNamespace(**{key: metric.get(key) for key in fields_of(type_at(METRIC))})
        higher = higher_is_better(seen)  # type: ignore[arg-type]
        if higher is None or "minimum" not in metric:
            continue
        pair = sorted((metric["target"], metric["minimum"]), key=number, reverse=higher)
        metric["target"], metric["minimum"] = pair


def _rows(data: Any, leaf: Leaf) -> None:
    """A rebate table runs from the best level to the worst."""
    rows = (data["service_levels"].get("credits") or {}).get("table")
    probe = data["service_levels"]["metrics"][PROBE]
    if rows and "minimum" in probe:
        read = probe.get("class") == "critical"
        higher = number(probe["target"]) > number(probe["minimum"]) or not read
        levels = sorted((one["achieved"] for one in rows), key=number, reverse=higher)
        for row, level in zip(rows, levels, strict=True):
            row["achieved"] = level


def _tolerated(data: Any, leaf: Leaf) -> None:
    """As many failures are tolerated as the target of a count allows, or more."""
    for metric in data["service_levels"]["metrics"].values():
        counted = metric.get("statistic") == "count" or metric["kind"] in ("backlog", "custom")
        if counted and "failures_in_month" in metric:
            metric.update(dict.fromkeys(("target", "minimum"), metric["failures_in_month"]))


def _own_table(data: Any, leaf: Leaf) -> None:
    """A metric with a table of its own carries no credit beside it, and needs no common table."""
    if leaf.steps[: len(METRIC) + 1] == (*METRIC, "table"):
        data["service_levels"]["metrics"][PROBE].pop("credit", None)
        (data["service_levels"].get("credits") or {}).pop("table", None)


def _own_unit(data: Any, leaf: Leaf) -> None:
    """A metric in a unit of its own says by a formula what its result is."""
    if leaf.steps == (*METRIC, "unit"):
        data["service_levels"]["metrics"][PROBE].setdefault("formula", "good over all")


def _pool(data: Any, leaf: Leaf) -> None:
    levels = data["service_levels"]
    for metric in levels["metrics"].values():
        if metric.get("class") != "critical" and leaf.steps[-1] == "class":
            metric.pop("weight", None)
    weights = [number(one["weight"]) for one in levels["metrics"].values() if "weight" in one]
    credits = levels.get("credits") or {}
    if not weights:
        return
    if credits.get("method", "weighted") != "weighted":
        credits["pool"] = str(sum(weights))
        return
    if leaf.steps[-1] == "pool":
        pool = number(credits["pool"])
        last = [one for one in levels["metrics"].values() if "weight" in one][-1]
        last["weight"] = str(pool - sum(weights[:-1]))
    elif sum(weights) != 100:
        last = [one for one in levels["metrics"].values() if "weight" in one][-1]
        last["weight"] = str(100 - sum(weights[:-1]))


def _awards(data: Any, leaf: Leaf) -> None:
    """A bonus is for a level better than the target."""
    levels = data["service_levels"]
    for award in (levels.get("bonuses") or {}).get("awards", ()):
        metric = levels["metrics"][award["metric"]]
        target, least = number(metric["target"]), number(metric.get("minimum", "0"))
        better = target > least
        if (number(award["at"]) > target) != better:
            award["at"] = str(target + 4 if better else target / 2)


def _quarters(data: Any, leaf: Leaf) -> None:
    """Good months are counted one by one or by the quarter."""
    if leaf.steps[-1] == "consecutive_quarters":
        data["service_levels"]["credits"]["earn_back"].pop("consecutive_months", None)


def _tiers(data: Any, leaf: Leaf) -> None:
    """Bands of tiers follow each other without a gap."""
    if leaf.model.__name__ != "Tier":
        return
    tiers = data["service_levels"]["credits"]["tiers"]
    for one, other in pairwise(tiers):
        if "to" in one:
            other["from"] = one["to"]


def _counted(data: Any, leaf: Leaf) -> None:
    """Credits by duration and by event are for two metrics of their own, beside any method."""
    if leaf.steps[:2] != ("service_levels", "credits") or leaf.steps[2] not in COUNTED:
        return
    rule, metrics = leaf.steps[2], data["service_levels"]["metrics"]
    kind = "availability" if leaf.key in ("per", "calendar") else rule
    parts = data["service_levels"]["credits"][rule]
    if "counted" not in metrics:
        metrics |= {name: {**COUNTED[kind], **SHARED} for name in ("counted", "counted_too")}
        parts[0]["metric"] = "counted"
    hours = [
        one["calendar"] for part in parts for one in part.get("first", ()) if "calendar" in one
    ]
    if hours and kind == "availability":
        metrics["counted"]["window"] = hours[0]


def _affected(data: Any, leaf: Leaf) -> None:
    """What the affected charge is matters where a credit is a share of it."""
    if leaf.model.__name__ != "AffectedCharge" and leaf.key != "affected_charge":
        return
    levels = data["service_levels"]
    levels["metrics"]["counted"] = {**COUNTED["per_event"], **SHARED}
    share = {"metric": "counted", "credit": "10 percent of affected_charge"}
    levels["credits"]["per_event"] = [*levels["credits"].get("per_event", ()), share]


def _durations(data: Any, leaf: Leaf) -> None:
    """Bands of time stand alone."""
    credits = data["service_levels"].get("credits") or {}
    for part in credits.get("per_duration", ()):
        if "bands" in leaf.steps or leaf.steps[2:] == ("per_duration", LIST, "unit"):
            for name in ("first", "each", "credit", "per"):
                part.pop(name, None)
            part.setdefault("bands", [{"achieved": "3", "rebate": "1 percent"}])
        else:
            part.pop("bands", None)


def _bands(data: Any, leaf: Leaf) -> None:
    """A band with an end is followed by another."""
    tiers = (data["service_levels"].get("credits") or {}).get("tiers", [])
    if leaf.model.__name__ == "Tier" and len(tiers) == 1 and "to" in tiers[0]:
        tiers[0].setdefault("from", "0")
        tiers.append({"from": tiers[0]["to"], "share": "100"})


LEVEL_TIES = (
    _counted,
    _affected,
    _durations,
    _bands,
    _levels,
    _rows,
    _tolerated,
    _awards,
    _quarters,
    _own_table,
    _own_unit,
    _pool,
    _tiers,
)
