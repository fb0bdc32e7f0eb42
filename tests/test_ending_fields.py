"""Each field on start, people and end is printed in the clause of its rule, or refused.

A spec holds every field of these models. Each value is changed to another of its kind, in every
stance: the words of a clause that states its rule change, or the spec is refused.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from datetime import date, timedelta
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
    "transition.holdback": ("trn.milestones",),
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
    "scaling": ("svc.scaling",),
    "risk.liability_cap": ("rsk.cap",),
    "risk.data_super_cap": ("rsk.cap",),
    "risk.uncapped": ("rsk.cap", "rsk.exclusions"),
    "risk.indemnities": ("rsk.indemnity",),
    "risk.insurance": ("rsk.insurance",),
    "risk.shared_risks": ("rsk.shared",),
    "risk.confidentiality": ("rsk.confidentiality",),
}
"""The clauses that state the rule of a field, by the longest path that begins its own."""
BASE = """
contract_kit: 1
contract: {id: T, title: T, effective_date: 2027-01-01, governing_law: Ontario, currency: CAD}
parties: {customer: {name: C, country: CA}, provider: {name: P, country: CA}}
roles:
  owner: {party: customer, title: Head of Care}
  sponsor: {party: customer, title: Chief of Care, sponsor: true}
  lead: {party: provider, title: Delivery Manager}
  trainer: {party: provider, title: Head of Training}
  account: {party: provider, title: Account Director}
sites: {main: {country: CA, model: onshore}, second: {country: CA, model: onshore}}
scope:
  processes:
    desk:
      office: back
      tasks: [answer]
      sites: [main]
      responsible: {customer: owner, provider: lead}
      sla: [accuracy, speed]
      volume: {baseline: 1000, unit: ticket, per: month}
    mail:
      office: back
      tasks: [write]
      sites: [main]
      responsible: {customer: owner, provider: lead}
      sla: [accuracy]
      volume: {baseline: 100, unit: letter, per: month}
  exclusivity: {kind: exclusive, minimum_share: 70 percent, fee: 50000, per: year,
    paid_by: provider}
service_levels:
  metrics:
    accuracy: {kind: accuracy, target: 98, minimum: 95}
    speed: {kind: turnaround, within: 2 days, unit: percent, target: 90}
pricing:
  charges:
    desk: {basis: per_unit, process: desk, rate: 100}
    mail: {basis: per_unit, process: mail, rate: 10}
    move: {basis: milestone, total: 60000}
  minimum_monthly: 50000
transition:
  start: 2027-01-04
  go_live: 2027-05-03
  long_stop: 2027-08-02
  delay_damages: {amount: 2500, per: week, cap: 20000, grace: 3 days, pro_rata: true,
    sole_remedy: true}
  milestones:
    ready: {due: 2027-02-01, owner: lead, test: staff pass, pays: 20000, title: Staff ready}
    passed: {due: 2027-05-03, owner: sponsor, test: pilot passed, pays: 40000}
  knowledge_transfer: {items: [SOP, faq], owner: owner, provider_owner: trainer,
    kept_current_by: provider, due: 2027-02-26}
  training:
    - {course: Product, mode: train_the_trainer, trainers: 6, trainees: 84, hours: 24,
      pass_mark: 85 percent, repeat: 12 months, paid_by: customer}
  licences: [{tool: crm, product: Zendesk Suite, seats: 90, held_by: customer, paid_by: provider}]
  holdback: 10 percent
  ramp: [{week: 2, share: 50 percent}, {week: 4, share: 80 percent}]
  hypercare: 5 weeks
pilot:
  start: 2027-03-01
  length: 2 months
  scope: [desk]
  volume_share: 20 percent
  fee: 6000
  instalments: [4000, 2000]
  guarantee: {amount: 5000, per: 30 days}
  check_ins: {every: week, owner: lead, attendees: [owner], inputs: [sla_report], title: Review}
  metrics: [accuracy]
  exit: [{metric: accuracy, at_least: 97}]
  feedback_from: [provider_agents, customer_stakeholders]
  if_failed: {extend_once: 1 month, then: customer_may_terminate_free}
people:
  attrition_cap: 35 percent
  background_checks: true
  remote_work: with_controls
  non_solicit: 12 months
  transferring_staff: {count: 14, law: TUPE 2006, list_due: 2027-01-31,
    indemnity: each_own_period}
  customer_staff: {communication_plan: 2027-01-15, upskilling_budget: 30000, redeployed_roles: 14}
  key_roles: [account]
scaling:
  ramp_up: {percent: 20, notice: 45 days}
  ramp_down: {percent: 10, notice: 45 days}
  forecast: {horizon: 14 weeks, tolerance: 15 percent}
  peak: {months: [11, 12], uplift: 40 percent}
risk:
  liability_cap: 150 percent of annual_charges
  data_super_cap: 5000000
  uncapped: [fraud, death_injury]
  indemnities: [data, ip]
  insurance: [{type: professional_indemnity, amount: 5000000}]
  shared_risks: [{risk: wage inflation, split: {customer: 60, provider: 40}}]
  confidentiality: 5 years
continuity: {rto: 4 hours, rpo: 1 hour, tests: 12 months, alternate_site: second, step_in: true}
term:
  initial: 36 months
  renewal: {kind: option, by: customer, length: 12 months, max: 2, notice: 6 months}
  convenience: {by: both, after: 12 months, notice: 90 days, provider_notice: 12 months,
    fee: {kind: none}}
  cause: {cure: 30 days}
  insolvency: true
  change_of_control: true
  force_majeure: 60 days
  exit: {plan_due: 6 months, assistance: 6 months, data_return: 30 days}
"""
"""A contract that says all that these models can hold."""
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
        {"year": "3", "fee": "20 percent of annual_charges"}]},
    "by_phase": {"by_phase": [
        {"phase": "before_go_live", "fee": {"kind": "unamortised_transition"}},
        {"phase": "initial_term", "fee": "20 percent of remaining_charges"}]},
    "by_months_left": {"by_months_left": [
        {"at_least": "6", "fee": {"kind": "declining", "amount": "24000"}},
        {"at_least": "3", "fee": "5000"}]},
    "greater_of": {"of": ["30000", {"kind": "declining", "amount": "24000"}]},
    "lesser_of": {"of": ["30000", "25 percent of annual_charges"]},
    "sum_of": {"of": [{"kind": "unamortised_transition"}, "5000"]},
}  # fmt: skip
"""Each kind of exit fee with all that it may have."""
COMMON = {"paid_by": "who_leaves", "payable": "at_end", "refund_if_renewed": "50 percent"}


def put(data: Any, path: str, value: Any) -> None:
    *steps, last = path.split(".")
    parent = at(data, tuple(steps))
    parent[int(last) if isinstance(parent, list) else last] = value


def data_with(fee: str) -> Any:
    """The spec as data, with an exit fee of this kind."""
    data = data_of(load(BASE))
    if fee:
        data["term"]["convenience"]["fee"] = {"kind": fee, **deepcopy(FEES[fee]), **COMMON}
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


def others(data: Any, path: tuple[str, ...], value: Any) -> list[Any]:
    """Other values of the same kind, of a list with another first member."""
    first, rest = (value[0], value[1:]) if isinstance(value, list) else (value, None)
    if path[-1] == "instalments":
        return [[*reversed(value)]]
    words = _words(path) or _names(data, first) or _more(path, str(first))
    found = [one for one in words if one not in (first, *(rest or ()))]
    return found if rest is None else [[one, *rest] for one in found]


def _words(path: tuple[str, ...]) -> list[str]:
    annotation: Any = Contract
    for key in path:
        annotation = below(annotation, key)
    return words_of(annotation)


def _names(data: Any, value: str) -> list[str]:
    """The names of the map that holds a name."""
    levels = data["service_levels"]["metrics"]
    maps = (data["roles"], data["sites"], levels, data["scope"]["processes"])
    return [name for known in maps if value in known for name in known]


def _more(path: tuple[str, ...], value: str) -> list[str]:
    """Another flag, period, date, number or text."""
    if value in ("true", "false"):
        return ["true", "false"]
    if value in NAMED_PERIODS:
        return [*NAMED_PERIODS]
    if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        day = date.fromisoformat(value)
        return [(day + timedelta(days=step)).isoformat() for step in (-1, 1)]
    if number := re.search(r"\d+", value):
        factors = (2,) if path[-1] in ("per", "percent") else ()
        numbers = (int(number[0]) + 1, *(int(number[0]) * one for one in factors))
        return [value.replace(number[0], str(one), 1) for one in numbers]
    return [f"another {value}"]


TIES = {
    "transition.milestones.ready.pays": ("pricing.charges.move.total", "60001"),
    "transition.milestones.passed.pays": ("pricing.charges.move.total", "60001"),
    "transition.go_live": ("transition.milestones.passed.due", "2027-05-01"),
    "pilot.fee": ("pilot.instalments", ["4000", "2001"]),
    "pilot.metrics": ("pilot.exit", []),
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


def changes(fee: str, prefix: str) -> list[tuple[tuple[str, ...], Any]]:
    data = data_with(fee)
    return [
        (path, value)
        for path in leaves(data)
        if ".".join(path).startswith(prefix) and rule_of(".".join(path))
        for value in others(data, path, at(data, path))
    ]


def silent_in(fee: str, prefix: str = "") -> list[str]:
    contract = load(yaml_of(data_with(fee)), checks=[check])
    every = {one for rule in RULES.values() for one in rule}
    before = {stance: printed(contract, stance, every) for stance in STANCES}
    found = []
    for path, value in changes(fee, prefix):
        name, changed = ".".join(path), data_with(fee)
        put(changed, name, value)
        if name in TIES:
            put(changed, *TIES[name])
        found.append(outcome(changed, path, value, before))
    return [one for one in found if one]


SECTIONS = (
    "scope.exclusivity",
    "transition",
    "pilot",
    "people",
    "continuity",
    "term",
    "scaling",
    "risk",
)


@pytest.mark.sampled(6)
@pytest.mark.parametrize("section", SECTIONS)
def test_no_field_is_silent(section: str) -> None:
    assert silent_in("", section) == []


@pytest.mark.sampled(6)
@pytest.mark.parametrize("fee", FEES)
def test_no_field_of_an_exit_fee_is_silent(fee: str) -> None:
    assert silent_in(fee, "term.convenience.fee") == []


def test_each_kind_of_exit_fee_has_words_of_its_own() -> None:
    """A change of the kind alone is refused; with what the kind needs, the clause changes."""
    contracts = [load(yaml_of(data_with(fee)), checks=[check]) for fee in ("", *FEES)]
    texts = [printed(contract, "balanced", ("end.fee",))["end.fee"] for contract in contracts]
    assert len({*texts}) == len(texts)
