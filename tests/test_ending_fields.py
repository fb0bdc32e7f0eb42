"""Each field on start, people and end is printed in the clause of its rule, or refused.

A spec holds every field of these models. Each value is changed to another of its kind, in every
stance: the words of a clause that states its rule change, or the spec is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest

from contract_kit.assemble.builder import Builder
from contract_kit.assemble.document import _printer as printer_of
from contract_kit.assemble.facts import Facts
from contract_kit.assemble.selection import select
from contract_kit.document import Section, Table
from contract_kit.errors import SpecError
from contract_kit.settle.rules import check
from contract_kit.spec import Contract, load
from contract_kit.spec.dumping import data_of, yaml_of
from contract_kit.spec.vocabulary.scalars import NAMED_PERIODS
from contract_kit.spec.vocabulary.shape import below, words_of
from tests.conftest import STANCES, clause_library
from tests.spec_samples import SUPPORT

RULES = {
    "term.initial": ("term.initial", "term.renewal"),
    "term.renewal": ("term.renewal",),
    "term.convenience.fee": ("end.fee",),
    "term.convenience": ("end.convenience", "end.fee"),
    "term.cause": ("end.cause",),
    "term.insolvency": ("end.insolvency", "end.cause"),
    "term.change_of_control": ("end.control", "end.cause"),
    "term.force_majeure": ("end.force",),
    "term.exit.plan_due": ("exit.plan",),
    "term.exit.assistance": ("exit.assist",),
    "term.exit.data_return": ("exit.data",),
    "transition.start": ("trn.plan",),
    "transition.go_live": ("trn.plan", "trn.delay", "end.fee"),
    "transition.long_stop": ("trn.delay",),
    "transition.delay_damages": ("trn.delay",),
    "transition.milestones": ("trn.milestones",),
    "transition.knowledge_transfer.kept_current_by": ("trn.sop",),
    "transition.knowledge_transfer": ("trn.kt",),
    "transition.training": ("trn.training",),
    "transition.licences": ("trn.licences",),
    "transition.ramp": ("trn.ramp",),
    "transition.hypercare": ("trn.ramp",),
    "pilot.metrics": ("trn.exit_criteria",),
    "pilot.exit": ("trn.exit_criteria",),
    "pilot": ("trn.pilot",),
    "people.attrition_cap": ("ppl.attrition",),
    "people.background_checks": ("ppl.vetting",),
    "people.remote_work": ("ppl.remote",),
    "people.non_solicit": ("ppl.nonsolicit",),
    "people.transferring_staff": ("ppl.transfer",),
    "people.customer_staff": ("ppl.change",),
    "people.key_roles": ("ppl.key",),
    "continuity.rto": ("bcp.plan",),
    "continuity.rpo": ("bcp.plan",),
    "continuity.tests": ("bcp.plan",),
    "continuity.alternate_site": ("bcp.plan",),
    "continuity.step_in": ("bcp.step_in",),
    "scope.exclusivity": ("svc.exclusivity",),
}
"""The clauses that state the rule of a field, by the longest path that begins its own."""
FULL: dict[str, Any] = {
    "scope.exclusivity": {
        "kind": "exclusive", "minimum_share": "70 percent", "fee": "50000", "per": "year",
        "paid_by": "provider",
    },
    "term": {
        "initial": "36 months",
        "renewal": {"kind": "option", "by": "customer", "length": "12 months", "max": "2",
                    "notice": "6 months"},
        "convenience": {"by": "both", "after": "12 months", "notice": "90 days",
                        "provider_notice": "12 months", "fee": {"kind": "none"}},
        "cause": {"cure": "30 days"},
        "insolvency": "true",
        "change_of_control": "true",
        "force_majeure": "60 days",
        "exit": {"plan_due": "6 months", "assistance": "6 months", "data_return": "30 days"},
    },
    "transition.delay_damages": {"amount": "2500", "per": "week", "cap": "20000",
                                 "grace": "3 days", "pro_rata": "true", "sole_remedy": "true"},
    "transition.milestones.sops_accepted.title": "Procedures accepted",
    "transition.knowledge_transfer.due": "2027-02-26",
    "transition.training.0.repeat": "12 months",
    "transition.licences.0.paid_by": "provider",
    "transition.ramp": [{"week": "2", "share": "50 percent"}, {"week": "4", "share": "80 percent"}],
    "transition.hypercare": "5 weeks",
    "pilot.fee": "6000",
    "pilot.instalments": ["4000", "2000"],
    "pilot.guarantee": {"amount": "5000", "per": "30 days"},
    "pilot.check_ins.title": "Pilot review",
    "pilot.check_ins.inputs": ["sla_report"],
    "pilot.credits_apply": "true",
    "people": {
        "attrition_cap": "35 percent",
        "background_checks": "true",
        "remote_work": "with_controls",
        "non_solicit": "12 months",
        "transferring_staff": {"count": "14", "law": "TUPE 2006", "list_due": "2027-01-31",
                               "indemnity": "each_own_period"},
        "customer_staff": {"communication_plan": "2027-01-15", "upskilling_budget": "30000",
                           "redeployed_roles": "14"},
        "key_roles": ["account_lead"],
    },
}  # fmt: skip
"""What the support example does not say, at its path."""
FEES: dict[str, dict[str, Any]] = {
    "fixed": {"amount": "50000"},
    "percent_of_remaining": {"percent": "50 percent"},
    "rest_of_year": {"percent": "100 percent", "average_over": "6 months"},
    "average_months": {"months": "3", "average_over": "90 days", "minimum_counts": "true"},
    "shortfall_days": {"days": "180", "average_over": "180 days"},
    "unamortised_transition": {},
    "declining": {"amount": "24000", "over": "24 months"},
    "by_contract_year": {"average_over": "6 months", "by_year": [
        {"year": "1", "fee": {"kind": "percent_of_remaining", "percent": "30 percent"}},
        {"year": "2", "fee": "20 percent of annual_charges"}]},
    "by_phase": {"by_phase": [
        {"phase": "before_go_live", "fee": {"kind": "unamortised_transition"}},
        {"phase": "initial_term", "fee": "20 percent of remaining_charges"}]},
    "greater_of": {"of": ["30000", {"kind": "declining", "amount": "24000"}]},
    "lesser_of": {"of": ["30000", "25 percent of annual_charges"]},
    "sum_of": {"of": [{"kind": "unamortised_transition"}, "5000"]},
}  # fmt: skip
"""Each kind of exit fee with all that it may have."""
COMMON = {"paid_by": "who_leaves", "payable": "at_end", "refund_if_renewed": "50 percent"}


def put(data: Any, path: str, value: Any) -> None:
    *steps, last = path.split(".")
    for step in steps:
        data = data[int(step)] if isinstance(data, list) else data[step]
    data[last] = value


@cache
def base() -> str:
    loaded = data_of(load(SUPPORT))
    for section in ("governance", "data_protection", "security", "technology", "scaling", "risk"):
        del loaded[section]
    for path, value in FULL.items():
        put(loaded, path, value)
    return yaml_of(loaded)


def data_with(fee: str) -> Any:
    data = data_of(load(base()))
    data["term"]["convenience"]["fee"] = {"kind": fee, **FEES[fee], **COMMON} if fee else {
        "kind": "none"}  # fmt: skip
    return data


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of single values, and of lists of them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list) and any(isinstance(one, (dict, list)) for one in value):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, str(index)))
    else:
        yield path


def at(data: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def others(data: Any, path: tuple[str, ...], value: Any) -> Iterator[Any]:
    """Other values of the same kind."""
    annotation: Any = Contract
    for key in path:
        annotation = below(annotation, key)
    words = words_of(annotation)
    names = _names(data, value[0] if isinstance(value, list) else value)
    if words or names:
        found = [one for one in words or names if one != value and one not in value]
        yield from ([one, *value[1:]] if isinstance(value, list) else one for one in found)
    elif path[-1] == "instalments":
        yield [*reversed(value)]
    elif isinstance(value, list):
        yield [f"another {value[0]}", *value[1:]]
    else:
        yield from _other_words(path, value)


def _other_words(path: tuple[str, ...], value: Any) -> Iterator[Any]:
    """Other values where one is a word, a period, a date or a number."""
    if value in ("true", "false"):
        yield "false" if value == "true" else "true"
    elif value in NAMED_PERIODS:
        yield from (one for one in NAMED_PERIODS if one != value)
    elif re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        yield (date.fromisoformat(str(value)) - timedelta(days=1)).isoformat()
        yield (date.fromisoformat(str(value)) + timedelta(days=1)).isoformat()
    elif number := re.search(r"\d+", str(value)):
        yield str(value).replace(number[0], str(int(number[0]) + 1), 1)
        if path[-1] == "per":
            yield str(value).replace(number[0], str(int(number[0]) * 2), 1)
    else:
        yield f"another {value}"


def _names(data: Any, value: str) -> list[str]:
    """The other names of the map that holds a name."""
    levels = data["service_levels"]["metrics"]
    maps = (data["roles"], data["sites"], levels, data["scope"]["processes"])
    return [name for known in maps if value in known for name in known]


TIES = {
    "transition.milestones.sops_accepted.pays": ("pricing.charges.transition.total", "60001"),
    "pilot.fee": ("pilot.instalments", ["4000", "2001"]),
    "pilot.instalments": ("pilot.fee", "6000"),
    "transition.go_live": ("transition.milestones.pilot_passed.due", "2027-05-01"),
    "transition.start": ("contract.effective_date", "2027-01-01"),
}
"""What a rule ties to a field, with the value that makes the change valid."""


def rule_of(path: str) -> tuple[str, ...]:
    known = [one for one in RULES if path == one or path.startswith(f"{one}.")]
    return RULES[max(known, key=len)] if known else ()


def printed(contract: Contract, stance: str, wanted: Collection[str]) -> dict[str, str]:
    """The text of these clauses, as far as the contract has them, built without the rest."""
    facts, library = Facts(contract), clause_library()
    selection = select(library, facts, stance)
    builder = Builder(library, facts, selection, printer_of(facts))
    chosen = [one for one in selection.chosen if one.id in wanted]
    return {one.id: _text(builder.section(one, level=1)) for one in chosen}


def _text(section: Section) -> str:
    return "\n".join(
        " | ".join(cell.text for row in block.rows for cell in row.cells)
        if isinstance(block, Table)
        else block.text
        for block in section.blocks
    )


def outcome(data: Any, path: tuple[str, ...], value: Any, before: dict[str, dict[str, str]]) -> str:
    """Where a change is silent: the stances, empty where none."""
    try:
        contract = load(yaml_of(data), checks=[check])
    except SpecError:
        return ""
    rule = rule_of(".".join(path))
    silent = []
    for stance in STANCES:
        if printed(contract, stance, rule) == {
            one: text for one, text in before[stance].items() if one in rule
        }:
            silent.append(stance)
    return f"{'.'.join(path)}: {value}: {' '.join(silent)}" if silent else ""


def silent_in(fee: str, prefix: str = "") -> list[str]:
    data = data_with(fee)
    contract = load(yaml_of(data), checks=[check])
    every = {one for rule in RULES.values() for one in rule}
    before = {stance: printed(contract, stance, every) for stance in STANCES}
    found = []
    for path in leaves(data):
        name = ".".join(path)
        if not name.startswith(prefix) or not rule_of(name):
            continue
        was = at(data, path)
        for value in others(data, path, was):
            changed = data_with(fee)
            parent = at(changed, path[:-1])
            parent[int(path[-1]) if isinstance(parent, list) else path[-1]] = value
            if name in TIES:
                put(changed, *TIES[name])
            found.append(outcome(changed, path, value, before))
    return [one for one in found if one]


def test_no_field_is_silent() -> None:
    assert silent_in("") == []


@pytest.mark.parametrize("fee", FEES)
def test_no_field_of_an_exit_fee_is_silent(fee: str) -> None:
    assert silent_in(fee, "term.convenience.fee") == []
