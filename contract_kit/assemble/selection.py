"""Which clauses a contract consists of, and in which wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from contract_kit.assemble import short
from contract_kit.assemble.custom import custom_terms, in_order
from contract_kit.assemble.regimes import worded
from contract_kit.assemble.wordings import Chosen
from contract_kit.findings import Finding, Severity
from contract_kit.library import Body, Clause, Library, condition
from contract_kit.library.documents import ATTACHED, Attached

__all__ = ["Chosen", "Selection", "select"]

if TYPE_CHECKING:
    from contract_kit.assemble.facts import Facts


@dataclass(frozen=True, slots=True)
class Selection:
    """The chosen clauses in printing order, and what speaks against the choice.

    `left_out` are those whose condition holds and that the spec excludes; nothing is printed of
    them. `carried` names, for each clause that another one speaks for in the short form, that one.
    """

    chosen: tuple[Chosen, ...]
    findings: tuple[Finding, ...]
    left_out: tuple[Clause, ...] = ()
    carried: Mapping[str, str] = field(default_factory=dict)

    def has(self, clause: str) -> bool:
        """Whether the contract prints that clause, or another one that speaks for it."""
        printed = self.carried.get(clause, clause)
        return any(one.id == printed for one in self.chosen)


def select(library: Library, facts: Facts, stance: str) -> Selection:
    """The clauses whose condition holds, in the wording of the stance or of the spec's override."""
    overrides = _overrides(facts)
    findings = [*_unknown(overrides, library, facts)]
    chosen, left_out = [], []
    for clause in library.clauses.values():
        override = overrides.get(clause.id)
        if clause.front.schedule == ATTACHED:
            continue
        if not _is_put_in(override) and not clause.when(facts):
            continue
        if override is not None and override.exclude:
            findings.extend(_exclusion(clause, override, facts))
            left_out.append(clause)
        else:
            chosen.append(_choose(clause, override, facts, stance))
    carried: Mapping[str, str] = {}
    if str(facts("contract.form")) == "short":
        asked = {name for name, one in overrides.items() if _is_put_in(one)}
        chosen, carried = short.shortened(chosen, facts, stance, asked)
    chosen = in_order([*chosen, *custom_terms(facts)])
    findings.extend(_needs(chosen, carried, facts))
    return Selection(tuple(chosen), tuple(findings), tuple(left_out), carried)


def part(
    library: Library, facts: Facts, stance: str, whole: Selection, document: Attached
) -> Selection:
    """The clauses of a document built alone: its frame, and what it takes of the whole contract."""
    overrides = _overrides(facts)
    findings: list[Finding] = []
    frame, left_out = [], []
    for name in document.frame:
        clause, override = library.clauses[name], overrides.get(name)
        if override is not None and override.exclude:
            findings.extend(_exclusion(clause, override, facts))
            left_out.append(clause)
        else:
            frame.append(_choose(clause, override, facts, stance))
    taken = (one for one in whole.chosen if document.takes(one.id, one.schedule))
    chosen = in_order([*frame, *taken, *_apart(library, facts, stance, whole, document)])
    printed = {one.id for one in chosen}
    carried = {key: other for key, other in whole.carried.items() if other in printed}
    return Selection(tuple(chosen), tuple(findings), tuple(left_out), carried)


def _apart(
    library: Library, facts: Facts, stance: str, whole: Selection, document: Attached
) -> Iterator[Chosen]:
    """What the contract leaves to the document, such as a business associate agreement."""
    excluded = {clause.id for clause in whole.left_out}
    overrides = _overrides(facts)
    for name in document.apart if condition(document.when)(facts) else ():
        if not whole.has(name) and name not in excluded:
            yield _choose(library.clauses[name], overrides.get(name), facts, stance)


def _overrides(facts: Facts) -> Mapping[str, Any]:
    overrides = facts.contract.get("clauses") or {}
    assert isinstance(overrides, Mapping)
    return overrides


def _is_put_in(override: Any) -> bool:
    """Whether the spec asks for a clause whatever its condition; figures alone do not."""
    return override is not None and override.model_fields_set != {"figures"}


def _choose(clause: Clause, override: Any, facts: Facts, stance: str) -> Chosen:
    variant = clause.variant((override and override.variant) or stance)
    body = clause.bodies[variant]
    body = replace(body, source=worded(body.source, facts.contract))
    if override is not None and override.text:
        path = f"clauses.{clause.id}.text"
        location = facts.contract.location(path)
        body = Body(f"{override.text}\n", location.line or 1, location.path)
        variant = "spec"
    return Chosen(clause, variant, body)


def _unknown(overrides: Mapping[str, Any], library: Library, facts: Facts) -> Iterator[Finding]:
    from difflib import get_close_matches  # noqa: PLC0415 - only for mistakes

    for name in overrides:
        if name in library.clauses:
            continue
        near = get_close_matches(name, library.clauses, 1)
        hint = f"; did you mean '{near[0]}'?" if near else "; `contract-kit clauses` lists them"
        yield Finding(
            "V01",
            Severity.ERROR,
            f"unknown clause '{name}'; the id of a clause of the library was expected{hint}",
            facts.contract.location(f"clauses.{name}"),
        )


def _exclusion(clause: Clause, override: Any, facts: Facts) -> Iterator[Finding]:
    reasoned = isinstance(override.exclude, str) and len(override.exclude.strip()) > 3
    if not clause.front.mandatory or (reasoned and override.approved_by):
        return
    what = "no reason" if not reasoned else "no approver"
    yield Finding(
        "V49",
        Severity.ERROR,
        f"the mandatory clause {clause.id} ({clause.front.title}) is excluded with {what}; "
        "give `exclude: <reason>` and `approved_by: <role or name>`",
        facts.contract.location(f"clauses.{clause.id}"),
    )


def _needs(chosen: list[Chosen], carried: Mapping[str, str], facts: Facts) -> Iterator[Finding]:
    printed = {*carried, *(one.id for one in chosen)}
    for one in chosen:
        for needed in one.clause.front.needs:
            if needed not in printed:
                yield Finding(
                    "V49",
                    Severity.ERROR,
                    f"clause {one.id} needs clause {needed}, which this contract leaves out; "
                    f"put {needed} back or exclude {one.id} too",
                    facts.contract.location(f"clauses.{needed}"),
                )
