"""What rules tie together: a change of one field asks for a change of another."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace
from typing import Any

from contract_kit.spec.kinds import COST_ITEMS, higher_is_better
from contract_kit.spec.vocabulary.shape import fields_of
from tests.fields.leaves import Leaf
from tests.fields.reach import METRIC, reach, type_at


def tied(data: Any, leaf: Leaf) -> Any:
    """The data with sums, shares and edges made to fit the field that was changed."""
    for tie in TIES:
        tie(data, leaf)
    return data


def _number(text: Any) -> Decimal:
    return Decimal(str(text).split()[0].replace(",", ""))


def _pool(data: Any, leaf: Leaf) -> None:
    levels = data["service_levels"]
    for metric in levels["metrics"].values():
        if metric.get("class") != "critical" and leaf.steps[-1] == "class":
            metric.pop("weight", None)
    weights = [_number(one["weight"]) for one in levels["metrics"].values() if "weight" in one]
    credits = levels.get("credits") or {}
    if credits.get("method", "weighted") != "weighted" or not weights:
        return
    if leaf.steps[-1] == "pool":
        pool = _number(credits["pool"])
        last = [one for one in levels["metrics"].values() if "weight" in one][-1]
        last["weight"] = str(pool - sum(weights[:-1]))
    elif sum(weights) != 100:
        last = [one for one in levels["metrics"].values() if "weight" in one][-1]
        last["weight"] = str(100 - sum(weights[:-1]))


def _shares(data: Any, leaf: Leaf) -> None:
    key = leaf.steps[-1]
    if key not in ("customer", "provider") or leaf.model.__name__ != "Shares":
        return
    owner = reach(data, leaf.steps[:-1])
    other = "provider" if key == "customer" else "customer"
    owner[other] = str(100 - _number(owner[key]))


def _milestones(data: Any, leaf: Leaf) -> None:
    plan = data.get("transition") or {}
    pays = [
        _number(one["pays"]) for one in (plan.get("milestones") or {}).values() if "pays" in one
    ]
    charges = data["pricing"]["charges"]
    totals = [key for key, one in charges.items() if one["basis"] == "milestone" and "total" in one]
    if leaf.steps[-1] == "total" and pays:
        first = next(iter(plan["milestones"].values()))
        first["pays"] = charges[totals[0]]["total"]
    elif pays and not totals:
        charges["setup"] = {"basis": "milestone", "total": str(sum(pays))}
    elif pays:
        charges[totals[0]]["total"] = str(sum(pays))


def _expected(data: Any, leaf: Leaf) -> None:
    if leaf.steps != ("pricing", "expected_monthly"):
        return
    charges = data["pricing"]["charges"]
    charges.clear()
    charges["all"] = {
        "basis": "fixed",
        "amount": data["pricing"]["expected_monthly"],
        "per": "month",
        "covers": list(data["scope"]["processes"]),
    }


def _saving(data: Any, leaf: Leaf) -> None:
    if leaf.steps[:2] != ("pricing", "savings_baseline"):
        return
    saving = data["pricing"]["savings_baseline"]
    before = _number(saving["annual_cost_before"])
    share = _number(saving["expected_saving"])
    _expected_charges(data, before * (100 - share) / 1200)


def _expected_charges(data: Any, monthly: Decimal) -> None:
    charges = data["pricing"]["charges"]
    charges.clear()
    charges["all"] = {
        "basis": "fixed",
        "amount": f"{monthly:.2f}",
        "per": "month",
        "covers": list(data["scope"]["processes"]),
    }


def _tiers(data: Any, leaf: Leaf) -> None:
    """Bands of tiers follow each other without a gap."""
    if leaf.model.__name__ != "Tier":
        return
    tiers = data["service_levels"]["credits"]["tiers"]
    for one, other in pairwise(tiers):
        if "to" in one:
            other["from"] = one["to"]


def _register(data: Any, leaf: Leaf) -> None:
    """A register that answers one item answers them all; so do the lists of the other rules."""
    pricing = data["pricing"]
    if "cost_register" in pricing:
        pricing["cost_register"] = {
            **dict.fromkeys(COST_ITEMS, "included"),
            **pricing["cost_register"],
        }
    if "unexpected_costs" in pricing:
        known = {"pre_approval_over": "500", "notice": "10 business_days", "annual_cap": "25000"}
        pricing["unexpected_costs"] = {**known, **pricing["unexpected_costs"]}
    if "continuity" in data:
        known = {"rto": "4 hours", "rpo": "1 hour", "tests": "12 months"}
        data["continuity"] = {**known, **data["continuity"]}


def _processes(data: Any, leaf: Leaf) -> None:
    """A process that one charge leaves is paid for by the other."""
    if leaf.steps == ("pricing", "charges", "<id>", "process"):
        charges = data["pricing"]["charges"]
        moved = charges["email"]["process"]
        charges["refunds"]["process"] = "email" if moved == "refunds" else "refunds"


def _sites(data: Any, leaf: Leaf) -> None:
    """An onshore site is in the customer's country."""
    if leaf.steps == ("sites", "<id>", "country"):
        for site in data["sites"].values():
            if site["model"] == "onshore":
                data["parties"]["customer"]["country"] = site["country"]


def _quarters(data: Any, leaf: Leaf) -> None:
    """Good months are counted one by one or by the quarter."""
    if leaf.steps[-1] == "consecutive_quarters":
        data["service_levels"]["credits"]["earn_back"].pop("consecutive_months", None)


def _levels(data: Any, leaf: Leaf) -> None:
    """The target is the better level by the metric's direction."""
    for metric in data["service_levels"]["metrics"].values():
        seen = SimpleNamespace(**{key: metric.get(key) for key in fields_of(type_at(METRIC))})
        higher = higher_is_better(seen)  # type: ignore[arg-type]
        if higher is None or "minimum" not in metric:
            continue
        pair = sorted((metric["target"], metric["minimum"]), key=_number, reverse=higher)
        metric["target"], metric["minimum"] = pair


def _awards(data: Any, leaf: Leaf) -> None:
    """A bonus is for a level better than the target."""
    levels = data["service_levels"]
    for award in (levels.get("bonuses") or {}).get("awards", ()):
        metric = levels["metrics"][award["metric"]]
        target, least = _number(metric["target"]), _number(metric.get("minimum", "0"))
        better = target > least
        if (_number(award["at"]) > target) != better:
            award["at"] = str(target + 4 if better else target / 2)


def _privacy(data: Any, leaf: Leaf) -> None:
    """Personal data that travel have a mechanism; what is in scope has its law and its proof."""
    known = data.get("data_protection")
    if known is None:
        return
    known.setdefault("regimes", ["uk_gdpr"])
    if known["personal_data"] == "true":
        there = {one["to"] for one in known.get("transfers", ())}
        away = {"PH", "PT"} - there
        known["transfers"] = [
            *known.get("transfers", ()),
            *({"to": one, "mechanism": "bcr", "risk_assessment": "2026-12-10"} for one in away),
        ]
    if (known.get("phi") or {}).get("in_scope") == "true":
        known["regimes"] = [*dict.fromkeys([*known["regimes"], "hipaa"])]
        known["baa"] = {"signed": "2027-01-04", **known.get("baa", {})}
    if (known.get("card_data") or {}).get("in_scope") == "true":
        known["regimes"] = [*dict.fromkeys([*known["regimes"], "pci_dss"])]
        known["card_data"] = {"evidence": "AOC level 1", **known["card_data"]}


def _machines(data: Any, leaf: Leaf) -> None:
    """A use of AI answers its three questions."""
    for one in (data.get("technology") or {}).get("automation", ()):
        if one["type"] == "ai":
            for key in ("disclosed_to_consumers", "human_handover", "trains_on_customer_data"):
                one.setdefault(key, "true")


def _training(data: Any, leaf: Leaf) -> None:
    """Trainers come first where they are trained."""
    for course in (data.get("transition") or {}).get("training", ()):
        if course["mode"] == "train_the_trainer":
            course.setdefault("trainers", "6")


def _pilot(data: Any, leaf: Leaf) -> None:
    """The pilot measures what its tests ask for, and a test has one level."""
    pilot = data.get("pilot") or {}
    for test in pilot.get("exit", ()):
        if leaf.steps[-1] == "at_most":
            test.pop("at_least", None)
        if test["metric"] not in pilot["metrics"]:
            pilot["metrics"] = [*pilot["metrics"], test["metric"]]


TIES = (
    _training,
    _pilot,
    _levels,
    _awards,
    _privacy,
    _machines,
    _quarters,
    _sites,
    _register,
    _processes,
    _pool,
    _shares,
    _milestones,
    _expected,
    _saving,
    _tiers,
)
