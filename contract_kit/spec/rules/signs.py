"""V71, V198: nothing of the spec is below zero, but for what may fall; some of it is above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from contract_kit.findings import Finding
from contract_kit.quantities import Count, Duration, Extremum, Money, Percent, text
from contract_kit.spec.rules.registry import error, rule
from contract_kit.spec.vocabulary.shape import parts

if TYPE_CHECKING:
    from contract_kit.spec.contract import Contract

_MAY_FALL = re.compile(r"pricing\.indexation\.floor$|\.formula\.|\.expected$")
"""Where a value may lie below zero: a fall of an index, formulas, and what is only expected."""
_OWED = (
    "a sum that the provider owes is the price of a charge with basis computed, for example"
    " “price: 0 USD - bought_back”."
)
_LEVEL = re.compile(
    r"service_levels\.(metrics\..*\.(target|minimum|achieved|level)"
    r"|bonuses\.awards\.\d+\.at|credits\.worked_example)$"
)
"""What is a level: whether it can be, V08 says by the kind of metric."""
_ABOVE = (
    "term.initial", "term.renewal.length", "term.convenience.fee.*over",
    "pilot.length", "pilot.if_failed.extend_once",
    "pricing.fx.reference_rate", "pricing.charges.*.lot", "pricing.volume_band.months",
    "pricing.minimum_schedule.*.from_month",
    "risk.liability_cap", "risk.data_super_cap", "risk.insurance.*.amount",
    "scope.deliverables.rounds", "people.transferring_staff.count",
    "governance.compliance_audits.per_year", "governance.compliance_audits.records_kept",
    "governance.qa_audits.sample", "data_protection.retention", "security.access.logs_kept",
    "transition.training.*.hours", "transition.ramp.*.week",
    "service_levels.metrics.*.within", "service_levels.metrics.*.repeat_window",
    "service_levels.metrics.*.sample", "service_levels.metrics.*.credit_when.times",
    "service_levels.metrics.*.ramp.*.until_month", "service_levels.credits.repeat.months",
    "service_levels.credits.per_duration.*.each", "service_levels.credits.per_duration.*.lasts",
    "service_levels.termination_trigger.*",
)  # fmt: skip
"""What lasts, is divided by or counted from one: nothing of it would be a rule without sense."""


@rule("V198")
def what_lasts_or_counts_is_something(contract: Contract) -> Iterator[Finding]:
    """Find periods of no length, lots of nothing and repeats that never happened."""
    for path, value, shown in _numbers(contract):
        if value == 0 and any(fnmatchcase(path, one) for one in _ABOVE):
            yield error(contract, "V198", path, f"{path.rpartition('.')[2]} is {shown}, which says"
                        " nothing; expected more than 0; change it, or remove it.")  # fmt: skip


@rule("V71")
def nothing_is_below_zero(contract: Contract) -> Iterator[Finding]:
    """Find negative values: which way a sum goes is said in words."""
    for path, value, shown in _numbers(contract):
        if value < 0 and not may_fall(path):
            owed = _OWED if path.startswith("pricing.") else "write it without the sign."
            yield error(
                contract, "V71", path, f"{shown} lies below zero; expected 0 or more; {owed}"
            )


def may_fall(path: str) -> bool:
    """Say whether the value at a path may lie below zero."""
    return bool(_LEVEL.match(path) or _MAY_FALL.search(path))


def _numbers(contract: Contract) -> Iterator[tuple[str, Decimal, str]]:
    """Every number of the sections that are free of mistakes."""
    for root in filter(contract.intact, type(contract).model_fields):
        yield from _values(root, getattr(contract, root))


def _values(path: str, value: object) -> Iterator[tuple[str, Decimal, str]]:
    """Every number below a path, with its size and how it is written."""
    match value:
        case Money(size, _):
            yield path, size, text(value)
        case Percent(size, _) | Count(size, _, _) | Duration(size, _):
            yield path, size, text(value)
        case Extremum(_, members):
            for member in members:
                yield from _values(path, member)
        case bool():
            return
        case Decimal() | int():
            yield path, Decimal(value), str(value)
        case _:
            for key, below in parts(value):
                yield from _values(f"{path}.{key}", below)
