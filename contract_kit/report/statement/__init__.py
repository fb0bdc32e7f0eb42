"""Settlements in every format: one function a format, in one dict."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from contract_kit.assemble.values import humanise, sentence_case
from contract_kit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract_kit.document import Document
    from contract_kit.settle import Settlement, Simulation, Trigger
    from contract_kit.spec import Contract

FORMATS = {
    "text": "contract_kit.report.statement.text",
    "json": "contract_kit.report.statement.machine",
    "xlsx": "contract_kit.report.statement.workbook",
    "pdf": "contract_kit.report.statement.scorecard",
}
"""Format name → the module whose `render(statement)` writes it."""

ENDINGS = {".txt": "text", ".json": "json", ".xlsx": "xlsx", ".pdf": "pdf"}
"""The ending of a settlement's file → its format."""

WIDTH = 104
NARROWEST = 72


@dataclass(frozen=True, slots=True)
class Place:
    """Where a clause stands in the contract, and its title there."""

    number: str
    title: str

    @property
    def text(self) -> str:
        """Place and title as one text."""
        return f"{self.number}: {self.title}"


@dataclass(frozen=True, slots=True)
class Statement:
    """A settlement with what its reader must know: which contract, names, where clauses stand.

    `bonuses` tells whether the contract has any; `width` is how wide the text may be.
    """

    title: str
    reference: str
    parties: str
    settlement: Settlement
    simulation: Simulation | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    bonuses: bool = False
    width: int = WIDTH

    def name(self, key: str) -> str:
        """What a metric or charge is called in print, as the contract prints it."""
        return sentence_case(self.names.get(key) or humanise(key))

    def right(self, trigger: Trigger) -> str:
        """What gave a right to terminate, with the metric's printed name."""
        return (
            trigger.text.replace(trigger.metric, self.name(trigger.metric), 1)
            if trigger.metric
            else trigger.text
        )

    def clause(self, key: str) -> str:
        """A clause as the contract prints it, its id in brackets."""
        place = self.places.get(key)
        return f"{place.text} [{key}]" if place else f"[{key}]"


def places(document: Document) -> dict[str, Place]:
    """Where each clause of an assembled contract stands."""
    found: dict[str, Place] = {}
    for section in document.sections:
        if section.kind != "schedule":
            found[section.anchor] = Place(f"clause {section.number}", section.title)
        for inner in section.sections:
            found[inner.anchor] = Place(f"{section.number}, paragraph {inner.number}", inner.title)
    return found


def statement(
    contract: Contract,
    settlement: Settlement,
    simulation: Simulation | None = None,
    *,
    document: Document | None = None,
    width: int = WIDTH,
) -> Statement:
    """The statement of a contract's settlement; `document` tells where its clauses stand."""
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
        places=places(document) if document else {},
        bonuses=bool(contract.service_levels and contract.service_levels.bonuses),
        width=max(width, NARROWEST),
    )


def render(one: Statement, format: str) -> str | bytes:
    """The statement in `format`: text and json are `str`, xlsx and pdf `bytes`."""
    if format not in FORMATS:
        raise UsageError(f"there is no settlement format '{format}'; choose {', '.join(FORMATS)}")
    return cast("str | bytes", importlib.import_module(FORMATS[format]).render(one))
