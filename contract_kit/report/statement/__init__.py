"""Settlements in every format: one function a format, in one dict."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.settle import Settlement, Simulation
    from contract_kit.spec import Contract

FORMATS = {
    "text": "contract_kit.report.statement.text",
    "json": "contract_kit.report.statement.machine",
    "xlsx": "contract_kit.report.statement.workbook",
    "pdf": "contract_kit.report.statement.scorecard",
}
"""Format name → the module whose `render(statement)` writes it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A settlement with what its reader must know: which contract, and names for its metrics."""

    title: str
    reference: str
    parties: str
    settlement: Settlement
    simulation: Simulation | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def name(self, key: str) -> str:
        """What a metric or charge is called in print."""
        return self.names.get(key) or key.replace("_", " ")


def statement(
    contract: Contract, settlement: Settlement, simulation: Simulation | None = None
) -> Statement:
    """The statement of a contract's settlement."""
    metrics = contract.service_levels.metrics if contract.service_levels else {}
    titles = {key: metric.title for key, metric in metrics.items() if metric.title}
    titles |= {key: one.title for key, one in contract.pricing.charges.items() if one.title}
    return Statement(
        title=contract.contract.title,
        reference=contract.contract.id,
        parties=f"{contract.parties.customer.name} / {contract.parties.provider.name}",
        settlement=settlement,
        simulation=simulation,
        names=titles,
    )


def render(one: Statement, format: str) -> str | bytes:
    """The statement in `format`: text and json are `str`, xlsx and pdf `bytes`."""
    if format not in FORMATS:
        raise UsageError(f"there is no settlement format '{format}'; choose {', '.join(FORMATS)}")
    return cast("str | bytes", importlib.import_module(FORMATS[format]).render(one))
