"""The smallest spec of each context: the base spec with what the context needs."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from contract_kit.spec.kinds import (
    CHARGE_BASES,
    CLOCKED,
    CREDIT_METHODS,
    METRIC_KINDS,
    result_form,
)
from contract_kit.spec.lookup import LIST, MAP
from contract_kit.spec.vocabulary.metrics import Metric
from tests.fields import formulas
from tests.fields.contexts import METHOD, Context
from tests.fields.reach import (
    CHARGE,
    CHARGED,
    METRIC,
    PROBE,
    PROCESS,
    Data,
    Steps,
    example,
    reach,
    read,
    type_at,
)

LEVELS = {"higher": ("80", "75"), "lower": ("5", "8")}
SIDES = {"share_within": "higher", "count": "lower"}
UNITS = {"share_within": "percent", "count": "items"}


@cache
def _base() -> Data:
    return read(Path(__file__).with_name("base.yaml").read_text(encoding="utf-8"))


def draft(context: Context) -> Data:
    """The smallest spec of a context."""
    data = deepcopy(_base())
    found = {one.steps: one.value for one in context}
    if METHOD in found:
        _method(data, found[METHOD])
    if {(*METRIC, "kind"), (*METRIC, "statistic")} & set(found):
        kind = found.get((*METRIC, "kind"), "response_time")
        _metric(data, kind, found.get((*METRIC, "statistic"), "none"))
    if (*METRIC, "class") in found:
        _class(data, found[(*METRIC, "class")])
    if (*CHARGE, "basis") in found:
        _charge(data, found[(*CHARGE, "basis")], found.get((*CHARGE, "with"), ""))
    for steps, value in found.items():
        if steps != METHOD and steps[:-1] not in (METRIC, CHARGE):
            owner = reach(data, steps[:-1])
            owner[steps[-1]] = value
            SUITS.get(steps, _nothing)(data, owner, value)
    return data


def _metric(data: Data, kind: str, statistic: str) -> None:
    """A metric of a kind and statistic, with what its levels need."""
    row = METRIC_KINDS[kind]
    target, minimum = LEVELS[SIDES.get(statistic, row.direction or "higher")]
    unit = UNITS.get(statistic, row.unit or "points")
    old = data["service_levels"]["metrics"][PROBE]
    made = {"kind": kind, "class": old["class"], "source": "ACD report"}
    made |= {key: old[key] for key in ("weight", "credit") if key in old}
    made |= {"unit": unit, "target": target, "minimum": minimum}
    if not row.direction and statistic not in SIDES:
        made["direction"] = "higher"
    if statistic != "none":
        made["statistic"] = statistic
    if statistic == "share_within" and kind in CLOCKED:
        made["within"] = "20 seconds"
    said = {key: made[key] for key in ("kind", "target", "unit", "statistic") if key in made}
    if not result_form(Metric.model_validate({key: str(one) for key, one in said.items()})):
        made["formula"] = "good over all"
    if row.survey:
        made |= {"min_sample": "300", "scale": "4-5 of 5"}
    data["service_levels"]["metrics"][PROBE] = made


def _method(data: Data, method: str) -> None:
    """Credits by a method, and metrics that carry no weight where none counts."""
    if method == "weighted":
        return
    credits, metrics = data["service_levels"]["credits"], data["service_levels"]["metrics"]
    credits.clear()
    credits["method"] = method
    for metric in metrics.values():
        metric.pop("weight")
    for key in CREDIT_METHODS[method]:
        reach(data, (*METHOD[:-1], key))
    METHODS.get(method, _nothing)(data, metrics[PROBE], method)


def _nothing(data: Data, owner: Data, value: str) -> None:
    """Most words ask for nothing besides."""


def _fixed(data: Data, probe: Data, _: str) -> None:
    for metric in data["service_levels"]["metrics"].values():
        metric["credit"] = "6 percent of monthly_charges"


def _table(data: Data, probe: Data, _: str) -> None:
    rows = "t: [{achieved: 76, rebate: 5 percent}, {achieved: 70, rebate: 10 percent}]"
    data["service_levels"]["credits"]["table"] = read(rows)["t"]
    data["service_levels"]["metrics"]["csat"]["class"] = "report_only"


def _duration(data: Data, probe: Data, _: str) -> None:
    probe |= {"kind": "resolution_time", "unit": "hours", "target": "4", "minimum": "8"}
    del probe["within"]


def _event(data: Data, probe: Data, _: str) -> None:
    data["service_levels"]["credits"]["per_event"][0]["metric"] = PROBE
    probe |= {"kind": "custom", "statistic": "count", "unit": "incidents"}
    probe |= {"target": "4", "minimum": "8"}
    del probe["within"]


Suit = Callable[[Data, Data, str], None]
METHODS: dict[str, Suit] = {
    "fixed_percent": _fixed,
    "table": _table,
    "per_duration": _duration,
    "per_event": _event,
}
"""What metrics and credits need with a method."""


def _class(data: Data, one: str) -> None:
    metrics = data["service_levels"]["metrics"]
    metrics[PROBE]["class"] = one
    if one != "critical":
        if metrics[PROBE].pop("weight", None):
            metrics["csat"]["weight"] = "100"
        metrics[PROBE].pop("credit", None)
        metrics["csat"]["class"] = "critical"


def _charge(data: Data, basis: str, form: str) -> None:
    """A charge on a basis, with what the basis needs."""
    made: dict[str, Any] = {"basis": basis, "process": PROCESS}
    data["pricing"]["charges"][CHARGED] = made
    for need in CHARGE_BASES[basis]:
        key = (form or need.split("|")[0]) if "|" in need else need
        made[key] = example(type_at(CHARGE), key)
    made |= read(BESIDE.get((basis, form), BESIDE.get((basis, ""), "{}")))
    if basis == "computed":
        made |= {"formula": read(formulas.TEXT), "unit": "call"}
    if basis == "milestone":
        reach(data, ("transition", "milestones", MAP))["pays"] = made["total"]


BESIDE = {
    ("percent_of_revenue", "rate"): "{rate: 4 percent, revenue: sales, expected: 500000}",
    ("percent_of_revenue", "tiers"): "{revenue: sales, expected: 500000,"
    " tiers: [{up_to: 200000, rate: 4 percent}, {rate: 3 percent}]}",
    ("cost_plus", ""): "{cost: salaries, expected: 50000}",
    ("gain_share", ""): "{baseline_cost: 90000, share: 60/40}",
    ("instalments", ""): "{total: 60000, instalments: [{due: 2027-02-01, amount: 60000}]}",
}
"""What a charge needs for a price besides the keys of its basis."""


def _onshore(data: Data, site: Data, model: str) -> None:
    if model == "onshore":
        site["country"] = data["parties"]["customer"]["country"]


def _party(data: Data, role: Data, _: str) -> None:
    role.pop("sponsor", None)


def _trainers(data: Data, course: Data, _: str) -> None:
    course["trainers"] = "6"


def _questions(data: Data, machine: Data, kind: str) -> None:
    for key in ("disclosed_to_consumers", "human_handover", "trains_on_customer_data"):
        if kind == "ai":
            machine[key] = "true"


def _regime(data: Data, transfer: Data, mechanism: str) -> None:
    zone = "gdpr" if mechanism.startswith("scc") else "uk_gdpr"
    data["data_protection"]["regimes"] = ["pipeda" if mechanism == "by_contract" else zone]
    if mechanism == "dpf":
        transfer["to"] = "US"
        company = {"name": "Cloud Inc.", "country": "US", "service": "hosting", "mechanism": "dpf"}
        data["data_protection"]["subprocessors"] = [company]
    if mechanism == "scc_p2p":
        data["data_protection"]["roles"] = {"customer": "processor", "provider": "sub_processor"}
    transfer["risk_assessment"] = "2026-12-10"


def _monthly(data: Data, measured: Data, each: str) -> None:
    charge = data["pricing"]["charges"][CHARGED]
    if each == "month" and charge["basis"] == "computed":
        formulas.monthly(charge)


SUITS: dict[Steps, Suit] = {
    ("sites", MAP, "model"): _onshore,
    (*formulas.STEPS, "inputs", MAP, "each"): _monthly,
    ("roles", MAP, "party"): _party,
    ("transition", "training", LIST, "mode"): _trainers,
    ("technology", "automation", LIST, "type"): _questions,
    ("data_protection", "transfers", LIST, "mechanism"): _regime,
}
"""What rules ask for besides a word."""
