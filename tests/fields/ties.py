"""What rules tie together: a change of one field asks for a change of another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from contract_kit.spec.kinds import COST_ITEMS
from contract_kit.spec.rules.frame import _ANNEX
from tests.fields import formulas
from tests.fields.fee_ties import fees
from tests.fields.frame_ties import FRAME_TIES
from tests.fields.leaves import Leaf
from tests.fields.level_ties import LEVEL_TIES, number
from tests.fields.reach import MAP, reach

HEALTH = {"personal_data": "true", "phi": {"in_scope": "true"}}
"""What the health industries say of their data."""

DESCRIBED = {
    "subjects": ["shoppers"],
    "categories": ["contact details"],
    "subprocessor_notice": "30 days",
    "breach_notice": "24 hours",
    "retention": "24 months",
    "return_or_delete": "30 days",
}
"""What is said of personal data where anything is said of sub-processors."""
ASSESSED = {"risk_assessment": "2026-12-10"}
"""What every transfer says."""


def tied(data: Any, leaf: Leaf) -> Any:
    """The data with sums, shares and edges made to fit the field that was changed."""
    for tie in TIES:
        tie(data, leaf)
    return data


def _shares(data: Any, leaf: Leaf) -> None:
    key = leaf.steps[-1]
    if key not in ("customer", "provider") or leaf.model.__name__ != "Shares":
        return
    owner = reach(data, leaf.steps[:-1])
    other = "provider" if key == "customer" else "customer"
    owner[other] = str(100 - number(owner[key]))


def _milestones(data: Any, leaf: Leaf) -> None:
    plan = data.get("transition") or {}
    pays = [number(one["pays"]) for one in (plan.get("milestones") or {}).values() if "pays" in one]
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
    before = number(saving["annual_cost_before"])
    share = number(saving["expected_saving"])
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


def _data_roles(data: Any, leaf: Leaf) -> None:
    """The roles of the parties for the data go together."""
    roles = (data.get("data_protection") or {}).get("roles")
    pairs = {
        "controller": "processor",
        "processor": "sub_processor",
        "joint_controller": "joint_controller",
    }
    if roles and leaf.key == "customer":
        roles["provider"] = pairs[roles["customer"]]
    elif roles and leaf.key == "provider":
        back = {value: key for key, value in pairs.items()}
        roles["customer"] = back.get(roles["provider"], "controller")


def _instalments(data: Any, leaf: Leaf) -> None:
    """Instalments come to their total."""
    for charge in data["pricing"]["charges"].values():
        if charge["basis"] == "instalments" and leaf.steps[-1] == "total":
            charge["instalments"][0]["amount"] = charge["total"]
        elif charge["basis"] == "instalments" and "total" in charge:
            sums = [number(one["amount"]) for one in charge["instalments"]]
            charge["total"] = str(sum(sums))


def _blend(data: Any, leaf: Leaf) -> None:
    """The weights of a blend of indexes add up to 100."""
    weights = (data["pricing"].get("indexation") or {}).get("weights")
    if weights and leaf.key == "weights":
        first, *others = weights
        rest = (100 - number(weights[first])) / len(others)
        weights |= dict.fromkeys(others, f"{rest} percent")


def _transition(data: Any, leaf: Leaf) -> None:
    """A fee or a holdback that rests on the transition charge has one to rest on."""
    paid = any(one["basis"] == "milestone" for one in data["pricing"]["charges"].values())
    held = "holdback" in (data.get("transition") or {})
    if (held or "unamortised_transition" in str(data["term"])) and not paid:
        reach(data, ("transition", "milestones", MAP))["pays"] = "60000"
        data["pricing"]["charges"]["setup"] = {"basis": "milestone", "total": "60000"}


def _phases(data: Any, leaf: Leaf) -> None:
    """A fee by phase is for phases that the contract has."""
    for phase, section in (("before_go_live", "transition"), ("pilot", "pilot")):
        if f"'phase': '{phase}'" in str(data["term"]):
            reach(data, (section,))
    if "'phase': 'renewal'" in str(data["term"]):
        reach(data, ("term", "renewal"))


def _renewal(data: Any, leaf: Leaf) -> None:
    """What counts when the term renews needs one that does; terms end in the months tried."""
    prices = data["pricing"]
    if leaf.steps == ("pricing", "minimum_term"):
        data["term"]["initial"] = "12 months"
    if {"minimum_renewal", "renewal_increase"} & set(prices):
        data["term"].setdefault("renewal", {"kind": "auto", "length": "12 months"})
        if leaf.steps[0] == "pricing":
            data["term"]["initial"] = "12 months"


def _currency(data: Any, leaf: Leaf) -> None:
    """A movement of the rate is one of a share of the charges."""
    fx = data["pricing"].get("fx") or {}
    if fx.get("method") in ("collar", "spot") and leaf.steps[:2] == ("pricing", "fx"):
        data["pricing"]["fx"] = {"cost_share": "70 percent", "reference_rate": "71.50", **fx}


def _interest(data: Any, leaf: Leaf) -> None:
    """Only a rate alone may be one of a month or a day."""
    if leaf.key == "late_interest_per":
        data["pricing"]["invoicing"]["late_interest"] = "2 percent"


def _trades(data: Any, leaf: Leaf) -> None:
    """A fact of a trade stands in a contract of that trade."""
    for name in data.get("industry") or {}:
        if name in _ANNEX and leaf.steps[0] == "industry":
            data["contract"]["industries"] = [_ANNEX[name][0]]
        if name == "coding_accuracy":
            data["data_protection"] = {**HEALTH, **data.get("data_protection", {})}


def _privacy(data: Any, leaf: Leaf) -> None:
    """Personal data that travel have a mechanism; what is in scope has its law and its proof."""
    known = data.get("data_protection")
    if known is None:
        return
    if leaf.key == "personal_data" and known["personal_data"] == "false":
        data["data_protection"] = {"personal_data": "false"}
        return
    if leaf.path.endswith("phi.in_scope") and known["phi"]["in_scope"] == "false":
        known["phi"] = {"in_scope": "false"}
        known["regimes"] = [one for one in known["regimes"] if one != "hipaa"] or ["uk_gdpr"]
        known.pop("baa", None)
    known.setdefault("regimes", ["uk_gdpr"])
    if known["personal_data"] == "true":
        if "uk_transfers" in leaf.steps:
            known["transfers"] = [{"to": "PH", "mechanism": "uk_idta", **ASSESSED}]
        _importers(known)
        there = {one["to"] for one in known.get("transfers", ())}
        away = {"PH", "PT"} - there
        known["transfers"] = [
            *known.get("transfers", ()),
            *({"to": one, "mechanism": "bcr", **ASSESSED} for one in sorted(away)),
        ]
    if (known.get("phi") or {}).get("in_scope") == "true":
        known["regimes"] = [*dict.fromkeys([*known["regimes"], "hipaa"])]
        known["baa"] = {"signed": "2027-01-04", **known.get("baa", {})}
        _associate(known["baa"], leaf)
    if (known.get("card_data") or {}).get("in_scope") == "true":
        known["regimes"] = [*dict.fromkeys([*known["regimes"], "pci_dss"])]
        known["card_data"] = {"evidence": "AOC level 1", **known["card_data"]}


def _importers(known: Any) -> None:
    """An importer other than the provider is a sub-processor; the provider imports as well."""
    for one in list(known.get("transfers", ())):
        if one.get("importer", "provider") != "provider":
            company = {"name": one["importer"], "country": one["to"], "service": "hosting"}
            known |= {"subprocessors": [company], **DESCRIBED}
            known["transfers"].append(
                {"to": one["to"], "mechanism": "bcr", "importer": "provider", **ASSESSED}
            )


def _associate(agreement: Any, leaf: Leaf) -> None:
    """A title and a precedence are of a separate agreement, a time of an embedded one."""
    if leaf.path.endswith(("baa.name", "baa.precedence")):
        agreement["form"] = "separate"
    unused = ("breach_notice",) if agreement.get("form") == "separate" else ("name", "precedence")
    for name in unused:
        agreement.pop(name, None)


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
    """The pilot measures what its tests ask for, a test has one level, its order can happen."""
    pilot = data.get("pilot") or {}
    if leaf.steps == ("pilot", "runs"):
        live = "2027-02-01" if pilot["runs"] == "after_go_live" else "2027-12-01"
        data["transition"] = {"start": "2027-01-04", "go_live": live}
    if "instalments" in pilot:
        pilot["fee"] = str(sum(map(number, pilot["instalments"])))
    for test in pilot.get("exit", ()):
        if leaf.steps[-1] == "at_most":
            test.pop("at_least", None)
        if test["metric"] not in pilot["metrics"]:
            pilot["metrics"] = [*pilot["metrics"], test["metric"]]


TIES = (
    *LEVEL_TIES,
    *FRAME_TIES,
    _training,
    _pilot,
    _data_roles,
    _instalments,
    _blend,
    _transition,
    fees,
    _phases,
    _renewal,
    _interest,
    _currency,
    _trades,
    formulas.fitted,
    _privacy,
    _machines,
    _sites,
    _register,
    _processes,
    _shares,
    _milestones,
    _expected,
    _saving,
)
